//! Which doors a person may see.

use std::collections::BTreeSet;

use linli_contract::Failure;
use linli_shared::areas::{AreaKind, Tree};
use linli_shared::ids::AreaId;

use crate::areas::scopes;
use crate::device::Device;

/// The doors within scopes, in walking order.
pub(crate) fn doors(tree: &Tree, scopes: &BTreeSet<AreaId>) -> Vec<AreaId> {
    if scopes.contains(&tree.root()) {
        return tree.doors(tree.root());
    }
    let mut seen = BTreeSet::new();
    let mut all: Vec<AreaId> = grids_first(tree, scopes).into_iter().flat_map(|scope| tree.doors(scope)).collect();
    all.retain(|door| seen.insert(*door));
    all
}

/// The doors of an area, or of all that this device's member may see, in walking order.
///
/// # Errors
/// [`Failure::Stranger`], or [`Failure::NotHere`] for an area that is not within the member's scopes.
pub(crate) fn doors_within(device: &Device, within: Option<AreaId>) -> Result<Vec<AreaId>, Failure> {
    let scopes = scopes(device)?;
    let tree = device.tree();
    let Some(area) = within else { return Ok(doors(tree, &scopes)) };
    tree.area(area).ok_or(Failure::NotHere)?;
    let mut doors = tree.doors(area);
    if !scopes.contains(&tree.root()) {
        // A door of the building may have been handed to another grid, or be the only one that is this member's.
        doors.retain(|door| scopes.iter().any(|scope| tree.contains(*door, *scope)));
    }
    let is_seen = !doors.is_empty() || scopes.iter().any(|scope| tree.contains(area, *scope));
    if is_seen { Ok(doors) } else { Err(Failure::NotHere) }
}

/// The parts of an area: grids of the community, buildings of a grid; of a member with one grid its buildings.
pub(crate) fn parts(device: &Device, within: Option<AreaId>) -> Result<Vec<AreaId>, Failure> {
    let scopes = scopes(device)?;
    let tree = device.tree();
    let area = match within {
        Some(area) => area,
        None if scopes.contains(&tree.root()) => tree.root(),
        None => match grids_first(tree, &scopes).as_slice() {
            [one] => *one,
            several => return Ok(several.to_vec()),
        },
    };
    Ok(match tree.kind(area) {
        Some(AreaKind::Community) => tree.grids(),
        Some(AreaKind::Grid) => tree.buildings(area),
        Some(_) | None => Vec::new(),
    })
}

/// Scopes in walking order: grids as the community has them, then whatever else.
fn grids_first(tree: &Tree, scopes: &BTreeSet<AreaId>) -> Vec<AreaId> {
    let grids = tree.grids();
    let others = scopes.iter().copied().filter(|scope| !grids.contains(scope));
    grids.iter().copied().filter(|grid| scopes.contains(grid)).chain(others).collect()
}
