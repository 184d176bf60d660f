//! Reporting: what a report begins with, the draft, sending it.
//!
//! A report is a ticket's first act: its audience and its case. Whom it goes to follows from the community's routes.
//! **Invariant:** who files for somebody else is named beside them.

use std::collections::BTreeSet;

use linli_contract::Failure;
use linli_contract::tickets::{Category, Handler, OpenReport, ReportForm, ReportView, SaveReportDraft, SendReport};
use linli_shared::access::{RecordAt, holds};
use linli_shared::areas::AreaKind;
use linli_shared::ids::{AreaId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::roster::Role;
use linli_shared::seal::rand_core::Rng as _;
use linli_shared::tickets::{CaseContent, TEXT, VERSION};

use super::form::{check, route};
use super::keep;
use super::reading::{is_neighbour, is_reached, path};
use super::write::{NewCase, write_case};
use crate::device::rows::record as record_key;
use crate::device::{Device, Turn};
use crate::store::Table;
use crate::{photos, rights};

/// The longest text of a draft, in characters: more than can be sent may be typed, but not without end.
const DRAFT: usize = 4 * TEXT;
/// The use of a step's randomness that names a ticket.
const NEW_TICKET: u64 = 0x7469_636b;

/// What a report begins with.
///
/// # Errors
/// [`Failure::Stranger`]; [`Failure::NoRight`] for who is no neighbour: departments and observers.
pub fn open_report(device: &mut Device, request: &OpenReport, _: &mut Turn<'_>) -> Result<ReportView, Failure> {
    may_report(device)?;
    let tables = keep::tables(device);
    let is_offered = |category: &Category| !category.is_off && category.is_service == request.is_service;
    let draft = device.report_draft(request.is_service).cloned();
    let tree = device.tree();
    let with_path = |area: AreaId| (area, path(device, area));
    let buildings = tree.grids().into_iter().flat_map(|grid| tree.buildings(grid));
    Ok(ReportView {
        categories: tables.categories.into_iter().filter(is_offered).collect(),
        own_places: own_places(device)?.into_iter().map(with_path).collect(),
        buildings: buildings.filter(|building| tree.is_in_use(*building)).map(with_path).collect(),
        attached: draft.as_ref().map(|draft| photos::kept(device, &draft.attached)).unwrap_or_default(),
        draft,
        may_file_for_others: may_file_for_others(device)?,
    })
}

fn may_report(device: &Device) -> Result<(), Failure> {
    if is_neighbour(device)? { Ok(()) } else { Err(Failure::NoRight) }
}

/// Own doors, then their stairs, then their buildings, then the buildings that roles of a neighbour name.
fn own_places(device: &Device) -> Result<Vec<AreaId>, Failure> {
    let me = device.member()?.0;
    let (tree, roster) = (device.tree(), device.roster());
    let registered = |household: RecordId| {
        let mut rows = device.doors().iter();
        rows.find(|(_, row)| row.households.iter().any(|known| known.record == household)).map(|(door, _)| *door)
    };
    let doors = roster.households(me).filter_map(|home| rights::door_of(device, home).or_else(|| registered(home)));
    let doors: Vec<AreaId> = doors.map(|door| tree.canonical(door)).filter(|door| tree.is_in_use(*door)).collect();
    let above = |kind| doors.iter().filter_map(move |door| tree.ancestor(*door, kind));
    let time = device.sync_state().last_met.unwrap_or_default();
    let grants = roster.roles(me, time).filter(|grant| matches!(grant.role, Role::Resident | Role::BuildingLeader));
    let of_roles = grants.map(|grant| grant.scope).filter(|scope| tree.grid(*scope).is_some());
    let mut seen = BTreeSet::new();
    let all = doors.iter().copied().chain(above(AreaKind::Stair)).chain(above(AreaKind::Building)).chain(of_roles);
    Ok(all.filter(|area| tree.is_in_use(*area) && seen.insert(*area)).collect())
}

/// Whether this person may file for somebody who cannot: workers, building leaders, the committee.
fn may_file_for_others(device: &Device) -> Result<bool, Failure> {
    let me = device.member()?.0;
    let time = device.sync_state().last_met.unwrap_or_default();
    let roles = [Role::GridWorker, Role::BuildingLeader, Role::Steward];
    Ok(roles.into_iter().any(|role| holds(device.roster(), time, me, role, None)))
}

/// Keeps what is typed.
///
/// # Errors
/// [`Failure::Stranger`], [`Failure::NoRight`]; [`Failure::InvalidInput`] for more than anybody types.
pub fn save_report_draft(device: &mut Device, request: &SaveReportDraft, turn: &mut Turn<'_>) -> Result<(), Failure> {
    may_report(device)?;
    let is_small = |form: &ReportForm| {
        [&form.category, &form.place, &form.words, &form.phone, &form.for_person]
            .into_iter()
            .all(|text| text.chars().count() <= DRAFT)
            && form.attached.len() <= linli_shared::blobs::MAX_ATTACHED
    };
    let is_of_kind = |form: &ReportForm| form.is_service == request.is_service;
    if !request.form.as_ref().is_none_or(|form| is_small(form) && is_of_kind(form)) {
        return Err(Failure::InvalidInput);
    }
    device.keep_report(request.is_service, request.form.clone(), turn);
    Ok(())
}

/// Reports; the answer is the ticket.
///
/// # Errors
/// [`Failure::NoRight`] for who is no neighbour, and for who files for others and may not; [`Failure::InvalidInput`],
/// [`Failure::NotHere`], [`Failure::TooManyPhotos`], [`Failure::BadPhoto`]. Then nothing was sent.
pub fn send_report(device: &mut Device, request: &SendReport, turn: &mut Turn<'_>) -> Result<RecordId, Failure> {
    may_report(device)?;
    let (me, form) = (device.member()?.0, &request.form);
    if (form.for_member.is_some() || !form.for_person.trim().is_empty()) && !may_file_for_others(device)? {
        return Err(Failure::NoRight);
    }
    if form.for_member.is_some_and(|member| !device.roster().is_member(member)) {
        return Err(Failure::NotHere);
    }
    let tables = keep::tables(device);
    let checked = check(form, &tables, device.tree())?;
    let root = device.tree().root();
    let grid = checked.place.area.and_then(|area| device.tree().grid(area)).or_else(|| own_grid(device));
    let scope = grid.unwrap_or(root);
    let sent_to = route(checked.category, |handler| is_reached(device, handler, scope));
    let time = device.sync_state().last_met.unwrap_or_default();
    let mut readers: BTreeSet<Handler> = sent_to.iter().copied().collect();
    readers.extend(form.for_member.map(Handler::Member));
    if scope != root && holds(device.roster(), time, me, Role::GridWorker, Some(scope)) {
        readers.insert(Handler::GridWorkers);
    }
    let mut id = [0; 16];
    turn.rng(NEW_TICKET).fill_bytes(&mut id);
    let record = RecordId(id);
    let place = checked.place;
    let area = place.area;
    let mut content = CaseContent {
        version: VERSION,
        category: checked.category.key.clone(),
        place,
        words: checked.words,
        attached: Vec::new(),
        for_member: form.for_member.filter(|member| *member != me),
        for_person: checked.for_person,
        phone: checked.phone,
        // What somebody orders for themself is nobody else's business.
        public: form.public.filter(|_| !form.is_service),
        sent_to,
        at: turn.now.time,
        thread_of: None,
        is_service: form.is_service,
    };
    if !form.attached.is_empty() {
        let at = RecordAt { record, kind: Kind::Case, scope };
        content.attached = photos::attach(device, turn, &form.attached, at)?;
        photos::note(turn, at, &content.attached);
    }
    content.check().map_err(|_| Failure::InvalidInput)?;
    // Nobody has this number.
    turn.rows.load(Table::Ticket, record_key(record), None);
    write_case(device, NewCase { record, scope, area, readers, is_reporters: true, content }, turn)?;
    device.keep_report(form.is_service, None, turn);
    Ok(record)
}

/// The grid that a worker has, if it is one: where what they report without an area most likely is.
fn own_grid(device: &Device) -> Option<AreaId> {
    let me = device.member().ok()?.0;
    let time = device.sync_state().last_met.unwrap_or_default();
    let grants = device.roster().roles(me, time).filter(|grant| grant.role == Role::GridWorker);
    let grids: BTreeSet<AreaId> = grants.map(|grant| grant.scope).collect();
    let grid = grids.first().copied().filter(|_| grids.len() == 1)?;
    (device.tree().kind(grid) == Some(AreaKind::Grid)).then_some(grid)
}
