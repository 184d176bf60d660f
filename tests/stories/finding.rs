//! Finding people and doors and what was said in conversations, lists, the round of a day, and how far the registers are.

use futures::FutureExt;
use linli_contract::Failure;
use linli_contract::areas::{DoorState, ReadCommunity};
use linli_contract::buildings::{AreaEdit, EditAreas};
use linli_contract::chats::{
    AnswerKnock, ChatAct, ChatId, DoChat, FindMessage, Knock, KnockAnswer, KnockAt, ReadChat, SetHearing, StartGroup,
};
use linli_contract::households::{Edit, ReadDoor, SaveHousehold, Version};
use linli_contract::lists::{DropList, Filter, ListSpec, NamedList, ReadList, ReadLists, ReadRound, SaveList};
use linli_contract::progress::ReadProgress;
use linli_contract::registers::{Destination, MovePeople, Source, Undo};
use linli_contract::search::{FindAll, Found, FoundKind, FoundRow, Search};
use linli_contract::visits::{Outcome, RecordVisit};
use linli_core::store::{Batch, Disk, Durability, SealedStore, StoreKey, Table};
use linli_shared::households::{CareGroup, Field, Subject};
use linli_shared::ids::{AreaId, PersonId, RecordId};
use tests::cast::{Person, Town};

use super::chats::{CHEN, QING, TABLET, WANG, WEN, later, list, member, town};

const ID: &str = "11010519491231002X";
const DAY: i64 = 86_400_000;

fn set(person: PersonId, field: Field, value: &str) -> Edit {
    Edit::Set { subject: Subject::Person(person), field, value: Some(value.to_owned()) }
}

fn enters(number: u8, name: &str, phone: &str) -> Vec<Edit> {
    let person = PersonId([number; 16]);
    vec![Edit::AddPerson { person }, set(person, Field::Name, name), set(person, Field::Phone, phone)]
}

fn save(town: &mut Town, who: Person, door: AreaId, edits: Vec<Edit>) {
    let households = town.ask(who, ReadDoor { door }).households;
    let base = households.first().map_or_else(Version::default, |household| household.version.clone());
    town.ask(who, SaveHousehold { door, slot: 0, base, edits, source: Source::AtTheDoor });
}

fn visit(town: &mut Town, who: Person, door: AreaId, outcome: Outcome, next: Option<&str>) {
    town.ask(who, RecordVisit { door, outcome, note: String::new(), next_visit: next.map(str::to_owned) });
}

fn find(town: &mut Town, who: Person, text: &str) -> Found {
    town.ask(who, Search { text: text.to_owned(), limit: 20 })
}

fn names(found: &Found) -> Vec<&str> {
    found.hits.iter().filter_map(|hit| hit.person.as_ref()).map(|person| &*person.name).collect()
}

#[test]
fn what_one_worker_registers_another_finds_once_both_have_met_the_relay() {
    let mut town = Town::new(31);
    let (wang, li, liu, chen) = (town.wang(), town.li(), town.liu(), town.chen());
    let door = town.estate.doors(0)[2];
    town.link(wang, false);
    let mut edits = enters(1, "李清", "154 1234 5678");
    edits.push(set(PersonId([1; 16]), Field::BirthDate, "1949-12-31"));
    edits.push(Edit::SetIdNumber { person: PersonId([1; 16]), number: Some(ID.into()) });
    save(&mut town, wang, door, edits);
    assert_eq!(names(&find(&mut town, wang, "lq")), ["李清"], "at once on the phone where it was typed");
    assert_eq!(find(&mut town, li, "lq").total, 0);
    town.link(wang, true);
    town.settle();
    for typed in ["李清", "清", "liqing", "li qing", "LQ", "li清", "lqing", "lqiing", "5678", "15412345678", "1-201 李"]
    {
        let found = find(&mut town, li, typed);
        assert_eq!(names(&found), ["李清"], "{typed}");
        assert_eq!(
            found.hits.iter().filter(|hit| hit.person.is_some()).map(|hit| hit.door).collect::<Vec<_>>(),
            [door]
        );
    }
    let found = find(&mut town, chen, "5678");
    let person = found.hits[0].person.as_ref().unwrap();
    assert_eq!((person.phone_end.as_deref(), person.fits, person.born), (Some("5678"), (0, 0), Some(1949)));
    assert_eq!(find(&mut town, chen, "qing").hits[0].person.as_ref().unwrap().fits, (1, 2));
    assert_eq!(find(&mut town, liu, "李清").total, 0, "another grid's worker holds nothing of it");
    for typed in ["1-201", "1号楼201", "1栋1单元201", "一号楼 201", "１－１－２０１"] {
        let found = find(&mut town, li, typed);
        assert_eq!(
            (found.hits[0].door, found.hits[0].state, found.hits[0].person.is_none()),
            (door, DoorState::Done, true)
        );
    }
    let found = find(&mut town, chen, "201");
    assert_eq!(found.hits.iter().map(|hit| hit.path[0].as_str()).collect::<Vec<_>>(), ["1号楼", "2号楼"]);
    assert_eq!(find(&mut town, chen, ""), Found { hits: Vec::new(), total: 0 });
    assert_eq!(town.ask(chen, Search { text: "1".into(), limit: 3 }).hits.len(), 3);
}

#[test]
fn search_forgets_what_was_corrected_and_taken_out() {
    let mut town = Town::new(32);
    let (wang, li) = (town.wang(), town.li());
    let door = town.estate.doors(0)[0];
    save(&mut town, wang, door, [enters(1, "李清", "15412345678"), enters(2, "赵月", "15400000001")].concat());
    town.settle();
    assert_eq!(find(&mut town, li, "liqing").total, 1);
    save(&mut town, wang, door, vec![set(PersonId([1; 16]), Field::Name, "吕清")]);
    save(&mut town, wang, door, vec![Edit::RemovePerson { person: PersonId([2; 16]) }]);
    assert_eq!(names(&find(&mut town, wang, "lvqing")), ["吕清"]);
    town.settle();
    assert_eq!(names(&find(&mut town, li, "luqing")), ["吕清"]);
    assert_eq!(find(&mut town, li, "李清").total, 0);
    assert_eq!(find(&mut town, li, "zhaoyue").total, 0);
    assert_eq!(find(&mut town, li, "0001").total, 0);
}

#[test]
fn who_moves_is_found_where_they_live_now_and_an_undone_entry_is_not_found() {
    let mut town = Town::new(37);
    let (wang, li) = (town.wang(), town.li());
    let doors = town.estate.doors(0);
    save(&mut town, wang, doors[0], [enters(1, "李清", "15412345678"), enters(2, "赵月", "15400000001")].concat());
    town.settle();
    let household = town.ask(wang, ReadDoor { door: doors[0] }).households[0].clone();
    let (people, version) = (vec![PersonId([2; 16])], household.version);
    let to = Destination { door: doors[3], slot: None };
    let moved = town.ask(wang, MovePeople { household: household.id, version, people, to, with_home: false });
    town.settle();
    for who in [wang, li] {
        let found = find(&mut town, who, "zhaoyue");
        assert_eq!(found.hits.iter().map(|hit| hit.door).collect::<Vec<_>>(), [doors[3]], "and nowhere else");
        assert_eq!(find(&mut town, who, "lq").hits[0].door, doors[0]);
    }
    town.ask(wang, Undo { number: moved.undo.unwrap() });
    town.settle();
    for who in [wang, li] {
        assert_eq!(find(&mut town, who, "zy").hits.iter().map(|hit| hit.door).collect::<Vec<_>>(), [doors[0]]);
    }
}

#[test]
fn doors_that_turn_out_to_be_one_show_what_was_known_of_both() {
    let mut town = Town::new(36);
    let (wang, chen) = (town.wang(), town.chen());
    let doors = town.estate.doors(0);
    save(&mut town, wang, doors[0], enters(1, "李清", "15412345678"));
    save(&mut town, wang, doors[1], enters(2, "赵月", "15400000001"));
    visit(&mut town, wang, doors[1], Outcome::Met, None);
    town.settle();
    assert_eq!(find(&mut town, wang, "zy").hits[0].door, doors[1]);
    let join = AreaEdit::SameDoor { a: doors[0], b: doors[1] };
    town.ask(chen, EditAreas { edits: vec![join] });
    assert_eq!(find(&mut town, chen, "zy").hits[0].door, doors[0]);
    town.settle();
    for who in [wang, chen] {
        assert_eq!(find(&mut town, who, "zy").hits[0].door, doors[0]);
        town.phone(who).start();
        let row = &town.phones[who.0].device().doors()[&doors[0]];
        assert_eq!((row.households.len(), row.visits.len()), (2, 1));
        assert!(!town.phones[who.0].device().doors().contains_key(&doors[1]));
    }
}

#[test]
fn a_store_of_an_earlier_release_is_summed_up_when_it_is_opened() {
    let mut town = Town::new(33);
    let wang = town.wang();
    let door = town.estate.doors(0)[0];
    let mut edits = enters(1, "李清", "15412345678");
    edits.push(Edit::SetIdNumber { person: PersonId([1; 16]), number: Some(ID.into()) });
    save(&mut town, wang, door, edits);
    visit(&mut town, wang, door, Outcome::Met, Some("2026-12-01"));
    let before = town.phones[wang.0].device().doors().clone();
    let disk = town.phones[wang.0].disk.clone();
    let store = SealedStore::new(disk, &StoreKey::from_bytes([7; 32]));
    let mut batch = Batch::new();
    batch.delete(Table::Meta, b"sums".to_vec());
    for (key, _) in store.scan(Table::Summary).now_or_never().unwrap().unwrap() {
        batch.delete(Table::Summary, key);
    }
    store.commit(batch, Durability::Durable).now_or_never().unwrap().unwrap();
    town.phone(wang).start();
    assert_eq!(*town.phones[wang.0].device().doors(), before);
    assert_eq!(names(&find(&mut town, wang, "lq")), ["李清"]);
    let written = store.scan(Table::Summary).now_or_never().unwrap().unwrap().len();
    assert_eq!(written, before.len(), "they are kept, so that the next start is quick");
}

#[test]
fn lists_and_the_round_say_where_to_go() {
    let mut town = Town::new(34);
    let (wang, chen) = (town.wang(), town.chen());
    let doors = town.estate.doors(0);
    let mut elder = enters(1, "李清", "15412345678");
    elder.push(set(PersonId([1; 16]), Field::CareAloneElder, "1"));
    elder.extend(enters(2, "李小清", "15400000002"));
    elder.push(Edit::Set { subject: Subject::Household, field: Field::HomeUse, value: Some("let".into()) });
    save(&mut town, wang, doors[1], elder);
    save(&mut town, wang, doors[4], enters(3, "赵月", "15400000003"));
    visit(&mut town, wang, doors[1], Outcome::Met, Some("2026-11-21"));
    visit(&mut town, wang, doors[5], Outcome::NobodyHome, Some("2026-11-20"));
    visit(&mut town, wang, doors[0], Outcome::Vacant, Some("2026-11-22"));
    town.settle();
    let list = |town: &mut Town, filters: &[Filter]| {
        let spec = ListSpec { filters: filters.to_vec(), within: None };
        town.ask(chen, ReadList { spec, from: 0, limit: 100 })
    };
    let all = list(&mut town, &[]);
    assert_eq!((all.doors, all.people, all.rows.len()), (12, 3, 12));
    let cared = list(&mut town, &[Filter::Care(CareGroup::AloneElder), Filter::Let]);
    assert_eq!((cared.doors, cared.people), (1, 1));
    assert_eq!((cared.rows[0].door, &*cared.rows[0].people[0].name), (doors[1], "李清"));
    assert_eq!(cared.rows[0].due.as_deref(), Some("2026-11-21"));
    assert_eq!(cared.rows[0].confirmed.as_deref(), Some("2026-11-21"));
    assert_eq!(list(&mut town, &[Filter::Due]).doors, 2);
    assert_eq!(list(&mut town, &[Filter::Unregistered]).doors, 9, "two are registered, one is vacant");
    let page = ReadList { spec: ListSpec::default(), from: 10, limit: 100 };
    assert_eq!(town.ask(chen, page).rows.len(), 2);
    let round = town.ask(wang, ReadRound);
    assert_eq!((&*round.day, round.due, round.visited, round.stairs.len()), ("2026-11-21", 2, 3, 1));
    let walked: Vec<AreaId> = round.stairs[0].doors.iter().map(|row| row.door).collect();
    assert_eq!(walked, [doors[5], doors[1]], "from the top down");
    let named =
        |name: &str, filter| NamedList { name: name.into(), spec: ListSpec { filters: vec![filter], within: None } };
    for list in [named("老人", Filter::AnyCare), named("今天", Filter::Waiting), named(" 今天 ", Filter::Due)] {
        town.ask(wang, SaveList { list });
    }
    town.phone(wang).start();
    let saved = town.ask(wang, ReadLists);
    let saved_names: Vec<(&str, u32)> = saved.saved.iter().map(|(list, doors)| (&*list.name, *doors)).collect();
    assert_eq!(saved_names, [("老人", 1), ("今天", 2)]);
    assert!(saved.counts.contains(&(Filter::Due, 2)) && saved.counts.contains(&(Filter::Let, 1)));
    town.ask(wang, DropList { name: "老人".into() });
    town.phone(wang).start();
    assert_eq!(town.ask(wang, ReadLists).saved.len(), 1);
    let long = SaveList { list: named(&"长".repeat(41), Filter::Due) };
    assert_eq!(town.try_ask(wang, long), Err(Failure::InvalidInput));
    let elsewhere = ListSpec { filters: Vec::new(), within: Some(town.estate.grids()[1]) };
    assert_eq!(town.try_ask(wang, ReadList { spec: elsewhere, from: 0, limit: 1 }), Err(Failure::NotHere));
}

#[test]
fn progress_counts_doors_week_by_week() {
    let mut town = Town::new(35);
    let (wang, chen) = (town.wang(), town.chen());
    let doors = town.estate.doors(0);
    let mut elder = enters(1, "李清", "15412345678");
    elder.push(set(PersonId([1; 16]), Field::CareDisabled, "1"));
    save(&mut town, wang, doors[0], elder);
    town.time = town.time.plus(8 * DAY);
    save(&mut town, wang, doors[1], enters(2, "赵月", "15400000002"));
    visit(&mut town, wang, doors[2], Outcome::Vacant, None);
    town.settle();
    let progress = town.ask(chen, ReadProgress { within: None, weeks: 3, unseen_weeks: 4 });
    assert_eq!(progress.weeks.iter().map(|week| week.covered).collect::<Vec<_>>(), [0, 1, 3]);
    assert_eq!(progress.weeks[2].until, "2026-11-29");
    assert_eq!(progress.weeks[2].visits.iter().map(|(_, count)| *count).sum::<u32>(), 1);
    assert_eq!(progress.now, town.ask(chen, ReadCommunity).coverage);
    assert_eq!(progress.parts.iter().map(|part| part.coverage.registered).collect::<Vec<_>>(), [3, 0]);
    assert_eq!(
        progress.care.iter().map(|row| (row.group, row.doors, row.unseen)).collect::<Vec<_>>(),
        [(CareGroup::Disabled, 1, 1)]
    );
    visit(&mut town, wang, doors[0], Outcome::Met, None);
    let own = town.ask(wang, ReadProgress { within: None, weeks: 1, unseen_weeks: 4 });
    assert_eq!((own.care[0].unseen, own.parts.len(), &*own.parts[0].label), (0, 1, "1号楼"));
    let building = ReadProgress { within: Some(own.parts[0].id), weeks: 1, unseen_weeks: 4 };
    assert!(town.ask(wang, building).parts.is_empty());
    assert_eq!(
        town.try_ask(wang, ReadProgress { within: None, weeks: 0, unseen_weeks: 4 }),
        Err(Failure::InvalidInput)
    );
}

/// Messages that somebody finds.
fn heard(town: &mut Town, who: Person, text: &str) -> Vec<FoundRow> {
    let found = town.ask(who, FindAll { text: text.to_owned(), limit: 50 });
    found.groups.into_iter().filter(|group| group.kind == FoundKind::Message).flat_map(|group| group.rows).collect()
}

fn excerpts(town: &mut Town, who: Person, text: &str) -> Vec<String> {
    heard(town, who, text).into_iter().map(|row| row.excerpt).collect()
}

fn say(town: &mut Town, who: Person, chat: ChatId, words: &str) {
    let act = ChatAct::Send { words: words.into(), attached: Vec::new(), reply_to: None };
    town.ask(who, DoChat { chat, act });
}

/// She knocks at his door and he opens.
fn letter(town: &mut Town) -> ChatId {
    list(town, WEN);
    later(town);
    town.ask(QING, Knock { at: KnockAt::Member(member(12)), words: String::new() });
    later(town);
    let rung = list(town, WEN).knocks.remove(0);
    let chat = town.ask(WEN, AnswerKnock { knock: rung.knock, answer: KnockAnswer::Open }).unwrap();
    later(town);
    chat
}

#[test]
fn what_was_said_is_found_by_those_who_may_read_it_and_opens_where_it_was_said() {
    let mut town = town(1301);
    let chat = letter(&mut town);
    for number in 0..150 {
        say(&mut town, CHEN, ChatId::Estate, &format!("第{number}句"));
        if number % 40 == 39 {
            later(&mut town);
        }
    }
    // The index is made before the words are said, and again after the app was closed.
    assert!(heard(&mut town, QING, "梯子").is_empty());
    say(&mut town, WEN, chat, "阳台上的梯子借给你");
    assert_eq!(excerpts(&mut town, WEN, "梯子").len(), 1, "at once where it was said");
    say(&mut town, CHEN, ChatId::Estate, "物业的梯子在地下车库");
    later(&mut town);
    for number in 150..300 {
        say(&mut town, CHEN, ChatId::Estate, &format!("第{number}句"));
        if number % 40 == 39 {
            later(&mut town);
        }
    }
    later(&mut town);
    for who in [QING, TABLET, WEN] {
        for typed in ["梯子", "tizi", "tz", "梯z", "ti zi"] {
            let found = excerpts(&mut town, who, typed);
            let both = ["物业的梯子在地下车库", "阳台上的梯子借给你"];
            assert!(both.iter().all(|words| found.iter().any(|found| found == words)), "{typed}: {found:?}");
        }
        assert_eq!(excerpts(&mut town, who, "ytsdtzj"), ["阳台上的梯子借给你"]);
        let row = heard(&mut town, who, "yangtai").remove(0);
        let said = row.said.unwrap();
        assert_eq!((said.chat, said.by.name.as_deref(), row.fits), (chat, Some("周文"), (0, 2)));
        assert_eq!(said.name, if who == WEN { "李清" } else { "周文" });
    }
    for who in [CHEN, WANG] {
        assert_eq!(excerpts(&mut town, who, "梯子"), ["物业的梯子在地下车库"], "the letter is not theirs");
        assert!(heard(&mut town, who, "阳台").is_empty() && heard(&mut town, who, "ytsd").is_empty());
    }
    town.phone(TABLET).start();
    for who in [QING, TABLET] {
        let row = heard(&mut town, who, "dixiacheku").remove(0);
        let said = row.said.unwrap();
        assert_eq!((said.chat, said.kind, said.by.name.as_deref()), (ChatId::Estate, None, Some("陈静")));
        let at = town.ask(who, FindMessage { chat: said.chat, message: row.id }).unwrap();
        let view = town.ask(who, ReadChat { chat: said.chat, before: Some(at + 1), count: 10 });
        let last = view.messages.last().unwrap();
        assert_eq!((last.id, last.words.as_str(), at), (row.id, "物业的梯子在地下车库", 150), "far from the end");
    }
    assert_eq!(town.ask(WANG, FindMessage { chat, message: RecordId([1; 16]) }), None, "nothing of it is hers");
}

#[test]
fn what_was_taken_back_hidden_muted_or_left_is_not_found_any_more() {
    let mut town = town(1302);
    for (who, words) in [(WEN, "谁捡到一把雨伞"), (WEN, "雨伞找到了"), (CHEN, "楼下有一把雨伞")] {
        say(&mut town, who, ChatId::Estate, words);
        later(&mut town);
    }
    let all = ["楼下有一把雨伞", "雨伞找到了", "谁捡到一把雨伞"];
    assert_eq!(excerpts(&mut town, QING, "yusan"), all, "the newest first");
    let id = |town: &mut Town, words: &str| {
        heard(town, WEN, "yusan").into_iter().find(|row| row.excerpt == words).unwrap().id
    };
    let (first, second) = (id(&mut town, all[2]), id(&mut town, all[1]));
    let act = |town: &mut Town, who: Person, act: ChatAct| town.ask(who, DoChat { chat: ChatId::Estate, act });
    act(&mut town, WEN, ChatAct::TakeBack(first));
    assert_eq!(excerpts(&mut town, WEN, "雨伞"), all[..2], "at once where it was taken back");
    act(&mut town, CHEN, ChatAct::Hide(second, "说过了".into()));
    later(&mut town);
    assert_eq!(excerpts(&mut town, QING, "雨伞"), all[..1]);
    act(&mut town, CHEN, ChatAct::Hide(second, String::new()));
    later(&mut town);
    assert_eq!(excerpts(&mut town, QING, "雨伞"), all[..2], "it is shown again");
    town.ask(QING, SetHearing::Mute(member(12), true));
    assert_eq!(excerpts(&mut town, QING, "雨伞"), all[..1]);
    town.ask(QING, SetHearing::Mute(member(12), false));
    assert_eq!(excerpts(&mut town, QING, "雨伞").len(), 2);

    let start = StartGroup { building: None, name: "书友".into(), about: String::new(), shares_history: true };
    let group = town.ask(WEN, start);
    say(&mut town, WEN, group, "雨伞是我的");
    later(&mut town);
    let ChatId::Circle(record) = group else { panic!("a circle") };
    town.ask(QING, Knock { at: KnockAt::Group(record), words: String::new() });
    later(&mut town);
    assert_eq!(excerpts(&mut town, QING, "雨伞").len(), 2, "before the door is open");
    let rung = list(&mut town, WEN).knocks.remove(0).knock;
    town.ask(WEN, AnswerKnock { knock: rung, answer: KnockAnswer::Open });
    later(&mut town);
    let row = heard(&mut town, QING, "雨伞").remove(0);
    assert_eq!((row.excerpt.as_str(), row.said.unwrap().name), ("雨伞是我的", "书友".to_owned()));
    town.ask(QING, DoChat { chat: group, act: ChatAct::Leave });
    assert_eq!(excerpts(&mut town, QING, "雨伞"), all[..2], "who leaves takes nothing along");
    later(&mut town);
    town.phone(QING).start();
    for who in [QING, TABLET] {
        assert_eq!(excerpts(&mut town, who, "雨伞"), all[..2]);
    }
    assert_eq!(excerpts(&mut town, WEN, "雨伞").len(), 3);
}
