//! Open reports that look like this one: to say "me too" instead of reporting it a second time.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use linli_contract::tickets::{FindSimilar, ReportView, SetVoice, TicketRow};
use linli_shared::ids::RecordId;

use super::super::list::concerns_tickets;
use super::super::row::{RowWords, address, row_key};
use super::writing::Writing;
use crate::bridge;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::Load;
use crate::load::load_changing;
use crate::model::tickets::{category_name, worth_asking};
use crate::pages::session::Acts;
use crate::platform::back;
use crate::platform::prefs::texts;

/// The most that are offered.
const MOST: usize = 3;

/// Similar ones; nothing until it is known what and where.
#[component]
pub(super) fn Similar(view: Memo<ReportView>, writing: Writing) -> impl IntoView {
    let is_worth_it = Memo::new(move |_| worth_asking(&writing.form.read()));
    view! { <Show when=move || is_worth_it.get()><Found view writing /></Show> }
}

#[component]
fn Found(view: Memo<ReportView>, writing: Writing) -> impl IntoView {
    let t = texts();
    let request = Memo::new(move |_| {
        let form = writing.form.read();
        let words = format!("{} {}", form.place.trim(), form.words.trim()).trim().to_owned();
        FindSimilar { category: form.category.clone(), area: form.area, words }
    });
    let similar: Load<Vec<TicketRow>> = load_changing(request, concerns_tickets);
    let rows = Memo::new(move |_| {
        let mut rows = similar.value.get().unwrap_or_default();
        rows.truncate(MOST);
        rows
    });
    let is_empty = Memo::new(move |_| rows.read().is_empty());
    view! {
        <div aria-live="polite">
            <Show when=move || !is_empty.get()>
                <section class="similar" data-testid="similar">
                    <p class="similar-head"><Icon glyph=Glyph::Eye /><strong>{t.tickets.report.similar}</strong></p>
                    <p class="quiet">{t.tickets.report.similar_hint}</p>
                    <ul>
                        <For each=move || rows.get() key=row_key children=move |row| {
                            let name = view.with_untracked(|view| category_name(t, &row.category, &view.categories));
                            view! { <li class="card similar-one"><One row name writing /></li> }
                        } />
                    </ul>
                </section>
            </Show>
        </div>
    }
}

#[component]
fn One(row: TicketRow, name: String, writing: Writing) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let (report, is_mine) = (row.ticket, row.is_mine);
    let to = address(&row, !is_mine);
    let navigate = use_navigate();
    let say = Callback::new(move |me_too: bool| {
        let navigate = navigate.clone();
        acts.run(bridge::ask(SetVoice { report, me_too, follows: true }), move |()| {
            writing.give_up();
            acts.toasts.say(if me_too { t.tickets.public.me_too_done } else { t.tickets.public.follow_done });
            navigate(&public_address(report), back::in_place());
        });
    });
    let voices = (!is_mine).then(|| {
        view! {
            <button type="button" class="button button-main" on:click=move |_| say.run(true) data-testid="similar-me-too">
                <Icon glyph=Glyph::Hand />{t.tickets.public.me_too}
            </button>
            <button type="button" class="button" on:click=move |_| say.run(false) data-testid="similar-follow">
                {t.tickets.public.follow}
            </button>
        }
    });
    view! {
        <div class="similar-row"><RowWords row name /></div>
        <div class="similar-acts">
            {voices}
            <a class="button" href=to data-testid="similar-look">{t.tickets.report.look}</a>
        </div>
    }
}

fn public_address(report: RecordId) -> String {
    format!("/public/{report}")
}
