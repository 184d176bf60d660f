//! A building leader says whether they know a newcomer; the committee decides.

use leptos::prelude::*;
use linli_contract::joining::Recommend;
use linli_shared::ids::DeviceId;

use crate::bridge;
use crate::components::icon::{Glyph, Icon};
use crate::components::text_field::TextField;
use crate::model::joining::NOTE_MAX;
use crate::pages::session::Acts;
use crate::platform::prefs::texts;

/// The question and its two answers.
#[component]
pub(super) fn Recommending(device: DeviceId) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let words = RwSignal::new(String::new());
    let say = move |is_for| {
        let request = Recommend { device, is_for, words: words.get_untracked().trim().to_owned() };
        acts.run(bridge::ask(request), move |()| {
            words.try_set(String::new());
            acts.toasts.say(t.joining.recommended);
        });
    };
    view! {
        <section class="card stack">
            <h2>{t.joining.do_you_know}</h2>
            <p class="quiet">{t.joining.do_you_know_what}</p>
            <TextField id="recommend-words" label=t.joining.add_words text=words on_text=move |text| words.set(text)
                max=NOTE_MAX is_last=true testid="recommend-words" />
            <div class="scanner-ways">
                <button type="button" class="button" on:click=move |_| say(false) data-testid="know-not">
                    <Icon glyph=Glyph::Close />{t.joining.i_do_not}
                </button>
                <button type="button" class="button button-main" on:click=move |_| say(true) data-testid="know">
                    <Icon glyph=Glyph::Check />{t.joining.i_know}
                </button>
            </div>
        </section>
    }
}
