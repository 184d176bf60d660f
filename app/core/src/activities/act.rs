//! What people do with an activity: sign up and off, say who came, give a task, thank.
//!
//! **Invariant:** nothing is written that the fold would not let count as things stand here; whoever was first elsewhere, the
//! fold says.

use linli_contract::Failure;
use linli_contract::activities::{ActivityAct, ActivityKind, DoActivity};
use linli_shared::activities::{ActivityState, ActivityStep, Person, Seat, SignUpContent};
use linli_shared::blobs::BlobId;
use linli_shared::calendar::Millis;
use linli_shared::ids::{MemberId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::roster::Role;

use super::activity::activity_of;
use super::rules::Me;
use super::sums::state;
use crate::device::rows::Want;
use crate::device::{Device, Turn};
use crate::{members, square};

/// The rows that `do_activity` needs.
#[must_use]
pub fn do_activity_wants(_: &Device, request: &DoActivity) -> Vec<Want> {
    vec![square::want(request.activity)]
}

/// Does something with an activity; what holds already is not said again.
///
/// # Errors
/// [`Failure::NotHere`], [`Failure::NoRight`], [`Failure::InvalidInput`], [`Failure::ReasonNeeded`], [`Failure::TooLate`] for
/// what was called off, is over or has no room for more, [`Failure::NewerAppNeeded`], [`Failure::TooManyPhotos`],
/// [`Failure::BadPhoto`].
pub fn do_activity(device: &mut Device, request: &DoActivity, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let me = Me::of(device, turn.now.time)?;
    let state = state(&activity_of(turn, request.activity)?).ok_or(Failure::NotHere)?;
    let mut doing = Doing { device, me, state, activity: request.activity, at: turn.now.time };
    match &request.act {
        ActivityAct::SignUp { people, words } => doing.sign_up(*people, words.trim(), turn),
        ActivityAct::SignOff => doing.sign_off(turn),
        ActivityAct::CallOff(reason) => doing.call_off(reason.trim(), turn),
        ActivityAct::Attendance { who, came } => doing.attendance(*who, *came, turn),
        ActivityAct::Give(who) => doing.give(*who, turn),
        ActivityAct::Done { words, attached } => doing.done(words.trim(), attached, turn),
        ActivityAct::Thank(words) => doing.thank(words.trim(), turn),
    }
}

struct Doing<'d> {
    device: &'d mut Device,
    me: Me,
    state: ActivityState,
    activity: RecordId,
    at: Millis,
}

impl Doing<'_> {
    fn sign_up(&mut self, people: u8, words: &str, turn: &mut Turn<'_>) -> Result<(), Failure> {
        let content = self.state.content.as_ref().ok_or(Failure::NewerAppNeeded)?;
        if self.state.off.is_some() || self.me.now > content.closes() {
            return Err(Failure::TooLate);
        }
        let people = if content.kind == ActivityKind::Task { 1 } else { people };
        if let Some(own) = self.own() {
            let more = u32::from(people.saturating_sub(own.people));
            if own.seat == Seat::Comes && self.state.free().is_some_and(|free| more > free) {
                return Err(Failure::TooLate);
            }
            if (own.people, own.words.as_str()) == (people, words) {
                return Ok(());
            }
        }
        self.sign(&SignUpContent::SignedUp { people, words: words.to_owned(), at: self.at }, turn)
    }

    fn sign_off(&mut self, turn: &mut Turn<'_>) -> Result<(), Failure> {
        let Some(own) = self.own() else { return Ok(()) };
        let is_over = self.state.content.as_ref().is_some_and(|content| self.me.now > content.ends);
        if is_over || self.state.off.is_some() || own.done.is_some() {
            return Err(Failure::TooLate);
        }
        self.sign(&SignUpContent::SignedOff { at: self.at }, turn)
    }

    fn call_off(&mut self, reason: &str, turn: &mut Turn<'_>) -> Result<(), Failure> {
        if reason.is_empty() {
            return Err(Failure::ReasonNeeded);
        }
        if self.state.off.is_some() {
            return Ok(());
        }
        self.step(&ActivityStep::CalledOff { reason: reason.to_owned(), at: self.at }, None, turn)
    }

    fn attendance(&mut self, who: MemberId, came: Option<bool>, turn: &mut Turn<'_>) -> Result<(), Failure> {
        if self.state.off.is_some() {
            return Err(Failure::TooLate);
        }
        let known = self.state.person(who);
        if known.is_none() && !self.device.roster().is_member(who) {
            return Err(Failure::NotHere);
        }
        if known.map_or(came != Some(true), |person| person.came == came) {
            return Ok(());
        }
        self.step(&ActivityStep::Attendance { who, came, at: self.at }, None, turn)
    }

    /// The step and the role are one act: nobody has a task without its rights, or rights without a task.
    fn give(&mut self, who: MemberId, turn: &mut Turn<'_>) -> Result<(), Failure> {
        if !self.me.is_steward() {
            return Err(Failure::NoRight);
        }
        let content = self.state.content.as_ref().ok_or(Failure::NewerAppNeeded)?;
        let (Some(area), ActivityKind::Task) = (content.area, content.kind) else { return Err(Failure::InvalidInput) };
        let (ends, person) = (content.ends, self.state.person(who).ok_or(Failure::NotHere)?);
        if person.seat == Seat::Has {
            return Ok(());
        }
        if self.state.off.is_some() || self.me.now >= ends || self.state.free() == Some(0) {
            return Err(Failure::TooLate);
        }
        let bundle = Some(self.device.take_number());
        self.step(&ActivityStep::Given { who, at: self.at }, bundle, turn)?;
        members::give_role(self.device, (who, Role::Volunteer, area), Some(ends), bundle, turn)
    }

    fn done(&mut self, words: &str, photos: &[BlobId], turn: &mut Turn<'_>) -> Result<(), Failure> {
        if self.state.off.is_some() {
            return Err(Failure::TooLate);
        }
        if self.own().is_none_or(|own| own.seat != Seat::Has) {
            return Err(Failure::NoRight);
        }
        let at = square::at(self.device, self.activity, Kind::Activity);
        let attached = square::attach(self.device, at, photos, &[], turn)?;
        self.sign(&SignUpContent::Done { words: words.to_owned(), attached, at: self.at }, turn)
    }

    fn thank(&mut self, words: &str, turn: &mut Turn<'_>) -> Result<(), Failure> {
        self.step(&ActivityStep::Thanked { words: words.to_owned(), at: self.at }, None, turn)
    }

    /// This person on the list.
    fn own(&self) -> Option<&Person> {
        self.state.person(self.me.member).filter(|person| person.seat != Seat::Unlisted)
    }

    fn sign(&mut self, content: &SignUpContent, turn: &mut Turn<'_>) -> Result<(), Failure> {
        content.check().map_err(|_| Failure::InvalidInput)?;
        square::say(self.device, self.activity, Kind::SignUp, content.to_content(), None, turn).map(drop)
    }

    fn step(&mut self, step: &ActivityStep, bundle: Option<u64>, turn: &mut Turn<'_>) -> Result<(), Failure> {
        if !self.me.looks_after(self.state.by) {
            return Err(Failure::NoRight);
        }
        step.check().map_err(|_| Failure::InvalidInput)?;
        square::say(self.device, self.activity, Kind::ActivityStep, step.to_content(), bundle, turn).map(drop)
    }
}
