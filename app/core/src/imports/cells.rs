//! Cells as text, dates, telephones, ID numbers: what a value is, or why it cannot be one.
//!
//! **Invariant:** a value that is given back stands every check of its field; nothing is invented: a day without a month is
//! no date, a number that lost its last digits is no ID number.

use linli_contract::imports::Noticed;
use linli_contract::tables::Cell;
use linli_shared::calendar::Date;
use linli_shared::households::fields::FIELD_LENGTH;
use linli_shared::identity::{IdNumber, IdNumberError};

/// What a cell comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Read<T> {
    /// A value.
    Value(T),
    /// A value, with something left out.
    Part(T),
    /// Nothing stands there.
    Nothing,
    /// Something that is no such value.
    Not(Noticed),
}

impl<T> Read<T> {
    pub(super) fn map<U>(self, with: impl FnOnce(T) -> U) -> Read<U> {
        match self {
            Self::Value(value) => Read::Value(with(value)),
            Self::Part(value) => Read::Part(with(value)),
            Self::Nothing => Read::Nothing,
            Self::Not(why) => Read::Not(why),
        }
    }
}

/// Words that say that there is nothing.
const NOTHING: [&str; 14] = ["", "无", "/", "-", "--", "—", "——", "\\", "不详", "未知", "空", "暂无", "N/A", "NULL"];

/// A cell as a person reads it, on one line.
pub(super) fn text(cell: &Cell) -> String {
    match cell {
        Cell::Empty | Cell::Error(_) => String::new(),
        Cell::Text(text) => one_line(text),
        Cell::Number(number) => written(*number),
        Cell::Date(day) => day.clone(),
        Cell::Flag(flag) => if *flag { "是" } else { "否" }.to_owned(),
    }
}

/// Whether a formula failed here, also where only its text was kept.
pub(super) fn has_failed(cell: &Cell) -> bool {
    const TRACES: [&str; 7] = ["#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"];
    match cell {
        Cell::Error(_) => true,
        Cell::Text(text) => TRACES.contains(&text.trim()),
        Cell::Empty | Cell::Number(_) | Cell::Date(_) | Cell::Flag(_) => false,
    }
}

/// Whether nothing stands in a cell.
pub(super) fn is_blank(cell: &Cell) -> bool {
    !matches!(cell, Cell::Error(_)) && text(cell).is_empty()
}

/// Whether a text says that there is nothing.
pub(super) fn is_nothing(text: &str) -> bool {
    NOTHING.contains(&text.to_uppercase().as_str())
}

fn one_line(text: &str) -> String {
    let is_unseen = |one: char| one.is_control() || matches!(one, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}');
    let seen: String =
        text.chars().map(|one| if one.is_control() { ' ' } else { one }).filter(|one| !is_unseen(*one)).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn written(number: f64) -> String {
    const EXACT: f64 = 1e15;
    if number.fract() == 0.0 && number.abs() < EXACT { format!("{number:.0}") } else { format!("{number}") }
}

/// Free text.
pub(super) fn free(cell: &Cell) -> Read<String> {
    let text = text(cell);
    if is_nothing(&text) {
        return Read::Nothing;
    }
    if text.chars().count() > FIELD_LENGTH {
        return Read::Part(text.chars().take(FIELD_LENGTH).collect());
    }
    Read::Value(text)
}

/// An ID number; 15 digits become the 18 they stand for.
pub(super) fn id_number(cell: &Cell) -> Read<IdNumber> {
    const DIGITS_KEPT: f64 = 1e15;
    if let Cell::Number(number) = cell
        && *number >= DIGITS_KEPT
    {
        return Read::Not(Noticed::IdNumberRounded);
    }
    let text: String = text(cell).chars().filter(|one| !"'’‘`′\"“”*".contains(*one)).collect();
    if is_nothing(&text) || text == "0" {
        return Read::Nothing;
    }
    match IdNumber::parse(&text) {
        Ok(number) => Read::Value(number),
        Err(IdNumberError::OldForm { became }) => Read::Value(became),
        Err(IdNumberError::Empty) => Read::Nothing,
        Err(IdNumberError::Spreadsheet) => Read::Not(Noticed::IdNumberRounded),
        // A spreadsheet keeps 15 digits; saved as text the rest are noughts.
        Err(IdNumberError::CheckCharacter) if text.ends_with("000") => Read::Not(Noticed::IdNumberRounded),
        Err(
            IdNumberError::CheckCharacter
            | IdNumberError::BirthDate
            | IdNumberError::Length { .. }
            | IdNumberError::Character { .. },
        ) => Read::Not(Noticed::IdNumberWrong),
    }
}

/// A telephone number; of several the first.
pub(super) fn phone(cell: &Cell) -> Read<String> {
    let text: String = text(cell).chars().map(half_width).collect();
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if is_nothing(text) || text == "0" {
        return Read::Nothing;
    }
    let pieces: Vec<&str> = text.split(['/', '、', ',', ';', '，', '；', '\\', '或']).map(str::trim).collect();
    let numbers: Vec<String> = pieces.iter().filter_map(|piece| one_phone(piece)).collect();
    let numbers = if numbers.is_empty() { text.split(' ').filter_map(one_phone).collect() } else { numbers };
    match numbers.len() {
        0 => Read::Not(Noticed::PhoneUnreadable),
        1 if pieces.len() == 1 => Read::Value(numbers.into_iter().next().unwrap_or_default()),
        _ => Read::Part(numbers.into_iter().next().unwrap_or_default()),
    }
}

fn one_phone(text: &str) -> Option<String> {
    const FEWEST: usize = 7;
    let plain: String = text
        .chars()
        .filter(|one| !one.is_whitespace())
        .map(|one| if matches!(one, '—' | '–' | '(' | ')' | '（' | '）') { '-' } else { one })
        .collect();
    let plain = plain.trim_matches('-');
    let plain = plain.strip_prefix("+86").or_else(|| plain.strip_prefix("86-")).unwrap_or(plain).trim_matches('-');
    let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
    let is_mobile = digits.len() == 11 && digits.starts_with('1');
    let number = if is_mobile { digits.clone() } else { plain.to_owned() };
    let fits = digits.len() >= FEWEST && linli_shared::households::Field::Phone.check(&number).is_ok();
    fits.then_some(number)
}

/// A day, in any common writing; `today` decides between 1956 and 2056.
pub(super) fn date(cell: &Cell, today: Date) -> Read<Date> {
    let day = match cell {
        Cell::Number(number) if number.fract() == 0.0 && (0.0..1e8).contains(number) => of_digits(*number as u32),
        Cell::Date(text) => Date::parse(text),
        Cell::Empty | Cell::Text(_) | Cell::Number(_) | Cell::Flag(_) | Cell::Error(_) => {
            let text: String = text(cell).chars().map(half_width).collect();
            if is_nothing(&text) {
                return Read::Nothing;
            }
            of_text(&text, today)
        }
    };
    day.map_or(Read::Not(Noticed::DateUnreadable), Read::Value)
}

/// `19560302`, or days since the end of 1899 as spreadsheets count.
fn of_digits(number: u32) -> Option<Date> {
    const FIRST_SERIAL: u32 = 3_000;
    const LAST_SERIAL: u32 = 73_050;
    const SERIAL_OF_1970: i64 = 25_569;
    match number {
        18_500_101..=21_991_231 => {
            Date::new((number / 10_000) as u16, (number / 100 % 100) as u8, (number % 100) as u8)
        }
        FIRST_SERIAL..=LAST_SERIAL => Date::from_day_number(i64::from(number) - SERIAL_OF_1970),
        _ => None,
    }
}

fn of_text(text: &str, today: Date) -> Option<Date> {
    // A time behind the day says nothing here.
    let day = text.split_once(' ').filter(|(_, rest)| rest.contains(':')).map_or(text, |(day, _)| day);
    let day = day.split('T').next().unwrap_or(day);
    if day.bytes().all(|byte| byte.is_ascii_digit()) {
        return of_digits(day.parse().ok()?);
    }
    let marked: String = day
        .chars()
        .map(|one| if matches!(one, '年' | '月' | '/' | '.' | '。' | '-' | '—' | '、') { '-' } else { one })
        .filter(|one| !matches!(one, '日' | '号' | ' ' | '生'))
        .collect();
    let parts: Vec<&str> = marked.split('-').collect();
    let &[first, second, third] = parts.as_slice() else { return None };
    let number = |part: &str| part.parse::<u16>().ok().filter(|_| part.bytes().all(|byte| byte.is_ascii_digit()));
    let (first_number, second, third_number) = (number(first)?, number(second)?, number(third)?);
    if third.len() == 4 {
        // Day and month may stand either way; only one that is above 12 tells.
        return match (first_number, second) {
            (month, day) if day > 12 || month == day => Date::new(third_number, month as u8, day as u8),
            (day, month) if day > 12 => Date::new(third_number, u8::try_from(month).ok()?, day as u8),
            _ => None,
        };
    }
    let year = match first.len() {
        4 => first_number,
        2 if first_number > today.year % 100 => 1900 + first_number,
        2 => 2000 + first_number,
        _ => return None,
    };
    Date::new(year, u8::try_from(second).ok()?, u8::try_from(third_number).ok()?)
}

/// Square metres with one decimal at most.
pub(super) fn square_metres(cell: &Cell) -> Read<String> {
    let text: String = text(cell).chars().map(half_width).collect();
    let text = text.to_lowercase();
    let plain = ["平方米", "平米", "㎡", "m²", "m2", "平"]
        .iter()
        .find_map(|unit| text.strip_suffix(unit))
        .unwrap_or(&text)
        .trim();
    if is_nothing(plain) || plain.parse::<f64>().is_ok_and(|number| number == 0.0) {
        return Read::Nothing;
    }
    let Ok(number) = plain.parse::<f64>() else { return Read::Not(Noticed::Unusable) };
    let rounded = format!("{}", (number * 10.0).round() / 10.0);
    if linli_shared::households::Field::FloorArea.check(&rounded).is_err() {
        return Read::Not(Noticed::Unusable);
    }
    let is_exact = rounded.parse::<f64>().is_ok_and(|kept| (kept - number).abs() < 1e-9);
    if is_exact { Read::Value(rounded) } else { Read::Part(rounded) }
}

pub(super) fn half_width(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(character as u32 - 0xfee0).unwrap_or(character),
        '\u{3000}' => ' ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    const TODAY: Date = Date { year: 2026, month: 11, day: 22 };

    fn say(text: &str) -> Cell {
        Cell::Text(text.into())
    }

    #[test]
    fn days_are_read_in_any_writing_and_never_guessed() {
        for text in [
            "1956.3.2",
            "1956/3/2",
            "1956-03-02",
            "1956年3月2日",
            "19560302",
            "56.3.2",
            "56年3月2日",
            "1956-3-2 0:00:00",
            "１９５６．３．２",
            "1956-03-02T00:00:00",
            "20516",
            "1956年3月2日生",
        ] {
            assert_eq!(date(&say(text), TODAY).map(|day| day.to_string()), Read::Value("1956-03-02".into()), "{text}");
        }
        for number in [19_560_302.0, 20_516.0] {
            assert_eq!(date(&Cell::Number(number), TODAY).map(|day| day.to_string()), Read::Value("1956-03-02".into()));
        }
        assert_eq!(date(&say("3/25/1956"), TODAY).map(|day| day.to_string()), Read::Value("1956-03-25".into()));
        assert_eq!(date(&say("05.3.2"), TODAY).map(|day| day.to_string()), Read::Value("2005-03-02".into()));
        for text in ["56年3月", "1956", "1956-02-30", "3/2/1956", "不知道", "1956.3", "12-2-301"] {
            assert_eq!(date(&say(text), TODAY), Read::Not(Noticed::DateUnreadable), "{text}");
        }
        assert_eq!(date(&say("不详"), TODAY), Read::Nothing);
    }

    #[test]
    fn an_id_number_that_lost_digits_is_told_from_a_mistyped_one() {
        let good = |cell| match id_number(&cell) {
            Read::Value(number) => number.as_str().to_owned(),
            Read::Part(_) | Read::Nothing | Read::Not(_) => panic!("not read"),
        };
        for text in [
            "'11010519491231002x",
            "110105 19491231 002X",
            "\u{200b}11010519491231002X\t",
            "１１０１０５１９４９１２３１００２Ｘ",
        ] {
            assert_eq!(good(say(text)), "11010519491231002X", "{text}");
        }
        assert_eq!(good(say("110105491231002")), "11010519491231002X");
        assert_eq!(good(Cell::Number(110_105_491_231_002.0)), "11010519491231002X");
        for rounded in [Cell::Number(3.1e17), say("3.1E+17"), say("110105194912310000"), say("3.10113E+17")] {
            assert_eq!(id_number(&rounded), Read::Not(Noticed::IdNumberRounded), "{rounded:?}");
        }
        for wrong in ["110105194912310021", "1101051949123100", "护照E12345678"] {
            assert_eq!(id_number(&say(wrong)), Read::Not(Noticed::IdNumberWrong), "{wrong}");
        }
        assert_eq!(id_number(&say("无")), Read::Nothing);
    }

    #[test]
    fn telephones_come_in_one_form() {
        for (text, phone_read) in [
            ("15412345678", Read::Value("15412345678".to_owned())),
            ("154 1234 5678", Read::Value("15412345678".to_owned())),
            ("154-1234-5678", Read::Value("15412345678".to_owned())),
            ("+86 15412345678", Read::Value("15412345678".to_owned())),
            ("15412345678.0", Read::Value("15412345678".to_owned())),
            ("(021)56781234", Read::Value("021-56781234".to_owned())),
            ("15412345678/16412345678", Read::Part("15412345678".to_owned())),
            ("无", Read::Nothing),
            ("1.54E+10", Read::Not(Noticed::PhoneUnreadable)),
            ("问邻居", Read::Not(Noticed::PhoneUnreadable)),
        ] {
            assert_eq!(phone(&say(text)), phone_read, "{text}");
        }
        assert_eq!(phone(&Cell::Number(15_412_345_678.0)), Read::Value("15412345678".to_owned()));
    }

    #[test]
    fn areas_are_read_with_their_unit() {
        assert_eq!(square_metres(&say("88.5㎡")), Read::Value("88.5".into()));
        assert_eq!(square_metres(&Cell::Number(70.0)), Read::Value("70".into()));
        assert_eq!(square_metres(&say("88.56平方米")), Read::Part("88.6".into()));
        assert_eq!(square_metres(&say("两间")), Read::Not(Noticed::Unusable));
        assert_eq!(square_metres(&say("0")), Read::Nothing);
    }
}
