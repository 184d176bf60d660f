//! The registration form: what is registered, what was typed over it, and the edits that make the difference.
//!
//! **Invariant:** text is kept as typed; it is tidied only in what [`Form::edits`] hands on, never under the typing hand.
//! **Invariant:** an edit that says what is already registered is no edit.

use std::collections::{BTreeMap, BTreeSet};

use linli_contract::households::{Draft, Edit, FieldView, FormView, HouseholdView, IdNumberView, Version};
use linli_contract::registers::Source;
use linli_shared::calendar::Millis;
use linli_shared::households::{Field, Subject};
use linli_shared::ids::PersonId;

use super::check::{self, Place, ToldById, Wrong};
use super::layout::{LET_ONLY, MIGRANT_ONLY};

mod likeness;

/// The form of one household.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    base: Version,
    stored: BTreeMap<(Subject, Field), String>,
    stored_people: Vec<PersonId>,
    stored_ids: BTreeMap<PersonId, IdNumberView>,
    typed: BTreeMap<(Subject, Field), String>,
    typed_ids: BTreeMap<PersonId, Option<String>>,
    /// What the last valid number of a person told.
    told: BTreeMap<PersonId, ToldById>,
    added: Vec<PersonId>,
    removed: BTreeSet<PersonId>,
    /// Where the values are known from.
    pub source: Source,
}

impl Form {
    /// Opens the form on what is registered, with the draft's edits over it.
    #[must_use]
    pub fn open(view: &FormView) -> Self {
        let mut form = view.household.as_ref().map(Self::of).unwrap_or_default();
        if let Some(draft) = &view.draft {
            form.base = draft.base.clone();
            form.source = draft.source.clone();
            for edit in &draft.edits {
                form.replay(edit);
            }
        }
        form
    }

    fn of(household: &HouseholdView) -> Self {
        let mut form = Self { base: household.version.clone(), ..Self::default() };
        let mut store = |subject, fields: &[FieldView]| {
            form.stored.extend(fields.iter().map(|field| ((subject, field.field), field.value.clone())));
        };
        store(Subject::Household, &household.fields);
        for person in &household.people {
            store(Subject::Person(person.id), &person.fields);
        }
        form.stored_people = household.people.iter().map(|person| person.id).collect();
        let numbered = household.people.iter().filter_map(|person| Some((person.id, person.id_number.clone()?)));
        form.stored_ids = numbered.collect();
        form
    }

    fn replay(&mut self, edit: &Edit) {
        match edit {
            Edit::Set { subject, field, value } => {
                self.typed.insert((*subject, *field), value.clone().unwrap_or_default());
            }
            Edit::AddPerson { person } if !self.added.contains(person) && !self.stored_people.contains(person) => {
                self.added.push(*person);
            }
            Edit::AddPerson { .. } => {}
            Edit::RemovePerson { person } => {
                self.removed.insert(*person);
            }
            Edit::SetIdNumber { person, number } => {
                self.typed_ids.insert(*person, number.clone());
                self.told.extend(number.as_deref().and_then(check::told_by_id).map(|told| (*person, told)));
            }
        }
    }

    /// The people on the form, the registered first.
    #[must_use]
    pub fn people(&self) -> Vec<PersonId> {
        self.stored_people.iter().chain(&self.added).filter(|person| !self.removed.contains(person)).copied().collect()
    }

    /// Whether the person is only on the form so far.
    #[must_use]
    pub fn is_added(&self, person: PersonId) -> bool {
        self.added.contains(&person)
    }

    /// The text of a field: as typed, else as registered, else empty.
    #[must_use]
    pub fn text(&self, subject: Subject, field: Field) -> &str {
        let key = (subject, field);
        self.typed.get(&key).or_else(|| self.stored.get(&key)).map_or("", String::as_str)
    }

    /// Takes what was typed into a field.
    pub fn type_text(&mut self, subject: Subject, field: Field, text: String) {
        self.typed.insert((subject, field), text);
    }

    /// Enters a person; the first is taken to be the householder.
    pub fn add_person(&mut self, person: PersonId) {
        let is_first = self.people().is_empty();
        self.added.push(person);
        if is_first {
            self.type_text(Subject::Person(person), Field::Relation, "0".into());
        }
    }

    /// Takes a person off the form; [`Self::restore_person`] brings them back.
    pub fn remove_person(&mut self, person: PersonId) {
        self.removed.insert(person);
    }

    /// Brings a person back who was taken off.
    pub fn restore_person(&mut self, person: PersonId) {
        self.removed.remove(&person);
    }

    /// The ID number as typed so far.
    #[must_use]
    pub fn id_text(&self, person: PersonId) -> &str {
        self.typed_ids.get(&person).and_then(Option::as_deref).unwrap_or("")
    }

    /// The registered ID number, masked, unless it was cleared on the form.
    #[must_use]
    pub fn stored_id(&self, person: PersonId) -> Option<&IdNumberView> {
        let is_cleared = self.typed_ids.get(&person) == Some(&None);
        self.stored_ids.get(&person).filter(|_| !is_cleared)
    }

    /// Clears the registered ID number.
    pub fn clear_id(&mut self, person: PersonId) {
        self.typed_ids.insert(person, None);
    }

    /// Takes what was typed as ID number. A valid one fills birth date and sex where they are empty or were filled by the
    /// number before it. Returns whether it filled anything.
    pub fn type_id(&mut self, person: PersonId, text: String) -> bool {
        let now = check::told_by_id(&text);
        if text.is_empty() {
            self.typed_ids.remove(&person);
        } else {
            self.typed_ids.insert(person, Some(text));
        }
        let Some(now) = now else { return false };
        let before = self.told.insert(person, now.clone());
        let subject = Subject::Person(person);
        let mut is_filled = false;
        for (field, value, old) in [
            (Field::BirthDate, now.birth, before.as_ref().map(|told| told.birth.clone())),
            (Field::Sex, now.sex.to_owned(), before.as_ref().map(|told| told.sex.to_owned())),
        ] {
            let current = self.text(subject, field);
            if current != value && (current.is_empty() || Some(current) == old.as_deref()) {
                self.type_text(subject, field, value);
                is_filled = true;
            }
        }
        is_filled
    }

    /// Whether a field is shown, given the others.
    #[must_use]
    pub fn shows(&self, subject: Subject, field: Field) -> bool {
        if LET_ONLY.contains(&field) {
            return self.text(subject, Field::HomeUse) == "let";
        }
        !MIGRANT_ONLY.contains(&field) || self.text(subject, Field::Residence) == "migrant"
    }

    /// The changes typed, in their final form: trimmed, dates and digits as the field wants them, nothing hidden.
    #[must_use]
    pub fn edits(&self) -> Vec<Edit> {
        let on_form = self.people();
        let is_on_form = |subject: Subject| match subject {
            Subject::Household => true,
            Subject::Person(person) => on_form.contains(&person),
        };
        let mut edits = self.people_edits(&on_form);
        for (&(subject, field), text) in &self.typed {
            let value = check::tidy(field, text);
            let is_same = value.as_deref() == self.stored.get(&(subject, field)).map(String::as_str);
            if !is_same && is_on_form(subject) && self.shows(subject, field) {
                edits.push(Edit::Set { subject, field, value });
            }
        }
        for (&person, typed) in &self.typed_ids {
            let number = typed.as_deref().map(check::tidy_id).filter(|number| !number.is_empty());
            let is_worth_saying = number.is_some() || self.stored_ids.contains_key(&person);
            if is_worth_saying && on_form.contains(&person) {
                edits.push(Edit::SetIdNumber { person, number });
            }
        }
        edits
    }

    fn people_edits(&self, on_form: &[PersonId]) -> Vec<Edit> {
        let added = self.added.iter().filter(|person| on_form.contains(person));
        let removed = self.removed.iter().filter(|person| self.stored_people.contains(person));
        added
            .map(|person| Edit::AddPerson { person: *person })
            .chain(removed.map(|person| Edit::RemovePerson { person: *person }))
            .collect()
    }

    /// Everything typed, untidied, so that it can be laid over the form again.
    #[must_use]
    pub fn draft(&self, at: Millis) -> Draft {
        let on_form = self.people();
        let mut edits = self.people_edits(&on_form);
        for (&(subject, field), text) in &self.typed {
            let is_gone = matches!(subject, Subject::Person(person) if !on_form.contains(&person));
            let is_same = self.stored.get(&(subject, field)).map_or("", String::as_str) == text;
            if !is_gone && !is_same {
                edits.push(Edit::Set { subject, field, value: (!text.is_empty()).then(|| text.clone()) });
            }
        }
        for (&person, number) in self.typed_ids.iter().filter(|(person, _)| on_form.contains(person)) {
            edits.push(Edit::SetIdNumber { person, number: number.clone() });
        }
        Draft { base: self.base.clone(), edits, at, source: self.source.clone() }
    }

    /// The state the form was opened on.
    #[must_use]
    pub fn base(&self) -> &Version {
        &self.base
    }

    /// What keeps the form from being saved, in the order of the form.
    #[must_use]
    pub fn mistakes(&self) -> Vec<(Place, Wrong)> {
        let mut mistakes = Vec::new();
        let mut check_fields = |subject: Subject, is_home: bool| {
            for field in Field::ALL.iter().filter(|field| field.is_home() == is_home) {
                if let Some(wrong) = self.field_mistake(subject, *field) {
                    mistakes.push((Place::Field(subject, *field), wrong));
                }
            }
        };
        check_fields(Subject::Household, true);
        for person in self.people() {
            check_fields(Subject::Person(person), false);
        }
        for person in self.people() {
            if let Some(wrong) = self.id_mistake(person) {
                mistakes.push((Place::IdNumber(person), wrong));
            }
        }
        if mistakes.is_empty() && self.edits().is_empty() {
            mistakes.push((Place::Whole, Wrong::NothingChanged));
        }
        mistakes
    }

    /// What is wrong with a field, if it is shown and was typed in.
    #[must_use]
    pub fn field_mistake(&self, subject: Subject, field: Field) -> Option<Wrong> {
        let text = self.text(subject, field);
        if field == Field::Name && text.trim().is_empty() {
            return Some(Wrong::NameMissing);
        }
        let is_typed = self.typed.contains_key(&(subject, field));
        if !is_typed || !self.shows(subject, field) {
            return None;
        }
        check::tidy(field, text).and_then(|value| field.check(&value).err()).map(Wrong::Field)
    }

    /// What is wrong with a person's ID number, if one was typed.
    #[must_use]
    pub fn id_mistake(&self, person: PersonId) -> Option<Wrong> {
        check::id_fault(self.id_text(person)).map(Wrong::IdNumber)
    }
}

#[cfg(test)]
mod tests;
