//! English.

use linli_contract::registers::{Ending, Source};

use super::RegisterTexts;
use crate::model::acts::{HouseholdAct, PersonAct};

/// In English.
pub(in crate::i18n) const EN: RegisterTexts = RegisterTexts {
    history: "History",
    history_empty: "Nothing has happened here yet",
    history_empty_next: "Once the household is registered or changed, this page says who changed what, and when.",
    history_short: "Only the 500 newest changes are listed.",
    registered: "The household was registered",
    entered: "newly registered",
    stated: |field, value| format!("{field}: {value}"),
    changed: |field, before, after| format!("{field}: {before} → {after}"),
    nothing_there: "none",
    and_also: |one, other| format!("{one}; {other}"),
    id_number_written: "ID number was written",
    who_did: |name, what| format!("{name} {what}"),
    is_back: |name| format!("{name} lives here again"),
    joined: |keep, merge| format!("{keep} and {merge} are one person; the entries were joined"),
    told_apart: |one, other| format!("{one} and {other} are two people"),
    ended,
    reopened: "The household is registered again",
    unknown_change: "A change that a newer app can show",
    today: "Today",
    yesterday: "Yesterday",
    died: |day| day.map_or_else(|| "died".into(), |day| format!("died ({day})")),
    left: |day, to| {
        let day = day.map(|day| format!(" ({day})")).unwrap_or_default();
        if to.is_empty() { format!("left the community{day}") } else { format!("left the community{day} for {to}") }
    },
    moved: |path| if path.is_empty() { "moved to another door".into() } else { format!("moved to {path}") },
    was_mistake: "was entered by mistake",
    source,
    names: english_names,
    more_of_person: |name| format!("{name}: moved, died and so on"),
    more_of_household: "This household: history, moved away, merge",
    this_household: "This household",
    person_act,
    household_act,
    person_confirm,
    household_confirm,
    person_done,
    household_done,
    will_leave: |names| format!("{names} will stand under “Lived here before”, with the note: left the community."),
    will_die: |names| format!("{names} will stand under “Lived here before”, with the note: died."),
    will_be_mistake: |names| {
        format!("{names} will be taken out, with the note: entered by mistake. This can be set back later.")
    },
    will_split: |names| format!("{names}: a household of their own at this door, with all that is registered."),
    will_move: |names, path| format!("{names}: to {path}, as a household of their own, with all that is registered."),
    will_join: |names, path, whom| {
        format!("{names}: to {path}, to the household of {whom}, with all that is registered.")
    },
    will_all_leave: |names| {
        format!(
            "The household of {names} ends with the note: moved away. The door is free for a new one. This can be set back later."
        )
    },
    will_change_tenants: |names| {
        format!(
            "The household of {names} ends; the new tenants start with an empty form, and nothing old gets into it."
        )
    },
    will_change_door: |path| format!("All people and everything about the home go to {path}; this door becomes free."),
    will_merge: |keep, merge| {
        format!(
            "The people of {merge} become part of the household of {keep}. You will be asked about entries that look like one person."
        )
    },
    will_withdraw: |names| {
        format!("The household of {names} was entered by mistake and is taken back. This can be set back later.")
    },
    nobody_named: "a household without people",
    who_else: "Who",
    choose_somebody: "Choose at least one person",
    which_day: "Which day",
    day_unknown: "Not known",
    where_to: "Where to",
    where_to_hint: "e.g. Suzhou, to a daughter (optional)",
    which_door: "To which door",
    door_filter_hint: "Write a door, such as 301 or 12-301, or choose below",
    recent_doors: "Opened just now",
    no_door_fits: "No door fits. Try another spelling, or choose a building.",
    choose_again: "Choose again",
    which_household: "With whom there",
    own_household: "On their own",
    household_of: |names| format!("With {names}"),
    which_other: "With which household",
    nothing_done: "Nothing to change",
    undone: |values, kept| match (values, kept) {
        (0, 0) => "Undone".into(),
        (0, kept) => format!("Not undone: {} changed by somebody since", were(kept)),
        (values, 0) => format!("Undone: {} set back", were(values)),
        (values, kept) => {
            format!("Undone: {} set back; {} changed by somebody since and left alone", were(values), were(kept))
        }
    },
    former: |number| format!("Lived here before ({number})"),
    ended_household: |names| format!("Household of {names}"),
    person_back: "Is back, or was a mistake",
    person_is_back: |name| format!("{name} is on the list again"),
    reopen: "Set the household back",
    household_is_back: "The household is registered again",
    how_known: "How do you know?",
    how_known_hint: "Noted beside every value you enter now",
    at_the_door: "At the door",
    by_phone: "By phone",
    from_paper: "From a paper",
    from_list: |name| format!("List “{name}”"),
    remove_registered_hint: "Only for a mistake. If somebody moved or died, save first and use “…” beside their name.",
    alike: |name, born, path, reason| {
        let born = born.map(|year| format!(", born {year},")).unwrap_or_default();
        format!("{name}{born} is registered at {path} ({reason})")
    },
    alike_title: "Perhaps already registered",
    go_there: "Look at that door",
    not_the_same: "Not the same",
    moves_here: "Yes, moves here",
    moves_here_hint: "“Yes, moves here” puts away what you typed for this person; what is registered there comes along.",
};

fn were(number: u32) -> String {
    if number == 1 { "1 value was".into() } else { format!("{number} values were") }
}

fn english_names(names: &[String]) -> String {
    match names {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        names => names.concat(),
    }
}

fn ended(why: Ending) -> &'static str {
    match why {
        Ending::Left => "All moved away",
        Ending::Moved => "All moved to another door",
        Ending::TenantsChanged => "The tenants changed",
        Ending::Mistake => "The household was a mistake",
    }
}

fn source(source: &Source) -> String {
    match source {
        Source::AtTheDoor => "said at the door".into(),
        Source::ByPhone => "said on the phone".into(),
        Source::Paper => "read from a paper".into(),
        Source::List { name } => format!("from the list “{name}”"),
        Source::Moved => "taken over from another place".into(),
        Source::ByMember => "said by the household in the app".into(),
    }
}

fn person_act(act: PersonAct) -> &'static str {
    match act {
        PersonAct::Edit => "Change what is registered",
        PersonAct::Move => "Moved to another door",
        PersonAct::OtherHousehold => "Belongs to another household here",
        PersonAct::Split => "A household of their own here",
        PersonAct::Left => "Left the community",
        PersonAct::Died => "Died",
        PersonAct::Mistake => "Entered by mistake",
    }
}

fn household_act(act: HouseholdAct) -> &'static str {
    match act {
        HouseholdAct::History => "History",
        HouseholdAct::AllLeft => "All moved away",
        HouseholdAct::Tenants => "The tenants changed",
        HouseholdAct::WrongDoor => "Wrong door: move everything",
        HouseholdAct::Merge => "One with the other household here",
        HouseholdAct::Withdraw => "Entered by mistake: take back",
    }
}

fn person_confirm(act: PersonAct) -> &'static str {
    match act {
        PersonAct::Edit => "Change",
        PersonAct::Move | PersonAct::OtherHousehold => "Move",
        PersonAct::Split => "Split off",
        PersonAct::Left => "Note that they left",
        PersonAct::Died => "Note the death",
        PersonAct::Mistake => "Take out",
    }
}

fn household_confirm(act: HouseholdAct) -> &'static str {
    match act {
        HouseholdAct::History => "Look",
        HouseholdAct::AllLeft => "Note that all left",
        HouseholdAct::Tenants => "End this household",
        HouseholdAct::WrongDoor => "Move everything",
        HouseholdAct::Merge => "Make them one",
        HouseholdAct::Withdraw => "Take back",
    }
}

fn person_done(act: PersonAct, names: &str) -> String {
    match act {
        PersonAct::Edit => format!("{names}: changed"),
        PersonAct::Move => format!("{names}: moved"),
        PersonAct::OtherHousehold => format!("{names}: now in the other household"),
        PersonAct::Split => format!("{names}: now a household of their own"),
        PersonAct::Left => format!("{names}: noted as moved away"),
        PersonAct::Died => format!("{names}: the death is noted"),
        PersonAct::Mistake => format!("{names}: taken out"),
    }
}

fn household_done(act: HouseholdAct) -> &'static str {
    match act {
        HouseholdAct::History => "",
        HouseholdAct::AllLeft => "Noted: all moved away",
        HouseholdAct::Tenants => "Ended; now register the new tenants",
        HouseholdAct::WrongDoor => "Everything was moved",
        HouseholdAct::Merge => "They are one household now",
        HouseholdAct::Withdraw => "The household was taken back",
    }
}
