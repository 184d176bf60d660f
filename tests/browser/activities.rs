//! An activity with one place for two who come, ticked off at a venue without a signal; a number to call that is found there.

use serde_json::{Value, json};
use tests::webdriver::{Person, Place, id};

use crate::residents::{own_affairs, resident};
use crate::tickets::fits;

const TITLE: &str = "周末修伞磨刀";
const VENUE: &str = "三号楼下";
const THANKS: &str = "谢谢来帮忙的邻居";
const OFFICE: &str = "居委会值班";

/// Sets a field of a day or a time as a calendar does, and says what it holds then.
const SET: &str = "const field = document.querySelector(arguments[0]); if (!field) return false; \
    const day = new Date(); day.setDate(day.getDate() + arguments[1]); \
    const two = number => String(number).padStart(2, '0'); \
    field.value = field.type === 'time' ? '00:00' \
        : `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`; \
    field.dispatchEvent(new Event('change', { bubbles: true })); return field.value";

#[tokio::test(flavor = "multi_thread")]
async fn who_waits_moves_up_and_is_ticked_off_without_a_network() {
    let place = Place::open().await.unwrap();
    let (zhou, xu) = tokio::join!(resident(&place), own_affairs(&place, "xu", "徐建国"));
    let chen = Person::join(&place, "chen").await.unwrap();
    call(&chen).await;
    for (person, own) in [(&xu, "已报名"), (&zhou, "候补第 1 位")] {
        to_activities(person).await;
        fits(person).await;
        person.follow(&id("activity"), TITLE).await.unwrap();
        person.tap(&id("sign-up")).await.unwrap();
        fits(person).await;
        person.tap(&id("confirm-sign-up")).await.unwrap();
        person.read(&id("own-place"), own).await.unwrap();
        fits(person).await;
    }
    chen.read(&id("person"), "徐建国").await.unwrap();
    chen.read(&id("person"), "候补第 1 位").await.unwrap();

    // He cannot come, and she hears at once that the place is hers.
    xu.tap(&id("sign-off")).await.unwrap();
    xu.tap(&id("confirm-sign-off")).await.unwrap();
    zhou.read(&id("own-place"), "已报名").await.unwrap();
    chen.read(&id("person"), "有名额").await.unwrap();

    // It is today; at the venue there is no signal.
    chen.tap(&id("change-activity")).await.unwrap();
    for (field, in_days) in [("begins-day", 0), ("begins-time", 0), ("ends-day", 1)] {
        set(&chen, field, in_days).await;
    }
    chen.tap(&id("send-activity")).await.unwrap();
    chen.see(&id("came")).await.unwrap();
    chen.cut().await.unwrap();
    chen.reload().await.unwrap();
    chen.tap(&format!("{}[aria-pressed=false]", id("came"))).await.unwrap();
    chen.see(&format!("{}[aria-pressed=true]", id("came"))).await.unwrap();
    chen.read(&id("came-count"), "已到 1 人").await.unwrap();
    chen.reload().await.unwrap();
    chen.read(&id("came-count"), "已到 1 人").await.unwrap();
    fits(&chen).await;
    chen.tap(&id("thank")).await.unwrap();
    chen.fill(&id("thank-words"), THANKS).await.unwrap();
    chen.tap(&id("confirm-thank")).await.unwrap();
    chen.read(&id("thanks"), THANKS).await.unwrap();
    chen.mend().await.unwrap();
    zhou.read(&id("own-place"), "参加过").await.unwrap();
    zhou.read(&id("thanks"), THANKS).await.unwrap();
    fits(&zhou).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_is_found_without_a_network_and_can_be_called() {
    let place = Place::open().await.unwrap();
    let zhou = resident(&place).await;
    zhou.go_to_tab("square").await.unwrap();
    zhou.tap(&id("hub-guides")).await.unwrap();
    zhou.see(&id("guide")).await.unwrap();
    zhou.cut().await.unwrap();
    zhou.reload().await.unwrap();
    zhou.read(&id("guide"), OFFICE).await.unwrap();
    fits(&zhou).await;
    zhou.tap(&id("to-search")).await.unwrap();
    zhou.fill(&id("find"), "jwh").await.unwrap();
    zhou.read(&id("hit"), OFFICE).await.unwrap();
    calls(&zhou, "main").await;
    fits(&zhou).await;
    zhou.follow(&id("hit"), OFFICE).await.unwrap();
    zhou.read(&id("guide-title"), OFFICE).await.unwrap();
    calls(&zhou, "main").await;
    fits(&zhou).await;
}

/// There is a link that calls.
async fn calls(person: &Person, within: &str) {
    let js = "return document.querySelector(arguments[0])?.getAttribute('href')";
    let link = format!("{within} {}", id("call"));
    let to = person.wait("a number to call", js, vec![json!(link)]).await.unwrap();
    let number = to.as_str().and_then(|to| to.strip_prefix("tel:")).unwrap_or_default();
    assert!(number.len() >= 8 && number.bytes().all(|digit| digit.is_ascii_digit()), "{to}");
}

/// Calls for an activity with a single place, and is on its screen.
async fn call(chen: &Person) {
    chen.go_to_more("activities").await.unwrap();
    chen.tap(&id("call-activity")).await.unwrap();
    chen.fill(&id("write-title"), TITLE).await.unwrap();
    chen.fill(&id("write-place"), VENUE).await.unwrap();
    for (field, in_days) in [("begins-day", 2), ("ends-day", 2)] {
        set(chen, field, in_days).await;
    }
    chen.fill(&id("activity-places"), "1").await.unwrap();
    fits(chen).await;
    chen.tap(&id("send-activity")).await.unwrap();
    chen.read(&id("activity-title"), TITLE).await.unwrap();
}

async fn to_activities(person: &Person) {
    person.go_to_tab("square").await.unwrap();
    person.tap(&id("hub-activities")).await.unwrap();
    person.see(&id("activity")).await.unwrap();
}

async fn set(person: &Person, field: &str, in_days: u32) {
    person.see(&id(field)).await.unwrap();
    let held = person.wait(field, SET, vec![json!(id(field)), json!(in_days)]).await.unwrap();
    assert_ne!(held, Value::Null);
}
