//! Whom a notice has reached: doors in the order one walks, never people, and no score.
//!
//! A door counts as reached by whoever had the newest version before them. Two members of a household are one household; the
//! newest answer of either counts.

use std::collections::{BTreeMap, BTreeSet};

use linli_contract::Failure;
use linli_contract::notices::{ReachBuilding, ReachDoor, ReachView, ReadReach};
use linli_shared::areas::AreaKind;
use linli_shared::ids::{AreaId, MemberId, RecordId};
use linli_shared::kinds::Family;
use linli_shared::log::Seq;
use linli_shared::notices::ReceiptContent;
use linli_shared::roster::Role;

use super::rows::{Receipts, Stored, Sum};
use super::{home, list, rows, words};
use crate::areas::is_counted;
use crate::device::outbox::OutBody;
use crate::device::rows::{Want, receipts, record};
use crate::device::{Device, Turn};
use crate::store::Table;

/// What one member says by all their receipts.
#[derive(Debug, Clone, Default)]
struct Said {
    household: Option<RecordId>,
    door: Option<AreaId>,
    is_read: bool,
    is_confirmed: bool,
    answer: Option<(Seq, u8)>,
}

/// What stands for a household where answers and receipts are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Home {
    Household(RecordId),
    Door(AreaId),
    Member(MemberId),
}

/// The areas whose receipts for a notice this person receives.
pub(super) fn scopes(device: &Device, sum: &Sum) -> Vec<AreaId> {
    let Ok((member, _)) = device.member() else { return Vec::new() };
    let time = device.sync_state().last_met.unwrap_or_default();
    let tree = device.tree();
    let reads = |role| match role {
        Role::Property => sum.is_propertys,
        Role::Steward | Role::BuildingLeader => !sum.is_propertys,
        Role::Resident | Role::GridWorker | Role::Department | Role::Volunteer | Role::Observer => false,
    };
    let grants = device.roster().roles(member, time).filter(|grant| reads(grant.role));
    let scopes = grants.map(|grant| if sum.is_propertys { tree.root() } else { grant.scope });
    scopes.filter(|scope| home::overlap(tree, sum.area, *scope)).collect()
}

/// The rows that `read_reach` needs.
#[must_use]
pub fn read_reach_wants(device: &Device, request: &ReadReach) -> Vec<Want> {
    let keys = areas_of(device, request.notice).into_iter().map(|area| receipts(request.notice, area));
    keys.chain([record(request.notice)]).map(|key| Want::Row(Table::Notice, key)).collect()
}

/// The areas that receipts for a notice may name.
fn areas_of(device: &Device, notice: RecordId) -> BTreeSet<AreaId> {
    let Some(sum) = device.notices().get(&notice) else { return BTreeSet::new() };
    let tree = device.tree();
    let buildings = tree.buildings(sum.area).into_iter().chain(tree.ancestor(sum.area, AreaKind::Building));
    buildings.chain(tree.grids()).chain([tree.root()]).collect()
}

/// Whom a notice has reached, of the doors this person is told of.
///
/// # Errors
/// [`Failure::NotHere`], [`Failure::NoRight`], [`Failure::NewerAppNeeded`].
pub fn read_reach(device: &mut Device, request: &ReadReach, turn: &mut Turn<'_>) -> Result<ReachView, Failure> {
    device.member()?;
    let sum = device.notices().get(&request.notice).ok_or(Failure::NotHere)?;
    let scopes = scopes(device, sum);
    if scopes.is_empty() {
        return Err(Failure::NoRight);
    }
    let stored: Stored = turn.rows.read(Table::Notice, &record(request.notice))?.ok_or(Failure::NotHere)?;
    let content = rows::state(&stored)?.content;
    let said = said(device, request.notice, sum, turn)?;
    let tree = device.tree();
    let mine = |door: &AreaId| scopes.iter().any(|scope| tree.contains(*door, *scope));
    let doors = tree.doors(sum.area).into_iter().filter(|door| is_counted(device, *door)).filter(mine);
    let mut reached: BTreeMap<AreaId, (bool, bool)> = doors.clone().map(|door| (door, (false, false))).collect();
    let mut elsewhere = BTreeSet::new();
    for (member, said) in &said {
        match said.door.and_then(|door| reached.get_mut(&door)) {
            Some((is_read, is_confirmed)) => {
                *is_read |= said.is_read;
                *is_confirmed |= said.is_confirmed;
            }
            None if said.is_read => {
                elsewhere.insert(home_of(*member, said));
            }
            None => {}
        }
    }
    let mut buildings: Vec<ReachBuilding> = Vec::new();
    for door in doors {
        let Some(building) = tree.ancestor(door, AreaKind::Building) else { continue };
        let (is_read, is_confirmed) = reached[&door];
        let view = ReachDoor { door, label: tree.path(door)[1..].join(" "), is_read, is_confirmed };
        match buildings.iter_mut().find(|known| known.building == building) {
            Some(known) => known.doors.push(view),
            None => {
                let label = tree.label(building).to_owned();
                buildings.push(ReachBuilding { building, label, doors: vec![view] });
            }
        }
    }
    let count =
        |is: fn(&ReachDoor) -> bool| narrow(buildings.iter().flat_map(|one| &one.doors).filter(|one| is(one)).count());
    let now = device.clock(turn.now.time);
    let sync = list::sync_of(device, request.notice);
    Ok(ReachView {
        row: list::row(device, request.notice, sum, &home::homes(device), sync, now),
        doors: count(|_| true),
        read: count(|door| door.is_read),
        confirmed: count(|door| door.is_confirmed),
        elsewhere: narrow(elsewhere.len()),
        answers: answers(&content.answers, &said),
        question: content.question,
        buildings,
        loudspeaker: words::loudspeaker(&content.title, &content.text),
    })
}

/// What each member says, by their receipts in the order of places; this person's own on its way comes last.
fn said(device: &Device, notice: RecordId, sum: &Sum, turn: &Turn<'_>) -> Result<BTreeMap<MemberId, Said>, Failure> {
    let mut all: Vec<(Seq, MemberId, ReceiptContent)> = Vec::new();
    for area in areas_of(device, notice) {
        let kept: Option<Receipts> = turn.rows.read(Table::Notice, &receipts(notice, area))?;
        let of_kind = kept.into_iter().flat_map(|kept| kept.list).filter(|one| one.is_propertys == sum.is_propertys);
        all.extend(of_kind.map(|one| (one.seq, one.member, one.said)));
    }
    let (me, _) = device.member()?;
    let own = device
        .outbox()
        .filter(|item| item.record == notice && item.kind.family() == Family::Receipt && item.is_pending());
    all.extend(own.filter_map(|item| match &item.body {
        OutBody::Content(content) => Some((Seq::MAX, me, ReceiptContent::from_content(content).ok()?)),
        OutBody::Changes(_) | OutBody::Act(_) => None,
    }));
    all.sort_by_key(|(seq, ..)| *seq);
    let registered = home::registered_doors(device);
    let mut by_member: BTreeMap<MemberId, Said> = BTreeMap::new();
    for (seq, member, receipt) in all {
        let said = by_member.entry(member).or_default();
        said.household = receipt.household.or(said.household);
        // Where the household lives the register knows better than a receipt.
        let door = receipt.household.and_then(|household| registered.get(&household).copied()).or(receipt.door);
        said.door = door.map(|door| device.tree().canonical(door)).or(said.door);
        said.is_read |= receipt.corrections >= sum.corrections;
        said.is_confirmed |= receipt.is_confirmed && receipt.corrections >= sum.corrections;
        let fits = |answer: &u8| receipt.corrections >= sum.asked_since && *answer < sum.answers;
        said.answer = receipt.answer.filter(fits).map(|answer| (seq, answer)).or(said.answer);
    }
    Ok(by_member)
}

fn home_of(member: MemberId, said: &Said) -> Home {
    match (said.household, said.door) {
        (Some(household), _) => Home::Household(household),
        (None, Some(door)) => Home::Door(door),
        (None, None) => Home::Member(member),
    }
}

/// Each answer with the number of households that chose it last.
fn answers(answers: &[String], said: &BTreeMap<MemberId, Said>) -> Vec<(String, u32)> {
    let mut newest: BTreeMap<Home, (Seq, u8)> = BTreeMap::new();
    for (member, said) in said {
        let Some(answer) = said.answer else { continue };
        let of_home = newest.entry(home_of(*member, said)).or_insert(answer);
        *of_home = (*of_home).max(answer);
    }
    let chosen = |number: usize| newest.values().filter(|(_, answer)| usize::from(*answer) == number).count();
    answers.iter().enumerate().map(|(number, answer)| (answer.clone(), narrow(chosen(number)))).collect()
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
