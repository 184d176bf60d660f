//! The table of a run.

use std::fmt::Write as _;

/// One measured value.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What was measured.
    pub name: String,
    /// The value.
    pub value: f64,
    /// Its unit.
    pub unit: &'static str,
    /// What it is held against: a reference of the same run, or an aim.
    pub reference: String,
}

/// All values of a run.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    rows: Vec<Row>,
}

impl Table {
    /// Adds a value.
    pub fn add(&mut self, name: impl Into<String>, value: f64, unit: &'static str, reference: impl Into<String>) {
        self.rows.push(Row { name: name.into(), value, unit, reference: reference.into() });
    }

    /// The rows.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The table for people.
    #[must_use]
    pub fn to_text(&self) -> String {
        let width = self.rows.iter().map(|row| row.name.chars().count()).max().unwrap_or_default();
        let mut text = String::new();
        for row in &self.rows {
            let Row { name, value, unit, reference } = row;
            let value = if value.abs() >= 100.0 { format!("{value:.0}") } else { format!("{value:.2}") };
            let _ = writeln!(text, "{name:<width$}  {value:>10} {unit:<10} {reference}");
        }
        text
    }

    /// The table for programs: a JSON list of rows.
    #[must_use]
    pub fn to_json(&self) -> String {
        let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
        let rows: Vec<String> = self
            .rows
            .iter()
            .map(|row| {
                format!(
                    "  {{\"name\": {}, \"value\": {}, \"unit\": {}, \"reference\": {}}}",
                    quoted(&row.name),
                    row.value,
                    quoted(row.unit),
                    quoted(&row.reference)
                )
            })
            .collect();
        format!("[\n{}\n]\n", rows.join(",\n"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_readable_for_both() {
        let mut table = Table::default();
        table.add("save", 0.34, "ms", "fsync \"alone\" 0.21 ms");
        assert_eq!(table.to_text().trim_end(), "save        0.34 ms         fsync \"alone\" 0.21 ms");
        assert!(table.to_json().contains("\"reference\": \"fsync \\\"alone\\\" 0.21 ms\""));
    }
}
