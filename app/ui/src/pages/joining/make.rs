//! A new invitation: for whom, for how long, for how many.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use linli_contract::joining::MakeInvitation;
use linli_shared::ids::AreaId;

use super::scope::{ScopePicker, root};
use crate::bridge;
use crate::components::choice::{Chips, Choice};
use crate::components::sheet::Sheet;
use crate::components::text_field::TextField;
use crate::model::joining::WORD_MAX;
use crate::pages::session::{Acts, Session};
use crate::platform::prefs::texts;

/// Days that are offered.
const DAYS: [u16; 4] = [7, 30, 90, 365];

/// Numbers of people that are offered.
const USES: [u32; 4] = [10, 50, 200, 1_000];

/// The sheet.
#[component]
pub(super) fn MakeSheet(open: RwSignal<bool>) -> impl IntoView {
    let t = texts();
    view! { <Sheet open title=t.joining.invite testid="invite-sheet"><Make open /></Sheet> }
}

#[component]
fn Make(open: RwSignal<bool>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let root = root(Session::here());
    let navigate = use_navigate();
    let is_building = RwSignal::new(false);
    let building = RwSignal::new(None::<AreaId>);
    let (days, uses) = (RwSignal::new(DAYS[1]), RwSignal::new(USES[1]));
    let label = RwSignal::new(String::new());
    let scope = Memo::new(move |_| if is_building.get() { building.get() } else { root });
    let kinds = vec![Choice::new("all", t.joining.for_all), Choice::new("building", t.joining.for_building)];
    let kind = move || if is_building.get() { "building" } else { "all" }.to_owned();
    let day_choices =
        DAYS.iter().map(|days| Choice::new(days.to_string(), (t.joining.days)(*days))).collect::<Vec<_>>();
    let use_choices =
        USES.iter().map(|uses| Choice::new(uses.to_string(), (t.joining.people)(*uses))).collect::<Vec<_>>();
    let make = move || {
        let Some(scope) = scope.get_untracked() else { return };
        let request = MakeInvitation {
            scope,
            days: days.get_untracked(),
            uses: uses.get_untracked(),
            label: label.get_untracked().trim().to_owned(),
        };
        let navigate = navigate.clone();
        acts.run(bridge::ask(request), move |made| {
            open.set(false);
            acts.toasts.say(t.joining.invitation_made);
            if made.link.is_some() {
                navigate(&format!("/invitations/{}/poster", made.invitation), Default::default());
            }
        });
    };
    view! {
        <form class="stack" novalidate on:submit=move |submit| { submit.prevent_default(); make(); }>
            <div>
                <p class="label">{t.joining.for_whom}</p>
                <Chips label=t.joining.for_whom choices=kinds chosen=Signal::derive(kind) is_bar=true testid="invite-kind"
                    on_choose=move |code: String| is_building.set(code == "building") />
            </div>
            <Show when=move || is_building.get()><ScopePicker is_grid=false near=None area=building /></Show>
            <div>
                <p class="label">{t.joining.how_long}</p>
                <Chips label=t.joining.how_long choices=day_choices testid="invite-days"
                    chosen=Signal::derive(move || days.get().to_string())
                    on_choose=move |code: String| days.set(code.parse().unwrap_or(DAYS[1])) />
            </div>
            <div>
                <p class="label">{t.joining.how_many}</p>
                <Chips label=t.joining.how_many choices=use_choices testid="invite-uses"
                    chosen=Signal::derive(move || uses.get().to_string())
                    on_choose=move |code: String| uses.set(code.parse().unwrap_or(USES[1])) />
            </div>
            <TextField id="invite-label" label=t.joining.poster_label text=label on_text=move |text| label.set(text)
                max=WORD_MAX hint=Signal::stored(t.joining.poster_label_hint.to_owned()) is_last=true testid="invite-label" />
            <button type="submit" class="button button-main button-wide" disabled=move || scope.read().is_none()
                data-testid="invite-make">{t.joining.invite}</button>
        </form>
    }
}
