//! The first screen of whoever keeps no register: their record, their home, whom to turn to, what waits for them.

use leptos::prelude::*;
use linli_contract::Event;
use linli_contract::buildings::{AreasView, ReadAreas};
use linli_contract::members::{MembersView, ReadMembers, Role, RoleView};
use linli_contract::rights::{MyRecordView, ReadMyRecord};

use super::waiting::WaitingLine;
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Load, Loaded, Nothing};
use crate::load::load;
use crate::model::members::caretakers;
use crate::model::rights::{is_asked, waits};
use crate::pages::areas::community::StoreNote;
use crate::pages::members::role::{day_of, role_words};
use crate::pages::notices::home::HomeNotices;
use crate::pages::posts::home::HomeSquare;
use crate::pages::session::Session;
use crate::pages::storage::room::ShortNote;
use crate::pages::sync::line::SyncLine;
use crate::pages::tickets::home::HomeTickets;
use crate::platform::clock::say;
use crate::platform::page::keep_scroll;
use crate::platform::prefs::texts;

/// The screen.
#[component]
pub(crate) fn ResidentHome() -> impl IntoView {
    let t = texts();
    let session = Session::here();
    let reach = session.reach();
    keep_scroll("/".into());
    let title = move || session.member.with(|me| me.as_ref().map(|me| me.community.clone())).unwrap_or_default();
    let subtitle = move || {
        let roles =
            session.member.with(|me| me.as_ref().map(|me| me.roles.iter().map(|role| role.role).collect::<Vec<_>>()));
        let roles = roles.unwrap_or_default().into_iter().map(t.area.role);
        roles.fold(String::new(), |all, one| if all.is_empty() { one.to_owned() } else { format!("{all} · {one}") })
    };
    let hello = move || session.member.with(|me| (t.home.hello)(me.as_ref().and_then(|me| me.name.as_deref())));
    let settings = move || {
        view! {
            <a class="bar-button" href="/settings" aria-label=t.shell.settings data-testid="settings">
                <Icon glyph=Glyph::Gear />
            </a>
        }
    };
    let is_resident = Memo::new(move |_| reach.read().is_resident);
    let reads_community = Memo::new(move |_| reach.read().reads_community);
    let has_nothing = Memo::new(move |_| reach.with(|reach| !reach.reads_community && !reach.reads_board()));
    view! {
        <Frame title=Signal::derive(title) subtitle=Signal::derive(subtitle) aside=settings>
            <SyncLine />
            <StoreNote />
            <ShortNote />
            <p class="hello" data-testid="hello">{hello}</p>
            <div class="home-cards">
                <WaitingLine />
                <HomeNotices />
                <HomeTickets />
                <HomeSquare />
                <Show when=move || is_resident.get()><Own /></Show>
                <Show when=move || reads_community.get()><Caretakers /></Show>
                <Show when=move || has_nothing.get()>
                    <Nothing what=t.home.nothing_yet next=t.home.nothing_yet_next glyph=Glyph::Bell />
                </Show>
                <EndingRoles />
            </div>
        </Frame>
    }
}

/// The own record and home, and what became of wishes about them.
#[component]
fn Own() -> impl IntoView {
    let record: Load<MyRecordView> =
        load(ReadMyRecord, |event| matches!(event, Event::DeskChanged | Event::StandingChanged | Event::AreasChanged));
    view! {
        <Loaded load=record children=move |view| view! {
            <OwnRecord view />
            <OwnHome view />
            <Wishes view />
        } />
    }
}

#[component]
fn OwnRecord(view: Memo<MyRecordView>) -> impl IntoView {
    let t = texts();
    let words = move || {
        view.with(|view| {
            let Some(home) = view.homes.first() else {
                return (t.home.record_none.to_owned(), t.home.record_none_next);
            };
            match home.extract.as_ref() {
                Some(extract) => {
                    let made = extract.made.map(|at| (t.home.record_made)(&say(t, at)));
                    (made.unwrap_or_else(|| t.home.record_there.to_owned()), "")
                }
                None if is_asked(home) => (t.home.record_asked.to_owned(), ""),
                None => (t.home.record_missing.to_owned(), t.home.record_missing_next),
            }
        })
    };
    view! {
        <a class="card home-card" href="/record" data-testid="home-record">
            <Icon glyph=Glyph::File />
            <span class="home-words">
                <strong>{t.home.record}</strong>
                {move || {
                    let (what, next) = words();
                    view! { <span>{what}</span><span class="quiet">{next}</span> }
                }}
            </span>
            <Icon glyph=Glyph::Forward />
        </a>
    }
}

/// The door; where no record says it, the building that the role is for.
#[component]
fn OwnHome(view: Memo<MyRecordView>) -> impl IntoView {
    let t = texts();
    let member = Session::here().member;
    let lines = move || {
        let paths: Vec<String> = view
            .with(|view| view.homes.iter().map(|home| home.path.join(" ")).filter(|path| !path.is_empty()).collect());
        let roles = member.with(|me| me.as_ref().map(|me| me.roles.clone())).unwrap_or_default();
        let building = roles.into_iter().find(|role| role.role == Role::Resident && !role.scope_label.is_empty());
        match (paths.is_empty(), building) {
            (false, _) => paths,
            (true, Some(building)) => vec![building.scope_label],
            (true, None) => vec![t.home.home_unknown.to_owned()],
        }
    };
    let community = move || member.with(|me| me.as_ref().map(|me| me.community.clone())).unwrap_or_default();
    view! {
        <section class="card home-card" data-testid="home-place">
            <Icon glyph=Glyph::Home />
            <div class="home-words">
                <strong>{t.home.my_home}</strong>
                {move || lines().into_iter().map(|line| view! { <span>{line}</span> }).collect_view()}
                <span class="quiet">{community}</span>
            </div>
        </section>
    }
}

/// Wishes that wait, and those that have their answer.
#[component]
fn Wishes(view: Memo<MyRecordView>) -> impl IntoView {
    let t = texts();
    let lines = move || {
        view.with(|view| {
            let all = view.homes.iter().flat_map(|home| &home.wishes);
            let waiting = all.clone().filter(|wish| waits(wish)).count();
            let answered = all.count() - waiting;
            let line = |number: usize, words: fn(usize) -> String| (number != 0).then(|| words(number));
            [line(waiting, t.home.wishes_wait), line(answered, t.home.wishes_answered)]
        })
    };
    move || {
        let lines: Vec<String> = lines().into_iter().flatten().collect();
        (!lines.is_empty()).then(|| {
            view! {
                <a class="card home-card" href="/record" data-testid="home-wishes">
                    <Icon glyph=Glyph::Clock />
                    <span class="home-words">
                        {lines.into_iter().map(|line| view! { <span>{line}</span> }).collect_view()}
                    </span>
                    <Icon glyph=Glyph::Forward />
                </a>
            }
        })
    }
}

/// The building's leader, the grid's worker, the committee.
#[component]
fn Caretakers() -> impl IntoView {
    let t = texts();
    let session = Session::here();
    let members: Load<MembersView> =
        load(ReadMembers, |event| matches!(event, Event::DeskChanged | Event::StandingChanged | Event::AreasChanged));
    let areas: Load<AreasView> = load(ReadAreas, |event| matches!(event, Event::AreasChanged));
    let home = Memo::new(move |_| {
        session.member.with(|me| {
            let roles = &me.as_ref()?.roles;
            let of = |role| roles.iter().find(|held| held.role == role).map(|held| held.scope);
            of(Role::Resident).or_else(|| of(Role::BuildingLeader)).or_else(|| of(Role::Volunteer))
        })
    });
    view! {
        <section class="card caretakers" data-testid="caretakers">
            <h2>{t.home.caretakers}</h2>
            <Loaded load=members children=move |view| {
                let all = move || {
                    let areas = areas.value.read();
                    let rows = areas.as_ref().map_or(&[][..], |view| &view.areas);
                    caretakers(&view.read().members, rows, home.get())
                };
                let row = move |one: crate::model::members::Caretaker| {
                    let name = one.name.unwrap_or_else(|| t.members.nameless.to_owned());
                    view! {
                        <li>
                            <a class="caretaker" href=format!("/members/{}", one.member) data-testid="caretaker">
                                <span class="home-words">
                                    <strong>{name}</strong>
                                    <span class="quiet">{role_words(t, &one.role)}</span>
                                </span>
                                <Icon glyph=Glyph::Forward />
                            </a>
                        </li>
                    }
                };
                view! {
                    {move || all().is_empty().then(|| view! { <p class="quiet">{t.home.no_caretakers}</p> })}
                    <ul>{move || all().into_iter().map(row).collect_view()}</ul>
                }
            } />
        </section>
    }
}

/// Own roles that end on a day.
#[component]
fn EndingRoles() -> impl IntoView {
    let t = texts();
    let member = Session::here().member;
    let ending = move || -> Vec<RoleView> {
        let roles = member.with(|me| me.as_ref().map(|me| me.roles.clone())).unwrap_or_default();
        roles.into_iter().filter(|role| role.until.is_some()).collect()
    };
    let line = move |role: RoleView| {
        let day = role.until.map(|until| day_of(t, until)).unwrap_or_default();
        view! { <p>{(t.home.role_ends)((t.area.role)(role.role), &day)}</p> }
    };
    move || {
        let ending = ending();
        (!ending.is_empty()).then(|| {
            view! {
                <section class="card home-card" data-testid="home-coming">
                    <Icon glyph=Glyph::Bell />
                    <div class="home-words">
                        <strong>{t.home.coming}</strong>
                        {ending.into_iter().map(line).collect_view()}
                    </div>
                </section>
            }
        })
    }
}
