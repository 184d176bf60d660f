//! A town: an estate, its people, the relay in the middle.

use linli_contract::Ask;
use linli_contract::sync::LinkFault;
use linli_core::device::identity::Seat;
use linli_core::device::newcomer::{LobbyCall, LobbyOutcome};
use linli_core::device::{Input, Reply};
use linli_core::members::found::{self, Founding};
use linli_shared::calendar::Millis;
use linli_shared::cbor;
use linli_shared::ed25519::SigningKey;
use linli_shared::ids::{AreaId, MemberId, hash32};
use linli_shared::protocol::{LobbyAnswer, LobbyRefusal, Refusal, SyncAnswer};
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
    seats: Vec<Seat>,
    seed: u64,
}

/// A phone of the cast: whose it is and what they may do.
#[derive(Debug, Clone)]
pub struct Casting {
    /// The name.
    pub name: &'static str,
    /// The member; two phones may be one member's.
    pub member: u8,
    /// Their roles.
    pub roles: Vec<(Role, AreaId)>,
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
        let root = estate.code.area();
        let grids = estate.grids();
        let cast = [
            ("陈静", 1, Role::Steward, root),
            ("王芳", 2, Role::GridWorker, grids[0]),
            ("李敏", 3, Role::GridWorker, grids[0]),
            ("刘强", 4, Role::GridWorker, grids[1]),
        ];
        let cast = cast.map(|(name, member, role, scope)| Casting { name, member, roles: vec![(role, scope)] });
        Self::with(estate, seed, &cast)
    }

    /// Another cast; the first of them founds the community.
    ///
    /// # Panics
    /// If founding fails.
    #[must_use]
    pub fn with(estate: Estate, seed: u64, cast: &[Casting]) -> Self {
        let store = MemoryStore::new();
        let mut relay = Relay::open(store.clone(), relay_key(seed)).expect("an empty store opens");
        let permit = [9; 16];
        relay.permit(estate.code, &permit).expect("a first permit");
        let founder = DeviceSecret::from_seed(seed_of(seed, 0)).keys().signing;
        let seats = Vec::new();
        let mut town = Self { estate, phones: Vec::new(), relay: Some(relay), store, time: MORNING, seats, seed };
        let mut members: Vec<Founding> = Vec::new();
        for (index, casting) in cast.iter().enumerate() {
            let member = MemberId([casting.member; 16]);
            let seat_seed = seed_of(seed, index);
            let keys = DeviceSecret::from_seed(seat_seed).keys();
            match members.iter_mut().find(|known| known.member == member) {
                Some(known) => known.devices.push(keys),
                None => members.push(Founding {
                    member,
                    devices: vec![keys],
                    roles: casting.roles.clone(),
                    name: casting.name.to_owned(),
                }),
            }
            let relay = "http://memory".to_owned();
            let seat = Seat { log: town.estate.code, root: founder, member, seed: seat_seed, relay };
            let mut phone = Phone::new(&format!("{} {index}", casting.name), seed);
            phone.sit(seat.clone(), town.time).expect("a seat");
            town.phones.push(phone);
            town.seats.push(seat);
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

    /// The key that signs the heads of the town's log.
    #[must_use]
    pub fn relay_key(&self) -> SigningKey {
        relay_key(self.seed)
    }

    /// The seat a phone was given.
    #[must_use]
    pub fn seat(&self, person: Person) -> &Seat {
        &self.seats[person.0]
    }

    /// A new phone, empty, on the seat of another: what a newcomer with the same rights is served.
    ///
    /// # Panics
    /// If the seat cannot be taken.
    #[must_use]
    pub fn reborn(&self, person: Person) -> Phone {
        let mut phone = Phone::new(&format!("{} again", self.phones[person.0].name), self.seed);
        phone.sit(self.seats[person.0].clone(), self.time).expect("a seat");
        phone
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

    /// Hands a newcomer's request to the relay's lobby.
    ///
    /// # Errors
    /// The lobby's refusal; busy while the relay is down.
    pub fn lobby_handles(&mut self, request: &[u8]) -> Result<LobbyAnswer, LobbyRefusal> {
        let bytes = self.relay.as_mut().ok_or(LobbyRefusal::Busy)?.handle_lobby(request, self.time)?;
        cbor::from_slice(&bytes).map_err(|_| LobbyRefusal::Failed)
    }

    /// Somebody with a phone who is no member yet.
    pub fn stranger(&mut self, name: &str) -> Person {
        self.phones.push(Phone::new(&format!("{name} {}", self.phones.len()), self.seed));
        Person(self.phones.len() - 1)
    }

    fn visit_lobby(&mut self, person: Person, call: LobbyCall) -> bool {
        let outcome = match self.lobby_handles(&call.bytes) {
            Ok(answer) => LobbyOutcome::Answered(answer),
            Err(refusal) => LobbyOutcome::Refused(refusal),
        };
        let time = self.time;
        let reply = self.phones[person.0].take(Input::Lobby(Box::new(call), outcome), time);
        matches!(reply, Ok(Reply::Met { more: true }))
    }

    /// One turn of a meeting; says whether it goes on.
    pub fn turn(&mut self, person: Person) -> bool {
        self.time = self.time.plus(1_000);
        let time = self.time;
        if !self.phones[person.0].is_linked {
            return false;
        }
        if let Some(call) = self.phones[person.0].device().lobby_call() {
            return self.visit_lobby(person, call);
        }
        let Ok(Some(request)) = self.phones[person.0].prepare(time) else { return false };
        match self.relay_handles(&request) {
            Ok(answer) => self.phones[person.0].answered(answer, time).unwrap_or(false),
            Err(refusal) => {
                let missed = self.phones[person.0].take(Input::Missed(fault_of(refusal)), time);
                matches!(missed, Ok(Reply::Met { more: true }))
            }
        }
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

    /// A second relay with the same key on another store.
    #[must_use]
    pub fn relay_on(&self, store: MemoryStore) -> Option<Relay<MemoryStore>> {
        Relay::open(store, relay_key(self.seed)).ok()
    }

    /// The relay's process ends and starts again on its store.
    pub fn restart_relay(&mut self) {
        self.relay = None;
        self.store.restart();
        self.relay = Relay::open(self.store.clone(), relay_key(self.seed)).ok();
    }
}

/// What a refused request is to the phone, as its driver tells it.
#[must_use]
pub const fn fault_of(refusal: Refusal) -> LinkFault {
    match refusal {
        Refusal::NotAdmitted => LinkFault::NotAdmitted,
        Refusal::NewerAppNeeded => LinkFault::NewerAppNeeded,
        Refusal::DiskFull | Refusal::Busy | Refusal::Failed => LinkFault::RelayInTrouble,
        Refusal::Malformed | Refusal::TooLarge | Refusal::UnknownLog => LinkFault::NotARelay,
    }
}

fn relay_key(seed: u64) -> SigningKey {
    SigningKey::from_bytes(&hash32("test relay", &[&seed.to_be_bytes()]))
}

fn seed_of(seed: u64, index: usize) -> [u8; 32] {
    hash32("test device", &[&seed.to_be_bytes(), &(index as u64).to_be_bytes()])
}
