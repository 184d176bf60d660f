//! Reading the whole tree, to edit it.

use std::collections::BTreeMap;

use linli_contract::Failure;
use linli_contract::buildings::{AreaKind, AreaRow, AreasView};
use linli_shared::areas::Tree;
use linli_shared::ids::AreaId;

use super::may_edit;
use crate::device::Device;

/// Every area with how many households stand in it.
///
/// # Errors
/// [`Failure::Stranger`].
pub fn areas(device: &Device) -> Result<AreasView, Failure> {
    let may_edit = may_edit(device)?;
    let tree = device.tree();
    let households = households(device);
    let mut areas = Vec::new();
    let mut open: Vec<AreaId> = tree.all_children(tree.root()).into_iter().rev().collect();
    while let Some(id) = open.pop() {
        let Some(kind) = tree.kind(id) else { continue };
        areas.push(row(tree, id, kind, households.get(&id).copied().unwrap_or_default()));
        open.extend(tree.all_children(id).into_iter().rev());
    }
    Ok(AreasView { name: tree.name_of_community().to_owned(), areas, may_edit })
}

fn row(tree: &Tree, id: AreaId, kind: AreaKind, households: u32) -> AreaRow {
    let parent = if kind == AreaKind::Building { tree.grid(id) } else { tree.parent(id) };
    let parent = parent.unwrap_or(tree.root());
    let handed_to = tree.grid(id).filter(|grid| kind > AreaKind::Building && tree.grid(parent) != Some(*grid));
    AreaRow {
        id,
        parent,
        kind,
        label: tree.label(id).to_owned(),
        order: i16::try_from(tree.order(id)).unwrap_or(i16::MAX),
        usage: tree.usage(id),
        households,
        is_retired: tree.is_retired(id),
        handed_to,
    }
}

/// Households by every area they stand in.
fn households(device: &Device) -> BTreeMap<AreaId, u32> {
    let tree = device.tree();
    let mut sums = BTreeMap::new();
    for (door, row) in device.doors() {
        let standing = u32::try_from(row.standing().count()).unwrap_or(u32::MAX);
        if standing == 0 {
            continue;
        }
        let built = core::iter::successors(Some(*door), |id| tree.parent(*id));
        let built = built.filter(|id| tree.kind(*id).is_some_and(|kind| kind >= AreaKind::Building));
        for id in built.chain(tree.grid(*door)) {
            *sums.entry(id).or_default() += standing;
        }
    }
    sums
}
