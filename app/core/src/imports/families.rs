//! Lines that live together: families at a door, and who of a sheet stands in it twice.
//!
//! **Invariant:** nobody is in two families; of two rows of one person the first stands and the other says so.

use std::collections::BTreeMap;

use linli_contract::imports::{CellNote, Noticed};
use linli_shared::households::Field;
use linli_shared::ids::AreaId;

use super::known::bare;
use super::lines::{Entry, Line};

/// People of one household, as the sheet says.
#[derive(Debug, Default)]
pub(super) struct Family {
    pub(super) door: AreaId,
    key: String,
    /// The first line that speaks of it.
    pub(super) line: usize,
    pub(super) home: BTreeMap<Field, String>,
    pub(super) members: Vec<Member>,
    remarks: Vec<String>,
}

/// One person of a family.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) line: usize,
    pub(super) entry: Entry,
}

/// Groups lines with a known door, in the order of the sheet. Lines whose people stand in it already are noted.
pub(super) fn group(lines: &mut [Line], doors: &[Option<AreaId>]) -> Vec<Family> {
    let mut families: Vec<Family> = Vec::new();
    let mut at_door: BTreeMap<AreaId, Vec<usize>> = BTreeMap::new();
    let mut seen = Seen::default();
    for (at, line) in lines.iter_mut().enumerate() {
        let Some(door) = doors[at] else { continue };
        let before: Vec<Option<(usize, usize)>> = line.people.iter().map(|entry| seen.place_of(entry)).collect();
        let is_of_others =
            |place: &Option<(usize, usize)>| place.is_some_and(|(family, _)| families[family].door != door);
        if !before.is_empty() && before.iter().all(is_of_others) {
            let first = before.iter().flatten().next().map(|(family, member)| families[*family].members[*member].line);
            line.notes.extend(first.map(repeats));
            line.is_refused = true;
            line.people.clear();
            continue;
        }
        let here = at_door.entry(door).or_default();
        let family = match here.iter().rev().find(|family| belongs(&families[**family], line)) {
            Some(family) => *family,
            None => {
                families.push(Family { door, key: line.household.clone(), line: at, ..Family::default() });
                here.push(families.len() - 1);
                families.len() - 1
            }
        };
        let remark_of = line.people.first().map(|entry| (entry.name().to_owned(), is_head(entry)));
        families[family].say(at, line, remark_of);
        for entry in core::mem::take(&mut line.people) {
            match seen.place_of(&entry) {
                None => {
                    seen.note(&entry, family, families[family].members.len());
                    families[family].members.push(Member { line: at, entry });
                }
                Some((other, member)) => {
                    let first = &mut families[other].members[member];
                    // The householder's columns say the same on every row of the family.
                    let is_carried = other == family && (entry.is_head || first.entry.is_head);
                    if other == family {
                        first.entry.take_in(&entry);
                    }
                    if !is_carried {
                        line.notes.push(repeats(first.line));
                    }
                    seen.note(&entry, other, member);
                }
            }
        }
    }
    families.iter_mut().for_each(Family::settle);
    families
}

fn repeats(line: usize) -> CellNote {
    CellNote { column: None, what: Noticed::RepeatsRow(u32::try_from(line).unwrap_or(u32::MAX)) }
}

/// Whether a line speaks of a family that was begun above it.
fn belongs(family: &Family, line: &Line) -> bool {
    if !line.household.is_empty() && !family.key.is_empty() {
        return line.household == family.key;
    }
    let head = family.members.iter().find(|member| is_head(&member.entry));
    let new_head = line.people.iter().find(|entry| is_head(entry));
    match (head, new_head) {
        (Some(head), Some(new)) => is_same(&head.entry, new),
        (None, _) | (_, None) => true,
    }
}

fn is_head(entry: &Entry) -> bool {
    entry.fields.get(&Field::Relation).is_some_and(|relation| relation == "0")
}

fn is_same(one: &Entry, other: &Entry) -> bool {
    match (one.number, other.number) {
        (Some(one), Some(other)) => one == other,
        (None, _) | (_, None) => !one.name().is_empty() && bare(one.name()) == bare(other.name()),
    }
}

impl Entry {
    /// Takes in what another row says of the same person and this one does not.
    fn take_in(&mut self, other: &Self) {
        for (field, value) in &other.fields {
            self.fields.entry(*field).or_insert_with(|| value.clone());
        }
        self.number = self.number.or(other.number);
    }
}

impl Family {
    fn say(&mut self, at: usize, line: &Line, of: Option<(String, bool)>) {
        for (field, value) in &line.home {
            self.home.entry(*field).or_insert_with(|| value.clone());
        }
        if line.remark.is_empty() {
            return;
        }
        let said = match of {
            Some((name, false)) if !name.is_empty() && at != self.line => format!("{name}：{}", line.remark),
            Some(_) | None => line.remark.clone(),
        };
        if !self.remarks.contains(&said) {
            self.remarks.push(said);
        }
    }

    fn settle(&mut self) {
        if self.remarks.is_empty() {
            return;
        }
        let note: String =
            self.remarks.join("；").chars().take(linli_shared::households::fields::FIELD_LENGTH).collect();
        self.home.insert(Field::HomeNote, note);
    }
}

/// Who stood in the sheet before.
#[derive(Default)]
struct Seen {
    numbers: BTreeMap<String, (usize, usize)>,
    births: BTreeMap<(String, String), (usize, usize, bool)>,
    names: BTreeMap<(usize, String), (usize, bool)>,
    last: usize,
}

impl Seen {
    /// The family and member an entry is, if it stood there before.
    fn place_of(&self, entry: &Entry) -> Option<(usize, usize)> {
        if let Some(found) = entry.number.and_then(|number| self.numbers.get(number.as_str())) {
            return Some(*found);
        }
        let name = bare(entry.name());
        let birth = entry.fields.get(&Field::BirthDate).cloned().unwrap_or_default();
        let both =
            self.births.get(&(name.clone(), birth)).filter(|(.., has_number)| !has_number || entry.number.is_none());
        if let Some((family, member, _)) = both.filter(|_| !name.is_empty()) {
            return Some((*family, *member));
        }
        // The same name on the next rows of one family, with nothing that tells the two apart.
        let is_plain = entry.number.is_none() && !entry.fields.contains_key(&Field::BirthDate);
        let known = self.names.get(&(self.last, name.clone())).filter(|_| !name.is_empty());
        known.filter(|(_, was_plain)| is_plain || *was_plain).map(|(member, _)| (self.last, *member))
    }

    fn note(&mut self, entry: &Entry, family: usize, member: usize) {
        self.last = family;
        if let Some(number) = entry.number {
            self.numbers.entry(number.as_str().to_owned()).or_insert((family, member));
        }
        let name = bare(entry.name());
        if name.is_empty() {
            return;
        }
        if let Some(birth) = entry.fields.get(&Field::BirthDate) {
            self.births.entry((name.clone(), birth.clone())).or_insert((family, member, entry.number.is_some()));
        }
        let is_plain = entry.number.is_none() && !entry.fields.contains_key(&Field::BirthDate);
        self.names.entry((family, name)).or_insert((member, is_plain));
    }
}
