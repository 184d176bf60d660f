//! The one search: doors and people, notices, tickets, posts, topics, what one looks up, members, conversations and what was
//! said in them, on every keystroke, also while a pinyin keyboard composes.
//!
//! **Invariant:** the field is never written to while somebody types; only a tap on "clear" empties it.

use leptos::ev;
use leptos::html::Input;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use linli_contract::search::{AllFound, FoundGroup, FoundKind};

use super::hit::{HitRow, id_of};
use super::row::FoundLine;
use super::searching::Searching;
use crate::components::choice::{Chips, Choice};
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Empty, Loaded};
use crate::model::search::{LONGEST, shown, step};
use crate::pages::session::Session;
use crate::pages::sync::line::SyncDot;
use crate::pages::tabs::{ToLists, back_unless_tab};
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
    let empty = Empty {
        is_empty: |found: &AllFound| found.groups.is_empty(),
        what: t.search.nothing,
        next: t.search.nothing_next,
    };
    let count = move || {
        let total = search.load.value.with(|found| found.as_ref().map(all_of));
        total.filter(|_| search.has_text.get()).map(t.search.found)
    };
    let keeps_register = Memo::new(move |_| session.reach().read().keeps_register);
    let aside = move || view! { <Show when=move || keeps_register.get()><ToLists /></Show><SyncDot /> };
    let page = view! {
        <Frame title=t.search.title back=back_unless_tab("/search") aside=aside>
            <div class="find" on:keydown=move |key| walk(&key)>
                <Field search text />
                <p class="unseen" role="status">{count}</p>
                <Show when=move || search.has_text.get() fallback=move || view! { <Ways keeps_register /> }>
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
    let open = Callback::new(move |to: String| navigate(&to, NavigateOptions::default()));
    let clear = move || {
        if let Some(field) = field.get_untracked() {
            field.set_value("");
            drop(field.focus());
        }
        search.typed("");
    };
    let enter = move || {
        let is_only = search.load.value.with_untracked(|found| found.as_ref().is_some_and(|found| all_of(found) == 1));
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
fn Ways(keeps_register: Memo<bool>) -> impl IntoView {
    let t = texts();
    let examples = move || if keeps_register.get() { t.search.start_next } else { t.search.start_neighbour };
    view! {
        <div class="nothing" data-testid="empty">
            <Icon glyph=Glyph::Search />
            <p class="nothing-what">{t.search.start}</p>
            <p>{examples}</p>
            <p>{t.search.start_all}</p>
            <p class="quiet">{t.search.not_kept}</p>
        </div>
    }
}

/// All that fit, of every kind.
fn all_of(found: &AllFound) -> u32 {
    found.groups.iter().fold(0, |all, group| all.saturating_add(group.total))
}

/// The word of a kind, for tests and chips.
const fn word(kind: FoundKind) -> &'static str {
    match kind {
        FoundKind::Register => "register",
        FoundKind::Guide => "guide",
        FoundKind::Notice => "notice",
        FoundKind::Ticket => "ticket",
        FoundKind::Public => "public",
        FoundKind::Post => "post",
        FoundKind::Topic => "topic",
        FoundKind::Activity => "activity",
        FoundKind::Member => "member",
        FoundKind::Chat => "chat",
        FoundKind::Message => "message",
    }
}

#[component]
fn Hits(found: Memo<AllFound>, search: Searching) -> impl IntoView {
    let groups = move || {
        let (found, only) = (found.read(), search.only.get());
        let wanted: Vec<_> = found.groups.iter().filter(|group| only.is_none_or(|only| group.kind == only)).collect();
        let is_alone = wanted.len() == 1;
        let mut before = 0;
        let mut parts = Vec::new();
        for group in wanted {
            let first = before;
            before += shown(group, is_alone);
            parts.push(view! { <Group group=group.clone() first is_alone search /> });
        }
        parts
    };
    view! {
        <Kinds found search />
        <div data-testid="hits">{groups}</div>
    }
}

/// Which kinds were found; a tap shows one alone.
#[component]
fn Kinds(found: Memo<AllFound>, search: Searching) -> impl IntoView {
    let t = texts();
    let kinds =
        Memo::new(move |_| found.read().groups.iter().map(|group| (group.kind, group.total)).collect::<Vec<_>>());
    let choose = Callback::new(move |chosen: String| {
        let kind = kinds.with_untracked(|kinds| kinds.iter().map(|(kind, _)| *kind).find(|kind| word(*kind) == chosen));
        search.show_only(kind);
    });
    let chosen = Signal::derive(move || search.only.get().map_or("all", word).to_owned());
    move || {
        let kinds = kinds.get();
        (kinds.len() > 1).then(|| {
            let one = |(kind, total): &(FoundKind, u32)| Choice::new(word(*kind), format!("{} {total}", (t.search.kind)(*kind)));
            let all = core::iter::once(Choice::new("all", t.search.all)).chain(kinds.iter().map(one)).collect();
            view! {
                <div class="hit-kinds"><Chips label=t.search.kinds choices=all chosen on_choose=choose is_strip=true testid="hit-kinds" /></div>
            }
        })
    }
}

/// The hits of one kind; of many the first, and the way to all.
#[component]
fn Group(group: FoundGroup, first: usize, is_alone: bool, search: Searching) -> impl IntoView {
    let t = texts();
    let number = shown(&group, is_alone);
    let FoundGroup { kind, rows, doors, total } = group;
    let is_all = u32::try_from(number).is_ok_and(|number| number >= total);
    let more = match (is_all, search.only.get_untracked() == Some(kind)) {
        (true, _) => ().into_any(),
        (false, true) => view! { <p class="quiet hits-more">{(t.search.too_many)(number, total)}</p> }.into_any(),
        (false, false) => view! {
            <button type="button" class="button button-wide hits-more" on:click=move |_| search.show_only(Some(kind))
                data-testid="more-hits">{(t.search.more)(total)}</button>
        }
        .into_any(),
    };
    let doors = doors.into_iter().take(number).enumerate().map(|(at, hit)| view! { <HitRow hit at=first + at /> });
    let rows =
        rows.into_iter().take(number).enumerate().map(|(at, row)| view! { <FoundLine kind row at=first + at /> });
    view! {
        <section class="hit-group" data-kind=word(kind) data-testid="hit-group">
            <h2 class="hit-kind">{(t.search.kind)(kind)}</h2>
            <ul class="card hits">{doors.collect_view()}{rows.collect_view()}</ul>
            {more}
        </section>
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
