//! Notices 公告: written, published, read, confirmed, answered; whom they have not reached.

use linli_shared::blobs::BlobId;
use linli_shared::calendar::Millis;
use linli_shared::ids::{AreaId, RecordId};
pub use linli_shared::notices::NoticeKind;
use serde::{Deserialize, Serialize};

use crate::photos::AttachedView;
use crate::sync::RecordSync;

/// Asks for the notices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadNotices;

/// The notices of this person: those for their home and the areas they work in.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct NoticesView {
    /// Urgent hazards first, then unread, then newest first; withdrawn and expired ones last.
    pub notices: Vec<NoticeRow>,
    /// Drafts on this device, newest first.
    pub drafts: Vec<NoticeDraft>,
    /// Areas this person may publish for, largest first; empty for who may not.
    pub may_publish_for: Vec<NoticeArea>,
}

/// An area a notice can be for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeArea {
    /// The area.
    pub area: AreaId,
    /// Its path, e.g. 12号楼 2单元; the community's name for the whole.
    pub path: Vec<String>,
    /// Doors in it.
    pub doors: u32,
}

/// A notice in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeRow {
    /// The notice.
    pub notice: RecordId,
    /// Title.
    pub title: String,
    /// The beginning of its text.
    pub excerpt: String,
    /// What it is about.
    pub kind: NoticeKind,
    /// Path of its area; empty for the whole community.
    pub path: Vec<String>,
    /// Who published it; `None` if the name has not arrived.
    pub by: Option<String>,
    /// When it was published: the relay's time, or the device's own.
    pub at: Millis,
    /// An urgent hazard.
    pub is_urgent: bool,
    /// Whether it is for this person's own home, so that their answer counts.
    pub is_for_me: bool,
    /// Whether this person read it.
    pub is_read: bool,
    /// Whether this person is still asked to confirm or to answer.
    pub is_asked: bool,
    /// Its time is over.
    pub is_over: bool,
    /// It was withdrawn.
    pub is_withdrawn: bool,
    /// It was corrected.
    pub is_corrected: bool,
    /// Photos and files.
    pub attached: u8,
    /// Where it is.
    pub sync: RecordSync,
}

/// Asks for a notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadNotice {
    /// The notice.
    pub notice: RecordId,
}

/// A notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeView {
    /// As in the list.
    pub row: NoticeRow,
    /// What it says.
    pub form: NoticeForm,
    /// Photos and files.
    pub attached: Vec<AttachedView>,
    /// What it said before, newest first, with when that ended.
    pub earlier: Vec<(NoticeForm, Millis)>,
    /// Why and when it was withdrawn.
    pub withdrawn: Option<(String, Millis)>,
    /// Whether this person confirmed.
    pub is_confirmed: bool,
    /// The answer this person chose.
    pub answer: Option<u8>,
    /// Whether this person may correct and withdraw it.
    pub may_change: bool,
    /// Whether this person may see whom it reached.
    pub may_see_reach: bool,
    /// Part of it was written by a newer release.
    pub needs_newer_app: bool,
}

/// What a notice says, as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeForm {
    /// Title, one line, at most [`linli_shared::notices::TITLE`] characters.
    pub title: String,
    /// Text with simple formatting ([`linli_shared::notices::NoticeContent::text`]), at most
    /// [`linli_shared::notices::TEXT`] characters.
    pub text: String,
    /// What it is about.
    pub kind: NoticeKind,
    /// Whom it is for.
    pub area: Option<AreaId>,
    /// An urgent hazard.
    pub is_urgent: bool,
    /// From when it is no longer shown on top.
    pub until: Option<Millis>,
    /// Whether households are asked to confirm.
    pub wants_confirmation: bool,
    /// A question; empty for none.
    pub question: String,
    /// Answers to choose from; at least two where there is a question.
    pub answers: Vec<String>,
    /// Photos and files that were kept ([`crate::photos::KeepPhoto`]) or that it has already.
    pub attached: Vec<BlobId>,
}

/// A draft on this device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeDraft {
    /// Its number.
    pub number: u64,
    /// What it says so far.
    pub form: NoticeForm,
    /// The notice it corrects.
    pub corrects: Option<RecordId>,
    /// When it was last changed.
    pub saved: Millis,
    /// Its photos and files that are still here; of a correction without those that the notice has.
    #[serde(default)]
    pub attached: Vec<AttachedView>,
}

/// Keeps a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveNoticeDraft {
    /// The draft's number; `None` for a new one.
    pub number: Option<u64>,
    /// What it says so far.
    pub form: NoticeForm,
    /// The notice it corrects.
    pub corrects: Option<RecordId>,
}

/// Throws a draft away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DropNoticeDraft {
    /// The draft.
    pub number: u64,
}

/// Publishes a notice, or a correction of one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishNotice {
    /// The draft it was, which goes.
    pub draft: Option<u64>,
    /// What it says.
    pub form: NoticeForm,
    /// The notice it corrects.
    pub corrects: Option<RecordId>,
}

/// Withdraws a notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithdrawNotice {
    /// The notice.
    pub notice: RecordId,
    /// Why; may be empty.
    pub reason: String,
}

/// Says that this person read, confirmed or answered a notice. Opening a notice that is for one's home says that it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerNotice {
    /// The notice.
    pub notice: RecordId,
    /// Whether they confirm.
    pub is_confirmed: bool,
    /// The answer they choose.
    pub answer: Option<u8>,
}

/// Asks whom a notice has reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadReach {
    /// The notice.
    pub notice: RecordId,
}

/// Whom a notice has reached: doors, never people, and no score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReachView {
    /// As in the list.
    pub row: NoticeRow,
    /// Homes in its area.
    pub doors: u32,
    /// Of them, those where somebody read it.
    pub read: u32,
    /// Of them, those where somebody confirmed.
    pub confirmed: u32,
    /// Receipts from people whose door is not known here.
    pub elsewhere: u32,
    /// The question; empty if there is none.
    pub question: String,
    /// Each answer with the number of households that chose it.
    pub answers: Vec<(String, u32)>,
    /// The doors in walking order, by building.
    pub buildings: Vec<ReachBuilding>,
    /// The text for a loudspeaker: title and text without formatting, short sentences.
    pub loudspeaker: String,
}

/// One building's doors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReachBuilding {
    /// The building.
    pub building: AreaId,
    /// Its label.
    pub label: String,
    /// Its doors.
    pub doors: Vec<ReachDoor>,
}

/// A door and what came from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReachDoor {
    /// The door.
    pub door: AreaId,
    /// Stair and door label.
    pub label: String,
    /// Somebody read it.
    pub is_read: bool,
    /// Somebody confirmed.
    pub is_confirmed: bool,
}
