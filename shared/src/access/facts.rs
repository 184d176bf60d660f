//! Who may change the roster: the committee, and everybody what is their own.

use super::{Denied, holds};
use crate::calendar::Millis;
use crate::ids::{DeviceId, MemberId};
use crate::kinds::Kind;
use crate::roster::{
    CERTIFICATE_LIFE, Certificate, Device, DeviceKeys, Recipient, RingKind, RingTurn, Role, Roster, RosterFact,
    member_ring,
};

/// The most devices of one member that are served at a time.
pub const MAX_DEVICES: usize = 8;
/// The most people that may join by one invitation.
const MAX_USES: u32 = 1_000;
/// The longest life of an invitation, in milliseconds: 400 days.
const MAX_LIFE: i64 = 400 * 86_400_000;
/// How far a signer's clock may be ahead of the relay's, in milliseconds: a day.
const CLOCK_AHEAD: i64 = 86_400_000;

/// Whether a roster fact may be appended: the founding act by its own root key, a certificate by whoever brings it, one's
/// own devices and seat by oneself, ring secrets by whoever holds them, everything else by a steward.
///
/// # Errors
/// [`Denied`] with the cause.
pub fn may_fact(roster: &Roster, time: Millis, device: DeviceId, fact: &RosterFact) -> Result<(), Denied> {
    match fact {
        RosterFact::Founded { log, .. } => {
            return if !roster.is_founded() && *log == roster.log() { Ok(()) } else { Err(Denied::Contradiction) };
        }
        RosterFact::Certified { certificate } => return may_certify(roster, time, certificate),
        RosterFact::MemberAdded { .. }
        | RosterFact::DeviceAdded { .. }
        | RosterFact::DeviceRemoved { .. }
        | RosterFact::RoleGranted { .. }
        | RosterFact::RoleEnded { .. }
        | RosterFact::RingTurned { .. }
        | RosterFact::MemberRemoved { .. }
        | RosterFact::Wrapped { .. }
        | RosterFact::InvitationMade { .. }
        | RosterFact::InvitationEnded { .. }
        | RosterFact::InvitationUsed { .. }
        | RosterFact::FamilyJoined { .. }
        | RosterFact::FamilyLeft { .. }
        | RosterFact::SeatGiven { .. }
        | RosterFact::Decided { .. }
        | RosterFact::Renewed { .. } => {}
    }
    let author = roster.active(device);
    let is_steward =
        author.is_some_and(|author| holds(roster, time, author.member, Role::Steward, Some(roster.log().area())));
    let is_own = author.is_some_and(|author| is_ones_own(roster, time, device, author, fact));
    if !is_steward && !is_own && !is_first(roster, device) {
        return Err(if author.is_some() { Denied::NoRight } else { Denied::NotAdmitted });
    }
    if fits(roster, time, device, fact) && leaves_a_steward(roster, time, fact) {
        Ok(())
    } else {
        Err(Denied::Contradiction)
    }
}

/// Whether a device is the founder's and nobody else's is there yet.
fn is_first(roster: &Roster, device: DeviceId) -> bool {
    let root = roster.root().map(|root| DeviceKeys { signing: root, sealing: [0; 32] }.device());
    root == Some(device) && roster.devices().all(|(known, first)| known == device && !first.is_removed)
}

/// What a member may say without the committee.
fn is_ones_own(roster: &Roster, time: Millis, device: DeviceId, author: &Device, fact: &RosterFact) -> bool {
    let is_me = |member: &MemberId| *member == author.member;
    match fact {
        RosterFact::DeviceAdded { member, .. } => is_me(member) && roster.devices_of(*member).count() < MAX_DEVICES,
        RosterFact::DeviceRemoved { device } => roster.device(*device).is_some_and(|known| is_me(&known.member)),
        RosterFact::FamilyLeft { member, .. } => is_me(member),
        RosterFact::SeatGiven { household, .. } => roster.seat(*household).as_ref().is_some_and(is_me),
        RosterFact::Wrapped { ring, .. } => {
            roster.opens(device, *ring, time) && roster.ring(*ring).is_some_and(|ring| ring.wrapped.contains(&device))
        }
        RosterFact::RingTurned { turn } => turn.kind == RingKind::Member && turn.ring == member_ring(author.member),
        RosterFact::Founded { .. }
        | RosterFact::Certified { .. }
        | RosterFact::MemberAdded { .. }
        | RosterFact::RoleGranted { .. }
        | RosterFact::RoleEnded { .. }
        | RosterFact::MemberRemoved { .. }
        | RosterFact::InvitationMade { .. }
        | RosterFact::InvitationEnded { .. }
        | RosterFact::InvitationUsed { .. }
        | RosterFact::FamilyJoined { .. }
        | RosterFact::Decided { .. }
        | RosterFact::Renewed { .. } => false,
    }
}

/// Whether a fact agrees with what is known.
fn fits(roster: &Roster, time: Millis, device: DeviceId, fact: &RosterFact) -> bool {
    match fact {
        RosterFact::Founded { .. } | RosterFact::Certified { .. } => false,
        RosterFact::MemberAdded { member } => !roster.has_member(*member),
        RosterFact::DeviceAdded { member, keys } => roster.is_member(*member) && roster.device(keys.device()).is_none(),
        RosterFact::DeviceRemoved { device } => roster.active(*device).is_some(),
        RosterFact::RoleGranted { member, role, until, .. } => {
            let has_end = *role != Role::Volunteer || until.is_some();
            roster.is_member(*member) && has_end && until.is_none_or(|until| until > time)
        }
        RosterFact::RoleEnded { member, .. } | RosterFact::MemberRemoved { member } => roster.is_member(*member),
        RosterFact::RingTurned { turn } => may_turn(roster, time, device, turn),
        RosterFact::Wrapped { ring, generation, devices } => {
            let newest = roster.ring(*ring).map_or(0, |ring| ring.generations.len() as u32);
            let are_entitled = devices.iter().all(|device| roster.opens(*device, *ring, time));
            (1..=newest).contains(generation) && !devices.is_empty() && are_entitled
        }
        RosterFact::InvitationMade { invitation, until, uses, .. } => {
            let is_new = roster.invitation(*invitation).is_none();
            let ends = *until > time && until.0.saturating_sub(time.0) <= MAX_LIFE;
            is_new && ends && (1..=MAX_USES).contains(uses)
        }
        RosterFact::InvitationEnded { invitation } => {
            roster.invitation(*invitation).is_some_and(|invitation| !invitation.is_ended)
        }
        RosterFact::InvitationUsed { invitation, member } => {
            roster.is_member(*member) && roster.invitation(*invitation).is_some_and(|known| known.is_open(time))
        }
        RosterFact::FamilyJoined { member, household } => {
            let is_new = roster.family(*household).all(|known| known != *member);
            roster.is_member(*member) && is_new && !roster.is_gone(*household)
        }
        RosterFact::FamilyLeft { member, household } => roster.family(*household).any(|known| known == *member),
        RosterFact::SeatGiven { member, household } => {
            roster.family(*household).any(|known| known == *member) && roster.seat(*household) != Some(*member)
        }
        RosterFact::Decided { device, device_seq, act, .. } => {
            roster.device(*device).is_some() && roster.decision(*device, *device_seq, *act).is_none()
        }
        RosterFact::Renewed { records, to } => {
            // A ticket goes with its audience and steps, a notice or a record of the square with what was said after it.
            let may_go = |kind| {
                matches!(
                    kind,
                    Kind::Household
                        | Kind::IdRecord
                        | Kind::Proposal
                        | Kind::Case
                        | Kind::PublicReport
                        | Kind::Notice
                        | Kind::Post
                        | Kind::Topic
                        | Kind::Activity
                        | Kind::Guide
                )
            };
            let are_new = records.iter().all(|record| may_go(record.kind) && roster.erased(record).is_none());
            let goes_on = to.is_none_or(|to| records.iter().all(|record| record.record != to) && !roster.is_gone(to));
            !records.is_empty() && are_new && goes_on
        }
    }
}

fn may_turn(roster: &Roster, time: Millis, author: DeviceId, turn: &RingTurn) -> bool {
    let known = roster.ring(turn.ring);
    let newest = known.map_or(0, |ring| ring.generations.len() as u32);
    let same_kind = known.is_none_or(|ring| ring.kind == turn.kind);
    let only_one = match turn.kind {
        RingKind::Member => roster.active(author).is_some_and(|author| turn.ring == member_ring(author.member)),
        // Its id is that of the department, whose people have to be there before it begins.
        RingKind::Department => !turn.recipients.is_empty(),
        RingKind::Community
        | RingKind::Register
        | RingKind::Committee
        | RingKind::Reviewers
        | RingKind::Property
        | RingKind::Observers
        | RingKind::Workers => newest > 0 || roster.ring_of(turn.kind).is_none(),
    };
    let is_entitled = |recipient: &Recipient| match recipient {
        Recipient::Device(device) => {
            roster.active(*device).is_some_and(|known| roster.may_open(known.member, turn.ring, turn.kind, time))
        }
        Recipient::Ring(_) => false,
    };
    turn.generation == newest + 1 && same_kind && only_one && turn.recipients.iter().all(is_entitled)
}

/// Whether somebody of the committee is left who can act, now and when every stand-in's time is over; a community nobody
/// leads could not be mended.
fn leaves_a_steward(roster: &Roster, time: Millis, fact: &RosterFact) -> bool {
    let takes = matches!(
        fact,
        RosterFact::DeviceRemoved { .. } | RosterFact::RoleEnded { .. } | RosterFact::MemberRemoved { .. }
    );
    if !takes {
        return true;
    }
    let after = roster.after(fact);
    [time, Millis(i64::MAX)].into_iter().all(|time| roster.stewards(time) == 0 || after.stewards(time) > 0)
}

/// A certificate counts if its signer is a steward now, it is young enough, and what it adds is new.
fn may_certify(roster: &Roster, time: Millis, certificate: &Certificate) -> Result<(), Denied> {
    let admission = certificate.admission().ok_or(Denied::Contradiction)?;
    let signer = roster.active(admission.signer).ok_or(Denied::NotAdmitted)?;
    let key = roster.signing_key(admission.signer).ok_or(Denied::NotAdmitted)?;
    if !certificate.is_signed_by(&key) {
        return Err(Denied::NotAdmitted);
    }
    if !holds(roster, time, signer.member, Role::Steward, Some(roster.log().area())) {
        return Err(Denied::NoRight);
    }
    let age = time.0.saturating_sub(admission.made.0);
    let is_young = (-CLOCK_AHEAD..CERTIFICATE_LIFE).contains(&age);
    let is_new = roster.device(admission.keys.device()).is_none() && !roster.has_member(admission.member);
    let roles_end = admission.roles.iter().all(|held| held.role != Role::Volunteer || held.until.is_some());
    let fits = admission.log == roster.log() && is_young && is_new && roles_end;
    if fits { Ok(()) } else { Err(Denied::Contradiction) }
}
