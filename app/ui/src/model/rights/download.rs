//! The own record as a file: `linli-record`, version 1, JSON in UTF-8, made for reading by people and by programs.
//!
//! ```text
//! { "format": "linli-record", "version": 1,
//!   "community": text, "made": time,
//!   "homes": [ { "path": [text], "extract_made": time or null,
//!     "home":   [ { "field": key, "name": text, "value": text, "shown": text, "written": time } ],
//!     "people": [ { "fields": [ as above ], "id_number": text or null } ],
//!     "seen_by": [ { "who": text or null, "what": "id-number" | "opened" | "exported", "when": time } ],
//!     "wishes": [ { "wish": "fresh" | "correct" | "erase", "words": text, "when": time,
//!                   "answer": null or { "done": bool, "words": text } } ] } ] }
//! ```
//! A time is `YYYY-MM-DDThh:mm:ssZ`, or null where a clock said something outside the calendar. `field` and `value` are the
//! keys and codes of the register (`shared/src/households/fields.rs`), which never change their meaning; `name` and `shown`
//! are the same in the language of the screen.
//! **Invariant:** everything the screen shows of the record is in the file, the ID number in full: it is the person's own.

use linli_contract::rights::{ExtractField, ExtractView, MyRecordView, RecordWish, ShownWhat};
use linli_shared::calendar::Millis;
use serde::Serialize;

use crate::i18n::Texts;
use crate::model::clock::wall_time;
use crate::model::values::shown;

/// What the file calls itself.
pub const FORMAT: &str = "linli-record";

/// Of which form it is.
pub const VERSION: u8 = 1;

/// The file's content.
#[derive(Serialize)]
pub struct Download {
    format: &'static str,
    version: u8,
    community: String,
    made: Option<String>,
    homes: Vec<Home>,
}

#[derive(Serialize)]
struct Home {
    path: Vec<String>,
    extract_made: Option<String>,
    home: Vec<Value>,
    people: Vec<Person>,
    seen_by: Vec<Seen>,
    wishes: Vec<Wish>,
}

#[derive(Serialize)]
struct Value {
    field: &'static str,
    name: &'static str,
    value: String,
    shown: String,
    written: Option<String>,
}

#[derive(Serialize)]
struct Person {
    fields: Vec<Value>,
    id_number: Option<String>,
}

#[derive(Serialize)]
struct Seen {
    who: Option<String>,
    what: &'static str,
    when: Option<String>,
}

#[derive(Serialize)]
struct Wish {
    wish: &'static str,
    words: String,
    when: Option<String>,
    answer: Option<Answer>,
}

#[derive(Serialize)]
struct Answer {
    done: bool,
    words: String,
}

impl Download {
    /// The file of a record, made at a moment.
    #[must_use]
    pub fn of(t: &Texts, record: &MyRecordView, community: &str, made: Millis) -> Self {
        Self {
            format: FORMAT,
            version: VERSION,
            community: community.to_owned(),
            made: time(made),
            homes: record.homes.iter().map(|home| home_of(t, home)).collect(),
        }
    }
}

fn home_of(t: &Texts, view: &ExtractView) -> Home {
    let values = |fields: &[ExtractField]| fields.iter().map(|field| value_of(t, field)).collect::<Vec<_>>();
    let extract = view.extract.as_ref();
    let people = extract.iter().flat_map(|extract| &extract.people);
    let trail = extract.iter().flat_map(|extract| &extract.trail);
    let wishes = view.wishes.iter().map(|wish| Wish {
        wish: match wish.wish {
            RecordWish::Fresh => "fresh",
            RecordWish::Correct(_) => "correct",
            RecordWish::Erase(_) => "erase",
        },
        words: wish.words.clone(),
        when: seconds(wish.at),
        answer: wish.answer.as_ref().map(|answer| Answer { done: answer.is_done, words: answer.words.clone() }),
    });
    Home {
        path: view.path.clone(),
        extract_made: extract.and_then(|extract| extract.made).and_then(time),
        home: extract.map(|extract| values(&extract.home)).unwrap_or_default(),
        people: people
            .map(|person| Person { fields: values(&person.fields), id_number: person.id_number.clone() })
            .collect(),
        seen_by: trail
            .map(|line| Seen { who: line.by.clone(), what: word(line.what), when: seconds(line.at) })
            .collect(),
        wishes: wishes.collect(),
    }
}

fn value_of(t: &Texts, field: &ExtractField) -> Value {
    Value {
        field: field.field.key(),
        name: (t.name.field)(field.field),
        value: field.value.clone(),
        shown: shown(t, field.field, &field.value),
        written: seconds(field.written),
    }
}

const fn word(what: ShownWhat) -> &'static str {
    match what {
        ShownWhat::IdNumber => "id-number",
        ShownWhat::Opened => "opened",
        ShownWhat::Exported => "exported",
    }
}

fn seconds(at: i64) -> Option<String> {
    time(Millis(at.saturating_mul(1_000)))
}

fn time(at: Millis) -> Option<String> {
    let wall = wall_time(at, 0);
    let second = at.0.div_euclid(1_000).rem_euclid(60);
    wall.date.map(|date| format!("{date}T{:02}:{:02}:{second:02}Z", wall.hour, wall.minute))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use linli_contract::rights::{Extract, ExtractPerson, TrailLine, WishAnswer, WishView};
    use linli_shared::households::Field;
    use linli_shared::ids::{PersonId, RecordId};

    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn the_file_says_all_that_the_screen_says_in_the_form_its_head_describes() {
        let field = ExtractField { field: Field::HomeUse, value: "let".into(), written: 1_772_722_861 };
        let person = ExtractPerson {
            person: PersonId::default(),
            fields: Vec::new(),
            id_number: Some("11010519491231002X".into()),
        };
        let trail = vec![TrailLine { by: None, what: ShownWhat::Exported, at: 0 }];
        let extract = Extract { made: Some(Millis(1_772_722_800_000)), home: vec![field], people: vec![person], trail };
        let wish = WishView {
            proposal: RecordId::default(),
            wish: RecordWish::Erase(Vec::new()),
            words: "搬走了".into(),
            at: i64::MAX,
            answer: Some(WishAnswer { is_done: false, words: "请来面谈".into() }),
        };
        let home = ExtractView {
            household: RecordId::default(),
            path: vec!["3号楼".into(), "502".into()],
            extract: Some(extract),
            wishes: vec![wish],
            has_seat: true,
            needs_newer_app: false,
        };
        let record = MyRecordView { homes: vec![home] };
        let file = Download::of(Lang::Chinese.texts(), &record, "宝钢一村", Millis(1_772_722_800_999));
        let written = serde_json::to_value(&file).unwrap();
        let expected = serde_json::json!({
            "format": "linli-record", "version": 1, "community": "宝钢一村", "made": "2026-03-05T15:00:00Z",
            "homes": [{
                "path": ["3号楼", "502"], "extract_made": "2026-03-05T15:00:00Z",
                "home": [{
                    "field": "use", "name": "房屋使用", "value": "let", "shown": "出租", "written": "2026-03-05T15:01:01Z"
                }],
                "people": [{ "fields": [], "id_number": "11010519491231002X" }],
                "seen_by": [{ "who": null, "what": "exported", "when": "1970-01-01T00:00:00Z" }],
                "wishes": [{
                    "wish": "erase", "words": "搬走了", "when": null, "answer": { "done": false, "words": "请来面谈" }
                }],
            }],
        });
        assert_eq!(written, expected);
    }

    #[test]
    fn a_home_without_an_extract_is_in_the_file_too() {
        let home = ExtractView {
            household: RecordId::default(),
            path: Vec::new(),
            extract: None,
            wishes: Vec::new(),
            has_seat: false,
            needs_newer_app: false,
        };
        let file = Download::of(Lang::English.texts(), &MyRecordView { homes: vec![home] }, "", Millis(0));
        let written = serde_json::to_value(&file).unwrap();
        assert_eq!(written["homes"].as_array().unwrap().len(), 1);
        assert_eq!(written["homes"][0]["extract_made"], serde_json::Value::Null);
    }
}
