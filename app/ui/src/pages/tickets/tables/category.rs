//! One category: in the list, and in the sheet that edits it.

use leptos::prelude::*;
use linli_contract::tickets::{Category, Handler};
use linli_shared::tickets::{EXAMPLES, LABEL};

use super::super::marks::CategoryIcon;
use super::{Editing, name_in};
use crate::components::icon::{Glyph, Icon};
use crate::components::sheet::Sheet;
use crate::components::text_field::{Keys, TextField};
use crate::i18n::Texts;
use crate::model::dates::narrow;
use crate::model::tickets::{handler_name, move_by, names_of, toggle};
use crate::platform::prefs::texts;

/// The names of departments, as handlers.
fn departments(editing: Editing) -> Vec<(Handler, String)> {
    let tables = editing.tables.read();
    tables.departments.iter().map(|one| (Handler::Department(one.id), one.name.clone())).collect()
}

fn route_words(t: &Texts, route: &[Handler], editing: Editing) -> String {
    let committee = [Handler::Committee];
    let route = if route.is_empty() { &committee[..] } else { route };
    (t.tickets.tables.goes_to)(&names_of(t, route, &departments(editing)))
}

/// A category in the list.
#[component]
pub(super) fn CategoryRow(key_of: String, editing: Editing) -> impl IntoView {
    let t = texts();
    let tt = &t.tickets.tables;
    let key = StoredValue::new(key_of);
    let category =
        Memo::new(move |_| key.with_value(|key| editing.tables.with(|tables| tables.category(key).cloned())));
    let name = move || key.with_value(|key| name_in(t, key, &editing.tables.read()));
    let words = move || {
        category.get().map(|one| {
            format!("{} · {}", (tt.limits)(one.answer_hours, one.done_hours), route_words(t, &one.route, editing))
        })
    };
    let is_off = Memo::new(move |_| category.with(|one| one.as_ref().is_some_and(|one| one.is_off)));
    let open = move |_| {
        editing.chosen.set(Some(key.get_value()));
        editing.is_open.set(true);
    };
    let shift =
        move |by: isize| move |_| key.with_value(|key| editing.tables.update(|tables| move_by(tables, key, by)));
    let may_change = editing.may_change;
    view! {
        <li class="table-row" class:table-row-off=move || is_off.get() data-testid="table-row">
            <button type="button" class="table-open" disabled=move || !may_change.get() on:click=open data-testid="table-open">
                <CategoryIcon category=key.get_value() />
                <span class="table-words">
                    <strong>{name}</strong>
                    <span class="quiet">{words}</span>
                    <Show when=move || is_off.get()><span class="tag">{tt.is_off}</span></Show>
                </span>
            </button>
            <Show when=move || may_change.get()>
                <button type="button" class="bar-button table-up" aria-label=move || format!("{} {}", tt.up, name())
                    on:click=shift(-1)><Icon glyph=Glyph::Back /></button>
                <button type="button" class="bar-button table-down" aria-label=move || format!("{} {}", tt.down, name())
                    on:click=shift(1)><Icon glyph=Glyph::Forward /></button>
            </Show>
        </li>
    }
}

/// The sheet that edits the chosen category.
#[component]
pub(super) fn CategorySheet(editing: Editing) -> impl IntoView {
    let t = texts();
    let title = move || {
        let key = editing.chosen.get().unwrap_or_default();
        name_in(t, &key, &editing.tables.read())
    };
    view! {
        <Sheet open=editing.is_open title=Signal::derive(title) testid="category-sheet">
            {move || editing.chosen.get().map(|key| view! { <Fields key_of=key editing /> })}
        </Sheet>
    }
}

#[component]
fn Fields(key_of: String, editing: Editing) -> impl IntoView {
    let t = texts();
    let tt = &t.tickets.tables;
    let key = StoredValue::new(key_of);
    let category =
        Memo::new(move |_| key.with_value(|key| editing.tables.with(|tables| tables.category(key).cloned())));
    let change = move |how: &dyn Fn(&mut Category)| {
        key.with_value(|key| {
            editing.tables.update(|tables| {
                tables.categories.iter_mut().filter(|one| one.key == *key).for_each(how);
            });
        });
    };
    let text = move |of: fn(&Category) -> String| {
        Memo::new(move |_| category.with(|one| one.as_ref().map(of).unwrap_or_default()))
    };
    let number =
        |text: &str| text.chars().map(narrow).filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0);
    let known = key.with_value(|key| (t.tickets.category)(key));
    let (known_name, known_examples) = known.unwrap_or_default();
    let is_off = Memo::new(move |_| category.with(|one| one.as_ref().is_some_and(|one| one.is_off)));
    view! {
        <form class="stack" novalidate autocomplete="off"
            on:submit=move |event| { event.prevent_default(); editing.is_open.set(false); }>
            <TextField id="category-name" label=tt.name text=text(|one| one.label.clone()) max=LABEL as u32
                on_text=move |text: String| change(&|one| one.label.clone_from(&text))
                hint=Signal::stored((tt.name_hint)(known_name)) testid="category-name" />
            <TextField id="category-examples" label=tt.examples text=text(|one| one.examples.clone()) max=EXAMPLES as u32
                on_text=move |text: String| change(&|one| one.examples.clone_from(&text))
                hint=Signal::stored(known_examples.to_owned()) testid="category-examples" />
            <TextField id="category-answer" label=tt.answer_hours text=text(|one| one.answer_hours.to_string()) keys=Keys::Digits
                on_text=move |text: String| change(&|one| one.answer_hours = number(&text)) max=4_u32 testid="category-answer" />
            <TextField id="category-done" label=tt.done_hours text=text(|one| one.done_hours.to_string()) keys=Keys::Digits
                on_text=move |text: String| change(&|one| one.done_hours = number(&text)) max=4_u32 is_last=true
                testid="category-done" />
            <Route key editing />
            <button type="button" class="button" data-testid="category-off"
                on:click=move |_| change(&|one| one.is_off = !one.is_off)>
                {move || if is_off.get() { tt.turn_on } else { tt.turn_off }}
            </button>
            <button type="submit" class="button button-main button-wide" data-testid="category-close">{t.shell.close}</button>
        </form>
    }
}

/// Who gets it at once; the first leads.
#[component]
fn Route(key: StoredValue<String>, editing: Editing) -> impl IntoView {
    let t = texts();
    let tt = &t.tickets.tables;
    let route = Memo::new(move |_| {
        let route =
            key.with_value(|key| editing.tables.with(|tables| tables.category(key).map(|one| one.route.clone())));
        route.unwrap_or_default()
    });
    let chip = move |handler: Handler| {
        let at = Memo::new(move |_| route.read().iter().position(|one| *one == handler));
        let name = handler_name(t, handler, &departments(editing));
        let choose = move |_| {
            key.with_value(|key| {
                editing.tables.update(|tables| {
                    let found = tables.categories.iter_mut().find(|one| one.key == *key);
                    if let Some(one) = found {
                        toggle(&mut one.route, handler, false);
                    }
                });
            });
        };
        view! {
            <button type="button" class="chip to-chip" aria-pressed=move || at.get().is_some().to_string() on:click=choose
                data-testid="category-route">
                {name}
                {move || (at.get() == Some(0) && route.read().len() > 1).then(|| view! { <span class="tag">{t.tickets.lead}</span> })}
            </button>
        }
    };
    let offered = move || {
        let mut all = vec![Handler::Property, Handler::GridWorkers, Handler::Committee];
        all.extend(departments(editing).into_iter().map(|(handler, _)| handler));
        all.into_iter().map(chip).collect_view()
    };
    view! {
        <div role="group" aria-label=tt.route>
            <p class="label">{tt.route}" · "{tt.route_none}</p>
            <div class="chips">{untrack(offered)}</div>
        </div>
    }
}
