//! One entry: the number to call, where, when, what it costs, what it is; for who looks after it the ways to change it.

use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map};
use linli_contract::Event;
use linli_contract::guides::{DutyLine, GuideView, ReadGuide};
use linli_contract::sync::RecordSync;
use linli_shared::ids::RecordId;

use super::call::Call;
use super::duty::DutyLines;
use super::remove::{going, remove};
use crate::app::NotFound;
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Load, Loaded, Nothing};
use crate::components::note::{Note, Weight};
use crate::components::photos::PhotoStrip;
use crate::components::sync_mark::SyncMark;
use crate::components::talk::{OfficeBadge, speaker_name};
use crate::load::load;
use crate::pages::notices::body::Words;
use crate::pages::session::{Acts, Session};
use crate::platform::back;
use crate::platform::clock::{say, today};
use crate::platform::prefs::texts;

/// Days of a duty list that are shown at once.
const DAYS: usize = 7;

/// `/guides/:id`.
#[component]
pub(crate) fn GuidePage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<RecordId>().ok()));
    move || match id.get() {
        Some(guide) => view! { <Guide guide /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

#[component]
fn Guide(guide: RecordId) -> impl IntoView {
    let t = texts();
    let session = Session::here();
    let load: Load<GuideView> = load(ReadGuide { guide }, move |event| {
        matches!(event, Event::SquareChanged(records) if records.is_empty() || records.contains(&guide))
            || matches!(event, Event::PhotosChanged(_) | Event::StandingChanged)
    });
    let going = going();
    let is_going = Memo::new(move |_| going.with(|all| all.contains(&guide)));
    let shelf = Memo::new(move |_| load.value.with(|view| view.as_ref().map(|view| view.row.shelf)));
    let title = move || shelf.get().map_or(t.guides.title, t.guides.shelf).to_owned();
    view! {
        <Frame title=Signal::derive(title) back=Some("/guides".to_owned())>
            {move || if is_going.get() {
                view! { <Nothing what=t.guides.gone next=t.guides.gone_next glyph=Glyph::Phone /> }.into_any()
            } else {
                view! {
                    <Loaded load is_offline=session.is_offline() children=move |view| view! { <Shown view /> } />
                }.into_any()
            }}
        </Frame>
    }
}

#[component]
fn Shown(view: Memo<GuideView>) -> impl IntoView {
    let t = texts();
    let form = Memo::new(move |_| view.read().form.clone());
    let attached = Signal::derive(move || view.read().attached.clone());
    let foot = Memo::new(move |_| {
        let view = view.read();
        (view.by.clone(), view.row.changed, view.row.sync)
    });
    let needs_newer = Memo::new(move |_| view.read().needs_newer_app);
    let may_change = Memo::new(move |_| view.read().may_change);
    let fact = |name: &'static str, words: String| {
        (!words.is_empty()).then(|| view! { <div><dt>{name}</dt><dd>{words}</dd></div> })
    };
    let said = move || {
        let form = form.get();
        let duty: Vec<_> = form.duty.iter().filter(|line| line.day >= today()).cloned().collect();
        view! {
            <h2 class="post-title" data-testid="guide-title">{form.title.clone()}</h2>
            <Call name=form.title.clone() phone=form.phone.clone() is_wide=true />
            <dl class="ticket-facts">
                {fact(t.guides.place, form.place)}{fact(t.guides.hours, form.hours)}{fact(t.guides.price, form.price)}
            </dl>
            {(!form.text.is_empty()).then(|| view! { <Words text=form.text /> })}
            {(!duty.is_empty()).then(|| view! { <Duty duty /> })}
        }
    };
    view! {
        <Show when=move || needs_newer.get()>
            <Note weight=Weight::Warn glyph=Glyph::Download><p class="note-text">{t.guides.needs_newer}</p></Note>
        </Show>
        <article class="card stack" data-testid="guide-body">
            {said}
            <PhotoStrip attached />
            {move || {
                let (by, at, sync) = foot.get();
                view! {
                    <p class="quiet">
                        {(t.guides.changed)(&speaker_name(t, &by), &say(t, at))}" "
                        {by.office.map(|office| view! { <OfficeBadge office /> })}
                    </p>
                    {(sync != RecordSync::WithRelay).then(|| view! { <p><SyncMark sync /></p> })}
                }
            }}
        </article>
        <Show when=move || may_change.get()><Change view /></Show>
    }
}

/// The duty list from today on.
#[component]
fn Duty(duty: Vec<DutyLine>) -> impl IntoView {
    let t = texts();
    let mut near = duty;
    let rest = near.split_off(near.len().min(DAYS));
    let more = rest.len();
    view! {
        <section data-testid="guide-duty">
            <h3>{t.guides.duty_list}</h3>
            <DutyLines lines=near with_days=true />
            {(more > 0).then(|| view! {
                <details class="notice-over">
                    <summary>{(t.guides.duty_more)(more)}</summary>
                    <DutyLines lines=rest with_days=true />
                </details>
            })}
        </section>
    }
}

/// Changes it, or takes it off.
#[component]
fn Change(view: Memo<GuideView>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let navigate = use_navigate();
    let guide = view.read_untracked().row.guide;
    let take_off = move |_| {
        remove(guide, &view.read_untracked().row.title, acts);
        back::leave(navigate.clone(), "/guides".to_owned());
    };
    view! {
        <div class="post-bar">
            <a class="button" href=format!("/guides/{guide}/edit") data-testid="change-guide">
                <Icon glyph=Glyph::Edit />{t.guides.change}
            </a>
            <button type="button" class="button button-danger" on:click=take_off data-testid="remove-guide">
                <Icon glyph=Glyph::Trash />{t.guides.remove}
            </button>
        </div>
    }
}
