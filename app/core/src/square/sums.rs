//! Summaries of the square's records: what lists, search and badges need.
//!
//! They come into memory when they are asked for the first time, so that a start costs nothing.
//! **Invariant:** a summary holds nothing that changes without its row: no names, no time of day.

use std::collections::BTreeMap;

use linli_contract::Failure;
use linli_shared::cbor;
use linli_shared::ids::RecordId;
use linli_shared::kinds::Kind;

use super::rows::Thread;
use crate::activities::ActivitySum;
use crate::chats::GroupSum;
use crate::device::rows::{Rows, Want, record};
use crate::device::{Device, Turn};
use crate::guides::GuideSum;
use crate::posts::PostSum;
use crate::store::Table;
use crate::topics::TopicSum;

/// A record in short.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[allow(clippy::large_enum_variant, reason = "a few thousand of them, mostly posts")]
pub(crate) enum SquareSum {
    /// A post.
    #[n(0)]
    Post(#[n(0)] PostSum),
    /// A topic.
    #[n(1)]
    Topic(#[n(0)] TopicSum),
    /// An activity.
    #[n(2)]
    Activity(#[n(0)] ActivitySum),
    /// Something to look up.
    #[n(3)]
    Guide(#[n(0)] GuideSum),
    /// A group.
    #[n(4)]
    Group(#[n(0)] GroupSum),
}

/// The summaries in memory.
#[derive(Debug, Default)]
pub(crate) struct Sums {
    all: BTreeMap<RecordId, SquareSum>,
    /// What was found out of single comments, by their records; a record that changes is asked anew.
    standing: BTreeMap<RecordId, BTreeMap<RecordId, bool>>,
}

impl Sums {
    fn put(&mut self, id: RecordId, sum: Option<SquareSum>) {
        self.standing.remove(&id);
        match sum {
            Some(sum) => self.all.insert(id, sum),
            None => self.all.remove(&id),
        };
    }
}

/// The rows that [`Device::square_sums`] needs.
pub(crate) fn sum_wants(device: &Device) -> Vec<Want> {
    if device.square_sums.is_some() { Vec::new() } else { vec![Want::All(Table::SquareSum)] }
}

/// The topics among summaries as they are stored; no other is decoded for it.
pub(crate) fn stored_topics(rows: &Rows) -> impl Iterator<Item = (RecordId, TopicSum)> {
    rows.all(Table::SquareSum).filter(|(_, value)| is_topic(value)).filter_map(|(key, value)| {
        let id = RecordId(key.try_into().ok()?);
        let Ok(SquareSum::Topic(sum)) = cbor::from_slice(value) else { return None };
        Some((id, sum))
    })
}

/// Whether an encoded summary is a topic's: its number stands before it.
fn is_topic(value: &[u8]) -> bool {
    let mut decoder = minicbor::Decoder::new(value);
    decoder.array().is_ok() && decoder.u32().is_ok_and(|number| number == 1)
}

impl Device {
    /// Every summary by record; the rows are [`sum_wants`].
    ///
    /// # Errors
    /// [`Failure::StoreFailed`] if a row cannot be read, [`Failure::Defect`] if they were not loaded.
    pub(crate) fn square_sums(&mut self, turn: &Turn<'_>) -> Result<&BTreeMap<RecordId, SquareSum>, Failure> {
        if self.square_sums.is_none() {
            if !turn.rows.has(&Want::All(Table::SquareSum)) {
                return Err(Failure::Defect);
            }
            let decoded = turn.rows.all(Table::SquareSum).map(|(key, value)| {
                let id = RecordId(key.try_into().map_err(|_| Failure::StoreFailed)?);
                Ok((id, cbor::from_slice(value).map_err(|_| Failure::StoreFailed)?))
            });
            let all = decoded.collect::<Result<_, Failure>>()?;
            self.square_sums = Some(Sums { all, ..Sums::default() });
        }
        self.square_in_memory().ok_or(Failure::Defect)
    }

    /// The summaries, if they were asked for since the start.
    pub(crate) fn square_in_memory(&self) -> Option<&BTreeMap<RecordId, SquareSum>> {
        self.square_sums.as_ref().map(|sums| &sums.all)
    }

    /// Whether a comment stands, if that was found out since its record changed.
    pub(crate) fn comment_stands(&self, record: RecordId, comment: RecordId) -> Option<bool> {
        self.square_sums.as_ref()?.standing.get(&record)?.get(&comment).copied()
    }

    /// Remembers whether a comment stands, as the row of its record says.
    pub(crate) fn note_comment(&mut self, record: RecordId, comment: RecordId, stands: bool) {
        if let Some(sums) = &mut self.square_sums {
            sums.standing.entry(record).or_default().insert(comment, stands);
        }
    }

    /// Writes a record with its summary, and tells of it.
    pub(crate) fn keep_thread(&mut self, id: RecordId, thread: &Thread, turn: &mut Turn<'_>) {
        turn.held.forget(id);
        turn.rows.write(Table::Square, record(id), thread);
        let sum = self.sum_of_thread(id, thread);
        match sum {
            Some(sum) => {
                turn.rows.write(Table::SquareSum, record(id), &sum);
                if let Some(sums) = &mut self.square_sums {
                    sums.put(id, Some(sum));
                }
            }
            None => self.drop_square_sum(id, turn),
        }
        turn.square_changed(id);
    }

    /// Forgets a record.
    pub(crate) fn drop_thread(&mut self, id: RecordId, turn: &mut Turn<'_>) {
        turn.held.forget(id);
        turn.rows.delete(Table::Square, record(id));
        self.drop_square_sum(id, turn);
        turn.square_changed(id);
    }

    fn drop_square_sum(&mut self, id: RecordId, turn: &mut Turn<'_>) {
        turn.rows.delete(Table::SquareSum, record(id));
        if let Some(sums) = &mut self.square_sums {
            sums.put(id, None);
        }
    }

    #[allow(clippy::wildcard_enum_match_arm, reason = "no other kind begins a record of the square")]
    fn sum_of_thread(&self, id: RecordId, thread: &Thread) -> Option<SquareSum> {
        #[cfg(test)]
        work::count(|work| work.summed += 1);
        match thread.opening.kind {
            Kind::Post => crate::posts::sum(self, id, thread).map(SquareSum::Post),
            Kind::Topic => crate::topics::sum(self, id, thread).map(SquareSum::Topic),
            Kind::Activity => crate::activities::sum(self, id, thread).map(SquareSum::Activity),
            Kind::Guide => crate::guides::sum(self, id, thread).map(SquareSum::Guide),
            Kind::Group => crate::chats::group_sum(self, id, thread).map(SquareSum::Group),
            _ => None,
        }
    }
}

/// How much work was done, so that tests see it.
#[cfg(test)]
pub(super) mod work {
    use core::cell::Cell;

    /// Rows read and records summed.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub(crate) struct Work {
        pub(crate) read: usize,
        pub(crate) summed: usize,
    }

    thread_local!(static WORK: Cell<Work> = const { Cell::new(Work { read: 0, summed: 0 }) });

    pub(crate) fn begin() {
        WORK.set(Work::default());
    }

    pub(crate) fn done() -> Work {
        WORK.get()
    }

    pub(crate) fn count(more: impl FnOnce(&mut Work)) {
        let mut work = WORK.get();
        more(&mut work);
        WORK.set(work);
    }
}

#[cfg(test)]
mod tests {
    use linli_shared::calendar::Millis;
    use linli_shared::ids::{AreaId, MemberId};
    use linli_shared::square::Standing;
    use linli_shared::topics::Stage;

    use super::*;

    fn topic() -> SquareSum {
        SquareSum::Topic(TopicSum {
            by: MemberId::default(),
            standing: Standing::default(),
            title: "加装电梯".into(),
            text: String::new(),
            at: Millis(1),
            changed: Millis(1),
            stage: Stage::Proposed,
            is_over: false,
            supporters: 0,
            ballots: Vec::new(),
            has_judged: false,
            is_unsigned: false,
            area: AreaId::default(),
            is_settled: false,
            hidden: None,
        })
    }

    #[test]
    fn only_topics_are_decoded_where_topics_are_looked_for() {
        // A post that would not decode: nobody tries.
        let stored = [cbor::to_vec(&topic()), vec![0x82, 0, 0x81, 0xff], vec![0x82, 4], Vec::new()];
        assert_eq!(stored.each_ref().map(|value| is_topic(value)), [true, false, false, false]);
        let mut rows = Rows::default();
        let keys = (1..).map(|number| vec![number; 16]);
        rows.load_all(Table::SquareSum, keys.zip(stored).collect());
        let found: Vec<_> = stored_topics(&rows).map(|(id, sum)| (id, SquareSum::Topic(sum))).collect();
        assert_eq!(found, [(RecordId([1; 16]), topic())]);
    }
}
