//! What a machine can find of barriers on the screens, in light and dark: contrast, names, roles, order.

use std::path::Path;

use serde_json::{Value, json};
use tests::webdriver::{Person, Place, entry, id};

const RUN: &str = "const done = arguments[arguments.length - 1]; \
    axe.run({ resultTypes: ['violations'] }).then(all => done(all.violations.map(one => \
        ({ id: one.id, impact: one.impact, where: one.nodes.map(node => node.html.slice(0, 200)) }))), \
        error => done(String(error)))";

#[tokio::test(flavor = "multi_thread")]
async fn no_screen_has_serious_barriers_in_light_or_dark() {
    let axe = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.tools/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(axe).expect("axe-core is not installed; `scripts/setup tools` does that");
    let place = Place::open().await.unwrap();
    let wang = Person::join(&place, "wang").await.unwrap();
    let (spot, entry) = (place.untouched()[0], entry(7));
    let mut found = Vec::new();
    for theme in ["light", "dark"] {
        wang.go_home().await.unwrap();
        wang.tap(&id("settings")).await.unwrap();
        wang.tap(&format!("{} [data-code={theme}]", id("theme"))).await.unwrap();
        wang.see(&format!("html[data-theme={theme}]")).await.unwrap();
        look(&wang, &axe, &format!("settings, {theme}"), &mut found).await;
        wang.go_home().await.unwrap();
        look(&wang, &axe, &format!("home, {theme}"), &mut found).await;
        wang.tap(&id("sync-line")).await.unwrap();
        wang.see(&id("link")).await.unwrap();
        look(&wang, &axe, &format!("sync, {theme}"), &mut found).await;
        wang.go_to_stair(spot).await.unwrap();
        look(&wang, &axe, &format!("board, {theme}"), &mut found).await;
        wang.go_to_door(spot).await.unwrap();
        if theme == "light" {
            wang.begin().await.unwrap();
            wang.type_in(&entry).await.unwrap();
            look(&wang, &axe, &format!("new form, {theme}"), &mut found).await;
            wang.save().await.unwrap();
        } else {
            wang.edit().await.unwrap();
            look(&wang, &axe, &format!("form, {theme}"), &mut found).await;
            wang.tap(&id("back")).await.unwrap();
            wang.see(&id("household")).await.unwrap();
        }
        look(&wang, &axe, &format!("door, {theme}"), &mut found).await;
    }
    assert!(found.is_empty(), "{found:#?}");
}

async fn look(person: &Person, axe: &str, screen: &str, found: &mut Vec<(String, Value)>) {
    // A page that was loaded anew has forgotten it.
    if person.script("return typeof axe", Vec::new()).await.unwrap() != json!("object") {
        person.script(&format!("{axe}; window.axe = axe; return true"), Vec::new()).await.unwrap();
    }
    person
        .wait(
            "the end of movement",
            "return document.getAnimations().every(one => one.playState !== 'running')",
            Vec::new(),
        )
        .await
        .unwrap();
    let all = person.session().execute_async(RUN, Vec::new()).await.unwrap().json().clone();
    let all = all.as_array().unwrap_or_else(|| panic!("{screen}: {all}")).clone();
    let is_serious = |one: &Value| matches!(one["impact"].as_str(), Some("serious" | "critical"));
    found.extend(all.into_iter().filter(is_serious).map(|one| (screen.to_owned(), one)));
}
