//! Pictures of the screens for people to look at: `cargo test -p tests --test browser screenshots -- --ignored` writes
//! them to `target/screenshots`.

use std::path::{Path, PathBuf};

use serde_json::json;
use tests::webdriver::{Person, Place, Spot, entry, id};

const PHONE: (u32, u32) = (360, 740);
const DESK: (u32, u32) = (1280, 800);

/// Name, size, theme, type, language.
type Look = (&'static str, (u32, u32), &'static str, &'static str, &'static str);

const LOOKS: [Look; 5] = [
    ("phone-light", PHONE, "light", "normal", "zh-Hans"),
    ("phone-dark", PHONE, "dark", "normal", "zh-Hans"),
    ("phone-large", PHONE, "light", "large", "zh-Hans"),
    ("phone-english", PHONE, "light", "normal", "en"),
    ("desk-light", DESK, "light", "normal", "zh-Hans"),
];

#[tokio::test(flavor = "multi_thread")]
#[ignore = "makes pictures, checks nothing"]
async fn screenshots() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/screenshots");
    std::fs::create_dir_all(&folder).unwrap();
    let place = Place::open().await.unwrap();
    let (wang, li) = tokio::try_join!(Person::join(&place, "wang"), Person::join(&place, "li")).unwrap();
    let chen = Person::join(&place, "chen").await.unwrap();
    let spots = place.untouched();
    differ(&wang, &li, spots[0]).await;
    let family = registered(&place);
    wang.cut().await.unwrap();
    wang.go_to_door(spots[2]).await.unwrap();
    wang.tap(&id("nobody-home")).await.unwrap();
    wang.see(&id("visit")).await.unwrap();
    wang.go_to_door(spots[4]).await.unwrap();
    wang.begin().await.unwrap();
    wang.type_in(&entry(4)).await.unwrap();
    wang.draft_is_kept().await.unwrap();
    for (name, size, theme, kind, language) in LOOKS {
        let picture = |screen: &str| -> PathBuf { folder.join(format!("{name}-{screen}.png")) };
        for person in [&wang, &chen] {
            person.resize(size, 2).await.unwrap();
            let js = "for (const [name, value] of Object.entries(arguments[0])) localStorage.setItem('linli-' + name, value); return true";
            let wish = json!({ "theme": theme, "type": kind, "lang": language });
            person.script(js, vec![wish]).await.unwrap();
            person.reload().await.unwrap();
            person.see("#content").await.unwrap();
            person.go_home().await.unwrap();
            person.see(&id("building")).await.unwrap();
        }
        wang.picture(&picture("home")).await.unwrap();
        wang.go_to_stair(family).await.unwrap();
        wang.picture(&picture("board")).await.unwrap();
        wang.go_to_door(family).await.unwrap();
        wang.see(&id("household")).await.unwrap();
        wang.picture(&picture("door")).await.unwrap();
        wang.go_to_door(spots[0]).await.unwrap();
        wang.see(&id("conflict")).await.unwrap();
        wang.picture(&picture("conflict")).await.unwrap();
        wang.go_to_door(spots[4]).await.unwrap();
        wang.tap(&id("register")).await.unwrap();
        wang.see(&id("restored")).await.unwrap();
        wang.picture(&picture("form")).await.unwrap();
        wang.go_home().await.unwrap();
        wang.tap(&id("sync-line")).await.unwrap();
        wang.see(&id("waiting")).await.unwrap();
        wang.picture(&picture("sync")).await.unwrap();
        wang.go_home().await.unwrap();
        wang.tap(&id("settings")).await.unwrap();
        wang.see(&id("theme")).await.unwrap();
        wang.picture(&picture("settings")).await.unwrap();
        chen.picture(&picture("committee")).await.unwrap();
    }
}

/// Two telephone numbers for one person.
async fn differ(wang: &Person, li: &Person, spot: Spot) {
    wang.go_to_door(spot).await.unwrap();
    wang.begin().await.unwrap();
    wang.type_in(&entry(0)).await.unwrap();
    wang.save().await.unwrap();
    wang.is_sent().await.unwrap();
    li.meet().await.unwrap();
    li.find_at(spot, &entry(0).name).await.unwrap();
    for (person, phone) in [(wang, "15470000001"), (li, "15470000002")] {
        person.cut().await.unwrap();
        person.edit().await.unwrap();
        person.fill(&id("field-phone"), phone).await.unwrap();
        person.save().await.unwrap();
    }
    for person in [li, wang] {
        person.mend().await.unwrap();
        person.is_sent().await.unwrap();
    }
}

/// A door of the first grid with the most people behind it.
fn registered(place: &Place) -> Spot {
    let plan = place.plan();
    let tree = plan.tree();
    let grid = tree.grids()[0];
    let here = plan.households.iter().filter(|household| tree.contains(household.door, grid));
    let fullest = here.max_by_key(|household| household.edits.len()).unwrap();
    Spot::of(&tree, fullest.door).unwrap()
}
