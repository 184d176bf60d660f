//! Progress: the charts are there for everybody, and say what the boards say.

use tests::webdriver::{Person, Place, Screen, entry, id};

#[tokio::test(flavor = "multi_thread")]
async fn progress_says_week_by_week_what_the_boards_say_today() {
    let place = Place::open().await.unwrap();
    let wang = Person::join(&place, "wang").await.unwrap();
    let spot = place.untouched()[0];
    wang.cut().await.unwrap();
    let before = number(&wang, &id("overall")).await;
    wang.go_to_door(spot).await.unwrap();
    wang.begin().await.unwrap();
    wang.type_in(&entry(6)).await.unwrap();
    wang.save().await.unwrap();
    wang.go_to_stair(spot).await.unwrap();
    let board = number(&wang, ".board-head").await;

    wang.go_to_more("progress").await.unwrap();
    let now = number(&wang, &id("progress-now")).await;
    assert_eq!(now, (before.0 + 1, before.1), "one more is registered, and no door is new");
    as_a_table(&wang, now).await;

    // The building's own progress is its board's.
    let part = format!("{}[href=\"/progress?within={}\"]", id("progress-part"), spot.building);
    assert_eq!(number(&wang, &part).await, board);
    wang.tap(&part).await.unwrap();
    wang.see(&id("progress-board")).await.unwrap();
    as_a_table(&wang, board).await;
    wang.tap(&id("progress-board")).await.unwrap();
    wang.see(&id("board")).await.unwrap();
    assert_eq!(number(&wang, ".board-head").await, board);
}

/// Chart, sentence and table agree; the table has a row for each week of the span that is chosen.
async fn as_a_table(person: &Screen, (covered, doors): (usize, usize)) {
    let part = id("progress-covered");
    let table = format!("{part} details");
    person.read(&part, &format!("今天 {covered} 户，共 {doors} 户")).await.unwrap();
    person.see(&format!("{part} {}[role=img][aria-label^=\"今天 {covered} 户\"]", id("chart"))).await.unwrap();
    person.read(&format!("{table} summary"), "用表格看").await.unwrap();
    person.tap(&format!("{table} summary")).await.unwrap();
    for (weeks, name) in [("26", "半年"), ("13", "三个月")] {
        let chip = format!("{} [data-code=\"{weeks}\"]", id("span"));
        person.read(&chip, name).await.unwrap();
        person.tap(&chip).await.unwrap();
        person.read(&part, &format!("{weeks} 周里")).await.unwrap();
        let rows = person.texts(&format!("{table} tbody tr")).await.unwrap();
        assert_eq!(rows.len().to_string(), weeks, "{rows:?}");
        let today = person.texts(&format!("{table} tbody tr:first-child td")).await.unwrap();
        assert_eq!(today, [covered.to_string()], "the newest week stands first");
    }
}

/// Registered doors of all doors, as the bar of an element says.
async fn number(person: &Screen, css: &str) -> (usize, usize) {
    let bar = format!("{css} .coverage-number");
    person.read(&bar, " / ").await.unwrap();
    let said = person.texts(&bar).await.unwrap().remove(0);
    let (registered, doors) = said.split_once(" / ").unwrap();
    (registered.parse().unwrap(), doors.parse().unwrap())
}
