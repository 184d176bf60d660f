//! Notices: written, published, read, confirmed, answered; whom they reached.

use linli_contract::Failure;
use linli_contract::notices as contract;
use linli_shared::ids::DeviceId;
use linli_shared::parcel::Entry;

use crate::device::outbox::OutboxItem;
use crate::device::rows::Want;
use crate::device::{Device, Turn};

pub fn read_notices_wants(_: &Device, _: &contract::ReadNotices) -> Vec<Want> {
    Vec::new()
}

pub fn read_notices(
    _: &mut Device,
    _: &contract::ReadNotices,
    _: &mut Turn<'_>,
) -> Result<contract::NoticesView, Failure> {
    Err(Failure::Defect)
}

pub fn read_notice_wants(_: &Device, _: &contract::ReadNotice) -> Vec<Want> {
    Vec::new()
}

pub fn read_notice(
    _: &mut Device,
    _: &contract::ReadNotice,
    _: &mut Turn<'_>,
) -> Result<contract::NoticeView, Failure> {
    Err(Failure::Defect)
}

pub fn save_notice_draft_wants(_: &Device, _: &contract::SaveNoticeDraft) -> Vec<Want> {
    Vec::new()
}

pub fn save_notice_draft(_: &mut Device, _: &contract::SaveNoticeDraft, _: &mut Turn<'_>) -> Result<u64, Failure> {
    Err(Failure::Defect)
}

pub fn drop_notice_draft_wants(_: &Device, _: &contract::DropNoticeDraft) -> Vec<Want> {
    Vec::new()
}

pub fn drop_notice_draft(_: &mut Device, _: &contract::DropNoticeDraft, _: &mut Turn<'_>) -> Result<(), Failure> {
    Err(Failure::Defect)
}

pub fn publish_notice_wants(_: &Device, _: &contract::PublishNotice) -> Vec<Want> {
    Vec::new()
}

pub fn publish_notice(
    _: &mut Device,
    _: &contract::PublishNotice,
    _: &mut Turn<'_>,
) -> Result<linli_shared::ids::RecordId, Failure> {
    Err(Failure::Defect)
}

pub fn withdraw_notice_wants(_: &Device, _: &contract::WithdrawNotice) -> Vec<Want> {
    Vec::new()
}

pub fn withdraw_notice(_: &mut Device, _: &contract::WithdrawNotice, _: &mut Turn<'_>) -> Result<(), Failure> {
    Err(Failure::Defect)
}

pub fn answer_notice_wants(_: &Device, _: &contract::AnswerNotice) -> Vec<Want> {
    Vec::new()
}

pub fn answer_notice(_: &mut Device, _: &contract::AnswerNotice, _: &mut Turn<'_>) -> Result<(), Failure> {
    Err(Failure::Defect)
}

pub fn read_reach_wants(_: &Device, _: &contract::ReadReach) -> Vec<Want> {
    Vec::new()
}

pub fn read_reach(_: &mut Device, _: &contract::ReadReach, _: &mut Turn<'_>) -> Result<contract::ReachView, Failure> {
    Err(Failure::Defect)
}

/// Own work that was refused is taken out of what this device shows.
pub(crate) fn undo(_: &mut Device, _: &OutboxItem, _: &mut Turn<'_>) -> Result<(), Failure> {
    Ok(())
}

/// An entry that the relay lost is taken out of what this device shows.
pub(crate) fn forget(_: &mut Device, _: &Entry, _: DeviceId, _: &[u8], _: &mut Turn<'_>) -> Result<(), Failure> {
    Ok(())
}
