//! A further device of a member: by a card that is scanned once, from paper, or because the store is a copy of another.
//!
//! Whoever holds a device's keys enrols keys that only they know, in one act signed by the old ones, and goes on under the
//! new. **Invariant:** a device goes on under new keys only once the log holds their act; what waits is done again under
//! them.
//! **Invariant:** a card's keys go in the act that uses them, so a photographed card opens nothing; paper's stay.

use linli_contract::Failure;
use linli_contract::members::{MakeCard, MakePaper, PaperView};
use linli_shared::access::{MAX_DEVICES, may_fact};
use linli_shared::ids::{DeviceId, RingId};
use linli_shared::joining::{Card, PaperSecret, ScannedCode};
use linli_shared::roster::{DeviceKeys, RosterFact};
use linli_shared::seal::DeviceSecret;
use linli_shared::seal::rand_core::Rng as _;
use zeroize::Zeroize;

use super::acts::{check, put_entries};
use super::found::roster_entry;
use super::rings::wrap_each;
use crate::device::identity::Seat;
use crate::device::outbox::{Command, OutState, ReadyEntry};
use crate::device::rows::meta;
use crate::device::{Device, Turn};
use crate::store::Table;

/// Uses of a step's randomness.
const CARD: u64 = 1 << 42;
const PAPER: u64 = CARD + 1;
const OWN: u64 = CARD + 2;

/// Keys that are to replace the ones this device sits with.
#[derive(Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct Enrol {
    /// Seed of the new keys.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub(crate) seed: [u8; 32],
    /// Whether the keys so far stay: paper's.
    #[n(1)]
    pub(crate) keeps: bool,
    /// The outbox item of the act, once it is there.
    #[n(2)]
    pub(crate) number: Option<u64>,
}

impl core::fmt::Debug for Enrol {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Enrol").field("keeps", &self.keeps).field("number", &self.number).finish_non_exhaustive()
    }
}

impl Enrol {
    fn keys(&self) -> DeviceKeys {
        DeviceSecret::from_seed(self.seed).keys()
    }
}

/// Makes a code by which a second device of this person joins; the first to scan it has it.
///
/// # Errors
/// [`Failure::TooManyDevices`] for more than a member may have.
pub fn make_card(device: &mut Device, _: &MakeCard, turn: &mut Turn<'_>) -> Result<String, Failure> {
    let identity = device.member()?.1.clone();
    let mut seed = [0; 32];
    turn.rng(CARD).fill_bytes(&mut seed);
    add_own(device, seed, turn)?;
    let Seat { log, root, member, relay, .. } = identity.seat;
    Ok(ScannedCode::Card(Card { log, root, member, seed: Some(seed), is_paper: false }).to_link(&relay))
}

/// Makes a device of paper; its numbers are shown once and kept nowhere.
///
/// # Errors
/// As [`make_card`].
pub fn make_paper(device: &mut Device, _: &MakePaper, turn: &mut Turn<'_>) -> Result<PaperView, Failure> {
    let identity = device.member()?.1.clone();
    let mut bytes = [0; 20];
    turn.rng(PAPER).fill_bytes(&mut bytes);
    let mut secret = PaperSecret(bytes);
    let added = add_own(device, secret.seed(), turn)?;
    device.note_paper(added, turn);
    let groups = secret.groups().to_vec();
    secret.0.zeroize();
    bytes.zeroize();
    let Seat { log, root, member, relay, .. } = identity.seat;
    Ok(PaperView {
        community: device.tree().name_of_community().to_owned(),
        name: device.member_name(member).map(str::to_owned),
        link: ScannedCode::Card(Card { log, root, member, seed: None, is_paper: true }).to_link(&relay),
        groups,
    })
}

/// Takes the place that a card keeps.
///
/// # Errors
/// [`Failure::SeatTaken`] on a member's device, [`Failure::NotHere`] for a card without keys.
pub(crate) fn take_card(device: &mut Device, card: &Card, relay: String, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let seed = card.seed.ok_or(Failure::NotHere)?;
    take(device, card, seed, relay, turn)
}

/// Takes a place by the numbers of a sheet of paper.
///
/// # Errors
/// [`Failure::SeatTaken`] on a member's device.
pub(crate) fn take_paper(
    device: &mut Device,
    card: &Card,
    secret: &PaperSecret,
    relay: String,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    take(device, card, secret.seed(), relay, turn)
}

fn take(device: &mut Device, card: &Card, seed: [u8; 32], relay: String, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let seat = Seat { log: card.log, root: card.root, member: card.member, seed, relay };
    if device.id().is_some() {
        return Err(Failure::SeatTaken);
    }
    device.take_seat(seat, turn)?;
    device.begin_enrol(card.is_paper, turn);
    Ok(())
}

/// Adds a device of one's own with the secrets it may have.
fn add_own(device: &mut Device, seed: [u8; 32], turn: &mut Turn<'_>) -> Result<DeviceId, Failure> {
    // Whoever takes the place enrols keys of their own beside it, and needs room for them.
    let member = device.member()?.0;
    if device.roster_hoped().devices_of(member).count() + 1 >= MAX_DEVICES {
        return Err(Failure::TooManyDevices);
    }
    let keys = DeviceSecret::from_seed(seed).keys();
    let entries = added(device, keys, turn)?;
    put_entries(device, None, Command::Fact, entries, turn)?;
    Ok(keys.device())
}

/// The facts and wraps that add a device of this member.
fn added(device: &Device, keys: DeviceKeys, turn: &Turn<'_>) -> Result<Vec<ReadyEntry>, Failure> {
    let (member, identity) = device.member()?;
    let log = identity.seat.log;
    let fact = RosterFact::DeviceAdded { member, keys };
    check(device, core::slice::from_ref(&fact)).map_err(|_| Failure::NoRight)?;
    let roster = device.roster_hoped().after(&fact);
    let time = device.sync_state().last_met.unwrap_or_default();
    let (mut facts, mut wraps) = (vec![fact], Vec::new());
    for (id, ring) in device.roster().rings().filter(|(id, _)| roster.opens(keys.device(), *id, time)) {
        let newest = ring.newest(id).and_then(|key| Some((key.generation, device.secret(&key)?)));
        let Some((generation, secret)) = newest else { continue };
        let fact = RosterFact::Wrapped { ring: id, generation, devices: vec![keys.device()] };
        if may_fact(&roster, time, identity.device, &fact).is_ok() {
            wraps.extend(wrap_each(secret, (log, id, generation), &[keys], turn));
            facts.push(fact);
        }
    }
    Ok(facts.iter().map(|fact| roster_entry(log, fact)).chain(wraps).collect())
}

impl Device {
    /// Whether this device printed the sheet that another one is.
    pub(crate) fn is_paper(&self, device: DeviceId) -> bool {
        self.sheets.contains(&device)
    }

    fn note_paper(&mut self, device: DeviceId, turn: &mut Turn<'_>) {
        turn.rows.put(Table::Meta, meta::sheet(device), Vec::new());
        self.sheets.insert(device);
    }

    /// Notes that this device is to go on under new keys.
    pub(crate) fn begin_enrol(&mut self, keeps: bool, turn: &mut Turn<'_>) {
        let mut seed = [0; 32];
        turn.rng(OWN).fill_bytes(&mut seed);
        self.write_enrol(Some(Enrol { seed, keeps, number: None }), turn);
    }

    fn write_enrol(&mut self, enrol: Option<Enrol>, turn: &mut Turn<'_>) {
        match &enrol {
            Some(enrol) => turn.rows.write(Table::Meta, meta::ENROL.to_vec(), enrol),
            None => turn.rows.delete(Table::Meta, meta::ENROL.to_vec()),
        }
        self.enrol = enrol;
        turn.durable();
    }

    /// Takes the next step towards new keys, once this device is up to date.
    pub(crate) fn go_on_enrolling(&mut self, turn: &mut Turn<'_>) -> Result<(), Failure> {
        let Some(enrol) = self.enrol.clone() else { return Ok(()) };
        if self.roster().active(enrol.keys().device()).is_some() {
            return self.take_new_keys(turn);
        }
        let item = enrol.number.and_then(|number| self.outbox().find(|item| item.number == number));
        match item.map(|item| item.state) {
            Some(OutState::Refused(_)) => {
                self.drop_item(enrol.number.unwrap_or_default(), turn);
                self.write_enrol(None, turn);
                return Ok(());
            }
            Some(OutState::Waiting | OutState::Formed(..) | OutState::Quarantined(..)) => return Ok(()),
            None => {}
        }
        let Some(me) = self.id().filter(|me| self.roster().active(*me).is_some() && self.holds_its_rings(*me)) else {
            return Ok(());
        };
        // Without room for one more device these keys go on until one is removed.
        let Ok(mut entries) = added(self, enrol.keys(), turn) else { return Ok(()) };
        if !enrol.keeps {
            // Last: after it, these keys may say nothing more.
            entries.push(roster_entry(self.roster().log(), &RosterFact::DeviceRemoved { device: me }));
        }
        let number = put_entries(self, None, Command::Upkeep, entries, turn)?;
        self.write_enrol(Some(Enrol { number: Some(number), ..enrol }), turn);
        Ok(())
    }

    /// Whether every secret that was given to this device is here.
    fn holds_its_rings(&self, me: DeviceId) -> bool {
        let given = self.roster().rings().filter(|(_, ring)| ring.wrapped.contains(&me));
        let rings: Vec<RingId> = given.map(|(id, _)| id).collect();
        let lacks = |id: &RingId| {
            let newest = self.roster().ring(*id).and_then(|ring| ring.newest(*id));
            newest.is_some_and(|key| self.secret(&key).is_none())
        };
        !rings.iter().any(lacks)
    }

    /// The outbox item of the act that brings new keys: nothing else goes out before it.
    pub(crate) fn enrolling(&self) -> Option<Option<u64>> {
        self.enrol.as_ref().map(|enrol| enrol.number)
    }

    /// The relay no longer knows the keys so far: if the act of the new ones was sent, it may stand.
    pub(crate) fn may_have_new_keys(&self) -> bool {
        let number = self.enrol.as_ref().and_then(|enrol| enrol.number);
        number.is_some_and(|number| {
            let item = self.outbox().find(|item| item.number == number);
            item.is_none_or(|item| matches!(item.state, OutState::Formed(..)))
        })
    }

    /// Goes on under the new keys.
    pub(crate) fn take_new_keys(&mut self, turn: &mut Turn<'_>) -> Result<(), Failure> {
        let Some(enrol) = self.enrol.clone() else { return Ok(()) };
        if let Some(number) = enrol.number {
            self.drop_item(number, turn);
        }
        self.change_seed(enrol.seed, turn)?;
        self.write_enrol(None, turn);
        Ok(())
    }
}
