//! Language, appearance, large type; who this device belongs to; what the app is.

use leptos::prelude::*;

use super::news::NewsSettings;
use super::photos::PhotoSettings;
use crate::components::choice::{Chips, Choice};
use crate::components::frame::Frame;
use crate::i18n::Lang;
use crate::pages::session::Session;
use crate::platform::device::{Tap, tap};
use crate::platform::prefs::{self, Prefs, Theme, texts};

/// `/settings`.
#[component]
pub(crate) fn SettingsPage() -> impl IntoView {
    let t = texts();
    let prefs: Prefs = expect_context();
    let session = Session::here();
    let member = session.member;
    let reach = session.reach();
    // The tour shows the boards of those who keep the register.
    let walks = Memo::new(move |_| reach.read().keeps_register);
    let languages = Lang::ALL.iter().map(|lang| Choice::new(lang.tag(), lang.own_name())).collect();
    let theme_name = |theme| match theme {
        Theme::Auto => t.setting.theme_auto,
        Theme::Light => t.setting.theme_light,
        Theme::Dark => t.setting.theme_dark,
    };
    let themes = Theme::ALL.iter().map(|theme| Choice::new(theme.word(), theme_name(*theme))).collect();
    let choose_theme = move |word: String| {
        if let Some(theme) = Theme::ALL.into_iter().find(|theme| theme.word() == word) {
            prefs.theme.set(theme);
        }
    };
    let buzzes = RwSignal::new(prefs::buzzes());
    let switch_buzz = move |_| {
        buzzes.update(|is_on| *is_on = !*is_on);
        prefs::keep_buzz(buzzes.get_untracked());
        tap(Tap::Done);
    };
    let me = move || {
        member.get().map(|me| {
            let roles = me.roles.iter().map(|role| format!("{} {}", (t.area.role)(role.role), role.scope_label));
            (me.name.unwrap_or_default(), me.community, roles.collect::<Vec<_>>().join(" · "))
        })
    };
    view! {
        <Frame title=t.setting.title back=Some("/more".to_owned())>
            {move || me().map(|(name, community, roles)| view! {
                <section class="card" data-testid="me">
                    <h2>{if name.is_empty() { t.setting.me.to_owned() } else { name }}</h2>
                    <p>{roles}</p>
                    <p class="quiet">{community}</p>
                </section>
            })}
            <section class="card stack">
                <div class="setting">
                    <h2>{t.setting.language}</h2>
                    <Chips label=t.setting.language choices=languages is_bar=true testid="language"
                        chosen=Signal::derive(move || prefs.lang.get().tag().to_owned())
                        on_choose=move |tag: String| prefs.lang.set(Lang::of_tag(&tag)) />
                </div>
                <div class="setting">
                    <h2>{t.setting.theme}</h2>
                    <Chips label=t.setting.theme choices=themes is_bar=true testid="theme"
                        chosen=Signal::derive(move || prefs.theme.get().word().to_owned()) on_choose=choose_theme />
                </div>
                <button type="button" class="switch" role="switch" aria-checked=move || prefs.is_large.get().to_string()
                    data-testid="large" on:click=move |_| prefs.is_large.update(|is_large| *is_large = !*is_large)>
                    <span><strong>{t.setting.large}</strong><span class="quiet">{t.setting.large_hint}</span></span>
                    <span class="switch-track" aria-hidden="true"></span>
                </button>
                <button type="button" class="switch" role="switch" aria-checked=move || buzzes.get().to_string()
                    data-testid="buzz" on:click=switch_buzz>
                    <span><strong>{t.setting.buzz}</strong><span class="quiet">{t.setting.buzz_hint}</span></span>
                    <span class="switch-track" aria-hidden="true"></span>
                </button>
                <p class="quiet">{t.setting.kept_here}</p>
            </section>
            <NewsSettings />
            <PhotoSettings />
            <section class="card">
                <h2>{t.setting.about}</h2>
                <p>{t.setting.about_text}</p>
                <Show when=move || walks.get()>
                    <button type="button" class="button-text" data-testid="tour-again"
                        on:click=move |_| prefs.is_tour_over.set(false)>{t.tour.again}</button>
                </Show>
                <p class="quiet">{t.setting.version}" "{env!("CARGO_PKG_VERSION")}</p>
            </section>
        </Frame>
    }
}
