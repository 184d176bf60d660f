//! Finding somebody: by whatever a person remembers of them, without a network, and without a trace of what was typed. Finding
//! what was said, and the place where it was said.

use linli_contract::chats::{ChatAct, ChatId, DoChat};
use linli_contract::sync::SyncNow;
use serde_json::json;
use tests::webdriver::{Person, Place, Screen, entry, hit, id};
use thirtyfour::Key;

use crate::notices::{ask, sit};
use crate::residents::resident;
use crate::tickets::fits;

#[tokio::test(flavor = "multi_thread")]
async fn somebody_just_registered_is_found_by_whatever_is_remembered_of_them() {
    let place = Place::open().await.unwrap();
    let (wang, li) = tokio::try_join!(Person::join(&place, "wang"), Person::join(&place, "li")).unwrap();
    let (spot, entry, tree) = (place.untouched()[3], entry(19), place.plan().tree());
    assert_eq!(entry.name, "慕容予安", "the pinyin below is theirs");
    wang.cut().await.unwrap();
    wang.go_to_door(spot).await.unwrap();
    wang.begin().await.unwrap();
    wang.type_in(&entry).await.unwrap();
    wang.save().await.unwrap();

    wang.go_to_tab("search").await.unwrap();
    let number = format!("{}-{}", tree.label(spot.building).trim_end_matches("号楼"), tree.label(spot.door));
    let end = &entry.phone[7..];
    let ways = [&entry.name, "慕容", "murongyuan", "mrya", "muronyuan", end];
    for text in ways {
        wang.find(text, spot, &entry.name).await.unwrap();
        leaves_no_trace(&wang, text).await;
    }
    wang.read(&hit(spot), &format!("尾号 {end}")).await.unwrap();
    wang.find(&number, spot, tree.label(spot.door)).await.unwrap();
    wang.fill(&id("find"), "龘龘").await.unwrap();
    wang.read(&id("empty"), "没有找到").await.unwrap();

    // Enter opens the best; whoever comes back finds what they had typed.
    wang.find("mrya", spot, &entry.name).await.unwrap();
    wang.press(Key::Enter).await.unwrap();
    wang.see(&id("door-state")).await.unwrap();
    wang.read(&id("person"), &entry.name).await.unwrap();
    leaves_no_trace(&wang, "mrya").await;
    wang.session().back().await.unwrap();
    wang.read(&hit(spot), &entry.name).await.unwrap();
    assert_eq!(wang.value(&id("find")).await.unwrap(), "mrya");

    li.go_to_tab("search").await.unwrap();
    li.fill(&id("find"), &entry.name).await.unwrap();
    li.read(&id("empty"), "没有找到").await.unwrap();
    wang.mend().await.unwrap();
    wang.go_home().await.unwrap();
    wang.all_sent().await.unwrap();
    li.meet().await.unwrap();
    li.go_to_tab("search").await.unwrap();
    li.find("mrya", spot, &entry.name).await.unwrap();
    li.tap(&hit(spot)).await.unwrap();
    li.read(&id("person"), &entry.phone).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_said_long_ago_is_found_by_its_sound_and_opened_where_it_was_said() {
    const SAID: &str = "物业的铝合金折梯在门卫室，要用的自己登记";
    let place = Place::open().await.unwrap();
    let (zhou, chen) = tokio::join!(resident(&place), sit(&place, "chen"));
    let words = core::iter::once(SAID.to_owned()).chain((1..=120).map(|number| format!("第{number}句")));
    for words in words {
        let act = ChatAct::Send { words, attached: Vec::new(), reply_to: None };
        ask(&chen, DoChat { chat: ChatId::Estate, act }).await.unwrap();
    }
    ask(&chen, SyncNow).await.unwrap();
    zhou.go_to_tab("chats").await.unwrap();
    zhou.read(&id("chat"), "第120句").await.unwrap();

    zhou.go_to_tab("square").await.unwrap();
    zhou.tap(&id("to-search")).await.unwrap();
    let found = format!("[data-kind=message] {}", id("hit"));
    for text in ["铝合金折梯", "lvhejinzheti", "lhjzt"] {
        zhou.fill(&id("find"), text).await.unwrap();
        for part in [SAID, "全小区", "陈静"] {
            zhou.read(&found, part).await.unwrap();
        }
    }
    fits(&zhou).await;
    zhou.press(Key::Down).await.unwrap();
    zhou.press(Key::Enter).await.unwrap();
    let sought = format!(".said-sought {}", id("message-words"));
    zhou.read(&sought, SAID).await.unwrap();
    let js = "return document.activeElement?.matches('.said-sought')";
    zhou.wait("the focus on the message", js, Vec::new()).await.unwrap();
    let js = "const at = document.querySelector('.said-sought').getBoundingClientRect(); \
        return at.top >= 0 && at.bottom <= innerHeight";
    zhou.wait("the message in sight", js, Vec::new()).await.unwrap();
    zhou.see(&id("chat-later")).await.unwrap();
    let shown = zhou.texts(&id("message-words")).await.unwrap();
    assert!(!shown.iter().any(|words| words == "第120句"), "what is far from it is not loaded");

    // From there on to the newest, and back to the hit.
    zhou.tap(&id("to-newest")).await.unwrap();
    zhou.read(&id("message-words"), "第120句").await.unwrap();
    zhou.miss(&id("to-newest")).await.unwrap();
    zhou.miss(&id("chat-later")).await.unwrap();
    zhou.session().back().await.unwrap();
    zhou.read(&found, SAID).await.unwrap();
}

/// Neither the address nor what the browser keeps beside it holds what was typed.
async fn leaves_no_trace(person: &Screen, text: &str) {
    let js = "return [decodeURIComponent(location.href), document.title, JSON.stringify(history.state), document.cookie, \
        JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })]";
    let kept = person.script(js, Vec::new()).await.unwrap();
    let kept = kept.as_array().unwrap();
    assert_eq!(kept.len(), 6);
    assert_ne!(kept[0], json!(""));
    assert!(kept.iter().all(|one| !one.as_str().unwrap_or_default().contains(text)), "{text}: {kept:?}");
}
