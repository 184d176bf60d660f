//! Families follow their household: when it was moved to another door, handed to another grid or joined with another, its
//! members belong to where it went on.
//!
//! Done unasked by a device of the committee, which alone may write the roster; what another did first is dropped without
//! a word. **Invariant:** nobody is taken out of a household before they belong to the one that goes on.

use linli_shared::documents::Document;
use linli_shared::documents::household::{Ending, Household};
use linli_shared::ids::RecordId;
use linli_shared::roster::RosterFact;

use super::trail;
use crate::device::outbox::Command;
use crate::device::rows::{self, RecordRow, Want};
use crate::device::{Device, Turn};
use crate::members::{check, put_act};
use crate::store::Table;

/// The most households whose members follow at once.
const AT_ONCE: usize = 32;

/// Households that ended, whose ending the log holds, and to which somebody belongs.
fn ended(device: &Device) -> Vec<RecordId> {
    if !trail::is_committee(device).unwrap_or(false) {
        return Vec::new();
    }
    let sums = device.doors().values().flat_map(|row| &row.households).filter(|sum| sum.ended.is_some());
    let with_family = sums.filter(|sum| device.roster().family(sum.record).next().is_some());
    with_family.map(|sum| sum.record).filter(|record| !device.is_waiting(*record)).take(AT_ONCE).collect()
}

/// The rows that say where they went on.
pub(crate) fn wants(device: &Device) -> Vec<Want> {
    ended(device).into_iter().map(|record| Want::Row(Table::Record, rows::record(record))).collect()
}

/// Lets families follow.
pub(crate) fn work(device: &mut Device, turn: &mut Turn<'_>) {
    let moved: Vec<(RecordId, RecordId)> = ended(device)
        .into_iter()
        .filter_map(|household| {
            let row: RecordRow = turn.rows.read(Table::Record, &rows::record(household)).ok()??;
            let read = Household::of(&Document::load(&row.content, household).ok()?);
            match read.ended.filter(|ended| !ended.is_contested)?.why {
                Ending::Moved { to } => Some((household, device.household_record(to.into())?)),
                Ending::Left | Ending::TenantsChanged | Ending::Mistake => None,
            }
        })
        .collect();
    for (from, to) in moved {
        let facts = facts(device, from, to);
        if !facts.is_empty() && check(device, &facts).is_ok() {
            // Without a seat nothing is written; then there is nobody to follow either.
            let _ = put_act(device, None, Command::Upkeep, &facts, Vec::new(), turn);
        }
    }
}

fn facts(device: &Device, from: RecordId, to: RecordId) -> Vec<RosterFact> {
    let roster = device.roster_hoped();
    let mut facts = Vec::new();
    for member in roster.family(from) {
        if roster.family(to).all(|known| known != member) {
            facts.push(RosterFact::FamilyJoined { member, household: to });
        }
        if roster.seat(from) == Some(member) && roster.seat(to).is_none() {
            facts.push(RosterFact::SeatGiven { member, household: to });
        }
        facts.push(RosterFact::FamilyLeft { member, household: from });
    }
    facts
}
