//! Who wrote something, when, and where they know it from.

use leptos::prelude::*;
use linli_contract::households::Author;

use crate::i18n::Texts;
use crate::platform::clock::say;
use crate::platform::prefs::texts;

/// The author's name as the reader knows them.
pub(crate) fn name_of(t: &Texts, author: &Author) -> String {
    if author.is_me { t.door.me.to_owned() } else { author.name.clone().unwrap_or_else(|| t.door.somebody.to_owned()) }
}

/// Name and moment on one line; of a value also where it is known from.
#[component]
pub(crate) fn Byline(
    author: Author,
    /// Whether a value is spoken of, which is known from somewhere.
    #[prop(optional)]
    is_value: bool,
) -> impl IntoView {
    let t = texts();
    let source = is_value.then(|| format!(" · {}", (t.registers.source)(&author.source)));
    view! { <span class="byline" data-testid="byline">{name_of(t, &author)}" · "{say(t, author.at)}{source}</span> }
}
