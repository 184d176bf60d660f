//! Neighbours who write to each other: a knock that is opened, letters both ways, unread numbers that outlast the app and
//! are the same on a second phone, the group of everybody, silence.

use tests::webdriver::{Person, Place, id};

use crate::posts::say;
use crate::residents::{own_affairs, resident};
use crate::tickets::{fits, in_large_type};

const KNOCK: &str = "我是二号楼的周岚，想问问漏水的事";
const FIRST: &str = "您好，是哪一天漏的？";
const SECOND: &str = "上周三晚上，卫生间。";
const THIRD: &str = "物业来看过了，是您家的地漏。";
const FOURTH: &str = "好的，我明天请人来修。";
const TO_ALL: &str = "北门的路灯修好了。";
const ONE_MORE: &str = "谢谢师傅。";

#[tokio::test(flavor = "multi_thread")]
async fn a_knock_is_opened_and_two_neighbours_write_to_each_other() {
    let place = Place::open().await.unwrap();
    let (zhou, tang) = tokio::join!(resident(&place), own_affairs(&place, "tang", "唐慧"));
    for person in [&zhou, &tang] {
        everything_is_read(person).await;
    }
    knock_and_open(&zhou, &tang).await;
    // She answers at once; at the other one's first screen a number says so.
    zhou.go_home().await.unwrap();
    say(&tang, FIRST).await;
    tang.miss(&id("record-sync")).await.unwrap();
    unread(&zhou, "1").await;
    zhou.reload().await.unwrap();
    unread(&zhou, "1").await;
    zhou.go_to_tab("chats").await.unwrap();
    zhou.read(&format!("{}:has({})", id("chat"), id("chat-unread")), FIRST).await.unwrap();
    fits(&zhou).await;
    open(&zhou, "唐慧").await;
    zhou.read(&id("message-words"), FIRST).await.unwrap();
    fits(&zhou).await;
    nothing_is_unread(&zhou).await;

    // Two more, while the other's phone is out of reach and is opened anew.
    tang.go_home().await.unwrap();
    tang.cut().await.unwrap();
    open(&zhou, "唐慧").await;
    for words in [SECOND, THIRD] {
        say(&zhou, words).await;
    }
    zhou.miss(&id("record-sync")).await.unwrap();
    tang.reload().await.unwrap();
    tang.see(&id("tab-chats")).await.unwrap();
    assert!(badge(&tang).await.is_empty(), "the network is cut");
    tang.mend().await.unwrap();
    unread(&tang, "2").await;
    tang.reload().await.unwrap();
    unread(&tang, "2").await;

    // Her tablet knows as much, and what is read there is read here.
    let tablet = second(&place, "tang-two", "tang", "唐慧").await;
    unread(&tablet, "2").await;
    open(&tablet, "周岚").await;
    tablet.see(&id("new-from-here")).await.unwrap();
    tablet.read(&id("message-words"), THIRD).await.unwrap();
    fits(&tablet).await;
    zhou.go_home().await.unwrap();
    // What was read goes out along with the next word, or by itself after some minutes.
    say(&tablet, FOURTH).await;
    nothing_is_unread(&tang).await;
    unread(&zhou, "1").await;
    open(&tang, "周岚").await;
    tang.read(&format!(".said-own {}", id("message-words")), FOURTH).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn conversations_in_large_type_with_nothing_cut_off() {
    let place = Place::open().await.unwrap();
    let (zhou, tang) = tokio::join!(resident(&place), own_affairs(&place, "tang", "唐慧"));
    for person in [&zhou, &tang] {
        in_large_type(person).await;
    }
    knock_and_open(&zhou, &tang).await;
    say(&tang, FIRST).await;
    fits(&tang).await;
    open(&zhou, "唐慧").await;
    zhou.read(&id("message-words"), FIRST).await.unwrap();
    zhou.tap(&id("message-more")).await.unwrap();
    zhou.see(&id("message-ways")).await.unwrap();
    fits(&zhou).await;
    zhou.tap(&id("chat-about")).await.unwrap();
    zhou.see(&id("mute-chat")).await.unwrap();
    fits(&zhou).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_group_of_everybody_is_heard_until_it_is_muted() {
    let place = Place::open().await.unwrap();
    let (zhou, tang) = tokio::join!(resident(&place), own_affairs(&place, "tang", "唐慧"));
    for person in [&zhou, &tang] {
        everything_is_read(person).await;
        person.go_home().await.unwrap();
    }
    open(&zhou, "全小区").await;
    say(&zhou, TO_ALL).await;
    unread(&tang, "1").await;
    tang.go_to_tab("chats").await.unwrap();
    tang.read(&id("chat"), TO_ALL).await.unwrap();
    open(&tang, "全小区").await;
    tang.read(&id("message-words"), TO_ALL).await.unwrap();
    nothing_is_unread(&tang).await;

    open(&tang, "全小区").await;
    tang.tap(&id("chat-about")).await.unwrap();
    tang.tap(&format!("{}[aria-checked=false]", id("mute-chat"))).await.unwrap();
    tang.see(&format!("{}[aria-checked=true]", id("mute-chat"))).await.unwrap();
    tang.tap(&format!("{} .sheet-head button", id("chat-about-sheet"))).await.unwrap();
    tang.miss(&id("chat-about-sheet")).await.unwrap();
    tang.go_to_tab("chats").await.unwrap();
    say(&zhou, ONE_MORE).await;
    // It is there for who looks, and calls nobody.
    tang.read(&id("chat"), ONE_MORE).await.unwrap();
    assert!(badge(&tang).await.is_empty(), "what is muted is not counted");
    tang.reload().await.unwrap();
    tang.read(&id("chat"), ONE_MORE).await.unwrap();
    assert!(badge(&tang).await.is_empty(), "what is muted is not counted");

    // The committee hides what does not belong there.
    let chen = Person::join(&place, "chen").await.unwrap();
    chen.go_to_more("chats").await.unwrap();
    chen.follow(&id("chat"), "全小区").await.unwrap();
    chen.read(&id("message-words"), ONE_MORE).await.unwrap();
    let last = format!("{}:last-child", id("message"));
    chen.tap(&format!("{last} {}", id("message-more"))).await.unwrap();
    chen.tap(&id("hide-message")).await.unwrap();
    chen.fill(&id("hide-message-reason"), "发错地方了").await.unwrap();
    chen.tap(&id("hide-message-confirm")).await.unwrap();
    open(&tang, "全小区").await;
    tang.read(&id("hidden-because"), "发错地方了").await.unwrap();
    assert!(!tang.texts("main").await.unwrap().concat().contains(ONE_MORE), "the words are hidden");
}

/// One knocks at the other's door, who opens and is in the conversation then.
async fn knock_and_open(zhou: &Person, tang: &Person) {
    zhou.go_to_more("members").await.unwrap();
    zhou.follow(&id("member"), "唐慧").await.unwrap();
    zhou.tap(&id("knock")).await.unwrap();
    zhou.fill(&id("knock-words"), KNOCK).await.unwrap();
    fits(zhou).await;
    zhou.tap(&id("send-knock")).await.unwrap();
    zhou.see(&id("knock-waits")).await.unwrap();
    tang.go_to_tab("chats").await.unwrap();
    tang.read(&id("knock"), KNOCK).await.unwrap();
    tang.read(&id("knock"), "周岚").await.unwrap();
    fits(tang).await;
    tang.tap(&id("open-knock")).await.unwrap();
    tang.see(&id("say")).await.unwrap();
    zhou.see(&id("to-letter")).await.unwrap();
}

/// Goes to a conversation.
async fn open(person: &Person, name: &str) {
    person.go_to_tab("chats").await.unwrap();
    person.follow(&id("chat"), name).await.unwrap();
    person.see(&id("messages")).await.unwrap();
}

/// Reads what the demo's people said before.
async fn everything_is_read(person: &Person) {
    open(person, "全小区").await;
    person.see(&format!("{}[data-unread=false]", id("messages"))).await.unwrap();
    nothing_is_unread(person).await;
}

/// Waits until the tab of the conversations bears a number.
async fn unread(person: &Person, count: &str) {
    person.go_home().await.unwrap();
    person.read(&format!("{} {}", id("tab-chats"), id("tab-unread")), count).await.unwrap();
}

/// Waits until the tab bears none.
async fn nothing_is_unread(person: &Person) {
    person.go_home().await.unwrap();
    person.miss(&format!("{} {}", id("tab-chats"), id("tab-unread"))).await.unwrap();
}

async fn badge(person: &Person) -> Vec<String> {
    person.texts(&format!("{} {}", id("tab-chats"), id("tab-unread"))).await.unwrap()
}

/// One more phone of somebody, under an address of its own.
async fn second(place: &Place, address: &'static str, seat: &str, name: &str) -> Person {
    let person = Person::arrive(place, address, &format!("#seat={seat}")).await.unwrap();
    person.read(&id("hello"), name).await.unwrap();
    person.all_sent().await.unwrap();
    person
}
