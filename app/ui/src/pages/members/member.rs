//! One member: roles, phone, homes, devices, and what the committee or the member may do about them.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use linli_contract::members::{DeviceView, GiveSeat, HomeView, MemberCard, ReadMember, RoleView};
use linli_shared::ids::MemberId;

use super::device::{DeviceRows, RemoveDeviceSheet};
use super::give::Give;
use super::hand::Hand;
use super::leave::{EndOfRole, Leave};
use super::list::{concerns_members, name_of};
use super::profile::Profile;
use super::roles::Roles;
use crate::app::NotFound;
use crate::bridge;
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Load, Loaded};
use crate::components::sheet::Sheet;
use crate::load::load;
use crate::pages::chats::knock::Neighbour;
use crate::pages::session::{Acts, Session};
use crate::platform::prefs::texts;

/// What the sheet of the page is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Topic {
    /// A role is given.
    Give,
    /// A role ends.
    End(RoleView),
    /// A role is handed to a successor.
    Hand(RoleView),
    /// The member is removed.
    Leave,
    /// A device is removed.
    Device(DeviceView),
    /// A household's seat is handed on.
    Seat(HomeView),
    /// Name and telephone number change.
    Profile,
}

/// The sheet of the page: what it is about, whether it is open, and how the page is fetched again after an act.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Topics {
    topic: RwSignal<Option<Topic>>,
    is_open: RwSignal<bool>,
    again: RwSignal<u32>,
}

impl Topics {
    /// A closed sheet of a page that is fetched again by raising `again`.
    pub(crate) fn new(again: RwSignal<u32>) -> Self {
        Self { topic: RwSignal::new(None), is_open: RwSignal::new(false), again }
    }

    /// Opens it.
    pub(crate) fn open(self, topic: Topic) {
        self.topic.set(Some(topic));
        self.is_open.set(true);
    }

    /// Closes it.
    pub(crate) fn close(self) {
        self.is_open.try_set(false);
    }

    /// Closes it and says what was done.
    pub(crate) fn done(self, acts: Acts, words: &'static str) {
        self.is_open.try_set(false);
        self.again.try_update(|count| *count += 1);
        acts.toasts.say(words);
    }
}

/// `/members/:id`.
#[component]
pub(crate) fn MemberPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<MemberId>().ok()));
    move || match id.get() {
        Some(member) => view! { <Member member /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

#[component]
fn Member(member: MemberId) -> impl IntoView {
    let t = texts();
    let session = Session::here();
    let load: Load<MemberCard> = load(ReadMember { member }, concerns_members);
    let topics = Topics::new(load.again);
    let title = move || {
        load.value
            .with(|card| card.as_ref().map(|card| name_of(t, &card.row)))
            .unwrap_or_else(|| t.members.title.into())
    };
    view! {
        <Frame title=Signal::derive(title) back=Some("/members".to_owned())>
            <Loaded load is_offline=session.is_offline() children=move |card| view! { <Card card topics /> } />
        </Frame>
    }
}

#[component]
fn Card(card: Memo<MemberCard>, topics: Topics) -> impl IntoView {
    let t = texts();
    let is_me = Memo::new(move |_| card.read().row.is_me);
    let may_remove = Memo::new(move |_| card.read().can_manage && !card.read().row.is_me);
    let sees_devices = Memo::new(move |_| !card.read().devices.is_empty());
    view! {
        <Roles card topics />
        <Phone card />
        <Neighbour card />
        <Show when=move || is_me.get()>
            <button type="button" class="button button-wide button-quiet member-part" data-testid="change-profile"
                on:click=move |_| topics.open(Topic::Profile)><Icon glyph=Glyph::Edit />{t.members.change_profile}</button>
        </Show>
        {move || card.read().homes.iter().cloned().map(|home| view! { <Home home card topics /> }).collect_view()}
        <Show when=move || sees_devices.get()>
            <section class="card member-part" data-testid="member-devices">
                <h2>{t.members.devices}</h2>
                <DeviceRows devices=Signal::derive(move || card.read().devices.clone())
                    may_remove=Signal::derive(move || card.read().can_manage || card.read().row.is_me)
                    on_remove=move |device| topics.open(Topic::Device(device)) />
            </section>
        </Show>
        <Show when=move || may_remove.get()>
            <button type="button" class="button button-wide button-quiet button-danger member-part"
                data-testid="remove-member" on:click=move |_| topics.open(Topic::Leave)>
                <Icon glyph=Glyph::Trash />{t.members.remove_member}
            </button>
        </Show>
        <MemberSheet card topics />
    }
}

/// The telephone number, for those who may know it.
#[component]
fn Phone(card: Memo<MemberCard>) -> impl IntoView {
    let t = texts();
    move || {
        card.read().phone.clone().filter(|phone| !phone.is_empty()).map(|phone| {
            let dial: String = phone.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect();
            let label = (t.door.call)(&name_of(t, &card.read().row));
            view! {
                <section class="card member-part" data-testid="member-phone">
                    <h2>{t.members.phone}</h2>
                    <a class="member-call" href=format!("tel:{dial}") aria-label=label>
                        <Icon glyph=Glyph::Phone />{phone}
                    </a>
                </section>
            }
        })
    }
}

/// A household, its seat and its other members.
#[component]
fn Home(home: HomeView, card: Memo<MemberCard>, topics: Topics) -> impl IntoView {
    let t = texts();
    let path = if home.path.is_empty() { t.members.home_unknown.to_owned() } else { home.path.join(" ") };
    let (is_me, can_manage) = card.with_untracked(|card| (card.row.is_me, card.can_manage));
    let may_give = home.has_seat && !home.family.is_empty() && (is_me || can_manage);
    let family = home.family.iter().map(|row| {
        view! { <li><a href=format!("/members/{}", row.member) class="button-text">{name_of(t, row)}</a></li> }
    });
    let family = family.collect_view();
    let is_alone = home.family.is_empty();
    let has_seat = home.has_seat;
    let home = StoredValue::new(home);
    view! {
        <section class="card member-part" data-testid="member-home">
            <h2>{path}</h2>
            {has_seat.then(|| view! {
                <p><span class="tag tag-care">{t.members.has_seat}</span></p>
                <p class="quiet">{t.members.seat_hint}</p>
            })}
            <p class="quiet">{if is_alone { t.members.alone } else { t.members.family }}</p>
            <ul class="tags">{family}</ul>
            {may_give.then(|| view! {
                <button type="button" class="button-text" data-testid="give-seat"
                    on:click=move |_| topics.open(Topic::Seat(home.get_value()))>{t.members.give_seat}</button>
            })}
        </section>
    }
}

#[component]
fn MemberSheet(card: Memo<MemberCard>, topics: Topics) -> impl IntoView {
    let t = texts();
    let role_name = move |role: &RoleView| (t.area.role)(role.role);
    let title = move || match topics.topic.get() {
        Some(Topic::Give) | None => t.members.give_role.to_owned(),
        Some(Topic::End(role)) => (t.members.end_role_of)(role_name(&role)),
        Some(Topic::Hand(role)) => (t.members.hand_role_of)(role_name(&role)),
        Some(Topic::Leave) => t.members.remove_member.to_owned(),
        Some(Topic::Device(_)) => t.members.remove_device_title.to_owned(),
        Some(Topic::Seat(_)) => t.members.give_seat.to_owned(),
        Some(Topic::Profile) => t.members.change_profile.to_owned(),
    };
    view! {
        <Sheet open=topics.is_open title=Signal::derive(title) testid="member-sheet">
            {move || topics.topic.get().map(|topic| match topic {
                Topic::Give => view! { <Give card topics /> }.into_any(),
                Topic::End(role) => view! { <EndOfRole card role topics /> }.into_any(),
                Topic::Hand(role) => view! { <Hand card role topics /> }.into_any(),
                Topic::Leave => view! { <Leave card topics /> }.into_any(),
                Topic::Device(device) => {
                    let acts = Acts::here();
                    let on_done = Callback::new(move |()| topics.done(acts, t.members.device_removed));
                    view! { <RemoveDeviceSheet device on_done /> }.into_any()
                }
                Topic::Seat(home) => view! { <Seat home topics /> }.into_any(),
                Topic::Profile => view! { <Profile card topics /> }.into_any(),
            })}
        </Sheet>
    }
}

/// Hands the seat of a household to one of the family.
#[component]
fn Seat(home: HomeView, topics: Topics) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let household = home.household;
    let buttons = home.family.into_iter().map(|row| {
        let member = row.member;
        let give = move |_| {
            acts.run(bridge::ask(GiveSeat { household, member }), move |()| topics.done(acts, t.members.seat_given));
        };
        view! {
            <button type="button" class="button button-wide" on:click=give data-testid="seat-to">
                {(t.members.give_seat_to)(&name_of(t, &row))}
            </button>
        }
    });
    view! { <div class="stack"><p>{t.members.seat_hint}</p>{buttons.collect_view()}</div> }
}
