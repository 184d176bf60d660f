//! The first screen: the ways in, the likely ones large.

use leptos::prelude::*;

use super::seat::Seat;
use super::welcome::{Start, Step, Stopped};
use crate::components::choice::{Chips, Choice};
use crate::components::icon::{Glyph, Icon};
use crate::i18n::Lang;
use crate::platform::page::set_title;
use crate::platform::prefs::{Prefs, texts};

/// The ways in.
#[component]
pub(super) fn First(start: Start, has_seat: RwSignal<bool>) -> impl IntoView {
    let t = texts();
    set_title(t.start.welcome);
    let way = move |glyph, words: &'static str, testid, step: fn() -> Step| {
        view! {
            <li>
                <button type="button" class="link-row" on:click=move |_| start.go(step()) data-testid=testid>
                    <Icon glyph />
                    <span class="link-row-name">{words}</span>
                    <Icon glyph=Glyph::Forward />
                </button>
            </li>
        }
    };
    view! {
        <main class="welcome" id="content">
            <img src="/icons/mark.svg" alt="" width="72" height="72" />
            <h1>{t.start.welcome}</h1>
            <p class="welcome-what">{t.start.what_it_is}</p>
            <Stopped start />
            <button type="button" class="button button-main button-wide button-tall" data-testid="way-scan"
                on:click=move |_| start.go(Step::Scan { has_camera: true })>
                <Icon glyph=Glyph::Scan />{t.joining.scan_to_join}
            </button>
            <button type="button" class="button button-wide button-tall" data-testid="way-paste"
                on:click=move |_| start.go(Step::Scan { has_camera: false })>
                <Icon glyph=Glyph::File />{t.joining.paste_link}
            </button>
            <p class="quiet welcome-where">{t.joining.where_code}</p>
            <ul class="card link-rows">
                {way(Glyph::Print, t.joining.have_paper, "way-paper", || Step::Scan { has_camera: true })}
                {way(Glyph::Person, t.joining.show_myself, "way-show", || Step::Show)}
                {way(Glyph::Home, t.joining.found, "way-found", || Step::Scan { has_camera: false })}
            </ul>
            <WelcomePrefs />
            <p class="welcome-promise"><Icon glyph=Glyph::Check />{t.start.promise}</p>
            <Seat start has_seat />
        </main>
    }
}

/// Language and large type, from the first start.
#[component]
fn WelcomePrefs() -> impl IntoView {
    let t = texts();
    let prefs: Prefs = expect_context();
    let languages = Lang::ALL.iter().map(|lang| Choice::new(lang.tag(), lang.own_name())).collect();
    view! {
        <div class="welcome-prefs">
            <Chips label=t.setting.language choices=languages is_bar=true testid="language"
                chosen=Signal::derive(move || prefs.lang.get().tag().to_owned())
                on_choose=move |tag: String| prefs.lang.set(Lang::of_tag(&tag)) />
            <button type="button" class="chip" aria-pressed=move || prefs.is_large.get().to_string() data-testid="large"
                on:click=move |_| prefs.is_large.update(|is_large| *is_large = !*is_large)>{t.start.large_offer}</button>
        </div>
    }
}
