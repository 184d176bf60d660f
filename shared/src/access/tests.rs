//! The rights as tables that a steward can read; every answer in them was written by hand.
//!
//! `yes` may be written. Otherwise why not: `device` (not admitted, or removed), `right` (no role allows it), `ring`
//! (sealed for the wrong readers), `scope` (the wrong place), `record` (there is something else, or nothing, already),
//! `contra` (contradicts the roster), `erased` (erased for good).

#![allow(clippy::unwrap_used, reason = "tests")]

mod audiences;
mod certificates;
mod circles;
mod entries;
mod families;
mod invitations;
mod records;
mod roster;
mod streams;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use ed25519_dalek::SigningKey;

use super::*;
use crate::judge::may_act;
use crate::parcel::{Act, Item};
use crate::roster::{DeviceKeys, Recipient, RingTurn, RosterFact, department_ring, member_ring};

const LOG: LogCode = LogCode(310_113_007_001);
const EAST: AreaId = AreaId([11; 16]);
const WEST: AreaId = AreaId([12; 16]);
const HOUSE: AreaId = AreaId([13; 16]);
const COMMUNITY: RingId = RingId([21; 16]);
const REGISTER: RingId = RingId([22; 16]);
const COMMITTEE: RingId = RingId([23; 16]);
const REVIEWERS: RingId = RingId([24; 16]);
const PROPERTY: RingId = RingId([25; 16]);
const OBSERVERS: RingId = RingId([26; 16]);
const WORKERS: RingId = RingId([27; 16]);
/// The department where 局 works.
const OFFICE: AreaId = AreaId([14; 16]);
/// The household of 居, who holds its seat, and 志.
const HOME: RecordId = RecordId([31; 16]);
/// The household of 楼, who holds its seat.
const NEXT_DOOR: RecordId = RecordId([32; 16]);
/// Late enough that nothing below is before 1970.
const NOW: Millis = Millis(1_000 * DAY);
const DAY: i64 = 86_400_000;

/// Where somebody holds their role.
#[derive(Clone, Copy)]
enum Where {
    Everywhere,
    InTheEast,
    InTheHouse,
    InTheOffice,
}

/// 陈 of the committee; 高, a steward of the east alone; 王, grid worker in the east; 马, worker everywhere, who was not yet
/// given any ring's newest secret; 楼, leader of a house; 居, resident there; 物 of the property company; 局 of a department;
/// 志, volunteer for a while; 观, who observes from above; 前, whose work in the east has just ended; 失, a worker whose phone
/// was removed; 走, a worker who is no longer a member; 外, a stranger.
const PEOPLE: [(&str, Option<(Role, Where)>); 14] = [
    ("陈", Some((Role::Steward, Where::Everywhere))),
    ("高", Some((Role::Steward, Where::InTheEast))),
    ("王", Some((Role::GridWorker, Where::InTheEast))),
    ("马", Some((Role::GridWorker, Where::Everywhere))),
    ("楼", Some((Role::BuildingLeader, Where::InTheHouse))),
    ("居", Some((Role::Resident, Where::InTheHouse))),
    ("物", Some((Role::Property, Where::Everywhere))),
    ("局", Some((Role::Department, Where::InTheOffice))),
    ("志", Some((Role::Volunteer, Where::InTheHouse))),
    ("观", Some((Role::Observer, Where::Everywhere))),
    ("前", Some((Role::GridWorker, Where::InTheEast))),
    ("失", Some((Role::GridWorker, Where::InTheEast))),
    ("走", Some((Role::GridWorker, Where::InTheEast))),
    ("外", None),
];

/// The rings with those who were given generation 2: everybody then entitled, but for 马.
const RINGS: [(RingId, RingKind, &[&str]); 7] = [
    (COMMUNITY, RingKind::Community, &["陈", "高", "王", "楼", "居", "物", "志", "前", "失", "走"]),
    (REGISTER, RingKind::Register, &["陈", "高", "王", "前", "失", "走"]),
    (COMMITTEE, RingKind::Committee, &["陈"]),
    (REVIEWERS, RingKind::Reviewers, &["陈", "高", "楼"]),
    (PROPERTY, RingKind::Property, &["物"]),
    (OBSERVERS, RingKind::Observers, &["观"]),
    (WORKERS, RingKind::Workers, &["王", "前", "失", "走"]),
];

/// The members' and the departments' rings, with those who were given generation 2.
fn single_rings() -> [(RingId, RingKind, &'static str); 4] {
    let own = |name| (member_ring(member(name)), RingKind::Member, name);
    [own("居"), own("志"), own("王"), (department_ring(OFFICE), RingKind::Department, "局")]
}

/// The ticket that the tables speak of.
const TICKET: RecordId = RecordId([1; 16]);

fn number(name: &str) -> u8 {
    PEOPLE.iter().position(|(known, _)| *known == name).unwrap() as u8 + 1
}

fn member(name: &str) -> MemberId {
    MemberId([number(name); 16])
}

fn signing(name: &str) -> SigningKey {
    SigningKey::from_bytes(&[number(name); 32])
}

/// Keys of nobody so far.
fn new_keys(number: u8) -> DeviceKeys {
    DeviceKeys { signing: SigningKey::from_bytes(&[number; 32]).verifying_key().to_bytes(), sealing: [0; 32] }
}

fn keys(name: &str) -> DeviceKeys {
    static KEYS: LazyLock<[DeviceKeys; 14]> = LazyLock::new(|| std::array::from_fn(|at| new_keys(at as u8 + 1)));
    KEYS[usize::from(number(name)) - 1]
}

fn device(name: &str) -> DeviceId {
    keys(name).device()
}

fn turn(ring: RingId, kind: RingKind, generation: u32, names: &[&str]) -> RosterFact {
    let recipients = names.iter().map(|name| Recipient::Device(device(name))).collect();
    let (public, commitment) = ([0; 32], [generation as u8; 16]);
    RosterFact::RingTurned { turn: RingTurn { ring, kind, generation, public, commitment, recipients, previous: None } }
}

fn community() -> Roster {
    static ROSTER: LazyLock<Roster> = LazyLock::new(founded);
    ROSTER.clone()
}

fn founded() -> Roster {
    let mut roster = Roster::new(LOG);
    roster.apply(&RosterFact::Founded { log: LOG, root: keys("陈").signing, relay: [0; 32] });
    for (name, role) in PEOPLE {
        let Some((role, place)) = role else { continue };
        let member = member(name);
        let scope = match place {
            Where::Everywhere => LOG.area(),
            Where::InTheEast => EAST,
            Where::InTheHouse => HOUSE,
            Where::InTheOffice => OFFICE,
        };
        let until = match name {
            "前" => Some(NOW),
            "志" => Some(NOW.plus(DAY)),
            _ => None,
        };
        roster.apply(&RosterFact::MemberAdded { member });
        roster.apply(&RosterFact::DeviceAdded { member, keys: keys(name) });
        roster.apply(&RosterFact::RoleGranted { member, role, scope, until });
    }
    for (ring, kind, names) in RINGS {
        roster.apply(&turn(ring, kind, 1, names));
        roster.apply(&turn(ring, kind, 2, names));
    }
    for (ring, kind, name) in single_rings() {
        roster.apply(&turn(ring, kind, 1, &[name]));
        roster.apply(&turn(ring, kind, 2, &[name]));
    }
    for (name, household) in [("居", HOME), ("志", HOME), ("楼", NEXT_DOOR)] {
        roster.apply(&RosterFact::FamilyJoined { member: member(name), household });
    }
    for (name, household) in [("居", HOME), ("楼", NEXT_DOOR)] {
        roster.apply(&RosterFact::SeatGiven { member: member(name), household });
    }
    roster.apply(&RosterFact::DeviceRemoved { device: device("失") });
    roster.apply(&RosterFact::MemberRemoved { member: member("走") });
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
        Err(Denied::Renewed) => "erased",
    }
}

/// What is said to somebody who wishes to append a fact to the roster of [`community`].
fn told(name: &str, fact: &RosterFact) -> &'static str {
    answer(may_fact(&community(), NOW, device(name), fact))
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

/// Words for the kinds, in the order of [`Kind::KNOWN`].
const KINDS: [&str; 53] = [
    "roster",
    "wrap",
    "plan",
    "door",
    "profile",
    "household",
    "ids",
    "visit",
    "withdrawal",
    "invitation",
    "recommend",
    "extract",
    "proposal",
    "answered",
    "shown",
    "contact",
    "marks",
    "audience",
    "case",
    "step",
    "public",
    "voice",
    "notice",
    "change",
    "receipt",
    "receipt-p",
    "tables",
    "figures",
    "post",
    "post-change",
    "remark",
    "post-mark",
    "complaint",
    "topic",
    "topic-step",
    "topic-said",
    "vote",
    "vote-s",
    "vote-p",
    "rules",
    "covenant",
    "activity",
    "act-step",
    "sign-up",
    "guide",
    "guide-ch",
    "group",
    "group-ch",
    "circle",
    "message",
    "estate",
    "knock",
    "own-marks",
];

fn kind(word: &str) -> Kind {
    KINDS.iter().position(|known| *known == word).map_or(Kind::Unknown(900), |at| Kind::KNOWN[at])
}

fn key(ring: RingId, generation: u32) -> Option<KeyRef> {
    let is_known = RINGS.iter().any(|(known, ..)| *known == ring)
        || single_rings().iter().any(|(known, ..)| *known == ring)
        || [EAST, WEST].map(|scope| record_ring(TICKET, scope)).contains(&ring);
    let of = if is_known { generation as u8 } else { 0 };
    Some(KeyRef { ring, generation, commitment: [of; 16] })
}

fn ring(word: &str) -> Option<RingId> {
    match word {
        "community" => Some(COMMUNITY),
        "register" => Some(REGISTER),
        "committee" => Some(COMMITTEE),
        "reviewers" => Some(REVIEWERS),
        "property" => Some(PROPERTY),
        "observers" => Some(OBSERVERS),
        "workers" => Some(WORKERS),
        "office" => Some(department_ring(OFFICE)),
        _ => word.strip_prefix("of-").map(|name| member_ring(member(name))),
    }
}

/// The ring of a kind; `None` for what is plain or for one device.
fn ring_of(kind: Kind) -> Option<RingId> {
    match kind {
        Kind::Roster | Kind::Wrap | Kind::Extract | Kind::Audience | Kind::Circle => None,
        Kind::Message => Some(record_ring(TICKET, LOG.area())),
        Kind::Knock | Kind::OwnMarks => Some(member_ring(member("王"))),
        Kind::Case | Kind::Step => Some(record_ring(TICKET, EAST)),
        Kind::AreaPlan
        | Kind::Door
        | Kind::Profile
        | Kind::PublicReport
        | Kind::Voice
        | Kind::Notice
        | Kind::NoticeChange
        | Kind::Tables
        | Kind::Post
        | Kind::PostChange
        | Kind::Remark
        | Kind::PostMark
        | Kind::Topic
        | Kind::TopicStep
        | Kind::TopicSaid
        | Kind::Vote
        | Kind::PaperVote
        | Kind::HallRules
        | Kind::Activity
        | Kind::ActivityStep
        | Kind::SignUp
        | Kind::Guide
        | Kind::GuideChange
        | Kind::Group
        | Kind::GroupChange
        | Kind::EstateMessage
        | Kind::Covenant
        | Kind::Unknown(_) => Some(COMMUNITY),
        Kind::Household
        | Kind::IdRecord
        | Kind::Visit
        | Kind::VisitWithdrawn
        | Kind::Proposal
        | Kind::Answered
        | Kind::Shown
        | Kind::Erased => Some(REGISTER),
        Kind::Invitation | Kind::Recommendation | Kind::Receipt => Some(REVIEWERS),
        Kind::Contact | Kind::Complaint | Kind::SealedVote => Some(COMMITTEE),
        Kind::PropertyReceipt => Some(PROPERTY),
        Kind::Figures => Some(OBSERVERS),
    }
}

/// Whose device gets what is for one device.
#[allow(clippy::wildcard_enum_match_arm, reason = "every other kind is for more than one device")]
fn reader(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Wrap => Some("王"),
        Kind::Extract => Some("居"),
        _ => None,
    }
}

/// An entry as an honest device of `name` forms it: in the east where the kind has a grid, for its [`reader`], and about
/// themselves where it is about a member.
fn entry(kind: Kind, name: &str) -> Entry {
    let records = [
        (Kind::Wrap, RecordId(REGISTER.0)),
        (Kind::Profile, profile_record(member(name))),
        (Kind::Contact, contact_record(member(name))),
        (Kind::Extract, extract_record(HOME, device("居"))),
    ];
    let record = records.iter().find(|(known, _)| *known == kind).map_or(TICKET, |(_, record)| *record);
    let scope = match rule(kind).map(|rule| rule.scope) {
        Some(ScopeOf::Community) => LOG.area(),
        Some(ScopeOf::Device) => AreaId(device(reader(kind).unwrap()).0),
        Some(ScopeOf::Member) => member_scope(member("王")),
        Some(ScopeOf::Grid | ScopeOf::Any) | None => EAST,
    };
    let key = match reader(kind) {
        Some(reader) => key(device_ring(device(reader)), 0),
        None => ring_of(kind).and_then(|ring| key(ring, 2)),
    };
    let newcomer = RosterFact::MemberAdded { member: MemberId([90; 16]) };
    let body = if kind == Kind::Roster { newcomer.to_body() } else { Vec::new() };
    Entry { record, kind, scope, key, body }
}

fn meta(kind: Kind, creator: &str) -> RecordMeta {
    let entry = entry(kind, creator);
    RecordMeta { kind, creator: member(creator), scope: entry.scope, ring: entry.ring(), audience: None }
}

fn judged(name: &str, entry: Entry, known: Option<RecordMeta>) -> &'static str {
    judged_in(&community(), name, entry, known)
}

fn judged_in(roster: &Roster, name: &str, entry: Entry, known: Option<RecordMeta>) -> &'static str {
    let at = EntryHead::from(&entry).record_at();
    let known = known.map(|known| (at, known)).into_iter().collect();
    answer(may_act(roster, NOW, device(name), &Act(vec![Item::Entry(entry)]), &known, &newest()).map(drop))
}

/// The newest generations, which everybody has seen.
fn newest() -> BTreeMap<RingId, u32> {
    let single = single_rings();
    RINGS.iter().map(|(ring, ..)| *ring).chain(single.iter().map(|(ring, ..)| *ring)).map(|ring| (ring, 2)).collect()
}

#[test]
fn no_row_of_the_table_is_left_out_here() {
    assert_eq!(KINDS.map(kind), Kind::KNOWN);
    assert_eq!(TABLE.iter().map(|rule| rule.kind).collect::<Vec<_>>(), Kind::KNOWN);
    let roles: Vec<Role> = PEOPLE.iter().filter_map(|(_, role)| role.map(|(role, _)| role)).collect();
    assert!(Role::ALL.iter().all(|role| roles.contains(role)));
    assert_eq!(RINGS.map(|(_, kind, _)| kind), RingKind::SINGLE);
}
