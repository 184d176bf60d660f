//! Pictures of the screens for people to look at: `cargo test -p tests --test browser screenshots -- --ignored` writes
//! them to `target/screenshots`.

use std::path::Path;

use serde_json::json;
use tests::webdriver::{Person, Place};

use crate::residents::own_affairs;
use crate::walk::Walk;
use crate::walk_affairs;
use crate::walk_members::Neighbours;
use crate::walk_square;

const PHONE: (u32, u32) = (360, 740);
const DESK: (u32, u32) = (1280, 800);

/// Name, size, theme, type, language.
type Looks = (&'static str, (u32, u32), &'static str, &'static str, &'static str);

const LOOKS: [Looks; 5] = [
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
    let walk = Walk::prepare(&place, &wang, &li).await;
    let neighbours = Neighbours::arrive(&place, &chen).await;
    let qian = own_affairs(&place, "qian", "钱明").await;
    walk_square::prepare(&place).await;
    for (name, size, theme, kind, language) in LOOKS {
        for person in [&wang, &chen, &qian, &neighbours.zhou, &neighbours.stranger] {
            person.resize(size, 2).await.unwrap();
            let js = "for (const [name, value] of Object.entries(arguments[0])) localStorage.setItem('linli-' + name, value); return true";
            let wish = json!({ "theme": theme, "type": kind, "lang": language });
            person.script(js, vec![wish]).await.unwrap();
            person.reload().await.unwrap();
            person.see(&format!("html[lang={language}] #content")).await.unwrap();
        }
        let mut picture = async |person: &Person, screen: &'static str| {
            person.is_still().await.unwrap();
            person.picture(&folder.join(format!("{name}-{screen}.png"))).await.unwrap();
        };
        walk.go(&wang, &chen, &mut picture).await;
        neighbours.go(&wang, &chen, &mut picture).await;
        walk_affairs::go(&neighbours.zhou, &chen, &qian, &mut picture).await;
        walk_square::go(&neighbours.zhou, &chen, &mut picture).await;
    }
}
