//! Confirming what cannot be taken back: a word is typed before the button works.

use leptos::prelude::*;

use super::text_field::TextField;

/// The longest word, in characters, with room for a slip.
const LENGTH: u32 = 20;

/// The field and the button.
#[component]
pub(crate) fn TypedConfirm(
    /// The word.
    word: &'static str,
    /// What the person is asked to do.
    #[prop(into)]
    ask: String,
    /// What the button says.
    label: &'static str,
    #[prop(into)] on_confirm: Callback<()>,
    #[prop(optional, into)] is_blocked: Signal<bool>,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let fits = Memo::new(move |_| typed.read().trim().to_lowercase() == word && !is_blocked.get());
    let on_submit = move |submit: leptos::ev::SubmitEvent| {
        submit.prevent_default();
        if fits.get_untracked() {
            on_confirm.run(());
        }
    };
    view! {
        <form class="stack" novalidate autocomplete="off" on:submit=on_submit>
            <TextField id="confirm-word" label=ask text=typed on_text=move |text| typed.set(text) max=LENGTH is_last=true
                testid="confirm-word" />
            <button type="submit" class="button button-wide button-danger" disabled=move || !fits.get()
                data-testid="confirm">{label}</button>
        </form>
    }
}
