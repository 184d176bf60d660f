//! Requests held open, over a real socket and in paused time.

use linli_shared::protocol::{LogAnswer, MAX_WAIT};
use tokio::sync::watch;

use super::*;

/// A device of the steward with what it has seen.
struct Phone {
    key: SigningKey,
    seq: u64,
    prev: Option<linli_shared::parcel::ParcelHash>,
    seen: Seen,
    set: u64,
}

impl Phone {
    fn new(number: u8) -> Self {
        let key = SigningKey::from_bytes(&[number; 32]);
        Self { key, seq: 0, prev: None, seen: Seen::default(), set: 0 }
    }

    fn keys(&self) -> DeviceKeys {
        DeviceKeys { signing: self.key.verifying_key().to_bytes(), sealing: [0; 32] }
    }

    fn form(&mut self, facts: &[RosterFact]) -> Vec<u8> {
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
        let parcel = Parcel::sign(header, vec![Act(facts.iter().map(entry).collect())], &self.key);
        self.prev = Some(parcel.hash());
        parcel.to_bytes()
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
            no_snapshot: false,
            permit,
            desk: None,
            returned: None,
        };
        let ask = SyncAsk { version: PROTOCOL, device: self.keys().device(), logs: vec![log], budget: 1 << 20, wait };
        cbor::to_vec(&SignedAsk::sign(&ask, &self.key))
    }

    /// Takes in an answer; gives its log.
    fn learn(&mut self, answer: &[u8]) -> LogAnswer {
        let answer: SyncAnswer = cbor::from_slice(answer).unwrap();
        let [log] = <[LogAnswer; 1]>::try_from(answer.logs).unwrap();
        if let Some(streams) = &log.streams {
            self.set = linli_shared::access::stream_set(CODE, streams);
        }
        self.seen = Seen { era: log.era, seq: log.through, head: log.head };
        log
    }
}

fn entry(fact: &RosterFact) -> Item {
    let body = fact.to_body();
    Item::Entry(Entry { record: RecordId([5; 16]), kind: Kind::Roster, scope: CODE.area(), key: None, body })
}

/// A relay where a steward has two devices; both know everything.
fn town() -> (Relay<MemoryStore>, Phone, Phone) {
    let mut relay = Relay::open(MemoryStore::new(), SigningKey::from_bytes(&[99; 32])).unwrap();
    relay.permit(CODE, &[8; 16]).unwrap();
    let (mut writes, mut waits) = (Phone::new(1), Phone::new(2));
    let member = MemberId([1; 16]);
    let key = relay.verifying_key().to_bytes();
    let facts = [
        RosterFact::Founded { log: CODE, root: writes.keys().signing, relay: key },
        RosterFact::MemberAdded { member },
        RosterFact::DeviceAdded { member, keys: writes.keys() },
        RosterFact::RoleGranted { member, role: Role::Steward, scope: CODE.area(), until: None },
        RosterFact::DeviceAdded { member, keys: waits.keys() },
    ];
    let parcel = writes.form(&facts);
    for (phone, push, permit) in [(&mut writes, vec![parcel], Some([8; 16])), (&mut waits, Vec::new(), None)] {
        let answer = relay.handle(&phone.request(push, permit, 0), Millis(1_000)).unwrap();
        assert_eq!(phone.learn(&answer).through, 1);
    }
    (relay, writes, waits)
}

fn news(phone: &mut Phone) -> Vec<u8> {
    let member = MemberId([phone.seq as u8 + 10; 16]);
    let parcel = phone.form(&[RosterFact::MemberAdded { member }]);
    phone.request(vec![parcel], None, 0)
}

async fn until(count: &mut watch::Receiver<usize>, expected: usize) {
    count.wait_for(|count| *count == expected).await.unwrap();
}

#[tokio::test]
async fn news_reaches_who_waits_as_soon_as_it_is_acknowledged() {
    let (relay, mut writes, mut waits) = town();
    let running = Running::over(relay);
    let mut count = running.waiting.count();
    let request = waits.request(Vec::new(), None, MAX_WAIT);
    let told = async {
        let answer = running.sync(&request).await;
        (answer, tokio::time::Instant::now())
    };
    let written = async {
        until(&mut count, 1).await;
        assert_eq!(running.sync(&news(&mut writes)).await.status, 200);
        tokio::time::Instant::now()
    };
    let ((answer, told), acknowledged) = tokio::join!(told, written);
    assert_eq!((answer.status, answer.header("content-type")), (200, "application/cbor"));
    let log = waits.learn(&answer.body);
    assert_eq!((log.through, log.parcels.len()), (2, 1));
    assert!(told.saturating_duration_since(acknowledged).as_secs() < 1, "within a second");
    until(&mut count, 0).await;
    running.stop().await;
}

#[tokio::test]
async fn who_goes_away_is_forgotten_and_a_stopping_relay_answers_who_waits() {
    let (relay, _, mut waits) = town();
    let running = Running::over(relay);
    let mut count = running.waiting.count();
    let request = waits.request(Vec::new(), None, MAX_WAIT);
    let mut stream = tokio::net::TcpStream::connect(running.address).await.unwrap();
    let head = format!("POST /v1/sync HTTP/1.1\r\nhost: a\r\ncontent-length: {}\r\n\r\n", request.len());
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(&request).await.unwrap();
    until(&mut count, 1).await;
    drop(stream);
    until(&mut count, 0).await;
    let answer = {
        let asked = running.sync(&request);
        let stopped = async {
            until(&mut count, 1).await;
            running.waiting.close();
        };
        tokio::join!(asked, stopped).0
    };
    assert_eq!((answer.status, waits.learn(&answer.body).parcels.len()), (200, 0));
    assert_eq!(running.sync(&request).await.status, 200, "and nobody waits any more");
    running.stop().await;
}

#[tokio::test(start_paused = true)]
async fn who_waits_in_vain_gets_the_usual_answer_in_time() {
    let (mut relay, _, mut waits) = town();
    let usual = relay.handle(&waits.request(Vec::new(), None, 0), Millis(1_000)).unwrap();
    let usual = waits.learn(&usual);
    let (writer, thread) = Writer::start(relay, None).unwrap();
    for (wait, seconds) in [(0, 0), (5, 5), (u16::MAX, u64::from(MAX_WAIT))] {
        let begun = tokio::time::Instant::now();
        let answer = writer.handle(waits.request(Vec::new(), None, wait)).await.unwrap();
        assert_eq!(waits.learn(&answer), usual);
        assert_eq!(begun.elapsed().as_secs(), seconds);
    }
    drop(writer);
    thread.join().unwrap();
}

#[tokio::test]
async fn a_device_has_one_request_held_and_another_of_its_own_releases_it() {
    let (relay, _, waits) = town();
    let (writer, thread) = Writer::start(relay, None).unwrap();
    let held = || writer.handle(waits.request(Vec::new(), None, MAX_WAIT));
    let others = async {
        until(&mut writer.waiting().count(), 1).await;
        let third = async {
            // The second has taken the first one's place, which is then told.
            writer.waiting().count().wait_for(|count| *count == 1).await.unwrap();
            writer.handle(waits.request(Vec::new(), None, 0)).await
        };
        tokio::join!(held(), third)
    };
    let (first, (second, third)) = tokio::join!(held(), others);
    assert!(first.is_ok() && second.is_ok() && third.is_ok());
    assert_eq!(*writer.waiting().count().borrow(), 0);
    drop(writer);
    thread.join().unwrap();
}

#[tokio::test]
async fn what_is_no_news_for_a_request_leaves_it_where_it_is() {
    let (relay, mut writes, waits) = town();
    let (writer, thread) = Writer::start(relay, None).unwrap();
    let refused = writes.form(&[RosterFact::MemberAdded { member: MemberId([1; 16]) }]);
    let refused = writes.request(vec![refused], None, 0);
    let other = async {
        until(&mut writer.waiting().count(), 1).await;
        writer.handle(refused).await.unwrap();
        assert_eq!(*writer.waiting().count().borrow(), 1);
        writer.handle(news(&mut writes)).await.unwrap();
    };
    let (held, ()) = tokio::join!(writer.handle(waits.request(Vec::new(), None, MAX_WAIT)), other);
    let answer: SyncAnswer = cbor::from_slice(&held.unwrap()).unwrap();
    assert_eq!(answer.logs[0].through, 2);
    drop(writer);
    thread.join().unwrap();
}

#[tokio::test]
async fn without_room_nobody_waits() {
    let (relay, writes, waits) = town();
    let (writer, thread) = Writer::start(relay, None).unwrap();
    writer.waiting().set_room(1);
    let other = async {
        until(&mut writer.waiting().count(), 1).await;
        assert!(writer.handle(writes.request(Vec::new(), None, MAX_WAIT)).await.is_ok(), "answered at once");
        assert_eq!(*writer.waiting().count().borrow(), 1);
        writer.waiting().close();
    };
    let (held, ()) = tokio::join!(writer.handle(waits.request(Vec::new(), None, MAX_WAIT)), other);
    assert!(held.is_ok());
    drop(writer);
    thread.join().unwrap();
}
