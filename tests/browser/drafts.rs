//! A form that was begun is there again, however the app ended.

use tests::webdriver::{Person, Place, entry, id};

use crate::tickets::fits;

const DUTY: &str = "居委会值班表";
const HOURS: &str = "每天 8:00–20:00";
const CLINIC: &str = "修家电的老周";
const PHONE: &str = "5566-7799";
const DUMPLINGS: &str = "冬至包饺子";
const VENUE: &str = "二楼活动室";

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_and_a_saved_household_survive_a_killed_browser() {
    let place = Place::open().await.unwrap();
    let mut wang = Person::join(&place, "wang").await.unwrap();
    let (saved, begun) = (place.untouched()[0], place.untouched()[1]);
    wang.cut().await.unwrap();
    wang.go_to_door(saved).await.unwrap();
    wang.begin().await.unwrap();
    wang.type_in(&entry(0)).await.unwrap();
    wang.save().await.unwrap();
    wang.go_to_door(begun).await.unwrap();
    wang.begin().await.unwrap();
    wang.fill(&id("field-name"), &entry(1).name).await.unwrap();
    wang.fill(&id("field-id"), &entry(1).id_number).await.unwrap();
    wang.draft_is_kept().await.unwrap();

    wang.kill_and_open().await.unwrap();
    wang.find_at(saved, &entry(0).name).await.unwrap();
    wang.go_to_door(begun).await.unwrap();
    wang.see(&id("draft-banner")).await.unwrap();
    wang.tap(&id("register")).await.unwrap();
    wang.see(&id("restored")).await.unwrap();
    assert_eq!(wang.value(&id("field-name")).await.unwrap(), entry(1).name);
    assert_eq!(wang.value(&id("field-id")).await.unwrap(), entry(1).id_number);
    wang.save().await.unwrap();
    wang.mend().await.unwrap();
    wang.is_sent().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_typed_of_entries_and_of_changes_survives_a_killed_browser() {
    let place = Place::open().await.unwrap();
    let mut chen = Person::join(&place, "chen").await.unwrap();
    to_guides(&chen).await;
    chen.go_to_more("activities").await.unwrap();
    chen.see(&id("activity")).await.unwrap();
    chen.cut().await.unwrap();
    // A new entry, a change of one, a change of an activity: each is begun and left.
    to_guides(&chen).await;
    chen.tap(&id("write-guide")).await.unwrap();
    chen.fill(&id("write-title"), CLINIC).await.unwrap();
    chen.draft_is_kept().await.unwrap();
    to_change(&chen, "guide", DUTY).await;
    chen.fill(&id("write-hours"), HOURS).await.unwrap();
    chen.draft_is_kept().await.unwrap();
    to_change(&chen, "activity", DUMPLINGS).await;
    chen.fill(&id("write-place"), VENUE).await.unwrap();
    chen.draft_is_kept().await.unwrap();
    fits(&chen).await;

    chen.kill_and_open().await.unwrap();
    to_change(&chen, "activity", DUMPLINGS).await;
    chen.see(&id("draft-found")).await.unwrap();
    assert_eq!(chen.value(&id("write-place")).await.unwrap(), VENUE);
    fits(&chen).await;
    chen.tap(&id("send-activity")).await.unwrap();
    chen.read("main", VENUE).await.unwrap();
    chen.tap(&id("change-activity")).await.unwrap();
    chen.see(&id("activity-form")).await.unwrap();
    chen.miss(&id("draft-found")).await.unwrap();

    // What is thrown away comes back if that was a mistake.
    to_change(&chen, "guide", DUTY).await;
    chen.see(&id("draft-found")).await.unwrap();
    assert_eq!(chen.value(&id("write-hours")).await.unwrap(), HOURS);
    chen.tap(&id("drop-draft")).await.unwrap();
    chen.miss(&id("draft-found")).await.unwrap();
    assert_ne!(chen.value(&id("write-hours")).await.unwrap(), HOURS);
    chen.tap(&id("undo")).await.unwrap();
    chen.draft_is_kept().await.unwrap();
    assert_eq!(chen.value(&id("write-hours")).await.unwrap(), HOURS);

    to_guides(&chen).await;
    chen.read(&id("write-guide"), "接着写").await.unwrap();
    chen.tap(&id("write-guide")).await.unwrap();
    chen.see(&id("draft-found")).await.unwrap();
    assert_eq!(chen.value(&id("write-title")).await.unwrap(), CLINIC);
    chen.fill(&id("write-phone"), PHONE).await.unwrap();
    chen.tap(&id("save-guide")).await.unwrap();
    chen.read(&id("guide-title"), CLINIC).await.unwrap();
    to_guides(&chen).await;
    chen.read(&id("write-guide"), "加一条").await.unwrap();
}

async fn to_guides(chen: &Person) {
    chen.go_to_more("guides").await.unwrap();
    chen.see(&id("guide")).await.unwrap();
}

/// Opens the form of something that is there.
async fn to_change(chen: &Person, what: &str, title: &str) {
    let (list, form) = if what == "guide" { ("guides", "guide-form") } else { ("activities", "activity-form") };
    chen.go_to_more(list).await.unwrap();
    chen.follow(&id(what), title).await.unwrap();
    chen.tap(&id(&format!("change-{what}"))).await.unwrap();
    chen.see(&id(form)).await.unwrap();
}
