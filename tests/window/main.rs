//! Linli in its own window, the real one, against a running relay.
//!
//! Wants the programs and the window's driver: `make web`, `cargo build --workspace --bins`, `scripts/setup tools`.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::time::Duration;

use linli_contract::households::ReadDoor;
use linli_contract::members::TakeSeat;
use linli_contract::sync::SyncNow;
use linli_core::native::{Handle, Options};
use linli_shared::households::Field;
use tests::process::until;
use tests::webdriver::{Place, Window, entry, id};

#[tokio::test(flavor = "multi_thread")]
async fn a_household_registered_in_the_window_reaches_a_colleague() {
    let place = Place::open().await.unwrap();
    let relay = format!("http://{}", place.address());
    let data = place.folder().join("window");
    let (spot, entry) = (place.untouched()[3], entry(3));

    let window = Window::open(&data).await.unwrap();
    window.tap(&format!("{} summary", id("demo"))).await.unwrap();
    window.fill(&id("relay"), &relay).await.unwrap();
    window.fill(&id("seat"), "wang").await.unwrap();
    // Another language draws the screen anew, with what is typed.
    for language in ["en", "zh-Hans"] {
        window.tap(&format!("[data-code={language}]")).await.unwrap();
        window.see(&format!("[data-code={language}][aria-pressed=true]")).await.unwrap();
    }
    window.tap(&id("join")).await.unwrap();
    window.skip_tour().await.unwrap();
    window.see(&id("building")).await.unwrap();
    window.all_sent().await.unwrap();
    window.go_to_door(spot).await.unwrap();
    window.begin().await.unwrap();
    window.type_in(&entry).await.unwrap();
    window.save().await.unwrap();
    window.read(&id("person"), &entry.name).await.unwrap();
    window.go_home().await.unwrap();
    window.all_sent().await.unwrap();

    let li = Handle::start(Options { data: place.folder().join("li") });
    let taken = li.ask(TakeSeat { relay, seat: "li".to_owned() }.into()).await;
    assert!(taken.is_ok(), "{taken:?}");
    let seen = until("the household at a colleague", Duration::from_secs(30), async || {
        li.ask(SyncNow.into()).await.ok()?;
        let linli_contract::Response::ReadDoor(view) = li.ask(ReadDoor { door: spot.door }.into()).await.ok()? else {
            return None;
        };
        let fields = view.households.first()?.people.first()?.fields.clone();
        Some(fields.into_iter().map(|field| (field.field, field.value)).collect::<Vec<_>>())
    });
    let seen = seen.await.unwrap();
    assert!(seen.contains(&(Field::Name, entry.name.clone())) && seen.contains(&(Field::Phone, entry.phone.clone())));
    window.close().await;

    // What the window keeps survives it.
    let window = Window::open(&data).await.unwrap();
    window.go_to_door(spot).await.unwrap();
    window.read(&id("person"), &entry.name).await.unwrap();
    window.close().await;
}
