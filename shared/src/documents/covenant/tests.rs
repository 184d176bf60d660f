#![allow(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;

use super::*;
use crate::documents::Kind;
use crate::ids::{DeviceId, RecordId};

fn writer(number: u8) -> Writer {
    Writer { device: DeviceId([number; 16]), incarnation: 0 }
}

fn covenant() -> Document {
    Document::genesis(Kind::Covenant, RecordId([7; 16]))
}

/// Writes, and has others admit what was written as it travels.
fn write(document: &mut Document, by: u8, from: &str, text: &str) {
    let before = document.clone();
    if let Some(wrote) = document.write_covenant(from, text, writer(by), 1_800_000_000).unwrap() {
        let body = document.pack(&[wrote.change], wrote.writer.device).unwrap();
        let mut other = before;
        other.admit(&body, wrote.writer.device, |_| true).unwrap();
        assert_eq!(other.covenant(), document.covenant());
    }
}

fn begun(text: &str) -> Document {
    let mut document = covenant();
    write(&mut document, 1, "", text);
    assert_eq!(document.covenant(), text);
    document
}

#[test]
fn a_text_is_written_and_read() {
    let mut document = begun("一、不抽烟\n二、不堵门");
    assert_eq!(document.write_covenant("x", "x", writer(2), 0), Ok(None));
    write(&mut document, 2, "一、不抽烟\n二、不堵门", "一、不抽烟\n二、爱护电梯\n\n三、不堵门");
    assert_eq!(document.covenant(), "一、不抽烟\n二、爱护电梯\n\n三、不堵门");
    write(&mut document, 1, "一、不抽烟\n二、爱护电梯\n\n三、不堵门", "");
    assert_eq!(document.covenant(), "");
}

#[test]
fn what_two_wrote_at_once_stands_side_by_side() {
    let text = "甲\n乙\n丙";
    let (mut one, mut other) = (begun(text), begun(text));
    write(&mut one, 1, text, "甲一\n乙\n丙\n丁");
    write(&mut other, 2, text, "甲\n乙\n新\n丙改");
    let (mut left, mut right) = (one.clone(), other.clone());
    left.merge(&other);
    right.merge(&one);
    assert_eq!(left.covenant(), right.covenant());
    assert_eq!(left.covenant(), "甲一\n乙\n新\n丙改\n丁");
}

#[test]
fn a_line_that_two_changed_is_there_twice_until_one_is_taken_out() {
    let text = "甲\n乙";
    let (mut one, mut other) = (begun(text), begun(text));
    write(&mut one, 1, text, "甲一\n乙");
    write(&mut other, 2, text, "甲二\n乙");
    one.merge(&other);
    let both = one.covenant();
    let mut lines: Vec<&str> = both.lines().collect();
    lines.sort_unstable();
    assert_eq!(lines, ["乙", "甲一", "甲二"]);
    write(&mut one, 3, &both, "甲一\n乙");
    assert_eq!(one.covenant(), "甲一\n乙");
}

#[test]
fn who_began_from_an_older_text_changes_only_what_they_changed() {
    let mut document = begun("甲\n乙\n丙");
    write(&mut document, 1, "甲\n乙\n丙", "甲\n乙\n丙\n丁");
    write(&mut document, 2, "甲\n乙\n丙", "乙\n丙改");
    assert_eq!(document.covenant(), "乙\n丙改\n丁");
}

#[test]
fn a_hundred_lines_at_one_place_find_room() {
    let mut document = begun("头\n尾");
    for number in 0..100 {
        let from = document.covenant();
        write(&mut document, 1, &from, &from.replacen("头\n", &format!("头\n{number}\n"), 1));
    }
    let text = document.covenant();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!((lines[0], lines[1], lines[100], lines[101]), ("头", "99", "0", "尾"));
}

#[test]
fn what_is_no_covenant_is_refused() {
    let mut document = covenant();
    let long_line = "长".repeat(LENGTH);
    write(&mut document, 1, "", &long_line);
    assert_eq!(document.covenant(), long_line);
    for wrong in ["长".repeat(LENGTH + 1), "a\n".repeat(LINES + 1), "\u{1b}[2J".into()] {
        assert_eq!(document.write_covenant("", &wrong, writer(1), 0), Err(CovenantError::Unfit));
    }
}

#[test]
fn keys_read_back_and_foreign_ones_are_left_alone() {
    for at in [vec![(STEP, 7)], vec![(1, u32::MAX), (END - 1, 0)]] {
        assert_eq!(position(&key(&at)), Some(at));
    }
    for foreign in ["v", "l", "lx", "l00100000000001x", "l0010000000000", "l00100000000001é"] {
        assert_eq!(position(foreign), None, "{foreign}");
    }
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(vec!["甲", "乙", "丙", "丁", ""]), 0..8)
        .prop_map(|lines| tidy(&lines.join("\n")))
}

#[test]
fn however_many_lines_each_has_a_place() {
    for count in [3, 4_096, 20_000] {
        let all: Vec<Piece> = (0..count).map(|number: u32| Piece { at: None, text: number.to_string() }).collect();
        let written = anew(&all, 7);
        assert_eq!(written.len(), all.len());
        assert!(written.keys().all(|key| position(key).is_some()), "{count}");
        assert!(written.values().eq(all.iter().map(|piece| &piece.text)), "in their order");
    }
}

proptest! {
    #[test]
    fn alone_everybody_reads_what_they_wrote(texts in prop::collection::vec(text(), 1..8)) {
        let mut document = covenant();
        for text in texts {
            let from = document.covenant();
            write(&mut document, 1, &from, &text);
            prop_assert_eq!(document.covenant(), text.trim_end());
        }
    }

    #[test]
    fn any_order_of_merging_gives_one_text(start in text(), edits in prop::collection::vec((0_usize..3, text()), 1..8)) {
        let first = { let mut document = covenant(); write(&mut document, 9, "", &start); document };
        let mut people = [first.clone(), first.clone(), first];
        for (who, text) in edits {
            let from = people[who].covenant();
            write(&mut people[who], who as u8 + 1, &from, &text);
        }
        let [one, two, three] = people;
        let mut forth = one.clone();
        forth.merge(&two);
        forth.merge(&three);
        let mut back = three;
        back.merge(&two);
        back.merge(&one);
        prop_assert_eq!(forth.covenant(), back.covenant());
    }
}
