//! What a phone keeps of conversations: so many knocks, messages up to a length, and all that was said before somebody came.

use linli_contract::chats::{
    AnswerKnock, ChatAct, ChatId, DoChat, Knock, KnockAnswer, KnockAt, KnockRow, ReadChat, ReadChats, StartGroup,
};
use linli_contract::sync::{ReadSync, RefuseReason};
use linli_core::device::VoidReason;
use linli_shared::areas::AreaKind;
use linli_shared::calendar::Millis;
use linli_shared::cbor;
use linli_shared::circles::{ChatContent, MessageContent, VERSION, estate_record};
use linli_shared::ids::{MemberId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::protocol::{SignedAsk, Verdict};
use linli_shared::roster::Role;
use linli_shared::seal::DeviceSecret;
use tests::cast::{Casting, Person, Town, small_estate};

use super::notices::forge;

const QING: Person = Person(1);
const WEN: Person = Person(2);
const ZHAO: Person = Person(3);

/// The most knocks that are kept of one neighbour.
const KNOCKS: usize = 32;
/// The most bytes of one message.
const BYTES: usize = 12 << 10;

/// 陈静 of the committee, 李清, 周文 and 赵强, who live there. Everybody can be knocked at.
fn town(seed: u64) -> Town {
    let estate = small_estate(3);
    let root = estate.code.area();
    let building = estate.tree.ancestor(estate.doors(0)[0], AreaKind::Building).unwrap();
    let cast = [
        ("陈静", 1, Role::Steward, root),
        ("李清", 11, Role::Resident, building),
        ("周文", 12, Role::Resident, building),
        ("赵强", 13, Role::Resident, building),
    ];
    let cast = cast.map(|(name, member, role, scope)| Casting { name, member, roles: vec![(role, scope)] });
    let mut town = Town::with(estate, seed, &cast);
    for who in [QING, WEN, ZHAO] {
        town.ask(who, ReadChats);
    }
    town.settle();
    town
}

fn group(town: &mut Town, number: usize) -> RecordId {
    let name = format!("第{number}组");
    let start = StartGroup { building: None, name, about: String::new(), shares_history: true };
    let ChatId::Circle(record) = town.ask(QING, start) else { panic!("a group is a circle") };
    record
}

/// Who knocks at 李清, with what they say.
fn heard(town: &mut Town, by: u8) -> Vec<KnockRow> {
    let mut knocks = town.ask(QING, ReadChats).knocks;
    knocks.retain(|knock| knock.by.member == MemberId([by; 16]));
    knocks
}

#[test]
fn so_many_knocks_of_one_neighbour_are_kept_and_no_more() {
    let mut town = town(1401);
    let groups: Vec<RecordId> = (0..=KNOCKS).map(|number| group(&mut town, number)).collect();
    town.settle();
    for (number, group) in groups.iter().enumerate() {
        town.ask(WEN, Knock { at: KnockAt::Group(*group), words: format!("第{number}次") });
        town.settle();
    }
    let kept = heard(&mut town, 12);
    assert_eq!(kept.len(), KNOCKS);
    assert!(kept.iter().all(|knock| knock.words != format!("第{KNOCKS}次")), "the last one was too many");
    let refused = town.ask(WEN, ReadSync).refused;
    assert_eq!(refused.iter().map(|one| one.why).collect::<Vec<_>>(), [RefuseReason::NoRight], "he is told");

    // Another word of a knock that is kept takes no more room, and nobody else is kept out.
    town.time = town.time.plus(86_400_000);
    town.ask(WEN, Knock { at: KnockAt::Group(groups[0]), words: "又来了".into() });
    town.ask(ZHAO, Knock { at: KnockAt::Group(groups[0]), words: "我也来".into() });
    town.settle();
    let again = heard(&mut town, 12);
    assert_eq!((again.len(), again.iter().filter(|knock| knock.words == "又来了").count()), (KNOCKS, 1));
    assert_eq!(heard(&mut town, 13).len(), 1);

    let mut new = town.reborn(QING);
    core::mem::swap(&mut town.phones[QING.0], &mut new);
    town.settle();
    assert_eq!(heard(&mut town, 12), again, "a new phone keeps the same");
}

/// A message of a newer release, of so many bytes.
fn newer(bytes: usize) -> Vec<u8> {
    let of = |length: usize| {
        let words = "a".repeat(length);
        let (nonce, attached, reply_to) = ([7; 8], Vec::new(), None);
        let message = MessageContent { version: VERSION + 1, nonce, words, attached, reply_to, at: Millis(1) };
        ChatContent::Message(message).to_content()
    };
    let content = of(bytes - (of(bytes).len() - bytes));
    assert_eq!(content.len(), bytes);
    content
}

#[test]
fn a_message_of_a_newer_release_is_kept_up_to_a_length_and_no_longer() {
    let mut town = town(1402);
    let (estate, root) = (estate_record(town.estate.code), town.estate.code.area());
    for bytes in [BYTES, BYTES + 1] {
        let said = forge(&mut town, ZHAO, Kind::EstateMessage, estate, root, &newer(bytes));
        assert!(matches!(said, Verdict::Accepted(_)), "the relay cannot open it: {said:?}");
    }
    town.settle();
    for who in [QING, WEN] {
        let view = town.ask(who, ReadChat { chat: ChatId::Estate, before: None, count: 10 });
        assert_eq!(view.total, 1, "{who:?}");
        let voids: Vec<VoidReason> = town.phones[who.0].device().voids().values().copied().collect();
        assert_eq!(voids, [VoidReason::Malformed], "{who:?}");
    }
}

/// Somebody on a phone that was never here before, to whom each answer brings next to nothing and whose app ends after each.
fn on_a_new_phone_that_stumbles(town: &mut Town, who: Person) {
    let mut again = town.reborn(who);
    core::mem::swap(&mut town.phones[who.0], &mut again);
    let key = DeviceSecret::from_seed(town.seat(who).seed).signing();
    let mut has_more = true;
    while has_more {
        let time = town.time;
        let request = town.phone(who).prepare(time).unwrap().unwrap();
        let mut ask = cbor::from_slice::<SignedAsk>(&request).unwrap().open().unwrap();
        ask.budget = 1;
        let answer = town.relay_handles(&cbor::to_vec(&SignedAsk::sign(&ask, &key))).unwrap();
        has_more = answer.logs[0].more;
        town.phone(who).answered(answer, time).unwrap();
        town.phone(who).start();
    }
}

#[test]
fn a_new_phone_whose_app_ends_after_every_answer_reads_all_that_was_said() {
    let mut town = town(1403);
    let record = group(&mut town, 1);
    let chat = ChatId::Circle(record);
    let say = |town: &mut Town, words: &str| {
        let act = ChatAct::Send { words: words.into(), attached: Vec::new(), reply_to: None };
        town.ask(QING, DoChat { chat, act });
        town.settle();
    };
    say(&mut town, "第一句");
    say(&mut town, "第二句");
    town.ask(WEN, Knock { at: KnockAt::Group(record), words: String::new() });
    town.settle();
    let knock = heard(&mut town, 12).remove(0).knock;
    town.ask(QING, AnswerKnock { knock, answer: KnockAnswer::Open }).unwrap();
    town.settle();
    say(&mut town, "第三句");
    on_a_new_phone_that_stumbles(&mut town, WEN);
    town.settle();
    let view = town.ask(WEN, ReadChat { chat, before: None, count: 10 });
    assert_eq!(view.messages.iter().map(|one| one.words.as_str()).collect::<Vec<_>>(), ["第一句", "第二句", "第三句"]);
}
