//! What was refused or lost is taken out of what this device shows.
//!
//! **Invariant:** the words and photos of a notice or correction that was refused stay with the person who wrote them, unless
//! the notice was erased.

use linli_contract::{Event, Failure};
use linli_shared::access::RecordAt;
use linli_shared::ids::{DeviceId, RecordId};
use linli_shared::kinds::{Family, Kind};
use linli_shared::notices::{NoticeChange, NoticeContent, ReceiptContent};
use linli_shared::parcel::Entry;

use super::draft;
use super::read::form;
use super::rows::{Receipts, Stored};
use crate::device::outbox::{OutBody, OutboxItem, StoredReason};
use crate::device::rows::{receipts, record};
use crate::device::{Device, Turn};
use crate::photos;
use crate::store::Table;

/// Own work that was refused is taken out of what this device shows; what was written becomes a draft again.
pub(crate) fn undo(
    device: &mut Device,
    item: &OutboxItem,
    reason: StoredReason,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    turn.tell(Event::NoticesChanged);
    if item.kind.family() == Family::Receipt {
        if let Some(mut sum) = device.notices().get(&item.record).cloned() {
            sum.own = sum.own.without_word();
            device.keep_sum(item.record, sum, turn);
        }
        return Ok(());
    }
    let mut stored = turn.rows.read::<Stored>(Table::Notice, &record(item.record))?;
    if item.kind == Kind::Notice {
        if stored.take_if(|stored| !stored.is_confirmed()).is_some() {
            device.drop_notice(item.record, turn);
        }
    } else if let Some(stored) = &mut stored {
        stored.changes.retain(|change| change.number != Some(item.number));
        device.keep_changed_notice(item.record, stored, turn);
    }
    if item.is_pending() && reason != StoredReason::Renewed {
        give_back(device, item, stored.as_ref(), turn);
    }
    Ok(())
}

/// Writes what was refused back as a draft, with its photos.
fn give_back(device: &mut Device, item: &OutboxItem, stored: Option<&Stored>, turn: &mut Turn<'_>) {
    let Some(content) = written(item) else { return };
    let at = RecordAt { record: item.record, kind: Kind::Notice, scope: item.scope };
    let still = stored.map(Stored::attached).unwrap_or_default();
    photos::release(device, turn, at, &content.attached, &still);
    let corrects = stored.map(|_| item.record).filter(|_| item.kind == Kind::NoticeChange);
    draft::put_back(device, form(&content), corrects, turn);
}

/// What an own notice or correction says.
fn written(item: &OutboxItem) -> Option<NoticeContent> {
    let OutBody::Content(content) = &item.body else { return None };
    if item.kind == Kind::Notice {
        return NoticeContent::from_content(content).ok();
    }
    match NoticeChange::from_content(content).ok()? {
        NoticeChange::Corrected(content) => Some(content),
        NoticeChange::Withdrawn { .. } => None,
    }
}

/// A notice that was erased leaves this device, with what was said of it and what corrects it. Every row of notices and
/// drafts has to be loaded.
pub(crate) fn erase(device: &mut Device, notice: RecordId, turn: &mut Turn<'_>) {
    let said: Vec<Vec<u8>> = turn
        .rows
        .all(Table::Notice)
        .filter(|(key, _)| key.starts_with(&notice.0))
        .map(|(key, _)| key.to_vec())
        .collect();
    said.into_iter().for_each(|key| turn.rows.delete(Table::Notice, key));
    device.drop_notice(notice, turn);
    draft::drop_corrections(notice, turn);
    turn.tell(Event::NoticesChanged);
}

/// An entry that the relay lost is taken out of what this device shows.
pub(crate) fn forget(
    device: &mut Device,
    entry: &Entry,
    author: DeviceId,
    content: &[u8],
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    turn.tell(Event::NoticesChanged);
    if entry.kind.family() == Family::Receipt {
        let key = receipts(entry.record, entry.scope);
        let kept: Option<Receipts> = turn.rows.read(Table::Notice, &key)?;
        if let (Some(mut kept), Ok(said)) = (kept, ReceiptContent::from_content(content)) {
            kept.list.retain(|known| known.device != author || known.said != said);
            turn.rows.write(Table::Notice, key, &kept);
        }
        return Ok(());
    }
    let Some(mut stored) = turn.rows.read::<Stored>(Table::Notice, &record(entry.record))? else { return Ok(()) };
    if entry.kind == Kind::Notice {
        if stored.device == author && stored.content == content {
            device.drop_notice(entry.record, turn);
        }
        return Ok(());
    }
    stored.changes.retain(|change| change.number.is_some() || change.device != author || change.content != content);
    device.keep_changed_notice(entry.record, &stored, turn);
    Ok(())
}
