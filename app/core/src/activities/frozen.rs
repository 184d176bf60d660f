//! Bytes that a later release must still read: an activity in short.

use linli_shared::activities::ActivityKind;
use linli_shared::blobs::BlobId;
use linli_shared::calendar::Millis;
use linli_shared::ids::MemberId;
use linli_shared::square::Standing;

use super::ActivitySum;
use super::sums::OwnSum;
use crate::frozen::Frozen;

#[test]
fn summaries_of_activities_are_frozen() {
    let mut frozen = Frozen::read(include_str!("../../../../tests/wire/activity_rows.txt"));
    let sum = ActivitySum {
        by: MemberId([0xe1; 16]),
        standing: Standing::RESIDENT.with(Standing::LEADER),
        kind: ActivityKind::Task,
        title: "扫雪".into(),
        text: "带扫帚".into(),
        place: "东门".into(),
        begins: Millis(1_795_222_800_000),
        ends: Millis(1_795_309_200_000),
        places: 5,
        coming: 3,
        waiting: 2,
        own: OwnSum::Waiting(1),
        is_off: true,
        thumb: Some(BlobId([0xb1; 32])),
        changed: Millis(1_795_222_800_001),
    };
    frozen.value("activity", &sum);
    let all = [OwnSum::None, OwnSum::Asked, OwnSum::Coming, OwnSum::Claimed, OwnSum::HasTask, OwnSum::Attended];
    for (number, own) in all.into_iter().enumerate() {
        let sum = ActivitySum { own, kind: ActivityKind::Gathering, thumb: None, is_off: false, ..sum.clone() };
        frozen.value(&format!("activity, own place {number}"), &sum);
    }
    frozen.done();
}
