//! Says that an act was done, and undoes it on demand; undoing can be taken back in turn.

use leptos::prelude::*;
use linli_contract::registers::Undo;

use crate::bridge;
use crate::pages::session::Acts;

/// Says what was done, with a way back where the core gave a number for it.
pub(crate) fn report(acts: Acts, words: impl Into<String>, number: Option<u64>) {
    match number {
        Some(number) => acts.toasts.say_with_undo(words, Callback::new(move |()| undo(acts, number))),
        None => acts.toasts.say(acts.t.registers.nothing_done),
    }
}

fn undo(acts: Acts, number: u64) {
    acts.run(bridge::ask(Undo { number }), move |undone| {
        let words = (acts.t.registers.undone)(undone.values, undone.kept);
        match undone.undo {
            Some(_) => report(acts, words, undone.undo),
            None => acts.toasts.say(words),
        }
    });
}
