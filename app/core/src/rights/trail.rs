//! The read trail: who was shown what of a household. It binds honest apps; it makes no reading impossible.
//!
//! An ID number is not shown unless that can be written down. An opened page is noted in memory and written when the next
//! parcel is formed, all pages of a grid as one paper, so that reading never waits for the disk.
//! **Invariant:** one line for each household, member and day of opening; none for what its reader wrote that day.

use std::collections::{BTreeMap, BTreeSet};

use linli_contract::Failure;
use linli_contract::households::{Author, DoorView, FieldView, HouseholdView};
use linli_contract::rights::{ReadTrail, ShownWhat, TrailLine};
use linli_shared::access;
use linli_shared::calendar::Date;
use linli_shared::ids::{AreaId, PersonId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::roster::Role;

use super::content::{self, Shown};
use crate::device::write::About;
use crate::device::{Device, Turn, day};

/// The most households of one paper.
const HOUSEHOLDS: usize = 1_000;
/// The most lines that are shown.
const LINES: usize = 200;

/// Pages this device's member opened today.
#[derive(Debug, Default)]
pub(crate) struct Opened {
    day: Option<Date>,
    known: BTreeSet<RecordId>,
    /// Not written yet: by grid the moment of the first, and the households.
    waiting: BTreeMap<AreaId, (i64, BTreeSet<RecordId>)>,
}

/// A door's page was opened; gives it on.
pub fn opened(device: &mut Device, view: DoorView, turn: &Turn<'_>) -> DoorView {
    let Some(grid) = device.tree().grid(view.id).filter(|_| device.reads_register()) else { return view };
    let today = turn.today();
    if device.opened().day != Some(today) {
        let known = known_today(device, today);
        let opened = device.opened_mut();
        (opened.day, opened.known) = (Some(today), known);
    }
    let seconds = turn.seconds();
    let opened = device.opened_mut();
    for household in view.households.iter().filter(|household| !is_own_of(household, today)) {
        if opened.known.insert(household.id) {
            opened.waiting.entry(grid).or_insert_with(|| (seconds, BTreeSet::new())).1.insert(household.id);
        }
    }
    view
}

/// Pages that this member opened today on any device, as far as it is known here.
fn known_today(device: &Device, today: Date) -> BTreeSet<RecordId> {
    let mine = device.papers(Kind::Shown).filter(|(_, row)| device.is_mine(row.device));
    let shown = mine.filter_map(|(_, row)| content::read::<Shown>(&row.content).ok());
    let opened = shown.filter(|shown| content::what(shown.what) == ShownWhat::Opened && day(shown.at) == today);
    opened.flat_map(|shown| shown.households).collect()
}

/// Whether its reader wrote the newest of what stands, today.
fn is_own_of(household: &HouseholdView, today: Date) -> bool {
    let is_mine = |by: &Author| by.is_me && by.at == household.changed && crate::device::today(by.at) == today;
    let of = |fields: &[FieldView]| fields.iter().any(|field| is_mine(&field.by));
    of(&household.fields) || household.people.iter().any(|person| of(&person.fields))
}

/// Writes down which pages were opened; what this member may not write is let go.
pub(crate) fn write_opened(device: &mut Device, turn: &mut Turn<'_>) {
    for (grid, (at, households)) in core::mem::take(&mut device.opened_mut().waiting) {
        let _ = write(device, grid, ShownWhat::Opened, households.into_iter().collect(), None, at, turn);
    }
}

/// An ID number is about to be shown.
///
/// # Errors
/// [`Failure::NoRight`], [`Failure::NotHere`]; then it must not be shown.
pub(crate) fn number_shown(
    device: &mut Device,
    household: RecordId,
    person: PersonId,
    grid: AreaId,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let at = turn.seconds();
    write(device, grid, ShownWhat::IdNumber, vec![household], Some(person), at, turn)
}

/// Households are about to leave in a file: one paper for each grid.
///
/// # Errors
/// [`Failure::NoRight`]; then they must not leave.
pub(crate) fn exported(
    device: &mut Device,
    households: impl IntoIterator<Item = (AreaId, RecordId)>,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let mut grids: BTreeMap<AreaId, Vec<RecordId>> = BTreeMap::new();
    for (door, household) in households {
        if let Some(grid) = device.tree().grid(door) {
            grids.entry(grid).or_default().push(household);
        }
    }
    let at = turn.seconds();
    for (grid, households) in grids {
        write(device, grid, ShownWhat::Exported, households, None, at, turn)?;
    }
    Ok(())
}

fn write(
    device: &mut Device,
    grid: AreaId,
    what: ShownWhat,
    households: Vec<RecordId>,
    person: Option<PersonId>,
    at: i64,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let me = device.member()?.1.device;
    let number = content::number(what);
    for (part, households) in households.chunks(HOUSEHOLDS).enumerate() {
        let parts: [&[u8]; 5] = [&turn.now.entropy, &me.0, &grid.0, &[number], &part.to_be_bytes()];
        let record = RecordId::derive("linli shown", &parts);
        let about = About { record, kind: Kind::Shown, scope: grid, area: None };
        let shown = Shown { version: content::VERSION, what: number, at, households: households.to_vec(), person };
        device.write_paper(None, about, linli_shared::cbor::to_vec(&shown), turn)?;
    }
    Ok(())
}

/// The trail of some households, each newest first.
#[derive(Debug, Default)]
pub(super) struct Trail(BTreeMap<RecordId, Vec<TrailLine>>);

impl Trail {
    /// Reads the trail of some households.
    pub(super) fn of(device: &Device, households: impl IntoIterator<Item = RecordId>) -> Self {
        let mut trail: BTreeMap<RecordId, Vec<TrailLine>> =
            households.into_iter().map(|household| (household, Vec::new())).collect();
        for (_, row) in device.papers(Kind::Shown) {
            let Ok(shown) = content::read::<Shown>(&row.content) else { continue };
            for household in &shown.households {
                let Some(lines) = trail.get_mut(household) else { continue };
                let by = device.name_of(row.device).map(str::to_owned);
                lines.push(TrailLine { by, what: content::what(shown.what), at: shown.at });
            }
        }
        for lines in trail.values_mut() {
            lines.sort_by(|one, other| other.at.cmp(&one.at).then_with(|| one.by.cmp(&other.by)));
        }
        Self(trail)
    }

    /// Reads the trail of one household.
    pub(super) fn of_household(device: &Device, household: RecordId) -> Self {
        Self::of(device, [household])
    }

    /// Its lines.
    pub(super) fn of_one(&self, household: RecordId) -> &[TrailLine] {
        self.0.get(&household).map_or(&[], Vec::as_slice)
    }
}

/// The read trail of a household, newest first.
///
/// # Errors
/// [`Failure::Stranger`], [`Failure::NoRight`] for who is not of the committee.
pub fn trail(device: &mut Device, request: &ReadTrail, turn: &mut Turn<'_>) -> Result<Vec<TrailLine>, Failure> {
    if !is_committee(device)? {
        return Err(Failure::NoRight);
    }
    // What was opened a moment ago is part of it.
    write_opened(device, turn);
    let trail = Trail::of_household(device, request.household);
    Ok(trail.of_one(request.household).iter().take(LINES).cloned().collect())
}

/// Whether this device is one of the committee's that reads the register.
pub(super) fn is_committee(device: &Device) -> Result<bool, Failure> {
    let (member, _) = device.member()?;
    let time = device.sync_state().last_met.unwrap_or_default();
    let root = device.tree().root();
    Ok(device.reads_register() && access::holds(device.roster(), time, member, Role::Steward, Some(root)))
}
