//! Notices 公告: written, published, read, confirmed, answered; whom they reached.
//!
//! A notice is one row with its changes; the receipts for it are a row for each building they come from.
//! **Invariant:** a receipt is counted by household, and nobody sees who of it read or answered.

mod draft;
mod found;
#[cfg(test)]
mod frozen;
pub(crate) mod home;
mod list;
mod publish;
mod reach;
mod read;
pub(crate) mod rows;
pub(crate) mod rules;
mod undoing;
mod words;

pub(crate) use draft::draft_photos;
pub use draft::{drop_notice_draft, drop_notice_draft_wants, save_notice_draft, save_notice_draft_wants};
pub(crate) use found::{Reader, stamp, words_of};
pub(crate) use list::unread;
pub(crate) use list::want;
pub use list::{read_notices, read_notices_wants};
pub use publish::{publish_notice, publish_notice_wants, withdraw_notice, withdraw_notice_wants};
pub use reach::{read_reach, read_reach_wants};
pub use read::{answer_notice, answer_notice_wants, read_notice, read_notice_wants};
pub(crate) use undoing::{erase, forget, undo};
pub(crate) use words::excerpt;

use linli_shared::ids::RecordId;

use crate::device::rows::record;
use crate::device::{Device, Turn};
use crate::store::Table;
use rows::{Own, Stored, Sum};

impl Device {
    /// Writes a notice with its sum.
    pub(crate) fn keep_notice(&mut self, notice: RecordId, stored: &Stored, own: Own, turn: &mut Turn<'_>) {
        turn.rows.write(Table::Notice, record(notice), stored);
        self.keep_sum(notice, stored.sum(own), turn);
    }

    /// Writes a notice whose changes are others now; what this person said of it stays.
    pub(crate) fn keep_changed_notice(&mut self, notice: RecordId, stored: &Stored, turn: &mut Turn<'_>) {
        let known = self.notices().get(&notice).map(|sum| sum.own);
        let own = known.unwrap_or_else(|| crate::chats::marks::notice_own(self, notice));
        self.keep_notice(notice, stored, own, turn);
    }

    /// Writes a sum.
    pub(crate) fn keep_sum(&mut self, notice: RecordId, sum: Sum, turn: &mut Turn<'_>) {
        turn.rows.write(Table::Meta, rows::sum_key(notice), &sum);
        crate::chats::marks::note_notice(self, notice, sum.own, turn);
        self.notices_mut().insert(notice, sum);
    }

    /// Takes a notice off this device.
    pub(crate) fn drop_notice(&mut self, notice: RecordId, turn: &mut Turn<'_>) {
        turn.rows.delete(Table::Notice, record(notice));
        turn.rows.delete(Table::Meta, rows::sum_key(notice));
        self.notices_mut().remove(&notice);
    }
}
