//! Photos as a phone takes them, and what is left of them at the other end.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tests::webdriver::{Person, Screen, id};
use thirtyfour::By;

/// What the camera writes into each photo as its maker.
const MAKER: &[u8] = b"Huaqiang Phone 7\0";
/// Width and height as the camera stores a photo that was taken upright.
const STORED: (u32, u32) = (1_200, 800);

/// Draws the stored picture, red at the left and blue at the right, and gives its bytes as JPEG.
const DRAW: &str = "const [width, height, done] = arguments; const canvas = document.createElement('canvas'); \
    canvas.width = width; canvas.height = height; const context = canvas.getContext('2d'); \
    context.fillStyle = '#d02020'; context.fillRect(0, 0, width / 2, height); \
    context.fillStyle = '#2020d0'; context.fillRect(width / 2, 0, width / 2, height); \
    canvas.toBlob(blob => blob.arrayBuffer().then(bytes => done([...new Uint8Array(bytes)])), 'image/jpeg', 0.9)";

/// The size of a picture that is shown, and its colours in the upper and the lower half; nothing until it is shown.
const LOOK: &str = "const image = document.querySelector(arguments[0]); \
    if (!image?.complete || !image.naturalWidth) return false; const canvas = document.createElement('canvas'); \
    const [width, height] = [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight]; \
    const context = canvas.getContext('2d'); context.drawImage(image, 0, 0); \
    const at = part => [...context.getImageData(width / 2, Math.floor(height * part), 1, 1).data].slice(0, 3); \
    return { width, height, top: at(0.25), bottom: at(0.75) }";

/// A photo that was taken upright: stored lying, with the turn, the maker and the place in what the camera wrote.
pub(crate) async fn taken(screen: &Screen, folder: &Path) -> PathBuf {
    let size = vec![json!(STORED.0), json!(STORED.1)];
    let drawn = screen.session().execute_async(DRAW, size).await.unwrap().json().clone();
    let drawn: Vec<u8> = serde_json::from_value(drawn).unwrap();
    let (start, rest) = drawn.split_at(2);
    assert_eq!(start, b"\xFF\xD8", "a JPEG begins so");
    let exif = [b"Exif\0\0".as_slice(), &camera_notes()].concat();
    let length = (u16::try_from(exif.len()).unwrap() + 2).to_be_bytes();
    let file = folder.join("IMG_20261120_081500.jpg");
    std::fs::write(&file, [start, b"\xFF\xE1", &length, &exif, rest].concat()).unwrap();
    file
}

/// TIFF 6.0 as Exif 2.32 uses it: maker, orientation 6 (the left side is the top), and a place.
fn camera_notes() -> Vec<u8> {
    // An entry: tag, type (2 text, 3 short, 4 long, 5 fraction), count, value or where it stands.
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        [&tag.to_be_bytes()[..], &kind.to_be_bytes(), &count.to_be_bytes(), &value].concat()
    };
    let (first, second) = (8_u32, 8 + 2 + 3 * 12 + 4);
    let maker = second + 2 + 4 * 12 + 4;
    let fractions = maker + u32::try_from(MAKER.len()).unwrap();
    let mut notes = [b"MM\0*".as_slice(), &first.to_be_bytes(), &3_u16.to_be_bytes()].concat();
    notes.extend(entry(0x010F, 2, u32::try_from(MAKER.len()).unwrap(), maker.to_be_bytes()));
    notes.extend(entry(0x0112, 3, 1, [0, 6, 0, 0]));
    notes.extend(entry(0x8825, 4, 1, second.to_be_bytes()));
    notes.extend([0; 4]);
    notes.extend(4_u16.to_be_bytes());
    notes.extend(entry(1, 2, 2, *b"N\0\0\0"));
    notes.extend(entry(2, 5, 3, fractions.to_be_bytes()));
    notes.extend(entry(3, 2, 2, *b"E\0\0\0"));
    notes.extend(entry(4, 5, 3, (fractions + 24).to_be_bytes()));
    notes.extend([0; 4]);
    notes.extend(MAKER);
    for part in [31_u32, 24, 30, 121, 29, 12] {
        notes.extend(part.to_be_bytes());
        notes.extend(1_u32.to_be_bytes());
    }
    notes
}

/// Gives a file to the picker that is shown, as the dialog behind its button does.
pub(crate) async fn attach(person: &Screen, file: &Path) {
    person.see(&id("photo-choose")).await.unwrap();
    let field = person.session().find(By::Css(id("photo-choose-file"))).await.unwrap();
    field.send_keys(file.to_str().unwrap()).await.unwrap();
}

/// Waits until a picture is shown, and checks that it stands upright.
pub(crate) async fn is_upright(person: &Person, css: &str) {
    // A picture that was asked for before its sender had sent it is asked for again after half a minute.
    let look = || person.wait("the picture", LOOK, vec![json!(css)]);
    let seen = match look().await {
        Ok(seen) => seen,
        Err(_) => look().await.unwrap(),
    };
    let number = |value: &Value| value.as_u64().unwrap();
    assert!(number(&seen["height"]) > number(&seen["width"]), "{seen}");
    let is = |part: &str, strong: usize, weak: usize| number(&seen[part][strong]) > 4 * number(&seen[part][weak]);
    assert!(is("top", 0, 2) && is("bottom", 2, 0), "the left side is the top: {seen}");
}

/// Checks that nothing remains in a JPEG of what the camera wrote, and that it is stored as it stands.
pub(crate) fn is_bare(bytes: &[u8]) {
    let holds = |words: &[u8]| bytes.windows(words.len()).any(|window| window == words);
    assert!(bytes.starts_with(b"\xFF\xD8"), "no JPEG");
    assert!(!holds(b"Exif") && !holds(&MAKER[..MAKER.len() - 1]) && !holds(b"http://ns.adobe.com"));
    // Segments up to the frame header, which tells height and width.
    let mut at = 2;
    loop {
        let marker = bytes[at + 1];
        assert!(bytes[at] == 0xFF && marker != 0xE1, "a segment {marker:x} of the camera");
        if marker == 0xC0 || marker == 0xC2 {
            break;
        }
        at += 2 + usize::from(u16::from_be_bytes([bytes[at + 2], bytes[at + 3]]));
    }
    let side = |at: usize| u32::from(u16::from_be_bytes([bytes[at], bytes[at + 1]]));
    assert_eq!((side(at + 7), side(at + 5)), (STORED.1, STORED.0));
}
