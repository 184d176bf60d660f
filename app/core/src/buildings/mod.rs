//! Buildings: the committee edits the area tree; a building's sheet for the printer.
//!
//! **Invariant:** edits are taken as a whole or not at all, and each becomes a fact of its own, so that any number of them
//! fits into parcels.

mod edit;
mod grow;
mod read;
mod sheet;

pub use edit::{edit, wants};
pub use read::areas;
pub use sheet::sheet;

use linli_contract::Failure;
use linli_shared::access;
use linli_shared::roster::Role;

use crate::device::Device;

/// Whether this device's member may edit the tree: the committee.
fn may_edit(device: &Device) -> Result<bool, Failure> {
    let (member, _) = device.member()?;
    let time = device.sync_state().last_met.unwrap_or_default();
    Ok(access::holds(device.roster(), time, member, Role::Steward, None))
}
