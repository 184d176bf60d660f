//! A town: an estate, its people, the relay in the middle.

use linli_contract::Ask;
use linli_contract::sync::LinkFault;
use linli_core::device::Input;
use linli_core::device::identity::Seat;
use linli_core::members::found::{self, Founding};
use linli_shared::calendar::Millis;
use linli_shared::cbor;
use linli_shared::ed25519::SigningKey;
use linli_shared::ids::{AreaId, MemberId, hash32};
use linli_shared::protocol::{Refusal, SyncAnswer};
use linli_shared::roster::Role;
use linli_shared::seal::DeviceSecret;
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use sync_server::relay::Relay;
use sync_server::store::memory::MemoryStore;

use super::{Estate, Phone, small_estate};

/// One of the cast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Person(pub usize);

/// The town.
pub struct Town {
    /// The estate.
    pub estate: Estate,
    /// The phones, by [`Person`].
    pub phones: Vec<Phone>,
    /// The relay; `None` while it is down.
    pub relay: Option<Relay<MemoryStore>>,
    /// The relay's store.
    pub store: MemoryStore,
    /// True time.
    pub time: Millis,
    seed: u64,
}

/// Time at the beginning of every story: 21 November 2026, 9:00 in China.
const MORNING: Millis = Millis(1_795_222_800_000);

impl Town {
    /// 陈静 of the committee, 王芳 and 李敏 in the first grid, 刘强 in the second; founded, met, in the morning.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self::on(small_estate(3), seed)
    }

    /// The same people on another estate.
    ///
    /// # Panics
    /// If founding fails.
    #[must_use]
    pub fn on(estate: Estate, seed: u64) -> Self {
        let store = MemoryStore::new();
        let mut relay = Relay::open(store.clone(), relay_key(seed)).expect("an empty store opens");
        let permit = [9; 16];
        relay.permit(estate.code, &permit).expect("a first permit");
        let root = estate.code.area();
        let grids = estate.grids();
        let cast: [(&str, Vec<(Role, AreaId)>); 4] = [
            ("陈静", vec![(Role::Steward, root)]),
            ("王芳", vec![(Role::GridWorker, grids[0])]),
            ("李敏", vec![(Role::GridWorker, grids[0])]),
            ("刘强", vec![(Role::GridWorker, grids[1])]),
        ];
        let founder = DeviceSecret::from_seed(seed_of(seed, 0)).keys().signing;
        let mut town = Self { estate, phones: Vec::new(), relay: Some(relay), store, time: MORNING, seed };
        let mut members = Vec::new();
        for (index, (name, roles)) in cast.into_iter().enumerate() {
            let member = MemberId([index as u8 + 1; 16]);
            let seat_seed = seed_of(seed, index);
            let keys = DeviceSecret::from_seed(seat_seed).keys();
            members.push(Founding { member, devices: vec![keys], roles, name: name.to_owned() });
            let mut phone = Phone::new(name, seed);
            let relay = "memory".to_owned();
            let seat = Seat { log: town.estate.code, root: founder, member, seed: seat_seed, relay };
            phone.sit(seat, town.time).expect("a seat");
            town.phones.push(phone);
        }
        let relay_public = town.relay.as_ref().map(|relay| relay.verifying_key().to_bytes()).unwrap_or_default();
        let mut rng = ChaCha20Rng::from_seed(hash32("test founding", &[&seed.to_be_bytes()]));
        let facts = town.estate.facts.clone();
        let time = town.time;
        town.phones[0]
            .work(time, &found::wants(&members), |device, turn| {
                device.found(relay_public, permit, &members, &facts, &mut rng, turn)
            })
            .expect("founding");
        town.settle();
        town
    }

    /// 陈静 of the committee.
    #[must_use]
    pub const fn chen(&self) -> Person {
        Person(0)
    }

    /// 王芳, first grid.
    #[must_use]
    pub const fn wang(&self) -> Person {
        Person(1)
    }

    /// 李敏, first grid.
    #[must_use]
    pub const fn li(&self) -> Person {
        Person(2)
    }

    /// 刘强, second grid.
    #[must_use]
    pub const fn liu(&self) -> Person {
        Person(3)
    }

    /// A person's phone.
    pub fn phone(&mut self, person: Person) -> &mut Phone {
        &mut self.phones[person.0]
    }

    /// A person asks their phone, a second later.
    ///
    /// # Errors
    /// The failure the screen would show.
    pub fn try_ask<A: Ask>(&mut self, person: Person, request: A) -> Result<A::Reply, linli_contract::Failure> {
        self.time = self.time.plus(1_000);
        let time = self.time;
        self.phones[person.0].ask(request, time)
    }

    /// A person asks their phone and gets an answer.
    ///
    /// # Panics
    /// If the request fails.
    pub fn ask<A: Ask>(&mut self, person: Person, request: A) -> A::Reply {
        let name = self.phones[person.0].name.clone();
        self.try_ask(person, request).unwrap_or_else(|failure| panic!("{name}: {failure}"))
    }

    /// Cuts or mends a person's link.
    pub fn link(&mut self, person: Person, is_linked: bool) {
        self.phones[person.0].is_linked = is_linked;
    }

    /// Hands a request to the relay.
    ///
    /// # Errors
    /// The relay's refusal; busy while it is down.
    pub fn relay_handles(&mut self, request: &[u8]) -> Result<SyncAnswer, Refusal> {
        let bytes = self.relay.as_mut().ok_or(Refusal::Busy)?.handle(request, self.time)?;
        cbor::from_slice(&bytes).map_err(|_| Refusal::Failed)
    }

    /// One turn of a meeting; says whether it goes on.
    pub fn turn(&mut self, person: Person) -> bool {
        self.time = self.time.plus(1_000);
        let time = self.time;
        if !self.phones[person.0].is_linked {
            return false;
        }
        let Ok(Some(request)) = self.phones[person.0].prepare(time) else { return false };
        let input = match self.relay_handles(&request) {
            Ok(answer) => return self.phones[person.0].answered(answer, time).unwrap_or(false),
            Err(Refusal::NotAdmitted) => Input::Missed(LinkFault::NotAdmitted),
            Err(Refusal::NewerAppNeeded) => Input::Missed(LinkFault::NewerAppNeeded),
            Err(Refusal::DiskFull | Refusal::Busy | Refusal::Failed) => Input::Missed(LinkFault::RelayInTrouble),
            Err(Refusal::Malformed | Refusal::TooLarge | Refusal::UnknownLog) => Input::Missed(LinkFault::NotARelay),
        };
        let _ = self.phones[person.0].take(input, time);
        false
    }

    /// A person meets the relay; gives the number of turns.
    ///
    /// # Panics
    /// If the meeting does not end.
    pub fn meet(&mut self, person: Person) -> usize {
        for turns in 1..200 {
            if !self.turn(person) {
                return turns;
            }
        }
        panic!("{} never stops meeting", self.phones[person.0].name);
    }

    /// Everybody with a link meets the relay, twice, so that all have seen what all have sent.
    pub fn settle(&mut self) {
        for _ in 0..2 {
            for index in 0..self.phones.len() {
                self.meet(Person(index));
            }
        }
    }

    /// The relay's process ends and starts again on its store.
    pub fn restart_relay(&mut self) {
        self.relay = None;
        self.store.restart();
        self.relay = Relay::open(self.store.clone(), relay_key(self.seed)).ok();
    }
}

fn relay_key(seed: u64) -> SigningKey {
    SigningKey::from_bytes(&hash32("test relay", &[&seed.to_be_bytes()]))
}

fn seed_of(seed: u64, index: usize) -> [u8; 32] {
    hash32("test device", &[&seed.to_be_bytes(), &(index as u64).to_be_bytes()])
}
