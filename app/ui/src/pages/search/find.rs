//! Finds a door or a person on every keystroke, also while a pinyin keyboard composes.
//!
//! **Invariant:** the field is never written to while somebody types; only a tap on "clear" empties it.

use leptos::ev;
use leptos::html::Input;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use linli_contract::search::Found;
use linli_shared::ids::AreaId;

use super::hit::{HitRow, id_of};
use super::searching::Searching;
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Empty, Loaded};
use crate::model::search::{LONGEST, step};
use crate::pages::session::Session;
use crate::pages::sync::line::SyncDot;
use crate::pages::tabs::ToLists;
use crate::platform::page::{element, focus_heading, has_keyboard, keep_scroll};
use crate::platform::prefs::texts;

/// The field's id.
const FIELD: &str = "find";

/// The key code of a key that a composition takes for itself, where the browser does not say so otherwise.
const COMPOSING: u32 = 229;

/// `/search`.
#[component]
pub(crate) fn FindPage() -> impl IntoView {
    let t = texts();
    let session = Session::here();
    keep_scroll("/search".into());
    let (search, text) = Searching::start();
    // On a phone the keyboard would cover the hits that somebody comes back to.
    let is_fresh = text.is_empty();
    let empty =
        Empty { is_empty: |found: &Found| found.hits.is_empty(), what: t.search.nothing, next: t.search.nothing_next };
    let count = move || {
        let total = search.load.value.with(|found| found.as_ref().map(|found| found.total));
        total.filter(|_| search.has_text.get()).map(t.search.found)
    };
    let page = view! {
        <Frame title=t.search.title aside=|| view! { <ToLists /><SyncDot /> }>
            <div class="find" on:keydown=move |key| walk(&key)>
                <Field search text />
                <p class="unseen" role="status">{count}</p>
                <Show when=move || search.has_text.get() fallback=|| view! { <Ways /> }>
                    <Loaded load=search.load empty=empty is_offline=session.is_offline()
                        children=move |found| view! { <Hits found search /> } />
                </Show>
            </div>
        </Frame>
    };
    if is_fresh || has_keyboard() {
        focus_heading(FIELD);
    }
    page
}

/// The field; it stays at the top while the hits scroll.
#[component]
fn Field(search: Searching, text: String) -> impl IntoView {
    let t = texts();
    let field = NodeRef::<Input>::new();
    let navigate = use_navigate();
    let open = Callback::new(move |door: AreaId| navigate(&format!("/door/{door}"), NavigateOptions::default()));
    let clear = move || {
        if let Some(field) = field.get_untracked() {
            field.set_value("");
            drop(field.focus());
        }
        search.typed("");
    };
    let enter = move || {
        let is_only = search.load.value.with_untracked(|found| found.as_ref().is_some_and(|found| found.total == 1));
        if has_keyboard() || is_only {
            search.open_best(open);
        } else if let Some(field) = field.get_untracked() {
            // The hits are there already; what is in their way is the keyboard on the glass.
            drop(field.blur());
        }
    };
    let on_key = move |key: ev::KeyboardEvent| {
        if key.is_composing() || key.key_code() == COMPOSING {
            return;
        }
        match key.key().as_str() {
            "Enter" => {
                key.prevent_default();
                enter();
            }
            "Escape" => {
                key.prevent_default();
                clear();
            }
            _ => {}
        }
    };
    view! {
        <search class="find-bar">
            <Icon glyph=Glyph::Search />
            <input id=FIELD node_ref=field type="search" inputmode="search" enterkeyhint="search" autocomplete="off"
                autocapitalize="off" spellcheck="false" maxlength=LONGEST.to_string() aria-label=t.search.field
                placeholder=t.search.placeholder prop:value=text data-testid="find"
                on:input=move |event| search.typed(&event_target_value(&event)) on:keydown=on_key />
            <Show when=move || search.has_text.get()>
                <button type="button" class="bar-button" aria-label=t.search.clear on:click=move |_| clear()
                    data-testid="clear"><Icon glyph=Glyph::Close /></button>
            </Show>
        </search>
    }
}

/// What can be typed.
#[component]
fn Ways() -> impl IntoView {
    let t = texts();
    view! {
        <div class="nothing" data-testid="empty">
            <Icon glyph=Glyph::Search />
            <p class="nothing-what">{t.search.start}</p>
            <p>{t.search.start_next}</p>
            <p class="quiet">{t.search.not_kept}</p>
        </div>
    }
}

#[component]
fn Hits(found: Memo<Found>, search: Searching) -> impl IntoView {
    let t = texts();
    let hits = move || {
        let found = found.read();
        found.hits.iter().cloned().enumerate().map(|(at, hit)| view! { <HitRow hit at /> }).collect_view()
    };
    let more = move || {
        let (shown, total) = found.with(|found| (found.hits.len(), found.total));
        let is_all = u32::try_from(shown).is_ok_and(|shown| shown >= total);
        if is_all {
            ().into_any()
        } else if search.may_show_more() {
            view! {
                <button type="button" class="button button-wide" on:click=move |_| search.more() data-testid="more-hits">
                    {(t.search.more)(total)}
                </button>
            }
            .into_any()
        } else {
            view! { <p class="quiet hits-more">{(t.search.too_many)(shown, total)}</p> }.into_any()
        }
    };
    view! {
        <ul class="card hits" data-testid="hits">{hits}</ul>
        {more}
    }
}

/// Up and down move through the hits; a letter goes back to the field.
fn walk(key: &ev::KeyboardEvent) {
    if key.is_composing() || key.key_code() == COMPOSING || key.ctrl_key() || key.meta_key() || key.alt_key() {
        return;
    }
    let here = document().active_element();
    let focus = here.as_ref().and_then(|here| here.get_attribute("data-hit")?.parse::<usize>().ok());
    let name = key.key();
    match name.as_str() {
        "ArrowDown" | "ArrowUp" => {
            let count = document().query_selector_all("[data-hit]").map_or(0, |hits| hits.length() as usize);
            let id = step(focus, name == "ArrowDown", count).map_or_else(|| FIELD.to_owned(), id_of);
            if let Some(next) = element(&id) {
                key.prevent_default();
                drop(next.focus());
            }
        }
        _ => {
            let is_letter = name.chars().count() == 1 && name != " ";
            if let Some(field) = element(FIELD).filter(|_| focus.is_some() && is_letter) {
                drop(field.focus());
            }
        }
    }
}
