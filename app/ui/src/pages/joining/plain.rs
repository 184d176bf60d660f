//! A screen of somebody who is no member yet: a heading, a way back, the content. It stands outside of the router.

use leptos::prelude::*;

use crate::components::frame::HEADING;
use crate::components::icon::{Glyph, Icon};
use crate::components::note::{Note, Weight};
use crate::i18n::Said;
use crate::platform::back;
use crate::platform::page::{focus_heading, set_title};
use crate::platform::prefs::texts;

/// A screen without addresses.
#[component]
pub(crate) fn Plain(
    #[prop(into)] title: String,
    /// Where the arrow leads; none on the first one.
    #[prop(optional, into)]
    on_back: Option<Callback<()>>,
    #[prop(optional)] testid: &'static str,
    children: Children,
) -> impl IntoView {
    let t = texts();
    set_title(&format!("{title} · {}", t.shell.app));
    focus_heading(HEADING);
    window().scroll_to_with_x_and_y(0.0, 0.0);
    let arrow = on_back.map(|on_back| {
        view! {
            <button type="button" class="bar-button" id=back::ARROW aria-label=t.shell.back data-testid="step-back"
                on:click=move |_| on_back.run(())>
                <Icon glyph=Glyph::Back />
            </button>
        }
    });
    view! {
        <div class="screen" data-testid=testid>
            <header class="bar">
                {arrow}
                <div class="bar-title"><h1 id=HEADING tabindex="-1">{title}</h1></div>
            </header>
            <main id="content" class="plain">{children()}</main>
        </div>
    }
}

/// Lets the device's back leave a step of such a screen rather than the app.
pub(crate) fn hold_back(is_inside: Signal<bool>, leave: Callback<()>) {
    let held = StoredValue::new(None::<u32>);
    let release = move || {
        if let Some(number) = held.try_update_value(Option::take).flatten() {
            back::release(number);
        }
    };
    on_cleanup(release);
    Effect::new(move |_| {
        if !is_inside.get() {
            release();
        } else if held.with_value(Option::is_none) {
            let left = Callback::new(move |()| {
                held.try_set_value(None);
                leave.run(());
            });
            held.set_value(Some(back::hold(left)));
        }
    });
}

/// What went wrong, and what to do, read out when it appears.
#[component]
pub(crate) fn Trouble(said: Said) -> impl IntoView {
    view! {
        <Note weight=Weight::Bad glyph=Glyph::Alert testid="trouble">
            <div class="note-text" role="alert"><strong>{said.what}</strong><p>{said.next}</p></div>
        </Note>
    }
}
