//! Erasing people, or a household, for good: PIPL art. 47.
//!
//! One act: the household's next generation with what is known of those who stay, marks of those who go, and the fact that
//! makes the relay and every device drop the old records. Here the household leaves the screen at once; its rows go when
//! the fact has its place.
//! **Invariant:** nothing of who is erased is written but marks.

use linli_contract::Failure;
use linli_contract::rights::EraseRecord;
use linli_shared::access::{self, extract_record};
use linli_shared::ids::{AreaId, PersonId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::roster::{self, RosterFact};

use super::answer::write_answer;
use super::content::{self, Erased};
use super::desk::Open;
use super::wish::Proposal;
use super::{desk, due, marks, trail};
use crate::device::outbox::{Command, OutBody};
use crate::device::rows::Want;
use crate::device::write::About;
use crate::device::{Device, Turn};
use crate::members::found::roster_entry;
use crate::registers::renewing;

/// The rows erasing needs.
#[must_use]
pub fn erase_wants(device: &Device, request: &EraseRecord) -> Vec<Want> {
    household_wants(device, request.household)
}

/// The rows of a household and of the one that may go on in its place.
pub(super) fn household_wants(device: &Device, household: RecordId) -> Vec<Want> {
    renewing::wants(device, household)
}

/// Erases people, or with none the whole household.
///
/// # Errors
/// [`Failure::Stranger`], [`Failure::NoRight`] for who is not of the committee, [`Failure::NotHere`] for an unknown household
/// or person.
pub fn erase(device: &mut Device, request: &EraseRecord, turn: &mut Turn<'_>) -> Result<(), Failure> {
    carry_out(device, request.household, &request.people, None, turn)
}

/// Erases, and answers the wish that asked for it.
pub(super) fn carry_out(
    device: &mut Device,
    household: RecordId,
    people: &[PersonId],
    wish: Option<(Open, &str)>,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    if !trail::is_committee(device)? {
        return Err(Failure::NoRight);
    }
    let renewed = renewing::renew(device, household, people, turn)?;
    let gone = renewed.gone.iter();
    let mut marks: Vec<u64> =
        gone.flat_map(|(person, numbers)| marks::of_entry(device, renewed.door, person, numbers)).collect();
    marks.sort_unstable();
    marks.dedup();
    let to = renewed.to;
    let erased = Erased { version: content::VERSION, household: to.is_none().then_some(household), marks };
    let record = RecordId::derive("linli erased", &[&turn.now.entropy, &household.0]);
    let about = About { record, kind: Kind::Erased, scope: renewed.scope, area: Some(renewed.door) };
    let bundle = renewed.bundle;
    device.write_paper(Some(bundle), about, linli_shared::cbor::to_vec(&erased), turn)?;
    if let Some((open, words)) = wish {
        write_answer(device, &open, true, words, bundle, turn)?;
    }
    let mut records = records(household, renewed.ids, renewed.scope);
    records.extend(wishes_about(device, household).map(|(wish, scope)| roster::Erased {
        record: wish,
        kind: Kind::Proposal,
        scope,
    }));
    append(device, &RosterFact::Renewed { records, to }, bundle, turn)?;
    device.hide_household(household, renewed.door, turn);
    // Where they lived before: households that ended and still say what was known then.
    let gone: Vec<PersonId> =
        renewed.gone.iter().flat_map(|(person, _)| [person.id].into_iter().chain(person.joined.clone())).collect();
    for earlier in renewing::ended_with(device, &gone, turn) {
        let records = self::records(earlier.household, earlier.ids, earlier.scope);
        append(device, &RosterFact::Renewed { records, to: None }, bundle, turn)?;
        device.hide_household(earlier.household, earlier.door, turn);
    }
    Ok(())
}

fn records(household: RecordId, ids: RecordId, scope: AreaId) -> Vec<roster::Erased> {
    let record = |record, kind| roster::Erased { record, kind, scope };
    vec![record(household, Kind::Household), record(ids, Kind::IdRecord)]
}

/// Wishes about a household, each with its scope.
fn wishes_about(device: &Device, household: RecordId) -> impl Iterator<Item = (RecordId, AreaId)> {
    let is_about = move |content: &[u8]| Proposal::from_content(content).is_ok_and(|wish| wish.household == household);
    let wishes = device.papers(Kind::Proposal).filter(move |(_, row)| is_about(&row.content));
    wishes.map(|(wish, row)| (wish, row.meta.scope))
}

fn append(device: &mut Device, fact: &RosterFact, bundle: u64, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let identity = device.member()?.1;
    let (log, me) = (identity.seat.log, identity.device);
    let time = device.sync_state().last_met.unwrap_or_default();
    access::may_fact(device.roster(), time, me, fact).map_err(|_| Failure::NoRight)?;
    let entry = roster_entry(log, fact);
    let about = About { record: entry.record, kind: Kind::Roster, scope: log.area(), area: None };
    device.enqueue_in(Some(bundle), about, Command::Fact, OutBody::Act(vec![entry]), turn);
    Ok(())
}

/// A household was erased: what papers say of it goes too.
pub(crate) fn forget(device: &mut Device, household: RecordId, turn: &mut Turn<'_>) {
    let wishes: Vec<RecordId> = wishes_about(device, household).map(|(wish, _)| wish).collect();
    for wish in wishes {
        device.drop_paper(Kind::Proposal, wish, turn);
        device.drop_paper(Kind::Answered, desk::answer_record(wish), turn);
    }
    if let Some(me) = device.id() {
        device.drop_paper(Kind::Extract, extract_record(household, me), turn);
    }
    due::forget_all(device, household, turn);
}
