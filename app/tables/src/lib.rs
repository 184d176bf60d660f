//! Spreadsheet files in and out: the bytes of a file become sheets of cells, tables become the bytes of a file.
//!
//! Pure functions, native and in wasm. The screens do not link this crate: it is a module of its own beside them, which
//! they fetch when somebody imports or exports, so that a cheap phone does not carry it on every start.
//! **Invariant:** whatever the bytes are, reading ends with sheets within [`read::ROWS`] and [`read::COLUMNS`] or with an
//! error; a file that unpacks to more than a phone can hold is refused before it is unpacked.
//! **Invariant:** a text goes out as text: no ID number, telephone or door turns into a number, no value into a formula.

pub mod read;
#[cfg(target_arch = "wasm32")]
pub mod web;
pub mod write;

#[cfg(test)]
mod tests;
