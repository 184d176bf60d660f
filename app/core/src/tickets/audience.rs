//! Whose rings are whose: handlers and the rings that stand for them, and for whom a member may act.

use std::collections::BTreeSet;

use linli_contract::Failure;
use linli_shared::access::holds;
use linli_shared::audience::Audience;
use linli_shared::calendar::Millis;
use linli_shared::ids::{AreaId, MemberId, RingId};
use linli_shared::roster::{RingKind, Role, Roster, department_ring, member_ring};
use linli_shared::tickets::{Actor, Handler};

use crate::device::Device;

/// The ring that stands for a handler; `None` if it has not begun, so that nothing can be sealed to it.
pub(crate) fn ring_of(roster: &Roster, handler: Handler) -> Option<RingId> {
    let single = |kind| roster.ring_of(kind).map(|(id, _)| id);
    let known = |ring| roster.ring(ring).map(|_| ring);
    match handler {
        Handler::Committee => single(RingKind::Committee),
        Handler::GridWorkers => single(RingKind::Workers),
        Handler::Property => single(RingKind::Property),
        Handler::Department(department) => known(department_ring(department)),
        Handler::Member(member) => known(member_ring(member)),
    }
}

/// Whether a handler reads a record.
pub(crate) fn reads(roster: &Roster, audience: &Audience, handler: Handler) -> bool {
    ring_of(roster, handler).is_some_and(|ring| audience.readers.contains(&ring))
}

/// For whom a member may act in a scope at a relay time.
pub(crate) fn actor(roster: &Roster, time: Millis, member: MemberId, scope: AreaId) -> Actor {
    let is = |role| holds(roster, time, member, role, Some(scope));
    let mut hands = BTreeSet::from([Handler::Member(member)]);
    if is(Role::Steward) {
        hands.insert(Handler::Committee);
    }
    if is(Role::GridWorker) {
        hands.insert(Handler::GridWorkers);
    }
    if holds(roster, time, member, Role::Property, None) {
        hands.insert(Handler::Property);
    }
    let departments = roster.roles(member, time).filter(|grant| grant.role == Role::Department);
    hands.extend(departments.map(|grant| Handler::Department(grant.scope)));
    Actor { member, hands }
}

impl Device {
    /// For whom this person may act in a scope now.
    ///
    /// # Errors
    /// [`Failure::Stranger`].
    pub(crate) fn own_actor(&self, scope: AreaId) -> Result<Actor, Failure> {
        let time = self.sync_state().last_met.unwrap_or_default();
        Ok(actor(self.roster(), time, self.member()?.0, scope))
    }
}
