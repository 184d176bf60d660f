//! PDF: only its beginning and end are looked at, and whether it says in clear that it carries programs or other files.

use zeroize::Zeroizing;

use super::{Checked, Unfit};

/// How far from the end a reader looks for it.
const TAIL: usize = 1_024;
/// What a paper to be read does not have. Long enough not to stand in packed bytes by chance.
const ACTIVE: [&[u8]; 4] = [b"/JavaScript", b"/EmbeddedFile", b"/RichMedia", b"/Launch"];

pub(super) fn check(bytes: &[u8]) -> Result<Checked, Unfit> {
    if !(bytes.starts_with(b"%PDF-1.") || bytes.starts_with(b"%PDF-2.")) {
        return Err(Unfit::OtherType);
    }
    let tail = bytes.get(bytes.len().saturating_sub(TAIL)..).unwrap_or_default();
    if !has(tail, b"startxref") || !has(tail, b"%%EOF") {
        return Err(Unfit::Damaged);
    }
    if ACTIVE.iter().any(|word| has(bytes, word)) {
        return Err(Unfit::Active);
    }
    Ok(Checked { width: 0, height: 0, bytes: Zeroizing::new(bytes.to_vec()) })
}

fn has(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}
