use linli_shared::protocol::{MAX_REQUEST, Reject};

use super::*;
use crate::store::{Batch, Store, Table};

/// A generator that needs no crate: xorshift.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }
}

/// Changes a few bytes, cuts, doubles or inserts.
fn mutate(chance: &mut Chance, bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=chance.below(3) {
        let at = chance.below(bytes.len().max(1));
        match chance.below(5) {
            0 => bytes.truncate(at),
            1 => bytes.insert(at.min(bytes.len()), chance.below(256) as u8),
            2 => bytes.extend_from_within(at.min(bytes.len())..),
            _ if at < bytes.len() => bytes[at] = chance.below(256) as u8,
            _ => {}
        }
    }
    bytes
}

#[test]
fn mutated_requests_are_refused_and_leave_nothing() {
    let mut town = Town::new();
    let mut wang = town.wang.clone();
    town.pull(&mut wang);
    let mut ask = wang.ask();
    ask.push = vec![wang.form(vec![act(household(1, EAST)), act(wrap(&town.li, REGISTER))]).to_bytes()];
    let request = wang.sign(ask);
    let before = town.disk.all_bytes();
    let mut chance = Chance(0x5eed);
    for _ in 0..4_000 {
        let mutated = mutate(&mut chance, &request);
        if mutated == request {
            continue;
        }
        let refusal = town.relay.handle(&mutated, town.now).unwrap_err();
        assert!(matches!(refusal, Refusal::Malformed | Refusal::NotAdmitted | Refusal::UnknownLog));
    }
    assert_eq!(town.disk.all_bytes(), before);
    assert!(town.relay.handle(&request, town.now).is_ok());
}

#[test]
fn mutated_parcels_in_signed_requests_give_a_verdict_each() {
    let mut town = Town::new();
    let mut wang = town.wang.clone();
    town.pull(&mut wang);
    let parcel = wang.form(vec![act(household(1, EAST)), act(household(2, EAST))]).to_bytes();
    let mut chance = Chance(0xfeed);
    for _ in 0..1_500 {
        let mutated = mutate(&mut chance, &parcel);
        if Parcel::from_bytes(&mutated).is_ok_and(|read| read.to_bytes() == parcel) {
            continue;
        }
        let mut ask = wang.ask();
        ask.push = vec![mutated];
        let answer = town.sync(&wang, ask).unwrap();
        let is_refused = answer.verdicts[0].iter().all(|verdict| matches!(verdict, Verdict::Rejected(_)));
        assert!(is_refused, "{:?}", answer.verdicts);
    }
    assert_eq!(town.relay.end(CODE), Ok((1, 2)));
}

#[test]
fn a_member_who_signs_nonsense_is_answered_with_reasons() {
    let mut town = Town::new();
    let mut wang = town.wang.clone();
    town.pull(&mut wang);
    let wrong_ring = Entry { key: key(COMMUNITY, 1), ..household(1, EAST) };
    let unsealed = Entry { key: None, ..household(1, EAST) };
    let no_grid = Entry { scope: CODE.area(), ..household(1, EAST) };
    let usurped = RosterFact::RoleGranted { member: wang.member, role: Role::Steward, scope: EAST, until: None };
    let newer_fact = Entry { body: vec![0xff], ..household(1, EAST) };
    let newer_fact = Entry { kind: Kind::Roster, key: None, scope: CODE.area(), ..newer_fact };
    let founded_again = RosterFact::Founded { log: CODE, root: wang.keys().signing, relay: [0; 32] };
    let acts = vec![
        act(wrong_ring),
        act(unsealed),
        act(no_grid),
        facts_act([usurped]),
        act(newer_fact),
        facts_act([founded_again]),
        act(Entry { kind: Kind::Visit, ..household(1, EAST) }),
        act(Entry { kind: Kind::Visit, ..household(1, EAST) }),
    ];
    let parcel = wang.form(acts);
    let expected = [
        Verdict::Rejected(Reject::WrongRing),
        Verdict::Rejected(Reject::WrongRing),
        Verdict::Rejected(Reject::WrongScope),
        Verdict::Rejected(Reject::NoRight),
        Verdict::Rejected(Reject::Contradiction),
        Verdict::Rejected(Reject::Contradiction),
        Verdict::Accepted(3),
        Verdict::Rejected(Reject::Contradiction),
    ];
    assert_eq!(town.push(&mut wang, &[&parcel]).verdicts, [expected]);
}

#[test]
fn parcels_for_elsewhere_or_by_others_are_told_apart() {
    let mut town = Town::new();
    let mut wang = town.wang.clone();
    town.pull(&mut wang);
    let sign = |header: Header, device: &Device| Parcel::sign(header, vec![act(household(1, EAST))], &device.key);
    let stranger = Device::new(50);
    let parcels = [
        (sign(Header { log: LogCode(1), ..wang.header() }, &wang), Reject::WrongLog),
        (sign(Header { home_log: Some(LogCode(1)), ..wang.header() }, &wang), Reject::WrongLog),
        (sign(wang.header(), &town.li), Reject::BadSignature),
        (sign(stranger.header(), &stranger), Reject::NoRight),
        (sign(Header { version: 9, ..wang.header() }, &wang), Reject::UnknownVersion),
    ];
    let before = town.disk.all_bytes();
    for (parcel, reason) in parcels {
        assert_eq!(town.push(&mut wang, &[&parcel]).verdicts, [vec![Verdict::Rejected(reason)]]);
    }
    assert_eq!(town.disk.all_bytes(), before, "none of them is kept");
}

#[test]
fn requests_out_of_bounds_are_refused() {
    let mut town = Town::new();
    let wang = town.wang.clone();
    assert_eq!(town.relay.handle(&vec![0; MAX_REQUEST + 1], town.now), Err(Refusal::TooLarge));
    assert_eq!(town.relay.handle(&[], town.now), Err(Refusal::Malformed));
    let signed = |device: &Device, version, logs| {
        let ask = SyncAsk { version, device: device.id(), logs, budget: 0, wait: 0 };
        cbor::to_vec(&SignedAsk::sign(&ask, &device.key))
    };
    let other = |code| LogAsk { code: LogCode(code), ..wang.ask() };
    for (request, refusal) in [
        (signed(&wang, 0, vec![wang.ask()]), Refusal::NewerAppNeeded),
        (signed(&wang, 2, vec![wang.ask()]), Refusal::Malformed),
        (signed(&wang, 1, Vec::new()), Refusal::Malformed),
        (signed(&wang, 1, vec![wang.ask(), wang.ask()]), Refusal::Malformed),
        (signed(&wang, 1, (0..9).map(other).collect()), Refusal::Malformed),
        (signed(&wang, 1, vec![wang.ask(), other(5)]), Refusal::UnknownLog),
        (signed(&Device::new(50), 1, vec![wang.ask()]), Refusal::NotAdmitted),
    ] {
        assert_eq!(town.relay.handle(&request, town.now), Err(refusal));
    }
}

#[test]
fn positions_beyond_the_log_and_unknown_streams_do_no_harm() {
    let mut town = Town::new();
    let wang = town.wang.clone();
    let mut ask = wang.ask();
    let steward_only = Stream { ring: Some(REGISTER), area: None };
    ask.era = 1;
    ask.positions = vec![spelled_out(u64::MAX, [steward_only]), spelled_out(u64::MAX, streams_of(&town, &wang))];
    let answer = town.sync(&wang, ask.clone()).unwrap();
    assert_eq!((answer.through, answer.more, answer.parcels.len()), (2, false, 0));
    ask.era = u32::MAX;
    let answer = town.sync(&wang, ask).unwrap();
    assert_eq!((answer.eras.len(), answer.parcels.len()), (1, 1), "an era this relay never began: all from the start");
}

#[test]
fn whoever_claims_anothers_record_for_their_own_grid_stands_in_nobodys_way() {
    let mut town = Town::new();
    let (mut wang, mut li) = (town.wang.clone(), town.li.clone());
    town.pull(&mut wang);
    town.pull(&mut li);
    let claims =
        vec![act(household(1, WEST)), act(Entry { kind: Kind::Visit, ..household(2, WEST) }), act(household(3, WEST))];
    let parcel = li.form(claims);
    assert_eq!(town.push(&mut li, &[&parcel]).verdicts, [[3, 4, 5].map(Verdict::Accepted)]);
    let work = vec![
        act(household(1, EAST)),
        act(Entry { kind: Kind::Visit, ..household(2, EAST) }),
        act(Entry { kind: Kind::IdRecord, ..household(3, EAST) }),
        act(Entry { kind: Kind::VisitWithdrawn, ..household(2, EAST) }),
        act(household(1, EAST)),
    ];
    let parcel = wang.form(work);
    assert_eq!(town.push(&mut wang, &[&parcel]).verdicts, [[6, 7, 8, 9, 10].map(Verdict::Accepted)]);
    let taken_back = li.form(vec![act(Entry { kind: Kind::VisitWithdrawn, ..household(2, EAST) })]);
    assert_eq!(town.push(&mut li, &[&taken_back]).verdicts, [[Verdict::Rejected(Reject::NoRight)]]);
}

#[test]
fn what_an_older_store_knows_of_a_record_still_binds_its_own_scope_and_no_other() {
    let mut town = Town::new();
    let mut wang = town.wang.clone();
    town.pull(&mut wang);
    let ring = Some(REGISTER);
    let mut older = Batch::default();
    for (number, scope) in [(1, EAST), (2, WEST)] {
        let meta = RecordMeta { kind: Kind::Visit, creator: wang.member, scope, ring, audience: None };
        let key = [CODE.0.to_be_bytes().as_slice(), &[number; 16]].concat();
        older.put(Table::Record, key, cbor::to_vec(&meta));
    }
    town.disk.commit(&older).unwrap();
    town.restart();
    let visit = |number| act(Entry { kind: Kind::Visit, ..household(number, EAST) });
    let parcel = wang.form(vec![visit(1), visit(2), act(Entry { kind: Kind::VisitWithdrawn, ..household(1, EAST) })]);
    let expected = [Verdict::Rejected(Reject::Contradiction), Verdict::Accepted(3), Verdict::Accepted(4)];
    assert_eq!(town.push(&mut wang, &[&parcel]).verdicts, [expected]);
}
