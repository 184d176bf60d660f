//! A third count of every ballot: from the relay's log alone, in a few lines of its own, with nothing of the phones' counting.
//!
//! It reads the log as a newcomer was given it, opens what is sealed to the community with that phone's secrets, follows seats
//! and removed devices through the roster's facts, and says of each vote why it does not count.

use std::collections::{BTreeMap, BTreeSet};

use futures::FutureExt;
use linli_contract::topics::WhyNot;
use linli_core::device::rows::meta;
use linli_core::store::{Disk, SealedStore, StoreKey, Table};
use linli_shared::calendar::Millis;
use linli_shared::ids::{DeviceId, MemberId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::log::Seq;
use linli_shared::parcel::{Entry, Header, KeyRef};
use linli_shared::protocol::Delivered;
use linli_shared::roster::RosterFact;
use linli_shared::seal::{BodyContext, RingSecret, open};
use linli_shared::square::said_id;
use linli_shared::topics::{BallotContent, Step, TopicStep, VoteBy, VoteContent};

use super::counts::Rare;
use super::plaza::Line;
use super::readers::Readers;
use super::world::{HOMES, World};
use crate::cast::{Person, Phone};

const HOUR: i64 = 3_600_000;

/// An entry at its place.
struct Fact {
    seq: Seq,
    index: u16,
    time: Millis,
    header: Header,
    entry: Entry,
}

/// Who holds which seat, and which devices were removed, at some place.
#[derive(Default)]
struct Moment {
    seats: BTreeMap<RecordId, MemberId>,
    removed: BTreeSet<DeviceId>,
}

/// The log as it was delivered, in the order of places.
struct Log {
    facts: Vec<Fact>,
    secrets: BTreeMap<KeyRef, RingSecret>,
}

impl Log {
    fn of(phone: &Phone, delivered: &[Delivered]) -> Self {
        let mut facts = Vec::new();
        let mut secrets = BTreeMap::new();
        for parcel in delivered {
            for (act, seq, time) in &parcel.places {
                let Some(items) = parcel.parcel.acts().get(usize::from(*act)) else { continue };
                for (at, entry) in items.entries() {
                    let index = parcel.parcel.first_index(usize::from(*act)) + at as u16;
                    let (header, entry) = (parcel.parcel.header().clone(), entry.clone());
                    facts.push(Fact { seq: *seq, index, time: *time, header, entry });
                }
            }
        }
        facts.sort_by_key(|fact| (fact.seq, fact.index));
        facts.dedup_by_key(|fact| (fact.seq, fact.index));
        let store = SealedStore::new(phone.disk.clone(), &StoreKey::from_bytes([7; 32]));
        for (key, value) in store.scan(Table::Meta).now_or_never().and_then(Result::ok).unwrap_or_default() {
            let Some((ring, rest)) = key.strip_prefix(meta::RING).and_then(|rest| rest.split_first_chunk::<16>())
            else {
                continue;
            };
            let (Some(generation), Ok(secret)) = (rest.first_chunk::<4>(), <[u8; 32]>::try_from(value)) else {
                continue;
            };
            let (ring, secret) = (linli_shared::ids::RingId(*ring), RingSecret::from_bytes(secret));
            secrets.insert(secret.key_ref(ring, u32::from_be_bytes(*generation)), secret);
        }
        Self { facts, secrets }
    }

    fn content(&self, fact: &Fact) -> Option<Vec<u8>> {
        let Fact { header, entry, index, .. } = fact;
        let context = BodyContext {
            log: header.log,
            device: header.device,
            nonce: header.nonce,
            index: *index,
            record: entry.record,
            kind: entry.kind,
            scope: entry.scope,
        };
        open(self.secrets.get(&entry.key?)?, &context, &entry.body).ok()
    }

    /// What the roster's facts say up to where `is_over` says that it is enough.
    fn moment(&self, is_over: impl Fn(&Fact) -> bool) -> Moment {
        let mut moment = Moment::default();
        for fact in self.facts.iter().filter(|fact| fact.entry.kind == Kind::Roster && !is_over(fact)) {
            match RosterFact::from_body(&fact.entry.body) {
                Ok(RosterFact::SeatGiven { member, household }) => drop(moment.seats.insert(household, member)),
                Ok(RosterFact::DeviceRemoved { device }) => drop(moment.removed.insert(device)),
                Ok(_) | Err(_) => {}
            }
        }
        moment
    }

    /// What a ballot comes to by this log; `None` if the log does not open it.
    fn count(&self, topic: RecordId, question: &str, owners: &BTreeMap<DeviceId, MemberId>) -> Option<Third> {
        let of_topic = || self.facts.iter().filter(|fact| fact.entry.record == topic);
        let opened = |fact: &&Fact| fact.entry.kind == Kind::TopicStep;
        let (opening, step, ballot) = of_topic().filter(opened).find_map(|fact| {
            let step = TopicStep::from_content(&self.content(fact)?).ok()?;
            let Step::BallotOpened(ballot) = &step.step else { return None };
            let ballot = (ballot.question == question).then(|| ballot.clone())?;
            Some((fact, step, ballot))
        })?;
        let id = said_id(topic, *owners.get(&opening.header.device)?, &step.nonce);
        let roll = self.moment(|fact| fact.seq > opening.seq);
        let close = self.moment(|fact| fact.time > ballot.closes);
        let mut third = Third::default();
        let mut counted: BTreeMap<Vec<u8>, usize> = BTreeMap::new();
        for fact in of_topic().filter(|fact| fact.entry.kind == Kind::Vote) {
            let vote = VoteContent::from_content(&self.content(fact)?).ok()?;
            if vote.ballot != id {
                continue;
            }
            let by = *owners.get(&fact.header.device)?;
            let judged = judge(fact, &vote, by, &ballot, opening.seq, (&roll, &close));
            third.in_grace += usize::from(fact.time > ballot.closes && judged.is_ok());
            let line = third.lines.len();
            third.lines.push((by, Some(vote.choice), judged.as_ref().err().copied()));
            if let Ok(whose) = judged
                && let Some(before) = counted.insert(whose, line)
            {
                third.lines[before].2 = Some(WhyNot::VotedAgain);
            }
        }
        third.counts = (0..ballot.choices.len() as u16)
            .map(|choice| third.lines.iter().filter(|line| line.1 == Some(choice) && line.2.is_none()).count() as u32)
            .collect();
        third.lines.sort_unstable();
        Some(third)
    }
}

/// What a ballot comes to by the log.
#[derive(Debug, Default)]
struct Third {
    counts: Vec<u32>,
    lines: Vec<Line>,
    in_grace: usize,
}

/// Whose vote it is, or why it does not count.
fn judge(
    fact: &Fact,
    vote: &VoteContent,
    by: MemberId,
    ballot: &BallotContent,
    opened: Seq,
    (roll, close): (&Moment, &Moment),
) -> Result<Vec<u8>, WhyNot> {
    if fact.time > ballot.closes.plus(i64::from(ballot.grace_hours) * HOUR) {
        return Err(WhyNot::TooLate);
    }
    if usize::from(vote.choice) >= ballot.choices.len() || fact.seq < opened {
        return Err(WhyNot::NoSuchChoice);
    }
    if close.removed.contains(&fact.header.device) {
        return Err(WhyNot::Removed);
    }
    match (ballot.by, vote.household) {
        (VoteBy::Household, Some(home)) if roll.seats.contains_key(&home) => {
            if close.seats.get(&home) == Some(&by) {
                Ok(home.0.to_vec())
            } else {
                Err(WhyNot::NoSeat)
            }
        }
        (VoteBy::Household, _) => Err(WhyNot::NotInRoll),
        (VoteBy::Person, _) => Ok(by.0.to_vec()),
    }
}

impl World<'_> {
    /// Whose each phone of the cast is.
    fn owners(&self) -> BTreeMap<DeviceId, MemberId> {
        let phones = 0..self.town.phones.len();
        phones.map(|who| (self.device_of(who), self.town.seat(Person(who)).member)).collect()
    }

    /// A count of every ballot from the relay's log, as a newcomer was given it, is the same as the phones'.
    pub(super) fn the_log_counts_the_same(
        &mut self,
        who: usize,
        phone: &Phone,
        delivered: &[Delivered],
        readers: &Readers,
    ) -> Result<(), String> {
        let Some((trails, _)) = readers.0.get(&who).filter(|_| self.is_neighbour_now(who)) else { return Ok(()) };
        let (log, owners) = (Log::of(phone, delivered), self.owners());
        let residents: BTreeSet<_> = HOMES.iter().map(|(home, _)| self.town.seat(Person(*home)).member).collect();
        for ((topic, question), counted) in &trails.plaza.ballots {
            if self.waits_with(who, *topic) {
                continue;
            }
            let third = log.count(*topic, question, &owners);
            let Some(third) = third else { return Err(format!("the log does not open {question} of {topic:?}")) };
            let is_foreign = third.lines.iter().any(|(by, ..)| !residents.contains(by));
            if is_foreign || counted.counts.as_ref() != Some(&third.counts) || counted.lines != third.lines {
                return Err(format!("{who} counts {counted:?}, by the log it is {third:?} of {question} in {topic:?}"));
            }
            if !third.lines.is_empty() {
                self.counts.add(Rare::Recounted);
            }
            (0..third.in_grace).for_each(|_| self.counts.add(Rare::VoteInGrace));
        }
        Ok(())
    }
}
