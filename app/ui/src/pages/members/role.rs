//! A role in words and as a chip: what, where, until when.

use leptos::prelude::*;
use linli_contract::members::RoleView;
use linli_shared::calendar::Millis;

use crate::i18n::Texts;
use crate::platform::clock::on_the_wall;
use crate::platform::prefs::texts;

/// The last day of something that ends at a moment.
pub(crate) fn day_of(t: &Texts, until: Millis) -> String {
    // What ends at midnight ends with the day before.
    on_the_wall(until.plus(-1)).date.map_or_else(|| (t.name.moment)(crate::model::clock::Moment::Unknown), t.name.day)
}

/// What and where.
pub(crate) fn role_words(t: &Texts, role: &RoleView) -> String {
    let name = (t.area.role)(role.role);
    if role.scope_label.is_empty() { name.to_owned() } else { format!("{name} · {}", role.scope_label) }
}

/// The chip.
#[component]
pub(crate) fn RoleChip(role: RoleView) -> impl IntoView {
    let t = texts();
    let until = role.until.map(|until| format!(" · {}", (t.members.until)(&day_of(t, until))));
    view! { <li class="tag" data-testid="role">{role_words(t, &role)}{until}</li> }
}
