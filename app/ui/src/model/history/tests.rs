//! What a history says, in both languages.

#![allow(clippy::unwrap_used, reason = "tests")]

use linli_contract::households::Author;
use linli_contract::registers::{Ending, Source};
use linli_shared::ids::AreaId;

use super::*;
use crate::i18n::Lang;
use crate::model::clock::wall_time;

const LI: PersonId = PersonId([1; 16]);
const WANG: PersonId = PersonId([2; 16]);
const DOOR: AreaId = AreaId([7; 16]);

fn change(at: i64, what: Vec<Happening>) -> HistoryChange {
    let by = Author { name: Some("王芳".into()), is_me: false, at: Millis(at), source: Source::AtTheDoor };
    HistoryChange { by, what, is_waiting: false }
}

fn view(changes: Vec<HistoryChange>) -> HistoryView {
    HistoryView {
        path: vec!["3号楼".into(), "102".into()],
        door: AreaId([9; 16]),
        changes,
        names: vec![(LI, "李清".into()), (WANG, String::new())],
        doors: vec![(DOOR, vec!["12号楼".into(), "1单元".into(), "301".into()])],
    }
}

fn set(subject: Subject, field: Field, before: Option<&str>, after: Option<&str>) -> Happening {
    Happening::Set { subject, field, before: before.map(Into::into), after: after.map(Into::into) }
}

fn told(lang: Lang, what: Vec<Happening>) -> Vec<String> {
    let view = view(vec![change(0, what)]);
    let paragraphs = Teller::new(lang.texts(), &view).paragraphs(&view.changes[0]);
    let said = |one: Paragraph| match one.about {
        Some(about) => format!("{about}|{}", one.lines.join("|")),
        None => one.lines.join("|"),
    };
    paragraphs.into_iter().map(said).collect()
}

#[test]
fn a_changed_value_is_said_with_what_stood_there_before() {
    let phone = || vec![set(Subject::Person(LI), Field::Phone, None, Some("13800000000"))];
    assert_eq!(told(Lang::Chinese, phone()), ["李清|电话：无 → 13800000000"]);
    assert_eq!(told(Lang::English, phone()), ["李清|Phone: none → 13800000000"]);
    let cleared = vec![set(Subject::Household, Field::HomeUse, Some("let"), None)];
    assert_eq!(told(Lang::Chinese, cleared), ["房屋|房屋使用：出租 → 无"]);
}

#[test]
fn a_new_entry_is_said_once_with_its_values_together() {
    let what = vec![
        Happening::Registered,
        set(Subject::Household, Field::FloorArea, None, Some("68")),
        Happening::Entered(LI),
        set(Subject::Person(LI), Field::Name, None, Some("李清")),
        set(Subject::Person(LI), Field::Sex, None, Some("2")),
        Happening::Entered(WANG),
        set(Subject::Person(LI), Field::BirthDate, None, Some("1985-01-02")),
        Happening::IdNumber(LI),
    ];
    assert_eq!(
        told(Lang::Chinese, what),
        [
            "登记了这一户",
            "房屋|面积：68 平方米",
            "李清|新登记；性别：女；出生日期：1985年1月2日；填写了身份证号",
            "未填姓名|新登记",
        ]
    );
}

#[test]
fn every_event_has_its_own_sentence_in_every_language() {
    let all = || {
        let gone = |why| Happening::Gone(LI, why);
        vec![
            Happening::Registered,
            gone(Departure::Died { on: Some("2026-11-03".into()) }),
            gone(Departure::Moved { door: DOOR, slot: 0 }),
            gone(Departure::Left { on: None, to: String::new() }),
            gone(Departure::Mistake),
            Happening::Back(LI),
            Happening::Joined(LI, WANG),
            Happening::ToldApart(LI, WANG),
            Happening::Ended(Ending::Left),
            Happening::Ended(Ending::Moved),
            Happening::Ended(Ending::TenantsChanged),
            Happening::Ended(Ending::Mistake),
            Happening::Reopened,
            Happening::Unknown,
        ]
    };
    for lang in Lang::ALL {
        let said = told(lang, all());
        let distinct: std::collections::BTreeSet<_> = said.iter().collect();
        assert_eq!((said.len(), distinct.len()), (14, 14), "{said:?}");
    }
    let chinese = told(Lang::Chinese, all());
    assert_eq!(chinese[1..3], ["李清 去世（2026年11月3日）", "李清 搬到 12号楼 1单元 301"]);
}

#[test]
fn whoever_goes_takes_their_number_along_without_a_word() {
    let moved = || Happening::Gone(LI, Departure::Moved { door: DOOR, slot: 0 });
    assert_eq!(told(Lang::Chinese, vec![moved(), Happening::IdNumber(LI)]), ["李清 搬到 12号楼 1单元 301"]);
    assert_eq!(told(Lang::Chinese, vec![moved(), Happening::IdNumber(WANG)]).len(), 2);
}

#[test]
fn days_follow_the_clock_on_the_wall_and_keep_the_order() {
    const HOUR: i64 = 3_600_000;
    // 00:00, 00:30 and 23:30 in Shanghai, of three days.
    let moments = [40 * HOUR, 16 * HOUR + HOUR / 2, 15 * HOUR + HOUR / 2];
    let changes: Vec<_> = moments.iter().map(|at| change(*at, vec![Happening::Registered])).collect();
    let days = by_day(&changes, |at| wall_time(at, 480).date);
    let counts: Vec<_> = days.iter().map(|(day, those)| (day.unwrap().day, those.len())).collect();
    assert_eq!(counts, [(3, 1), (2, 1), (1, 1)]);
    let in_greenwich = by_day(&changes, |at| wall_time(at, 0).date);
    assert_eq!(in_greenwich.iter().map(|(_, those)| those.len()).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(by_day(&changes, |_| None), [(None, changes.clone())]);
}
