//! Taking an entry off its shelf, which can be undone for a while: until then nothing was sent.
//!
//! **Invariant:** what is about to go is shown nowhere, and comes back if it is undone, if taking it off failed, or if the
//! app was closed before.

use core::time::Duration;
use std::collections::BTreeSet;

use leptos::prelude::*;
use linli_contract::guides::SaveGuide;
use linli_shared::ids::RecordId;
use wasm_bindgen_futures::spawn_local;

use crate::bridge;
use crate::pages::session::Acts;

/// Longer than undo is offered.
const KEPT_FOR_UNDO: Duration = Duration::from_secs(11);

thread_local! {
    static GOING: ArcRwSignal<BTreeSet<RecordId>> = ArcRwSignal::new(BTreeSet::new());
}

/// The entries that are about to go.
pub(super) fn going() -> ArcRwSignal<BTreeSet<RecordId>> {
    GOING.with(Clone::clone)
}

/// Takes an entry off unless that is undone.
pub(super) fn remove(guide: RecordId, title: &str, acts: Acts) {
    going().update(|all| _ = all.insert(guide));
    let back = Callback::new(move |()| going().update(|all| _ = all.remove(&guide)));
    acts.toasts.say_with_undo((acts.t.guides.removed)(title), back);
    set_timeout(
        move || {
            if !going().with_untracked(|all| all.contains(&guide)) {
                return;
            }
            spawn_local(async move {
                if let Err(failure) = bridge::ask(SaveGuide { changes: Some(guide), form: None }).await {
                    let said = (acts.t.shell.failure)(&failure);
                    acts.toasts.fail(crate::i18n::Said { what: acts.t.guides.remove_failed, next: said.next });
                }
                going().update(|all| _ = all.remove(&guide));
            });
        },
        KEPT_FOR_UNDO,
    );
}
