//! One activity: when, where, how much room; signing up and off; who came; thanks.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use linli_contract::Event;
use linli_contract::activities::{ActivityKind, ActivityRights, ActivityView, OwnPlace, ReadActivity};
use linli_contract::sync::RecordSync;
use linli_shared::calendar::Millis;
use linli_shared::ids::RecordId;

use super::list::when;
use super::part::Part;
use super::people::People;
use super::sheet::{ActSheet, Topic, Topics};
use crate::app::NotFound;
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Load, Loaded};
use crate::components::note::{Note, Weight};
use crate::components::photos::PhotoStrip;
use crate::components::sync_mark::SyncMark;
use crate::load::load;
use crate::model::activities::room::room;
use crate::model::activities::when::Span;
use crate::pages::chats::who::Who;
use crate::pages::notices::body::Words;
use crate::pages::session::Session;
use crate::platform::clock::{now, offset, say};
use crate::platform::prefs::texts;

/// `/activities/:id`.
#[component]
pub(crate) fn ActivityPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<RecordId>().ok()));
    move || match id.get() {
        Some(activity) => view! { <Activity activity /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

/// Whether an event speaks of one record of the square, or of all.
pub(super) fn concerns(event: &Event, activity: RecordId) -> bool {
    match event {
        Event::SquareChanged(records) => records.is_empty() || records.contains(&activity),
        Event::StandingChanged | Event::PhotosChanged(_) => true,
        Event::DoorsChanged(_)
        | Event::AreasChanged
        | Event::SyncChanged
        | Event::DeskChanged
        | Event::NoticesChanged
        | Event::TicketsChanged(_)
        | Event::ChatsChanged => false,
    }
}

#[component]
fn Activity(activity: RecordId) -> impl IntoView {
    let t = texts();
    let load: Load<ActivityView> = load(ReadActivity { activity }, move |event| concerns(event, activity));
    let topics = Topics::new();
    let kind = Memo::new(move |_| load.value.with(|view| view.as_ref().map(|view| view.row.kind)));
    let title = move || kind.get().map_or(t.activities.title, t.activities.kind).to_owned();
    let actions = move || view! { <Part load topics /> };
    view! {
        <Frame title=Signal::derive(title) back=Some("/activities".to_owned()) actions=actions>
            <Loaded load is_offline=Session::here().is_offline() children=move |view| view! {
                <Shown view topics />
                <ActSheet view topics />
            } />
        </Frame>
    }
}

#[component]
fn Shown(view: Memo<ActivityView>, topics: Topics) -> impl IntoView {
    let t = texts();
    let activity = view.read_untracked().row.activity;
    let off = Memo::new(move |_| view.read().off.clone());
    let is_over = Memo::new(move |_| view.read().row.is_over && view.read().off.is_none());
    let needs_newer = Memo::new(move |_| view.read().needs_newer_app);
    let changes = Memo::new(move |_| view.read().changes);
    let sync = Memo::new(move |_| view.read().row.sync);
    let may = Memo::new(move |_| view.read().may);
    let text = Memo::new(move |_| view.read().text.clone());
    let attached = Signal::derive(move || view.read().attached.clone());
    view! {
        {move || off.get().map(|why| view! {
            <Note weight=Weight::Warn glyph=Glyph::Undo testid="activity-off">
                <div class="note-text"><strong>{t.activities.was_called_off}</strong><p>{(t.activities.why)(&why)}</p></div>
            </Note>
        })}
        <Show when=move || is_over.get()>
            <Note weight=Weight::Calm glyph=Glyph::Clock testid="activity-over"><p class="note-text">{t.activities.is_over}</p></Note>
        </Show>
        <Show when=move || needs_newer.get()>
            <Note weight=Weight::Warn glyph=Glyph::Download><p class="note-text">{t.activities.needs_newer}</p></Note>
        </Show>
        <article class="card stack">
            <Head view />
            {move || (!text.read().is_empty()).then(|| view! { <Words text=text.get() /> })}
            <PhotoStrip attached />
            {move || (sync.get() != RecordSync::WithRelay).then(|| view! { <p><SyncMark sync=sync.get() /></p> })}
            {move || (changes.get() > 0).then(|| view! { <p class="quiet">{(t.activities.changed)(changes.get())}</p> })}
        </article>
        <Own view />
        <People view />
        <Thanks view />
        <Manage activity may topics />
    }
}

/// Title, when, where, room, until when, who calls.
#[component]
fn Head(view: Memo<ActivityView>) -> impl IntoView {
    let t = texts();
    let row = Memo::new(move |_| view.read().row.clone());
    let until = Memo::new(move |_| view.read().until);
    let area = Memo::new(move |_| view.read().area.clone());
    let fact = |glyph: Glyph, words: String, testid: &'static str| {
        view! { <li data-testid=testid><Icon glyph /><span>{words}</span></li> }
    };
    let facts = move || {
        let row = row.read();
        let is_past = row.is_over || row.is_off;
        let is_gathering = row.kind == ActivityKind::Gathering;
        view! {
            {fact(Glyph::Clock, when(t, &row), "activity-when")}
            {(!row.place.is_empty()).then(|| fact(Glyph::Home, row.place.clone(), "activity-place"))}
            {(!is_past).then(|| fact(Glyph::Person, (t.activities.room)(room(&row)), "activity-room"))}
            {(is_gathering && row.coming > 0).then(|| fact(Glyph::Check, (t.activities.coming)(row.coming), "activity-coming"))}
            {until.get().filter(|_| !is_past).map(|until| fact(Glyph::Bell, (t.activities.until)(&moment(t, until)), "activity-until"))}
            {area.get().map(|(_, path)| fact(Glyph::Key, (t.activities.area_of_task)(&path.join(" ")), "activity-area"))}
        }
    };
    view! {
        <h2 class="notice-title" data-testid="activity-title">{move || row.read().title.clone()}</h2>
        <p class="quiet">{t.activities.called_by}{move || view! { <Who speaker=row.read().by.clone() /> }}</p>
        <ul class="activity-facts">{facts}</ul>
    }
}

/// A moment with its weekday.
pub(super) fn moment(t: &crate::i18n::Texts, at: Millis) -> String {
    (t.activities.moment)(&Span::new(at, at, now(), offset))
}

/// Where this person stands, in a sentence.
#[component]
fn Own(view: Memo<ActivityView>) -> impl IntoView {
    let t = texts();
    let stands = Memo::new(move |_| {
        let view = view.read();
        (view.row.own, view.row.ends, view.area.is_some(), view.row.is_off || view.row.is_over)
    });
    move || {
        let (own, ends, has_area, is_past) = stands.get();
        if own == OwnPlace::None || (is_past && own != OwnPlace::Attended) {
            return None;
        }
        let words = if own == OwnPlace::HasTask && has_area {
            (t.activities.right_until)(&moment(t, ends))
        } else {
            (t.activities.own_long)(own).to_owned()
        };
        Some(view! {
            <Note weight=Weight::Calm glyph=Glyph::Check testid="own-place">
                <div class="note-text"><strong>{(t.activities.own)(own)}</strong><p>{words}</p></div>
            </Note>
        })
    }
}

/// Thanks to those who came.
#[component]
fn Thanks(view: Memo<ActivityView>) -> impl IntoView {
    let t = texts();
    let thanks = Memo::new(move |_| view.read().thanks.clone());
    view! {
        <Show when=move || !thanks.read().is_empty()>
            <section class="card chat-part" data-testid="thanks">
                <h2>{t.activities.thanks}</h2>
                <ul>
                    {move || thanks.get().into_iter().map(|(speaker, words, at)| view! {
                        <li class="activity-thanks">
                            <p class="activity-thanks-words">{words}</p>
                            <p class="quiet"><Who speaker />" · "{say(t, at)}</p>
                        </li>
                    }).collect_view()}
                </ul>
            </section>
        </Show>
    }
}

/// What who calls may do besides.
#[component]
fn Manage(activity: RecordId, may: Memo<ActivityRights>, topics: Topics) -> impl IntoView {
    let t = texts();
    view! {
        <Show when=move || may.get().thank>
            <button type="button" class="button button-wide chat-part" on:click=move |_| topics.open(Topic::Thank)
                data-testid="thank"><Icon glyph=Glyph::Heart />{t.activities.thank}</button>
        </Show>
        <Show when=move || may.get().change>
            <div class="activity-manage">
                <a class="button" href=format!("/activities/{activity}/edit") data-testid="change-activity">
                    <Icon glyph=Glyph::Edit />{t.activities.change}
                </a>
                <button type="button" class="button button-danger" on:click=move |_| topics.open(Topic::CallOff)
                    data-testid="call-off"><Icon glyph=Glyph::Undo />{t.activities.call_off}</button>
            </div>
        </Show>
    }
}
