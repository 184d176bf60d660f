//! Choosing one of a few by a tap.
//!
//! **Invariant:** what is chosen is shown, and what the keyboard reaches too.

use leptos::ev;
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::platform::prefs::texts;

/// One thing to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice {
    /// What is chosen.
    pub(crate) code: String,
    /// What it is called.
    pub(crate) name: String,
}

impl Choice {
    /// A choice.
    pub(crate) fn new(code: impl Into<String>, name: impl Into<String>) -> Self {
        Self { code: code.into(), name: name.into() }
    }
}

/// Chips in a row that wraps; the chosen one is pressed, and tapping it again takes the choice back where that is allowed.
#[component]
pub(crate) fn Chips(
    /// Names the group for screen readers.
    #[prop(into)]
    label: String,
    choices: Vec<Choice>,
    #[prop(into)] chosen: Signal<String>,
    /// Called with the code chosen, empty when taken back.
    #[prop(into)]
    on_choose: Callback<String>,
    /// Whether nothing may be chosen.
    #[prop(optional)]
    may_be_empty: bool,
    /// As one bar of equal parts rather than as loose chips.
    #[prop(optional)]
    is_bar: bool,
    /// Above a list: two lines at the most, and a chip that shows what else there is.
    #[prop(optional)]
    is_strip: bool,
    #[prop(optional, into)] testid: String,
) -> impl IntoView {
    let fold = is_strip.then(Fold::watch);
    let chips = choices.into_iter().map(|choice| {
        let code = StoredValue::new(choice.code.clone());
        let is_chosen = move || chosen.with(|chosen| code.with_value(|code| chosen == code));
        let on_click = move |_| {
            let code = code.get_value();
            let is_taken_back = may_be_empty && chosen.with_untracked(|chosen| *chosen == code);
            on_choose.run(if is_taken_back { String::new() } else { code });
        };
        view! {
            <button type="button" class="chip" aria-pressed=move || is_chosen().to_string() on:click=on_click
                data-code=choice.code>{choice.name}</button>
        }
    });
    let more = fold.map(|fold| {
        let t = texts();
        view! {
            <Show when=move || fold.has_more.get()>
                <button type="button" class="chip chips-more" aria-expanded="false" on:click=move |_| fold.open()
                    data-testid="chips-more">{t.shell.more}</button>
            </Show>
        }
    });
    let strip = fold.map(|fold| fold.strip).unwrap_or_default();
    view! {
        <div class=if is_bar { "chips chips-bar" } else { "chips" } role="group" aria-label=label data-testid=testid node_ref=strip
            class:chips-folded=move || fold.is_some_and(|fold| !fold.is_open.get())
            on:focusin=move |focus| { fold.inspect(|fold| fold.show(&focus)); }>
            {chips.collect_view()}
            {more}
        </div>
    }
}

/// A strip of which two lines are shown until somebody asks for more, or chose or reached with the keyboard what is not shown.
#[derive(Clone, Copy)]
struct Fold {
    strip: NodeRef<Div>,
    is_open: RwSignal<bool>,
    has_more: RwSignal<bool>,
}

impl Fold {
    fn watch() -> Self {
        let fold = Self { strip: NodeRef::new(), is_open: RwSignal::new(false), has_more: RwSignal::new(false) };
        Effect::new(move |_| {
            if fold.strip.get().is_some() {
                // What stands in which line is known once it is drawn.
                request_animation_frame(move || fold.look());
            }
        });
        let handle = window_event_listener(ev::resize, move |_| fold.look());
        on_cleanup(move || handle.remove());
        fold
    }

    /// The first chip that is not shown, and whether one that is not shown is chosen.
    fn beyond(self) -> Option<(HtmlElement, bool)> {
        let strip = self.strip.try_get_untracked().flatten()?;
        let end = strip.client_height();
        let chips = strip.children();
        let chips = (0..chips.length()).filter_map(|at| chips.item(at)?.dyn_into::<HtmlElement>().ok());
        let mut hidden = chips.filter(|chip| chip.offset_top() >= end).peekable();
        let first = hidden.peek().cloned()?;
        Some((first, hidden.any(|chip| chip.get_attribute("aria-pressed").as_deref() == Some("true"))))
    }

    fn look(self) {
        if self.is_open.try_get_untracked() != Some(false) {
            return;
        }
        let beyond = self.beyond();
        let is_chosen = beyond.as_ref().is_some_and(|(_, is_chosen)| *is_chosen);
        self.is_open.set(is_chosen);
        self.has_more.set(beyond.is_some() && !is_chosen);
    }

    /// Shows everything; who asked goes on at the first of what was not shown.
    fn open(self) {
        let first = self.beyond();
        self.is_open.set(true);
        self.has_more.set(false);
        if let Some((first, _)) = first {
            drop(first.focus());
        }
    }

    /// What the keyboard reaches comes into view: below the first line it may lie under the chip that shows more.
    fn show(self, focus: &web_sys::FocusEvent) {
        let reached = focus.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
        let is_covered = |chip: &HtmlElement| chip.offset_top() > 0 && !chip.has_attribute("aria-expanded");
        let is_by_key = |chip: &HtmlElement| chip.matches(":focus-visible") == Ok(true);
        if self.has_more.get_untracked() && reached.is_some_and(|chip| is_by_key(&chip) && is_covered(&chip)) {
            self.is_open.set(true);
            self.has_more.set(false);
        }
    }
}
