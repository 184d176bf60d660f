#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;

use super::*;
use crate::demo;

const VALUES: [&str; 4] = ["欧阳清", "15512345678", "99010119491231002X", "老人听力不好，要敲重一点"];

/// Base64 as anybody writes it, to plant with.
fn encode(bytes: &[u8], alphabet: &[u8; 64]) -> String {
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let number = group.iter().chain(&[0, 0]).take(3).fold(0u32, |number, byte| number << 8 | u32::from(*byte));
        for place in 0..=group.len() {
            text.push(char::from(alphabet[(number >> (18 - 6 * place) & 63) as usize]));
        }
    }
    text
}

fn noise(length: usize) -> Vec<u8> {
    let mut state = 7u32;
    (0..length)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        })
        .collect()
}

#[test]
fn a_planted_value_is_found_in_every_form() {
    let standard = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let url = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let searcher = Searcher::new(VALUES);
    for value in VALUES {
        let hex: String = value.bytes().map(|byte| format!("{byte:02x}")).collect();
        let mut planted: Vec<Vec<u8>> = vec![
            value.as_bytes().to_vec(),
            hex.to_uppercase().into_bytes(),
            hex.into_bytes(),
            value.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            value.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        ];
        for before in ["", "a", "ab"] {
            for after in ["", "z", "zz"] {
                let text = format!("{before}{value}{after}");
                planted.push(encode(text.as_bytes(), standard).into_bytes());
                planted.push(encode(text.as_bytes(), url).into_bytes());
            }
        }
        for form in planted {
            let bytes = [noise(1_000), form, noise(500)].concat();
            let found = searcher.in_bytes("a place", &bytes);
            assert!(!found.is_empty(), "{value} was not found");
            for leak in found {
                assert_eq!((leak.value.as_str(), leak.place.as_str()), (value, "a place"));
                assert!((1_000..1_004).contains(&leak.at), "{leak:?}");
            }
        }
    }
}

#[test]
fn nothing_is_found_where_nothing_is() {
    let values = personal_values(&demo::community(1));
    let searcher = Searcher::new(values);
    assert!(searcher.count() > 900, "{}", searcher.count());
    assert_eq!(searcher.in_bytes("noise", &noise(1 << 20)), []);
    assert_eq!(searcher.in_bytes("nothing", &[]), []);
}

#[test]
fn files_are_searched_across_their_parts_and_folders_with_their_names() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("inner");
    std::fs::create_dir(&inner).unwrap();
    let mut bytes = noise(PART - 5);
    bytes.extend_from_slice("欧阳清".as_bytes());
    bytes.extend(noise(PART));
    let at = bytes.len();
    bytes.extend_from_slice(b"15512345678");
    std::fs::write(inner.join("parts"), &bytes).unwrap();
    std::fs::write(inner.join("欧阳清.txt"), b"").unwrap();
    let found = Searcher::new(VALUES).in_folder(folder.path()).unwrap();
    let places: BTreeSet<(String, u64)> = found.iter().map(|leak| (leak.value.clone(), leak.at)).collect();
    let expected = [("15512345678", at as u64), ("欧阳清", 0), ("欧阳清", (PART - 5) as u64)];
    assert_eq!(places, expected.map(|(value, at)| (value.to_owned(), at)).into());
    assert_eq!(found.len(), 3, "{found:?}");
}
