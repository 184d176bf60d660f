//! The two answers that take more than a tap: declining with a reason, erasing for good.

use leptos::prelude::*;
use linli_contract::rights::{AnswerProposal, ProposalView, RecordWish};
use linli_shared::ids::RecordId;

use super::ask_erase::WORDS;
use crate::bridge;
use crate::components::points::Points;
use crate::components::text_field::TextField;
use crate::components::typed_confirm::TypedConfirm;
use crate::pages::session::Acts;
use crate::platform::prefs::texts;

/// Declines a wish; the person has a right to the reason.
#[component]
pub(crate) fn Decline(proposal: RecordId, on_done: Callback<()>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let words = RwSignal::new(String::new());
    let is_tried = RwSignal::new(false);
    let is_empty = Memo::new(move |_| words.read().trim().is_empty());
    let error = move || if is_tried.get() && is_empty.get() { t.rights.decline_needs_words } else { "" }.to_owned();
    let send = move |submit: leptos::ev::SubmitEvent| {
        submit.prevent_default();
        is_tried.set(true);
        if !is_empty.get_untracked() {
            let words = words.read_untracked().trim().to_owned();
            let request = AnswerProposal { proposal, is_done: false, words };
            acts.run(bridge::ask(request), move |()| on_done.run(()));
        }
    };
    view! {
        <form class="stack" novalidate autocomplete="off" on:submit=send>
            <TextField id="decline-words" label=t.rights.decline_words text=words on_text=move |text| words.set(text)
                max=WORDS hint=Signal::stored(t.rights.decline_hint.to_owned()) error=Signal::derive(error) is_last=true
                testid="decline-words" />
            <button type="submit" class="button button-main button-wide" data-testid="act-confirm">{t.rights.decline_send}</button>
        </form>
    }
}

/// Confirms an erasure that was asked for.
#[component]
pub(crate) fn ConfirmErase(proposal: ProposalView, on_confirm: Callback<()>) -> impl IntoView {
    let t = texts();
    let names: Vec<String> = proposal.people.iter().map(|(_, name)| name.clone()).collect();
    let whom = match &proposal.wish {
        RecordWish::Erase(people) if !people.is_empty() => (t.registers.names)(&names),
        RecordWish::Erase(_) | RecordWish::Fresh | RecordWish::Correct(_) => {
            format!("{} {}", proposal.path.join(" "), t.rights.erase_whole)
        }
    };
    let word = t.rights.erase_word;
    view! {
        <div class="stack">
            <p class="act-sentence">{(t.rights.erase_sentence)(&whom)}</p>
            <Points points=t.rights.erase_goes />
            <TypedConfirm word ask=(t.rights.erase_type)(word) label=t.rights.confirm_erase on_confirm />
        </div>
    }
}
