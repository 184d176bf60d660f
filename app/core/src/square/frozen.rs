//! Bytes that a later release must still read: rows of the square, votes, and posts in short.

use linli_shared::access::RecordMeta;
use linli_shared::blobs::BlobId;
use linli_shared::calendar::Millis;
use linli_shared::circles::ReadPlace;
use linli_shared::ids::{AreaId, DeviceId, MemberId, RecordId, RingId};
use linli_shared::kinds::Kind;
use linli_shared::posts::{GoodsState, Section};
use linli_shared::square::Standing;

use super::ballots::Ballots;
use super::{Said, SquareSum, Thread, ballot_key};
use crate::frozen::Frozen;
use crate::posts::PostSum;

const MEMBER: MemberId = MemberId([0xe1; 16]);
const DEVICE: DeviceId = DeviceId([0x0d; 16]);
const ROOT: AreaId = AreaId([0x9d; 16]);
const AT: Millis = Millis(1_795_222_800_000);

#[test]
fn rows_of_the_square_are_frozen() {
    let mut frozen = Frozen::read(include_str!("../../../../tests/wire/square_rows.txt"));
    let ring = Some(RingId([0x21; 16]));
    let meta = RecordMeta { kind: Kind::Post, creator: MEMBER, scope: ROOT, ring, audience: None };
    let opening = Said {
        kind: Kind::Post,
        content: vec![1, 2],
        device: DEVICE,
        by: MEMBER,
        standing: Standing::STEWARD.with(Standing::RESIDENT),
        seq: 4_096,
        index: 0,
        time: AT,
        number: None,
        device_seq: 12,
    };
    let placed = Said { kind: Kind::Remark, content: vec![3], seq: 4_097, index: 2, ..opening.clone() };
    let standing = Standing::default();
    let own = Said { seq: 0, index: 0, number: Some(7), device_seq: 0, standing, ..placed.clone() };
    let waiting = Said { kind: Kind::Post, ..own.clone() };
    frozen.value("thread", &Thread { meta: meta.clone(), opening, said: vec![placed.clone(), own] });
    frozen.value("thread that waits", &Thread { meta, opening: waiting, said: Vec::new() });
    frozen.value("votes", &Ballots { votes: vec![Said { kind: Kind::Vote, ..placed }] });
    frozen.bytes("key of votes", &ballot_key(RecordId([1; 16]), AreaId([2; 16])));
    let sum = PostSum {
        by: MEMBER,
        standing: Standing::LEADER,
        time: AT,
        changed: AT.plus(60_000),
        heard: ReadPlace { seq: 4_097, index: 2 },
        section: Section::Goods,
        title: "旧书".into(),
        text: "三本".into(),
        thumb: Some(BlobId([3; 32])),
        attached: 2,
        comments: 3,
        likes: 4,
        is_liked: true,
        is_followed: true,
        goods: Some(GoodsState::Reserved),
        is_edited: true,
        is_withdrawn: true,
        is_rumour: true,
        is_hidden: true,
        is_newer: true,
    };
    frozen.value("post in short", &SquareSum::Post(sum.clone()));
    let bare = PostSum { thumb: None, goods: None, is_liked: false, section: Section::Around, ..sum };
    frozen.value("bare post in short", &SquareSum::Post(bare));
    frozen.done();
}
