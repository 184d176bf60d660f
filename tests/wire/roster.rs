//! Every fact of the roster.

use linli_shared::access::{Stream, device_ring, stream_set};
use linli_shared::calendar::Millis;
use linli_shared::ids::MemberId;
use linli_shared::roster::{DeviceKeys, Recipient, RingKind, RingTurn, Role, RosterFact};

use crate::frozen::Frozen;
use crate::parcels::{DEVICE, GRID, LOG, REGISTER};

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
    frozen.value("role ended", &RosterFact::RoleEnded { member, role: Role::GridWorker, scope: GRID });
    frozen.value("community ring begins", &RosterFact::RingTurned { turn: first });
    frozen.value("register ring turns", &RosterFact::RingTurned { turn });
    frozen.bytes("device of its keys", &keys.device().0);
    let streams = [None, Some(REGISTER), Some(device_ring(DEVICE))];
    let streams = streams.map(|ring| Stream { ring, area: ring.map(|_| GRID) }).into();
    frozen.bytes("name of a stream set", &stream_set(LOG, &streams).to_be_bytes());
    frozen.done();
}
