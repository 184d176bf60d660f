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
use crate::device::rows::{Want, record};
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

/// The rows that [`Device::square_sums`] needs.
pub(crate) fn sum_wants(device: &Device) -> Vec<Want> {
    if device.square_sums.is_some() { Vec::new() } else { vec![Want::All(Table::SquareSum)] }
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
            let mut sums = BTreeMap::new();
            for (key, value) in turn.rows.all(Table::SquareSum) {
                let id = RecordId(key.try_into().map_err(|_| Failure::StoreFailed)?);
                sums.insert(id, cbor::from_slice(value).map_err(|_| Failure::StoreFailed)?);
            }
            self.square_sums = Some(sums);
        }
        self.square_sums.as_ref().ok_or(Failure::Defect)
    }

    /// The summaries, if they were asked for since the start.
    pub(crate) fn square_in_memory(&self) -> Option<&BTreeMap<RecordId, SquareSum>> {
        self.square_sums.as_ref()
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
                    sums.insert(id, sum);
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
            sums.remove(&id);
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
