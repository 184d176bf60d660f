//! A member's page was opened by a code: a newcomer's goes to the desk, any other is said to be for somebody else.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use linli_contract::joining::{CodeView, ReadCode, ReviewCode};

use crate::bridge;
use crate::pages::session::Acts;
use crate::platform::code::{Arrival, take_arrival};

/// Follows what stood behind `#`, and again whenever that changes. A seat in it has done its work.
#[component]
pub(crate) fn Arrived(arrival: Option<Arrival>) -> impl IntoView {
    let acts = Acts::here();
    let navigate = use_navigate();
    let arrive = move |arrival| {
        let Some(Arrival::Code(code)) = arrival else { return };
        let navigate = navigate.clone();
        acts.run(bridge::ask(ReadCode { text: code.clone() }), move |known| match known {
            CodeView::Newcomer => acts.run(bridge::ask(ReviewCode { code }), move |request| {
                navigate(&format!("/desk/{}", request.device), Default::default());
            }),
            CodeView::Invite { .. } | CodeView::Card | CodeView::Paper | CodeView::Voucher | CodeView::Permit => {
                acts.toasts.fail(acts.t.joining.member_already);
            }
        });
    };
    arrive(arrival);
    let changed = window_event_listener_untyped("hashchange", move |_| arrive(take_arrival()));
    on_cleanup(move || changed.remove());
}
