//! Lists by condition, kept under a name, and the round of a day.

use std::collections::BTreeSet;

use linli_contract::households::Edit;
use linli_shared::households::Field;
use serde_json::json;
use tests::webdriver::{Person, Place, Screen, Spot, id};

/// Goes down the list by half a screen; tells the doors of all rows once the last was seen.
const ROWS: &str = "const seen = window.rowsSeen ??= new Map(), rows = [...document.querySelectorAll(arguments[0])]; \
    for (const row of rows) seen.set(Number(row.closest('li').ariaPosInSet), row.getAttribute('href')); \
    const last = rows.length && Number(rows[0].closest('li').ariaSetSize); \
    if (last !== 0 && seen.size === last && seen.has(last)) { delete window.rowsSeen; return [...seen.values()]; } \
    scrollBy({ top: innerHeight / 2, behavior: 'instant' }); return false";

#[tokio::test(flavor = "multi_thread")]
async fn a_list_shows_every_door_that_meets_its_conditions_and_is_kept() {
    let place = Place::open().await.unwrap();
    let wang = Person::join(&place, "wang").await.unwrap();
    let alone = planned(&place, &[Field::CareAloneElder]);
    let both = planned(&place, &[Field::CareAloneElder, Field::CareVeryOld]);
    assert!(!both.is_empty() && both.len() < alone.len(), "{} of {}", both.len(), alone.len());

    wang.cut().await.unwrap();
    wang.go_to_more("lists").await.unwrap();
    is_shown(&wang, "care-aloneelder", "独居老人", &alone).await;
    wang.tap(&id("conditions")).await.unwrap();
    let chip = "[data-filter=care-veryold]";
    wang.read(chip, "高龄").await.unwrap();
    wang.tap(chip).await.unwrap();
    wang.read(&id("show-list"), &format!("看这 {} 户", both.len())).await.unwrap();
    wang.tap(&id("show-list")).await.unwrap();
    assert_eq!(rows(&wang).await, both);

    wang.tap(&id("name-list")).await.unwrap();
    assert_eq!(wang.value(&id("list-name")).await.unwrap(), "独居老人 · 高龄");
    wang.fill(&id("list-name"), "冬天先去看").await.unwrap();
    wang.tap(&id("save-list")).await.unwrap();
    wang.read(&id("saved-list"), "冬天先去看").await.unwrap();
    wang.reload().await.unwrap();
    wang.read(&id("saved-list"), &both.len().to_string()).await.unwrap();
    assert_eq!(wang.texts(&id("saved-list")).await.unwrap().len(), 1);
    assert!(wang.texts("[data-filter][aria-pressed=true]").await.unwrap().is_empty(), "nothing is chosen yet");
    wang.tap(&id("saved-list")).await.unwrap();
    wang.read(&id("list-sum"), &format!("{} 户", both.len())).await.unwrap();
    assert_eq!(rows(&wang).await, both);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_door_promised_for_today_is_on_the_round_until_somebody_was_met() {
    let place = Place::open().await.unwrap();
    let wang = Person::join(&place, "wang").await.unwrap();
    let spot = place.untouched()[0];
    let here = format!("{}[href=\"/door/{}\"]", id("round-door"), spot.door);
    wang.cut().await.unwrap();
    wang.go_to_tab("round").await.unwrap();
    wang.see(&id("round-goes")).await.unwrap();
    let before = wang.texts(&id("round-door")).await.unwrap().len();
    wang.miss(&here).await.unwrap();

    promise(&wang, spot).await;
    wang.go_to_tab("round").await.unwrap();
    wang.read(&here, "约好今天来").await.unwrap();
    wang.read(&id("round-goes"), &format!("还有 {} 户", before + 1)).await.unwrap();
    assert_eq!(wang.texts(&id("round-door")).await.unwrap().len(), before + 1);

    wang.tap(&here).await.unwrap();
    wang.note_visit("met", false).await.unwrap();
    wang.read(&id("visit"), "见到了").await.unwrap();
    wang.go_to_tab("round").await.unwrap();
    wang.read(&id("round-goes"), &format!("今天已走 1 户，还有 {before} 户")).await.unwrap();
    wang.miss(&here).await.unwrap();
    assert_eq!(wang.texts(&id("round-door")).await.unwrap().len(), before);
}

/// Nobody opened; they come once more today.
async fn promise(person: &Screen, spot: Spot) {
    person.go_to_door(spot).await.unwrap();
    person.note_visit("nobody-home", true).await.unwrap();
    person.see(&format!("{}[data-state=due]", id("door-state"))).await.unwrap();
}

/// Chooses a condition, and finds its number of doors on the chip, above the list and in the list.
async fn is_shown(person: &Screen, filter: &str, name: &str, doors: &BTreeSet<String>) {
    let chip = format!("[data-filter={filter}]");
    person.read(&chip, name).await.unwrap();
    person.read(&format!("{chip} .chip-number"), &doors.len().to_string()).await.unwrap();
    person.tap(&chip).await.unwrap();
    person.read(&id("show-list"), &format!("看这 {} 户", doors.len())).await.unwrap();
    person.tap(&id("show-list")).await.unwrap();
    person.read(&id("list-sum"), &format!("{} 户", doors.len())).await.unwrap();
    assert_eq!(rows(person).await, *doors);
}

async fn rows(person: &Screen) -> BTreeSet<String> {
    let rows = person.wait("the end of the list", ROWS, vec![json!(id("list-row"))]).await.unwrap();
    let all: Vec<String> = serde_json::from_value(rows).unwrap();
    let doors: BTreeSet<String> = all.iter().cloned().collect();
    assert_eq!(doors.len(), all.len(), "a door stands there twice: {all:?}");
    doors
}

/// The addresses of the doors of the first grid where people of all these care groups were registered.
fn planned(place: &Place, groups: &[Field]) -> BTreeSet<String> {
    let tree = place.plan().tree();
    let grid = tree.grids()[0];
    let of_group = |group: &Field| {
        let is_set = |edit: &Edit| matches!(edit, Edit::Set { field, value: Some(_), .. } if field == group);
        let here = place.plan().households.iter().filter(|household| tree.contains(household.door, grid));
        let households = here.filter(|household| household.edits.iter().any(is_set));
        households.map(|household| format!("/door/{}", household.door)).collect::<BTreeSet<_>>()
    };
    let all = groups.iter().map(of_group);
    all.reduce(|one, other| &one & &other).unwrap_or_default()
}
