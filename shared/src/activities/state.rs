//! What an activity came to.

use super::{ActivityContent, ActivityKind};
use crate::blobs::Attachment;
use crate::calendar::Millis;
use crate::ids::MemberId;
use crate::square::Standing;

/// What an activity came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivityState {
    /// What it says; `None` while all of it was written by a newer release.
    pub content: Option<ActivityContent>,
    /// Who called.
    pub by: MemberId,
    /// What they were then.
    pub standing: Standing,
    /// When.
    pub called: Millis,
    /// When whoever called said something last.
    pub changed: Millis,
    /// How often it was changed.
    pub changes: u16,
    /// When and why it was called off.
    pub off: Option<(Millis, String)>,
    /// Who signed up, and who came without, in the order of the list.
    pub people: Vec<Person>,
    /// Thanks, oldest first.
    pub thanks: Vec<Thanks>,
    /// What has no effect, by its number after the opening, which is 0.
    pub voids: Vec<(usize, Void)>,
    /// Part of it was written by a newer release.
    pub needs_newer_app: bool,
}

/// Somebody who takes part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub member: MemberId,
    /// What they were when they signed up.
    pub standing: Standing,
    /// How many they are.
    pub people: u8,
    /// What they say.
    pub words: String,
    /// Since when.
    pub at: Millis,
    /// Whether the log holds what they said last.
    pub is_confirmed: bool,
    /// Where they stand.
    pub seat: Seat,
    /// Whether they came; `None` while nobody has said.
    pub came: Option<bool>,
    /// What they did of a task they were given.
    pub done: Option<Done>,
}

/// Where somebody stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seat {
    /// Has a place.
    Comes,
    /// Is on the waiting list.
    Waits,
    /// Claims the task.
    Claims,
    /// Has the task.
    Has,
    /// Came without being on the list.
    Unlisted,
}

/// That a task was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// What was done.
    pub words: String,
    /// Photos.
    pub attached: Vec<Attachment>,
    /// When.
    pub time: Millis,
}

/// Thanks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thanks {
    /// Who thanks.
    pub by: MemberId,
    /// What they were then.
    pub standing: Standing,
    /// Words.
    pub words: String,
    /// When.
    pub time: Millis,
}

/// Why something that was said has no effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Void {
    /// It was called off before.
    CalledOff,
    /// Signing up was over, or all of it.
    TooLate,
    /// They are not on the list, or do not have the task.
    NotOnList,
    /// More people than places are left: whoever comes with fewer keeps their place.
    NoRoom,
    /// It is not of this kind of activity, or makes it another.
    OtherKind,
    /// Only the committee gives a task.
    NoRight,
}

impl ActivityState {
    /// People who have a place, or a task.
    #[must_use]
    pub fn coming(&self) -> u32 {
        self.count(&[Seat::Comes, Seat::Has])
    }

    /// Places that are left; `None` if there are as many as come.
    #[must_use]
    pub fn free(&self) -> Option<u32> {
        let content = self.content.as_ref().filter(|content| content.places > 0)?;
        Some(u32::from(content.places).saturating_sub(self.coming()))
    }

    /// Sign-ups on the waiting list; claims of a task.
    #[must_use]
    pub fn waiting(&self) -> u32 {
        let waiting = self.people.iter().filter(|person| matches!(person.seat, Seat::Waits | Seat::Claims));
        u32::try_from(waiting.count()).unwrap_or(u32::MAX)
    }

    /// Somebody on the list.
    #[must_use]
    pub fn person(&self, member: MemberId) -> Option<&Person> {
        self.people.iter().find(|person| person.member == member)
    }

    /// How many sign-ups wait before somebody who waits.
    #[must_use]
    pub fn before(&self, member: MemberId) -> u32 {
        let before = self.people.iter().take_while(|person| person.member != member);
        u32::try_from(before.filter(|person| person.seat == Seat::Waits).count()).unwrap_or(u32::MAX)
    }

    pub(super) fn is_task(&self) -> bool {
        self.content.as_ref().is_some_and(|content| content.kind == ActivityKind::Task)
    }

    fn count(&self, seats: &[Seat]) -> u32 {
        self.people.iter().filter(|person| seats.contains(&person.seat)).map(|person| u32::from(person.people)).sum()
    }

    /// Whoever came last gives way where there are fewer places; where some are free, the first who wait and fit move up.
    pub(super) fn settle(&mut self) {
        let places = self.content.as_ref().map_or(0, |content| u32::from(content.places));
        let places = if places == 0 { u32::MAX } else { places };
        let mut taken = self.count(&[Seat::Comes]);
        for person in self.people.iter_mut().rev().filter(|person| person.seat == Seat::Comes) {
            if taken <= places {
                break;
            }
            taken -= u32::from(person.people);
            person.seat = Seat::Waits;
        }
        for person in self.people.iter_mut().filter(|person| person.seat == Seat::Waits) {
            let with = taken.saturating_add(u32::from(person.people));
            if with <= places {
                (taken, person.seat) = (with, Seat::Comes);
            }
        }
    }
}
