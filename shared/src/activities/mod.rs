//! Activities 活动: called, signed up for, attended, thanked for; tasks that volunteers claim.
//!
//! An activity is a record of its own: it begins with the call and goes on with what whoever called says of it (changed, called
//! off, who came, thanks) and with who signs up, off, or did a task. The state is a pure fold over them in the order of places.
//! **Invariant:** never do more people come than there are places, however many sign up at once.
//! **Invariant:** whoever comes keeps their place unless there are fewer places; who waits moves up in the order of the list.
//!
//! Everything here is sealed to the community: what one says when signing up is shown to the caller and the committee, but
//! everybody in the community could read it.

mod check;
mod fold;
#[cfg(test)]
mod properties;
mod state;

pub use check::{LONGEST, PEOPLE, PLACE, REASON, TEXT, THANKS, TITLE, WORDS};
pub use fold::fold;
pub use state::{ActivityState, Done, Person, Seat, Thanks, Void};

use serde::{Deserialize, Serialize};

use crate::blobs::Attachment;
use crate::calendar::Millis;
use crate::cbor;
use crate::ids::{AreaId, MemberId};
use crate::square::Standing;

/// The version that this release writes.
pub const VERSION: u8 = 1;

/// What is called for.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, minicbor::Encode, minicbor::Decode,
)]
#[cbor(index_only)]
pub enum ActivityKind {
    /// Something to come to.
    #[n(0)]
    Gathering,
    /// A task for volunteers, which the committee gives with rights that end.
    #[n(1)]
    Task,
}

/// Whether somebody of this standing may call for such a thing: everybody for something to come to; for a task, after which
/// rights are given, those who look after an area.
#[must_use]
pub const fn may_call(standing: Standing, kind: ActivityKind) -> bool {
    match kind {
        ActivityKind::Gathering => true,
        ActivityKind::Task => {
            standing.has(Standing::STEWARD) || standing.has(Standing::WORKER) || standing.has(Standing::LEADER)
        }
    }
}

/// What a call says.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct ActivityContent {
    /// [`VERSION`].
    #[n(0)]
    pub version: u8,
    /// What is called for.
    #[n(1)]
    pub kind: ActivityKind,
    /// Title, one line.
    #[n(2)]
    pub title: String,
    /// Text, formatted like a notice's.
    #[n(3)]
    pub text: String,
    /// Where, in words.
    #[n(4)]
    pub place: String,
    /// When it begins.
    #[n(5)]
    pub begins: Millis,
    /// When it ends; a volunteer's role for a task ends then too.
    #[n(6)]
    pub ends: Millis,
    /// Until when one signs up; `None` until it begins, a task until it ends.
    #[n(7)]
    pub until: Option<Millis>,
    /// Places; 0 for as many as come.
    #[n(8)]
    pub places: u16,
    /// The area that a task is for, and its volunteer's role with it.
    #[n(9)]
    pub area: Option<AreaId>,
    /// Photos and files.
    #[n(10)]
    pub attached: Vec<Attachment>,
    /// Device time of calling.
    #[n(11)]
    pub at: Millis,
}

impl ActivityContent {
    /// Until when one signs up.
    #[must_use]
    pub fn closes(&self) -> Millis {
        self.until.unwrap_or(match self.kind {
            ActivityKind::Gathering => self.begins,
            ActivityKind::Task => self.ends,
        })
    }
}

/// What whoever called, or the committee, says of an activity later.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub enum ActivityStep {
    /// It now says this.
    #[n(0)]
    Changed(#[n(0)] ActivityContent),
    /// It does not take place.
    #[n(1)]
    CalledOff {
        /// Why.
        #[n(0)]
        reason: String,
        /// Device time.
        #[n(1)]
        at: Millis,
    },
    /// Whether somebody came; the newest about them counts.
    #[n(2)]
    Attendance {
        /// Who.
        #[n(0)]
        who: MemberId,
        /// Whether they came; `None` takes back what was said.
        #[n(1)]
        came: Option<bool>,
        /// Device time.
        #[n(2)]
        at: Millis,
    },
    /// The committee gives a claimed task, in one act with the volunteer's role.
    #[n(3)]
    Given {
        /// To whom.
        #[n(0)]
        who: MemberId,
        /// Device time.
        #[n(1)]
        at: Millis,
    },
    /// Thanks to those who came.
    #[n(4)]
    Thanked {
        /// Words.
        #[n(0)]
        words: String,
        /// Device time.
        #[n(1)]
        at: Millis,
    },
}

/// What a member says of their own taking part.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub enum SignUpContent {
    /// Comes, or claims the task; said again, it changes how many and the words.
    #[n(0)]
    SignedUp {
        /// How many, this member included; 1 of a task.
        #[n(0)]
        people: u8,
        /// To the caller; everybody in the community could read it.
        #[n(1)]
        words: String,
        /// Device time.
        #[n(2)]
        at: Millis,
    },
    /// Does not come, or gives the task back.
    #[n(1)]
    SignedOff {
        /// Device time.
        #[n(0)]
        at: Millis,
    },
    /// Did the task they were given.
    #[n(2)]
    Done {
        /// What was done.
        #[n(0)]
        words: String,
        /// Photos.
        #[n(1)]
        attached: Vec<Attachment>,
        /// Device time.
        #[n(2)]
        at: Millis,
    },
}

cbor::contents! { ActivityContent ActivityStep SignUpContent }

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) const HOUR: i64 = 3_600_000;

    /// From ten to twelve o'clock, five places.
    pub(super) fn activity() -> ActivityContent {
        ActivityContent {
            version: VERSION,
            kind: ActivityKind::Gathering,
            title: "包饺子".into(),
            text: "一起过冬至".into(),
            place: "活动室".into(),
            begins: Millis(10 * HOUR),
            ends: Millis(12 * HOUR),
            until: None,
            places: 5,
            area: None,
            attached: Vec::new(),
            at: Millis(0),
        }
    }

    pub(super) fn task() -> ActivityContent {
        ActivityContent { kind: ActivityKind::Task, area: Some(AreaId([7; 16])), places: 1, ..activity() }
    }

    #[test]
    fn everybody_calls_to_something_and_those_who_look_after_an_area_for_a_task() {
        assert!(may_call(Standing::RESIDENT, ActivityKind::Gathering));
        let may = [Standing::STEWARD, Standing::WORKER, Standing::LEADER];
        assert!(may.into_iter().all(|standing| may_call(standing, ActivityKind::Task)));
        let not = [Standing::RESIDENT, Standing::PROPERTY, Standing::VOLUNTEER, Standing::default()];
        assert!(!not.into_iter().any(|standing| may_call(standing, ActivityKind::Task)));
    }
}
