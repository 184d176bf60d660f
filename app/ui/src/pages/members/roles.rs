//! The roles of a member: shown to everybody, changed by the committee.

use leptos::prelude::*;
use linli_contract::members::{MemberCard, Role, RoleView};

use super::member::{Topic, Topics};
use super::role::{RoleChip, day_of, role_words};
use crate::components::icon::{Glyph, Icon};
use crate::model::members::roles_in_order;
use crate::platform::prefs::texts;

/// The roles: chips, or for the committee lines with what can be done about each.
#[component]
pub(crate) fn Roles(card: Memo<MemberCard>, topics: Topics) -> impl IntoView {
    let t = texts();
    let roles = Memo::new(move |_| roles_in_order(&card.read().row));
    let can_manage = Memo::new(move |_| card.read().can_manage);
    let chips = move || roles.get().into_iter().map(|role| view! { <RoleChip role /> }).collect_view();
    let lines = move || roles.get().into_iter().map(|role| view! { <Line role topics /> }).collect_view();
    view! {
        <section class="card member-roles" data-testid="member-roles">
            <h2>{t.members.roles}</h2>
            {move || roles.read().is_empty().then(|| view! { <p class="quiet">{t.members.no_role}</p> })}
            <Show when=move || can_manage.get() fallback=move || view! { <ul class="tags">{chips}</ul> }>
                <ul>{lines}</ul>
                <button type="button" class="button-text" data-testid="give-role"
                    on:click=move |_| topics.open(Topic::Give)><Icon glyph=Glyph::Plus />{t.members.give_role}</button>
            </Show>
        </section>
    }
}

#[component]
fn Line(role: RoleView, topics: Topics) -> impl IntoView {
    let t = texts();
    let words = role_words(t, &role);
    let until = role.until.map(|until| (t.members.until)(&day_of(t, until)));
    // Somebody's home is not handed to a successor.
    let may_hand = role.role != Role::Resident;
    let role = StoredValue::new(role);
    view! {
        <li class="member-line" data-testid="role">
            <span class="member-line-words">{words}{until.map(|until| view! { " "<span class="quiet">{until}</span> })}</span>
            <span class="member-line-ways">
                {may_hand.then(|| view! {
                    <button type="button" class="button-text" data-testid="hand-role"
                        on:click=move |_| topics.open(Topic::Hand(role.get_value()))>{t.members.hand_role}</button>
                })}
                <button type="button" class="button-text button-danger" data-testid="end-role"
                    on:click=move |_| topics.open(Topic::End(role.get_value()))>{t.members.end_role}</button>
            </span>
        </li>
    }
}
