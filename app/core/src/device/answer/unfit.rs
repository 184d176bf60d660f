//! Own work that can never be sealed: it waits for a ring whose secret this member may no longer have.

use linli_contract::Failure;
use linli_shared::access::{SealedTo, rule};
use linli_shared::calendar::Millis;
use linli_shared::kinds::Kind;
use linli_shared::protocol::LogAnswer;
use linli_shared::roster::RosterFact;

use crate::device::outbox::{OutState, OutboxItem, StoredReason};
use crate::device::rows;
use crate::device::rows::Want;
use crate::device::{Device, Turn};

impl Device {
    /// The rows of work that an answer may make unfit.
    pub(super) fn unfit_wants(&self, answer: &LogAnswer) -> Vec<Want> {
        let Ok((me, _)) = self.member() else { return Vec::new() };
        let entries = answer.parcels.iter().flat_map(|delivered| delivered.parcel.acts()).flat_map(|act| act.entries());
        let mut facts = entries.filter(|(_, entry)| entry.kind == Kind::Roster);
        let ends = facts.any(|(_, entry)| {
            matches!(RosterFact::from_body(&entry.body), Ok(RosterFact::RoleEnded { member, .. }) if member == me)
        });
        let waiting = self.outbox().filter(|item| item.state == OutState::Waiting);
        waiting
            .filter(|item| ends || self.is_unfit(item))
            .flat_map(|item| rows::want(item.kind, item.record, item.scope))
            .collect()
    }

    /// Tells the person of work that nobody will ever take, because a role ended before it was sent.
    pub(super) fn refuse_unfit(&mut self, turn: &mut Turn<'_>) -> Result<(), Failure> {
        let waiting = self.outbox().filter(|item| item.state == OutState::Waiting && self.is_unfit(item));
        let is_loaded =
            |item: &&OutboxItem| rows::want(item.kind, item.record, item.scope).iter().all(|want| turn.rows.has(want));
        let unfit: Vec<u64> = waiting.filter(is_loaded).map(|item| item.number).collect();
        if unfit.is_empty() { Ok(()) } else { self.refuse(&unfit, StoredReason::NoRight, turn) }
    }

    fn is_unfit(&self, item: &OutboxItem) -> bool {
        let Some(SealedTo::Ring(kind)) = rule(item.kind).map(|rule| rule.sealed_to) else { return false };
        let time = self.sync.last_met.unwrap_or_default();
        let Ok((me, _)) = self.member() else { return false };
        // A roster that the relay lost may still come back: only a role that ended is one that is gone.
        let had_ended = || {
            let ends = |fact: &RosterFact| matches!(fact, RosterFact::RoleEnded { member, .. } if *member == me);
            self.roster.facts().iter().any(|(_, fact)| ends(fact))
        };
        let is_entitled = |time| self.roster().is_entitled(me, kind, time);
        self.roster().ring_of(kind).is_some() && !is_entitled(time) && (is_entitled(Millis(i64::MIN)) || had_ended())
    }
}
