//! The sheet in which a steward admits a newcomer: as a new member with a home and a role, or as a member's new device.
//!
//! **Invariant:** what the newcomer wished is only where the choice begins; what is sent is what stands on the sheet.

use std::collections::BTreeSet;

use leptos::prelude::*;
use linli_contract::Failure;
use linli_contract::households::ReadDoor;
use linli_contract::joining::{Admit, Admitted, RequestView, Wish};
use linli_contract::members::Role;
use linli_shared::calendar::Millis;
use linli_shared::ids::{AreaId, DeviceId, MemberId};
use wasm_bindgen_futures::spawn_local;

use super::replace::Replacing;
use super::scope::{ScopePicker, root};
use crate::bridge;
use crate::components::choice::{Chips, Choice};
use crate::components::sheet::Sheet;
use crate::model::joining::admit::{Choices, Home, Open, ROLES, VOLUNTEER_DAYS, admit, is_scoped, role_code};
use crate::model::joining::{lives_here, role_of};
use crate::pages::registers::door_picker::DoorPicker;
use crate::pages::registers::there::{Place, There, WithWhom};
use crate::pages::session::{Acts, Session};
use crate::platform::clock::now;
use crate::platform::prefs::texts;

/// The sheet.
#[component]
pub(super) fn AdmitSheet(
    open: RwSignal<bool>,
    request: Memo<Option<RequestView>>,
    on_admitted: Callback<Admitted>,
) -> impl IntoView {
    let t = texts();
    view! {
        <Sheet open title=t.joining.admit testid="admit-sheet">
            {request.get_untracked().map(|request| view! { <Admission request on_admitted /> })}
        </Sheet>
    }
}

/// What is chosen on the sheet.
#[derive(Clone, Copy)]
struct Admitting {
    device: DeviceId,
    is_device: RwSignal<bool>,
    lives: RwSignal<bool>,
    place: Place,
    has_seat: RwSignal<bool>,
    role: RwSignal<Option<Role>>,
    area: RwSignal<Option<AreaId>>,
    days: RwSignal<u16>,
    member: RwSignal<Option<MemberId>>,
    remove: RwSignal<BTreeSet<DeviceId>>,
}

impl Admitting {
    /// Begins with what the newcomer wished.
    fn of(request: &RequestView) -> Self {
        let wish = request.newcomer.as_ref().map(|newcomer| newcomer.wish);
        let place = Place::new();
        if let Some(door) = request.door {
            place.choose((door, request.path.clone()));
        }
        let only = (request.namesakes.len() == 1).then(|| request.namesakes.first().map(|row| row.member)).flatten();
        Self {
            device: request.device,
            is_device: RwSignal::new(wish == Some(Wish::Replacement)),
            lives: RwSignal::new(request.door.is_some() || wish.is_some_and(lives_here)),
            place,
            has_seat: RwSignal::new(wish == Some(Wish::Seat) && request.seat_holder.is_none()),
            role: RwSignal::new(wish.and_then(role_of)),
            area: RwSignal::new(None),
            days: RwSignal::new(VOLUNTEER_DAYS[2]),
            member: RwSignal::new(only),
            remove: RwSignal::new(BTreeSet::new()),
        }
    }

    /// Whether the choice is whole; the rest is known only with the door.
    fn is_ready(self) -> bool {
        if self.is_device.get() {
            return self.member.read().is_some();
        }
        let has_home = !self.lives.get() || self.place.destination().is_some();
        let has_scope = self.role.get().is_none_or(|role| !is_scoped(role) || self.area.read().is_some());
        has_home && has_scope && (self.lives.get() || self.role.read().is_some())
    }

    /// The choice as it stands, with the door read for what the act must name.
    async fn choices(self) -> Result<Choices, Failure> {
        if let (true, Some(member)) = (self.is_device.get_untracked(), self.member.get_untracked()) {
            return Ok(Choices::Device { member, remove: self.remove.get_untracked().into_iter().collect() });
        }
        let home = match untrack(|| self.place.destination()).filter(|_| self.lives.get_untracked()) {
            Some(to) => {
                let door = bridge::ask(ReadDoor { door: to.door }).await?;
                Some(Home { door: to.door, slot: to.slot.unwrap_or(door.next_slot), building: door.building })
            }
            None => None,
        };
        let days = i64::from(self.days.get_untracked());
        Ok(Choices::New {
            home,
            has_seat: self.has_seat.get_untracked(),
            role: self.role.get_untracked().map(|role| (role, self.area.get_untracked())),
            until: Some(Millis(now().0 + days * 24 * 3_600_000)),
        })
    }
}

async fn send(admitting: Admitting, root: Option<AreaId>) -> Result<Admitted, Failure> {
    let root = root.ok_or(Failure::NoRight)?;
    let choices = admitting.choices().await?;
    let act: Admit = admit(admitting.device, root, &choices).map_err(|open| match open {
        Open::Role | Open::Scope => Failure::InvalidInput,
    })?;
    bridge::ask(act).await
}

#[component]
fn Admission(request: RequestView, on_admitted: Callback<Admitted>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let root = root(Session::here());
    let admitting = Admitting::of(&request);
    let is_busy = RwSignal::new(false);
    let is_ready = Memo::new(move |_| admitting.is_ready());
    let confirm = move || {
        if !is_ready.get_untracked() || is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        spawn_local(async move {
            let done = send(admitting, root).await;
            is_busy.try_set(false);
            match done {
                Ok(admitted) => on_admitted.run(admitted),
                Err(Failure::InUse) => acts.toasts.fail(t.joining.seat_in_use),
                Err(failure) => acts.toasts.fail((t.shell.failure)(&failure)),
            }
        });
    };
    let kinds = vec![Choice::new("new", t.joining.new_member), Choice::new("device", t.joining.new_device)];
    let kind = move || if admitting.is_device.get() { "device" } else { "new" }.to_owned();
    let name = request.newcomer.as_ref().map(|newcomer| newcomer.name.clone()).unwrap_or_default();
    let namesakes = StoredValue::new(request.namesakes);
    let (building, seat_holder) = (request.path.first().cloned(), request.seat_holder);
    let building = StoredValue::new(building);
    let seat_holder = StoredValue::new(seat_holder);
    view! {
        <form class="stack" novalidate on:submit=move |submit| { submit.prevent_default(); confirm(); }>
            <p class="act-sentence"><strong>{name}</strong></p>
            <Chips label=t.joining.admit_as choices=kinds chosen=Signal::derive(kind) is_bar=true testid="admit-as"
                on_choose=move |code: String| admitting.is_device.set(code == "device") />
            {move || if admitting.is_device.get() {
                view! {
                    <Replacing namesakes=namesakes.get_value() member=admitting.member remove=admitting.remove />
                }
                .into_any()
            } else {
                view! {
                    <AsNew admitting building=building.get_value() seat_holder=seat_holder.get_value() />
                }
                .into_any()
            }}
            <button type="submit" class="button button-main button-wide" disabled=move || !is_ready.get()
                aria-busy=move || is_busy.get().to_string() data-testid="admit-confirm">{t.joining.admit}</button>
        </form>
    }
}

/// A new member: home, seat, role.
#[component]
fn AsNew(admitting: Admitting, building: Option<String>, seat_holder: Option<String>) -> impl IntoView {
    let t = texts();
    let where_ = vec![Choice::new("here", t.joining.lives_here), Choice::new("away", t.joining.lives_away)];
    let lives = move || if admitting.lives.get() { "here" } else { "away" }.to_owned();
    let roles = ROLES.iter().map(|role| Choice::new(role_code(*role), (t.area.role)(*role))).collect::<Vec<_>>();
    let role = move || admitting.role.get().map(role_code).unwrap_or_default().to_owned();
    let choose_role = move |code: String| {
        admitting.area.set(None);
        admitting.role.set(ROLES.into_iter().find(|role| role_code(*role) == code));
    };
    let building = StoredValue::new(building);
    view! {
        <Chips label=t.joining.lives choices=where_ chosen=Signal::derive(lives) is_bar=true testid="admit-lives"
            on_choose=move |code: String| admitting.lives.set(code == "here") />
        <Show when=move || admitting.lives.get()><Home admitting seat_holder=seat_holder.clone() /></Show>
        <div>
            <p class="label">{t.joining.role_too}</p>
            <Chips label=t.joining.role_too choices=roles chosen=Signal::derive(role) may_be_empty=true
                on_choose=choose_role testid="admit-role" />
        </div>
        {move || match admitting.role.get() {
            Some(role) if is_scoped(role) => view! {
                <ScopePicker is_grid={role == Role::GridWorker} near=building.get_value() area=admitting.area />
            }
            .into_any(),
            Some(Role::Volunteer) => view! { <Days days=admitting.days /> }.into_any(),
            Some(_) => view! { <p class="quiet">{t.joining.whole_community}</p> }.into_any(),
            None => ().into_any(),
        }}
    }
}

/// The door they live behind, with whom, and whether they hold the household's seat.
#[component]
fn Home(admitting: Admitting, seat_holder: Option<String>) -> impl IntoView {
    let t = texts();
    let place = admitting.place;
    let door = Memo::new(move |_| place.door.with(|door| door.as_ref().map(|(door, _)| *door)));
    // No door has this id; the picker leaves none out.
    let nowhere = AreaId([0; 16]);
    view! {
        <DoorPicker place except=nowhere label=t.joining.which_door />
        {move || door.get().map(|door| view! { <There place door with=WithWhom::Anybody /> })}
        {match seat_holder {
            Some(name) => view! { <p class="quiet">{(t.joining.seat_held)(&name)}</p> }.into_any(),
            None => view! {
                <label class="check">
                    <input type="checkbox" prop:checked=move || admitting.has_seat.get() data-testid="admit-seat"
                        on:change=move |event| admitting.has_seat.set(event_target_checked(&event)) />
                    <span>{t.joining.gets_seat}</span>
                </label>
            }
            .into_any(),
        }}
    }
}

#[component]
fn Days(days: RwSignal<u16>) -> impl IntoView {
    let t = texts();
    let choices = VOLUNTEER_DAYS.iter().map(|days| Choice::new(days.to_string(), (t.joining.days)(*days)));
    let choices: Vec<Choice> = choices.collect();
    view! {
        <div>
            <p class="label">{t.joining.role_ends}</p>
            <Chips label=t.joining.role_ends choices chosen=Signal::derive(move || days.get().to_string())
                on_choose=move |code: String| days.set(code.parse().unwrap_or(VOLUNTEER_DAYS[0])) testid="admit-days" />
        </div>
    }
}
