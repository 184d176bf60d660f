//! Bytes that a later release must still read: summaries of topics, rows of votes.

use linli_shared::calendar::Millis;
use linli_shared::ids::{AreaId, DeviceId, MemberId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::square::Standing;
use linli_shared::topics::{Stage, VoteBy};

use super::sums::{BallotSum, TopicSum};
use crate::device::outbox::Command;
use crate::frozen::Frozen;
use crate::square::{Ballots, Said};

const MEMBER: MemberId = MemberId([0xe1; 16]);
const AT: Millis = Millis(1_795_222_800_000);

#[test]
fn summaries_of_topics_and_rows_of_votes_are_frozen() {
    let mut frozen = Frozen::read(include_str!("../../../../tests/wire/topic_rows.txt"));
    let ballot = BallotSum {
        id: RecordId([0xba; 16]),
        opened: AT,
        seq: 4_096,
        closes: Millis(1_795_309_200_000),
        grace_until: Millis(1_795_395_600_000),
        by: VoteBy::Household,
        is_untold: true,
    };
    let waits = BallotSum { seq: 0, by: VoteBy::Person, is_untold: false, ..ballot.clone() };
    let sum = TopicSum {
        by: MEMBER,
        standing: Standing::RESIDENT,
        title: "加装电梯".into(),
        text: "三号楼老人多".into(),
        at: AT,
        changed: Millis(1_795_222_801_000),
        stage: Stage::Consulted,
        is_over: true,
        supporters: 300,
        ballots: vec![ballot, waits],
        has_judged: true,
        is_unsigned: true,
        area: AreaId([0x9d; 16]),
        is_settled: true,
        hidden: None,
    };
    frozen.value("sum of a topic", &sum);
    frozen.value("sum of a hidden topic", &TopicSum { ballots: Vec::new(), hidden: Some(AT), ..sum.clone() });
    let is_off = TopicSum { is_over: false, has_judged: false, is_unsigned: false, is_settled: false, ..sum };
    frozen.value("sum of a new topic", &TopicSum { ballots: Vec::new(), stage: Stage::Proposed, ..is_off });
    let placed = Said {
        kind: Kind::Vote,
        content: vec![1, 2],
        device: DeviceId([0x0d; 16]),
        by: MEMBER,
        standing: Standing::RESIDENT.with(Standing::LEADER),
        seq: 4_097,
        index: 2,
        time: AT,
        number: None,
        device_seq: 300,
    };
    let own = Said { kind: Kind::PaperVote, seq: 0, index: 0, number: Some(7), device_seq: 0, ..placed.clone() };
    frozen.value("votes", &Ballots { votes: vec![placed, own] });
    frozen.value("covenant in the outbox", &Command::Covenant("甲".into(), "甲\n乙".into()));
    frozen.done();
}
