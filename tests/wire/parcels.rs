//! Header, entries, parcels, their names, and the log that takes them in.

use linli_shared::access::profile_record;
use linli_shared::areas::area_id;
use linli_shared::calendar::Millis;
use linli_shared::ed25519::SigningKey;
use linli_shared::ids::{AreaId, DeviceId, LogCode, MemberId, RecordId, RingId};
use linli_shared::kinds::Kind;
use linli_shared::log::{Head, Seen, ShortHead};
use linli_shared::parcel::{Act, Entry, Header, Item, KeyRef, Parcel, ParcelHash, SUITE, VERSION};

use crate::frozen::Frozen;

pub(crate) const LOG: LogCode = LogCode(310_113_007_001);
pub(crate) const DEVICE: DeviceId = DeviceId([0xd1; 16]);
pub(crate) const GRID: AreaId = AreaId([0xa1; 16]);
pub(crate) const REGISTER: RingId = RingId([0x22; 16]);

pub(crate) fn key() -> SigningKey {
    SigningKey::from_bytes(&[3; 32])
}

pub(crate) fn sealed_by() -> KeyRef {
    KeyRef { ring: REGISTER, generation: 2, commitment: [0xc0; 16] }
}

pub(crate) fn seen() -> Seen {
    Seen { era: 1, seq: 300, head: ShortHead([0x5e; 16]) }
}

fn first_header() -> Header {
    Header {
        version: VERSION,
        suite: SUITE,
        log: LOG,
        home_log: None,
        device: DEVICE,
        device_seq: 1,
        prev: None,
        seen: Seen::default(),
        nonce: [0x90; 16],
        time: Millis(1_795_222_800_000),
    }
}

pub(crate) fn later_header() -> Header {
    let prev = Some(ParcelHash([0x77; 32]));
    Header { device_seq: 70_000, prev, seen: seen(), time: Millis(-1), ..first_header() }
}

fn entry(record: u8, kind: Kind, key: Option<KeyRef>) -> Item {
    let scope = if key.is_some() { GRID } else { LOG.area() };
    Item::Entry(Entry { record: RecordId([record; 16]), kind, scope, key, body: vec![record; 5] })
}

/// Two acts: a household with its ID record, and something of a newer release beside a roster fact.
pub(crate) fn parcel() -> Parcel {
    let first = Act(vec![entry(1, Kind::Household, Some(sealed_by())), entry(2, Kind::IdRecord, Some(sealed_by()))]);
    let second = Act(vec![entry(3, Kind::Unknown(900), Some(sealed_by())), entry(4, Kind::Roster, None)]);
    Parcel::sign(later_header(), vec![first, second], &key())
}

#[test]
fn headers_and_parcels() {
    let mut frozen = Frozen::read(include_str!("parcels.txt"));
    frozen.value("header of a first parcel", &first_header());
    frozen.value("header of a later parcel", &later_header());
    frozen.value("header of a parcel for another log", &Header { home_log: Some(LogCode(31)), ..later_header() });
    let whole = parcel();
    let partly = whole.withhold(|_, entry| entry.kind != Kind::IdRecord);
    frozen.value("parcel", &whole);
    assert_eq!((partly.hash(), partly.verify(&key().verifying_key())), (whole.hash(), Ok(())));
    frozen.bytes("name of the parcel", &whole.hash().0);
    for (index, item) in whole.acts()[0].0.iter().chain(&whole.acts()[1].0).enumerate() {
        frozen.bytes(&format!("hash of entry {index}"), &item.hash().0);
    }
    let genesis = Head::genesis(LOG);
    frozen.bytes("head before the first place", &genesis.0);
    frozen.bytes("head at the first place", &genesis.next(1, 1, Millis(5), &whole.hash(), 1).0);
    frozen.bytes("area of a log", &LOG.area().0);
    frozen.bytes("area of a label under an area", &area_id(LOG.area(), "第一网格").0);
    frozen.bytes("record of a profile", &profile_record(MemberId([1; 16])).0);
    let kept = frozen.get("parcel with its ID record withheld");
    frozen.value("parcel with its ID record withheld", &partly);
    frozen.done();
    assert_eq!(Parcel::from_bytes(&kept), Ok(partly));
}
