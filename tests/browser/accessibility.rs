//! What a machine can find of barriers on every screen and sheet, in light and dark: contrast, names, roles, order.

use std::path::Path;

use serde_json::{Value, json};
use tests::webdriver::{Person, Place, id};

use crate::residents::own_affairs;
use crate::walk::Walk;
use crate::walk_affairs;
use crate::walk_members::Neighbours;
use crate::walk_square;

const RUN: &str = "const done = arguments[arguments.length - 1]; \
    axe.run({ resultTypes: ['violations'] }).then(all => done(all.violations.map(one => \
        ({ id: one.id, impact: one.impact, where: one.nodes.map(node => node.html.slice(0, 200)) }))), \
        error => done(String(error)))";

/// Screens and sheets the walk leads to; one that is left out is not looked at.
const STOPS: usize = 124;

#[tokio::test(flavor = "multi_thread")]
async fn no_screen_has_serious_barriers_in_light_or_dark() {
    let axe = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.tools/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(axe).expect("axe-core is not installed; `scripts/setup tools` does that");
    let place = Place::open().await.unwrap();
    let (wang, li) = tokio::try_join!(Person::join(&place, "wang"), Person::join(&place, "li")).unwrap();
    let chen = Person::join(&place, "chen").await.unwrap();
    let walk = Walk::prepare(&place, &wang, &li).await;
    let neighbours = Neighbours::arrive(&place, &chen).await;
    let qian = own_affairs(&place, "qian", "钱明").await;
    walk_square::prepare(&place).await;
    let (mut found, mut stops) = (Vec::new(), 0);
    for theme in ["light", "dark"] {
        for person in [&wang, &chen] {
            person.go_home().await.unwrap();
            person.tap(&id("settings")).await.unwrap();
            person.tap(&format!("{} [data-code={theme}]", id("theme"))).await.unwrap();
        }
        let js = "localStorage.setItem('linli-theme', arguments[0]); return true";
        for person in [&qian, &neighbours.zhou, &neighbours.stranger] {
            person.script(js, vec![json!(theme)]).await.unwrap();
        }
        for person in [&wang, &chen, &qian, &neighbours.zhou, &neighbours.stranger] {
            person.reload().await.unwrap();
            person.see(&format!("html[data-theme={theme}] #content")).await.unwrap();
        }
        let mut look = async |person: &Person, screen: &'static str| {
            stops += 1;
            person.is_still().await.unwrap();
            for one in serious(person, &axe, screen).await {
                found.push((theme, screen, one));
            }
        };
        walk.go(&wang, &chen, &mut look).await;
        neighbours.go(&wang, &chen, &mut look).await;
        walk_affairs::go(&neighbours.zhou, &chen, &qian, &mut look).await;
        walk_square::go(&neighbours.zhou, &chen, &mut look).await;
    }
    assert_eq!(stops, 2 * STOPS);
    assert!(found.is_empty(), "{found:#?}");
}

async fn serious(person: &Person, axe: &str, screen: &str) -> Vec<Value> {
    // A page that was loaded anew has forgotten it.
    if person.script("return typeof axe", Vec::new()).await.unwrap() != json!("object") {
        person.script(&format!("{axe}; window.axe = axe; return true"), Vec::new()).await.unwrap();
    }
    let all = person.session().execute_async(RUN, Vec::new()).await.unwrap().json().clone();
    let all = all.as_array().unwrap_or_else(|| panic!("{screen}: {all}")).clone();
    let is_serious = |one: &Value| matches!(one["impact"].as_str(), Some("serious" | "critical"));
    all.into_iter().filter(is_serious).collect()
}
