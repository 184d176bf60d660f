//! What is asked about a person while they are typed: who on this device looks like them.

use linli_contract::registers::FindAlike;
use linli_shared::households::{Field, Subject};
use linli_shared::ids::{PersonId, RecordId};

use super::Form;
use crate::model::check;

impl Form {
    /// What to ask about a person; `None` until something was typed that tells them from others.
    #[must_use]
    pub fn likeness(&self, person: PersonId, household: Option<RecordId>) -> Option<FindAlike> {
        let subject = Subject::Person(person);
        let is_telling = |field: &Field| self.typed.contains_key(&(subject, *field));
        let is_typed = [Field::Name, Field::BirthDate, Field::Phone].iter().any(is_telling);
        if !is_typed && self.id_text(person).is_empty() {
            return None;
        }
        let valid =
            |field: Field| check::tidy(field, self.text(subject, field)).filter(|value| field.check(value).is_ok());
        let id_number = Some(check::tidy_id(self.id_text(person))).filter(|number| check::told_by_id(number).is_some());
        let name = valid(Field::Name).unwrap_or_default();
        let (birth, phone) = (valid(Field::BirthDate), valid(Field::Phone));
        let is_worth_asking = name.chars().count() > 1 || phone.is_some() || id_number.is_some();
        is_worth_asking.then_some(FindAlike { household, name, birth, phone, id_number })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    const LI: PersonId = PersonId([2; 16]);

    fn typed(field: Field, text: &str) -> Form {
        let mut form = Form::default();
        form.add_person(LI);
        form.type_text(Subject::Person(LI), field, text.into());
        form
    }

    #[test]
    fn nobody_is_asked_about_before_something_tells_them_from_others() {
        let mut form = Form::default();
        form.add_person(LI);
        assert_eq!(form.likeness(LI, None), None);
        assert_eq!(typed(Field::Name, "李").likeness(LI, None), None);
        assert_eq!(typed(Field::BirthDate, "1985-01-02").likeness(LI, None), None);
        assert_eq!(typed(Field::Phone, "138").likeness(LI, None), None);
    }

    #[test]
    fn only_what_is_whole_is_asked_about() {
        let mut form = typed(Field::Name, " 李清 ");
        form.type_text(Subject::Person(LI), Field::Phone, "1380".into());
        form.type_id(LI, "110105".into());
        let asked = form.likeness(LI, None).unwrap();
        assert_eq!((asked.name.as_str(), asked.phone, asked.id_number), ("李清", None, None));
        form.type_id(LI, "11010519491231002x".into());
        let asked = form.likeness(LI, Some(RecordId([1; 16]))).unwrap();
        assert_eq!(asked.id_number.as_deref(), Some("11010519491231002X"));
        assert_eq!(asked.birth.as_deref(), Some("1949-12-31"));
        assert_eq!(asked.household, Some(RecordId([1; 16])));
    }
}
