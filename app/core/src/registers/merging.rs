//! Two households of one door that are one.

use linli_contract::Failure;
use linli_contract::registers::{Done, MergeHouseholds};
use linli_shared::documents::household::PersonEntry;

use super::act::{Act, Here};
use super::carrying::{Home, carry};
use super::writing;
use crate::device::rows::Want;
use crate::device::{Device, Turn};

/// The rows merging needs.
pub(crate) fn wants(device: &Device, request: &MergeHouseholds) -> Vec<Want> {
    [request.keep, request.merge].iter().flat_map(|household| writing::record_wants(device, *household)).collect()
}

/// The people of one household become people of the other; what the other does not know of the home it takes over.
///
/// # Errors
/// [`Failure::NotHere`], [`Failure::NoRight`], [`Failure::InvalidInput`] for a household and itself, for two doors, and for
/// a household that has ended.
pub fn merge(device: &mut Device, request: &MergeHouseholds, turn: &mut Turn<'_>) -> Result<Done, Failure> {
    let keep = Here::open(device, request.keep, turn)?;
    let from = Here::open(device, request.merge, turn)?;
    let door = |here: &Here| device.tree().canonical(here.place.door);
    let has_ended = keep.read.is_over() || from.read.is_over();
    if keep.record == from.record || door(&keep) != door(&from) || has_ended {
        return Err(Failure::InvalidInput);
    }
    let people: Vec<&PersonEntry> = from.read.people.iter().collect();
    let mut act = Act::begin(device);
    carry(&mut act, device, &from, keep.place, &people, Home::Fills, turn)?;
    Ok(act.done(device, turn))
}
