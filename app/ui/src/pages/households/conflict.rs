//! Values that differ: both, with who and when, until someone chooses; choosing is itself a change.

use leptos::prelude::*;
use linli_contract::households::{Alternative, FieldView, HouseholdView, SettleConflict};
use linli_shared::households::Subject;

use super::household::whose;
use super::value::{name_of, shown};
use crate::bridge;
use crate::components::author::Byline;
use crate::components::icon::{Glyph, Icon};
use crate::pages::registers::undo::report;
use crate::pages::session::Acts;
use crate::platform::prefs::texts;

/// All conflicts of a household's fields.
#[component]
pub(crate) fn Conflicts(view: Memo<HouseholdView>, may_write: Memo<bool>) -> impl IntoView {
    let clashes = Memo::new(move |_| {
        let view = view.read();
        let home = view.fields.iter().map(|field| (Subject::Household, field));
        let people =
            view.people.iter().flat_map(|person| person.fields.iter().map(|field| (Subject::Person(person.id), field)));
        let is_clash = |(_, field): &(Subject, &FieldView)| !field.conflict.is_empty();
        home.chain(people).filter(is_clash).map(|(subject, field)| (subject, field.clone())).collect::<Vec<_>>()
    });
    move || {
        let cards =
            clashes.get().into_iter().map(|(subject, field)| view! { <Conflict view subject field may_write /> });
        cards.collect_view()
    }
}

#[component]
fn Conflict(view: Memo<HouseholdView>, subject: Subject, field: FieldView, may_write: Memo<bool>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let which = field.field;
    let person = whose(&view.read_untracked(), subject).map(|person| name_of(t, person));
    let title = [person, Some((t.name.field)(which).to_owned())].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let settle = Callback::new(move |value: Option<String>| {
        let now = view.read_untracked();
        let request = SettleConflict { household: now.id, version: now.version.clone(), subject, field: which, value };
        acts.run(bridge::ask(request), move |done| report(acts, t.door.settled, done.undo));
    });
    view! {
        <section class="conflict" aria-label=t.door.conflict data-testid="conflict" data-field=which.key()>
            <p class="conflict-title"><Icon glyph=Glyph::Alert />{t.door.conflict}</p>
            <h3>{title}</h3>
            <Alternatives all=field.conflict may_choose=may_write show=move |value| shown(t, which, value) on_choose=settle />
            <p class="quiet">{t.door.conflict_hint}</p>
        </section>
    }
}

/// The values to choose from.
#[component]
pub(crate) fn Alternatives<F>(
    all: Vec<Alternative>,
    #[prop(into)] may_choose: Signal<bool>,
    /// Says a value in words.
    show: F,
    on_choose: Callback<Option<String>>,
) -> impl IntoView
where
    F: Fn(&str) -> String + 'static,
{
    let t = texts();
    let rows = all.into_iter().map(move |one| {
        let value = one.value.clone();
        let words = one.value.as_deref().map_or_else(|| t.door.value_removed.to_owned(), &show);
        view! {
            <li class="alternative" data-testid="alternative">
                <div class="row-text"><p class="alternative-value">{words}</p><p class="quiet"><Byline author=one.by is_value=true /></p></div>
                <button type="button" class="button" hidden=move || !may_choose.get() data-testid="take"
                    on:click=move |_| on_choose.run(value.clone())>
                    {t.door.take_this}
                </button>
            </li>
        }
    });
    view! { <ul class="alternatives">{rows.collect_view()}</ul> }
}
