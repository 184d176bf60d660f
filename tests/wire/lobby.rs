//! The lobby, the desk, and codes that are scanned.

use linli_shared::calendar::Millis;
use linli_shared::cbor;
use linli_shared::ids::{MemberId, RecordId};
use linli_shared::joining::{
    Card, Consent, Invite, InviteSecret, JoinRequest, PaperSecret, Permit, Reply, ReplyReason, ScannedCode,
    SealedRequest, Voucher, VoucherWrap, Wish,
};
use linli_shared::protocol::{
    Desk, Held, LobbyAnswer, LobbyAsk, LobbyItem, LobbyRefusal, LobbyReturn, LogAsk, PROTOCOL, Reject, SignedLobbyAsk,
};
use linli_shared::roster::{Admission, Certificate, DeviceKeys};

use crate::frozen::Frozen;
use crate::parcels::{DEVICE, LOG, REGISTER, key, parcel};
use crate::sync::nothing_asked;

const HOUR: Millis = Millis(1_795_222_800_000);
const SECRET: InviteSecret = InviteSecret([0x61; 16]);
const ROOT: [u8; 32] = [0x51; 32];

fn keys() -> DeviceKeys {
    DeviceKeys { signing: key().verifying_key().to_bytes(), sealing: [0x52; 32] }
}

fn ask() -> LobbyAsk {
    let (invitation, sealed) = (SECRET.id(LOG), vec![0x77; 40]);
    LobbyAsk { version: PROTOCOL, log: LOG, invitation, keys: keys(), sealed, made: HOUR }
}

#[test]
fn the_lobby() {
    let mut frozen = Frozen::read(include_str!("lobby.txt"));
    frozen.bytes("invitation of a secret", &SECRET.id(LOG).0);
    frozen.bytes("key of an invitation", SECRET.signing(LOG).verifying_key().as_bytes());
    frozen.value("request", &ask());
    frozen.value("signed request", &SignedLobbyAsk::sign(&ask(), &SECRET.signing(LOG), &key()));
    frozen.value("waiting", &LobbyAnswer::Waiting { since: HOUR });
    frozen.value("returned", &LobbyAnswer::Returned { sealed: vec![1, 2, 3] });
    frozen.value("withdrawn", &LobbyAnswer::Withdrawn);
    frozen.value("admitted", &LobbyAnswer::Admitted { member: MemberId([0xe1; 16]) });
    for (name, refusal) in [
        ("malformed", LobbyRefusal::Malformed),
        ("unknown", LobbyRefusal::Unknown),
        ("expired", LobbyRefusal::Expired),
        ("ended", LobbyRefusal::Ended),
        ("used up", LobbyRefusal::UsedUp),
        ("busy", LobbyRefusal::Busy),
        ("removed", LobbyRefusal::Removed),
        ("newer app needed", LobbyRefusal::NewerAppNeeded),
        ("failed", LobbyRefusal::Failed),
    ] {
        frozen.value(name, &refusal);
    }
    frozen.done();
}

#[test]
fn the_desk() {
    let item = LobbyItem { invitation: SECRET.id(LOG), keys: keys(), sealed: vec![0x77; 40], since: HOUR };
    let held = Held { parcel: parcel().withhold(|act, _| act == 0), act: 0, reason: Reject::NoRight, seen: 300 };
    let returned = LobbyReturn { device: DEVICE, sealed: vec![1, 2, 3] };
    let mut frozen = Frozen::read(include_str!("desk.txt"));
    frozen.value("empty", &Desk { name: 1, lobby: Vec::new(), held: Vec::new() });
    frozen.value("desk", &Desk { name: u64::MAX, lobby: vec![item], held: vec![held] });
    let asked = LogAsk { desk: Some(7), returned: Some(vec![returned]), ..nothing_asked() };
    frozen.value("asked for", &asked);
    frozen.done();
}

#[test]
fn what_is_sealed_between_newcomer_and_reviewer() {
    let mut frozen = Frozen::read(include_str!("requests.txt"));
    for (number, wish) in
        [Wish::Seat, Wish::Family, Wish::Worker, Wish::Property, Wish::Department, Wish::Volunteer, Wish::Replacement]
            .into_iter()
            .enumerate()
    {
        let request = JoinRequest {
            name: "王芳".to_owned(),
            door: "3号楼502".to_owned(),
            phone: "13800000000".to_owned(),
            wish,
            note: String::new(),
            consent: Consent { text: 1, at: HOUR },
        };
        frozen.bytes(&format!("request {number}"), &cbor::to_vec(&request));
        assert_eq!(cbor::from_slice(&cbor::to_vec(&request)), Ok(request.clone()));
        if wish == Wish::Seat {
            frozen.value("sealed request", &SealedRequest { request, keys: keys() });
        }
    }
    let reasons = [
        ReplyReason::Unknown,
        ReplyReason::WrongDoor,
        ReplyReason::SeatTaken,
        ReplyReason::ComeToOffice,
        ReplyReason::Other,
    ];
    for (number, reason) in reasons.into_iter().enumerate() {
        frozen.value(&format!("reply {number}"), &Reply { reason, words: "请到居委会".to_owned() });
    }
    frozen.done();
}

#[test]
fn codes() {
    let mut frozen = Frozen::read(include_str!("codes.txt"));
    let admission = Admission {
        log: LOG,
        member: MemberId([0xe1; 16]),
        keys: keys(),
        roles: Vec::new(),
        household: Some(RecordId([0xf1; 16])),
        has_seat: false,
        made: HOUR,
        signer: DEVICE,
    };
    let wraps = vec![VoucherWrap { ring: REGISTER, wrap: vec![1, 2, 3] }];
    let member = MemberId([0xe1; 16]);
    let card = |seed, is_paper| ScannedCode::Card(Card { log: LOG, root: ROOT, member, seed, is_paper });
    let place = "宝钢一村 3号楼".to_owned();
    for (name, code) in [
        ("poster", ScannedCode::Invite(Invite { log: LOG, root: ROOT, secret: SECRET, key: [0x53; 32], place })),
        ("card", card(Some([0x54; 32]), false)),
        ("card of paper", card(None, true)),
        ("newcomer", ScannedCode::Newcomer(cbor::to_vec(&LobbyAsk { invitation: RecordId([0; 16]), ..ask() }))),
        (
            "voucher",
            ScannedCode::Voucher(Voucher { root: ROOT, certificate: Certificate::sign(&admission, &key()), wraps }),
        ),
        ("permit", ScannedCode::Permit(Permit { log: LOG, relay: [0x55; 32], secret: [0x56; 16] })),
    ] {
        let link = code.to_link("https://relay.example");
        frozen.bytes(name, link.as_bytes());
        assert_eq!(ScannedCode::from_text(&link), Ok(("https://relay.example".to_owned(), code)), "{name}");
    }
    frozen.done();
}

#[test]
fn numbers_on_paper() {
    let mut frozen = Frozen::read(include_str!("paper.txt"));
    let secret = PaperSecret(core::array::from_fn(|index| (index * 13) as u8 + 3));
    frozen.bytes("groups", secret.groups().join(" ").as_bytes());
    frozen.bytes("seed", &secret.seed());
    assert!(PaperSecret::from_text(&secret.groups().concat()).is_ok_and(|read| read == secret));
    frozen.done();
}
