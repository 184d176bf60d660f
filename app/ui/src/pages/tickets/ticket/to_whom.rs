//! Choosing who gets a ticket: one or several, the first leads.

use leptos::prelude::*;
use linli_contract::tickets::{Handler, MayDo, TicketView};

use crate::components::icon::{Glyph, Icon};
use crate::model::tickets::{handler_name, toggle};
use crate::platform::prefs::texts;

/// Those it may go to.
#[component]
pub(super) fn ToWhom(act: MayDo, view: Memo<TicketView>, to: RwSignal<Vec<Handler>>) -> impl IntoView {
    let t = texts();
    let is_single = act == MayDo::OpenTo;
    // A case is opened for a department; the committee reads every work thread anyway.
    let fits = move |handler: Handler| {
        (act != MayDo::OpenTo || matches!(handler, Handler::Department(_)))
            && (act != MayDo::Thread || handler != Handler::Committee)
    };
    let one = move |(handler, name): (Handler, String)| {
        let at = Memo::new(move |_| to.read().iter().position(|one| *one == handler));
        let name = if name.is_empty() { handler_name(t, handler, &view.read_untracked().names) } else { name };
        view! {
            <button type="button" class="chip to-chip" aria-pressed=move || at.get().is_some().to_string()
                on:click=move |_| to.update(|to| toggle(to, handler, is_single)) data-testid="to-whom">
                {move || at.get().is_some().then(|| view! { <Icon glyph=Glyph::Check /> })}
                {name}
                {move || (at.get() == Some(0) && to.read().len() > 1).then(|| view! { <span class="tag">{t.tickets.lead}</span> })}
            </button>
        }
    };
    let all = move || {
        let all: Vec<_> = view.read().may_send_to.iter().filter(|(handler, _)| fits(*handler)).cloned().collect();
        all.into_iter().map(one).collect_view()
    };
    view! {
        <div role="group" aria-label=t.tickets.act.to_whom>
            <p class="label">{if is_single { t.tickets.act.to_whom } else { t.tickets.act.first_leads }}</p>
            <div class="chips">{all}</div>
        </div>
    }
}
