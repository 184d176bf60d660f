//! Steps: what somebody does with a ticket, and what goes along with it in the same act.
//!
//! Who takes a ticket on whose reporter wished a public version publishes it behind that step, so that a nameless one does
//! not bear its reporter's signature; where it stands is said there by those who handle it.
//! **Invariant:** what is said in public is no part of the step: where two take a ticket on at once, one publishes it, and the
//! steps of both stand.
//! **Invariant:** no reporter writes to the record of the public version on their ticket's behalf.

use linli_contract::Failure;
use linli_contract::tickets::{CommunityTables, DoStep, Handler, StartThread, Step};
use linli_shared::access::RecordAt;
use linli_shared::ids::{AreaId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::seal::rand_core::Rng as _;
use linli_shared::tickets::{CaseContent, StepContent, TEXT, VERSION, VoiceContent, public_record};

use super::form::text;
use super::keep;
use super::public::{content_of, may_publish};
use super::reading::{is_reached, path};
use super::rows::{self, TicketRow};
use super::ticket::{is_above, may_begin_thread};
use super::write::{Along, open_thread, write_public, write_step, write_voice};
use crate::device::rows::Want;
use crate::device::{Device, Turn};
use crate::photos;

/// The use of a step's randomness that tells two equal steps apart.
const NEW_STEP: u64 = 0x7374_6570;

/// The rows that [`do_step`] needs.
pub fn do_step_wants(_: &Device, request: &DoStep) -> Vec<Want> {
    vec![rows::want(request.ticket), rows::public_want(public_record(request.ticket))]
}

/// Does something with a ticket.
///
/// # Errors
/// [`Failure::NotHere`] for a ticket that this person does not read, or a handler whom nothing reaches;
/// [`Failure::NoRight`], [`Failure::TooLate`], [`Failure::ReasonNeeded`], [`Failure::NewerAppNeeded`] as the ticket
/// stands; [`Failure::InvalidInput`], [`Failure::TooManyPhotos`], [`Failure::BadPhoto`]. Then nothing was written.
pub fn do_step(device: &mut Device, request: &DoStep, turn: &mut Turn<'_>) -> Result<(), Failure> {
    device.member()?;
    let id = request.ticket;
    let row = device.ticket(turn, id)?.ok_or(Failure::NotHere)?;
    let scope = row.meta.scope;
    match &request.step {
        Step::Sent { to } => are_reached(device, &keep::tables(device), scope, to)?,
        Step::OpenedTo { to } if !is_above(&keep::tables(device), *to) => return Err(Failure::InvalidInput),
        Step::Accepted
        | Step::Note
        | Step::Offline { .. }
        | Step::Returned
        | Step::Resolved
        | Step::Confirmed
        | Step::Reopened
        | Step::Rated { .. }
        | Step::Urged
        | Step::Withdrawn
        | Step::OpenedTo { .. } => {}
    }
    let mut number = [0; 8];
    turn.rng(NEW_STEP).fill_bytes(&mut number);
    let words = text(&with_place(device, &row, request), TEXT).ok_or(Failure::InvalidInput)?;
    let mut content = StepContent {
        version: VERSION,
        id: u64::from_be_bytes(number),
        step: request.step.clone(),
        words,
        attached: Vec::new(),
        at: turn.now.time,
    };
    let at = RecordAt { record: id, kind: Kind::Case, scope };
    content.attached = photos::attach(device, turn, &request.attached, at)?;
    content.check().map_err(|_| Failure::InvalidInput)?;
    write_step(device, id, content, None, turn)?;
    follow_public(device, id, &request.step, turn)
}

/// The words of a step, after the place where it goes to a department: its people do not read the community's areas. Where a
/// reason is needed the place is none.
fn with_place(device: &Device, row: &TicketRow, request: &DoStep) -> String {
    let words = request.words.trim();
    let is_far = |handler: &Handler| matches!(handler, Handler::Department(_));
    let goes_far = match &request.step {
        Step::Sent { to } => to.iter().any(is_far),
        Step::OpenedTo { to } => is_far(to) && !words.is_empty(),
        Step::Accepted
        | Step::Note
        | Step::Offline { .. }
        | Step::Returned
        | Step::Resolved
        | Step::Confirmed
        | Step::Reopened
        | Step::Rated { .. }
        | Step::Urged
        | Step::Withdrawn => false,
    };
    let area = row.case.as_ref().and_then(rows::CaseAt::content).and_then(|case| case.place.area);
    let path = area.filter(|_| goes_far).map(|area| path(device, area).join(" ")).unwrap_or_default();
    [path.as_str(), words].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Whether each of some handlers is one a ticket of a scope can be sent to.
fn are_reached(device: &Device, tables: &CommunityTables, scope: AreaId, to: &[Handler]) -> Result<(), Failure> {
    let is_known = |handler: &Handler| match handler {
        Handler::Department(id) => tables.department(*id).is_some(),
        Handler::Committee | Handler::GridWorkers | Handler::Property | Handler::Member(_) => true,
    };
    let fits = to.iter().all(|handler| is_known(handler) && is_reached(device, *handler, scope));
    if fits { Ok(()) } else { Err(Failure::NotHere) }
}

/// After a step: publishes what its reporter wished to be public, or says in the public version where the ticket stands.
fn follow_public(device: &mut Device, id: RecordId, step: &Step, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let row = device.ticket(turn, id)?.ok_or(Failure::Defect)?;
    let actor = device.own_actor(row.meta.scope)?;
    let Some(ticket) = keep::fold_of(device, &row).filter(|ticket| !ticket.is_thread && may_publish(&actor)) else {
        return Ok(());
    };
    let public = device.public_report(turn, public_record(id))?;
    let said = public.as_ref().and_then(super::rows::PublicRow::state).map(|(status, _)| status);
    let is_there = public.is_some_and(|public| public.report.is_some());
    let takes_on = matches!(step, Step::Accepted | Step::Sent { .. } | Step::Offline { .. } | Step::Resolved);
    let mut is_new = false;
    if !is_there {
        let content = wished(device, &row, turn).filter(|_| takes_on);
        let Some(content) = content else { return Ok(()) };
        write_public(device, id, row.meta.scope, content, Along::Step, turn)?;
        is_new = true;
    }
    let is_reporters = ticket.is_reporter(&actor)
        && matches!(step, Step::Confirmed | Step::Reopened | Step::Rated { .. } | Step::Withdrawn);
    let is_news = said != Some(ticket.status) && !(is_new && said.is_none() && ticket.status == FIRST);
    if is_reporters || !is_news {
        return Ok(());
    }
    let state = Some(ticket.status);
    let voice = VoiceContent { version: VERSION, me_too: false, follows: false, state, at: turn.now.time };
    write_voice(device, public_record(id), voice, Along::Step, turn)
}

/// Where a public version stands while nobody said anything else.
const FIRST: linli_shared::tickets::Status = linli_shared::tickets::Status::Accepted;

/// The public version that the reporter wished, in their words and without photos; `None` if they did not.
fn wished(device: &Device, row: &TicketRow, turn: &Turn<'_>) -> Option<linli_shared::tickets::PublicContent> {
    let at = row.case.as_ref()?;
    let case = at.content()?;
    let content = content_of(device, &case, at.author, case.words.clone(), Vec::new(), turn.now.time)?;
    content.check().ok().map(|()| content)
}

/// The rows that [`start_thread`] needs.
pub fn start_thread_wants(_: &Device, request: &StartThread) -> Vec<Want> {
    vec![rows::want(request.ticket)]
}

/// Begins a work thread of a ticket; the answer is the thread.
///
/// # Errors
/// [`Failure::NotHere`] for a ticket that this person does not read, or a handler whom nothing reaches;
/// [`Failure::NoRight`] for anybody but a handler; [`Failure::InvalidInput`] without a handler, and of a work thread.
pub fn start_thread(device: &mut Device, request: &StartThread, turn: &mut Turn<'_>) -> Result<RecordId, Failure> {
    device.member()?;
    let row = device.ticket(turn, request.ticket)?.ok_or(Failure::NotHere)?;
    let case = row.case.as_ref().and_then(rows::CaseAt::content).ok_or(Failure::NewerAppNeeded)?;
    if case.thread_of.is_some() || request.with.is_empty() {
        return Err(Failure::InvalidInput);
    }
    let scope = row.meta.scope;
    let actor = device.own_actor(scope)?;
    let ticket = keep::fold_of(device, &row).ok_or(Failure::NewerAppNeeded)?;
    if !may_begin_thread(&ticket, &actor) {
        return Err(Failure::NoRight);
    }
    are_reached(device, &keep::tables(device), scope, &request.with)?;
    let words = text(&request.words, TEXT).ok_or(Failure::InvalidInput)?;
    let content = CaseContent {
        version: VERSION,
        category: case.category,
        place: case.place,
        words,
        attached: Vec::new(),
        for_member: None,
        for_person: String::new(),
        phone: String::new(),
        public: None,
        sent_to: request.with.clone(),
        at: turn.now.time,
        thread_of: Some(request.ticket),
        is_service: false,
    };
    content.check().map_err(|_| Failure::InvalidInput)?;
    let with = request.with.iter().copied().collect();
    open_thread(device, request.ticket, with, content, turn)
}
