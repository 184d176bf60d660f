//! Posts, messages and topics on a device's own disk: the start that must not notice them, the feed, the search over all.

use std::path::Path;
use std::time::Instant;

use linli_contract::Request;
use linli_contract::chats::{ChatAct, ChatId, DoChat, ReadChat, ReadChats};
use linli_contract::posts::{PostForm, ReadPosts, Section, SendPost};
use linli_contract::search::FindAll;
use linli_contract::topics::{Propose, ReadTopics, TopicForm};
use linli_core::device::{Input, Reply};
use linli_core::store::native;

use super::Table;
use super::device::{copy, open};
use super::tickets::{once, start};
use super::work::{CHEN, register};
use crate::cast::Town;

/// What a screen may wait for its first rows, in milliseconds.
const AIM: f64 = 50.0;
/// How often each question is asked.
const TIMES: usize = 15;
/// What is said on a day; the relay takes a few more.
const A_DAY: usize = 90;
/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

const TITLES: [&str; 6] = ["婴儿推车送人", "捡到一串钥匙", "请人帮忙扶老人下楼", "东门路灯坏了", "周末拼车去菜场", ""];
const TEXTS: [&str; 5] = [
    "八成新，孩子大了用不上，送给需要的邻居。可以晚上七点后来看。",
    "在中心花园的石凳下面捡到的，上面有一个红色的小挂件，谁家丢了请来认领。",
    "我家老人腿脚不便，周四要去医院，想请一位有力气的邻居帮忙。\n地址在三号楼，电梯正在检修，要走楼梯，麻烦大家了。",
    "昨天晚上散步时发现路灯坏了两盏，老人走路看不见台阶，希望尽快修好，谢谢大家",
    "早上七点半出发，车上还有三个位子，油费大家分摊。",
];

/// How much was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    /// Posts.
    pub posts: usize,
    /// Messages to everybody.
    pub messages: usize,
    /// Topics.
    pub topics: usize,
}

/// The form of a post by its number.
pub(super) fn form(number: usize) -> PostForm {
    let section = [Section::Around, Section::Help, Section::Goods][number % 3];
    let (title, text) = (TITLES[number % TITLES.len()], TEXTS[number / 2 % TEXTS.len()]);
    PostForm { section, title: title.to_owned(), text: format!("{text}（{number}）"), attached: Vec::new() }
}

/// Measures a device with everything that was said beside the same one before.
///
/// # Panics
/// If the disk of the machine fails.
pub fn measure(table: &mut Table, said: Said) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (without, with) = (folder.path().join("without"), folder.path().join("with"));
    let mut full = register(100);
    copy(&full.town.phones[CHEN.0].disk, &without);
    say(&mut full.town, said);
    let time = full.town.time;
    assert!(full.town.phones[CHEN.0].device().outbox().next().is_none(), "the relay has everything");
    copy(&full.town.phones[CHEN.0].disk, &with);
    // Whatever the disk writes once after rows came is written.
    drop((open(&without), open(&with)));
    let (bare, start) = (start(&without, time), start(&with, time));
    let (bare_store, store) = (store(&without), store(&with));
    let Said { posts, messages, topics } = said;
    let name = format!("cold start at {posts} posts, {messages} messages, {topics} topics");
    let beside = format!(
        "without them {bare:.1} ms; ratio {:.2}; of it the store {store:.1} ms beside {bare_store:.1} ms",
        start / bare
    );
    table.add(name, start, "ms", beside);
    let mut host = open(&with);
    let first = once(&mut host, time, feed(0, ""));
    table.add("first feed after it", first, "ms", "once: summaries come into memory");
    let first = once(&mut host, time, FindAll { text: String::new(), limit: 1 });
    table.add("search over everything, made ready", first, "ms", "once, when search is opened");
    let all = FindAll { text: "qiche".to_owned(), limit: 30 };
    let questions: [(&str, Request); 7] = [
        ("the feed", feed(0, "").into()),
        ("the feed, its last part", feed(posts.saturating_sub(100), "").into()),
        ("the feed by text", feed(0, "路灯 坏").into()),
        ("what everybody said last", ReadChat { chat: ChatId::Estate, before: None, count: 50 }.into()),
        ("conversations", ReadChats.into()),
        ("the council hall", ReadTopics.into()),
        ("search over everything", all.into()),
    ];
    for (name, request) in questions {
        let mut taken: Vec<f64> = (0..TIMES).map(|_| once(&mut host, time, request.clone())).collect();
        taken.sort_by(f64::total_cmp);
        let median = taken[TIMES / 2];
        table.add(format!("{name}, median"), median, "ms", format!("aim: {AIM:.0} ms; ratio {:.2}", median / AIM));
    }
}

/// The median time to open the store alone.
fn store(folder: &Path) -> f64 {
    let mut taken: Vec<f64> = (0..TIMES)
        .map(|_| {
            let begun = Instant::now();
            drop(native::open(folder).expect("the store opens"));
            begun.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    taken.sort_by(f64::total_cmp);
    taken[TIMES / 2]
}

fn feed(from: usize, text: &str) -> ReadPosts {
    ReadPosts { section: None, mine: false, text: text.to_owned(), from: from as u32, count: 100 }
}

fn say(town: &mut Town, said: Said) {
    let posts = (0..said.posts).map(|number| SendPost { edits: None, form: form(number) }.into());
    let messages = (0..said.messages).map(|number| {
        let words = format!("{}（{number}）", TEXTS[number % TEXTS.len()]);
        DoChat { chat: ChatId::Estate, act: ChatAct::Send { words, attached: Vec::new(), reply_to: None } }.into()
    });
    let topics = (0..said.topics).map(|number| {
        let (title, text) = (format!("改造方案第{number}条"), TEXTS[number % TEXTS.len()].to_owned());
        Propose(TopicForm { title, text, area: None, attached: Vec::new() }).into()
    });
    let all: Vec<Request> = posts.chain(messages).chain(topics).collect();
    for part in all.chunks(A_DAY) {
        for request in part {
            town.time = town.time.plus(1_000);
            let input = Input::Ask(Box::new(request.clone()));
            let reply = town.phones[CHEN.0].take(input, town.time).expect("a disk in memory");
            assert!(matches!(reply, Reply::Answer(Ok(_))), "said");
        }
        town.meet(CHEN);
        town.time = town.time.plus(DAY);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quiet_square_is_measured_as_a_busy_one() {
        let mut table = Table::default();
        measure(&mut table, Said { posts: 12, messages: 6, topics: 3 });
        let names: Vec<&str> = table.rows().iter().map(|row| row.name.as_str()).collect();
        assert_eq!((names.len(), names[0]), (10, "cold start at 12 posts, 6 messages, 3 topics"));
        assert!(table.rows().iter().all(|row| row.value > 0.0));
    }
}
