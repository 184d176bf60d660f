#![allow(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;

use super::*;
use crate::ids::DeviceId;
use crate::posts::VERSION;

const POST: RecordId = RecordId([9; 16]);
const AUTHOR: u8 = 1;
const STEWARD: u8 = 7;

/// A fact as a test says it.
#[derive(Debug, Clone)]
struct Fact {
    kind: Kind,
    content: Vec<u8>,
    by: u8,
    is_confirmed: bool,
}

fn member(by: u8) -> MemberId {
    MemberId([by; 16])
}

fn post_content(section: Section, text: &str) -> PostContent {
    PostContent {
        version: VERSION,
        section,
        title: String::new(),
        text: text.into(),
        attached: Vec::new(),
        at: Millis(1),
    }
}

fn opening(section: Section) -> Fact {
    Fact { kind: Kind::Post, content: post_content(section, "旧书").to_content(), by: AUTHOR, is_confirmed: true }
}

fn change(by: u8, change: PostChange) -> Fact {
    let content = PostChangeContent { version: VERSION, change, at: Millis(1) }.to_content();
    Fact { kind: Kind::PostChange, content, by, is_confirmed: true }
}

fn remark(by: u8, remark: Remark) -> Fact {
    let content = RemarkContent { version: VERSION, remark, at: Millis(1) }.to_content();
    Fact { kind: Kind::Remark, content, by, is_confirmed: true }
}

fn comment(by: u8, nonce: u8, reply_to: Option<RecordId>) -> Fact {
    remark(by, Remark::Comment { nonce: [nonce; 8], words: format!("{nonce}"), attached: Vec::new(), reply_to })
}

fn mark(by: u8, mark: Mark, comment: Option<RecordId>, reason: &str) -> Fact {
    let content = PostMark { version: VERSION, comment, mark, reason: reason.into(), at: Millis(1) }.to_content();
    Fact { kind: Kind::PostMark, content, by, is_confirmed: true }
}

fn folded(facts: &[Fact]) -> Post {
    let placed = facts.iter().enumerate().map(|(at, fact)| Placed {
        kind: fact.kind,
        content: &fact.content,
        device: DeviceId([fact.by; 16]),
        by: member(fact.by),
        standing: if fact.by == STEWARD { Standing::STEWARD } else { Standing::RESIDENT },
        time: Millis(100 + at as i64),
        is_confirmed: fact.is_confirmed,
    });
    fold(POST, placed).unwrap()
}

fn after(facts: &[Fact]) -> Post {
    folded(&[&[opening(Section::Goods)], facts].concat())
}

fn asks(by: u8) -> Fact {
    remark(by, Remark::AskedFor(true))
}

fn leaves(by: u8) -> Fact {
    remark(by, Remark::AskedFor(false))
}

fn offers(to: Option<u8>, state: GoodsState) -> Fact {
    change(AUTHOR, PostChange::Goods { state, to: to.map(member) })
}

#[test]
fn goods_are_kept_for_the_first_who_asks_and_the_others_stand_behind() {
    let post = after(&[asks(2), asks(3), asks(2)]);
    assert_eq!(post.goods_state(), Some(GoodsState::Reserved));
    assert_eq!(post.goods.kept_for, Some(member(2)));
    assert_eq!(post.goods.asked.iter().map(|ask| ask.by).collect::<Vec<_>>(), [member(2), member(3)]);
    let post = after(&[asks(2), asks(3), leaves(2)]);
    assert_eq!(post.goods.kept_for, Some(member(3)), "the next one");
    let post = after(&[asks(2), leaves(2)]);
    assert_eq!((post.goods_state(), post.goods.kept_for), (Some(GoodsState::Offered), None));
    assert_eq!(after(&[asks(AUTHOR)]).goods_state(), Some(GoodsState::Offered), "nobody gives to themself");
    assert_eq!(folded(&[opening(Section::Help), asks(2)]).goods_state(), None);
}

#[test]
fn nothing_is_kept_for_who_has_no_place_yet() {
    let waiting = Fact { is_confirmed: false, ..asks(2) };
    let post = after(&[waiting]);
    assert_eq!((post.goods_state(), post.goods.kept_for), (Some(GoodsState::Offered), None));
    assert_eq!(post.goods.asked.len(), 1);
}

#[test]
fn goods_are_given_once_and_may_be_offered_again() {
    let given = [asks(2), offers(Some(2), GoodsState::Given)];
    let post = after(&given);
    assert_eq!((post.goods_state(), post.goods.given), (Some(GoodsState::Given), Some(Some(member(2)))));
    let late = after(&[&given[..], &[asks(3)]].concat());
    assert_eq!(late.goods.asked.len(), 1, "who asks for what is gone is too late");
    let again = after(&[&given[..], &[offers(None, GoodsState::Offered)]].concat());
    assert_eq!(again.goods.kept_for, Some(member(2)), "the gift was a mistake");
    let freed = after(&[asks(2), asks(3), offers(None, GoodsState::Offered)]);
    assert_eq!(freed.goods.kept_for, Some(member(3)), "who did not come makes room");
    let by_another = after(&[asks(2), change(2, PostChange::Goods { state: GoodsState::Given, to: Some(member(2)) })]);
    assert_eq!(by_another.goods_state(), Some(GoodsState::Reserved), "its owner alone gives");
}

#[test]
fn its_author_edits_and_takes_back_and_the_committee_marks() {
    let edited = PostChange::Edited(post_content(Section::Goods, "旧书三本"));
    let post = after(&[change(AUTHOR, edited.clone())]);
    assert_eq!(post.content.as_ref().unwrap().text, "旧书三本");
    assert_eq!(post.earlier.iter().map(|(before, _)| before.text.as_str()).collect::<Vec<_>>(), ["旧书"]);
    assert_eq!(after(&[change(2, edited.clone())]).earlier.len(), 0, "nobody else does");
    let gone = change(AUTHOR, PostChange::Withdrawn { reason: "送人了".into() });
    let post = after(&[gone, change(AUTHOR, edited), asks(2)]);
    assert_eq!(post.withdrawn.as_ref().unwrap().0, "送人了");
    assert_eq!((post.earlier.len(), post.goods.asked.len()), (0, 0), "what was taken back stays as it was");
    let post = after(&[mark(STEWARD, Mark::Hidden, None, "广告"), mark(STEWARD, Mark::Rumour, None, "没有停水")]);
    assert_eq!(post.hidden.as_ref().unwrap().reason, "广告");
    assert_eq!(post.rumour.as_ref().unwrap().by, member(STEWARD));
    let shown = after(&[mark(STEWARD, Mark::Hidden, None, "广告"), mark(STEWARD, Mark::Hidden, None, " ")]);
    assert_eq!(shown.hidden, None);
    assert_eq!(after(&[mark(2, Mark::Hidden, None, "我不喜欢")]).hidden, None, "nobody else marks");
}

#[test]
fn a_comment_has_one_name_is_answered_taken_back_and_hidden() {
    let id = said_id(POST, member(2), &[1; 8]);
    let post = after(&[comment(2, 1, None), comment(3, 2, Some(id)), comment(2, 1, None), comment(3, 3, Some(POST))]);
    let replies: Vec<Option<RecordId>> = post.comments.iter().map(|comment| comment.reply_to).collect();
    assert_eq!(replies, [None, Some(id), None], "no name twice, no answer to nothing");
    let post = after(&[comment(2, 1, None), remark(3, Remark::TakenBack(id))]);
    assert!(post.comments[0].stands(), "nobody takes back what another said");
    let post = after(&[comment(2, 1, None), remark(2, Remark::TakenBack(id))]);
    assert!(post.comments[0].is_withdrawn && !post.is_followed_by(member(2)));
    let post = after(&[comment(2, 1, None), mark(STEWARD, Mark::Hidden, Some(id), "骂人")]);
    assert!(!post.comments[0].stands() && post.hidden.is_none() && post.is_followed_by(member(2)));
}

#[test]
fn it_is_followed_by_who_has_a_part_in_it_unless_they_say_otherwise() {
    let likes = |by, likes| remark(by, Remark::Liked(likes));
    let follows = |by, follows| remark(by, Remark::Followed(follows));
    let post = after(&[likes(2, true), likes(3, true), likes(3, false), follows(4, true), follows(AUTHOR, false)]);
    assert_eq!(post.likes, BTreeSet::from([member(2)]));
    assert_eq!([AUTHOR, 2, 4].map(|by| post.is_followed_by(member(by))), [false, false, true]);
    assert_eq!((post.words, post.changed), (vec![0], Millis(100)), "that somebody likes it is no word");
    assert_eq!(after(&[likes(2, true), comment(3, 1, None)]).words, [0, 2]);
}

#[test]
fn who_handles_tickets_asks_for_one_and_what_became_one_stays_one() {
    let wants = |by| remark(by, Remark::WantsTicket);
    assert_eq!(after(&[wants(2)]).ticket_asked, None);
    assert_eq!(after(&[wants(STEWARD)]).ticket_asked, Some((member(STEWARD), Standing::STEWARD)));
    let becomes = |ticket| change(AUTHOR, PostChange::Ticket { ticket: RecordId([ticket; 16]), is_public: true });
    let post = after(&[becomes(1), becomes(2)]);
    assert_eq!(post.ticket, Some(TicketOf { ticket: RecordId([1; 16]), is_public: true }));
}

#[test]
fn what_a_newer_release_said_is_told_and_what_is_broken_is_not() {
    let newer = |kind| Fact { kind, content: vec![0x82, 0x18, 0x63, 1], by: 2, is_confirmed: true };
    assert!(after(&[newer(Kind::Remark)]).needs_newer_app);
    assert!(folded(&[newer(Kind::Post)]).content.is_none());
    let broken = Fact { content: vec![0x82, 1, 1], ..newer(Kind::Remark) };
    assert!(!after(&[broken]).needs_newer_app);
}

fn any_fact() -> impl Strategy<Value = Fact> {
    let by = 1..=STEWARD;
    prop_oneof![
        by.clone().prop_map(asks),
        by.clone().prop_map(leaves),
        (by.clone(), 0..4u8).prop_map(|(by, nonce)| comment(by, nonce, None)),
        (by.clone(), 1..=STEWARD, 0..4u8)
            .prop_map(|(by, of, nonce)| remark(by, Remark::TakenBack(said_id(POST, member(of), &[nonce; 8])))),
        proptest::option::of(by.clone()).prop_map(|to| offers(to, GoodsState::Given)),
        Just(offers(None, GoodsState::Offered)),
        Just(change(AUTHOR, PostChange::Withdrawn { reason: String::new() })),
        by.clone().prop_map(|by| remark(by, Remark::Liked(true))),
        by.prop_map(|by| mark(by, Mark::Hidden, None, "广告")),
    ]
}

proptest! {
    #[test]
    fn goods_never_belong_to_two_and_are_kept_for_nobody_who_did_not_ask(
        facts in proptest::collection::vec(any_fact(), 0..24),
    ) {
        let post = after(&facts);
        let goods = &post.goods;
        let members: BTreeSet<MemberId> = goods.asked.iter().map(|ask| ask.by).collect();
        prop_assert_eq!(members.len(), goods.asked.len());
        prop_assert!(goods.kept_for.is_none_or(|kept_for| members.contains(&kept_for)));
        prop_assert!(goods.given.is_none() || goods.kept_for.is_none());
        // Nobody waits for what nobody has.
        prop_assert!(goods.given.is_some() || goods.kept_for.is_some() || goods.asked.is_empty());
        prop_assert!(!members.contains(&post.by));
        let ids: BTreeSet<RecordId> = post.comments.iter().map(|comment| comment.id).collect();
        prop_assert_eq!(ids.len(), post.comments.len());
        prop_assert!(post.hidden.as_ref().is_none_or(|hidden| hidden.by == member(STEWARD)));
    }
}
