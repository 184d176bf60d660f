//! Founding a community: root key, committee, first members and their devices, the two rings, the areas, the names.
//!
//! **Invariant:** ring secrets leave the founder's device only wrapped for a device that the roster names.

use linli_contract::{Event, Failure};
use linli_shared::access::profile_record;
use linli_shared::areas::AreaFact;
use linli_shared::ids::{AreaId, LogCode, MemberId, RecordId, RingId, hash32};
use linli_shared::kinds::Kind;
use linli_shared::roster::{DeviceKeys, Recipient, RingKind, RingTurn, Role, RosterFact};
use linli_shared::seal::rand_core::CryptoRng;
use linli_shared::seal::{RingSecret, wrap};

use crate::device::outbox::{Command, OutBody, ReadyEntry};
use crate::device::rows::{self, Want};
use crate::device::write::About;
use crate::device::{Device, Turn};
use crate::store::Table;

/// A member of the founding act.
#[derive(Debug, Clone)]
pub struct Founding {
    /// The member.
    pub member: MemberId,
    /// Their devices.
    pub devices: Vec<DeviceKeys>,
    /// Their roles with scopes.
    pub roles: Vec<(Role, AreaId)>,
    /// The name of their profile.
    pub name: String,
}

/// The rows founding needs.
#[must_use]
pub fn wants(members: &[Founding]) -> Vec<Want> {
    members.iter().map(|member| Want::Row(Table::Record, rows::record(profile_record(member.member)))).collect()
}

impl Device {
    /// Founds the community of this device's seat: puts everything into the outbox, to be sent with a relay's permit.
    ///
    /// # Errors
    /// [`Failure::Stranger`] without a seat, [`Failure::Defect`] if a device's sealing key is not usable.
    pub fn found(
        &mut self,
        relay: [u8; 32],
        permit: [u8; 16],
        members: &[Founding],
        areas: &[AreaFact],
        rng: &mut impl CryptoRng,
        turn: &mut Turn<'_>,
    ) -> Result<(), Failure> {
        let identity = self.member()?.1.clone();
        let log = identity.seat.log;
        let root = identity.keys.keys().signing;
        self.set_permit(permit);
        let mut facts = vec![RosterFact::Founded { log, root, relay }];
        // The founder's own device comes first: it signs everything that follows.
        let is_founder = |member: &&Founding| member.member == identity.seat.member;
        for member in members.iter().filter(is_founder).chain(members.iter().filter(|member| !is_founder(member))) {
            facts.push(RosterFact::MemberAdded { member: member.member });
            let first = member.devices.iter().filter(|keys| keys.device() == identity.device);
            let others = member.devices.iter().filter(|keys| keys.device() != identity.device);
            let devices: Vec<&DeviceKeys> = first.chain(others).collect();
            let mut own = devices.iter().map(|keys| RosterFact::DeviceAdded { member: member.member, keys: **keys });
            let roles = member.roles.iter().map(|(role, scope)| RosterFact::RoleGranted {
                member: member.member,
                role: *role,
                scope: *scope,
                until: None,
            });
            facts.extend(own.next());
            facts.extend(roles);
            facts.extend(own);
        }
        let mut entries: Vec<ReadyEntry> = Vec::new();
        let mut wraps = Vec::new();
        for kind in RingKind::SINGLE {
            let devices = recipients(members, kind, log.area());
            // A ring that nobody may open yet begins when somebody may.
            if devices.is_empty() {
                continue;
            }
            let (turned, secret) = first_turn(kind, &devices, rng);
            for keys in &devices {
                let device = keys.device();
                let body =
                    wrap(&secret, (log, turned.ring, 1), device, &keys.sealing, rng).map_err(|_| Failure::Defect)?;
                let scope = AreaId(device.0);
                wraps.push(ReadyEntry { record: RecordId(turned.ring.0), kind: Kind::Wrap, scope, body });
            }
            self.hold_secret(turned.ring, 1, secret, turn);
            facts.push(RosterFact::RingTurned { turn: turned });
        }
        entries.extend(facts.iter().map(|fact| roster_entry(log, fact)));
        entries.extend(wraps);
        let about = About { record: entries[0].record, kind: Kind::Roster, scope: log.area(), area: None };
        self.enqueue(about, Command::Fact, OutBody::Act(entries), turn);
        for fact in areas {
            self.add_area(fact.clone(), log, turn);
        }
        for member in members {
            let record = profile_record(member.member);
            let about = About { record, kind: Kind::Profile, scope: log.area(), area: None };
            self.write_name(about, &member.name, turn)?;
        }
        turn.tell(Event::StandingChanged);
        Ok(())
    }

    fn add_area(&mut self, fact: AreaFact, log: LogCode, turn: &mut Turn<'_>) {
        let content = fact.encode();
        let record = RecordId::derive("linli area fact", &[&content]);
        let kind = if matches!(fact, AreaFact::Door { .. }) { Kind::Door } else { Kind::AreaPlan };
        let about = About { record, kind, scope: log.area(), area: None };
        let number = self.enqueue(about, Command::Fact, OutBody::Content(content), turn);
        self.add_own_area(number, fact);
        turn.tell(Event::AreasChanged);
    }
}

fn recipients(members: &[Founding], kind: RingKind, root: AreaId) -> Vec<DeviceKeys> {
    let reads = |member: &&Founding| member.roles.iter().any(|(role, scope)| kind.is_open_to(*role, *scope == root));
    members.iter().filter(reads).flat_map(|member| member.devices.iter().copied()).collect()
}

fn first_turn(kind: RingKind, devices: &[DeviceKeys], rng: &mut impl CryptoRng) -> (RingTurn, RingSecret) {
    let secret = RingSecret::random(rng);
    let mut ring = [0; 16];
    rng.fill_bytes(&mut ring);
    let turned = RingTurn {
        ring: RingId(ring),
        kind,
        generation: 1,
        public: secret.public(),
        commitment: secret.commitment(),
        recipients: devices.iter().map(|keys| Recipient::Device(keys.device())).collect(),
        previous: None,
    };
    (turned, secret)
}

pub(crate) fn roster_entry(log: LogCode, fact: &RosterFact) -> ReadyEntry {
    let body = fact.to_body();
    let hash = hash32("linli roster fact", &[&body]);
    let mut record = [0; 16];
    record.copy_from_slice(&hash[..16]);
    ReadyEntry { record: RecordId(record), kind: Kind::Roster, scope: log.area(), body }
}
