//! Who lived behind a door before: people who are gone, households that ended; with a way back for each.

use leptos::prelude::*;
use linli_contract::households::DoorView;
use linli_contract::registers::{DepartedView, Departure, EndedHousehold, Ending, PersonBack, ReopenHousehold};
use linli_shared::ids::RecordId;

use super::undo::report;
use crate::bridge;
use crate::components::author::Byline;
use crate::components::icon::{Glyph, Icon};
use crate::model::values::departure;
use crate::pages::session::Acts;
use crate::platform::prefs::texts;

/// The quiet part at the foot of a door; nothing where nobody lived before.
#[component]
pub(crate) fn Former(view: Memo<DoorView>, may_write: Memo<bool>) -> impl IntoView {
    let t = texts();
    let door = view.read_untracked().id;
    let people = Memo::new(move |_| {
        let view = view.read();
        let of_household = |id: RecordId, departed: &[DepartedView]| {
            departed.iter().map(|person| (id, person.clone())).collect::<Vec<_>>()
        };
        let all = view.households.iter().flat_map(|household| of_household(household.id, &household.departed));
        all.collect::<Vec<_>>()
    });
    let ended = Memo::new(move |_| view.read().ended.clone());
    let number = Memo::new(move |_| {
        let of_ended = ended.with(|ended| ended.iter().map(|one| one.names.len().max(1)).sum::<usize>());
        people.read().len() + of_ended
    });
    let person_row = move |(household, person): (RecordId, DepartedView)| {
        view! { <Departed household person may_write /> }
    };
    let ended_row = move |one: EndedHousehold| view! { <Ended one door may_write /> };
    view! {
        <Show when=move || number.get() != 0>
            <details class="former" data-testid="former">
                <summary>{move || (t.registers.former)(number.get())}<span class="fold-arrow"><Icon glyph=Glyph::Forward /></span></summary>
                <ul class="rows">
                    {move || people.get().into_iter().map(person_row).collect_view()}
                    {move || ended.get().into_iter().map(ended_row).collect_view()}
                </ul>
            </details>
        </Show>
    }
}

#[component]
fn Departed(household: RecordId, person: DepartedView, may_write: Memo<bool>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let name = if person.name.is_empty() { t.door.nameless.to_owned() } else { person.name.clone() };
    let why = departure(t, &person.why, &person.to);
    let id = person.id;
    let moved_to = match person.why {
        Departure::Moved { door, .. } => Some(door),
        Departure::Died { .. } | Departure::Left { .. } | Departure::Mistake => None,
    };
    let said = name.clone();
    let back = move |_| {
        let words = (t.registers.person_is_back)(&said);
        acts.run(bridge::ask(PersonBack { household, person: id }), move |done| report(acts, words, done.undo));
    };
    let way = match moved_to {
        Some(door) => view! { <a class="button-text" href=format!("/door/{door}")>{t.registers.go_there}</a> }.into_any(),
        None => view! {
            <button type="button" class="button-text" hidden=move || !may_write.get() on:click=back data-testid="person-back">
                <Icon glyph=Glyph::Undo />{t.registers.person_back}
            </button>
        }
        .into_any(),
    };
    view! {
        <li class="row former-row" data-testid="departed">
            <div class="row-text">
                <p class="row-title"><span>{name}</span></p>
                <p>{why}</p>
                <p class="quiet"><Byline author=person.by /></p>
                {way}
            </div>
        </li>
    }
}

#[component]
fn Ended(one: EndedHousehold, door: linli_shared::ids::AreaId, may_write: Memo<bool>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let household = one.id;
    let names =
        if one.names.is_empty() { t.registers.nobody_named.to_owned() } else { (t.registers.names)(&one.names) };
    let reopen = move |_| {
        let words = t.registers.household_is_back;
        acts.run(bridge::ask(ReopenHousehold { household }), move |done| report(acts, words, done.undo));
    };
    // What was moved as a whole stands at its new door; setting it back here would register its people twice.
    let may_reopen = one.why != Ending::Moved;
    view! {
        <li class="row former-row" data-testid="ended">
            <div class="row-text">
                <p class="row-title"><span>{(t.registers.ended_household)(&names)}</span></p>
                <p>{(t.registers.ended)(one.why)}</p>
                <p class="quiet"><Byline author=one.by /></p>
                <div class="former-ways">
                    {may_reopen.then(|| view! {
                        <button type="button" class="button-text" hidden=move || !may_write.get() on:click=reopen data-testid="reopen">
                            <Icon glyph=Glyph::Undo />{t.registers.reopen}
                        </button>
                    })}
                    <a class="button-text" href=format!("/household/{household}/history?door={door}")>
                        <Icon glyph=Glyph::History />{t.registers.history}
                    </a>
                </div>
            </div>
        </li>
    }
}
