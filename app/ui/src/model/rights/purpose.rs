//! What each field is asked for, in the groups in which consent is given (个人信息保护法, art. 17).

use linli_shared::households::{Field, Group};

/// A group of fields with one purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// The home: its use, its landlord.
    Home,
    /// Who somebody is, and how to reach them.
    Contact,
    /// The ID number, and what is printed on the card.
    Papers,
    /// Where somebody is registered, why they came.
    Residence,
    /// Schooling and work.
    Work,
    /// Care groups.
    Care,
}

/// Every purpose in the order of the form.
pub const PURPOSES: [Purpose; 6] =
    [Purpose::Home, Purpose::Contact, Purpose::Papers, Purpose::Residence, Purpose::Work, Purpose::Care];

impl Purpose {
    /// What a field is asked for.
    #[must_use]
    pub const fn of(field: Field) -> Self {
        if matches!(field, Field::Name | Field::Relation | Field::Phone) {
            return Self::Contact;
        }
        match field.group() {
            Group::Home => Self::Home,
            Group::Person | Group::Sensitive => Self::Papers,
            Group::Residence => Self::Residence,
            Group::Work => Self::Work,
            Group::Care => Self::Care,
        }
    }
}

/// Fields by what they are for, in the order of the form; purposes without a field are left out.
#[must_use]
pub fn by_purpose<T: Clone>(fields: &[T], field: impl Fn(&T) -> Field) -> Vec<(Purpose, Vec<T>)> {
    let of = |purpose| {
        let all: Vec<T> = fields.iter().filter(|one| Purpose::of(field(one)) == purpose).cloned().collect();
        (!all.is_empty()).then_some((purpose, all))
    };
    PURPOSES.into_iter().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_a_purpose_and_every_purpose_a_field() {
        let parts = by_purpose(Field::ALL, |field| *field);
        assert_eq!(parts.iter().map(|(purpose, _)| *purpose).collect::<Vec<_>>(), PURPOSES);
        assert_eq!(parts.iter().map(|(_, fields)| fields.len()).sum::<usize>(), Field::ALL.len());
    }

    #[test]
    fn what_reaches_a_person_is_told_apart_from_what_their_card_says() {
        assert_eq!([Purpose::of(Field::Phone), Purpose::of(Field::Name)], [Purpose::Contact; 2]);
        assert_eq!([Purpose::of(Field::BirthDate), Purpose::of(Field::Ethnicity)], [Purpose::Papers; 2]);
        assert!(by_purpose(&[Field::HomeUse], |field| *field).len() == 1);
    }
}
