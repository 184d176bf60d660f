//! The square in a real Chromium with the screen of a phone: posts under a quick thumb, and how the app starts with them.
//!
//! Wants the web app and the release programs, which `make bench` builds first.

use std::time::{Duration, Instant};

use anyhow::Context;
use serde_json::{Value, json};

use super::Table;
use super::browser::{TYPE, numbers};
use super::frames::{FRAME, Frames, PAUSE, Work};
use super::square::form;
use crate::founding::{SeatFolder, talk};
use crate::process::until;
use crate::webdriver::{Browser, Place, Road, id};

/// What the main thread may work for a picture, in milliseconds.
const AIM: f64 = 16.0;
/// Who posts.
const PEOPLE: [&str; 4] = ["zhou", "xu", "tang", "sun"];
/// A phone of few hundred yuan beside this machine.
const SLOW: u32 = 4;
/// How long everything may take to come to a new device.
const PATIENCE: Duration = Duration::from_secs(300);

/// Scrolls on by a quarter of a screen in every frame, for some of them, and says whether the end of the page is there. It lies as far
/// away as the list is long, so what the list draws is all there is between.
const SCROLL: &str = "const [frame, pause, count, done] = [...arguments].slice(0, 3).concat(arguments[arguments.length - 1]); \
    let left = count; const step = () => { const before = scrollY; performance.mark(frame); \
    scrollBy({ top: innerHeight / 4, behavior: 'instant' }); \
    if (--left > 0 && scrollY !== before) requestAnimationFrame(step); \
    else requestAnimationFrame(() => { performance.mark(pause); done(scrollY === before); }); }; requestAnimationFrame(step)";
/// Frames of one go, so that a script comes to its end in time.
const GO: usize = 300;
/// The most goes.
const GOES: usize = 60;

/// Measures the feed with so many posts.
///
/// # Errors
/// If a program is missing or the page does not come to a state.
pub fn measure(table: &mut Table, posts: usize) -> anyhow::Result<()> {
    tokio::runtime::Runtime::new()?.block_on(visit(table, posts))
}

async fn visit(table: &mut Table, posts: usize) -> anyhow::Result<()> {
    let place = Place::with_a_calendar().await?;
    let road = Road::to(place.address()).await?;
    let origin = format!("http://he.localhost:{}", road.port());
    let profile = place.folder().join("profile-feed");

    // The same person's app before and after all that was posted.
    let browser = Browser::open(&profile).await?;
    browser.goto(&format!("{origin}/#seat=he")).await?;
    browser.all_sent().await?;
    browser.close().await?;
    let bare = starts(&profile, &origin).await?;
    let begun = Instant::now();
    let seats = SeatFolder::new(place.folder().join("seats"));
    talk::post(&seats, place.address(), &PEOPLE, (0..posts).map(form), || place.pass(1)).await?;
    let posted = begun.elapsed().as_secs_f64();
    let begun = Instant::now();
    let browser = Browser::open(&profile).await?;
    browser.goto(&format!("{origin}/square")).await?;
    let js = "return parseInt(document.querySelector('[data-testid=\"posts-total\"]')?.textContent.match(/\\d+/)?.[0]) >= arguments[0]";
    let all = async || browser.script(js, vec![json!(posts)]).await.is_ok_and(|is| is == json!(true)).then_some(());
    until("all posts", PATIENCE, all).await?;
    let came = begun.elapsed().as_secs_f64();
    browser.close().await?;
    let said = format!("beside {posted:.1} s in which {} devices wrote and sent them", PEOPLE.len());
    table.add(format!("browser, until {posts} posts came to a device"), came, "s", said);
    let full = starts(&profile, &origin).await?;
    let name = format!("browser, first screen again at {posts} posts");
    table.add(name, full, "ms", format!("without them {bare:.0} ms; ratio {:.2}", full / bare));

    for times in [1, SLOW] {
        let frames = scrolled(&profile, &origin, times).await?;
        let slow = if times == 1 { String::new() } else { format!(", {times} times slower") };
        let name = |what: &str| format!("browser, {posts} posts scrolled{slow}, {what}");
        let count = format!("{} frames of a quarter of a screen, aim: {AIM:.0} ms", frames.count());
        for (what, part) in [("median work per frame", 0.5), ("95 of 100 frames", 0.95), ("the longest", 1.0)] {
            let work = frames.within(part);
            table.add(name(what), work, "ms", format!("{count}; ratio {:.2}", work / AIM));
        }
        table.add(name("frames over it"), frames.over(AIM) * 100.0, "%", count);
    }

    let browser = Browser::open(&profile).await?;
    browser.goto(&format!("{origin}/search")).await?;
    browser.see(&id("find")).await?;
    let typed = vec![json!("ludeng 钥匙 tuiche")];
    let times = numbers(&browser.session().execute_async(TYPE, typed).await?.json().clone())?;
    let aim = "the longest until it was drawn; a frame is 16 ms";
    let last = times.last().copied().unwrap_or_default();
    let reference = format!("median {:.0} ms; {aim}", times[times.len() / 2]);
    table.add(format!("browser, a letter in the search over {posts} posts"), last, "ms", reference);
    browser.close().await
}

/// The median time until the first screen of a device stands, with everything it holds.
async fn starts(profile: &std::path::Path, origin: &str) -> anyhow::Result<f64> {
    let browser = Browser::open(profile).await?;
    browser.goto(&format!("{origin}/")).await?;
    let mut taken = Vec::new();
    for _ in 0..5 {
        browser.see(&id("sync-line")).await?;
        let begun = Instant::now();
        browser.reload().await?;
        browser.see(&id("sync-line")).await?;
        taken.push(begun.elapsed().as_secs_f64() * 1e3);
    }
    browser.close().await?;
    taken.sort_by(f64::total_cmp);
    Ok(taken[taken.len() / 2])
}

/// The work of each frame while all posts are scrolled from the first to the last.
async fn scrolled(profile: &std::path::Path, origin: &str, times: u32) -> anyhow::Result<Frames> {
    let browser = Browser::open_traced(profile).await?;
    browser.goto(&format!("{origin}/square")).await?;
    browser.see(&id("post")).await?;
    browser.slow_down(times).await?;
    let mut is_over = false;
    for _ in 0..GOES {
        let arguments = vec![json!(FRAME), json!(PAUSE), json!(GO)];
        is_over = browser.session().execute_async(SCROLL, arguments).await?.json() == &Value::Bool(true);
        if is_over {
            break;
        }
    }
    anyhow::ensure!(is_over, "the end of the posts did not come");
    browser.slow_down(1).await?;
    let last = "const list = document.querySelectorAll('[data-testid=\"post\"]'); return list.length";
    let shown = browser.script(last, Vec::new()).await?;
    anyhow::ensure!(shown.as_u64().context("a number")? > 0, "the last posts are shown");
    let frames = Frames::of(&browser.traced().await?, if times == 1 { Work::Processor } else { Work::Whole });
    browser.close().await?;
    anyhow::ensure!(frames.count() > 0, "no frame was noted");
    Ok(frames)
}
