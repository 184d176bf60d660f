//! One household: its home, its people, where the record is, and what has to be decided.

use leptos::prelude::*;
use linli_contract::households::{FieldView, HouseholdView, PersonView};
use linli_contract::sync::RecordSync;
use linli_shared::households::{Field, Subject};
use linli_shared::ids::AreaId;

use super::conflict::Conflicts;
use super::duplicate::Duplicates;
use super::person::Person;
use super::value::{find, shown};
use crate::components::author::Byline;
use crate::components::icon::{Glyph, Icon};
use crate::components::sync_mark::SyncMark;
use crate::pages::registers::menu::HouseholdMore;
use crate::pages::rights::trail::Trail;
use crate::pages::session::Session;
use crate::platform::prefs::texts;

/// A household's card.
#[component]
pub(crate) fn Household(
    view: Memo<HouseholdView>,
    door: AreaId,
    may_write: Memo<bool>,
    is_only: Memo<bool>,
) -> impl IntoView {
    let t = texts();
    let (id, slot) = view.with_untracked(|view| (view.id, view.slot));
    let title = move || {
        let view = view.read();
        let home_use = find(&view.fields, Field::HomeUse).map(|value| shown(t, Field::HomeUse, value));
        let people = (!view.people.is_empty()).then(|| (t.door.people)(view.people.len()));
        let place = (!is_only.get()).then(|| (t.door.household)(slot));
        [place, people, home_use].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    let sync = Memo::new(move |_| view.read().sync);
    let with_authors = RwSignal::new(false);
    let reach = Session::here().reach();
    let is_steward = Memo::new(move |_| reach.read().is_steward);
    view! {
        <article class="household" data-testid="household">
            <header class="household-head">
                <h2>{move || Some(title()).filter(|title| !title.is_empty()).unwrap_or_else(|| (t.door.household)(slot))}</h2>
                <div class="household-end">
                    {move || view! { <SyncMark sync=sync.get() /> }}
                    <HouseholdMore household=id />
                </div>
            </header>
            {move || (sync.get() == RecordSync::Refused).then(|| view! { <a class="note note-bad" href="/sync">{t.door.refused_next}</a> })}
            <Conflicts view may_write />
            <Duplicates view may_write />
            {move || view.read().people.is_empty().then(|| view! { <p class="quiet">{t.door.no_people}</p> })}
            <ul class="people">
                <For each=move || view.get().people key=|person| person.id children=move |first: PersonView| {
                    let id = first.id;
                    let now = Memo::new(move |_| {
                        view.read().people.iter().find(|known| known.id == id).cloned().unwrap_or_else(|| first.clone())
                    });
                    view! { <Person view=now household=view may_write with_authors /> }
                } />
            </ul>
            <Fields fields=Signal::derive(move || home_fields(&view.read())) with_authors />
            <footer class="household-foot">
                <button type="button" class="button-text" aria-pressed=move || with_authors.get().to_string()
                    on:click=move |_| with_authors.update(|on| *on = !*on) data-testid="who-and-when">
                    <Icon glyph=Glyph::Clock />{t.door.who_and_when}
                </button>
                <Show when=move || may_write.get()>
                    <a class="button" href=format!("/door/{door}/form/{slot}") data-testid="edit">
                        <Icon glyph=Glyph::Edit />{t.door.edit}
                    </a>
                </Show>
            </footer>
            <Show when=move || is_steward.get()><Trail household=id /></Show>
        </article>
    }
}

fn home_fields(view: &HouseholdView) -> Vec<FieldView> {
    view.fields.iter().filter(|field| field.field != Field::HomeUse).cloned().collect()
}

/// Fields with their values; on demand of all, or on a tap of one, who wrote it, when, and where they knew it from.
#[component]
pub(crate) fn Fields(#[prop(into)] fields: Signal<Vec<FieldView>>, with_authors: RwSignal<bool>) -> impl IntoView {
    let t = texts();
    let opened = RwSignal::new(None::<Field>);
    let row = move |field: FieldView| {
        let which = field.field;
        let toggle = move |_| opened.update(|opened| *opened = (*opened != Some(which)).then_some(which));
        // The button below the card does the same for whoever does not point.
        view! {
            <div class="value" data-field=which.key() on:click=toggle>
                <dt>{(t.name.field)(which)}</dt>
                <dd>
                    {shown(t, which, &field.value)}
                    {(with_authors.get() || opened.get() == Some(which)).then(|| view! { <Byline author=field.by is_value=true /> })}
                </dd>
            </div>
        }
    };
    move || {
        let all = fields.get();
        (!all.is_empty()).then(|| view! { <dl class="values">{all.into_iter().map(row).collect_view()}</dl> })
    }
}

/// Whose field it is, in words: nothing for the home's.
pub(crate) fn whose(view: &HouseholdView, subject: Subject) -> Option<&PersonView> {
    match subject {
        Subject::Household => None,
        Subject::Person(id) => view.people.iter().find(|person| person.id == id),
    }
}
