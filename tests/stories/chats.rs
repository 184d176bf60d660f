//! Conversations: everybody's, what is unread on which phone, muting, quiet hours, what waits on a phone without a link.

use linli_contract::Failure;
use linli_contract::chats::{
    ChatAct, ChatId, ChatView, ChatsView, DoChat, Hush, MessageView, ReadChat, ReadChats, ReadUnread, SetHearing,
    UnreadView,
};
use linli_contract::notices::{AnswerNotice, NoticeForm, NoticeKind, PublishNotice, ReadNotice, ReadNotices};
use linli_contract::photos::{PhotoView, ReadPhoto};
use linli_contract::sync::{ReadSync, RecordSync};
use linli_shared::areas::AreaKind;
use linli_shared::ids::{MemberId, RecordId};
use linli_shared::roster::Role;
use tests::cast::{Casting, Person, Town, photo, small_estate};

pub(super) const CHEN: Person = Person(0);
pub(super) const WANG: Person = Person(1);
pub(super) const QING: Person = Person(2);
/// Her second phone.
pub(super) const TABLET: Person = Person(3);
pub(super) const WEN: Person = Person(4);

const ESTATE: ChatId = ChatId::Estate;
const MINUTE: i64 = 60_000;

pub(super) fn town(seed: u64) -> Town {
    let estate = small_estate(3);
    let (root, grids) = (estate.code.area(), estate.grids());
    let one = estate.tree.ancestor(estate.doors(0)[0], AreaKind::Building).unwrap();
    let cast = [
        ("陈静", 1, Role::Steward, root),
        ("王芳", 2, Role::GridWorker, grids[0]),
        ("李清", 11, Role::Resident, one),
        ("李清", 11, Role::Resident, one),
        ("周文", 12, Role::Resident, one),
    ];
    let cast = cast.map(|(name, member, role, scope)| Casting { name, member, roles: vec![(role, scope)] });
    Town::with(estate, seed, &cast)
}

/// A while passes and everybody meets.
pub(super) fn later(town: &mut Town) {
    for _ in 0..2 {
        town.time = town.time.plus(3 * MINUTE);
        town.settle();
    }
}

fn say(town: &mut Town, who: Person, words: &str) {
    let act = ChatAct::Send { words: words.into(), attached: Vec::new(), reply_to: None };
    town.ask(who, DoChat { chat: ESTATE, act });
}

fn act(town: &mut Town, who: Person, act: ChatAct) {
    town.ask(who, DoChat { chat: ESTATE, act });
}

fn read(town: &mut Town, who: Person, before: Option<u32>, count: u32) -> ChatView {
    town.ask(who, ReadChat { chat: ESTATE, before, count })
}

pub(super) fn words(view: &ChatView) -> Vec<&str> {
    view.messages.iter().map(|message| message.words.as_str()).collect()
}

pub(super) fn unread(town: &mut Town, who: Person) -> UnreadView {
    town.ask(who, ReadUnread)
}

fn find(town: &mut Town, who: Person, said: &str) -> MessageView {
    read(town, who, None, 100).messages.into_iter().find(|message| message.words == said).unwrap()
}

pub(super) fn list(town: &mut Town, who: Person) -> ChatsView {
    town.ask(who, ReadChats)
}

pub(super) fn member(number: u8) -> MemberId {
    MemberId([number; 16])
}

#[test]
fn what_is_said_to_everybody_is_there_before_and_after_the_relay_was_met() {
    let mut town = town(1201);
    say(&mut town, QING, "  水来了吗?\n急  ");
    let own = read(&mut town, QING, None, 20);
    assert_eq!(words(&own), ["水来了吗?\n急"]);
    assert_eq!((own.messages[0].sync, own.messages[0].by.is_me), (RecordSync::OnThisDevice, true));
    assert!(own.may.write && !own.may.hide && !own.may.leave);
    town.settle();
    assert_eq!(read(&mut town, QING, None, 20).messages[0].sync, RecordSync::WithRelay);
    let answered = read(&mut town, WEN, None, 20).messages[0].id;
    let send = ChatAct::Send { words: "还没有".into(), attached: Vec::new(), reply_to: Some(answered) };
    act(&mut town, WEN, send);
    town.settle();
    for who in [CHEN, WANG, QING, TABLET, WEN] {
        let view = read(&mut town, who, None, 20);
        assert_eq!(words(&view), ["水来了吗?\n急", "还没有"]);
        let (id, by, said) = view.messages[1].reply_to.clone().unwrap();
        assert_eq!((id, by.name.as_deref(), said.as_str()), (answered, Some("李清"), "水来了吗? 急"));
        let row = list(&mut town, who).chats.remove(0);
        let last = row.last.unwrap();
        assert_eq!((row.chat, last.excerpt.as_str(), last.sync), (ESTATE, "还没有", RecordSync::WithRelay));
    }
    let empty = ChatAct::Send { words: " \n".into(), attached: Vec::new(), reply_to: None };
    assert_eq!(town.try_ask(QING, DoChat { chat: ESTATE, act: empty }), Err(Failure::InvalidInput));
    let long = ChatAct::Send { words: "水".repeat(1_001), attached: Vec::new(), reply_to: None };
    assert_eq!(town.try_ask(QING, DoChat { chat: ESTATE, act: long }), Err(Failure::InvalidInput));
    let leave = town.try_ask(QING, DoChat { chat: ESTATE, act: ChatAct::Leave });
    assert_eq!(leave, Err(Failure::NoRight), "everybody is in it");
}

#[test]
fn a_long_conversation_is_read_in_parts_and_the_same_on_every_phone() {
    let mut town = town(1202);
    for number in 0..300 {
        let who = if number % 2 == 0 { QING } else { WEN };
        say(&mut town, who, &format!("第{number}句"));
        if number % 40 == 39 {
            town.settle();
        }
    }
    town.settle();
    let said = |town: &mut Town, who: Person| {
        let (mut all, mut before) = (Vec::new(), None);
        loop {
            let view = read(town, who, before, 70);
            assert_eq!(view.total, 300);
            let mut part: Vec<String> = view.messages.into_iter().map(|message| message.words).collect();
            part.append(&mut all);
            all = part;
            if view.from == 0 {
                return all;
            }
            before = Some(view.from);
        }
    };
    let first = said(&mut town, CHEN);
    assert_eq!(first.len(), 300);
    assert_eq!(first.iter().collect::<std::collections::BTreeSet<_>>().len(), 300);
    for who in [WANG, QING, TABLET, WEN] {
        assert_eq!(said(&mut town, who), first, "{who:?}");
    }
    let mut again = town.reborn(WEN);
    core::mem::swap(&mut town.phones[WEN.0], &mut again);
    town.settle();
    assert_eq!(said(&mut town, WEN), first, "who comes later reads the same");
}

#[test]
fn what_is_unread_survives_a_restart_and_is_alike_on_both_phones_of_a_person() {
    let mut town = town(1203);
    for number in 0..5 {
        say(&mut town, WEN, &format!("第{number}句"));
    }
    town.settle();
    say(&mut town, QING, "我在");
    town.settle();
    for who in [QING, TABLET] {
        assert_eq!(unread(&mut town, who).messages, 5);
    }
    assert_eq!(unread(&mut town, WEN).messages, 1, "own words are no news");
    assert_eq!(read(&mut town, QING, None, 50).first_unread, Some(0));
    act(&mut town, QING, ChatAct::Read(3));
    assert_eq!((unread(&mut town, QING).messages, unread(&mut town, TABLET).messages), (2, 5));
    assert_eq!(read(&mut town, QING, None, 50).first_unread, Some(3));
    town.phone(QING).start();
    assert_eq!(unread(&mut town, QING).messages, 2);
    later(&mut town);
    assert_eq!(unread(&mut town, TABLET).messages, 2, "the other phone was told");
    act(&mut town, TABLET, ChatAct::Read(1));
    assert_eq!(unread(&mut town, TABLET).messages, 2, "what was read stays read");
    act(&mut town, TABLET, ChatAct::Read(6));
    later(&mut town);
    let view = read(&mut town, QING, None, 50);
    assert_eq!((unread(&mut town, QING).messages, view.first_unread), (0, None));
    say(&mut town, WEN, "还有");
    later(&mut town);
    for who in [QING, TABLET] {
        assert_eq!(unread(&mut town, who).messages, 1);
        let sync = town.ask(who, ReadSync);
        assert!(sync.waiting.is_empty() && sync.refused.is_empty(), "what was read is nobody's work");
    }
    assert!(town.phones.iter().all(|phone| phone.device().voids().is_empty()));
}

#[test]
fn who_reads_with_both_phones_at_once_has_read_the_most_of_it() {
    let mut town = town(1204);
    for number in 0..6 {
        say(&mut town, WEN, &format!("第{number}句"));
    }
    town.settle();
    town.link(TABLET, false);
    act(&mut town, QING, ChatAct::Read(4));
    act(&mut town, TABLET, ChatAct::Read(2));
    later(&mut town);
    town.link(TABLET, true);
    later(&mut town);
    for who in [QING, TABLET] {
        assert_eq!(unread(&mut town, who).messages, 2, "{who:?}");
    }
}

#[test]
fn few_entries_tell_what_was_read() {
    let mut town = town(1205);
    for number in 0..40 {
        say(&mut town, WEN, &format!("第{number}句"));
    }
    town.settle();
    let before = town.phones[QING.0].device().sync_state().at;
    for number in 1..=40 {
        act(&mut town, QING, ChatAct::Read(number));
        town.turn(QING);
    }
    later(&mut town);
    later(&mut town);
    let written = town.phones[QING.0].device().sync_state().at - before;
    assert!(written <= 4, "{written} entries for forty messages that were read");
    assert_eq!(unread(&mut town, TABLET).messages, 0);
}

#[test]
fn what_is_typed_stays_and_what_waits_is_not_lost() {
    let mut town = town(1206);
    act(&mut town, QING, ChatAct::Draft("还没写完".into()));
    town.phone(QING).start();
    assert_eq!(read(&mut town, QING, None, 10).draft, "还没写完");
    town.link(QING, false);
    say(&mut town, QING, "没有网");
    assert_eq!(read(&mut town, QING, None, 10).draft, "");
    town.phone(QING).start();
    town.settle();
    let view = read(&mut town, QING, None, 10);
    assert_eq!((words(&view), view.messages[0].sync), (vec!["没有网"], RecordSync::OnThisDevice));
    say(&mut town, WEN, "先到");
    town.settle();
    town.link(QING, true);
    town.settle();
    for who in [QING, WEN] {
        assert_eq!(words(&read(&mut town, who, None, 10)), ["先到", "没有网"]);
    }
}

#[test]
fn the_committee_hides_with_a_reason_and_whoever_wrote_it_takes_it_back() {
    let mut town = town(1207);
    say(&mut town, QING, "谁谁是骗子");
    say(&mut town, QING, "打错了");
    town.settle();
    let bad = find(&mut town, CHEN, "谁谁是骗子").id;
    let typo = find(&mut town, QING, "打错了").id;
    let hide = |reason: &str| ChatAct::Hide(bad, reason.into());
    assert_eq!(town.try_ask(WEN, DoChat { chat: ESTATE, act: hide("不好") }), Err(Failure::NoRight));
    let foreign = DoChat { chat: ESTATE, act: ChatAct::TakeBack(typo) };
    assert_eq!(town.try_ask(WEN, foreign), Err(Failure::NoRight));
    assert!(read(&mut town, CHEN, None, 5).may.hide);
    act(&mut town, CHEN, hide("点名骂人"));
    act(&mut town, QING, ChatAct::TakeBack(typo));
    town.settle();
    let view = read(&mut town, WEN, None, 5);
    assert_eq!(words(&view), ["", ""]);
    let hidden = view.messages[0].hidden.clone().unwrap();
    assert_eq!((hidden.reason.as_str(), hidden.by.name.as_deref()), ("点名骂人", Some("陈静")));
    assert!(view.messages[1].is_withdrawn && !view.messages[0].is_withdrawn);
    assert_eq!(list(&mut town, WEN).chats[0].last.clone().unwrap().excerpt, "", "a list does not tell it either");
    act(&mut town, CHEN, hide(""));
    town.settle();
    assert_eq!(words(&read(&mut town, WEN, None, 5)), ["谁谁是骗子", ""]);
    let unknown = DoChat { chat: ESTATE, act: ChatAct::Hide(RecordId([9; 16]), "x".into()) };
    assert_eq!(town.try_ask(CHEN, unknown), Err(Failure::NotHere));
}

#[test]
fn nothing_is_heard_of_who_is_muted_on_any_phone() {
    let mut town = town(1208);
    say(&mut town, WEN, "卖保健品");
    town.settle();
    say(&mut town, CHEN, "明天停水");
    town.settle();
    town.ask(QING, SetHearing::Mute(member(12), true));
    assert_eq!(town.try_ask(QING, SetHearing::Mute(member(11), true)), Err(Failure::InvalidInput), "oneself");
    town.ask(QING, SetHearing::Hush(Hush { from: 1_320, to: 420 }));
    assert_eq!(town.try_ask(QING, SetHearing::Hush(Hush { from: 1_440, to: 0 })), Err(Failure::InvalidInput));
    town.ask(QING, SetHearing::Reachable(false));
    later(&mut town);
    say(&mut town, WEN, "再卖一次");
    later(&mut town);
    for who in [QING, TABLET] {
        let view = read(&mut town, who, None, 5);
        assert_eq!(words(&view), ["卖保健品", "明天停水", "再卖一次"], "it is folded, not lost");
        assert!(view.messages[0].is_muted && view.messages[2].is_muted && !view.messages[1].is_muted);
        let told = unread(&mut town, who);
        assert_eq!((told.messages, told.hush), (2, Hush { from: 1_320, to: 420 }), "what came after is no news");
        let chats = list(&mut town, who);
        assert_eq!(chats.muted.iter().map(|muted| muted.member).collect::<Vec<_>>(), [member(12)]);
        assert!(!chats.is_reachable);
        assert_eq!(chats.chats[0].last.clone().unwrap().excerpt, "");
    }
    town.ask(TABLET, SetHearing::Mute(member(12), false));
    act(&mut town, TABLET, ChatAct::Mute(true));
    later(&mut town);
    let view = read(&mut town, QING, None, 5);
    assert_eq!(words(&view), ["卖保健品", "明天停水", "再卖一次"]);
    assert!(view.row.is_muted);
    assert_eq!(unread(&mut town, QING).messages, 0, "a muted conversation has no badge");
}

#[test]
fn a_photo_goes_with_a_message() {
    let mut town = town(1209);
    let kept = town.ask(QING, photo(1, 50_000)).id;
    let send = ChatAct::Send { words: String::new(), attached: vec![kept], reply_to: None };
    act(&mut town, QING, send);
    town.settle();
    let view = read(&mut town, WEN, None, 5);
    assert_eq!(view.messages[0].attached.iter().map(|one| one.id).collect::<Vec<_>>(), [kept]);
    assert_eq!(list(&mut town, WEN).chats[0].last.clone().unwrap().attached, 1);
}

#[test]
fn what_is_taken_back_before_it_went_out_is_said_to_nobody_and_its_photo_goes_with_the_next() {
    let mut town = town(1221);
    town.link(QING, false);
    let kept = town.ask(QING, photo(1, 50_000)).id;
    let send = |words: &str| ChatAct::Send { words: words.into(), attached: vec![kept], reply_to: None };
    act(&mut town, QING, send("打错了"));
    let typo = find(&mut town, QING, "打错了").id;
    act(&mut town, QING, ChatAct::TakeBack(typo));
    let view = read(&mut town, QING, None, 5);
    assert_eq!((view.total, view.row.last), (0, None), "as if it had not been said");
    assert!(town.ask(QING, ReadSync).waiting.is_empty());
    act(&mut town, QING, send("对了"));
    town.link(QING, true);
    town.settle();
    for who in [QING, TABLET, WEN] {
        let view = read(&mut town, who, None, 5);
        assert_eq!((words(&view), view.messages[0].attached.len()), (vec!["对了"], 1), "{who:?}");
        assert!(!view.messages[0].is_withdrawn);
    }
    town.carry(QING);
    town.ask(WEN, ReadPhoto { id: kept });
    town.carry(WEN);
    assert!(matches!(town.ask(WEN, ReadPhoto { id: kept }), PhotoView::Here { .. }), "its bytes come along");
    assert!(town.phones.iter().all(|phone| phone.device().voids().is_empty()));
}

#[test]
fn a_message_with_a_photo_that_was_taken_back_can_be_said_again() {
    let mut town = town(1222);
    let kept = town.ask(QING, photo(1, 50_000)).id;
    let send = |words: &str| ChatAct::Send { words: words.into(), attached: vec![kept], reply_to: None };
    act(&mut town, QING, send("三号楼"));
    town.settle();
    let wrong = find(&mut town, QING, "三号楼").id;
    act(&mut town, QING, ChatAct::TakeBack(wrong));
    town.settle();
    let view = read(&mut town, WEN, None, 5);
    assert!(view.messages[0].is_withdrawn && view.messages[0].attached.is_empty(), "it had gone out");
    act(&mut town, QING, send("五号楼"));
    town.settle();
    for who in [QING, TABLET, WEN] {
        let view = read(&mut town, who, None, 5);
        assert_eq!(words(&view), ["", "五号楼"], "{who:?}");
        assert_eq!(view.messages[1].attached.iter().map(|one| one.id).collect::<Vec<_>>(), [kept], "{who:?}");
    }
    town.carry(QING);
    town.ask(WEN, ReadPhoto { id: kept });
    town.carry(WEN);
    assert!(matches!(town.ask(WEN, ReadPhoto { id: kept }), PhotoView::Here { .. }), "its bytes come along");
}

#[test]
fn a_notice_that_was_confirmed_on_one_phone_is_so_on_the_other() {
    let mut town = town(1210);
    let form = NoticeForm {
        title: "停水".into(),
        text: "明天".into(),
        kind: NoticeKind::Outage,
        area: Some(town.estate.code.area()),
        is_urgent: false,
        until: None,
        wants_confirmation: true,
        question: String::new(),
        answers: Vec::new(),
        attached: Vec::new(),
    };
    let notice = town.ask(CHEN, PublishNotice { draft: None, form, corrects: None });
    town.settle();
    assert_eq!(unread(&mut town, TABLET).notices, 1);
    town.ask(QING, ReadNotice { notice });
    town.ask(QING, AnswerNotice { notice, is_confirmed: true, answer: None });
    later(&mut town);
    let row = town.ask(TABLET, ReadNotices).notices.remove(0);
    assert!(row.is_read && !row.is_asked);
    assert_eq!(unread(&mut town, TABLET).notices, 0);
    assert!(town.ask(TABLET, ReadNotice { notice }).is_confirmed);
    let mut again = town.reborn(TABLET);
    core::mem::swap(&mut town.phones[TABLET.0], &mut again);
    later(&mut town);
    assert!(town.ask(TABLET, ReadNotices).notices[0].is_read, "also on a phone that comes later");
}

#[test]
fn a_restored_relay_gets_messages_again_and_nobody_sees_one_twice() {
    let mut town = town(1211);
    say(&mut town, QING, "前");
    town.settle();
    let backup = town.store.backup();
    for number in 0..150 {
        say(&mut town, if number % 3 == 0 { QING } else { WEN }, &format!("第{number}句"));
    }
    town.settle();
    let said = find(&mut town, WEN, "第149句").id;
    act(&mut town, WEN, ChatAct::TakeBack(said));
    town.settle();
    let before = read(&mut town, CHEN, None, 100);
    let code = town.estate.code;
    town.relay = None;
    town.store.restore(&backup);
    town.restart_relay();
    town.relay.as_mut().unwrap().begin_era(code, None).unwrap();
    for _ in 0..4 {
        town.time = town.time.plus(MINUTE);
        town.settle();
    }
    let sorted = |view: ChatView| {
        let mut all: Vec<String> = view.messages.into_iter().map(|message| message.words).collect();
        all.sort();
        all
    };
    let expected = sorted(before);
    for who in [CHEN, WANG, QING, TABLET, WEN] {
        let view = read(&mut town, who, None, 100);
        assert_eq!(view.total, 151, "{who:?}");
        assert_eq!(view.messages.iter().filter(|message| message.is_withdrawn).count(), 1);
        assert_eq!(sorted(view), expected);
    }
    let whole = |town: &mut Town, who| {
        let late = read(town, who, None, 100);
        let early = read(town, who, Some(51), 51);
        words(&early).iter().chain(&words(&late)).map(|words| (*words).to_owned()).collect::<Vec<_>>()
    };
    let of_chen = whole(&mut town, CHEN);
    for who in [WANG, QING, TABLET, WEN] {
        assert_eq!(whole(&mut town, who), of_chen, "{who:?}");
    }
}
