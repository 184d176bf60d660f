//! Which acts the menu of a person or a household offers.
//!
//! **Invariant:** who may not write is offered reading only; an act that needs another household or person is not offered
//! where there is none.

/// What can be done about one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PersonAct {
    /// Change what is registered.
    Edit,
    /// They live at another door now.
    Move,
    /// They live in another household of this door.
    OtherHousehold,
    /// They are a household of their own at this door.
    Split,
    /// They left the community.
    Left,
    /// They died.
    Died,
    /// They were entered by mistake.
    Mistake,
}

/// What can be done about a household.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HouseholdAct {
    /// Read what happened.
    History,
    /// All of it left.
    AllLeft,
    /// Other tenants moved in.
    Tenants,
    /// It was entered at the wrong door.
    WrongDoor,
    /// It is one with another household of the door.
    Merge,
    /// It was entered by mistake.
    Withdraw,
}

impl PersonAct {
    /// The word for tests and style.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Edit => "edit",
            Self::Move => "move",
            Self::OtherHousehold => "other-household",
            Self::Split => "split",
            Self::Left => "left",
            Self::Died => "died",
            Self::Mistake => "mistake",
        }
    }

    /// Whether others of the household may be taken along in the same act.
    #[must_use]
    pub const fn is_for_several(self) -> bool {
        match self {
            Self::Move | Self::OtherHousehold | Self::Split | Self::Left => true,
            Self::Edit | Self::Died | Self::Mistake => false,
        }
    }
}

impl HouseholdAct {
    /// The word for tests and style.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::History => "history",
            Self::AllLeft => "all-left",
            Self::Tenants => "tenants",
            Self::WrongDoor => "wrong-door",
            Self::Merge => "merge",
            Self::Withdraw => "withdraw",
        }
    }
}

/// What is around a person or household.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Around {
    /// Whether this person may write at the door.
    pub may_write: bool,
    /// People of the household.
    pub people: usize,
    /// Households of the door.
    pub households: usize,
}

/// The acts about a person, the most frequent first.
#[must_use]
pub fn of_person(around: Around) -> Vec<PersonAct> {
    if !around.may_write {
        return Vec::new();
    }
    let mut acts = vec![PersonAct::Edit, PersonAct::Move];
    if around.households > 1 {
        acts.push(PersonAct::OtherHousehold);
    }
    if around.people > 1 {
        acts.push(PersonAct::Split);
    }
    acts.extend([PersonAct::Left, PersonAct::Died, PersonAct::Mistake]);
    acts
}

/// The acts about a household, reading first.
#[must_use]
pub fn of_household(around: Around) -> Vec<HouseholdAct> {
    let mut acts = vec![HouseholdAct::History];
    if !around.may_write {
        return acts;
    }
    if around.people > 0 {
        acts.extend([HouseholdAct::AllLeft, HouseholdAct::Tenants, HouseholdAct::WrongDoor]);
    }
    if around.households > 1 {
        acts.push(HouseholdAct::Merge);
    }
    acts.push(HouseholdAct::Withdraw);
    acts
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALONE: Around = Around { may_write: true, people: 1, households: 1 };

    #[test]
    fn whoever_may_only_read_is_offered_the_history_and_nothing_else() {
        let reader = Around { may_write: false, people: 3, households: 2 };
        assert_eq!((of_person(reader), of_household(reader)), (Vec::new(), vec![HouseholdAct::History]));
    }

    #[test]
    fn nobody_is_split_from_themselves_or_moved_to_a_household_that_is_not_there() {
        assert_eq!(
            of_person(ALONE),
            [PersonAct::Edit, PersonAct::Move, PersonAct::Left, PersonAct::Died, PersonAct::Mistake]
        );
        let shared = of_person(Around { people: 2, households: 2, ..ALONE });
        assert!(shared.contains(&PersonAct::Split) && shared.contains(&PersonAct::OtherHousehold));
    }

    #[test]
    fn an_empty_household_can_be_withdrawn_but_nobody_of_it_can_move() {
        assert_eq!(of_household(Around { people: 0, ..ALONE }), [HouseholdAct::History, HouseholdAct::Withdraw]);
        assert!(of_household(Around { households: 2, ..ALONE }).contains(&HouseholdAct::Merge));
        assert!(!of_household(ALONE).contains(&HouseholdAct::Merge));
    }
}
