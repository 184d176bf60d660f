//! What the committee decided on own work in quarantine.

use linli_contract::Failure;
use linli_shared::roster::RosterFact;

use super::acts::At;
use crate::device::outbox::{OutState, StoredReason};
use crate::device::{Device, Turn};

impl Device {
    /// Settles own work that a fact decides on: admitted work has its place behind the fact, whether or not it is delivered
    /// to an author whose role ended; refused work is told.
    pub(super) fn take_decision(&mut self, at: &At<'_>, turn: &mut Turn<'_>) -> Result<(), Failure> {
        let Ok(fact) = RosterFact::from_body(&at.entry.body) else { return Ok(()) };
        let RosterFact::Decided { device, device_seq, act, is_admitted } = fact else { return Ok(()) };
        if !self.is_this(device) {
            return Ok(());
        }
        let is_meant = |state: OutState| state == OutState::Quarantined(device_seq, act);
        let numbers: Vec<u64> = self.outbox().filter(|item| is_meant(item.state)).map(|item| item.number).collect();
        if is_admitted {
            numbers.into_iter().for_each(|number| self.settle(number, turn));
            return Ok(());
        }
        self.refuse(&numbers, StoredReason::NoRight, turn)
    }
}
