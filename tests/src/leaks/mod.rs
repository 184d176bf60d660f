//! Looks for values in bytes where they must not be: files, logs, traffic, a browser's profile.
//!
//! A value is looked for as UTF-8, hexadecimal of either case, base64 of both alphabets in all three alignments, and
//! UTF-16 of both byte orders. Forms shorter than six bytes are left out: in sealed data they occur by chance.

mod forms;
mod personal;

use std::collections::HashMap;
use std::io::{self, Read};
use std::path::Path;

pub use forms::Form;
pub use personal::{personal_values, texts_of};

/// A value that was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leak {
    /// The value.
    pub value: String,
    /// The form in which it stands there.
    pub form: Form,
    /// Where.
    pub place: String,
    /// At which byte.
    pub at: u64,
}

/// Looks for many values at once.
#[derive(Debug)]
pub struct Searcher {
    values: Vec<String>,
    needles: Vec<Needle>,
    /// Needles by their first bytes.
    by_start: HashMap<[u8; START], Vec<usize>>,
    /// A bit for each beginning of three bytes that some needle has.
    starts: Vec<u64>,
    longest: usize,
}

#[derive(Debug)]
struct Needle {
    value: usize,
    form: Form,
    bytes: Vec<u8>,
}

/// The bytes by which needles are found.
const START: usize = 6;
/// Bytes of a file that are in memory at once.
const PART: usize = 4 << 20;

impl Searcher {
    /// Looks for these values; empty ones are left out.
    pub fn new<V: Into<String>>(values: impl IntoIterator<Item = V>) -> Self {
        let mut values: Vec<String> = values.into_iter().map(Into::into).filter(|value| !value.is_empty()).collect();
        values.sort_unstable();
        values.dedup();
        let mut needles = Vec::new();
        for (value, text) in values.iter().enumerate() {
            let forms = forms::of(text).into_iter().filter(|(_, bytes)| bytes.len() >= START);
            needles.extend(forms.map(|(form, bytes)| Needle { value, form, bytes }));
        }
        let mut by_start: HashMap<[u8; START], Vec<usize>> = HashMap::new();
        let mut starts = vec![0; (1 << 24) / 64];
        for (index, needle) in needles.iter().enumerate() {
            if let Some(start) = needle.bytes.first_chunk() {
                by_start.entry(*start).or_default().push(index);
                let (word, bit) = place(*start);
                starts[word] |= bit;
            }
        }
        let longest = needles.iter().map(|needle| needle.bytes.len()).max().unwrap_or(0);
        Self { values, needles, by_start, starts, longest }
    }

    /// The number of values that are looked for.
    #[must_use]
    pub fn count(&self) -> usize {
        self.values.len()
    }

    /// Looks into bytes; `place` says in the findings where that was.
    #[must_use]
    pub fn in_bytes(&self, place: &str, bytes: &[u8]) -> Vec<Leak> {
        let mut found = Vec::new();
        self.look(place, bytes, 0, bytes.len(), &mut found);
        found
    }

    /// Looks into every file of a folder and of the folders in it, and into their names.
    ///
    /// # Errors
    /// If something cannot be read.
    pub fn in_folder(&self, folder: &Path) -> io::Result<Vec<Leak>> {
        let mut found = Vec::new();
        let mut folders = vec![folder.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder)? {
                let entry = entry?;
                let path = entry.path();
                found.extend(
                    self.in_bytes(&format!("the name of {}", path.display()), entry.file_name().as_encoded_bytes()),
                );
                let kind = entry.file_type()?;
                if kind.is_dir() {
                    folders.push(path);
                } else if kind.is_file() {
                    found.extend(self.in_file(&path)?);
                }
            }
        }
        Ok(found)
    }

    /// Looks into a file.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn in_file(&self, path: &Path) -> io::Result<Vec<Leak>> {
        let place = path.display().to_string();
        let mut file = std::fs::File::open(path)?;
        let (mut found, mut held, mut base) = (Vec::new(), Vec::new(), 0);
        loop {
            let read = file.by_ref().take(PART as u64).read_to_end(&mut held)?;
            // What begins in the last bytes may go on in the next part.
            let kept = if read == 0 { 0 } else { held.len().min(self.longest.saturating_sub(1)) };
            let begins = held.len() - kept;
            self.look(&place, &held, base, begins, &mut found);
            if read == 0 {
                return Ok(found);
            }
            held.drain(..begins);
            base += begins as u64;
        }
    }

    /// Finds needles that begin before `begins`.
    fn look(&self, place_name: &str, bytes: &[u8], base: u64, begins: usize, found: &mut Vec<Leak>) {
        for at in 0..begins {
            let Some(start) = bytes[at..].first_chunk::<START>() else { return };
            let (word, bit) = place(*start);
            if self.starts[word] & bit == 0 {
                continue;
            }
            for index in self.by_start.get(start).into_iter().flatten() {
                let needle = &self.needles[*index];
                if bytes[at..].starts_with(&needle.bytes) {
                    found.push(Leak {
                        value: self.values[needle.value].clone(),
                        form: needle.form,
                        place: place_name.to_owned(),
                        at: base + at as u64,
                    });
                }
            }
        }
    }
}

fn place(start: [u8; START]) -> (usize, u64) {
    let number = usize::from(start[0]) << 16 | usize::from(start[1]) << 8 | usize::from(start[2]);
    (number / 64, 1 << (number % 64))
}

#[cfg(test)]
mod tests;
