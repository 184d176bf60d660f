//! Beginning a group: that of the own building, or one that members apply to.

use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};
use linli_contract::chats::StartGroup;
use linli_shared::circles::{ABOUT, NAME};
use linli_shared::ids::AreaId;

use super::list::chats;
use crate::bridge;
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::switch::Switch;
use crate::components::text_area::TextArea;
use crate::components::text_field::TextField;
use crate::model::chats::form::{Mistake, mistakes};
use crate::model::chats::path_of;
use crate::pages::session::{Acts, Session};
use crate::platform::back;
use crate::platform::prefs::texts;

/// Name and words of a group as they are typed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Named {
    pub(crate) name: RwSignal<String>,
    pub(crate) about: RwSignal<String>,
    pub(crate) is_building: bool,
    /// Whether sending was tried, so that what is missing is said.
    pub(crate) is_tried: RwSignal<bool>,
}

impl Named {
    /// With what is there already.
    pub(super) fn new(name: String, about: String, is_building: bool) -> Self {
        Self { name: RwSignal::new(name), about: RwSignal::new(about), is_building, is_tried: RwSignal::new(false) }
    }

    /// Name and words once they can stand; what is wrong is said from then on.
    pub(super) fn ready(self) -> Option<(String, String)> {
        self.is_tried.set(true);
        let (name, about) = (self.name.get_untracked(), self.about.get_untracked());
        let is_fine = mistakes(&name, &about, self.is_building).is_empty();
        is_fine.then(|| (name.trim().to_owned(), about.trim().to_owned()))
    }

    fn wrong(self, of: &'static [Mistake]) -> Signal<String> {
        let t = texts();
        Signal::derive(move || {
            if !self.is_tried.get() {
                return String::new();
            }
            let found = mistakes(&self.name.read(), &self.about.read(), self.is_building);
            found.into_iter().find(|one| of.contains(one)).map(t.chats.mistake).unwrap_or_default().to_owned()
        })
    }
}

/// The fields of a group's name and words.
#[component]
pub(super) fn Names(named: Named) -> impl IntoView {
    let t = texts();
    let name = (!named.is_building).then(|| {
        view! {
            <TextField id="group-name" label=t.chats.group_name hint=Signal::stored(t.chats.group_name_hint.to_owned())
                text=named.name on_text=move |text| named.name.set(text) error=named.wrong(&[Mistake::Name, Mistake::NameLong])
                max=NAME as u32 testid="group-name" />
        }
    });
    view! {
        {name}
        <TextArea id="group-about" label=t.chats.group_about hint=Signal::stored(t.chats.group_about_hint.to_owned())
            text=named.about on_text=move |text| named.about.set(text) error=named.wrong(&[Mistake::AboutLong])
            max=ABOUT as u32 lines=3 testid="group-about" />
    }
}

/// `/groups/new`.
#[component]
pub(crate) fn NewGroupPage() -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let is_open = Session::here().is_form_open;
    is_open.set(true);
    on_cleanup(move || _ = is_open.try_set(false));
    let building = use_query_map().get_untracked().get("building").and_then(|id| id.parse::<AreaId>().ok());
    let named = Named::new(String::new(), String::new(), building.is_some());
    let shares_history = RwSignal::new(building.is_some());
    let is_sending = RwSignal::new(false);
    let load = chats();
    let path = move || {
        let view = load.value.read();
        let found = view.as_ref().and_then(|view| view.may_begin_building.as_ref());
        found.filter(|(area, _)| Some(*area) == building).map(|(_, path)| path.join(" "))
    };
    let title = move || match path() {
        Some(path) => (t.chats.begin_building)(&path),
        None => t.chats.new_group.to_owned(),
    };
    let navigate = use_navigate();
    let start = move |_| {
        if is_sending.get_untracked() {
            return;
        }
        let Some((name, about)) = named.ready() else { return };
        is_sending.set(true);
        let (navigate, shares_history) = (navigate.clone(), shares_history.get_untracked());
        let doing = async move {
            let outcome = bridge::ask(StartGroup { building, name, about, shares_history }).await;
            is_sending.try_set(false);
            outcome
        };
        acts.run(doing, move |chat| {
            acts.toasts.say(t.chats.group_begun);
            back::leave(navigate, path_of(chat));
        });
    };
    let actions = move || {
        let start = start.clone();
        view! {
            <button type="button" class="button button-main button-wide" on:click=start data-testid="start-group"
                aria-busy=move || is_sending.get().to_string()><Icon glyph=Glyph::Check />{t.chats.begin}</button>
        }
    };
    let what = if building.is_some() { t.chats.building_what } else { t.chats.topic_what };
    view! {
        <Frame title=Signal::derive(title) back=Some("/chats".to_owned()) actions=actions>
            <form class="stack" novalidate autocomplete="off" on:submit=move |submit| submit.prevent_default()
                data-testid="group-form">
                <p>{what}</p>
                <Names named />
                <section class="card">
                    <Switch is_on=shares_history label=t.chats.share_history hint=t.chats.share_history_hint
                        on_switch=move |is_on| shares_history.set(is_on) testid="share-history" />
                </section>
            </form>
        </Frame>
    }
}
