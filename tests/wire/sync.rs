//! Requests and answers.

use std::collections::BTreeSet;

use linli_shared::access::{Stream, stream_set};
use linli_shared::calendar::Millis;
use linli_shared::cbor;
use linli_shared::ids::RingId;
use linli_shared::log::{EraStart, ShortHead};
use linli_shared::parcel::ParcelHash;
use linli_shared::protocol::{
    BUDGET, Chain, Delivered, LogAnswer, LogAsk, PROTOCOL, Position, Refusal, Reject, SignedAsk, SnapshotHash,
    SyncAnswer, SyncAsk, Verdict, head_message,
};

use crate::frozen::Frozen;
use crate::parcels::{DEVICE, GRID, LOG, key, parcel};
use crate::snapshots::snapshot;

/// Places as large as they get in years: every number at its full length.
const FAR: u64 = 9_000_000;
const HOUR: Millis = Millis(1_795_222_800_000);

fn eight_streams() -> BTreeSet<Stream> {
    (0..8).map(|number| Stream { ring: Some(RingId([number; 16])), area: Some(GRID) }).collect()
}

pub(crate) fn nothing_asked() -> LogAsk {
    LogAsk {
        code: LOG,
        era: 3,
        at: FAR,
        set: stream_set(LOG, &eight_streams()),
        positions: Vec::new(),
        push: Vec::new(),
        offer: Vec::new(),
        partial: None,
        no_snapshot: false,
        permit: None,
        desk: None,
        returned: None,
    }
}

fn nothing_answered() -> LogAnswer {
    LogAnswer {
        code: LOG,
        era: 3,
        through: FAR,
        head: ShortHead([0x5e; 16]),
        signature: [0x99; 64],
        more: false,
        chain: Some(Chain { device_seq: 70_000, hash: ParcelHash([0x77; 32]) }),
        verdicts: Vec::new(),
        parcels: Vec::new(),
        streams: None,
        eras: Vec::new(),
        snapshots: Vec::new(),
        safe_through: FAR,
        desk: None,
    }
}

fn ask(log: LogAsk) -> SyncAsk {
    SyncAsk { version: PROTOCOL, device: DEVICE, logs: vec![log], budget: BUDGET, wait: 0 }
}

fn answer(log: LogAnswer) -> SyncAnswer {
    SyncAnswer { version: PROTOCOL, minimum: PROTOCOL, time: HOUR, logs: vec![log] }
}

#[test]
fn requests() {
    let mut frozen = Frozen::read(include_str!("ask.txt"));
    frozen.value("nothing new", &SignedAsk::sign(&ask(nothing_asked()), &key()));
    let streams = eight_streams();
    let everything = LogAsk {
        positions: vec![
            Position { at: 0, streams: streams.iter().take(1).copied().collect() },
            Position { at: 300, streams: streams.into_iter().skip(6).collect() },
        ],
        push: vec![parcel().to_bytes()],
        offer: vec![snapshot()],
        partial: Some((SnapshotHash([0x88; 32]), 2)),
        no_snapshot: true,
        permit: Some([0x66; 16]),
        ..nothing_asked()
    };
    frozen.value("everything", &ask(everything));
    frozen.done();
}

#[test]
fn answers() {
    let mut frozen = Frozen::read(include_str!("answer.txt"));
    frozen.value("nothing new", &answer(nothing_answered()));
    let rejects = [
        Reject::NoRight,
        Reject::WrongRing,
        Reject::WrongScope,
        Reject::Contradiction,
        Reject::UnknownSeen,
        Reject::ChainForked,
        Reject::BadSignature,
        Reject::WrongLog,
        Reject::Malformed,
        Reject::UnknownVersion,
        Reject::Renewed,
    ];
    let places = vec![Verdict::Accepted(FAR), Verdict::Duplicate(1), Verdict::Pending(7), Verdict::Quarantined];
    let refused = rejects.map(Verdict::Rejected).to_vec();
    frozen.value("every verdict", &answer(LogAnswer { verdicts: vec![places, refused], ..nothing_answered() }));
    let delivered = Delivered { parcel: parcel(), places: vec![(0, 299, Millis(4)), (1, 300, HOUR)] };
    let everything = LogAnswer {
        more: true,
        chain: None,
        parcels: vec![delivered],
        streams: Some(eight_streams().into_iter().take(2).collect()),
        eras: vec![EraStart { era: 2, after: 12 }, EraStart { era: 3, after: 400 }],
        snapshots: snapshot().part(1).into_iter().collect(),
        ..nothing_answered()
    };
    frozen.value("everything", &answer(everything));
    frozen.bytes("signed head", &head_message(LOG, 3, FAR, ShortHead([0x5e; 16])));
    frozen.done();
}

#[test]
fn refusals() {
    let mut frozen = Frozen::read(include_str!("refusal.txt"));
    frozen.value("malformed", &Refusal::Malformed);
    frozen.value("too large", &Refusal::TooLarge);
    frozen.value("not admitted", &Refusal::NotAdmitted);
    frozen.value("unknown log", &Refusal::UnknownLog);
    frozen.value("newer app needed", &Refusal::NewerAppNeeded);
    frozen.value("disk full", &Refusal::DiskFull);
    frozen.value("busy", &Refusal::Busy);
    frozen.value("failed", &Refusal::Failed);
    frozen.done();
}

#[test]
fn nothing_new_takes_less_than_300_bytes_each_way_with_eight_streams() {
    let asked = cbor::to_vec(&SignedAsk::sign(&ask(nothing_asked()), &key())).len();
    let answered = cbor::to_vec(&answer(nothing_answered())).len();
    assert!(asked <= 300 && answered <= 300, "{asked} and {answered} bytes");
}
