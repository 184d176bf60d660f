//! Bytes that a later release must still read: conversations in short, pages of messages, what was said of them, own marks.

use linli_shared::calendar::Millis;
use linli_shared::circles::{Chosen, CircleKind, MarksContent, NoticeMark, ReadPlace, VERSION};
use linli_shared::ids::{AreaId, DeviceId, MemberId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::square::Standing;

use super::asides::Asides;
use super::groups::{Ended, GroupSum};
use super::heads::{CircleSum, Head, Last, PageRef};
use super::marks::Marks;
use super::pages::Page;
use crate::frozen::Frozen;
use crate::square::Said;

const MEMBER: MemberId = MemberId([0xe1; 16]);
const NEIGHBOUR: MemberId = MemberId([0xe2; 16]);
const RECORD: RecordId = RecordId([0x71; 16]);
const BUILDING: AreaId = AreaId([0xd5; 16]);
const AT: Millis = Millis(1_795_222_800_000);
const PLACE: ReadPlace = ReadPlace { seq: 4_096, index: 2 };

fn said(number: Option<u64>) -> Said {
    Said {
        kind: Kind::EstateMessage,
        content: vec![1, 2],
        device: DeviceId([0x0d; 16]),
        by: MEMBER,
        standing: Standing::RESIDENT,
        seq: if number.is_some() { 0 } else { PLACE.seq },
        index: 2,
        time: AT,
        number,
        device_seq: 300,
    }
}

#[test]
fn rows_of_conversations_are_frozen() {
    let mut frozen = Frozen::read(include_str!("../../../../tests/wire/chat_rows.txt"));
    let circle = CircleSum {
        kind: CircleKind::Building,
        shares_history: true,
        building: Some(BUILDING),
        members: 40,
        owner: Some(MEMBER),
        with: None,
        is_in: true,
        at: AT,
    };
    let last = Last {
        by: NEIGHBOUR,
        standing: Standing::STEWARD,
        excerpt: "水来了".into(),
        attached: 2,
        at: AT,
        number: Some(7),
    };
    let head = Head {
        circle: Some(circle.clone()),
        pages: vec![PageRef { number: 0, last: PLACE, count: 64 }],
        tail: 3,
        next: 1,
        loose: vec![said(None), said(Some(7))],
        unread: vec![PLACE],
        last: Some(last),
        draft: "还没写完".into(),
    };
    frozen.value("conversation", &head);
    frozen.value("conversation of everybody before the first word", &Head::default());
    let letter = CircleSum { kind: CircleKind::Letter, building: None, owner: None, with: Some(NEIGHBOUR), ..circle };
    frozen.value("circle of a letter", &letter);
    frozen.value("page", &Page { messages: vec![said(None)] });
    frozen.value("asides", &Asides { list: vec![said(None), said(Some(8))] });
    let group = GroupSum {
        by: MEMBER,
        name: "书友".into(),
        about: "周五读书".into(),
        building: Some(BUILDING),
        shares_history: true,
        at: AT,
        is_ended: true,
        standing: Standing::LEADER,
        owner: None,
        ended: None,
    };
    frozen.value("group", &group);
    let ended = Some(Ended { by: MEMBER, standing: Standing::LEADER, at: AT });
    frozen.value("group that somebody ended", &GroupSum { ended, ..group.clone() });
    frozen.value("group that went on to somebody else", &GroupSum { owner: Some(NEIGHBOUR), ..group });
    let notice = NoticeMark { read: Some(3), told: Some(2), confirmed: Some(1), answer: Some((1, AT, 2)), at: AT };
    let chosen = Chosen { at: AT, what: true };
    let known = MarksContent {
        version: VERSION,
        chats: [(RECORD, PLACE)].into(),
        posts: [(RECORD, PLACE)].into(),
        notices: [(RECORD, notice)].into(),
        members: [(NEIGHBOUR, chosen)].into(),
        quiet: [(RECORD, chosen)].into(),
        hush: Some(Chosen { at: AT, what: (1_320, 420) }),
        reachable: Some(chosen),
        knocks: [(RECORD, chosen)].into(),
        read_before: 17,
        ..MarksContent::default()
    };
    frozen.value("marks", &Marks { known: known.clone(), untold: known.clone(), since: Some(AT) });
    let voted = MarksContent { voted: [(RECORD, AT)].into(), ..known };
    frozen.value("marks with a sealed vote", &Marks { known: voted.clone(), untold: voted, since: None });
    frozen.done();
}
