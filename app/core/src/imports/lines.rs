//! Rows as lines: where they are, which household they belong to, what they say of a home and of people.
//!
//! **Invariant:** a line says nothing that does not stand in its row, in a cell merged into it, or, for addresses, above it.

use std::collections::BTreeMap;

use linli_contract::imports::{CellNote, Column, Noticed};
use linli_contract::tables::{Cell, Sheet};
use linli_shared::areas::writing::{DoorText, key};
use linli_shared::calendar::Date;
use linli_shared::households::{Field, FieldKind};
use linli_shared::identity::IdNumber;

use super::cells::{self, Read};
use super::headings::{self, Heading, Spans};
use super::words;

/// One row of data.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// The row, from 0.
    pub(super) row: usize,
    /// Blank, a sum or a repeated heading.
    pub(super) is_passed_over: bool,
    /// All it says stands at another door, further up.
    pub(super) is_refused: bool,
    pub(super) address: Address,
    /// What people of one household share; empty if the sheet does not say.
    pub(super) household: String,
    pub(super) home: Vec<(Field, String)>,
    /// What a remark says besides care groups.
    pub(super) remark: String,
    pub(super) people: Vec<Entry>,
    pub(super) notes: Vec<CellNote>,
}

/// An address as written and as taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) grid: String,
    pub(super) text: DoorText,
}

/// One person of a line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) fields: BTreeMap<Field, String>,
    pub(super) number: Option<IdNumber>,
    /// From the householder's columns, which repeat on every row of a family.
    pub(super) is_head: bool,
}

impl Entry {
    pub(super) fn name(&self) -> &str {
        self.fields.get(&Field::Name).map_or("", String::as_str)
    }
}

/// A sheet with its merged ranges.
type Spanned<'s> = (Spans, &'s Sheet);

/// Which columns say what.
pub(super) struct Layout<'a> {
    headings: &'a [Heading],
    columns: &'a [Column],
    groups: Vec<Group>,
    /// The building a sheet's name says, where no column does.
    building: Option<String>,
    today: Date,
}

/// The columns of one person.
#[derive(Debug, Default)]
struct Group {
    columns: Vec<usize>,
    is_head: bool,
    relation: Option<&'static str>,
}

impl<'a> Layout<'a> {
    pub(super) fn new(headings: &'a [Heading], columns: &'a [Column], building: Option<String>, today: Date) -> Self {
        let mut groups: Vec<Group> = Vec::new();
        for (at, column) in columns.iter().enumerate() {
            let is_of_person = match column {
                Column::Field(field) => !field.is_home(),
                Column::IdNumber | Column::Care => true,
                Column::Ignore
                | Column::Grid
                | Column::Building
                | Column::Stair
                | Column::Door
                | Column::Address
                | Column::Household => false,
            };
            if !is_of_person {
                continue;
            }
            let is_next = *column == Column::Field(Field::Name)
                && groups.last().is_some_and(|group| group.columns.iter().any(|known| columns[*known] == *column));
            if groups.is_empty() || is_next {
                groups.push(Group::default());
            }
            if let Some(group) = groups.last_mut()
                && group.columns.iter().all(|known| columns[*known] != *column)
            {
                group.columns.push(at);
            }
        }
        let several = groups.len() > 1;
        for group in &mut groups {
            let text: String = group.columns.iter().filter_map(|at| headings.get(*at)).map(Heading::text).collect();
            let has_relation = group.columns.iter().any(|at| columns[*at] == Column::Field(Field::Relation));
            group.is_head = text.contains("户主") && !has_relation;
            let said = [
                ("配偶", "1"),
                ("妻子", "1"),
                ("丈夫", "1"),
                ("儿子", "2"),
                ("女儿", "3"),
                ("父亲", "5"),
                ("母亲", "5"),
            ];
            group.relation = if group.is_head {
                Some("0")
            } else {
                said.iter().find(|(word, _)| several && text.contains(word)).map(|(_, code)| *code)
            };
        }
        Self { headings, columns, groups, building, today }
    }

    /// Reads all rows of data.
    pub(super) fn lines(&self, sheet: &Sheet, from: usize) -> Vec<Line> {
        let spanned = (Spans::new(sheet), sheet);
        let mut lines: Vec<Line> = Vec::new();
        let mut above = Address::default();
        let mut household = (Address::default(), String::new());
        let last = sheet.rows.iter().rposition(|row| !row.iter().all(cells::is_blank)).map_or(0, |at| at + 1);
        for row in from..last {
            let cells = &sheet.rows[row];
            let is_passed_over = cells.iter().all(cells::is_blank)
                || headings::is_footer(cells)
                || headings::is_repeated(cells, self.headings);
            if is_passed_over {
                lines.push(Line { row, is_passed_over, ..Line::default() });
                continue;
            }
            let mut line = Line { row, ..Line::default() };
            self.read_home(cells, &mut line);
            self.read_people(cells, &mut line);
            line.address = self.address(&spanned, row, &above, !is_householder(&line));
            above = line.address.clone();
            line.household = self.household(&spanned, row);
            if line.household.is_empty() && household.0 == line.address {
                line.household.clone_from(&household.1);
            }
            household = (line.address.clone(), line.household.clone());
            self.name_householder(&mut line);
            lines.push(line);
        }
        lines
    }

    fn at(&self, column: Column) -> Option<usize> {
        self.columns.iter().position(|known| *known == column)
    }

    fn text(&self, sheet: &Spanned<'_>, row: usize, column: Column) -> String {
        self.at(column).map(|at| cells::text(sheet.0.cell(sheet.1, row, at))).unwrap_or_default()
    }

    fn household(&self, sheet: &Spanned<'_>, row: usize) -> String {
        let own = self.text(sheet, row, Column::Household);
        if own.is_empty() { self.text(sheet, row, Column::Field(Field::BookletNumber)) } else { own }
    }

    /// The address of a row: what it says, and from above what it leaves out. A building that is given anew takes no stair
    /// and no door along; a householder without an address lives where the sheet does not say.
    fn address(&self, sheet: &Spanned<'_>, row: usize, above: &Address, is_member: bool) -> Address {
        let text = |column| self.text(sheet, row, column);
        let (building, stair, door) = (text(Column::Building), text(Column::Stair), text(Column::Door));
        let cells = DoorText::of_cells(&building, &stair, &door);
        let whole = DoorText::parse(&text(Column::Address)).unwrap_or_default();
        let mut own = DoorText {
            building: cells.building.or(whole.building),
            stair: cells.stair.or(whole.stair),
            door: cells.door.or(whole.door),
        };
        if own.building.is_none() && own.door.is_some() {
            own.building.clone_from(&self.building);
        }
        let grid = Some(text(Column::Grid)).filter(|grid| !grid.is_empty()).unwrap_or_else(|| above.grid.clone());
        let has_columns = self.at(Column::Building).is_some();
        let up = &above.text;
        let joins_above = own.building.is_none() || own.building == up.building;
        if own == DoorText::default() {
            own = if is_member { up.clone() } else { DoorText { building: up.building.clone(), ..own } };
        } else if joins_above && (has_columns || self.building.is_some() || own.door.is_none()) {
            own.building = own.building.or_else(|| up.building.clone());
            let is_same_stair = own.stair.is_none() || own.stair == up.stair;
            own.stair = own.stair.or_else(|| up.stair.clone().filter(|_| self.at(Column::Stair).is_some()));
            own.door = own.door.or_else(|| up.door.clone().filter(|_| is_same_stair));
        }
        Address { grid, text: own }
    }

    fn read_home(&self, row: &[Cell], line: &mut Line) {
        for (at, column) in self.columns.iter().enumerate() {
            let Column::Field(field) = column else { continue };
            let Some(cell) = row.get(at).filter(|_| field.is_home()) else { continue };
            let Some(value) = self.value(*field, cell, at, &mut line.notes) else { continue };
            if *field == Field::HomeNote {
                line.remark = [line.remark.as_str(), &value]
                    .into_iter()
                    .filter(|text| !text.is_empty())
                    .collect::<Vec<_>>()
                    .join("，");
            } else {
                line.home.push((*field, value));
            }
        }
    }

    fn read_people(&self, row: &[Cell], line: &mut Line) {
        for group in &self.groups {
            let mut entry = Entry { is_head: group.is_head, ..Entry::default() };
            let notes_before = line.notes.len();
            for at in &group.columns {
                if let Some(cell) = row.get(*at) {
                    self.read_cell(cell, *at, &mut entry, line);
                }
            }
            if words::is_vacant(entry.name()) {
                line.home.retain(|(field, _)| *field != Field::HomeUse);
                line.home.push((Field::HomeUse, "vacant".into()));
                continue;
            }
            let is_blank = entry.fields.is_empty() && entry.number.is_none() && line.notes.len() == notes_before;
            if is_blank {
                continue;
            }
            if entry.name().is_empty() && entry.number.is_none() {
                line.notes.push(CellNote { column: None, what: Noticed::Nobody });
                continue;
            }
            if let Some(relation) = group.relation {
                entry.fields.entry(Field::Relation).or_insert_with(|| relation.to_owned());
            }
            complete(&mut entry, &group.columns, self.columns, &mut line.notes);
            line.people.push(entry);
        }
        self.remark(line);
    }

    /// Where no column says who is the householder, the one whose name groups the family is.
    fn name_householder(&self, line: &mut Line) {
        if self.at(Column::Field(Field::Relation)).is_some() || line.household.is_empty() {
            return;
        }
        for entry in line.people.iter_mut().filter(|entry| entry.name() == line.household) {
            entry.fields.insert(Field::Relation, "0".into());
        }
    }

    fn read_cell(&self, cell: &Cell, at: usize, entry: &mut Entry, line: &mut Line) {
        let note = |what| CellNote { column: u32::try_from(at).ok(), what };
        match self.columns[at] {
            Column::IdNumber if cells::has_failed(cell) => line.notes.push(note(Noticed::FormulaFailed)),
            Column::IdNumber => match cells::id_number(cell) {
                Read::Value(number) | Read::Part(number) => entry.number = Some(number),
                Read::Not(why) => line.notes.push(note(why)),
                Read::Nothing => {}
            },
            Column::Care => {
                let (groups, rest) = words::care(&cells::text(cell));
                entry.fields.extend(groups.iter().map(|group| (Field::care(*group), "1".to_owned())));
                let says_nothing = cells::is_nothing(&rest)
                    || words::yes(&rest) == Some(false)
                    || ["一般", "普通", "正常"].contains(&rest.as_str());
                if !says_nothing {
                    line.notes.push(note(Noticed::UnknownWord));
                }
            }
            Column::Field(field) => {
                if let Some(value) = self.value(field, cell, at, &mut line.notes) {
                    entry.fields.insert(field, value);
                }
            }
            Column::Ignore
            | Column::Grid
            | Column::Building
            | Column::Stair
            | Column::Door
            | Column::Address
            | Column::Household => {}
        }
    }

    /// A cell as its field wants it, checked.
    fn value(&self, field: Field, cell: &Cell, at: usize, notes: &mut Vec<CellNote>) -> Option<String> {
        let read = if cells::has_failed(cell) { Read::Not(Noticed::FormulaFailed) } else { self.read(field, cell) };
        let (value, what) = match read {
            Read::Value(value) => (Some(value), None),
            Read::Part(value) => (Some(value), Some(Noticed::Unusable)),
            Read::Not(why) => (None, Some(why)),
            Read::Nothing => (None, None),
        };
        let value = value.filter(|value| !value.is_empty());
        let is_wrong = value.as_deref().is_some_and(|value| field.check(value).is_err());
        let what = if is_wrong { Some(Noticed::Unusable) } else { what };
        notes.extend(what.map(|what| CellNote { column: u32::try_from(at).ok(), what }));
        value.filter(|_| !is_wrong)
    }

    fn read(&self, field: Field, cell: &Cell) -> Read<String> {
        let text = cells::text(cell);
        match field.kind() {
            FieldKind::Text if field == Field::Name => cells::free(cell).map(|name| person_name(&name)),
            FieldKind::Text => cells::free(cell),
            FieldKind::Date => {
                let is_future = |day: &Date| field == Field::BirthDate && *day > self.today;
                match cells::date(cell, self.today) {
                    Read::Value(day) if is_future(&day) => Read::Not(Noticed::DateUnreadable),
                    read @ (Read::Value(_) | Read::Part(_) | Read::Nothing | Read::Not(_)) => {
                        read.map(|day| day.to_string())
                    }
                }
            }
            FieldKind::Phone => cells::phone(cell),
            FieldKind::SquareMetres => cells::square_metres(cell),
            FieldKind::Flag => match words::yes(&text) {
                Some(true) => Read::Value("1".into()),
                Some(false) => Read::Nothing,
                None if words::care(&text).0.iter().any(|group| Field::care(*group) == field) => {
                    Read::Value("1".into())
                }
                None => Read::Not(Noticed::UnknownWord),
            },
            FieldKind::Code(list) => match words::code(list, &text) {
                Some(code) => Read::Value(code.to_owned()),
                None if cells::is_nothing(&text) => Read::Nothing,
                None => Read::Not(Noticed::UnknownWord),
            },
        }
    }

    /// Care groups named in a remark belong to the first person of the row, the rest to the home.
    fn remark(&self, line: &mut Line) {
        if line.remark.is_empty() {
            return;
        }
        let (groups, rest) = words::care(&line.remark);
        if let Some(first) = line.people.first_mut() {
            first.fields.extend(groups.iter().map(|group| (Field::care(*group), "1".to_owned())));
            line.remark = rest;
        }
    }
}

/// Whether a row says that its person is the householder: without an address it is nobody's family.
fn is_householder(line: &Line) -> bool {
    line.people.iter().any(|entry| entry.fields.get(&Field::Relation).is_some_and(|relation| relation == "0"))
}

/// A name without the spaces that fill a form; `张三（户主）` is 张三.
fn person_name(text: &str) -> String {
    let bare = text.split(['(', '（']).next().unwrap_or(text).trim();
    let is_chinese = bare.chars().all(|one| one.is_whitespace() || !one.is_ascii());
    if is_chinese { bare.split_whitespace().collect() } else { bare.to_owned() }
}

/// Birth date and sex from the ID number; where they contradict, the number's check character speaks for it.
fn complete(entry: &mut Entry, group: &[usize], columns: &[Column], notes: &mut Vec<CellNote>) {
    let Some(number) = entry.number else { return };
    let column = |field: Field| {
        group.iter().find(|at| columns[**at] == Column::Field(field)).and_then(|at| u32::try_from(*at).ok())
    };
    let birth = number.birth_date().to_string();
    if entry.fields.get(&Field::BirthDate).is_some_and(|written| *written != birth) {
        notes.push(CellNote { column: column(Field::BirthDate), what: Noticed::BirthContradictsId });
    }
    // What could not be read stands in the number.
    let at = column(Field::BirthDate);
    notes.retain(|note| at.is_none() || note.column != at || note.what != Noticed::DateUnreadable);
    entry.fields.insert(Field::BirthDate, birth);
    entry.fields.insert(Field::Sex, number.sex().to_owned());
}

/// The building that the name of a sheet says, if it says one.
pub(super) fn building_of_name(name: &str, is_known: impl Fn(&str) -> bool) -> Option<String> {
    const MARKS: [char; 4] = ['楼', '栋', '幢', '座'];
    let building = key(name);
    let is_marked = name.trim().ends_with(MARKS) && building.chars().any(char::is_alphanumeric);
    (!building.is_empty() && (is_marked || is_known(&building))).then_some(building)
}
