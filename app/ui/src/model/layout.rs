//! Which fields a form or card shows, in which section, and when.

use linli_shared::households::{CareGroup, Field, Group};

/// Fields that matter only of somebody registered elsewhere 流动人口.
pub const MIGRANT_ONLY: [Field; 5] =
    [Field::InflowReason, Field::Dwelling, Field::PermitKind, Field::PermitFrom, Field::PermitUntil];

/// Fields that matter only of a home that is let.
pub const LET_ONLY: [Field; 2] = [Field::LandlordName, Field::LandlordPhone];

/// Fields of a person that stand open in the form; the others are folded by group.
pub const FIRST: [Field; 6] =
    [Field::Name, Field::Relation, Field::Phone, Field::Residence, Field::BirthDate, Field::Sex];

/// A folded group of a person's further fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fold {
    /// Former name, ethnicity, marital state.
    About,
    /// Where the person is registered.
    Residence,
    /// Schooling, work, politics.
    Work,
}

impl Fold {
    /// All folds in the order of the form.
    pub const ALL: [Self; 3] = [Self::Residence, Self::About, Self::Work];

    /// The fields inside.
    #[must_use]
    pub fn fields(self) -> Vec<Field> {
        let group = match self {
            Self::About => Group::Person,
            Self::Residence => Group::Residence,
            Self::Work => Group::Work,
        };
        let inside = |field: &&Field| field.group() == group && !FIRST.contains(field) && !MIGRANT_ONLY.contains(field);
        Field::ALL.iter().filter(inside).copied().collect()
    }
}

/// The care group a flag stands for.
#[must_use]
pub fn care_group(field: Field) -> Option<CareGroup> {
    CareGroup::ALL.into_iter().find(|group| Field::care(*group) == field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_a_person_is_on_the_form_once() {
        for field in Field::ALL.iter().filter(|field| !field.is_home()) {
            let places = usize::from(FIRST.contains(field))
                + usize::from(MIGRANT_ONLY.contains(field))
                + usize::from(care_group(*field).is_some())
                + Fold::ALL.iter().filter(|fold| fold.fields().contains(field)).count();
            assert_eq!(places, 1, "{}", field.key());
        }
    }
}
