//! Finding somebody: by whatever a person remembers of them, without a network, and without a trace of what was typed.

use serde_json::json;
use tests::webdriver::{Person, Place, Screen, entry, hit, id};
use thirtyfour::Key;

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
