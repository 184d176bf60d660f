//! What the steps of an import share: the file, how it is read, what it would do, how far it got.
//!
//! **Invariant:** one thing is under way at a time; a new file forgets the one before it.

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::Failure;
use linli_contract::imports::{ImportPlan, Mapping, PlanImport, RunImport, StartImport};
use linli_contract::tables::{Sheet, Workbook};
use wasm_bindgen_futures::spawn_local;
use web_sys::File;

use crate::bridge;
use crate::model::imports::kind::{Kind, kind_of};
use crate::model::imports::{PART, name_of_file};
use crate::pages::session::{Acts, Session};
use crate::platform::files::{self, FileFault};

/// Where the import is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Step {
    /// A file is to be chosen; one that could not be read is told.
    Choose(Option<FileFault>),
    /// The file is read.
    Reading,
    /// One of several sheets is to be chosen.
    Sheets,
    /// What each column holds is to be confirmed.
    Columns,
    /// What would happen is to be looked at.
    Look,
    /// Under way.
    Running,
    /// Over: how it ended.
    Over(Ending),
    /// The file holds something else than people.
    Other(Kind),
}

/// How an import ended.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Ending {
    /// All of it is written.
    Whole,
    /// The person stopped it.
    Stopped,
    /// The device could not go on.
    Failed(Failure),
}

/// How far an import got, in households.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// Handed to the core.
    pub(super) done: usize,
    /// Written.
    pub(super) written: u32,
    /// In which everything stood already.
    pub(super) unchanged: u32,
}

/// The import on this screen.
#[derive(Clone, Copy)]
pub(super) struct Wizard {
    pub(super) step: RwSignal<Step>,
    pub(super) file: RwSignal<String>,
    pub(super) book: RwSignal<Option<Arc<Workbook>>>,
    pub(super) sheet: RwSignal<usize>,
    pub(super) plan: RwSignal<Option<Arc<ImportPlan>>>,
    /// What the person chose so far; the plan's own until they do.
    pub(super) mapping: RwSignal<Option<Mapping>>,
    /// Whether the core is asked what would happen.
    pub(super) is_planning: RwSignal<bool>,
    pub(super) name: RwSignal<String>,
    pub(super) tally: RwSignal<Tally>,
    pub(super) is_stopping: RwSignal<bool>,
    /// Sheets of this file that were imported.
    pub(super) finished: RwSignal<Vec<usize>>,
    session: Session,
    acts: Acts,
}

impl Wizard {
    pub(super) fn provide() -> Self {
        let wizard = Self {
            step: RwSignal::new(Step::Choose(None)),
            file: RwSignal::new(String::new()),
            book: RwSignal::new(None),
            sheet: RwSignal::new(0),
            plan: RwSignal::new(None),
            mapping: RwSignal::new(None),
            is_planning: RwSignal::new(false),
            name: RwSignal::new(String::new()),
            tally: RwSignal::new(Tally::default()),
            is_stopping: RwSignal::new(false),
            finished: RwSignal::new(Vec::new()),
            session: Session::here(),
            acts: Acts::here(),
        };
        // Leaving the screen stops after the part that is under way.
        on_cleanup(move || {
            wizard.is_stopping.try_set(true);
            wizard.session.is_form_open.try_set(false);
        });
        provide_context(wizard);
        wizard
    }

    pub(super) fn here() -> Self {
        expect_context()
    }

    /// Reads a file that was chosen or dropped.
    pub(super) fn take(self, file: File) {
        if self.step.get_untracked() == Step::Reading {
            return;
        }
        self.file.set(file.name());
        self.finished.set(Vec::new());
        self.step.set(Step::Reading);
        self.session.is_form_open.set(true);
        spawn_local(async move {
            files::pause().await;
            match files::read(file).await {
                Ok(book) => {
                    let sheets: Vec<usize> = filled(&book);
                    self.book.try_set(Some(Arc::new(book)));
                    match sheets.as_slice() {
                        [only] => self.open(*only),
                        _ => drop(self.step.try_set(Step::Sheets)),
                    }
                }
                Err(fault) => drop(self.step.try_set(Step::Choose(Some(fault)))),
            }
        });
    }

    /// Goes on with a sheet.
    pub(super) fn open(self, sheet: usize) {
        let Some(found) = self
            .book
            .try_with_untracked(|book| book.as_ref().and_then(|book| book.sheets.get(sheet).cloned()))
            .flatten()
        else {
            return;
        };
        self.sheet.set(sheet);
        self.plan.set(None);
        self.mapping.set(None);
        self.tally.set(Tally::default());
        let is_one = self.book.with_untracked(|book| book.as_ref().is_none_or(|book| filled(book).len() < 2));
        let sheet_name = if is_one { "" } else { found.name.as_str() };
        self.name.set(self.file.with_untracked(|file| name_of_file(file, sheet_name)));
        match kind_of(&found) {
            Kind::Register => {
                self.step.set(Step::Columns);
                self.ask(None, None);
            }
            other @ (Kind::Plan(_) | Kind::Areas(_)) => self.step.set(Step::Other(other)),
        }
    }

    /// Asks what would happen; afterwards goes to `then`.
    pub(super) fn ask(self, mapping: Option<Mapping>, then: Option<Step>) {
        let Some(sheet) = self.sheet_now() else { return };
        let acts = self.acts;
        self.is_planning.set(true);
        spawn_local(async move {
            files::pause().await;
            let plan = bridge::ask(PlanImport { sheet, mapping }).await;
            self.is_planning.try_set(false);
            match plan {
                Ok(plan) => {
                    self.mapping.try_set(Some(plan.mapping.clone()));
                    self.plan.try_set(Some(Arc::new(plan)));
                    if let Some(then) = then {
                        self.step.try_set(then);
                    }
                }
                Err(failure) => {
                    acts.toasts.fail((acts.t.shell.failure)(&failure));
                    if self.plan.try_with_untracked(Option::is_none) == Some(true) {
                        self.step.try_set(Step::Choose(None));
                    }
                }
            }
        });
    }

    /// Carries the import out, part by part.
    pub(super) fn run(self) {
        let Some(plan) = self.plan.get_untracked() else { return };
        let name = self.name.with_untracked(|name| name.trim().to_owned());
        if name.is_empty() || plan.households.is_empty() {
            return;
        }
        self.tally.set(Tally::default());
        self.is_stopping.set(false);
        self.step.set(Step::Running);
        self.session.is_form_open.set(true);
        spawn_local(async move {
            let ending = self.carry_out(&plan, name).await;
            self.session.is_form_open.try_set(false);
            let sheet = self.sheet.try_get_untracked().unwrap_or_default();
            if ending == Ending::Whole {
                self.finished.try_update(|finished| finished.push(sheet));
            }
            self.step.try_set(Step::Over(ending));
        });
    }

    async fn carry_out(self, plan: &ImportPlan, name: String) -> Ending {
        let households = u32::try_from(plan.households.len()).unwrap_or(u32::MAX);
        let start = StartImport { name, headings: plan.headings.clone(), mapping: plan.mapping.clone(), households };
        let import = match bridge::ask(start).await {
            Ok(started) => started.import,
            Err(failure) => return Ending::Failed(failure),
        };
        for part in plan.households.chunks(PART) {
            if self.is_stopping.try_get_untracked() != Some(false) {
                return Ending::Stopped;
            }
            match bridge::ask(RunImport { import, households: part.to_vec() }).await {
                Ok(progress) => drop(self.tally.try_update(|tally| {
                    tally.done += part.len();
                    tally.written += progress.written;
                    tally.unchanged += progress.unchanged;
                })),
                Err(failure) => return Ending::Failed(failure),
            }
            files::pause().await;
        }
        Ending::Whole
    }

    /// The sheet in hand.
    pub(super) fn sheet_now(self) -> Option<Sheet> {
        let at = self.sheet.get_untracked();
        self.book.with_untracked(|book| book.as_ref().and_then(|book| book.sheets.get(at).cloned()))
    }

    /// Sheets with rows that were not imported yet.
    pub(super) fn sheets_left(self) -> Vec<usize> {
        let finished = self.finished.get();
        self.book
            .with(|book| book.as_ref().map(|book| filled(book)).unwrap_or_default())
            .into_iter()
            .filter(|sheet| !finished.contains(sheet))
            .collect()
    }
}

fn filled(book: &Workbook) -> Vec<usize> {
    (0..book.sheets.len()).filter(|at| book.sheets[*at].rows.iter().any(|row| !row.is_empty())).collect()
}
