//! At the door: one tap and its undo, ID numbers as people type them, a door nobody knew of.

use tests::webdriver::{Person, Place, Screen, Spot, door_cell, entry, id};

#[tokio::test(flavor = "multi_thread")]
async fn doors_are_worked_with_a_tap_with_papers_and_without_a_network() {
    let place = Place::open().await.unwrap();
    let (wang, li) = tokio::try_join!(Person::join(&place, "wang"), Person::join(&place, "li")).unwrap();
    let spots = place.untouched();
    nobody_home_and_undo(&wang, spots[0]).await;
    id_numbers(&wang, spots[1]).await;
    let path = unknown_door(&wang, spots[2]).await;
    li.meet().await.unwrap();
    li.go_to_stair(spots[2]).await.unwrap();
    li.tap(&format!("a[href=\"{path}\"][data-label=\"夹层1\"]")).await.unwrap();
    li.read(&id("person"), &entry(30).name).await.unwrap();
}

async fn nobody_home_and_undo(person: &Screen, spot: Spot) {
    person.go_to_door(spot).await.unwrap();
    person.see(&format!("{}[data-state=unregistered]", id("door-state"))).await.unwrap();
    person.tap(&id("nobody-home")).await.unwrap();
    person.read(&id("visit"), "没人在家").await.unwrap();
    person.see(&format!("{}[data-state=nobody-home]", id("door-state"))).await.unwrap();
    person.tap(&id("undo")).await.unwrap();
    person.read(&id("visit"), "已撤回").await.unwrap();
    person.see(&format!("{}[data-state=unregistered]", id("door-state"))).await.unwrap();
    person.tap(&id("back")).await.unwrap();
    person.see(&format!("{}[data-state=unregistered]", door_cell(spot))).await.unwrap();
}

async fn id_numbers(person: &Screen, spot: Spot) {
    let below = ".id-input .field-below";
    person.go_to_door(spot).await.unwrap();
    person.begin().await.unwrap();
    person.fill(&id("field-name"), "诸葛望舒").await.unwrap();
    // The form of before 1999 is explained, and not taken.
    person.fill(&id("field-id"), "340524800101001").await.unwrap();
    person.fill(&id("field-phone"), "").await.unwrap();
    person.tap(&id("save")).await.unwrap();
    person.read(below, "15 位旧号").await.unwrap();
    person.fill(&id("field-id"), "110105194912310021").await.unwrap();
    person.read(below, "校验位不对").await.unwrap();
    person.fill(&id("field-id"), "11010519491231002x").await.unwrap();
    person.read(below, "已按身份证号填好").await.unwrap();
    assert_eq!(person.value(&id("field-birth")).await.unwrap(), "1949-12-31");
    person.see(&format!("{} [data-code=\"2\"][aria-pressed=true]", id("field-sex"))).await.unwrap();
    person.save().await.unwrap();
    person.read(&id("id-number"), "110***********002X").await.unwrap();
    person.tap(&id("show-id")).await.unwrap();
    person.read(&id("id-number"), "11010519491231002X").await.unwrap();
}

/// Adds a door without a network and registers who lives there; gives the door's path.
async fn unknown_door(person: &Person, near: Spot) -> String {
    person.go_to_stair(near).await.unwrap();
    person.cut().await.unwrap();
    person.tap(&id("add-door")).await.unwrap();
    person.tap(&format!("{} [data-code=\"{}\"]", id("add-door-sheet"), near.stair)).await.unwrap();
    person.fill(&id("new-floor"), "2").await.unwrap();
    person.fill(&id("new-label"), "夹层1").await.unwrap();
    person.tap(&id("save-door")).await.unwrap();
    person.tap("[data-label=\"夹层1\"]").await.unwrap();
    person.see(&id("door-state")).await.unwrap();
    let path = person.script("return location.pathname", Vec::new()).await.unwrap();
    person.begin().await.unwrap();
    person.type_in(&entry(30)).await.unwrap();
    person.save().await.unwrap();
    person.mend().await.unwrap();
    person.is_sent().await.unwrap();
    path.as_str().unwrap().to_owned()
}
