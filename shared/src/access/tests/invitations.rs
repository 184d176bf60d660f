//! Invitations: who makes them, how long they count, how many join by one.

use super::*;

const POSTER: RecordId = RecordId([41; 16]);

/// An invitation to the house.
pub(super) fn made(until: Millis, uses: u32) -> RosterFact {
    RosterFact::InvitationMade { invitation: POSTER, key: [7; 32], scope: HOUSE, until, uses }
}

fn used(name: &str) -> RosterFact {
    RosterFact::InvitationUsed { invitation: POSTER, member: member(name) }
}

const ENDED: RosterFact = RosterFact::InvitationEnded { invitation: POSTER };

fn may(roster: &Roster, time: Millis, fact: &RosterFact) -> &'static str {
    answer(may_fact(roster, time, device("陈"), fact))
}

#[test]
fn an_invitation_counts_for_400_days_and_1000_people_at_most() {
    let told = |until, uses| told("陈", &made(until, uses));
    let uses = [0, 1, 1_000, 1_001].map(|uses| told(NOW.plus(DAY), uses));
    assert_eq!(uses, ["contra", "yes", "yes", "contra"]);
    let ends = [NOW.plus(-1), NOW, NOW.plus(1), NOW.plus(400 * DAY), NOW.plus(400 * DAY + 1), Millis(i64::MAX)];
    assert_eq!(ends.map(|until| told(until, 1)), ["contra", "contra", "yes", "yes", "contra", "contra"]);
}

#[test]
fn an_invitation_counts_until_it_ends_or_is_ended_or_is_used_up() {
    let open = community().after(&made(NOW.plus(DAY), 2));
    assert_eq!(may(&open, NOW, &made(NOW.plus(DAY), 2)), "contra", "there already");
    assert_eq!(may(&open, NOW, &used("居")), "yes");
    assert_eq!(may(&open, NOW.plus(DAY - 1), &used("居")), "yes");
    assert_eq!(may(&open, NOW.plus(DAY), &used("居")), "contra", "its time is over");
    assert_eq!(may(&open, NOW, &used("外")), "contra", "nobody joined");
    assert_eq!(may(&open, NOW, &used("走")), "contra", "nor somebody who left");
    let once = open.after(&used("居"));
    assert_eq!(may(&once, NOW, &used("志")), "yes");
    assert_eq!(may(&once.after(&used("志")), NOW, &used("王")), "contra", "used up");
    assert_eq!(may(&open, NOW, &ENDED), "yes");
    assert_eq!(may(&open, NOW.plus(2 * DAY), &ENDED), "yes", "to be quite sure");
    let ended = open.after(&ENDED);
    assert_eq!(may(&ended, NOW, &used("居")), "contra", "ended");
    assert_eq!(may(&ended, NOW, &ENDED), "contra");
    assert_eq!(may(&ended, NOW, &made(NOW.plus(DAY), 2)), "contra", "what was ended does not begin again");
    assert_eq!(may(&community(), NOW, &ENDED), "contra", "unknown");
    assert_eq!(may(&community(), NOW, &used("居")), "contra", "unknown");
}

#[test]
fn only_the_committee_invites_ends_and_admits() {
    let roster = community().after(&made(NOW.plus(DAY), 2));
    for name in ["高", "王", "马", "楼", "居", "物", "局", "志", "观", "前"] {
        for fact in [&ENDED, &used(name), &used("居")] {
            assert_eq!(answer(may_fact(&roster, NOW, device(name), fact)), "right", "{name} {fact:?}");
        }
    }
    for name in ["失", "走", "外"] {
        assert_eq!(answer(may_fact(&roster, NOW, device(name), &used("居"))), "device", "{name}");
    }
}
