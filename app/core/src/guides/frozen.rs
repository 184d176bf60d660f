//! Bytes that a later release must still read: an entry in short.

use linli_shared::blobs::BlobId;
use linli_shared::calendar::Millis;
use linli_shared::guides::{Duty, Shelf};
use linli_shared::ids::MemberId;

use super::GuideSum;
use crate::frozen::Frozen;

#[test]
fn summaries_of_guides_are_frozen() {
    let mut frozen = Frozen::read(include_str!("../../../../tests/wire/guide_rows.txt"));
    let sum = GuideSum {
        by: MemberId([0xe1; 16]),
        shelf: Shelf::Duty,
        title: "值班表".into(),
        text: "夜间值班".into(),
        phone: "5566".into(),
        place: "门卫室".into(),
        hours: "全天".into(),
        duty: vec![Duty { day: 20_779, who: "王芳".into(), phone: "110".into() }],
        order: 3,
        thumb: Some(BlobId([0xb1; 32])),
        changed: Millis(1_795_222_800_000),
    };
    frozen.value("entry", &sum);
    frozen.value("entry without photos", &GuideSum { thumb: None, duty: Vec::new(), ..sum });
    frozen.done();
}
