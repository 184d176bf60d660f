//! What was refused or lost is taken out of what this device shows.

use linli_contract::{Event, Failure};
use linli_shared::ids::DeviceId;
use linli_shared::kinds::{Family, Kind};
use linli_shared::notices::ReceiptContent;
use linli_shared::parcel::Entry;

use super::rows::{Receipts, Stored};
use crate::device::outbox::OutboxItem;
use crate::device::rows::{receipts, record};
use crate::device::{Device, Turn};
use crate::store::Table;

/// Own work that was refused is taken out of what this device shows.
pub(crate) fn undo(device: &mut Device, item: &OutboxItem, turn: &mut Turn<'_>) -> Result<(), Failure> {
    turn.tell(Event::NoticesChanged);
    if item.kind.family() == Family::Receipt {
        if let Some(mut sum) = device.notices().get(&item.record).cloned() {
            sum.own = sum.own.without_word();
            device.keep_sum(item.record, sum, turn);
        }
        return Ok(());
    }
    let Some(mut stored) = turn.rows.read::<Stored>(Table::Notice, &record(item.record))? else { return Ok(()) };
    if item.kind == Kind::Notice {
        if !stored.is_confirmed() {
            device.drop_notice(item.record, turn);
        }
        return Ok(());
    }
    stored.changes.retain(|change| change.number != Some(item.number));
    device.keep_changed_notice(item.record, &stored, turn);
    Ok(())
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
