//! A notice as it is read: kind, title, who and when, the words. The preview shows the same.

use leptos::prelude::*;
use linli_contract::notices::{NoticeForm, NoticeKind, NoticeRow};
use linli_contract::photos::AttachedView;

use crate::components::icon::{Glyph, Icon};
use crate::components::photos::PhotoStrip;
use crate::i18n::Texts;
use crate::model::notices::format::{Block, Line, read};
use crate::model::notices::kind_word;
use crate::platform::clock::{on_the_wall, say};
use crate::platform::prefs::texts;

/// The shape of a kind.
pub(super) const fn glyph(kind: NoticeKind) -> Glyph {
    match kind {
        NoticeKind::Outage => Glyph::Bolt,
        NoticeKind::Safety => Glyph::Shield,
        NoticeKind::Health => Glyph::Heart,
        NoticeKind::Activity => Glyph::Flag,
        NoticeKind::Affairs => Glyph::Home,
        NoticeKind::Property => Glyph::Key,
        NoticeKind::LostFound => Glyph::Search,
    }
}

/// Kind and urgency, by shape and word.
#[component]
pub(super) fn Marks(kind: NoticeKind, is_urgent: bool) -> impl IntoView {
    let t = texts();
    view! {
        <span class="notice-marks">
            {is_urgent.then(|| view! {
                <span class="notice-mark notice-mark-urgent"><Icon glyph=Glyph::Alert />{t.notices.urgent}</span>
            })}
            <span class="notice-mark" data-kind=kind_word(kind)><Icon glyph=glyph(kind) />{(t.notices.kind)(kind)}</span>
        </span>
    }
}

/// Where and when, on one line.
pub(super) fn place_and_time(t: &Texts, row: &NoticeRow) -> String {
    format!("{} · {}", place(t, row), say(t, row.at))
}

/// Whom it is for, in words.
pub(super) fn place(t: &Texts, row: &NoticeRow) -> String {
    if row.path.is_empty() { t.notices.whole.to_owned() } else { row.path.join(" ") }
}

/// The notice without what can be done with it.
#[component]
pub(super) fn Body(
    form: NoticeForm,
    /// For whom, by whom, when.
    #[prop(into)]
    byline: String,
    #[prop(into)] attached: Signal<Vec<AttachedView>>,
) -> impl IntoView {
    let t = texts();
    let until = form.until.and_then(|until| on_the_wall(linli_shared::calendar::Millis(until.0 - 1)).date);
    view! {
        <article class="notice-body" class:notice-urgent=form.is_urgent data-testid="notice-body">
            <Marks kind=form.kind is_urgent=form.is_urgent />
            <h2 class="notice-title" data-testid="notice-title">{form.title}</h2>
            <p class="notice-byline">{byline}</p>
            <Words text=form.text />
            <PhotoStrip attached />
            {until.map(|day| view! { <p class="quiet">{(t.notices.until)(&(t.name.day)(day))}</p> })}
        </article>
    }
}

/// A text with its simple formatting; every word is set as text.
#[component]
pub(crate) fn Words(#[prop(into)] text: String) -> impl IntoView {
    let block = |block: Block| match block {
        Block::Heading(words) => view! { <h3>{line(words)}</h3> }.into_any(),
        Block::Paragraph(lines) => {
            let lines = lines
                .into_iter()
                .enumerate()
                .map(|(at, words)| view! { {(at > 0).then(|| view! { <br /> })}{line(words)} });
            view! { <p>{lines.collect_view()}</p> }.into_any()
        }
        Block::Items(items) => {
            let items = items.into_iter().map(|words| view! { <li>{line(words)}</li> });
            view! { <ul>{items.collect_view()}</ul> }.into_any()
        }
    };
    view! { <div class="notice-words" data-testid="notice-words">{read(&text).into_iter().map(block).collect_view()}</div> }
}

fn line(words: Line) -> impl IntoView {
    let span = |span: crate::model::notices::format::Span| {
        if span.is_bold { view! { <strong>{span.text}</strong> }.into_any() } else { span.text.into_any() }
    };
    words.into_iter().map(span).collect_view()
}
