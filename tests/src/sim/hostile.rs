//! A member turned hostile: a worker of the second grid whose keys are used by hand.

use linli_core::visits::fact::{VisitFact, WithdrawalFact};
use linli_shared::areas::AreaFact;
use linli_shared::ids::RecordId;
use linli_shared::kinds::Kind;
use linli_shared::parcel::{Entry, Parcel};
use linli_shared::protocol::{Reject, Verdict};
use linli_shared::roster::{RingKind, Role, RosterFact};
use linli_shared::visits::Outcome;

use super::counts::Rare;
use super::world::{HOSTILE, World};

impl World<'_> {
    /// The attacker tries something.
    pub(super) fn attack(&mut self) {
        if self.model.removed.contains(&HOSTILE) {
            return;
        }
        let what = self.dice.below(21);
        let Some(push) = self.weapon(what) else { return };
        let mut request = self.hostile.ask(push);
        if what == 19 {
            let at = self.dice.below(request.len());
            request[at] ^= 1 << self.dice.below(8);
        }
        let outcome = self.handle(&request);
        let said = match &outcome {
            Ok(answer) => {
                self.hostile.learn(answer);
                let verdicts = answer.logs.first().map(|log| log.verdicts.concat()).unwrap_or_default();
                for verdict in &verdicts {
                    self.counts.add(match verdict {
                        Verdict::Accepted(_) | Verdict::Duplicate(_) => Rare::HostileAccepted,
                        Verdict::Pending(_) => Rare::Gap,
                        Verdict::Quarantined => Rare::Quarantine,
                        Verdict::Rejected(_) => Rare::HostileRejected,
                    });
                }
                // After a restore a parcel may come before the one it follows.
                let is_forged = (2..=6).contains(&what) || (what == 9 && !self.model.had_restore);
                let stands = |verdict: &Verdict| matches!(verdict, Verdict::Accepted(_));
                let forked = |verdict: &Verdict| *verdict == Verdict::Rejected(Reject::ChainForked);
                self.forged |= is_forged && verdicts.iter().any(stands) && !verdicts.iter().any(forked);
                format!("{verdicts:?}")
            }
            Err(refusal) => {
                self.counts.add(Rare::HostileRefused);
                format!("{refusal}")
            }
        };
        self.note(format!("attack {what}: {said}"));
    }

    fn weapon(&mut self, what: usize) -> Option<Vec<Vec<u8>>> {
        let nonce = self.dice.bytes16();
        let record = RecordId(self.dice.bytes16());
        let (own, other) = (self.town.estate.grids()[1], self.town.estate.grids()[0]);
        let (own_door, other_door) = (self.town.estate.doors(1)[0], self.town.estate.doors(0)[0]);
        let victim = self.device_of(3);
        let hostile = &self.hostile;
        let mut header = hostile.header(nonce);
        let visit = |door| {
            let fact = VisitFact::new(door, Outcome::Met, String::new(), None, 0);
            fact.map(|fact| fact.to_content()).unwrap_or_default()
        };
        let entry = match what {
            0 => return Some(vec![nonce.repeat(8)]),
            // A place in another grid's stream.
            1 | 2 => hostile.entry(&header, Kind::Visit, record, other, &visit(other_door)),
            // Another device's name.
            3 => {
                header.device = victim;
                hostile.entry(&header, Kind::Visit, record, own, &visit(own_door))
            }
            // A household sealed to everybody.
            4 => Entry {
                key: Some(hostile.rings[&RingKind::Community].0),
                ..hostile.entry(&header, Kind::Household, record, own, b"")
            },
            // A roster fact of its own making.
            5 | 6 => {
                let fact = if what == 5 {
                    let (member, scope) = (hostile.member, hostile.log.area());
                    RosterFact::RoleGranted { member, role: Role::Steward, scope, until: None }
                } else {
                    RosterFact::DeviceRemoved { device: victim }
                };
                Entry { record, kind: Kind::Roster, scope: hostile.log.area(), key: None, body: fact.to_body() }
            }
            // Copies: of others' parcels and with another content at a number that is taken.
            7 => return Some(hostile.loot.iter().rev().take(3).map(Parcel::to_bytes).collect()),
            8 => {
                header.device_seq = hostile.chain.0.max(1);
                header.prev = None;
                hostile.entry(&header, Kind::Visit, record, own, &visit(own_door))
            }
            9 => {
                header.device_seq += 1 + u64::from(nonce[0] % 3);
                hostile.entry(&header, Kind::Visit, record, own, &visit(own_door))
            }
            // Another grid's household claimed for its own grid before anybody wrote it there.
            20 => {
                let doors = self.town.estate.doors(0);
                let door = doors[usize::from(nonce[0]) % doors.len()];
                hostile.entry(&header, Kind::Household, hostile.household(door), own, &nonce)
            }
            // Bodies that open and say something else.
            10 => hostile.entry(&header, Kind::Household, record, own, &nonce),
            11 => {
                let (entry, mut content) = hostile.stolen(Kind::Household)?;
                let at = usize::from(nonce[0]) % content.len().max(1);
                *content.get_mut(at)? ^= 1 << (nonce[1] % 8);
                hostile.entry(&header, Kind::Household, entry.record, own, &content)
            }
            12 => {
                let (entry, content) = hostile.stolen(Kind::Household)?;
                hostile.entry(&header, Kind::Household, entry.record, own, &content)
            }
            13 => {
                let (entry, content) = hostile.stolen(Kind::IdRecord)?;
                hostile.entry(&header, Kind::IdRecord, entry.record, own, &content)
            }
            14 => hostile.entry(&header, Kind::Visit, record, own, &visit(other_door)),
            15 => {
                let stair = self.town.estate.stair(0);
                let fact = AreaFact::door(stair, 1, "假门").ok()?;
                hostile.entry(&header, Kind::Door, record, hostile.log.area(), &fact.encode())
            }
            16 => {
                let fact = AreaFact::Named { name: "别人的".into(), above: Vec::new() };
                hostile.entry(&header, Kind::Door, record, hostile.log.area(), &fact.encode())
            }
            17 => {
                let (entry, _) = hostile.stolen(Kind::Visit)?;
                hostile.entry(&header, Kind::VisitWithdrawn, entry.record, own, &WithdrawalFact::new(1).to_content())
            }
            18 => hostile.entry(&header, Kind::Unknown(900), record, own, &nonce),
            _ => hostile.entry(&header, Kind::Visit, record, own, &visit(own_door)),
        };
        let signed = hostile.sign(header, entry);
        Some(vec![signed])
    }
}
