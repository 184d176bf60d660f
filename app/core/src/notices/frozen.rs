//! Bytes that a later release must still read: rows of notices, receipts and what this person said.

use linli_shared::access::RecordMeta;
use linli_shared::calendar::Millis;
use linli_shared::ids::{AreaId, DeviceId, MemberId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::notices::{NoticeKind, ReceiptContent, VERSION};

use super::rows::{Own, Receipts, Stored, StoredChange, StoredReceipt, Sum};
use crate::frozen::Frozen;

const MEMBER: MemberId = MemberId([0xe1; 16]);
const DEVICE: DeviceId = DeviceId([0x0d; 16]);
const GRID: AreaId = AreaId([0x9d; 16]);
const AT: Millis = Millis(1_795_222_800_000);

#[test]
fn rows_of_notices_are_frozen() {
    let mut frozen = Frozen::read(include_str!("../../../../tests/wire/notice_rows.txt"));
    let meta = RecordMeta { kind: Kind::Notice, creator: MEMBER, scope: GRID, ring: None, audience: None };
    let placed =
        StoredChange { content: vec![3], device: DEVICE, by: MEMBER, seq: 4_097, index: 2, time: AT, number: None };
    let own = StoredChange { content: vec![4, 5], seq: 0, index: 0, number: Some(7), ..placed.clone() };
    let notice = Stored { meta, content: vec![1, 2], device: DEVICE, seq: 4_096, time: AT, changes: vec![placed, own] };
    frozen.value("notice", &notice);
    frozen.value("notice that waits", &Stored { seq: 0, changes: Vec::new(), ..notice });
    let said = ReceiptContent {
        version: VERSION,
        household: Some(RecordId([1; 16])),
        door: Some(AreaId([0xd0; 16])),
        is_confirmed: true,
        answer: Some(1),
        at: AT,
        corrections: 2,
    };
    let receipt = StoredReceipt { seq: 4_098, member: MEMBER, device: DEVICE, is_propertys: true, said };
    frozen.value("receipts", &Receipts { list: vec![receipt] });
    let sum = Sum {
        title: "停水".into(),
        excerpt: "十二栋".into(),
        kind: NoticeKind::Outage,
        area: AreaId([0xd0; 16]),
        scope: GRID,
        by: MEMBER,
        time: AT,
        is_urgent: true,
        until: Some(Millis(1_795_309_200_000)),
        wants_confirmation: true,
        answers: 2,
        asked_since: 1,
        corrections: 3,
        is_withdrawn: true,
        attached: 4,
        is_propertys: true,
        is_newer: true,
        own: Own { read: Some(3), told: Some(2), confirmed: Some(1), answer: Some((1, 2)) },
    };
    frozen.value("sum", &sum);
    let own = Own::default();
    frozen.value("sum of one that nobody opened", &Sum { is_urgent: false, until: None, own, ..sum });
    frozen.done();
}
