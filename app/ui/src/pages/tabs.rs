//! The tabs: at the bottom of a phone, at the side of a wide screen; shown on the screens they lead to.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::components::icon::{Glyph, Icon};
use crate::platform::page::mark_root;
use crate::platform::prefs::texts;

/// The addresses the tabs lead to, in order.
const TABS: [(&str, Glyph); 5] = [
    ("/", Glyph::Home),
    ("/round", Glyph::Route),
    ("/search", Glyph::Search),
    ("/lists", Glyph::List),
    ("/more", Glyph::More),
];

/// The tabs; nothing on a screen that is reached from another.
#[component]
pub(crate) fn Tabs() -> impl IntoView {
    let t = texts();
    let here = use_location().pathname;
    let is_tab = Memo::new(move |_| TABS.iter().any(|(to, _)| *to == here.get()));
    Effect::new(move |_| mark_root("data-tabs", is_tab.get()));
    let names = [t.nav.buildings, t.nav.today, t.nav.search, t.nav.lists, t.nav.more];
    let tabs = move || {
        TABS.into_iter()
            .zip(names)
            .map(|((to, glyph), name)| {
                view! {
                    <a class="tab" href=to data-testid=format!("tab{}", to.replace('/', "-"))
                        aria-current=move || (here.get() == to).then_some("page")>
                        <Icon glyph />
                        <span>{name}</span>
                    </a>
                }
            })
            .collect_view()
    };
    view! {
        <Show when=move || is_tab.get()>
            <nav class="tabs" aria-label=t.nav.label>{tabs}</nav>
        </Show>
    }
}
