//! Conversations: who is sent what of them, and when.

use linli_shared::audience::{Commitment, ReaderWrap, record_ring};
use linli_shared::circles::{Begun, Change, CircleFact, CircleKind, Consent, letter_record};
use linli_shared::protocol::Reject;
use linli_shared::roster::member_ring;

use super::tickets::{Phone, Scene, record};
use super::*;
use crate::relay::cases::HISTORY;

const NONCE: [u8; 16] = [9; 16];

/// What came of a conversation: its place, the kind.
type Got = Vec<(u64, Kind)>;

/// Everybody's ring has begun: places 4 to 7, of Chen, Yu, Wang and Li.
struct Square {
    town: Town,
    chen: Phone,
    yu: Phone,
    wang: Phone,
    li: Phone,
}

impl Square {
    fn new() -> Self {
        let Scene { mut town, mut chen, mut yu, mut wang, mut li, .. } = Scene::new();
        for (index, phone) in [&mut chen, &mut yu, &mut wang, &mut li].into_iter().enumerate() {
            let ring = member_ring(phone.device.member);
            let begin = super::turn(ring, RingKind::Member, 1, &[&phone.device]);
            let verdicts = phone.push(&mut town, vec![Act(vec![fact_entry(&begin)])]);
            assert_eq!(verdicts, [Verdict::Accepted(4 + index as u64)]);
        }
        let mut square = Self { town, chen, yu, wang, li };
        square.meet();
        square
    }

    /// Everybody meets.
    fn meet(&mut self) {
        for phone in [&mut self.chen, &mut self.yu, &mut self.wang, &mut self.li] {
            phone.meet(&mut self.town);
        }
    }

    /// Chen begins a group with Yu; place 8.
    fn begun(shares_history: bool) -> Self {
        let mut square = Self::new();
        let with = vec![consent(&square.yu.device, record(1))];
        let begun = Begun { kind: CircleKind::Topic, shares_history, building: None, nonce: None, with };
        let entry = fact(Change::Begun(begun), 1, &[&square.chen.device, &square.yu.device], shares_history);
        assert_eq!(square.chen.push(&mut square.town, vec![act(entry)]), [Verdict::Accepted(8)]);
        square.meet();
        square
    }

    /// Chen lets Wang in, as the newest generation says.
    fn add_wang(&mut self, generation: u32, shares_history: bool) -> Verdict {
        let change = Change::Added(vec![consent(&self.wang.device, record(1))]);
        let all = [&self.chen.device, &self.yu.device, &self.wang.device];
        let to = if shares_history { &all[2..] } else { &all };
        let entry = fact(change, generation, to, shares_history);
        self.chen.push(&mut self.town, vec![act(entry)])[0]
    }

    fn say(&mut self, who: fn(&mut Self) -> &mut Phone, generation: u32, bytes: usize) -> Verdict {
        let mut phone = who(self).clone();
        let verdict = phone.push(&mut self.town, vec![act(message(generation, bytes))])[0];
        *who(self) = phone;
        verdict
    }
}

fn chen(square: &mut Square) -> &mut Phone {
    &mut square.chen
}

fn yu(square: &mut Square) -> &mut Phone {
    &mut square.yu
}

fn wang(square: &mut Square) -> &mut Phone {
    &mut square.wang
}

fn consent(device: &Device, record: RecordId) -> Consent {
    Consent::sign((CODE, record), device.member, device.id(), Millis(1_000), &device.key)
}

fn commitment(generation: u32) -> [u8; 16] {
    [100 + generation as u8; 16]
}

fn fact(change: Change, generation: u32, to: &[&Device], shares_history: bool) -> Entry {
    let previous = matches!(change, Change::Removed { .. }).then(|| vec![6; 48]).filter(|_| shares_history);
    let wrap =
        |device: &&Device| ReaderWrap { reader: key(member_ring(device.member), 1).unwrap(), letter: vec![5; 80] };
    let wraps = to.iter().map(wrap).collect();
    let fact = CircleFact { change, generation, commitment: Commitment(commitment(generation)), wraps, previous };
    Entry { record: record(1), kind: Kind::Circle, scope: CODE.area(), key: None, body: fact.to_body() }
}

fn message(generation: u32, bytes: usize) -> Entry {
    let ring = record_ring(record(1), CODE.area());
    let key = Some(KeyRef { ring, generation, commitment: commitment(generation) });
    Entry { record: record(1), kind: Kind::Message, scope: CODE.area(), key, body: vec![3; bytes] }
}

fn got(phone: &mut Phone, town: &mut Town) -> Got {
    phone.meet(town).into_iter().map(|(seq, kind, _)| (seq, kind)).collect()
}

fn fresh(phone: &Phone, town: &mut Town) -> Got {
    got(&mut Phone::new(phone.device.clone()), town)
}

#[test]
fn what_is_said_goes_to_those_who_are_in_it_and_nobody_else_not_even_that_it_began() {
    let mut square = Square::begun(true);
    assert_eq!(square.say(chen, 1, 40), Verdict::Accepted(9));
    assert_eq!(got(&mut square.yu, &mut square.town), [(9, Kind::Message)]);
    for phone in [&mut square.wang, &mut square.li] {
        assert_eq!(got(phone, &mut square.town), []);
        assert_eq!(fresh(phone, &mut square.town), []);
    }
    let steward = Phone::new(square.town.steward.clone());
    assert_eq!(fresh(&steward, &mut square.town), [], "the committee reads no conversation");
    assert_eq!(fresh(&square.yu, &mut square.town), [(8, Kind::Circle), (9, Kind::Message)]);
    assert_eq!(square.say(wang, 1, 40), Verdict::Rejected(Reject::NoRight));
    square.town.is_whole();
    square.town.restart();
    assert_eq!(fresh(&square.chen, &mut square.town), [(8, Kind::Circle), (9, Kind::Message)]);
    assert_eq!(fresh(&square.li, &mut square.town), []);
}

#[test]
fn whoever_comes_to_a_shared_history_gets_it_and_to_another_only_who_is_in_it() {
    let mut square = Square::begun(true);
    square.say(chen, 1, 40);
    square.say(yu, 1, 40);
    square.meet();
    assert_eq!(square.add_wang(1, true), Verdict::Accepted(11));
    let all = [(8, Kind::Circle), (9, Kind::Message), (10, Kind::Message), (11, Kind::Circle)];
    assert_eq!(got(&mut square.wang, &mut square.town), all);
    assert_eq!(fresh(&square.wang, &mut square.town), all);
    square.town.is_whole();

    let mut square = Square::begun(false);
    square.say(chen, 1, 40);
    square.say(yu, 1, 40);
    square.chen.meet(&mut square.town);
    assert_eq!(square.add_wang(2, false), Verdict::Accepted(11));
    let since = [(8, Kind::Circle), (11, Kind::Circle)];
    assert_eq!(got(&mut square.wang, &mut square.town), since);
    assert_eq!(fresh(&square.wang, &mut square.town), since, "nor by another of their phones");
    square.chen.meet(&mut square.town);
    assert_eq!(square.say(chen, 1, 40), Verdict::Rejected(Reject::WrongRing), "under the secret of before");
    assert_eq!(square.say(chen, 2, 40), Verdict::Accepted(12));
    assert_eq!(got(&mut square.wang, &mut square.town), [(12, Kind::Message)]);
    assert_eq!(fresh(&square.yu, &mut square.town).len(), 5, "who was there has all of it");
    square.town.is_whole();
    square.town.restart();
    assert_eq!(fresh(&square.wang, &mut square.town), [&since[..], &[(12, Kind::Message)]].concat());
}

#[test]
fn who_is_taken_out_learns_that_and_is_sent_nothing_more() {
    let mut square = Square::begun(true);
    square.say(yu, 1, 40);
    let members = BTreeSet::from([square.yu.device.member]);
    let change = Change::Removed { members, at: Millis(2_000) };
    let mut early = square.yu.clone();
    square.chen.meet(&mut square.town);
    let entry = fact(change, 2, &[&square.chen.device], true);
    // What is said in the same act is not for them.
    let both = Act([entry, message(2, 40)].map(Item::Entry).to_vec());
    assert_eq!(square.chen.push(&mut square.town, vec![both]), [Verdict::Accepted(10)]);
    assert_eq!(got(&mut square.yu, &mut square.town), [(10, Kind::Circle)]);
    assert_eq!(square.say(chen, 2, 40), Verdict::Accepted(11));
    assert_eq!(got(&mut square.yu, &mut square.town), []);
    assert_eq!(fresh(&square.yu, &mut square.town), [(10, Kind::Circle)], "nor the past");
    assert_eq!(early.push(&mut square.town, vec![act(message(1, 40))]), [Verdict::Rejected(Reject::NoRight)]);
    square.town.is_whole();
}

#[test]
fn who_leaves_is_sent_nothing_more_and_the_others_hear_of_it() {
    let mut square = Square::begun(true);
    let entry = fact(Change::Left { at: Millis(2_000) }, 1, &[], true);
    assert_eq!(square.yu.push(&mut square.town, vec![act(entry)]), [Verdict::Accepted(9)]);
    assert_eq!(got(&mut square.chen, &mut square.town), [(9, Kind::Circle)]);
    let again = square.add_wang(1, true);
    assert_eq!(again, Verdict::Accepted(10));
    assert_eq!(got(&mut square.yu, &mut square.town), []);
    square.chen.meet(&mut square.town);
    let change = Change::Removed { members: BTreeSet::new(), at: Millis(2_000) };
    let turned = fact(change, 2, &[&square.chen.device, &square.wang.device], true);
    assert_eq!(square.chen.push(&mut square.town, vec![act(turned)]), [Verdict::Accepted(11)]);
    square.town.is_whole();
}

#[test]
fn of_a_long_history_the_newest_is_sent() {
    let mut square = Square::begun(true);
    const BYTES: usize = 200 << 10;
    for _ in 0..8 {
        square.chen.meet(&mut square.town);
        assert!(matches!(square.say(chen, 1, BYTES), Verdict::Accepted(_)));
    }
    square.wang.meet(&mut square.town);
    assert_eq!(square.add_wang(1, true), Verdict::Accepted(17));
    let sent = got(&mut square.wang, &mut square.town);
    let newest = HISTORY as usize / BYTES;
    assert_eq!(sent.first(), Some(&(8, Kind::Circle)));
    let messages: Vec<u64> = sent.iter().filter(|(_, kind)| *kind == Kind::Message).map(|(seq, _)| *seq).collect();
    assert_eq!(messages, (17 - newest as u64..17).collect::<Vec<_>>());
    assert_eq!(sent.last(), Some(&(17, Kind::Circle)));
}

#[test]
fn nobody_is_brought_into_a_conversation_by_others() {
    let mut square = Square::new();
    let (chen_id, li) = (square.chen.device.member, square.li.device.clone());
    let group =
        |with: Vec<Consent>| Begun { kind: CircleKind::Topic, shares_history: true, building: None, nonce: None, with };
    let forged =
        Consent::sign((CODE, record(1)), li.member, square.chen.device.id(), Millis(1_000), &square.chen.device.key);
    let other = consent(&li, record(2));
    let stranger = consent(&Device::new(77), record(1));
    let to = [&square.chen.device.clone(), &li];
    let began = |consent: Consent| act(fact(Change::Begun(group(vec![consent])), 1, &to, true));
    let verdicts = square.chen.push(&mut square.town, vec![began(forged), began(other), began(stranger)]);
    let refused = |reason| Verdict::Rejected(reason);
    assert_eq!(verdicts, [Reject::NoRight, Reject::NoRight, Reject::NoRight].map(refused));
    // A letter's consent is worth nothing to whom it was not given.
    let letter = letter_record(CODE, li.member, chen_id, &NONCE);
    let begun = Begun { kind: CircleKind::Letter, nonce: Some(NONCE), ..group(vec![consent(&li, letter)]) };
    let of = |to: &[&Device]| Entry { record: letter, ..fact(Change::Begun(begun.clone()), 1, to, true) };
    let wangs = of(&[&square.wang.device.clone(), &li]);
    assert_eq!(square.wang.push(&mut square.town, vec![act(wangs)]), [refused(Reject::Contradiction)]);
    let chens = of(&to);
    assert_eq!(square.chen.push(&mut square.town, vec![act(chens)]), [Verdict::Accepted(8)]);
    assert_eq!(got(&mut square.li, &mut square.town), [(8, Kind::Circle)]);
    square.town.is_whole();
}

#[test]
fn an_act_speaks_of_one_conversation() {
    let mut square = Square::begun(true);
    let begun = Begun { kind: CircleKind::Topic, shares_history: true, building: None, nonce: None, with: Vec::new() };
    let second = fact(Change::Begun(begun), 1, &[&square.chen.device], true);
    let second = Entry { record: record(2), ..second };
    let both = Act([message(1, 40), second.clone()].map(Item::Entry).to_vec());
    assert_eq!(square.chen.push(&mut square.town, vec![both]), [Verdict::Rejected(Reject::Malformed)]);
    assert_eq!(square.chen.push(&mut square.town, vec![act(second)]), [Verdict::Accepted(9)]);
}
