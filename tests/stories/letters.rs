//! Knocking, letters between two neighbours, groups one applies to, a building's group.

use linli_contract::Failure;
use linli_contract::chats::{
    AnswerKnock, ChatAct, ChatId, ChatView, DoChat, Knock, KnockAnswer, KnockAt, ReadChat, StartGroup,
};
use linli_shared::ids::RecordId;
use tests::cast::{Person, Town};

use super::chats::{CHEN, QING, TABLET, WANG, WEN, later, list, member, town, unread, words};

fn knock(town: &mut Town, who: Person, at: KnockAt, words: &str) {
    town.ask(who, Knock { at, words: words.into() });
}

fn say_in(town: &mut Town, who: Person, chat: ChatId, words: &str) {
    let act = ChatAct::Send { words: words.into(), attached: Vec::new(), reply_to: None };
    town.ask(who, DoChat { chat, act });
}

fn read_in(town: &mut Town, who: Person, chat: ChatId) -> ChatView {
    town.ask(who, ReadChat { chat, before: None, count: 100 })
}

#[test]
fn a_knock_is_opened_and_two_neighbours_write_to_each_other() {
    let mut town = town(1212);
    let early = town.try_ask(QING, Knock { at: KnockAt::Member(member(12)), words: String::new() });
    assert_eq!(early, Err(Failure::NotHere), "who never looked at messages cannot be reached");
    list(&mut town, WEN);
    later(&mut town);
    knock(&mut town, QING, KnockAt::Member(member(12)), "借把梯子");
    assert_eq!(list(&mut town, QING).waiting.len(), 1);
    later(&mut town);
    assert_eq!(unread(&mut town, WEN).knocks, 1);
    let rung = list(&mut town, WEN).knocks.remove(0);
    assert_eq!((rung.by.name.as_deref(), rung.words.as_str(), rung.group.clone()), (Some("李清"), "借把梯子", None));
    let chat = town.ask(WEN, AnswerKnock { knock: rung.knock, answer: KnockAnswer::Open }).unwrap();
    assert_eq!(unread(&mut town, WEN).knocks, 0);
    say_in(&mut town, WEN, chat, "来拿吧");
    later(&mut town);
    for who in [QING, TABLET] {
        let row = list(&mut town, who).chats.into_iter().find(|row| row.chat == chat).unwrap();
        assert_eq!((row.name.as_str(), row.unread, row.is_over), ("周文", 1, false), "{who:?}");
        assert_eq!((row.with, row.members), (Some(member(12)), 2));
        assert_eq!(words(&read_in(&mut town, who, chat)), ["来拿吧"]);
        assert!(list(&mut town, who).waiting.is_empty());
    }
    say_in(&mut town, TABLET, chat, "谢谢");
    later(&mut town);
    assert_eq!(words(&read_in(&mut town, WEN, chat)), ["来拿吧", "谢谢"]);
    assert_eq!(unread(&mut town, WEN).messages, 1);
    for who in [CHEN, WANG] {
        assert_eq!(list(&mut town, who).chats.len(), 1, "nobody else sees it");
        assert_eq!(town.try_ask(who, ReadChat { chat, before: None, count: 10 }), Err(Failure::NotHere));
    }
    let again = town.try_ask(QING, Knock { at: KnockAt::Member(member(12)), words: String::new() });
    assert_eq!(again, Err(Failure::TooLate), "the door is open");
    assert!(town.phones.iter().all(|phone| phone.device().voids().is_empty()));
}

#[test]
fn a_door_that_stays_closed_says_nothing_and_a_muted_one_hears_nothing() {
    let mut town = town(1213);
    list(&mut town, WEN);
    later(&mut town);
    knock(&mut town, QING, KnockAt::Member(member(12)), "在吗");
    later(&mut town);
    let rung = list(&mut town, WEN).knocks.remove(0).knock;
    assert_eq!(town.ask(WEN, AnswerKnock { knock: rung, answer: KnockAnswer::Mute }), None);
    later(&mut town);
    assert_eq!((list(&mut town, WEN).knocks.len(), list(&mut town, WEN).muted.len()), (0, 1));
    assert_eq!(list(&mut town, QING).waiting.len(), 1, "who knocked goes on waiting");
    knock(&mut town, QING, KnockAt::Member(member(12)), "在吗在吗");
    later(&mut town);
    assert!(list(&mut town, WEN).knocks.is_empty());
    let answered = town.try_ask(WEN, AnswerKnock { knock: RecordId([3; 16]), answer: KnockAnswer::Open });
    assert_eq!(answered, Err(Failure::NotHere));
}

#[test]
fn a_group_is_found_entered_led_and_ended() {
    let mut town = town(1214);
    let start =
        StartGroup { building: None, name: " 书友 ".into(), about: "周五读书".into(), shares_history: true };
    let nameless = StartGroup { name: " ".into(), ..start.clone() };
    assert_eq!(town.try_ask(WEN, nameless), Err(Failure::InvalidInput));
    let chat = town.ask(WEN, start);
    let ChatId::Circle(group) = chat else { panic!("a circle") };
    say_in(&mut town, WEN, chat, "欢迎");
    later(&mut town);
    let found = list(&mut town, QING).groups.remove(0);
    assert_eq!((found.group, found.name.as_str(), found.about.as_str()), (group, "书友", "周五读书"));
    knock(&mut town, QING, KnockAt::Group(group), "我也爱看书");
    later(&mut town);
    let row = list(&mut town, WEN).chats.into_iter().find(|row| row.chat == chat).unwrap();
    assert_eq!(row.applications, 1);
    let rung = read_in(&mut town, WEN, chat).applications.remove(0);
    assert_eq!(rung.group, Some((group, "书友".into())));
    assert_eq!(town.ask(WEN, AnswerKnock { knock: rung.knock, answer: KnockAnswer::Open }), Some(chat));
    later(&mut town);
    let view = read_in(&mut town, QING, chat);
    assert_eq!((words(&view), view.members.len()), (vec!["欢迎"], 2), "history is shared");
    assert!(!view.may.manage && view.may.leave && view.may.write && !view.may.hide);
    assert!(list(&mut town, QING).groups.is_empty());
    say_in(&mut town, QING, chat, "大家好");
    let rename = ChatAct::Rename { name: "读书会".into(), about: String::new() };
    let foreign = town.try_ask(QING, DoChat { chat, act: rename.clone() });
    assert_eq!(foreign, Err(Failure::NoRight));
    town.ask(WEN, DoChat { chat, act: rename });
    later(&mut town);
    let row = list(&mut town, TABLET).chats.into_iter().find(|row| row.chat == chat).unwrap();
    assert_eq!((row.name.as_str(), row.members), ("读书会", 2));
    town.ask(WEN, DoChat { chat, act: ChatAct::Remove(member(11)) });
    later(&mut town);
    say_in(&mut town, WEN, chat, "现在清静了");
    later(&mut town);
    let view = read_in(&mut town, QING, chat);
    assert!(view.row.is_over && !view.may.write);
    assert_eq!(words(&view), ["欢迎", "大家好"], "what comes after is not theirs to read");
    let write = DoChat { chat, act: ChatAct::Send { words: "喂".into(), attached: Vec::new(), reply_to: None } };
    assert_eq!(town.try_ask(QING, write.clone()), Err(Failure::NoRight));
    town.ask(WEN, DoChat { chat, act: ChatAct::End });
    later(&mut town);
    assert!(read_in(&mut town, WEN, chat).row.is_over);
    assert_eq!(town.try_ask(WEN, write), Err(Failure::NoRight));
    assert!(list(&mut town, QING).groups.is_empty(), "the directory does not show it");
    assert!(town.phones.iter().all(|phone| phone.device().voids().is_empty()));
}

#[test]
fn a_building_has_one_group_of_its_own_people() {
    let mut town = town(1215);
    let (building, path) = list(&mut town, QING).may_begin_building.unwrap();
    assert!(!path.is_empty());
    let start =
        StartGroup { building: Some(building), name: String::new(), about: String::new(), shares_history: true };
    assert_eq!(town.try_ask(WANG, start.clone()), Err(Failure::NoRight), "she works there and does not live there");
    let chat = town.ask(QING, start.clone());
    later(&mut town);
    let view = list(&mut town, WEN);
    assert_eq!((view.may_begin_building, view.groups.len()), (None, 1));
    assert_eq!(town.try_ask(WEN, start), Err(Failure::TooLate));
    assert!(list(&mut town, WANG).groups.is_empty());
    let ChatId::Circle(group) = chat else { panic!("a circle") };
    knock(&mut town, WEN, KnockAt::Group(group), "");
    later(&mut town);
    let rung = list(&mut town, TABLET).knocks.remove(0).knock;
    town.ask(TABLET, AnswerKnock { knock: rung, answer: KnockAnswer::Open });
    later(&mut town);
    say_in(&mut town, WEN, chat, "楼道灯坏了");
    later(&mut town);
    assert_eq!(words(&read_in(&mut town, QING, chat)), ["楼道灯坏了"]);
    town.ask(WEN, DoChat { chat, act: ChatAct::Leave });
    later(&mut town);
    let row = list(&mut town, WEN).chats.into_iter().find(|row| row.chat == chat).unwrap();
    assert!(row.is_over);
    assert_eq!(read_in(&mut town, QING, chat).members.len(), 1);
}
