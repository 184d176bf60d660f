//! In English.

use super::TicketTexts;

pub(in super::super) const EN: TicketTexts = TicketTexts { title: "Reports" };
