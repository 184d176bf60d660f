//! Bytes that a later release must still read: rows of tickets, public versions and their summaries, and the figures.

use std::collections::BTreeSet;

use linli_contract::tickets::{BoardLine, TicketBoard};
use linli_shared::access::RecordMeta;
use linli_shared::audience::{Audience, Commitment};
use linli_shared::blobs::BlobId;
use linli_shared::calendar::Millis;
use linli_shared::ids::{AreaId, DeviceId, MemberId, RecordId, RingId};
use linli_shared::kinds::Kind;
use linli_shared::parcel::KeyRef;
use linli_shared::seal::RingSecret;
use linli_shared::tickets::{Actor, Category, Department, Handler, Level, Status};

use super::figures::Figures;
use super::forming::Wish;
use super::rows::{AudienceAt, CaseAt, HeldSecret, Origin, PublicRow, SealedAt, Stand, StepAt, TicketRow};
use super::sums::{HandSum, PublicSum, Sum, TicketSum};
use super::tables::Written;
use crate::frozen::Frozen;

const RECORD: RecordId = RecordId([0x71; 16]);
const MEMBER: MemberId = MemberId([0xe1; 16]);
const NEIGHBOUR: MemberId = MemberId([0xe2; 16]);
const GRID: AreaId = AreaId([0x9d; 16]);
const OFFICE: AreaId = AreaId([0xd5; 16]);
const RINGS: [RingId; 2] = [RingId([0xc1; 16]), RingId([0xc2; 16])];
const AT: Millis = Millis(1_795_222_800_000);

const fn origin() -> Origin {
    Origin { device: DeviceId([0x0d; 16]), device_seq: 300, index: 2 }
}

fn actor() -> Actor {
    let hands = [Handler::Committee, Handler::Department(OFFICE), Handler::Member(MEMBER)];
    Actor { member: MEMBER, hands: hands.into_iter().collect() }
}

fn meta() -> RecordMeta {
    let generations = vec![Commitment([0xab; 16]), Commitment([0xac; 16])];
    let audience = Some(Audience { readers: BTreeSet::from(RINGS), generations, circle: None });
    RecordMeta { kind: Kind::Case, creator: MEMBER, scope: GRID, ring: Some(RINGS[1]), audience }
}

fn ticket() -> TicketRow {
    let placed = |index| Stand::Placed(origin(), 4_096, index, AT);
    let first = AudienceAt {
        stand: placed(0),
        author: MEMBER,
        generation: 1,
        commitment: Commitment([0xab; 16]),
        readers: BTreeSet::from([RINGS[0]]),
        gone: None,
        previous: None,
    };
    let own = AudienceAt {
        stand: Stand::Own(7, Millis(-1)),
        generation: 2,
        gone: Some(RINGS[1]),
        previous: Some(vec![9; 48]),
        ..first.clone()
    };
    let key = KeyRef { ring: RINGS[1], generation: 2, commitment: [0xac; 16] };
    let sealed =
        SealedAt { stand: placed(3), actor: actor(), kind: Kind::Step, nonce: [0x4e; 16], key, body: vec![1, 2, 3] };
    TicketRow {
        meta: meta(),
        secrets: vec![HeldSecret::new(1, &RingSecret::from_bytes([0x55; 32]))],
        audiences: vec![first, own],
        case: Some(CaseAt { stand: placed(1), author: MEMBER, content: vec![4, 5] }),
        steps: vec![
            StepAt { stand: placed(2), actor: actor(), content: vec![6] },
            StepAt { stand: Stand::Lost(origin(), AT), actor: actor(), content: Vec::new() },
            StepAt { stand: Stand::Own(8, AT), actor: actor(), content: vec![7] },
        ],
        opened: Some(AT),
        is_unread: true,
        sealed: vec![sealed],
    }
}

fn ticket_sum() -> TicketSum {
    let handlers = [Handler::Committee, Handler::GridWorkers, Handler::Property, Handler::Member(NEIGHBOUR)];
    let hand = |(state, handler)| HandSum { handler, state, is_lead: state == 1, since: AT };
    TicketSum {
        record: RECORD,
        scope: GRID,
        reporter: MEMBER,
        for_member: Some(NEIGHBOUR),
        for_person: "张奶奶".into(),
        category: "lift".into(),
        area: Some(OFFICE),
        place: "三楼电梯口".into(),
        words: "电梯不动".into(),
        status: Status::Reopened,
        hands: (0..).zip(handlers).map(hand).collect(),
        reported: AT,
        changed: Millis(1_795_222_801_000),
        heard: Some(Millis(1_795_222_802_000)),
        answered: Some(Millis(1_795_222_803_000)),
        resolved: Some(Millis(1_795_222_804_000)),
        confirmed: Some(Millis(1_795_222_805_000)),
        rating: Some(4),
        urged: 3,
        attached: 2,
        thumb: Some(BlobId([3; 32])),
        is_service: true,
        thread_of: Some(RecordId([0x72; 16])),
        needs_newer_app: true,
        opened_to: Some(Millis(1_795_222_806_000)),
        opened: Some(Millis(1_795_222_807_000)),
        is_unread: true,
        reopened: Some(Millis(1_795_222_808_000)),
    }
}

fn public_sum() -> PublicSum {
    PublicSum {
        record: RECORD,
        scope: GRID,
        publisher: MEMBER,
        category: "lift".into(),
        area: None,
        place: "三楼电梯口".into(),
        words: "电梯不动".into(),
        name: "李清".into(),
        status: Status::InProgress,
        reported: AT,
        changed: Millis(1_795_222_801_000),
        me_too: 3,
        is_mine_too: true,
        follows: false,
        attached: 2,
        thumb: None,
        needs_newer_app: false,
        opened: Some(Millis(1_795_222_807_000)),
    }
}

#[test]
fn rows_and_summaries_of_tickets_are_frozen() {
    let mut frozen = Frozen::read(include_str!("../../../../tests/wire/ticket_rows.txt"));
    frozen.value("ticket", &ticket());
    let bare = TicketRow {
        secrets: Vec::new(),
        audiences: Vec::new(),
        case: None,
        steps: Vec::new(),
        opened: None,
        is_unread: false,
        sealed: Vec::new(),
        ..ticket()
    };
    frozen.value("ticket that cannot be opened", &bare);
    let said = |stand| StepAt { stand, actor: actor(), content: vec![8, 9] };
    let voices = vec![said(Stand::Placed(origin(), 4_097, 0, AT)), said(Stand::Own(9, AT))];
    let report = Some(said(Stand::Placed(origin(), 4_096, 4, AT)));
    let public = PublicRow { scope: GRID, report, voices, opened: Some(AT) };
    frozen.value("public version", &public);
    frozen.value("voices alone", &PublicRow { report: None, opened: None, ..public });
    frozen.value("sum of a ticket", &Sum::Ticket(ticket_sum()));
    frozen.value("sum of a public version", &Sum::Public(public_sum()));
    frozen.value("who shall read from the beginning", &Wish::Begin(BTreeSet::from(RINGS)));
    frozen.value("who shall read too", &Wish::Add(BTreeSet::from([RINGS[0]])));
    frozen.value("who shall read no longer", &Wish::Remove(RINGS[0]));
    frozen.done();
}

#[test]
fn figures_and_tables_with_their_time_are_frozen() {
    let mut frozen = Frozen::read(include_str!("../../../../tests/wire/figures.txt"));
    let line = BoardLine {
        open: Some(12),
        unanswered: None,
        overdue: Some(3),
        longest_hours: Some(300),
        answer_hours: Some(5),
        done_hours: Some(50),
        resolved: Some(40),
        confirmed: Some(39),
    };
    let board = TicketBoard {
        hands: vec![
            (Handler::Property, String::new(), line),
            (Handler::Department(OFFICE), "城管".into(), BoardLine::default()),
        ],
        categories: vec![("lift".into(), line)],
        all: line,
        ..TicketBoard::default()
    };
    frozen.value("figures", &Figures::of(board, AT));
    let category = Category {
        key: "dragon".into(),
        label: "舞龙".into(),
        examples: "排练扰民".into(),
        answer_hours: 24,
        done_hours: 72,
        route: vec![Handler::Department(OFFICE)],
        is_off: false,
        is_service: true,
    };
    let departments = vec![Department { id: OFFICE, name: "城管".into(), level: Level::Street }];
    frozen.value("tables", &Written { version: 1, categories: vec![category], departments, at: Some(AT) });
    frozen.done();
    let frozen = Frozen::read(include_str!("../../../../tests/wire/figures.txt"));
    assert!(Figures::from_content(&frozen.get("figures")).is_ok(), "as they arrive");
}
