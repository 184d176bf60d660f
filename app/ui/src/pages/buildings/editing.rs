//! What every part of the area editor shares: the tree, the task at hand, and how an edit is carried out and undone.

use leptos::prelude::*;
use linli_contract::buildings::{AreaEdit, AreaRow, AreasEdited, AreasView, EditAreas};
use linli_shared::ids::AreaId;

use crate::bridge;
use crate::model::buildings::{children, undoing};
use crate::pages::session::Acts;

/// What the sheet is open for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Task {
    /// What can be done with an area.
    Menu(AreaRow),
    /// A new grid.
    AddGrid,
    /// A new building of a grid.
    AddBuilding(AreaRow),
    /// More stairs or floors of a building.
    Extend(AreaRow),
    /// Single doors of a stair.
    AddDoors(AreaRow),
    /// Another building like this one.
    Copy(AreaRow),
    /// Another label.
    Rename(AreaRow),
    /// Another grid.
    HandOver(AreaRow),
}

/// The editor.
#[derive(Clone, Copy)]
pub(super) struct Editing {
    /// The tree.
    pub(super) view: Memo<AreasView>,
    /// What the sheet is open for.
    pub(super) task: RwSignal<Task>,
    /// Whether it is open.
    pub(super) is_open: RwSignal<bool>,
    /// How acts report.
    pub(super) acts: Acts,
}

impl Editing {
    /// Starts the editor.
    pub(super) fn provide(view: Memo<AreasView>) -> Self {
        let editing =
            Self { view, task: RwSignal::new(Task::AddGrid), is_open: RwSignal::new(false), acts: Acts::here() };
        provide_context(editing);
        editing
    }

    /// The editor.
    pub(super) fn here() -> Self {
        expect_context()
    }

    /// Opens the sheet for a task.
    pub(super) fn open(self, task: Task) {
        self.task.set(task);
        self.is_open.set(true);
    }

    /// Whether a neighbour of a new or renamed area bears this label.
    pub(super) fn is_taken(self, parent: AreaId, but: Option<AreaId>, label: &str) -> bool {
        self.view.with(|view| {
            children(&view.areas, parent).any(|row| Some(row.id) != but && !row.is_retired && row.label == label.trim())
        })
    }

    /// Carries out edits, closes the sheet, and says so with a way back where there is one.
    pub(super) fn run(self, edits: Vec<AreaEdit>, said: impl FnOnce(&AreasEdited) -> String + 'static) {
        if edits.is_empty() {
            self.is_open.set(false);
            return;
        }
        let before = self.view.get_untracked().areas;
        self.acts.run(bridge::ask(EditAreas { edits: edits.clone() }), move |done| {
            self.is_open.set(false);
            let said = said(&done);
            match undoing(&edits, &before, done.added) {
                Some(undo) => {
                    let acts = self.acts;
                    let undo =
                        Callback::new(move |()| acts.run(bridge::ask(EditAreas { edits: undo.clone() }), |_| {}));
                    self.acts.toasts.say_with_undo(said, undo);
                }
                None => self.acts.toasts.say(said),
            }
        });
    }

    /// [`Editing::run`] with a sentence that is the same whatever came of it.
    pub(super) fn run_saying(self, edits: Vec<AreaEdit>, said: &'static str) {
        self.run(edits, move |_| said.to_owned());
    }
}
