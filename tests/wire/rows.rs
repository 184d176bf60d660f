//! Rows of a device's store that a later release must still read.

use std::collections::{BTreeMap, BTreeSet};

use linli_core::device::doors::{DoorRow, HomeUse, HouseholdSum, IdMark, IdSum, PersonSum, VisitSum};
use linli_core::device::identity::Seat;
use linli_core::device::outbox::{
    Command, OutBody, OutState, OutboxItem, ReadyEntry, StoredEdits, StoredPlace, StoredReason,
};
use linli_core::device::position::{Kept, ReofferKey, SyncState};
use linli_core::device::rows::{FactRow, OwnChange, RecordRow};
use linli_shared::access::{RecordMeta, Stream};
use linli_shared::calendar::{Date, Millis};
use linli_shared::documents::household::HouseholdEdit;
use linli_shared::households::{CareGroup, Field, Subject};
use linli_shared::ids::{AreaId, MemberId, PersonId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::parcel::ParcelHash;
use linli_shared::visits::Outcome;

use crate::frozen::Frozen;
use crate::parcels::{DEVICE, GRID, LOG, REGISTER, seen};

const MEMBER: MemberId = MemberId([0xe1; 16]);
const RECORD: RecordId = RecordId([1; 16]);
const DOOR: AreaId = AreaId([0xd0; 16]);

fn meta() -> RecordMeta {
    RecordMeta { kind: Kind::Household, creator: MEMBER, scope: GRID, ring: Some(REGISTER), audience: None }
}

#[test]
fn records_facts_and_summaries() {
    let mut frozen = Frozen::read(include_str!("rows.txt"));
    frozen.value(
        "record",
        &RecordRow {
            meta: meta(),
            content: vec![1, 2, 3],
            own: vec![OwnChange { name: [0x0c; 32], number: 4 }],
            last: 300,
            incarnation: 2,
        },
    );
    frozen.value(
        "fact",
        &FactRow {
            meta: RecordMeta { kind: Kind::Visit, ring: None, ..meta() },
            content: vec![1, 2, 3],
            device: DEVICE,
            seq: 300,
            withdrawn: Some(-5),
        },
    );
    let household = HouseholdSum {
        record: RECORD,
        slot: 1,
        generation: 2,
        people: 3,
        conflicts: 4,
        id_conflicts: 5,
        is_vacant: true,
        seconds: 1_795_222_800,
        persons: Vec::new(),
        home: None,
        landlord_phone: None,
        first_seconds: 0,
        ended: None,
    };
    let mut person = PersonSum {
        id: PersonId([3; 16]),
        name: "李清".into(),
        phone: Some("15412345678".into()),
        care: [CareGroup::AloneElder, CareGroup::LeftBehind].into_iter().collect(),
        joined: vec![PersonId([4; 16])],
        ..PersonSum::default()
    };
    person.set_birth(Date::parse("1949-10-01"));
    let full = HouseholdSum {
        persons: vec![person, PersonSum::default()],
        home: Some(HomeUse::Let),
        landlord_phone: Some("02100000000".into()),
        first_seconds: 1_795_222_000,
        ended: Some(1_795_222_900),
        ..household.clone()
    };
    let mark = IdMark { person: PersonId([3; 16]), mark: 0x0102_0304_0506_0708 };
    let ids = IdSum { household: RECORD, conflicts: 1, marks: vec![mark] };
    let visit = VisitSum {
        record: RECORD,
        outcome: Outcome::NobodyHome,
        seconds: 1_795_222_800,
        next: Some("2026-12-01".into()),
        is_withdrawn: true,
        device: DEVICE,
    };
    frozen.value("door", &DoorRow { households: vec![household], visits: vec![visit], ids: Vec::new() });
    frozen.value("door with people", &DoorRow { households: vec![full], visits: Vec::new(), ids: vec![ids] });
    let relay = "https://relay.example".to_owned();
    frozen.value("seat", &Seat { log: LOG, root: [0x51; 32], member: MEMBER, seed: [0x41; 32], relay });
    frozen.done();
}

#[test]
fn the_outbox() {
    let place = StoredPlace { door: DOOR, slot: 1, generation: 0 };
    let person = PersonId([3; 16]);
    let edits = [
        HouseholdEdit::AddPerson { person },
        HouseholdEdit::Set { subject: Subject::Person(person), field: Field::Name, value: Some("李清".into()) },
    ];
    let stored = StoredEdits::new(place, &edits);
    let number = Some("11010519491231002X".to_owned());
    let ready = ReadyEntry { record: RECORD, kind: Kind::Wrap, scope: GRID, body: vec![1, 2] };
    let items = [
        (Command::Household(stored), OutBody::Changes(vec![[0x0c; 32], [0x0d; 32]]), OutState::Waiting),
        (
            Command::IdNumbers(vec![(person, number), (PersonId([4; 16]), None)], place),
            OutBody::Content(vec![1]),
            OutState::Formed(7, 1),
        ),
        (Command::Fact, OutBody::Act(vec![ready]), OutState::Quarantined(7, 0)),
        (Command::Name(MEMBER, "王芳".into()), OutBody::Content(Vec::new()), OutState::Refused(StoredReason::NoRight)),
        (
            Command::Revert(vec![[0x0c; 32], [0x0d; 32]], place, BTreeSet::from([person])),
            OutBody::Changes(vec![[0x0e; 32]]),
            OutState::Waiting,
        ),
        (Command::Upkeep, OutBody::Content(vec![2]), OutState::Waiting),
    ];
    let mut frozen = Frozen::read(include_str!("outbox.txt"));
    for (number, (command, body, state)) in (1..).zip(items) {
        let item = OutboxItem {
            number,
            saved: Millis(1_795_222_800_000),
            record: RECORD,
            kind: Kind::Household,
            scope: GRID,
            area: Some(DOOR),
            command,
            body,
            state,
            bundle: (number > 4).then_some(9),
        };
        if let Command::Household(stored) = &item.command {
            assert_eq!(stored.edits(), edits);
        }
        frozen.value(&format!("item {number}"), &item);
    }
    let reasons = [
        StoredReason::NoRight,
        StoredReason::OutsideScope,
        StoredReason::TooLarge,
        StoredReason::Malformed,
        StoredReason::Renewed,
        StoredReason::Other,
    ];
    frozen.value("reasons", &reasons.to_vec());
    frozen.done();
}

#[test]
fn where_a_device_stands() {
    let stream = Stream { ring: Some(REGISTER), area: Some(GRID) };
    let mut state = SyncState {
        era: 2,
        at: 300,
        head: seen().head,
        held: BTreeMap::from([(stream, 299)]),
        chain_seq: 7,
        chain_hash: Some(ParcelHash([0x77; 32])),
        next_number: 12,
        last_met: Some(Millis(1_795_222_800_000)),
        heads: vec![seen()],
        safe_through: 200,
        unsettled: BTreeSet::from([6, 7]),
        reoffer: vec![ReofferKey(vec![1, 2, 3])],
        permit: Some([0x66; 16]),
        no_snapshot: true,
        ..SyncState::default()
    };
    state.tick = 9;
    let mut frozen = Frozen::read(include_str!("position.txt"));
    frozen.value("sync state", &state);
    frozen.value("position kept", &Kept { tick: 9, ..state.place() });
    frozen.done();
}
