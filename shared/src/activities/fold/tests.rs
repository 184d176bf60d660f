//! What an activity comes to.

#![allow(clippy::unwrap_used, reason = "tests")]

use super::super::tests::{HOUR, activity, task};
use super::*;
use crate::ids::DeviceId;

const CALLER: MemberId = MemberId([1; 16]);
const AT: Millis = Millis(0);

/// Facts in the order of their places, an hour apart unless told.
struct Log {
    opening: Vec<u8>,
    said: Vec<(Kind, Vec<u8>, MemberId, Standing, Millis)>,
}

fn member(digit: u8) -> MemberId {
    MemberId([digit; 16])
}

impl Log {
    fn of(content: &ActivityContent) -> Self {
        Self { opening: content.to_content(), said: Vec::new() }
    }

    fn say(mut self, kind: Kind, content: Vec<u8>, by: MemberId, standing: Standing) -> Self {
        let time = Millis(self.said.len() as i64 + 1);
        self.said.push((kind, content, by, standing, time));
        self
    }

    fn up(self, who: u8, people: u8) -> Self {
        let content = SignUpContent::SignedUp { people, words: format!("{people}人"), at: AT };
        self.say(Kind::SignUp, content.to_content(), member(who), Standing::RESIDENT)
    }

    fn off(self, who: u8) -> Self {
        self.say(Kind::SignUp, SignUpContent::SignedOff { at: AT }.to_content(), member(who), Standing::RESIDENT)
    }

    fn done(self, who: u8) -> Self {
        let content = SignUpContent::Done { words: "扫完了".into(), attached: Vec::new(), at: AT };
        self.say(Kind::SignUp, content.to_content(), member(who), Standing::RESIDENT)
    }

    fn step(self, step: &ActivityStep) -> Self {
        self.say(Kind::ActivityStep, step.to_content(), CALLER, Standing::STEWARD)
    }

    fn came(self, who: u8, came: Option<bool>) -> Self {
        self.step(&ActivityStep::Attendance { who: member(who), came, at: AT })
    }

    fn give(self, who: u8) -> Self {
        self.step(&ActivityStep::Given { who: member(who), at: AT })
    }

    fn places(self, places: u16) -> Self {
        self.step(&ActivityStep::Changed(ActivityContent { places, ..activity() }))
    }

    /// The time of what was said last.
    fn at(mut self, time: i64) -> Self {
        self.said.last_mut().unwrap().4 = Millis(time);
        self
    }

    fn fold(&self) -> ActivityState {
        let opening = Placed {
            kind: Kind::Activity,
            content: &self.opening,
            device: DeviceId([1; 16]),
            by: CALLER,
            standing: Standing::RESIDENT,
            time: Millis(0),
            is_confirmed: true,
        };
        let said = self.said.iter().map(|(kind, content, by, standing, time)| Placed {
            kind: *kind,
            content,
            device: DeviceId([1; 16]),
            by: *by,
            standing: *standing,
            time: *time,
            is_confirmed: true,
        });
        fold(core::iter::once(opening).chain(said)).unwrap()
    }
}

fn list(state: &ActivityState) -> Vec<(u8, u8, Seat)> {
    state.people.iter().map(|person| (person.member.0[0], person.people, person.seat)).collect()
}

#[test]
fn who_signs_up_first_comes_and_the_others_wait() {
    let state = Log::of(&activity()).up(2, 3).up(3, 3).up(4, 2).up(5, 1).fold();
    assert_eq!(list(&state), [(2, 3, Seat::Comes), (3, 3, Seat::Waits), (4, 2, Seat::Comes), (5, 1, Seat::Waits)]);
    assert_eq!((state.coming(), state.waiting(), state.free()), (5, 2, Some(0)));
    assert_eq!((state.before(member(3)), state.before(member(5))), (0, 1));
    assert_eq!(state.person(member(3)).unwrap().words, "3人");
    let open = Log::of(&ActivityContent { places: 0, ..activity() }).up(2, 20).up(3, 20).fold();
    assert_eq!((open.coming(), open.waiting(), open.free()), (40, 0, None));
}

#[test]
fn who_signs_off_makes_room_for_the_first_who_fits() {
    let full = || Log::of(&activity()).up(2, 3).up(3, 2).up(4, 4).up(5, 2).up(6, 1);
    let state = full().off(2).fold();
    assert_eq!(list(&state), [(3, 2, Seat::Comes), (4, 4, Seat::Waits), (5, 2, Seat::Comes), (6, 1, Seat::Comes)]);
    let state = full().off(3).off(3).fold();
    assert_eq!(list(&state)[1..], [(4, 4, Seat::Waits), (5, 2, Seat::Comes), (6, 1, Seat::Waits)]);
    assert_eq!(state.voids, [(7, Void::NotOnList)]);
}

#[test]
fn more_places_move_people_up_and_fewer_send_the_last_to_wait() {
    let full = || Log::of(&activity()).up(2, 3).up(3, 2).up(4, 4);
    assert_eq!(list(&full().places(9).fold())[2], (4, 4, Seat::Comes));
    let fewer = full().places(4).fold();
    assert_eq!(list(&fewer), [(2, 3, Seat::Comes), (3, 2, Seat::Waits), (4, 4, Seat::Waits)]);
    assert_eq!((fewer.changes, fewer.changed), (1, Millis(4)));
    assert_eq!(list(&full().places(4).places(0).fold()).iter().filter(|one| one.2 == Seat::Comes).count(), 3);
}

#[test]
fn who_comes_with_more_needs_room_for_them_and_who_comes_with_fewer_makes_some() {
    let log = || Log::of(&activity()).up(2, 2).up(3, 2).up(4, 2);
    let state = log().up(2, 3).fold();
    assert_eq!(list(&state), [(2, 3, Seat::Comes), (3, 2, Seat::Comes), (4, 2, Seat::Waits)]);
    let state = log().up(2, 4).fold();
    assert_eq!(list(&state)[0], (2, 2, Seat::Comes), "what they had stays");
    assert_eq!(state.voids, [(4, Void::NoRoom)]);
    assert_eq!(list(&log().up(2, 1).fold())[2], (4, 2, Seat::Comes));
}

#[test]
fn signing_up_ends_when_it_begins_unless_the_call_says_otherwise() {
    let late = |content: &ActivityContent, time| Log::of(content).up(2, 1).at(time).fold().voids;
    assert_eq!(late(&activity(), 10 * HOUR), []);
    assert_eq!(late(&activity(), 10 * HOUR + 1), [(1, Void::TooLate)]);
    let until = ActivityContent { until: Some(Millis(HOUR)), ..activity() };
    assert_eq!(late(&until, HOUR + 1), [(1, Void::TooLate)]);
    assert_eq!(late(&task(), 12 * HOUR), []);
    let off = |time| Log::of(&activity()).up(2, 1).off(2).at(time).fold().voids;
    assert_eq!((off(12 * HOUR), off(12 * HOUR + 1)), (vec![], vec![(2, Void::TooLate)]));
}

#[test]
fn what_was_called_off_stays_off_and_may_be_thanked_for() {
    let off = ActivityStep::CalledOff { reason: "下雨".into(), at: AT };
    let thanks = ActivityStep::Thanked { words: "下次再来".into(), at: AT };
    let state = Log::of(&activity()).up(2, 1).step(&off).up(3, 1).off(2).places(9).step(&off).step(&thanks).fold();
    assert_eq!(state.off, Some((Millis(2), "下雨".into())));
    assert_eq!(state.voids, [3, 4, 5, 6].map(|number| (number, Void::CalledOff)));
    assert_eq!((state.people.len(), state.thanks.len(), state.changes), (1, 1, 0));
}

#[test]
fn the_newest_word_on_who_came_counts() {
    let state = Log::of(&activity()).up(2, 1).up(3, 1).came(2, Some(true)).came(3, Some(true)).came(3, Some(false));
    let state = state.came(4, Some(true)).came(5, Some(false)).came(2, Some(true)).fold();
    let came: Vec<_> = state.people.iter().map(|person| (person.member.0[0], person.came, person.seat)).collect();
    let two = [(2, Some(true), Seat::Comes), (3, Some(false), Seat::Comes)];
    assert_eq!(came, [two[0], two[1], (4, Some(true), Seat::Unlisted)]);
    let taken_back = Log::of(&activity()).up(2, 1).came(2, Some(true)).came(2, None).came(4, Some(true)).came(4, None);
    assert_eq!(list(&taken_back.fold()), [(2, 1, Seat::Comes)]);
    let late = Log::of(&activity()).up(2, 3).came(2, Some(true)).off(2).fold();
    assert_eq!(list(&late), [(2, 1, Seat::Unlisted)]);
    assert_eq!(late.coming(), 0);
}

#[test]
fn a_task_is_claimed_given_by_the_committee_and_done() {
    let state = Log::of(&task()).up(2, 4).up(3, 1).give(3).give(2).done(2).done(3).off(3).fold();
    assert_eq!(list(&state), [(2, 1, Seat::Claims), (3, 1, Seat::Has)]);
    assert_eq!(state.voids, [(4, Void::NoRoom), (5, Void::NotOnList), (7, Void::TooLate)]);
    let done = state.person(member(3)).unwrap().done.clone().unwrap();
    assert_eq!((done.words.as_str(), done.time), ("扫完了", Millis(6)));
    let back = Log::of(&task()).up(2, 1).up(3, 1).give(2).off(2).give(3).fold();
    assert_eq!((list(&back), back.voids), (vec![(3, 1, Seat::Has)], vec![]));
    let given = ActivityStep::Given { who: member(2), at: AT }.to_content();
    let by_leader = Log::of(&task()).up(2, 1).say(Kind::ActivityStep, given, CALLER, Standing::LEADER).fold();
    assert_eq!(by_leader.voids, [(2, Void::NoRight)]);
    assert_eq!(Log::of(&activity()).up(2, 1).give(2).fold().voids, [(2, Void::OtherKind)]);
    let other = Log::of(&activity()).step(&ActivityStep::Changed(task())).fold();
    assert_eq!((other.voids, other.content.unwrap().kind), (vec![(1, Void::OtherKind)], activity().kind));
}

#[test]
fn what_a_newer_release_wrote_is_not_taken_for_nothing() {
    let newer = ActivityContent { version: VERSION + 1, ..activity() };
    let state = Log::of(&activity()).step(&ActivityStep::Changed(newer.clone())).up(2, 1).fold();
    assert_eq!((state.needs_newer_app, state.content, state.people.len()), (true, Some(activity()), 1));
    assert_eq!(Log::of(&newer).fold().content, None);
    let odd = vec![0x82, 9, 0x80];
    let odd = [Kind::ActivityStep, Kind::SignUp]
        .map(|kind| Log::of(&activity()).say(kind, odd.clone(), member(2), Standing::default()).fold().needs_newer_app);
    assert_eq!(odd, [true; 2]);
}
