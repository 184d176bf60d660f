//! A month of rounds: who registered which door when, what they noted, where nobody opened.

use linli_contract::households::Edit;
use linli_contract::visits::{Outcome, RecordVisit};
use linli_shared::areas::Tree;
use linli_shared::calendar::{Date, Millis};
use linli_shared::households::Field;
use linli_shared::ids::AreaId;

use super::people::Registry;
use super::{PlannedHousehold, PlannedVisit, days};

const MET: &[&str] = &[
    "反映楼道感应灯三楼不亮，已拍照，回去报物业。",
    "白天一般在家，来访前先打电话。",
    "新装了防盗窗，提醒留逃生口。",
    "家里养狗，敲门后稍等。",
    "问医保续费的事，已说明截止日期。",
    "愿意报名楼组志愿者，周末有空。",
    "楼上漏水，卫生间顶有水渍，等楼上回来再一起看。",
    "登记信息已当面核对，无变化。",
    "",
];
const MET_ELDERS: &[&str] = &[
    "老人身体都好，提醒了冬季用气安全。",
    "老人听力不好，要敲重一点，最好下午来。",
    "问助餐点几点开门，已告知，留了社区电话。",
    "防诈骗宣传单已交到手里，说接到过推销保健品的电话。",
    "登记信息已当面核对，无变化。",
];
const MET_PARENTS: &[&str] = &[
    "问入学要哪些材料，已告知。",
    "孩子放学后没人带，介绍了社区晚托班。",
    "阳台护栏松动，家里有孩子，已提醒尽快修。",
    "登记信息已当面核对，无变化。",
];
const MET_TENANTS: &[&str] = &[
    "电动车推上楼充电，已当面劝说，答应停到车棚。",
    "刚换工作，说可能年底搬走。",
    "居住登记流程已说明，材料齐了会自己去办。",
    "晚上八点后才在家。",
];
const AGAIN: &[&str] = &["身份证不在手边，下次补登号码。", "还有人没回来，下次再核对。", "说周末再谈，约好再来。"];
const AGAIN_ELDERS: &[&str] =
    &["腿脚不便，答应下次带助餐申请表来。", "刚出院，过几天再来看看。", "证件在儿子那里，下次补登号码。"];
const AGAIN_TENANTS: &[&str] = &["居住证还没办下来，约好再来看。", "室友不在，下次再登记。"];
const NOBODY: &[&str] = &["敲门无人应，门上留了联系卡。", "晚上再来。", "邻居说白天上班，周末在家。", ""];
const REFUSED: &[&str] = &["不愿登记，说明来意后仍不开门，下次请楼长一起来。", "说没空，没有多谈。"];
const VACANT: &[&str] = &["邻居说搬走半年了，水表不走。", "毛坯房，未入住。", "老人住进养老院，房子空着。"];
const HOME_NOTES: &[&str] = &["门铃坏了，请敲门", "家中有狗", "老人听力不好", "门口堆放杂物，已提醒"];

/// Who walks where.
pub(super) struct Round<'t> {
    pub(super) tree: &'t Tree,
    pub(super) today: Date,
    pub(super) workers: &'t [(AreaId, &'static [&'static str])],
}

/// What was brought home.
#[derive(Default)]
pub(super) struct Harvest {
    pub(super) households: Vec<PlannedHousehold>,
    pub(super) visits: Vec<PlannedVisit>,
}

impl Round<'_> {
    /// Registers who lives behind a door, in one or several slots, and notes the visit.
    pub(super) fn register(&self, people: &mut Registry, door: AreaId, most_slots: u8, harvest: &mut Harvest) {
        let (by, at) = self.who_and_when(people, door);
        let homes = behind(people, most_slots);
        let (met, again) = notes_for(homes.iter().flatten());
        for (slot, edits) in (0u8..).zip(homes) {
            harvest.households.push(PlannedHousehold { door, slot, by, at, edits });
        }
        let (notes, next) = match people.dice.below(100) {
            0..4 => (again, Some(-people.dice.between(0, 6))),
            4..9 => (again, Some(people.dice.between(1, 25))),
            _ => (met, None),
        };
        let at = at.plus(people.dice.between(1, 4) * 60_000);
        harvest.visits.push(self.visit(people, (door, by, at), Outcome::Met, notes, next));
    }

    /// Registers a home that stands empty.
    pub(super) fn find_vacant(&self, people: &mut Registry, door: AreaId, harvest: &mut Harvest) {
        let (by, at) = self.who_and_when(people, door);
        let mut edits = vec![Registry::home(Field::HomeUse, "vacant")];
        edits.extend(people.landlord().map(|(field, value)| Registry::home(field, value)));
        harvest.households.push(PlannedHousehold { door, slot: 0, by, at, edits });
        harvest.visits.push(self.visit(people, (door, by, at.plus(60_000)), Outcome::Vacant, VACANT, None));
    }

    /// Stands before a closed door.
    pub(super) fn miss(&self, people: &mut Registry, door: AreaId, outcome: Outcome, harvest: &mut Harvest) {
        let (by, at) = self.who_and_when(people, door);
        let (notes, next) = match outcome {
            Outcome::Refused => (REFUSED, None),
            Outcome::Vacant => (VACANT, None),
            Outcome::NobodyHome | Outcome::Met => (NOBODY, people.dice.chance(50).then(|| people.dice.between(-4, 10))),
        };
        harvest.visits.push(self.visit(people, (door, by, at), outcome, notes, next));
    }

    fn visit(
        &self,
        people: &mut Registry,
        (door, by, at): (AreaId, &'static str, Millis),
        outcome: Outcome,
        notes: &[&str],
        next: Option<i64>,
    ) -> PlannedVisit {
        let note = people.dice.pick(notes).to_owned();
        let next_visit = next.map(|days| days::plus(self.today, days).to_string());
        PlannedVisit { by, at, visit: RecordVisit { door, outcome, note, next_visit } }
    }

    fn who_and_when(&self, people: &mut Registry, door: AreaId) -> (&'static str, Millis) {
        let grid = self.tree.grid(door);
        let seats = self.workers.iter().find(|(scope, _)| Some(*scope) == grid).map_or(&["li"][..], |(_, seats)| seats);
        let day = days::plus(self.today, -people.dice.between(7, 38));
        (people.dice.pick(seats), days::moment(day, people.dice.between(9 * 60, 17 * 60)))
    }
}

/// What is said in such a home: when met for good, and when another visit is needed.
fn notes_for<'e>(edits: impl Iterator<Item = &'e Edit>) -> (&'static [&'static str], &'static [&'static str]) {
    let (mut has_elder, mut has_pupil, mut has_tenant) = (false, false, false);
    for edit in edits {
        let Edit::Set { field, value: Some(value), .. } = edit else { continue };
        has_elder |= *field == Field::Occupation && value == "退休";
        has_pupil |= *field == Field::Occupation && value == "学生";
        has_tenant |= *field == Field::Residence && value == "migrant";
    }
    match (has_tenant, has_elder, has_pupil) {
        (true, ..) => (MET_TENANTS, AGAIN_TENANTS),
        (false, true, _) => (MET_ELDERS, AGAIN_ELDERS),
        (false, false, true) => (MET_PARENTS, AGAIN),
        (false, false, false) => (MET, AGAIN),
    }
}

/// The households of one door; more than one only where rooms are let singly.
fn behind(people: &mut Registry, most_slots: u8) -> Vec<Vec<Edit>> {
    type Make = fn(&mut Registry) -> Vec<Edit>;
    let shapes: [(u32, Make, &str); 8] = [
        (16, Registry::elder_alone, "owner"),
        (17, Registry::elder_couple, "owner"),
        (8, Registry::single, "owner"),
        (13, Registry::couple_at_work, "owner"),
        (20, Registry::family, "owner"),
        (10, Registry::three_generations, "owner"),
        (2, Registry::grandparents_with_child, "owner"),
        (8, Registry::tenant_family, "let"),
    ];
    let choices = shapes.map(|(weight, make, home_use)| (weight, Some((make, home_use))));
    let shape = people.dice.weighted(&[&choices[..], &[(6, None)]].concat());
    let (make, home_use, slots) = match shape {
        Some((make, home_use)) => (make, home_use, 1),
        None => (Registry::room as Make, "let", people.dice.between(2, 4).min(most_slots.into())),
    };
    let landlord = if home_use == "let" { Some(people.landlord()) } else { None };
    let area = f64::from(people.dice.below(560) + 380) / 10.0;
    (0..slots)
        .map(|_| {
            let mut edits = vec![Registry::home(Field::HomeUse, home_use)];
            if slots == 1 {
                edits.push(Registry::home(Field::FloorArea, format!("{area:.1}")));
            }
            edits.extend(landlord.iter().flatten().map(|(field, value)| Registry::home(*field, value.as_str())));
            if people.dice.chance(12) {
                edits.push(Registry::home(Field::HomeNote, people.dice.pick(HOME_NOTES)));
            }
            edits.extend(make(people));
            edits
        })
        .collect()
}
