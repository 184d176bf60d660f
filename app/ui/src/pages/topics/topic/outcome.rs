//! How it turned out: stars of the residents in numbers and bars.

use leptos::prelude::*;
use linli_contract::topics::{Stage, TopicView};

use crate::components::icon::{Glyph, Icon};
use crate::model::topics::mean_tenths;
use crate::platform::prefs::texts;

/// The stars; nothing before there is something to judge.
#[component]
pub(super) fn Outcome(view: Memo<TopicView>) -> impl IntoView {
    let t = texts();
    let words = &t.topics.one;
    let shown = Memo::new(move |_| {
        let view = view.read();
        let is_judged = view.stars.iter().any(|count| *count > 0);
        let is_open = view.row.stage == Stage::Evaluated && !view.row.is_over;
        (is_judged || is_open).then_some((view.stars, view.own_stars))
    });
    let line = |stars: u8, count: u32, all: u32| {
        let percent = (count * 100).checked_div(all).unwrap_or(0);
        view! {
            <li class="tally">
                <span class="tally-head"><span class="tally-name">{(words.stars_line)(stars, count)}</span></span>
                <span class="tally-bar" aria-hidden="true"><span class="tally-part" style:width=format!("{percent}%")></span></span>
            </li>
        }
    };
    move || {
        shown.get().map(|(stars, own)| {
            let all: u32 = stars.iter().sum();
            let lines = (1..=5_u8).rev().zip(stars.iter().rev()).map(|(number, count)| line(number, *count, all));
            view! {
                <section class="card stack" data-testid="outcome">
                    <h2>{words.evaluation}</h2>
                    {match mean_tenths(stars) {
                        Some(tenths) => view! {
                            <p data-testid="stars-sum">{(words.stars_sum)(all, tenths)}</p>
                            <ul class="tallies">{lines.collect_view()}</ul>
                        }.into_any(),
                        None => view! { <p>{words.nobody_judged}</p> }.into_any(),
                    }}
                    {own.map(|own| view! {
                        <p class="own-vote own-counts" data-testid="own-stars"><Icon glyph=Glyph::Check />{(words.own_stars)(own)}</p>
                    })}
                </section>
            }
        })
    }
}
