//! Public versions: reading one, "me too", publishing by hand; open reports that look like one being written.
//!
//! **Invariant:** a public version never names a door, a telephone number, or a reporter who did not wish it.

use core::cmp::Reverse;
use std::collections::BTreeSet;

use linli_contract::Failure;
use linli_contract::tickets::{
    FindSimilar, Handler, PublicView, PublicWish, PublishTicket, ReadPublic, SetVoice, TicketRow,
};
use linli_shared::access::RecordAt;
use linli_shared::areas::AreaKind;
use linli_shared::blobs::{Attachment, BlobType};
use linli_shared::calendar::Millis;
use linli_shared::ids::{MemberId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::tickets::{
    Actor, CaseContent, PublicContent, TEXT, VERSION, VoiceContent, Whereabouts, public_record,
};

use super::form::text;
use super::keep;
use super::reading::{Reading, is_neighbour};
use super::rows::{self, PublicRow};
use super::similar::{OFFERED, Wanted};
use super::sums;
use super::write::{Along, write_public, write_voice};
use crate::device::rows::Want;
use crate::device::{Device, Turn};
use crate::photos;

/// Whether somebody may publish: the committee, grid workers, the property company.
pub(super) fn may_publish(actor: &Actor) -> bool {
    [Handler::Committee, Handler::GridWorkers, Handler::Property].into_iter().any(|hand| actor.is(hand))
}

/// What everybody may see of a case; `None` if its reporter did not wish it, or wished to be named and cannot be here.
pub(super) fn content_of(
    device: &Device,
    case: &CaseContent,
    reporter: MemberId,
    words: String,
    attached: Vec<Attachment>,
    now: Millis,
) -> Option<PublicContent> {
    let name = match case.public? {
        PublicWish::Nameless => String::new(),
        PublicWish::Named => device.member_name(reporter)?.to_owned(),
    };
    let tree = device.tree();
    let area = case.place.area.map(|area| match tree.kind(area) {
        Some(AreaKind::Door) => tree.parent(area).unwrap_or(area),
        Some(_) | None => area,
    });
    let place = Whereabouts { area, words: case.place.words.clone() };
    Some(PublicContent { version: VERSION, category: case.category.clone(), place, words, attached, name, at: now })
}

/// The rows that [`find_similar`] needs.
pub fn find_similar_wants(device: &Device, _: &FindSimilar) -> Vec<Want> {
    sums::wants(device)
}

/// Open reports that look like one being written, the most alike first: public versions, and own ones.
///
/// # Errors
/// [`Failure::Stranger`]; [`Failure::NoRight`] for who is no neighbour.
pub fn find_similar(
    device: &mut Device,
    request: &FindSimilar,
    turn: &mut Turn<'_>,
) -> Result<Vec<TicketRow>, Failure> {
    if !is_neighbour(device)? {
        return Err(Failure::NoRight);
    }
    device.sums(turn)?;
    let reading = Reading::new(device, turn)?;
    let tree = device.tree();
    let area = request.area.map(|area| tree.canonical(area));
    let typed: String = request.words.chars().take(TEXT).collect();
    let wanted = Wanted::new(&request.category, area, &typed);
    let fit =
        |category: &str, area, place: &str, words: &str| wanted.fit(tree, category, area, &format!("{place} {words}"));
    let mut found: Vec<(usize, TicketRow)> = Vec::new();
    let mut shown: BTreeSet<RecordId> = BTreeSet::new();
    for sum in reading.sums.tickets.values().filter(|sum| sum.status.is_open() && reading.is_mine(sum)) {
        if let Some(fit) = fit(&sum.category, sum.area, &sum.place, &sum.words) {
            shown.insert(public_record(sum.record));
            found.push((fit, reading.row(sum)));
        }
    }
    for sum in reading.sums.public.values().filter(|sum| sum.status.is_open() && !shown.contains(&sum.record)) {
        if let Some(fit) = fit(&sum.category, sum.area, &sum.place, &sum.words) {
            found.push((fit, reading.public_row(sum)));
        }
    }
    found.sort_by_key(|(fit, row)| (Reverse(*fit), Reverse(row.reported), row.ticket));
    Ok(found.into_iter().take(OFFERED).map(|(_, row)| row).collect())
}

/// The rows that [`read_public`] needs.
pub fn read_public_wants(device: &Device, request: &ReadPublic) -> Vec<Want> {
    let mut wants = sums::wants(device);
    wants.push(rows::public_want(request.report));
    wants
}

/// A public version; what is in it is no longer new.
///
/// # Errors
/// [`Failure::Stranger`]; [`Failure::NotHere`] for one that is not on this device.
pub fn read_public(device: &mut Device, request: &ReadPublic, turn: &mut Turn<'_>) -> Result<PublicView, Failure> {
    device.member()?;
    device.sums(turn)?;
    let id = request.report;
    let row = device.public_report(turn, id)?.ok_or(Failure::NotHere)?;
    let view = view_of(&Reading::new(device, turn)?, id, &row).ok_or(Failure::NotHere)?;
    if view.row.is_unread {
        device.write_public_row(id, &PublicRow { opened: Some(turn.now.time), ..row }, turn);
    }
    Ok(view)
}

/// A public version as it is shown; `None` while it is not here.
pub(super) fn view_of(reading: &Reading<'_>, id: RecordId, row: &PublicRow) -> Option<PublicView> {
    let report = row.report.as_ref()?;
    let sum = reading.sums.public.get(&id)?;
    let at = RecordAt { record: id, kind: Kind::PublicReport, scope: row.scope };
    let attached = report.public().map(|content| content.attached).unwrap_or_default();
    Some(PublicView {
        row: reading.public_row(sum),
        words: sum.words.clone(),
        attached: photos::view(reading.device, at, &attached),
        name: sum.name.clone(),
        me_too: sum.is_mine_too,
        follows: sum.follows,
    })
}

/// The rows that [`set_voice`] needs.
pub fn set_voice_wants(_: &Device, request: &SetVoice) -> Vec<Want> {
    vec![rows::public_want(request.report)]
}

/// Says "me too", follows, or no longer.
///
/// # Errors
/// [`Failure::NoRight`] for who is no neighbour; [`Failure::NotHere`] for a public version that is not on this device.
pub fn set_voice(device: &mut Device, request: &SetVoice, turn: &mut Turn<'_>) -> Result<(), Failure> {
    if !is_neighbour(device)? {
        return Err(Failure::NoRight);
    }
    let me = device.member()?.0;
    let row = device.public_report(turn, request.report)?.filter(|row| row.report.is_some());
    let row = row.ok_or(Failure::NotHere)?;
    let said = row.voices().into_iter().find(|(member, _)| *member == me).map(|(_, voice)| voice);
    let said = said.map_or((false, false), |voice| (voice.me_too, voice.follows));
    let (me_too, follows) = (request.me_too, request.follows);
    if said == (me_too, follows) {
        return Ok(());
    }
    let voice = VoiceContent { version: VERSION, me_too, follows, state: None, at: turn.now.time };
    write_voice(device, request.report, voice, Along::Nothing, turn)
}

/// The rows that [`publish_ticket`] needs.
pub fn publish_ticket_wants(_: &Device, request: &PublishTicket) -> Vec<Want> {
    vec![rows::want(request.ticket), rows::public_want(public_record(request.ticket))]
}

/// Publishes a ticket's public version in words of who handles it.
///
/// # Errors
/// [`Failure::NotHere`] for a ticket that this person does not read; [`Failure::NoRight`] for who may not publish, and where
/// the reporter did not wish it; [`Failure::TooLate`] if it is published already; [`Failure::InvalidInput`] without words.
pub fn publish_ticket(device: &mut Device, request: &PublishTicket, turn: &mut Turn<'_>) -> Result<(), Failure> {
    device.member()?;
    let row = device.ticket(turn, request.ticket)?.ok_or(Failure::NotHere)?;
    let at = row.case.as_ref().ok_or(Failure::NotHere)?;
    let case = at.content().ok_or(Failure::NewerAppNeeded)?;
    let scope = row.meta.scope;
    if case.thread_of.is_some() || !may_publish(&device.own_actor(scope)?) {
        return Err(Failure::NoRight);
    }
    let public = public_record(request.ticket);
    if device.public_report(turn, public)?.is_some_and(|known| known.report.is_some()) {
        return Err(Failure::TooLate);
    }
    let words = text(&request.words, TEXT).ok_or(Failure::InvalidInput)?;
    let mut content = content_of(device, &case, at.author, words, Vec::new(), turn.now.time).ok_or(Failure::NoRight)?;
    if request.with_photos && !case.attached.is_empty() {
        let is_photo = |attached: &&Attachment| attached.kind != BlobType::Pdf;
        content.attached = case.attached.iter().filter(is_photo).cloned().collect();
        let at = RecordAt { record: public, kind: Kind::PublicReport, scope };
        photos::also(device, turn, &content.attached, at);
        photos::note(turn, at, &content.attached);
    }
    content.check().map_err(|_| Failure::InvalidInput)?;
    let state = keep::fold_of(device, &row).map(|ticket| ticket.status);
    let bundle = device.take_number();
    write_public(device, request.ticket, scope, content, Along::Bundle(bundle), turn)?;
    let voice = VoiceContent { version: VERSION, me_too: false, follows: false, state, at: turn.now.time };
    write_voice(device, public, voice, Along::Bundle(bundle), turn)
}
