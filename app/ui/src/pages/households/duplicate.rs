//! Two entries that look like one person: offered to be joined, never joined unasked.

use leptos::prelude::*;
use linli_contract::households::{DuplicateView, HouseholdView, JoinPeople, KeepBothPeople, PersonView};
use linli_shared::calendar::Date;
use linli_shared::households::Field;
use linli_shared::ids::PersonId;

use super::value::{find, name_of, shown};
use crate::bridge;
use crate::components::icon::{Glyph, Icon};
use crate::i18n::Texts;
use crate::pages::registers::undo::report;
use crate::pages::session::Acts;
use crate::platform::clock::say_day;
use crate::platform::prefs::texts;

/// All pairs of a household.
#[component]
pub(crate) fn Duplicates(view: Memo<HouseholdView>, may_write: Memo<bool>) -> impl IntoView {
    let pairs = Memo::new(move |_| view.read().duplicates.clone());
    move || pairs.get().into_iter().map(|pair| view! { <Duplicate view pair may_write /> }).collect_view()
}

#[component]
fn Duplicate(view: Memo<HouseholdView>, pair: DuplicateView, may_write: Memo<bool>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let household = view.read_untracked().id;
    let (first, second) = pair.pair;
    let join = move |keep: PersonId, merge: PersonId| {
        acts.run(bridge::ask(JoinPeople { household, keep, merge }), move |done| {
            report(acts, t.door.joined, done.undo)
        });
    };
    let keep_both = move |_| {
        let request = KeepBothPeople { household, pair: (first, second) };
        acts.run(bridge::ask(request), move |done| report(acts, t.door.kept_both, done.undo));
    };
    let entry = move |keep: PersonId, merge: PersonId| {
        let view = view.read();
        view.people.iter().find(|person| person.id == keep).map(|person| {
            view! {
                <li class="alternative">
                    <div class="row-text"><p class="alternative-value">{name_of(t, person)}</p><p class="quiet">{told_apart(t, person)}</p></div>
                    {may_write.get().then(|| view! {
                        <button type="button" class="button" on:click=move |_| join(keep, merge) data-testid="join-into">
                            {t.door.keep_this}
                        </button>
                    })}
                </li>
            }
        })
    };
    view! {
        <section class="conflict conflict-mild" aria-label=t.door.duplicate data-testid="duplicate">
            <p class="conflict-title"><Icon glyph=Glyph::Person />{t.door.duplicate}</p>
            <p class="quiet">{(t.door.duplicate_because)(pair.because)}" · "{t.door.keep_which}</p>
            <ul class="alternatives">
                {move || entry(first, second)}
                {move || entry(second, first)}
            </ul>
            <Show when=move || may_write.get()>
                <button type="button" class="button button-wide" on:click=keep_both data-testid="two-people">{t.door.two_people}</button>
            </Show>
        </section>
    }
}

/// What tells an entry from the other: relation, birth date, phone, number.
fn told_apart(t: &Texts, person: &PersonView) -> String {
    let relation = find(&person.fields, Field::Relation).map(|value| shown(t, Field::Relation, value));
    let birth =
        find(&person.fields, Field::BirthDate).filter(|day| Date::parse(day).is_some()).map(|day| say_day(t, day));
    let phone = find(&person.fields, Field::Phone).map(ToOwned::to_owned);
    let number = person.id_number.as_ref().map(|number| number.masked.clone());
    [relation, birth, phone, number].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
