//! The own devices: which there are, a further one, the sheet of paper.

use leptos::prelude::*;
use linli_contract::members::{DeviceView, MemberCard, ReadMember};
use linli_shared::ids::MemberId;

use super::add_device::AddDevice;
use super::device::{DeviceRows, RemoveDeviceSheet};
use super::list::concerns_members;
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Empty, Load, Loaded};
use crate::components::sheet::Sheet;
use crate::load::load;
use crate::pages::session::{Acts, Session};
use crate::platform::prefs::texts;

/// `/devices`.
#[component]
pub(crate) fn DevicesPage() -> impl IntoView {
    let t = texts();
    let session = Session::here();
    let me = Memo::new(move |_| session.member.with(|me| me.as_ref().map(|me| me.member)));
    view! {
        <Frame title=t.nav.devices back=Some("/more".to_owned())>
            {move || me.get().map(|member| view! { <Devices member /> })}
        </Frame>
    }
}

#[component]
fn Devices(member: MemberId) -> impl IntoView {
    let t = texts();
    let session = Session::here();
    let load: Load<MemberCard> = load(ReadMember { member }, concerns_members);
    let empty = Empty {
        is_empty: |card: &MemberCard| card.devices.is_empty(),
        what: t.members.no_devices,
        next: t.members.nobody_next,
    };
    view! {
        <Loaded load empty=empty is_offline=session.is_offline() is_filling=session.is_meeting()
            children=move |card| view! { <Own card again=load.again /> } />
    }
}

#[component]
fn Own(card: Memo<MemberCard>, again: RwSignal<u32>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let devices = Signal::derive(move || card.read().devices.clone());
    let removing = RwSignal::new(None::<DeviceView>);
    let is_removing = RwSignal::new(false);
    let is_adding = RwSignal::new(false);
    let remove = move |device: DeviceView| {
        removing.set(Some(device));
        is_removing.set(true);
    };
    let on_removed = Callback::new(move |()| {
        is_removing.set(false);
        again.update(|count| *count += 1);
        acts.toasts.say(t.members.device_removed);
    });
    view! {
        <p class="quiet">{t.members.devices_hint}</p>
        <section class="card member-part" data-testid="own-devices">
            <DeviceRows devices may_remove=Signal::stored(true) on_remove=remove />
        </section>
        <button type="button" class="button button-main button-wide member-part" data-testid="add-device"
            on:click=move |_| is_adding.set(true)><Icon glyph=Glyph::Plus />{t.members.add_device}</button>
        <a class="card home-card member-part" href="/paper" data-testid="paper-key">
            <Icon glyph=Glyph::Print />
            <span class="home-words"><strong>{t.members.paper}</strong><span class="quiet">{t.members.paper_hint}</span></span>
            <Icon glyph=Glyph::Forward />
        </a>
        <p class="quiet member-part">
            {t.members.leave_hint}" "<a href="/communities">{t.communities.title}</a>
        </p>
        <Sheet open=is_removing title=t.members.remove_device_title testid="device-sheet">
            {move || removing.get().map(|device| view! { <RemoveDeviceSheet device on_done=on_removed /> })}
        </Sheet>
        <Sheet open=is_adding title=t.members.add_device testid="add-device-sheet">
            <AddDevice devices again on_done=move |()| is_adding.set(false) />
        </Sheet>
    }
}
