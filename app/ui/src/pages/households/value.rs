//! Values in words: codes by name, dates as said, flags as yes.

use linli_contract::households::{FieldView, PersonView};
use linli_shared::households::{Field, FieldKind};

use crate::i18n::Texts;
use crate::platform::clock::say_day;

/// A value as it is shown.
pub(crate) fn shown(t: &Texts, field: Field, value: &str) -> String {
    match field.kind() {
        FieldKind::Code(list) => (t.name.code)(list, value).map_or_else(|| value.to_owned(), ToOwned::to_owned),
        FieldKind::Flag => t.name.yes.to_owned(),
        FieldKind::Date => say_day(t, value),
        FieldKind::SquareMetres => format!("{value} {}", t.form.area_unit),
        FieldKind::Text | FieldKind::Phone => value.to_owned(),
    }
}

/// A field of a list.
pub(crate) fn find(fields: &[FieldView], field: Field) -> Option<&str> {
    fields.iter().find(|known| known.field == field).map(|known| known.value.as_str())
}

/// What a person is called on the screen.
pub(crate) fn name_of(t: &Texts, person: &PersonView) -> String {
    find(&person.fields, Field::Name).map_or_else(|| t.door.nameless.to_owned(), ToOwned::to_owned)
}
