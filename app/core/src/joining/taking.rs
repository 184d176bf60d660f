//! Taking a code that makes this device a member's: a reviewer's answer face to face, a card, a sheet of paper.

use linli_contract::joining::{CodeFault, TakeCode, TakePaper};
use linli_contract::members::Standing;
use linli_contract::{Event, Failure};
use linli_shared::joining::{PaperError, PaperSecret, ScannedCode, Voucher};
use linli_shared::kinds::Kind;
use linli_shared::roster::RosterFact;
use linli_shared::seal::unwrap;
use zeroize::Zeroize;

use super::codes::{fault, read};
use crate::device::identity::Seat;
use crate::device::outbox::{Command, OutBody};
use crate::device::write::About;
use crate::device::{Device, Turn};
use crate::members::found::roster_entry;
use crate::members::{enrol, standing};

/// Takes a card or a voucher.
///
/// # Errors
/// [`Failure::InvalidCode`] for another code, another device's voucher, and on a member's device.
pub fn take_code(device: &mut Device, request: &TakeCode, turn: &mut Turn<'_>) -> Result<Standing, Failure> {
    let (relay, code) = read(&request.code)?;
    if device.id().is_some() {
        return Err(fault(CodeFault::NotForThis));
    }
    match code {
        ScannedCode::Voucher(voucher) => take_voucher(device, relay, &voucher, turn),
        ScannedCode::Card(card) if !card.is_paper && card.seed.is_some() => {
            enrol::take_card(device, &card, relay, turn)?;
            Ok(sits(device, turn))
        }
        ScannedCode::Invite(_) | ScannedCode::Newcomer(_) | ScannedCode::Permit(_) | ScannedCode::Card(_) => {
            Err(fault(CodeFault::NotForThis))
        }
    }
}

/// Takes the place of a device of paper.
///
/// # Errors
/// As [`take_code`], and for digits with a slip in them.
pub fn take_paper(device: &mut Device, request: &TakePaper, turn: &mut Turn<'_>) -> Result<Standing, Failure> {
    let (relay, code) = read(&request.code)?;
    let ScannedCode::Card(card) = code else { return Err(fault(CodeFault::NotForThis)) };
    if !card.is_paper || device.id().is_some() {
        return Err(fault(CodeFault::NotForThis));
    }
    let mut secret = PaperSecret::from_text(&request.digits).map_err(|error| {
        fault(match error {
            PaperError::WrongLength => CodeFault::WrongLength,
            PaperError::WrongGroup(group) => CodeFault::WrongGroup(group),
        })
    })?;
    let taken = enrol::take_paper(device, &card, &secret, relay, turn);
    secret.0.zeroize();
    taken?;
    Ok(sits(device, turn))
}

/// Somebody who waited waits no more, and the relay is met at once.
fn sits(device: &mut Device, turn: &mut Turn<'_>) -> Standing {
    device.set_newcomer(None, turn);
    turn.tell(Event::SyncChanged);
    standing(device)
}

/// Sits down by a reviewer's word. Whether the reviewer may say it, only the roster tells; its secrets count once the
/// roster names what they commit to. The first parcel begins with the certificate, so the relay hears of it from whoever
/// comes first.
fn take_voucher(
    device: &mut Device,
    relay: String,
    voucher: &Voucher,
    turn: &mut Turn<'_>,
) -> Result<Standing, Failure> {
    let admission = voucher.certificate.admission().ok_or(fault(CodeFault::Damaged))?;
    let newcomer = device.newcomer().ok_or(fault(CodeFault::NotForThis))?.clone();
    let keys = newcomer.keys();
    if admission.keys != keys.keys() {
        return Err(fault(CodeFault::NotForThis));
    }
    let (log, id) = (admission.log, admission.keys.device());
    let seat = Seat { log, root: voucher.root, member: admission.member, seed: newcomer.seed, relay };
    device.sit_down(seat, turn)?;
    for wrapped in &voucher.wraps {
        // A secret that cannot be read is given again by whoever holds it.
        if let Ok((generation, secret)) = unwrap(&wrapped.wrap, log, wrapped.ring, id, &keys) {
            device.hold_secret(wrapped.ring, generation, secret, turn);
        }
    }
    let entry = roster_entry(log, &RosterFact::Certified { certificate: voucher.certificate.clone() });
    let about = About { record: entry.record, kind: Kind::Roster, scope: log.area(), area: None };
    device.enqueue(about, Command::Fact, OutBody::Act(vec![entry]), turn);
    Ok(standing(device))
}
