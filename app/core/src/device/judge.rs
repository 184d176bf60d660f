//! The half of the rights that needs the body, judged by every reader at the place in the log.
//!
//! **Invariant:** devices that read the same stream find the same entries void.

use core::ops::Range;
use std::sync::Arc;

use linli_shared::areas::{AreaFact, AreaKind, Place as TreePlace};
use linli_shared::calendar::Millis;
use linli_shared::documents::household::Place;
use linli_shared::ids::{AreaId, DeviceId, RecordId};
use linli_shared::log::Seq;
use linli_shared::roster::Role;
use linli_shared::{access, roster::Roster};

use super::Device;

/// The roster between two of its facts.
#[derive(Debug)]
pub(super) struct Past {
    places: Range<Seq>,
    roster: Arc<Roster>,
}

/// Why an accepted entry has no effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum VoidReason {
    /// The author had no right by header; an honest relay would not have accepted it.
    NoRight,
    /// The door is not in the scope the entry names, or not in the author's.
    OutsideScope,
    /// The record's id is not that of the place it names.
    WrongPlace,
    /// The body cannot be opened or read, or breaks a rule of its kind.
    Malformed,
    /// The signature is not the author's.
    BadSignature,
}

impl VoidReason {
    /// The stored code.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::NoRight => 1,
            Self::OutsideScope => 2,
            Self::WrongPlace => 3,
            Self::Malformed => 4,
            Self::BadSignature => 5,
        }
    }

    /// Reads [`Self::code`]; codes of newer releases read as malformed.
    #[must_use]
    pub const fn from_code(code: u8) -> Self {
        match code {
            1 => Self::NoRight,
            2 => Self::OutsideScope,
            3 => Self::WrongPlace,
            5 => Self::BadSignature,
            _ => Self::Malformed,
        }
    }
}

impl Device {
    /// The roster at a place before its newest fact; what is fetched late is judged by what held there.
    pub(crate) fn past_roster(&mut self, seq: Seq) -> Option<Arc<Roster>> {
        if seq >= self.roster.last() {
            return None;
        }
        if let Some(past) = &self.past
            && past.places.contains(&seq)
        {
            return Some(past.roster.clone());
        }
        let facts = self.roster.facts();
        let next = facts.partition_point(|(place, _)| *place <= seq);
        let from = next.checked_sub(1).and_then(|at| facts.get(at)).map_or(0, |(place, _)| *place);
        let to = facts.get(next).map_or(Seq::MAX, |(place, _)| *place);
        let roster = Arc::new(self.roster.at(seq).into_owned());
        self.past = Some(Past { places: from..to, roster: roster.clone() });
        Some(roster)
    }

    /// Whether a household at a place may stand in an entry of this scope at a place in the log.
    pub(super) fn may_stand(&self, record: RecordId, place: &Place, scope: AreaId, seq: Seq) -> Result<(), VoidReason> {
        let named =
            self.keyring.naming(self.roster()).map(|naming| naming.household(place.door, place.generation, place.slot));
        if named != Some(record) {
            return Err(VoidReason::WrongPlace);
        }
        self.is_door_within(place.door, scope, seq)
    }

    /// Whether a door lies in a grid at a place in the log.
    pub(super) fn is_door_within(&self, door: AreaId, scope: AreaId, seq: Seq) -> Result<(), VoidReason> {
        let is_door = self.tree.kind(door) == Some(AreaKind::Door);
        let is_grid = self.tree.kind(scope) == Some(AreaKind::Grid);
        if is_door && is_grid && self.tree.contains_at(door, scope, TreePlace::Confirmed(seq)) {
            Ok(())
        } else {
            Err(VoidReason::OutsideScope)
        }
    }

    /// Whether a grid worker or steward may write an area fact at a place in the log.
    pub(super) fn may_area(
        &self,
        roster: &Roster,
        time: Millis,
        device: DeviceId,
        fact: &AreaFact,
        seq: Seq,
    ) -> Result<(), VoidReason> {
        let member = roster.device(device).ok_or(VoidReason::NoRight)?.member;
        if access::holds(roster, time, member, Role::Steward, None) {
            return Ok(());
        }
        let AreaFact::Door { stair, .. } = fact else { return Err(VoidReason::NoRight) };
        let grid = self.tree.grid_at(*stair, TreePlace::Confirmed(seq)).ok_or(VoidReason::OutsideScope)?;
        if access::holds(roster, time, member, Role::GridWorker, Some(grid)) {
            Ok(())
        } else {
            Err(VoidReason::OutsideScope)
        }
    }
}
