//! A door: who lives behind it, what happened there, and the acts of a visit within reach of the thumb.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use linli_contract::households::{DoorView, HouseholdView, ReadDoor};
use linli_shared::ids::{AreaId, PersonId};

use super::household::Household;
use crate::app::NotFound;
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Load, Loaded, Nothing};
use crate::components::note::{Note, Weight};
use crate::load::load;
use crate::model::board::conflicts;
use crate::pages::areas::cell::{glyph, word};
use crate::pages::registers::acting::{ActSheet, Acting, Topic, person_of};
use crate::pages::registers::former::Former;
use crate::pages::registers::recent;
use crate::pages::session::{Acts, Session, concerns_doors};
use crate::pages::sync::line::SyncDot;
use crate::pages::visits::history::Visits;
use crate::pages::visits::record::{VisitSheet, nobody_home};
use crate::platform::prefs::texts;

/// `/door/:id`.
#[component]
pub(crate) fn DoorPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<AreaId>().ok()));
    move || match id.get() {
        Some(door) => view! { <Door door /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

#[component]
fn Door(door: AreaId) -> impl IntoView {
    let session = Session::here();
    let load: Load<DoorView> = load(ReadDoor { door }, move |event| concerns_doors(event, |one| *one == door));
    let title = move || load.value.with(|view| view.as_ref().map(|view| view.path.join(" "))).unwrap_or_default();
    let back = move || {
        Some(
            load.value.with(|view| view.as_ref().map_or("/".to_owned(), |view| format!("/building/{}", view.building))),
        )
    };
    let is_visiting = RwSignal::new(false);
    let actions = move || view! { <DoorActions load door is_visiting /> };
    view! {
        <Frame title=Signal::derive(title) back=Signal::derive(back) aside=|| view! { <SyncDot /> } actions=actions>
            <Loaded load is_offline=session.is_offline() children=move |view| view! { <DoorBody view /> } />
            <VisitSheet open=is_visiting door />
        </Frame>
    }
}

/// The acts at the bottom: nobody home, another outcome, register.
#[component]
fn DoorActions(load: Load<DoorView>, door: AreaId, is_visiting: RwSignal<bool>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let may_write = Memo::new(move |_| load.value.with(|view| view.as_ref().is_some_and(|view| view.may_write)));
    let form = Memo::new(move |_| {
        load.value.with(|view| {
            let view = view.as_ref()?;
            let draft = view.drafts.first().copied();
            let is_new = view.households.is_empty();
            (draft.is_some() || is_new).then(|| (draft.unwrap_or(view.next_slot), draft.is_some()))
        })
    });
    let register = move || {
        form.get().map(|(slot, is_draft)| {
            let (words, glyph) =
                if is_draft { (t.door.continue_form, Glyph::Edit) } else { (t.door.register, Glyph::Plus) };
            view! {
                <a class="button button-main" href=format!("/door/{door}/form/{slot}") data-testid="register">
                    <Icon glyph />{words}
                </a>
            }
        })
    };
    view! {
        <Show when=move || may_write.get()>
            <div class="actions-row">
                <button type="button" class="button" on:click=move |_| nobody_home(acts, door) data-testid="nobody-home">
                    <Icon glyph=Glyph::Bell />{t.door.nobody_home}
                </button>
                <button type="button" class="button" on:click=move |_| is_visiting.set(true) data-testid="other-visit">
                    <Icon glyph=Glyph::More />{t.door.other_visit}
                </button>
                {register}
            </div>
        </Show>
    }
}

#[component]
fn DoorBody(view: Memo<DoorView>) -> impl IntoView {
    let t = texts();
    let door = view.read_untracked().id;
    let may_write = Memo::new(move |_| view.read().may_write);
    let clashes = Memo::new(move |_| view.read().households.iter().map(conflicts).sum::<usize>());
    let has_draft = Memo::new(move |_| !view.read().drafts.is_empty());
    let next_slot = Memo::new(move |_| view.read().next_slot);
    let is_empty = Memo::new(move |_| view.read().households.is_empty());
    let acting = Acting::provide(view);
    view.with_untracked(|view| {
        if view.may_write {
            recent::opened((view.id, view.path.clone()));
        }
    });
    open_move(acting);
    view! {
        <Neighbours view />
        <Show when=move || !may_write.get()>
            <Note weight=Weight::Calm glyph=Glyph::Eye testid="read-only"><p class="note-text">{t.door.read_only}</p></Note>
        </Show>
        <Show when=move || clashes.get() != 0>
            <Note weight=Weight::Bad glyph=Glyph::Alert testid="conflict-banner">
                <p class="note-text"><strong>{move || (t.door.conflicts)(clashes.get())}</strong></p>
            </Note>
        </Show>
        <Show when=move || has_draft.get()>
            <Note weight=Weight::Warn glyph=Glyph::Edit testid="draft-banner"><p class="note-text">{t.door.draft_kept}</p></Note>
        </Show>
        <Show when=move || is_empty.get()>
            {move || {
                let next = if may_write.get() { t.door.nobody_registered_next } else { "" };
                view! { <Nothing what=t.door.nobody_registered next /> }
            }}
        </Show>
        <For each=move || view.get().households key=|household| household.id children=move |first: HouseholdView| {
            let id = first.id;
            let now = Memo::new(move |_| {
                view.read().households.iter().find(|known| known.id == id).cloned().unwrap_or_else(|| first.clone())
            });
            let is_only = Memo::new(move |_| view.read().households.len() == 1);
            view! { <Household view=now door may_write is_only /> }
        } />
        <Show when=move || may_write.get() && !is_empty.get()>
            <a class="button button-wide button-quiet" href=move || format!("/door/{door}/form/{}", next_slot.get())
                data-testid="add-household"><Icon glyph=Glyph::Plus />{t.door.add_household}</a>
        </Show>
        <Visits visits=Signal::derive(move || view.read().visits.clone()) may_write />
        <Former view may_write />
        <ActSheet acting />
    }
}

/// Opens the move of a person that another door's form asked for: `?move=PERSON&to=DOOR&slot=N`.
fn open_move(acting: Acting) {
    let query = use_query_map().get_untracked();
    let person = query.get("move").and_then(|person| person.parse::<PersonId>().ok());
    let to = query.get("to").and_then(|to| to.parse::<AreaId>().ok());
    let slot = query.get("slot").and_then(|slot| slot.parse().ok());
    let (Some(person), Some(to)) = (person, to) else { return };
    let household = acting.view.with_untracked(|view| {
        let lives_in = |household: &&HouseholdView| person_of(household, person).is_some();
        view.households.iter().find(lives_in).filter(|_| view.may_write).map(|household| household.id)
    });
    if let Some(household) = household {
        acting.open(Topic::MoveTo(household, person, to, slot));
    }
}

/// The state of the door between the ways to its neighbours.
#[component]
fn Neighbours(view: Memo<DoorView>) -> impl IntoView {
    let t = texts();
    let state = Memo::new(move |_| view.read().state);
    let way = move |to: Option<AreaId>, label: &'static str, glyph, testid: &'static str| match to {
        Some(to) => view! {
            <a class="button-text" class:way-next=glyph == Glyph::Forward href=format!("/door/{to}") data-testid=testid>
                <Icon glyph />{label}
            </a>
        }
        .into_any(),
        None => view! { <span></span> }.into_any(),
    };
    view! {
        <nav class="neighbours" aria-label=t.area.board>
            {move || way(view.read().neighbours.0, t.door.previous, Glyph::Back, "previous-door")}
            {move || view! {
                <p class="door-state" data-state=word(state.get()) data-testid="door-state">
                    <Icon glyph=glyph(state.get()) />{(t.area.state)(state.get())}
                </p>
            }}
            {move || way(view.read().neighbours.1, t.door.next, Glyph::Forward, "next-door")}
        </nav>
    }
}
