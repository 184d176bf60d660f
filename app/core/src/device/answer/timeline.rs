//! The order in which an answer is taken in: own accepted acts and delivered ones, by place.

use std::collections::BTreeMap;

use linli_contract::Failure;
use linli_shared::calendar::Millis;
use linli_shared::kinds::Family;
use linli_shared::log::Seq;
use linli_shared::parcel::Parcel;
use linli_shared::protocol::{LogAnswer, Verdict};

use crate::device::ask::{ParcelRow, Sent};
use crate::device::outbox::OutboxItem;
use crate::device::rows::{self, Rows, Want};
use crate::device::{Device, Turn};
use crate::store::Table;

/// One act at its place.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub(super) seq: Seq,
    pub(super) time: Millis,
    pub(super) parcel: usize,
    pub(super) act: u16,
}

/// Everything of an answer in the order of places.
#[derive(Debug, Default)]
pub(super) struct Timeline {
    pub(super) parcels: Vec<Source>,
    pub(super) acts: BTreeMap<Seq, Placed>,
}

/// A parcel of the timeline.
#[derive(Debug, Clone)]
pub(super) struct Source {
    pub(super) parcel: Parcel,
    /// For an own parcel: outbox numbers by act.
    pub(super) own: Option<Vec<Vec<u64>>>,
}

impl Timeline {
    /// Cuts off everything from a place on.
    pub(super) fn split_off(&mut self, from: Seq) -> Self {
        Self { parcels: self.parcels.clone(), acts: self.acts.split_off(&from) }
    }
}

/// The rows of a parcel's entries; those of conversations that hold places as well.
fn parcel_wants(parcel: &Parcel, places: &[Seq], rows: &Rows, wants: &mut Vec<Want>) {
    for (_, entry) in parcel.acts().iter().flat_map(|act| act.entries()) {
        wants.extend(rows::want(entry.kind, entry.record, entry.scope));
        if entry.kind.family() == Family::Chat {
            wants.extend(crate::chats::page_wants(entry.record, places, rows));
        }
    }
}

const fn placed_at(verdict: &Verdict) -> Option<Seq> {
    match verdict {
        Verdict::Accepted(seq) | Verdict::Duplicate(seq) => Some(*seq),
        Verdict::Pending(_) | Verdict::Quarantined | Verdict::Rejected(_) => None,
    }
}

impl Device {
    pub(super) fn timeline_wants(&self, answer: &LogAnswer, rows: &Rows) -> Vec<Want> {
        let mut wants = self.part_wants(answer);
        wants.extend(self.renew_wants());
        wants.extend(self.decision_wants());
        wants.extend(self.unfit_wants(answer));
        wants.extend(self.erase_wants(answer));
        if self.sync.era != 0 && answer.era > self.sync.era {
            wants.push(Want::All(Table::Parcel));
            wants.push(Want::All(Table::Meta));
            wants.push(Want::All(Table::Ticket));
            wants.push(Want::All(Table::Chat));
            wants.push(Want::All(Table::ChatSum));
        }
        for (at, key) in self.sent_keys().into_iter().enumerate() {
            if let Ok(Some(row)) = rows.read::<ParcelRow>(Table::Parcel, &key)
                && let Ok(parcel) = Parcel::from_bytes(&row.bytes)
            {
                let verdicts = answer.verdicts.get(at).into_iter().flatten();
                let places: Vec<Seq> = verdicts.filter_map(placed_at).collect();
                parcel_wants(&parcel, &places, rows, &mut wants);
            }
            wants.push(Want::Row(Table::Parcel, key));
        }
        for delivered in &answer.parcels {
            let header = delivered.parcel.header();
            let key = rows::parcel(header.device, header.device_seq);
            if let Ok(Some(row)) = rows.read::<ParcelRow>(Table::Parcel, &key)
                && let Ok(known) = Parcel::from_bytes(&row.bytes)
                && known.hash() != delivered.parcel.hash()
            {
                let places: Vec<Seq> = row.places.values().copied().collect();
                parcel_wants(&known, &places, rows, &mut wants);
            }
            wants.push(Want::Row(Table::Parcel, key));
            let places: Vec<Seq> = delivered.places.iter().map(|(_, seq, _)| *seq).collect();
            parcel_wants(&delivered.parcel, &places, rows, &mut wants);
        }
        wants
    }

    fn sent_keys(&self) -> Vec<Vec<u8>> {
        let device = self.id().unwrap_or_default();
        self.sent
            .iter()
            .map(|sent| match sent {
                Sent::Own(seq) => rows::parcel(device, *seq),
                Sent::Other(key) => key.clone(),
            })
            .collect()
    }

    /// Puts delivered acts and own accepted ones in order; what lies at or before `after` was taken in already.
    pub(super) fn timeline(
        &self,
        answer: &LogAnswer,
        after: Seq,
        time: Millis,
        turn: &Turn<'_>,
    ) -> Result<Timeline, Failure> {
        let mut timeline = Timeline::default();
        for delivered in &answer.parcels {
            let parcel = timeline.parcels.len();
            let header = delivered.parcel.header();
            let own = if Some(header.device) == self.id() {
                let key = rows::parcel(header.device, header.device_seq);
                let row = turn.rows.read::<ParcelRow>(Table::Parcel, &key)?;
                // A copy of this device may have written another parcel under the same number.
                let is_same = |row: &ParcelRow| {
                    Parcel::from_bytes(&row.bytes).is_ok_and(|own| own.hash() == delivered.parcel.hash())
                };
                row.filter(is_same).map(|row| row.numbers)
            } else {
                None
            };
            timeline.parcels.push(Source { parcel: delivered.parcel.clone(), own });
            for (act, seq, time) in &delivered.places {
                timeline.acts.insert(*seq, Placed { seq: *seq, time: *time, parcel, act: *act });
            }
        }
        let keys = self.sent_keys();
        for ((sent, key), verdicts) in self.sent.iter().zip(keys).zip(&answer.verdicts) {
            let Sent::Own(_) = sent else { continue };
            let Some(row) = turn.rows.read::<ParcelRow>(Table::Parcel, &key)? else { continue };
            let Ok(parcel) = Parcel::from_bytes(&row.bytes) else { return Err(Failure::StoreFailed) };
            let index = timeline.parcels.len();
            timeline.parcels.push(Source { parcel, own: Some(row.numbers) });
            for (act, verdict) in verdicts.iter().enumerate() {
                let (Verdict::Accepted(seq) | Verdict::Duplicate(seq)) = verdict else { continue };
                let numbers = timeline.parcels[index].own.as_ref().and_then(|own| own.get(act));
                // Not what was found void at its place, which was taken in there: this answer does not tell its time.
                let is_waiting = |number: &u64| self.outbox.get(number).is_some_and(OutboxItem::is_pending);
                let is_open = numbers.into_iter().flatten().any(is_waiting);
                // What lies beyond the delivered places comes again when they are reached.
                if (*seq > after || is_open) && *seq <= answer.through {
                    let placed = Placed { seq: *seq, time, parcel: index, act: act as u16 };
                    timeline.acts.entry(*seq).or_insert(placed);
                }
            }
        }
        Ok(timeline)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use linli_shared::ed25519::SigningKey;
    use linli_shared::ids::{AreaId, DeviceId, LogCode, RecordId};
    use linli_shared::kinds::Kind;
    use linli_shared::log::{Seen, ShortHead};
    use linli_shared::parcel::{Act, Entry, Header, Item, SUITE, VERSION};

    use super::*;
    use crate::device::Now;
    use crate::device::outbox::{Command, OutBody, OutState, StoredReason};

    const LOG: LogCode = LogCode(310_113_003_001);
    const STEP: u64 = 7;
    const PLACE: Seq = 5;

    fn parcel() -> Parcel {
        let header = Header {
            version: VERSION,
            suite: SUITE,
            log: LOG,
            home_log: None,
            device: DeviceId::default(),
            device_seq: 1,
            prev: None,
            seen: Seen::default(),
            nonce: [0; 16],
            time: Millis(0),
        };
        let (record, scope) = (RecordId([2; 16]), AreaId([3; 16]));
        let step = Entry { record, kind: Kind::Step, scope, key: None, body: vec![1] };
        Parcel::sign(header, vec![Act(vec![Item::Entry(step)])], &SigningKey::from_bytes(&[1; 32]))
    }

    fn answer(verdict: Verdict) -> LogAnswer {
        LogAnswer {
            code: LOG,
            era: 2,
            through: 9,
            head: ShortHead::default(),
            signature: [0; 64],
            more: false,
            chain: None,
            verdicts: vec![vec![verdict]],
            parcels: Vec::new(),
            streams: None,
            eras: Vec::new(),
            snapshots: Vec::new(),
            safe_through: 0,
            desk: None,
        }
    }

    /// The places that are taken in when the relay says again where an own parcel stands.
    fn taken_in(step: OutState, after: Seq) -> Vec<Seq> {
        let item = OutboxItem {
            number: STEP,
            saved: Millis(0),
            record: RecordId([2; 16]),
            kind: Kind::Step,
            scope: AreaId([3; 16]),
            area: None,
            command: Command::Fact,
            body: OutBody::Content(Vec::new()),
            state: step,
            bundle: None,
        };
        let mut device = Device::new();
        device.outbox.insert(STEP, item);
        device.sent.push(Sent::Own(1));
        let mut turn = Turn::new(Rows::default(), &Now { time: Millis(0), entropy: [0; 32] });
        let row = ParcelRow {
            bytes: parcel().to_bytes(),
            numbers: vec![vec![STEP]],
            places: BTreeMap::from([(0, PLACE)]),
            taken: 0,
        };
        turn.rows.write(Table::Parcel, rows::parcel(DeviceId::default(), 1), &row);
        let timeline = device.timeline(&answer(Verdict::Duplicate(PLACE)), after, Millis(900), &turn).unwrap();
        timeline.acts.into_keys().collect()
    }

    #[test]
    fn a_void_step_is_not_taken_in_again_with_the_time_of_a_later_answer() {
        let void = OutState::Refused(StoredReason::TooLate);
        assert!(taken_in(void, PLACE).is_empty(), "it came at its place");
        assert_eq!(taken_in(void, PLACE - 1), [PLACE], "its place is only reached now");
    }

    #[test]
    fn what_waits_is_taken_in_also_below_what_is_known() {
        assert_eq!(taken_in(OutState::Waiting, PLACE), [PLACE]);
        assert_eq!(taken_in(OutState::Quarantined(1, 0), PLACE), [PLACE]);
    }
}
