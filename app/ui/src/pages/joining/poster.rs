//! A poster for the door of a building, A4: what is on the screen is what is printed. Chinese large, English small.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use linli_contract::joining::InvitationView;
use linli_shared::ids::RecordId;

use super::invitations::invitations;
use crate::app::NotFound;
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Loaded, Nothing};
use crate::components::note::{Note, Weight};
use crate::components::qr::{CopyLink, Qr};
use crate::i18n::Lang;
use crate::pages::session::Session;
use crate::platform::clock::on_the_wall;
use crate::platform::page::print;
use crate::platform::prefs::texts;

/// `/invitations/:id/poster`.
#[component]
pub(crate) fn PosterPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<RecordId>().ok()));
    move || match id.get() {
        Some(id) => view! { <Poster id /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

#[component]
fn Poster(id: RecordId) -> impl IntoView {
    let t = texts();
    let session = Session::here();
    let load = invitations();
    let invitation = Memo::new(move |_| {
        load.value.with(|all| all.as_ref()?.iter().find(|one| one.invitation == id && one.is_open).cloned())
    });
    let link = Memo::new(move |_| invitation.with(|one| one.as_ref().and_then(|one| one.link.clone())));
    let actions = move || {
        view! {
            <Show when=move || link.read().is_some()>
                <button type="button" class="button button-main button-wide" on:click=|_| print() data-testid="print">
                    <Icon glyph=Glyph::Print />{t.buildings.print}
                </button>
            </Show>
        }
    };
    view! {
        <div class="sheet-screen poster-screen">
            <Frame title=t.joining.poster back=Some("/invitations".to_owned()) actions=actions>
                <Loaded load is_offline=session.is_offline() children=move |_| view! {
                    {move || match invitation.get().zip(link.get()) {
                        Some((invitation, link)) => view! { <Page invitation link /> }.into_any(),
                        None => view! { <Nothing what=t.joining.poster_gone next=t.joining.poster_gone_next /> }.into_any(),
                    }}
                } />
            </Frame>
        </div>
    }
}

/// The page; it speaks both languages whatever the screen does, since everybody passes it.
#[component]
fn Page(invitation: InvitationView, link: String) -> impl IntoView {
    let t = texts();
    let (zh, en) = (&Lang::Chinese.texts().joining, &Lang::English.texts().joining);
    let day =
        |lang: Lang| on_the_wall(invitation.until).date.map(|day| (lang.texts().name.day)(day)).unwrap_or_default();
    let is_named = invitation.place.starts_with(invitation.community.as_str());
    let glyphs = [Glyph::Phone, Glyph::Edit, Glyph::Check];
    let steps = glyphs.into_iter().zip(zh.poster_steps.iter().zip(en.poster_steps)).enumerate().map(
        |(at, (glyph, (zh, en)))| {
            view! {
                <li class="poster-step">
                    <span class="poster-number">{at + 1}</span>
                    <Icon glyph />
                    <span><strong>{*zh}</strong><span class="poster-en" lang="en">{*en}</span></span>
                </li>
            }
        },
    );
    view! {
        <Note weight=Weight::Calm glyph=Glyph::Print><p class="note-text">{t.joining.poster_what}</p></Note>
        <section class="paper poster" lang="zh-Hans" data-testid="poster-page">
            {(!is_named).then(|| view! { <p class="poster-community">{invitation.community.clone()}</p> })}
            <h2 class="poster-title">{zh.poster_title}</h2>
            <p class="poster-en" lang="en">{en.poster_title}</p>
            <p class="poster-place">{invitation.place.clone()}</p>
            <div class="poster-code"><Qr text=link.clone() label=t.joining.poster testid="poster-code" /></div>
            <ol class="poster-steps">{steps.collect_view()}</ol>
            <p class="poster-why">{zh.poster_why}<span class="poster-en" lang="en">{en.poster_why}</span></p>
            <p class="poster-foot">
                <span>{(zh.poster_until)(&day(Lang::Chinese))}</span>
                <span class="poster-en" lang="en">{(en.poster_until)(&day(Lang::English))}</span>
            </p>
            <p class="poster-contact">{zh.poster_contact}<span class="poster-line"></span></p>
        </section>
        <div class="poster-copy"><CopyLink text=link /></div>
    }
}
