//! Devices in a list, and the removal of one: what happens at once, and what cannot be done.

use leptos::prelude::*;
use linli_contract::members::{DeviceView, RemoveDevice};

use crate::bridge;
use crate::components::icon::{Glyph, Icon};
use crate::components::points::Points;
use crate::pages::session::Acts;
use crate::platform::clock::say;
use crate::platform::prefs::texts;

/// The devices: those that are served, and folded away those that no longer are.
#[component]
pub(crate) fn DeviceRows(
    #[prop(into)] devices: Signal<Vec<DeviceView>>,
    /// Whether the person may remove them.
    #[prop(into)]
    may_remove: Signal<bool>,
    #[prop(into)] on_remove: Callback<DeviceView>,
) -> impl IntoView {
    let t = texts();
    let numbered = Memo::new(move |_| devices.get().into_iter().zip(1..).collect::<Vec<(DeviceView, usize)>>());
    let rows = move |is_removed: bool| {
        let all = numbered.get().into_iter().filter(move |(device, _)| device.is_removed == is_removed);
        let row = |(device, number)| view! { <DeviceRow device number may_remove on_remove /> };
        all.map(row).collect_view()
    };
    let removed = Memo::new(move |_| devices.read().iter().filter(|device| device.is_removed).count());
    view! {
        <ul>{move || rows(false)}</ul>
        <Show when=move || removed.get() != 0>
            <details class="fold">
                <summary>{move || (t.members.removed_devices)(removed.get())}
                    <span class="fold-arrow"><Icon glyph=Glyph::Forward /></span></summary>
                <ul>{move || rows(true)}</ul>
            </details>
        </Show>
    }
}

#[component]
fn DeviceRow(
    device: DeviceView,
    number: usize,
    may_remove: Signal<bool>,
    on_remove: Callback<DeviceView>,
) -> impl IntoView {
    let t = texts();
    let name = if device.is_paper { t.members.paper_device.to_owned() } else { (t.members.device)(number) };
    let added = device.added.map_or_else(|| t.members.added_unknown.to_owned(), |at| (t.members.added)(&say(t, at)));
    let (is_this, is_removed) = (device.is_this, device.is_removed);
    let device = StoredValue::new(device);
    let remove = move || {
        (may_remove.get() && !is_this && !is_removed).then(|| {
            view! {
                <button type="button" class="button-text button-danger" data-testid="remove-device"
                    on:click=move |_| on_remove.run(device.get_value())>{t.members.remove_device}</button>
            }
        })
    };
    view! {
        <li class="member-line" data-testid="device">
            <span class="member-line-words">
                {name}
                {is_this.then(|| view! { " "<span class="tag tag-care">{t.members.this_device}</span> })}
                {is_removed.then(|| view! { " "<span class="tag">{t.members.device_removed_mark}</span> })}
                " "<span class="quiet">{added}</span>
            </span>
            {remove}
        </li>
    }
}

/// Removes a device.
#[component]
pub(crate) fn RemoveDeviceSheet(device: DeviceView, on_done: Callback<()>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let remove = move |_| {
        acts.run(bridge::ask(RemoveDevice { device: device.device }), move |()| on_done.run(()));
    };
    view! {
        <div class="stack">
            <h3>{t.members.at_once}</h3>
            <Points points=t.members.at_once_effects />
            <h3>{t.members.cannot}</h3>
            <Points points=t.members.cannot_effects />
            <button type="button" class="button button-wide button-danger" on:click=remove data-testid="act-confirm">
                <Icon glyph=Glyph::Trash />{t.members.remove_device_title}
            </button>
        </div>
    }
}
