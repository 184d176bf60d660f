//! Filling in the offline card: where to go, whom to ask for, what to bring.

use leptos::prelude::*;
use linli_contract::tickets::Card;
use linli_shared::tickets::CARD;

use crate::components::text_field::TextField;
use crate::platform::prefs::texts;

type Part = (&'static str, &'static str, &'static str, fn(&mut Card) -> &mut String);

/// The fields of a card.
#[component]
pub(super) fn CardForm(card: RwSignal<Card>) -> impl IntoView {
    let c = &texts().tickets.card;
    let parts: [Part; 5] = [
        ("card-office", c.office, c.office_hint, |card| &mut card.office),
        ("card-person", c.person, c.person_hint, |card| &mut card.person),
        ("card-papers", c.papers, c.papers_hint, |card| &mut card.papers),
        ("card-conditions", c.conditions, c.conditions_hint, |card| &mut card.conditions),
        ("card-limit", c.limit, c.limit_hint, |card| &mut card.limit),
    ];
    let field = move |(id, label, hint, of): Part| {
        let text = Memo::new(move |_| of(&mut card.get()).clone());
        view! {
            <TextField id label text on_text=move |text| card.update(|card| *of(card) = text)
                hint=Signal::stored(hint.to_owned()) max=CARD as u32 testid=id />
        }
    };
    view! { <div class="stack">{parts.into_iter().map(field).collect_view()}</div> }
}
