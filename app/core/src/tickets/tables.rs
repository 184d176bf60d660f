//! The community's tables: reading them, changing them.
//!
//! **Invariant:** what somebody still has to do with does not vanish from the tables: a category with tickets, a
//! department with people or open tickets.

use std::collections::BTreeSet;

use linli_contract::Failure;
use linli_contract::tickets::{Category, CommunityTables, Department, ReadTables, SaveTables, TablesView};
use linli_shared::calendar::Millis;
use linli_shared::cbor;
use linli_shared::ids::AreaId;
use linli_shared::kinds::Kind;
use linli_shared::roster::Role;
use linli_shared::tickets::Handler;

use super::keep;
use super::sums::{self, Sums};
use crate::device::rows::Want;
use crate::device::write::About;
use crate::device::{Device, Turn};

/// What follows the tables in the content of their entry; who reads the tables alone stops before it.
#[derive(Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(super) struct Written {
    #[n(0)]
    pub(super) version: u8,
    #[n(1)]
    pub(super) categories: Vec<Category>,
    #[n(2)]
    pub(super) departments: Vec<Department>,
    /// When they were written, by the clock of the device.
    #[n(3)]
    pub(super) at: Option<Millis>,
}

/// The tables.
///
/// # Errors
/// [`Failure::Stranger`].
pub fn read_tables(device: &mut Device, _: &ReadTables, _: &mut Turn<'_>) -> Result<TablesView, Failure> {
    device.member()?;
    let about = about(device);
    let by = device.paper(about.kind, about.record).map(|row| {
        let at = cbor::from_slice::<Written>(&row.content).ok().and_then(|written| written.at);
        (device.name_of(row.device).map(str::to_owned), at.unwrap_or_default())
    });
    let may_change = device.check_right(&about, None).is_ok();
    Ok(TablesView { tables: keep::tables(device), by, may_change })
}

fn about(device: &Device) -> About {
    let log = device.roster().log();
    About { record: CommunityTables::record(log), kind: Kind::Tables, scope: log.area(), area: None }
}

/// The rows that [`save_tables`] needs.
pub fn save_tables_wants(device: &Device, _: &SaveTables) -> Vec<Want> {
    sums::wants(device)
}

/// Changes the tables.
///
/// # Errors
/// [`Failure::NoRight`], [`Failure::InvalidInput`], [`Failure::InUse`] for a category or department that would go and
/// cannot; then nothing was changed.
pub fn save_tables(device: &mut Device, request: &SaveTables, turn: &mut Turn<'_>) -> Result<(), Failure> {
    device.member()?;
    let about = about(device);
    device.check_right(&about, None)?;
    let new = cleaned(&request.tables).ok_or(Failure::InvalidInput)?;
    let old = keep::tables(device);
    let served = departments_with_people(device);
    let sums = device.sums(turn)?;
    let handling = departments_with_tickets(sums);
    let has_gone = |id: &AreaId| old.department(*id).is_some() && new.department(*id).is_none();
    let used: BTreeSet<&str> = sums.tickets.values().map(|sum| sum.category.as_str()).collect();
    let is_lost = |known: &&Category| used.contains(known.key.as_str()) && new.category(&known.key).is_none();
    if served.iter().chain(&handling).any(has_gone) || old.categories.iter().any(|known| is_lost(&known)) {
        return Err(Failure::InUse);
    }
    let CommunityTables { version, categories, departments } = new;
    let written = Written { version, categories, departments, at: Some(turn.now.time) };
    device.write_paper(None, about, cbor::to_vec(&written), turn)?;
    Ok(())
}

fn departments_with_people(device: &Device) -> BTreeSet<AreaId> {
    let roster = device.roster_hoped();
    let time = device.sync_state().last_met.unwrap_or_default();
    let grants = roster.members().flat_map(|member| roster.roles(member, time));
    grants.filter(|grant| grant.role == Role::Department).map(|grant| grant.scope).collect()
}

fn departments_with_tickets(sums: &Sums) -> BTreeSet<AreaId> {
    let open = sums.tickets.values().filter(|sum| sum.status.is_open());
    open.flat_map(|sum| &sum.hands)
        .filter_map(|hand| match hand.handler {
            Handler::Department(id) => Some(id),
            Handler::Committee | Handler::GridWorkers | Handler::Property | Handler::Member(_) => None,
        })
        .collect()
}

/// Tables as they are written; `None` if they cannot stand.
fn cleaned(tables: &CommunityTables) -> Option<CommunityTables> {
    let trimmed = |text: &str| text.trim().to_owned();
    let departments = tables.departments.iter();
    let departments: Vec<Department> =
        departments.map(|known| Department { name: trimmed(&known.name), ..known.clone() }).collect();
    let categories = tables.categories.iter().map(|known| Category {
        key: trimmed(&known.key),
        label: trimmed(&known.label),
        examples: trimmed(&known.examples),
        ..known.clone()
    });
    let cleaned = CommunityTables { version: 1, categories: categories.collect(), departments };
    let names: BTreeSet<&str> = cleaned.departments.iter().map(|known| known.name.as_str()).collect();
    // Whom a route names stays when they move away, and nobody else knows who it was.
    let is_shared = |handler: &Handler| !matches!(handler, Handler::Member(_));
    let are_told_apart = names.len() == cleaned.departments.len()
        && cleaned.departments.iter().all(|known| known.id != AreaId::default())
        && cleaned.categories.iter().flat_map(|known| &known.route).all(is_shared);
    (are_told_apart && cleaned.check().is_ok()).then_some(cleaned)
}

#[cfg(test)]
mod tests {
    use linli_contract::tickets::Level;
    use linli_shared::ids::MemberId;

    use super::*;

    const STREET: AreaId = AreaId([5; 16]);

    fn department(id: u8, name: &str) -> Department {
        Department { id: AreaId([id; 16]), name: name.to_owned(), level: Level::Street }
    }

    fn with(change: impl FnOnce(&mut CommunityTables)) -> Option<CommunityTables> {
        let mut tables =
            CommunityTables { departments: vec![department(5, "街道办")], ..CommunityTables::default() };
        change(&mut tables);
        cleaned(&tables)
    }

    #[test]
    fn the_first_releases_tables_may_be_saved_as_they_are() {
        assert_eq!(cleaned(&CommunityTables::default()), Some(CommunityTables::default()));
    }

    #[test]
    fn texts_are_trimmed() {
        let saved = with(|tables| {
            tables.categories[0].label = "  水 ".into();
            tables.departments[0].name = " 街道办 ".into();
        });
        let saved = saved.map(|saved| (saved.categories[0].label.clone(), saved.departments[0].name.clone()));
        assert_eq!(saved, Some(("水".to_owned(), "街道办".to_owned())));
    }

    #[test]
    fn tables_that_make_no_sense_are_refused() {
        type Change = fn(&mut CommunityTables);
        let changes: [(&str, Change); 13] = [
            ("a category without a key", |tables| tables.categories[0].key = " ".into()),
            ("one key twice", |tables| tables.categories[0].key = tables.categories[1].key.clone()),
            ("a label too long", |tables| tables.categories[0].label = "水".repeat(41)),
            ("no time to answer", |tables| tables.categories[0].answer_hours = 0),
            ("done before it is answered", |tables| tables.categories[0].done_hours = 1),
            ("more than a year", |tables| tables.categories[0].done_hours = 9_000),
            ("a route to one member", |tables| {
                tables.categories[0].route = vec![Handler::Member(MemberId([1; 16]))];
            }),
            ("a route to nobody's department", |tables| {
                tables.categories[0].route = vec![Handler::Department(AreaId([6; 16]))];
            }),
            ("a route twice", |tables| tables.categories[0].route = vec![Handler::Property, Handler::Property]),
            ("nothing to report", |tables| tables.categories.iter_mut().for_each(|category| category.is_off = true)),
            ("a department without a name", |tables| tables.departments[0].name = String::new()),
            ("two departments of one name", |tables| tables.departments.push(department(6, "街道办"))),
            ("one department twice", |tables| tables.departments.push(department(5, "城管"))),
        ];
        for (what, change) in changes {
            assert_eq!(with(change), None, "{what}");
        }
        let routed = with(|tables| tables.categories[0].route = vec![Handler::Department(STREET), Handler::Property]);
        assert!(routed.is_some());
    }

    #[test]
    fn what_is_written_reads_as_tables() {
        let CommunityTables { version, categories, departments } = CommunityTables::default();
        let written = Written { version, categories, departments, at: Some(Millis(9)) };
        assert_eq!(CommunityTables::from_content(&cbor::to_vec(&written)), Ok(CommunityTables::default()));
        let plain = CommunityTables::default().to_content();
        assert_eq!(cbor::from_slice::<Written>(&plain).map(|written| written.at), Ok(None));
    }
}
