//! One home's record: its fields by what they are for, its people, who has seen it, and what can be asked for.

use leptos::prelude::*;
use linli_contract::rights::{Extract, ExtractField, ExtractPerson, ExtractView, Propose, RecordWish};
use linli_shared::households::Field;

use super::ask_erase::AskErase;
use super::correct::Correct;
use super::trail::TrailLines;
use super::wishes::Wishes;
use crate::bridge;
use crate::components::icon::{Glyph, Icon};
use crate::components::note::{Note, Weight};
use crate::components::sheet::Sheet;
use crate::model::rights::{Purpose, by_purpose, is_asked, masked};
use crate::model::values::shown;
use crate::pages::session::Acts;
use crate::platform::clock::say;
use crate::platform::prefs::texts;

/// What the sheet of a home is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Topic {
    Correct,
    Erase,
}

/// The record of one home.
#[component]
pub(crate) fn HomeRecord(view: Memo<ExtractView>) -> impl IntoView {
    let t = texts();
    let topic = RwSignal::new(Topic::Correct);
    let is_open = RwSignal::new(false);
    let extract = Memo::new(move |_| view.read().extract.clone());
    let path = move || {
        let path = view.read().path.join(" ");
        if path.is_empty() { t.members.home_unknown.to_owned() } else { path }
    };
    let made = move || {
        let at = extract.with(|extract| extract.as_ref().map(|extract| extract.made));
        at.map(|at| at.map_or_else(|| t.rights.made_unknown.to_owned(), |at| (t.rights.made)(&say(t, at))))
    };
    let is_newer = Memo::new(move |_| view.read().needs_newer_app);
    let on_done = Callback::new(move |()| _ = is_open.try_set(false));
    let title = move || match topic.get() {
        Topic::Correct => t.rights.correct,
        Topic::Erase => t.rights.erase,
    };
    view! {
        <article class="card record" data-testid="record">
            <header class="record-head"><h2>{path}</h2><p class="quiet" data-testid="record-made">{made}</p></header>
            <Show when=move || is_newer.get()>
                <Note weight=Weight::Warn glyph=Glyph::Alert testid="record-newer"><p class="note-text">{t.rights.newer}</p></Note>
            </Show>
            {move || match extract.get() {
                Some(extract) => view! { <Content extract /> }.into_any(),
                None => view! { <NotMade view /> }.into_any(),
            }}
            <Wishes view />
            <div class="record-acts">
                <Show when=move || extract.read().is_some()>
                    <button type="button" class="button-text" data-testid="correct"
                        on:click=move |_| { topic.set(Topic::Correct); is_open.set(true); }>
                        <Icon glyph=Glyph::Edit />{t.rights.correct}
                    </button>
                    <AskFresh view />
                    <button type="button" class="button-text button-danger" data-testid="ask-erase"
                        on:click=move |_| { topic.set(Topic::Erase); is_open.set(true); }>
                        <Icon glyph=Glyph::Trash />{t.rights.erase}
                    </button>
                </Show>
            </div>
        </article>
        <Sheet open=is_open title=Signal::derive(move || title().to_owned()) testid="record-sheet">
            {move || match topic.get() {
                Topic::Correct => view! { <Correct view on_done /> }.into_any(),
                Topic::Erase => view! { <AskErase view on_done /> }.into_any(),
            }}
        </Sheet>
    }
}

/// No extract yet: who makes it, and a way to ask for it.
#[component]
fn NotMade(view: Memo<ExtractView>) -> impl IntoView {
    let t = texts();
    let is_asked = Memo::new(move |_| is_asked(&view.read()));
    let words = move || {
        if is_asked.get() { (t.rights.asked, t.rights.asked_next) } else { (t.rights.not_made, t.rights.not_made_next) }
    };
    view! {
        <div class="nothing" data-testid="record-missing">
            <Icon glyph=Glyph::File />
            <p class="nothing-what">{move || words().0}</p>
            <p>{move || words().1}</p>
        </div>
        <AskFresh view />
    }
}

/// Asks for a fresh extract; says so while one is asked for.
#[component]
fn AskFresh(view: Memo<ExtractView>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let is_asked = Memo::new(move |_| is_asked(&view.read()));
    let ask = move |_| {
        let request =
            Propose { household: view.read_untracked().household, wish: RecordWish::Fresh, words: String::new() };
        acts.run(bridge::ask(request), move |()| acts.toasts.say(t.rights.fresh_sent));
    };
    view! {
        <button type="button" class="button-text" disabled=move || is_asked.get() on:click=ask data-testid="ask-fresh">
            <Icon glyph=Glyph::Sync />
            {move || if is_asked.get() { t.rights.asked } else { t.rights.ask_fresh }}
        </button>
    }
}

#[component]
fn Content(extract: Extract) -> impl IntoView {
    let t = texts();
    let Extract { home, people, trail, .. } = extract;
    let no_people = people.is_empty().then(|| view! { <p class="quiet">{t.rights.no_people}</p> });
    let people = people.into_iter().map(|person| view! { <Person person /> }).collect_view();
    let home = (!home.is_empty()).then(|| view! { <Part purpose=Purpose::Home fields=home number=None /> });
    view! {
        {home}
        {no_people}
        {people}
        <TrailLines lines=trail />
    }
}

#[component]
fn Person(person: ExtractPerson) -> impl IntoView {
    let t = texts();
    let ExtractPerson { fields, id_number, .. } = person;
    let name = fields.iter().find(|field| field.field == Field::Name).map(|field| field.value.clone());
    let mut parts = by_purpose(&fields, |field| field.field);
    if id_number.is_some() && !parts.iter().any(|(purpose, _)| *purpose == Purpose::Papers) {
        parts.push((Purpose::Papers, Vec::new()));
        parts.sort_by_key(|(purpose, _)| *purpose);
    }
    let parts = parts.into_iter().map(|(purpose, fields)| {
        let number = id_number.clone().filter(|_| purpose == Purpose::Papers);
        view! { <Part purpose fields number /> }
    });
    view! {
        <section class="record-person" data-testid="record-person">
            <h3>{name.unwrap_or_else(|| t.door.nameless.to_owned())}</h3>
            {parts.collect_view()}
        </section>
    }
}

/// Fields with one purpose, which is said above them.
#[component]
fn Part(purpose: Purpose, fields: Vec<ExtractField>, number: Option<String>) -> impl IntoView {
    let t = texts();
    let row = |field: ExtractField| {
        view! {
            <div class="value" data-field=field.field.key()>
                <dt>{(t.name.field)(field.field)}</dt>
                <dd>{shown(t, field.field, &field.value)}</dd>
            </div>
        }
    };
    view! {
        <div class="record-part">
            <p class="purpose">{(t.rights.purpose_name)(purpose)}" · "{(t.rights.purpose)(purpose)}</p>
            <dl class="values">
                {number.map(|number| view! { <IdNumber number /> })}
                {fields.into_iter().map(row).collect_view()}
            </dl>
        </div>
    }
}

/// The ID number: hidden until asked for, hidden again on leaving.
#[component]
fn IdNumber(number: String) -> impl IntoView {
    let t = texts();
    let is_shown = RwSignal::new(false);
    let hidden = masked(&number);
    let digits = move || if is_shown.get() { number.clone() } else { hidden.clone() };
    let words = move || if is_shown.get() { t.door.hide } else { t.door.show };
    view! {
        <div class="value value-number">
            <dt>{t.door.id_number}</dt>
            <dd class="record-number">
                <span class="id-digits" data-testid="record-id">{digits}</span>
                <button type="button" class="button-text" data-testid="show-id" on:click=move |_| is_shown.update(|on| *on = !*on)>
                    {move || view! { <Icon glyph=if is_shown.get() { Glyph::EyeOff } else { Glyph::Eye } /> }}{words}
                </button>
            </dd>
        </div>
    }
}
