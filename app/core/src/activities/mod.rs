//! Activities and tasks for volunteers 活动.

use linli_contract::Failure;
use linli_contract::activities::{
    ActivitiesView, ActivityFormView, ActivityView, CallActivity, DoActivity, OpenActivityForm, ReadActivities,
    ReadActivity, SaveActivityDraft,
};
use linli_shared::ids::{MemberId, RecordId};

use crate::device::rows::Want;
use crate::device::{Device, Turn, VoidReason};
use crate::square::{Author, Said, Thread};

/// The rows that `read_activities` needs.
#[must_use]
pub fn read_activities_wants(_: &Device, _: &ReadActivities) -> Vec<Want> {
    Vec::new()
}

/// Not written yet.
///
/// # Errors
/// [`Failure`].
pub fn read_activities(_: &mut Device, _: &ReadActivities, _: &mut Turn<'_>) -> Result<ActivitiesView, Failure> {
    Err(Failure::Defect)
}

/// The rows that `read_activity` needs.
#[must_use]
pub fn read_activity_wants(_: &Device, _: &ReadActivity) -> Vec<Want> {
    Vec::new()
}

/// Not written yet.
///
/// # Errors
/// [`Failure`].
pub fn read_activity(_: &mut Device, _: &ReadActivity, _: &mut Turn<'_>) -> Result<ActivityView, Failure> {
    Err(Failure::Defect)
}

/// The rows that `open_activity_form` needs.
#[must_use]
pub fn open_activity_form_wants(_: &Device, _: &OpenActivityForm) -> Vec<Want> {
    Vec::new()
}

/// Not written yet.
///
/// # Errors
/// [`Failure`].
pub fn open_activity_form(_: &mut Device, _: &OpenActivityForm, _: &mut Turn<'_>) -> Result<ActivityFormView, Failure> {
    Err(Failure::Defect)
}

/// The rows that `save_activity_draft` needs.
#[must_use]
pub fn save_activity_draft_wants(_: &Device, _: &SaveActivityDraft) -> Vec<Want> {
    Vec::new()
}

/// Not written yet.
///
/// # Errors
/// [`Failure`].
pub fn save_activity_draft(_: &mut Device, _: &SaveActivityDraft, _: &mut Turn<'_>) -> Result<(), Failure> {
    Err(Failure::Defect)
}

/// The rows that `call_activity` needs.
#[must_use]
pub fn call_activity_wants(_: &Device, _: &CallActivity) -> Vec<Want> {
    Vec::new()
}

/// Not written yet.
///
/// # Errors
/// [`Failure`].
pub fn call_activity(_: &mut Device, _: &CallActivity, _: &mut Turn<'_>) -> Result<RecordId, Failure> {
    Err(Failure::Defect)
}

/// The rows that `do_activity` needs.
#[must_use]
pub fn do_activity_wants(_: &Device, _: &DoActivity) -> Vec<Want> {
    Vec::new()
}

/// Not written yet.
///
/// # Errors
/// [`Failure`].
pub fn do_activity(_: &mut Device, _: &DoActivity, _: &mut Turn<'_>) -> Result<(), Failure> {
    Err(Failure::Defect)
}

/// An activity in short.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct ActivitySum {
    /// Who wrote it.
    #[n(0)]
    pub by: MemberId,
}

/// Sums an activity up; `None` while nothing of it can be read.
pub(crate) fn sum(_: &Device, _: RecordId, thread: &Thread) -> Option<ActivitySum> {
    Some(ActivitySum { by: thread.opening.by })
}

/// The half of the rights that needs the body.
///
/// # Errors
/// [`VoidReason`].
pub(crate) fn may_say(_: &Author<'_>, _: Option<&Thread>, _: &Said) -> Result<(), VoidReason> {
    Ok(())
}

/// The photos and files that a content of this feature names.
pub(crate) fn attached(_: linli_shared::kinds::Kind, _: &[u8]) -> Vec<linli_shared::blobs::Attachment> {
    Vec::new()
}

/// What a refused content of this feature says in words; `None` for none.
pub(crate) fn words(_: linli_shared::kinds::Kind, _: &[u8]) -> Option<Vec<String>> {
    None
}
