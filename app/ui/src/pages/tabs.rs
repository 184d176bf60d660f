//! The tabs: at the bottom of a phone, at the side of a wide screen; shown on the screens they lead to.
//!
//! Whoever keeps the register has the tabs of the walk; the others those of their own affairs and of what is sent to them.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use linli_contract::Event;
use linli_contract::chats::{ReadUnread, UnreadView};

use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::Load;
use crate::i18n::Texts;
use crate::load::load;
use crate::model::chats::badges::badge;
use crate::model::members::{Reach, Tab, tabs};
use crate::pages::chats::row::Badge;
use crate::pages::session::Session;
use crate::platform::page::mark_root;
use crate::platform::prefs::texts;

/// A tab's icon and name.
const fn look(t: &Texts, tab: Tab) -> (Glyph, &'static str) {
    match tab {
        Tab::Home => (Glyph::Home, t.nav.home),
        Tab::Buildings => (Glyph::Home, t.nav.buildings),
        Tab::Today => (Glyph::Route, t.nav.today),
        Tab::Notices => (Glyph::Bell, t.nav.notices),
        Tab::Reports => (Glyph::Edit, t.nav.reports),
        Tab::Tickets => (Glyph::File, t.nav.tickets),
        Tab::Board => (Glyph::Chart, t.nav.board),
        Tab::Search => (Glyph::Search, t.nav.search),
        Tab::Members => (Glyph::Person, t.nav.members),
        Tab::Square => (Glyph::Heart, t.nav.square),
        Tab::Chats => (Glyph::Chat, t.nav.chats),
        Tab::More => (Glyph::More, t.nav.more),
    }
}

/// Where the arrow of a screen leads that is a tab for some and behind the last tab for others.
pub(crate) fn back_unless_tab(to: &'static str) -> Signal<Option<String>> {
    let reach = Session::here().reach();
    Signal::derive(move || {
        let is_tab = tabs(reach.get()).iter().any(|tab| tab.path() == to);
        (!is_tab).then(|| "/more".to_owned())
    })
}

/// What is unread, for who reads the square; looked at again when something came.
pub(crate) fn unread(reach: Memo<Reach>) -> Memo<UnreadView> {
    let found = RwSignal::new(None::<Load<UnreadView>>);
    let owner = Owner::current();
    Effect::new(move |_| {
        let reads = reach.get().reads_square();
        if reads
            && found.get_untracked().is_none()
            && let Some(owner) = owner.clone()
        {
            let concerns = |event: &Event| {
                matches!(
                    event,
                    Event::ChatsChanged | Event::SquareChanged(_) | Event::NoticesChanged | Event::StandingChanged
                )
            };
            found.set(Some(owner.with(|| load(ReadUnread, concerns))));
        }
    });
    Memo::new(move |_| found.get().and_then(|load| load.value.get()).unwrap_or_default())
}

/// The tabs; nothing on a screen that is reached from another.
#[component]
pub(crate) fn Tabs() -> impl IntoView {
    let t = texts();
    let here = use_location().pathname;
    let reach = Session::here().reach();
    let is_tab = Memo::new(move |_| tabs(reach.get()).iter().any(|tab| tab.path() == here.read().as_str()));
    Effect::new(move |_| mark_root("data-tabs", is_tab.get()));
    let unread = unread(reach);
    let links = move || {
        let all = StoredValue::new(tabs(reach.get()));
        let link = |tab: Tab| {
            let (to, (glyph, name)) = (tab.path(), look(t, tab));
            let count = Signal::derive(move || all.with_value(|all| badge(&unread.get(), tab, all)));
            view! {
                <a class="tab" href=to data-testid=format!("tab{}", to.replace('/', "-"))
                    aria-current=move || (here.get() == to).then_some("page")>
                    <Icon glyph />
                    <span>{name}</span>
                    <Badge count testid="tab-unread" />
                </a>
            }
        };
        all.get_value().into_iter().map(link).collect_view()
    };
    view! {
        <Show when=move || is_tab.get()>
            <nav class="tabs" aria-label=t.nav.label>{links}</nav>
        </Show>
    }
}

/// The way to the lists, in the bar of the screens of a working day.
#[component]
pub(crate) fn ToLists() -> impl IntoView {
    let t = texts();
    view! {
        <a class="bar-button" href="/lists" aria-label=t.nav.lists data-testid="to-lists"><Icon glyph=Glyph::List /></a>
    }
}
