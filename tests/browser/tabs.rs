//! The same address in two tabs: one works, the other says so.

use tests::webdriver::{Person, Place, entry, id};

#[tokio::test(flavor = "multi_thread")]
async fn a_second_tab_says_that_the_first_is_open_and_loses_nothing() {
    let place = Place::open().await.unwrap();
    let wang = Person::join(&place, "wang").await.unwrap();
    let (spot, entry) = (place.untouched()[0], entry(5));
    wang.go_to_door(spot).await.unwrap();
    wang.begin().await.unwrap();
    wang.type_in(&entry).await.unwrap();

    let first = wang.session().window().await.unwrap();
    let second = wang.session().new_tab().await.unwrap();
    wang.session().switch_to_window(second.clone()).await.unwrap();
    wang.goto(&format!("{}/door/{}", wang.origin(), spot.door)).await.unwrap();
    wang.read(&id("cannot-open"), "邻里已在另一个窗口打开").await.unwrap();

    wang.session().switch_to_window(first).await.unwrap();
    assert_eq!(wang.value(&id("field-name")).await.unwrap(), entry.name);
    wang.save().await.unwrap();
    wang.is_sent().await.unwrap();
    wang.session().close_window().await.unwrap();

    wang.session().switch_to_window(second).await.unwrap();
    wang.tap(&id("retry")).await.unwrap();
    wang.read(&id("person"), &entry.name).await.unwrap();
}
