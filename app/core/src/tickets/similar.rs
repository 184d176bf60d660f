//! Open reports that look like one being written, so that somebody says "me too" instead of reporting again.
//!
//! Two things count: whether it is near, and whether it is the same (the category, the words). A report is offered if
//! it is near and the same kind of thing, or if its words say the same and it is not known to be elsewhere.
//! **Invariant:** without words only what is of the same category in the same building is offered, and nothing of the
//! category for everything else.

use std::collections::BTreeSet;

use linli_shared::areas::{AreaKind, Tree};
use linli_shared::ids::AreaId;

use super::words::{likeness, pieces};

/// The most that are offered.
pub(super) const OFFERED: usize = 5;
/// The category for everything else.
const OTHER: &str = "other";
/// From here on two texts say the same, of 100.
const SAME_WORDS: usize = 50;
/// What the same category counts, of 100.
const CATEGORY: usize = 40;
/// What each step of nearness counts.
const NEAR: usize = 20;

/// How near two places are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Nearness {
    /// In another grid.
    Elsewhere,
    /// One of the places is not in the tree.
    Unknown,
    /// In the same grid.
    Grid,
    /// In the same building.
    Building,
    /// In the same stair.
    Stair,
}

/// How near two places are.
pub(super) fn nearness(tree: &Tree, one: Option<AreaId>, other: Option<AreaId>) -> Nearness {
    let (Some(one), Some(other)) = (one, other) else { return Nearness::Unknown };
    let shared = |kind| tree.ancestor(one, kind).is_some_and(|area| tree.ancestor(other, kind) == Some(area));
    if one == other || shared(AreaKind::Stair) {
        Nearness::Stair
    } else if shared(AreaKind::Building) {
        Nearness::Building
    } else if tree.grid(one).is_some_and(|grid| tree.grid(other) == Some(grid)) {
        Nearness::Grid
    } else {
        Nearness::Elsewhere
    }
}

/// A report being written.
#[derive(Debug)]
pub(super) struct Wanted<'a> {
    category: &'a str,
    area: Option<AreaId>,
    pieces: BTreeSet<String>,
}

impl<'a> Wanted<'a> {
    /// Reads what is written so far.
    pub(super) fn new(category: &'a str, area: Option<AreaId>, words: &str) -> Self {
        Self { category, area, pieces: pieces(words) }
    }

    /// How well an open report fits; `None` if it is not to be offered. `words` are its place and words.
    pub(super) fn fit(&self, tree: &Tree, category: &str, area: Option<AreaId>, words: &str) -> Option<usize> {
        let nearness = nearness(tree, self.area, area);
        let is_same = category == self.category;
        if nearness == Nearness::Elsewhere || (!is_same && self.pieces.is_empty()) {
            return None;
        }
        let alike = if self.pieces.is_empty() { 0 } else { likeness(&self.pieces, &pieces(words)) };
        let is_offered = if alike >= SAME_WORDS {
            true
        } else if category == OTHER {
            false
        } else {
            is_same && nearness >= Nearness::Building
        };
        let near = match nearness {
            Nearness::Elsewhere | Nearness::Unknown => 0,
            Nearness::Grid => NEAR,
            Nearness::Building => 2 * NEAR,
            Nearness::Stair => 3 * NEAR,
        };
        is_offered.then_some(near + alike + if is_same { CATEGORY } else { 0 })
    }
}

#[cfg(test)]
mod tests {
    use linli_shared::areas::{AreaFact, BuildingPlan, FloorRun, Place, StairPlan, area_id};
    use linli_shared::ids::LogCode;

    use super::*;

    const CODE: LogCode = LogCode(310_113_003_001);

    fn building(grid: u16, number: u16) -> AreaId {
        area_id(area_id(CODE.area(), &format!("第{grid}网格")), &format!("{number}号楼"))
    }

    fn tree() -> Tree {
        let run = FloorRun { from: 1, to: 3, first: 1, doors: 2 };
        let mut facts = Vec::new();
        for ordinal in 1..=2u16 {
            let label = format!("第{ordinal}网格");
            let grid = area_id(CODE.area(), &label);
            facts.push(AreaFact::Grid { label, ordinal });
            for number in 1..=2u16 {
                let stair = |label: &str| StairPlan { label: label.into(), runs: vec![run], extras: Vec::new() };
                let (label, stairs) = (format!("{number}号楼"), vec![stair("1单元"), stair("2单元")]);
                facts.push(AreaFact::Building(BuildingPlan { grid, label, ordinal: number, stairs }));
            }
        }
        Tree::fold(CODE, facts.iter().map(|fact| (Place::Confirmed(1), fact)))
    }

    fn stair(number: u16) -> AreaId {
        area_id(building(1, 1), &format!("{number}单元"))
    }

    #[test]
    fn nearness_is_the_smallest_area_both_are_in() {
        let tree = tree();
        let door = |label: &str| Some(area_id(stair(1), label));
        let near = |one, other| nearness(&tree, one, other);
        assert_eq!(near(door("101"), door("302")), Nearness::Stair);
        assert_eq!(near(door("101"), Some(stair(2))), Nearness::Building);
        assert_eq!(near(door("101"), Some(building(1, 1))), Nearness::Building);
        assert_eq!(near(Some(building(1, 1)), Some(building(1, 1))), Nearness::Stair, "the very same place");
        assert_eq!(near(door("101"), Some(building(1, 2))), Nearness::Grid);
        assert_eq!(near(door("101"), Some(building(2, 1))), Nearness::Elsewhere);
        assert_eq!(near(door("101"), None), Nearness::Unknown);
    }

    #[test]
    fn the_same_thing_in_the_same_building_is_offered_without_words() {
        let tree = tree();
        let wanted = Wanted::new("lift", Some(stair(1)), " ");
        assert!(wanted.fit(&tree, "lift", Some(building(1, 1)), "电梯坏了").is_some());
        assert_eq!(wanted.fit(&tree, "lift", Some(building(1, 2)), "电梯坏了"), None);
        assert_eq!(wanted.fit(&tree, "water", Some(stair(1)), "电梯坏了"), None);
        assert_eq!(wanted.fit(&tree, "lift", None, "电梯坏了"), None);
    }

    #[test]
    fn nothing_is_offered_to_an_empty_report() {
        let tree = tree();
        assert_eq!(Wanted::new("lift", None, "").fit(&tree, "lift", None, ""), None);
        assert_eq!(Wanted::new("", None, "").fit(&tree, "lift", None, "电梯坏了"), None);
        let other = Wanted::new("other", Some(stair(1)), "");
        assert_eq!(other.fit(&tree, "other", Some(stair(1)), "门口有积水"), None, "anything may be meant");
    }

    #[test]
    fn words_that_say_the_same_are_offered_whatever_the_category() {
        let tree = tree();
        let wanted = Wanted::new("other", Some(stair(1)), "门口的消火栓漏水");
        assert!(wanted.fit(&tree, "fire", Some(building(1, 2)), "消火栓一直漏水").is_some());
        assert!(wanted.fit(&tree, "fire", None, "门口消火栓漏水").is_some());
        assert_eq!(wanted.fit(&tree, "fire", Some(building(2, 1)), "门口的消火栓漏水"), None, "it is elsewhere");
        assert_eq!(wanted.fit(&tree, "fire", Some(stair(1)), "楼道灯不亮"), None);
    }

    #[test]
    fn the_nearer_and_the_more_alike_come_first() {
        let tree = tree();
        let wanted = Wanted::new("lift", Some(stair(1)), "电梯坏了没人修");
        let fit = |area, words| wanted.fit(&tree, "lift", Some(area), words).unwrap_or_default();
        assert!(fit(stair(1), "电梯坏了") > fit(stair(2), "电梯坏了"));
        assert!(fit(stair(2), "电梯坏了") > fit(stair(2), "按钮不亮"));
    }
}
