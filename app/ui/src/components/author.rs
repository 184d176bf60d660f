//! Who wrote something, and when.

use leptos::prelude::*;
use linli_contract::households::Author;

use crate::i18n::Texts;
use crate::platform::clock::say;
use crate::platform::prefs::texts;

/// The author's name as the reader knows them.
pub(crate) fn name_of(t: &Texts, author: &Author) -> String {
    if author.is_me { t.door.me.to_owned() } else { author.name.clone().unwrap_or_else(|| t.door.somebody.to_owned()) }
}

/// Name and moment on one line.
#[component]
pub(crate) fn Byline(author: Author) -> impl IntoView {
    let t = texts();
    view! { <span class="byline">{name_of(t, &author)}" · "{say(t, author.at)}</span> }
}
