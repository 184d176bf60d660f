//! What is and what is not an ID number.

#![allow(clippy::unwrap_used, reason = "tests")]

use super::*;
use proptest::prelude::*;

const VALID: [&str; 3] = ["11010519491231002X", "440524188001010014", "34052419800101001X"];

#[test]
fn valid_numbers_are_read_with_birth_date_and_sex() {
    let read = VALID.map(|text| IdNumber::parse(text).unwrap());
    assert_eq!(read.map(|number| number.birth_date().to_string()), ["1949-12-31", "1880-01-01", "1980-01-01"]);
    assert_eq!(read.map(|number| number.sex()), ["2", "1", "1"]);
    assert_eq!(read[0].as_str(), VALID[0]);
    assert_eq!(read[0].masked(), "110***********002X");
}

#[test]
fn the_ways_people_type_a_number_give_the_same_number() {
    let number = IdNumber::parse(VALID[0]).unwrap();
    for typed in [
        "11010519491231002x",
        " 110105 19491231 002x ",
        "110105\u{3000}19491231\u{a0}002X\r\n",
        "１１０１０５１９４９１２３１００２Ｘ",
        "１１０１０５１９４９１２３１００２ｘ",
        "\u{202a}11010519491231002X\u{202c}",
    ] {
        assert_eq!(IdNumber::parse(typed), Ok(number), "{typed}");
    }
}

#[test]
fn an_old_number_says_what_it_became() {
    for (old, new) in [("110105491231002", VALID[0]), ("340524800101001", VALID[2])] {
        let became = IdNumber::parse(new).unwrap();
        assert_eq!(IdNumber::parse(old), Err(IdNumberError::OldForm { became }));
    }
    assert_eq!(IdNumber::parse("110105491331002"), Err(IdNumberError::BirthDate));
    assert_eq!(IdNumber::parse("11010549123100X"), Err(IdNumberError::Length { characters: 15 }));
}

#[test]
fn a_number_shortened_by_a_spreadsheet_is_recognised() {
    for shortened in ["3.1E+17", "3.10113E+17", "3E17", "３.１e＋17", "1.10105194912310E+17"] {
        assert_eq!(IdNumber::parse(shortened), Err(IdNumberError::Spreadsheet), "{shortened}");
    }
    for other in ["E+17", "3.1E", "3..1E+17", "3.1.1E+17", "3.E+17", "3.1E+1x"] {
        assert_ne!(IdNumber::parse(other), Err(IdNumberError::Spreadsheet), "{other}");
    }
}

#[test]
fn a_wrong_length_is_counted_without_spaces() {
    assert_eq!(IdNumber::parse(""), Err(IdNumberError::Empty));
    assert_eq!(IdNumber::parse(" \u{3000}"), Err(IdNumberError::Empty));
    assert_eq!(IdNumber::parse("1101 0519"), Err(IdNumberError::Length { characters: 8 }));
    assert_eq!(IdNumber::parse("11010519491231002"), Err(IdNumberError::Length { characters: 17 }));
    assert_eq!(IdNumber::parse("11010519491231002XX"), Err(IdNumberError::Length { characters: 19 }));
    assert_eq!(IdNumber::parse("身份证"), Err(IdNumberError::Length { characters: 3 }));
}

#[test]
fn a_foreign_character_is_named_by_its_place() {
    assert_eq!(IdNumber::parse("1101051949123I002X"), Err(IdNumberError::Character { at: 14 }));
    assert_eq!(IdNumber::parse("X10105194912310021"), Err(IdNumberError::Character { at: 1 }));
    assert_eq!(IdNumber::parse("1101051949123100XX"), Err(IdNumberError::Character { at: 17 }));
    assert_eq!(IdNumber::parse("11010519491231002Y"), Err(IdNumberError::Character { at: 18 }));
    assert_eq!(IdNumber::parse("11010519491231002Χ"), Err(IdNumberError::Character { at: 18 }), "a Greek chi");
    assert_eq!(IdNumber::parse("1101051949123一002X"), Err(IdNumberError::Character { at: 14 }));
}

#[test]
fn a_birth_date_must_exist() {
    for wrong in
        ["110105194913310025", "110105194902300025", "110105190002290025", "110105184912310025", "110105194900100025"]
    {
        assert_eq!(IdNumber::parse(wrong), Err(IdNumberError::BirthDate), "{wrong}");
    }
    assert_eq!(IdNumber::parse("110105200002290025"), Err(IdNumberError::CheckCharacter), "2000 had the day");
}

#[test]
fn a_wrong_check_character_is_its_own_error() {
    for wrong in ["110105194912310020", "440524188001010015", "340524198001010010", "11010519491231001X"] {
        assert_eq!(IdNumber::parse(wrong), Err(IdNumberError::CheckCharacter), "{wrong}");
    }
}

#[test]
fn a_number_is_never_printed_by_accident() {
    let number = IdNumber::parse(VALID[0]).unwrap();
    let error = IdNumber::parse("110105491231002").unwrap_err();
    for shown in [format!("{number:?}"), format!("{error:?}"), error.to_string()] {
        assert!(!shown.contains("1949") && !shown.contains("110105"), "{shown}");
    }
}

#[test]
fn digits_ten_places_apart_can_be_swapped_unseen() {
    let number = numbers("110105", (1949, 12, 31), 2);
    let mut swapped: Vec<u8> = number.bytes().collect();
    swapped.swap(5, 15);
    let swapped = String::from_utf8(swapped).unwrap();
    assert_ne!(swapped, number);
    assert!(IdNumber::parse(&swapped).is_ok());
}

/// The number whose check character is the one that is accepted; there is exactly one.
fn numbers(area: &str, (year, month, day): (u16, u8, u8), sequence: u16) -> String {
    let accepted: Vec<String> = "0123456789X"
        .chars()
        .map(|check| format!("{area}{year:04}{month:02}{day:02}{sequence:03}{check}"))
        .filter(|text| IdNumber::parse(text).is_ok())
        .collect();
    assert_eq!(accepted.len(), 1);
    accepted.into_iter().next().unwrap()
}

prop_compose! {
    fn valid()(area in "[1-9][0-9]{5}", year in 1850u16..2100, month in 1u8..=12, day in 1u8..=28, sequence in 0u16..1000) -> String {
        numbers(&area, (year, month, day), sequence)
    }
}

proptest! {
    #[test]
    fn every_single_wrong_character_is_found(number in valid(), at in 0usize..18, other in 0u8..11) {
        let mut typed: Vec<u8> = number.bytes().collect();
        typed[at] = if other == 10 { b'X' } else { b'0' + other };
        let typed = String::from_utf8(typed).unwrap();
        prop_assume!(typed != number);
        prop_assert!(IdNumber::parse(&typed).is_err());
    }

    #[test]
    fn every_transposition_of_neighbours_is_found(number in valid(), at in 0usize..17) {
        let mut typed: Vec<u8> = number.bytes().collect();
        typed.swap(at, at + 1);
        let typed = String::from_utf8(typed).unwrap();
        prop_assume!(typed != number);
        prop_assert!(IdNumber::parse(&typed).is_err());
    }

    #[test]
    fn text_from_anywhere_does_not_panic(text in "\\PC{0,24}") {
        let _ = IdNumber::parse(&text);
    }
}
