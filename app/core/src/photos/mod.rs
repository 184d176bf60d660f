//! Photos and files: kept sealed, sent after the text, fetched when they are looked at.

use crate::device::rows::Want;
use crate::device::{Device, Turn};
use linli_contract::Failure;
use linli_contract::photos as contract;

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
