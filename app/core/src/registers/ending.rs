//! Households that end, and endings that are taken back.

use linli_contract::Failure;
use linli_contract::registers::{Done, EndHousehold, Ending, ReopenHousehold};
use linli_shared::documents::household::{self, HouseholdEdit};

use super::act::Here;
use super::leaving::write;
use super::writing::Base;
use crate::device::{Device, Turn};

/// Ends a household; the next form of its slot is a new one.
///
/// # Errors
/// [`Failure::NotHere`], [`Failure::NoRight`], [`Failure::InvalidInput`] for a move, which says where to.
pub fn end(device: &mut Device, request: &EndHousehold, turn: &mut Turn<'_>) -> Result<Done, Failure> {
    let here = Here::open(device, request.household, turn)?;
    let base = here.state(&request.version)?;
    let why = match request.why {
        Ending::Left => household::Ending::Left,
        Ending::TenantsChanged => household::Ending::TenantsChanged,
        Ending::Mistake => household::Ending::Mistake,
        Ending::Moved => return Err(Failure::InvalidInput),
    };
    write(device, &here, vec![HouseholdEdit::End { why: Some(why) }], Base::At(&base), turn)
}

/// Takes an ending back.
///
/// # Errors
/// [`Failure::NotHere`], [`Failure::NoRight`].
pub fn reopen(device: &mut Device, request: &ReopenHousehold, turn: &mut Turn<'_>) -> Result<Done, Failure> {
    let here = Here::open(device, request.household, turn)?;
    write(device, &here, vec![HouseholdEdit::End { why: None }], Base::Now, turn)
}
