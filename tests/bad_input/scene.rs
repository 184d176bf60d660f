//! One meeting, held still: 王芳 has registered a door and asks; 李敏 has registered another, which the answer brings.

use futures::FutureExt;
use linli_contract::households::{Edit, ReadDoor, SaveHousehold, Version};
use linli_contract::registers::Source;
use linli_contract::sync::{LinkFault, ReadSync};
use linli_core::device::identity::Seat;
use linli_core::device::{Input, Reply};
use linli_core::store::memory::MemoryDisk;
use linli_core::store::{Batch, Disk, Durability, Row, Table};
use linli_shared::cbor;
use linli_shared::ed25519::{Signer, SigningKey};
use linli_shared::households::{Field, Subject};
use linli_shared::ids::{AreaId, MemberId, PersonId, hash32};
use linli_shared::protocol::{LogAnswer, SyncAnswer, head_message};
use linli_shared::seal::DeviceSecret;
use tests::cast::{Person, Town};

type Rows = Vec<(Table, Vec<Row>)>;

/// The meeting.
pub(crate) struct Scene {
    pub(crate) town: Town,
    /// The bytes 王芳's phone sends.
    pub(crate) request: Vec<u8>,
    /// What the relay's answer is.
    answer: Vec<u8>,
    /// Her phone's disk when she had sent it.
    rows: Rows,
    seed: u64,
    /// Her door and 李敏's.
    pub(crate) doors: [AreaId; 2],
}

pub(crate) fn register(town: &mut Town, who: Person, door: AreaId, name: &str) {
    let person = PersonId([name.len() as u8; 16]);
    let edits = vec![
        Edit::AddPerson { person },
        Edit::Set { subject: Subject::Person(person), field: Field::Name, value: Some(name.to_owned()) },
        Edit::SetIdNumber { person, number: Some("11010519491231002X".into()) },
    ];
    town.ask(who, SaveHousehold { door, slot: 0, base: Version::default(), edits, source: Source::AtTheDoor });
}

impl Scene {
    pub(crate) fn new(seed: u64) -> Self {
        let mut town = Town::new(seed);
        let (wang, li) = (town.wang(), town.li());
        let doors = [town.estate.doors(0)[0], town.estate.doors(0)[1]];
        register(&mut town, li, doors[1], "赵月");
        town.meet(li);
        register(&mut town, wang, doors[0], "李清");
        let time = town.time;
        let request = town.phone(wang).prepare(time).unwrap().unwrap();
        let rows = copy(&town.phone(wang).disk);
        let answer = town.relay.as_mut().unwrap().handle(&request, time).unwrap();
        Self { town, request, answer, rows, seed, doors }
    }

    /// The relay's answer.
    pub(crate) fn honest(&self) -> SyncAnswer {
        cbor::from_slice(&self.answer).unwrap()
    }

    /// Its bytes.
    pub(crate) fn honest_bytes(&self) -> &[u8] {
        &self.answer
    }

    /// The keys of a phone, by its place in the cast.
    pub(crate) fn keys(&self, person: Person) -> DeviceSecret {
        let index = (person.0 as u64).to_be_bytes();
        DeviceSecret::from_seed(hash32("test device", &[&self.seed.to_be_bytes(), &index]))
    }

    /// What 王芳 was given when she sat down.
    pub(crate) fn seat(&self) -> Seat {
        let wang = self.town.wang();
        let root = self.keys(self.town.chen()).keys().signing;
        let seed = *self.keys(wang).expose();
        Seat {
            log: self.town.estate.code,
            root,
            member: MemberId([wang.0 as u8 + 1; 16]),
            seed,
            relay: "memory".into(),
        }
    }

    /// The relay's signature over what an answer says its head is.
    pub(crate) fn sign_head(&self, log: &mut LogAnswer) {
        let key = SigningKey::from_bytes(&hash32("test relay", &[&self.seed.to_be_bytes()]));
        log.signature = key.sign(&head_message(log.code, log.era, log.through, log.head)).to_bytes();
    }

    /// The honest answer with another head, signed by the relay all the same.
    pub(crate) fn lied(&self, change: impl FnOnce(&mut LogAnswer)) -> LogAnswer {
        let mut log = self.honest().logs.remove(0);
        change(&mut log);
        self.sign_head(&mut log);
        log
    }

    /// Puts 王芳's phone back to where she had just sent her request.
    pub(crate) fn rewind(&mut self) {
        let wang = self.town.wang();
        let disk = MemoryDisk::new();
        let mut batch = Batch::new();
        for (table, rows) in &self.rows {
            for (key, value) in rows {
                batch.put(*table, key.clone(), value.clone());
            }
        }
        disk.commit(batch, Durability::Durable).now_or_never().unwrap().unwrap();
        let time = self.town.time;
        let phone = self.town.phone(wang);
        phone.disk = disk;
        phone.start();
        assert_eq!(phone.prepare(time).unwrap().as_ref(), Some(&self.request), "she asks the same again");
    }

    /// Rewinds, gives her phone an answer and says what it made of it.
    pub(crate) fn deliver(&mut self, answer: SyncAnswer) -> Reply {
        self.rewind();
        self.give(answer)
    }

    /// Gives her phone another answer.
    pub(crate) fn give(&mut self, answer: SyncAnswer) -> Reply {
        let (wang, time) = (self.town.wang(), self.town.time);
        self.town.phone(wang).take(Input::Answer(Box::new(answer)), time).unwrap()
    }

    /// Delivers the relay's answer with a change to it.
    pub(crate) fn deliver_changed(&mut self, change: impl FnOnce(&mut LogAnswer)) -> Reply {
        let mut answer = self.honest();
        change(&mut answer.logs[0]);
        self.deliver(answer)
    }

    /// Asserts that an answer with this change is refused for this fault, changes nothing and does not stand in the way.
    pub(crate) fn refuses(&mut self, fault: LinkFault, change: impl FnOnce(&mut LogAnswer)) {
        assert_eq!(self.deliver_changed(change), Reply::Failed(fault));
        self.is_as_sent();
        self.goes_on();
    }

    /// Nothing on her phone's disk has changed since she sent her request.
    pub(crate) fn is_as_sent(&mut self) {
        let wang = self.town.wang();
        let found = copy(&self.town.phone(wang).disk);
        assert!(readable(&found) == readable(&self.rows), "the phone's rows changed");
    }

    /// The relay's own answer is taken in now, and everything is there.
    pub(crate) fn goes_on(&mut self) {
        let (wang, time) = (self.town.wang(), self.town.time);
        let again = self.town.phone(wang).prepare(time).unwrap();
        assert_eq!(again.as_ref(), Some(&self.request), "she asks the same again");
        assert!(matches!(self.give(self.honest()), Reply::Met { .. }));
        self.has_everything();
    }

    /// Both households are on her phone, and nothing waits or was refused.
    pub(crate) fn has_everything(&mut self) {
        let wang = self.town.wang();
        for (door, name) in self.doors.into_iter().zip(["李清", "赵月"]) {
            assert_eq!(self.names(door), [name], "{name}");
        }
        let sync = self.town.ask(wang, ReadSync);
        assert!(sync.waiting.is_empty() && sync.refused.is_empty());
    }

    /// What 王芳 saved is still hers to see: on the phone, or refused and told.
    pub(crate) fn has_lost_nothing(&mut self) {
        let wang = self.town.wang();
        let sync = self.town.ask(wang, ReadSync);
        let is_shown = self.names(self.doors[0]) == ["李清"];
        assert!(is_shown || !sync.refused.is_empty(), "her work is neither there nor refused");
    }

    fn names(&mut self, door: AreaId) -> Vec<String> {
        let wang = self.town.wang();
        let view = self.town.ask(wang, ReadDoor { door });
        let people = view.households.iter().flat_map(|household| &household.people);
        let fields = people.flat_map(|person| &person.fields);
        fields.filter(|field| field.field == Field::Name).map(|field| field.value.clone()).collect()
    }
}

fn copy(disk: &MemoryDisk) -> Rows {
    Table::ALL.map(|table| (table, disk.scan(table).now_or_never().unwrap().unwrap())).to_vec()
}

fn readable(rows: &Rows) -> Vec<(Table, Vec<&Row>)> {
    rows.iter().map(|(table, rows)| (*table, rows.iter().collect())).collect()
}
