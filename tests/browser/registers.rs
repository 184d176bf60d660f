//! Registers that live: people move, die, are replaced by tenants, turn out to be registered already; and every step can be
//! taken back and read about.

use serde_json::json;
use tests::webdriver::{Entry, Person, Place, Screen, Spot, entry, id};

const CHILD: &str = "欧阳小满";

#[tokio::test(flavor = "multi_thread")]
async fn people_move_die_and_are_replaced_and_nothing_is_lost() {
    let place = Place::open().await.unwrap();
    let wang = Person::join(&place, "wang").await.unwrap();
    let tree = place.plan().tree();
    let spots = place.untouched();
    let path = |spot: Spot| [spot.building, spot.stair, spot.door].map(|area| tree.label(area).to_owned()).join(" ");
    let (first, second, tenant) = (entry(2), entry(11), entry(12));
    wang.cut().await.unwrap();

    a_family(&wang, spots[0], &first).await;
    moved_and_back(&wang, (spots[0], spots[1]), &path(spots[1]), &first).await;
    died(&wang, &first).await;
    replaced(&wang, spots[2], &second, &tenant).await;
    known_already(&wang, (spots[4], spots[2]), &path(spots[2]), &tenant).await;
}

/// Registers a person and a child.
async fn a_family(person: &Screen, spot: Spot, first: &Entry) {
    person.go_to_door(spot).await.unwrap();
    person.begin().await.unwrap();
    person.type_in(first).await.unwrap();
    person.tap(&id("person-toggle")).await.unwrap();
    person.miss(&id("field-name")).await.unwrap();
    person.tap(&id("add-person")).await.unwrap();
    person.fill(&id("field-name"), CHILD).await.unwrap();
    person.choose(&id("field-relation"), "3").await.unwrap();
    person.save().await.unwrap();
    assert_eq!(person.texts(&id("person")).await.unwrap().len(), 2);
}

/// The child moves by the menu, the toast brings them back, and the history tells both.
async fn moved_and_back(person: &Screen, (from, to): (Spot, Spot), path: &str, first: &Entry) {
    person.choose_act(&menu_of(1), "move").await.unwrap();
    person.fill(&id("door-filter"), path).await.unwrap();
    person.read(&id("pick-door"), path).await.unwrap();
    person.tap(&id("pick-door")).await.unwrap();
    let will = format!("{CHILD}搬到 {path}，单独成一户，资料一起过去。");
    person.read(&id("act-sentence"), &will).await.unwrap();
    person.confirm_act(&format!("{CHILD}已搬过去")).await.unwrap();
    person.read(".household-head", "1 人").await.unwrap();
    assert_eq!(names(person).await, [first.name.as_str()]);
    former(person, &format!("搬到 {path}")).await;

    person.tap(&id("undo")).await.unwrap();
    person.read(&id("toast"), "已撤销").await.unwrap();
    person.read(".household-head", "2 人").await.unwrap();
    assert_eq!(names(person).await, [first.name.as_str(), CHILD]);
    person.miss(&id("former")).await.unwrap();

    person.tap(&id("household-more")).await.unwrap();
    person.tap(&id("act-history")).await.unwrap();
    person.see(&id("history-change")).await.unwrap();
    let changes = person.texts(&id("history-change")).await.unwrap();
    let at = |words: &str| changes.iter().position(|change| change.contains(words));
    let moved = at(&format!("{CHILD} 搬到 {path}"));
    let back = at(&format!("{CHILD} 又住在这里"));
    assert!(back.is_some() && back < moved, "the newest first: {changes:?}");
    assert!(changes.last().unwrap().contains("登记了这一户"), "{changes:?}");
    assert!(changes.iter().all(|change| change.contains("我 · ") && !change.contains(&first.id_number)), "{changes:?}");
    person.tap(&id("back")).await.unwrap();
    person.see(&id("household")).await.unwrap();

    person.go_to_door(to).await.unwrap();
    assert!(names(person).await.is_empty());
    person.find_at(from, CHILD).await.unwrap();
}

/// Whoever died leaves the household for those who lived there before, with the day.
async fn died(person: &Screen, first: &Entry) {
    person.choose_act(&menu_of(0), "died").await.unwrap();
    let will = format!("{}移到「以前住在这里的人」，注明去世。", first.name);
    person.read(&id("act-sentence"), &will).await.unwrap();
    person.confirm_act(&format!("已注明{}去世", first.name)).await.unwrap();
    person.read(".household-head", "1 人").await.unwrap();
    assert_eq!(names(person).await, [CHILD]);
    former(person, "去世（").await;
    person.read(&id("departed"), &first.name).await.unwrap();
}

/// Other tenants: the form begins empty, and who lived there before stays to be read of.
async fn replaced(person: &Screen, spot: Spot, before: &Entry, after: &Entry) {
    person.go_to_door(spot).await.unwrap();
    person.begin().await.unwrap();
    person.type_in(before).await.unwrap();
    person.save().await.unwrap();
    person.choose_act(&id("household-more"), "tenants").await.unwrap();
    person.read(&id("act-sentence"), &before.name).await.unwrap();
    person.confirm_act("旧租户已结束，请登记新租户").await.unwrap();
    person.miss(&id("household")).await.unwrap();

    person.read(&id("register"), "登记住户").await.unwrap();
    person.tap(&id("register")).await.unwrap();
    person.see(&id("form-home")).await.unwrap();
    assert!(person.texts(&id("form-person")).await.unwrap().is_empty());
    let js = "return [...document.querySelectorAll('main input, main select')].filter(e => e.value).length";
    assert_eq!(person.script(js, Vec::new()).await.unwrap(), 0, "nothing of those before is in the form");
    person.tap(&id("add-person")).await.unwrap();
    person.type_in(after).await.unwrap();
    person.save().await.unwrap();
    assert_eq!(names(person).await, [after.name.as_str()]);
    former(person, "换了租户").await;
    person.read(&id("ended"), &format!("{}一户", before.name)).await.unwrap();
}

/// Whose number is typed at another door is known, and brought over rather than entered twice.
async fn known_already(person: &Screen, (to, from): (Spot, Spot), path: &str, known: &Entry) {
    person.go_to_door(to).await.unwrap();
    person.begin().await.unwrap();
    person.fill(&id("field-name"), "令狐望舒").await.unwrap();
    assert!(person.texts(&id("alike")).await.unwrap().is_empty());
    person.fill(&id("field-id"), &known.id_number).await.unwrap();
    person.read(&id("alike"), "这个人可能已经登记过").await.unwrap();
    person.read(&id("alike"), &format!("{}，", known.name)).await.unwrap();
    person.read(&id("alike"), &format!("登记在 {path}（身份证号相同）")).await.unwrap();

    person.tap(&id("moves-here")).await.unwrap();
    person.read(&id("act-sentence"), &known.name).await.unwrap();
    person.confirm_act(&format!("{}已搬过去", known.name)).await.unwrap();
    let here = "return location.pathname === arguments[0]";
    person.wait("the new door", here, vec![json!(format!("/door/{}", to.door))]).await.unwrap();
    person.read(&id("person"), &known.phone).await.unwrap();
    assert_eq!(names(person).await, [known.name.as_str()]);
    person.go_to_door(from).await.unwrap();
    assert!(names(person).await.is_empty());
}

/// Opens who lived there before, and reads why they are gone.
async fn former(person: &Screen, why: &str) {
    person.read(&format!("{} summary", id("former")), "以前住在这里的人").await.unwrap();
    person.tap(&format!("{} summary", id("former"))).await.unwrap();
    person.read(&format!("{} li", id("former")), why).await.unwrap();
}

/// The menu of the household's person at a place, counted from 0.
fn menu_of(at: usize) -> String {
    format!("{}:nth-child({}) {}", id("person"), at + 1, id("person-more"))
}

async fn names(person: &Screen) -> Vec<String> {
    person.texts(&format!("{} .person-name strong", id("person"))).await.unwrap()
}
