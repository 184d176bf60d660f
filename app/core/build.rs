//! Writes the table of readings that search carries: every character of the CJK block with its syllables, without tones.
//!
//! The crate it is taken from has four spellings of each reading as text; in a page that would weigh more than the rest
//! of search. Bytes that resemble each other are put side by side, because the page is sent compressed.

use std::collections::BTreeMap;
use std::path::Path;

use pinyin::ToPinyinMulti;

/// The block of characters; `search/pinyin.rs` reads the same one.
const CHARACTERS: core::ops::RangeInclusive<u32> = 0x4e00..=0x9fff;
/// Marks the first reading of a character that has others.
const SEVERAL: u16 = 1 << 15;
/// Bytes of a syllable's name, padded with zeros.
const NAME: usize = 6;

fn main() -> std::io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    let readings: Vec<Vec<String>> = CHARACTERS.map(readings).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for reading in readings.iter().flatten() {
        *counts.entry(reading).or_default() += 1;
    }
    // The commonest come first: then the high byte of an index is nearly always zero.
    let mut names: Vec<&str> = counts.keys().copied().collect();
    names.sort_by_key(|name| (core::cmp::Reverse(counts[name]), *name));
    let index: BTreeMap<&str, u16> = names.iter().copied().zip(1..).collect();
    let several = |all: &[String]| if all.len() > 1 { SEVERAL } else { 0 };
    let first = readings.iter().map(|all| all.first().map_or(0, |name| index[name.as_str()] | several(all)));
    let first: Vec<u16> = first.collect();
    let mut gaps = Vec::new();
    let mut others = Vec::new();
    let mut last = 0;
    for (at, all) in readings.iter().enumerate() {
        for name in all.iter().skip(1) {
            while at - last > usize::from(u8::MAX) {
                gaps.push(u8::MAX);
                others.push(0);
                last += usize::from(u8::MAX);
            }
            gaps.push((at - last) as u8);
            others.push(index[name.as_str()]);
            last = at;
        }
    }
    let mut table: Vec<u8> = Vec::new();
    for name in &names {
        assert!(name.len() <= NAME, "a syllable has at most six letters");
        table.extend(name.bytes().chain(core::iter::repeat(0)).take(NAME));
    }
    let halves = |numbers: &[u16]| -> Vec<u8> {
        let low = numbers.iter().map(|number| number.to_be_bytes()[1]);
        low.chain(numbers.iter().map(|number| number.to_be_bytes()[0])).collect()
    };
    table.extend(halves(&first));
    table.extend(&gaps);
    table.extend(halves(&others));
    let folder = std::env::var_os("OUT_DIR").ok_or(std::io::ErrorKind::NotFound)?;
    std::fs::write(Path::new(&folder).join("pinyin.bin"), table)?;
    let sizes = format!("const SYLLABLES: usize = {};\nconst OTHERS: usize = {};\n", names.len(), others.len());
    std::fs::write(Path::new(&folder).join("pinyin.rs"), sizes)
}

/// A character's readings, the commonest first, each once: small letters, `v` for `ü`.
fn readings(code: u32) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let multi = char::from_u32(code).and_then(|character| character.to_pinyin_multi());
    for reading in multi.into_iter().flatten() {
        let name: String = reading.plain().replace('ü', "v").replace('ê', "e");
        if !found.contains(&name) && name.bytes().all(|letter| letter.is_ascii_lowercase()) {
            found.push(name);
        }
    }
    found
}
