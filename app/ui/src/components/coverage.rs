//! How far a building, grid or community is registered: a bar, numbers, and what wants attention.

use leptos::prelude::*;
use linli_contract::areas::Coverage;

use super::icon::{Glyph, Icon};
use crate::model::board::percent;
use crate::platform::prefs::texts;

/// A bar with numbers.
#[component]
pub(crate) fn CoverageBar(#[prop(into)] sum: Signal<Coverage>) -> impl IntoView {
    let t = texts();
    let share = move || percent(sum.get());
    view! {
        <div class="coverage" role="img" aria-label=move || format!("{} {}", t.area.coverage, (t.area.registered_of)(sum.get()))>
            <div class="coverage-bar"><div class="coverage-done" style:width=move || format!("{}%", share())></div></div>
            <span class="coverage-number">{move || (t.area.registered_of)(sum.get())}</span>
        </div>
    }
}

/// An area with how far it is registered, leading deeper; an item of a list.
#[component]
pub(crate) fn CoverageLink(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] to: Signal<String>,
    #[prop(into)] sum: Signal<Coverage>,
    testid: &'static str,
) -> impl IntoView {
    view! {
        <li>
            <a class="building" href=to data-testid=testid>
                <span class="building-head">
                    <span class="building-label">{label}</span>
                    <Icon glyph=Glyph::Forward />
                </span>
                <CoverageBar sum />
                <Badges sum />
            </a>
        </li>
    }
}

/// What wants attention, each with its own shape and words; nothing if nothing does.
#[component]
pub(crate) fn Badges(#[prop(into)] sum: Signal<Coverage>) -> impl IntoView {
    let t = texts();
    let badge = |count: u32, class: &'static str, glyph, words: fn(u32) -> String| {
        (count > 0).then(|| view! { <li class=class><Icon glyph />{words(count)}</li> })
    };
    view! {
        <ul class="badges">
            {move || badge(sum.get().conflicts, "badge badge-conflict", Glyph::Alert, t.area.conflicts)}
            {move || badge(sum.get().due, "badge badge-due", Glyph::Clock, t.area.due)}
            {move || badge(sum.get().waiting, "badge badge-waiting", Glyph::Upload, t.area.waiting)}
        </ul>
    }
}
