//! Reading and writing numbers and bytes of a body, bounded before anything is allocated.

use super::AdmissionError;

/// Bytes yet to be read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Input<'a>(pub(super) &'a [u8]);

impl<'a> Input<'a> {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn byte(&mut self) -> Result<u8, AdmissionError> {
        let (first, rest) = self.0.split_first().ok_or(AdmissionError::CutShort)?;
        self.0 = rest;
        Ok(*first)
    }

    pub(super) fn bytes(&mut self, count: usize) -> Result<&'a [u8], AdmissionError> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(AdmissionError::CutShort)?;
        self.0 = rest;
        Ok(taken)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], AdmissionError> {
        let (taken, rest) = self.0.split_first_chunk::<N>().ok_or(AdmissionError::CutShort)?;
        self.0 = rest;
        Ok(*taken)
    }

    /// A number in groups of seven bits, lowest first, in the fewest bytes.
    pub(super) fn number(&mut self) -> Result<u64, AdmissionError> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            if (bits << shift) >> shift != bits || (byte == 0 && shift > 0) {
                return Err(AdmissionError::NumberTooLong);
            }
            value |= bits << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(AdmissionError::NumberTooLong)
    }

    /// A length, of at most `most`.
    pub(super) fn length(&mut self, most: usize, error: AdmissionError) -> Result<usize, AdmissionError> {
        usize::try_from(self.number()?).ok().filter(|length| *length <= most).ok_or(error)
    }

    /// A signed number, near zero in few bytes.
    pub(super) fn signed(&mut self) -> Result<i64, AdmissionError> {
        let folded = self.number()?;
        Ok((folded >> 1) as i64 ^ -((folded & 1) as i64))
    }
}

pub(super) fn put_number(out: &mut Vec<u8>, mut value: u64) {
    while value > 0x7f {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

pub(super) fn put_signed(out: &mut Vec<u8>, value: i64) {
    put_number(out, ((value << 1) ^ (value >> 63)) as u64);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn numbers_read_back() {
        for value in [0, 1, 127, 128, 300, u64::from(u32::MAX), u64::MAX] {
            let mut out = Vec::new();
            put_number(&mut out, value);
            let mut input = Input(&out);
            assert_eq!(input.number(), Ok(value));
            assert!(input.is_empty());
        }
        for value in [0, -1, 1, i64::MIN, i64::MAX] {
            let mut out = Vec::new();
            put_signed(&mut out, value);
            assert_eq!(Input(&out).signed(), Ok(value));
        }
    }

    #[test]
    fn a_number_has_one_form_and_an_end() {
        assert_eq!(Input(&[0x80, 0x00]).number(), Err(AdmissionError::NumberTooLong));
        assert_eq!(Input(&[0xff; 12]).number(), Err(AdmissionError::NumberTooLong));
        assert_eq!(Input(&[0x80]).number(), Err(AdmissionError::CutShort));
        let over = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02];
        assert_eq!(Input(&over).number(), Err(AdmissionError::NumberTooLong));
    }
}
