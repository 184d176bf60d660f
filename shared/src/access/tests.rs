//! The rights as tables that a steward can read; every answer in them was written by hand.
//!
//! `yes` may be written. Otherwise why not: `device` (not admitted, or removed), `right` (no role allows it), `ring`
//! (sealed for the wrong readers), `scope` (the wrong place), `record` (there is something else, or nothing, already),
//! `contra` (contradicts the roster).

#![allow(clippy::unwrap_used, reason = "tests")]

mod roster;

use std::collections::BTreeMap;

use super::*;
use crate::judge::may_act;
use crate::parcel::{Act, Item};
use crate::roster::{DeviceKeys, Recipient, RingTurn};

const LOG: LogCode = LogCode(310_113_007_001);
const EAST: AreaId = AreaId([11; 16]);
const WEST: AreaId = AreaId([12; 16]);
const COMMUNITY: RingId = RingId([21; 16]);
const REGISTER: RingId = RingId([22; 16]);
const NOW: Millis = Millis(1_000);

/// 陈 of the committee; 高, a steward of the east alone; 王, grid worker in the east; 马, worker everywhere; 楼, leader of a
/// building; 居, resident; 前, whose work in the east has ended; 失, a worker whose phone was removed; 外, a stranger.
const PEOPLE: [(&str, Option<(Role, bool)>); 9] = [
    ("陈", Some((Role::Steward, true))),
    ("高", Some((Role::Steward, false))),
    ("王", Some((Role::GridWorker, false))),
    ("马", Some((Role::GridWorker, true))),
    ("楼", Some((Role::BuildingLeader, false))),
    ("居", Some((Role::Resident, true))),
    ("前", Some((Role::GridWorker, false))),
    ("失", Some((Role::GridWorker, false))),
    ("外", None),
];

fn number(name: &str) -> u8 {
    PEOPLE.iter().position(|(known, _)| *known == name).unwrap() as u8 + 1
}

fn member(name: &str) -> MemberId {
    MemberId([number(name); 16])
}

fn keys(name: &str) -> DeviceKeys {
    DeviceKeys { signing: [number(name); 32], sealing: [0; 32] }
}

fn device(name: &str) -> DeviceId {
    keys(name).device()
}

fn turn(ring: RingId, kind: RingKind, generation: u32, names: &[&str]) -> RosterFact {
    let recipients = names.iter().map(|name| Recipient::Device(device(name))).collect();
    let (public, commitment) = ([0; 32], [generation as u8; 16]);
    RosterFact::RingTurned { turn: RingTurn { ring, kind, generation, public, commitment, recipients, previous: None } }
}

fn roster() -> Roster {
    let mut roster = Roster::new(LOG);
    roster.apply(&RosterFact::Founded { log: LOG, root: keys("陈").signing, relay: [0; 32] });
    for (name, role) in PEOPLE {
        let Some((role, is_everywhere)) = role else { continue };
        let member = member(name);
        let scope = if is_everywhere { LOG.area() } else { EAST };
        let until = (name == "前").then_some(NOW);
        roster.apply(&RosterFact::MemberAdded { member });
        roster.apply(&RosterFact::DeviceAdded { member, keys: keys(name) });
        roster.apply(&RosterFact::RoleGranted { member, role, scope, until });
    }
    for generation in [1, 2] {
        let all = ["陈", "高", "王", "马", "楼", "居", "前", "失"];
        roster.apply(&turn(COMMUNITY, RingKind::Community, generation, &all));
        roster.apply(&turn(REGISTER, RingKind::Register, generation, &["陈", "高", "王", "马", "前", "失"]));
    }
    roster.apply(&RosterFact::DeviceRemoved { device: device("失") });
    roster
}

fn answer(result: Result<(), Denied>) -> &'static str {
    match result {
        Ok(()) => "yes",
        Err(Denied::NotAdmitted) => "device",
        Err(Denied::NoRight) => "right",
        Err(Denied::WrongRing) => "ring",
        Err(Denied::WrongScope) => "scope",
        Err(Denied::WrongRecord) => "record",
        Err(Denied::Contradiction) => "contra",
    }
}

/// Reads a table and compares each cell with what `judge` says of its row and column.
fn check(table: &str, mut judge: impl FnMut(&str, &str) -> &'static str) {
    let mut lines = table.lines().map(|line| line.split_whitespace().collect::<Vec<_>>()).filter(|row| !row.is_empty());
    let columns = lines.next().unwrap();
    let mut wrong = Vec::new();
    for row in lines {
        assert_eq!(row.len(), columns.len(), "{row:?}");
        for (column, expected) in columns[1..].iter().zip(&row[1..]) {
            let found = judge(row[0], column);
            if found != *expected {
                wrong.push(format!("{} × {column}: {found}, not {expected}", row[0]));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn kind(word: &str) -> Kind {
    match word {
        "roster" => Kind::Roster,
        "wrap" => Kind::Wrap,
        "plan" => Kind::AreaPlan,
        "door" => Kind::Door,
        "profile" => Kind::Profile,
        "household" => Kind::Household,
        "ids" => Kind::IdRecord,
        "visit" => Kind::Visit,
        "withdrawal" => Kind::VisitWithdrawn,
        "newer" => Kind::Unknown(900),
        other => panic!("{other}"),
    }
}

fn key(ring: RingId, generation: u32) -> Option<KeyRef> {
    let of = if ring == COMMUNITY || ring == REGISTER { generation as u8 } else { 0 };
    Some(KeyRef { ring, generation, commitment: [of; 16] })
}

/// An entry as an honest device of `name` forms it, in the east where the kind has a grid.
fn entry(kind: Kind, name: &str) -> Entry {
    let root = LOG.area();
    let (record, scope, key) = match kind {
        Kind::Roster => (RecordId([1; 16]), root, None),
        Kind::Wrap => (RecordId(REGISTER.0), AreaId(device("王").0), key(device_ring(device("王")), 0)),
        Kind::AreaPlan | Kind::Door => (RecordId([1; 16]), root, key(COMMUNITY, 2)),
        Kind::Profile => (profile_record(member(name)), root, key(COMMUNITY, 2)),
        Kind::Household | Kind::IdRecord | Kind::Visit | Kind::VisitWithdrawn => {
            (RecordId([1; 16]), EAST, key(REGISTER, 2))
        }
        Kind::Unknown(_) => (RecordId([1; 16]), EAST, key(COMMUNITY, 2)),
    };
    let newcomer = RosterFact::MemberAdded { member: MemberId([90; 16]) };
    let body = if kind == Kind::Roster { newcomer.to_body() } else { Vec::new() };
    Entry { record, kind, scope, key, body }
}

fn meta(kind: Kind, creator: &str) -> RecordMeta {
    let entry = entry(kind, creator);
    RecordMeta { kind, creator: member(creator), scope: entry.scope, ring: entry.ring() }
}

fn judged(name: &str, entry: Entry, known: Option<RecordMeta>) -> Result<(), Denied> {
    let at = EntryHead::from(&entry).record_at();
    let known = known.map(|known| (at, known)).into_iter().collect();
    let newest = BTreeMap::from([(COMMUNITY, 2), (REGISTER, 2)]);
    may_act(&roster(), NOW, device(name), &Act(vec![Item::Entry(entry)]), &known, &newest).map(drop)
}

#[test]
fn who_may_write_what_and_where() {
    let table = "
        what                陈     高     王     马     楼     居     前     失      外
        roster/all          yes    right  right  right  right  right  right  device  device
        roster/east         scope  scope  scope  scope  scope  scope  scope  scope   scope
        wrap/community      yes    yes    yes    yes    yes    yes    yes    device  device
        wrap/register       yes    yes    yes    yes    right  right  yes    device  device
        plan/all            yes    right  right  right  right  right  right  device  device
        plan/east           scope  scope  scope  scope  scope  scope  scope  device  device
        door/all            yes    right  yes    yes    right  right  right  device  device
        door/east           scope  scope  scope  scope  scope  scope  scope  device  device
        profile/own         yes    yes    yes    yes    yes    yes    yes    device  device
        profile/of-王       yes    right  yes    right  right  right  right  device  device
        profile/east        scope  scope  scope  scope  scope  scope  scope  device  device
        household/east      yes    yes    yes    yes    right  right  right  device  device
        household/west      yes    right  right  yes    right  right  right  device  device
        household/all       scope  scope  scope  scope  scope  scope  scope  device  device
        ids/east            yes    yes    yes    yes    right  right  right  device  device
        ids/west            yes    right  right  yes    right  right  right  device  device
        ids/all             scope  scope  scope  scope  scope  scope  scope  device  device
        visit/east          yes    yes    yes    yes    right  right  right  device  device
        visit/west          yes    right  right  yes    right  right  right  device  device
        visit/all           scope  scope  scope  scope  scope  scope  scope  device  device
        withdrawal/own      yes    yes    yes    yes    yes    yes    yes    device  device
        withdrawal/of-王    right  right  yes    right  right  right  right  device  device
        newer/community     yes    yes    yes    yes    yes    yes    yes    device  device
        newer/register      yes    yes    yes    yes    right  right  yes    device  device";
    check(table, |what, name| {
        let (word, detail) = what.split_once('/').unwrap();
        let mut entry = entry(kind(word), name);
        let mut known = None;
        match detail {
            "all" => entry.scope = LOG.area(),
            "east" => entry.scope = EAST,
            "west" => entry.scope = WEST,
            "community" if word == "wrap" => entry.record = RecordId(COMMUNITY.0),
            "community" => entry.key = key(COMMUNITY, 2),
            "register" if word == "wrap" => entry.record = RecordId(REGISTER.0),
            "register" => entry.key = key(REGISTER, 2),
            "own" if word == "withdrawal" => known = Some(meta(Kind::Visit, name)),
            "own" => entry.record = profile_record(member(name)),
            "of-王" if word == "withdrawal" => known = Some(meta(Kind::Visit, "王")),
            "of-王" => entry.record = profile_record(member("王")),
            other => panic!("{other}"),
        }
        answer(judged(name, entry, known))
    });
}

#[test]
fn every_kind_has_its_ring_and_the_newest_secret() {
    let table = "
        what        none  community  community-old  register  register-old  not-yet  forged  strange  device
        roster      yes   ring       ring           ring      ring          ring     ring    ring     ring
        wrap        ring  ring       ring           ring      ring          ring     ring    ring     yes
        plan        ring  yes        ring           ring      ring          ring     ring    ring     ring
        door        ring  yes        ring           ring      ring          ring     ring    ring     ring
        profile     ring  yes        ring           ring      ring          ring     ring    ring     ring
        household   ring  ring       ring           yes       ring          ring     ring    ring     ring
        ids         ring  ring       ring           yes       ring          ring     ring    ring     ring
        visit       ring  ring       ring           yes       ring          ring     ring    ring     ring
        withdrawal  ring  ring       ring           yes       ring          ring     ring    ring     ring
        newer       ring  yes        ring           yes       ring          ring     ring    ring     ring";
    check(table, |what, ring| {
        let mut entry = entry(kind(what), "陈");
        let known = (what == "withdrawal").then(|| meta(Kind::Visit, "陈"));
        let own_ring = if matches!(what, "plan" | "door" | "profile" | "newer") { COMMUNITY } else { REGISTER };
        entry.key = match ring {
            "none" => None,
            "community" => key(COMMUNITY, 2),
            "community-old" => key(COMMUNITY, 1),
            "register" => key(REGISTER, 2),
            "register-old" => key(REGISTER, 1),
            "not-yet" => key(own_ring, 3),
            "forged" => Some(KeyRef { ring: own_ring, generation: 2, commitment: [7; 16] }),
            "strange" => key(RingId([77; 16]), 1),
            "device" => key(device_ring(device("王")), 0),
            other => panic!("{other}"),
        };
        answer(judged("陈", entry, known))
    });
}

#[test]
fn an_older_secret_is_right_for_whoever_had_not_seen_the_newer_one() {
    let act = Act(vec![Item::Entry(Entry { key: key(REGISTER, 1), ..entry(Kind::Household, "王") })]);
    let judged = |least| {
        let least = BTreeMap::from([(REGISTER, least)]);
        answer(may_act(&roster(), NOW, device("王"), &act, &BTreeMap::new(), &least).map(drop))
    };
    assert_eq!([judged(0), judged(1), judged(2), judged(3)], ["yes", "yes", "ring", "ring"]);
}

#[test]
fn a_wrap_is_for_a_device_that_is_served_and_bears_its_name() {
    let wrap = |to: &str, scope: &str, generation| {
        let (scope, key) = (AreaId(device(scope).0), key(device_ring(device(to)), generation));
        answer(judged("陈", Entry { scope, key, ..entry(Kind::Wrap, "陈") }, None))
    };
    assert_eq!(wrap("居", "居", 0), "yes");
    assert_eq!(wrap("居", "王", 0), "ring", "under another's name");
    assert_eq!(wrap("居", "居", 1), "ring", "a device has no generations");
    assert_eq!(wrap("失", "失", 0), "ring", "removed");
    assert_eq!(wrap("外", "外", 0), "ring", "a stranger");
}

#[test]
fn what_a_record_is_stays_under_its_kind_and_scope_and_binds_no_other() {
    let table = "
        what        new     own     another's  in-the-west  another-kind  another-ring
        roster      yes     yes     yes        yes          yes           yes
        wrap        yes     yes     yes        yes          yes           yes
        plan        yes     yes     yes        yes          yes           ring
        door        yes     yes     yes        yes          yes           ring
        profile     yes     yes     yes        yes          yes           ring
        household   yes     yes     yes        yes          yes           ring
        ids         yes     yes     yes        yes          yes           ring
        visit       yes     record  record     yes          yes           record
        withdrawal  record  yes     right      record       record        ring
        newer       yes     yes     yes        yes          yes           ring";
    check(table, |what, state| {
        let kind = kind(what);
        let of = if kind == Kind::VisitWithdrawn { Kind::Visit } else { kind };
        let other_kind = if kind == Kind::IdRecord { Kind::Household } else { Kind::IdRecord };
        let own = meta(of, "陈");
        let known = match state {
            "new" => None,
            "own" => Some(own),
            "another's" => Some(RecordMeta { creator: member("王"), ..own }),
            "in-the-west" => Some(RecordMeta { scope: WEST, ..own }),
            "another-kind" => Some(RecordMeta { kind: other_kind, ..own }),
            "another-ring" => Some(RecordMeta { ring: Some(RingId([77; 16])), ..own }),
            other => panic!("{other}"),
        };
        answer(judged("陈", entry(kind, "陈"), known))
    });
}

#[test]
fn no_row_of_the_table_is_left_out_here() {
    let words = ["roster", "wrap", "plan", "door", "profile", "household", "ids", "visit", "withdrawal"];
    assert_eq!(words.map(kind), Kind::KNOWN);
    assert_eq!(TABLE.iter().map(|rule| rule.kind).collect::<Vec<_>>(), Kind::KNOWN);
}
