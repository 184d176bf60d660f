//! What tickets, their audiences, public versions and the community's tables say; sealed but for the audience.

use std::collections::BTreeSet;

use linli_shared::access::RecordMeta;
use linli_shared::audience::{Audience, AudienceFact, Commitment, ReaderWrap, record_ring};
use linli_shared::blobs::{Attachment, BlobId, BlobKey, BlobRef, BlobType};
use linli_shared::calendar::Millis;
use linli_shared::ids::{AreaId, MemberId, RecordId, RingId};
use linli_shared::kinds::Kind;
use linli_shared::parcel::KeyRef;
use linli_shared::roster::{RingKind, department_ring, member_ring};
use linli_shared::tickets::{
    Actor, Card, CaseContent, Category, CommunityTables, Department, Handler, Level, PublicContent, PublicWish, Status,
    Step, StepContent, VERSION, VoiceContent, Whereabouts, public_record,
};

use crate::frozen::Frozen;
use crate::parcels::GRID;

const TICKET: RecordId = RecordId([0x71; 16]);
const MEMBER: MemberId = MemberId([0xe1; 16]);
const NEIGHBOUR: MemberId = MemberId([0xe2; 16]);
const OFFICE: AreaId = AreaId([0xd5; 16]);
const DOOR: AreaId = AreaId([0xd0; 16]);
const COMMITTEE: RingId = RingId([0xc1; 16]);
const AT: Millis = Millis(1_795_222_800_000);

/// A photo with a thumbnail, and a file.
pub(crate) fn attached() -> Vec<Attachment> {
    let blob = |byte: u8, size| BlobRef { id: BlobId([byte; 32]), key: BlobKey([byte + 1; 32]), size };
    let (full, thumb) = (blob(1, 300_000), Some(blob(3, 9_000)));
    let photo = Attachment { kind: BlobType::Jpeg, full, thumb, width: 2_000, height: 1_500, name: String::new() };
    let (kind, full, name) = (BlobType::Pdf, blob(5, 120_000), "水费单.pdf".to_owned());
    vec![photo, Attachment { kind, full, thumb: None, width: 0, height: 0, name }]
}

fn audience() -> AudienceFact {
    let own = member_ring(MEMBER);
    let wrap = |ring, byte: u8| {
        let reader = KeyRef { ring, generation: 3, commitment: [byte; 16] };
        ReaderWrap { reader, letter: vec![byte; 80] }
    };
    AudienceFact {
        generation: 1,
        commitment: Commitment([0xab; 16]),
        readers: BTreeSet::from([COMMITTEE, own]),
        wraps: vec![wrap(COMMITTEE, 1), wrap(own, 2)],
        previous: None,
    }
}

fn case() -> CaseContent {
    CaseContent {
        version: VERSION,
        category: "lift".into(),
        place: Whereabouts { area: Some(DOOR), words: "三楼电梯口".into() },
        words: "电梯不动".into(),
        attached: attached(),
        for_member: None,
        for_person: "张奶奶".into(),
        phone: "15412345678".into(),
        public: Some(PublicWish::Nameless),
        sent_to: vec![Handler::Property, Handler::GridWorkers],
        at: AT,
        thread_of: None,
        is_service: false,
    }
}

#[test]
fn audiences_and_cases() {
    let mut frozen = Frozen::read(include_str!("tickets.txt"));
    frozen.value("audience", &audience());
    let turned = AudienceFact { generation: 2, previous: Some(vec![9; 48]), wraps: Vec::new(), ..audience() };
    frozen.value("audience turned", &turned);
    frozen.value("case", &case());
    let thread = CaseContent {
        place: Whereabouts::default(),
        attached: Vec::new(),
        for_member: Some(NEIGHBOUR),
        for_person: String::new(),
        phone: String::new(),
        public: Some(PublicWish::Named),
        sent_to: vec![Handler::Committee, Handler::Department(OFFICE), Handler::Member(NEIGHBOUR)],
        thread_of: Some(TICKET),
        is_service: true,
        ..case()
    };
    frozen.value("case with everything else", &thread);
    let audience = Audience {
        readers: audience().readers,
        generations: vec![Commitment([0xab; 16]), Commitment([0xac; 16])],
        circle: None,
    };
    let ring = Some(record_ring(TICKET, GRID));
    let meta = RecordMeta { kind: Kind::Case, creator: MEMBER, scope: GRID, ring, audience: Some(audience) };
    frozen.value("record with an audience", &meta);
    frozen.bytes("a ticket's ring", &record_ring(TICKET, GRID).0);
    frozen.bytes("a member's ring", &member_ring(MEMBER).0);
    frozen.bytes("a department's ring", &department_ring(OFFICE).0);
    frozen.bytes("a ticket's public version", &public_record(TICKET).0);
    frozen.bytes("the tables' record", &CommunityTables::record(crate::parcels::LOG).0);
    frozen.value("ring kinds", &RingKind::SINGLE.to_vec());
    frozen.value("ring kinds of one", &vec![RingKind::Member, RingKind::Department]);
    frozen.done();
}

#[test]
fn steps() {
    let mut frozen = Frozen::read(include_str!("steps.txt"));
    let card = Card {
        office: "街道办事处".into(),
        person: "李主任 15412345678".into(),
        papers: "身份证".into(),
        conditions: "本人".into(),
        limit: "三个工作日".into(),
    };
    let all = [
        ("accepted", Step::Accepted),
        ("note", Step::Note),
        ("sent", Step::Sent { to: vec![Handler::Department(OFFICE), Handler::Property] }),
        ("offline", Step::Offline { card }),
        ("returned", Step::Returned),
        ("resolved", Step::Resolved),
        ("confirmed", Step::Confirmed),
        ("reopened", Step::Reopened),
        ("rated", Step::Rated { stars: 4 }),
        ("urged", Step::Urged),
        ("withdrawn", Step::Withdrawn),
        ("opened", Step::OpenedTo { to: Handler::Department(OFFICE) }),
    ];
    for (name, step) in all {
        let content = StepContent {
            version: VERSION,
            id: 0x1234_5678_9abc_def0,
            step,
            words: "周三来修".into(),
            attached: Vec::new(),
            at: AT,
        };
        assert_eq!(content.check(), Ok(()), "{name}");
        frozen.value(name, &content);
    }
    let (step, words, attached) = (Step::Resolved, "修好了".into(), attached());
    frozen.value("with photos", &StepContent { version: VERSION, id: 7, step, words, attached, at: Millis(-1) });
    let hands = [Handler::Committee, Handler::GridWorkers, Handler::Property, Handler::Member(MEMBER)];
    frozen.value("actor", &Actor { member: MEMBER, hands: hands.into_iter().collect() });
    frozen.done();
}

#[test]
fn public_versions_and_tables() {
    let mut frozen = Frozen::read(include_str!("tables.txt"));
    let public = PublicContent {
        version: VERSION,
        category: "lift".into(),
        place: Whereabouts { area: Some(GRID), words: String::new() },
        words: "电梯不动".into(),
        attached: attached(),
        name: "李清".into(),
        at: AT,
    };
    frozen.value("public version", &public);
    let voice = |state| VoiceContent { version: VERSION, me_too: true, follows: false, state, at: AT };
    frozen.value("voice", &voice(None));
    for (name, status) in [
        "submitted",
        "accepted",
        "sent",
        "in progress",
        "offline",
        "returned",
        "resolved",
        "confirmed",
        "reopened",
        "withdrawn",
    ]
    .into_iter()
    .zip(Status::ALL)
    {
        frozen.value(&format!("voice {name}"), &voice(Some(status)));
    }
    frozen.value("tables of the first release", &CommunityTables::default());
    let category = Category {
        key: "dragon".into(),
        label: "舞龙".into(),
        examples: "排练扰民".into(),
        answer_hours: 24,
        done_hours: 72,
        route: vec![Handler::Department(OFFICE)],
        is_off: true,
        is_service: true,
    };
    let levels = [Level::Neighbours, Level::Community, Level::Street, Level::GridCentre];
    let department =
        |(at, level): (usize, Level)| Department { id: AreaId([0xd5 + at as u8; 16]), name: "城管".into(), level };
    let departments = levels.into_iter().enumerate().map(department).collect();
    frozen.value("tables of one's own", &CommunityTables { version: 1, categories: vec![category], departments });
    frozen.done();
}

#[test]
fn frozen_tickets_pass_the_checks_of_what_arrives() {
    let (tickets, tables) = (include_str!("tickets.txt"), include_str!("tables.txt"));
    let (tickets, tables) = (Frozen::read(tickets), Frozen::read(tables));
    assert_eq!(AudienceFact::from_body(&tickets.get("audience")), Ok(audience()));
    assert_eq!(CaseContent::from_content(&tickets.get("case")).map(|case| case.check()), Ok(Ok(())));
    let first = CommunityTables::from_content(&tables.get("tables of the first release")).map(|tables| tables.check());
    assert_eq!(first, Ok(Ok(())));
}
