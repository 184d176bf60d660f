//! Storage: what this device keeps, and what can be freed.
//!
//! The device counts what it holds; how many bytes that takes and how many are left only its disk can say, so the driver
//! adds those.
//! **Invariant:** freeing touches nothing that is not also with the relay and in a backup of it, and nothing a person sees.

use linli_contract::Failure;
use linli_contract::storage::{ReadStorage, StorageView};

use crate::device::rows::Want;
use crate::device::{Device, Turn};
use crate::store::{Room, Table};

/// Less than this is little, whatever is used.
const LITTLE: u64 = 50_000_000;

/// The rows that reading needs.
pub(crate) fn read_wants(request: &ReadStorage) -> Vec<Want> {
    if request.is_thorough { free_wants() } else { Vec::new() }
}

/// The rows that freeing needs.
pub(crate) fn free_wants() -> Vec<Want> {
    vec![Want::All(Table::Parcel)]
}

/// What this device keeps, as far as the state machine knows.
///
/// # Errors
/// [`Failure::StoreFailed`] if a parcel cannot be read.
pub fn read(device: &Device, request: &ReadStorage, turn: &Turn<'_>) -> Result<StorageView, Failure> {
    let parcels = if request.is_thorough { spare_bytes(&device.spare_parcels(turn)?) } else { 0 };
    let freeable = parcels + device.photo_room().2;
    Ok(view(device, freeable))
}

/// Lets go of parcels and photos that the relay has for good.
///
/// # Errors
/// [`Failure::StoreFailed`] if a parcel cannot be read; then nothing was freed.
pub fn free(device: &mut Device, turn: &mut Turn<'_>) -> Result<StorageView, Failure> {
    for (key, _) in device.spare_parcels(turn)? {
        turn.rows.delete(Table::Parcel, key);
    }
    device.free_photos(turn);
    // Otherwise a crash could bring back parcels that the safety copy has.
    turn.durable();
    Ok(view(device, 0))
}

/// Adds what the disk says.
pub(crate) fn with_room(view: StorageView, room: Room) -> StorageView {
    let Room { used, free, spare, is_persistent } = room;
    let is_short = free.is_some() && !is_enough(room);
    StorageView { used, free, freeable: view.freeable + spare, is_short, is_persistent, ..view }
}

/// Whether there is room to go on with; where nobody tells, there may be none.
pub(crate) fn is_enough(room: Room) -> bool {
    room.free.is_some_and(|free| free >= LITTLE && free >= room.used.unwrap_or(0) / 10)
}

fn spare_bytes(parcels: &[(Vec<u8>, u64)]) -> u64 {
    parcels.iter().map(|(_, bytes)| bytes).sum()
}

fn view(device: &Device, freeable: u64) -> StorageView {
    let count = |of: fn(&crate::device::doors::DoorRow) -> usize| device.doors().values().map(of).sum::<usize>() as u32;
    let (photos, photo_bytes, _) = device.photo_room();
    StorageView {
        used: None,
        free: None,
        freeable,
        photos,
        photo_bytes,
        households: count(|row| row.households.len()),
        visits: count(|row| row.visits.len()),
        waiting: device.outbox().filter(|item| item.is_pending()).count() as u32,
        is_short: false,
        is_persistent: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(used: Option<u64>, free: Option<u64>) -> bool {
        let bare = StorageView {
            used: None,
            free: None,
            freeable: 5,
            households: 0,
            visits: 0,
            photos: 0,
            photo_bytes: 0,
            waiting: 0,
            is_short: false,
            is_persistent: None,
        };
        let told = with_room(bare, Room { used, free, spare: 7, is_persistent: Some(true) });
        assert_eq!((told.used, told.free, told.freeable, told.is_persistent), (used, free, 12, Some(true)));
        told.is_short
    }

    #[test]
    fn little_room_is_told_before_there_is_none() {
        assert!(judged(Some(1_000), Some(49_999_999)));
        assert!(!judged(Some(1_000), Some(50_000_000)));
        assert!(judged(Some(1_000_000_010), Some(100_000_000)));
        assert!(!judged(Some(1_000_000_000), Some(100_000_000)));
        assert!(!judged(None, None), "nobody knows");
        assert!(judged(None, Some(0)));
    }
}
