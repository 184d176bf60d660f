//! What photos take on this device, and what goes by itself: what no form names, what was fetched long ago, what belonged to
//! an erased record.
//!
//! **Invariant:** what a saved form names stays, however old it is.

use std::collections::BTreeSet;

use linli_shared::blobs::BlobId;
use linli_shared::calendar::Millis;
use linli_shared::ids::RecordId;

use super::rows::{PhotoRow, State};
use crate::device::rows::Want;
use crate::device::{Device, Turn, today};
use crate::notices;
use crate::store::Table;

/// How long what no saved form names is kept, in milliseconds.
const KEPT: i64 = 7 * 86_400_000;
/// How many bytes of fetched photos are kept, and how many of them: small rows of all are read at each start.
const CACHE: u64 = 200 << 20;
const CACHED: usize = 2_000;

impl Device {
    /// The rows that tidying needs, once a day: drafts name photos.
    pub(super) fn tidy_wants(&self, time: Millis) -> Vec<Want> {
        if self.photos.swept == Some(today(time)) { Vec::new() } else { vec![Want::All(Table::Draft)] }
    }

    /// The photos that saved forms name; `None` if one of them cannot be read.
    fn photos_of_drafts(&self, turn: &Turn<'_>) -> Option<BTreeSet<BlobId>> {
        let reports = self.report_drafts().flat_map(|form| form.attached.iter().copied());
        let of_square = crate::square::draft_photos(turn)?;
        let wholes: BTreeSet<BlobId> =
            notices::draft_photos(turn)?.into_iter().chain(reports).chain(of_square).collect();
        let thumb = |id: &BlobId| Some(self.photos.rows.get(id)?.thumb.as_ref()?.id);
        let thumbs: Vec<BlobId> = wholes.iter().filter_map(thumb).collect();
        Some(wholes.into_iter().chain(thumbs).collect())
    }

    /// Lets go of what is over, once a day, and sends again what a restored relay does not have.
    pub(super) fn tidy_photos(&mut self, turn: &mut Turn<'_>) {
        let (era, safe) = (self.sync_state().era, self.sync_state().safe_through);
        let lost: Vec<BlobId> = self.photos.ids(|row| match row.state {
            State::Sent { after, era: of } => of != era && after >= safe,
            State::Kept | State::Waiting { .. } | State::Fetched => false,
        });
        lost.into_iter().for_each(|id| self.photos.wait_again(id, turn));
        // Just after midnight the drafts may not be loaded yet.
        if self.photos.swept == Some(turn.today()) || !turn.rows.has(&Want::All(Table::Draft)) {
            return;
        }
        self.photos.swept = Some(turn.today());
        let named = self.photos_of_drafts(turn);
        let is_named = |row: &PhotoRow| named.as_ref().is_none_or(|named| named.contains(&row.blob.id));
        let oldest = turn.now.time.plus(-KEPT);
        let is_refused = |row: &PhotoRow| {
            let at = row.record;
            let is_unknown = self.photos.unknown.contains(&row.blob.id);
            is_unknown && !at.is_some_and(|at| self.outbox().any(|item| item.record == at.record))
        };
        let over: Vec<BlobId> = self.photos.ids(|row| {
            row.time < oldest
                && match row.state {
                    State::Kept => !is_named(row),
                    State::Waiting { .. } => is_refused(row),
                    State::Sent { .. } | State::Fetched => false,
                }
        });
        if !over.is_empty() {
            turn.durable();
        }
        over.into_iter().for_each(|id| self.photos.drop_row(id, turn));
        self.photos.shrink_cache(turn);
    }

    /// Whether something waits to be sent or is to be fetched, now or later.
    pub(crate) fn has_photos_to_carry(&self) -> bool {
        let waits = |row: &PhotoRow| matches!(row.state, State::Waiting { .. });
        !self.photos.wanted.is_empty() || !self.photos.named.is_empty() || self.photos.rows.values().any(waits)
    }

    /// An erased record takes its photos along.
    pub(crate) fn forget_photos(&mut self, record: RecordId, turn: &mut Turn<'_>) {
        let gone = self.photos.ids(|row| row.record.is_some_and(|at| at.record == record));
        gone.into_iter().for_each(|id| self.photos.drop_row(id, turn));
        let named: Vec<_> = self.photos.named.keys().filter(|(_, of)| *of == record).copied().collect();
        named.into_iter().for_each(|(id, of)| self.photos.drop_named(id, of, turn));
        self.photos.seen.borrow_mut().retain(|_, of| {
            of.retain(|seen| seen.record.record != record);
            !of.is_empty()
        });
    }

    /// Photos here, their bytes, and how many of these can be had again from the relay.
    pub(crate) fn photo_room(&self) -> (u32, u64, u64) {
        let rows = self.photos.rows.values();
        let bytes = |row: &PhotoRow| u64::from(row.blob.size);
        let count = self.photos.rows.values().filter(|row| row.whole.is_none()).count();
        let spare = self.spare_photos().iter().filter_map(|id| self.photos.rows.get(id)).map(bytes).sum();
        (count as u32, rows.map(bytes).sum(), spare)
    }

    /// Lets go of what the relay and a backup of it have.
    pub(crate) fn free_photos(&mut self, turn: &mut Turn<'_>) {
        self.spare_photos().into_iter().for_each(|id| self.photos.drop_row(id, turn));
    }

    fn spare_photos(&self) -> Vec<BlobId> {
        let safe = self.sync_state().safe_through;
        self.photos.ids(|row| match row.state {
            State::Fetched => true,
            State::Sent { after, .. } => safe > after,
            State::Kept | State::Waiting { .. } => false,
        })
    }
}

impl super::Photos {
    fn ids(&self, which: impl Fn(&PhotoRow) -> bool) -> Vec<BlobId> {
        self.rows.values().filter(|row| which(row)).map(|row| row.blob.id).collect()
    }

    fn shrink_cache(&mut self, turn: &mut Turn<'_>) {
        let mut fetched: Vec<_> = self.rows.values().filter(|row| row.state == State::Fetched).collect();
        fetched.sort_by_key(|row| core::cmp::Reverse(row.time));
        let mut bytes = 0;
        let mut over = Vec::new();
        for (count, row) in fetched.into_iter().enumerate() {
            bytes += u64::from(row.blob.size);
            if bytes > CACHE || count >= CACHED {
                over.push(row.blob.id);
            }
        }
        over.into_iter().for_each(|id| self.drop_row(id, turn));
    }
}
