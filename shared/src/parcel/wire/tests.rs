#![allow(clippy::unwrap_used, reason = "tests")]

use super::*;
use crate::calendar::Millis;
use crate::ids::{AreaId, DeviceId, LogCode, RecordId, RingId};
use crate::kinds::Kind;
use crate::log::Seen;
use crate::parcel::KeyRef;

fn parcel() -> (Parcel, SigningKey) {
    let key = SigningKey::from_bytes(&[3; 32]);
    let header = Header {
        version: VERSION,
        suite: SUITE,
        log: LogCode(310_113_007_001),
        home_log: None,
        device: DeviceId([1; 16]),
        device_seq: 1,
        prev: None,
        seen: Seen::default(),
        nonce: [9; 16],
        time: Millis(1_700_000_000_000),
    };
    let entry = |record: u8, kind, key| Entry {
        record: RecordId([record; 16]),
        kind,
        scope: AreaId([4; 16]),
        key,
        body: vec![record; 40],
    };
    let sealed = Some(KeyRef { ring: RingId([5; 16]), generation: 1, commitment: [6; 16] });
    let acts = vec![
        Act(vec![Item::Entry(entry(1, Kind::Household, sealed)), Item::Entry(entry(2, Kind::IdRecord, sealed))]),
        Act(vec![Item::Entry(entry(3, Kind::Roster, None))]),
    ];
    (Parcel::sign(header, acts, &key), key)
}

#[test]
fn a_parcel_reads_back_and_keeps_its_name_when_entries_are_withheld() {
    let (parcel, key) = parcel();
    let read = Parcel::from_bytes(&parcel.to_bytes()).unwrap();
    assert_eq!(read, parcel);
    let partial = parcel.withhold(|_, entry| entry.kind == Kind::IdRecord);
    let partial = Parcel::from_bytes(&partial.to_bytes()).unwrap();
    assert_eq!(partial.hash(), parcel.hash());
    assert_eq!(partial.verify(&key.verifying_key()), Ok(()));
    assert_eq!(partial.acts()[0].entries().count(), 1);
    assert_eq!(partial.merged_with(&parcel), parcel);
}

#[test]
fn a_changed_byte_is_not_the_same_parcel() {
    let (parcel, key) = parcel();
    let bytes = parcel.to_bytes();
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        if let Ok(read) = Parcel::from_bytes(&changed) {
            assert!(read.verify(&key.verifying_key()).is_err() || read == parcel, "byte {at}");
        }
    }
}

#[test]
fn unknown_versions_and_large_parcels_are_told_apart() {
    let (parcel, key) = parcel();
    let mut header = parcel.header().clone();
    header.version = 9;
    let newer = Parcel::sign(header, parcel.acts().to_vec(), &key);
    assert_eq!(Parcel::from_bytes(&newer.to_bytes()), Err(ParcelError::UnknownVersion { version: 9, suite: SUITE }));
    assert_eq!(Parcel::from_bytes(&vec![0; 2 * MAX_PARCEL]), Err(ParcelError::TooLarge));
    assert_eq!(Parcel::from_bytes(&[0x85, 0x40]), Err(ParcelError::Malformed));
}

fn with_items(acts: Vec<Act>) -> Parcel {
    let (parcel, key) = parcel();
    Parcel::sign(parcel.header().clone(), acts, &key)
}

fn short_entry(body: usize) -> Item {
    let (record, scope) = (RecordId([1; 16]), AreaId([4; 16]));
    Item::Entry(Entry { record, kind: Kind::Roster, scope, key: None, body: vec![0; body] })
}

#[test]
fn a_parcel_of_the_largest_size_can_be_kept_and_served_whatever_is_withheld() {
    let mut acts = vec![Act(vec![short_entry(0); MAX_ENTRIES - 5])];
    acts.extend((0..4).map(|_| Act(vec![short_entry(200 << 10)])));
    let room = MAX_PARCEL - with_items(acts.clone()).to_bytes().len();
    acts.push(Act(vec![short_entry(room - 32)]));
    let parcel = with_items(acts);
    let length = parcel.to_bytes().len();
    assert!((MAX_PARCEL - 16..=MAX_PARCEL).contains(&length), "{length}");
    let kept = parcel.withhold(|act, _| act > 0);
    assert!(kept.to_bytes().len() > MAX_PARCEL, "hashes are longer than these entries");
    let read = Parcel::from_bytes(&kept.to_bytes()).unwrap();
    assert_eq!(cbor::from_slice(&kept.to_bytes()), Ok(read.clone()));
    assert_eq!(read.merged_with(&parcel), parcel);
}

#[test]
fn bounds_hold_wherever_a_parcel_is_read() {
    let too_much = [
        vec![Act(vec![short_entry(MAX_BODY + 1)])],
        vec![Act(vec![short_entry(0); MAX_ENTRIES + 1])],
        vec![Act(vec![short_entry(0)]); MAX_ACTS + 1],
        vec![Act((0..=MAX_ENTRIES).map(|_| Item::Withheld(EntryHash([0; 32]))).collect())],
        vec![Act(vec![short_entry(MAX_BODY); 5])],
    ];
    for acts in too_much {
        let bytes = with_items(acts).to_bytes();
        assert_eq!(Parcel::from_bytes(&bytes), Err(ParcelError::TooLarge));
        assert_eq!(cbor::from_slice::<Parcel>(&bytes), Err(cbor::NotReadable), "within an answer");
    }
    for acts in [Vec::new(), vec![Act::default()]] {
        assert_eq!(Parcel::from_bytes(&with_items(acts).to_bytes()), Err(ParcelError::Malformed));
    }
}
