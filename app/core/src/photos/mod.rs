//! Photos and files: kept sealed, sent after the text, fetched when they are looked at.

use crate::device::rows::Want;
use crate::device::{Device, Turn};
use linli_contract::Failure;
use linli_contract::photos as contract;
use linli_shared::access::RecordAt;
use linli_shared::blobs::{Attachment, BlobId};

/// Takes kept photos into a record that is written in this step: what its content has to name. They are sent once the
/// record's text has its place. Needs no rows.
///
/// # Errors
/// [`Failure::TooManyPhotos`], [`Failure::BadPhoto`] for one that is not kept here.
pub(crate) fn attach(_: &mut Device, _: &mut Turn<'_>, _: &[BlobId], _: RecordAt) -> Result<Vec<Attachment>, Failure> {
    Err(Failure::Defect)
}

/// What a screen shows of photos that a record's content names; from then on a screen may ask for them by their ids.
pub(crate) fn view(_: &Device, _: RecordAt, _: &[Attachment]) -> Vec<contract::AttachedView> {
    Vec::new()
}

pub fn keep_photo_wants(_: &Device, _: &contract::KeepPhoto) -> Vec<Want> {
    Vec::new()
}

pub fn keep_photo(
    _: &mut Device,
    _: &contract::KeepPhoto,
    _: &mut Turn<'_>,
) -> Result<contract::AttachedView, Failure> {
    Err(Failure::Defect)
}

pub fn drop_photo_wants(_: &Device, _: &contract::DropPhoto) -> Vec<Want> {
    Vec::new()
}

pub fn drop_photo(_: &mut Device, _: &contract::DropPhoto, _: &mut Turn<'_>) -> Result<(), Failure> {
    Err(Failure::Defect)
}

pub fn read_photo_wants(_: &Device, _: &contract::ReadPhoto) -> Vec<Want> {
    Vec::new()
}

pub fn read_photo(_: &mut Device, _: &contract::ReadPhoto, _: &mut Turn<'_>) -> Result<contract::PhotoView, Failure> {
    Err(Failure::Defect)
}

pub fn read_photo_rules_wants(_: &Device, _: &contract::ReadPhotoRules) -> Vec<Want> {
    Vec::new()
}

pub fn read_photo_rules(
    _: &mut Device,
    _: &contract::ReadPhotoRules,
    _: &mut Turn<'_>,
) -> Result<contract::PhotoRules, Failure> {
    Err(Failure::Defect)
}

pub fn set_photo_rules_wants(_: &Device, _: &contract::SetPhotoRules) -> Vec<Want> {
    Vec::new()
}

pub fn set_photo_rules(
    _: &mut Device,
    _: &contract::SetPhotoRules,
    _: &mut Turn<'_>,
) -> Result<contract::PhotoRules, Failure> {
    Err(Failure::Defect)
}

pub fn set_network_wants(_: &Device, _: &contract::SetNetwork) -> Vec<Want> {
    Vec::new()
}

pub fn set_network(_: &mut Device, _: &contract::SetNetwork, _: &mut Turn<'_>) -> Result<(), Failure> {
    Err(Failure::Defect)
}
