//! Keys, wraps and sealed bodies.

use linli_shared::audience::record_ring;
use linli_shared::ids::AreaId;
use linli_shared::ids::RecordId;
use linli_shared::kinds::Kind;
use linli_shared::seal::{
    Addressee, BodyContext, DeviceSecret, LetterContext, LetterKey, RingSecret, open, open_letter, seal, seal_letter,
    unwrap, wrap,
};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;

use crate::frozen::Frozen;
use crate::parcels::{DEVICE, GRID, LOG, REGISTER};

/// Too short to be deflated: the sealed bytes depend on nothing but the format.
const SHORT: &[u8] = b"nobody home";

fn context(kind: Kind) -> BodyContext {
    let (nonce, record) = ([0x90; 16], RecordId([1; 16]));
    BodyContext { log: LOG, device: DEVICE, nonce, index: 3, record, kind, scope: GRID }
}

#[test]
fn keys_and_names() {
    let mut frozen = Frozen::read(include_str!("keys.txt"));
    let device = DeviceSecret::from_seed([0x41; 32]);
    frozen.value("public keys of a device", &device.keys());
    let ring = RingSecret::from_bytes([0x42; 32]);
    frozen.bytes("commitment of a ring", &ring.commitment());
    frozen.bytes("public key of a ring", &ring.public());
    frozen.value("how a body names the secret", &ring.key_ref(REGISTER, 2));
    let door = AreaId([0xd0; 16]);
    let household = ring.naming().household(door, 1, 2);
    frozen.bytes("record of a household", &household.0);
    frozen.bytes("record of its ID numbers", &ring.naming().id_record(household).0);
    let before = RingSecret::from_bytes([0x40; 32]);
    let link = ring.link(REGISTER, 2, &before);
    frozen.bytes("link to the secret before", &link);
    assert_eq!(ring.unlink(REGISTER, 2, &link), Some(before));
    frozen.bytes("mark of a person", &ring.naming().person_mark("李清").to_be_bytes());
    frozen.bytes("mark of a number", &ring.naming().number_mark("11010519491231002X").to_be_bytes());
    let mut rng = ChaCha20Rng::from_seed([5; 32]);
    let (id, keys) = (device.keys().device(), device.keys());
    let wrapped = wrap(&ring, (LOG, REGISTER, 2), id, &keys.sealing, &mut rng).expect("a usable key");
    let kept = frozen.get("wrap");
    frozen.bytes("wrap", &wrapped);
    frozen.done();
    assert_eq!(unwrap(&kept, LOG, REGISTER, id, &device), Ok((2, ring)));
}

#[test]
fn bodies() {
    let mut frozen = Frozen::read(include_str!("bodies.txt"));
    let secret = RingSecret::from_bytes([0x42; 32]);
    for kind in Kind::KNOWN.into_iter().chain([Kind::Unknown(900)]) {
        let name = format!("body of kind {}", kind.number());
        let kept = frozen.get(&name);
        frozen.bytes(&name, &seal(&secret, &context(kind), SHORT));
        if !kept.is_empty() {
            assert_eq!(open(&secret, &context(kind), &kept).as_deref(), Ok(SHORT), "{name}");
        }
    }
    // A deflated body is what some compressor made of it; any must open for ever.
    let long = "一户一档 ".repeat(40);
    let name = "deflated body";
    let kept = frozen.get(name);
    if kept.is_empty() {
        frozen.bytes(name, &seal(&secret, &context(Kind::Visit), long.as_bytes()));
    } else {
        assert_eq!(open(&secret, &context(Kind::Visit), &kept).as_deref(), Ok(long.as_bytes()));
        frozen.bytes(name, &kept);
    }
    frozen.done();
}

#[test]
fn letters() {
    let mut frozen = Frozen::read(include_str!("letters.txt"));
    let (device, ring) = (DeviceSecret::from_seed([0x41; 32]), RingSecret::from_bytes([0x42; 32]));
    let invitation = LetterKey::from_bytes([0x43; 32]);
    frozen.bytes("public key of an invitation's letters", &invitation.public());
    let place = LetterContext::request(LOG, RecordId([1; 16]), DEVICE);
    letter(&mut frozen, "request to an invitation", (&invitation, invitation.public()), &place);
    let place = LetterContext::entry(&context(Kind::Proposal));
    letter(&mut frozen, "entry to a ring", (&ring, ring.public()), &place);
    let place = LetterContext::reply(LOG, DEVICE);
    letter(&mut frozen, "reply to a device", (&device, device.keys().sealing), &place);
    let place = LetterContext::reader(LOG, record_ring(RecordId([1; 16]), GRID), 2, REGISTER);
    letter(&mut frozen, "a ticket's secret to a ring", (&ring, ring.public()), &place);
    frozen.done();
}

fn letter(frozen: &mut Frozen, name: &str, (to, public): (&impl Addressee, [u8; 32]), place: &LetterContext) {
    let mut rng = ChaCha20Rng::from_seed([6; 32]);
    let kept = frozen.get(name);
    frozen.bytes(name, &seal_letter(&public, place, SHORT, &mut rng).expect("a usable key"));
    let opened = open_letter(to, place, &kept);
    assert!(kept.is_empty() || opened.is_ok_and(|content| content.as_slice() == SHORT), "{name}");
}
