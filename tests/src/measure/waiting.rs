//! What it costs to hold requests open: memory of the relay's process, bytes on the socket, and how soon news is told.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Instant;

use futures::future::join_all;
use linli_shared::access::{Stream, device_ring, stream_set};
use linli_shared::calendar::Millis;
use linli_shared::cbor;
use linli_shared::ed25519::SigningKey;
use linli_shared::ids::{AreaId, LogCode, MemberId, RecordId, RingId};
use linli_shared::kinds::Kind;
use linli_shared::log::Seen;
use linli_shared::parcel::{Act, Entry, Header, Item, KeyRef, Parcel, ParcelHash, SUITE, VERSION};
use linli_shared::protocol::{LogAnswer, LogAsk, MAX_WAIT, PROTOCOL, SignedAsk, SyncAnswer, SyncAsk, Verdict};
use linli_shared::roster::{DeviceKeys, RingKind, RingTurn, Role, RosterFact, member_ring};
use sync_server::limits;
use sync_server::relay::Relay;
use sync_server::store::redb::RedbStore;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::Table;
use crate::process;

const CODE: LogCode = LogCode(310_113_009_003);
const COMMUNITY: RingId = RingId([1; 16]);
const PERMIT: [u8; 16] = [8; 16];
/// What a device asks while nothing is held open for it.
const POLL: f64 = 20.0;
/// What a waiting device may take of the relay's memory.
const AIM_KB: f64 = 64.0;
/// Members who have a ring of their own.
const WITH_RING: usize = 1_000;
/// Devices that set up their connection at a time.
const AT_ONCE: usize = 32;

/// Has `n` devices, of a thousand members with a ring of their own among them, wait at a relay's process, then tells one of them something, then all.
///
/// # Errors
/// If the relay's program is not built beside this one, or the system allows too few open sockets.
pub fn measure(table: &mut Table, n: usize) -> anyhow::Result<()> {
    anyhow::ensure!(limits::open_files() > n as u64 + 64, "too few open files are allowed for {n} sockets");
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(run(table, n))
}

async fn run(table: &mut Table, n: usize) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let mut steward = Phone::new(0);
    let mut phones: Vec<Phone> = (1..=n).map(Phone::new).collect();
    found(folder.path(), &mut steward, &mut phones)?;
    let mut options = process::RelayOptions::new(process::program("linli-relay")?, folder.path().to_owned());
    options.level = Some("error".to_owned());
    let relay = process::Relay::start(&options).await?;
    let process = relay.id().ok_or_else(|| anyhow::anyhow!("the relay ended"))?;
    steward.meet(relay.address()).await?;
    let bare = memory(process)?;
    for some in phones.chunks_mut(AT_ONCE) {
        for done in join_all(some.iter_mut().map(|phone| phone.meet(relay.address()))).await {
            done?;
        }
    }
    let connected = memory(process)?;
    for some in phones.chunks_mut(AT_ONCE) {
        for done in join_all(some.iter_mut().map(Phone::wait)).await {
            done?;
        }
        // As many as wait at once do not crowd the relay's queue.
        steward.ask(Vec::new(), 0).await?;
    }
    let waiting = memory(process)?;
    let each = (waiting - bare) / n as f64;
    table.add(
        format!("memory for one of {n} waiting devices, with its connection"),
        each,
        "KB",
        format!("aim: {AIM_KB:.0} KB; of it {:.1} KB for waiting", (waiting - connected) / n as f64),
    );
    let bytes = tell_one(table, &mut steward, &mut phones).await?;
    let hour = bytes * 3_600.0 / f64::from(MAX_WAIT);
    let polling = bytes * 3_600.0 / POLL;
    let reference = format!("asking every {POLL:.0} s: {:.0} KB; ratio {:.2}", polling / 1e3, hour / polling);
    table.add("a waiting device, an hour without news, on the socket", hour / 1e3, "KB", reference);
    tell_all(table, &mut steward, &mut phones).await?;
    relay.stop().await
}

/// The kilobytes a process has in memory now.
fn memory(process: u32) -> anyhow::Result<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let number = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    number.ok_or_else(|| anyhow::anyhow!("the system does not count memory"))
}

/// News for a single device: how soon it has it after the writer has its acknowledgement. Gives the bytes of one turn.
async fn tell_one(table: &mut Table, steward: &mut Phone, phones: &mut [Phone]) -> anyhow::Result<f64> {
    let (first, _) = phones.split_first_mut().ok_or_else(|| anyhow::anyhow!("somebody waits"))?;
    let ring = device_ring(first.keys().device());
    let key = Some(KeyRef { ring, generation: 0, commitment: [0; 16] });
    let (record, scope) = (RecordId(COMMUNITY.0), AreaId(ring.0));
    let parcel = steward.form(vec![Entry { record, kind: Kind::Wrap, scope, key, body: vec![3; 80] }]);
    let acknowledged = async {
        let answer = steward.ask(vec![parcel], 0).await?;
        anyhow::ensure!(matches!(answer.verdicts[0][0], Verdict::Accepted(_)), "the wrap has its place");
        anyhow::Ok(Instant::now())
    };
    let told = async {
        let (answer, _) = first.answer().await?;
        anyhow::ensure!(answer.parcels.len() == 1, "it was told");
        anyhow::Ok(Instant::now())
    };
    let (acknowledged, told) = futures::future::try_join(acknowledged, told).await?;
    let late = told.saturating_duration_since(acknowledged);
    table.add(
        format!("news for one of {} waiting, after it was acknowledged", phones.len()),
        late.as_secs_f64() * 1e3,
        "ms",
        "aim: 1,000 ms",
    );
    // A turn without news, as it goes every few minutes.
    let first = &mut phones[0];
    first.ask(Vec::new(), 0).await?;
    let sent = first.send(Vec::new(), 0).await?;
    let (_, received) = first.answer().await?;
    first.wait().await?;
    Ok((sent + received) as f64)
}

/// News for everybody: how soon the last one has it.
async fn tell_all(table: &mut Table, steward: &mut Phone, phones: &mut [Phone]) -> anyhow::Result<()> {
    let key = Some(KeyRef { ring: COMMUNITY, generation: 1, commitment: [1; 16] });
    let record = RecordId([7; 16]);
    let parcel = steward.form(vec![Entry { record, kind: Kind::Tables, scope: CODE.area(), key, body: vec![3; 400] }]);
    let waiting = phones.len();
    let acknowledged = async {
        let answer = steward.ask(vec![parcel], 0).await?;
        anyhow::ensure!(matches!(answer.verdicts[0][0], Verdict::Accepted(_)), "the tables have their place");
        anyhow::Ok(Instant::now())
    };
    let told = async {
        let answers = join_all(phones.iter_mut().map(Phone::answer)).await;
        let last = Instant::now();
        for answer in answers {
            anyhow::ensure!(answer?.0.parcels.len() == 1, "everybody waited until then and was told");
        }
        Ok(last)
    };
    let (acknowledged, told) = futures::future::try_join(acknowledged, told).await?;
    let late = told.saturating_duration_since(acknowledged);
    let reference = "aim: 1,000 ms; both sides share this machine";
    table.add(
        format!("news for all of {waiting} waiting, the last one told"),
        late.as_secs_f64() * 1e3,
        "ms",
        reference,
    );
    Ok(())
}

/// A device with its connection.
struct Phone {
    key: SigningKey,
    member: MemberId,
    seq: u64,
    prev: Option<ParcelHash>,
    seen: Seen,
    set: u64,
    stream: Option<TcpStream>,
}

impl Phone {
    fn new(number: usize) -> Self {
        let mut seed = [7; 32];
        seed[..8].copy_from_slice(&(number as u64).to_be_bytes());
        let member = MemberId::derive("measured member", &[&seed]);
        let key = SigningKey::from_bytes(&seed);
        Self { key, member, seq: 0, prev: None, seen: Seen::default(), set: 0, stream: None }
    }

    /// The name of the streams it may read.
    fn streams(&self, has_ring: bool) -> u64 {
        let own = has_ring.then(|| member_ring(self.member));
        let rings = [None, Some(device_ring(self.keys().device())), Some(COMMUNITY)].into_iter();
        let streams = rings.chain(own.map(Some)).map(|ring| Stream { ring, area: None });
        stream_set(CODE, &streams.collect())
    }

    fn keys(&self) -> DeviceKeys {
        DeviceKeys { signing: self.key.verifying_key().to_bytes(), sealing: [1; 32] }
    }

    fn sign(&mut self, acts: Vec<Act>) -> Vec<u8> {
        self.seq += 1;
        let header = Header {
            version: VERSION,
            suite: SUITE,
            log: CODE,
            home_log: None,
            device: self.keys().device(),
            device_seq: self.seq,
            prev: self.prev,
            seen: self.seen,
            nonce: [0; 16],
            time: Millis(0),
        };
        let parcel = Parcel::sign(header, acts, &self.key);
        self.prev = Some(parcel.hash());
        parcel.to_bytes()
    }

    fn form(&mut self, entries: Vec<Entry>) -> Vec<u8> {
        self.sign(vec![Act(entries.into_iter().map(Item::Entry).collect())])
    }

    fn request(&self, push: Vec<Vec<u8>>, permit: Option<[u8; 16]>, wait: u16) -> Vec<u8> {
        let log = LogAsk {
            code: CODE,
            era: self.seen.era,
            at: self.seen.seq,
            set: self.set,
            positions: Vec::new(),
            push,
            offer: Vec::new(),
            partial: None,
            no_snapshot: true,
            permit,
            desk: None,
            returned: None,
        };
        let ask = SyncAsk { version: PROTOCOL, device: self.keys().device(), logs: vec![log], budget: 4 << 20, wait };
        cbor::to_vec(&SignedAsk::sign(&ask, &self.key))
    }

    fn learn(&mut self, answer: &[u8]) -> anyhow::Result<LogAnswer> {
        let answer: SyncAnswer = cbor::from_slice(answer).map_err(|_| anyhow::anyhow!("no answer"))?;
        let log = answer.logs.into_iter().next().ok_or_else(|| anyhow::anyhow!("no log"))?;
        if let Some(streams) = &log.streams {
            self.set = stream_set(CODE, streams);
        }
        self.seen = Seen { era: log.era, seq: log.through, head: log.head };
        Ok(log)
    }

    /// Connects; there is nothing to be told.
    async fn meet(&mut self, relay: SocketAddr) -> anyhow::Result<()> {
        self.stream = Some(TcpStream::connect(relay).await?);
        let answer = self.ask(Vec::new(), 0).await?;
        anyhow::ensure!(answer.parcels.is_empty() && answer.streams.is_none(), "it knows everything");
        Ok(())
    }

    /// Asks to be told of news.
    async fn wait(&mut self) -> anyhow::Result<()> {
        self.send(Vec::new(), MAX_WAIT).await.map(drop)
    }

    async fn ask(&mut self, push: Vec<Vec<u8>>, wait: u16) -> anyhow::Result<LogAnswer> {
        self.send(push, wait).await?;
        Ok(self.answer().await?.0)
    }

    /// Sends a request as a browser does; gives its bytes.
    async fn send(&mut self, push: Vec<Vec<u8>>, wait: u16) -> anyhow::Result<usize> {
        let body = self.request(push, None, wait);
        let head = format!(
            "POST /v1/sync HTTP/1.1\r\nhost: relay.example:8780\r\ncontent-type: application/cbor\r\ncontent-length: {}\r\n\
             user-agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0\r\n\
             accept: */*\r\naccept-encoding: gzip, deflate, br\r\naccept-language: zh-CN,zh;q=0.9\r\n\
             origin: https://relay.example\r\nreferer: https://relay.example/\r\n\r\n",
            body.len()
        );
        let bytes = [head.as_bytes(), &body].concat();
        self.socket()?.write_all(&bytes).await?;
        Ok(bytes.len())
    }

    /// Reads an answer; gives its bytes too.
    async fn answer(&mut self) -> anyhow::Result<(LogAnswer, usize)> {
        let socket = self.socket()?;
        let mut bytes = Vec::new();
        let (head, length) = loop {
            anyhow::ensure!(socket.read_buf(&mut bytes).await? > 0, "the relay closed the connection");
            let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
            let text = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
            anyhow::ensure!(text.starts_with("http/1.1 200"), "refused: {}", text.lines().next().unwrap_or_default());
            let length = text.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok());
            break (end + 4, length.ok_or_else(|| anyhow::anyhow!("no length"))?);
        };
        while bytes.len() < head + length {
            anyhow::ensure!(socket.read_buf(&mut bytes).await? > 0, "the relay closed the connection");
        }
        let log = self.learn(&bytes[head..])?;
        Ok((log, bytes.len()))
    }

    fn socket(&mut self) -> anyhow::Result<&mut TcpStream> {
        self.stream.as_mut().ok_or_else(|| anyhow::anyhow!("not connected"))
    }
}

/// Writes a store whose community has all these devices.
fn found(folder: &Path, steward: &mut Phone, phones: &mut [Phone]) -> anyhow::Result<()> {
    let key = SigningKey::from_bytes(&[99; 32]);
    std::fs::write(folder.join("relay.key"), key.to_bytes())?;
    let mut relay = Relay::open(RedbStore::open(&folder.join("relay.redb"))?, key.clone())?;
    relay.permit(CODE, &PERMIT)?;
    let (now, root) = (Millis(1_000), CODE.area());
    let joins = |phone: &Phone, role| {
        let (member, keys) = (phone.member, phone.keys());
        [
            RosterFact::MemberAdded { member },
            RosterFact::DeviceAdded { member, keys },
            RosterFact::RoleGranted { member, role, scope: root, until: None },
        ]
    };
    let founded =
        RosterFact::Founded { log: CODE, root: steward.keys().signing, relay: key.verifying_key().to_bytes() };
    let turn = |ring, kind| {
        let (public, commitment, recipients) = ([0; 32], [1; 16], Vec::new());
        let turn = RingTurn { ring, kind, generation: 1, public, commitment, recipients, previous: None };
        RosterFact::RingTurned { turn }
    };
    let mut first = vec![founded];
    first.extend(joins(steward, Role::Steward));
    first.push(turn(COMMUNITY, RingKind::Community));
    let mut parcels = vec![first];
    parcels.extend(phones.chunks(200).map(|some| some.iter().flat_map(|one| joins(one, Role::Resident)).collect()));
    let entry = |fact: &RosterFact| {
        let body = fact.to_body();
        let record = RecordId::derive("measured fact", &[&body]);
        Item::Entry(Entry { record, kind: Kind::Roster, scope: root, key: None, body })
    };
    for (number, facts) in parcels.iter().enumerate() {
        let parcel = steward.sign(vec![Act(facts.iter().map(entry).collect())]);
        let request = steward.request(vec![parcel], (number == 0).then_some(PERMIT), 0);
        let answer = relay.handle(&request, now).map_err(|refusal| anyhow::anyhow!("{refusal}"))?;
        let log = steward.learn(&answer)?;
        anyhow::ensure!(
            log.verdicts.iter().flatten().all(|verdict| matches!(verdict, Verdict::Accepted(_))),
            "founded"
        );
    }
    // Some reported something once, and so have a ring of their own.
    let rings = phones.iter_mut().take(WITH_RING).map(|phone| {
        (phone.seen, phone.set) = (steward.seen, phone.streams(false));
        let fact = turn(member_ring(phone.member), RingKind::Member);
        let parcel = phone.sign(vec![Act(vec![entry(&fact)])]);
        phone.request(vec![parcel], None, 0)
    });
    let rings: Vec<Vec<u8>> = rings.collect();
    for some in rings.chunks(64) {
        let some: Vec<&[u8]> = some.iter().map(Vec::as_slice).collect();
        anyhow::ensure!(relay.handle_all(&some, now).iter().all(Result::is_ok), "each has a ring");
    }
    // Nobody takes in on the way here what all of them know.
    while steward.learn(&relay.handle(&steward.request(Vec::new(), None, 0), now)?)?.more {}
    for (number, phone) in phones.iter_mut().enumerate() {
        (phone.seen, phone.set) = (steward.seen, phone.streams(number < WITH_RING));
    }
    Ok(())
}
