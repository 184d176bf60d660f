//! The council hall 议事厅.

use linli_contract::Failure;
use linli_contract::topics::{
    DoTopic, OpenTopicForm, Propose, ReadTopic, ReadTopics, Recount, RecountView, SaveTopicDraft, SetRules,
    TopicFormView, TopicView, TopicsView,
};
use linli_shared::ids::{AreaId, MemberId, RecordId};

use crate::device::answer::acts::{At, Miss};

use crate::device::rows::Want;
use crate::device::{Device, Turn, VoidReason};
use crate::square::{Author, Said, Thread};

/// The rows that `read_topics` needs.
#[must_use]
pub fn read_topics_wants(_: &Device, _: &ReadTopics) -> Vec<Want> {
    Vec::new()
}

/// Not written yet.
///
/// # Errors
/// [`Failure`].
pub fn read_topics(_: &mut Device, _: &ReadTopics, _: &mut Turn<'_>) -> Result<TopicsView, Failure> {
    Err(Failure::Defect)
}

/// The rows that `read_topic` needs.
#[must_use]
pub fn read_topic_wants(_: &Device, _: &ReadTopic) -> Vec<Want> {
    Vec::new()
}

/// Not written yet.
///
/// # Errors
/// [`Failure`].
pub fn read_topic(_: &mut Device, _: &ReadTopic, _: &mut Turn<'_>) -> Result<TopicView, Failure> {
    Err(Failure::Defect)
}

/// The rows that `open_topic_form` needs.
#[must_use]
pub fn open_topic_form_wants(_: &Device, _: &OpenTopicForm) -> Vec<Want> {
    Vec::new()
}

/// Not written yet.
///
/// # Errors
/// [`Failure`].
pub fn open_topic_form(_: &mut Device, _: &OpenTopicForm, _: &mut Turn<'_>) -> Result<TopicFormView, Failure> {
    Err(Failure::Defect)
}

/// The rows that `save_topic_draft` needs.
#[must_use]
pub fn save_topic_draft_wants(_: &Device, _: &SaveTopicDraft) -> Vec<Want> {
    Vec::new()
}

/// Not written yet.
///
/// # Errors
/// [`Failure`].
pub fn save_topic_draft(_: &mut Device, _: &SaveTopicDraft, _: &mut Turn<'_>) -> Result<(), Failure> {
    Err(Failure::Defect)
}

/// The rows that `propose_topic` needs.
#[must_use]
pub fn propose_topic_wants(_: &Device, _: &Propose) -> Vec<Want> {
    Vec::new()
}

/// Not written yet.
///
/// # Errors
/// [`Failure`].
pub fn propose_topic(_: &mut Device, _: &Propose, _: &mut Turn<'_>) -> Result<RecordId, Failure> {
    Err(Failure::Defect)
}

/// The rows that `do_topic` needs.
#[must_use]
pub fn do_topic_wants(_: &Device, _: &DoTopic) -> Vec<Want> {
    Vec::new()
}

/// Not written yet.
///
/// # Errors
/// [`Failure`].
pub fn do_topic(_: &mut Device, _: &DoTopic, _: &mut Turn<'_>) -> Result<(), Failure> {
    Err(Failure::Defect)
}

/// The rows that `set_hall_rules` needs.
#[must_use]
pub fn set_hall_rules_wants(_: &Device, _: &SetRules) -> Vec<Want> {
    Vec::new()
}

/// Not written yet.
///
/// # Errors
/// [`Failure`].
pub fn set_hall_rules(_: &mut Device, _: &SetRules, _: &mut Turn<'_>) -> Result<(), Failure> {
    Err(Failure::Defect)
}

/// The rows that `recount` needs.
#[must_use]
pub fn recount_wants(_: &Device, _: &Recount) -> Vec<Want> {
    Vec::new()
}

/// Not written yet.
///
/// # Errors
/// [`Failure`].
pub fn recount(_: &mut Device, _: &Recount, _: &mut Turn<'_>) -> Result<RecountView, Failure> {
    Err(Failure::Defect)
}

/// A topic in short.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct TopicSum {
    /// Who wrote it.
    #[n(0)]
    pub by: MemberId,
}

/// Sums a topic up; `None` while nothing of it can be read.
pub(crate) fn sum(_: &Device, _: RecordId, thread: &Thread) -> Option<TopicSum> {
    Some(TopicSum { by: thread.opening.by })
}

/// The half of the rights that needs the body.
///
/// # Errors
/// [`VoidReason`].
pub(crate) fn may_say(_: &Device, _: &Author<'_>, _: Option<&Thread>, _: &Said) -> Result<(), VoidReason> {
    Ok(())
}

/// The half of a vote's rights that needs the body: whether it is for the scope it names. Whether it counts is the fold's.
///
/// # Errors
/// [`VoidReason`].
pub(crate) fn may_vote(_: &Device, _: &Author<'_>, _: AreaId, _: &Said) -> Result<(), VoidReason> {
    Ok(())
}

/// Takes in what somebody wrote of a covenant.
pub(crate) fn take_covenant(_: &mut Device, _: &At<'_>, _: &mut Turn<'_>) -> Result<Result<(), Miss>, Failure> {
    Ok(Ok(()))
}

/// The photos and files that a content of this feature names.
pub(crate) fn attached(_: linli_shared::kinds::Kind, _: &[u8]) -> Vec<linli_shared::blobs::Attachment> {
    Vec::new()
}

/// What a refused content of this feature says in words; `None` for none.
pub(crate) fn words(_: linli_shared::kinds::Kind, _: &[u8]) -> Option<Vec<String>> {
    None
}
