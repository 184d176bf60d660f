//! A small estate for stories: two grids, a building each, one stair of three floors with two doors a floor.

use linli_shared::areas::{AreaFact, BuildingPlan, FloorRun, Place, StairPlan, Tree, area_id};
use linli_shared::ids::{AreaId, LogCode};

/// An estate's areas.
#[derive(Debug, Clone)]
pub struct Estate {
    /// The community's code.
    pub code: LogCode,
    /// Facts that give the tree.
    pub facts: Vec<AreaFact>,
    /// The tree.
    pub tree: Tree,
}

impl Estate {
    /// The grids.
    #[must_use]
    pub fn grids(&self) -> Vec<AreaId> {
        self.tree.grids()
    }

    /// The doors of a grid, in walking order.
    #[must_use]
    pub fn doors(&self, grid: usize) -> Vec<AreaId> {
        self.tree.doors(self.grids()[grid])
    }

    /// The first stair of a grid.
    #[must_use]
    pub fn stair(&self, grid: usize) -> AreaId {
        self.tree.parent(self.doors(grid)[0]).unwrap_or_default()
    }
}

/// The estate of the stories, with `floors` floors.
#[must_use]
pub fn small_estate(floors: i16) -> Estate {
    let code = LogCode(310_113_003_001);
    let mut facts = vec![AreaFact::Named {
        name: "故事居委会".into(),
        above: vec!["故事街道".into(), "故事区".into()],
    }];
    for number in 1..=2u16 {
        let label = format!("第{number}网格");
        let grid = area_id(code.area(), &label);
        facts.push(AreaFact::Grid { label, ordinal: number });
        let run = FloorRun { from: 1, to: floors, first: 1, doors: 2 };
        let stair = StairPlan { label: "1单元".into(), runs: vec![run], extras: Vec::new() };
        let label = format!("{number}号楼");
        facts.push(AreaFact::Building(BuildingPlan { grid, label, ordinal: number, stairs: vec![stair] }));
    }
    let tree = Tree::fold(code, facts.iter().enumerate().map(|(seq, fact)| (Place::Confirmed(seq as u64 + 1), fact)));
    Estate { code, facts, tree }
}
