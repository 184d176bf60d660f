//! Two people who change the same thing out of each other's sight.

use tests::webdriver::{Person, Place, entry, id};

#[tokio::test(flavor = "multi_thread")]
async fn both_see_both_numbers_and_whoever_chooses_settles_it_for_both() {
    let place = Place::open().await.unwrap();
    let (wang, li) = tokio::try_join!(Person::join(&place, "wang"), Person::join(&place, "li")).unwrap();
    let (spot, entry) = (place.untouched()[1], entry(21));
    wang.go_to_door(spot).await.unwrap();
    wang.begin().await.unwrap();
    wang.type_in(&entry).await.unwrap();
    wang.save().await.unwrap();
    wang.is_sent().await.unwrap();
    li.meet().await.unwrap();
    li.find_at(spot, &entry.name).await.unwrap();

    // Each writes another number, and each enters the same child.
    for (person, phone) in [(&wang, "15470000001"), (&li, "15470000002")] {
        person.cut().await.unwrap();
        person.edit().await.unwrap();
        person.fill(&id("field-phone"), phone).await.unwrap();
        person.tap(&id("person-toggle")).await.unwrap();
        person.miss(&id("field-name")).await.unwrap();
        person.tap(&id("add-person")).await.unwrap();
        person.fill(&id("field-name"), "司徒小满").await.unwrap();
        person.choose(&id("field-relation"), "3").await.unwrap();
        person.save().await.unwrap();
        person.read(&id("person"), phone).await.unwrap();
    }
    wang.mend().await.unwrap();
    wang.is_sent().await.unwrap();
    li.mend().await.unwrap();
    li.is_sent().await.unwrap();
    wang.meet().await.unwrap();
    wang.go_to_door(spot).await.unwrap();

    let values = format!("{}[data-field=phone] {}", id("conflict"), id("alternative"));
    for (person, mine, others, other) in
        [(&wang, "15470000001", "15470000002", "李敏"), (&li, "15470000002", "15470000001", "王芳")]
    {
        person.read(&values, mine).await.unwrap();
        person.read(&values, others).await.unwrap();
        let shown = person.texts(&values).await.unwrap();
        assert_eq!(shown.len(), 2, "{shown:?}");
        assert!(shown.iter().any(|one| one.contains(mine) && is_by(one, "我")), "{shown:?}");
        assert!(shown.iter().any(|one| one.contains(others) && is_by(one, other)), "{shown:?}");
        assert_eq!(person.texts(&id("person")).await.unwrap().len(), 3, "the child stands there twice");
    }

    // Li takes Wang's number and joins the two entries of the child.
    let shown = li.texts(&values).await.unwrap();
    let nth = shown.iter().position(|one| one.contains("15470000001")).unwrap() + 1;
    li.tap(&format!("{values}:nth-child({nth}) {}", id("take"))).await.unwrap();
    li.miss(&id("conflict")).await.unwrap();
    li.read(&id("duplicate"), "司徒小满").await.unwrap();
    li.tap(&id("join-into")).await.unwrap();
    li.miss(&id("duplicate")).await.unwrap();
    li.is_sent().await.unwrap();

    wang.meet().await.unwrap();
    wang.go_to_door(spot).await.unwrap();
    for person in [&wang, &li] {
        person.miss(&id("conflict")).await.unwrap();
        person.miss(&id("duplicate")).await.unwrap();
        let people = person.texts(&id("person")).await.unwrap();
        assert_eq!(people.len(), 2, "{people:?}");
        assert!(people[0].contains(&entry.name) && people[0].contains("15470000001"), "{people:?}");
        assert!(people[1].contains("司徒小满"), "{people:?}");
    }
}

/// Whether a value says whose it is, and the time of day.
fn is_by(value: &str, name: &str) -> bool {
    let said = value.split_once(&format!("{name} · ")).map(|(_, time)| time);
    said.is_some_and(|time| time.lines().next().is_some_and(|time| time.contains(':')))
}
