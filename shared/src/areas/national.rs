//! The national list of areas 统计用区划代码: `code,name,level,parent`, one area a line.
//!
//! **Invariant:** in a list that was read every code is unique, has the length of its level, and stands under a parent of the
//! list one level up; only provinces have none.

use std::collections::BTreeMap;

use crate::ids::LogCode;

/// The levels of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 省, 2 digits.
    Province,
    /// 市, 4 digits.
    City,
    /// 区县, 6 digits.
    County,
    /// 街道, 乡镇, 9 digits.
    Street,
    /// 居村, 12 digits.
    Community,
}

impl Level {
    const fn digits(self) -> usize {
        match self {
            Self::Province => 2,
            Self::City => 4,
            Self::County => 6,
            Self::Street => 9,
            Self::Community => 12,
        }
    }

    const fn above(self) -> Option<Self> {
        match self {
            Self::Province => None,
            Self::City => Some(Self::Province),
            Self::County => Some(Self::City),
            Self::Street => Some(Self::County),
            Self::Community => Some(Self::Street),
        }
    }

    fn read(text: &str) -> Option<Self> {
        match text {
            "province" => Some(Self::Province),
            "city" => Some(Self::City),
            "county" => Some(Self::County),
            "street" => Some(Self::Street),
            "community" => Some(Self::Community),
            _ => None,
        }
    }
}

/// One area of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NationalArea {
    /// Its code, as many digits as its level has.
    pub code: u64,
    /// Its name.
    pub name: String,
    /// Its level.
    pub level: Level,
    /// Code of the area above it.
    pub parent: Option<u64>,
}

impl NationalArea {
    /// The code of the log an area of this code has.
    #[must_use]
    pub const fn log(&self) -> LogCode {
        LogCode(self.code)
    }
}

/// What is wrong with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LineFault {
    /// The first line is not `code,name,level,parent`.
    #[error("the header is not code,name,level,parent")]
    Header,
    /// Not four columns.
    #[error("not four columns")]
    Columns,
    /// Not a level of the list.
    #[error("not a level")]
    Level,
    /// Not digits, or not as many as the level has.
    #[error("not a code of the level")]
    Code,
    /// Empty, longer than 60 characters or with control characters.
    #[error("not a name")]
    Name,
    /// The code stands on an earlier line.
    #[error("the code stands twice")]
    Twice,
    /// Not in the list, or not one level up.
    #[error("the parent is not one level up in the list")]
    Parent,
}

/// A line of the list that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct NationalListError {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub fault: LineFault,
}

/// The list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NationalList {
    areas: BTreeMap<u64, NationalArea>,
}

impl NationalList {
    /// Reads the list; parents may stand after their children, lines may end in CR LF.
    ///
    /// # Errors
    /// The first line that is wrong.
    pub fn parse(text: &str) -> Result<Self, NationalListError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut lines = (1..).zip(text.lines());
        if lines.next().map(|(_, header)| header) != Some("code,name,level,parent") {
            return Err(NationalListError { line: 1, fault: LineFault::Header });
        }
        let mut areas = BTreeMap::new();
        let mut numbers = Vec::new();
        for (line, text) in lines {
            let area = read_line(text).map_err(|fault| NationalListError { line, fault })?;
            numbers.push((line, area.code));
            if areas.insert(area.code, area).is_some() {
                return Err(NationalListError { line, fault: LineFault::Twice });
            }
        }
        let list = Self { areas };
        for (line, code) in numbers {
            let area = &list.areas[&code];
            if area.parent.and_then(|parent| list.find(parent)).map(|parent| parent.level) != area.level.above() {
                return Err(NationalListError { line, fault: LineFault::Parent });
            }
        }
        Ok(list)
    }

    /// The area of a code.
    #[must_use]
    pub fn find(&self, code: u64) -> Option<&NationalArea> {
        self.areas.get(&code)
    }

    /// Areas of this name, by code.
    pub fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a NationalArea> {
        self.areas.values().filter(move |area| area.name == name)
    }

    /// The areas above this one, nearest first.
    pub fn above(&self, code: u64) -> impl Iterator<Item = &NationalArea> {
        let parent = |area: &NationalArea| area.parent.and_then(|parent| self.find(parent));
        core::iter::successors(self.find(code).and_then(parent), move |area| parent(area))
    }

    /// Every area, by code.
    pub fn iter(&self) -> impl Iterator<Item = &NationalArea> {
        self.areas.values()
    }
}

fn read_line(line: &str) -> Result<NationalArea, LineFault> {
    let columns: Vec<_> = line.split(',').collect();
    let [code, name, level, parent] = columns[..] else { return Err(LineFault::Columns) };
    let level = Level::read(level).ok_or(LineFault::Level)?;
    let code = read_code(code, level.digits()).ok_or(LineFault::Code)?;
    if name.trim().is_empty() || name.chars().count() > 60 || name.chars().any(char::is_control) {
        return Err(LineFault::Name);
    }
    let parent = match level.above() {
        None if parent.is_empty() => None,
        None => return Err(LineFault::Parent),
        Some(above) => Some(read_code(parent, above.digits()).ok_or(LineFault::Parent)?),
    };
    Ok(NationalArea { code, name: name.to_owned(), level, parent })
}

fn read_code(text: &str, digits: usize) -> Option<u64> {
    (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    const REAL: &str = include_str!("../../../tests/data/areas.csv");

    #[test]
    fn the_real_list_is_read_whole() {
        let list = NationalList::parse(REAL).unwrap();
        let count = |level| list.iter().filter(|area| area.level == level).count();
        assert_eq!(list.iter().count(), 3_746);
        assert_eq!((count(Level::Province), count(Level::City), count(Level::County)), (5, 5, 15));
        assert_eq!((count(Level::Street), count(Level::Community)), (218, 3_503));
        assert_eq!(
            list.iter().filter(|area| area.code / 1_000_000 == 310_113 && area.level == Level::Community).count(),
            567
        );
    }

    #[test]
    fn a_community_is_found_by_name_with_the_areas_above_it() {
        let list = NationalList::parse(REAL).unwrap();
        let found: Vec<_> = list.named("宝钢一村居委会").map(|area| area.code).collect();
        assert_eq!(found, [310_113_003_001]);
        let above: Vec<_> = list.above(found[0]).map(|area| area.name.as_str()).collect();
        assert_eq!(above, ["友谊路街道", "宝山区", "市辖区", "上海市"]);
        assert_eq!(list.find(310_113).map(|area| area.log()), Some(LogCode(310_113)));
        assert_eq!(list.find(1), None);
    }

    #[test]
    fn a_wrong_line_is_named_with_its_fault() {
        let read = |rows: &str| {
            NationalList::parse(&format!("code,name,level,parent\n{rows}")).map(drop).map_err(|e| (e.line, e.fault))
        };
        assert_eq!(read("31,上海市,province,\r\n3101,市辖区,city,31\r\n"), Ok(()));
        assert_eq!(read("3101,市辖区,city,31\n31,上海市,province,\n"), Ok(()), "a parent may follow");
        assert_eq!(read("31,上海市,province"), Err((2, LineFault::Columns)));
        assert_eq!(read("31,\"上海,市\",province,"), Err((2, LineFault::Columns)));
        assert_eq!(read("31,上海市,province,\n\n"), Err((3, LineFault::Columns)));
        assert_eq!(read("31,上海市,Province,"), Err((2, LineFault::Level)));
        assert_eq!(read("3101,上海市,province,"), Err((2, LineFault::Code)));
        assert_eq!(read("3x,上海市,province,"), Err((2, LineFault::Code)));
        assert_eq!(read("+1,上海市,province,"), Err((2, LineFault::Code)));
        assert_eq!(read("31, ,province,"), Err((2, LineFault::Name)));
        assert_eq!(read("31,上海市,province,31"), Err((2, LineFault::Parent)));
        assert_eq!(read("31,上海市,province,\n3101,市辖区,city,32"), Err((3, LineFault::Parent)));
        assert_eq!(read("31,上海市,province,\n3101,市辖区,city,"), Err((3, LineFault::Parent)));
        assert_eq!(read("31,上海市,province,\n31,江苏省,province,"), Err((3, LineFault::Twice)));
        assert_eq!(NationalList::parse("").map(drop).map_err(|e| e.fault), Err(LineFault::Header));
    }
}
