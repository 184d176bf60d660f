//! A request is returned with a reason, so that the newcomer can mend it and ask again.

use leptos::prelude::*;
use linli_contract::joining::{ReplyReason, ReturnRequest};
use linli_shared::ids::DeviceId;

use crate::bridge;
use crate::components::choice::{Chips, Choice};
use crate::components::sheet::Sheet;
use crate::components::text_field::TextField;
use crate::model::joining::NOTE_MAX;
use crate::pages::session::Acts;
use crate::platform::prefs::texts;

const REASONS: [(&str, ReplyReason); 5] = [
    ("unknown", ReplyReason::Unknown),
    ("door", ReplyReason::WrongDoor),
    ("seat", ReplyReason::SeatTaken),
    ("office", ReplyReason::ComeToOffice),
    ("other", ReplyReason::Other),
];

/// The sheet.
#[component]
pub(super) fn SendBackSheet(open: RwSignal<bool>, device: DeviceId, on_returned: Callback<()>) -> impl IntoView {
    let t = texts();
    view! {
        <Sheet open title=t.joining.send_back testid="send-back-sheet"><SendBack device on_returned /></Sheet>
    }
}

#[component]
fn SendBack(device: DeviceId, on_returned: Callback<()>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let chosen = RwSignal::new(String::new());
    let words = RwSignal::new(String::new());
    let reason =
        move || REASONS.iter().find(|(code, _)| chosen.with(|chosen| chosen == code)).map(|(_, reason)| *reason);
    // Another reason says nothing by itself.
    let is_ready =
        Memo::new(move |_| reason().is_some_and(|one| one != ReplyReason::Other || !words.read().trim().is_empty()));
    let choices =
        REASONS.iter().map(|(code, reason)| Choice::new(*code, (t.joining.reason)(*reason))).collect::<Vec<_>>();
    let send = move || {
        let Some(reason) = untrack(reason).filter(|_| is_ready.get_untracked()) else { return };
        let request = ReturnRequest { device, reason, words: words.get_untracked().trim().to_owned() };
        acts.run(bridge::ask(request), move |()| {
            acts.toasts.say(t.joining.sent_back);
            on_returned.run(());
        });
    };
    view! {
        <form class="stack" novalidate on:submit=move |submit| { submit.prevent_default(); send(); }>
            <p class="quiet">{t.joining.send_back_what}</p>
            <Chips label=t.joining.reason_why choices chosen on_choose=move |code| chosen.set(code) testid="send-back-reason" />
            <TextField id="send-back-words" label=t.joining.words_to_newcomer text=words on_text=move |text| words.set(text)
                max=NOTE_MAX is_last=true testid="send-back-words" />
            <button type="submit" class="button button-main button-wide" disabled=move || !is_ready.get()
                data-testid="send-back-confirm">{t.joining.send_back}</button>
        </form>
    }
}
