//! The frozen bytes and the comparison with them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use linli_shared::cbor;

/// The frozen bytes of one file; values are compared one by one and judged together.
pub(crate) struct Frozen {
    expected: BTreeMap<String, Vec<u8>>,
    wrong: String,
}

impl Frozen {
    /// Reads a file: names at the margin, hexadecimal digits below them.
    pub(crate) fn read(text: &str) -> Self {
        let mut expected: BTreeMap<String, String> = BTreeMap::new();
        let mut name = "";
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
            if line.starts_with(' ') {
                expected.entry(name.to_owned()).or_default().push_str(line.trim());
            } else {
                name = line.trim();
                assert!(expected.insert(name.to_owned(), String::new()).is_none(), "{name} stands twice");
            }
        }
        let expected = expected.into_iter().map(|(name, digits)| (name, unhex(&digits))).collect();
        Self { expected, wrong: String::new() }
    }

    /// The frozen bytes of a name, to be read.
    pub(crate) fn get(&self, name: &str) -> Vec<u8> {
        self.expected.get(name).cloned().unwrap_or_default()
    }

    /// Compares bytes.
    pub(crate) fn bytes(&mut self, name: &str, found: &[u8]) {
        if self.expected.remove(name).as_deref() != Some(found) {
            let digits: Vec<String> = found.iter().map(|byte| format!("{byte:02x}")).collect();
            let lines: String = digits.chunks(48).map(|line| format!("    {}\n", line.concat())).collect();
            let _ = write!(self.wrong, "{name}\n{lines}");
        }
    }

    /// Compares a value's encoding, and what the frozen bytes read to.
    pub(crate) fn value<T>(&mut self, name: &str, value: &T)
    where
        T: minicbor::Encode<()> + for<'b> minicbor::Decode<'b, ()> + PartialEq + std::fmt::Debug,
    {
        if let Some(frozen) = self.expected.get(name) {
            let read: T = cbor::from_slice(frozen).unwrap_or_else(|_| panic!("{name} cannot be read any more"));
            assert_eq!(&read, value, "{name} reads to something else");
            assert_eq!(&cbor::to_vec(&read), frozen, "{name} is written otherwise");
        }
        self.bytes(name, &cbor::to_vec(value));
    }

    /// Judges.
    pub(crate) fn done(self) {
        assert!(self.wrong.is_empty(), "these bytes are not the frozen ones:\n{}", self.wrong);
        assert!(self.expected.is_empty(), "nothing compared with {:?}", self.expected.keys());
    }
}

fn unhex(digits: &str) -> Vec<u8> {
    (0..digits.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&digits[at..at + 2], 16).expect("frozen bytes are hexadecimal"))
        .collect()
}
