//! Invitations, decisions.

use super::*;

const POSTER: RecordId = RecordId([41; 16]);

fn made(uses: u32) -> RosterFact {
    RosterFact::InvitationMade { invitation: POSTER, key: [7; 32], scope: HOUSE, until: LATER, uses }
}

fn used() -> RosterFact {
    RosterFact::InvitationUsed { invitation: POSTER, member: LI }
}

#[test]
fn an_invitation_is_open_until_its_hour_and_while_there_are_uses() {
    let roster = with(&[made(2)]);
    let invitation = *roster.invitation(POSTER).unwrap();
    let expected = Invitation { key: [7; 32], scope: HOUSE, until: LATER, uses: 2, used: 0, is_ended: false };
    assert_eq!(invitation, expected);
    assert!(invitation.is_open(Millis(LATER.0 - 1)) && !invitation.is_open(LATER));
    assert_eq!(roster.invitations().map(|(id, _)| id).collect::<Vec<_>>(), [POSTER]);
    assert!(community().invitation(POSTER).is_none());
    let state = |facts: &[RosterFact]| {
        let invitation = *with(facts).invitation(POSTER).unwrap();
        (invitation.used, invitation.is_open(NOW))
    };
    assert_eq!(state(&[made(2), used()]), (1, true));
    assert_eq!(state(&[made(2), used(), used()]), (2, false));
    assert_eq!(state(&[made(2), used(), used(), made(9)]), (2, false), "made again, it stays as it was");
    let ended = RosterFact::InvitationEnded { invitation: POSTER };
    assert_eq!(state(&[made(2), ended.clone()]), (0, false));
    assert_eq!(with(&[ended]), community(), "unknown");
    assert_eq!(with(&[used()]), community(), "unknown");
}

#[test]
fn a_decision_is_of_one_act_of_one_parcel() {
    let decided = |act, is_admitted| RosterFact::Decided { device: device(2), device_seq: 7, act, is_admitted };
    let roster = with(&[decided(0, true), decided(1, false)]);
    assert_eq!(roster.decision(device(2), 7, 0), Some(true));
    assert_eq!(roster.decision(device(2), 7, 1), Some(false));
    assert_eq!(roster.decision(device(2), 7, 2), None);
    assert_eq!(roster.decision(device(2), 8, 0), None);
    assert_eq!(roster.decision(device(3), 7, 0), None);
}
