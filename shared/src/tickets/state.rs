//! What a ticket came to, and what its steps look like at their places.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Card, Handler, Level, StepContent};
use crate::calendar::Millis;
use crate::ids::MemberId;
use crate::log::Seq;

/// Where a ticket stands.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, minicbor::Encode, minicbor::Decode,
)]
#[cbor(index_only)]
pub enum Status {
    /// Reported; nobody has taken it on 待受理.
    #[n(0)]
    Submitted,
    /// Taken on 已受理.
    #[n(1)]
    Accepted,
    /// Sent on; those it went to have not taken it on yet 已派单.
    #[n(2)]
    Sent,
    /// Being worked on 办理中.
    #[n(3)]
    InProgress,
    /// To be settled at an office 转线下.
    #[n(4)]
    Offline,
    /// Given back by everybody who had it 已退回: the committee's to send on.
    #[n(5)]
    Returned,
    /// Done as those say who handled it 已办结; the reporter has not said whether it is.
    #[n(6)]
    Resolved,
    /// Done as the reporter says too 已确认.
    #[n(7)]
    Confirmed,
    /// The reporter says that it is not done 已重开.
    #[n(8)]
    Reopened,
    /// Taken back by the reporter 已撤回.
    #[n(9)]
    Withdrawn,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 10] = [
        Self::Submitted,
        Self::Accepted,
        Self::Sent,
        Self::InProgress,
        Self::Offline,
        Self::Returned,
        Self::Resolved,
        Self::Confirmed,
        Self::Reopened,
        Self::Withdrawn,
    ];

    /// Whether somebody has to do something about it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Resolved | Self::Confirmed | Self::Withdrawn)
    }
}

/// Who wrote a step, as the roster had them at its place.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct Actor {
    /// Who.
    #[n(0)]
    pub member: MemberId,
    /// For whom they may act: each handler whose role they hold, themself as [`Handler::Member`].
    #[n(1)]
    pub hands: BTreeSet<Handler>,
}

impl Actor {
    /// Whether they may act for a handler.
    #[must_use]
    pub fn is(&self, handler: Handler) -> bool {
        self.hands.contains(&handler)
    }
}

/// A step at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Its place and its index in the act; `None` while it is only on this device.
    pub place: Option<(Seq, u16)>,
    /// The relay's time at its place; the device's own while it has none.
    pub time: Millis,
    /// Who wrote it.
    pub actor: Actor,
    /// What it says; `None` of a newer release.
    pub content: Option<StepContent>,
}

impl Placed {
    /// Brings steps into the order in which they are folded: by place, those without one last and as they were.
    pub fn sort(steps: &mut [Self]) {
        steps.sort_by_key(|step| (step.place.is_none(), step.place));
    }
}

/// What became of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoldedStep {
    /// The step.
    pub placed: Placed,
    /// For whom its author acted; `None` for the reporter, for a mere reader and where it is void.
    pub hand: Option<Handler>,
    /// Where the ticket stood after it.
    pub status: Status,
    /// Why it has no effect.
    pub void: Option<WhyVoid>,
}

/// Why a step has no effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum WhyVoid {
    /// Not this person's to do.
    NotTheirs,
    /// Somebody else was first, and where the ticket stands now it makes no sense.
    TooLate,
    /// It lacks the reason it needs.
    NoReason,
    /// A step before it was written by a newer release: nobody with this one can tell.
    NewerAppNeeded,
    /// It says what no app writes ([`StepContent::check`]).
    Unfit,
}

/// One of those who handle a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hand {
    /// Who.
    pub handler: Handler,
    /// How far they are.
    pub state: HandState,
    /// Whether they lead where several handle it jointly.
    pub is_lead: bool,
    /// Since when, relay time.
    pub since: Millis,
}

impl Hand {
    /// Whether it is theirs to do something about now.
    #[must_use]
    pub const fn is_active(&self) -> bool {
        matches!(self.state, HandState::Asked | HandState::Working)
    }
}

/// How far a handler is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum HandState {
    /// It was sent to them.
    Asked,
    /// They took it on.
    Working,
    /// They gave it back.
    Returned,
    /// They are done with their part, or handed it on.
    Done,
}

/// What a ticket came to. [`Ticket::begin`] and [`Ticket::push`] make it, [`super::fold`] does both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// Where it stands.
    pub status: Status,
    /// The highest level it was sent to.
    pub level: Level,
    /// Who handles it or did, in the order in which they were asked; one of those who have it now leads. Whoever it was sent
    /// past before they took it on is not among them.
    pub hands: Vec<Hand>,
    /// Every step in order.
    pub steps: Vec<FoldedStep>,
    /// Who may speak as the reporter: whoever filed it, and the member for whom. Nobody of a work thread.
    pub reporters: BTreeSet<MemberId>,
    /// Whether it is a work thread: the committee stands where the reporter stands in a ticket.
    pub is_thread: bool,
    /// Relay time of the report.
    pub reported: Millis,
    /// Relay time of the first step by somebody who handles it.
    pub answered: Option<Millis>,
    /// Relay time at which it was last resolved, if it is.
    pub resolved: Option<Millis>,
    /// Relay time at which the reporter confirmed.
    pub confirmed: Option<Millis>,
    /// Until when the first answer is due, by the category's limit.
    pub answer_due: Option<Millis>,
    /// Until when it should be resolved; counted anew from when it was reopened.
    pub done_due: Option<Millis>,
    /// Stars.
    pub rating: Option<u8>,
    /// How often somebody asked for an answer since the last one.
    pub urged: u32,
    /// The offline card that holds.
    pub card: Option<Card>,
    /// For which of the levels above the committee opened it, in that order.
    pub opened_to: Vec<Handler>,
    /// A step was written by a newer release: nothing may be decided here.
    pub needs_newer_app: bool,
    /// Who ever had it: whoever is no longer among them came too late, whoever never was has no right.
    pub(super) ever: BTreeSet<Handler>,
    /// Who had it when it was resolved, the leading one first: who gets it again when it is reopened.
    pub(super) resolvers: Vec<Handler>,
    /// Hours that the category gives for the whole.
    pub(super) done_hours: Option<u32>,
}
