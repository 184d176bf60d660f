//! In English.

use super::NoticeTexts;

pub(in super::super) const EN: NoticeTexts = NoticeTexts { title: "Notices" };
