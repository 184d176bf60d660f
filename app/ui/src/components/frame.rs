//! The frame of a screen: a bar with heading and way back, the content, and the main actions within reach of the thumb.

use leptos::ev;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::icon::{Glyph, Icon};
use crate::platform::back;
use crate::platform::page::{focus_heading, set_title};
use crate::platform::prefs::texts;

/// The heading's id; the focus goes there when the screen changes.
pub(crate) const HEADING: &str = "heading";

/// A screen.
#[component]
pub(crate) fn Frame(
    /// What it is about.
    #[prop(into)]
    title: Signal<String>,
    /// A word or two below the title.
    #[prop(optional, into)]
    subtitle: Signal<String>,
    /// Where the arrow leads if the person came from outside; none on the screens of the tabs.
    #[prop(optional, into)]
    back: Signal<Option<String>>,
    /// At the right of the bar.
    #[prop(optional, into)]
    aside: ViewFn,
    /// At the bottom, always in reach.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
    /// Whether the content may be wider than a column of text.
    #[prop(optional)]
    is_wide: bool,
    children: Children,
) -> impl IntoView {
    let t = texts();
    focus_heading(HEADING);
    Effect::new(move |_| set_title(&format!("{} · {}", title.get(), t.shell.app)));
    let navigate = use_navigate();
    let back_link = move || {
        back.get().map(|to| {
            let (navigate, parent) = (navigate.clone(), to.clone());
            let on_click = move |click: ev::MouseEvent| {
                if click.ctrl_key() || click.meta_key() || click.shift_key() {
                    return;
                }
                click.prevent_default();
                if !back::go() {
                    navigate(&parent, back::in_place());
                }
            };
            view! {
                <a class="bar-button" id=back::ARROW href=to on:click=on_click aria-label=t.shell.back data-testid="back">
                    <Icon glyph=Glyph::Back />
                </a>
            }
        })
    };
    view! {
        <div class="screen" class:screen-wide=is_wide>
            <header class="bar">
                {back_link}
                <div class="bar-title">
                    <h1 id=HEADING tabindex="-1">{title}</h1>
                    {move || (!subtitle.read().is_empty()).then(|| view! { <p class="bar-subtitle">{subtitle}</p> })}
                </div>
                {aside.run()}
            </header>
            <main id="content">{children()}</main>
            {actions.map(|actions| view! { <footer class="actions">{actions.run()}</footer> })}
        </div>
    }
}
