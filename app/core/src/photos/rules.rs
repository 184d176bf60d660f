//! How photos are sent, and what kind of network there is.

use linli_contract::Failure;
use linli_contract::photos::{PhotoRules, ReadPhotoRules, SetNetwork, SetPhotoRules};

use super::Photos;
use super::rows::{RULES, State};
use crate::device::rows::Want;
use crate::device::{Device, Turn};
use crate::store::Table;

/// The rows reading the rules needs.
pub fn read_photo_rules_wants(_: &Device, _: &ReadPhotoRules) -> Vec<Want> {
    Vec::new()
}

/// How photos are sent, and what waits.
///
/// # Errors
/// None.
pub fn read_photo_rules(device: &mut Device, _: &ReadPhotoRules, _: &mut Turn<'_>) -> Result<PhotoRules, Failure> {
    Ok(device.photos.rules())
}

/// The rows setting the rules needs.
pub fn set_photo_rules_wants(_: &Device, _: &SetPhotoRules) -> Vec<Want> {
    Vec::new()
}

/// Sets how photos are sent, on this device.
///
/// # Errors
/// None.
pub fn set_photo_rules(
    device: &mut Device,
    request: &SetPhotoRules,
    turn: &mut Turn<'_>,
) -> Result<PhotoRules, Failure> {
    device.photos.waits_for_wifi = request.waits_for_wifi;
    turn.rows.put(Table::Meta, RULES.to_vec(), vec![u8::from(request.waits_for_wifi)]);
    turn.durable();
    Ok(device.photos.rules())
}

/// The rows of a change of network.
pub fn set_network_wants(_: &Device, _: &SetNetwork) -> Vec<Want> {
    Vec::new()
}

/// The platform says what kind of network there is.
///
/// # Errors
/// None.
pub fn set_network(device: &mut Device, request: &SetNetwork, _: &mut Turn<'_>) -> Result<(), Failure> {
    device.photos.is_metered = request.is_metered;
    Ok(())
}

impl Photos {
    /// Whether what is to be sent waits for a network that costs nothing.
    pub(super) fn must_wait(&self) -> bool {
        self.waits_for_wifi && self.is_metered
    }

    fn rules(&self) -> PhotoRules {
        let left = self.rows.values().filter_map(|row| match row.state {
            State::Waiting { sent } => Some((row.whole.is_none(), row.blob.size.saturating_sub(sent))),
            State::Kept | State::Sent { .. } | State::Fetched => None,
        });
        let mut rules = PhotoRules { waits_for_wifi: self.waits_for_wifi, ..PhotoRules::default() };
        for (is_whole, bytes) in left {
            rules.waiting += u32::from(is_whole);
            rules.waiting_bytes += u64::from(bytes);
        }
        rules
    }
}
