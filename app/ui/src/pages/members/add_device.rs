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
pub(crate) fn AddDevice(
    devices: Signal<Vec<DeviceView>>,
    /// Raised to fetch the devices again.
    again: RwSignal<u32>,
    #[prop(into)] on_done: Callback<()>,
) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let link = RwSignal::new(None::<String>);
    let is_making = RwSignal::new(false);
    let is_dropped = RwSignal::new(false);
    let before: BTreeSet<DeviceId> = devices.read_untracked().iter().map(|device| device.device).collect();
    // The card is a device that was not there before; the new phone puts itself in its place and removes it.
    let added = Memo::new(move |_| {
        devices.read().iter().filter(|device| !before.contains(&device.device)).cloned().collect::<Vec<_>>()
    });
    let is_used = Memo::new(move |_| added.read().iter().any(|device| device.is_removed));
    Effect::new(move |_| {
        if is_used.get() && !is_dropped.get_untracked() {
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
                Ok(made) => {
                    link.try_set(Some(made));
                    again.try_update(|count| *count += 1);
                }
                Err(failure) => acts.toasts.fail((t.shell.failure)(&failure)),
            }
            is_making.try_set(false);
        });
    };
    let give_up = move |device: DeviceId| {
        is_dropped.set(true);
        acts.run(bridge::ask(RemoveDevice { device }), move |()| {
            again.try_update(|count| *count += 1);
            acts.toasts.say(t.members.card_dropped);
            on_done.run(());
        });
    };
    let unused = move || {
        let device = added.read().iter().find(|device| !device.is_removed)?.device;
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
