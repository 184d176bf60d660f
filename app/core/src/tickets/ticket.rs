//! One ticket: its trail with names, who has it, what this person may do now.
//!
//! **Invariant:** nothing is offered that the fold would call void.

use std::collections::BTreeSet;

use linli_contract::Failure;
use linli_contract::sync::RecordSync;
use linli_contract::tickets::{
    CommunityTables, Handler, Level, MayDo, ReadTicket, Status, Step, StepView, TicketRow as RowView, TicketView,
};
use linli_shared::access::{RecordAt, holds};
use linli_shared::areas::AreaKind;
use linli_shared::calendar::Millis;
use linli_shared::ids::{AreaId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::roster::Role;
use linli_shared::tickets::{Actor, FoldedStep, StepKind, Ticket, VERSION, VoiceContent, public_record};

use super::lists::is_shared;
use super::public::{may_publish, view_of};
use super::reading::{Reading, is_reached, name_of};
use super::rows::{self, Stand, StepAt, TicketRow};
use super::write::{Along, write_voice};
use super::{keep, sums};
use crate::device::rows::Want;
use crate::device::{Device, Turn};
use crate::photos;

/// The rows that [`read_ticket`] needs.
pub fn read_ticket_wants(device: &Device, request: &ReadTicket) -> Vec<Want> {
    let mut wants = sums::wants(device);
    wants.extend([rows::want(request.ticket), rows::public_want(public_record(request.ticket))]);
    wants
}

/// A ticket; what is in it is no longer new.
///
/// # Errors
/// [`Failure::Stranger`]; [`Failure::NotHere`] for one that this person does not read.
pub fn read_ticket(device: &mut Device, request: &ReadTicket, turn: &mut Turn<'_>) -> Result<TicketView, Failure> {
    device.member()?;
    device.sums(turn)?;
    let id = request.ticket;
    let row = device.ticket(turn, id)?.ok_or(Failure::NotHere)?;
    let at = row.case.as_ref().ok_or(Failure::NotHere)?;
    let actor = device.own_actor(row.meta.scope)?;
    let reading = Reading::new(device, turn)?;
    let sum = reading.sums.tickets.get(&id).ok_or(Failure::NotHere)?;
    let (case, folded) = (at.content(), keep::fold_of(device, &row));
    let record_at = RecordAt { record: id, kind: Kind::Case, scope: row.meta.scope };
    let public = device.public_report(turn, public_record(id))?.filter(|public| public.report.is_some());
    // Its reporter took it back, and does not write to the public version: whoever handles it and sees that does.
    let is_left = folded.as_ref().is_some_and(|ticket| ticket.status == Status::Withdrawn)
        && public.as_ref().is_some_and(|public| public.state().is_none_or(|(said, _)| said.is_open()));
    let steps = steps(device, record_at, &row, folded.as_ref());
    let mut may = folded.as_ref().map(|ticket| may(ticket, &actor)).unwrap_or_default();
    let wish = case.as_ref().and_then(|case| case.public);
    if public.is_none() && wish.is_some() && sum.thread_of.is_none() && may_publish(&actor) {
        may.push(MayDo::Publish);
    }
    if !has_level_above(&reading.tables) {
        may.retain(|may| *may != MayDo::OpenTo);
    }
    let is_sending = [MayDo::Send, MayDo::OpenTo, MayDo::Thread].iter().any(|one| may.contains(one));
    let may_send_to = if is_sending { targets(device, &reading.tables, row.meta.scope) } else { Vec::new() };
    let attached = case.as_ref().map(|case| case.attached.as_slice()).unwrap_or_default();
    let for_member = case.as_ref().and_then(|case| case.for_member);
    let for_person = case.as_ref().map(|case| case.for_person.clone()).filter(|name| !name.is_empty());
    let view = TicketView {
        row: RowView { is_unread: false, ..reading.row(sum) },
        words: sum.words.clone(),
        attached: photos::view(device, record_at, attached),
        reporter: device.member_name(at.author).map(str::to_owned),
        for_whom: for_member.and_then(|member| device.member_name(member)).map(str::to_owned).or(for_person),
        phone: case.as_ref().map(|case| case.phone.clone()).unwrap_or_default(),
        door: sum.area.filter(|area| is_own_door(device, *area)),
        names: names(device, &reading.tables, folded.as_ref()),
        hands: folded.as_ref().map(|ticket| ticket.hands.clone()).unwrap_or_default(),
        level: folded.as_ref().map_or(Level::Community, |ticket| ticket.level),
        answered: folded.as_ref().and_then(|ticket| ticket.answered),
        resolved: folded.as_ref().and_then(|ticket| ticket.resolved),
        confirmed: folded.as_ref().and_then(|ticket| ticket.confirmed),
        answer_due: folded.as_ref().and_then(|ticket| ticket.answer_due),
        done_due: folded.as_ref().and_then(|ticket| ticket.done_due),
        rating: folded.as_ref().and_then(|ticket| ticket.rating),
        card: folded.as_ref().and_then(|ticket| ticket.card.clone()),
        steps,
        may,
        may_send_to,
        threads: threads(&reading, id, sum.thread_of),
        is_thread: sum.thread_of.is_some(),
        public: public.and_then(|public| view_of(&reading, public_record(id), &public)),
    };
    device.note_opened(id, turn)?;
    if is_left && may_publish(&actor) && !view.row.is_mine {
        let state = Some(Status::Withdrawn);
        let voice = VoiceContent { version: VERSION, me_too: false, follows: false, state, at: turn.now.time };
        write_voice(device, public_record(id), voice, Along::Step, turn)?;
    }
    Ok(view)
}

/// Whether an area is a door whose page this person may open.
fn is_own_door(device: &Device, area: AreaId) -> bool {
    device.tree().kind(area) == Some(AreaKind::Door) && device.reads_register() && device.may_register(area)
}

fn steps(device: &Device, at: RecordAt, row: &TicketRow, folded: Option<&Ticket>) -> Vec<StepView> {
    let folded = folded.map(|ticket| ticket.steps.as_slice()).unwrap_or_default();
    row.steps.iter().zip(folded).map(|(step, folded)| step_view(device, at, step, folded)).collect()
}

fn step_view(device: &Device, at: RecordAt, step: &StepAt, folded: &FoldedStep) -> StepView {
    let content = folded.placed.content.as_ref();
    let me = device.member().ok().map(|(me, _)| me);
    let (relayed, sync) = match step.stand {
        Stand::Placed(_, _, _, time) => (Some(time), RecordSync::WithRelay),
        Stand::Lost(..) => (None, RecordSync::OnThisDevice),
        Stand::Own(number, _) => {
            let is_refused = device.outbox().any(|item| item.number == number && !item.is_pending());
            (None, if is_refused { RecordSync::Refused } else { RecordSync::OnThisDevice })
        }
    };
    StepView {
        step: content.map_or(Step::Note, |content| content.step.clone()),
        words: content.map(|content| content.words.clone()).unwrap_or_default(),
        attached: content.map(|content| photos::view(device, at, &content.attached)).unwrap_or_default(),
        by: device.member_name(step.actor.member).map(str::to_owned),
        hand: folded.hand,
        is_mine: me == Some(step.actor.member),
        at: content.map_or_else(|| step.stand.time(), |content| content.at),
        relayed,
        status: folded.status,
        void: folded.void,
        sync,
        needs_newer_app: content.is_none(),
    }
}

/// What somebody may do now.
fn may(ticket: &Ticket, actor: &Actor) -> Vec<MayDo> {
    let kinds = ticket.may(actor);
    let mut may: Vec<MayDo> = kinds.into_iter().map(word).collect();
    if may_begin_thread(ticket, actor) && !ticket.is_thread && !ticket.needs_newer_app && ticket.status.is_open() {
        may.push(MayDo::Thread);
    }
    may
}

/// Whether somebody may begin a work thread: the committee, and whoever has the ticket and is not one person.
pub(super) fn may_begin_thread(ticket: &Ticket, actor: &Actor) -> bool {
    actor.is(Handler::Committee) || ticket.active().any(|handler| is_shared(handler) && actor.is(handler))
}

const fn word(kind: StepKind) -> MayDo {
    match kind {
        StepKind::Accepted => MayDo::Accept,
        StepKind::Note => MayDo::Note,
        StepKind::Sent => MayDo::Send,
        StepKind::Offline => MayDo::Offline,
        StepKind::Returned => MayDo::Return,
        StepKind::Resolved => MayDo::Resolve,
        StepKind::Confirmed => MayDo::Confirm,
        StepKind::Reopened => MayDo::Reopen,
        StepKind::Rated => MayDo::Rate,
        StepKind::Urged => MayDo::Urge,
        StepKind::Withdrawn => MayDo::Withdraw,
        StepKind::OpenedTo => MayDo::OpenTo,
    }
}

/// Whether a handler is of a level above the community.
pub(super) fn is_above(tables: &CommunityTables, handler: Handler) -> bool {
    matches!(handler, Handler::Department(_)) && tables.level(handler) > Level::Community
}

fn has_level_above(tables: &CommunityTables) -> bool {
    tables.departments.iter().any(|known| is_above(tables, Handler::Department(known.id)))
}

/// To whom a ticket of a scope can be sent: whoever reads what is sealed to them, with what they are called.
pub(super) fn targets(device: &Device, tables: &CommunityTables, scope: AreaId) -> Vec<(Handler, String)> {
    let roster = device.roster();
    let time = device.sync_state().last_met.unwrap_or_default();
    let shared = [Handler::Committee, Handler::GridWorkers, Handler::Property];
    let departments = tables.departments.iter().map(|known| Handler::Department(known.id));
    let providers = roster.members().filter(|member| holds(roster, time, *member, Role::Volunteer, None));
    let all = shared.into_iter().chain(departments).chain(providers.map(Handler::Member));
    let reached = all.filter(|handler| is_reached(device, *handler, scope));
    reached.map(|handler| (handler, name_of(device, tables, handler))).collect()
}

/// What departments and members that a ticket names are called.
fn names(device: &Device, tables: &CommunityTables, ticket: Option<&Ticket>) -> Vec<(Handler, String)> {
    let Some(ticket) = ticket else { return Vec::new() };
    let mut named: BTreeSet<Handler> = ticket.hands.iter().map(|hand| hand.handler).collect();
    for step in &ticket.steps {
        named.extend(step.hand);
        match step.placed.content.as_ref().map(|content| &content.step) {
            Some(Step::Sent { to }) => named.extend(to),
            Some(Step::OpenedTo { to }) => drop(named.insert(*to)),
            Some(
                Step::Accepted
                | Step::Note
                | Step::Offline { .. }
                | Step::Returned
                | Step::Resolved
                | Step::Confirmed
                | Step::Reopened
                | Step::Rated { .. }
                | Step::Urged
                | Step::Withdrawn,
            )
            | None => {}
        }
    }
    let named = named.into_iter().map(|handler| (handler, name_of(device, tables, handler)));
    named.filter(|(_, name)| !name.is_empty()).collect()
}

/// The work threads of a ticket, oldest first; of a work thread its ticket.
fn threads(reading: &Reading<'_>, id: RecordId, thread_of: Option<RecordId>) -> Vec<RowView> {
    if let Some(ticket) = thread_of {
        return reading.sums.tickets.get(&ticket).map(|sum| reading.row(sum)).into_iter().collect();
    }
    let of_ticket = reading.sums.tickets.values().filter(|sum| sum.thread_of == Some(id));
    let mut threads: Vec<(Millis, RowView)> = of_ticket.map(|sum| (sum.reported, reading.row(sum))).collect();
    threads.sort_by_key(|(reported, row)| (*reported, row.ticket));
    threads.into_iter().map(|(_, row)| row).collect()
}
