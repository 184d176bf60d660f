//! The council hall 议事厅: topics in seven steps, ballots that anybody can recount, projects, covenants.
//!
//! A topic is a record of the square (`crate::square`); where it stands and what counts of a ballot is worked out by
//! [`linli_shared::topics`], so that every device says the same.
//! **Invariant:** what this device shows of a ballot's count it has counted itself, except of a sealed one, which says who told.
//! **Invariant:** the words of a proposal that is hidden go to nobody's screen but its author's and the committee's.
//! **Invariant:** a finished count does not change: the roster is asked at its close.

mod acts;
mod ballots;
mod counting;
mod covenant;
mod draft;
#[cfg(test)]
mod frozen;
mod list;
mod paper;
mod recount;
mod rules;
mod sums;
mod topic;
mod voting;

pub use acts::{do_topic, do_topic_wants};
pub(crate) use covenant::write_covenant;
pub use draft::{
    open_topic_form, open_topic_form_wants, propose_topic, propose_topic_wants, save_topic_draft,
    save_topic_draft_wants,
};
pub(crate) use list::unvoted;
pub use list::{read_topics, read_topics_wants};
pub use paper::{read_paper_door, read_paper_door_wants};
pub use recount::{recount, recount_wants};
pub use rules::{set_hall_rules, set_hall_rules_wants};
pub(crate) use sums::{TopicSum, attached, may_say, may_vote, sum, words, words_of};
pub use topic::{read_topic, read_topic_wants};
pub(crate) use voting::note_sealed;

use linli_contract::Failure;
use linli_shared::calendar::Millis;
use linli_shared::ids::{MemberId, RecordId};
use linli_shared::square::Standing;
use linli_shared::topics::{Topic, fold};

use crate::device::{Device, Turn};
use crate::square::{Author, Thread, thread};

/// In milliseconds.
const MINUTE: i64 = 60_000;

/// This person in the hall.
#[derive(Debug, Clone, Copy)]
struct Me {
    /// Who.
    member: MemberId,
    /// What they are now.
    standing: Standing,
    /// Now, by the relay's clock as far as it is known.
    now: Millis,
    /// By how much this device's own clock is ahead of that, in milliseconds, in whole minutes: so much that a view does not
    /// change with every meeting.
    clock_ahead: i64,
}

impl Me {
    /// This person now.
    ///
    /// # Errors
    /// [`Failure::Stranger`].
    fn of(device: &Device, turn: &Turn<'_>) -> Result<Self, Failure> {
        let (member, _) = device.member()?;
        let own = turn.now.time;
        let now = device.clock(own);
        let clock_ahead = own.0.saturating_sub(now.0) / MINUTE * MINUTE;
        let standing = Author { roster: device.roster(), time: now, member }.standing();
        Ok(Self { member, standing, now, clock_ahead })
    }

    /// Whether they look at what the committee hid of somebody: who wrote it does, and the committee.
    fn sees_hidden(self, by: MemberId) -> bool {
        self.is_steward() || by == self.member
    }

    /// Whether they are of the committee: they keep the gates and count what is sealed.
    const fn is_steward(self) -> bool {
        self.standing.has(Standing::STEWARD)
    }
}

/// A topic's row and what it folds to; the row is [`crate::square::want`].
///
/// # Errors
/// [`Failure::NotHere`], and those of [`thread`].
fn topic_of(device: &Device, turn: &Turn<'_>, record: RecordId) -> Result<(Thread, Topic), Failure> {
    let row = thread(turn, record)?.ok_or(Failure::NotHere)?;
    let asked = rules::asked(device, &row);
    let topic = fold(record, row.placed(), asked).ok_or(Failure::NotHere)?;
    Ok((row, topic))
}

/// Eight random bytes of this step, different for each number.
fn nonce(turn: &Turn<'_>, number: u64) -> [u8; 8] {
    let hash = linli_shared::ids::hash32("linli topic nonce", &[&turn.now.entropy, &number.to_be_bytes()]);
    let mut nonce = [0; 8];
    nonce.copy_from_slice(&hash[..8]);
    nonce
}
