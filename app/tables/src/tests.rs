//! What goes out comes in again; what comes in broken ends in an error.
#![allow(clippy::unwrap_used, reason = "tests")]

use linli_contract::tables::{Cell, Format, Merged, NewColumn, NewTable, TableError};

use crate::read::{COLUMNS, ROWS, read};
use crate::write::{Package, PackageError, write};

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn columns(titles: &[&str]) -> Vec<NewColumn> {
    titles.iter().map(|title| NewColumn { title: (*title).to_owned(), width: 12 }).collect()
}

fn register() -> NewTable {
    NewTable {
        name: "人口名册".to_owned(),
        columns: columns(&["室号", "姓名", "身份证号", "电话", "出生日期", "面积", "备注"]),
        rows: vec![
            vec![
                text("0301"),
                text("张𠮷娃"),
                text("99010119850102001X"),
                text("021-56780001"),
                Cell::Date("1985-01-02".into()),
                Cell::Number(88.5),
                text("有狗，\"请先敲门\"\n二楼右转"),
            ],
            vec![text("B1-02"), text(" 李 清 "), text("990101198501020029")],
            vec![],
            vec![
                text("12-301"),
                text("古丽·买买提"),
                Cell::Empty,
                text("+86 138 0000 0001"),
                Cell::Date("1900-03-01".into()),
            ],
        ],
    }
}

fn heads(table: &NewTable) -> Vec<Cell> {
    table.columns.iter().map(|column| text(&column.title)).collect()
}

/// A file made of parts, as a spreadsheet program or somebody else would pack it.
fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut package = Package::default();
    for (name, content) in parts {
        package.add(name, content.as_bytes()).unwrap();
    }
    package.finish().unwrap()
}

fn book_of(sheet: &str) -> Vec<u8> {
    let styles = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
        <numFmts count="1"><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts>
        <cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="176"/></cellXfs></styleSheet>"#;
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    packed(&[
        (
            "_rels/.rels",
            &format!(
                r#"<Relationships><Relationship Id="r1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml",
            &format!(
                r#"<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>
                <sheet name="隐藏" sheetId="2" state="hidden" r:id="r1"/><sheet name="册" sheetId="1" r:id="r1"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &format!(
                r#"<Relationships><Relationship Id="r1" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#
            ),
        ),
        ("xl/styles.xml", styles),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

fn rows_of(data: &str) -> Result<Vec<Vec<Cell>>, TableError> {
    read(&book_of(&format!("<worksheet><sheetData>{data}</sheetData></worksheet>")))
        .map(|mut book| book.sheets.remove(0).rows)
}

#[test]
fn a_spreadsheet_comes_back_as_it_was_written() {
    let table = register();
    let second =
        NewTable { name: "人口名册".into(), columns: columns(&["一"]), rows: vec![vec![Cell::Flag(true)]] };
    let book = read(&write(&[table.clone(), second], Format::Xlsx).unwrap()).unwrap();
    assert_eq!(book.sheets[0].name, "人口名册");
    assert_eq!(book.sheets[0].rows[0], heads(&table));
    assert_eq!(book.sheets[0].rows[1..], table.rows);
    assert_eq!(book.sheets[0].rows_left_out, 0);
    assert_eq!(book.sheets[1].rows[1], [Cell::Flag(true)]);
    assert_ne!(book.sheets[1].name, book.sheets[0].name);
}

#[test]
fn csv_comes_back_as_it_was_written_but_for_the_kinds_of_cells() {
    let mut table = register();
    let bytes = write(std::slice::from_ref(&table), Format::Csv).unwrap();
    assert!(bytes.starts_with(b"\xef\xbb\xbf"));
    table.rows[0][5] = text("88.5");
    for row in &mut table.rows {
        for cell in row.iter_mut() {
            if let Cell::Date(day) = cell {
                *cell = text(&day.clone());
            }
        }
    }
    let sheet = &read(&bytes).unwrap().sheets[0];
    assert_eq!(sheet.rows[0], heads(&table));
    assert_eq!(sheet.rows[1..], table.rows);
}

#[test]
fn no_text_leaves_as_a_formula_and_the_guard_is_taken_off_again() {
    let texts = ["=1+1", "+86 138", "-1", "@SUM(A1)", "\t=1", "'=1", "''+", "＝cmd", "'plain", "a=b"];
    let table = NewTable {
        name: String::new(),
        columns: columns(&["=head"]),
        rows: texts.iter().map(|one| vec![text(one)]).collect(),
    };
    let bytes = write(std::slice::from_ref(&table), Format::Csv).unwrap();
    let written = String::from_utf8(bytes.clone()).unwrap();
    let starts = written.trim_start_matches('\u{feff}').lines().map(|line| line.trim_start_matches('"'));
    assert!(starts.clone().all(|line| !line.starts_with(['=', '+', '-', '@', '\t', '＝'])), "{written}");
    let back = &read(&bytes).unwrap().sheets[0].rows;
    assert_eq!(back[1..], table.rows);
    let back = &read(&write(std::slice::from_ref(&table), Format::Xlsx).unwrap()).unwrap().sheets[0].rows;
    assert_eq!(back[1..], table.rows);
}

#[test]
fn days_are_told_by_the_style_and_numbers_stay_numbers() {
    let rows = rows_of(
        r#"<row r="2"><c r="A2" s="1"><v>31050</v></c><c r="B2" s="2"><v>31050.75</v></c><c r="C2"><v>31050</v></c>
        <c r="D2" s="1"><v>19850312</v></c><c r="E2"><v>3.1011019850312E+17</v></c><c r="F2" t="e"><v>#REF!</v></c>
        <c r="G2" t="b"><v>1</v></c><c r="H2" s="1"><v>0.5</v></c><c r="I2" t="inlineStr"><is><t>甲</t></is></c></row>"#,
    )
    .unwrap();
    assert_eq!(rows[0], []);
    assert_eq!(
        rows[1],
        [
            Cell::Date("1985-01-03".into()),
            Cell::Date("1985-01-03".into()),
            Cell::Number(31050.0),
            Cell::Number(19_850_312.0),
            Cell::Number(3.101_101_985_031_2E17),
            Cell::Error("#REF!".into()),
            Cell::Flag(true),
            Cell::Number(0.5),
            text("甲"),
        ]
    );
}

#[test]
fn merged_ranges_are_told_and_hidden_sheets_are_not() {
    let sheet = r#"<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>12号楼</v></c></row>
        <row r="3"><c r="B3"><v>1</v></c></row></sheetData>
        <mergeCells count="2"><mergeCell ref="A1:A3"/><mergeCell ref="A9:B9"/></mergeCells></worksheet>"#;
    let book = read(&book_of(sheet)).unwrap();
    assert_eq!(book.sheets.iter().map(|sheet| sheet.name.as_str()).collect::<Vec<_>>(), ["册"]);
    assert_eq!(book.sheets[0].merged, [Merged { top: 0, left: 0, bottom: 2, right: 0 }]);
}

#[test]
fn a_far_cell_costs_nothing_and_rows_beyond_the_bounds_are_counted() {
    let rows = rows_of(r#"<row><c r="XFD1"><v>1</v></c><c r="A1"><v>2</v></c><c r="ZZZZZZZZZZZ1"><v>1</v></c></row>"#)
        .unwrap();
    assert_eq!(rows, [[Cell::Number(2.0)]]);
    let far = r#"<worksheet><sheetData><row r="2"><c r="B2"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>
        <row r="1048575"><c r="A1048575"><v>1</v></c><c r="B1048575"><v>1</v></c></row></sheetData></worksheet>"#;
    let sheet = read(&book_of(far)).unwrap().sheets.remove(0);
    assert_eq!((sheet.rows.len(), sheet.rows_left_out), (2, 2));
    let last = format!(r#"<row r="{ROWS}"><c r="A{ROWS}"><v>1</v></c></row>"#);
    assert_eq!(rows_of(&last).unwrap().len(), ROWS);
    let wide = format!("<row>{}</row>", "<c><v>1</v></c>".repeat(COLUMNS + 5));
    assert_eq!(rows_of(&wide).unwrap()[0].len(), COLUMNS);
}

#[test]
fn what_unpacks_to_more_than_a_phone_holds_is_refused() {
    let bomb = " ".repeat(65 << 20);
    assert_eq!(read(&packed(&[("xl/sharedStrings.xml", &bomb)])), Err(TableError::TooLarge));
    let name = "一".repeat(8_000);
    let rows = format!(r#"<row><c t="str"><v>{name}</v></c></row>"#).repeat(2_200);
    assert_eq!(rows_of(&rows), Err(TableError::TooLarge), "more text than is kept");
    assert_eq!(read(&vec![b'a'; (32 << 20) + 1]), Err(TableError::TooLarge));
}

#[test]
fn texts_are_read_in_the_encodings_of_chinese_offices() {
    let list = "室号,姓名\r\n301,张伟\r\n0302,\"李,清\"\r\n";
    let wanted = [[text("室号"), text("姓名")], [text("301"), text("张伟")], [text("0302"), text("李,清")]];
    let utf_16: Vec<u8> = list.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked: Vec<u8> = [0xff, 0xfe].into_iter().chain(utf_16.clone()).collect();
    let big: Vec<u8> = list.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let (gb, _, _) = encoding_rs::GB18030.encode(list);
    for bytes in [list.as_bytes(), format!("\u{feff}{list}").as_bytes(), &utf_16, &marked, &big, &gb] {
        assert_eq!(read(bytes).unwrap().sheets[0].rows, wanted);
    }
}

#[test]
fn columns_are_parted_by_what_parts_them() {
    for list in
        ["a;b\n1,5;2\n", "a\tb\n1,5\t2\n", "a|b\n\"1|2\",5|2\n", "a,b\n1;5,2\n", "a,b\n1,2", "一\n二\n", "a,b\r1,2\r"]
    {
        let rows = &read(list.as_bytes()).unwrap().sheets[0].rows;
        let wide = if list.starts_with('一') { 1 } else { 2 };
        assert!(rows.iter().all(|row| row.len() == wide), "{list:?} {rows:?}");
        assert_eq!(rows.len(), 2, "{list:?}");
    }
}

#[test]
fn rows_are_counted_as_a_spreadsheet_counts_them() {
    let rows = &read("a,b\n\n\"1\n2\",3\n\n4,5\n".as_bytes()).unwrap().sheets[0].rows;
    let first = |row: &Vec<Cell>| row.first().cloned().unwrap_or_default();
    assert_eq!(
        rows.iter().map(first).collect::<Vec<_>>(),
        [text("a"), Cell::Empty, text("1\n2"), Cell::Empty, text("4")]
    );
}

#[test]
fn what_is_no_table_is_told_as_such() {
    assert_eq!(read(b""), Err(TableError::NotATable));
    assert_eq!(read(b" \r\n \r\n"), Err(TableError::NotATable));
    assert_eq!(read(b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\x08\x07"), Err(TableError::NotATable));
    assert_eq!(read(&packed(&[("word/document.xml", "<a/>")])), Err(TableError::NotATable));
    assert_eq!(read(b"PK\x03\x04 cut off"), Err(TableError::Damaged));
    assert_eq!(read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 cut off"), Err(TableError::Damaged));
}

#[test]
fn changed_and_cut_files_end_in_a_table_or_an_error() {
    let whole = write(&[register()], Format::Xlsx).unwrap();
    let plain = book_of(
        r#"<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>12号楼</v></c></row></sheetData></worksheet>"#,
    );
    let list = write(&[register()], Format::Csv).unwrap();
    let mut seed = 0x9e37_79b9_u32;
    let mut random = move |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 17;
        seed ^= seed << 5;
        seed as usize % below
    };
    let mut still_read = 0;
    for round in 0..3_000 {
        let mut bytes = [&whole, &plain, &list][round % 3].clone();
        for _ in 0..=random(4) {
            let at = random(bytes.len());
            bytes[at] = random(256) as u8;
        }
        if round % 5 == 0 {
            bytes.truncate(random(bytes.len()));
        }
        still_read += u32::from(read(&bytes).is_ok());
    }
    assert!(still_read > 100 && still_read < 2_900, "{still_read}");
}

#[test]
fn changed_sheets_in_a_sound_package_end_in_a_table_or_an_error() {
    let sheet = r##"<worksheet><dimension ref="A1:C9"/><sheetData><row r="1"><c r="A1" t="str"><v>12号楼</v></c><c r="B1" s="1"><v>31050</v></c>
        <c r="C1" t="s"><v>0</v></c><c r="D1" t="e"><v>#N/A</v></c><c r="E1" t="inlineStr"><is><r><t>a</t></r></is></c><c r="F1"><f t="shared" si="0" ref="F1:F3">A1</f><v>-1e308</v></c></row></sheetData>
        <mergeCells count="1"><mergeCell ref="A1:A3"/></mergeCells></worksheet>"##;
    let bits = ["\"", "<", ">", "/", "=", "9999999999", "-1", "ZZZ", "&#xFFFF;", "&amp", "", "<v>", "</row>", "<c>"];
    let mut seed = 7_u32;
    let mut random = move |below: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % below
    };
    let mut still_read = 0;
    for _ in 0..2_000 {
        let places: Vec<usize> = sheet.char_indices().map(|(at, _)| at).collect();
        let (from, bit) = (places[random(places.len())], bits[random(bits.len())]);
        let until = places.iter().copied().find(|at| *at > from + random(6)).unwrap_or(sheet.len());
        still_read += u32::from(read(&book_of(&format!("{}{bit}{}", &sheet[..from], &sheet[until..]))).is_ok());
    }
    assert!(still_read > 20 && still_read < 1_980, "{still_read}");
}

#[test]
fn a_package_takes_names_that_stay_inside_it() {
    let mut package = Package::default();
    for name in ["", "/etc/x", "../x", "a//b", "a\\b", "a/./b"] {
        assert_eq!(package.add(name, b"x"), Err(PackageError::Name), "{name}");
    }
    package.add("documents/1.automerge", b"x").unwrap();
    assert_eq!(package.add("documents/1.automerge", b"x"), Err(PackageError::Name));
    assert!(package.finish().unwrap().starts_with(b"PK"));
}

fn fixture(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/registers/");
    std::fs::read(format!("{folder}{name}")).unwrap()
}

#[test]
fn lists_as_offices_keep_them_are_read() {
    for name in
        ["01-plain.xlsx", "02-two-headers.xlsx", "03-merged-doors.xlsx", "05-other-words.csv", "07-addresses.csv"]
    {
        let book = read(&fixture(name)).unwrap();
        let filled = book.sheets[0].rows.iter().filter(|row| row.len() > 3).count();
        assert!(filled > 5, "{name}: {filled}");
    }
    let merged = read(&fixture("03-merged-doors.xlsx")).unwrap();
    assert!(merged.sheets[0].merged.iter().any(|range| range.bottom > range.top));
    assert!(read(&fixture("09-sheet-per-building.xlsx")).unwrap().sheets.len() > 1);
}

#[test]
fn what_a_spreadsheet_made_of_numbers_and_days_is_seen() {
    let all = |name: &str| -> Vec<Cell> {
        read(&fixture(name)).unwrap().sheets.into_iter().flat_map(|sheet| sheet.rows).flatten().collect()
    };
    let rounded = |cell: &Cell| matches!(cell, Cell::Number(number) if *number > 1e17);
    assert!(all("04-id-numbers.xlsx").iter().any(rounded));
    assert!(all("06-dates.xlsx").iter().any(|cell| matches!(cell, Cell::Date(day) if day.len() == 10)));
}
