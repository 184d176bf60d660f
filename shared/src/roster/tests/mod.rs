//! What facts do to a roster, one kind of fact after the other.

#![allow(clippy::unwrap_used, reason = "tests")]

mod certificates;
mod history;
mod households;
mod invitations;
mod people;
mod rings;

use ed25519_dalek::SigningKey;

use super::*;
use crate::calendar::Millis;
use crate::ids::{AreaId, DeviceId, LogCode, MemberId, RecordId, RingId};

const LOG: LogCode = LogCode(310_113_007_001);
const HOUSE: AreaId = AreaId([13; 16]);
const NOW: Millis = Millis(1_000);
const LATER: Millis = Millis(2_000);
const RING: RingId = RingId([21; 16]);
const HOME: RecordId = RecordId([31; 16]);
const OTHER_HOME: RecordId = RecordId([32; 16]);
const CHEN: MemberId = MemberId([1; 16]);
const WANG: MemberId = MemberId([2; 16]);
const LI: MemberId = MemberId([3; 16]);

fn signing(number: u8) -> SigningKey {
    SigningKey::from_bytes(&[number; 32])
}

fn keys(number: u8) -> DeviceKeys {
    DeviceKeys { signing: signing(number).verifying_key().to_bytes(), sealing: [number; 32] }
}

fn device(number: u8) -> DeviceId {
    keys(number).device()
}

fn granted(member: MemberId, role: Role, until: Option<Millis>) -> RosterFact {
    RosterFact::RoleGranted { member, role, scope: LOG.area(), until }
}

fn turned(generation: u32, devices: &[u8]) -> RosterFact {
    let recipients = devices.iter().map(|number| Recipient::Device(device(*number))).chain([Recipient::Ring(RING)]);
    RosterFact::RingTurned {
        turn: RingTurn {
            ring: RING,
            kind: RingKind::Register,
            generation,
            public: [generation as u8; 32],
            commitment: [generation as u8 + 100; 16],
            recipients: recipients.collect(),
            previous: (generation > 1).then(|| vec![generation as u8]),
        },
    }
}

fn joined(member: MemberId, household: RecordId) -> RosterFact {
    RosterFact::FamilyJoined { member, household }
}

fn seated(member: MemberId, household: RecordId) -> RosterFact {
    RosterFact::SeatGiven { member, household }
}

/// 陈 of the committee with devices 1 and 11, 王 a worker with device 2, 李 a resident with device 3.
fn founding() -> Vec<RosterFact> {
    let added = |member, number| RosterFact::DeviceAdded { member, keys: keys(number) };
    vec![
        RosterFact::Founded { log: LOG, root: keys(1).signing, relay: keys(9).signing },
        RosterFact::MemberAdded { member: CHEN },
        added(CHEN, 1),
        granted(CHEN, Role::Steward, None),
        added(CHEN, 11),
        RosterFact::MemberAdded { member: WANG },
        added(WANG, 2),
        granted(WANG, Role::GridWorker, None),
        RosterFact::MemberAdded { member: LI },
        added(LI, 3),
        granted(LI, Role::Resident, None),
    ]
}

fn community() -> Roster {
    founding().iter().fold(Roster::new(LOG), |roster, fact| roster.after(fact))
}

fn with(facts: &[RosterFact]) -> Roster {
    facts.iter().fold(community(), |roster, fact| roster.after(fact))
}
