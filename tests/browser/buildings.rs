//! The committee's hand in the buildings, and how a board is looked at and printed.

use linli_shared::areas::AreaKind;
use serde_json::json;
use tests::webdriver::{Person, Place, Spot, id};

#[tokio::test(flavor = "multi_thread")]
async fn the_committee_adds_and_renames_a_building_and_a_colleague_has_it() {
    let place = Place::open().await.unwrap();
    let (chen, wang) = tokio::try_join!(Person::join(&place, "chen"), Person::join(&place, "wang")).unwrap();
    let row = |label: &str| format!("{}[data-label=\"{label}\"]", id("area-row"));

    chen.go_to_more("areas").await.unwrap();
    chen.tap(&id("add-building")).await.unwrap();
    chen.fill(&id("area-label"), "99号楼").await.unwrap();
    for (field, value) in [("shape-stairs", "2"), ("shape-doors", "2"), ("shape-from", "1"), ("shape-to", "3")] {
        chen.fill(&id(field), value).await.unwrap();
    }
    chen.read(&id("area-preview"), "12").await.unwrap();
    chen.tap(&id("area-save")).await.unwrap();
    chen.miss(&id("area-sheet")).await.unwrap();
    chen.read(&row("99号楼"), "12").await.unwrap();
    chen.meet().await.unwrap();

    wang.meet().await.unwrap();
    wang.go_home().await.unwrap();
    wang.read(&id("building"), "99号楼").await.unwrap();
    let js = "return [...document.querySelectorAll(arguments[0])].find(e => e.innerText.includes('99号楼'))\
        .getAttribute('href')";
    let path = wang.script(js, vec![json!(id("building"))]).await.unwrap();
    wang.tap(&format!("a[href={path}]")).await.unwrap();
    wang.see("[data-label=\"302\"]").await.unwrap();
    assert_eq!(wang.texts(&format!("{} button", id("stairs"))).await.unwrap().len(), 2);

    // Who works in a grid has no hand in the buildings.
    wang.miss("a[href^=\"/areas\"]").await.unwrap();
    wang.goto(&format!("{}/areas", wang.origin())).await.unwrap();
    wang.see(&id("read-only")).await.unwrap();
    wang.see(&row("99号楼")).await.unwrap();
    for way in ["area-menu", "add-building", "add-grid"] {
        wang.miss(&id(way)).await.unwrap();
    }

    chen.go_to_more("areas").await.unwrap();
    chen.tap(&format!("{} {}", row("99号楼"), id("area-menu"))).await.unwrap();
    chen.tap(&id("do-rename")).await.unwrap();
    assert_eq!(chen.value(&id("area-label")).await.unwrap(), "99号楼");
    chen.fill(&id("area-label"), "99号甲楼").await.unwrap();
    chen.tap(&id("area-save")).await.unwrap();
    chen.see(&row("99号甲楼")).await.unwrap();
    chen.miss(&row("99号楼")).await.unwrap();
    chen.meet().await.unwrap();
    wang.meet().await.unwrap();
    wang.go_home().await.unwrap();
    wang.read(&format!("a[href={path}]"), "99号甲楼").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_stays_as_near_as_it_was_looked_at() {
    let place = Place::open().await.unwrap();
    let wang = Person::join(&place, "wang").await.unwrap();
    wang.go_to_stair(place.untouched()[0]).await.unwrap();
    let zoom = |step: &str| format!("{}[data-zoom={step}]", id("board"));
    wang.see(&zoom("normal")).await.unwrap();
    wang.tap(&id("zoom-in")).await.unwrap();
    wang.see(&zoom("near")).await.unwrap();
    wang.see(&format!("{}[aria-disabled=true]", id("zoom-in"))).await.unwrap();
    wang.reload().await.unwrap();
    wang.see(&zoom("near")).await.unwrap();
    wang.tap(&id("zoom-out")).await.unwrap();
    wang.see(&zoom("normal")).await.unwrap();
    wang.tap(&id("zoom-out")).await.unwrap();
    wang.see(&zoom("far")).await.unwrap();
    wang.reload().await.unwrap();
    wang.see(&zoom("far")).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_building_is_printed_with_a_page_for_each_stair_and_nothing_to_press() {
    let place = Place::open().await.unwrap();
    let wang = Person::join(&place, "wang").await.unwrap();
    let tree = place.plan().tree();
    let stairs = |spot: &Spot| {
        let doors = tree.doors(tree.root()).into_iter().filter_map(|door| Spot::of(&tree, door));
        doors
            .filter(|one| one.building == spot.building)
            .map(|one| one.stair)
            .collect::<std::collections::BTreeSet<_>>()
    };
    let spot = place.untouched().into_iter().find(|spot| stairs(spot).len() > 1).expect("some building has two stairs");
    let doors = tree.doors(spot.building).len();
    assert_eq!(tree.kind(spot.building), Some(AreaKind::Building));
    wang.go_to_stair(spot).await.unwrap();
    wang.tap(&format!("a.button-text[href=\"/building/{}/sheet\"]", spot.building)).await.unwrap();
    wang.see(&id("print")).await.unwrap();
    assert_eq!(wang.texts(&id("paper")).await.unwrap().len(), stairs(&spot).len());
    assert_eq!(wang.texts(&id("paper-door")).await.unwrap().len(), doors);

    wang.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" })).await.unwrap();
    wang.see(&id("paper")).await.unwrap();
    for way in ["main button", ".bar", ".actions", ".tabs", "main .note"] {
        wang.miss(way).await.unwrap();
    }
    wang.devtools("Emulation.setEmulatedMedia", json!({ "media": "" })).await.unwrap();
    let printed = wang.devtools("Page.printToPDF", json!({ "preferCSSPageSize": true })).await.unwrap();
    let pages = pages(printed["data"].as_str().unwrap());
    assert!(pages >= stairs(&spot).len(), "{pages} pages for {} stairs", stairs(&spot).len());
}

/// How many pages a PDF has, which is in Base64.
fn pages(base64: &str) -> usize {
    let value = |letter: u8| match letter {
        b'A'..=b'Z' => Some(u32::from(letter - b'A')),
        b'a'..=b'z' => Some(u32::from(letter - b'a') + 26),
        b'0'..=b'9' => Some(u32::from(letter - b'0') + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let letters: Vec<u32> = base64.bytes().filter_map(value).collect();
    let bytes: Vec<u8> = letters
        .chunks(4)
        .flat_map(|four| {
            let all = four.iter().chain([&0; 3]).take(4).fold(0, |all, six| all << 6 | six);
            all.to_be_bytes()[1..four.len()].to_vec()
        })
        .collect();
    assert!(bytes.starts_with(b"%PDF"), "what was printed is no PDF");
    let word = b"/Type /Page";
    bytes.windows(word.len() + 1).filter(|window| window.starts_with(word) && window[word.len()] != b's').count()
}
