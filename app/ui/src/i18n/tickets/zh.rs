//! In Chinese.

use super::TicketTexts;

pub(in super::super) const ZH: TicketTexts = TicketTexts { title: "报事" };
