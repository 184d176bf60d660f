//! The desk: what waits for this person's decision.

use linli_contract::Failure;
use linli_contract::joining::{DeskView, ReadDesk};

use super::acting::steward;
use super::held;
use super::invitations::is_reviewer;
use super::requests::{self, Surroundings};
use crate::device::{Device, Turn};

/// What waits for this person's decision; nothing for whoever decides on nothing.
///
/// # Errors
/// [`Failure::Stranger`].
pub fn desk(device: &mut Device, _: &ReadDesk, turn: &mut Turn<'_>) -> Result<DeskView, Failure> {
    device.member()?;
    let can_admit = steward(device).is_ok();
    let asked = if is_reviewer(device) { requests::all(device) } else { Vec::new() };
    let around = (!asked.is_empty()).then(|| Surroundings::new(device));
    let views = around.iter().flat_map(|around| asked.iter().map(|asked| around.view(device, asked)));
    Ok(DeskView {
        requests: views.collect(),
        held: if can_admit { held::views(device) } else { Vec::new() },
        proposals: crate::rights::proposals(device, turn),
        can_admit,
    })
}
