//! Tickets and public versions as search finds them.

use linli_contract::tickets::Handler;
use linli_shared::ids::MemberId;

use super::reading::active;
use super::sums::{PublicSum, TicketSum};
use super::words::number;
use crate::search::Words;

/// What search finds a ticket by.
pub(crate) fn words_of(sum: &TicketSum) -> Words {
    let words = Words::new("", sum.changed).text(&sum.words).text(&sum.place).text(&sum.for_person);
    words.text(&number(sum.record))
}

/// What search finds a public version by.
pub(crate) fn words_of_public(sum: &PublicSum) -> Words {
    Words::new("", sum.changed).text(&sum.words).text(&sum.place).text(&sum.name)
}

/// Whether a ticket is somebody's who does not handle tickets by their role: their own, for them, or with them.
pub(crate) fn is_for(sum: &TicketSum, member: MemberId) -> bool {
    let is_theirs = sum.reporter == member || sum.for_member == Some(member);
    is_theirs || active(sum).any(|hand| hand.handler == Handler::Member(member))
}
