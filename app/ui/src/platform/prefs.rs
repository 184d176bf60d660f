//! Settings of this device: language, appearance, large type, buzzing, notifications, how near boards are shown, whether the
//! tour was seen.
//!
//! **Invariant:** the browser's settings store holds these few words and nothing about a person.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::i18n::{Lang, Texts};
use crate::model::board::Zoom;

/// How the screens are coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Theme {
    /// As the system is.
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// All, in the order they are offered.
    pub(crate) const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// The word in the page and the store.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// The settings, as signals.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Prefs {
    /// Language.
    pub(crate) lang: RwSignal<Lang>,
    /// Appearance.
    pub(crate) theme: RwSignal<Theme>,
    /// Large type 长辈版.
    pub(crate) is_large: RwSignal<bool>,
    /// The three cards of the first run were seen.
    pub(crate) is_tour_over: RwSignal<bool>,
}

/// Reads the settings, gives them to the whole app, and keeps page and store in step with them.
pub(crate) fn provide() -> Prefs {
    let lang = kept("lang").or_else(|| window().navigator().language()).map_or(Lang::Chinese, |tag| Lang::of_tag(&tag));
    let theme = kept("theme").and_then(|word| Theme::ALL.into_iter().find(|theme| theme.word() == word));
    let prefs = Prefs {
        lang: RwSignal::new(lang),
        theme: RwSignal::new(theme.unwrap_or(Theme::Auto)),
        is_large: RwSignal::new(kept("type").as_deref() == Some("large")),
        is_tour_over: RwSignal::new(kept("tour").as_deref() == Some("over")),
    };
    provide_context(prefs);
    Effect::new(move |last: Option<()>| {
        let (lang, theme, is_large) = (prefs.lang.get(), prefs.theme.get(), prefs.is_large.get());
        let size = if is_large { "large" } else { "normal" };
        mark("lang", lang.tag());
        mark("data-theme", theme.word());
        mark("data-type", size);
        if last.is_some() {
            keep("lang", lang.tag());
            keep("theme", theme.word());
            keep("type", size);
        }
    });
    Effect::new(move |last: Option<()>| {
        let is_over = prefs.is_tour_over.get();
        if last.is_some() {
            keep("tour", if is_over { "over" } else { "wanted" });
        }
    });
    prefs
}

/// The texts in the person's language; changing it draws the screens anew.
pub(crate) fn texts() -> &'static Texts {
    use_context::<Prefs>().map_or(Lang::Chinese, |prefs| prefs.lang.get_untracked()).texts()
}

/// Whether the device buzzes when something is saved or refused.
pub(crate) fn buzzes() -> bool {
    kept("buzz").as_deref() != Some("off")
}

/// Remembers whether the device buzzes.
pub(crate) fn keep_buzz(is_on: bool) {
    keep("buzz", if is_on { "on" } else { "off" });
}

/// Whether the device tells of hazards and answers while nobody looks at the app.
pub(crate) fn notifies() -> bool {
    kept("notify").as_deref() == Some("on")
}

/// Remembers whether the device tells of hazards and answers.
pub(crate) fn keep_notifies(is_on: bool) {
    keep("notify", if is_on { "on" } else { "off" });
}

/// How near the boards of buildings were last looked at.
pub(crate) fn board_zoom() -> Zoom {
    kept("zoom").and_then(|word| Zoom::ALL.into_iter().find(|zoom| zoom.word() == word)).unwrap_or_default()
}

/// Remembers how near the boards are looked at.
pub(crate) fn keep_board_zoom(zoom: Zoom) {
    keep("zoom", zoom.word());
}

fn mark(attribute: &str, value: &str) {
    if let Some(root) = document().document_element() {
        drop(root.unchecked_ref::<web_sys::Element>().set_attribute(attribute, value));
    }
}

fn store() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

fn kept(name: &str) -> Option<String> {
    store()?.get_item(&format!("linli-{name}")).ok().flatten()
}

fn keep(name: &str, value: &str) {
    if let Some(store) = store() {
        drop(store.set_item(&format!("linli-{name}"), value));
    }
}
