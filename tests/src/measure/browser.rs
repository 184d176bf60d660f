//! The web app in a real Chromium on a new profile: bytes and time to the first screen, and a list under the finger.
//!
//! Wants the web app and the release programs, which `make bench` builds first.

use std::time::Instant;

use anyhow::Context;
use serde_json::{Value, json};

use super::Table;
use crate::webdriver::{Browser, Place, Road, id};

/// What was transferred until now: bytes of everything, bytes that ended before the first paint, and the paint itself.
const TRANSFERRED: &str = "const paint = performance.getEntriesByName('first-contentful-paint')[0].startTime; \
    const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]; \
    const sum = of => of.reduce((bytes, one) => bytes + one.transferSize, 0); \
    return { paint, before: sum(all.filter(one => one.responseEnd <= paint)), total: sum(all), files: all.length }";

/// Scrolls to the end by a screen's tenth per frame and gives the time of every frame.
const SCROLL: &str = "const done = arguments[arguments.length - 1]; const frames = []; let last = performance.now(); \
    const step = now => { frames.push(now - last); last = now; const before = scrollY; scrollBy(0, innerHeight / 10); \
    if (frames.length > 600 || (scrollY === before && frames.length > 5)) done(frames); else requestAnimationFrame(step); }; \
    requestAnimationFrame(step)";

/// Types into the search field letter by letter and gives how long each took until the list had changed and was drawn;
/// letters that change nothing are left out.
pub(super) const TYPE: &str = "const [text, done] = [arguments[0], arguments[arguments.length - 1]]; const times = []; \
    const field = document.querySelector('[data-testid=\"find\"]'); const list = document.querySelector('#content'); \
    const letter = at => { if (at > text.length) return done(times); const begun = performance.now(); let late; \
    const changed = new MutationObserver(() => { changed.disconnect(); clearTimeout(late); \
        requestAnimationFrame(() => { times.push(performance.now() - begun); letter(at + 1); }); }); \
    changed.observe(list, { subtree: true, childList: true, characterData: true }); \
    late = setTimeout(() => { changed.disconnect(); letter(at + 1); }, 500); \
    field.value = text.slice(0, at); field.dispatchEvent(new InputEvent('input', { bubbles: true })); }; letter(1)";

/// Measures a first visit, a reload, a list and a search.
///
/// # Errors
/// If a program is missing or the page does not come to a state.
pub fn measure(table: &mut Table) -> anyhow::Result<()> {
    tokio::runtime::Runtime::new()?.block_on(visit(table))
}

async fn visit(table: &mut Table) -> anyhow::Result<()> {
    let place = Place::open().await?;
    let road = Road::to(place.address()).await?;
    let browser = Browser::open(&place.folder().join("profile-bench")).await?;
    let origin = format!("http://chen.localhost:{}", road.port());

    let begun = Instant::now();
    browser.goto(&format!("{origin}/#seat=chen")).await?;
    browser.see(&id("tour")).await?;
    let first = begun.elapsed().as_secs_f64() * 1e3;
    browser.skip_tour().await?;
    browser.see(&id("building")).await?;
    browser.all_sent().await?;
    let synced = begun.elapsed().as_secs_f64() * 1e3;
    let seen = browser.script(TRANSFERRED, Vec::new()).await?;
    let number = |name: &str| seen[name].as_f64().unwrap_or_default();
    table.add(
        "browser, bytes before the first paint",
        number("before"),
        "B",
        "page, style and script without the wasm",
    );
    table.add("browser, bytes of a first visit", number("total"), "B", format!("{} files", number("files")));
    table.add("browser, first paint", number("paint"), "ms", "new profile, loopback");
    table.add("browser, first screen of a newcomer", first, "ms", format!("all 600 doors there {synced:.0} ms"));

    let begun = Instant::now();
    browser.reload().await?;
    browser.see(&id("building")).await?;
    let reload = begun.elapsed().as_secs_f64() * 1e3;
    table.add("browser, first screen again", reload, "ms", format!("first visit {first:.0} ms"));

    browser.goto(&format!("{origin}/lists")).await?;
    browser.see(&id("list-row")).await?;
    let frames = numbers(&browser.session().execute_async(SCROLL, Vec::new()).await?.json().clone())?;
    let late = frames.iter().filter(|frame| **frame > 34.0).count() as f64 / frames.len() as f64;
    let reference =
        format!("{} frames, the longest {:.0} ms", frames.len(), frames.last().copied().unwrap_or_default());
    table.add("browser, list under the finger, late frames", late * 100.0, "%", reference);

    browser.goto(&format!("{origin}/search")).await?;
    browser.see(&id("find")).await?;
    let times =
        numbers(&browser.session().execute_async(TYPE, vec![json!("wangfang lq 12-301")]).await?.json().clone())?;
    let longest = times.last().copied().unwrap_or_default();
    table.add(
        "browser, a letter in the search",
        longest,
        "ms",
        "the longest until it was drawn, 500 people; a frame is 16 ms",
    );
    browser.close().await
}

/// The numbers of a list, ascending.
pub(super) fn numbers(list: &Value) -> anyhow::Result<Vec<f64>> {
    let list = list.as_array().context("a list of numbers")?;
    let mut numbers: Vec<f64> = list.iter().filter_map(Value::as_f64).collect();
    numbers.sort_by(f64::total_cmp);
    anyhow::ensure!(!numbers.is_empty(), "no numbers");
    Ok(numbers)
}
