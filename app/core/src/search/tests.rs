//! What is found, and in which order.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeMap;

use linli_shared::areas::{AreaFact, BuildingPlan, ExtraDoor, FloorRun, Place, StairPlan, Tree, Use, area_id};
use linli_shared::ids::{AreaId, LogCode, RecordId};

use super::*;
use crate::device::doors::{DoorRow, HouseholdSum, PersonSum};

struct Estate {
    tree: Tree,
    rows: BTreeMap<AreaId, DoorRow>,
}

impl Estate {
    /// Two buildings, the first with a cellar; each person lives behind the next door.
    fn new(people: &[(&str, &str)]) -> Self {
        let code = LogCode(310_113_003_001);
        let grid = area_id(code.area(), "第一网格");
        let run = FloorRun { from: 1, to: 5, first: 1, doors: 3 };
        let building = |number: u16, extras| {
            let stair = StairPlan { label: "1单元".into(), runs: vec![run], extras };
            AreaFact::Building(BuildingPlan {
                grid,
                label: format!("{number}号楼"),
                ordinal: number,
                stairs: vec![stair],
            })
        };
        let cellar = ExtraDoor { floor: -1, label: "地下室2".into(), usage: Some(Use::Cellar) };
        let facts = [
            AreaFact::Grid { label: "第一网格".into(), ordinal: 1 },
            building(1, vec![cellar]),
            building(12, Vec::new()),
        ];
        let tree = Tree::fold(code, facts.iter().map(|fact| (Place::Confirmed(1), fact)));
        let mut rows: BTreeMap<AreaId, DoorRow> = BTreeMap::new();
        for (door, (number, (name, phone))) in tree.doors(grid).into_iter().zip((0..).zip(people)) {
            let phone = Some(*phone).filter(|phone| !phone.is_empty()).map(Into::into);
            let persons = vec![PersonSum { name: (*name).into(), phone, ..PersonSum::default() }];
            let record = RecordId([number; 16]);
            rows.entry(door).or_default().set_household(HouseholdSum { record, persons, ..HouseholdSum::default() });
        }
        Self { tree, rows }
    }

    fn index(&self) -> Index {
        Index::build(&self.tree, &self.rows, [self.tree.root()].into())
    }

    /// Names and paths in the order in which they are shown.
    fn find(&self, text: &str) -> Vec<String> {
        let index = self.index();
        let mut found = Typed::read(text).map(|typed| scored(&index, &typed)).unwrap_or_default();
        found.sort_unstable();
        let shown = found.into_iter().map(|one| {
            let door = &index.doors[one.door as usize];
            let name = one.person.map(|at| door.people[usize::from(at)].name.to_string());
            name.unwrap_or_else(|| self.tree.path(door.id).join(" "))
        });
        shown.collect()
    }
}

#[test]
fn the_nearest_comes_first() {
    let town =
        Estate::new(&[("林青霞", ""), ("李清照", ""), ("李清", ""), ("李青青", ""), ("陆秋", ""), ("王丽清", "")]);
    assert_eq!(
        town.find("liqing"),
        ["李清", "李清照", "李青青", "王丽清", "林青霞"],
        "all, the beginning (nearer first), a later part, a letter missing"
    );
    assert_eq!(town.find("李清"), ["李清", "李清照"]);
    assert_eq!(
        town.find("lq"),
        ["李清", "陆秋", "林青霞", "李清照", "李青青", "王丽清"],
        "initials of all, then of a part"
    );
    assert_eq!(
        town.find("qing"),
        ["李清", "林青霞", "李清照", "李青青", "王丽清"],
        "in walking order where all fits alike"
    );
    assert_eq!(town.find("liqnig").first().map(String::as_str), Some("李清"), "two letters swapped");
    assert_eq!(town.find("linqinxia"), ["林青霞"], "in for ing");
}

#[test]
fn few_exact_hits_are_followed_by_what_may_be_meant() {
    let town = Estate::new(&[("臧伟", ""), ("张伟", ""), ("章薇", ""), ("常伟", "")]);
    assert_eq!(town.find("zangwei"), ["臧伟", "张伟", "章薇"], "the sounds zh and z; ch is another letter");
    assert_eq!(town.find("zhangwei"), ["张伟", "章薇", "臧伟", "常伟"], "exact, sounds alike, one letter wrong");
    assert_eq!(town.find("zwx"), Vec::<String>::new());
}

#[test]
fn digits_ask_for_doors_first_and_letters_for_people() {
    let town = Estate::new(&[("李清", "154 0000 0301"), ("A301李", ""), ("赵月", "021-56789012")]);
    assert_eq!(town.find("301"), ["1号楼 1单元 301", "12号楼 1单元 301", "李清"]);
    assert_eq!(town.find("9012"), ["赵月"]);
    assert_eq!(town.find("02156789012"), ["赵月"]);
    assert_eq!(town.find("0215678"), ["赵月"], "a number on its way");
    assert_eq!(town.find("01"), Vec::<String>::new(), "two digits are no telephone number");
    assert_eq!(town.find("地下室2"), ["1号楼 1单元 地下室2"]);
    assert_eq!(town.find("12#301"), ["12号楼 1单元 301"]);
    assert_eq!(town.find("十二号楼").len(), 15);
    assert_eq!(town.find("1-101 li"), ["赵月"].map(|_| "A301李".to_owned()), "a door and a name together");
}

#[test]
fn odd_texts_find_nothing_and_harm_nobody() {
    let town = Estate::new(&[("李清", "15400000301"), ("", ""), ("·", ""), ("𠮷野", "")]);
    for odd in ["", " ", "·", "-", "\u{0}", "!!", "。", "&&&&", "😀", "%_*", "\u{202e}"] {
        assert_eq!(town.find(odd), Vec::<String>::new(), "{odd:?}");
    }
    assert_eq!(town.find("𠮷"), ["𠮷野"]);
    assert_eq!(town.find(&"li".repeat(1_000)), Vec::<String>::new());
    assert_eq!(town.find(&"9".repeat(1_000)), Vec::<String>::new());
}

#[test]
fn a_door_that_was_written_is_looked_at_again() {
    let mut town = Estate::new(&[("李清", "")]);
    let mut index = town.index();
    let (door, row) = town.rows.iter_mut().next().map(|(door, row)| (*door, row)).unwrap();
    row.households[0].persons[0].name = "赵月".into();
    let count = |index: &Index, text: &str| scored(index, &Typed::read(text).unwrap()).len();
    assert_eq!((count(&index, "lq"), count(&index, "zy")), (1, 0));
    index.door_changed(door);
    index.refresh(&town.rows);
    assert_eq!((count(&index, "lq"), count(&index, "zy")), (0, 1));
    index.door_changed(AreaId([9; 16]));
    index.refresh(&town.rows);
    assert!(index.is_of(&[town.tree.root()].into()) && !index.is_of(&[door].into()));
}

#[test]
fn no_text_and_no_name_brings_search_down() {
    const LETTERS: &str = "liqngzhuve 012359-#号楼单元室十零一〇第栋·李清曾重\u{3000}１ＡＢü'./座A\u{1f600}\u{0}";
    let letters: Vec<char> = LETTERS.chars().collect();
    let mut state = 7u32;
    let mut draw = |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % below
    };
    let mut text = |longest: usize| -> String {
        let length = draw(longest) + 1;
        (0..length).map(|_| letters[draw(letters.len())]).collect()
    };
    let people: Vec<(String, String)> = (0..30).map(|_| (text(60), text(20))).collect();
    let people: Vec<(&str, &str)> = people.iter().map(|(name, phone)| (&**name, &**phone)).collect();
    let index = Estate::new(&people).index();
    let mut hits = 0;
    for _ in 0..2_000 {
        hits += Typed::read(&text(12)).map_or(0, |typed| scored(&index, &typed).len());
    }
    assert!(hits > 0, "some of it means something");
}
