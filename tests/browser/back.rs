//! Back: the browser's, the arrow and Escape lead the same way, a sheet first, then where the person came from.

use serde_json::json;
use tests::webdriver::{Person, Place, Screen, door_cell, entry, hit, id};
use thirtyfour::Key;

#[tokio::test(flavor = "multi_thread")]
async fn an_open_sheet_closes_first_and_leaves_nothing_behind() {
    let place = Place::open().await.unwrap();
    let wang = Person::join(&place, "wang").await.unwrap();
    let spot = place.untouched()[0];
    let (sheet, door) = (id("visit-sheet"), format!("/door/{}", spot.door));
    let board = format!("/building/{}", spot.building);

    // The browser's back, as a phone's gesture does it.
    wang.go_to_door(spot).await.unwrap();
    open_sheet(&wang).await;
    wang.session().back().await.unwrap();
    wang.miss(&sheet).await.unwrap();
    is_at(&wang, &door).await;
    wang.session().back().await.unwrap();
    is_at(&wang, &board).await;

    // Escape, the close button, and an act; each closes the sheet, and the arrow needs no second tap.
    wang.tap(&door_cell(spot)).await.unwrap();
    open_sheet(&wang).await;
    wang.press(Key::Escape).await.unwrap();
    wang.miss(&sheet).await.unwrap();
    open_sheet(&wang).await;
    wang.tap(&format!("{sheet} .sheet-head button")).await.unwrap();
    wang.miss(&sheet).await.unwrap();
    wang.note_visit("refused", false).await.unwrap();
    wang.see(&id("visit")).await.unwrap();
    is_at(&wang, &door).await;
    is_settled(&wang).await;
    wang.tap(&id("back")).await.unwrap();
    is_at(&wang, &board).await;

    // A page that was loaded anew with a sheet open has no sheet to close.
    wang.tap(&door_cell(spot)).await.unwrap();
    open_sheet(&wang).await;
    wang.wait("the sheet's entry", "return history.state === 'sheet'", Vec::new()).await.unwrap();
    wang.reload().await.unwrap();
    wang.see(&id("door-state")).await.unwrap();
    is_settled(&wang).await;
    wang.session().back().await.unwrap();
    is_at(&wang, &board).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn back_leads_to_where_the_person_came_from() {
    let place = Place::open().await.unwrap();
    let wang = Person::join(&place, "wang").await.unwrap();
    let (spot, entry) = (place.untouched()[2], entry(17));
    let (door, board) = (format!("/door/{}", spot.door), format!("/building/{}", spot.building));

    // From the board to a door, into the form and back to the door by saving: the arrow leads to the board at once.
    wang.go_to_door(spot).await.unwrap();
    wang.begin().await.unwrap();
    wang.type_in(&entry).await.unwrap();
    wang.save().await.unwrap();
    is_at(&wang, &door).await;
    is_settled(&wang).await;
    wang.tap(&id("back")).await.unwrap();
    is_at(&wang, &board).await;

    // From the search, with the page loaded anew meanwhile, and with Escape in place of the arrow.
    wang.go_to_tab("search").await.unwrap();
    wang.find(&entry.name, spot, &entry.name).await.unwrap();
    wang.tap(&hit(spot)).await.unwrap();
    wang.see(&id("door-state")).await.unwrap();
    is_settled(&wang).await;
    wang.reload().await.unwrap();
    wang.see(&id("door-state")).await.unwrap();
    is_settled(&wang).await;
    wang.tap(&id("back")).await.unwrap();
    is_at(&wang, "/search").await;
    wang.find(&entry.name, spot, &entry.name).await.unwrap();
    wang.tap(&hit(spot)).await.unwrap();
    wang.see(&id("door-state")).await.unwrap();
    is_settled(&wang).await;
    wang.press(Key::Escape).await.unwrap();
    is_at(&wang, "/search").await;

    // From a list.
    wang.go_to_more("lists").await.unwrap();
    wang.tap("main a[href^=\"/door/\"]").await.unwrap();
    wang.see(&id("door-state")).await.unwrap();
    is_settled(&wang).await;
    wang.tap(&id("back")).await.unwrap();
    is_at(&wang, "/lists").await;

    // From outside there is nothing to go back to, so the arrow leads to the screen above.
    wang.goto(&format!("{}{door}", wang.origin())).await.unwrap();
    wang.see(&id("household")).await.unwrap();
    is_settled(&wang).await;
    wang.tap(&id("back")).await.unwrap();
    is_at(&wang, &board).await;
    wang.tap(&id("back")).await.unwrap();
    is_at(&wang, "/").await;
}

async fn open_sheet(person: &Screen) {
    person.tap(&id("other-visit")).await.unwrap();
    person.see(&id("visit-sheet")).await.unwrap();
}

async fn is_at(person: &Screen, path: &str) {
    person.wait(path, "return location.pathname === arguments[0]", vec![json!(path)]).await.unwrap();
}

/// Waits until the entry of this screen is marked and no sheet's entry lies on it.
async fn is_settled(person: &Screen) {
    let js = "return history.state === 'first' || String(history.state).startsWith('from ')";
    person.wait("the mark of the screen", js, Vec::new()).await.unwrap();
}
