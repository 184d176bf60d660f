//! Keeps what is typed into a conversation and not sent, so that it is still there tomorrow.

use core::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use linli_contract::chats::{ChatAct, ChatId, DoChat};
use wasm_bindgen_futures::spawn_local;

use crate::bridge;
use crate::platform::page::on_leaving;

/// How long after the last key it is kept.
const PAUSE: Duration = Duration::from_millis(600);

/// Watches the words of a conversation; leaving the screen or the app keeps them at once.
pub(super) fn keep(chat: ChatId, words: RwSignal<String>) {
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let kept = StoredValue::new(words.get_untracked());
    let stop = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    let keep_now = move || {
        stop();
        let Some(words) = words.try_get_untracked() else { return };
        let is_new = kept.try_update_value(|kept| {
            let is_new = *kept != words;
            kept.clone_from(&words);
            is_new
        });
        if is_new == Some(true) {
            // What cannot be kept stays on the screen, and is kept with the next word.
            spawn_local(async move { drop(bridge::ask(DoChat { chat, act: ChatAct::Draft(words) }).await) });
        }
    };
    Effect::new(move |is_begun: Option<()>| {
        words.track();
        if is_begun.is_some() {
            stop();
            timer.set_value(set_timeout_with_handle(keep_now, PAUSE).ok());
        }
    });
    on_leaving(keep_now);
}
