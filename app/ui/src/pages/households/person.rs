//! One person of a household, as a card.

use leptos::prelude::*;
use linli_contract::households::{FieldView, HouseholdView, PersonView};
use linli_shared::calendar::Date;
use linli_shared::households::Field;

use super::household::Fields;
use super::id_number::IdNumber;
use super::value::{find, name_of, shown};
use crate::components::icon::{Glyph, Icon};
use crate::model::dates::age;
use crate::model::layout::care_group;
use crate::pages::registers::menu::PersonMore;
use crate::platform::clock::today;
use crate::platform::prefs::texts;

/// Fields that the card says in its head rather than in its list.
const IN_HEAD: [Field; 4] = [Field::Name, Field::Relation, Field::Sex, Field::Residence];

/// A person's card.
#[component]
pub(crate) fn Person(
    view: Memo<PersonView>,
    household: Memo<HouseholdView>,
    may_write: Memo<bool>,
    with_authors: RwSignal<bool>,
) -> impl IntoView {
    let t = texts();
    let facts = move || {
        let view = view.read();
        let birth = find(&view.fields, Field::BirthDate).and_then(Date::parse);
        let years = birth.and_then(|birth| age(birth, today())).map(t.door.age);
        let code = |field| find(&view.fields, field).map(|value| shown(t, field, value));
        [code(Field::Sex), years, code(Field::Residence)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    let relation = move || find(&view.read().fields, Field::Relation).map(|value| shown(t, Field::Relation, value));
    let care = move || {
        let groups = view.read().fields.iter().filter_map(|field| care_group(field.field)).collect::<Vec<_>>();
        groups.into_iter().map(|group| view! { <li class="tag tag-care">{(t.name.care)(group)}</li> }).collect_view()
    };
    let call = move || {
        let view = view.read();
        find(&view.fields, Field::Phone).map(|phone| {
            let dial: String = phone.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect();
            view! {
                <a class="call" href=format!("tel:{dial}") aria-label=(t.door.call)(&name_of(t, &view))>
                    <Icon glyph=Glyph::Phone />
                </a>
            }
        })
    };
    view! {
        <li class="person" data-testid="person">
            <div class="person-head">
                <div class="person-who">
                    <p class="person-name">
                        <strong>{move || name_of(t, &view.read())}</strong>
                        {move || relation().map(|relation| view! { <span class="tag">{relation}</span> })}
                    </p>
                    <p class="quiet">{facts}</p>
                </div>
                {call}
                <Show when=move || may_write.get()>
                    <PersonMore household=household.read_untracked().id person=view.read_untracked().id
                        name=Signal::derive(move || name_of(t, &view.read())) />
                </Show>
            </div>
            <ul class="tags">{care}</ul>
            <IdNumber view household may_write />
            <Fields fields=Signal::derive(move || listed(&view.read(), with_authors.get())) with_authors />
        </li>
    }
}

/// The fields below the head; with authors asked for, every field, since the head names none.
fn listed(view: &PersonView, with_authors: bool) -> Vec<FieldView> {
    let is_listed =
        |field: &&FieldView| with_authors || (!IN_HEAD.contains(&field.field) && care_group(field.field).is_none());
    view.fields.iter().filter(is_listed).cloned().collect()
}
