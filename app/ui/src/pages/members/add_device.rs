//! A further phone: a code on this one, scanned by the new one. A code that is not used is made worthless.

use std::collections::BTreeSet;

use leptos::prelude::*;
use linli_contract::members::{DeviceView, MakeCard, RemoveDevice};
use linli_shared::ids::DeviceId;

use crate::bridge;
use crate::components::icon::{Glyph, Icon};
use crate::components::note::{Note, Weight};
use crate::components::points::Points;
use crate::components::qr::{CopyLink, Qr};
use crate::pages::session::Acts;
use crate::platform::prefs::texts;

/// The sheet.
#[component]
pub(crate) fn AddDevice(devices: Signal<Vec<DeviceView>>, #[prop(into)] on_done: Callback<()>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let link = RwSignal::new(None::<String>);
    let is_making = RwSignal::new(false);
    let before: BTreeSet<DeviceId> = devices.read_untracked().iter().map(|device| device.device).collect();
    // The card is the first device that was not there before; the new phone puts itself in its place.
    let card = Memo::new(move |_| devices.read().iter().find(|device| !before.contains(&device.device)).cloned());
    let is_used = Memo::new(move |_| card.read().as_ref().is_some_and(|card| card.is_removed));
    Effect::new(move |_| {
        if is_used.get() {
            acts.toasts.say(t.members.card_used);
            on_done.run(());
        }
    });
    let make = move |_| {
        if is_making.get_untracked() {
            return;
        }
        is_making.set(true);
        leptos::task::spawn_local(async move {
            match bridge::ask(MakeCard).await {
                Ok(made) => drop(link.try_set(Some(made))),
                Err(failure) => acts.toasts.fail((t.shell.failure)(&failure)),
            }
            is_making.try_set(false);
        });
    };
    let give_up = move |device: DeviceId| {
        acts.run(bridge::ask(RemoveDevice { device }), move |()| {
            acts.toasts.say(t.members.card_dropped);
            on_done.run(());
        });
    };
    let unused = move || {
        let device = card.get().filter(|card| !card.is_removed)?.device;
        Some(view! {
            <button type="button" class="button-text button-danger" on:click=move |_| give_up(device) data-testid="card-drop">
                {t.members.card_drop}
            </button>
        })
    };
    let shown = move |text: String| {
        view! {
            <Note weight=Weight::Warn glyph=Glyph::Alert testid="card-warning">
                <p class="note-text">{t.members.card_warning}</p>
            </Note>
            <div class="card-code"><Qr text=text.clone() label=t.members.card_label testid="card-code" /></div>
            <details class="fold">
                <summary>{t.members.card_link}<span class="fold-arrow"><Icon glyph=Glyph::Forward /></span></summary>
                <p class="quiet">{t.members.card_link_hint}</p>
                <CopyLink text />
            </details>
            {unused}
        }
    };
    let ask = move || {
        view! {
            <Points points=t.members.add_device_steps is_ordered=true />
            <button type="button" class="button button-main button-wide" on:click=make data-testid="make-card"
                aria-busy=move || is_making.get().to_string()>{t.members.make_card}</button>
        }
    };
    view! {
        <div class="stack">
            {move || match link.get() {
                Some(text) => shown(text).into_any(),
                None => ask().into_any(),
            }}
        </div>
    }
}
