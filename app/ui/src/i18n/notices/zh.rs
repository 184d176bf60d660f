//! In Chinese.

use super::NoticeTexts;

pub(in super::super) const ZH: NoticeTexts = NoticeTexts { title: "公告" };
