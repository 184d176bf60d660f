//! What people said in tickets, notices and on the square, in plain values: the words, whose they are, and who may ever read them.
//!
//! Every word is a mark of its own, so that it can be found wherever it lies: on a screen, in an outbox, in a row of a store.

use std::collections::{BTreeMap, BTreeSet};

use linli_contract::tickets::Handler;
use linli_shared::ids::{AreaId, DeviceId, RecordId};

use super::world::{CLERK, HOMES, PROPERTY, STEWARD, World};

/// Where somebody said something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The report itself, or what a work thread is about.
    Case,
    /// A step.
    Step,
    /// A notice.
    Notice,
    /// The square, or the estate's group.
    Square,
}

/// Words that a phone reported as saved.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub(super) who: usize,
    pub(super) record: RecordId,
    pub(super) place: Place,
    /// The phone died while saving: they may be there or not.
    pub(super) is_unsure: bool,
}

/// A ticket or work thread.
#[derive(Debug, Clone)]
pub(super) struct Ticket {
    /// Whose phone it was reported on; of a work thread nobody reads it for that.
    pub(super) reporter: Option<usize>,
    pub(super) grid: AreaId,
    /// Every handler it ever was meant for, by its category or by somebody who tried to send it.
    pub(super) handlers: BTreeSet<Handler>,
    /// Of them, those by its category.
    pub(super) routed: BTreeSet<Handler>,
    /// Whether its reporter's words may come before everybody.
    pub(super) is_public: bool,
}

/// A notice.
#[derive(Debug, Clone)]
pub(super) struct Notice {
    pub(super) by: usize,
    /// For which building; the whole community otherwise.
    pub(super) building: Option<usize>,
    /// Phones on which an answer was saved.
    pub(super) answered: BTreeSet<usize>,
    /// Phones that died while it was saved.
    pub(super) unsure: BTreeSet<usize>,
}

/// Everything that was said.
#[derive(Debug, Default)]
pub(super) struct Affairs {
    pub(super) said: BTreeMap<String, Said>,
    pub(super) tickets: BTreeMap<RecordId, Ticket>,
    pub(super) notices: BTreeMap<RecordId, Notice>,
    /// Records of which something lay in quarantine that a steward may not be able to admit: after the relay lost places.
    pub(super) disputed: BTreeSet<RecordId>,
    /// Devices whose member's ring would have begun with something that lay in quarantine.
    pub(super) ringless: BTreeSet<DeviceId>,
    /// Phones of the property company whose member has no role now.
    pub(super) idle: BTreeSet<usize>,
}

const OPEN: &[u8] = "〔".as_bytes();
const CLOSE: &[u8] = "〕".as_bytes();

/// A word that nobody else says.
pub(super) fn mark(what: &str, number: u64) -> String {
    format!("〔{what}{number}〕")
}

/// The marks in some bytes.
pub(super) fn marks(bytes: &[u8]) -> BTreeSet<String> {
    let starts = bytes.iter().enumerate().filter(|(at, byte)| **byte == OPEN[0] && bytes[*at..].starts_with(OPEN));
    let whole = starts.filter_map(|(at, _)| {
        let rest = bytes[at..].get(..32).unwrap_or(&bytes[at..]);
        let end = rest.windows(CLOSE.len()).position(|window| window == CLOSE)?;
        core::str::from_utf8(&rest[..end + CLOSE.len()]).ok().map(str::to_owned)
    });
    whole.collect()
}

impl World<'_> {
    /// Whether a phone may ever hold the words of a ticket, by the plain list of people.
    pub(super) fn may_hold(&self, who: usize, ticket: &Ticket) -> bool {
        let is_reporters = ticket.reporter.is_some_and(|reporter| self.is_same_member(who, reporter));
        who == STEWARD || is_reporters || ticket.handlers.iter().any(|handler| self.is_hand(who, *handler, ticket.grid))
    }

    /// Whether somebody was one of a handler's people at any time.
    fn is_hand(&self, who: usize, handler: Handler, grid: AreaId) -> bool {
        match handler {
            Handler::Committee => who == STEWARD,
            Handler::GridWorkers => self.walked.get(&who).is_some_and(|grids| grids.contains(&grid)),
            Handler::Property => PROPERTY.contains(&who),
            Handler::Department(_) => who == CLERK,
            Handler::Member(member) => self.town.seat(crate::cast::Person(who)).member == member,
        }
    }

    /// Whether somebody is one of a handler's people now.
    pub(super) fn is_on_duty(&self, who: usize, handler: Handler, grid: AreaId) -> bool {
        match handler {
            Handler::GridWorkers => self.grids.get(&who).is_some_and(|grids| grids.contains(&grid)),
            Handler::Property => PROPERTY.contains(&who) && !self.affairs.idle.contains(&who),
            Handler::Committee | Handler::Department(_) | Handler::Member(_) => self.is_hand(who, handler, grid),
        }
    }

    /// Whether two phones are one member's.
    pub(super) fn is_same_member(&self, one: usize, other: usize) -> bool {
        let member = |who| self.town.seat(crate::cast::Person(who)).member;
        member(one) == member(other)
    }

    /// Whether somebody lives where a notice is for, or answers for it.
    pub(super) fn must_see(&self, who: usize, notice: &Notice) -> bool {
        let lives = |building| HOMES.iter().any(|(home, at)| *home == who && *at == building);
        let is_neighbour = HOMES.iter().any(|(home, _)| *home == who);
        who == STEWARD || who == notice.by || notice.building.map_or(is_neighbour, lives)
    }
}
