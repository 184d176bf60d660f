#![allow(clippy::unwrap_used, reason = "tests")]

mod holding;

use std::collections::BTreeMap;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;

use ed25519_dalek::SigningKey;
use linli_shared::calendar::Millis;
use linli_shared::cbor;
use linli_shared::ids::{LogCode, MemberId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::log::Seen;
use linli_shared::parcel::{Act, Entry, Header, Item, Parcel, SUITE, VERSION};
use linli_shared::protocol::{
    LobbyAsk, LobbyRefusal, LogAsk, MAX_REQUEST, PROTOCOL, Refusal, SignedAsk, SignedLobbyAsk, SyncAnswer, SyncAsk,
    Verdict,
};
use linli_shared::roster::{DeviceKeys, Role, RosterFact};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::oneshot;

use super::*;
use crate::relay::Relay;
use crate::store::memory::{Fault, MemoryStore};

const CODE: LogCode = LogCode(310_113_007_001);

struct Answer {
    status: u16,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    fn refusal(&self) -> Refusal {
        cbor::from_slice(&self.body).unwrap()
    }
}

struct Running {
    address: SocketAddr,
    waiting: Waiting,
    stop: oneshot::Sender<()>,
    served: tokio::task::JoinHandle<io::Result<()>>,
    thread: std::thread::JoinHandle<()>,
}

impl Running {
    fn start(store: &MemoryStore, folder: &Path) -> Self {
        let relay = Relay::open(store.clone(), SigningKey::from_bytes(&[99; 32])).unwrap();
        let (writer, thread) = Writer::start(relay, Some(folder.join("permits"))).unwrap();
        let waiting = writer.waiting();
        let router = router(writer, Some(Site::new(folder.join("app"))), Some(Seats::new(folder.join("seats"))));
        Self::serve(router, waiting, thread)
    }

    /// A relay as it is, without an app.
    fn over(relay: Relay<MemoryStore>) -> Self {
        let (writer, thread) = Writer::start(relay, None).unwrap();
        let waiting = writer.waiting();
        Self::serve(router(writer, None, None), waiting, thread)
    }

    fn serve(router: Router, waiting: Waiting, thread: std::thread::JoinHandle<()>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let lot = waiting.clone();
        let served = tokio::spawn(serve(listener, router, None, async move {
            let _ = stopped.await;
            lot.close();
        }));
        Self { address, waiting, stop, served, thread }
    }

    async fn ask(&self, head: &str, body: &[u8]) -> Answer {
        let mut stream = tokio::net::TcpStream::connect(self.address).await.unwrap();
        let head = format!("{head}\r\nhost: wang.localhost\r\nconnection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        // A relay that refuses by the head alone may close before it has read everything.
        let _ = stream.write_all(body).await;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).await.unwrap();
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let headers = lines.map(|line| line.split_once(": ").unwrap());
        let headers = headers.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect();
        Answer { status, headers, body: bytes[end + 4..].to_vec() }
    }

    async fn sync(&self, request: &[u8]) -> Answer {
        self.ask(&format!("POST /v1/sync HTTP/1.1\r\ncontent-length: {}", request.len()), request).await
    }

    async fn get(&self, path: &str, headers: &str) -> Answer {
        self.ask(&format!("GET {path} HTTP/1.1{headers}"), b"").await
    }

    async fn stop(self) {
        self.stop.send(()).unwrap();
        self.served.await.unwrap().unwrap();
        tokio::task::spawn_blocking(move || self.thread.join().unwrap()).await.unwrap();
    }
}

/// A founding request of a steward.
fn founding(permit: [u8; 16]) -> Vec<u8> {
    let key = SigningKey::from_bytes(&[1; 32]);
    let member = MemberId([1; 16]);
    let signing = key.verifying_key().to_bytes();
    let keys = DeviceKeys { signing, sealing: [0; 32] };
    let relay = SigningKey::from_bytes(&[99; 32]).verifying_key().to_bytes();
    let facts = [
        RosterFact::Founded { log: CODE, root: signing, relay },
        RosterFact::MemberAdded { member },
        RosterFact::DeviceAdded { member, keys },
        RosterFact::RoleGranted { member, role: Role::Steward, scope: CODE.area(), until: None },
    ];
    let entry = |fact: &RosterFact| {
        let body = fact.to_body();
        Item::Entry(Entry { record: RecordId([5; 16]), kind: Kind::Roster, scope: CODE.area(), key: None, body })
    };
    let header = Header {
        version: VERSION,
        suite: SUITE,
        log: CODE,
        home_log: None,
        device: keys.device(),
        device_seq: 1,
        prev: None,
        seen: Seen::default(),
        nonce: [0; 16],
        time: Millis(0),
    };
    let parcel = Parcel::sign(header, vec![Act(facts.iter().map(entry).collect())], &key);
    let log = LogAsk {
        code: CODE,
        era: 0,
        at: 0,
        set: 0,
        positions: Vec::new(),
        push: vec![parcel.to_bytes()],
        offer: Vec::new(),
        partial: None,
        no_snapshot: false,
        permit: Some(permit),
        desk: None,
        returned: None,
    };
    let ask = SyncAsk { version: PROTOCOL, device: keys.device(), logs: vec![log], budget: 1 << 20, wait: 0 };
    cbor::to_vec(&SignedAsk::sign(&ask, &key))
}

#[tokio::test]
async fn a_founding_goes_over_the_socket_and_is_still_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let store = MemoryStore::new();
    let relay = Running::start(&store, folder.path());
    let request = founding([8; 16]);
    let early = relay.sync(&request).await;
    assert_eq!((early.status, early.refusal()), (404, Refusal::UnknownLog));
    permits::lay_down(&folder.path().join("permits"), CODE, &[8; 16]).unwrap();
    store.inject(1, Fault::Full);
    let full = relay.sync(&request).await;
    assert_eq!((full.status, full.refusal()), (507, Refusal::DiskFull));
    let founded = relay.sync(&request).await;
    assert_eq!((founded.status, founded.header("content-type")), (200, "application/cbor"));
    assert_eq!(founded.header("cache-control"), "no-store");
    let answer: SyncAnswer = cbor::from_slice(&founded.body).unwrap();
    assert_eq!(answer.logs[0].verdicts, [vec![Verdict::Accepted(1)]]);
    relay.stop().await;

    let relay = Running::start(&store, folder.path());
    let answer: SyncAnswer = cbor::from_slice(&relay.sync(&request).await.body).unwrap();
    assert_eq!(answer.logs[0].verdicts, [vec![Verdict::Duplicate(1)]]);
    relay.stop().await;
}

#[tokio::test]
async fn what_is_no_request_gets_a_typed_refusal() {
    let folder = tempfile::tempdir().unwrap();
    let relay = Running::start(&MemoryStore::new(), folder.path());
    let garbage = relay.sync(b"hello").await;
    assert_eq!((garbage.status, garbage.refusal()), (400, Refusal::Malformed));
    let head = format!("POST /v1/sync HTTP/1.1\r\ncontent-length: {}", MAX_REQUEST + 1);
    let large = relay.ask(&head, b"").await;
    assert_eq!((large.status, large.refusal()), (413, Refusal::TooLarge));
    assert_eq!(relay.get("/v1/sync", "").await.status, 405);
    assert_eq!(relay.get("/v1/other", "").await.status, 404);
    relay.stop().await;
}

#[tokio::test]
async fn the_lobby_answers_strangers_with_a_typed_refusal_and_takes_no_large_bodies() {
    let folder = tempfile::tempdir().unwrap();
    let relay = Running::start(&MemoryStore::new(), folder.path());
    let key = SigningKey::from_bytes(&[7; 32]);
    let ask = LobbyAsk {
        version: PROTOCOL,
        log: CODE,
        invitation: RecordId([1; 16]),
        keys: DeviceKeys { signing: key.verifying_key().to_bytes(), sealing: [0; 32] },
        sealed: vec![1; 200],
        made: Millis(1),
    };
    let asked = cbor::to_vec(&SignedLobbyAsk::sign(&ask, &key, &key));
    for (body, status, refusal) in [
        (asked, 404, LobbyRefusal::Unknown),
        (b"hello".to_vec(), 400, LobbyRefusal::Malformed),
        (vec![0; 1 << 20], 400, LobbyRefusal::Malformed),
    ] {
        let answer = relay.ask(&format!("POST /v1/lobby HTTP/1.1\r\ncontent-length: {}", body.len()), &body).await;
        assert_eq!((answer.status, cbor::from_slice(&answer.body).unwrap()), (status, refusal));
        assert_eq!((answer.header("content-type"), answer.header("cache-control")), ("application/cbor", "no-store"));
    }
    assert_eq!(relay.get("/v1/lobby", "").await.status, 405);
    relay.stop().await;
}

#[tokio::test]
async fn requests_at_once_are_all_answered() {
    let folder = tempfile::tempdir().unwrap();
    let store = MemoryStore::new();
    permits::lay_down(&folder.path().join("permits"), CODE, &[8; 16]).unwrap();
    let relay = Running::start(&store, folder.path());
    let request = founding([8; 16]);
    let all = futures_of(&relay, &request).await;
    let verdicts: Vec<Verdict> =
        all.iter().map(|answer| cbor::from_slice::<SyncAnswer>(&answer.body).unwrap().logs[0].verdicts[0][0]).collect();
    assert_eq!(verdicts.iter().filter(|verdict| **verdict == Verdict::Accepted(1)).count(), 1);
    assert_eq!(verdicts.iter().filter(|verdict| **verdict == Verdict::Duplicate(1)).count(), 3);
    relay.stop().await;
}

async fn futures_of(relay: &Running, request: &[u8]) -> [Answer; 4] {
    let (one, two, three, four) =
        tokio::join!(relay.sync(request), relay.sync(request), relay.sync(request), relay.sync(request));
    [one, two, three, four]
}

#[tokio::test]
async fn the_app_is_served_with_its_guards_and_pages_fall_back_to_it() {
    let folder = tempfile::tempdir().unwrap();
    let app = folder.path().join("app");
    std::fs::create_dir_all(app.join("assets")).unwrap();
    for (file, content) in [
        ("index.html", "page"),
        ("sw.js", "worker"),
        ("assets/linli-1.wasm", "code"),
        ("assets/linli-1.wasm.br", "packed"),
    ] {
        std::fs::write(app.join(file), content).unwrap();
    }
    std::fs::write(folder.path().join("secret.txt"), "secret").unwrap();
    let relay = Running::start(&MemoryStore::new(), folder.path());
    for path in ["/", "/index.html", "/doors/12", "/?lang=en"] {
        let page = relay.get(path, "").await;
        assert_eq!((page.status, page.body.as_slice()), (200, b"page".as_slice()), "{path}");
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(page.header("cache-control"), "no-cache");
        assert!(page.header("content-security-policy").contains("frame-ancestors 'none'"));
        assert_eq!(page.header("x-content-type-options"), "nosniff");
    }
    assert_eq!(relay.get("/sw.js", "").await.header("cache-control"), "no-cache");
    let packed = relay.get("/assets/linli-1.wasm", "\r\naccept-encoding: gzip, br").await;
    assert_eq!((packed.header("content-encoding"), packed.body.as_slice()), ("br", b"packed".as_slice()));
    assert_eq!(packed.header("content-type"), "application/wasm");
    assert!(packed.header("cache-control").contains("immutable"));
    let plain = relay.get("/assets/linli-1.wasm", "").await;
    assert_eq!((plain.header("content-encoding"), plain.body.as_slice()), ("", b"code".as_slice()));
    for path in ["/assets/linli-2.wasm", "/../secret.txt", "/%2e%2e/secret.txt", "/assets/../../secret.txt"] {
        assert_eq!(relay.get(path, "").await.status, 404, "{path}");
    }
    relay.stop().await;
}

#[tokio::test]
async fn seats_are_handed_out_once() {
    let folder = tempfile::tempdir().unwrap();
    let seats = folder.path().join("seats");
    std::fs::create_dir_all(&seats).unwrap();
    std::fs::write(seats.join("wang.1.seat"), "seat").unwrap();
    let relay = Running::start(&MemoryStore::new(), folder.path());
    let post = "POST /demo/seats/wang HTTP/1.1\r\ncontent-length: 0";
    assert_eq!(relay.get("/demo/seats/wang", "").await.status, 405);
    let seat = relay.ask(post, b"").await;
    assert_eq!((seat.status, seat.body.as_slice()), (200, b"seat".as_slice()));
    assert_eq!(relay.ask(post, b"").await.status, 410);
    assert_eq!(relay.ask("POST /demo/seats/li HTTP/1.1\r\ncontent-length: 0", b"").await.status, 404);
    relay.stop().await;
}
