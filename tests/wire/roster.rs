//! Every fact of the roster.

use linli_shared::access::{Stream, device_ring, stream_set};
use linli_shared::calendar::Millis;
use linli_shared::ids::{MemberId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::roster::{
    Admission, Certificate, CertifiedRole, DeviceKeys, Erased, Recipient, RingKind, RingTurn, Role, RosterFact,
};

use crate::frozen::Frozen;
use crate::parcels::{DEVICE, GRID, LOG, REGISTER, key};

#[test]
fn roster_facts() {
    let member = MemberId([0xe1; 16]);
    let keys = DeviceKeys { signing: [0x51; 32], sealing: [0x52; 32] };
    let turn = RingTurn {
        ring: REGISTER,
        kind: RingKind::Register,
        generation: 2,
        public: [0x53; 32],
        commitment: [0xc0; 16],
        recipients: vec![Recipient::Device(DEVICE), Recipient::Ring(REGISTER)],
        previous: Some(vec![1, 2, 3]),
    };
    let of_kind = |kind| RosterFact::RingTurned {
        turn: RingTurn { kind, generation: 1, recipients: Vec::new(), previous: None, ..turn.clone() },
    };
    let [committee, reviewers, property] = [RingKind::Committee, RingKind::Reviewers, RingKind::Property].map(of_kind);
    let first = RingTurn { kind: RingKind::Community, generation: 1, previous: None, ..turn.clone() };
    let granted = |role, until| RosterFact::RoleGranted { member, role, scope: GRID, until };
    let mut frozen = Frozen::read(include_str!("roster.txt"));
    frozen.value("founded", &RosterFact::Founded { log: LOG, root: [0x51; 32], relay: [0x54; 32] });
    frozen.value("member added", &RosterFact::MemberAdded { member });
    frozen.value("device added", &RosterFact::DeviceAdded { member, keys });
    frozen.value("device removed", &RosterFact::DeviceRemoved { device: DEVICE });
    frozen.value("resident", &granted(Role::Resident, None));
    frozen.value("building leader", &granted(Role::BuildingLeader, None));
    frozen.value("grid worker", &granted(Role::GridWorker, None));
    frozen.value("steward until a day", &granted(Role::Steward, Some(Millis(1_800_000_000_000))));
    let hour = Millis(1_800_000_000_000);
    frozen.value("property", &granted(Role::Property, None));
    frozen.value("department", &granted(Role::Department, None));
    frozen.value("volunteer until a day", &granted(Role::Volunteer, Some(hour)));
    frozen.value("observer", &granted(Role::Observer, None));
    frozen.value("role ended", &RosterFact::RoleEnded { member, role: Role::GridWorker, scope: GRID });
    frozen.value("community ring begins", &RosterFact::RingTurned { turn: first });
    frozen.value("register ring turns", &RosterFact::RingTurned { turn });
    frozen.value("committee ring begins", &committee);
    frozen.value("reviewers' ring begins", &reviewers);
    frozen.value("property ring begins", &property);
    frozen.bytes("device of its keys", &keys.device().0);
    let streams = [None, Some(REGISTER), Some(device_ring(DEVICE))];
    let streams = streams.map(|ring| Stream { ring, area: ring.map(|_| GRID) }).into();
    frozen.bytes("name of a stream set", &stream_set(LOG, &streams).to_be_bytes());
    frozen.done();
}

#[test]
fn facts_of_joining_and_leaving() {
    let (member, household) = (MemberId([0xe1; 16]), RecordId([0xf1; 16]));
    let invitation = RecordId([0xf2; 16]);
    let hour = Millis(1_800_000_000_000);
    let mut frozen = Frozen::read(include_str!("roster_joining.txt"));
    frozen.value("member removed", &RosterFact::MemberRemoved { member });
    let devices = vec![DEVICE];
    frozen.value("wrapped", &RosterFact::Wrapped { ring: REGISTER, generation: 2, devices });
    let made = RosterFact::InvitationMade { invitation, key: [0x55; 32], scope: GRID, until: hour, uses: 30 };
    frozen.value("invitation made", &made);
    frozen.value("invitation ended", &RosterFact::InvitationEnded { invitation });
    frozen.value("invitation used", &RosterFact::InvitationUsed { invitation, member });
    frozen.value("family joined", &RosterFact::FamilyJoined { member, household });
    frozen.value("family left", &RosterFact::FamilyLeft { member, household });
    frozen.value("seat given", &RosterFact::SeatGiven { member, household });
    let decided = |is_admitted| RosterFact::Decided { device: DEVICE, device_seq: 7, act: 1, is_admitted };
    frozen.value("admitted", &decided(true));
    frozen.value("not admitted", &decided(false));
    let erased = |record, kind| Erased { record, kind, scope: GRID };
    let records = vec![erased(household, Kind::Household), erased(RecordId([0xf3; 16]), Kind::IdRecord)];
    frozen.value("erased", &RosterFact::Renewed { records: records.clone(), to: None });
    frozen.value("renewed", &RosterFact::Renewed { records, to: Some(RecordId([0xf4; 16])) });
    frozen.done();
}

#[test]
fn certificates() {
    let admission = Admission {
        log: LOG,
        member: MemberId([0xe1; 16]),
        keys: DeviceKeys { signing: [0x51; 32], sealing: [0x52; 32] },
        roles: vec![
            CertifiedRole { role: Role::Resident, scope: GRID, until: None },
            CertifiedRole { role: Role::Volunteer, scope: LOG.area(), until: Some(Millis(1_800_000_000_000)) },
        ],
        household: Some(RecordId([0xf1; 16])),
        has_seat: true,
        made: Millis(1_795_222_800_000),
        signer: DEVICE,
    };
    let homeless = Admission { roles: Vec::new(), household: None, has_seat: false, ..admission.clone() };
    let mut frozen = Frozen::read(include_str!("roster_certificate.txt"));
    frozen.value("admission", &admission);
    frozen.value("admission without a home", &homeless);
    frozen.value("certified", &RosterFact::Certified { certificate: Certificate::sign(&admission, &key()) });
    frozen.done();
}
