//! Activities 活动: called, signed up for, waited for, attended, thanked for; tasks that volunteers claim.

use linli_shared::activities::ActivityKind as Kind;
pub use linli_shared::activities::ActivityKind;
use linli_shared::blobs::BlobId;
use linli_shared::calendar::Millis;
use linli_shared::ids::{AreaId, MemberId, RecordId};
use serde::{Deserialize, Serialize};

use crate::drafts::DraftView;
use crate::photos::AttachedView;
use crate::posts::Speaker;
use crate::sync::RecordSync;

/// Asks for the activities.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadActivities;

/// The activities.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ActivitiesView {
    /// To come, soonest first, then those that are over, newest first.
    pub activities: Vec<ActivityRow>,
    /// What this person may call for.
    pub may_call: Vec<Kind>,
    /// Whether a call was begun and not sent.
    pub has_draft: bool,
}

/// An activity in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityRow {
    /// The activity.
    pub activity: RecordId,
    /// What it is.
    pub kind: Kind,
    /// Title.
    pub title: String,
    /// Where, in words.
    pub place: String,
    /// When it begins.
    pub begins: Millis,
    /// When it ends.
    pub ends: Millis,
    /// Who called.
    pub by: Speaker,
    /// Places; 0 for as many as come.
    pub places: u16,
    /// People who come.
    pub coming: u32,
    /// Sign-ups on the waiting list.
    pub waiting: u32,
    /// Where this person stands.
    pub own: OwnPlace,
    /// It was called off.
    pub is_off: bool,
    /// It is over.
    pub is_over: bool,
    /// The first photo's thumbnail.
    pub thumb: Option<BlobId>,
    /// Where it is.
    pub sync: RecordSync,
}

/// Where this person stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum OwnPlace {
    /// Not signed up.
    None,
    /// Signed up; the relay has not said yet whether there is room.
    Asked,
    /// Comes.
    Coming,
    /// On the waiting list, so many before them.
    Waiting(u32),
    /// Claimed the task; the committee has not given it yet.
    Claimed,
    /// Has the task.
    HasTask,
    /// Was there, or did the task.
    Attended,
}

/// Asks for an activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadActivity {
    /// The activity.
    pub activity: RecordId,
}

/// An activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityView {
    /// As in the list.
    pub row: ActivityRow,
    /// Text.
    pub text: String,
    /// Photos.
    pub attached: Vec<AttachedView>,
    /// Until when one signs up.
    pub until: Option<Millis>,
    /// Area of a task: the rights that come with it.
    pub area: Option<(AreaId, Vec<String>)>,
    /// Sign-ups in the order of the log: to the caller and the committee all, to others their own.
    pub people: Vec<PersonRow>,
    /// Why it was called off.
    pub off: Option<String>,
    /// Thanks, oldest first.
    pub thanks: Vec<(Speaker, String, Millis)>,
    /// How often it was changed.
    pub changes: u16,
    /// What this person may do now.
    pub may: ActivityRights,
    /// The form, to change it.
    pub form: ActivityForm,
    /// Part of it was written by a newer release.
    pub needs_newer_app: bool,
}

/// Who signed up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRow {
    /// Who.
    pub who: Speaker,
    /// How many they are.
    pub people: u8,
    /// What they say, or what they did of the task.
    pub words: String,
    /// Photos of what they did.
    pub attached: Vec<AttachedView>,
    /// Since when.
    pub at: Millis,
    /// Where they stand.
    pub place: OwnPlace,
    /// Whether they came; `None` while nobody has said.
    pub came: Option<bool>,
    /// Where it is.
    pub sync: RecordSync,
}

/// What this person may do with an activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ActivityRights {
    /// Sign up, or claim.
    pub sign_up: bool,
    /// Sign off.
    pub sign_off: bool,
    /// Change it or call it off.
    pub change: bool,
    /// Say who came.
    pub attendance: bool,
    /// Give a claimed task.
    pub give: bool,
    /// Say that the task is done.
    pub report_done: bool,
    /// Thank.
    pub thank: bool,
}

/// A call as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityForm {
    /// What it is.
    pub kind: Kind,
    /// Title.
    pub title: String,
    /// Text.
    pub text: String,
    /// Where, in words.
    pub place: String,
    /// When it begins.
    pub begins: Millis,
    /// When it ends.
    pub ends: Millis,
    /// Until when one signs up; `None` until it begins.
    pub until: Option<Millis>,
    /// Places; 0 for as many as come.
    pub places: u16,
    /// Area of a task, for which its volunteer's role holds until it ends.
    pub area: Option<AreaId>,
    /// Photos that were kept or that it has already.
    pub attached: Vec<BlobId>,
}

/// Opens the form of a new call, or of one to change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenActivityForm {
    /// The activity to change.
    pub changes: Option<RecordId>,
}

/// What the form begins with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityFormView {
    /// What was typed so far, or what the activity says; `None` for an empty form.
    pub form: Option<ActivityForm>,
    /// The draft, if the form is one.
    pub draft: Option<DraftView>,
    /// What the activity said when the form was begun: it goes along with the draft.
    pub base: Option<Millis>,
    /// Its photos that are here.
    pub attached: Vec<AttachedView>,
    /// What this person may call for.
    pub may_call: Vec<Kind>,
    /// Areas a task can be for.
    pub areas: Vec<(AreaId, Vec<String>)>,
}

/// Keeps what is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveActivityDraft {
    /// The activity to change.
    pub changes: Option<RecordId>,
    /// As the form was opened with it.
    pub base: Option<Millis>,
    /// What is typed; `None` drops the draft.
    pub form: Option<ActivityForm>,
}

/// Calls for an activity, or changes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallActivity {
    /// The activity to change.
    pub changes: Option<RecordId>,
    /// What it says.
    pub form: ActivityForm,
}

/// Does something with an activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoActivity {
    /// The activity.
    pub activity: RecordId,
    /// What.
    pub act: ActivityAct,
}

/// What can be done with an activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ActivityAct {
    /// Signs up, or claims the task.
    SignUp {
        /// How many come, this person included; 1 of a task.
        people: u8,
        /// What one says to the caller; everybody in the community could read it.
        words: String,
    },
    /// Signs off, or gives the task back.
    SignOff,
    /// Calls it off, with a reason.
    CallOff(String),
    /// Says whether somebody came.
    Attendance {
        /// Who.
        who: MemberId,
        /// Whether they came; `None` takes it back.
        came: Option<bool>,
    },
    /// The committee gives a claimed task: its volunteer's role holds until it ends.
    Give(MemberId),
    /// Whoever has the task says that it is done.
    Done {
        /// Words.
        words: String,
        /// Photos that were kept.
        attached: Vec<BlobId>,
    },
    /// Thanks those who came.
    Thank(String),
}
