//! What every screen of a member knows: who they are, the state of the link, whether a form is open; and how acts report.

use core::future::Future;

use leptos::prelude::*;
use linli_contract::members::MemberView;
use linli_contract::storage::{ReadStorage, StorageView};
use linli_contract::sync::{Link, ReadSync, SyncView};
use linli_contract::{Event, Failure};
use linli_shared::ids::AreaId;
use wasm_bindgen_futures::spawn_local;

use crate::components::loaded::Load;
use crate::components::toast::Toasts;
use crate::i18n::Texts;
use crate::load::load;
use crate::model::members::Reach;
use crate::platform::page::{FORM_OPEN, mark_root};
use crate::platform::prefs::texts;

/// The session of the person at this device.
#[derive(Clone, Copy)]
pub(crate) struct Session {
    /// Who they are.
    pub(crate) member: RwSignal<Option<MemberView>>,
    /// What waits and how the link is.
    pub(crate) sync: Load<SyncView>,
    /// How much room is left.
    pub(crate) room: Load<StorageView>,
    /// Whether a form is open, which nothing may take away.
    pub(crate) is_form_open: RwSignal<bool>,
    /// Whether the notice about the local copy was read and put away.
    pub(crate) is_notice_read: RwSignal<bool>,
}

impl Session {
    /// Starts the session.
    pub(crate) fn provide(member: RwSignal<Option<MemberView>>) -> Self {
        let sync = load(ReadSync, |event| matches!(event, Event::SyncChanged));
        let room = load(ReadStorage::default(), |_| false);
        let session =
            Self { member, sync, room, is_form_open: RwSignal::new(false), is_notice_read: RwSignal::new(false) };
        Effect::new(move |_| mark_root(FORM_OPEN, session.is_form_open.get()));
        provide_context(session);
        session
    }

    /// The session.
    pub(crate) fn here() -> Self {
        expect_context()
    }

    /// What the person may use, by their roles.
    pub(crate) fn reach(self) -> Memo<Reach> {
        Memo::new(move |_| self.member.with(|me| me.as_ref().map(Reach::of)).unwrap_or_default())
    }

    /// Whether a meeting is under way or about to be.
    pub(crate) fn is_meeting(self) -> Signal<bool> {
        let is_meeting = Memo::new(move |_| {
            let link = self.sync.value.with(|sync| sync.as_ref().map(|sync| sync.link));
            matches!(link, None | Some(Link::NotTried | Link::Meeting { .. }))
        });
        is_meeting.into()
    }

    /// Whether the last try did not meet the relay.
    pub(crate) fn is_offline(self) -> Signal<bool> {
        let is_down = Memo::new(move |_| {
            self.sync.value.with(|sync| sync.as_ref().is_some_and(|sync| matches!(sync.link, Link::Down(_))))
        });
        is_down.into()
    }
}

/// Whether an event speaks of one of these doors or of everything.
pub(crate) fn concerns_doors(event: &Event, is_one: impl Fn(&AreaId) -> bool) -> bool {
    match event {
        Event::DoorsChanged(doors) => doors.is_empty() || doors.iter().any(is_one),
        Event::AreasChanged => true,
        Event::SyncChanged
        | Event::StandingChanged
        | Event::DeskChanged
        | Event::NoticesChanged
        | Event::TicketsChanged(_)
        | Event::SquareChanged(_)
        | Event::ChatsChanged
        | Event::PhotosChanged(_) => false,
    }
}

/// How acts report: the texts and the place for toasts, taken along into handlers.
#[derive(Clone, Copy)]
pub(crate) struct Acts {
    /// The texts.
    pub(crate) t: &'static Texts,
    /// Where the outcome is said.
    pub(crate) toasts: Toasts,
}

impl Acts {
    /// To be called while a screen is made.
    pub(crate) fn here() -> Self {
        Self { t: texts(), toasts: Toasts::here() }
    }

    /// Carries out an act; a failure is said in words at the bottom of the screen.
    pub(crate) fn run<T: 'static>(
        self,
        doing: impl Future<Output = Result<T, Failure>> + 'static,
        then: impl FnOnce(T) + 'static,
    ) {
        spawn_local(async move {
            match doing.await {
                Ok(done) => then(done),
                Err(failure) => self.toasts.fail((self.t.shell.failure)(&failure)),
            }
        });
    }
}
