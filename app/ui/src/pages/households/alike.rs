//! Tells, while a person is typed, that somebody who looks like them is registered already; it never gets in the way.
//!
//! **Invariant:** an answer is shown only while what was asked about still stands on the form.

use core::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use linli_contract::households::DuplicateReason;
use linli_contract::registers::{Alike, AlikeView, FindAlike};
use linli_shared::ids::PersonId;
use wasm_bindgen_futures::spawn_local;

use super::field::FormState;
use crate::bridge;
use crate::components::icon::Glyph;
use crate::components::note::{Note, Weight};
use crate::platform::prefs::texts;

/// How long after the last key it is asked.
const PAUSE: Duration = Duration::from_millis(500);

/// As many as are told at once.
const SHOWN: usize = 3;

/// What the register says of a person on the form.
#[derive(Clone, Copy)]
pub(crate) struct Likeness {
    /// Those who look like them, until they are said to be somebody else.
    pub(crate) people: Memo<Vec<Alike>>,
    /// Somebody who looks like them asked to be erased.
    pub(crate) is_erased: Memo<bool>,
}

/// What the register says of a person on the form; asked as long as the card stands.
pub(crate) fn likeness(person: PersonId) -> Likeness {
    let state = FormState::here();
    let asked = Memo::new(move |_| state.form.read().likeness(person, state.household.get()));
    let found = ask_after_a_pause(asked);
    let people = Memo::new(move |_| {
        let told_apart = state.told_apart.read();
        let is_open = |one: &&Alike| !told_apart.contains(&(person, one.person));
        found.read().people.iter().filter(is_open).take(SHOWN).cloned().collect()
    });
    Likeness { people, is_erased: Memo::new(move |_| found.read().is_erased) }
}

/// Says that somebody like this asked to be erased: only they themselves may wish to be entered again.
#[component]
pub(crate) fn ErasedNote(is_erased: Memo<bool>) -> impl IntoView {
    let t = texts();
    view! {
        <Show when=move || is_erased.get()>
            <Note weight=Weight::Warn glyph=Glyph::Alert testid="erased-before">
                <p class="note-text" role="status">{t.rights.erased_before}</p>
            </Note>
        </Show>
    }
}

/// Tells of those who look alike for one of these reasons, beside the field that gave it.
#[component]
pub(crate) fn AlikeNotes(
    person: PersonId,
    alike: Memo<Vec<Alike>>,
    because: &'static [DuplicateReason],
) -> impl IntoView {
    let shown = Memo::new(move |_| {
        alike.read().iter().filter(|one| because.contains(&one.because)).cloned().collect::<Vec<_>>()
    });
    move || shown.get().into_iter().map(|alike| view! { <One person alike /> }).collect_view()
}

fn ask_after_a_pause(asked: Memo<Option<FindAlike>>) -> RwSignal<AlikeView> {
    let nothing = || AlikeView { people: Vec::new(), is_erased: false };
    let found = RwSignal::new(nothing());
    let turn = StoredValue::new(0_u64);
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    on_cleanup(stop);
    Effect::new(move |_| {
        stop();
        turn.update_value(|turn| *turn += 1);
        let mine = turn.get_value();
        let Some(request) = asked.get() else {
            found.set(nothing());
            return;
        };
        let ask = move || {
            spawn_local(async move {
                // Without an answer there is nothing to warn of; typing and saving go on.
                let alike = bridge::ask(request).await.unwrap_or_else(|_| nothing());
                if turn.try_get_value() == Some(mine) {
                    found.try_set(alike);
                }
            });
        };
        timer.set_value(set_timeout_with_handle(ask, PAUSE).ok());
    });
    found
}

#[component]
fn One(person: PersonId, alike: Alike) -> impl IntoView {
    let t = texts();
    let state = FormState::here();
    let navigate = use_navigate();
    let reason = (t.door.duplicate_because)(alike.because);
    let name = if alike.name.is_empty() { t.door.nameless.to_owned() } else { alike.name.clone() };
    let said = (t.registers.alike)(&name, alike.born, &alike.path.join(" "), reason);
    let (other, their_door) = (alike.person, alike.door);
    let tell_apart = move |_| state.told_apart.update(|pairs| _ = pairs.insert((person, other)));
    let may_move = alike.may_write && state.form.with_untracked(|form| form.is_added(person));
    let move_here = move |_| {
        let (door, slot) = state.place;
        let slot = state.household.read_untracked().map(|_| format!("&slot={slot}")).unwrap_or_default();
        // What is registered there comes along: typed again it would stand here twice.
        state.form.update(|form| form.remove_person(person));
        navigate(
            &format!("/door/{their_door}?move={other}&to={door}{slot}"),
            leptos_router::NavigateOptions::default(),
        );
    };
    view! {
        <Note weight=Weight::Calm glyph=Glyph::Person testid="alike">
            <div class="note-text" role="status">
                <strong>{t.registers.alike_title}</strong>
                <p>{said}</p>
                {may_move.then(|| view! { <p class="quiet">{t.registers.moves_here_hint}</p> })}
            </div>
            <div class="alike-ways">
                {may_move.then(|| view! {
                    <button type="button" class="button" on:click=move_here data-testid="moves-here">{t.registers.moves_here}</button>
                })}
                <button type="button" class="button" on:click=tell_apart data-testid="not-the-same">{t.registers.not_the_same}</button>
                <a class="button" href=format!("/door/{their_door}") data-testid="alike-door">{t.registers.go_there}</a>
            </div>
        </Note>
    }
}
