//! What of the demo's content is about a person.

use linli_contract::households::Edit;
use linli_shared::households::Field;
use linli_shared::households::fields::FieldKind;

use crate::demo::Community;

/// Every name, telephone number, ID number and note of a plan, the staff's names included.
#[must_use]
pub fn personal_values(plan: &Community) -> Vec<String> {
    let mut values: Vec<String> = plan.staff.iter().map(|staff| staff.name.to_owned()).collect();
    values.extend(plan.households.iter().flat_map(|household| texts_of(&household.edits)));
    values.extend(plan.visits.iter().map(|visit| visit.visit.note.clone()));
    values.retain(|value| !value.is_empty());
    values.sort_unstable();
    values.dedup();
    values
}

/// Every name, telephone number, ID number and note of some edits.
#[must_use]
pub fn texts_of(edits: &[Edit]) -> Vec<String> {
    let text = |edit: &Edit| match edit {
        Edit::Set { field, value, .. } if is_personal(*field) => value.clone(),
        Edit::SetIdNumber { number, .. } => number.clone(),
        Edit::Set { .. } | Edit::AddPerson { .. } | Edit::RemovePerson { .. } => None,
    };
    edits.iter().filter_map(text).collect()
}

fn is_personal(field: Field) -> bool {
    field.kind() == FieldKind::Phone || matches!(field, Field::Name | Field::LandlordName | Field::HomeNote)
}
