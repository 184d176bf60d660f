//! The forms a text may take in a file.

/// One form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// UTF-8.
    Utf8,
    /// Hexadecimal digits of the UTF-8 bytes, `a` to `f` in lower case.
    HexLower,
    /// Hexadecimal digits, `A` to `F` in upper case.
    HexUpper,
    /// Base64 with `+` and `/`; so many bytes stand before the value in its group of three.
    Base64(u8),
    /// Base64 with `-` and `_`.
    Base64Url(u8),
    /// UTF-16, low byte first.
    Utf16Little,
    /// UTF-16, high byte first.
    Utf16Big,
}

const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// All forms of a text. Base64 forms hold only the characters that the value alone decides.
pub(super) fn of(text: &str) -> Vec<(Form, Vec<u8>)> {
    let bytes = text.as_bytes();
    let hex = |digits: &[u8; 16]| -> Vec<u8> {
        bytes.iter().flat_map(|byte| [digits[usize::from(byte >> 4)], digits[usize::from(byte & 15)]]).collect()
    };
    let mut forms = vec![
        (Form::Utf8, bytes.to_vec()),
        (Form::HexLower, hex(b"0123456789abcdef")),
        (Form::HexUpper, hex(b"0123456789ABCDEF")),
        (Form::Utf16Little, text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        (Form::Utf16Big, text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
    ];
    for before in 0..3 {
        let standard = base64(bytes, before, STANDARD);
        let url = base64(bytes, before, URL);
        if url != standard {
            forms.push((Form::Base64Url(before), url));
        }
        forms.push((Form::Base64(before), standard));
    }
    forms
}

/// The characters that bytes decide when `before` unknown bytes stand before them in their group.
fn base64(bytes: &[u8], before: u8, alphabet: &[u8; 64]) -> Vec<u8> {
    let bit = |at: usize| usize::from(bytes[at / 8] >> (7 - at % 8) & 1);
    // The first character that begins at or after the value, counted in bits from the value's own beginning.
    let first = (6 - usize::from(before) * 8 % 6) % 6;
    let bits = bytes.len() * 8;
    let starts = (first..).step_by(6).take_while(|at| at + 6 <= bits);
    starts.map(|at| alphabet[(at..at + 6).fold(0, |number, at| number << 1 | bit(at))]).collect()
}
