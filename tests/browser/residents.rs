//! A neighbour who lives here: their own home and record, a correction that the committee makes, and an erasure.

use tests::webdriver::{Person, Place, Screen, Spot, entry, id};

#[tokio::test(flavor = "multi_thread")]
async fn a_resident_has_their_own_affairs_and_no_broken_screen() {
    let place = Place::open().await.unwrap();
    let zhou = resident(&place).await;
    for tab in ["tab-round", "tab-search", "to-lists", "building", "grid"] {
        assert!(zhou.texts(&id(tab)).await.unwrap().is_empty(), "{tab} is for whoever keeps the register");
    }
    zhou.read(&id("home-place"), "号楼").await.unwrap();
    zhou.see(&id("caretaker")).await.unwrap();
    zhou.go_to_more("members").await.unwrap();
    zhou.see(&id("member")).await.unwrap();
    zhou.go_to_more("record").await.unwrap();
    zhou.read(&id("record-person"), "徐建国").await.unwrap();
    let spot = place.untouched()[0];
    let typed = [
        "/search".to_owned(),
        "/lists".to_owned(),
        "/round".to_owned(),
        "/progress".to_owned(),
        "/import".to_owned(),
        "/export".to_owned(),
        "/areas".to_owned(),
        "/invitations".to_owned(),
        "/desk".to_owned(),
        "/board".to_owned(),
        "/tables".to_owned(),
        format!("/building/{}", spot.building),
        format!("/door/{}", spot.door),
    ];
    for address in typed {
        zhou.goto(&format!("{}{address}", zhou.origin())).await.unwrap();
        zhou.see("h1").await.unwrap();
        zhou.miss(&id("loading")).await.unwrap();
        for broken in ["failed", "cannot-open"] {
            let shown = zhou.texts(&id(broken)).await.unwrap();
            assert!(shown.is_empty(), "{address} says {shown:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_is_asked_for_made_and_answered() {
    let place = Place::open().await.unwrap();
    let (chen, zhou) = (Person::join(&place, "chen").await.unwrap(), resident(&place).await);
    zhou.go_to_more("record").await.unwrap();
    zhou.tap(&id("correct")).await.unwrap();
    zhou.choose(&id("correct-which"), "phone").await.unwrap();
    zhou.fill(&id("field-phone"), "15470000009").await.unwrap();
    zhou.tap(&id("wish-send")).await.unwrap();
    zhou.miss(&id("record-sheet")).await.unwrap();
    zhou.read(&id("wish"), "等答复").await.unwrap();
    zhou.go_home().await.unwrap();
    zhou.all_sent().await.unwrap();

    chen.meet().await.unwrap();
    chen.go_to_more("desk").await.unwrap();
    chen.read(&id("proposal"), "周岚").await.unwrap();
    chen.read(&id("change"), "15470000009").await.unwrap();
    chen.tap(&id("proposal-do")).await.unwrap();
    chen.miss(&id("proposal")).await.unwrap();
    chen.go_home().await.unwrap();
    chen.all_sent().await.unwrap();

    zhou.meet().await.unwrap();
    zhou.go_home().await.unwrap();
    zhou.go_to_more("record").await.unwrap();
    zhou.read(&id("wish"), "已办").await.unwrap();
    zhou.read(&format!("{} [data-field=phone]", id("record-person")), "15470000009").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erased_household_is_gone_for_everybody() {
    let place = Place::open().await.unwrap();
    let (wang, chen) = tokio::try_join!(Person::join(&place, "wang"), Person::join(&place, "chen")).unwrap();
    let (spot, entry) = (place.untouched()[0], entry(9));
    wang.go_to_door(spot).await.unwrap();
    wang.begin().await.unwrap();
    wang.type_in(&entry).await.unwrap();
    wang.save().await.unwrap();
    wang.is_sent().await.unwrap();
    chen.meet().await.unwrap();
    chen.find_at(spot, &entry.name).await.unwrap();
    erase(&chen, spot).await;
    chen.go_home().await.unwrap();
    chen.all_sent().await.unwrap();

    wang.meet().await.unwrap();
    wang.go_to_door(spot).await.unwrap();
    wang.miss(&id("person")).await.unwrap();
    let shown = wang.texts("body").await.unwrap().concat();
    assert!(!shown.contains(&entry.name), "{shown}");
    wang.go_to_tab("search").await.unwrap();
    wang.fill(&id("find"), &entry.name).await.unwrap();
    wang.see(&id("empty")).await.unwrap();
}

/// Erases the household that is shown, with the word that confirms it.
async fn erase(chen: &Screen, spot: Spot) {
    chen.tap(&id("household-more")).await.unwrap();
    chen.tap(&id("act-erase")).await.unwrap();
    chen.tap(&id("whom-whole")).await.unwrap();
    assert_eq!(chen.texts(&format!("{}:enabled", id("confirm"))).await.unwrap().len(), 0, "the word comes first");
    chen.fill(&id("confirm-word"), "删除").await.unwrap();
    chen.tap(&format!("{}:enabled", id("confirm"))).await.unwrap();
    chen.miss(&id("person")).await.unwrap();
    chen.see(&format!("{}, {}", id("door-state"), tests::webdriver::door_cell(spot))).await.unwrap();
}

/// The first screen of a neighbour who holds her household's seat.
pub(crate) async fn resident(place: &Place) -> Person {
    own_affairs(place, "zhou", "周岚").await
}

/// The first screen of somebody who keeps no register, on a seat of theirs, once it opens without a network.
pub(crate) async fn own_affairs(place: &Place, seat: &'static str, name: &str) -> Person {
    let person = Person::arrive(place, seat, &format!("#seat={seat}")).await.unwrap();
    person.read(&id("hello"), name).await.unwrap();
    person.all_sent().await.unwrap();
    person.is_kept().await.unwrap();
    person
}
