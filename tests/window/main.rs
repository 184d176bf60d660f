//! Linli in its own window, the real one, against a running relay.
//!
//! Wants the programs and the window's driver: `make web`, `cargo build --workspace --bins`, `scripts/setup tools`.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::time::Duration;

use linli_contract::households::ReadDoor;
use linli_contract::members::TakeSeat;
use linli_contract::sync::SyncNow;
use linli_contract::tickets::{ReadTicket, ReportForm, SendReport, Status};
use linli_core::native::{Handle, Options};
use linli_shared::households::Field;
use tests::process::until;
use tests::webdriver::{Place, Window, entry, id};

/// How long a device may take to hear of something.
const PATIENCE: Duration = Duration::from_secs(30);

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
    let seen = until("the household at a colleague", PATIENCE, async || {
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

#[tokio::test(flavor = "multi_thread")]
async fn a_report_reaches_the_committees_window_and_is_taken_on_there() {
    let place = Place::open().await.unwrap();
    let relay = format!("http://{}", place.address());
    let window = Window::open(&place.folder().join("window")).await.unwrap();
    window.tap(&format!("{} summary", id("demo"))).await.unwrap();
    window.fill(&id("relay"), &relay).await.unwrap();
    window.fill(&id("seat"), "chen").await.unwrap();
    window.tap(&id("join")).await.unwrap();
    window.arrived().await.unwrap();
    window.go_to_tab("tickets").await.unwrap();

    let zhou = Handle::start(Options { data: place.folder().join("zhou") });
    zhou.ask(TakeSeat { relay, seat: "zhou".to_owned() }.into()).await.unwrap();
    let words = "北门口的长椅断了一条腿".to_owned();
    let form = ReportForm { category: "other".into(), place: "北门口".into(), words, ..ReportForm::default() };
    let sent = until("the seat", PATIENCE, async || {
        zhou.ask(SyncNow.into()).await.ok()?;
        zhou.ask(SendReport { form: form.clone() }.into()).await.ok()
    });
    let linli_contract::Response::SendReport(ticket) = sent.await.unwrap() else { panic!("another answer") };
    zhou.ask(SyncNow.into()).await.unwrap();

    // It comes by itself.
    window.follow(&id("ticket-row"), "长椅").await.unwrap();
    window.tap(&id("act-accept")).await.unwrap();
    window.tap(&format!("{}:enabled", id("act-do"))).await.unwrap();
    window.read(&id("trail"), "受理了").await.unwrap();
    let taken_on = until("the answer", PATIENCE, async || {
        zhou.ask(SyncNow.into()).await.ok()?;
        let linli_contract::Response::ReadTicket(view) = zhou.ask(ReadTicket { ticket }.into()).await.ok()? else {
            return None;
        };
        (view.row.status == Status::Accepted).then_some(())
    });
    taken_on.await.unwrap();
    window.close().await;
}
