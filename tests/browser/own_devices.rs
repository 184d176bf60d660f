//! A further phone by a card, the first phone taking the second away, and the way back with a sheet of paper.

use tests::webdriver::{Person, Place, id};
use thirtyfour::Key;

#[tokio::test(flavor = "multi_thread")]
async fn a_second_phone_comes_by_a_card_and_is_taken_away_by_the_first() {
    let place = Place::open().await.unwrap();
    let wang = Person::join(&place, "wang").await.unwrap();
    wang.go_to_more("devices").await.unwrap();
    wang.tap(&id("add-device")).await.unwrap();
    wang.tap(&id("make-card")).await.unwrap();
    let card = wang.code(&id("card-code")).await.unwrap();
    let second = Person::arrive(&place, "wang-two", &card).await.unwrap();
    second.tap(&id("take")).await.unwrap();
    second.arrived().await.unwrap();

    // The sheet with the card closes by itself once the first phone hears that it was used.
    wang.miss(&id("add-device-sheet")).await.unwrap();
    // The newest is the last; before it stand the devices that are prepared for everybody of the demo.
    wang.see(&id("remove-device")).await.unwrap();
    let newest = format!("[...document.querySelectorAll('{}')].at(-1).click()", id("remove-device"));
    wang.script(&newest, Vec::new()).await.unwrap();
    wang.tap(&id("act-confirm")).await.unwrap();
    wang.miss(&id("device-sheet")).await.unwrap();
    wang.go_home().await.unwrap();
    wang.all_sent().await.unwrap();
    second.meet().await.unwrap();
    second.read(&id("link"), "服务器不再认得这台设备").await.unwrap();
    wang.meet().await.unwrap();
    wang.read(&id("link"), "已连通").await.unwrap();

    // A card that was used brings nobody in any more.
    let third = Person::arrive(&place, "wang-three", &card).await.unwrap();
    third.tap(&id("take")).await.unwrap();
    third.read(&id("sync-line"), "服务器不再认得这台设备").await.unwrap();
    assert!(third.texts(&id("building")).await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sheet_of_paper_brings_somebody_back() {
    let place = Place::open().await.unwrap();
    let wang = Person::join(&place, "wang").await.unwrap();
    wang.go_to_more("devices").await.unwrap();
    wang.tap(&id("paper-key")).await.unwrap();
    wang.tap(&id("make-paper")).await.unwrap();
    let link = wang.code(&id("paper-code")).await.unwrap();
    let groups = wang.texts(&format!("{} .paper-digits", id("paper-groups"))).await.unwrap();
    assert_eq!(groups.len(), 10);
    wang.go_home().await.unwrap();
    wang.all_sent().await.unwrap();

    let found = Person::arrive(&place, "wang-again", &link).await.unwrap();
    let mut wrong = groups.clone();
    wrong.swap(0, 1);
    found.fill(&id("paper-digits"), &wrong.join(" ")).await.unwrap();
    found.tap(&id("paper-take")).await.unwrap();
    found.see(".field-wrong").await.unwrap();
    found.fill(&id("paper-digits"), &groups.join(" ")).await.unwrap();
    found.press(Key::Enter).await.unwrap();
    found.arrived().await.unwrap();
    found.go_to_more("devices").await.unwrap();
    found.see(&id("remove-device")).await.unwrap();
}
