//! What holds of everything that can be said of an activity.

use proptest::prelude::*;

use super::tests::{HOUR, activity, task};
use super::*;
use crate::ids::DeviceId;
use crate::kinds::Kind;
use crate::square::Placed;

const CALLER: MemberId = MemberId([1; 16]);

/// Something at its place.
#[derive(Debug, Clone)]
struct Fact {
    kind: Kind,
    content: Vec<u8>,
    by: MemberId,
    time: i64,
}

fn facts(content: ActivityContent) -> impl Strategy<Value = Vec<Fact>> {
    let what = (0_u8..12, 2_u8..9, 1_u8..5, 0_u16..9);
    prop::collection::vec(what, 0..40).prop_map(move |all| {
        let at = |number: usize| Millis(number as i64);
        let one = |(number, (what, who, people, places)): (usize, (u8, u8, u8, u16))| {
            let (member, at) = (MemberId([who; 16]), at(number));
            let step = |step: ActivityStep| (Kind::ActivityStep, step.to_content(), CALLER);
            let sign = |content: SignUpContent| (Kind::SignUp, content.to_content(), member);
            let (kind, content, by) = match what {
                0..=5 => sign(SignUpContent::SignedUp { people, words: String::new(), at }),
                6 | 7 => sign(SignUpContent::SignedOff { at }),
                8 => step(ActivityStep::Attendance { who: member, came: [None, Some(true)][number % 2], at }),
                9 => step(ActivityStep::Given { who: member, at }),
                10 => sign(SignUpContent::Done { words: "好".into(), attached: Vec::new(), at }),
                _ => step(ActivityStep::Changed(ActivityContent { places, ..content.clone() })),
            };
            Fact { kind, content, by, time: number as i64 * HOUR / 4 }
        };
        all.into_iter().enumerate().map(one).collect()
    })
}

fn folded(opening: &ActivityContent, facts: &[Fact]) -> ActivityState {
    let opening = Fact { kind: Kind::Activity, content: opening.to_content(), by: CALLER, time: 0 };
    let all = core::iter::once(&opening).chain(facts).map(|fact| Placed {
        kind: fact.kind,
        content: &fact.content,
        device: DeviceId([1; 16]),
        by: fact.by,
        standing: Standing::STEWARD,
        time: Millis(fact.time),
        is_confirmed: true,
    });
    fold(all).expect("a call")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn never_do_more_people_come_than_there_are_places(facts in facts(activity())) {
        for upto in 0..=facts.len() {
            let state = folded(&activity(), &facts[..upto]);
            let places = state.content.as_ref().map_or(0, |content| u32::from(content.places));
            prop_assert!(places == 0 || state.coming() <= places);
            let free = state.free().unwrap_or(u32::MAX);
            for person in state.people.iter().filter(|person| person.seat == Seat::Waits) {
                prop_assert!(u32::from(person.people) > free, "nobody waits beside a place they fit in");
            }
        }
    }

    #[test]
    fn whoever_comes_keeps_their_place_unless_there_are_fewer(facts in facts(activity())) {
        for upto in 1..=facts.len() {
            let (before, after) = (folded(&activity(), &facts[..upto - 1]), folded(&activity(), &facts[..upto]));
            let said = &facts[upto - 1];
            let is_change = after.changes > before.changes;
            for person in before.people.iter().filter(|one| one.seat == Seat::Comes && one.member != said.by) {
                let now = after.person(person.member).map(|now| now.seat);
                prop_assert!(is_change || now == Some(Seat::Comes));
            }
        }
    }

    #[test]
    fn a_task_is_given_to_no_more_than_it_needs_and_every_member_stands_once(facts in facts(task())) {
        let mut most = u32::from(task().places);
        for upto in 0..=facts.len() {
            let state = folded(&task(), &facts[..upto]);
            let places = state.content.as_ref().map_or(0, |content| u32::from(content.places));
            most = if places == 0 { u32::MAX } else { most.max(places) };
            prop_assert!(state.coming() <= most);
            let mut members: Vec<MemberId> = state.people.iter().map(|person| person.member).collect();
            members.sort_unstable();
            members.dedup();
            prop_assert_eq!(members.len(), state.people.len());
            prop_assert!(state.people.iter().all(|one| !matches!(one.seat, Seat::Comes | Seat::Waits)));
        }
    }
}
