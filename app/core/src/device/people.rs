//! What a door's summary keeps of its people: enough to find, list and compare them without opening a document.
//!
//! **Invariant:** no ID number is kept, only a hash under the register's naming secret; nothing of a person is in `Debug`.

use linli_shared::calendar::Date;
use linli_shared::documents::household::PersonEntry;
use linli_shared::households::{CareGroup, Field};
use linli_shared::ids::{PersonId, RecordId};

/// Use of a home 房屋使用.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
pub enum HomeUse {
    /// Its owner lives there.
    #[n(0)]
    Owner,
    /// It is let.
    #[n(1)]
    Let,
    /// Nobody lives there.
    #[n(2)]
    Vacant,
}

impl HomeUse {
    /// Reads the code of the field.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "owner" => Some(Self::Owner),
            "let" => Some(Self::Let),
            "vacant" => Some(Self::Vacant),
            _ => None,
        }
    }
}

/// One person of a household.
#[derive(Clone, PartialEq, Eq, Default, minicbor::Encode, minicbor::Decode)]
pub struct PersonSum {
    /// The entry.
    #[n(0)]
    pub id: PersonId,
    /// Name; empty if none is registered.
    #[n(1)]
    pub name: Box<str>,
    /// Birth date as days since 1970-01-01.
    #[n(2)]
    pub birth_days: Option<i32>,
    /// Telephone as it was typed.
    #[n(3)]
    pub phone: Option<Box<str>>,
    /// Care groups.
    #[n(4)]
    pub care: Care,
    /// Entries that joined this one.
    #[cbor(n(5), skip_if = "Vec::is_empty")]
    pub joined: Vec<PersonId>,
}

impl core::fmt::Debug for PersonSum {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("PersonSum").field("id", &self.id).finish_non_exhaustive()
    }
}

impl PersonSum {
    /// Sums up an entry.
    #[must_use]
    pub fn of(entry: &PersonEntry) -> Self {
        let text = |field| {
            let state = entry.fields.iter().find(|state| state.field == field);
            state.and_then(|state| state.value.as_deref())
        };
        let groups = CareGroup::ALL.into_iter().filter(|group| text(Field::care(*group)).is_some());
        let mut sum = Self {
            id: entry.id,
            name: text(Field::Name).unwrap_or_default().into(),
            birth_days: None,
            phone: text(Field::Phone).map(Into::into),
            care: groups.collect(),
            joined: entry.joined.clone(),
        };
        sum.set_birth(text(Field::BirthDate).and_then(Date::parse));
        sum
    }

    /// Birth date.
    #[must_use]
    pub fn birth(&self) -> Option<Date> {
        self.birth_days.and_then(|days| Date::from_day_number(days.into()))
    }

    /// Writes the birth date.
    pub fn set_birth(&mut self, birth: Option<Date>) {
        self.birth_days = birth.and_then(|day| i32::try_from(day.day_number()).ok());
    }

    /// Whether an entry is this person: this one, or one that joined it.
    #[must_use]
    pub fn is(&self, entry: PersonId) -> bool {
        self.id == entry || self.joined.contains(&entry)
    }
}

/// Care groups of a person or a door, as bits in the order of [`CareGroup::ALL`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub struct Care(#[n(0)] u8);

impl Care {
    /// Whether there is any.
    #[must_use]
    pub const fn is_any(self) -> bool {
        self.0 != 0
    }

    /// Whether a group is among them.
    #[must_use]
    pub const fn has(self, group: CareGroup) -> bool {
        self.0 & (1 << group as u8) != 0
    }

    /// The groups, in the order of the form.
    pub fn groups(self) -> impl Iterator<Item = CareGroup> {
        CareGroup::ALL.into_iter().filter(move |group| self.has(*group))
    }
}

impl FromIterator<CareGroup> for Care {
    fn from_iter<I: IntoIterator<Item = CareGroup>>(groups: I) -> Self {
        Self(groups.into_iter().fold(0, |bits, group| bits | (1 << group as u8)))
    }
}

/// What is kept of a household's ID numbers.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct IdSum {
    /// The household, not its ID record.
    #[n(0)]
    pub household: RecordId,
    /// People with more than one number.
    #[n(1)]
    pub conflicts: u16,
    /// Every number that stands.
    #[n(2)]
    pub marks: Vec<IdMark>,
}

/// A number that stands for an entry, as a hash that only holders of the register's naming secret can make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct IdMark {
    /// The entry.
    #[n(0)]
    pub person: PersonId,
    /// [`linli_shared::seal::NamingSecret::number_mark`].
    #[n(1)]
    pub mark: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn care_groups_are_read_back_in_the_order_of_the_form() {
        let care: Care = [CareGroup::LeftBehind, CareGroup::AloneElder].into_iter().collect();
        assert_eq!(care.groups().collect::<Vec<_>>(), [CareGroup::AloneElder, CareGroup::LeftBehind]);
        assert!(care.is_any() && care.has(CareGroup::LeftBehind) && !care.has(CareGroup::Disabled));
        assert!(!Care::default().is_any());
        for (bit, group) in CareGroup::ALL.into_iter().enumerate() {
            assert_eq!(Care(1 << bit).groups().collect::<Vec<_>>(), [group], "bits are written into rows");
        }
    }

    #[test]
    fn nothing_of_a_person_is_shown_by_debug() {
        let mut person = PersonSum { name: "李清".into(), phone: Some("13900000000".into()), ..PersonSum::default() };
        person.set_birth(Date::parse("1959-02-03"));
        let shown = format!("{person:?}");
        assert!(!shown.contains("李清") && !shown.contains("139") && !shown.contains("1959"), "{shown}");
        assert_eq!(person.birth(), Date::parse("1959-02-03"));
    }
}
