//! The first screen: grids and buildings with how far each is registered.

use leptos::prelude::*;
use linli_contract::Event;
use linli_contract::areas::{CommunityView, GridView, ReadCommunity};
use linli_contract::members::StoreNotice;

use crate::components::coverage::{Badges, CoverageBar, CoverageLink};
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Empty, Loaded};
use crate::components::note::{Note, Weight};
use crate::load::load;
use crate::pages::home::waiting::WaitingLine;
use crate::pages::notices::home::HomeNotices;
use crate::pages::posts::home::HomeSquare;
use crate::pages::session::{Session, concerns_doors};
use crate::pages::storage::room::ShortNote;
use crate::pages::sync::line::SyncLine;
use crate::pages::tickets::home::HomeTickets;
use crate::platform::page::keep_scroll;
use crate::platform::prefs::texts;

/// `/`.
#[component]
pub(crate) fn CommunityPage() -> impl IntoView {
    let t = texts();
    let session = Session::here();
    keep_scroll("/".into());
    let community =
        load(ReadCommunity, |event| concerns_doors(event, |_| true) || matches!(event, Event::StandingChanged));
    let title = move || {
        let known =
            community.value.with(|view| view.as_ref().map(|view| view.name.clone()).filter(|name| !name.is_empty()));
        known.or_else(|| session.member.with(|me| me.as_ref().map(|me| me.community.clone()))).unwrap_or_default()
    };
    let subtitle = move || {
        session.member.get().map_or_else(String::new, |me| {
            let roles = me.roles.iter().map(|role| (t.area.role)(role.role)).collect::<Vec<_>>().join(" · ");
            me.name.map_or_else(|| roles.clone(), |name| format!("{name} · {roles}"))
        })
    };
    let settings = move || {
        view! {
            <a class="bar-button" href="/settings" aria-label=t.shell.settings data-testid="settings">
                <Icon glyph=Glyph::Gear />
            </a>
        }
    };
    let empty = Empty {
        is_empty: |view: &CommunityView| view.grids.is_empty(),
        what: t.area.no_grid,
        next: t.area.no_grid_next,
    };
    view! {
        <Frame title=Signal::derive(title) subtitle=Signal::derive(subtitle) aside=settings is_wide=true>
            <SyncLine />
            <StoreNote />
            <ShortNote />
            <WaitingLine />
            <HomeNotices />
            <HomeTickets />
            <HomeSquare />
            <Loaded load=community empty=empty is_offline=session.is_offline() is_filling=session.is_meeting()
                children=move |view| view! { <Community view /> } />
        </Frame>
    }
}

/// What happened to the local copy, if anything.
#[component]
pub(crate) fn StoreNote() -> impl IntoView {
    let t = texts();
    let Session { member, is_notice_read, .. } = Session::here();
    let notice =
        Memo::new(move |_| member.with(|me| me.as_ref().and_then(|me| me.notice)).filter(|_| !is_notice_read.get()));
    move || {
        notice.get().map(|notice| {
            let weight = match notice {
                StoreNotice::Rebuilt | StoreNotice::OpenElsewhere => Weight::Warn,
                StoreNotice::MayBeEvicted => Weight::Calm,
            };
            view! {
                <Note weight glyph=Glyph::Bell testid="store-notice">
                    <p class="note-text">{(t.shell.notice)(notice)}</p>
                    <button type="button" class="bar-button" aria-label=t.shell.close
                        on:click=move |_| is_notice_read.set(true)><Icon glyph=Glyph::Close /></button>
                </Note>
            }
        })
    }
}

#[component]
fn Community(view: Memo<CommunityView>) -> impl IntoView {
    let above = move || view.read().above.iter().take(2).rev().cloned().collect::<Vec<_>>().join(" ");
    view! {
        <a class="card overall" href="/progress" data-testid="overall">
            <div class="overall-head">
                <p class="quiet">{above}</p>
                <Badges sum=Signal::derive(move || view.read().coverage) />
            </div>
            <CoverageBar sum=Signal::derive(move || view.read().coverage) />
        </a>
        <For each=move || view.get().grids key=|grid| grid.id children=move |grid| {
            let id = grid.id;
            let now = Memo::new(move |_| {
                view.read().grids.iter().find(|grid| grid.id == id).cloned().unwrap_or_else(|| grid.clone())
            });
            view! { <Grid view=now /> }
        } />
    }
}

#[component]
fn Grid(view: Memo<GridView>) -> impl IntoView {
    let t = texts();
    view! {
            <section class="grid" data-testid="grid">
                <div class="grid-head">
                    <h2 class="section-title">{move || view.read().label.clone()}</h2>
                    <p class="quiet">
                        {move || (t.area.buildings)(view.read().buildings.len())}" · "
                        {t.area.coverage}" "{move || (t.area.registered_of)(view.read().coverage)}
                    </p>
                </div>
                <ul class="buildings">
                    <For each=move || view.get().buildings key=|row| row.id children=move |row| {
                        let id = row.id;
                        let now = Memo::new(move |_| {
                            view.read().buildings.iter().find(|row| row.id == id).cloned().unwrap_or_else(|| row.clone())
                        });
                        view! {
        <CoverageLink label=Signal::derive(move || now.read().label.clone()) to=Signal::derive(move || format!("/building/{}", now.read().id))
            sum=Signal::derive(move || now.read().coverage) testid="building" />
    }
                    } />
                </ul>
            </section>
        }
}
