//! The door people move to, and with whom there they live.

use leptos::prelude::*;
use linli_contract::households::{DoorView, ReadDoor};
use linli_contract::registers::Destination;
use linli_shared::ids::{AreaId, RecordId};

use crate::components::choice::{Chips, Choice};
use crate::components::icon::Glyph;
use crate::components::loaded::{Load, Loaded};
use crate::components::note::{Note, Weight};
use crate::i18n::Texts;
use crate::load::load;
use crate::model::picker::Door;
use crate::pages::households::value::household_name;
use crate::pages::session::concerns_doors;
use crate::platform::prefs::texts;

/// The code of the choice to be a household of one's own.
const OWN: &str = "own";

/// Where people move to, as far as it is chosen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    /// The door with its path; an empty path is on its way.
    pub(crate) door: RwSignal<Option<Door>>,
    /// The slot of a household there with its name; `None` for one of their own.
    household: RwSignal<Option<(u8, String)>>,
    /// Whether the choice is whole and allowed.
    is_ready: RwSignal<bool>,
}

impl Place {
    /// Nowhere yet.
    pub(crate) fn new() -> Self {
        Self { door: RwSignal::new(None), household: RwSignal::new(None), is_ready: RwSignal::new(false) }
    }

    /// Chooses a door; with whom is asked once its households are known.
    pub(crate) fn choose(self, door: Door) {
        self.is_ready.set(false);
        self.household.set(None);
        self.door.set(Some(door));
    }

    /// Forgets the door.
    pub(crate) fn forget(self) {
        self.is_ready.set(false);
        self.door.set(None);
    }

    /// The destination, once the choice is whole.
    pub(crate) fn destination(self) -> Option<Destination> {
        let door = self.door.get().filter(|_| self.is_ready.get())?.0;
        Some(Destination { door, slot: self.household.get().map(|(slot, _)| slot) })
    }

    /// The path of the door, once it is known.
    pub(crate) fn path(self) -> Option<String> {
        self.door.get().filter(|_| self.is_ready.get()).map(|(_, path)| path.join(" "))
    }

    /// What will happen to these people, once the choice is whole.
    pub(crate) fn sentence(self, t: &Texts, names: &str) -> Option<String> {
        let path = self.path()?;
        Some(match self.household.get() {
            Some((_, whom)) => (t.registers.will_join)(names, &path, &whom),
            None => (t.registers.will_move)(names, &path),
        })
    }
}

/// How the household there is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WithWhom {
    /// The first there, if any; another or their own may be chosen.
    Anybody,
    /// This slot.
    Slot(u8),
    /// One of those there except this household, never their own.
    Except(RecordId),
    /// Always their own.
    Own,
}

/// Reads the chosen door and offers its households.
#[component]
pub(crate) fn There(place: Place, door: AreaId, with: WithWhom) -> impl IntoView {
    let load: Load<DoorView> = load(ReadDoor { door }, move |event| concerns_doors(event, |one| *one == door));
    view! { <Loaded load children=move |view| view! { <Households place view with /> } /> }
}

#[component]
fn Households(place: Place, view: Memo<DoorView>, with: WithWhom) -> impl IntoView {
    let t = texts();
    let first = view.get_untracked();
    let is_offered = |id: RecordId| with != WithWhom::Own && with != WithWhom::Except(id);
    let offered: Vec<(u8, String)> = first
        .households
        .iter()
        .filter(|household| is_offered(household.id))
        .map(|household| (household.slot, household_name(t, household)))
        .collect();
    let start = match with {
        WithWhom::Slot(slot) => offered.iter().find(|(known, _)| *known == slot).cloned(),
        WithWhom::Anybody | WithWhom::Except(_) => offered.first().cloned(),
        WithWhom::Own => None,
    };
    let may_be_own = matches!(with, WithWhom::Anybody | WithWhom::Slot(_));
    place.household.set(start);
    place.door.set(Some((first.id, first.path)));
    place.is_ready.set(first.may_write && (may_be_own || with == WithWhom::Own || !offered.is_empty()));
    let is_choice = offered.len() + usize::from(may_be_own) > 1;
    let own = may_be_own.then(|| Choice::new(OWN, t.registers.own_household));
    let households = offered.iter().map(|(slot, name)| Choice::new(slot.to_string(), (t.registers.household_of)(name)));
    let choices: Vec<Choice> = households.chain(own).collect();
    let chosen =
        move || place.household.with(|one| one.as_ref().map_or_else(|| OWN.to_owned(), |(slot, _)| slot.to_string()));
    let choose = move |code: String| {
        place.household.set(offered.iter().find(|(slot, _)| slot.to_string() == code).cloned());
    };
    view! {
        {is_choice.then(|| view! {
            <div>
                <p class="label">{t.registers.which_household}</p>
                <Chips label=t.registers.which_household choices=choices chosen=Signal::derive(chosen) on_choose=choose
                    testid="which-household" />
            </div>
        })}
        {(!first.may_write).then(|| view! {
            <Note weight=Weight::Warn glyph=Glyph::Eye><p class="note-text">{t.door.read_only}</p></Note>
        })}
    }
}
