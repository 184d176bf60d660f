//! Whose new device it is, and which of their old ones are no longer served.

use std::collections::BTreeSet;

use leptos::prelude::*;
use linli_contract::Event;
use linli_contract::members::{DeviceView, MemberCard, MemberRow, MembersView, ReadMember, ReadMembers};
use linli_shared::ids::{DeviceId, MemberId};

use crate::components::choice::{Chips, Choice};
use crate::components::icon::Glyph;
use crate::components::loaded::{Load, Loaded};
use crate::components::note::{Note, Weight};
use crate::load::load;
use crate::platform::clock::say;
use crate::platform::prefs::texts;

/// The member, namesakes first.
#[component]
pub(super) fn Replacing(
    namesakes: Vec<MemberRow>,
    member: RwSignal<Option<MemberId>>,
    remove: RwSignal<BTreeSet<DeviceId>>,
) -> impl IntoView {
    let t = texts();
    let is_other = RwSignal::new(namesakes.is_empty());
    let rows = namesakes.clone();
    let choose = move |code: String| {
        member.set(rows.iter().map(|row| row.member).find(|id| id.to_string() == code));
    };
    let chosen = move || member.get().map(|member| member.to_string()).unwrap_or_default();
    let has_namesakes = !namesakes.is_empty();
    let choices: Vec<Choice> = namesakes.iter().map(|row| Choice::new(row.member.to_string(), title(row))).collect();
    view! {
        <Note weight=Weight::Warn glyph=Glyph::Alert><p class="note-text">{t.joining.be_sure}</p></Note>
        {has_namesakes.then(|| view! {
            <div>
                <p class="label">{t.joining.whose_device}</p>
                <Chips label=t.joining.whose_device choices chosen=Signal::derive(chosen) on_choose=choose
                    testid="replace-member" />
            </div>
            <button type="button" class="button-text" on:click=move |_| is_other.set(true) data-testid="replace-other">
                {t.joining.another_member}
            </button>
        })}
        <Show when=move || is_other.get()><Everybody member /></Show>
        {move || member.get().map(|member| view! { <OldDevices member remove /> })}
    }
}

fn title(row: &MemberRow) -> String {
    let t = texts();
    let roles = row.roles.iter().map(|role| format!("{}{}", role.scope_label, (t.area.role)(role.role)));
    let roles = roles.collect::<Vec<_>>().join("、");
    let name = row.name.clone().unwrap_or_else(|| t.door.nameless.to_owned());
    if roles.is_empty() { name } else { format!("{name}（{roles}）") }
}

/// All members, where the name differs from the one given before.
#[component]
fn Everybody(member: RwSignal<Option<MemberId>>) -> impl IntoView {
    let t = texts();
    let load: Load<MembersView> = load(ReadMembers, |event| matches!(event, Event::DeskChanged));
    view! {
        <Loaded load children=move |view| {
            let rows: Vec<(MemberId, String)> =
                view.read_untracked().members.iter().map(|row| (row.member, title(row))).collect();
            let options = rows.iter().map(|(id, name)| view! { <option value=id.to_string()>{name.clone()}</option> });
            let options = options.collect_view();
            let choose = move |code: String| {
                member.set(rows.iter().map(|(id, _)| *id).find(|id| id.to_string() == code));
            };
            view! {
                <div class="field">
                    <label for="replace-all">{t.joining.whose_device}</label>
                    <select id="replace-all" on:change=move |event| choose(event_target_value(&event)) data-testid="replace-all">
                        <option value="">{t.form.choose}</option>
                        {options}
                    </select>
                </div>
            }
        } />
    }
}

/// The member's devices; those marked are removed in the same act.
#[component]
fn OldDevices(member: MemberId, remove: RwSignal<BTreeSet<DeviceId>>) -> impl IntoView {
    let t = texts();
    let load: Load<MemberCard> = load(ReadMember { member }, |event| matches!(event, Event::DeskChanged));
    remove.set(BTreeSet::new());
    view! {
        <Loaded load children=move |card| {
            let devices: Vec<DeviceView> =
                card.read_untracked().devices.iter().filter(|device| !device.is_removed).cloned().collect();
            // Whoever lost a phone rarely lost the paper too.
            remove.set(devices.iter().filter(|device| !device.is_paper).map(|device| device.device).collect());
            let has_devices = !devices.is_empty();
            let rows = devices.into_iter().map(|device| view! { <OldDevice device remove /> }).collect_view();
            view! {
                {has_devices.then(|| view! { <p class="label">{t.joining.remove_old}</p> })}
                {rows}
            }
        } />
    }
}

#[component]
fn OldDevice(device: DeviceView, remove: RwSignal<BTreeSet<DeviceId>>) -> impl IntoView {
    let t = texts();
    let id = device.device;
    let kind = if device.is_paper { t.joining.paper } else { t.joining.device };
    let added = device.added.map(|added| (t.joining.added)(&say(t, added))).unwrap_or_default();
    let on_change = move |event| {
        let is_removed = event_target_checked(&event);
        remove.update(|remove| _ = if is_removed { remove.insert(id) } else { remove.remove(&id) });
    };
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=move || remove.read().contains(&id) on:change=on_change
                data-testid="replace-device" />
            <span>{kind}" "{added}</span>
        </label>
    }
}
