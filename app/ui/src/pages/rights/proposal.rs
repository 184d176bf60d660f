//! A member's wish about their record, as those see it who keep the register: what stands, what is wished, and the answer.

use leptos::prelude::*;
use linli_contract::rights::{AnswerProposal, ProposalView, RecordWish};
use linli_shared::calendar::Millis;

use super::answer::{ConfirmErase, Decline};
use crate::bridge;
use crate::components::icon::{Glyph, Icon};
use crate::components::note::{Note, Weight};
use crate::components::sheet::Sheet;
use crate::model::rights::{Change, old_and_new};
use crate::pages::session::{Acts, Session};
use crate::platform::clock::say;
use crate::platform::prefs::texts;

/// The card; `on_done` is called once the answer is saved.
#[component]
pub(crate) fn ProposalCard(proposal: ProposalView, on_done: Callback<()>) -> impl IntoView {
    let t = texts();
    let who = proposal.by.clone().unwrap_or_else(|| t.members.nameless.to_owned());
    let place = proposal.path.join(" ");
    let when = say(t, Millis(proposal.at.saturating_mul(1_000)));
    let names: Vec<String> = proposal.people.iter().map(|(_, name)| name.clone()).collect();
    let asks = match &proposal.wish {
        RecordWish::Fresh => t.rights.asks_fresh.to_owned(),
        RecordWish::Correct(_) => t.rights.asks_correct.to_owned(),
        RecordWish::Erase(people) if people.is_empty() => t.rights.asks_erase_household.to_owned(),
        RecordWish::Erase(_) => (t.rights.asks_erase_people)(&(t.registers.names)(&names)),
    };
    let changes = old_and_new(t, &proposal).into_iter().map(|change| view! { <ChangeRow change /> }).collect_view();
    let said = (!proposal.words.is_empty())
        .then(|| view! { <p class="record-said" data-testid="proposal-words">{proposal.words.clone()}</p> });
    let newer = proposal.needs_newer_app.then(|| view! {
        <Note weight=Weight::Warn glyph=Glyph::Alert testid="proposal-newer"><p class="note-text">{t.rights.newer}</p></Note>
    });
    view! {
        <article class="card proposal" data-testid="proposal">
            <header>
                <h3>{(t.rights.proposal_of)(&who)}</h3>
                <p class="quiet">{place}" · "{when}</p>
            </header>
            <p>{asks}</p>
            <ul>{changes}</ul>
            {said}
            {newer}
            <Ways proposal on_done />
        </article>
    }
}

#[component]
fn ChangeRow(change: Change) -> impl IntoView {
    let t = texts();
    let whose = change.whose.unwrap_or_else(|| t.rights.of_home.to_owned());
    let old = change.old.unwrap_or_else(|| t.rights.nothing.to_owned());
    let new = change.new.unwrap_or_else(|| t.rights.nothing.to_owned());
    view! {
        <li class="change" data-testid="change">
            <p class="quiet">{whose}" · "{change.what}</p>
            <p><span class="change-old">{old}</span>" → "<span class="change-new">{new}</span></p>
        </li>
    }
}

/// The buttons: do it, decline it; an erasure is the committee's and is confirmed first.
#[component]
fn Ways(proposal: ProposalView, on_done: Callback<()>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let reach = Session::here().reach();
    let is_declining = RwSignal::new(false);
    let is_erasing = RwSignal::new(false);
    let is_erasure = matches!(proposal.wish, RecordWish::Erase(_));
    let may_answer = Memo::new(move |_| !is_erasure || reach.read().is_steward);
    let may_do = !proposal.needs_newer_app;
    let label = match proposal.wish {
        RecordWish::Fresh => t.rights.do_fresh,
        RecordWish::Correct(_) => t.rights.do_correct,
        RecordWish::Erase(_) => t.rights.do_erase,
    };
    let id = proposal.proposal;
    let done = move || {
        let request = AnswerProposal { proposal: id, is_done: true, words: String::new() };
        acts.run(bridge::ask(request), move |()| {
            is_erasing.try_set(false);
            acts.toasts.say(t.rights.done);
            on_done.run(());
        });
    };
    let on_click = move |_| if is_erasure { is_erasing.set(true) } else { done() };
    let on_declined = Callback::new(move |()| {
        is_declining.try_set(false);
        acts.toasts.say(t.rights.declined);
        on_done.run(());
    });
    let confirmed = Callback::new(move |()| done());
    let proposal = StoredValue::new(proposal);
    view! {
        <Show when=move || may_answer.get() fallback=move || view! { <p class="quiet">{t.rights.only_committee}</p> }>
            <div class="proposal-ways">
                {may_do.then(|| view! {
                    <button type="button" class="button" class:button-main=!is_erasure class:button-danger=is_erasure
                        on:click=on_click data-testid="proposal-do">
                        <Icon glyph=if is_erasure { Glyph::Trash } else { Glyph::Check } />{label}
                    </button>
                })}
                <button type="button" class="button" on:click=move |_| is_declining.set(true) data-testid="proposal-decline">
                    {t.rights.decline}
                </button>
            </div>
        </Show>
        <Sheet open=is_declining title=t.rights.decline testid="decline-sheet">
            <Decline proposal=id on_done=on_declined />
        </Sheet>
        <Sheet open=is_erasing title=t.rights.erase_record testid="erase-sheet">
            {move || view! { <ConfirmErase proposal=proposal.get_value() on_confirm=confirmed /> }}
        </Sheet>
    }
}
