//! When the roster changed, so that "at the close of a ballot" is one place of the log on every device.
//!
//! The relay's time never goes back along the log, so the roster at a moment is the roster at the last place whose time is not
//! after it. What was taken in by a release that kept no times counts as earlier than everything.

use linli_shared::calendar::Millis;
use linli_shared::log::Seq;
use linli_shared::roster::RosterFact;

use super::rows::meta;
use super::{Device, Turn};
use crate::store::Table;

/// Whether a fact changes who is of the community, lives where, or holds a seat.
const fn is_about_people(fact: &RosterFact) -> bool {
    match fact {
        RosterFact::MemberAdded { .. }
        | RosterFact::DeviceAdded { .. }
        | RosterFact::DeviceRemoved { .. }
        | RosterFact::RoleGranted { .. }
        | RosterFact::RoleEnded { .. }
        | RosterFact::MemberRemoved { .. }
        | RosterFact::FamilyJoined { .. }
        | RosterFact::FamilyLeft { .. }
        | RosterFact::SeatGiven { .. }
        | RosterFact::Renewed { .. }
        | RosterFact::Certified { .. } => true,
        RosterFact::Founded { .. }
        | RosterFact::RingTurned { .. }
        | RosterFact::Wrapped { .. }
        | RosterFact::InvitationMade { .. }
        | RosterFact::InvitationEnded { .. }
        | RosterFact::InvitationUsed { .. }
        | RosterFact::Decided { .. } => false,
    }
}

impl Device {
    /// Keeps when a fact of the roster got its place.
    pub(super) fn note_time(&mut self, seq: Seq, fact: &RosterFact, time: Millis, turn: &mut Turn<'_>) {
        if is_about_people(fact) && self.roster_times.insert(seq, time) != Some(time) {
            turn.rows.put(Table::Meta, meta::timed(seq), time.0.to_be_bytes().to_vec());
        }
    }

    /// Reads a row that [`Self::note_time`] wrote.
    pub(super) fn load_time(&mut self, seq: &[u8], value: &[u8]) -> Option<()> {
        let (seq, time) = (Seq::from_be_bytes(seq.try_into().ok()?), i64::from_be_bytes(value.try_into().ok()?));
        // What a crash took back comes again.
        if seq <= self.sync.at {
            self.roster_times.insert(seq, Millis(time));
        }
        Some(())
    }

    /// Forgets the times of places that the relay lost.
    pub(super) fn forget_times(&mut self, fork: Seq, turn: &mut Turn<'_>) {
        for seq in self.roster_times.split_off(&fork.saturating_add(1)).into_keys() {
            turn.rows.delete(Table::Meta, meta::timed(seq));
        }
    }

    /// The last place of the roster whose relay time is not after a moment.
    pub(crate) fn roster_place_at(&self, time: Millis) -> Seq {
        let later = self.roster_times.iter().find(|(_, at)| **at > time);
        later.map_or(Seq::MAX, |(seq, _)| seq.saturating_sub(1))
    }

    /// The roster's facts up to a place.
    pub(crate) fn roster_facts_until(&self, seq: Seq) -> &[(Seq, RosterFact)] {
        let facts = self.roster.facts();
        facts.get(..facts.partition_point(|(place, _)| *place <= seq)).unwrap_or_default()
    }
}
