//! Where the headings stand: below titles, in one row or in two with groups over them.
//!
//! **Invariant:** rows are scored by the headings they hold and never by a row's number alone.

use linli_contract::imports::Column;
use linli_contract::tables::{Cell, Merged, Sheet};
use linli_shared::ids::hash32;

use super::cells::{self, Read};
use super::columns;

/// How far down headings are looked for.
const ROWS: usize = 20;

/// The heading of one column: what its group is called, what it is called.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Heading {
    pub(super) group: String,
    pub(super) own: String,
}

impl Heading {
    /// Group and own heading as one text.
    pub(super) fn text(&self) -> String {
        [self.group.as_str(), self.own.as_str()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// What the words say; the own heading goes first.
    pub(super) fn column(&self) -> Option<Column> {
        columns::known(&self.own).or_else(|| columns::known(&self.group))
    }
}

/// Where headings were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) from: usize,
    pub(super) data: usize,
}

/// Rows that may be the headings, the likeliest first.
pub(super) fn candidates(sheet: &Sheet) -> impl Iterator<Item = Found> + '_ {
    (0..sheet.rows.len().min(ROWS))
        .flat_map(|from| [1, 2].map(|rows| Found { from, data: (from + rows).min(sheet.rows.len()) }))
}

/// Finds the headings; a sheet without any has none in front of its first row.
pub(super) fn find(sheet: &Sheet) -> Found {
    const ENOUGH: usize = 2;
    let mut best = Found { from: 0, data: 0 };
    best.from = sheet.rows.iter().position(|row| !row.iter().all(cells::is_blank)).unwrap_or(0);
    best.data = best.from;
    let mut best_score = ENOUGH * 2 - 1;
    for found in candidates(sheet) {
        let score = score(sheet, &found);
        if score > best_score {
            (best, best_score) = (found, score);
        }
    }
    best
}

fn score(sheet: &Sheet, found: &Found) -> usize {
    let rows = &sheet.rows[found.from..found.data];
    if rows.is_empty() || rows.iter().any(|row| row.iter().any(is_value)) {
        return 0;
    }
    let known = read(sheet, found).iter().filter(|heading| columns::known(&heading.own).is_some()).count();
    // Groups over the headings tell more than the headings alone; a title over them tells nothing.
    let above: Vec<String> = rows[0].iter().map(cells::text).filter(|text| !text.is_empty()).collect();
    let has_groups =
        rows.len() == 2 && above.len() >= 2 && known_in(&rows[1]) >= 2 && known_in(&rows[1]) + above.len() >= known;
    match rows.len() {
        1 => known * 2,
        _ if has_groups => known * 2 + 1,
        _ => 0,
    }
}

fn known_in(row: &[Cell]) -> usize {
    row.iter().filter(|cell| columns::known(&cells::text(cell)).is_some()).count()
}

/// Whether a cell holds what no heading does.
fn is_value(cell: &Cell) -> bool {
    let text = cells::text(cell);
    matches!(cell, Cell::Number(_) | Cell::Date(_))
        || matches!(cells::id_number(cell), Read::Value(_))
        || (text.len() >= 7 && matches!(cells::phone(cell), Read::Value(_)))
}

/// The headings of a sheet, cells merged over several columns counted for each.
pub(super) fn read(sheet: &Sheet, found: &Found) -> Vec<Heading> {
    let width = sheet.rows.iter().map(Vec::len).max().unwrap_or(0);
    let rows: Vec<usize> = (found.from..found.data).collect();
    let spans = Spans::new(sheet);
    (0..width)
        .map(|column| {
            let mut texts: Vec<String> = rows.iter().map(|row| cells::text(spans.cell(sheet, *row, column))).collect();
            let own = texts.pop().unwrap_or_default();
            let groups: Vec<String> = texts.into_iter().filter(|text| !text.is_empty() && *text != own).collect();
            match groups.join(" ") {
                group if own.is_empty() => Heading { group: String::new(), own: group },
                group => Heading { group, own },
            }
        })
        .collect()
}

/// The merged ranges of a sheet by their rows.
pub(super) struct Spans {
    /// First row, last row, columns; by the last row.
    ranges: Vec<Merged>,
    /// The most rows of one range.
    tallest: u32,
}

impl Spans {
    pub(super) fn new(sheet: &Sheet) -> Self {
        let mut ranges = sheet.merged.clone();
        ranges.sort_unstable_by_key(|range| (range.bottom, range.top, range.left));
        let tallest = ranges.iter().map(|range| range.bottom.saturating_sub(range.top)).max().unwrap_or(0);
        Self { ranges, tallest }
    }

    /// A cell, or the one whose merged range it lies in.
    pub(super) fn cell<'s>(&self, sheet: &'s Sheet, row: usize, column: usize) -> &'s Cell {
        static EMPTY: Cell = Cell::Empty;
        let own = cell(sheet, row, column).unwrap_or(&EMPTY);
        let (Ok(at), Ok(left)) = (u32::try_from(row), u32::try_from(column)) else { return own };
        if !cells::is_blank(own) {
            return own;
        }
        let from = self.ranges.partition_point(|range| range.bottom < at);
        let near = self.ranges[from..].iter().take_while(|range| range.bottom - at <= self.tallest);
        let covers = |range: &&Merged| range.top <= at && (range.left..=range.right).contains(&left);
        let range = near.into_iter().find(covers);
        range.and_then(|range| cell(sheet, range.top as usize, range.left as usize)).unwrap_or(own)
    }
}

fn cell(sheet: &Sheet, row: usize, column: usize) -> Option<&Cell> {
    sheet.rows.get(row)?.get(column)
}

/// Names a sheet's headings, however wide the columns and whatever stands above.
pub(super) fn fingerprint(headings: &[String]) -> [u8; 32] {
    let bare: Vec<String> = headings.iter().map(|heading| heading.split_whitespace().collect()).collect();
    let last = bare.iter().rposition(|heading| !heading.is_empty()).map_or(0, |at| at + 1);
    let parts: Vec<&[u8]> = bare[..last].iter().map(|heading| heading.as_bytes()).collect();
    hash32("linli headings", &parts)
}

/// Whether a row says the headings again, as a list does on its next page.
pub(super) fn is_repeated(row: &[Cell], headings: &[Heading]) -> bool {
    let filled: Vec<(usize, String)> =
        row.iter().enumerate().map(|(at, cell)| (at, cells::text(cell))).filter(|(_, text)| !text.is_empty()).collect();
    let same = filled.iter().filter(|(at, text)| {
        headings
            .get(*at)
            .is_some_and(|heading| columns::same(&heading.own, text) || columns::same(&heading.group, text))
    });
    filled.len() >= 2 && same.count() * 5 >= filled.len() * 3
}

/// Whether a row is a sum or what is written below a list.
pub(super) fn is_footer(row: &[Cell]) -> bool {
    const SUMS: [&str; 6] = ["合计", "总计", "小计", "总数", "共计", "累计"];
    const BELOW: [&str; 8] = ["填表", "制表", "审核", "负责人", "注:", "注：", "说明:", "说明："];
    let filled: Vec<String> = row.iter().map(cells::text).filter(|text| !text.is_empty()).collect();
    let Some(first) = filled.first() else { return false };
    let bare: String = first.split_whitespace().collect();
    SUMS.iter().any(|word| bare.starts_with(word))
        || (filled.len() <= 2 && BELOW.iter().any(|word| bare.starts_with(word)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use linli_shared::households::Field;

    fn sheet(rows: &[&[&str]], merged: Vec<Merged>) -> Sheet {
        let cell = |text: &&str| if text.is_empty() { Cell::Empty } else { Cell::Text((*text).to_owned()) };
        let rows = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
        Sheet { name: String::new(), rows, merged, rows_left_out: 0 }
    }

    #[test]
    fn headings_are_found_below_titles_and_under_groups() {
        let plain = sheet(&[&["人口登记表"], &["楼号", "室号", "姓名"], &["12号楼", "301", "王芳"]], vec![]);
        assert_eq!(find(&plain), Found { from: 1, data: 2 });
        let group = |left, right| Merged { top: 0, left, bottom: 0, right };
        let two = sheet(
            &[
                &["住址", "", "户主信息", "", "备注"],
                &["楼号", "室号", "姓名", "电话", ""],
                &["12号楼", "301", "王芳", "15412345678", ""],
            ],
            vec![group(0, 1), group(2, 3)],
        );
        let found = find(&two);
        assert_eq!(found, Found { from: 0, data: 2 });
        let texts: Vec<String> = read(&two, &found).iter().map(Heading::text).collect();
        assert_eq!(texts, ["住址 楼号", "住址 室号", "户主信息 姓名", "户主信息 电话", "备注"]);
        let none = sheet(&[&["12号楼", "301", "王芳"]], vec![]);
        assert_eq!(find(&none), Found { from: 0, data: 0 });
    }

    #[test]
    fn columns_are_known_by_heading_and_else_by_what_stands_in_them() {
        let sheet = sheet(
            &[
                &["楼栋号", "房间", "XZQH", "谁", "证件号码", "户主姓名"],
                &["12", "301", "310113", "王芳", "11010519491231002X", "王芳"],
            ],
            vec![],
        );
        let found = find(&sheet);
        let headings = read(&sheet, &found);
        assert_eq!(
            columns::propose(&headings, &sheet.rows[found.data..]),
            [
                Column::Building,
                Column::Door,
                Column::Ignore,
                Column::Ignore,
                Column::IdNumber,
                Column::Field(Field::Name)
            ]
        );
    }

    #[test]
    fn the_same_headings_have_one_fingerprint_wherever_they_stand() {
        let texts = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let one = fingerprint(&texts(&["楼号", "姓 名"]));
        assert_eq!(one, fingerprint(&texts(&["楼号", "姓名", "", ""])));
        assert_ne!(one, fingerprint(&texts(&["姓名", "楼号"])));
    }
}
