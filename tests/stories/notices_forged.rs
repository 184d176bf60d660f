//! Notices and receipts by whoever uses a phone's keys without the app: refused by the relay, or void on every phone.

use linli_contract::notices::NoticeKind;
use linli_core::device::VoidReason;
use linli_shared::calendar::Millis;
use linli_shared::ids::{AreaId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::notices::{NoticeContent, ReceiptContent, VERSION};
use linli_shared::parcel::Entry;
use linli_shared::protocol::{Reject, Verdict};
use linli_shared::roster::RingKind;
use linli_shared::seal::{BodyContext, LetterContext, seal_letter};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use tests::cast::{Forger, Person, Town};

use super::acts::see;
use super::notices::{
    CHEN, FAR, HOMES, LIU, PENG, WANG, ZHAO, building, forge, left, list, publish, reach, town, water,
};

fn content(area: AreaId, is_propertys: bool) -> NoticeContent {
    NoticeContent {
        version: VERSION,
        title: "假通知".into(),
        text: "快去领钱".into(),
        kind: NoticeKind::Safety,
        area,
        is_urgent: true,
        until: None,
        wants_confirmation: false,
        question: String::new(),
        answers: Vec::new(),
        attached: Vec::new(),
        at: Millis(0),
        is_propertys,
    }
}

fn voids(town: &Town, who: Person) -> Vec<VoidReason> {
    town.phones[who.0].device().voids().values().copied().collect()
}

#[test]
fn what_is_forged_is_refused_by_the_relay_or_void_on_every_phone() {
    let mut town = town(903);
    let (one, two, root) = (building(&town, 0), building(&town, 1), town.estate.code.area());
    let no_right = Verdict::Rejected(Reject::NoRight);
    let id = |number: u8| RecordId([number; 16]);
    let forged = |town: &mut Town, who, number, scope, content: &NoticeContent| {
        forge(town, who, Kind::Notice, id(number), scope, &content.to_content())
    };
    assert_eq!(forged(&mut town, HOMES[0], 1, one, &content(one, false)), no_right, "a resident");
    assert_eq!(forged(&mut town, LIU, 2, one, &content(one, false)), no_right, "the leader of another building");
    assert_eq!(forged(&mut town, ZHAO, 3, root, &content(root, false)), no_right, "for the whole community");
    // What the relay cannot see every phone finds.
    let is_placed = |verdict: Verdict| assert!(matches!(verdict, Verdict::Accepted(_)), "{verdict:?}");
    is_placed(forged(&mut town, LIU, 4, two, &content(one, false)));
    is_placed(forged(&mut town, LIU, 5, two, &content(root, false)));
    is_placed(forged(&mut town, ZHAO, 6, one, &content(one, true)));
    is_placed(forged(&mut town, PENG, 7, one, &content(one, false)));
    is_placed(forged(&mut town, PENG, 8, one, &NoticeContent { title: String::new(), ..content(one, true) }));
    // Somebody else's words under the id of a notice that is there.
    let real = publish(&mut town, CHEN, water(one));
    town.settle();
    is_placed(forge(&mut town, PENG, Kind::Notice, real, two, &content(two, true).to_content()));
    town.settle();
    let found = [
        VoidReason::OutsideScope,
        VoidReason::OutsideScope,
        VoidReason::NoRight,
        VoidReason::NoRight,
        VoidReason::Malformed,
        VoidReason::WrongPlace,
    ];
    for who in [CHEN, WANG, HOMES[1], HOMES[4], FAR] {
        assert_eq!(voids(&town, who), found, "{}", town.phones[who.0].name);
        let rows = list(&mut town, who).notices;
        assert!(rows.iter().all(|row| row.title == "12月1日停水"), "{rows:?}");
    }
    let again = town.reborn(HOMES[1]);
    town.phones[HOMES[1].0] = again;
    town.settle();
    assert_eq!(voids(&town, HOMES[1]), found, "a newcomer finds the same");
}

/// Pushes a receipt in somebody's name without the app.
fn letter(town: &mut Town, who: Person, notice: RecordId, scope: AreaId, said: &ReceiptContent) {
    let mut forger = Forger::new(town, who);
    let hello = forger.ask(Vec::new());
    let answer = town.relay_handles(&hello).unwrap();
    forger.learn(&answer);
    let header = forger.header([forger.chain.0 as u8; 16]);
    let roster = town.phone(who).device().roster().clone();
    let (id, ring) = roster.ring_of(RingKind::Reviewers).unwrap();
    let (record, kind) = (notice, Kind::Receipt);
    let (log, device, nonce) = (forger.log, header.device, header.nonce);
    let context = LetterContext::entry(&BodyContext { log, device, nonce, index: 0, record, kind, scope });
    let mut rng = ChaCha20Rng::from_seed([7; 32]);
    let public = ring.generations.last().unwrap().public;
    let body = seal_letter(&public, &context, &said.to_content(), &mut rng).unwrap();
    let push = forger.sign(header, Entry { record, kind, scope, key: ring.newest(id), body });
    let request = forger.ask(vec![push]);
    let answer = town.relay_handles(&request).unwrap();
    assert!(matches!(answer.logs[0].verdicts[0][0], Verdict::Accepted(_)), "{:?}", answer.logs[0].verdicts);
    town.settle();
}

#[test]
fn a_receipt_speaks_for_its_own_household_alone() {
    let mut town = town(904);
    let (one, doors) = (building(&town, 0), town.estate.doors(0));
    let notice = publish(&mut town, ZHAO, water(one));
    town.settle();
    let household = |town: &mut Town, door: usize| see(town, WANG, doors[door]).unwrap().id;
    let (theirs, another) = (household(&mut town, 0), household(&mut town, 4));
    let said = |household, door| ReceiptContent {
        version: VERSION,
        household,
        door,
        is_confirmed: true,
        answer: None,
        at: Millis(0),
        corrections: 0,
    };
    letter(&mut town, HOMES[0], notice, one, &said(Some(another), Some(doors[4])));
    assert_eq!(reach(&mut town, ZHAO, notice).confirmed, 0, "of another's household");
    letter(&mut town, FAR, notice, one, &said(None, Some(doors[4])));
    assert_eq!(reach(&mut town, ZHAO, notice).confirmed, 0, "from another building");
    assert_eq!(voids(&town, ZHAO), [VoidReason::NoRight, VoidReason::OutsideScope]);
    letter(&mut town, HOMES[0], notice, one, &said(Some(theirs), Some(doors[4])));
    let left = left(&reach(&mut town, CHEN, notice));
    assert_eq!((left.len(), left.contains(&"1单元 101".into())), (5, false), "the register knows their door");
}
