//! CBOR that is not what it claims: nested a million deep, longer than the earth's disks, without an end.

use linli_core::households::id_record::IdNumbers;
use linli_core::visits::fact::VisitFact;
use linli_shared::areas::AreaFact;
use linli_shared::cbor;
use linli_shared::ids::{DeviceId, LogCode, RingId};
use linli_shared::parcel::{Header, Parcel};
use linli_shared::protocol::{Manifest, SignedAsk, Snapshot, SyncAnswer, SyncAsk};
use linli_shared::roster::RosterFact;
use linli_shared::seal::{DeviceSecret, unwrap};

use crate::scene::Scene;

/// How deep things are nested: enough for any stack, were reading to recurse.
const DEEP: usize = 1 << 20;

fn shapes() -> Vec<(&'static str, Vec<u8>)> {
    let repeated = |unit: &[u8]| unit.repeat(DEEP);
    let claims = |head: &[u8], length: [u8; 8]| [head, &length, &[1, 2, 3]].concat();
    vec![
        ("nothing", Vec::new()),
        ("nested arrays", repeated(&[0x81])),
        ("nested arrays that end", [repeated(&[0x81]), vec![0]].concat()),
        ("nested maps", repeated(&[0xa1, 0x01])),
        ("nested tags", [repeated(&[0xc1]), vec![0]].concat()),
        ("nested arrays without an end", repeated(&[0x9f])),
        ("nested arrays without length that end", [repeated(&[0x9f]), repeated(&[0xff])].concat()),
        ("nested maps without an end", repeated(&[0xbf, 0x01])),
        ("arrays in pairs", repeated(&[0x82, 0x9f])),
        ("an array of 2^64 - 1", claims(&[0x9b], [0xff; 8])),
        ("an array of 2^40", claims(&[0x9b], (1u64 << 40).to_be_bytes())),
        ("an array of 2^32 - 1", vec![0x9a, 0xff, 0xff, 0xff, 0xff]),
        ("a map of 2^63", claims(&[0xbb], (1u64 << 63).to_be_bytes())),
        ("bytes of 2^64 - 1", claims(&[0x5b], [0xff; 8])),
        ("text of 2^40", claims(&[0x7b], (1u64 << 40).to_be_bytes())),
        ("bytes in pieces", vec![0x5f, 0x41, 0x00, 0x41, 0x00, 0xff]),
        ("bytes in pieces without an end", vec![0x5f, 0x41, 0x00]),
        ("text that is none", vec![0x62, 0xc3, 0x28]),
        ("not a number", vec![0xf9, 0x7e, 0x00]),
        ("infinity", vec![0xfb, 0x7f, 0xf0, 0, 0, 0, 0, 0, 0]),
        ("a number below all", vec![0x3b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
        ("undefined", vec![0xf7]),
        ("an end without a beginning", vec![0xff]),
        ("a reserved head", vec![0x1c]),
    ]
}

/// Reads bytes as everything that arrives from elsewhere; says how many took them.
fn read_as_everything(bytes: &[u8]) -> usize {
    let device = DeviceSecret::from_seed([1; 32]);
    [
        cbor::from_slice::<SignedAsk>(bytes).is_ok_and(|signed| signed.open().is_ok()),
        cbor::from_slice::<SyncAsk>(bytes).is_ok(),
        cbor::from_slice::<SyncAnswer>(bytes).is_ok(),
        cbor::from_slice::<Header>(bytes).is_ok(),
        cbor::from_slice::<Manifest>(bytes).is_ok(),
        cbor::from_slice::<Snapshot>(bytes).is_ok_and(|snapshot| snapshot.manifest().is_ok()),
        Parcel::from_bytes(bytes).is_ok(),
        RosterFact::from_body(bytes).is_ok(),
        AreaFact::decode(bytes).is_ok(),
        VisitFact::from_content(bytes).is_ok(),
        IdNumbers::admit(bytes, DeviceId([1; 16]), None).is_ok(),
        unwrap(bytes, LogCode(1), RingId([1; 16]), DeviceId([1; 16]), &device).is_ok(),
    ]
    .into_iter()
    .filter(|is_read| *is_read)
    .count()
}

#[test]
fn no_shape_of_cbor_is_taken_for_anything() {
    for (name, bytes) in shapes() {
        assert_eq!(read_as_everything(&bytes), 0, "{name}");
    }
}

#[test]
fn shapes_inside_valid_bytes_end_in_an_error_or_are_passed_over() {
    let scene = Scene::new(1);
    let parcel = scene.honest().logs[0].parcels[0].parcel.to_bytes();
    let answer = cbor::to_vec(&scene.honest());
    for valid in [&scene.request[..], &answer[..], &parcel[..]] {
        let places = [1, 2, valid.len() / 4, valid.len() / 2];
        for (name, shape) in shapes().iter().filter(|(name, _)| *name != "nothing") {
            for at in places {
                let cut = [&valid[..at], shape].concat();
                assert_eq!(read_as_everything(&cut), 0, "{name} after {at} bytes");
            }
            assert_eq!(read_as_everything(&[valid, shape].concat()), 0, "{name} behind the end");
        }
    }
}

/// A field that a newer release appended is skipped, whatever it is; skipping must not recurse.
#[test]
fn a_million_levels_in_an_unknown_field_do_no_harm() {
    let fact = RosterFact::MemberAdded { member: linli_shared::ids::MemberId([1; 16]) };
    let body = fact.to_body();
    assert_eq!(body[..3], [0x82, 0x01, 0x81], "a variant with one field");
    for (name, shape) in shapes() {
        let mut longer = body.clone();
        longer[2] = 0x82;
        longer.extend(&shape);
        let read = RosterFact::from_body(&longer);
        assert!(read.is_err() || read == Ok(fact.clone()), "{name}");
    }
}

#[test]
fn cut_short_nothing_that_travels_is_read() {
    let scene = Scene::new(2);
    let answer = cbor::to_vec(&scene.honest());
    for at in 0..scene.request.len() {
        assert!(cbor::from_slice::<SignedAsk>(&scene.request[..at]).is_err(), "{at} bytes of a request");
    }
    for at in 0..answer.len() {
        assert!(cbor::from_slice::<SyncAnswer>(&answer[..at]).is_err(), "{at} bytes of an answer");
    }
}

/// The same stream listed a hundred thousand times is one stream, and a list as long as a request stays as small.
#[test]
fn repeated_members_of_a_set_count_once() {
    let mut bytes = vec![0x9a, 0x00, 0x01, 0x86, 0xa0];
    bytes.extend([0x82, 0xf6, 0xf6].repeat(100_000));
    let set: std::collections::BTreeSet<linli_shared::access::Stream> = cbor::from_slice(&bytes).unwrap();
    assert_eq!(set.len(), 1);
}
