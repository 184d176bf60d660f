//! Screens that are no part of the first start: each group is a program of its own, loaded when one of its screens is first
//! opened, so that a cheap phone reads and compiles only what it shows. The bundler cuts them off (`app/ui/bundle`).
//!
//! Until a group is there the screen before stays. The service worker keeps every group and the window has them on its disk,
//! so that one is missing only where the app was never whole, or where it is another version's by now.
//! **Invariant:** what the first screen shows is in no group, and what a group shows is named nowhere but here.
#![allow(
    unsafe_code,
    reason = "the call into a program that is loaded later; made by wasm_split, and nothing else is here"
)]
#![allow(improper_ctypes, improper_ctypes_definitions, reason = "both sides of that call are one build")]

use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;
use leptos_router::{Lazy, LazyRoute};

use super::not_loaded::{Make, NotHere};

/// The group could not be loaded: no network and it was never kept, or the version that runs is no longer served.
#[derive(Debug)]
pub(crate) struct NotLoaded;

impl From<SplitLoaderError> for NotLoaded {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

/// A route to a screen of a group.
pub(crate) fn later<T: LazyRoute + Sync>() -> Lazy<T> {
    Lazy::new()
}

/// A group: the function that is cut off, and what a route needs for each screen.
macro_rules! group {
    ($(#[$doc:meta])* $group:ident { $($page:ident of $($module:ident)::+,)+ }) => {
        $(#[$doc])*
        pub(crate) mod $group {
            use leptos::prelude::*;
            use leptos_router::LazyRoute;

            use super::{NotLoaded, shown};

            #[allow(clippy::enum_variant_names, reason = "they bear the names of the screens")]
            enum Screen { $($page,)+ }

            #[leptos::wasm_split::wasm_split($group, wasm_split_path = ::leptos::wasm_split, fallible)]
            fn $group(screen: Screen) -> Result<AnyView, NotLoaded> {
                Ok(match screen {
                    $(Screen::$page => crate::pages::$($module)::+::$page().into_any(),)+
                })
            }

            $(
                #[derive(Debug)]
                pub(crate) struct $page;

                impl LazyRoute for $page {
                    fn data() -> Self {
                        Self
                    }

                    async fn view(_: Self) -> AnyView {
                        shown(|| Box::pin($group(Screen::$page))).await
                    }
                }
            )+
        }
    };
}

async fn shown(make: Make) -> AnyView {
    make().await.unwrap_or_else(|NotLoaded| view! { <NotHere make /> }.into_any())
}

group! {
    /// Who keeps the register: buildings, doors, lists, imports.
    work {
        AreasPage of buildings::edit,
        BuildingPage of areas::building,
        DoorPage of households::door,
        ExportPage of exports::export,
        FormPage of households::form,
        HistoryPage of registers::history,
        ImportPage of imports::import,
        ListPage of lists::list,
        ProgressPage of progress::show,
        RoundPage of lists::round,
        SheetPage of buildings::sheet,
    }
}

group! {
    /// Notices, reports, tickets.
    affairs {
        BoardPage of tickets::board,
        CardPage of tickets::card,
        NoticePage of notices::read,
        NoticesPage of notices::list,
        PublicPage of tickets::public,
        ReachPage of notices::reach,
        ReportPage of tickets::report,
        TablesPage of tickets::tables,
        TicketPage of tickets::ticket,
        TicketsPage of tickets::list,
        WriteNoticePage of notices::write,
    }
}

group! {
    /// What neighbours share, and finding everything.
    square {
        ActivitiesPage of activities::list,
        ActivityPage of activities::activity,
        CallPage of activities::call,
        ChangeActivityPage of activities::call,
        ChangeGuidePage of guides::write,
        ChatPage of chats::chat,
        ChatsPage of chats::list,
        ComplaintsPage of posts::complaints,
        EditPostPage of posts::write,
        FeedPage of posts::feed,
        FindPage of search::find,
        GuidePage of guides::guide,
        GuidesPage of guides::shelves,
        HallPage of topics::hall,
        HearingPage of chats::hearing,
        NewGroupPage of chats::group,
        PostPage of posts::post,
        ProposePage of topics::propose,
        RecountPage of topics::recount,
        RulesPage of topics::rules,
        TopicPage of topics::topic,
        WriteGuidePage of guides::write,
        WritePostPage of posts::write,
    }
}

group! {
    /// People, devices, one's own record, settings.
    own {
        CommunitiesPage of communities::list,
        DeskPage of joining::desk,
        DevicesPage of members::devices,
        InvitationsPage of joining::invitations,
        LockPage of lock::change,
        MemberPage of members::member,
        MembersPage of members::list,
        PaperPage of members::paper,
        PosterPage of joining::poster,
        ProtectionPage of protection::threats,
        RecordPage of rights::record,
        RequestPage of joining::request,
        SettingsPage of settings::change,
        StoragePage of storage::room,
    }
}
