//! What the screens call of this module: bytes and JSON in and out.

use linli_contract::tables::{Format, NewTable};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::read::read;
use crate::write::{Package, write};

/// Reads a file; the workbook, or the reason why it cannot be read, as JSON of `Result<Workbook, TableError>`.
#[wasm_bindgen]
#[must_use]
pub fn read_tables(bytes: &[u8]) -> String {
    // A workbook is plain data; should it not turn into JSON all the same, it is told as damaged.
    serde_json::to_string(&read(bytes)).unwrap_or_else(|_| r#"{"Err":"Damaged"}"#.to_owned())
}

/// Writes tables given as JSON of `Vec<NewTable>`; empty if they cannot be written.
#[wasm_bindgen]
#[must_use]
pub fn write_tables(tables: &str, is_csv: bool) -> Vec<u8> {
    let format = if is_csv { Format::Csv } else { Format::Xlsx };
    let tables: Result<Vec<NewTable>, _> = serde_json::from_str(tables);
    tables.ok().and_then(|tables| write(&tables, format).ok()).unwrap_or_default()
}

/// A package of files, taken in while they come.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Packing {
    package: Package,
}

#[wasm_bindgen]
impl Packing {
    /// An empty package.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a file in; whether it could.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> bool {
        self.package.add(name, bytes).is_ok()
    }

    /// The package; empty if it cannot be made.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        self.package.finish().unwrap_or_default()
    }
}
