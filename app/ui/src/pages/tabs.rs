//! The tabs: at the bottom of a phone, at the side of a wide screen; shown on the screens they lead to.
//!
//! Whoever keeps the register has the tabs of the walk; the others those of their own affairs.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::components::icon::{Glyph, Icon};
use crate::model::members::Reach;
use crate::pages::session::Session;
use crate::platform::page::mark_root;
use crate::platform::prefs::texts;

/// An address, its icon and its name.
type Tab = (&'static str, Glyph, &'static str);

fn tabs_of(reach: Reach) -> Vec<Tab> {
    let t = texts();
    if reach.keeps_register {
        return vec![
            ("/", Glyph::Home, t.nav.buildings),
            ("/round", Glyph::Route, t.nav.today),
            ("/search", Glyph::Search, t.nav.search),
            ("/lists", Glyph::List, t.nav.lists),
            ("/more", Glyph::More, t.nav.more),
        ];
    }
    let mut tabs = vec![("/", Glyph::Home, t.nav.home)];
    if reach.reads_community {
        tabs.push(("/members", Glyph::Person, t.nav.members));
    }
    if reach.is_resident {
        tabs.push(("/record", Glyph::File, t.nav.record));
    }
    tabs.push(("/more", Glyph::More, t.nav.more));
    tabs
}

/// Where the arrow of a screen leads that is a tab for some and behind the last tab for others.
pub(crate) fn back_unless_tab(to: &'static str) -> Signal<Option<String>> {
    let reach = Session::here().reach();
    Signal::derive(move || {
        let is_tab = tabs_of(reach.get()).iter().any(|(tab, ..)| *tab == to);
        (!is_tab).then(|| "/more".to_owned())
    })
}

/// The tabs; nothing on a screen that is reached from another.
#[component]
pub(crate) fn Tabs() -> impl IntoView {
    let t = texts();
    let here = use_location().pathname;
    let reach = Session::here().reach();
    let is_tab = Memo::new(move |_| tabs_of(reach.get()).iter().any(|(to, ..)| *to == here.read().as_str()));
    Effect::new(move |_| mark_root("data-tabs", is_tab.get()));
    let tabs = move || {
        tabs_of(reach.get())
            .into_iter()
            .map(|(to, glyph, name)| {
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
