//! Founding a community, or the log of a street or district, with a permission of the relay's keeper.

use linli_contract::Failure;
use linli_contract::joining::CodeFault;
use linli_contract::members::{Standing, StartCommunity};
use linli_shared::areas::AreaFact;
use linli_shared::ids::MemberId;
use linli_shared::joining::{CodeError, ScannedCode};
use linli_shared::roster::Role;
use linli_shared::seal::DeviceSecret;
use linli_shared::seal::rand_core::Rng as _;

use super::found::{self, Founding};
use crate::device::identity::Seat;
use crate::device::rows::Want;
use crate::device::{Device, Turn};

/// Uses of a step's randomness.
const SEED: u64 = 1 << 41;
const RINGS: u64 = SEED + 1;

/// Founds a log with this device's member as its first steward: a member at once, also without network.
///
/// # Errors
/// [`Failure::SeatTaken`] if the device belongs to somebody, [`Failure::InvalidCode`], [`Failure::InvalidInput`] for an
/// empty name.
pub fn start_community(
    device: &mut Device,
    request: &StartCommunity,
    turn: &mut Turn<'_>,
) -> Result<Standing, Failure> {
    if device.member().is_ok() {
        return Err(Failure::SeatTaken);
    }
    let (relay, code) = ScannedCode::from_text(&request.permit).map_err(fault)?;
    let ScannedCode::Permit(permit) = code else { return Err(Failure::InvalidCode(CodeFault::NotForThis)) };
    let name = request.name.trim();
    let named = AreaFact::Named { name: request.community.trim().to_owned(), above: Vec::new() };
    if name.is_empty() || named.check().is_err() {
        return Err(Failure::InvalidInput);
    }
    let mut rng = turn.rng(SEED);
    let (mut seed, mut member) = ([0; 32], [0; 16]);
    rng.fill_bytes(&mut seed);
    rng.fill_bytes(&mut member);
    let member = MemberId(member);
    let keys = DeviceSecret::from_seed(seed).keys();
    device.take_seat(Seat { log: permit.log, root: keys.signing, member, seed, relay }, turn)?;
    let founding = Founding {
        member,
        devices: vec![keys],
        roles: vec![(Role::Steward, permit.log.area())],
        name: name.to_owned(),
    };
    let members = [founding];
    for want in found::wants(&members) {
        // Nobody had this member's id before this step, so there is no row of theirs.
        if let Want::Row(table, key) = want {
            turn.rows.load(table, key, None);
        }
    }
    device.found(permit.relay, permit.secret, &members, &[named], &mut turn.rng(RINGS), turn)?;
    Ok(super::standing(device))
}

const fn fault(error: CodeError) -> Failure {
    Failure::InvalidCode(match error {
        CodeError::NotOurs => CodeFault::NotOurs,
        CodeError::Newer => CodeFault::Newer,
        CodeError::Damaged => CodeFault::Damaged,
    })
}
