//! Writing to tickets: everything goes through the outbox and is sealed when a parcel is formed ([`super::forming`]).
//!
//! What is given one bundle is accepted together or not at all. The rows that a write needs are [`super::rows::want`] of the
//! ticket, [`super::rows::public_want`] of its public version.

use std::collections::BTreeSet;

use linli_contract::Failure;
use linli_shared::access::{EntryHead, holds, may_read};
use linli_shared::audience::Commitment;
use linli_shared::ids::{AreaId, MemberId, RecordId, RingId};
use linli_shared::kinds::Kind;
use linli_shared::roster::{RingKind, Role, member_ring};
use linli_shared::seal::RingSecret;
use linli_shared::seal::rand_core::Rng as _;
use linli_shared::tickets::{
    CaseContent, Handler, PublicContent, Step, StepContent, VoiceContent, WhyVoid, public_record,
};

use super::audience::ring_of;
use super::forming::{Wish, use_number};
use super::keep::fold_of;
use super::rows::{AudienceAt, CaseAt, PublicRow, Stand, StepAt, TicketRow};
use crate::device::outbox::{Command, OutBody, OutState};
use crate::device::write::About;
use crate::device::{Device, Turn};

/// A use of a step's randomness: the ids of work threads.
const THREAD: u64 = 1 << 44;

/// A ticket or work thread to be begun.
#[derive(Debug, Clone)]
pub(crate) struct NewCase {
    /// Its id, random.
    pub(crate) record: RecordId,
    /// The grid of its place; the community's root if the place is not known.
    pub(crate) scope: AreaId,
    /// The door or area to show while it waits.
    pub(crate) area: Option<AreaId>,
    /// Who reads it besides the committee; a handler whose ring has not begun is left out.
    pub(crate) readers: BTreeSet<Handler>,
    /// Whether the author reads it by themself: the reporter of a ticket does, the author of a work thread as a handler.
    pub(crate) is_reporters: bool,
    /// What it is about.
    pub(crate) content: CaseContent,
}

/// Begins a ticket or work thread: its audience and its case are one act. The rows are [`super::rows::want`] of its id.
///
/// # Errors
/// [`Failure::NoRight`] if the community has no committee that could read it, or the author could not.
pub(crate) fn write_case(device: &mut Device, new: NewCase, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let me = device.member()?.0;
    let NewCase { record, scope, area, .. } = new;
    let committee = device.roster().ring_of(RingKind::Committee).map(|(id, _)| id).ok_or(Failure::NoRight)?;
    let mut readers: BTreeSet<RingId> =
        new.readers.iter().filter_map(|handler| ring_of(device.roster(), *handler)).collect();
    readers.insert(committee);
    if new.is_reporters || !reads_by_role(device, &readers, scope) {
        readers.insert(member_ring(me));
    }
    let head = EntryHead { record, kind: Kind::Audience, scope, key: None };
    if !device.may_write(&head, None) || device.ticket(turn, record)?.is_some() {
        return Err(Failure::NoRight);
    }
    let mut row = TicketRow::new(record, scope, me);
    let own = linli_shared::audience::record_ring(record, scope);
    let secret = RingSecret::random(&mut turn.rng(use_number("secret", own, 1, committee)));
    row.hold(1, &secret);
    let bundle = Some(device.take_number());
    let about = |kind| About { record, kind, scope, area };
    let wish = OutBody::Content(Wish::Begin(readers.clone()).to_content());
    let number = device.enqueue_in(bundle, about(Kind::Audience), Command::Fact, wish, turn);
    row.audiences.push(AudienceAt {
        stand: Stand::Own(number, turn.now.time),
        author: me,
        generation: 1,
        commitment: Commitment(secret.commitment()),
        readers,
        gone: None,
        previous: None,
    });
    let content = new.content.to_content();
    let body = OutBody::Content(content.clone());
    let number = device.enqueue_in(bundle, about(Kind::Case), Command::Fact, body, turn);
    row.case = Some(CaseAt { stand: Stand::Own(number, turn.now.time), author: me, content });
    row.put_in_order();
    device.write_ticket(record, &row, turn);
    Ok(())
}

/// Whether this device reads by one of some rings that is not its own member's.
fn reads_by_role(device: &Device, readers: &BTreeSet<RingId>, scope: AreaId) -> bool {
    let time = device.sync_state().last_met.unwrap_or_default();
    device.id().is_some_and(|me| readers.iter().any(|ring| may_read(device.roster(), time, me, *ring, scope)))
}

/// Begins a work thread of a ticket with handlers besides the committee; the answer is the thread.
///
/// # Errors
/// As [`write_case`]; [`Failure::NotHere`] if the ticket is not, [`Failure::NoRight`] for anybody but a handler.
pub(crate) fn open_thread(
    device: &mut Device,
    ticket: RecordId,
    with: BTreeSet<Handler>,
    content: CaseContent,
    turn: &mut Turn<'_>,
) -> Result<RecordId, Failure> {
    let row = device.ticket(turn, ticket)?.ok_or(Failure::NotHere)?;
    let me = device.member()?.0;
    let hands = device.own_actor(row.meta.scope)?.hands;
    let mut own = hands.into_iter().filter(|hand| *hand != Handler::Member(me)).peekable();
    if own.peek().is_none() {
        return Err(Failure::NoRight);
    }
    // Whoever begins it goes on reading it by what they handle the ticket as.
    let mut readers: BTreeSet<Handler> =
        own.filter(|hand| super::audience::reads(device.roster(), &row.audience(), *hand)).collect();
    readers.extend(with);
    let mut id = [0; 16];
    turn.rng(THREAD).fill_bytes(&mut id);
    let (record, scope, area) = (RecordId(id), row.meta.scope, content.place.area);
    let content = CaseContent { thread_of: Some(ticket), ..content };
    turn.rows.load(crate::store::Table::Ticket, crate::device::rows::record(record), None);
    let new = NewCase { record, scope, area, readers, is_reporters: false, content };
    write_case(device, new, turn)?;
    Ok(record)
}

/// Writes a step. Whom it is sent or opened to reads the ticket from then on, by the same act, and a member whom the committee
/// sends it past reads it no longer: it goes on under a new secret. `bundle` puts it together with
/// other work ([`Device::take_number`]).
///
/// # Errors
/// [`Failure::NotHere`] if the ticket is not, or somebody it is sent to has nobody who could read it; what the fold says of
/// the step: [`Failure::NoRight`], [`Failure::TooLate`], [`Failure::ReasonNeeded`], [`Failure::NewerAppNeeded`].
pub(crate) fn write_step(
    device: &mut Device,
    record: RecordId,
    content: StepContent,
    bundle: Option<u64>,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let mut row = device.ticket(turn, record)?.ok_or(Failure::NotHere)?;
    let me = device.member()?.0;
    if !still_reads(device, &row, me) {
        return Err(Failure::NoRight);
    }
    let new = new_readers(device, &row, &content.step)?;
    let (scope, area) = (row.meta.scope, row.case.as_ref().and_then(CaseAt::content).and_then(|case| case.place.area));
    let actor = device.own_actor(scope)?;
    let step = StepAt { stand: Stand::Own(u64::MAX, turn.now.time), actor, content: content.to_content() };
    row.steps.push(step.clone());
    may_follow(device, &row)?;
    row.steps.pop();
    let about = |kind| About { record, kind, scope, area };
    let gone = past_members(device, &row, &content.step);
    let bundle = bundle.or_else(|| (!new.is_empty() || !gone.is_empty()).then(|| device.take_number()));
    if !new.is_empty() {
        add_audience(device, &mut row, Wish::Add(new.clone()), (new, None), about(Kind::Audience), bundle, turn)?;
    }
    for ring in gone {
        let change = (BTreeSet::new(), Some(ring));
        add_audience(device, &mut row, Wish::Remove(ring), change, about(Kind::Audience), bundle, turn)?;
    }
    let body = OutBody::Content(step.content.clone());
    let number = device.enqueue_in(bundle, about(Kind::Step), Command::Fact, body, turn);
    row.steps.push(StepAt { stand: Stand::Own(number, turn.now.time), ..step });
    row.put_in_order();
    device.write_ticket(record, &row, turn);
    Ok(())
}

/// Whether this device may still write to a ticket: by a ring that reads it, or to their own before it has a place.
fn still_reads(device: &Device, row: &TicketRow, me: MemberId) -> bool {
    let audience = row.audience();
    audience.readers.contains(&member_ring(me)) || reads_by_role(device, &audience.readers, row.meta.scope)
}

/// The rings that come by a step.
fn new_readers(device: &Device, row: &TicketRow, step: &Step) -> Result<BTreeSet<RingId>, Failure> {
    let to: &[Handler] = match step {
        Step::Sent { to } => to,
        Step::OpenedTo { to } => core::slice::from_ref(to),
        Step::Accepted
        | Step::Note
        | Step::Offline { .. }
        | Step::Returned
        | Step::Resolved
        | Step::Confirmed
        | Step::Reopened
        | Step::Rated { .. }
        | Step::Urged
        | Step::Withdrawn => &[],
    };
    let rings = to.iter().map(|handler| ring_of(device.roster(), *handler).ok_or(Failure::NotHere));
    let rings = rings.collect::<Result<BTreeSet<RingId>, Failure>>()?;
    Ok(&rings - &row.audience().readers)
}

/// Whether the last step of a row may follow from those before it.
fn may_follow(device: &Device, row: &TicketRow) -> Result<(), Failure> {
    let folded = fold_of(device, row).ok_or(Failure::NewerAppNeeded)?;
    match folded.steps.last().and_then(|step| step.void) {
        None => Ok(()),
        Some(WhyVoid::NotTheirs) => Err(Failure::NoRight),
        Some(WhyVoid::TooLate) => Err(Failure::TooLate),
        Some(WhyVoid::NoReason) => Err(Failure::ReasonNeeded),
        Some(WhyVoid::Unfit) => Err(Failure::InvalidInput),
        Some(WhyVoid::NewerAppNeeded) => Err(Failure::NewerAppNeeded),
    }
}

/// Puts a change of a record's audience into the outbox and on top of its row.
fn add_audience(
    device: &mut Device,
    row: &mut TicketRow,
    wish: Wish,
    (readers, gone): (BTreeSet<RingId>, Option<RingId>),
    about: About,
    bundle: Option<u64>,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let author = device.member()?.0;
    let number = device.enqueue_in(bundle, about, Command::Fact, OutBody::Content(wish.to_content()), turn);
    let (stand, commitment) = (Stand::Own(number, turn.now.time), Commitment([0; 16]));
    row.audiences.push(AudienceAt { stand, author, generation: 0, commitment, readers, gone, previous: None });
    row.put_in_order();
    Ok(())
}

/// The members whom the committee sends a ticket past: who does not handle it any more, and never reported it, has no reason
/// to read how it goes on.
fn past_members(device: &Device, row: &TicketRow, step: &Step) -> Vec<RingId> {
    let Step::Sent { to } = step else { return Vec::new() };
    let Ok((me, _)) = device.member() else { return Vec::new() };
    let time = device.sync_state().last_met.unwrap_or_default();
    if !holds(device.roster(), time, me, Role::Steward, Some(row.meta.scope)) {
        return Vec::new();
    }
    let Some(ticket) = fold_of(device, row) else { return Vec::new() };
    let case = row.case.as_ref().and_then(CaseAt::content);
    let for_member = case.and_then(|case| case.for_member);
    let is_reporters = |member| Some(member) == for_member || member == row.meta.creator;
    let goes = |handler: &Handler| {
        !to.contains(handler) && matches!(handler, Handler::Member(member) if !is_reporters(*member))
    };
    let rings = ticket.hands.iter().map(|hand| hand.handler).filter(goes);
    let rings = rings.filter_map(|handler| ring_of(device.roster(), handler));
    rings.filter(|ring| row.audience().readers.contains(ring)).collect()
}

/// What something said in public goes along with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Along {
    /// Somebody said it by hand.
    Nothing,
    /// It was said by hand, and is accepted with all else of a bundle.
    Bundle(u64),
    /// It follows from a step, which stands without it: where somebody else was first, nobody is told.
    Step,
}

impl Along {
    const fn bundle(self) -> Option<u64> {
        match self {
            Self::Bundle(bundle) => Some(bundle),
            Self::Nothing | Self::Step => None,
        }
    }

    const fn command(self) -> Command {
        match self {
            Self::Nothing | Self::Bundle(_) => Command::Fact,
            Self::Step => Command::Upkeep,
        }
    }
}

/// Publishes a ticket's public version, once. Its row is `public_want(public_record(ticket))`.
///
/// # Errors
/// [`Failure::NoRight`]; [`Failure::TooLate`] if it is published already.
pub(crate) fn write_public(
    device: &mut Device,
    ticket: RecordId,
    scope: AreaId,
    content: PublicContent,
    along: Along,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let record = public_record(ticket);
    let mut row = device.public_report(turn, record)?.unwrap_or_else(|| PublicRow::new(scope));
    if row.report.is_some() {
        return Err(Failure::TooLate);
    }
    let about = About { record, kind: Kind::PublicReport, scope, area: content.place.area };
    device.check_right(&about, None)?;
    let actor = device.own_actor(scope)?;
    let content = content.to_content();
    let number = device.enqueue_in(along.bundle(), about, along.command(), OutBody::Content(content.clone()), turn);
    row.scope = scope;
    row.report = Some(StepAt { stand: Stand::Own(number, turn.now.time), actor, content });
    device.write_public_row(record, &row, turn);
    Ok(())
}

/// Says something of a public version, by its own record.
///
/// # Errors
/// [`Failure::NotHere`], [`Failure::NoRight`].
pub(crate) fn write_voice(
    device: &mut Device,
    record: RecordId,
    content: VoiceContent,
    along: Along,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let mut row = device.public_report(turn, record)?.ok_or(Failure::NotHere)?;
    let about = About { record, kind: Kind::Voice, scope: row.scope, area: None };
    device.check_right(&about, None)?;
    let actor = device.own_actor(row.scope)?;
    // What was said before and has not gone out is said no longer.
    let says_state = content.state.is_some();
    let is_like = |at: &StepAt| at.voice().is_some_and(|voice| voice.state.is_some() == says_state);
    let unsent = |number: &u64| {
        let is_unsent = |item: &crate::device::outbox::OutboxItem| {
            item.number == *number && item.state == OutState::Waiting && item.bundle.is_none()
        };
        device.outbox().any(is_unsent)
    };
    let before: Vec<u64> =
        row.voices.iter().filter(|at| is_like(at)).filter_map(|at| at.stand.number()).filter(unsent).collect();
    for number in before {
        device.drop_item(number, turn);
        row.take_out(|stand| stand.number() == Some(number));
    }
    let content = content.to_content();
    let number = device.enqueue_in(along.bundle(), about, along.command(), OutBody::Content(content.clone()), turn);
    row.voices.push(StepAt { stand: Stand::Own(number, turn.now.time), actor, content });
    device.write_public_row(record, &row, turn);
    Ok(())
}
