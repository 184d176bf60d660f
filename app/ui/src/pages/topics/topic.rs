//! One topic: what it is, its votes, its project, how it turned out, its covenant; the seven steps with every reason; what
//! neighbours say, and what this person can do.

mod about;
mod act;
mod ballot;
mod covenant;
mod line;
mod outcome;
mod project;
mod talk;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use linli_contract::topics::{ReadTopic, TopicView};
use linli_shared::ids::RecordId;

use self::about::About;
use self::act::{ActSheet, Acting, Bar};
use self::ballot::Ballots;
pub(super) use self::ballot::Bars;
use self::covenant::Covenant;
use self::line::Line;
use self::outcome::Outcome;
use self::project::Project;
use self::talk::Discussion;
use super::concerns_topic;
use crate::app::NotFound;
use crate::components::frame::Frame;
use crate::components::icon::Glyph;
use crate::components::loaded::{Load, Loaded};
use crate::components::note::{Note, Weight};
use crate::components::talk::Reading;
use crate::load::load_changing;
use crate::pages::session::Session;
use crate::pages::sync::line::SyncDot;
use crate::platform::prefs::texts;

/// `/hall/:id`.
#[component]
pub(crate) fn TopicPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<RecordId>().ok()));
    move || match id.get() {
        Some(topic) => view! { <Topic topic /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

#[component]
fn Topic(topic: RecordId) -> impl IntoView {
    let t = texts();
    let session = Session::here();
    let reading = Reading::begin(None);
    let request = Memo::new(move |_| ReadTopic { topic, part: reading.part() });
    let view: Load<TopicView> = load_changing(request, concerns_topic(topic));
    let acting = Acting::new(topic);
    let actions = move || view! { <Bar view=view.value acting /> };
    view! {
        <Frame title=t.topics.title back=Some("/hall".to_owned()) aside=|| view! { <SyncDot /> } actions=actions>
            <Loaded load=view is_offline=session.is_offline() children=move |view| view! {
                <div class="topic" data-testid="topic-page">
                    {move || view.read().needs_newer_app.then(|| view! {
                        <Note weight=Weight::Warn glyph=Glyph::Download testid="topic-newer">
                            <p class="note-text">{t.topics.newer}</p>
                        </Note>
                    })}
                    <About view topic />
                    <Ballots view acting />
                    <Project view />
                    <Outcome view />
                    <Covenant view acting />
                    <Line view />
                    <Discussion view topic reading />
                </div>
                <ActSheet view acting />
            } />
        </Frame>
    }
}
