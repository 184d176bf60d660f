//! The promises of every store, kept by IndexedDB in the browser that people have.

use tests::process::{Relay, RelayOptions, program};
use tests::webdriver::{Browser, conformance_page, id};

#[tokio::test(flavor = "multi_thread")]
async fn the_browser_store_keeps_every_promise() {
    let folder = tempfile::tempdir().unwrap();
    let mut options = RelayOptions::new(program("linli-relay").unwrap(), folder.path().join("relay"));
    options.log = Some(folder.path().join("relay.log"));
    options.app = Some(conformance_page().unwrap());
    let relay = Relay::start(&options).await.unwrap();
    let browser = Browser::open(&folder.path().join("profile")).await.unwrap();
    browser.goto(&format!("http://127.0.0.1:{}", relay.address().port())).await.unwrap();
    browser.see(&id("report")).await.unwrap();
    let report = browser.texts(&id("report")).await.unwrap().join("\n");
    let last = report.lines().last().unwrap_or_default();
    assert!(last.starts_with("passed "), "{report}");
    assert!(report.contains("ok sealed_rows_open_again_and_are_not_stored_in_clear"), "{report}");
    assert!(report.contains("ok a_database_of_version_1_opens_and_keeps_its_rows"), "{report}");
    assert!(report.lines().count() > 10, "{report}");
}
