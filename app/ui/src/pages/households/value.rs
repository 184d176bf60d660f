//! Values and people of a view by field and name.

use linli_contract::households::{FieldView, HouseholdView, PersonView};
use linli_shared::households::Field;

use crate::i18n::Texts;
pub(crate) use crate::model::values::shown;

/// A field of a list.
pub(crate) fn find(fields: &[FieldView], field: Field) -> Option<&str> {
    fields.iter().find(|known| known.field == field).map(|known| known.value.as_str())
}

/// What a person is called on the screen.
pub(crate) fn name_of(t: &Texts, person: &PersonView) -> String {
    find(&person.fields, Field::Name).map_or_else(|| t.door.nameless.to_owned(), ToOwned::to_owned)
}

/// What a household is called: by its people, up to three of them.
pub(crate) fn household_name(t: &Texts, household: &HouseholdView) -> String {
    let names: Vec<String> = household.people.iter().take(3).map(|person| name_of(t, person)).collect();
    if names.is_empty() { t.registers.nobody_named.to_owned() } else { (t.registers.names)(&names) }
}
