//! What people may ask of what is kept of them: their own record, corrections, erasure, who looked.

use futures::FutureExt;
use linli_contract::Failure;
use linli_contract::areas::{ReadBuilding, ReadCommunity};
use linli_contract::exports::{ReadExport, ReadPackage};
use linli_contract::households::{Edit, ReadDoor, ShowIdNumber};
use linli_contract::imports::{Noticed, PlanImport, RowOutcome};
use linli_contract::joining::ReadDesk;
use linli_contract::lists::{ListSpec, ReadList, ReadRound};
use linli_contract::progress::ReadProgress;
use linli_contract::registers::{Destination, FindAlike, MovePeople};
use linli_contract::rights::{
    AnswerProposal, EraseRecord, ExtractView, Propose, ReadMyRecord, ReadTrail, RecordWish, ShownWhat,
};
use linli_contract::search::Search;
use linli_contract::tables::{Cell, Sheet};
use linli_core::device::outbox::OutState;
use linli_core::store::{Disk, SealedStore, StoreKey, Table};
use linli_shared::areas::AreaKind;
use linli_shared::households::{Field, Subject};
use linli_shared::ids::{AreaId, MemberId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::parcel::Parcel;
use linli_shared::roster::{Role, RosterFact};
use tests::cast::{Casting, Person, Town, small_estate};

use super::acts::{entry, named, note, register, see, set};

/// An ID number that was never given out.
const NUMBER: &str = "11010519491231002X";
const RESIDENT: MemberId = MemberId([5; 16]);

/// 陈静 of the committee, 王芳 and 李敏 of the first grid, 李清 who lives there, 赵月 who leads the building.
fn town(seed: u64) -> Town {
    let estate = small_estate(3);
    let (root, grid) = (estate.code.area(), estate.grids()[0]);
    let building = estate.tree.ancestor(estate.doors(0)[0], AreaKind::Building).unwrap();
    let cast = [
        ("陈静", 1, Role::Steward, root),
        ("王芳", 2, Role::GridWorker, grid),
        ("李敏", 3, Role::GridWorker, grid),
        ("李清", 5, Role::Resident, building),
        ("赵月", 6, Role::BuildingLeader, building),
    ];
    let cast = cast.map(|(name, member, role, scope)| Casting { name, member, roles: vec![(role, scope)] });
    Town::with(estate, seed, &cast)
}

const QING: Person = Person(3);
const ZHAO: Person = Person(4);

fn append(town: &mut Town, facts: Vec<RosterFact>) {
    let (chen, time) = (town.chen(), town.time);
    town.phone(chen).work(time, &[], |device, turn| device.append_roster(&facts, turn)).unwrap();
}

/// 王芳 registers 李清 with a telephone and an ID number, and a child; 李清 joins the household.
fn at_home(town: &mut Town) -> (AreaId, RecordId) {
    let wang = town.wang();
    let door = town.estate.doors(0)[0];
    let mut edits = [named(1, "李清"), named(2, "李小宝")].concat();
    edits.push(set(Subject::Person(entry(1)), Field::Phone, "13800000001"));
    edits.push(set(Subject::Person(entry(1)), Field::BirthDate, "1949-12-31"));
    edits.push(Edit::SetIdNumber { person: entry(1), number: Some(NUMBER.to_owned()) });
    register(town, wang, door, edits);
    town.settle();
    let household = see(town, wang, door).unwrap().id;
    let (member, household_of) = (RESIDENT, household);
    let joins = RosterFact::FamilyJoined { member, household: household_of };
    append(town, vec![joins, RosterFact::SeatGiven { member, household: household_of }]);
    town.settle();
    (door, household)
}

fn my_home(town: &mut Town) -> ExtractView {
    town.ask(QING, ReadMyRecord).homes.into_iter().next().unwrap()
}

fn text_of(view: &ExtractView, number: u8, field: Field) -> Option<String> {
    let extract = view.extract.as_ref()?;
    let person = extract.people.iter().find(|person| person.person == entry(number))?;
    person.fields.iter().find(|one| one.field == field).map(|one| one.value.clone())
}

fn propose(town: &mut Town, household: RecordId, wish: RecordWish, words: &str) {
    town.ask(QING, Propose { household, wish, words: words.to_owned() });
    town.settle();
}

#[test]
fn who_belongs_to_a_household_reads_what_is_kept_of_it() {
    let mut town = town(700);
    let (door, household) = at_home(&mut town);
    let home = my_home(&mut town);
    assert_eq!((home.household, home.has_seat, home.needs_newer_app), (household, true, false));
    assert_eq!(home.path, ["1号楼", "1单元", "101"]);
    assert_eq!(text_of(&home, 1, Field::Phone).as_deref(), Some("13800000001"));
    let extract = home.extract.clone().unwrap();
    assert_eq!(extract.people.len(), 2);
    assert_eq!(extract.people[0].id_number.as_deref(), Some(NUMBER));
    assert!(extract.made.is_some());
    let wang = town.wang();
    register(&mut town, wang, door, vec![set(Subject::Person(entry(1)), Field::Phone, "13900000002")]);
    town.settle();
    assert_eq!(text_of(&my_home(&mut town), 1, Field::Phone).as_deref(), Some("13900000002"));
    assert_eq!(town.ask(ZHAO, ReadMyRecord).homes, [], "who does not belong there reads nothing");
}

#[test]
fn several_edits_before_a_meeting_give_one_extract() {
    let mut town = town(701);
    let (door, household) = at_home(&mut town);
    let wang = town.wang();
    let extracts = |town: &mut Town| {
        let items = town.phone(Person(1)).device().outbox().filter(|item| item.kind == Kind::Extract);
        items.map(|item| item.state).collect::<Vec<_>>()
    };
    for text in ["一", "二", "三"] {
        register(&mut town, wang, door, note(text));
    }
    assert_eq!(extracts(&mut town), []);
    let time = town.time;
    let request = town.phone(wang).prepare(time).unwrap().unwrap();
    assert!(matches!(extracts(&mut town)[..], [OutState::Formed(..)]));
    let answer = town.relay_handles(&request).unwrap();
    town.phone(wang).answered(answer, time).unwrap();
    town.settle();
    let home = my_home(&mut town);
    assert_eq!((home.household, home.extract.unwrap().home[0].value.as_str()), (household, "三"));
    assert_eq!(extracts(&mut town), []);
}

#[test]
fn work_that_crossed_is_in_the_extract_in_the_end() {
    let mut town = town(702);
    let (door, _) = at_home(&mut town);
    let (wang, li) = (town.wang(), town.li());
    register(&mut town, wang, door, vec![set(Subject::Person(entry(1)), Field::Phone, "13900000002")]);
    register(&mut town, li, door, note("有狗"));
    town.settle();
    town.settle();
    let home = my_home(&mut town);
    assert_eq!(text_of(&home, 1, Field::Phone).as_deref(), Some("13900000002"));
    assert_eq!(home.extract.unwrap().home[0].value, "有狗");
}

#[test]
fn a_correction_is_proposed_done_and_seen() {
    let mut town = town(703);
    let (door, household) = at_home(&mut town);
    let wang = town.wang();
    let phone = set(Subject::Person(entry(1)), Field::Phone, "13900000003");
    propose(&mut town, household, RecordWish::Correct(vec![phone.clone()]), "换号了");
    let desk = town.ask(wang, ReadDesk).proposals;
    assert_eq!(desk.len(), 1);
    let wish = &desk[0];
    assert_eq!((wish.by.as_deref(), wish.words.as_str(), wish.household), (Some("李清"), "换号了", household));
    assert_eq!(wish.stands, [Some("13800000001".to_owned())]);
    assert_eq!(wish.people, [(entry(1), "李清".to_owned())]);
    assert_eq!(my_home(&mut town).wishes[0].answer, None);
    let (proposal, words) = (wish.proposal, "已改".to_owned());
    town.ask(wang, AnswerProposal { proposal, is_done: true, words });
    town.settle();
    let home = my_home(&mut town);
    assert_eq!(text_of(&home, 1, Field::Phone).as_deref(), Some("13900000003"));
    let wish = &home.wishes[0];
    assert_eq!(wish.wish, RecordWish::Correct(vec![phone]));
    assert_eq!(wish.answer.as_ref().map(|answer| (answer.is_done, answer.words.as_str())), Some((true, "已改")));
    let view = see(&mut town, wang, door).unwrap();
    let by = &view.people[0].fields.iter().find(|one| one.field == Field::Phone).unwrap().by;
    assert_eq!(by.source, linli_contract::registers::Source::ByMember);
    for who in [wang, town.chen()] {
        assert_eq!(town.ask(who, ReadDesk).proposals, [], "answered");
    }
    let again = AnswerProposal { proposal, is_done: false, words: String::new() };
    assert_eq!(town.try_ask(wang, again), Err(Failure::NotHere));
}

#[test]
fn a_wish_is_declined_with_words_and_nothing_changes() {
    let mut town = town(704);
    let (_, household) = at_home(&mut town);
    let li = town.li();
    let phone = set(Subject::Person(entry(1)), Field::Phone, "13900000003");
    propose(&mut town, household, RecordWish::Correct(vec![phone]), "");
    let proposal = town.ask(li, ReadDesk).proposals[0].proposal;
    town.ask(li, AnswerProposal { proposal, is_done: false, words: "请带证件来居委".into() });
    town.settle();
    let home = my_home(&mut town);
    let answer = home.wishes[0].answer.clone().unwrap();
    assert_eq!((answer.is_done, answer.words.as_str()), (false, "请带证件来居委"));
    assert_eq!(text_of(&home, 1, Field::Phone).as_deref(), Some("13800000001"));
}

#[test]
fn nobody_wishes_for_a_household_that_is_not_theirs() {
    let mut town = town(705);
    let (_, household) = at_home(&mut town);
    let wish = Propose { household, wish: RecordWish::Fresh, words: String::new() };
    assert_eq!(town.try_ask(ZHAO, wish.clone()), Err(Failure::NotHere));
    let invalid = RecordWish::Correct(vec![set(Subject::Person(entry(1)), Field::BirthDate, "yesterday")]);
    let failure = town.try_ask(QING, Propose { household, wish: invalid, words: String::new() }).unwrap_err();
    assert!(matches!(failure, Failure::InvalidField { field: Field::BirthDate, .. }));
    // Who left the household before it was answered wishes nothing of it any more.
    propose(&mut town, household, RecordWish::Fresh, "");
    append(&mut town, vec![RosterFact::FamilyLeft { member: RESIDENT, household }]);
    town.settle();
    let wang = town.wang();
    assert_eq!(town.ask(wang, ReadDesk).proposals, []);
    assert_eq!(town.ask(QING, ReadMyRecord).homes, []);
}

#[test]
fn who_looked_is_told_to_the_household_and_the_committee() {
    let mut town = town(706);
    let (door, household) = at_home(&mut town);
    let (chen, wang, li) = (town.chen(), town.wang(), town.li());
    town.ask(wang, ReadDoor { door });
    town.ask(li, ReadDoor { door });
    town.ask(li, ReadDoor { door });
    town.ask(wang, ShowIdNumber { household, person: entry(1) });
    town.settle();
    let trail = town.ask(chen, ReadTrail { household });
    let lines: Vec<_> = trail.iter().map(|line| (line.by.as_deref().unwrap(), line.what)).collect();
    let mut sorted = lines.clone();
    sorted.sort_by_key(|(by, what)| (*by, *what as u8));
    assert_eq!(sorted, [("李敏", ShownWhat::Opened), ("王芳", ShownWhat::IdNumber)], "not what its author opened");
    assert_eq!(town.try_ask(wang, ReadTrail { household }), Err(Failure::NoRight));
    assert_eq!(town.try_ask(QING, ReadTrail { household }), Err(Failure::NoRight));
    propose(&mut town, household, RecordWish::Fresh, "");
    let proposal = town.ask(wang, ReadDesk).proposals[0].proposal;
    town.ask(wang, AnswerProposal { proposal, is_done: true, words: String::new() });
    town.settle();
    let home = my_home(&mut town);
    let told: Vec<_> = home.extract.unwrap().trail.into_iter().map(|line| line.what).collect();
    assert_eq!(told.len(), 2);
    assert!(told.contains(&ShownWhat::IdNumber) && told.contains(&ShownWhat::Opened));
}

#[test]
fn what_leaves_in_a_file_is_part_of_the_trail() {
    let mut town = town(707);
    let (_, household) = at_home(&mut town);
    let chen = town.chen();
    let spec = ListSpec { filters: Vec::new(), within: None };
    for from in [0, 1] {
        town.ask(chen, ReadExport { spec: spec.clone(), from, limit: 1, with_id_numbers: false });
    }
    let trail = town.ask(chen, ReadTrail { household });
    assert_eq!(trail.iter().map(|line| line.what).collect::<Vec<_>>(), [ShownWhat::Exported], "once for all parts");
    town.ask(chen, ReadPackage { after: None, limit: 10 });
    assert_eq!(town.ask(chen, ReadTrail { household }).len(), 2);
    assert_eq!(
        town.try_ask(QING, ReadExport { spec, from: 0, limit: 1, with_id_numbers: false }),
        Err(Failure::NoRight)
    );
}

/// Every readable byte of a phone's store.
fn store_of(town: &mut Town, who: Person) -> Vec<u8> {
    let store = SealedStore::new(town.phone(who).disk.clone(), &StoreKey::from_bytes([7; 32]));
    let tables = [Table::Record, Table::Fact, Table::Summary, Table::Draft, Table::Outbox, Table::Desk, Table::Meta];
    let rows = tables.iter().flat_map(|table| store.scan(*table).now_or_never().unwrap().unwrap());
    rows.flat_map(|(key, value)| [key, value].concat()).collect()
}

fn has(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

/// Sealed bodies of a record in the parcels that a phone keeps.
fn bodies(town: &mut Town, who: Person, record: RecordId) -> Vec<Vec<u8>> {
    #[derive(minicbor::Decode)]
    struct Row(#[cbor(n(0), with = "minicbor::bytes")] Vec<u8>);
    let store = SealedStore::new(town.phone(who).disk.clone(), &StoreKey::from_bytes([7; 32]));
    let rows = store.scan(Table::Parcel).now_or_never().unwrap().unwrap();
    let parcels = rows.iter().map(|(_, value)| {
        let Row(bytes) = minicbor::decode(value).unwrap();
        Parcel::from_bytes(&bytes).unwrap()
    });
    let bodies = parcels.flat_map(|parcel| {
        let entries = parcel.acts().iter().flat_map(|act| act.entries());
        entries.filter(|(_, entry)| entry.record == record).map(|(_, entry)| entry.body.clone()).collect::<Vec<_>>()
    });
    bodies.collect()
}

fn sheet(rows: &[[&str; 4]]) -> Sheet {
    let headings = ["楼号", "室号", "姓名", "身份证号"];
    let cells = |row: &[&str; 4]| row.iter().map(|text| Cell::Text((*text).to_owned())).collect();
    let rows = [headings].iter().chain(rows).map(cells).collect();
    Sheet { name: String::new(), rows, merged: Vec::new(), rows_left_out: 0 }
}

#[test]
fn who_is_erased_is_gone_from_every_phone_and_the_relay_and_no_list_brings_them_back() {
    let mut town = town(708);
    let (door, household) = at_home(&mut town);
    let (chen, wang, li) = (town.chen(), town.wang(), town.li());
    for who in [chen, wang, li, QING] {
        assert!(has(&store_of(&mut town, who), "13800000001"), "to find nothing later means something");
    }
    let sealed = bodies(&mut town, wang, household);
    assert!(!sealed.is_empty());
    assert!(sealed.iter().all(|body| town.store.all_bytes().windows(body.len()).any(|window| window == body)));
    let erase = EraseRecord { household, people: vec![entry(1)] };
    assert_eq!(town.try_ask(wang, erase.clone()), Err(Failure::NoRight));
    town.ask(chen, erase);
    town.settle();
    town.settle();
    for who in [chen, wang, li] {
        let view = see(&mut town, who, door).unwrap();
        assert_ne!(view.id, household);
        assert_eq!(view.people.iter().map(|person| person.id).collect::<Vec<_>>(), [entry(2)], "who stays, stays");
        assert_eq!(town.ask(who, ReadDoor { door }).ended, []);
        let store = store_of(&mut town, who);
        assert!(!has(&store, "13800000001") && !has(&store, NUMBER));
        assert_eq!(bodies(&mut town, who, household), [] as [Vec<u8>; 0]);
    }
    assert!(!has(&store_of(&mut town, QING), "13800000001"), "nor in the extract");
    assert!(sealed.iter().all(|body| !town.store.all_bytes().windows(body.len()).any(|window| window == body)));
    let home = my_home(&mut town);
    assert_ne!(home.household, household);
    assert_eq!((home.has_seat, home.extract.unwrap().people.len()), (true, 1));
    let sheet = sheet(&[["1", "101", "李清", NUMBER], ["1", "101", "李小宝", ""]]);
    let plan = town.ask(wang, PlanImport { sheet, mapping: None });
    assert_eq!(plan.rows[0].outcome, RowOutcome::Refused);
    assert_eq!(plan.rows[0].notes.iter().map(|note| note.what.clone()).collect::<Vec<_>>(), [Noticed::Erased]);
    assert_eq!(plan.rows[1].outcome, RowOutcome::Unchanged);
    let alike = |name: &str, birth: Option<&str>| FindAlike {
        household: None,
        name: name.into(),
        birth: birth.map(Into::into),
        phone: None,
        id_number: None,
    };
    assert!(town.ask(li, alike("李清", Some("1949-12-31"))).is_erased);
    assert!(!town.ask(li, alike("李清", Some("1950-12-31"))).is_erased);
}

#[test]
fn a_household_that_is_erased_leaves_room_for_another() {
    let mut town = town(709);
    let (door, household) = at_home(&mut town);
    let (chen, wang) = (town.chen(), town.wang());
    propose(&mut town, household, RecordWish::Erase(Vec::new()), "搬走了，请删除");
    let proposal = town.ask(wang, ReadDesk).proposals[0].proposal;
    let answer = AnswerProposal { proposal, is_done: true, words: "已删除".into() };
    assert_eq!(town.try_ask(wang, answer.clone()), Err(Failure::NoRight), "erasing is the committee's");
    town.ask(chen, answer);
    assert!(see(&mut town, chen, door).is_none(), "out of sight at once");
    town.settle();
    for who in [chen, wang] {
        assert!(see(&mut town, who, door).is_none());
        assert_eq!(town.ask(who, ReadDesk).proposals, []);
    }
    assert_eq!(town.ask(QING, ReadMyRecord).homes, []);
    register(&mut town, wang, door, named(7, "周末"));
    town.settle();
    let view = see(&mut town, chen, door).unwrap();
    assert_ne!(view.id, household);
    assert_eq!(view.people.len(), 1);
}

#[test]
fn who_does_not_keep_the_register_is_told_so_and_sees_where_they_live() {
    let mut town = town(710);
    let (door, household) = at_home(&mut town);
    let spec = ListSpec { filters: Vec::new(), within: None };
    for who in [QING, ZHAO] {
        let community = town.ask(who, ReadCommunity);
        let buildings: Vec<_> = community.grids.iter().flat_map(|grid| &grid.buildings).collect();
        assert_eq!(buildings.iter().map(|building| building.label.as_str()).collect::<Vec<_>>(), ["1号楼"]);
        assert_eq!((community.coverage.doors, buildings[0].coverage.registered), (0, 0));
        let building = buildings[0].id;
        assert!(!town.ask(who, ReadBuilding { building }).may_write);
        let found = town.ask(who, Search { text: "101".into(), limit: 10 });
        assert!(!found.hits.is_empty() && found.hits.iter().all(|hit| hit.person.is_none()));
        assert_eq!(town.ask(who, Search { text: "李清".into(), limit: 10 }).hits.len(), 0);
        assert_eq!(town.try_ask(who, ReadDoor { door }).err(), Some(Failure::NoRight));
        assert_eq!(town.try_ask(who, ReadRound).err(), Some(Failure::NoRight));
        assert_eq!(town.try_ask(who, ShowIdNumber { household, person: entry(1) }).err(), Some(Failure::NoRight));
        assert_eq!(town.try_ask(who, EraseRecord { household, people: vec![] }).err(), Some(Failure::NoRight));
        let progress = ReadProgress { within: None, weeks: 4, unseen_weeks: 4 };
        assert_eq!(town.try_ask(who, progress).err(), Some(Failure::NoRight));
        let list = ReadList { spec: spec.clone(), from: 0, limit: 10 };
        assert_eq!(town.try_ask(who, list).err(), Some(Failure::NoRight));
        assert_eq!(town.ask(who, linli_contract::sync::ReadSync).refused.len(), 0);
    }
}

#[test]
fn a_family_that_moves_keeps_its_record_and_leaves_nothing_behind_when_it_is_erased() {
    let mut town = town(711);
    let (door, household) = at_home(&mut town);
    let (chen, wang) = (town.chen(), town.wang());
    let there = town.estate.doors(0)[3];
    let version = see(&mut town, wang, door).unwrap().version;
    let people = vec![entry(1), entry(2)];
    let to = Destination { door: there, slot: None };
    town.ask(wang, MovePeople { household, version, people, to, with_home: true });
    town.settle();
    town.settle();
    let home = my_home(&mut town);
    assert_ne!(home.household, household);
    assert_eq!((home.path[2].as_str(), home.has_seat, home.extract.unwrap().people.len()), ("202", true, 2));
    assert_eq!(town.ask(QING, ReadMyRecord).homes.len(), 1, "no longer where they lived before");
    assert!(!bodies(&mut town, wang, household).is_empty());
    town.ask(chen, EraseRecord { household: home.household, people: Vec::new() });
    town.settle();
    for who in [chen, wang] {
        assert_eq!(bodies(&mut town, who, home.household), [] as [Vec<u8>; 0]);
        assert_eq!(bodies(&mut town, who, household), [] as [Vec<u8>; 0], "nor where they lived before");
        let store = store_of(&mut town, who);
        assert!(!has(&store, "13800000001") && !has(&store, NUMBER));
        assert_eq!(town.ask(who, ReadDoor { door }).ended, []);
    }
}
