//! Saved lists: chips with their counts, and a sheet to name, rename or delete one.

use leptos::prelude::*;
use linli_contract::Failure;
use linli_contract::lists::{DropList, ListSpec, ListsView, NamedList, SaveList};

use crate::bridge;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::Load;
use crate::components::sheet::Sheet;
use crate::components::text_field::TextField;
use crate::model::lists::{NAME_LENGTH, is_same, read_name, suggest};
use crate::pages::session::Acts;
use crate::platform::prefs::texts;

/// Saved lists as chips; nothing if there are none.
#[component]
pub(crate) fn SavedLists(spec: RwSignal<ListSpec>, lists: Load<ListsView>) -> impl IntoView {
    let t = texts();
    let saved = Memo::new(move |_| {
        lists.value.with(|lists| lists.as_ref().map(|lists| lists.saved.clone())).unwrap_or_default()
    });
    let chip = move |(list, doors): (NamedList, u32)| {
        let shown = list.spec.clone();
        let is_on = Memo::new(move |_| spec.with(|spec| is_same(spec, &shown)));
        let choose = move |_| {
            spec.set(if is_on.get_untracked() { ListSpec::default() } else { list.spec.clone() });
        };
        view! {
            <button type="button" class="chip chip-count" aria-pressed=move || is_on.get().to_string() on:click=choose
                data-testid="saved-list">{list.name.clone()}<span class="chip-number">{doors}</span></button>
        }
    };
    move || {
        let saved = saved.get();
        (!saved.is_empty()).then(|| {
            view! {
                <section class="saved-lists" aria-label=t.lists.saved>
                    <p class="label">{t.lists.saved}</p>
                    <div class="chips">{saved.into_iter().map(chip).collect_view()}</div>
                </section>
            }
        })
    }
}

/// The sheet for the list on screen.
#[component]
pub(crate) fn SaveSheet(
    open: RwSignal<bool>,
    spec: RwSignal<ListSpec>,
    lists: Load<ListsView>,
    /// The name the list on screen is saved under.
    current: Memo<Option<String>>,
    /// What the area it is limited to is called.
    place: Memo<Option<String>>,
) -> impl IntoView {
    let t = texts();
    view! {
        <Sheet open title=t.lists.save_as testid="save-sheet">
            <SaveForm open spec lists current=current.get_untracked() place=place.get_untracked() />
        </Sheet>
    }
}

#[component]
fn SaveForm(
    open: RwSignal<bool>,
    spec: RwSignal<ListSpec>,
    lists: Load<ListsView>,
    current: Option<String>,
    place: Option<String>,
) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let first = current.clone().unwrap_or_else(|| spec.with_untracked(|spec| suggest(t, spec, place.as_deref())));
    let name = RwSignal::new(first);
    let is_tried = RwSignal::new(false);
    let current = StoredValue::new(current);
    let read = move || {
        let none = ListsView { saved: vec![], counts: vec![] };
        let typed = name.read();
        current.with_value(|current| {
            lists.value.with(|lists| read_name(lists.as_ref().unwrap_or(&none), &typed, current.as_deref()))
        })
    };
    let error = move || read().err().filter(|_| is_tried.get()).map(t.lists.name_wrong).unwrap_or_default().to_owned();
    let save = move || {
        is_tried.set(true);
        let Ok(name) = untrack(read) else { return };
        let list = NamedList { name, spec: spec.get_untracked() };
        open.set(false);
        match current.get_value() {
            Some(old) if old == list.name => {}
            Some(old) => rename(acts, lists, NamedList { name: old, spec: list.spec.clone() }, list),
            None => acts.run(bridge::ask(SaveList { list }), move |()| {
                again(lists);
                acts.toasts.say(acts.t.lists.list_saved);
            }),
        }
    };
    let remove_it = move |_| {
        open.set(false);
        if let Some(name) = current.get_value() {
            remove(acts, lists, NamedList { name, spec: spec.get_untracked() });
        }
    };
    view! {
        <form class="stack" novalidate on:submit=move |submit| { submit.prevent_default(); save(); }>
            <TextField id="list-name" label=t.lists.name text=name on_text=move |text| name.set(text)
                max=NAME_LENGTH as u32 hint=Signal::stored(t.lists.name_hint.to_owned()) error=Signal::derive(error)
                is_last=true testid="list-name" />
            <button type="submit" class="button button-main button-wide" data-testid="save-list">{t.shell.save}</button>
            {current.get_value().map(|_| view! {
                <button type="button" class="button button-wide button-danger" on:click=remove_it data-testid="remove-list">
                    <Icon glyph=Glyph::Trash />{t.lists.remove}
                </button>
            })}
        </form>
    }
}

fn again(lists: Load<ListsView>) {
    lists.again.try_update(|count| *count += 1);
}

fn rename(acts: Acts, lists: Load<ListsView>, old: NamedList, new: NamedList) {
    let undo = (new.clone(), old.clone());
    acts.run(swap(old, new), move |()| {
        again(lists);
        let back = Callback::new(move |()| {
            let (old, new) = undo.clone();
            acts.run(swap(old, new), move |()| again(lists));
        });
        acts.toasts.say_with_undo(acts.t.lists.renamed, back);
    });
}

/// Saves under the new name first: a failure in between leaves two lists rather than none.
async fn swap(old: NamedList, new: NamedList) -> Result<(), Failure> {
    bridge::ask(SaveList { list: new }).await?;
    bridge::ask(DropList { name: old.name }).await
}

fn remove(acts: Acts, lists: Load<ListsView>, list: NamedList) {
    acts.run(bridge::ask(DropList { name: list.name.clone() }), move |()| {
        again(lists);
        let back = Callback::new(move |()| {
            acts.run(bridge::ask(SaveList { list: list.clone() }), move |()| again(lists));
        });
        acts.toasts.say_with_undo(acts.t.lists.removed, back);
    });
}
