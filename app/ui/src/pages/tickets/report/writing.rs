//! A report while it is written: what is typed, what it lacks, its draft, its sending.

use leptos::prelude::*;
use linli_contract::photos::AttachedView;
use linli_contract::tickets::{ReportForm, ReportView, SaveReportDraft, SendReport};
use linli_shared::ids::RecordId;
use wasm_bindgen_futures::spawn_local;

use crate::bridge;
use crate::drafts::Keeper;
use crate::model::tickets::{Lack, Where, is_empty, lacks, to_send, where_of};
use crate::pages::session::{Acts, Session};
use crate::platform::page::element;

/// A report being written.
#[derive(Clone, Copy)]
pub(super) struct Writing {
    /// What is typed; its photos are in `attached`.
    pub(super) form: RwSignal<ReportForm>,
    /// Its photos.
    pub(super) attached: RwSignal<Vec<AttachedView>>,
    /// "Another place" was tapped.
    pub(super) is_elsewhere: RwSignal<bool>,
    /// It is for somebody else.
    pub(super) is_for_other: RwSignal<bool>,
    /// The draft, if there was one, is taken up.
    pub(super) is_ready: RwSignal<bool>,
    /// There was a draft.
    pub(super) is_restored: RwSignal<bool>,
    /// Sending was tried, so that what is missing is said.
    pub(super) is_tried: RwSignal<bool>,
    /// It is being sent.
    pub(super) is_busy: RwSignal<bool>,
    /// The ticket it became.
    pub(super) sent: RwSignal<Option<RecordId>>,
    /// What it lacks.
    lacks: Memo<Vec<Lack>>,
    keeper: Keeper<ReportForm>,
}

impl Writing {
    /// An empty one.
    pub(super) fn new(is_service: bool) -> Self {
        let form = RwSignal::new(ReportForm { is_service, ..ReportForm::default() });
        let attached = RwSignal::new(Vec::<AttachedView>::new());
        let is_for_other = RwSignal::new(false);
        let whole = Memo::new(move |_| whole(&form.read(), &attached.read()));
        let is_open = Session::here().is_form_open;
        let sent = RwSignal::new(None);
        Effect::new(move |_| is_open.set(sent.read().is_none() && !is_empty(&whole.read())));
        on_cleanup(move || _ = is_open.try_set(false));
        Self {
            form,
            attached,
            is_elsewhere: RwSignal::new(false),
            is_for_other,
            is_ready: RwSignal::new(false),
            is_restored: RwSignal::new(false),
            is_tried: RwSignal::new(false),
            is_busy: RwSignal::new(false),
            sent,
            lacks: Memo::new(move |_| lacks(&whole.read(), is_for_other.get())),
            keeper: Keeper::watch(whole, None, |form: ReportForm| async move {
                let (is_service, form) = (form.is_service, Some(form).filter(|form| !is_empty(form)));
                let is_there = form.is_some();
                bridge::ask(SaveReportDraft { is_service, form }).await.map(|()| is_there)
            }),
        }
    }

    /// Takes up the draft; from then on what is typed is kept.
    pub(super) fn begin(self, view: &ReportView) {
        let is_service = self.form.with_untracked(|form| form.is_service);
        let draft = view.draft.clone().filter(|draft| draft.is_service == is_service && !is_empty(draft));
        let Some(draft) = draft else {
            if let (true, Some((area, _))) = (is_service, view.own_places.first()) {
                self.form.update(|form| form.area = Some(*area));
            }
            self.is_elsewhere.set(view.own_places.is_empty());
            self.start();
            return;
        };
        self.is_for_other.set(!draft.for_person.is_empty() || draft.for_member.is_some());
        self.is_elsewhere.set(where_of(&draft, &view.own_places, view.own_places.is_empty()) == Where::Other);
        self.form.set(draft);
        self.attached.set(view.attached.clone());
        self.is_restored.set(true);
        self.start();
    }

    fn start(self) {
        self.keeper.is_known();
        self.is_ready.set(true);
    }

    /// Throws away what was typed.
    pub(super) fn clear(self) {
        self.form.update(|form| *form = ReportForm { is_service: form.is_service, ..ReportForm::default() });
        self.attached.set(Vec::new());
        self.is_for_other.set(false);
        self.is_tried.set(false);
        self.is_restored.set(false);
    }

    /// The first thing that is missing, once sending was tried.
    pub(super) fn first_lack(self) -> Option<Lack> {
        self.lacks.with(|lacks| lacks.first().copied()).filter(|_| self.is_tried.get())
    }

    /// One of these that is missing, once sending was tried.
    pub(super) fn lack_of(self, which: &[Lack]) -> Option<Lack> {
        self.lacks.with(|lacks| lacks.iter().copied().find(|lack| which.contains(lack))).filter(|_| self.is_tried.get())
    }

    /// Nothing more is written: somebody else's report does instead.
    pub(super) fn give_up(self) {
        let ended = self.keeper.end();
        let is_service = self.form.with_untracked(|form| form.is_service);
        spawn_local(async move {
            ended.await;
            drop(bridge::ask(SaveReportDraft { is_service, form: None }).await);
        });
    }

    /// Sends it, unless something is missing.
    pub(super) fn send(self, acts: Acts) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.is_tried.set(true);
        if let Some(lack) = self.lacks.with_untracked(|lacks| lacks.first().copied()) {
            show(lack);
            return;
        }
        self.is_busy.set(true);
        let ended = self.keeper.end();
        let whole = whole(&self.form.read_untracked(), &self.attached.read_untracked());
        let form = to_send(&whole, self.is_for_other.get_untracked());
        spawn_local(async move {
            ended.await;
            let answer = bridge::ask(SendReport { form }).await;
            if self.is_busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(ticket) => {
                    acts.toasts.say(acts.t.tickets.report.sent_title);
                    self.sent.set(Some(ticket));
                }
                Err(failure) => {
                    self.keeper.go_on();
                    acts.toasts.fail((acts.t.shell.failure)(&failure));
                }
            }
        });
    }
}

fn whole(form: &ReportForm, attached: &[AttachedView]) -> ReportForm {
    ReportForm { attached: attached.iter().map(|one| one.id).collect(), ..form.clone() }
}

/// Brings what is missing into view.
fn show(lack: Lack) {
    let id = match lack {
        Lack::Category => "report-what",
        Lack::Place => "report-place",
        Lack::Words | Lack::TooLong => "report-words",
        Lack::Phone | Lack::ForWhom => "report-extra",
    };
    if let Some(found) = element(id) {
        found.scroll_into_view();
        drop(found.focus());
    }
}
