//! What one looks up: guides, contacts, duty, the property window, doctor, lawyer, police, services.

use linli_shared::blobs::BlobId;
use linli_shared::calendar::{Date, Millis};
pub use linli_shared::guides::Shelf;
use linli_shared::ids::RecordId;
use serde::{Deserialize, Serialize};

use crate::drafts::DraftView;
use crate::photos::AttachedView;
use crate::posts::Speaker;
use crate::sync::RecordSync;

/// Asks for what can be looked up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadGuides {
    /// Only of this shelf.
    pub shelf: Option<Shelf>,
}

/// What can be looked up.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct GuidesView {
    /// The entries, by shelf, then as their owners order them.
    pub guides: Vec<GuideRow>,
    /// Who is on duty today.
    pub duty: Vec<DutyLine>,
    /// The shelves on which this person may put something.
    pub may_write: Vec<Shelf>,
    /// Whether an entry was begun and not saved.
    pub has_draft: bool,
}

/// An entry in a list: enough to call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuideRow {
    /// The entry.
    pub guide: RecordId,
    /// Its shelf.
    pub shelf: Shelf,
    /// Title: what it is about, or who.
    pub title: String,
    /// The beginning of its text.
    pub excerpt: String,
    /// A telephone number, as it is dialled; empty for none.
    pub phone: String,
    /// When somebody is there, in words.
    pub hours: String,
    /// The first photo's thumbnail.
    pub thumb: Option<BlobId>,
    /// When it was last looked after.
    pub changed: Millis,
    /// Where it is.
    pub sync: RecordSync,
}

/// A line of the duty list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DutyLine {
    /// The day.
    pub day: Date,
    /// Who.
    pub who: String,
    /// A telephone number; may be empty.
    pub phone: String,
}

/// Asks for an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadGuide {
    /// The entry.
    pub guide: RecordId,
}

/// An entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuideView {
    /// As in the list.
    pub row: GuideRow,
    /// The form it was written with.
    pub form: GuideForm,
    /// Photos and files.
    pub attached: Vec<AttachedView>,
    /// Who looks after it.
    pub by: Speaker,
    /// How often it was changed.
    pub changes: u16,
    /// Whether this person may change and end it.
    pub may_change: bool,
    /// Part of it was written by a newer release.
    pub needs_newer_app: bool,
}

/// An entry as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuideForm {
    /// Its shelf.
    pub shelf: Shelf,
    /// Title.
    pub title: String,
    /// Text, formatted like a notice's.
    pub text: String,
    /// A telephone number.
    pub phone: String,
    /// Where, in words.
    pub place: String,
    /// When somebody is there, in words.
    pub hours: String,
    /// What it costs, in words.
    pub price: String,
    /// The duty list, by day.
    pub duty: Vec<DutyLine>,
    /// Its place on the shelf, smallest first.
    pub order: u16,
    /// Photos and files that were kept or that it has already.
    pub attached: Vec<BlobId>,
}

/// Opens the form of a new entry, or of one to change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenGuideForm {
    /// The entry to change.
    pub changes: Option<RecordId>,
}

/// What the form begins with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuideFormView {
    /// What was typed so far, or what the entry says; `None` for an empty form.
    pub form: Option<GuideForm>,
    /// The draft, if the form is one.
    pub draft: Option<DraftView>,
    /// What the entry said when the form was begun: it goes along with the draft.
    pub base: Option<Millis>,
    /// Its photos and files that are here.
    pub attached: Vec<AttachedView>,
    /// The shelves it can be put on.
    pub shelves: Vec<Shelf>,
}

/// Keeps what is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveGuideDraft {
    /// The entry to change.
    pub changes: Option<RecordId>,
    /// As the form was opened with it.
    pub base: Option<Millis>,
    /// What is typed; `None` drops the draft.
    pub form: Option<GuideForm>,
}

/// Puts an entry on a shelf, or changes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveGuide {
    /// The entry it changes.
    pub changes: Option<RecordId>,
    /// What it says; `None` takes the entry off its shelf.
    pub form: Option<GuideForm>,
}
