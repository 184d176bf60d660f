//! Lists of doors by condition, saved lists, and the way out to a file.

use leptos::prelude::*;
use linli_contract::Event;
use linli_contract::areas::ReadCommunity;
use linli_contract::lists::ReadLists;

use super::conditions::Conditions;
use super::listing::{Doors, Rows, Sums};
use super::saved::{SaveSheet, SavedLists};
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Empty, Loaded};
use crate::load::load;
use crate::long_list::Listing;
use crate::model::lists::saved_as;
use crate::model::progress::place;
use crate::pages::session::{Session, concerns_doors};
use crate::pages::sync::line::SyncDot;
use crate::pages::tabs::back_unless_tab;
use crate::platform::page::keep_scroll;
use crate::platform::prefs::texts;

/// `/lists`.
#[component]
pub(crate) fn ListPage() -> impl IntoView {
    let t = texts();
    let session = Session::here();
    keep_scroll("/lists".into());
    let list = Listing::<Doors>::start();
    let lists = load(ReadLists, |event| concerns_doors(event, |_| true));
    let community = load(ReadCommunity, |event| matches!(event, Event::AreasChanged | Event::StandingChanged));
    let current = Memo::new(move |_| {
        lists
            .value
            .with(|lists| list.choice.with(|spec| saved_as(lists.as_ref()?, spec).map(|saved| saved.name.clone())))
    });
    let within = Memo::new(move |_| {
        let within = list.choice.with(|spec| spec.within)?;
        community.value.with(|view| place(view.as_ref()?, within)).map(|place| place.label)
    });
    let is_saving = RwSignal::new(false);
    let empty = Empty { is_empty: |sums: &Sums| sums.doors == 0, what: t.lists.nothing, next: t.lists.nothing_next };
    view! {
        <Frame title=t.lists.title back=back_unless_tab("/lists") aside=|| view! { <SyncDot /> } is_wide=true>
            <div class="lists">
                <div class="lists-choice">
                    <SavedLists spec=list.choice lists />
                    <Conditions spec=list.choice lists community sums=list.load.value />
                </div>
                <div class="lists-rows">
                    <Head list current is_saving />
                    <Loaded load=list.load empty=empty is_offline=session.is_offline()
                        children=move |sums| view! { <Rows list sums /> } />
                </div>
            </div>
            <SaveSheet open=is_saving spec=list.choice lists current place=within />
        </Frame>
    }
}

/// How much is on the list, and what can be done with it.
#[component]
fn Head(list: Listing<Doors>, current: Memo<Option<String>>, is_saving: RwSignal<bool>) -> impl IntoView {
    let t = texts();
    let sums = list.load.value;
    let words = move || {
        sums.get().map(|sums| {
            let people = (sums.people > 0).then(|| (t.lists.people)(sums.people));
            [Some((t.lists.doors)(sums.doors)), people].into_iter().flatten().collect::<Vec<_>>().join(" · ")
        })
    };
    let may_save = Memo::new(move |_| list.choice.with(|spec| !spec.filters.is_empty() || spec.within.is_some()));
    let may_export = Memo::new(move |_| sums.with(|sums| sums.is_some_and(|sums| sums.doors > 0)));
    let save = move || if current.read().is_some() { t.lists.rename } else { t.lists.save };
    view! {
        <div class="lists-head">
            <p class="lists-sum" role="status" data-testid="list-sum">{words}</p>
            <Show when=move || may_save.get()>
                <button type="button" class="button-text" on:click=move |_| is_saving.set(true) data-testid="name-list">
                    <Icon glyph=Glyph::Edit />{save}
                </button>
            </Show>
            <Show when=move || may_export.get()>
                <a class="button-text" href="/export" data-testid="export-list"><Icon glyph=Glyph::Download />{t.lists.export}</a>
            </Show>
        </div>
    }
}
