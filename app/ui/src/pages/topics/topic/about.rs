//! What the topic is: title, words, photos, where, who proposed it, who supports it.

use leptos::prelude::*;
use linli_contract::topics::{Stage, TopicView};

use crate::components::icon::{Glyph, Icon};
use crate::components::photos::PhotoStrip;
use crate::components::talk::SpeakerLine;
use crate::pages::topics::seven::StageMark;
use crate::platform::prefs::texts;

/// The topic as it was proposed.
#[component]
pub(super) fn About(view: Memo<TopicView>) -> impl IntoView {
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
                view! {
                    <div class="hall-said">
                        <h2 data-testid="topic-heading">{title}</h2>
                        <SpeakerLine by at sync />
                        <p class="hall-words">{text}</p>
                        <p class="quiet">{t.topics.one.area}" · "{place}</p>
                    </div>
                }
            }}
            <PhotoStrip attached />
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
