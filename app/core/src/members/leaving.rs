//! Members who leave and devices that are lost: the relay stops serving them, and rings turn in the same act.

use linli_contract::Failure;
use linli_contract::members::{GiveSeat, RemoveDevice, RemoveMember};
use linli_shared::roster::RosterFact;

use super::acts::{check, put_act};
use crate::device::outbox::Command;
use crate::device::{Device, Turn};

/// Somebody is no longer a member.
///
/// # Errors
/// [`Failure::NoRight`], [`Failure::NotHere`] for somebody who is none, [`Failure::LastSteward`].
pub fn remove_member(device: &mut Device, request: &RemoveMember, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let me = device.member()?.0;
    if !device.roster_hoped().is_member(request.member) {
        return Err(Failure::NotHere);
    }
    if request.member == me && !super::list::is_steward(device) {
        return Err(Failure::NoRight);
    }
    put(device, RosterFact::MemberRemoved { member: request.member }, turn)
}

/// A device is no longer served: a lost phone, a sheet of paper, as a steward anybody's.
///
/// # Errors
/// [`Failure::NoRight`], [`Failure::NotHere`] if it is not served, [`Failure::InvalidInput`] for the one in the person's
/// hand, [`Failure::LastSteward`].
pub fn remove_device(device: &mut Device, request: &RemoveDevice, turn: &mut Turn<'_>) -> Result<(), Failure> {
    device.member()?;
    if device.id() == Some(request.device) {
        return Err(Failure::InvalidInput);
    }
    if device.roster_hoped().active(request.device).is_none() {
        return Err(Failure::NotHere);
    }
    put(device, RosterFact::DeviceRemoved { device: request.device }, turn)
}

/// Hands a household's seat to another of the family.
///
/// # Errors
/// [`Failure::NoRight`] for others than its holder and the committee, [`Failure::InvalidInput`] for somebody who is not of
/// the family or holds it already.
pub fn give_seat(device: &mut Device, request: &GiveSeat, turn: &mut Turn<'_>) -> Result<(), Failure> {
    device.member()?;
    put(device, RosterFact::SeatGiven { member: request.member, household: request.household }, turn)
}

fn put(device: &mut Device, fact: RosterFact, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let facts = [fact];
    check(device, &facts)?;
    put_act(device, None, Command::Fact, &facts, Vec::new(), turn).map(drop)
}
