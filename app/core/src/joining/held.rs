//! Work in quarantine: shown to stewards as far as it can be opened, and decided on.

use linli_contract::joining::{DecideHeld, HeldReason, HeldView};
use linli_contract::{Event, Failure};
use linli_shared::areas::AreaFact;
use linli_shared::documents::household::Place;
use linli_shared::documents::{self, Document};
use linli_shared::ids::AreaId;
use linli_shared::kinds::{Family, Kind};
use linli_shared::parcel::{Entry, Parcel};
use linli_shared::protocol::{Held, Reject};
use linli_shared::roster::RosterFact;

use super::acting::{put, steward};
use crate::device::{Device, Turn};
use crate::sync::work;
use crate::visits::fact::VisitFact;

/// What waits, without what is decided on.
pub(super) fn views(device: &Device) -> Vec<HeldView> {
    let roster = device.roster_hoped();
    let held = device.reception().desk.iter().flat_map(|desk| &desk.held);
    let open = held.filter(|held| {
        let header = held.parcel.header();
        roster.decision(header.device, header.device_seq, held.act).is_none()
    });
    open.map(|held| view(device, held)).collect()
}

fn view(device: &Device, held: &Held) -> HeldView {
    let header = held.parcel.header();
    let first = held.parcel.first_index(usize::from(held.act));
    let entries: Vec<(u16, &Entry)> = held
        .parcel
        .acts()
        .get(usize::from(held.act))
        .into_iter()
        .flat_map(|act| act.entries())
        .map(|(index, entry)| (first + index as u16, entry))
        .collect();
    let mut what = Vec::new();
    for work in entries.iter().map(|(_, entry)| work(entry.kind)) {
        if !what.contains(&work) {
            what.push(work);
        }
    }
    let mut doors: Vec<AreaId> =
        entries.iter().filter_map(|(index, entry)| door(device, &held.parcel, *index, entry)).collect();
    doors.sort_unstable();
    doors.dedup();
    HeldView {
        device: header.device,
        device_seq: header.device_seq,
        act: held.act,
        by: device.name_of(header.device).map(str::to_owned),
        what,
        paths: doors.into_iter().map(|door| device.tree().path(door)).collect(),
        formed: header.time,
        why: why(device, held),
    }
}

fn why(device: &Device, held: &Held) -> HeldReason {
    match device.roster().device(held.parcel.header().device) {
        Some(author) if author.is_removed => HeldReason::DeviceRemoved,
        Some(_) if held.reason == Reject::NoRight => HeldReason::RoleEnded,
        Some(_) | None => HeldReason::Other,
    }
}

/// The door an entry is about, if its body can be opened and says so.
fn door(device: &Device, parcel: &Parcel, index: u16, entry: &Entry) -> Option<AreaId> {
    let known = device.doors().iter().find_map(|(door, row)| {
        row.households.iter().any(|household| household.record == entry.record).then_some(*door)
    });
    if known.is_some() {
        return known;
    }
    let content = device.open_entry(parcel, index, entry)?;
    let door = match entry.kind.family() {
        Family::Document if entry.kind == Kind::Household => {
            let mut document = Document::genesis(documents::Kind::Household, entry.record);
            document.admit(&content, parcel.header().device, |_| true).ok()?;
            Place::of(&document).ok()?.door
        }
        Family::Visit => VisitFact::from_content(&content).ok()?.door,
        Family::Areas if entry.kind == Kind::Door => {
            let AreaFact::Door { stair, .. } = AreaFact::decode(&content).ok()? else { return None };
            stair
        }
        Family::Roster
        | Family::Wrap
        | Family::Areas
        | Family::Document
        | Family::IdRecord
        | Family::Withdrawal
        | Family::Paper
        | Family::Ticket
        | Family::Public
        | Family::Notice
        | Family::Receipt
        | Family::Square
        | Family::Ballot
        | Family::Chat
        | Family::Unknown => return None,
    };
    device.tree().area(door).map(|_| device.tree().canonical(door))
}

/// Decides on work in quarantine.
///
/// # Errors
/// [`Failure::NoRight`] for anybody but a steward, [`Failure::NotHere`] for what does not wait.
pub fn decide_held(device: &mut Device, request: &DecideHeld, turn: &mut Turn<'_>) -> Result<(), Failure> {
    steward(device)?;
    let is_it =
        |held: &HeldView| (held.device, held.device_seq, held.act) == (request.device, request.device_seq, request.act);
    views(device).iter().find(|held| is_it(held)).ok_or(Failure::NotHere)?;
    let DecideHeld { device: author, device_seq, act, is_admitted } = *request;
    put(device, None, &[RosterFact::Decided { device: author, device_seq, act, is_admitted }], Vec::new(), turn)?;
    turn.tell(Event::DeskChanged);
    Ok(())
}
