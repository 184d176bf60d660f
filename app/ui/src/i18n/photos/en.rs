//! In English.

use super::PhotoTexts;

pub(in super::super) const EN: PhotoTexts = PhotoTexts { title: "Photos" };
