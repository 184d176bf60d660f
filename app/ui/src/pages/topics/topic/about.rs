//! What the topic is: title, words, photos, where, who proposed it, who supports it.

use leptos::prelude::*;
use linli_contract::topics::{DoTopic, Stage, TopicAct, TopicMay, TopicView};
use linli_shared::ids::RecordId;

use crate::bridge;
use crate::components::icon::{Glyph, Icon};
use crate::components::photos::PhotoStrip;
use crate::components::talk::{Marked, MarkedAs, ReasonSheet, SpeakerLine, why_hide};
use crate::pages::session::Acts;
use crate::pages::topics::seven::StageMark;
use crate::platform::prefs::texts;

/// The topic as it was proposed.
#[component]
pub(super) fn About(view: Memo<TopicView>, topic: RecordId) -> impl IntoView {
    let t = texts();
    let attached = Signal::derive(move || view.read().attached.clone());
    // What is drawn anew only when the words change, so that an open photo stays open.
    let said = Memo::new(move |_| {
        let view = view.read();
        (
            view.row.title.clone(),
            view.text.clone(),
            view.path.join(" "),
            view.row.by.clone(),
            view.row.at,
            view.row.sync,
        )
    });
    let hidden = Memo::new(move |_| view.read().hidden.clone());
    let may_hide = Memo::new(move |_| view.read().may.contains(&TopicMay::Hide));
    let asks_why = RwSignal::new(false);
    let acts = Acts::here();
    let hide = move |reason: String| {
        let talk = &acts.t.posts.talk;
        let said = if reason.is_empty() { talk.shown_done } else { talk.hidden_done };
        let act = TopicAct::Hide(topic, reason);
        acts.run(bridge::ask(DoTopic { topic, act }), move |()| acts.toasts.say(said));
    };
    let mark = Memo::new(move |_| (view.read().row.stage, view.read().row.is_over));
    let asked = Memo::new(move |_| view.read().row.asked.filter(|_| !view.read().row.is_over));
    let support = Memo::new(move |_| {
        let view = view.read();
        let needed = if view.row.stage == Stage::Proposed { view.needs } else { 0 };
        (view.row.supporters, needed, view.is_supported)
    });
    let differs = Memo::new(move |_| {
        let view = view.read();
        view.needs_said.filter(|_| view.row.stage == Stage::Proposed).map(|said| (said, view.needs))
    });
    view! {
        <section class="card stack" data-testid="topic-about">
            {move || { let (stage, is_over) = mark.get(); view! { <StageMark stage is_over /> } }}
            {move || {
                let (title, text, path, by, at, sync) = said.get();
                let place = if path.is_empty() { t.topics.one.whole.to_owned() } else { path };
                let is_hidden = hidden.read().is_some();
                let heading = if is_hidden { t.posts.hidden.to_owned() } else { title.clone() };
                view! {
                    <div class="hall-said">
                        <h2 data-testid="topic-heading">{heading}</h2>
                        <SpeakerLine by=by.clone() at sync />
                        {hidden.get().map(|mark| view! { <Marked mark what=MarkedAs::Hidden /> })}
                        {if is_hidden {
                            (!title.is_empty()).then(|| view! {
                                <details class="talk-folded" data-testid="topic-hidden-words">
                                    <summary>{t.posts.talk.see_hidden}</summary>
                                    {by.is_me.then(|| view! { <p class="quiet">{t.posts.talk.hidden_own}</p> })}
                                    <p><strong>{title}</strong></p>
                                    <p class="hall-words">{text}</p>
                                    <PhotoStrip attached />
                                </details>
                            }).into_any()
                        } else {
                            view! { <p class="hall-words">{text}</p> }.into_any()
                        }}
                        <p class="quiet">{t.topics.one.area}" · "{place}</p>
                    </div>
                }
            }}
            <Show when=move || hidden.read().is_none()><PhotoStrip attached /></Show>
            <Show when=move || may_hide.get()>
                {move || if hidden.read().is_some() {
                    view! {
                        <button type="button" class="button-text" on:click=move |_| hide(String::new()) data-testid="show-topic">
                            <Icon glyph=Glyph::Eye />{t.posts.talk.show_again}
                        </button>
                    }.into_any()
                } else {
                    view! {
                        <button type="button" class="button-text" on:click=move |_| asks_why.set(true) data-testid="hide-topic">
                            <Icon glyph=Glyph::EyeOff />{t.posts.talk.hide}
                        </button>
                    }.into_any()
                }}
            </Show>
            <ReasonSheet open=asks_why asked=why_hide(t) on_reason=Callback::new(hide) />
            <p class="hall-support" data-testid="supporters">
                <Icon glyph=Glyph::Hand />
                <span>{move || { let (count, needed, _) = support.get(); (t.topics.one.supported_by)(count, needed) }}</span>
                {move || support.get().2.then(|| view! { <span class="tag">{t.topics.one.you_support}</span> })}
            </p>
            {move || differs.get().map(|(said, needs)| view! {
                <p class="quiet" data-testid="needs-differs">{(t.topics.one.needs_differs)(said, needs)}</p>
            })}
            {move || asked.get().map(|asked| view! {
                <p class="hall-asked" role="status" data-testid="topic-asks"><Icon glyph=Glyph::Hand />{(t.topics.asked)(asked)}</p>
            })}
        </section>
    }
}
