//! Choosing whom a notice is for, from the large to the small: community, grid, building, stair.
//!
//! **Invariant:** only areas that the core offered can be chosen; what lies in what is read from their paths alone.

use linli_contract::notices::NoticeArea;
use linli_shared::ids::AreaId;

/// Areas that lie side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// What they lie in, if that can be chosen too.
    pub within: Option<AreaId>,
    /// The areas with what they are called there.
    pub areas: Vec<(AreaId, String)>,
    /// The one that is chosen or holds what is chosen.
    pub chosen: Option<AreaId>,
}

/// The levels to show: the outermost, and one deeper for each area chosen that holds others.
#[must_use]
pub fn levels(offered: &[NoticeArea], chosen: Option<AreaId>) -> Vec<Level> {
    let mut chain: Vec<&NoticeArea> = Vec::new();
    let mut next = chosen.and_then(|chosen| find(offered, chosen));
    while let Some(area) = next {
        chain.push(area);
        next = parent(offered, area);
    }
    chain.reverse();
    let mut levels = Vec::new();
    let mut within: Option<&NoticeArea> = None;
    for depth in 0..=chain.len() {
        let chosen = chain.get(depth).copied();
        let areas: Vec<(AreaId, String)> = offered
            .iter()
            .filter(|area| parent(offered, area).map(|parent| parent.area) == within.map(|within| within.area))
            .map(|area| (area.area, label_in(area, within)))
            .collect();
        if areas.is_empty() {
            break;
        }
        levels.push(Level {
            within: within.map(|within| within.area),
            areas,
            chosen: chosen.map(|chosen| chosen.area),
        });
        within = chosen;
        if within.is_none() {
            break;
        }
    }
    levels
}

/// An offered area.
#[must_use]
pub fn find(offered: &[NoticeArea], area: AreaId) -> Option<&NoticeArea> {
    offered.iter().find(|one| one.area == area)
}

/// What an area is called in a sentence.
#[must_use]
pub fn label(area: &NoticeArea) -> String {
    area.path.join(" ")
}

/// The nearest offered area it lies in.
fn parent<'a>(offered: &'a [NoticeArea], area: &NoticeArea) -> Option<&'a NoticeArea> {
    let holds = |one: &&NoticeArea| {
        !one.path.is_empty() && one.path.len() < area.path.len() && area.path.starts_with(&one.path)
    };
    offered.iter().filter(holds).max_by_key(|one| one.path.len())
}

fn label_in(area: &NoticeArea, within: Option<&NoticeArea>) -> String {
    let skip = within.map_or(0, |within| within.path.len());
    area.path.get(skip..).unwrap_or_default().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(number: u8, path: &[&str], doors: u32) -> NoticeArea {
        NoticeArea { area: AreaId([number; 16]), path: path.iter().map(|part| (*part).to_owned()).collect(), doors }
    }

    fn town() -> Vec<NoticeArea> {
        vec![
            area(1, &["宝钢一村"], 600),
            area(2, &["12号楼"], 48),
            area(3, &["12号楼", "1单元"], 24),
            area(4, &["12号楼", "2单元"], 24),
            area(5, &["3号楼"], 30),
        ]
    }

    fn named(level: &Level) -> Vec<&str> {
        level.areas.iter().map(|(_, name)| name.as_str()).collect()
    }

    #[test]
    fn a_building_opens_its_stairs() {
        let town = town();
        let first = levels(&town, None);
        assert_eq!(first.len(), 1);
        assert_eq!(named(&first[0]), ["宝钢一村", "12号楼", "3号楼"]);
        let building = levels(&town, Some(AreaId([2; 16])));
        assert_eq!((named(&building[1]), building[1].chosen), (vec!["1单元", "2单元"], None));
        assert_eq!(building[1].within, Some(AreaId([2; 16])));
        let stair = levels(&town, Some(AreaId([4; 16])));
        let chosen: Vec<_> = stair.iter().map(|level| level.chosen).collect();
        assert_eq!(chosen, [Some(AreaId([2; 16])), Some(AreaId([4; 16]))]);
    }

    #[test]
    fn a_leader_sees_their_building_alone_and_what_is_not_offered_is_not_chosen() {
        let own = vec![area(2, &["12号楼"], 48)];
        assert_eq!(levels(&own, Some(AreaId([2; 16]))).len(), 1);
        assert_eq!(levels(&own, Some(AreaId([9; 16])))[0].chosen, None);
        assert!(levels(&[], None).is_empty());
    }

    #[test]
    fn areas_without_a_path_end() {
        let odd = vec![area(1, &[], 3), area(2, &[], 2), area(3, &["1号楼"], 1)];
        assert_eq!(levels(&odd, Some(AreaId([3; 16]))).len(), 1);
    }
}
