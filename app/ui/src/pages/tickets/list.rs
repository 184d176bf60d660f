//! Lists of tickets: own ones, what waits for one's hand, what is open, overdue, done, public.

use leptos::prelude::*;
use linli_contract::tickets::{Category, ReadTickets, TicketList, TicketsView};
use linli_contract::{Event, Failure};

use super::chosen::{Chosen, PART, chosen};
use super::row::Rows;
use crate::components::choice::{Chips, Choice};
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Load, Loaded, Nothing};
use crate::components::text_field::TextField;
use crate::load::load_changing;
use crate::model::tickets::{LISTS, category_name, first, shown_lists};
use crate::pages::session::Session;
use crate::pages::sync::line::SyncDot;
use crate::pages::tabs::back_unless_tab;
use crate::platform::page::keep_scroll;
use crate::platform::prefs::texts;

/// Whether an event speaks of tickets.
pub(super) fn concerns_tickets(event: &Event) -> bool {
    matches!(event, Event::TicketsChanged(_) | Event::StandingChanged | Event::AreasChanged)
}

/// The code of a list among chips.
const fn code(list: TicketList) -> &'static str {
    match list {
        TicketList::Mine => "mine",
        TicketList::ToDo => "todo",
        TicketList::Open => "open",
        TicketList::Overdue => "overdue",
        TicketList::Closed => "closed",
        TicketList::Public => "public",
    }
}

/// `/tickets`.
#[component]
pub(crate) fn TicketsPage() -> impl IntoView {
    let t = texts();
    let session = Session::here();
    let reach = session.reach();
    keep_scroll("/tickets".into());
    let asked = chosen();
    let request = Memo::new(move |_| {
        let handles = reach.read().handles_tickets();
        let Chosen { list, category, text, from, count } = asked.get();
        let list = list.unwrap_or(if handles { TicketList::ToDo } else { TicketList::Mine });
        ReadTickets { list, category, area: None, text: text.trim().to_owned(), from, count }
    });
    let tickets: Load<TicketsView> = load_changing(request, concerns_tickets);
    // A list that is not this person's, chosen in another role or community, gives way to their first.
    Effect::new(move |_| {
        let is_refused = tickets.failure.with(|failure| *failure == Some(Failure::NoRight));
        if is_refused && asked.with_untracked(|asked| asked.list.is_some()) {
            tickets.failure.set(None);
            asked.set(Chosen::default());
        }
    });
    Effect::new(move |_| {
        let wished = request.read().list;
        let theirs = tickets.value.with(|view| view.as_ref().map(|view| first(&view.counts, wished)));
        if let Some(list) = theirs.filter(|list| *list != wished) {
            asked.update(|asked| asked.list = Some(list));
        }
    });
    let title = move || if reach.read().handles_tickets() { t.tickets.title_work } else { t.tickets.title };
    let may_report = Memo::new(move |_| reach.read().may_report());
    let has_services = Memo::new(move |_| {
        let offers = |view: &TicketsView| view.categories.iter().any(|one| one.is_service && !one.is_off);
        tickets.value.with(|view| view.as_ref().is_some_and(offers))
    });
    let actions = move || {
        view! {
            <Show when=move || may_report.get()>
                <div class="actions-row">
                    <a class="button button-main" href="/tickets/new" data-testid="new-report">
                        <Icon glyph=Glyph::Plus />{t.tickets.new_report}
                    </a>
                    <Show when=move || has_services.get()>
                        <a class="button" href="/tickets/new?service=1" data-testid="new-service">
                            <Icon glyph=Glyph::Heart />{t.tickets.new_service}
                        </a>
                    </Show>
                </div>
            </Show>
        }
    };
    let list = Memo::new(move |_| request.read().list);
    view! {
        <Frame title=Signal::derive(move || title().to_owned()) back=back_unless_tab("/tickets") aside=|| view! { <SyncDot /> }
            actions=actions>
            <Which tickets list asked />
            <Narrow tickets asked />
            <Loaded load=tickets is_offline=session.is_offline() children=move |view| view! { <Shown view list asked /> } />
        </Frame>
    }
}

/// The lists that are this person's, with how many are in each.
#[component]
fn Which(tickets: Load<TicketsView>, list: Memo<TicketList>, asked: RwSignal<Chosen>) -> impl IntoView {
    let t = texts();
    let counts = Memo::new(move |_| {
        tickets.value.with(|view| view.as_ref().map(|view| view.counts.clone())).unwrap_or_default()
    });
    let choose = move |code_of: String| {
        let list = LISTS.into_iter().find(|list| code(*list) == code_of);
        asked.update(|asked| *asked = Chosen { list, ..asked.clone() }.anew());
    };
    move || {
        let choices: Vec<Choice> = shown_lists(&counts.read())
            .into_iter()
            .map(|(list, count)| {
                let name = (t.tickets.list)(list);
                Choice::new(code(list), if count == 0 { name.to_owned() } else { format!("{name} {count}") })
            })
            .collect();
        (choices.len() > 1).then(|| {
            view! {
                <div class="ticket-lists">
                    <Chips label=t.tickets.lists choices chosen=Signal::derive(move || code(list.get()).to_owned())
                        on_choose=choose testid="ticket-lists" />
                </div>
            }
        })
    }
}

/// Search and category; where there is little to search, neither.
#[component]
fn Narrow(tickets: Load<TicketsView>, asked: RwSignal<Chosen>) -> impl IntoView {
    let t = texts();
    let categories = Memo::new(move |_| {
        tickets.value.with(|view| view.as_ref().map(|view| view.categories.clone())).unwrap_or_default()
    });
    let is_needed = Memo::new(move |_| {
        let is_narrowed = asked.with(|asked| asked.category.is_some() || !asked.text.is_empty());
        is_narrowed || tickets.value.with(|view| view.as_ref().is_some_and(|view| view.total > 5))
    });
    let text = Memo::new(move |_| asked.read().text.clone());
    let search = move |text: String| asked.update(|asked| *asked = Chosen { text, ..asked.clone() }.anew());
    let pick = move |event| {
        let key = event_target_value(&event);
        let category = (!key.is_empty()).then_some(key);
        asked.update(|asked| *asked = Chosen { category, ..asked.clone() }.anew());
    };
    let options = move || {
        let categories = categories.get();
        let option = |category: &Category| {
            let key = category.key.clone();
            let name = category_name(t, &key, &categories);
            let is_it = asked.with(|asked| asked.category.as_deref() == Some(key.as_str()));
            view! { <option value=key selected=is_it>{name}</option> }
        };
        categories.iter().map(option).collect_view()
    };
    view! {
        <Show when=move || is_needed.get()>
            <div class="ticket-narrow">
                <TextField id="ticket-search" label=t.tickets.search text on_text=search max=60
                    hint=Signal::stored(t.tickets.search_hint.to_owned()) is_last=true testid="ticket-search" />
                <div class="field">
                    <label for="ticket-category">{t.tickets.report.what}</label>
                    <select id="ticket-category" on:change=pick data-testid="ticket-category">
                        <option value="" selected=move || asked.with(|asked| asked.category.is_none())>
                            {t.tickets.all_categories}
                        </option>
                        {options}
                    </select>
                </div>
            </div>
        </Show>
    }
}

#[component]
fn Shown(view: Memo<TicketsView>, list: Memo<TicketList>, asked: RwSignal<Chosen>) -> impl IntoView {
    let t = texts();
    let is_empty = Memo::new(move |_| view.read().rows.is_empty());
    let is_narrowed = Memo::new(move |_| asked.with(|asked| asked.category.is_some() || !asked.text.is_empty()));
    let is_public = Memo::new(move |_| list.get() == TicketList::Public);
    let from = Memo::new(move |_| asked.read().from);
    let left = Memo::new(move |_| {
        view.with(|view| {
            let shown = u32::try_from(view.rows.len()).unwrap_or(u32::MAX);
            view.total.saturating_sub(from.get()).saturating_sub(shown)
        })
    });
    let more = move |_| asked.update(Chosen::more);
    let earlier = move |_| asked.update(Chosen::earlier);
    let nothing = move || {
        if is_narrowed.get() {
            view! { <Nothing what=t.tickets.nothing_fits next=t.tickets.nothing_fits_next glyph=Glyph::Search /> }
        } else {
            let said = (t.tickets.nothing)(list.get());
            view! { <Nothing what=said.what next=said.next glyph=Glyph::File /> }
        }
    };
    view! {
        <Show when=move || !is_empty.get() fallback=nothing>
            <p class="quiet ticket-total" role="status" data-testid="ticket-total">
                {move || (t.tickets.total)(view.read().total)}
            </p>
            <Show when=move || { from.get() > 0 }>
                <button type="button" class="button button-wide ticket-earlier" on:click=earlier data-testid="tickets-earlier">
                    {t.tickets.earlier}
                </button>
            </Show>
            <Rows rows=Signal::derive(move || view.get().rows) categories=Signal::derive(move || view.get().categories)
                is_public />
            <Show when=move || { left.get() > 0 }>
                <button type="button" class="button button-wide ticket-more" on:click=more data-testid="tickets-more">
                    {move || (t.tickets.more)(left.get().min(PART))}
                </button>
            </Show>
        </Show>
    }
}
