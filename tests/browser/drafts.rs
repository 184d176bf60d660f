//! A form that was begun is there again, however the app ended.

use tests::webdriver::{Person, Place, entry, id};

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
