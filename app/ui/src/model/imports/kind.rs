//! What kind of list a sheet is, told by its headings: a register of people, the plan of buildings, the national areas.
//!
//! **Invariant:** a sheet that names people is a register, whatever else it holds.

use linli_contract::tables::{Cell, Sheet};

use super::doors::{DoorLine, floor_of};
use linli_shared::areas::Use;

/// How many rows are looked at for headings.
const LOOKED_AT: usize = 12;

const PEOPLE: [&str; 9] = ["姓名", "名字", "身份证", "证件号", "户主", "性别", "name", "id number", "出生"];
const GRIDS: [&str; 2] = ["网格", "grid"];
const BUILDINGS: [&str; 7] = ["楼栋", "楼号", "楼幢", "幢号", "栋号", "楼", "building"];
const STAIRS: [&str; 3] = ["单元", "门栋", "stair"];
const FLOORS: [&str; 3] = ["楼层", "层", "floor"];
const DOORS: [&str; 7] = ["门牌", "室号", "房号", "户室", "门户", "室", "door"];
const USES: [&str; 3] = ["用途", "性质", "use"];

/// A kind of list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// People and homes.
    Register,
    /// Doors of buildings, nobody in them.
    Plan(Vec<DoorLine>),
    /// Areas of the national list, as the text its reader takes.
    Areas(String),
}

/// Tells the kind of a sheet.
#[must_use]
pub fn kind_of(sheet: &Sheet) -> Kind {
    if let Some(text) = areas(sheet) {
        return Kind::Areas(text);
    }
    match plan(sheet) {
        Some(doors) if !doors.is_empty() => Kind::Plan(doors),
        Some(_) | None => Kind::Register,
    }
}

/// A cell as it reads.
#[must_use]
pub fn words(cell: &Cell) -> String {
    match cell {
        Cell::Empty | Cell::Error(_) => String::new(),
        Cell::Text(text) | Cell::Date(text) => text.trim().to_owned(),
        Cell::Number(number) => number.to_string(),
        Cell::Flag(flag) => u8::from(*flag).to_string(),
    }
}

fn areas(sheet: &Sheet) -> Option<String> {
    let head = sheet.rows.first()?;
    let heads: Vec<_> = head.iter().map(|cell| words(cell).to_lowercase()).collect();
    if heads != ["code", "name", "level", "parent"] {
        return None;
    }
    let filled = sheet.rows.iter().filter(|row| row.iter().any(|cell| *cell != Cell::Empty));
    let line =
        |row: &Vec<Cell>| (0..4).map(|at| row.get(at).map(words).unwrap_or_default()).collect::<Vec<_>>().join(",");
    Some(core::iter::once(heads.join(",")).chain(filled.skip(1).map(line)).collect::<Vec<_>>().join("\n"))
}

fn plan(sheet: &Sheet) -> Option<Vec<DoorLine>> {
    let is_any = |text: &str, of: &[&str]| of.iter().any(|word| text.contains(word));
    let heads = |row: &Vec<Cell>| row.iter().map(|cell| words(cell).to_lowercase()).collect::<Vec<_>>();
    let place = |heads: &[String], of: &[&str]| heads.iter().position(|head| is_any(head, of));
    let mut found = None;
    for (at, row) in sheet.rows.iter().take(LOOKED_AT).enumerate() {
        let heads = heads(row);
        if heads.iter().any(|head| is_any(head, &PEOPLE)) {
            return None;
        }
        if found.is_none() && heads.iter().filter(|head| !head.is_empty()).count() > 1 {
            // 楼层 and 单元 are asked first, since 楼 and 室 stand in many words.
            let floor = place(&heads, &FLOORS);
            let stair = place(&heads, &STAIRS);
            let except = |of: &[&str]| {
                let is_free = |column: &usize| Some(*column) != floor && Some(*column) != stair;
                (0..heads.len()).filter(is_free).find(|column| is_any(&heads[*column], of))
            };
            if let (Some(building), Some(door)) = (except(&BUILDINGS), except(&DOORS))
                && building != door
            {
                found =
                    Some((at, [place(&heads, &GRIDS), Some(building), stair, floor, Some(door), place(&heads, &USES)]));
            }
        }
    }
    let (head, columns) = found?;
    let mut above: [String; 3] = Default::default();
    let mut doors = Vec::new();
    for row in sheet.rows.iter().skip(head + 1) {
        let text = |at: usize| columns[at].and_then(|column| row.get(column)).map(words).unwrap_or_default();
        // Grid, building and stair are often written once for the rows below.
        for (at, known) in above.iter_mut().enumerate() {
            let now = text(at);
            if !now.is_empty() {
                *known = now;
            }
        }
        let label = text(4);
        if label.is_empty() || above[1].is_empty() {
            continue;
        }
        let floor = floor_in_words(&text(3)).unwrap_or_else(|| floor_of(&label));
        let [grid, building, stair] = above.clone();
        doors.push(DoorLine { grid, building, stair, floor, label, usage: use_of(&text(5)) });
    }
    Some(doors)
}

fn floor_in_words(text: &str) -> Option<i16> {
    let plain = text.trim_end_matches(['层', '楼', 'F', 'f']).trim_start_matches('第');
    let below = plain.strip_prefix(['B', 'b', '负', '-']).or_else(|| plain.strip_prefix("地下"));
    match below {
        Some(number) => number.parse::<i16>().ok().map(|number| -number),
        None => plain.parse().ok(),
    }
}

fn use_of(text: &str) -> Use {
    let is = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if is(&["商", "店", "铺", "shop"]) {
        Use::Shop
    } else if is(&["地下", "车库", "储藏", "cellar"]) {
        Use::Cellar
    } else if is(&["办公", "物业", "office"]) {
        Use::Office
    } else if is(&["其他", "other"]) {
        Use::Other
    } else {
        Use::Home
    }
}
