//! What the plan of the demo promises, for several seeds.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::{BTreeMap, BTreeSet};

use linli_shared::areas::AreaKind;
use linli_shared::households::{Field, Subject};
use linli_shared::identity::IdNumber;
use linli_shared::ids::PersonId;

use super::*;

const SEEDS: [u64; 4] = [1, 2, 7, 310_113];
/// First two digits of GB/T 2260.
const PROVINCES: [&str; 34] = [
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44",
    "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82",
];

type Fields = BTreeMap<Field, String>;

/// The edits of a household, played: fields of the home, and of each person with their ID number.
fn played(household: &PlannedHousehold) -> (Fields, BTreeMap<PersonId, (Fields, Option<String>)>) {
    let (mut home, mut people) = (Fields::new(), BTreeMap::new());
    for edit in &household.edits {
        match edit {
            Edit::AddPerson { person } => assert!(people.insert(*person, (Fields::new(), None)).is_none()),
            Edit::RemovePerson { .. } => panic!("nobody leaves"),
            Edit::SetIdNumber { person, number } => people.get_mut(person).unwrap().1.clone_from(number),
            Edit::Set { subject, field, value } => {
                let value = value.clone().unwrap();
                assert_eq!(field.check(&value), Ok(()), "{field:?}");
                let fields = match subject {
                    Subject::Household => &mut home,
                    Subject::Person(person) => &mut people.get_mut(person).unwrap().0,
                };
                assert_eq!(field.is_home(), *subject == Subject::Household, "{field:?}");
                assert!(fields.insert(*field, value).is_none(), "{field:?} typed twice");
            }
        }
    }
    (home, people)
}

fn age(fields: &Fields) -> i64 {
    days::years_between(Date::parse(&fields[&Field::BirthDate]).unwrap(), TODAY)
}

#[test]
fn the_community_is_the_real_one() {
    let plan = community(1);
    assert_eq!(plan.code, LogCode(310_113_003_001));
    assert_eq!(plan.above, ["友谊路街道", "宝山区", "市辖区", "上海市"]);
    assert_eq!(plan.tree().name_of_community(), "宝钢一村居委会");
}

#[test]
fn twelve_buildings_stand_in_two_grids_with_600_doors() {
    let plan = community(1);
    let tree = plan.tree();
    assert!(plan.facts.iter().all(|fact| fact.check().is_ok()) && tree.waiting() == 0);
    assert_eq!(tree.doors(tree.root()).len(), 600);
    let grids = tree.grids();
    assert_eq!(grids.iter().map(|grid| tree.label(*grid)).collect::<Vec<_>>(), ["第一网格", "第二网格"]);
    for (grid, numbers) in grids.iter().zip([1..=6, 7..=12]) {
        let labels: Vec<_> = tree.buildings(*grid).iter().map(|building| tree.label(*building).to_owned()).collect();
        assert_eq!(labels, numbers.map(|number: u16| format!("{number}号楼")).collect::<Vec<_>>());
    }
    for building in tree.buildings(tree.root()) {
        let stairs = tree.children(building);
        assert!((2..=4).contains(&stairs.len()));
        for stair in stairs {
            assert!((6..=18).contains(&tree.floors(stair)[0].floor));
        }
    }
}

#[test]
fn a_third_of_the_doors_is_registered() {
    for seed in SEEDS {
        let plan = community(seed);
        let doors: BTreeSet<_> = plan.households.iter().map(|household| household.door).collect();
        let slots: BTreeSet<_> = plan.households.iter().map(|household| (household.door, household.slot)).collect();
        assert_eq!((doors.len(), slots.len()), (200, plan.households.len()));
        let tree = plan.tree();
        assert!(doors.iter().all(|door| tree.kind(*door) == Some(AreaKind::Door)));
        let shared = slots.iter().filter(|(_, slot)| *slot == 1).count();
        assert!((2..40).contains(&shared), "{shared} doors with rooms let singly");
        let people: usize = plan.households.iter().map(|household| played(household).1.len()).sum();
        assert!((350..700).contains(&people), "{people} people");
        let mut ids = BTreeSet::new();
        assert!(plan.households.iter().flat_map(|household| played(household).1.into_keys()).all(|id| ids.insert(id)));
    }
}

#[test]
fn no_id_number_can_be_anybodys() {
    let mut seen = BTreeSet::new();
    for household in community(3).households.iter().chain(&households(500, 3).households) {
        for (fields, number) in played(household).1.into_values() {
            let Some(number) = number else { continue };
            let read = IdNumber::parse(&number).unwrap();
            assert_eq!(read.as_str(), number);
            assert_eq!(read.birth_date().to_string(), fields[&Field::BirthDate]);
            assert_eq!(read.sex(), fields[&Field::Sex]);
            assert!(papers::AREA_CODES.contains(&&number[..6]));
            assert!(!PROVINCES.contains(&&number[..2]), "a province");
            assert!(!(number.starts_with('9') && PROVINCES.contains(&&number[1..3])), "a foreigner's card");
            seen.insert(number);
        }
    }
    assert!(seen.len() > 1_000, "{}", seen.len());
}

#[test]
fn no_number_is_given_twice_and_no_phone_is_assigned() {
    let (mut numbers, mut phones) = (BTreeSet::new(), BTreeSet::new());
    for household in &community(5).households {
        let (home, people) = played(household);
        let landlord = home.get(&Field::LandlordPhone);
        for (fields, number) in people.values() {
            assert!(number.as_ref().is_none_or(|number| numbers.insert(number.clone())));
            let phone = fields.get(&Field::Phone);
            assert!(phone.is_none_or(|phone| phones.insert(phone.clone())));
            for phone in phone.into_iter().chain(landlord) {
                assert_eq!(phone.len(), 11);
                assert!(papers::PHONE_PREFIXES.contains(&&phone[..3]));
            }
        }
    }
    assert!(!numbers.is_empty() && !phones.is_empty());
}

#[test]
fn households_are_such_as_live_next_door() {
    for household in SEEDS.into_iter().flat_map(|seed| community(seed).households) {
        let (home, people) = played(&household);
        assert_eq!(home.contains_key(&Field::LandlordName), home[&Field::HomeUse] != "owner");
        if home[&Field::HomeUse] == "vacant" {
            assert!(people.is_empty());
            continue;
        }
        let of = |relation| {
            people.values().map(|(fields, _)| fields).filter(move |fields| fields[&Field::Relation] == relation)
        };
        assert_eq!(of("0").count(), 1);
        let head = of("0").next().unwrap();
        for child in of("2").chain(of("3")) {
            assert!(age(head) - age(child) >= 17, "{} {}", age(head), age(child));
            assert_eq!(child[&Field::Name].chars().next(), head[&Field::Name].chars().next());
        }
        assert!(of("5").all(|parent| age(parent) - age(head) >= 17));
        assert!(of("1").all(|spouse| spouse[&Field::Sex] != head[&Field::Sex] && age(spouse) >= 20));
        for (fields, _) in people.values() {
            assert!((2..=3).contains(&fields[&Field::Name].chars().count()));
            assert_eq!(fields[&Field::Residence] == "migrant", home[&Field::HomeUse] == "let");
            assert_eq!(fields.contains_key(&Field::CareVeryOld), age(fields) >= 80);
            assert!(!fields.contains_key(&Field::CareAloneElder) || (people.len() == 1 && age(fields) >= 60));
            assert!(!fields.contains_key(&Field::CareLeftBehind) || age(fields) < 16);
        }
    }
}

#[test]
fn every_care_group_and_use_of_a_home_occurs() {
    let mut seen = BTreeSet::new();
    for household in SEEDS.into_iter().flat_map(|seed| community(seed).households) {
        let (home, people) = played(&household);
        seen.insert(home[&Field::HomeUse].clone());
        seen.extend(people.values().flat_map(|(fields, _)| fields.keys().map(|field| field.key().to_owned())));
    }
    for wanted in [
        "owner",
        "let",
        "vacant",
        "permit_until",
        "care_alone_elder",
        "care_very_old",
        "care_disabled",
        "care_seriously_ill",
        "care_child_in_need",
        "care_left_behind",
    ] {
        assert!(seen.contains(wanted), "{wanted}");
    }
}

#[test]
fn visits_are_past_noted_and_some_are_due() {
    for seed in SEEDS {
        let plan = community(seed);
        let today = TODAY.to_string();
        let count = |outcome| plan.visits.iter().filter(|visit| visit.visit.outcome == outcome).count();
        assert_eq!(count(Outcome::Met), 192);
        assert_eq!((count(Outcome::NobodyHome), count(Outcome::Refused), count(Outcome::Vacant)), (24, 5, 12));
        let due =
            plan.visits.iter().filter(|visit| visit.visit.next_visit.as_ref().is_some_and(|day| *day <= today)).count();
        let later =
            plan.visits.iter().filter(|visit| visit.visit.next_visit.as_ref().is_some_and(|day| *day > today)).count();
        assert!((3..=25).contains(&due) && (3..=35).contains(&later), "{due} due, {later} later");
        for visit in &plan.visits {
            assert!(visit.at < days::moment(TODAY, 0));
            assert!(visit.visit.note.chars().count() <= 500);
            assert!(visit.visit.next_visit.as_ref().is_none_or(|day| Date::parse(day).is_some()));
        }
        assert!(plan.visits.is_sorted_by_key(|visit| visit.at));
        assert!(plan.households.is_sorted_by_key(|household| household.at));
    }
}

#[test]
fn everybody_works_inside_their_scope() {
    let plans = [community(1), households(700, 1)];
    for plan in &plans {
        let tree = plan.tree();
        let may = |seat, door| {
            let staff = plan.staff.iter().find(|staff| staff.seat == seat).unwrap();
            staff.roles.iter().any(|(role, scope)| *role == Role::GridWorker && tree.contains(door, *scope))
        };
        assert!(plan.households.iter().all(|household| may(household.by, household.door)));
        assert!(plan.visits.iter().all(|visit| may(visit.by, visit.visit.door)));
        let seats: BTreeSet<_> = plan.households.iter().map(|household| household.by).collect();
        assert_eq!(seats, BTreeSet::from(["li", "liu", "wang"]));
    }
    let names: Vec<_> = plans[0].staff.iter().map(|staff| (staff.seat, staff.name, staff.roles.len())).collect();
    assert_eq!(names[..4], [("wang", "王芳", 1), ("liu", "刘强", 1), ("li", "李敏", 2), ("chen", "陈静", 1)]);
    assert_eq!(plans[1].staff.len(), 4, "benchmarks have no neighbours");
}

#[test]
fn neighbours_are_people_of_registered_households() {
    for seed in SEEDS {
        let plan = community(seed);
        let tree = plan.tree();
        let of = |seat| plan.staff.iter().find(|staff| staff.seat == seat).unwrap();
        let seats: Vec<_> = plan.staff[4..].iter().map(|staff| staff.seat).collect();
        assert_eq!(seats, ["he", "zhou", "xu", "tang", "sun", "qian", "gao", "lu"], "seed {seed}");
        for staff in plan.staff.iter().filter(|staff| staff.home.is_some()) {
            let home = staff.home.unwrap();
            let is_theirs = |planned: &&PlannedHousehold| (planned.door, planned.slot) == (home.door, home.slot);
            let (_, people) = played(plan.households.iter().find(is_theirs).unwrap());
            let namesakes = people.values().filter(|(fields, _)| fields[&Field::Name] == staff.name);
            assert_eq!(namesakes.count(), 1, "{} lives there", staff.name);
            assert!(staff.roles.iter().all(|(_, scope)| tree.contains(home.door, *scope)));
            assert!(staff.roles.iter().all(|(_, scope)| tree.kind(*scope) == Some(AreaKind::Building)));
        }
        let leads = |seat| of(seat).roles[0].0 == Role::BuildingLeader;
        assert_eq!(["he", "zhou", "xu", "tang", "sun"].map(leads), [true, false, false, true, false]);
        assert_eq!(of("he").roles[0].1, of("zhou").roles[0].1, "neighbours in one building");
        assert_ne!(of("he").roles[0].1, of("tang").roles[0].1);
        let [zhou, xu] = ["zhou", "xu"].map(|seat| of(seat).home.unwrap());
        assert_eq!((zhou.door, zhou.has_seat, xu.has_seat), (xu.door, true, false), "one household, one seat");
        assert_eq!((of("qian").roles.as_slice(), of("qian").home), (&[(Role::Property, tree.root())][..], None));
        let [gao, lu] = ["gao", "lu"].map(|seat| (of(seat).roles.as_slice(), of(seat).home));
        let Deed::Tables(tables) = &plan.affairs[0].what else { panic!("the tables come first") };
        assert_eq!(gao, (&[(Role::Department, tables.departments[0].id)][..], None), "of a department that is known");
        assert_eq!(lu, (&[(Role::Observer, tree.root())][..], None));
    }
}

#[test]
fn one_more_asks_and_a_worker_has_left() {
    for seed in SEEDS {
        let plan = community(seed);
        let tree = plan.tree();
        let asks = plan.newcomer.as_ref().unwrap();
        let is_at = |planned: &&PlannedHousehold| tree.path(planned.door).concat() == asks.newcomer.door;
        let home = plan.households.iter().find(is_at).unwrap();
        assert!(tree.contains(home.door, asks.building));
        let (_, people) = played(home);
        let person = people.values().find(|(fields, _)| fields[&Field::Name] == asks.newcomer.name).unwrap();
        assert_eq!(person.0[&Field::Phone], asks.newcomer.phone);
        assert!(plan.staff.iter().all(|staff| staff.home.is_none_or(|other| other.door != home.door)));
        let former = plan.former.as_ref().unwrap();
        assert!(plan.staff.iter().all(|staff| staff.seat != former.staff.seat));
        assert!(tree.contains(former.visit.visit.door, former.staff.roles[0].1));
        assert!(former.visit.at < days::moment(TODAY, 0));
    }
}

#[test]
fn a_seed_gives_the_same_plan_and_another_seed_another() {
    assert_eq!(community(9), community(9));
    assert_eq!(community(9).facts, community(10).facts);
    assert_ne!(community(9).households, community(10).households);
    assert_eq!(households(50, 9), households(50, 9));
}

#[test]
fn a_later_day_moves_the_visits_along() {
    let later = Date { month: 12, ..TODAY };
    let moved = community_on(4, later);
    let shift = days::moment(later, 0).0 - days::moment(TODAY, 0).0;
    let visits = community(4).visits;
    assert_eq!(moved.visits.len(), visits.len());
    assert_eq!(moved.visits[0].at, visits[0].at.plus(shift));
}

#[test]
fn benchmarks_get_exactly_as_many_households_as_asked_for() {
    for n in [1, 144, 1_000, 3_001] {
        let plan = households(n, 1);
        let doors: BTreeSet<_> = plan.households.iter().map(|household| household.door).collect();
        assert_eq!((doors.len(), plan.households.len(), plan.visits.len()), (n, n, n));
    }
    let tree = households(1_000, 1).tree();
    assert_eq!((tree.buildings(tree.root()).len(), tree.grids().len()), (7, 4));
}
