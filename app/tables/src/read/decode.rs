//! Bytes to text: UTF-8 as phones write it, GB 18030 as Chinese offices do, UTF-16 as Excel's "Unicode text".

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use linli_contract::tables::TableError;

/// How many bytes are looked at to tell what a text is written in.
const LOOKED_AT: usize = 4096;

/// The text, without byte order mark.
///
/// # Errors
/// [`TableError::NotATable`] if it is no text in any of the encodings.
pub(super) fn text(bytes: &[u8]) -> Result<Cow<'_, str>, TableError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decoded(encoding, &bytes[mark..]);
    }
    if let Some(encoding) = unmarked_utf_16(bytes) {
        return decoded(encoding, bytes);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) if is_text(text) => Ok(Cow::Borrowed(text)),
        Ok(_) => Err(TableError::NotATable),
        Err(_) => decoded(GB18030, bytes),
    }
}

fn decoded<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Result<Cow<'a, str>, TableError> {
    // A single unreadable character, e.g. cut off at the end, does not make a list unreadable.
    let (text, has_faults) = encoding.decode_without_bom_handling(bytes);
    let faults = if has_faults { text.matches(char::REPLACEMENT_CHARACTER).count() } else { 0 };
    let is_readable = faults * 100 <= text.chars().count() && is_text(&text);
    let is_known = encoding == UTF_8 || encoding == GB18030 || encoding == UTF_16LE || encoding == UTF_16BE;
    if is_known && is_readable { Ok(text) } else { Err(TableError::NotATable) }
}

/// Control characters other than tabs and line ends are in no list.
fn is_text(text: &str) -> bool {
    !text.trim().is_empty() && !text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{1a}'))
}

/// In UTF-16 every line end, comma and digit has a zero byte on the same side.
fn unmarked_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let looked_at = &bytes[..bytes.len().min(LOOKED_AT)];
    let zeros = |side: usize| looked_at.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
    match (zeros(0), zeros(1)) {
        (0, after) if after > 0 => Some(UTF_16LE),
        (before, 0) if before > 0 => Some(UTF_16BE),
        _ => None,
    }
}
