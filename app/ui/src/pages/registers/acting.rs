//! The one sheet of a door in which people and households are moved, ended, joined: a menu first, then the act chosen.
//!
//! **Invariant:** an act is sent with the state that stood on the screen when it was confirmed.

use core::future::Future;

use leptos::prelude::*;
use linli_contract::Failure;
use linli_contract::households::{DoorView, HouseholdView, PersonView};
use linli_contract::registers::Done;
use linli_shared::ids::{AreaId, PersonId, RecordId};

use super::end::End;
use super::leave::Leave;
use super::menu::{HouseholdMenu, PersonMenu};
use super::merge::Merge;
use super::move_people::{MoveHousehold, MovePerson};
use super::undo::report;
use crate::components::sheet::Sheet;
use crate::model::acts::{Around, HouseholdAct, PersonAct};
use crate::pages::households::value::name_of;
use crate::pages::rights::erase::EraseHousehold;
use crate::pages::session::Acts;
use crate::platform::page::focus_soon;
use crate::platform::prefs::texts;

/// The id of what is read first when the sheet's content changes.
pub(crate) const FIRST: &str = "act-first";

/// What the sheet is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Topic {
    /// What can be done about a person.
    PersonMenu(RecordId, PersonId),
    /// What can be done about a household.
    HouseholdMenu(RecordId),
    /// An act about a person.
    Person(RecordId, PersonId, PersonAct),
    /// An act about a household.
    Household(RecordId, HouseholdAct),
    /// People or the whole household are erased for good.
    Erase(RecordId),
    /// A person moves to a door that is chosen already, to a slot there or to one of their own.
    MoveTo(RecordId, PersonId, AreaId, Option<u8>),
}

impl Topic {
    const fn household(self) -> RecordId {
        match self {
            Self::PersonMenu(household, _)
            | Self::HouseholdMenu(household)
            | Self::Person(household, ..)
            | Self::Household(household, _)
            | Self::Erase(household)
            | Self::MoveTo(household, ..) => household,
        }
    }
}

/// The sheet of a door.
#[derive(Clone, Copy)]
pub(crate) struct Acting {
    /// The door.
    pub(crate) view: Memo<DoorView>,
    topic: RwSignal<Option<Topic>>,
    is_open: RwSignal<bool>,
}

impl Acting {
    /// Gives a door its sheet.
    pub(crate) fn provide(view: Memo<DoorView>) -> Self {
        let acting = Self { view, topic: RwSignal::new(None), is_open: RwSignal::new(false) };
        provide_context(acting);
        acting
    }

    /// The sheet of the door.
    pub(crate) fn here() -> Self {
        expect_context()
    }

    /// Opens the sheet, or changes what it is about.
    pub(crate) fn open(self, topic: Topic) {
        self.topic.set(Some(topic));
        self.is_open.set(true);
        focus_soon(FIRST.to_owned());
    }

    /// Closes the sheet.
    pub(crate) fn close(self) {
        self.is_open.try_set(false);
    }

    /// The door.
    pub(crate) fn door(self) -> AreaId {
        self.view.read_untracked().id
    }

    /// What is around a household.
    pub(crate) fn around(self, household: &HouseholdView) -> Around {
        let view = self.view.read();
        Around { may_write: view.may_write, people: household.people.len(), households: view.households.len() }
    }

    /// Carries an act out, closes the sheet, and says what was done, with undo.
    pub(crate) fn carry_out(
        self,
        acts: Acts,
        doing: impl Future<Output = Result<Done, Failure>> + 'static,
        words: String,
        then: impl FnOnce() + 'static,
    ) {
        acts.run(doing, move |done| {
            self.close();
            report(acts, words, done.undo);
            then();
        });
    }
}

/// A household of a door by its record.
pub(crate) fn household_of(view: &DoorView, id: RecordId) -> Option<&HouseholdView> {
    view.households.iter().find(|household| household.id == id)
}

/// A person of a household by their entry.
pub(crate) fn person_of(household: &HouseholdView, id: PersonId) -> Option<&PersonView> {
    household.people.iter().find(|person| person.id == id)
}

/// The sheet.
#[component]
pub(crate) fn ActSheet(acting: Acting) -> impl IntoView {
    let t = texts();
    let Acting { view, topic, is_open } = acting;
    let title = move || match topic.get() {
        Some(Topic::PersonMenu(household, person) | Topic::MoveTo(household, person, ..)) => {
            let view = view.read();
            household_of(&view, household)
                .and_then(|household| person_of(household, person))
                .map_or_else(String::new, |person| name_of(t, person))
        }
        Some(Topic::Person(_, _, act)) => (t.registers.person_act)(act).to_owned(),
        Some(Topic::Household(_, act)) => (t.registers.household_act)(act).to_owned(),
        Some(Topic::Erase(_)) => t.rights.erase_record.to_owned(),
        Some(Topic::HouseholdMenu(_)) | None => t.registers.this_household.to_owned(),
    };
    view! {
        <Sheet open=is_open title=Signal::derive(title) testid="act-sheet">
            {move || topic.get().map(|topic| view! { <Content acting topic /> })}
        </Sheet>
    }
}

/// What the sheet shows; nothing once the household is gone.
#[component]
fn Content(acting: Acting, topic: Topic) -> impl IntoView {
    let first = household_of(&acting.view.read_untracked(), topic.household()).cloned();
    first.map(|first| {
        let household = Memo::new(move |last: Option<&HouseholdView>| {
            let now = household_of(&acting.view.read(), topic.household()).cloned();
            now.unwrap_or_else(|| last.unwrap_or(&first).clone())
        });
        match topic {
            Topic::PersonMenu(_, person) => view! { <PersonMenu acting household person /> }.into_any(),
            Topic::HouseholdMenu(_) => view! { <HouseholdMenu acting household /> }.into_any(),
            Topic::Person(_, person, act @ (PersonAct::Left | PersonAct::Died | PersonAct::Mistake)) => {
                view! { <Leave acting household person act /> }.into_any()
            }
            Topic::Person(_, person, act) => {
                view! { <MovePerson acting household person act preset=None /> }.into_any()
            }
            Topic::MoveTo(_, person, door, slot) => {
                view! { <MovePerson acting household person act=PersonAct::Move preset=Some((door, slot)) /> }
                    .into_any()
            }
            Topic::Erase(_) => view! { <EraseHousehold acting household /> }.into_any(),
            Topic::Household(_, HouseholdAct::WrongDoor) => view! { <MoveHousehold acting household /> }.into_any(),
            Topic::Household(_, HouseholdAct::Merge) => view! { <Merge acting household /> }.into_any(),
            Topic::Household(_, act) => view! { <End acting household act /> }.into_any(),
        }
    })
}
