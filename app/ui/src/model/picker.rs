//! Choosing a door in a few taps: buildings by label, doors of a building by stair and label.

use linli_contract::areas::{BuildingView, CommunityView};
use linli_contract::search::Hit;
use linli_shared::ids::AreaId;

/// A door with its path: building, stair, door.
pub type Door = (AreaId, Vec<String>);

/// Doors kept of those last opened.
pub const RECENT_MAX: usize = 6;

/// Puts a door first among those last opened.
pub fn remember(recent: &mut Vec<Door>, door: Door) {
    recent.retain(|(known, _)| *known != door.0);
    recent.insert(0, door);
    recent.truncate(RECENT_MAX);
}

/// Buildings whose label holds what was typed, in walking order.
#[must_use]
pub fn buildings(community: &CommunityView, typed: &str) -> Vec<(AreaId, String)> {
    let typed = plain(typed);
    let all = community.grids.iter().flat_map(|grid| &grid.buildings);
    all.filter(|row| plain(&row.label).contains(&typed)).map(|row| (row.id, row.label.clone())).collect()
}

/// Doors among the hits of a search that lie in the community's own buildings, `except` left out.
#[must_use]
pub fn found(community: &CommunityView, hits: &[Hit], except: AreaId) -> Vec<Door> {
    let labels: Vec<&str> =
        community.grids.iter().flat_map(|grid| &grid.buildings).map(|row| row.label.as_str()).collect();
    let is_own = |hit: &&Hit| hit.path.first().is_some_and(|first| labels.contains(&first.as_str()));
    let doors = hits.iter().filter(|hit| hit.person.is_none() && hit.door != except).filter(is_own);
    doors.map(|hit| (hit.door, hit.path.clone())).collect()
}

/// Doors of a building from the lowest floor up: those of one stair, or wherever the label holds what was typed.
#[must_use]
pub fn doors(building: &BuildingView, stair: Option<AreaId>, typed: &str, except: AreaId) -> Vec<Door> {
    let typed = plain(typed);
    let is_wanted = |one: AreaId| !typed.is_empty() || stair.is_none_or(|stair| stair == one);
    let mut doors = Vec::new();
    for stair in building.stairs.iter().filter(|stair| is_wanted(stair.id)) {
        for cell in stair.floors.iter().rev().flat_map(|floor| &floor.doors) {
            if cell.id != except && plain(&cell.label).contains(&typed) {
                doors.push((cell.id, vec![building.label.clone(), stair.label.clone(), cell.label.clone()]));
            }
        }
    }
    doors
}

/// Without spaces, full-width digits narrowed, letters small.
fn plain(text: &str) -> String {
    let letters = text.chars().map(super::dates::narrow).filter(|letter| !letter.is_whitespace());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use linli_contract::areas::{BuildingRow, Coverage, DoorCell, DoorState, FloorView, GridView, StairView};
    use linli_contract::search::PersonHit;
    use linli_shared::ids::{PersonId, RecordId};

    use super::*;

    fn area(number: u8) -> AreaId {
        AreaId([number; 16])
    }

    fn community() -> CommunityView {
        let row =
            |number, label: &str| BuildingRow { id: area(number), label: label.into(), coverage: Coverage::default() };
        let grid = GridView {
            id: area(1),
            label: "第一网格".into(),
            buildings: vec![row(2, "12号楼"), row(3, "2号楼"), row(4, "3号楼")],
            coverage: Coverage::default(),
        };
        CommunityView { name: String::new(), above: Vec::new(), grids: vec![grid], coverage: Coverage::default() }
    }

    fn building() -> BuildingView {
        let cell = |number, label: &str| DoorCell {
            id: area(number),
            label: label.into(),
            state: DoorState::Done,
            people: 0,
            is_waiting: false,
            has_draft: false,
            usage: linli_contract::areas::Use::Home,
            is_elsewhere: false,
        };
        let stair = |number, label: &str, doors: [DoorCell; 2]| {
            let [low, high] = doors;
            let floors = vec![FloorView { floor: 3, doors: vec![high] }, FloorView { floor: 1, doors: vec![low] }];
            StairView { id: area(number), label: label.into(), floors }
        };
        let stairs = vec![
            stair(10, "1单元", [cell(11, "101"), cell(12, "301")]),
            stair(20, "2单元", [cell(21, "101"), cell(22, "301")]),
        ];
        let label = "12号楼".to_owned();
        BuildingView { id: area(2), label, grid: String::new(), stairs, coverage: Coverage::default(), may_write: true }
    }

    #[test]
    fn buildings_are_narrowed_by_what_is_typed() {
        let labels = |typed| buildings(&community(), typed).into_iter().map(|(_, label)| label).collect::<Vec<_>>();
        assert_eq!(labels(""), ["12号楼", "2号楼", "3号楼"]);
        assert_eq!(labels("２ 号"), ["12号楼", "2号楼"]);
        assert!(labels("99").is_empty());
    }

    #[test]
    fn a_stair_shows_its_own_doors_and_typing_looks_in_all_of_them() {
        let ids =
            |stair, typed| doors(&building(), stair, typed, area(11)).into_iter().map(|(id, _)| id).collect::<Vec<_>>();
        assert_eq!(ids(Some(area(20)), ""), [area(21), area(22)]);
        assert_eq!(ids(Some(area(20)), "301"), [area(12), area(22)]);
        assert_eq!(ids(Some(area(10)), ""), [area(12)], "the door they live at is not offered");
        assert_eq!(doors(&building(), None, "30", area(0))[0].1, ["12号楼", "1单元", "301"]);
    }

    #[test]
    fn only_doors_of_own_buildings_are_found() {
        let hit = |number, building: &str, person| Hit {
            door: area(number),
            path: vec![building.into(), "301".into()],
            state: DoorState::Done,
            person,
        };
        let someone = PersonHit {
            household: RecordId([0; 16]),
            person: PersonId([0; 16]),
            name: String::new(),
            fits: (0, 0),
            born: None,
            phone_end: None,
        };
        let hits =
            [hit(1, "12号楼", None), hit(2, "12号楼", Some(someone)), hit(3, "8号楼", None), hit(4, "3号楼", None)];
        let ids: Vec<_> = found(&community(), &hits, area(4)).into_iter().map(|(id, _)| id).collect();
        assert_eq!(ids, [area(1)]);
    }

    #[test]
    fn the_door_opened_last_comes_first_and_once() {
        let mut recent = Vec::new();
        for number in [1, 2, 3, 4, 5, 6, 7, 2] {
            remember(&mut recent, (area(number), Vec::new()));
        }
        let ids: Vec<_> = recent.iter().map(|(id, _)| *id).collect();
        assert_eq!(ids, [2, 7, 6, 5, 4, 3].map(area));
    }
}
