//! One person, one household.

use tests::webdriver::{Person, Place, entry, id};

#[tokio::test(flavor = "multi_thread")]
async fn a_household_is_there_after_the_page_is_loaded_again() {
    let place = Place::open().await.unwrap();
    let wang = Person::join(&place, "wang").await.unwrap();
    let (spot, entry) = (place.untouched()[0], entry(0));
    wang.go_to_door(spot).await.unwrap();
    wang.begin().await.unwrap();
    wang.type_in(&entry).await.unwrap();
    wang.save().await.unwrap();
    wang.reload().await.unwrap();
    wang.read(&id("person"), &entry.name).await.unwrap();
    wang.read(&id("person"), &entry.phone).await.unwrap();
    wang.read(&id("id-number"), &entry.id_number[14..]).await.unwrap();
    wang.read("[data-field=note]", &entry.note).await.unwrap();
    wang.is_sent().await.unwrap();
}
