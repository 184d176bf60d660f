//! What this person can do: the likeliest in the bar, the rest behind "more", each in a sheet of its own.

use std::collections::BTreeMap;

use leptos::prelude::*;
use linli_contract::tickets::{MayDo, TicketView};
use linli_shared::ids::RecordId;

use super::form::ActForm;
use crate::components::icon::{Glyph, Icon};
use crate::components::sheet::Sheet;
use crate::i18n::Texts;
use crate::model::tickets::bar;
use crate::platform::prefs::texts;

/// What the sheet shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doing {
    /// The acts that are not in the bar.
    More,
    /// One act.
    Act(MayDo),
}

/// An act under way.
#[derive(Clone, Copy)]
pub(super) struct Acting {
    /// Of this ticket.
    pub(super) ticket: RecordId,
    /// Whether the sheet is open.
    pub(super) is_open: RwSignal<bool>,
    doing: RwSignal<Doing>,
    /// What was typed, per act, so that a sheet closed by accident loses nothing.
    pub(super) words: StoredValue<BTreeMap<MayDo, String>>,
}

impl Acting {
    /// Nothing yet.
    pub(super) fn new(ticket: RecordId) -> Self {
        Self {
            ticket,
            is_open: RwSignal::new(false),
            doing: RwSignal::new(Doing::More),
            words: StoredValue::new(BTreeMap::new()),
        }
    }

    fn begin(self, doing: Doing) {
        self.doing.set(doing);
        self.is_open.set(true);
    }
}

/// The word of an act in the screens' test ids.
pub(super) const fn code(act: MayDo) -> &'static str {
    match act {
        MayDo::Accept => "accept",
        MayDo::Note => "note",
        MayDo::Send => "send",
        MayDo::Offline => "offline",
        MayDo::Return => "return",
        MayDo::Resolve => "resolve",
        MayDo::Confirm => "confirm",
        MayDo::Reopen => "reopen",
        MayDo::Rate => "rate",
        MayDo::Urge => "urge",
        MayDo::Withdraw => "withdraw",
        MayDo::OpenTo => "open-to",
        MayDo::Thread => "thread",
        MayDo::Publish => "publish",
    }
}

const fn glyph(act: MayDo) -> Glyph {
    match act {
        MayDo::Accept | MayDo::Resolve | MayDo::Confirm => Glyph::Check,
        MayDo::Note => Glyph::Edit,
        MayDo::Send => Glyph::Move,
        MayDo::Offline => Glyph::File,
        MayDo::Return | MayDo::Withdraw => Glyph::Undo,
        MayDo::Reopen => Glyph::Alert,
        MayDo::Rate => Glyph::Chart,
        MayDo::Urge => Glyph::Bell,
        MayDo::OpenTo | MayDo::Publish => Glyph::Eye,
        MayDo::Thread => Glyph::Plus,
    }
}

/// What an act is called; of a service order a provider takes it or declines.
pub(super) fn act_name(t: &Texts, act: MayDo, is_service: bool) -> &'static str {
    if is_service && act == MayDo::Accept {
        t.tickets.act.take_order
    } else if is_service && act == MayDo::Return {
        t.tickets.act.decline_order
    } else {
        (t.tickets.act.name)(act)
    }
}

/// The bar at the bottom.
#[component]
pub(super) fn Bar(view: RwSignal<Option<TicketView>>, acting: Acting) -> impl IntoView {
    let t = texts();
    let acts = Memo::new(move |_| view.with(|view| view.as_ref().map(|view| bar(&view.may))).unwrap_or_default());
    let is_service = Memo::new(move |_| view.with(|view| view.as_ref().is_some_and(|view| view.row.is_service)));
    move || {
        let bar = acts.get();
        let button = move |(at, act): (usize, MayDo)| {
            view! {
                <button type="button" class="button" class:button-main=at == 0 data-testid=format!("act-{}", code(act))
                    on:click=move |_| acting.begin(Doing::Act(act))>
                    <Icon glyph=glyph(act) />{act_name(t, act, is_service.get())}
                </button>
            }
        };
        (!bar.first.is_empty()).then(|| {
            view! {
                <div class="actions-row" role="group" aria-label=t.tickets.act.label>
                    {bar.first.into_iter().enumerate().map(button).collect_view()}
                    {(!bar.more.is_empty()).then(|| view! {
                        <button type="button" class="button" on:click=move |_| acting.begin(Doing::More) data-testid="act-more">
                            <Icon glyph=Glyph::More />{t.tickets.act.more}
                        </button>
                    })}
                </div>
            }
        })
    }
}

/// The sheet of an act.
#[component]
pub(super) fn ActSheet(view: Memo<TicketView>, acting: Acting) -> impl IntoView {
    let t = texts();
    let title = move || match acting.doing.get() {
        Doing::More => t.tickets.act.label,
        Doing::Act(act) => act_name(t, act, view.read().row.is_service),
    };
    view! {
        <Sheet open=acting.is_open title=Signal::derive(move || title().to_owned()) testid="act-sheet">
            {move || match acting.doing.get() {
                Doing::More => view! { <More view acting /> }.into_any(),
                Doing::Act(act) => view! { <ActForm act view acting /> }.into_any(),
            }}
        </Sheet>
    }
}

#[component]
fn More(view: Memo<TicketView>, acting: Acting) -> impl IntoView {
    let t = texts();
    let row = move |act: MayDo| {
        view! {
            <li>
                <button type="button" class="act-row" on:click=move |_| acting.begin(Doing::Act(act))
                    data-testid=format!("act-{}", code(act))>
                    <Icon glyph=glyph(act) />
                    <span><strong>{act_name(t, act, view.read_untracked().row.is_service)}</strong><span class="quiet">{(t.tickets.act.what)(act)}</span></span>
                </button>
            </li>
        }
    };
    view! { <ul class="act-rows">{move || bar(&view.read().may).more.into_iter().map(row).collect_view()}</ul> }
}
