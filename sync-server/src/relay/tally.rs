//! How much one member may say: so much in one record of the square, so much on one day.
//!
//! Bodies are sealed, so the relay counts entries; what they say is each reader's matter. Names of what is counted stand
//! with the places, so that a start and a restore count the same.
//! **Invariant:** what is counted binds its author alone: nobody uses up the room of somebody else.

use std::collections::BTreeMap;

use linli_shared::calendar::Millis;
use linli_shared::ids::{MemberId, hash32};
use linli_shared::parcel::{Act, Entry};
use linli_shared::square::{most_in_record, most_on_day};

/// What is counted, in short: by whom, in which record or on which day.
pub(crate) type Name = [u8; 8];

/// What was counted. Days that are over are forgotten.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    in_records: BTreeMap<Name, u32>,
    day: i64,
    on_day: BTreeMap<Name, u32>,
}

/// What an act adds: a name for each entry that is counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct Said {
    /// In records.
    #[n(0)]
    pub(crate) in_records: Vec<Counted>,
    /// On its day.
    #[n(1)]
    pub(crate) on_day: Vec<Counted>,
}

/// A name that is counted once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub(crate) struct Counted(#[cbor(n(0), with = "minicbor::bytes")] pub(crate) Name);

/// What an act of a member says that is counted; `None` if nothing.
pub(crate) fn said(act: &Act, by: MemberId) -> Option<Said> {
    let entries = || act.entries().map(|(_, entry)| entry);
    let in_records = entries().filter(|entry| most_in_record(entry.kind).is_some());
    let on_day = entries().filter(|entry| most_on_day(entry.kind).is_some());
    let said = Said {
        in_records: in_records.map(|entry| in_record(entry, by)).collect(),
        on_day: on_day.map(|entry| of_day(entry, by)).collect(),
    };
    (said != Said::default()).then_some(said)
}

impl Tally {
    /// Counts what was said at a time of the relay's.
    pub(crate) fn count(&mut self, said: &Said, time: Millis) {
        self.turn(time);
        for Counted(name) in &said.in_records {
            *self.in_records.entry(*name).or_default() += 1;
        }
        for Counted(name) in &said.on_day {
            *self.on_day.entry(*name).or_default() += 1;
        }
    }

    /// Whether a member may say what is in an act at a time of the relay's; without a time no day counts: what comes back
    /// after a restore comes all on one.
    pub(crate) fn has_room(&mut self, act: &Act, by: MemberId, time: Option<Millis>) -> bool {
        time.into_iter().for_each(|time| self.turn(time));
        let mut added: BTreeMap<Name, u32> = BTreeMap::new();
        let mut fits = |counted: &BTreeMap<Name, u32>, Counted(name): Counted, most: Option<u32>| {
            let Some(most) = most else { return true };
            let new = added.entry(name).or_default();
            *new += 1;
            counted.get(&name).copied().unwrap_or_default() + *new <= most
        };
        act.entries().all(|(_, entry)| {
            fits(&self.in_records, in_record(entry, by), most_in_record(entry.kind))
                && fits(&self.on_day, of_day(entry, by), time.and_then(|_| most_on_day(entry.kind)))
        })
    }

    fn turn(&mut self, time: Millis) {
        let day = time.0.div_euclid(24 * 60 * 60 * 1_000);
        if day != self.day {
            self.day = day;
            self.on_day.clear();
        }
    }
}

fn in_record(entry: &Entry, by: MemberId) -> Counted {
    let kind = entry.kind.number().to_be_bytes();
    short(hash32("linli said in record", &[&entry.record.0, &by.0, &kind]))
}

fn of_day(entry: &Entry, by: MemberId) -> Counted {
    short(hash32("linli said on day", &[&by.0, &entry.kind.number().to_be_bytes()]))
}

fn short(hash: [u8; 32]) -> Counted {
    let mut name = Name::default();
    name.copy_from_slice(&hash[..8]);
    Counted(name)
}
