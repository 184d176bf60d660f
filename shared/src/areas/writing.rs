//! Doors as people write them: `12号楼2单元301室`, `12-2-301`, `12幢301`, `地下室2`.
//!
//! [`DoorText`] takes a text apart, [`DoorIndex`] finds the doors it can mean. Nothing is guessed: a text that fits several
//! doors gives all of them.
//! **Invariant:** labels of the tree and texts of people are compared by one and the same [`key`].

use std::collections::BTreeMap;

use super::{AreaKind, Tree};
use crate::ids::AreaId;

/// What stands after a building's number, the longest first.
const BUILDING: [&str; 7] = ["号楼", "#楼", "楼", "幢", "栋", "座", "#"];
/// What stands after a stair's number.
const STAIR: [&str; 6] = ["单元", "门洞", "楼道", "门栋", "门", "梯"];
/// What stands after a door's number.
const DOOR: [&str; 5] = ["房间", "室", "户", "房", "号"];
/// Names of estates end with one of these; what stands before is not part of the address.
const ESTATE: [&str; 10] = ["小区", "花园", "新村", "公寓", "家园", "社区", "苑", "弄", "村", "里"];

/// An address taken apart; what was not written is `None`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct DoorText {
    /// The building as a [`key`].
    pub building: Option<String>,
    /// The stair as a [`key`].
    pub stair: Option<String>,
    /// The door as a [`key`].
    pub door: Option<String>,
}

/// The form in which labels and texts are compared: half-width, no spaces, numbers in digits, capital letters, without the word behind
/// the number (`十二号楼` → `12`, `０３室` → `03`).
#[must_use]
pub fn key(text: &str) -> String {
    let clean = numerals(&normal(text).replace('-', ""));
    let ends = BUILDING.iter().chain(&STAIR).chain(&DOOR);
    let cut = ends.filter_map(|end| clean.strip_suffix(end)).find(|rest| !rest.is_empty());
    cut.unwrap_or(&clean).trim_start_matches('第').to_owned()
}

impl DoorText {
    /// Takes a text apart; `None` if there is nothing in it that could be a door or building.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let clean = numerals(&normal(text));
        let clean = after_estate(&clean);
        let (building, rest) = split_building(clean);
        let (stair, rest) = split_at(rest, &STAIR);
        let mut parts: Vec<String> = pieces(rest);
        let mut found = Self { building, stair, door: None };
        found.door = parts.pop().map(|part| key(&part)).filter(|part| !part.is_empty());
        let mut parts = parts.into_iter().map(|part| key(&part)).filter(|part| !part.is_empty());
        if found.building.is_none() && found.stair.is_none() {
            found.building = parts.next();
        }
        if found.stair.is_none() {
            found.stair = parts.next();
        }
        (found != Self::default()).then_some(found)
    }

    /// An address whose parts stand in cells of their own; a cell may hold more than its heading says.
    #[must_use]
    pub fn of_cells(building: &str, stair: &str, door: &str) -> Self {
        let part = |text: &str| Some(key(text)).filter(|part| !part.is_empty());
        let whole = Self::parse(door).unwrap_or_default();
        let of_building = Self::parse(building).filter(|parts| parts.building.is_some() && parts.stair.is_some());
        Self {
            building: of_building
                .as_ref()
                .and_then(|parts| parts.building.clone())
                .or_else(|| part(building))
                .or_else(|| whole.building.clone()),
            stair: part(stair).or_else(|| of_building.and_then(|parts| parts.stair)).or_else(|| whole.stair.clone()),
            door: whole.door,
        }
    }
}

/// The doors of a tree by the parts of their addresses.
#[derive(Debug, Clone, Default)]
pub struct DoorIndex {
    buildings: BTreeMap<String, Vec<AreaId>>,
    doors: BTreeMap<AreaId, BTreeMap<String, Vec<(String, AreaId)>>>,
    single: BTreeMap<String, Vec<AreaId>>,
}

impl DoorIndex {
    /// Indexes every door of the tree.
    #[must_use]
    pub fn new(tree: &Tree) -> Self {
        let mut index = Self::default();
        for building in tree.buildings(tree.root()) {
            index.buildings.entry(key(tree.label(building))).or_default().push(building);
            for door in tree.doors(building) {
                let stair =
                    tree.ancestor(door, AreaKind::Stair).map(|stair| key(tree.label(stair))).unwrap_or_default();
                let label = key(tree.label(door));
                index.single.entry(label.clone()).or_default().push(door);
                index.doors.entry(building).or_default().entry(label).or_default().push((stair, door));
            }
        }
        index
    }

    /// Buildings of this [`key`]; several grids may have one each.
    #[must_use]
    pub fn buildings(&self, building: &str) -> &[AreaId] {
        let exact = self.buildings.get(building);
        exact.or_else(|| self.buildings.get(unpadded(building))).map_or(&[], Vec::as_slice)
    }

    /// The doors an address can mean: one if it is plain, several if a part is missing, none if it names no door.
    #[must_use]
    pub fn find(&self, text: &DoorText) -> Vec<AreaId> {
        let Some(door) = &text.door else { return Vec::new() };
        let Some(building) = &text.building else {
            return by_label(&self.single, door).cloned().unwrap_or_default();
        };
        let of = |building: &AreaId| self.doors.get(building).and_then(|doors| by_label(doors, door));
        let candidates = self.buildings(building).iter().filter_map(of).flatten();
        let fits = |stair: &str| {
            text.stair.as_deref().is_none_or(|wanted| stair == wanted || unpadded(stair) == unpadded(wanted))
        };
        candidates.filter(|(stair, _)| fits(stair)).map(|(_, door)| *door).collect()
    }
}

fn by_label<'m, T>(doors: &'m BTreeMap<String, T>, label: &str) -> Option<&'m T> {
    doors.get(label).or_else(|| doors.get(unpadded(label)))
}

/// `0301` may stand for `301`, `03` for `3`.
fn unpadded(text: &str) -> &str {
    let rest = text.trim_start_matches('0');
    if rest.is_empty() { text } else { rest }
}

/// Half-width and capital, without what cannot be seen or is only around; separators as one `-`.
fn normal(text: &str) -> String {
    let mut clean = String::new();
    for character in text.trim().chars() {
        let character = match character {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(character as u32 - 0xfee0).unwrap_or(character),
            other => other,
        };
        match character {
            '-' | '—' | '–' | '‐' | '‑' | '−' | '─' | '_' | '/' | '\\' | '·' | '、' | ',' | '.' | '。' => {
                clean.push('-')
            }
            other if other.is_whitespace() => clean.push('-'),
            '(' | ')' | '\'' | '"' | '\u{200b}'..='\u{200f}' | '\u{feff}' => {}
            other if other.is_control() => {}
            other => clean.extend(other.to_uppercase()),
        }
    }
    clean.trim_matches('-').to_owned()
}

/// Chinese numerals up to 99 in front of a mark, or of the end, become digits.
fn numerals(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut out = String::new();
    let mut at = 0;
    while at < characters.len() {
        let run = characters[at..].iter().take_while(|one| "零〇一二三四五六七八九十".contains(**one)).count();
        if run == 0 {
            out.push(characters[at]);
            at += 1;
            continue;
        }
        let after: String = characters[at + run..].iter().take(2).collect();
        let is_marked = after.is_empty()
            || after.starts_with('-')
            || after.starts_with(|next: char| next.is_ascii_digit())
            || BUILDING.iter().chain(&STAIR).chain(&DOOR).any(|mark| after.starts_with(mark));
        match number(&characters[at..at + run]).filter(|_| is_marked) {
            Some(value) => out.push_str(&value),
            None => out.extend(&characters[at..at + run]),
        }
        at += run;
    }
    out
}

fn number(run: &[char]) -> Option<String> {
    let digit =
        |one: &char| "零一二三四五六七八九".chars().position(|known| known == *one || (known == '零' && *one == '〇'));
    match run.iter().position(|one| *one == '十') {
        None => run.iter().map(|one| digit(one).map(|value| value.to_string())).collect(),
        Some(ten) if run.len() <= ten + 2 && ten <= 1 => {
            let tens = if ten == 0 { 1 } else { digit(&run[0])? };
            let ones = run.get(ten + 1).map_or(Some(0), digit)?;
            Some((tens * 10 + ones).to_string())
        }
        Some(_) => None,
    }
}

/// Leaves out what stands before the building: street, estate, lane.
fn after_estate(text: &str) -> &str {
    let end = |word: &&str| text.rfind(*word).map(|at| at + word.len());
    let cut = ESTATE.iter().filter_map(end).max().unwrap_or(0);
    let rest = text[cut..].trim_start_matches('-');
    if rest.is_empty() { text } else { rest }
}

/// The building and what stands behind it.
fn split_building(text: &str) -> (Option<String>, &str) {
    let (building, rest) = split_at(text, &BUILDING);
    if building.is_some() {
        return (building, rest);
    }
    // `12号301室`: a number with 号 is a building where a door follows.
    let Some((before, rest)) = text.split_once('号') else { return (None, text) };
    let number = last_number(before);
    if number.is_empty() || rest.trim_start_matches('-').is_empty() { (None, text) } else { (Some(number), rest) }
}

/// The part that ends with the first of these marks, as a key, and what stands behind it.
fn split_at<'t>(text: &'t str, marks: &[&str]) -> (Option<String>, &'t str) {
    let first = marks.iter().filter_map(|mark| text.find(mark).map(|at| (at, mark.len()))).min_by_key(|(at, _)| *at);
    let Some((at, length)) = first.filter(|(at, _)| *at > 0) else { return (None, text) };
    // `号楼` begins before `楼`, so the earliest place is also the longest mark.
    let before = text[..at].trim_matches('-');
    let number = last_number(before);
    let core = if number.is_empty() { before.to_owned() } else { number };
    (Some(core.trim_start_matches('第').to_owned()), text[at + length..].trim_start_matches('-'))
}

/// The digits and letters a text ends with.
fn last_number(text: &str) -> String {
    let from = text
        .rfind(|one: char| !one.is_ascii_alphanumeric())
        .map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    text[from..].to_owned()
}

fn pieces(text: &str) -> Vec<String> {
    text.split('-').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use crate::areas::{AreaFact, BuildingPlan, Place, StairPlan, area_id};
    use crate::ids::LogCode;

    fn parts(text: &str) -> (String, String, String) {
        let DoorText { building, stair, door } = DoorText::parse(text).unwrap_or_default();
        (building.unwrap_or_default(), stair.unwrap_or_default(), door.unwrap_or_default())
    }

    #[test]
    fn every_writing_is_taken_apart() {
        for (text, building, stair, door) in [
            ("12号楼2单元301", "12", "2", "301"),
            ("12号楼2单元301室", "12", "2", "301"),
            ("十二号楼二单元301室", "12", "2", "301"),
            ("12-2-301", "12", "2", "301"),
            ("１２－２－３０１", "12", "2", "301"),
            ("12/2/301", "12", "2", "301"),
            ("12 2 301", "12", "2", "301"),
            ("12-301", "12", "", "301"),
            ("12幢301室", "12", "", "301"),
            ("12栋2-301", "12", "2", "301"),
            ("12号楼301", "12", "", "301"),
            ("12#301", "12", "", "301"),
            ("12#楼 2单元 301", "12", "2", "301"),
            ("12号301室", "12", "", "301"),
            ("12号楼2门301号", "12", "2", "301"),
            ("幸福小区12号楼2单元301", "12", "2", "301"),
            ("宝钢一村12号楼301", "12", "", "301"),
            ("友谊路100弄12号301室", "12", "", "301"),
            ("A座1801", "A", "", "1801"),
            ("a座1801", "A", "", "1801"),
            ("综合楼301", "综合", "", "301"),
            ("12号楼地下室2", "12", "", "地下室2"),
            ("12-1-地下室2", "12", "1", "地下室2"),
            ("地下室2", "", "", "地下室2"),
            ("2单元301", "", "2", "301"),
            ("301", "", "", "301"),
            ("301室", "", "", "301"),
            ("301A", "", "", "301A"),
        ] {
            assert_eq!(parts(text), (building.into(), stair.into(), door.into()), "{text}");
        }
        for nothing in ["", "  ", "--", "　"] {
            assert_eq!(DoorText::parse(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn an_address_finds_its_door_and_never_a_wrong_one() {
        let code = LogCode(310_113_003_001);
        let grid = area_id(code.area(), "第一网格");
        let stair = |label: &str, cellar: &[&str]| {
            let mut floors: BTreeMap<i16, Vec<String>> =
                (1..=6).map(|floor| (floor, vec![format!("{floor}01"), format!("{floor}02")])).collect();
            floors.insert(-1, cellar.iter().map(|label| (*label).to_owned()).collect());
            StairPlan::pack(label, &floors)
        };
        let plan =
            |label: &str, stairs| AreaFact::Building(BuildingPlan { grid, label: label.into(), ordinal: 1, stairs });
        let facts = [
            AreaFact::Grid { label: "第一网格".into(), ordinal: 1 },
            plan("12号楼", vec![stair("1单元", &[]), stair("2单元", &["地下室2"])]),
            plan("13号楼", vec![stair("1单元", &[])]),
        ];
        let tree = Tree::fold(code, facts.iter().map(|fact| (Place::Confirmed(1), fact)));
        let index = DoorIndex::new(&tree);
        let find = |text: &str| {
            let found = index.find(&DoorText::parse(text).unwrap());
            found.into_iter().map(|door| tree.path(door).join(" ")).collect::<Vec<_>>()
        };
        assert_eq!(find("12-2-301"), ["12号楼 2单元 301"]);
        assert_eq!(find("12-02-0301"), ["12号楼 2单元 301"]);
        assert_eq!(find("12号楼301"), ["12号楼 1单元 301", "12号楼 2单元 301"]);
        assert_eq!(find("13幢301室"), ["13号楼 1单元 301"]);
        assert_eq!(find("12号楼地下室2"), ["12号楼 2单元 地下室2"]);
        assert_eq!(find("地下室2"), ["12号楼 2单元 地下室2"]);
        assert!(find("12-3-301").is_empty() && find("14-301").is_empty() && find("12-2-903").is_empty());
        let cells = index.find(&DoorText::of_cells("12号楼", "二单元", "301室"));
        assert_eq!(cells, index.find(&DoorText::parse("12-2-301").unwrap()));
        assert_eq!(DoorText::of_cells("12号楼2单元", "", "301"), DoorText::parse("12-2-301").unwrap());
        assert_eq!(DoorText::of_cells("", "", "12-2-301"), DoorText::parse("12-2-301").unwrap());
    }
}
