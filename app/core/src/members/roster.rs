//! Appending to the roster: roles that begin and end, devices that are removed.

use linli_contract::Failure;
use linli_shared::access;
use linli_shared::kinds::Kind;
use linli_shared::roster::RosterFact;

use super::found::roster_entry;
use crate::device::outbox::{Command, OutBody, ReadyEntry};
use crate::device::write::About;
use crate::device::{Device, Turn};

impl Device {
    /// Puts facts into the outbox as one act: all of them are accepted, or none.
    ///
    /// # Errors
    /// [`Failure::Stranger`] without a seat, [`Failure::NoRight`] if one of them contradicts the roster or is not this
    /// device's to write, [`Failure::InvalidInput`] without any.
    pub fn append_roster(&mut self, facts: &[RosterFact], turn: &mut Turn<'_>) -> Result<(), Failure> {
        let identity = self.member()?.1;
        let (log, device) = (identity.seat.log, identity.device);
        let time = self.sync_state().last_met.unwrap_or_default();
        let mut roster = self.roster().clone();
        let mut entries: Vec<ReadyEntry> = Vec::with_capacity(facts.len());
        for fact in facts {
            access::may_fact(&roster, time, device, fact).map_err(|_| Failure::NoRight)?;
            roster.apply(fact);
            entries.push(roster_entry(log, fact));
        }
        let record = entries.first().ok_or(Failure::InvalidInput)?.record;
        let about = About { record, kind: Kind::Roster, scope: log.area(), area: None };
        self.enqueue(about, Command::Fact, OutBody::Act(entries), turn);
        Ok(())
    }
}
