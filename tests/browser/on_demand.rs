//! Screens that are loaded when they are first opened: where their part of the app cannot be had, where the service worker
//! keeps it, and where another version was published meanwhile.

use std::collections::BTreeSet;

use serde_json::json;
use tests::webdriver::{Person, Place, Road, Screen, id, version_of};

/// How the files begin that hold such screens.
const PARTS: &[&str] = &["/assets/split_", "/assets/chunk_"];

/// Screens of every part, by address.
const SCREENS: [&str; 12] = [
    "/lists",
    "/round",
    "/progress",
    "/notices",
    "/tickets",
    "/square",
    "/hall",
    "/chats",
    "/guides",
    "/activities",
    "/devices",
    "/settings",
];

/// Comes to a new phone whose network lets everything through but the parts; so the service worker keeps nothing.
async fn without_parts(place: &Place) -> Person {
    let road = Road::to(place.address()).await.unwrap();
    road.refuse(PARTS);
    let wang = Person::arrive_by(road, place, "wang", "#seat=wang").await.unwrap();
    wang.arrived().await.unwrap();
    wang
}

#[tokio::test(flavor = "multi_thread")]
async fn a_screen_that_cannot_be_loaded_says_so_and_opens_once_it_can() {
    let place = Place::open().await.unwrap();
    let wang = without_parts(&place).await;
    wang.script("window.isSame = true", Vec::new()).await.unwrap();

    wang.tap(&id("tab-search")).await.unwrap();
    wang.read(&id("empty"), "这一页还没有存到本机").await.unwrap();
    wang.tap(&id("load-again")).await.unwrap();
    wang.read(&id("toast"), "连一次网络再试").await.unwrap();
    wang.see(&format!("{}[aria-busy=false]", id("load-again"))).await.unwrap();

    wang.go_to_more("settings").await.unwrap();
    wang.see(&id("load-again")).await.unwrap();
    wang.road().refuse(&[]);
    wang.tap(&id("load-again")).await.unwrap();
    wang.see(&id("theme")).await.unwrap();
    assert!(wang.texts(&id("load-again")).await.unwrap().is_empty());
    wang.go_to_tab("search").await.unwrap();
    wang.see(&id("find")).await.unwrap();
    assert_eq!(wang.script("return window.isSame", Vec::new()).await.unwrap(), json!(true), "nothing was loaded anew");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_part_opens_without_a_network_after_one_visit() {
    let place = Place::open().await.unwrap();
    let wang = Person::join(&place, "wang").await.unwrap();
    opens_offline(&wang, &place).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_whose_version_is_gone_offers_the_new_one() {
    let place = Place::open().await.unwrap();
    let wang = without_parts(&place).await;
    let before = version(&wang).await;
    place.publish_next().unwrap();
    wang.road().refuse(&[]);

    wang.tap(&id("tab-search")).await.unwrap();
    wang.read(&id("empty"), "有新版本").await.unwrap();
    wang.tap(&id("load-newest")).await.unwrap();
    wang.see(&id("find")).await.unwrap();
    assert_ne!(version(&wang).await, before);
    assert_eq!(version(&wang).await, served(&place));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_version_that_is_kept_has_all_its_screens_until_the_new_one_is_wanted() {
    let place = Place::open().await.unwrap();
    let wang = Person::join(&place, "wang").await.unwrap();
    let before = version(&wang).await;
    place.publish_next().unwrap();
    clear_cache(&wang).await;

    wang.go_to_tab("search").await.unwrap();
    wang.see(&id("find")).await.unwrap();
    wang.reload().await.unwrap();
    wang.see(&id("update")).await.unwrap();
    assert_eq!(version(&wang).await, before, "nothing is loaded under somebody's hands");
    wang.see(&id("find")).await.unwrap();

    wang.tap(&format!("{} button", id("update"))).await.unwrap();
    let is_new = "return document.querySelector('meta[name=linli-version]').content === arguments[0]";
    wang.wait("the new version", is_new, vec![json!(served(&place))]).await.unwrap();
    wang.is_kept().await.unwrap();
    opens_offline(&wang, &place).await;
}

/// Opens a screen of every part from what the service worker keeps alone.
async fn opens_offline(person: &Person, place: &Place) {
    clear_cache(person).await;
    person.cut().await.unwrap();
    let mut loaded = BTreeSet::new();
    for path in SCREENS {
        person.goto(&format!("{}{path}", person.origin())).await.unwrap();
        person.see("#heading").await.unwrap();
        assert!(person.texts(&id("load-again")).await.unwrap().is_empty(), "{path}");
        assert_eq!(person.script("return location.pathname", Vec::new()).await.unwrap(), json!(path));
        loaded.extend(parts(person).await);
    }
    assert_eq!(loaded, laid_down(place), "a screen of every part");
}

/// So that the service worker's copy alone is left.
async fn clear_cache(person: &Person) {
    person.devtools("Network.clearBrowserCache", json!({})).await.unwrap();
}

/// The version of the page that is open.
async fn version(screen: &Screen) -> String {
    let js = "return document.querySelector('meta[name=linli-version]').content";
    screen.script(js, Vec::new()).await.unwrap().as_str().unwrap().to_owned()
}

/// The version that the relay serves.
fn served(place: &Place) -> String {
    let page = std::fs::read_to_string(place.app().join("index.html")).unwrap();
    version_of(&page).unwrap().to_owned()
}

/// The parts that the page has loaded, by file name.
async fn parts(screen: &Screen) -> BTreeSet<String> {
    let js = "return performance.getEntriesByType('resource').map(one => one.name.split('/').pop())\
        .filter(name => name.startsWith('split_'))";
    serde_json::from_value(screen.script(js, Vec::new()).await.unwrap()).unwrap()
}

/// The parts that there are.
fn laid_down(place: &Place) -> BTreeSet<String> {
    let files = std::fs::read_dir(place.app().join("assets")).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.starts_with("split_") && name.ends_with(".wasm")).collect()
}
