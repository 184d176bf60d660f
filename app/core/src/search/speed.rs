//! A community made up to measure search: the same work natively and in a page.
//!
//! It never ships: nothing of the app calls it.

use std::collections::BTreeMap;

use linli_shared::areas::{AreaFact, BuildingPlan, FloorRun, Place, StairPlan, Tree, area_id};
use linli_shared::ids::{AreaId, LogCode, RecordId};

use super::index::Index;
use super::typed::Typed;
use crate::device::doors::{DoorRow, HouseholdSum, PersonSum};

const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段漕钱汤尹黎易常武乔贺赖龚文单解仇查区";
const GIVEN: &str =
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰春梅清文建国志海燕红波鹏辉玲晨雨欣怡浩宇轩子涵思佳乐重朵";

/// Texts as they are typed, each letter by letter.
pub const TYPED: [&str; 12] =
    ["liqing", "zhangwei", "lq", "李清", "li清", "12-301", "12号楼301", "5678", "zhngwei", "zangwei", "xiaoqqq", "301"];

/// The community with its index.
#[derive(Debug)]
pub struct Speed {
    tree: Tree,
    rows: BTreeMap<AreaId, DoorRow>,
    index: Index,
}

impl Speed {
    /// A community of so many people, two behind each door.
    #[must_use]
    pub fn new(people: usize) -> Self {
        let code = LogCode(310_113_003_001);
        let grid = area_id(code.area(), "第一网格");
        let run = FloorRun { from: 1, to: 18, first: 1, doors: 4 };
        let mut facts = vec![AreaFact::Grid { label: "第一网格".into(), ordinal: 1 }];
        for number in 1..=u16::try_from(people / 288 + 1).unwrap_or(u16::MAX) {
            let stair = |label: &str| StairPlan { label: label.into(), runs: vec![run], extras: Vec::new() };
            let (label, stairs) = (format!("{number}号楼"), vec![stair("1单元"), stair("2单元")]);
            facts.push(AreaFact::Building(BuildingPlan { grid, label, ordinal: number, stairs }));
        }
        let tree = Tree::fold(code, facts.iter().map(|fact| (Place::Confirmed(1), fact)));
        let (surnames, given): (Vec<char>, Vec<char>) = (SURNAMES.chars().collect(), GIVEN.chars().collect());
        let mut state = 1u64;
        let mut draw = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap_or_default() % below
        };
        let mut person = || {
            let mut name = String::from(surnames[draw(surnames.len())]);
            name.extend((0..=draw(4).min(1)).map(|_| given[draw(given.len())]));
            PersonSum {
                name: name.into(),
                phone: Some(format!("154{:08}", draw(100_000_000)).into()),
                ..PersonSum::default()
            }
        };
        let mut rows: BTreeMap<AreaId, DoorRow> = BTreeMap::new();
        for door in tree.doors(grid).into_iter().take(people.div_ceil(2)) {
            let sum =
                HouseholdSum { record: RecordId(door.0), persons: vec![person(), person()], ..HouseholdSum::default() };
            rows.entry(door).or_default().set_household(sum);
        }
        let index = Index::build(&tree, &rows, [tree.root()].into());
        Self { tree, rows, index }
    }

    /// Builds the index again, as the first search after a start does.
    pub fn build(&mut self) {
        self.index = Index::build(&self.tree, &self.rows, [self.tree.root()].into());
    }

    /// Searches; gives how many hits there are.
    #[must_use]
    pub fn find(&self, text: &str) -> usize {
        let Some(typed) = Typed::read(text) else { return 0 };
        let mut found = super::scored(&self.index, &typed);
        super::best(&mut found, 50);
        found.len()
    }
}

/// What is typed on the way to a text: after one letter, after two, and so on.
pub fn on_the_way(text: &str) -> impl Iterator<Item = &str> {
    text.char_indices().map(|(at, character)| &text[..at + character.len_utf8()])
}

#[cfg(all(target_arch = "wasm32", feature = "conformance"))]
mod page {
    use std::fmt::Write as _;

    use wasm_bindgen::prelude::wasm_bindgen;

    use super::{Speed, TYPED, on_the_way};

    /// Measures in a page; gives a line per text: milliseconds of its slowest key stroke, and hits.
    #[wasm_bindgen]
    #[must_use]
    #[expect(unreachable_pub, reason = "the page calls it")]
    pub fn search_speed(people: usize) -> String {
        const TIMES: u32 = 20;
        let mut report = String::new();
        let mut speed = Speed::new(people);
        let begun = js_sys::Date::now();
        speed.build();
        let _ = writeln!(report, "build {:.2}", js_sys::Date::now() - begun);
        for text in TYPED {
            let mut slowest = (0.0, "", 0);
            for typed in on_the_way(text) {
                let begun = js_sys::Date::now();
                let hits = (0..TIMES).map(|_| speed.find(typed)).sum::<usize>() / TIMES as usize;
                let taken = (js_sys::Date::now() - begun) / f64::from(TIMES);
                if taken > slowest.0 {
                    slowest = (taken, typed, hits);
                }
            }
            let _ = writeln!(report, "{text} {:.2} at {} ({} shown)", slowest.0, slowest.1, slowest.2);
        }
        report
    }
}
