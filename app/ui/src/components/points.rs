//! A few points below each other: what happens, what to do in which order.

use leptos::prelude::*;

/// The points; numbered where their order matters.
#[component]
pub(crate) fn Points(
    points: &'static [&'static str],
    #[prop(optional)] is_ordered: bool,
    #[prop(optional)] testid: &'static str,
) -> impl IntoView {
    let items = points.iter().map(|point| view! { <li>{*point}</li> }).collect_view();
    if is_ordered {
        view! { <ol class="points" data-testid=testid>{items}</ol> }.into_any()
    } else {
        view! { <ul class="points" data-testid=testid>{items}</ul> }.into_any()
    }
}
