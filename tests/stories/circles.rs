//! Circles: knocking, letters, groups with and without a shared history, who is taken out, who leaves.

use linli_contract::Failure;
use linli_contract::chats::{
    AnswerKnock, ChatAct, ChatId, ChatView, ChatsView, DoChat, Knock, KnockAnswer, KnockAt, ReadChat, ReadChats,
    StartGroup,
};
use linli_contract::members::RemoveMember;
use linli_contract::sync::ReadSync;
use linli_shared::areas::AreaKind;
use linli_shared::circles::CircleKind;
use linli_shared::ids::{AreaId, MemberId, RecordId};
use linli_shared::roster::Role;
use tests::cast::{Casting, Person, Town, small_estate};

const CHEN: Person = Person(0);
const WANG: Person = Person(1);
const QING: Person = Person(2);
const WEN: Person = Person(3);
const ZHAO: Person = Person(4);
const ALL: [Person; 5] = [CHEN, WANG, QING, WEN, ZHAO];

/// 陈静 of the committee, 王芳 in the first grid, 李清 and 周文 of one building, 赵强 of another. Everybody has looked at their
/// conversations once.
fn town(seed: u64) -> Town {
    let estate = small_estate(3);
    let (root, grids) = (estate.code.area(), estate.grids());
    let building = |grid: usize| estate.tree.ancestor(estate.doors(grid)[0], AreaKind::Building).unwrap();
    let cast = [
        ("陈静", 1, Role::Steward, root),
        ("王芳", 2, Role::GridWorker, grids[0]),
        ("李清", 11, Role::Resident, building(0)),
        ("周文", 12, Role::Resident, building(0)),
        ("赵强", 13, Role::Resident, building(1)),
    ];
    let cast = cast.map(|(name, member, role, scope)| Casting { name, member, roles: vec![(role, scope)] });
    let mut town = Town::with(estate, seed, &cast);
    for who in ALL {
        list(&mut town, who);
    }
    town.settle();
    town
}

fn home(town: &Town) -> AreaId {
    town.estate.tree.ancestor(town.estate.doors(0)[0], AreaKind::Building).unwrap()
}

fn list(town: &mut Town, who: Person) -> ChatsView {
    town.ask(who, ReadChats)
}

fn knock(town: &mut Town, who: Person, at: KnockAt, words: &str) {
    town.ask(who, Knock { at, words: words.into() });
    town.settle();
}

/// Opens the one knock that waits.
fn open(town: &mut Town, who: Person) -> ChatId {
    let knocks = list(town, who).knocks;
    assert_eq!(knocks.len(), 1, "{knocks:?}");
    let chat = town.ask(who, AnswerKnock { knock: knocks[0].knock, answer: KnockAnswer::Open }).unwrap();
    town.settle();
    chat
}

fn say(town: &mut Town, who: Person, chat: ChatId, words: &str) {
    act(town, who, chat, ChatAct::Send { words: words.into(), attached: Vec::new(), reply_to: None }).unwrap();
}

fn act(town: &mut Town, who: Person, chat: ChatId, act: ChatAct) -> Result<(), Failure> {
    town.try_ask(who, DoChat { chat, act })
}

fn read(town: &mut Town, who: Person, chat: ChatId) -> Result<ChatView, Failure> {
    town.try_ask(who, ReadChat { chat, before: None, count: 100 })
}

fn words(town: &mut Town, who: Person, chat: ChatId) -> Vec<String> {
    read(town, who, chat).unwrap().messages.into_iter().map(|message| message.words).collect()
}

fn member(number: u8) -> MemberId {
    MemberId([number; 16])
}

fn group(town: &mut Town, who: Person, building: Option<AreaId>, shares_history: bool) -> (ChatId, RecordId) {
    let name = if building.is_some() { "" } else { "种花" };
    let start = StartGroup { building, name: name.into(), about: "阳台和花坛".into(), shares_history };
    let chat = town.ask(who, start);
    town.settle();
    let ChatId::Circle(record) = chat else { panic!("a group is a circle") };
    (chat, record)
}

/// Somebody on a phone that was never here before.
fn on_a_new_phone(town: &mut Town, who: Person) {
    let mut again = town.reborn(who);
    core::mem::swap(&mut town.phones[who.0], &mut again);
    town.settle();
}

fn has_nothing_refused(town: &mut Town, who: Person) {
    assert_eq!(town.ask(who, ReadSync).refused, [], "{who:?}");
}

#[test]
fn a_letter_begins_when_the_door_is_opened_and_stays_between_two() {
    let mut town = town(1301);
    knock(&mut town, QING, KnockAt::Member(member(12)), "借个梯子");
    assert_eq!(list(&mut town, QING).waiting.len(), 1);
    let knocks = list(&mut town, WEN).knocks;
    assert_eq!((knocks[0].words.as_str(), knocks[0].by.member), ("借个梯子", member(11)));
    for other in [CHEN, WANG, ZHAO] {
        assert_eq!(list(&mut town, other).knocks, []);
    }
    let letter = open(&mut town, WEN);
    assert_eq!(list(&mut town, QING).waiting, [], "it was opened");
    assert_eq!(list(&mut town, WEN).knocks, []);
    say(&mut town, WEN, letter, "来拿吧");
    town.settle();
    say(&mut town, QING, letter, "马上到");
    town.settle();
    for who in [QING, WEN] {
        assert_eq!(words(&mut town, who, letter), ["来拿吧", "马上到"]);
        let view = read(&mut town, who, letter).unwrap();
        assert_eq!((view.row.kind, view.members.len()), (Some(CircleKind::Letter), 2));
        has_nothing_refused(&mut town, who);
    }
    for other in [CHEN, WANG, ZHAO] {
        assert_eq!(read(&mut town, other, letter), Err(Failure::NotHere));
        let named = list(&mut town, other).chats;
        assert!(named.iter().all(|row| row.chat != letter));
    }
    let ChatId::Circle(record) = letter else { panic!("a letter is a circle") };
    assert_eq!(town.try_ask(ZHAO, Knock { at: KnockAt::Group(record), words: String::new() }), Err(Failure::NotHere));
    on_a_new_phone(&mut town, QING);
    assert_eq!(words(&mut town, QING, letter), ["来拿吧", "马上到"], "a new phone opens it from the beginning");
}

#[test]
fn a_door_that_stays_closed_says_nothing_and_another_knock_is_heard() {
    let mut town = town(1302);
    knock(&mut town, QING, KnockAt::Member(member(12)), "在吗");
    let first = list(&mut town, WEN).knocks.remove(0).knock;
    town.ask(WEN, AnswerKnock { knock: first, answer: KnockAnswer::Leave });
    town.settle();
    assert_eq!(list(&mut town, WEN).knocks, []);
    assert_eq!(list(&mut town, QING).waiting.len(), 1, "she hears nothing of it");
    town.time = town.time.plus(86_400_000);
    knock(&mut town, QING, KnockAt::Member(member(12)), "再问一次");
    let letter = open(&mut town, WEN);
    say(&mut town, QING, letter, "谢谢");
    town.settle();
    assert_eq!(words(&mut town, WEN, letter), ["谢谢"]);
}

#[test]
fn whoever_comes_to_a_group_that_shares_its_history_reads_what_was_said_before() {
    let mut town = town(1303);
    let (chat, record) = group(&mut town, QING, None, true);
    say(&mut town, QING, chat, "第一句");
    say(&mut town, QING, chat, "第二句");
    town.settle();
    assert_eq!(read(&mut town, WEN, chat), Err(Failure::NotHere));
    knock(&mut town, WEN, KnockAt::Group(record), "我也种花");
    assert_eq!(open(&mut town, QING), chat);
    assert_eq!(words(&mut town, WEN, chat), ["第一句", "第二句"]);
    say(&mut town, WEN, chat, "大家好");
    town.settle();
    for who in [QING, WEN] {
        assert_eq!(words(&mut town, who, chat), ["第一句", "第二句", "大家好"]);
    }
    assert_eq!(read(&mut town, CHEN, chat), Err(Failure::NotHere), "nor does the committee");
    on_a_new_phone(&mut town, WEN);
    assert_eq!(words(&mut town, WEN, chat), ["第一句", "第二句", "大家好"]);
}

#[test]
fn whoever_comes_to_another_group_reads_from_then_on() {
    let mut town = town(1304);
    let (chat, record) = group(&mut town, QING, None, false);
    say(&mut town, QING, chat, "只给先来的人");
    town.settle();
    knock(&mut town, WEN, KnockAt::Group(record), "");
    open(&mut town, QING);
    assert!(words(&mut town, WEN, chat).is_empty());
    say(&mut town, QING, chat, "欢迎");
    say(&mut town, WEN, chat, "你好");
    town.settle();
    assert_eq!(words(&mut town, QING, chat), ["只给先来的人", "欢迎", "你好"]);
    assert_eq!(words(&mut town, WEN, chat), ["欢迎", "你好"]);
    for who in [QING, WEN] {
        has_nothing_refused(&mut town, who);
        on_a_new_phone(&mut town, who);
    }
    assert_eq!(words(&mut town, QING, chat), ["只给先来的人", "欢迎", "你好"]);
    assert_eq!(words(&mut town, WEN, chat), ["欢迎", "你好"]);
}

#[test]
fn who_was_taken_out_reads_nothing_that_follows_and_the_secret_turned() {
    let mut town = town(1305);
    let (chat, record) = group(&mut town, QING, None, true);
    for who in [WEN, ZHAO] {
        knock(&mut town, who, KnockAt::Group(record), "");
        open(&mut town, QING);
    }
    say(&mut town, WEN, chat, "之前");
    town.settle();
    assert_eq!(act(&mut town, WEN, chat, ChatAct::Remove(member(13))), Err(Failure::NoRight), "it is not his group");
    act(&mut town, QING, chat, ChatAct::Remove(member(13))).unwrap();
    town.settle();
    say(&mut town, QING, chat, "之后");
    town.settle();
    assert_eq!(words(&mut town, WEN, chat), ["之前", "之后"]);
    let over = read(&mut town, ZHAO, chat).unwrap();
    assert!(over.row.is_over && !over.may.write);
    assert_eq!(words(&mut town, ZHAO, chat), ["之前"]);
    let send = ChatAct::Send { words: "还在吗".into(), attached: Vec::new(), reply_to: None };
    assert!(act(&mut town, ZHAO, chat, send).is_err());
    // He knocks again, and is let in again.
    town.time = town.time.plus(60_000);
    knock(&mut town, ZHAO, KnockAt::Group(record), "对不起");
    open(&mut town, QING);
    assert_eq!(words(&mut town, ZHAO, chat), ["之前", "之后"], "the history is shared");
    for who in [QING, WEN, ZHAO] {
        has_nothing_refused(&mut town, who);
    }
}

#[test]
fn who_leaves_is_gone_at_once_and_the_next_word_of_the_owner_is_under_a_new_secret() {
    let mut town = town(1306);
    let (chat, record) = group(&mut town, QING, None, true);
    for who in [WEN, ZHAO] {
        knock(&mut town, who, KnockAt::Group(record), "");
        open(&mut town, QING);
    }
    act(&mut town, WEN, chat, ChatAct::Leave).unwrap();
    town.settle();
    say(&mut town, ZHAO, chat, "他走了");
    town.settle();
    say(&mut town, QING, chat, "是的");
    town.settle();
    for who in [QING, ZHAO] {
        assert_eq!(words(&mut town, who, chat), ["他走了", "是的"]);
        assert_eq!(read(&mut town, who, chat).unwrap().members.len(), 2);
        has_nothing_refused(&mut town, who);
    }
    assert!(read(&mut town, WEN, chat).is_ok_and(|view| view.row.is_over && view.messages.is_empty()));
    // The owner leaves too: whoever is in it longest owns it now.
    act(&mut town, QING, chat, ChatAct::Leave).unwrap();
    town.settle();
    assert_eq!(read(&mut town, ZHAO, chat).unwrap().owner.unwrap().member, member(13));
}

#[test]
fn a_buildings_group_is_its_peoples_and_any_of_them_may_begin_it() {
    let mut town = town(1307);
    let building = home(&town);
    let start =
        StartGroup { building: Some(building), name: String::new(), about: String::new(), shares_history: true };
    assert_eq!(town.try_ask(ZHAO, start), Err(Failure::NoRight), "he lives elsewhere");
    let (chat, record) = group(&mut town, QING, Some(building), true);
    knock(&mut town, WEN, KnockAt::Group(record), "");
    open(&mut town, QING);
    say(&mut town, WEN, chat, "电梯又停了");
    town.settle();
    assert_eq!(words(&mut town, QING, chat), ["电梯又停了"]);
}

#[test]
fn two_changes_made_at_once_both_come_about() {
    let mut town = town(1308);
    let (chat, record) = group(&mut town, QING, None, true);
    knock(&mut town, WEN, KnockAt::Group(record), "");
    open(&mut town, QING);
    knock(&mut town, ZHAO, KnockAt::Group(record), "");
    // Wen leaves while Qing lets Zhao in and takes Wen out, and all of them write.
    for who in [QING, WEN] {
        town.link(who, false);
    }
    act(&mut town, WEN, chat, ChatAct::Leave).unwrap();
    let knocks = list(&mut town, QING).knocks;
    town.ask(QING, AnswerKnock { knock: knocks[0].knock, answer: KnockAnswer::Open });
    act(&mut town, QING, chat, ChatAct::Remove(member(12))).unwrap();
    say(&mut town, QING, chat, "新的开始");
    town.link(WEN, true);
    town.settle();
    town.link(QING, true);
    town.settle();
    assert_eq!(words(&mut town, ZHAO, chat), ["新的开始"]);
    assert_eq!(words(&mut town, QING, chat), ["新的开始"]);
    assert_eq!(read(&mut town, QING, chat).unwrap().members.len(), 2);
    for who in [QING, WEN, ZHAO] {
        has_nothing_refused(&mut town, who);
    }
}

/// 李清 began a group and 周文 is in it.
fn group_of_two(town: &mut Town) -> (ChatId, RecordId) {
    let (chat, record) = group(town, QING, None, true);
    knock(town, WEN, KnockAt::Group(record), "");
    open(town, QING);
    (chat, record)
}

#[test]
fn who_applies_to_a_group_knocks_at_whoever_owns_it_now() {
    let mut town = town(1309);
    let (chat, record) = group_of_two(&mut town);
    assert_eq!(list(&mut town, ZHAO).groups[0].owner.member, member(11));
    act(&mut town, QING, chat, ChatAct::Leave).unwrap();
    town.settle();
    assert_eq!(list(&mut town, ZHAO).groups[0].owner.member, member(12), "she said so as she left");
    knock(&mut town, ZHAO, KnockAt::Group(record), "我也种花");
    assert_eq!(list(&mut town, QING).knocks, []);
    assert_eq!(open(&mut town, WEN), chat);
    say(&mut town, ZHAO, chat, "大家好");
    act(&mut town, WEN, chat, ChatAct::Rename { name: "花友".into(), about: String::new() }).unwrap();
    town.settle();
    let found = list(&mut town, QING).groups.remove(0);
    assert_eq!((found.name.as_str(), found.owner.member), ("花友", member(12)), "a new name keeps its owner");
    for who in ALL {
        has_nothing_refused(&mut town, who);
    }
    assert!(town.phones.iter().all(|phone| phone.device().voids().is_empty()));
}

#[test]
fn a_group_whose_owner_was_removed_is_led_by_the_next_and_can_be_applied_to() {
    let mut town = town(1310);
    let (chat, record) = group_of_two(&mut town);
    town.ask(CHEN, RemoveMember { member: member(11) });
    town.settle();
    let early = town.try_ask(ZHAO, Knock { at: KnockAt::Group(record), words: String::new() });
    assert_eq!(early, Err(Failure::NotHere), "nobody said yet who leads it");
    list(&mut town, WEN);
    town.settle();
    assert_eq!(list(&mut town, ZHAO).groups[0].owner.member, member(12));
    knock(&mut town, ZHAO, KnockAt::Group(record), "我也种花");
    assert_eq!(open(&mut town, WEN), chat);
    say(&mut town, WEN, chat, "欢迎");
    town.settle();
    assert_eq!(words(&mut town, ZHAO, chat), ["欢迎"]);
    for who in [CHEN, WEN, ZHAO] {
        has_nothing_refused(&mut town, who);
    }
}

#[test]
fn who_knocked_at_an_owner_who_went_is_told_and_knocks_again_at_once() {
    let mut town = town(1311);
    let (chat, record) = group_of_two(&mut town);
    knock(&mut town, ZHAO, KnockAt::Group(record), "我也种花");
    assert!(list(&mut town, QING).knocks[0].may_open && !list(&mut town, ZHAO).waiting[0].has_new_owner);
    act(&mut town, QING, chat, ChatAct::Leave).unwrap();
    town.settle();
    let late = list(&mut town, QING).knocks.remove(0);
    assert_eq!((late.may_open, late.owner.map(|owner| owner.member)), (false, Some(member(12))));
    let open_late = AnswerKnock { knock: late.knock, answer: KnockAnswer::Open };
    assert_eq!(town.try_ask(QING, open_late), Err(Failure::NoRight));
    assert_eq!(list(&mut town, WEN).knocks, [], "it was sealed to her alone");
    assert!(list(&mut town, ZHAO).waiting[0].has_new_owner);
    knock(&mut town, ZHAO, KnockAt::Group(record), "再问一次");
    let waiting = list(&mut town, ZHAO).waiting;
    assert_eq!((waiting.len(), waiting[0].has_new_owner), (1, false));
    assert_eq!(open(&mut town, WEN), chat);
    assert_eq!(list(&mut town, ZHAO).waiting, []);
    town.ask(QING, AnswerKnock { knock: late.knock, answer: KnockAnswer::Leave });
    assert_eq!(list(&mut town, QING).knocks, [], "it was read");
}

#[test]
fn whoever_leads_a_group_now_can_end_it_and_everybody_takes_it_off_their_own_list() {
    let mut town = town(1312);
    let (chat, record) = group_of_two(&mut town);
    knock(&mut town, ZHAO, KnockAt::Group(record), "");
    open(&mut town, QING);
    say(&mut town, ZHAO, chat, "种什么好");
    town.settle();
    let is_listed = |town: &mut Town, who| list(town, who).chats.iter().any(|row| row.chat == chat);
    assert_eq!(act(&mut town, ZHAO, chat, ChatAct::List(false)), Err(Failure::NoRight), "it is not over");
    act(&mut town, QING, chat, ChatAct::Leave).unwrap();
    town.settle();
    assert!(read(&mut town, WEN, chat).unwrap().may.manage);
    assert_eq!(act(&mut town, ZHAO, chat, ChatAct::End), Err(Failure::NoRight));
    act(&mut town, WEN, chat, ChatAct::End).unwrap();
    town.settle();
    for who in [WEN, ZHAO] {
        let view = read(&mut town, who, chat).unwrap();
        let ended = view.ended.unwrap();
        assert_eq!((ended.by.member, ended.by.name.as_deref()), (member(12), Some("周文")), "{who:?}");
        assert!(ended.at <= town.time && view.row.is_over && view.may.unlist);
        assert!(!view.may.write && !view.may.manage && !view.may.leave);
        let send = ChatAct::Send { words: "喂".into(), attached: Vec::new(), reply_to: None };
        assert_eq!(act(&mut town, who, chat, send), Err(Failure::NoRight));
        assert!(act(&mut town, who, chat, ChatAct::End).is_err(), "once");
        assert_eq!(words(&mut town, who, chat), ["种什么好"], "what was said stays");
    }
    assert_eq!(town.try_ask(CHEN, Knock { at: KnockAt::Group(record), words: String::new() }), Err(Failure::NotHere));
    act(&mut town, ZHAO, chat, ChatAct::List(false)).unwrap();
    assert!(!is_listed(&mut town, ZHAO) && is_listed(&mut town, WEN), "each for themself");
    town.settle();
    on_a_new_phone(&mut town, ZHAO);
    assert!(!is_listed(&mut town, ZHAO), "on each of his phones");
    act(&mut town, ZHAO, chat, ChatAct::List(true)).unwrap();
    assert!(is_listed(&mut town, ZHAO));
    for who in ALL {
        has_nothing_refused(&mut town, who);
    }
}

#[test]
fn who_comes_back_to_a_group_they_took_off_the_list_finds_it_there() {
    let mut town = town(1313);
    let (chat, record) = group_of_two(&mut town);
    act(&mut town, WEN, chat, ChatAct::Leave).unwrap();
    town.settle();
    act(&mut town, WEN, chat, ChatAct::List(false)).unwrap();
    let is_listed = |town: &mut Town| list(town, WEN).chats.iter().any(|row| row.chat == chat);
    assert!(!is_listed(&mut town));
    town.time = town.time.plus(60_000);
    knock(&mut town, WEN, KnockAt::Group(record), "还想种花");
    open(&mut town, QING);
    assert!(is_listed(&mut town));
    act(&mut town, QING, chat, ChatAct::End).unwrap();
    town.settle();
    assert!(is_listed(&mut town), "it is over for another reason, and he did not take it off since");
}
