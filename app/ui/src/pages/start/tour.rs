//! Three cards for somebody who sees the app for the first time: shown once, before the first screen; the core works meanwhile.

use leptos::prelude::*;

use crate::components::icon::{Glyph, Icon};
use crate::platform::page::{focus_heading, set_title};
use crate::platform::prefs::{Prefs, texts};

const HEADING: &str = "tour-heading";

/// The tour.
#[component]
pub(crate) fn Tour() -> impl IntoView {
    let t = texts();
    let prefs: Prefs = expect_context();
    let at = RwSignal::new(0_usize);
    let last = t.tour.cards.len() - 1;
    set_title(t.tour.label);
    Effect::new(move |_| {
        at.track();
        focus_heading(HEADING);
    });
    let end = move || prefs.is_tour_over.set(true);
    let on = move || if at.get_untracked() == last { end() } else { at.update(|at| *at += 1) };
    let keys = window_event_listener(leptos::ev::keydown, move |press| match press.key().as_str() {
        "ArrowRight" => at.update(|at| *at = (*at + 1).min(last)),
        "ArrowLeft" => at.update(|at| *at = at.saturating_sub(1)),
        "Escape" => end(),
        _ => {}
    });
    on_cleanup(move || keys.remove());
    let card = move || {
        let said = t.tour.cards[at.get().min(last)];
        view! {
            <div class="tour-card">
                {picture(at.get())}
                <h1 id=HEADING tabindex="-1">{said.what}</h1>
                <p>{said.next}</p>
            </div>
        }
    };
    let dots = (0..=last)
        .map(|card| view! { <span class="tour-dot" class:tour-dot-here=move || at.get() == card></span> })
        .collect_view();
    view! {
        <main class="tour" id="content" aria-label=t.tour.label data-testid="tour">
            <button type="button" class="button-text tour-skip" on:click=move |_| end() data-testid="tour-skip">{t.tour.skip}</button>
            {card}
            <p class="tour-dots" role="img" aria-label=move || (t.tour.step)(at.get() + 1, last + 1)>{dots}</p>
            <button type="button" class="button button-main button-wide" on:click=move |_| on() data-testid="tour-next">
                {move || if at.get() == last { t.tour.done } else { t.tour.next }}
            </button>
        </main>
    }
}

/// A picture to each card, of the same marks the screens use.
fn picture(card: usize) -> AnyView {
    match card {
        0 => view! {
            <div class="tour-picture tour-phone" aria-hidden="true">
                <span class="tour-away"><Icon glyph=Glyph::CloudOff /></span>
                <span class="tour-kept"><Icon glyph=Glyph::Check /></span>
            </div>
        }
        .into_any(),
        1 => {
            let cells = [
                ("done", Some(Glyph::Check)),
                ("done", Some(Glyph::Check)),
                ("due", Some(Glyph::Clock)),
                ("unregistered", None),
                ("done", Some(Glyph::Check)),
                ("conflict", Some(Glyph::Alert)),
                ("unregistered", None),
                ("done", Some(Glyph::Check)),
                ("due", Some(Glyph::Clock)),
            ];
            let cells = cells.into_iter().map(|(state, glyph)| {
                view! { <span class=format!("tour-cell tour-{state}")>{glyph.map(|glyph| view! { <Icon glyph /> })}</span> }
            });
            view! { <div class="tour-picture tour-board" aria-hidden="true">{cells.collect_view()}</div> }.into_any()
        }
        _ => view! {
            <div class="tour-picture tour-phone" aria-hidden="true">
                <span class="tour-kept"><Icon glyph=Glyph::Undo /></span>
            </div>
        }
        .into_any(),
    }
}
