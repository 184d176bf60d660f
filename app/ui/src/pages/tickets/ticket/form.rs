//! The form of one act: what it means in a sentence, what it needs, one button.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use linli_contract::Failure;
use linli_contract::photos::AttachedView;
use linli_contract::tickets::{Card, DoStep, Handler, MayDo, PublishTicket, StartThread, Step, TicketView};
use linli_shared::blobs::MAX_ATTACHED;
use linli_shared::ids::RecordId;
use linli_shared::tickets::TEXT;
use wasm_bindgen_futures::spawn_local;

use super::act::{Acting, act_name};
use super::card_form::CardForm;
use super::stars::StarChoice;
use super::to_whom::ToWhom;
use crate::bridge;
use crate::components::photos::PhotoPicker;
use crate::components::switch::Switch;
use crate::components::text_area::TextArea;
use crate::model::tickets::{is_ready, step_of, takes_photos};
use crate::pages::session::Acts;
use crate::platform::prefs::texts;

/// What is typed and chosen for an act.
#[derive(Clone, Copy)]
struct Form {
    act: MayDo,
    ticket: RecordId,
    words: RwSignal<String>,
    attached: RwSignal<Vec<AttachedView>>,
    to: RwSignal<Vec<Handler>>,
    card: RwSignal<Card>,
    stars: RwSignal<u8>,
    shows_photos: RwSignal<bool>,
    is_busy: RwSignal<bool>,
}

impl Form {
    fn is_ready(self) -> bool {
        let (words, to, card) = (self.words.read(), self.to.read(), self.card.read());
        is_ready(self.act, &words, self.attached.read().len(), &to, &card, self.stars.get())
    }

    /// Does it; the answer is the work thread, if one was begun.
    async fn carry_out(self) -> Result<Option<RecordId>, Failure> {
        let Self { act, ticket, .. } = self;
        let words = self.words.get_untracked().trim().to_owned();
        let stars = self.stars.get_untracked();
        match act {
            MayDo::Thread => {
                let with = self.to.get_untracked();
                return bridge::ask(StartThread { ticket, with, words }).await.map(Some);
            }
            MayDo::Publish => {
                let with_photos = self.shows_photos.get_untracked();
                return bridge::ask(PublishTicket { ticket, words, with_photos }).await.map(|()| None);
            }
            MayDo::Accept
            | MayDo::Note
            | MayDo::Send
            | MayDo::Offline
            | MayDo::Return
            | MayDo::Resolve
            | MayDo::Confirm
            | MayDo::Reopen
            | MayDo::Rate
            | MayDo::Urge
            | MayDo::Withdraw
            | MayDo::OpenTo => {}
        }
        let attached = self.attached.with_untracked(|all| all.iter().map(|one| one.id).collect());
        let step =
            step_of(act, &self.to.read_untracked(), self.card.get_untracked(), stars).ok_or(Failure::InvalidInput)?;
        bridge::ask(DoStep { ticket, step, words, attached }).await?;
        if act == MayDo::Confirm && stars > 0 {
            let rated = Step::Rated { stars };
            bridge::ask(DoStep { ticket, step: rated, words: String::new(), attached: Vec::new() }).await?;
        }
        Ok(None)
    }
}

/// The form.
#[component]
pub(super) fn ActForm(act: MayDo, view: Memo<TicketView>, acting: Acting) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let navigate = use_navigate();
    let form = begin(act, &view.read_untracked(), acting);
    let is_ready = Memo::new(move |_| form.is_ready());
    let submit = move || {
        if !is_ready.get_untracked() || form.is_busy.get_untracked() {
            return;
        }
        form.is_busy.set(true);
        let navigate = navigate.clone();
        spawn_local(async move {
            let done = form.carry_out().await;
            form.is_busy.try_set(false);
            match done {
                Ok(thread) => {
                    acting.words.try_update_value(|all| all.remove(&act));
                    acting.is_open.try_set(false);
                    acts.toasts.say((acts.t.tickets.act.done)(act));
                    if let Some(thread) = thread {
                        navigate(&format!("/tickets/{thread}"), leptos_router::NavigateOptions::default());
                    }
                }
                Err(Failure::TooLate) => acts.toasts.fail(acts.t.tickets.act.too_late),
                Err(failure) => acts.toasts.fail((acts.t.shell.failure)(&failure)),
            }
        });
    };
    let keep = move |text: String| {
        acting.words.update_value(|all| drop(all.insert(act, text.clone())));
        form.words.set(text);
    };
    let has_stars = act == MayDo::Rate || (act == MayDo::Confirm && view.with_untracked(|view| view.rating.is_none()));
    view! {
        <form class="stack act-form" novalidate autocomplete="off" on:submit=move |event| { event.prevent_default(); submit(); }>
            <p class="quiet">{(t.tickets.act.what)(act)}</p>
            {matches!(act, MayDo::Send | MayDo::OpenTo | MayDo::Thread).then(|| view! { <ToWhom act view to=form.to /> })}
            {(act == MayDo::Offline).then(|| view! { <CardForm card=form.card /> })}
            {has_stars.then(|| view! { <StarChoice stars=form.stars /> })}
            <TextArea id="act-words" label=(t.tickets.act.words)(act) text=form.words on_text=keep
                hint=Signal::stored((t.tickets.act.hint)(act).to_owned()) max=TEXT as u32 lines=3 testid="act-words" />
            {takes_photos(act).then(|| view! { <PhotoPicker attached=form.attached max=MAX_ATTACHED /> })}
            {(act == MayDo::Publish && view.with_untracked(|view| !view.attached.is_empty()))
                .then(|| view! {
                    <Switch is_on=form.shows_photos on_switch=move |on| form.shows_photos.set(on)
                        label=t.tickets.act.with_photos testid="act-photos" />
                 })}
            <button type="submit" class="button button-main button-wide" disabled=move || !is_ready.get()
                aria-busy=move || form.is_busy.get().to_string() data-testid="act-do">
                {act_name(t, act, view.with_untracked(|view| view.row.is_service))}
            </button>
        </form>
    }
}

/// Begins with what was typed before, or with what stands there already.
fn begin(act: MayDo, view: &TicketView, acting: Acting) -> Form {
    let typed = acting.words.with_value(|all| all.get(&act).cloned());
    let published = || view.public.as_ref().map_or_else(|| view.words.clone(), |public| public.words.clone());
    let words = typed.unwrap_or_else(|| if act == MayDo::Publish { published() } else { String::new() });
    Form {
        act,
        ticket: acting.ticket,
        words: RwSignal::new(words),
        attached: RwSignal::new(Vec::new()),
        to: RwSignal::new(Vec::new()),
        card: RwSignal::new(view.card.clone().unwrap_or_default()),
        stars: RwSignal::new(0),
        shows_photos: RwSignal::new(view.public.as_ref().is_some_and(|public| !public.attached.is_empty())),
        is_busy: RwSignal::new(false),
    }
}
