//! Parcels that nobody will ask this device for any more.
//!
//! A parcel is kept so that it can be offered again if the relay loses it: an own one until a backup of the relay holds it,
//! another's for thirty days at most.
//! **Invariant:** what waits, is under way, lies in quarantine or is to be offered again is never among them.

use linli_contract::Failure;
use linli_shared::cbor;
use linli_shared::ids::DeviceId;

use super::ask::ParcelRow;
use super::outbox::OutState;
use super::{Device, Turn};
use crate::store::Table;

impl Device {
    /// Keys of the parcels that can go, with their bytes; every parcel has to be loaded.
    pub(crate) fn spare_parcels(&self, turn: &Turn<'_>) -> Result<Vec<(Vec<u8>, u64)>, Failure> {
        let mut spare = Vec::new();
        for (key, value) in turn.rows.all(Table::Parcel) {
            let row: ParcelRow = cbor::from_slice(value).map_err(|_| Failure::StoreFailed)?;
            if self.is_spare(key, &row) {
                spare.push((key.to_vec(), (key.len() + value.len()) as u64));
            }
        }
        Ok(spare)
    }

    fn is_spare(&self, key: &[u8], row: &ParcelRow) -> bool {
        if self.sync.reoffer.iter().any(|waiting| waiting.0 == key) {
            return false;
        }
        let is_backed_up = row.places.values().all(|place| *place <= self.sync.safe_through.min(self.sync.at));
        let Some((device, seq)) = key.split_first_chunk::<16>() else { return false };
        if Some(DeviceId(*device)) != self.id() {
            let now = self.sync.last_met.unwrap_or_default();
            let is_old = !Self::keeps_parcel(linli_shared::calendar::Millis(row.taken), now);
            return (is_backed_up && !row.places.is_empty()) || is_old;
        }
        let Ok(seq) = seq.try_into().map(u64::from_be_bytes) else { return false };
        let is_open = self
            .outbox
            .values()
            .any(|item| matches!(item.state, OutState::Formed(of, _) | OutState::Quarantined(of, _) if of == seq));
        // An own parcel without a place was refused as a whole, and its place in the chain is all that is left of it.
        is_backed_up && !is_open && !self.sync.unsettled.contains(&seq) && seq < self.sync.chain_seq
    }
}
