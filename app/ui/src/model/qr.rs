//! QR codes: a text as the squares to draw, and a grey picture as the text in it.
//!
//! **Invariant:** what is drawn here is found again here, at the size a phone's camera sees it.

use qrcodegen::{QrCode, QrCodeEcc};

/// Empty squares around a code (ISO/IEC 18004, 9.1), without which cameras do not find it.
const QUIET: i32 = 4;

/// Longer texts are shown with less repair, so that the squares stay large enough for a camera.
const LONG: usize = 300;

/// Smaller pictures hold no code.
const SMALLEST: usize = 21;

/// A code as one path of an SVG picture whose unit is a square.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Squares {
    /// Squares along a side, with the empty ones around.
    pub size: i32,
    /// The dark squares.
    pub path: String,
}

/// Draws a text; `None` if it is longer than a code can hold.
#[must_use]
pub fn draw(text: &str) -> Option<Squares> {
    let repair = if text.len() > LONG { QrCodeEcc::Low } else { QrCodeEcc::Medium };
    let code = QrCode::encode_text(text, repair).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let start = x;
            while x < code.size() && code.get_module(x, y) {
                x += 1;
            }
            if x > start {
                path.push_str(&format!("M{} {}h{}v1H{}z", start + QUIET, y + QUIET, x - start, start + QUIET));
            }
            x += 1;
        }
    }
    Some(Squares { size: code.size() + 2 * QUIET, path })
}

/// Finds the text of a code in a grey picture, row by row from the top left, 0 is black; `None` if there is none.
#[must_use]
pub fn find(width: usize, height: usize, grey: &[u8]) -> Option<String> {
    if width < SMALLEST || height < SMALLEST || grey.len() < width.checked_mul(height)? {
        return None;
    }
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| grey[y * width + x]);
    picture.detect_grids().into_iter().find_map(|grid| grid.decode().ok()).map(|(_, text)| text)
}

/// Turns a canvas's four bytes per point into one grey byte.
#[must_use]
pub fn grey(points: &[u8]) -> Vec<u8> {
    let weigh = |point: &[u8]| {
        let [red, green, blue] = [point[0], point[1], point[2]].map(u32::from);
        ((red * 77 + green * 150 + blue * 29) >> 8) as u8
    };
    points.chunks_exact(4).map(weigh).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    /// Paints the path as a camera would see it: each square `scale` points wide, grey rather than black, darker at one side.
    fn photo(squares: &Squares, scale: usize) -> (usize, Vec<u8>) {
        let side = usize::try_from(squares.size).unwrap() * scale;
        let mut points: Vec<u8> = (0..side * side).map(|at| 190 + (at % side * 50 / side) as u8).collect();
        for part in squares.path.split('z').filter(|part| !part.is_empty()) {
            let (from, rest) = part.trim_start_matches('M').split_once('h').unwrap();
            let (x, y) = from.split_once(' ').unwrap();
            let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
            let wide: usize = rest.split_once('v').unwrap().0.parse().unwrap();
            for row in y * scale..(y + 1) * scale {
                points[row * side + x * scale..row * side + (x + wide) * scale].fill(60);
            }
        }
        (side, points)
    }

    fn random(seed: &mut u64) -> u8 {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (*seed >> 33) as u8
    }

    #[test]
    fn what_is_drawn_is_found_again_short_or_long() {
        for length in [1, 40, 180, 300, 301, 800, 1_100] {
            let text = format!("https://linli.example/#v.{}", "Ab9-_".repeat(length / 5));
            let squares = draw(&text).unwrap();
            let (side, points) = photo(&squares, 4);
            assert_eq!(find(side, side, &points).as_ref(), Some(&text), "{length}");
        }
    }

    #[test]
    fn there_is_room_around_the_squares() {
        let squares = draw("https://linli.example/#j.AAAA").unwrap();
        let (side, points) = photo(&squares, 1);
        let is_light = |at: usize| points[at] > 100;
        assert!((0..side * 4).all(is_light) && (side * (side - 4)..side * side).all(is_light));
        assert!((0..side).all(|row| (0..4).all(|x| is_light(row * side + x))));
    }

    #[test]
    fn a_text_that_no_code_can_hold_is_not_drawn() {
        assert_eq!(draw(&"x".repeat(4_000)), None);
    }

    #[test]
    fn pictures_without_a_code_hold_nothing() {
        let mut seed = 7;
        let noise: Vec<u8> = (0..320 * 240).map(|_| random(&mut seed)).collect();
        assert_eq!(find(320, 240, &noise), None);
        assert_eq!(find(320, 240, &noise[..100]), None, "a picture that is cut off");
        assert_eq!(find(0, 0, &[]), None);
        assert_eq!(find(64, 64, &[0; 64 * 64]), None);
    }

    #[test]
    fn a_damaged_picture_is_survived() {
        let squares = draw(&format!("https://linli.example/#j.{}", "Qz7".repeat(60))).unwrap();
        let (side, clean) = photo(&squares, 3);
        let mut seed = 11;
        for round in 0..60_usize {
            let mut points = clean.clone();
            for _ in 0..round * 12 {
                let at = (usize::from(random(&mut seed)) << 8 | usize::from(random(&mut seed))) * 3 % (side * side);
                let end = (at + usize::from(random(&mut seed))).min(points.len());
                points[at..end].fill(random(&mut seed));
            }
            if let Some(found) = find(side, side, &points) {
                assert!(found.starts_with("https://linli.example/#j."), "what is found is what was drawn");
            }
        }
    }

    #[test]
    fn colours_weigh_as_the_eye_sees_them() {
        let points = [0, 0, 0, 255, 255, 255, 255, 255, 255, 0, 0, 255, 0, 255, 0, 255];
        let [black, white, red, green] = grey(&points)[..] else { panic!("four points") };
        assert_eq!((black, white), (0, 255));
        assert!(red < green);
    }
}
