//! Tickets as screens read them: rows from summaries, with what summaries leave out: time limits, names, whose turn it is.
//!
//! **Invariant:** nothing here folds a ticket or loads a row; a list of ten thousand is made from memory.

use std::collections::{BTreeMap, BTreeSet};

use linli_contract::Failure;
use linli_contract::sync::RecordSync;
use linli_contract::tickets::{CommunityTables, Handler, Status, TicketRow};
use linli_shared::access::holds;
use linli_shared::blobs::BlobId;
use linli_shared::calendar::Millis;
use linli_shared::ids::{AreaId, MemberId, RecordId};
use linli_shared::kinds::Family;
use linli_shared::roster::{RingKind, Role};
use linli_shared::tickets::{Actor, HandState, public_record};

use super::audience::{actor, ring_of};
use super::keep;
use super::sums::{HandSum, PublicSum, Sums, TicketSum};
use super::words::{excerpt, number};
use crate::device::{Device, Turn};
use crate::photos;

/// What every row of one answer is read with.
pub(super) struct Reading<'a> {
    pub(super) device: &'a Device,
    pub(super) sums: &'a Sums,
    pub(super) tables: CommunityTables,
    pub(super) me: MemberId,
    /// Now, but never before what the relay said last.
    pub(super) now: Millis,
    actors: BTreeMap<AreaId, Actor>,
    syncs: BTreeMap<RecordId, RecordSync>,
    /// Public versions of tickets this person reported.
    own_public: BTreeSet<RecordId>,
}

impl<'a> Reading<'a> {
    /// The device as it is now; the summaries have to be in memory.
    ///
    /// # Errors
    /// [`Failure::Stranger`], [`Failure::Defect`] if they are not.
    pub(super) fn new(device: &'a Device, turn: &Turn<'_>) -> Result<Self, Failure> {
        let me = device.member()?.0;
        let sums = device.sums_in_memory().ok_or(Failure::Defect)?;
        let time = device.sync_state().last_met.unwrap_or_default();
        let scopes: BTreeSet<AreaId> = sums.tickets.values().map(|sum| sum.scope).collect();
        let actors = scopes.into_iter().map(|scope| (scope, actor(device.roster(), time, me, scope)));
        let own = sums.tickets.values().filter(|sum| is_own(sum, me));
        Ok(Self {
            device,
            sums,
            tables: keep::tables(device),
            me,
            now: turn.now.time.max(time),
            actors: actors.collect(),
            syncs: syncs(device),
            own_public: own.map(|sum| public_record(sum.record)).collect(),
        })
    }

    /// Whether this person reported a ticket, or it was reported for them.
    pub(super) fn is_mine(&self, sum: &TicketSum) -> bool {
        is_own(sum, self.me)
    }

    /// Whether a ticket waits for this person's hand.
    pub(super) fn is_to_do(&self, sum: &TicketSum) -> bool {
        let Some(actor) = self.actors.get(&sum.scope) else { return false };
        let has_it = active(sum).any(|hand| actor.is(hand.handler));
        sum.status.is_open() && (has_it || (sum.status == Status::Returned && actor.is(Handler::Committee)))
    }

    /// Until when the first answer and the result of a ticket are due.
    fn limits(&self, sum: &TicketSum) -> Option<(Millis, Millis)> {
        let category = self.tables.category(&sum.category)?;
        let later = |from: Millis, hours: u32| from.plus(i64::from(hours) * 3_600_000);
        let from = sum.reopened.unwrap_or(sum.reported);
        Some((later(sum.reported, category.answer_hours), later(from, category.done_hours)))
    }

    /// What is due next of a ticket.
    pub(super) fn due(&self, sum: &TicketSum) -> Option<Millis> {
        let (answer, done) = self.limits(sum).filter(|_| sum.status.is_open())?;
        Some(if sum.answered.is_none() { answer.min(done) } else { done })
    }

    /// Whether a time limit of an open ticket is over.
    pub(super) fn is_overdue(&self, sum: &TicketSum) -> bool {
        self.due(sum).is_some_and(|due| due < self.now)
    }

    /// A ticket as a row.
    pub(super) fn row(&self, sum: &TicketSum) -> TicketRow {
        let hands = active(sum).filter(|hand| hand.is_lead).chain(active(sum).filter(|hand| !hand.is_lead));
        TicketRow {
            ticket: sum.record,
            number: number(sum.record),
            category: sum.category.clone(),
            excerpt: excerpt(&sum.words),
            path: self.path(sum.area),
            place: sum.place.clone(),
            status: sum.status,
            hands: hands.map(|hand| hand.handler).collect(),
            reported: sum.reported,
            changed: sum.changed,
            due: self.due(sum),
            attached: sum.attached,
            thumb: self.thumb(sum.record, sum.thumb),
            is_mine: self.is_mine(sum),
            is_to_do: self.is_to_do(sum),
            is_unread: sum.is_unread,
            urged: sum.urged,
            is_service: sum.is_service,
            voices: 0,
            sync: self.sync(sum.record),
            needs_newer_app: sum.needs_newer_app,
        }
    }

    /// A thumbnail that a row names; from then on a screen may ask for it.
    fn thumb(&self, record: RecordId, thumb: Option<BlobId>) -> Option<BlobId> {
        thumb.inspect(|id| photos::listed(self.device, *id, record))
    }

    /// A public version as a row.
    pub(super) fn public_row(&self, sum: &PublicSum) -> TicketRow {
        TicketRow {
            ticket: sum.record,
            number: number(sum.record),
            category: sum.category.clone(),
            excerpt: excerpt(&sum.words),
            path: self.path(sum.area),
            place: sum.place.clone(),
            status: sum.status,
            hands: Vec::new(),
            reported: sum.reported,
            changed: sum.changed,
            due: None,
            attached: sum.attached,
            thumb: self.thumb(sum.record, sum.thumb),
            is_mine: self.own_public.contains(&sum.record),
            is_to_do: false,
            is_unread: sum.follows && sum.opened.is_none_or(|opened| opened < sum.changed),
            urged: 0,
            is_service: false,
            voices: sum.me_too,
            sync: self.sync(sum.record),
            needs_newer_app: sum.needs_newer_app,
        }
    }

    /// Labels of an area from its building down; a grid's own label.
    pub(super) fn path(&self, area: Option<AreaId>) -> Vec<String> {
        area.map(|area| path(self.device, area)).unwrap_or_default()
    }

    fn sync(&self, record: RecordId) -> RecordSync {
        self.syncs.get(&record).copied().unwrap_or(RecordSync::WithRelay)
    }

    /// Who reported a ticket, or for whom, as far as it is known here.
    pub(super) fn people(&self, sum: &'a TicketSum) -> impl Iterator<Item = &'a str> {
        let device: &'a Device = self.device;
        let members = [Some(sum.reporter), sum.for_member];
        let names = members.into_iter().flatten().filter_map(move |member| device.member_name(member));
        names.chain((!sum.for_person.is_empty()).then_some(sum.for_person.as_str()))
    }
}

/// Labels of an area from its building down; a grid's own label.
pub(super) fn path(device: &Device, area: AreaId) -> Vec<String> {
    let tree = device.tree();
    let path = tree.path(area);
    if path.is_empty() && tree.grid(area).is_some() { vec![tree.label(area).to_owned()] } else { path }
}

fn is_own(sum: &TicketSum, me: MemberId) -> bool {
    sum.thread_of.is_none() && (sum.reporter == me || sum.for_member == Some(me))
}

/// Those who have a ticket now.
pub(super) fn active(sum: &TicketSum) -> impl Iterator<Item = &HandSum> {
    sum.hands.iter().filter(|hand| matches!(hand.state(), HandState::Asked | HandState::Working))
}

/// Where the newest own entry of each record is; those with the relay are absent.
fn syncs(device: &Device) -> BTreeMap<RecordId, RecordSync> {
    let of_tickets = device.outbox().filter(|item| matches!(item.kind.family(), Family::Ticket | Family::Public));
    let mut syncs = BTreeMap::new();
    for item in of_tickets {
        let sync = if item.is_pending() { RecordSync::OnThisDevice } else { RecordSync::Refused };
        let known = syncs.entry(item.record).or_insert(sync);
        *known = (*known).max(sync);
    }
    syncs
}

/// Whether this person may report: whoever opens what the community writes.
pub(super) fn is_neighbour(device: &Device) -> Result<bool, Failure> {
    let me = device.member()?.0;
    let time = device.sync_state().last_met.unwrap_or_default();
    Ok(device.roster().is_entitled(me, RingKind::Community, time))
}

/// Whether what is sent to a handler in a scope reaches somebody.
pub(super) fn is_reached(device: &Device, handler: Handler, scope: AreaId) -> bool {
    let roster = device.roster();
    let time = device.sync_state().last_met.unwrap_or_default();
    let any = |role, scope| roster.members().any(|member| holds(roster, time, member, role, scope));
    let is_there = match handler {
        Handler::Committee => true,
        // Of a place that nobody knows the grid of there are no grid workers.
        Handler::GridWorkers => scope != device.tree().root() && any(Role::GridWorker, Some(scope)),
        Handler::Property => any(Role::Property, None),
        Handler::Department(id) => any(Role::Department, Some(id)),
        Handler::Member(member) => holds(roster, time, member, Role::Volunteer, None),
    };
    is_there && ring_of(roster, handler).is_some()
}

/// What a handler is called, where the screens have no word of their own.
pub(super) fn name_of(device: &Device, tables: &CommunityTables, handler: Handler) -> String {
    match handler {
        Handler::Department(id) => tables.department(id).map(|known| known.name.clone()).unwrap_or_default(),
        Handler::Member(member) => device.member_name(member).unwrap_or_default().to_owned(),
        Handler::Committee | Handler::GridWorkers | Handler::Property => String::new(),
    }
}
