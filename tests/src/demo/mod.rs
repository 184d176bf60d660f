//! The plan of the demo community: real areas, invented people.
//!
//! 宝钢一村居委会 in 友谊路街道, 宝山区, under its real code: 12 buildings with 600 doors in two grids, a third of the doors
//! registered. Two buildings have a leader and residents among those registered, one more of whom asks to join; the
//! property company, a department and the level above have somebody, and a grid worker has left. Notices are read, reports
//! handled. [`households()`] makes bigger communities for benchmarks.
//! **Invariant:** nobody in here exists: names are drawn from common characters, ID numbers stand under area codes that were
//! never issued, phones under prefixes that are not assigned. The same seed and day give the same plan.

mod affairs;
mod buildings;
mod days;
mod dice;
mod names;
mod neighbours;
pub mod papers;
mod people;
mod rounds;
mod square;

use linli_contract::households::Edit;
use linli_contract::joining::Newcomer;
use linli_contract::members::Role;
use linli_contract::topics::TopicAct;
use linli_contract::visits::{Outcome, RecordVisit};
use linli_shared::areas::national::{Level, NationalList};
use linli_shared::areas::{AreaFact, Place, Tree};
use linli_shared::calendar::{Date, Millis};
use linli_shared::ids::{AreaId, LogCode};

pub use affairs::{Affair, Deed};
use dice::Dice;
use people::Registry;
use rounds::{Harvest, Round};

/// The national list that the demo is founded from.
pub const NATIONAL_LIST: &str = include_str!("../../data/areas.csv");
/// The demo community's name in that list.
pub const COMMUNITY: &str = "宝钢一村居委会";
/// The day that tests and benchmarks take for today.
pub const TODAY: Date = Date { year: 2026, month: 11, day: 20 };

/// Everything the demo's devices will write, in order of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Community {
    /// Its national code.
    pub code: LogCode,
    /// Its name.
    pub name: String,
    /// Names of the areas above it, nearest first: street, district, city, province.
    pub above: Vec<String>,
    /// Its names, grids and buildings, parents first; written by the steward.
    pub facts: Vec<AreaFact>,
    /// The people who work in it, then the neighbours who have joined.
    pub staff: Vec<Staff>,
    /// Somebody who worked in it, and whose last visit comes too late.
    pub former: Option<Former>,
    /// Somebody who asks to join.
    pub newcomer: Option<PlannedAsk>,
    /// Registrations.
    pub households: Vec<PlannedHousehold>,
    /// Visits.
    pub visits: Vec<PlannedVisit>,
    /// Notices, reports, what neighbours share, and what came of it.
    pub affairs: Vec<Affair>,
}

/// One of the members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff {
    /// Name of the prepared seat.
    pub seat: &'static str,
    /// Name in the profile.
    pub name: &'static str,
    /// Roles, each with its scope.
    pub roles: Vec<(Role, AreaId)>,
    /// Their household, where it is registered.
    pub home: Option<Home>,
}

/// A member's household.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Home {
    /// The door.
    pub door: AreaId,
    /// The slot at the door.
    pub slot: u8,
    /// Whether the member holds its seat.
    pub has_seat: bool,
}

/// Somebody whose work ended while their phone had no network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Former {
    /// Who, and the role that ended.
    pub staff: Staff,
    /// What was still on the phone.
    pub visit: PlannedVisit,
}

/// A request to join.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedAsk {
    /// The building whose poster it is by.
    pub building: AreaId,
    /// Who asks.
    pub newcomer: Newcomer,
}

/// One household as somebody registers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedHousehold {
    /// The door.
    pub door: AreaId,
    /// The slot at the door.
    pub slot: u8,
    /// Seat of who registers it.
    pub by: &'static str,
    /// When.
    pub at: Millis,
    /// What they type.
    pub edits: Vec<Edit>,
}

/// One visit as somebody records it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedVisit {
    /// Seat of who was there.
    pub by: &'static str,
    /// When.
    pub at: Millis,
    /// What they record.
    pub visit: RecordVisit,
}

impl Community {
    /// The same before anybody was registered: nobody holds a household's seat, so nobody has voted.
    #[must_use]
    pub fn unregistered(&self) -> Self {
        let is_vote = |affair: &Affair| matches!(&affair.what, Deed::OnTopic(_, TopicAct::Vote { .. }));
        let affairs = self.affairs.iter().filter(|affair| !is_vote(affair)).cloned().collect();
        Self { households: Vec::new(), visits: Vec::new(), affairs, ..self.clone() }
    }

    /// The tree of its areas.
    #[must_use]
    pub fn tree(&self) -> Tree {
        Tree::fold(self.code, (1..).map(Place::Confirmed).zip(&self.facts))
    }
}

/// The demo community as it stands on [`TODAY`].
#[must_use]
pub fn community(seed: u64) -> Community {
    community_on(seed, TODAY)
}

/// The demo community as it stands on `today`: ages, visits and due visits follow the day.
#[must_use]
pub fn community_on(seed: u64, today: Date) -> Community {
    let mut plan = founded(buildings::demo);
    let tree = plan.tree();
    let mut people = Registry::new(Dice::new(seed), today);
    let mut doors = tree.doors(tree.root());
    people.dice.shuffle(&mut doors);
    let third = doors.len() / 3;
    let round = Round { tree: &tree, today, workers: &workers(plan.code, 2) };
    let mut harvest = Harvest::default();
    for (index, door) in doors.into_iter().enumerate() {
        match index {
            _ if index < third - 8 => round.register(&mut people, door, 4, &mut harvest),
            _ if index < third => round.find_vacant(&mut people, door, &mut harvest),
            _ if index < third + 24 => round.miss(&mut people, door, Outcome::NobodyHome, &mut harvest),
            _ if index < third + 29 => round.miss(&mut people, door, Outcome::Refused, &mut harvest),
            _ if index < third + 33 => round.miss(&mut people, door, Outcome::Vacant, &mut harvest),
            _ => break,
        }
    }
    plan.bring(harvest);
    neighbours::move_in(&mut plan);
    affairs::happen(&mut plan);
    square::speak(&mut plan, today);
    plan
}

/// A community of exactly `n` households, one to a door, on a tree just big enough.
#[must_use]
pub fn households(n: usize, seed: u64) -> Community {
    let mut plan = founded(|code| buildings::many(code, n));
    let tree = plan.tree();
    let mut people = Registry::new(Dice::new(seed), TODAY);
    let grids = tree.grids().len() as u16;
    let round = Round { tree: &tree, today: TODAY, workers: &workers(plan.code, grids) };
    let mut harvest = Harvest::default();
    for door in tree.doors(tree.root()).into_iter().take(n) {
        round.register(&mut people, door, 1, &mut harvest);
    }
    plan.bring(harvest);
    plan
}

/// Who works in which grid: 王芳 in the odd ones, 刘强 in the even ones, 李敏 everywhere.
fn workers(code: LogCode, grids: u16) -> Vec<(AreaId, &'static [&'static str])> {
    (1..=grids)
        .map(|number| {
            let seats: &[&str] =
                if number % 2 == 1 { &["wang", "wang", "wang", "li"] } else { &["liu", "liu", "liu", "li"] };
            (buildings::grid(code, number), seats)
        })
        .collect()
}

fn founded(lay_out: impl Fn(LogCode) -> Vec<AreaFact>) -> Community {
    let list = NationalList::parse(NATIONAL_LIST).expect("the committed list is well formed");
    let community = list
        .named(COMMUNITY)
        .find(|area| area.level == Level::Community)
        .expect("the committed list has the demo community");
    let above: Vec<_> = list.above(community.code).map(|area| area.name.clone()).collect();
    let code = community.log();
    let mut facts = vec![AreaFact::Named { name: community.name.clone(), above: above.clone() }];
    facts.extend(lay_out(code));
    let grids = facts.iter().filter(|fact| matches!(fact, AreaFact::Grid { .. })).count() as u16;
    let scopes = |wanted: fn(u16) -> bool| {
        (1..=grids)
            .filter(|number| wanted(*number))
            .map(|number| (Role::GridWorker, buildings::grid(code, number)))
            .collect()
    };
    let works = |seat, name, roles| Staff { seat, name, roles, home: None };
    let staff = vec![
        works("wang", "王芳", scopes(|number| number % 2 == 1)),
        works("liu", "刘强", scopes(|number| number % 2 == 0)),
        works("li", "李敏", scopes(|_| true)),
        works("chen", "陈静", vec![(Role::Steward, code.area())]),
    ];
    Community {
        code,
        name: community.name.clone(),
        above,
        facts,
        staff,
        former: None,
        newcomer: None,
        households: Vec::new(),
        visits: Vec::new(),
        affairs: Vec::new(),
    }
}

impl Community {
    fn bring(&mut self, harvest: Harvest) {
        self.households = harvest.households;
        self.visits = harvest.visits;
        self.households.sort_by_key(|household| (household.at, household.door, household.slot));
        self.visits.sort_by_key(|visit| (visit.at, visit.visit.door));
    }
}

#[cfg(test)]
mod tests;
