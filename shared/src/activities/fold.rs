//! The state of an activity: a pure fold over what was said of it in the order of places.

use super::state::{ActivityState, Done, Person, Seat, Thanks, Void};
use super::{ActivityContent, ActivityStep, SignUpContent, VERSION};
use crate::calendar::Millis;
use crate::ids::MemberId;
use crate::kinds::Kind;
use crate::square::{Placed, Standing};

/// Folds an activity; `None` without its call. What has no effect is listed with the reason.
#[must_use]
pub fn fold<'a>(placed: impl IntoIterator<Item = Placed<'a>>) -> Option<ActivityState> {
    let mut placed = placed.into_iter();
    let opening = placed.next().filter(|opening| opening.kind == Kind::Activity)?;
    let content = ActivityContent::from_content(opening.content).ok().filter(is_known);
    let mut state = ActivityState {
        needs_newer_app: content.is_none(),
        content,
        by: opening.by,
        standing: opening.standing,
        called: opening.time,
        changed: opening.time,
        changes: 0,
        off: None,
        people: Vec::new(),
        thanks: Vec::new(),
        voids: Vec::new(),
    };
    let is_of_it = |said: &(usize, Placed<'_>)| matches!(said.1.kind, Kind::ActivityStep | Kind::SignUp);
    for (number, said) in (1..).zip(placed).filter(is_of_it) {
        let effect = if said.kind == Kind::SignUp { state.sign(&said) } else { state.step(&said) };
        if let Err(void) = effect {
            state.voids.push((number, void));
        }
    }
    Some(state)
}

const fn is_known(content: &ActivityContent) -> bool {
    content.version <= VERSION
}

impl ActivityState {
    fn step(&mut self, said: &Placed<'_>) -> Result<(), Void> {
        let Ok(step) = ActivityStep::from_content(said.content) else {
            self.needs_newer_app = true;
            return Ok(());
        };
        match step {
            // Whoever wanted to come may be thanked all the same.
            ActivityStep::Thanked { words, .. } => {
                self.thanks.push(Thanks { by: said.by, standing: said.standing, words, time: said.time });
            }
            _ if self.off.is_some() => return Err(Void::CalledOff),
            ActivityStep::Changed(content) => return self.change(content, said.time),
            ActivityStep::CalledOff { reason, .. } => self.off = Some((said.time, reason)),
            ActivityStep::Attendance { who, came, .. } => self.attend(who, came, said.time),
            ActivityStep::Given { who, .. } => return self.give(who, said),
        }
        self.changed = said.time;
        Ok(())
    }

    fn change(&mut self, content: ActivityContent, time: Millis) -> Result<(), Void> {
        if !is_known(&content) {
            self.needs_newer_app = true;
            return Ok(());
        }
        if self.content.as_ref().is_some_and(|before| before.kind != content.kind) {
            return Err(Void::OtherKind);
        }
        self.content = Some(content);
        self.changes = self.changes.saturating_add(1);
        self.changed = time;
        self.settle();
        Ok(())
    }

    fn attend(&mut self, who: MemberId, came: Option<bool>, time: Millis) {
        match self.people.iter().position(|person| person.member == who) {
            Some(at) if self.people[at].seat == Seat::Unlisted && came != Some(true) => {
                self.people.remove(at);
            }
            Some(at) => self.people[at].came = came,
            None if came == Some(true) => self.people.push(Person {
                member: who,
                standing: Standing::default(),
                people: 1,
                words: String::new(),
                at: time,
                is_confirmed: true,
                seat: Seat::Unlisted,
                came,
                done: None,
            }),
            None => {}
        }
    }

    fn give(&mut self, who: MemberId, said: &Placed<'_>) -> Result<(), Void> {
        if !said.standing.has(Standing::STEWARD) {
            return Err(Void::NoRight);
        }
        if !self.is_task() {
            return Err(Void::OtherKind);
        }
        let is_full = self.free() == Some(0);
        let claim = self.people.iter_mut().find(|person| person.member == who && person.seat == Seat::Claims);
        let claim = claim.ok_or(Void::NotOnList)?;
        if is_full {
            return Err(Void::NoRoom);
        }
        claim.seat = Seat::Has;
        self.changed = said.time;
        Ok(())
    }

    fn sign(&mut self, said: &Placed<'_>) -> Result<(), Void> {
        let Ok(content) = SignUpContent::from_content(said.content) else {
            self.needs_newer_app = true;
            return Ok(());
        };
        if self.off.is_some() {
            return Err(Void::CalledOff);
        }
        match content {
            SignUpContent::SignedUp { people, words, .. } => self.sign_up(people, words, said),
            SignUpContent::SignedOff { .. } => self.sign_off(said),
            SignUpContent::Done { words, attached, .. } => {
                let has = |person: &&mut Person| person.member == said.by && person.seat == Seat::Has;
                let person = self.people.iter_mut().find(has).ok_or(Void::NotOnList)?;
                person.done = Some(Done { words, attached, time: said.time });
                Ok(())
            }
        }
    }

    fn sign_up(&mut self, people: u8, words: String, said: &Placed<'_>) -> Result<(), Void> {
        if self.content.as_ref().is_some_and(|content| said.time > content.closes()) {
            return Err(Void::TooLate);
        }
        let people = if self.is_task() { 1 } else { people };
        let (free, first) = (self.free(), if self.is_task() { Seat::Claims } else { Seat::Waits });
        match self.people.iter_mut().find(|person| person.member == said.by) {
            Some(person) => {
                let more = u32::from(people.saturating_sub(person.people));
                if person.seat == Seat::Comes && free.is_some_and(|free| more > free) {
                    return Err(Void::NoRoom);
                }
                if person.seat == Seat::Unlisted {
                    (person.seat, person.standing) = (first, said.standing);
                }
                (person.people, person.words, person.is_confirmed) = (people, words, said.is_confirmed);
            }
            None => self.people.push(Person {
                member: said.by,
                standing: said.standing,
                people,
                words,
                at: said.time,
                is_confirmed: said.is_confirmed,
                seat: first,
                came: None,
                done: None,
            }),
        }
        self.settle();
        Ok(())
    }

    fn sign_off(&mut self, said: &Placed<'_>) -> Result<(), Void> {
        let is_listed = |person: &Person| person.member == said.by && person.seat != Seat::Unlisted;
        let at = self.people.iter().position(is_listed).ok_or(Void::NotOnList)?;
        let is_over = self.content.as_ref().is_some_and(|content| said.time > content.ends);
        if is_over || self.people[at].done.is_some() {
            return Err(Void::TooLate);
        }
        if self.people[at].came == Some(true) {
            // They were seen there; what they said before arrives only now.
            let person = &mut self.people[at];
            (person.seat, person.people) = (Seat::Unlisted, 1);
        } else {
            self.people.remove(at);
        }
        self.settle();
        Ok(())
    }
}

#[cfg(test)]
mod tests;
