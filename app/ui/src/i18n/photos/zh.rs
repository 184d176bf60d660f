//! In Chinese.

use super::PhotoTexts;

pub(in super::super) const ZH: PhotoTexts = PhotoTexts { title: "照片" };
