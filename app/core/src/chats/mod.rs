//! Conversations: the estate's group, circles, knocking, what was read and muted.

pub(crate) mod circle;

use linli_contract::Failure;
use linli_contract::chats::{
    AnswerKnock, ChatId, ChatView, ChatsView, DoChat, Knock, ReadChat, ReadChats, ReadUnread, SetHearing, StartGroup,
    UnreadView,
};
use linli_shared::access::RecordMeta;
use linli_shared::ids::DeviceId;
use linli_shared::ids::{MemberId, RecordId};
use linli_shared::parcel::Entry;

use crate::device::answer::acts::{At, Miss};
use crate::device::outbox::{OutboxItem, StoredReason};

use crate::device::rows::Want;
use crate::device::{Device, Turn, VoidReason};
use crate::square::{Author, Said, Thread};
use crate::store::Table;

/// The rows that `read_chats` needs.
#[must_use]
pub fn read_chats_wants(_: &Device, _: &ReadChats) -> Vec<Want> {
    Vec::new()
}

/// Not written yet.
///
/// # Errors
/// [`Failure`].
pub fn read_chats(_: &mut Device, _: &ReadChats, _: &mut Turn<'_>) -> Result<ChatsView, Failure> {
    Err(Failure::Defect)
}

/// The rows that `read_chat` needs.
#[must_use]
pub fn read_chat_wants(_: &Device, _: &ReadChat) -> Vec<Want> {
    Vec::new()
}

/// Not written yet.
///
/// # Errors
/// [`Failure`].
pub fn read_chat(_: &mut Device, _: &ReadChat, _: &mut Turn<'_>) -> Result<ChatView, Failure> {
    Err(Failure::Defect)
}

/// The rows that `do_chat` needs.
#[must_use]
pub fn do_chat_wants(_: &Device, _: &DoChat) -> Vec<Want> {
    Vec::new()
}

/// Not written yet.
///
/// # Errors
/// [`Failure`].
pub fn do_chat(_: &mut Device, _: &DoChat, _: &mut Turn<'_>) -> Result<(), Failure> {
    Err(Failure::Defect)
}

/// The rows that `knock` needs.
#[must_use]
pub fn knock_wants(_: &Device, _: &Knock) -> Vec<Want> {
    Vec::new()
}

/// Not written yet.
///
/// # Errors
/// [`Failure`].
pub fn knock(_: &mut Device, _: &Knock, _: &mut Turn<'_>) -> Result<(), Failure> {
    Err(Failure::Defect)
}

/// The rows that `answer_knock` needs.
#[must_use]
pub fn answer_knock_wants(_: &Device, _: &AnswerKnock) -> Vec<Want> {
    Vec::new()
}

/// Not written yet.
///
/// # Errors
/// [`Failure`].
pub fn answer_knock(_: &mut Device, _: &AnswerKnock, _: &mut Turn<'_>) -> Result<Option<ChatId>, Failure> {
    Err(Failure::Defect)
}

/// The rows that `start_group` needs.
#[must_use]
pub fn start_group_wants(_: &Device, _: &StartGroup) -> Vec<Want> {
    Vec::new()
}

/// Not written yet.
///
/// # Errors
/// [`Failure`].
pub fn start_group(_: &mut Device, _: &StartGroup, _: &mut Turn<'_>) -> Result<ChatId, Failure> {
    Err(Failure::Defect)
}

/// The rows that `set_hearing` needs.
#[must_use]
pub fn set_hearing_wants(_: &Device, _: &SetHearing) -> Vec<Want> {
    Vec::new()
}

/// Not written yet.
///
/// # Errors
/// [`Failure`].
pub fn set_hearing(_: &mut Device, _: &SetHearing, _: &mut Turn<'_>) -> Result<(), Failure> {
    Err(Failure::Defect)
}

/// The rows that `read_unread` needs.
#[must_use]
pub fn read_unread_wants(_: &Device, _: &ReadUnread) -> Vec<Want> {
    Vec::new()
}

/// Not written yet.
///
/// # Errors
/// [`Failure`].
pub fn read_unread(_: &mut Device, _: &ReadUnread, _: &mut Turn<'_>) -> Result<UnreadView, Failure> {
    Err(Failure::Defect)
}

/// The row that an entry of a conversation is taken in with.
pub(crate) fn want(record: RecordId) -> Want {
    Want::Row(Table::Chat, crate::device::rows::record(record))
}

/// What the log held of a circle.
pub(crate) fn known(_: &Turn<'_>, _: RecordId) -> Result<Option<RecordMeta>, Failure> {
    Ok(None)
}

/// Takes in an entry of a conversation.
pub(crate) fn take(
    _: &mut Device,
    _: &At<'_>,
    _: Option<&RecordMeta>,
    _: &mut Turn<'_>,
) -> Result<Result<(), Miss>, Failure> {
    Ok(Ok(()))
}

/// Own work that was refused is taken out of what this device shows.
pub(crate) fn undo(_: &mut Device, _: &OutboxItem, _: StoredReason, _: &mut Turn<'_>) -> Result<(), Failure> {
    Ok(())
}

/// An entry that the relay lost is taken out.
pub(crate) fn forget(_: &mut Device, _: &Entry, _: DeviceId, _: &[u8], _: &mut Turn<'_>) -> Result<(), Failure> {
    Ok(())
}

/// A group in short.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct GroupSum {
    /// Who wrote it.
    #[n(0)]
    pub by: MemberId,
}

/// Sums a group up; `None` while nothing of it can be read.
pub(crate) fn group_sum(_: &Device, _: RecordId, thread: &Thread) -> Option<GroupSum> {
    Some(GroupSum { by: thread.opening.by })
}

/// The half of the rights that needs the body.
///
/// # Errors
/// [`VoidReason`].
pub(crate) fn may_group(_: &Author<'_>, _: Option<&Thread>, _: &Said) -> Result<(), VoidReason> {
    Ok(())
}

/// What a refused content of this feature says in words; `None` for none.
pub(crate) fn words(_: linli_shared::kinds::Kind, _: &[u8]) -> Option<Vec<String>> {
    None
}
