//! The trail: every step with who, for whom, when by both clocks, in what words; a step without effect says why.

use leptos::prelude::*;
use linli_contract::photos::AttachedView;
use linli_contract::sync::RecordSync;
use linli_contract::tickets::{Handler, Step, StepView, TicketView};
use linli_shared::calendar::Millis;

use crate::components::icon::{Glyph, Icon};
use crate::components::photos::PhotoStrip;
use crate::components::sync_mark::SyncMark;
use crate::i18n::Texts;
use crate::model::tickets::{handler_name, names_of};
use crate::platform::clock::say;
use crate::platform::prefs::texts;

/// The trail, oldest first.
#[component]
pub(super) fn Trail(view: Memo<TicketView>) -> impl IntoView {
    let t = texts();
    let begin = move || {
        let view = view.read();
        let who = if view.row.is_mine { t.tickets.me.to_owned() } else { view.reporter.clone().unwrap_or_default() };
        view! {
            <li class="trail-step">
                <p class="trail-line"><strong>{who}</strong>" "{t.tickets.reported}</p>
                <p class="quiet">{say(t, view.row.reported)}</p>
            </li>
        }
    };
    let steps = move || view.get().steps.into_iter().enumerate().collect::<Vec<_>>();
    view! {
        <section class="card" data-testid="trail">
            <h2>{t.tickets.trail}</h2>
            <ol class="trail">
                {begin}
                <For each=steps key=|(at, step)| (*at, key_of(step)) children=move |(at, step)| {
                    let attached = Signal::derive(move || {
                        view.with(|view| view.steps.get(at).map(|step| step.attached.clone())).unwrap_or_default()
                    });
                    let (names, is_service) = view.with_untracked(|view| (view.names.clone(), view.row.is_service));
                    view! { <OneStep step attached names is_service /> }
                } />
            </ol>
        </section>
    }
}

/// What makes a step another one; its photos on their way do not.
fn key_of(step: &StepView) -> String {
    format!("{:?}", StepView { attached: Vec::new(), ..step.clone() })
}

/// To whom a step went.
fn to_of(t: &Texts, step: &Step, names: &[(Handler, String)]) -> String {
    match step {
        Step::Sent { to } => names_of(t, to, names),
        Step::OpenedTo { to } => handler_name(t, *to, names),
        Step::Accepted
        | Step::Note
        | Step::Offline { .. }
        | Step::Returned
        | Step::Resolved
        | Step::Confirmed
        | Step::Reopened
        | Step::Rated { .. }
        | Step::Urged
        | Step::Withdrawn => String::new(),
    }
}

#[component]
fn OneStep(
    step: StepView,
    attached: Signal<Vec<AttachedView>>,
    names: Vec<(Handler, String)>,
    is_service: bool,
) -> impl IntoView {
    let t = texts();
    let who = if step.is_mine {
        t.tickets.me.to_owned()
    } else {
        step.by.clone().unwrap_or_else(|| t.tickets.somebody.to_owned())
    };
    let hand = step.hand.map(|hand| handler_name(t, hand, &names));
    let words = if is_service && step.step == Step::Accepted {
        t.tickets.act.took_order.to_owned()
    } else if is_service && step.step == Step::Returned {
        t.tickets.act.declined_order.to_owned()
    } else {
        (t.tickets.step)(&step.step, &to_of(t, &step.step, &names))
    };
    let void = step.void.map(t.tickets.void);
    let said = (!step.words.is_empty()).then(|| view! { <p class="trail-said">{step.words.clone()}</p> });
    let sync = (step.sync != RecordSync::WithRelay).then(|| view! { <SyncMark sync=step.sync /> });
    view! {
        <li class="trail-step" class:trail-void=void.is_some() data-testid="step">
            <p class="trail-line">
                <strong>{who}</strong>
                {hand.map(|hand| view! { <span class="tag">{hand}</span> })}
                <span>{words}</span>
                {sync}
            </p>
            {said}
            <PhotoStrip attached />
            {step.needs_newer_app.then(|| view! { <p class="quiet">{t.tickets.newer}</p> })}
            {void.map(|said| view! {
                <p class="trail-why" data-testid="step-void"><Icon glyph=Glyph::Alert /><span><strong>{said.what}</strong>" "{said.next}</span></p>
            })}
            <Times at=step.at relayed=step.relayed />
        </li>
    }
}

/// When: by the relay, or by the device while it is only there; a tap shows both.
#[component]
fn Times(at: Millis, relayed: Option<Millis>) -> impl IntoView {
    let t = texts();
    let is_open = RwSignal::new(false);
    let both = move || {
        is_open.get().then(|| {
            let relay = relayed.map_or_else(|| t.tickets.not_sent.to_owned(), |at| (t.tickets.at_relay)(&say(t, at)));
            view! { <span class="trail-both" data-testid="step-times"><span>{(t.tickets.at_device)(&say(t, at))}</span><span>{relay}</span></span> }
        })
    };
    view! {
        <button type="button" class="trail-time" title=t.tickets.times aria-expanded=move || is_open.get().to_string()
            on:click=move |_| is_open.update(|open| *open = !*open) data-testid="step-time">
            <Icon glyph=Glyph::Clock />{say(t, relayed.unwrap_or(at))}
        </button>
        {both}
    }
}
