//! How often each rare state came up: a pass proves something only where it happened.

use std::collections::BTreeMap;

macro_rules! rare {
    ($($(#[doc = $doc:literal])+ $name:ident)+) => {
        /// A rare state.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Rare { $($(#[doc = $doc])+ $name,)+ }

        impl Rare {
            /// Every rare state.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// What it is, in words.
            #[must_use]
            pub const fn words(self) -> &'static str {
                match self { $(Self::$name => concat!($($doc),+)),+ }
            }
        }
    };
}

rare! {
    /// An answer was lost after the relay's commit and the parcel came again as a duplicate.
    AnswerLost
    /// The same request was handled twice.
    RequestTwice
    /// An old request arrived after newer ones.
    RequestLate
    /// A request was lost.
    RequestLost
    /// A parcel waited for the one before it.
    Gap
    /// An act went to a steward: its right had ended.
    Quarantine
    /// A device's work was refused.
    Refusal
    /// Later own work was done again after a refusal.
    Replay
    /// Another device's parcel was offered again after the relay lost it.
    Reoffer
    /// An own parcel that the relay had lost was sent again.
    OwnAgain
    /// A new era was begun.
    NewEra
    /// An accepted entry was void on more than one device.
    Void
    /// Two devices registered one door before they had met.
    SameDoor
    /// Two devices added one unknown door.
    SameNewDoor
    /// A field held two values.
    FieldConflict
    /// A person held two ID numbers.
    IdConflict
    /// A crash took back batches that were not durable.
    BatchesLost
    /// A crash before or after a planned commit.
    CrashInCommit
    /// A device's disk was full.
    DiskFull
    /// The relay's disk was full.
    RelayFull
    /// The relay died around a commit.
    RelayCrash
    /// A device found that another one writes under its name.
    Clone
    /// A device found the relay's history forked.
    Fork
    /// A removed device was not served.
    Removed
    /// A hostile parcel was rejected.
    HostileRejected
    /// A hostile act was given a place.
    HostileAccepted
    /// A hostile request was refused as a whole.
    HostileRefused
    /// A draft was there after a crash.
    Draft
    /// A step of a ticket was void: somebody was first.
    VoidStep
    /// Somebody whom a ticket was sent to later reads what came before.
    LateReader
    /// A step or report was written by somebody whose role had ended in between.
    RoleEnded
    /// The committee admitted such a step, at a later place.
    Admitted
    /// The committee did not admit such a step.
    NotAdmitted
    /// A new era was begun while there were tickets.
    EraWithTickets
    /// A relay left out, moved or took back entries.
    Liar
    /// Two asked for the same goods: one of them is behind the other.
    GoodsBehind
    /// An activity had no place left for somebody.
    NoPlaceLeft
    /// Somebody voted again.
    VotedAgain
    /// A vote came after the close and its grace.
    VoteTooLate
    /// A vote came after the close and within its grace.
    VoteInGrace
    /// A vote did not count because its seat was handed on.
    VoteWithoutSeat
    /// A ballot with votes was counted from the relay's log to the same.
    Recounted
}

/// Counts.
#[derive(Debug, Clone, Default)]
pub struct Counts(BTreeMap<Rare, u64>);

impl Counts {
    /// Counts one.
    pub(super) fn add(&mut self, rare: Rare) {
        *self.0.entry(rare).or_default() += 1;
    }

    /// How often.
    #[must_use]
    pub fn of(&self, rare: Rare) -> u64 {
        self.0.get(&rare).copied().unwrap_or_default()
    }

    /// Adds another run's.
    pub fn merge(&mut self, other: &Self) {
        for (rare, count) in &other.0 {
            *self.0.entry(*rare).or_default() += count;
        }
    }
}
