//! A report on its way: written in a stairwell without a signal, taken on by the property company, resolved, confirmed; and
//! what is said to who attaches something else than a photo.

use std::fs::File;

use serde_json::json;
use tests::webdriver::{Person, Place, id};

use crate::files::{downloaded, downloads};
use crate::pictures::{attach, is_bare, is_upright, taken};
use crate::residents::{own_affairs, resident};

const WORDS: &str = "三楼楼道灯又灭了，楼梯很暗";
const RESULT: &str = "换了新灯管，晚上试过。";
/// A photo larger than the app opens, in bytes.
const HUGE: u64 = 200_000_000;

#[tokio::test(flavor = "multi_thread")]
async fn a_report_written_without_a_network_is_taken_on_resolved_and_confirmed() {
    let place = Place::open().await.unwrap();
    let (zhou, qian) = tokio::join!(resident(&place), own_affairs(&place, "qian", "钱明"));
    journey(&place, &zhou, &qian).await;
    let chen = Person::join(&place, "chen").await.unwrap();
    both_times_are_told(&chen).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_in_large_type_with_nothing_cut_off() {
    let place = Place::open().await.unwrap();
    let (zhou, qian) = tokio::join!(resident(&place), own_affairs(&place, "qian", "钱明"));
    for person in [&zhou, &qian] {
        in_large_type(person).await;
    }
    journey(&place, &zhou, &qian).await;
}

/// From the report to the confirmation.
async fn journey(place: &Place, zhou: &Person, qian: &Person) {
    let photo = taken(zhou, place.folder()).await;
    qian.go_to_tab("tickets").await.unwrap();

    // In the stairwell there is no signal, and the app is closed and opened again.
    zhou.cut().await.unwrap();
    zhou.reload().await.unwrap();
    open_form(zhou).await;
    fill_in(zhou).await;
    attach(zhou, &photo).await;
    is_upright(zhou, &format!("{} img", id("photo-picker"))).await;
    fits(zhou).await;
    zhou.tap(&id("report-send")).await.unwrap();
    zhou.see(&id("sent-here")).await.unwrap();
    fits(zhou).await;
    zhou.reload().await.unwrap();
    zhou.go_to_tab("tickets").await.unwrap();
    fits(zhou).await;
    zhou.follow(&id("ticket-row"), WORDS).await.unwrap();
    zhou.read(&id("standing-words"), "还在这台设备上").await.unwrap();
    is_upright(zhou, &format!("{} img", id("photo-strip"))).await;
    assert!(!qian.texts("main").await.unwrap().concat().contains(WORDS), "the network is cut");

    // The signal is back: the property company is told without asking, and sees the photo.
    zhou.mend().await.unwrap();
    zhou.read(&id("standing-words"), "已送出，等物业受理").await.unwrap();
    zhou.miss(".photo-way").await.unwrap();
    qian.follow(&id("ticket-row"), WORDS).await.unwrap();
    let folder = downloads(place, qian).await;
    qian.tap(&id("photo-open")).await.unwrap();
    is_upright(qian, &id("photo-whole")).await;
    fits(qian).await;
    qian.tap(&id("photo-save")).await.unwrap();
    is_bare(&downloaded(&folder, "jpg").await);
    qian.tap(&format!("{} .sheet-head button", id("photo-viewer"))).await.unwrap();
    qian.miss(&id("photo-whole")).await.unwrap();
    fits(qian).await;
    act(qian, "accept", "").await;
    zhou.read(&id("standing-words"), "已受理，最晚").await.unwrap();
    act(qian, "resolve", RESULT).await;

    // She looks at the lamp.
    zhou.read(&id("standing-words"), "说办好了，请您看看办好没有").await.unwrap();
    zhou.read(&id("trail"), RESULT).await.unwrap();
    fits(zhou).await;
    zhou.tap(&id("act-confirm")).await.unwrap();
    zhou.tap(&id("star-5")).await.unwrap();
    fits(zhou).await;
    zhou.tap(&format!("{}:enabled", id("act-do"))).await.unwrap();
    zhou.miss(&id("act-do")).await.unwrap();
    zhou.read(&id("standing-words"), "确认已经办好").await.unwrap();
    qian.read(&id("standing-words"), "确认已经办好").await.unwrap();
}

/// The committee finds the whole trail, each step with the time of the device and that of the relay.
async fn both_times_are_told(chen: &Person) {
    chen.go_to_tab("tickets").await.unwrap();
    chen.tap(&format!("{} [data-code=closed]", id("ticket-lists"))).await.unwrap();
    chen.follow(&id("ticket-row"), WORDS).await.unwrap();
    chen.read(&id("trail"), "评价").await.unwrap();
    let steps = chen.texts(&id("step")).await.unwrap();
    let said = ["受理了", "办结", "确认办好了", "★★★★★"];
    assert_eq!(steps.len(), said.len(), "{steps:?}");
    for ((step, words), nth) in steps.iter().zip(said).zip(2..) {
        assert!(step.contains(words), "{step} says {words}");
        // The first entry of the trail is the report.
        let here = format!("{} li:nth-child({nth})", id("trail"));
        chen.tap(&format!("{here} {}", id("step-time"))).await.unwrap();
        chen.read(&format!("{here} {}", id("step-times")), "手机时间").await.unwrap();
        chen.read(&format!("{here} {}", id("step-times")), "服务器收到").await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_photo_is_refused_in_plain_words_and_the_report_goes_on() {
    let place = Place::open().await.unwrap();
    let zhou = resident(&place).await;
    let (huge, text) = (place.folder().join("大.jpg"), place.folder().join("说明.jpg"));
    File::create(&huge).unwrap().set_len(HUGE).unwrap();
    std::fs::write(&text, "这不是照片").unwrap();
    open_form(&zhou).await;
    fill_in(&zhou).await;
    for (file, words) in [(&huge, "这个文件太大了，没有打开。"), (&text, "这不是照片，也不是 PDF。")]
    {
        attach(&zhou, file).await;
        zhou.read(&id("photo-fault"), words).await.unwrap();
        zhou.read(&format!("{}:enabled", id("photo-choose")), "选照片").await.unwrap();
        assert!(zhou.texts(&id("photo")).await.unwrap().is_empty());
    }
    let photo = taken(&zhou, place.folder()).await;
    attach(&zhou, &photo).await;
    is_upright(&zhou, &format!("{} img", id("photo-picker"))).await;
    assert_eq!(zhou.texts(&id("photo-fault")).await.unwrap().concat(), "");
    zhou.tap(&id("report-send")).await.unwrap();
    zhou.see(&id("sent-relay")).await.unwrap();
    zhou.tap(&id("to-ticket")).await.unwrap();
    zhou.read(&id("ticket-words"), WORDS).await.unwrap();
}

/// Opens the form from the first screen.
async fn open_form(person: &Person) {
    person.go_home().await.unwrap();
    person.tap(&id("home-report")).await.unwrap();
}

/// Fills in what every report needs: what, where, a word.
pub(crate) async fn fill_in(person: &Person) {
    person.tap(&format!("{}[data-code=light]", id("what"))).await.unwrap();
    person.tap(&format!("{} button", id("report-places"))).await.unwrap();
    person.fill(&id("report-words"), WORDS).await.unwrap();
}

/// Does something with the ticket that is shown.
async fn act(person: &Person, act: &str, words: &str) {
    person.tap(&id(&format!("act-{act}"))).await.unwrap();
    if !words.is_empty() {
        person.fill(&id("act-words"), words).await.unwrap();
    }
    fits(person).await;
    person.tap(&format!("{}:enabled", id("act-do"))).await.unwrap();
    person.miss(&id("act-do")).await.unwrap();
}

/// Sets large type and opens the app anew.
pub(crate) async fn in_large_type(person: &Person) {
    person.script("localStorage.setItem('linli-type', 'large'); return true", Vec::new()).await.unwrap();
    person.reload().await.unwrap();
    person.see("html[data-type=large] #content").await.unwrap();
}

/// Checks that nothing stands out at the side of a phone's screen.
pub(crate) async fn fits(person: &Person) {
    // A strip that is pushed to the side may go on beyond it.
    let js = "const isPushed = e => { const strip = e.closest('.chips, .photo-strip'); \
            return strip && strip !== e && ['auto', 'scroll'].includes(getComputedStyle(strip).overflowX); }; \
        const wide = [...document.querySelectorAll('body *')].filter(e => { const box = e.getBoundingClientRect(); \
        return box.width > 0 && (box.right > arguments[0] + 1 || box.left < -1) && e.checkVisibility() \
            && !e.closest('.skip, .unseen') && !isPushed(e); }); \
        return { page: document.documentElement.scrollWidth, wide: wide.slice(0, 3).map(e => e.outerHTML.slice(0, 200)) }";
    let seen = person.script(js, vec![json!(360)]).await.unwrap();
    assert_eq!(seen, json!({ "page": 360, "wide": [] }));
}
