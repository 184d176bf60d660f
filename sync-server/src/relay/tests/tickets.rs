//! Records with an audience of their own: who is sent what of them, and when.

use std::collections::BTreeMap;

use linli_shared::audience::{AudienceFact, Commitment, ReaderWrap, record_ring};
use linli_shared::protocol::{MAX_ANSWER, Reject};
use linli_shared::roster::{Erased, member_ring};

use super::*;

pub(super) const COMMITTEE: RingId = RingId([203; 16]);
pub(super) const WORKERS: RingId = RingId([204; 16]);
pub(super) const PROPERTY: RingId = RingId([205; 16]);

/// A device with its positions and all it was ever sent of tickets, in the order in which it came.
#[derive(Clone)]
pub(super) struct Phone {
    pub(super) device: Device,
    at: BTreeMap<Stream, u64>,
    got: Vec<(u64, Kind, RecordId)>,
    budget: u32,
}

impl Phone {
    pub(super) fn new(device: Device) -> Self {
        Self { device, at: BTreeMap::new(), got: Vec::new(), budget: 1 << 20 }
    }

    pub(super) fn ask(&self) -> LogAsk {
        let positions = self.at.iter().map(|(stream, at)| spelled_out(*at, [*stream])).collect();
        LogAsk { positions, set: 0, ..self.device.ask() }
    }

    /// Asks until there is no more; gives what came of tickets just now.
    pub(super) fn meet(&mut self, town: &mut Town) -> Vec<(u64, Kind, RecordId)> {
        let known = self.got.len();
        for turn in 0.. {
            assert!(turn < 20_000, "it ends");
            let request = self.device.sign_with_budget(self.ask(), self.budget);
            let bytes = town.relay.handle(&request, town.now).unwrap();
            assert!(bytes.len() <= MAX_ANSWER);
            let answer: SyncAnswer = cbor::from_slice(&bytes).unwrap();
            let answer = &answer.logs[0];
            self.take(answer);
            if !answer.more {
                break;
            }
        }
        self.got[known..].to_vec()
    }

    fn take(&mut self, answer: &LogAnswer) {
        for delivered in &answer.parcels {
            assert!(delivered.places.windows(2).all(|pair| pair[0].1 < pair[1].1));
            for (index, seq, _) in &delivered.places {
                let entries = delivered.parcel.acts()[usize::from(*index)].entries();
                let tickets = entries.filter(|(_, entry)| entry.kind.has_audience());
                self.got.extend(tickets.map(|(_, entry)| (*seq, entry.kind, entry.record)));
            }
        }
        if let Some(streams) = &answer.streams {
            let at = |stream: &Stream| self.at.get(stream).copied().unwrap_or(0);
            self.at = streams.iter().map(|stream| (*stream, at(stream))).collect();
        }
        self.at.values_mut().for_each(|at| *at = (*at).max(answer.through));
        self.device.seen = Seen { era: answer.era, seq: answer.through, head: answer.head };
    }

    /// Pushes acts as one parcel.
    pub(super) fn push(&mut self, town: &mut Town, acts: Vec<Act>) -> Vec<Verdict> {
        let parcel = self.device.form(acts);
        self.offer(town, &parcel)
    }

    fn offer(&mut self, town: &mut Town, parcel: &Parcel) -> Vec<Verdict> {
        let mut ask = LogAsk { push: vec![parcel.to_bytes()], ..self.ask() };
        ask.era = ask.era.max(town.relay.end(CODE).map_or(0, |(era, _)| era));
        let answer = town.sync(&self.device, ask).unwrap();
        self.take(&answer);
        answer.verdicts[0].clone()
    }
}

/// A town with a resident, Chen, and Yu of the property company; the workers' ring is there too.
pub(super) struct Scene {
    pub(super) town: Town,
    pub(super) chen: Phone,
    pub(super) yu: Phone,
    pub(super) steward: Phone,
    pub(super) wang: Phone,
    pub(super) li: Phone,
}

impl Scene {
    /// Everybody has met once.
    pub(super) fn new() -> Self {
        let mut town = Town::new();
        let (chen, yu) = (Device::new(20), Device::new(21));
        let facts = town.member(&chen, Role::Resident, BUILDING).into_iter();
        let facts = facts.chain(town.member(&yu, Role::Property, CODE.area()));
        let rings = [
            turn(COMMITTEE, RingKind::Committee, 1, &[&town.steward]),
            turn(WORKERS, RingKind::Workers, 1, &[&town.wang, &town.li]),
            turn(PROPERTY, RingKind::Property, 1, &[&yu]),
        ];
        let answer = town.decree(facts.chain(rings).collect::<Vec<_>>());
        assert_eq!(answer.verdicts, [[Verdict::Accepted(3)]]);
        let [steward, wang, li] = [&town.steward, &town.wang, &town.li].map(|device| Phone::new(device.clone()));
        let mut scene = Self { town, chen: Phone::new(chen), yu: Phone::new(yu), steward, wang, li };
        for phone in [&mut scene.chen, &mut scene.yu, &mut scene.steward, &mut scene.wang, &mut scene.li] {
            phone.meet(&mut scene.town);
        }
        scene
    }

    /// Chen reports something in the east; place 4.
    pub(super) fn reported() -> Self {
        let mut scene = Self::new();
        let ring = scene.chen_ring();
        let begin = turn(ring, RingKind::Member, 1, &[&scene.chen.device]);
        let mut items = vec![fact_entry(&begin)];
        items.extend(report(1, EAST, &[COMMITTEE, ring]).0);
        assert_eq!(scene.chen.push(&mut scene.town, vec![Act(items)]), [Verdict::Accepted(4)]);
        scene
    }

    pub(super) fn chen_ring(&self) -> RingId {
        member_ring(self.chen.device.member)
    }

    /// The steward names the readers of a ticket.
    pub(super) fn send(&mut self, number: u8, generation: u32, readers: &[RingId]) -> Verdict {
        self.say(audience(number, EAST, generation, readers), step(number, EAST, generation, 50))
    }

    /// The steward gives a ticket its second secret, for these readers.
    pub(super) fn turn(&mut self, number: u8, readers: &[RingId]) -> Verdict {
        let entry = audience(number, EAST, 2, readers);
        let fact = AudienceFact { previous: Some(vec![6; 48]), ..AudienceFact::from_body(&entry.body).unwrap() };
        self.say(Entry { body: fact.to_body(), ..entry }, step(number, EAST, 2, 50))
    }

    fn say(&mut self, audience: Entry, step: Entry) -> Verdict {
        let items = [audience, step];
        let act = Act(items.map(Item::Entry).to_vec());
        self.steward.push(&mut self.town, vec![act])[0]
    }
}

pub(super) fn record(number: u8) -> RecordId {
    RecordId([number; 16])
}

fn commitment(generation: u32) -> [u8; 16] {
    [100 + generation as u8; 16]
}

pub(super) fn audience(number: u8, scope: AreaId, generation: u32, readers: &[RingId]) -> Entry {
    let wrap = |ring: &RingId| ReaderWrap { reader: key(*ring, 1).unwrap(), letter: vec![5; 112] };
    let fact = AudienceFact {
        generation,
        commitment: Commitment(commitment(generation)),
        readers: readers.iter().copied().collect(),
        wraps: readers.iter().map(wrap).collect(),
        previous: None,
    };
    Entry { record: record(number), kind: Kind::Audience, scope, key: None, body: fact.to_body() }
}

fn sealed(number: u8, scope: AreaId, kind: Kind, generation: u32, body: Vec<u8>) -> Entry {
    let ring = record_ring(record(number), scope);
    let key = Some(KeyRef { ring, generation, commitment: commitment(generation) });
    Entry { record: record(number), kind, scope, key, body }
}

pub(super) fn step(number: u8, scope: AreaId, generation: u32, bytes: usize) -> Entry {
    sealed(number, scope, Kind::Step, generation, vec![number + 100; bytes])
}

pub(super) fn report(number: u8, scope: AreaId, readers: &[RingId]) -> Act {
    let case = sealed(number, scope, Kind::Case, 1, vec![number; 200]);
    Act([audience(number, scope, 1, readers), case].map(Item::Entry).to_vec())
}

fn of(number: u8, places: &[(u64, Kind)]) -> Vec<(u64, Kind, RecordId)> {
    places.iter().map(|(seq, kind)| (*seq, *kind, record(number))).collect()
}

#[test]
fn a_ticket_reaches_its_readers_and_nobody_else_not_even_its_audience() {
    let mut scene = Scene::reported();
    let ring = scene.chen_ring();
    let mut town = scene.town;
    let first = of(1, &[(4, Kind::Audience), (4, Kind::Case)]);
    assert_eq!(scene.steward.meet(&mut town), first);
    for phone in [&mut scene.yu, &mut scene.wang, &mut scene.li] {
        assert_eq!(phone.meet(&mut town), []);
    }
    assert_eq!(scene.chen.meet(&mut town), [], "what Chen wrote is not sent back");
    scene.town = town;
    assert_eq!(scene.send(1, 1, &[COMMITTEE, ring, WORKERS]), Verdict::Accepted(5));
    let mut town = scene.town;
    let then = of(1, &[(5, Kind::Audience), (5, Kind::Step)]);
    assert_eq!(scene.chen.meet(&mut town), then);
    let everything = [first, then].concat();
    assert_eq!(scene.wang.meet(&mut town), everything, "what came before is sent first, under its own place");
    assert_eq!(scene.li.meet(&mut town), [], "another grid's worker");
    assert_eq!(scene.yu.meet(&mut town), []);
    for (device, expected) in
        [(&scene.wang, &everything[..]), (&scene.steward, &everything), (&scene.li, &[]), (&scene.yu, &[])]
    {
        let mut fresh = Phone::new(device.device.clone());
        assert_eq!(fresh.meet(&mut town), expected, "from the beginning, each place once");
    }
    town.is_whole();
    town.restart();
    for (phone, expected) in [(&mut scene.wang, 0), (&mut scene.chen, 0)] {
        assert_eq!(phone.meet(&mut town).len(), expected, "after a restart nothing comes again");
    }
    assert_eq!(Phone::new(scene.wang.device.clone()).meet(&mut town), everything);
}

#[test]
fn whoever_comes_to_a_ticket_late_gets_it_whole_before_anything_new() {
    let mut scene = Scene::reported();
    let ring = scene.chen_ring();
    for _ in 0..3 {
        assert!(matches!(scene.chen.push(&mut scene.town, vec![act(step(1, EAST, 1, 60))])[0], Verdict::Accepted(_)));
    }
    scene.yu.meet(&mut scene.town);
    assert_eq!(scene.send(1, 1, &[COMMITTEE, ring, PROPERTY]), Verdict::Accepted(8));
    scene.yu.budget = 1;
    let before = [(4, Kind::Audience), (4, Kind::Case), (5, Kind::Step), (6, Kind::Step), (7, Kind::Step)];
    let expected = of(1, &[&before[..], &[(8, Kind::Audience), (8, Kind::Step)]].concat());
    assert_eq!(scene.yu.meet(&mut scene.town), expected, "all in one answer, whatever the budget");
    scene.chen.push(&mut scene.town, vec![act(step(1, EAST, 1, 60))]);
    assert_eq!(scene.yu.meet(&mut scene.town), of(1, &[(9, Kind::Step)]));
}

#[test]
fn who_was_taken_out_is_sent_nothing_more_and_writes_nothing_more() {
    let mut scene = Scene::reported();
    let ring = scene.chen_ring();
    scene.send(1, 1, &[COMMITTEE, ring, PROPERTY]);
    scene.yu.meet(&mut scene.town);
    assert_eq!(scene.yu.push(&mut scene.town, vec![act(step(1, EAST, 1, 70))]), [Verdict::Accepted(6)]);
    let mut early = scene.yu.clone();
    assert_eq!(scene.turn(1, &[COMMITTEE, ring]), Verdict::Accepted(7));
    assert_eq!(scene.yu.meet(&mut scene.town), [], "not even that it happened");
    assert_eq!(Phone::new(scene.yu.device.clone()).meet(&mut scene.town), [], "nor the past");
    let refused = [Verdict::Rejected(Reject::NoRight)];
    let unaware = early.push(&mut scene.town, vec![act(step(1, EAST, 1, 70))]);
    assert_eq!(unaware, refused);
    (scene.yu.device.chain, scene.yu.device.prev) = (early.device.chain, early.device.prev);
    assert_eq!(scene.yu.push(&mut scene.town, vec![act(step(1, EAST, 2, 70))]), refused);
    // Who has seen the new secret does not seal under the old one, which Yu still has.
    scene.chen.meet(&mut scene.town);
    let old = [Verdict::Rejected(Reject::WrongRing)];
    assert_eq!(scene.chen.push(&mut scene.town, vec![act(step(1, EAST, 1, 70))]), old);
    assert_eq!(scene.chen.push(&mut scene.town, vec![act(step(1, EAST, 2, 70))]), [Verdict::Accepted(8)]);
    // Given back: all that came between is made up for.
    assert_eq!(scene.send(1, 2, &[COMMITTEE, ring, PROPERTY]), Verdict::Accepted(9));
    let places: BTreeSet<u64> = scene.yu.meet(&mut scene.town).iter().map(|(seq, ..)| *seq).collect();
    assert_eq!(places, BTreeSet::from([4, 5, 6, 7, 8, 9]));
    scene.town.is_whole();
}

#[test]
fn a_step_written_before_the_secret_turned_still_stands() {
    let mut scene = Scene::reported();
    let ring = scene.chen_ring();
    scene.chen.meet(&mut scene.town);
    assert_eq!(scene.turn(1, &[COMMITTEE, ring]), Verdict::Accepted(5));
    assert_eq!(scene.chen.push(&mut scene.town, vec![act(step(1, EAST, 1, 70))]), [Verdict::Accepted(6)]);
}

#[test]
fn a_stranger_gains_nothing_by_naming_a_ticket() {
    let mut scene = Scene::reported();
    let (ring, own) = (record_ring(record(1), EAST), scene.chen_ring());
    let li = &mut scene.li;
    let mut ask = li.ask();
    ask.positions
        .push(spelled_out(0, [Stream { ring: Some(ring), area: None }, Stream { ring: Some(own), area: None }]));
    ask.positions.push(spelled_out(0, [Stream { ring: Some(COMMITTEE), area: None }]));
    let answer = scene.town.sync(&li.device, ask).unwrap();
    let mut entries =
        answer.parcels.iter().flat_map(|found| found.parcel.acts()).flat_map(Act::entries).map(|(_, entry)| entry);
    assert!(entries.all(|entry| entry.kind == Kind::Roster));
    let verdicts = li.push(
        &mut scene.town,
        vec![
            act(audience(1, EAST, 1, &[COMMITTEE, own, WORKERS])),
            act(audience(1, EAST, 2, &[COMMITTEE, WORKERS])),
            act(step(1, EAST, 1, 50)),
            act(Entry { kind: Kind::Household, ..step(1, WEST, 1, 50) }),
            act(Entry { kind: Kind::Unknown(900), ..step(1, EAST, 1, 50) }),
            report(1, WEST, &[COMMITTEE, WORKERS]),
            report(2, EAST, &[COMMITTEE]),
            report(3, EAST, &[WORKERS]),
            report(4, EAST, &[COMMITTEE, COMMUNITY]),
        ],
    );
    let refused = |reason| Verdict::Rejected(reason);
    let expected = [
        refused(Reject::NoRight),
        refused(Reject::NoRight),
        refused(Reject::NoRight),
        refused(Reject::WrongRing),
        refused(Reject::WrongRing),
        // A ticket of Li's own under the same number: another record, and Chen's stays as it was.
        Verdict::Accepted(5),
        refused(Reject::NoRight),
        refused(Reject::WrongRing),
        refused(Reject::WrongRing),
    ];
    assert_eq!(verdicts, expected);
    assert_eq!(scene.wang.meet(&mut scene.town), [], "Li's is of the west");
    let all = Phone::new(scene.chen.device.clone()).meet(&mut scene.town);
    assert_eq!(all, of(1, &[(4, Kind::Audience), (4, Kind::Case)]));
    scene.town.is_whole();
}

#[test]
fn a_role_brings_the_tickets_that_its_holders_read_now() {
    let mut scene = Scene::reported();
    let ring = scene.chen_ring();
    scene.send(1, 1, &[COMMITTEE, ring, WORKERS]);
    let member = scene.li.device.member;
    let granted = RosterFact::RoleGranted { member, role: Role::GridWorker, scope: EAST, until: None };
    scene.steward.push(&mut scene.town, vec![facts_act([granted])]);
    let places: Vec<u64> = scene.li.meet(&mut scene.town).iter().map(|(seq, ..)| *seq).collect();
    assert_eq!(places, [4, 4, 5, 5]);
    scene.turn(1, &[COMMITTEE, ring]);
    let fresh = Device::new(40);
    let facts = scene.town.member(&fresh, Role::GridWorker, EAST);
    scene.steward.push(&mut scene.town, vec![facts_act(facts)]);
    assert_eq!(Phone::new(fresh).meet(&mut scene.town), [], "the workers read it no more");
}

#[test]
fn thousands_of_tickets_reach_whoever_they_are_sent_to_late_in_many_answers() {
    const TICKETS: u16 = 2_000;
    let mut scene = Scene::new();
    let numbered = |entry: Entry, number: u16| {
        let record = RecordId::derive("test ticket", &[&number.to_be_bytes()]);
        let ring = record_ring(record, entry.scope);
        Entry { record, key: entry.key.map(|key| KeyRef { ring, ..key }), ..entry }
    };
    let acts = |entries: &dyn Fn() -> Vec<Entry>, some: std::ops::Range<u16>| -> Vec<Act> {
        let act = |number| Act(entries().into_iter().map(|entry| Item::Entry(numbered(entry, number))).collect());
        some.map(act).collect()
    };
    let first = || report(1, EAST, &[COMMITTEE]).entries().map(|(_, entry)| entry.clone()).collect();
    let more = || vec![step(1, EAST, 1, 40)];
    let sent = || vec![audience(1, EAST, 1, &[COMMITTEE, PROPERTY]), step(1, EAST, 1, 40)];
    for (entries, is_last) in [(&first as &dyn Fn() -> Vec<Entry>, false), (&more, false), (&sent, true)] {
        if is_last {
            assert_eq!(scene.yu.meet(&mut scene.town), []);
        }
        for from in (0..TICKETS).step_by(40) {
            let verdicts = scene.steward.push(&mut scene.town, acts(entries, from..from + 40));
            assert!(verdicts.iter().all(|verdict| matches!(verdict, Verdict::Accepted(_))));
        }
    }
    scene.town.restart();
    scene.yu.budget = 48 << 10;
    let mut town = scene.town;
    let got = scene.yu.meet(&mut town);
    assert_eq!(got.len(), 5 * usize::from(TICKETS), "each entry once");
    let mut of_each: BTreeMap<RecordId, Vec<(u64, Kind)>> = BTreeMap::new();
    for (seq, kind, record) in got {
        of_each.entry(record).or_default().push((seq, kind));
    }
    assert_eq!(of_each.len(), usize::from(TICKETS));
    for entries in of_each.values() {
        assert!(entries.is_sorted_by_key(|(seq, _)| *seq), "old places first");
        assert_eq!(entries[0].1, Kind::Audience);
    }
    assert_eq!(scene.yu.meet(&mut town), []);
    assert_eq!(scene.wang.meet(&mut town), []);
}

#[test]
fn a_ticket_that_no_answer_could_carry_takes_no_more_steps() {
    let mut scene = Scene::reported();
    let ring = scene.chen_ring();
    let mut placed = 0;
    let full = loop {
        let verdicts = scene.chen.push(&mut scene.town, vec![act(step(1, EAST, 1, 250 << 10))]);
        if !matches!(verdicts[0], Verdict::Accepted(_)) {
            break verdicts[0];
        }
        placed += 1;
    };
    assert_eq!((full, placed), (Verdict::Rejected(Reject::Malformed), 16));
    scene.yu.meet(&mut scene.town);
    // It still goes on to others, and they can be sent all of it: `meet` checks the size of each answer.
    assert_eq!(scene.send(1, 1, &[COMMITTEE, ring, PROPERTY]), Verdict::Accepted(21));
    assert_eq!(scene.yu.meet(&mut scene.town).len(), 2 + placed + 2);
    // Several that are too heavy together are not sent on in one act.
    scene.chen.push(&mut scene.town, vec![report(2, EAST, &[COMMITTEE, ring])]);
    let heavy = |number| act(step(number, EAST, 1, 250 << 10));
    for _ in 0..8 {
        assert!(matches!(scene.chen.push(&mut scene.town, vec![heavy(2)])[0], Verdict::Accepted(_)));
    }
    let both = [audience(1, EAST, 1, &[COMMITTEE, ring, PROPERTY]), audience(2, EAST, 1, &[COMMITTEE, ring, PROPERTY])];
    let verdicts = scene.steward.push(&mut scene.town, vec![Act(both.map(Item::Entry).to_vec())]);
    assert_eq!(verdicts, [Verdict::Rejected(Reject::Malformed)]);
    scene.town.is_whole();
}

#[test]
fn an_erased_ticket_leaves_nothing_but_hashes_and_takes_nothing_more() {
    let mut scene = Scene::reported();
    let ring = scene.chen_ring();
    scene.send(1, 1, &[COMMITTEE, ring, WORKERS]);
    scene.chen.push(&mut scene.town, vec![report(2, EAST, &[COMMITTEE, ring]), act(step(1, EAST, 1, 60))]);
    let count = |town: &Town, of: &[u8]| town.disk.all_bytes().windows(of.len()).filter(|bytes| *bytes == of).count();
    let has_bodies = |town: &Town, number: u8| count(town, &[number; 200]) + count(town, &[number + 100; 40]) > 0;
    assert!(has_bodies(&scene.town, 1) && has_bodies(&scene.town, 2));
    let erased = Erased { record: record(1), kind: Kind::Case, scope: EAST };
    let renewed = RosterFact::Renewed { records: vec![erased], to: None };
    let last_words = step(1, EAST, 1, 60);
    let act_of = Act(vec![Item::Entry(last_words), fact_entry(&renewed)]);
    assert!(matches!(scene.steward.push(&mut scene.town, vec![act_of])[0], Verdict::Accepted(_)));
    assert!(!has_bodies(&scene.town, 1) && has_bodies(&scene.town, 2));
    assert_eq!(count(&scene.town, &[5; 112]), 2, "the letters of the other ticket are all that is left");
    assert_eq!(count(&scene.town, &WORKERS.0), 2, "who read it is forgotten: the ring stands in the roster alone");
    for _ in 0..2 {
        scene.town.is_whole();
        let got = Phone::new(scene.steward.device.clone()).meet(&mut scene.town);
        assert!(got.iter().all(|(_, _, found)| *found == record(2)));
        assert_eq!(Phone::new(scene.wang.device.clone()).meet(&mut scene.town), []);
        scene.town.restart();
    }
    let refused = Verdict::Rejected(Reject::Renewed);
    let acts = vec![act(step(1, EAST, 1, 60)), report(1, EAST, &[COMMITTEE, ring]), act(step(2, EAST, 1, 60))];
    let verdicts = scene.chen.push(&mut scene.town, acts);
    assert!(verdicts[..2] == [refused, refused] && matches!(verdicts[2], Verdict::Accepted(_)), "{verdicts:?}");
    scene.town.is_whole();
}

#[test]
fn after_a_restore_steps_wait_for_the_audience_they_stand_on() {
    let mut scene = Scene::new();
    let backup = scene.town.disk.backup();
    let ring = scene.chen_ring();
    let begin = turn(ring, RingKind::Member, 1, &[&scene.chen.device]);
    let mut items = vec![fact_entry(&begin)];
    items.extend(report(1, EAST, &[COMMITTEE, ring]).0);
    let reported = scene.chen.device.form(vec![Act(items)]);
    let sent = [audience(1, EAST, 1, &[COMMITTEE, ring, PROPERTY]), step(1, EAST, 1, 50)].map(Item::Entry).to_vec();
    assert_eq!(scene.chen.offer(&mut scene.town, &reported), [Verdict::Accepted(4)]);
    let sent = scene.steward.device.form(vec![Act(sent)]);
    assert_eq!(scene.steward.offer(&mut scene.town, &sent), [Verdict::Accepted(5)]);
    scene.yu.meet(&mut scene.town);
    let taken_on = scene.yu.device.form(vec![act(step(1, EAST, 1, 70))]);
    assert_eq!(scene.yu.offer(&mut scene.town, &taken_on), [Verdict::Accepted(6)]);
    scene.town.disk.restore(&backup);
    scene.town.restart();
    scene.town.relay.begin_era(CODE, None).unwrap();
    let waits = [Verdict::Quarantined];
    let learn = |phone: &mut Phone, town: &mut Town| {
        phone.device.seen = Seen::default();
        phone.at = BTreeMap::new();
        phone.meet(town);
    };
    // Each brings again what it wrote, in the order in which it helps least.
    for phone in [&mut scene.yu, &mut scene.steward, &mut scene.chen] {
        learn(phone, &mut scene.town);
    }
    assert_eq!(scene.yu.offer(&mut scene.town, &taken_on), waits);
    assert_eq!(scene.steward.offer(&mut scene.town, &sent), waits);
    assert_eq!(scene.chen.offer(&mut scene.town, &reported), [Verdict::Accepted(4)]);
    assert_eq!(scene.town.relay.end(CODE), Ok((2, 6)));
    assert_eq!(scene.steward.offer(&mut scene.town, &sent), [Verdict::Duplicate(5)]);
    assert_eq!(scene.yu.offer(&mut scene.town, &taken_on), [Verdict::Duplicate(6)]);
    scene.town.is_whole();
    scene.town.restart();
    let kinds: Vec<Kind> =
        Phone::new(scene.yu.device.clone()).meet(&mut scene.town).iter().map(|(_, kind, _)| *kind).collect();
    assert_eq!(kinds, [Kind::Audience, Kind::Case, Kind::Audience, Kind::Step, Kind::Step]);
}

#[test]
fn a_handler_whose_role_ended_meanwhile_has_their_step_decided_on() {
    let mut scene = Scene::reported();
    let ring = scene.chen_ring();
    scene.send(1, 1, &[COMMITTEE, ring, PROPERTY]);
    scene.yu.meet(&mut scene.town);
    let member = scene.yu.device.member;
    let ended = RosterFact::RoleEnded { member, role: Role::Property, scope: CODE.area() };
    scene.steward.push(&mut scene.town, vec![facts_act([ended])]);
    assert_eq!(scene.yu.push(&mut scene.town, vec![act(step(1, EAST, 1, 70))]), [Verdict::Quarantined]);
    let device = scene.yu.device.id();
    let decided = RosterFact::Decided { device, device_seq: 1, act: 0, is_admitted: true };
    scene.steward.push(&mut scene.town, vec![facts_act([decided])]);
    assert_eq!(scene.chen.meet(&mut scene.town).last(), Some(&(8, Kind::Step, record(1))));
    assert_eq!(scene.yu.meet(&mut scene.town), [], "the ring is no longer theirs");
    scene.town.is_whole();
}

#[test]
fn the_check_misses_no_reader_that_was_changed_behind_the_relay() {
    use crate::relay::rows::{PlaceRow, read};
    use crate::store::{Batch, Moment, Store, Table};
    let mut scene = Scene::reported();
    let ring = scene.chen_ring();
    scene.send(1, 1, &[COMMITTEE, ring, WORKERS]);
    let mut disk = scene.town.disk.clone();
    let mut change = |table, key: &[u8], value: Vec<u8>| {
        let mut batch = Batch::default();
        batch.put(table, key, value);
        disk.commit(&batch).unwrap();
    };
    let mut seen = 0;
    for (key, value) in scene.town.disk.backup().rows(Table::Record, &[], usize::MAX).unwrap() {
        let meta: RecordMeta = read(&value).unwrap();
        let mut other = meta.audience.clone().unwrap();
        other.readers.insert(PROPERTY);
        for audience in [None, Some(other)] {
            change(Table::Record, &key, cbor::to_vec(&RecordMeta { audience, ..meta.clone() }));
            assert_ne!(check(&scene.town.disk).unwrap().faults, []);
        }
        change(Table::Record, &key, value);
        seen += 1;
    }
    assert_eq!(seen, 1);
    for (key, value) in scene.town.disk.backup().rows(Table::Place, &[], usize::MAX).unwrap() {
        let place: PlaceRow = read(&value).unwrap();
        let Some(cases) = place.cases.clone() else { continue };
        let mut fewer = cases.clone();
        fewer.readers.iter_mut().for_each(|row| assert!(row.readers.pop_last().is_some()));
        let mut lighter = cases;
        lighter.items -= 1;
        for cases in [None, Some(fewer), Some(lighter)] {
            change(Table::Place, &key, cbor::to_vec(&PlaceRow { cases, ..place.clone() }));
            assert_ne!(check(&scene.town.disk).unwrap().faults, []);
        }
        change(Table::Place, &key, value);
        seen += 1;
    }
    assert_eq!(seen, 3);
    scene.town.is_whole();
}

#[test]
fn a_ticket_has_as_many_steps_as_its_readers_can_take_in() {
    let mut scene = Scene::reported();
    let steps = |count: usize| Act((0..count).map(|_| Item::Entry(step(1, EAST, 1, 0))).collect());
    let [many, some] = [17, 16].map(steps);
    let verdicts = scene.chen.push(&mut scene.town, vec![many, some]);
    assert_eq!(verdicts, [Verdict::Rejected(Reject::Contradiction), Verdict::Accepted(5)]);
    let mut taken = 16;
    for _ in 0..4 {
        let verdicts = scene.chen.push(&mut scene.town, (0..20).map(|_| steps(16)).collect());
        let accepted = verdicts.iter().filter(|verdict| matches!(verdict, Verdict::Accepted(_))).count();
        let full = verdicts.iter().filter(|verdict| **verdict == Verdict::Rejected(Reject::Malformed)).count();
        assert_eq!(accepted + full, 20);
        taken += 16 * accepted;
    }
    assert!((700..1_024).contains(&taken), "{taken} steps of no length fill it");
    let ring = scene.chen_ring();
    let other = scene.chen.push(&mut scene.town, vec![report(2, EAST, &[COMMITTEE, ring])]);
    assert!(matches!(other[..], [Verdict::Accepted(_)]), "another ticket has room of its own");
}
