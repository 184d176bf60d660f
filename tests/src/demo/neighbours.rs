//! Neighbours who are members: they are people of households that the workers registered, and bear invented names there.

use linli_contract::households::Edit;
use linli_contract::joining::{Newcomer, Wish};
use linli_contract::members::Role;
use linli_contract::visits::{Outcome, RecordVisit};
use linli_shared::areas::Tree;
use linli_shared::households::{Field, Subject};
use linli_shared::ids::{AreaId, PersonId};

use super::{Community, Former, Home, PlannedAsk, PlannedVisit, Staff, buildings};

/// Somebody of a couple: the householder or their spouse, by GB/T 4761.
struct Neighbour {
    seat: &'static str,
    name: &'static str,
    /// Which of the building's couples.
    couple: usize,
    relation: &'static str,
    leads: bool,
    has_seat: bool,
}

const fn wife(seat: &'static str, name: &'static str, couple: usize, leads: bool) -> Neighbour {
    Neighbour { seat, name, couple, relation: "1", leads, has_seat: true }
}

/// Who has joined in a building of the first grid.
const FIRST: [Neighbour; 3] = [
    wife("he", "何美华", 0, true),
    wife("zhou", "周岚", 1, false),
    Neighbour { seat: "xu", name: "徐建国", couple: 1, relation: "0", leads: false, has_seat: false },
];
/// Who has joined in a building of the second grid.
const SECOND: [Neighbour; 2] = [wife("tang", "唐慧", 0, true), wife("sun", "孙丽", 1, false)];
/// Who asks to join, of the first building's next couple.
const NEWCOMER: (&str, usize) = ("沈小梅", 2);
/// The words that somebody agrees to who joins.
const CONSENT: u16 = 1;

/// Lets neighbours of two buildings join, somebody of the property company, and one more ask; and a worker leave.
pub(super) fn move_in(plan: &mut Community) {
    let tree = plan.tree();
    let houses = [1, 2].map(|number| livelier(plan, &tree, buildings::grid(plan.code, number)));
    let [Some((first, first_couples)), Some((second, second_couples))] = houses else { return };
    for (house, couples, cast) in [(first, &first_couples, &FIRST[..]), (second, &second_couples, &SECOND[..])] {
        for neighbour in cast {
            let Some(home) = couples.get(neighbour.couple) else { continue };
            join(plan, house, *home, neighbour);
        }
    }
    let property = vec![(Role::Property, plan.code.area())];
    plan.staff.push(Staff { seat: "qian", name: "钱明", roles: property, home: None });
    plan.newcomer = first_couples.get(NEWCOMER.1).map(|home| asks(plan, &tree, first, *home));
    plan.former = former(plan, &tree);
}

/// The building of a grid with the most couples, and where in the plan they are.
fn livelier(plan: &Community, tree: &Tree, grid: AreaId) -> Option<(AreaId, Vec<usize>)> {
    let couples = |building| {
        let homes = plan.households.iter().enumerate();
        let here = homes.filter(|(_, home)| tree.contains(home.door, building) && is_couple(&home.edits));
        here.map(|(at, _)| at).collect::<Vec<_>>()
    };
    let buildings = tree.buildings(grid).into_iter().map(|building| (building, couples(building)));
    // The first of several, so that the demo stays where it is.
    buildings.rev().max_by_key(|(_, couples)| couples.len())
}

fn is_couple(edits: &[Edit]) -> bool {
    let people = edits.iter().filter(|edit| matches!(edit, Edit::AddPerson { .. })).count();
    people == 2 && ["0", "1"].iter().all(|relation| related(edits, relation).is_some())
}

fn related(edits: &[Edit], wanted: &str) -> Option<PersonId> {
    edits.iter().find_map(|edit| match edit {
        Edit::Set { subject: Subject::Person(person), field: Field::Relation, value: Some(value) }
            if value == wanted =>
        {
            Some(*person)
        }
        Edit::Set { .. } | Edit::AddPerson { .. } | Edit::RemovePerson { .. } | Edit::SetIdNumber { .. } => None,
    })
}

/// The text of a person's field.
fn text(edits: &mut [Edit], person: PersonId, wanted: Field) -> Option<&mut String> {
    edits.iter_mut().find_map(|edit| match edit {
        Edit::Set { subject: Subject::Person(of), field, value: Some(value) } if *of == person && *field == wanted => {
            Some(value)
        }
        Edit::Set { .. } | Edit::AddPerson { .. } | Edit::RemovePerson { .. } | Edit::SetIdNumber { .. } => None,
    })
}

/// Gives the person of a household a name, and their telephone number back.
fn name(edits: &mut [Edit], relation: &str, name: &str) -> String {
    let Some(person) = related(edits, relation) else { return String::new() };
    if let Some(known) = text(edits, person, Field::Name) {
        name.clone_into(known);
    }
    text(edits, person, Field::Phone).cloned().unwrap_or_default()
}

fn join(plan: &mut Community, building: AreaId, at: usize, neighbour: &Neighbour) {
    let home = &mut plan.households[at];
    name(&mut home.edits, neighbour.relation, neighbour.name);
    let home = Some(Home { door: home.door, slot: home.slot, has_seat: neighbour.has_seat });
    let leads = neighbour.leads.then_some((Role::BuildingLeader, building));
    let roles = leads.into_iter().chain([(Role::Resident, building)]).collect();
    plan.staff.push(Staff { seat: neighbour.seat, name: neighbour.name, roles, home });
}

fn asks(plan: &mut Community, tree: &Tree, building: AreaId, at: usize) -> PlannedAsk {
    let home = &mut plan.households[at];
    let phone = name(&mut home.edits, "1", NEWCOMER.0);
    let newcomer = Newcomer {
        name: NEWCOMER.0.to_owned(),
        door: tree.path(home.door).concat(),
        phone,
        wish: Wish::Seat,
        note: "刚换了手机，想看看家里的登记。".to_owned(),
        consent: CONSENT,
    };
    PlannedAsk { building, newcomer }
}

/// A worker of the first grid whose last visit was on a phone without a network when the work ended.
fn former(plan: &Community, tree: &Tree) -> Option<Former> {
    let grid = buildings::grid(plan.code, 1);
    let last = plan.visits.iter().rev().find(|visit| tree.contains(visit.visit.door, grid))?;
    let note = "门口遇到，说周末在家，可以来补登。".to_owned();
    let visit = RecordVisit { door: last.visit.door, outcome: Outcome::Met, note, next_visit: None };
    let staff = Staff { seat: "zhao", name: "赵峰", roles: vec![(Role::GridWorker, grid)], home: None };
    Some(Former { staff, visit: PlannedVisit { by: "zhao", at: last.at, visit } })
}
