//! The app: opens the core, lets a stranger in, and gives a member their screens.

use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::path;
use linli_contract::joining::WaitingToJoin;
use linli_contract::lock::{Lease, LockView};
use linli_contract::members::{MemberView, ReadStanding, Standing};
use linli_contract::{Event, Failure};
use linli_shared::ids::MemberId;
use wasm_bindgen_futures::spawn_local;

use crate::bridge;
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::Nothing;
use crate::components::toast::{ToastPlace, Toasts};
use crate::load::{forget_views, on_event_here};
use crate::model::members::Reach;
use crate::pages::communities::others::Others;
use crate::pages::home::page::HomePage;
use crate::pages::joining::arrived::Arrived;
use crate::pages::joining::waiting::Waiting;
use crate::pages::lock::lease::{LeaseBar, LeaseOver};
use crate::pages::lock::locked::Locked;
use crate::pages::more::menu::MorePage;
use crate::pages::on_demand::{affairs, later, own, square, work};
use crate::pages::session::Session;
use crate::pages::start::tour::Tour;
use crate::pages::start::welcome::{Typed, Welcome};
use crate::pages::sync::status::SyncPage;
use crate::pages::tabs::Tabs;
use crate::platform::device::tell_touches;
use crate::platform::{back, network, notify, prefs, update};

#[derive(Clone, PartialEq)]
enum Stage {
    Opening,
    Failed(Failure),
    Stranger,
    Waiting(WaitingToJoin),
    Locked(LockView),
    LeaseOver,
    /// The device of a member; another member is of another community, whose screens are made anew.
    Member(MemberId),
}

impl Stage {
    /// Whether the screen can stay as it is; the locked one keeps its own state fresh.
    fn is_same(&self, next: &Self) -> bool {
        matches!((self, next), (Self::Locked(_), Self::Locked(_))) || self == next
    }
}

/// The whole app.
#[component]
pub(crate) fn App() -> impl IntoView {
    let prefs = prefs::provide();
    let toasts = Toasts::provide();
    let stage = RwSignal::new(Stage::Opening);
    Effect::new(move |_| {
        if stage.with(|stage| matches!(stage, Stage::Locked(_))) {
            toasts.put_away();
        }
    });
    let member = RwSignal::new(None);
    let typed = Typed::new();
    open(stage, member);
    on_event_here(move |event| {
        if matches!(event, Event::StandingChanged) {
            spawn_local(async move { take(bridge::ask(ReadStanding).await, stage, member) });
        }
    });
    let on_standing = Callback::new(move |standing: Standing| take(Ok(standing), stage, member));
    let walks = walks(member);
    move || {
        prefs.lang.track();
        view! {
            {move || match stage.get() {
                Stage::Opening => view! { <Opening /> }.into_any(),
                Stage::Failed(failure) => view! { <CannotOpen failure on_retry=move || open(stage, member) /> }.into_any(),
                Stage::Stranger => view! { <Others is_apart=true /><Welcome typed on_standing /> }.into_any(),
                Stage::Waiting(waiting) => view! { <Others is_apart=true /><Waiting waiting on_standing /> }.into_any(),
                Stage::Locked(lock) => view! { <Locked lock on_standing /> }.into_any(),
                Stage::LeaseOver => view! { <LeaseOver on_standing /> }.into_any(),
                Stage::Member(_) if !prefs.is_tour_over.get() && walks.get() => view! { <Tour /> }.into_any(),
                Stage::Member(_) => view! { <Screens member on_standing /> }.into_any(),
            }}
            <ToastPlace />
        }
    }
}

/// Whether the tour is for this person: it shows the boards of those who keep the register. A new device learns its roles
/// with the first meeting.
fn walks(member: RwSignal<Option<MemberView>>) -> Memo<bool> {
    Memo::new(move |_| member.with(|me| me.as_ref().is_some_and(|me| Reach::of(me).keeps_register)))
}

fn open(stage: RwSignal<Stage>, member: RwSignal<Option<MemberView>>) {
    stage.set(Stage::Opening);
    spawn_local(async move {
        let standing = match bridge::open().await {
            Ok(()) => bridge::ask(ReadStanding).await,
            Err(failure) => Err(failure),
        };
        take(standing, stage, member);
    });
}

fn take(standing: Result<Standing, Failure>, stage: RwSignal<Stage>, member: RwSignal<Option<MemberView>>) {
    let next = match standing {
        Ok(Standing::Member(view)) if view.lease == Lease::Over => Stage::LeaseOver,
        Ok(Standing::Member(view)) => {
            let member_id = view.member;
            // The screens of another community must not show what this one's showed.
            if stage.with_untracked(|stage| *stage != Stage::Member(member_id)) {
                forget_views();
            }
            member.set(Some(view));
            Stage::Member(member_id)
        }
        Ok(Standing::Stranger) | Err(Failure::Stranger) => Stage::Stranger,
        Ok(Standing::Waiting(waiting)) => Stage::Waiting(waiting),
        Ok(Standing::Locked(lock)) => Stage::Locked(lock),
        Err(failure) => Stage::Failed(failure),
    };
    let is_shown = matches!(next, Stage::Member(_));
    if stage.with_untracked(|stage| !stage.is_same(&next)) {
        stage.set(next);
    }
    if !is_shown {
        forget_views();
        member.set(None);
    }
}

/// The screens of a member.
#[component]
fn Screens(member: RwSignal<Option<MemberView>>, on_standing: Callback<Standing>) -> impl IntoView {
    let t = prefs::texts();
    let reach = Session::provide(member).reach();
    crate::platform::page::tell_visibility();
    tell_touches();
    network::tell();
    notify::watch(move || reach.get().reads_square());
    back::provide();
    // Taken before the router looks at the address.
    let arrival = crate::platform::code::take_arrival();
    view! {
        <Router>
            <a class="skip" href="#content">{t.shell.skip_to_content}</a>
            <Follow />
            <Arrived arrival />
            <UpdateBar />
            <LeaseBar member on_standing />
            <Routes fallback=|| view! { <NotFound /> }>
                <Route path=path!("/") view=HomePage />
                <Route path=path!("/building/:id") view={later::<work::BuildingPage>()} />
                <Route path=path!("/door/:id") view={later::<work::DoorPage>()} />
                <Route path=path!("/door/:id/form/:slot") view={later::<work::FormPage>()} />
                <Route path=path!("/sync") view=SyncPage />
                <Route path=path!("/settings") view={later::<own::SettingsPage>()} />
                <Route path=path!("/search") view={later::<square::FindPage>()} />
                <Route path=path!("/round") view={later::<work::RoundPage>()} />
                <Route path=path!("/lists") view={later::<work::ListPage>()} />
                <Route path=path!("/progress") view={later::<work::ProgressPage>()} />
                <Route path=path!("/household/:id/history") view={later::<work::HistoryPage>()} />
                <Route path=path!("/import") view={later::<work::ImportPage>()} />
                <Route path=path!("/export") view={later::<work::ExportPage>()} />
                <Route path=path!("/areas") view={later::<work::AreasPage>()} />
                <Route path=path!("/building/:id/sheet") view={later::<work::SheetPage>()} />
                <Route path=path!("/storage") view={later::<own::StoragePage>()} />
                <Route path=path!("/more") view=MorePage />
                <Route path=path!("/desk") view={later::<own::DeskPage>()} />
                <Route path=path!("/desk/:device") view={later::<own::RequestPage>()} />
                <Route path=path!("/invitations") view={later::<own::InvitationsPage>()} />
                <Route path=path!("/invitations/:id/poster") view={later::<own::PosterPage>()} />
                <Route path=path!("/members") view={later::<own::MembersPage>()} />
                <Route path=path!("/members/:id") view={later::<own::MemberPage>()} />
                <Route path=path!("/devices") view={later::<own::DevicesPage>()} />
                <Route path=path!("/paper") view={later::<own::PaperPage>()} />
                <Route path=path!("/lock") view={later::<own::LockPage>()} />
                <Route path=path!("/record") view={later::<own::RecordPage>()} />
                <Route path=path!("/protection") view={later::<own::ProtectionPage>()} />
                <Route path=path!("/communities") view={later::<own::CommunitiesPage>()} />
                <Route path=path!("/notices") view={later::<affairs::NoticesPage>()} />
                <Route path=path!("/notices/new") view={later::<affairs::WriteNoticePage>()} />
                <Route path=path!("/notices/:id") view={later::<affairs::NoticePage>()} />
                <Route path=path!("/notices/:id/reach") view={later::<affairs::ReachPage>()} />
                <Route path=path!("/tickets") view={later::<affairs::TicketsPage>()} />
                <Route path=path!("/tickets/new") view={later::<affairs::ReportPage>()} />
                <Route path=path!("/tickets/:id") view={later::<affairs::TicketPage>()} />
                <Route path=path!("/tickets/:id/card") view={later::<affairs::CardPage>()} />
                <Route path=path!("/public/:id") view={later::<affairs::PublicPage>()} />
                <Route path=path!("/board") view={later::<affairs::BoardPage>()} />
                <Route path=path!("/tables") view={later::<affairs::TablesPage>()} />
                <Route path=path!("/square") view={later::<square::FeedPage>()} />
                <Route path=path!("/posts/new") view={later::<square::WritePostPage>()} />
                <Route path=path!("/posts/:id") view={later::<square::PostPage>()} />
                <Route path=path!("/posts/:id/edit") view={later::<square::EditPostPage>()} />
                <Route path=path!("/complaints") view={later::<square::ComplaintsPage>()} />
                <Route path=path!("/chats") view={later::<square::ChatsPage>()} />
                <Route path=path!("/chats/:id") view={later::<square::ChatPage>()} />
                <Route path=path!("/groups/new") view={later::<square::NewGroupPage>()} />
                <Route path=path!("/hearing") view={later::<square::HearingPage>()} />
                <Route path=path!("/hall") view={later::<square::HallPage>()} />
                <Route path=path!("/hall/new") view={later::<square::ProposePage>()} />
                <Route path=path!("/hall/rules") view={later::<square::RulesPage>()} />
                <Route path=path!("/hall/:id") view={later::<square::TopicPage>()} />
                <Route path=path!("/hall/:id/recount/:ballot") view={later::<square::RecountPage>()} />
                <Route path=path!("/activities") view={later::<square::ActivitiesPage>()} />
                <Route path=path!("/activities/new") view={later::<square::CallPage>()} />
                <Route path=path!("/activities/:id") view={later::<square::ActivityPage>()} />
                <Route path=path!("/activities/:id/edit") view={later::<square::ChangeActivityPage>()} />
                <Route path=path!("/guides") view={later::<square::GuidesPage>()} />
                <Route path=path!("/guides/new") view={later::<square::WriteGuidePage>()} />
                <Route path=path!("/guides/:id") view={later::<square::GuidePage>()} />
                <Route path=path!("/guides/:id/edit") view={later::<square::ChangeGuidePage>()} />
            </Routes>
            <Tabs />
        </Router>
    }
}

/// Tells the way back where the router is, and leads home from an address that has nothing for this person.
#[component]
fn Follow() -> impl IntoView {
    let here = use_location();
    let session = Session::here();
    let (reach, navigate) = (session.reach(), use_navigate());
    Effect::new(move |_| {
        // A new device learns its roles with the first meeting.
        let has_roles = session.member.with(|me| me.as_ref().is_some_and(|me| !me.roles.is_empty()));
        if has_roles && !reach.get().may_open(&here.pathname.read()) {
            navigate("/", back::in_place());
        }
    });
    Effect::new(move |_| {
        let (path, search) = (here.pathname.get(), here.search.get());
        back::shown(if search.is_empty() { path } else { format!("{path}?{search}") });
    });
}

/// A quiet bar when a new version waits; not while a form is open.
#[component]
fn UpdateBar() -> impl IntoView {
    let t = prefs::texts();
    let session = Session::here();
    let is_waiting = update::is_waiting();
    view! {
        <Show when=move || is_waiting.get() && !session.is_form_open.get()>
            <div class="update" role="status" data-testid="update">
                <span>{t.shell.update_ready}</span>
                <button type="button" class="button" on:click=|_| update::apply()>{t.shell.update}</button>
            </div>
        </Show>
    }
}

/// An address that leads nowhere.
#[component]
pub(crate) fn NotFound() -> impl IntoView {
    let t = prefs::texts();
    view! {
        <Frame title=t.shell.not_found back=Some("/".to_owned())>
            <Nothing what=t.shell.not_found next=t.shell.not_found_next />
        </Frame>
    }
}

/// While the local copy is opened.
#[component]
fn Opening() -> impl IntoView {
    let t = prefs::texts();
    view! {
        <div class="boot" role="status">
            <img class="boot-mark" src="/icons/mark.svg" alt="" width="96" height="96" />
            <p>{t.shell.opening}</p>
        </div>
    }
}

/// The local copy could not be opened.
#[component]
fn CannotOpen(failure: Failure, on_retry: impl Fn() + 'static) -> impl IntoView {
    let t = prefs::texts();
    let said = (t.shell.failure)(&failure);
    view! {
        <main class="boot" role="alert" data-testid="cannot-open">
            <Icon glyph=Glyph::Alert />
            <h1>{said.what}</h1>
            <p>{said.next}</p>
            <button type="button" class="button button-main" on:click=move |_| on_retry() data-testid="retry">
                {t.shell.retry}
            </button>
        </main>
    }
}
