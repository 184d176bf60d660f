//! The community's tables while somebody edits them: order, own categories, what a change means, what is wrong.
//!
//! **Invariant:** a category's key is never given twice and never taken away, since tickets name it.

use linli_contract::tickets::{Category, CommunityTables, Department, Handler, Level};
use linli_shared::ids::AreaId;
use linli_shared::tickets::{LABEL, MAX_HOURS};

/// What changes between two tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A new category.
    Added(String),
    /// It is not offered any more.
    Off(String),
    /// It is offered again.
    On(String),
    /// Its name or examples.
    Renamed(String),
    /// Its time limits; hours to the answer and to the result.
    Limits(String, u32, u32),
    /// Who gets it.
    Route(String),
    /// The order in which categories are offered.
    Order,
    /// A new department, by name.
    NewDepartment(String),
    /// A department's name or level.
    Department(String),
    /// A department that is no longer there.
    NoDepartment(String),
}

/// What keeps tables from being saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// An own category without a name.
    NoName(String),
    /// A name that is too long.
    LongName(String),
    /// A limit of no hours, of more than a year, or a result due before the answer.
    Limits(String),
    /// A department without a name.
    NoDepartmentName,
    /// Nothing is offered.
    NothingOffered,
}

/// Moves a category by so many places among those of its kind.
pub fn move_by(tables: &mut CommunityTables, key: &str, by: isize) {
    let Some(from) = tables.categories.iter().position(|category| category.key == key) else { return };
    let is_service = tables.categories[from].is_service;
    let alike: Vec<usize> = (0..tables.categories.len())
        .filter(|at| tables.categories.get(*at).is_some_and(|one| one.is_service == is_service))
        .collect();
    let here = alike.iter().position(|at| *at == from);
    if let Some(to) = here.and_then(|here| here.checked_add_signed(by)).and_then(|to| alike.get(to)) {
        let moved = tables.categories.remove(from);
        tables.categories.insert(*to, moved);
    }
}

/// The first release's categories again; those of the community's own stay, no longer offered, since tickets name them.
pub fn reset(tables: &mut CommunityTables) {
    let mut categories = CommunityTables::default().categories;
    let own: Vec<Category> =
        tables.categories.drain(..).filter(|one| !categories.iter().any(|first| first.key == one.key)).collect();
    categories.extend(own.into_iter().map(|one| Category { is_off: true, ..one }));
    tables.categories = categories;
}

/// Adds a category of the community's own; its key.
pub fn add_category(tables: &mut CommunityTables, is_service: bool) -> String {
    let number = tables.categories.iter().filter_map(|one| one.key.strip_prefix("own-")?.parse::<u32>().ok()).max();
    let key = format!("own-{}", number.unwrap_or(0).saturating_add(1));
    tables.categories.push(Category {
        key: key.clone(),
        label: String::new(),
        examples: String::new(),
        answer_hours: 24,
        done_hours: 120,
        route: Vec::new(),
        is_off: false,
        is_service,
    });
    key
}

/// Adds a department under an id nobody else has.
pub fn add_department(tables: &mut CommunityTables, id: AreaId, level: Level) {
    tables.departments.push(Department { id, name: String::new(), level });
}

/// Takes a department away, also out of the routes that name it.
pub fn remove_department(tables: &mut CommunityTables, id: AreaId) {
    tables.departments.retain(|one| one.id != id);
    for category in &mut tables.categories {
        category.route.retain(|handler| *handler != Handler::Department(id));
    }
}

/// What is wrong; nothing if the tables can be saved. `is_known` tells whether the screens have a name for a key.
#[must_use]
pub fn faults(tables: &CommunityTables, is_known: impl Fn(&str) -> bool) -> Vec<Fault> {
    let mut faults = Vec::new();
    for one in &tables.categories {
        let label = one.label.trim();
        if label.is_empty() && !is_known(&one.key) {
            faults.push(Fault::NoName(one.key.clone()));
        }
        if label.chars().count() > LABEL {
            faults.push(Fault::LongName(one.key.clone()));
        }
        let fits = |hours: u32| (1..=MAX_HOURS).contains(&hours);
        if !fits(one.answer_hours) || !fits(one.done_hours) || one.done_hours < one.answer_hours {
            faults.push(Fault::Limits(one.key.clone()));
        }
    }
    if tables.departments.iter().any(|one| one.name.trim().is_empty() || one.name.trim().chars().count() > LABEL) {
        faults.push(Fault::NoDepartmentName);
    }
    if !tables.categories.iter().any(|one| !one.is_off && !one.is_service) {
        faults.push(Fault::NothingOffered);
    }
    faults
}

/// What a change means, in the order of the new tables.
#[must_use]
pub fn changes(old: &CommunityTables, new: &CommunityTables) -> Vec<Change> {
    let mut changes = Vec::new();
    for one in &new.categories {
        let key = || one.key.clone();
        let Some(was) = old.category(&one.key) else {
            changes.push(Change::Added(key()));
            continue;
        };
        if one.is_off != was.is_off {
            changes.push(if one.is_off { Change::Off(key()) } else { Change::On(key()) });
        }
        if (one.label.trim(), one.examples.trim()) != (was.label.trim(), was.examples.trim()) {
            changes.push(Change::Renamed(key()));
        }
        if (one.answer_hours, one.done_hours) != (was.answer_hours, was.done_hours) {
            changes.push(Change::Limits(key(), one.answer_hours, one.done_hours));
        }
        if one.route != was.route {
            changes.push(Change::Route(key()));
        }
    }
    let keys = |tables: &CommunityTables, other: &CommunityTables| {
        let keys = tables.categories.iter().map(|one| one.key.clone());
        keys.filter(|key| other.category(key).is_some()).collect::<Vec<_>>()
    };
    if keys(old, new) != keys(new, old) {
        changes.push(Change::Order);
    }
    for one in &new.departments {
        match old.department(one.id) {
            None => changes.push(Change::NewDepartment(one.name.clone())),
            Some(was) if was != one => changes.push(Change::Department(one.name.clone())),
            Some(_) => {}
        }
    }
    let gone = old.departments.iter().filter(|one| new.department(one.id).is_none());
    changes.extend(gone.map(|one| Change::NoDepartment(one.name.clone())));
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(key: &str) -> bool {
        !key.starts_with("own-")
    }

    #[test]
    fn the_first_releases_tables_can_be_saved() {
        assert!(faults(&CommunityTables::default(), known).is_empty());
        assert!(changes(&CommunityTables::default(), &CommunityTables::default()).is_empty());
    }

    #[test]
    fn a_category_moves_among_its_kind_and_not_beyond() {
        let mut tables = CommunityTables::default();
        move_by(&mut tables, "power", -1);
        assert_eq!(tables.categories[0].key, "power");
        move_by(&mut tables, "power", -1);
        assert_eq!(tables.categories[0].key, "power", "it is the first");
        let before = tables.clone();
        move_by(&mut tables, "other", 1);
        assert_eq!(tables, before, "what comes after it is a service");
        assert_eq!(changes(&CommunityTables::default(), &tables), [Change::Order]);
    }

    #[test]
    fn an_own_category_has_a_key_nobody_had_and_needs_a_name() {
        let mut tables = CommunityTables::default();
        let (first, second) = (add_category(&mut tables, false), add_category(&mut tables, true));
        assert_eq!([first.as_str(), second.as_str()], ["own-1", "own-2"]);
        assert_eq!(faults(&tables, known), [Fault::NoName(first), Fault::NoName(second)]);
    }

    #[test]
    fn going_back_to_the_first_tables_loses_no_key() {
        let mut tables = CommunityTables::default();
        tables.categories[0].answer_hours = 1;
        let own = add_category(&mut tables, false);
        reset(&mut tables);
        assert_eq!(tables.category("water"), CommunityTables::default().category("water"));
        assert!(tables.category(&own).is_some_and(|one| one.is_off));
        assert_eq!(add_category(&mut tables, false), "own-2");
    }

    #[test]
    fn limits_that_cannot_be_kept_are_told() {
        let mut tables = CommunityTables::default();
        tables.categories[0].done_hours = 1;
        tables.categories[1].answer_hours = 0;
        tables.categories[2].done_hours = MAX_HOURS + 1;
        assert_eq!(faults(&tables, known), ["water", "power", "lift"].map(|key| Fault::Limits(key.into())));
        tables = CommunityTables::default();
        tables.categories.iter_mut().for_each(|one| one.is_off = true);
        assert_eq!(faults(&tables, known), [Fault::NothingOffered]);
    }

    #[test]
    fn a_department_that_goes_leaves_no_route_to_it() {
        let mut tables = CommunityTables::default();
        let id = AreaId([7; 16]);
        add_department(&mut tables, id, Level::GridCentre);
        tables.departments[0].name = "消防站".into();
        tables.categories[3].route.push(Handler::Department(id));
        assert!(tables.check().is_ok());
        remove_department(&mut tables, id);
        assert_eq!(tables, CommunityTables::default());
    }

    #[test]
    fn every_change_is_told_before_it_is_saved() {
        let old = CommunityTables::default();
        let mut new = old.clone();
        new.categories[0].label = "自来水".into();
        new.categories[1].is_off = true;
        new.categories[2].answer_hours = 1;
        new.categories[3].route = vec![Handler::Committee];
        add_department(&mut new, AreaId([7; 16]), Level::Street);
        let told = changes(&old, &new);
        assert_eq!(
            told,
            [
                Change::Renamed("water".into()),
                Change::Off("power".into()),
                Change::Limits("lift".into(), 1, 24),
                Change::Route("fire".into()),
                Change::NewDepartment(String::new()),
            ]
        );
        assert_eq!(changes(&new, &old).last(), Some(&Change::NoDepartment(String::new())));
    }
}
