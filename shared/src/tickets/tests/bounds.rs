//! Bounds of what may be said.

use super::*;
use crate::blobs::{Attachment, BlobId, BlobKey, BlobRef, BlobType, MAX_ATTACHED, MAX_BLOB, MAX_SIDE, MAX_THUMB};
use crate::fit::{FILE_NAME, Unfit};

pub(super) fn photo() -> Attachment {
    let blob = |size| BlobRef { id: BlobId([1; 32]), key: BlobKey([2; 32]), size };
    let (full, thumb) = (blob(300_000), Some(blob(9_000)));
    Attachment { kind: BlobType::Jpeg, full, thumb, width: 2_000, height: 1_500, name: String::new() }
}

fn attached(attachment: Attachment) -> Result<(), Unfit> {
    CaseContent { attached: vec![attachment], ..case(&[]) }.check()
}

#[test]
fn a_photo_has_the_sizes_of_one() {
    assert_eq!(attached(photo()), Ok(()));
    let full = |size| attached(Attachment { full: BlobRef { size, ..photo().full }, ..photo() });
    assert_eq!(
        [full(0), full(1), full(MAX_BLOB), full(MAX_BLOB + 1)].map(|told| told.is_ok()),
        [false, true, true, false]
    );
    let thumb = |size| attached(Attachment { thumb: Some(BlobRef { size, ..photo().full }), ..photo() });
    assert_eq!([thumb(0), thumb(MAX_THUMB), thumb(MAX_THUMB + 1)].map(|told| told.is_ok()), [false, true, false]);
    assert_eq!(attached(Attachment { thumb: None, ..photo() }), Ok(()));
    let sides = |width, height| attached(Attachment { width, height, ..photo() });
    let told = [sides(0, 9), sides(9, 0), sides(1, MAX_SIDE), sides(MAX_SIDE + 1, 1)].map(|told| told.is_ok());
    assert_eq!(told, [false, false, true, false]);
    let paper = Attachment { kind: BlobType::Pdf, width: 0, height: 0, thumb: None, ..photo() };
    assert_eq!(attached(Attachment { name: "水费单.pdf".into(), ..paper.clone() }), Ok(()));
    assert_eq!(attached(Attachment { width: 1, ..paper.clone() }), Err(Unfit::Attachment));
    for name in ["a/b.pdf", "..\\b.pdf"] {
        assert_eq!(attached(Attachment { name: name.into(), ..paper.clone() }), Err(Unfit::Attachment), "{name}");
    }
    assert_eq!(attached(Attachment { name: "长".repeat(FILE_NAME + 1), ..paper.clone() }), Err(Unfit::TooLong));
    assert_eq!(attached(Attachment { name: "a\u{0}".into(), ..paper }), Err(Unfit::Control));
    let many = |count| CaseContent { attached: vec![photo(); count], ..case(&[]) }.check();
    assert_eq!((many(MAX_ATTACHED), many(MAX_ATTACHED + 1)), (Ok(()), Err(Unfit::Count)));
}

#[test]
fn a_report_says_what_and_where() {
    let check = |change: fn(&mut CaseContent)| {
        let mut case = case(&["物"]);
        change(&mut case);
        case.check()
    };
    assert_eq!(check(|_| {}), Ok(()));
    assert_eq!(check(|case| case.words = " ".into()), Err(Unfit::NoWords));
    assert_eq!(check(|case| (case.words, case.attached) = (String::new(), vec![photo()])), Ok(()));
    assert_eq!(check(|case| case.words = "长".repeat(TEXT)), Ok(()));
    assert_eq!(check(|case| case.words = "长".repeat(TEXT + 1)), Err(Unfit::TooLong));
    assert_eq!(check(|case| case.words = "一\n二\t三".into()), Ok(()));
    assert_eq!(check(|case| case.words = "一\r".into()), Err(Unfit::Control));
    assert_eq!(check(|case| case.category = String::new()), Err(Unfit::NoWords));
    assert_eq!(check(|case| case.category = "x".repeat(KEY + 1)), Err(Unfit::TooLong));
    assert_eq!(check(|case| case.place.area = None), Err(Unfit::NoPlace));
    assert_eq!(check(|case| (case.place.area, case.is_service) = (None, true)), Ok(()));
    assert_eq!(check(|case| (case.place.area, case.place.words) = (None, "大门口".into())), Ok(()));
    assert_eq!(check(|case| case.place.words = "大门\n口".into()), Err(Unfit::Control));
    assert_eq!(check(|case| case.place.words = "长".repeat(PLACE + 1)), Err(Unfit::TooLong));
    assert_eq!(check(|case| case.for_person = "长".repeat(PERSON + 1)), Err(Unfit::TooLong));
    assert_eq!(check(|case| case.phone = "1".repeat(PHONE + 1)), Err(Unfit::TooLong));
    assert_eq!(check(|case| case.sent_to.push(Handler::Property)), Err(Unfit::Twice));
    let many = |case: &mut CaseContent| {
        case.sent_to = (0..=MAX_ASKED as u8).map(|number| Handler::Member(MemberId([number; 16]))).collect();
    };
    assert_eq!(check(many), Err(Unfit::Count));
    let two = |case: &mut CaseContent| {
        (case.for_member, case.for_person) = (Some(MemberId([1; 16])), "张".into());
    };
    assert_eq!(check(two), Err(Unfit::Contradiction));
    assert_eq!(check(|case| case.thread_of = Some(RecordId([1; 16]))), Ok(()));
    let thread_for = |case: &mut CaseContent| {
        (case.thread_of, case.public) = (Some(RecordId([1; 16])), Some(PublicWish::Named));
    };
    assert_eq!(check(thread_for), Err(Unfit::Contradiction), "a work thread has no reporter");
}

#[test]
fn a_step_says_what_it_may() {
    let check = |step| content(step).check();
    assert_eq!(check(sent(&["物", "局"])), Ok(()));
    assert_eq!(check(sent(&[])), Err(Unfit::Count));
    assert_eq!(check(sent(&["物", "物"])), Err(Unfit::Twice));
    assert_eq!([0, 1, 5, 6].map(|stars| check(Step::Rated { stars }).is_ok()), [false, true, true, false]);
    assert_eq!(check(Step::OpenedTo { to: of("局") }), Ok(()));
    for to in [Handler::Committee, Handler::GridWorkers, Handler::Property, of("志")] {
        assert_eq!(check(Step::OpenedTo { to }), Err(Unfit::Contradiction));
    }
    let long = Card { papers: "长".repeat(CARD + 1), ..Card::default() };
    assert_eq!(check(Step::Offline { card: long }), Err(Unfit::TooLong));
    let odd = Card { limit: "\u{7}".into(), ..Card::default() };
    assert_eq!(check(Step::Offline { card: odd }), Err(Unfit::Control));
}

#[test]
fn a_public_version_says_something() {
    let public = PublicContent {
        version: VERSION,
        category: "lift".into(),
        place: Whereabouts::default(),
        words: "电梯不动".into(),
        attached: Vec::new(),
        name: String::new(),
        at: Millis(0),
    };
    assert_eq!(public.check(), Ok(()));
    assert_eq!(PublicContent { words: String::new(), ..public.clone() }.check(), Err(Unfit::NoWords));
    assert_eq!(PublicContent { name: "长".repeat(PERSON + 1), ..public.clone() }.check(), Err(Unfit::TooLong));
    let shown = PublicContent { words: String::new(), attached: vec![photo()], ..public };
    assert_eq!(shown.check(), Ok(()));
}

#[test]
fn the_tables_fit_together() {
    let check = |change: fn(&mut CommunityTables)| {
        let mut tables = tables();
        change(&mut tables);
        tables.check()
    };
    assert_eq!(CommunityTables::default().check(), Ok(()));
    assert_eq!(check(|_| {}), Ok(()));
    assert_eq!(check(|tables| tables.categories.clear()), Err(Unfit::Count));
    assert_eq!(check(|tables| tables.categories[1].key = "water".into()), Err(Unfit::Twice));
    assert_eq!(check(|tables| tables.categories[1].key = String::new()), Err(Unfit::NoWords));
    assert_eq!(check(|tables| tables.categories[1].label = "长".repeat(LABEL + 1)), Err(Unfit::TooLong));
    assert_eq!(check(|tables| tables.categories[1].examples = "长".repeat(EXAMPLES + 1)), Err(Unfit::TooLong));
    assert_eq!(check(|tables| tables.categories[1].answer_hours = 0), Err(Unfit::Number));
    assert_eq!(check(|tables| tables.categories[1].done_hours = MAX_HOURS + 1), Err(Unfit::Number));
    assert_eq!(check(|tables| tables.categories[1].done_hours = MAX_HOURS), Ok(()));
    assert_eq!(check(|tables| tables.categories[1].answer_hours = 49), Err(Unfit::Number), "done before the answer");
    assert_eq!(check(|tables| tables.categories[1].route = vec![of("局"), of("物")]), Ok(()));
    assert_eq!(check(|tables| tables.categories[1].route = vec![of("物"), of("物")]), Err(Unfit::Twice));
    assert_eq!(
        check(|tables| tables.categories[1].route = vec![of("志")]),
        Err(Unfit::Contradiction),
        "a single neighbour"
    );
    let unknown = |tables: &mut CommunityTables| {
        tables.categories[1].route = vec![Handler::Department(AreaId([99; 16]))];
    };
    assert_eq!(check(unknown), Err(Unfit::Contradiction));
    assert_eq!(check(|tables| tables.departments[1].id = OFFICE), Err(Unfit::Twice));
    assert_eq!(check(|tables| tables.departments[1].name = " ".into()), Err(Unfit::NoWords));
    let many = |tables: &mut CommunityTables| {
        let first = tables.categories[0].clone();
        tables.categories = (0..=MAX_ROWS).map(|at| Category { key: format!("c{at}"), ..first.clone() }).collect();
    };
    assert_eq!(check(many), Err(Unfit::Count));
    let only_services = |tables: &mut CommunityTables| tables.categories.retain(|category| category.is_service);
    assert_eq!(check(only_services), Err(Unfit::Count), "nothing to report");
    assert_eq!(
        check(|tables| tables.categories.iter_mut().for_each(|category| category.is_off = true)),
        Err(Unfit::Count)
    );
}

#[test]
fn a_report_that_names_too_many_is_with_the_first_of_them() {
    let many = (0..=200).map(|number| Handler::Member(MemberId([number; 16]))).collect();
    let ticket = Play::begun(&CaseContent { sent_to: many, ..case(&[]) }).ticket;
    assert_eq!(ticket.hands.len(), MAX_ASKED);
    let twice = Play::begun(&CaseContent { sent_to: vec![Handler::Property; 2], ..case(&[]) }).ticket;
    assert_eq!(twice.active().collect::<Vec<_>>(), [Handler::Property]);
}
