//! The doors that are left, in walking order: ticked on the screen while knocking, or printed.

use leptos::prelude::*;
use linli_contract::notices::{ReachBuilding, ReachDoor, ReachView};
use linli_shared::ids::RecordId;

use crate::components::choice::{Chips, Choice};
use crate::components::icon::Glyph;
use crate::components::loaded::Nothing;
use crate::model::notices::reach::{Left, count, left};
use crate::platform::prefs::texts;
use crate::platform::ticks::{keep_ticks, ticks};

const UNREAD: &str = "unread";
const UNCONFIRMED: &str = "unconfirmed";

/// The list on the screen.
#[component]
pub(super) fn Knock(
    view: Memo<ReachView>,
    which: RwSignal<Left>,
    wants_confirmation: Memo<bool>,
    notice: RecordId,
) -> impl IntoView {
    let t = texts();
    let buildings = Memo::new(move |_| left(&view.read(), which.get()));
    let number = Memo::new(move |_| count(&buildings.read()));
    let ticked = RwSignal::new(ticks(notice));
    Effect::new(move |before: Option<()>| {
        let ticks = ticked.read();
        if before.is_some() {
            keep_ticks(notice, &ticks);
        }
    });
    let done = move || {
        let (ticked, buildings) = (ticked.read(), buildings.read());
        buildings.iter().flat_map(|building| &building.doors).filter(|door| ticked.contains(&door.door)).count()
    };
    let choices =
        vec![Choice::new(UNREAD, t.notices.left_unread), Choice::new(UNCONFIRMED, t.notices.left_unconfirmed)];
    let choices = StoredValue::new(choices);
    let chosen = Signal::derive(move || if which.get() == Left::Unread { UNREAD } else { UNCONFIRMED }.to_owned());
    let choose = move |code: String| which.set(if code == UNCONFIRMED { Left::Unconfirmed } else { Left::Unread });
    let door = move |door: ReachDoor| {
        let id = door.door;
        let toggle = move |_| {
            ticked.update(|ticked| {
                if !ticked.remove(&id) {
                    ticked.insert(id);
                }
            });
        };
        view! {
            <li>
                <label class="knock-door">
                    <input type="checkbox" prop:checked=move || ticked.read().contains(&id) on:change=toggle data-testid="knock-door" />
                    <span>{door.label}</span>
                </label>
            </li>
        }
    };
    let building = move |building: ReachBuilding| {
        view! {
            <section class="knock-building">
                <h3>{building.label}</h3>
                <ul>{building.doors.into_iter().map(door).collect_view()}</ul>
            </section>
        }
    };
    view! {
        <section class="card" data-testid="knock">
            <Show when=move || wants_confirmation.get()>
                <Chips label=t.notices.left_which choices=choices.get_value() chosen on_choose=choose is_bar=true testid="knock-which" />
            </Show>
            <Show when=move || number.get() != 0 fallback=move || view! {
                <Nothing what=t.notices.nobody_left next=t.notices.nobody_left_next glyph=Glyph::Check />
            }>
                <div class="knock-head">
                    <h2>{move || (t.notices.to_knock)(number.get())}</h2>
                    <span class="quiet" role="status">{move || (t.notices.ticked)(done(), number.get())}</span>
                </div>
                {move || buildings.get().into_iter().map(building).collect_view()}
                <p class="quiet">{t.notices.ticks_hint}</p>
            </Show>
        </section>
    }
}

/// The list for the printer: what is left, with a box for each door and room for a word.
#[component]
pub(super) fn Paper(view: Memo<ReachView>, which: RwSignal<Left>) -> impl IntoView {
    let t = texts();
    let buildings = Memo::new(move |_| left(&view.read(), which.get()));
    let title = move || (t.notices.print_title)(&view.read().row.title);
    let door =
        |door: ReachDoor| view! { <tr><th scope="row">{door.label}</th><td class="paper-state">"☐"</td><td></td></tr> };
    let building = move |building: ReachBuilding| {
        view! {
            <section class="paper reach-paper">
                <table>
                    <thead>
                        <tr class="paper-head"><td colspan="3">
                            <span class="paper-title">{building.label}</span>
                            <span class="paper-place">{title()}</span>
                        </td></tr>
                        <tr>
                            <th scope="col">{t.notices.column_door}</th>
                            <th scope="col">{t.notices.column_told}</th>
                            <th scope="col" class="paper-note">{t.buildings.column_note}</th>
                        </tr>
                    </thead>
                    <tbody>{building.doors.into_iter().map(door).collect_view()}</tbody>
                </table>
            </section>
        }
    };
    view! { <div class="reach-papers" aria-hidden="true">{move || buildings.get().into_iter().map(building).collect_view()}</div> }
}
