//! Drafts: what is typed and not registered yet; it survives a kill.

use linli_contract::Failure;
use linli_contract::households::{Draft, DropDraft, SaveDraft};
use linli_shared::ids::AreaId;

use crate::device::rows;
use crate::device::{Device, Turn};
use crate::store::Table;

/// Keeps a draft.
///
/// # Errors
/// [`Failure::NotHere`] for an unknown door.
pub fn save(device: &mut Device, request: &SaveDraft, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let door = device.tree().canonical(request.door);
    device.tree().area(door).ok_or(Failure::NotHere)?;
    let draft = serde_json::to_vec(&request.draft).map_err(|_| Failure::InvalidInput)?;
    turn.rows.put(Table::Draft, rows::draft(door, request.slot), draft);
    turn.durable();
    if device.drafts_mut().insert((door, request.slot)) {
        turn.door_changed(door);
    }
    Ok(())
}

/// Throws a draft away.
///
/// # Errors
/// None for now.
pub fn discard(device: &mut Device, request: &DropDraft, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let door = device.tree().canonical(request.door);
    forget(device, door, request.slot, turn);
    Ok(())
}

/// Forgets a draft, if there is one.
pub(super) fn forget(device: &mut Device, door: AreaId, slot: u8, turn: &mut Turn<'_>) {
    if device.drafts_mut().remove(&(door, slot)) {
        turn.rows.delete(Table::Draft, rows::draft(door, slot));
        turn.durable();
        turn.door_changed(door);
    }
}

/// A draft as it was kept; `None` if a newer release wrote it.
pub(super) fn read(door: AreaId, slot: u8, turn: &Turn<'_>) -> Result<Option<Draft>, Failure> {
    let kept = turn.rows.get(Table::Draft, &rows::draft(door, slot))?;
    Ok(kept.and_then(|bytes| serde_json::from_slice(bytes).ok()))
}
