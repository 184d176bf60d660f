//! What neighbours post: written without a network and with a photo, answered, given away to one of two who wanted it at
//! once, and hidden by the committee with a reason that everybody reads.

use std::path::Path;

use tests::webdriver::{Person, Place, id};

use crate::pictures::{attach, is_upright, taken};
use crate::residents::{own_affairs, resident};
use crate::tickets::{fits, in_large_type};

const TITLE: &str = "东门的桂花开了";
const TEXT: &str = "今年开得早，下班路过可以看看。";
const COMMENT: &str = "闻到了，香得很。";
const ANSWER: &str = "树下还有长椅。";
const BED: &str = "儿童床，八成新";
const CHAIR: &str = "藤椅一把";
const FALSE: &str = "听说明天小区要停水三天";
const COMPLAINT: &str = "没有这回事，让人心慌";
const REASON: &str = "与自来水公司核实过，没有停水";

#[tokio::test(flavor = "multi_thread")]
async fn a_post_written_without_a_network_reaches_the_neighbours_with_its_photo() {
    let place = Place::open().await.unwrap();
    let (zhou, xu) = tokio::join!(resident(&place), own_affairs(&place, "xu", "徐建国"));
    journey(&place, &zhou, &xu).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_square_in_large_type_with_nothing_cut_off() {
    let place = Place::open().await.unwrap();
    let (zhou, xu) = tokio::join!(resident(&place), own_affairs(&place, "xu", "徐建国"));
    for person in [&zhou, &xu] {
        in_large_type(person).await;
    }
    journey(&place, &zhou, &xu).await;
}

/// From the words in a stairwell to the talk under them.
async fn journey(place: &Place, zhou: &Person, xu: &Person) {
    let photo = taken(zhou, place.folder()).await;
    xu.go_to_tab("square").await.unwrap();
    fits(xu).await;

    zhou.cut().await.unwrap();
    zhou.reload().await.unwrap();
    write(zhou, "around", TITLE, TEXT, Some(&photo)).await;
    zhou.read(&id("record-sync"), "只在本机").await.unwrap();
    fits(zhou).await;
    zhou.reload().await.unwrap();
    zhou.go_to_tab("square").await.unwrap();
    zhou.read(&format!("{} {}", id("post"), id("record-sync")), "只在本机").await.unwrap();
    fits(zhou).await;
    zhou.follow(&id("post"), TITLE).await.unwrap();
    zhou.read(&id("record-sync"), "只在本机").await.unwrap();
    is_upright(zhou, &format!("{} img", id("photo-strip"))).await;
    assert!(!xu.texts("main").await.unwrap().concat().contains(TITLE), "the network is cut");

    // With the signal back the neighbour sees it without asking.
    zhou.mend().await.unwrap();
    zhou.miss(&id("record-sync")).await.unwrap();
    xu.follow(&id("post"), TITLE).await.unwrap();
    xu.tap(&id("photo-open")).await.unwrap();
    is_upright(xu, &id("photo-whole")).await;
    xu.tap(&format!("{} .sheet-head button", id("photo-viewer"))).await.unwrap();
    xu.miss(&id("photo-whole")).await.unwrap();
    fits(xu).await;
    xu.tap(&format!("{}[aria-pressed=false]", id("like"))).await.unwrap();
    xu.see(&format!("{}[aria-pressed=true]", id("like"))).await.unwrap();
    say(xu, COMMENT).await;

    // Her screen goes along, and so does his.
    zhou.read(&id("comment-words"), COMMENT).await.unwrap();
    zhou.read(&id("like"), "点赞 1").await.unwrap();
    fits(zhou).await;
    zhou.tap(&id("answer")).await.unwrap();
    zhou.read(&id("answers"), "徐建国").await.unwrap();
    say(zhou, ANSWER).await;
    xu.read(&id("comment-words"), ANSWER).await.unwrap();
    xu.read(&id("answers-what"), COMMENT).await.unwrap();
    fits(xu).await;
    is_found_by_its_characters(xu).await;
}

/// A post is found by some of its characters, in the square and in the search of everything.
async fn is_found_by_its_characters(xu: &Person) {
    xu.go_to_tab("square").await.unwrap();
    xu.fill(&id("post-search"), "桂花").await.unwrap();
    xu.read(&id("post-title"), TITLE).await.unwrap();
    let found = "return document.querySelectorAll(arguments[0]).length === 1";
    xu.wait("one post", found, vec![serde_json::json!(id("post"))]).await.unwrap();
    xu.tap(&id("post-search-clear")).await.unwrap();
    xu.tap(&id("to-search")).await.unwrap();
    xu.fill(&id("find"), "下班路过").await.unwrap();
    xu.read(&id("hit"), "下班路过").await.unwrap();
    fits(xu).await;
    xu.follow(&id("hit"), TITLE).await.unwrap();
    xu.read(&id("comment-words"), COMMENT).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn goods_are_kept_for_who_asked_first_and_the_other_is_told_kindly() {
    let place = Place::open().await.unwrap();
    let (zhou, xu) = tokio::join!(resident(&place), own_affairs(&place, "xu", "徐建国"));
    let tang = own_affairs(&place, "tang", "唐慧").await;
    write(&zhou, "goods", BED, "孩子大了用不上，晚上七点后来取。", None).await;
    zhou.miss(&id("record-sync")).await.unwrap();
    for person in [&xu, &tang] {
        person.go_to_tab("square").await.unwrap();
        person.follow(&id("post"), BED).await.unwrap();
        person.see(&id("want")).await.unwrap();
    }

    // Both want it while neither has a signal; his phone is the first to reach the relay.
    for person in [&xu, &tang] {
        person.cut().await.unwrap();
        person.tap(&id("want")).await.unwrap();
        person.read(&id("own-ask"), "是不是最先，连上网就知道").await.unwrap();
    }
    xu.mend().await.unwrap();
    xu.read(&id("own-ask"), "东西给您留着").await.unwrap();
    zhou.read(&id("asker"), "徐建国").await.unwrap();
    tang.mend().await.unwrap();
    tang.read(&id("own-ask"), "已有邻居先约了，您排在第 1 位").await.unwrap();
    fits(&tang).await;
    zhou.read(&id("asker"), "唐慧").await.unwrap();
    let askers = zhou.texts(&id("asker")).await.unwrap();
    assert!(askers[0].contains("徐建国") && askers[0].contains("留着"), "{askers:?}");
    assert!(askers[1].contains("唐慧") && !askers[1].contains("留着"), "{askers:?}");
    fits(&zhou).await;

    zhou.read(&id("give"), "已送给 徐建国").await.unwrap();
    zhou.tap(&id("give")).await.unwrap();
    xu.read(&id("own-ask"), "东西已经送给您了").await.unwrap();
    for person in [&zhou, &tang] {
        person.read(&id("goods"), "已送出").await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_taps_at_once_one_is_first_on_every_phone() {
    let place = Place::open().await.unwrap();
    let (zhou, xu) = tokio::join!(resident(&place), own_affairs(&place, "xu", "徐建国"));
    let tang = own_affairs(&place, "tang", "唐慧").await;
    write(&zhou, "goods", CHAIR, "放在门卫室。", None).await;
    for person in [&xu, &tang] {
        person.go_to_tab("square").await.unwrap();
        person.follow(&id("post"), CHAIR).await.unwrap();
        person.see(&id("want")).await.unwrap();
    }
    let want = id("want");
    let (one, other) = tokio::join!(xu.tap(&want), tang.tap(&want));
    one.and(other).unwrap();
    let told = async |person: &Person| {
        let js = "const said = document.querySelector(arguments[0])?.innerText ?? ''; \
            return said.includes('给您留着') ? 'first' : said.includes('您排在第 1 位') ? 'second' : false";
        person.wait("who was first", js, vec![serde_json::json!(id("own-ask"))]).await.unwrap()
    };
    let (one, other) = (told(&xu).await, told(&tang).await);
    assert_ne!(one, other);
    let (first, second) = if one == "first" { (&xu, &tang) } else { (&tang, &xu) };
    let name = if one == "first" { "徐建国" } else { "唐慧" };
    zhou.read(&format!("{}:first-child", id("asker")), name).await.unwrap();

    // Who was first thinks better of it: it is the other's turn.
    first.tap(&id("give-up")).await.unwrap();
    second.read(&id("own-ask"), "东西给您留着").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_committee_hides_is_gone_for_everybody_and_the_reason_is_there() {
    let place = Place::open().await.unwrap();
    let (zhou, xu) = tokio::join!(resident(&place), own_affairs(&place, "xu", "徐建国"));
    let chen = Person::join(&place, "chen").await.unwrap();
    write(&xu, "around", "", FALSE, None).await;
    zhou.go_to_tab("square").await.unwrap();
    zhou.follow(&id("post"), FALSE).await.unwrap();
    zhou.tap(&id("post-more")).await.unwrap();
    zhou.tap(&id("complain-post")).await.unwrap();
    zhou.fill(&id("complain-reason"), COMPLAINT).await.unwrap();
    zhou.tap(&id("complain-confirm")).await.unwrap();
    zhou.miss(&id("post-menu")).await.unwrap();

    chen.go_to_more("square").await.unwrap();
    chen.tap(&id("to-complaints")).await.unwrap();
    chen.read(&id("complaint-words"), COMPLAINT).await.unwrap();
    chen.read(&id("complaint"), FALSE).await.unwrap();
    fits(&chen).await;
    chen.tap(&id("hide-it")).await.unwrap();
    chen.tap(&id("hide-confirm")).await.unwrap();
    chen.see(&format!("{} .field-wrong", id("hide"))).await.unwrap();
    chen.fill(&id("hide-reason"), REASON).await.unwrap();
    chen.tap(&id("hide-confirm")).await.unwrap();
    chen.see(&id("complaints-settled")).await.unwrap();

    for person in [&zhou, &xu] {
        if std::ptr::eq(person, &xu) {
            person.go_to_tab("square").await.unwrap();
            person.tap(&format!("{}:has({})", id("post"), id("hidden"))).await.unwrap();
        }
        person.read(&id("hidden-because"), REASON).await.unwrap();
        person.read(&id("hidden-because"), "陈静").await.unwrap();
        fits(person).await;
    }
    assert!(!zhou.texts("main").await.unwrap().concat().contains(FALSE), "the words are hidden");
    zhou.go_to_tab("square").await.unwrap();
    zhou.see(&format!("{} {}", id("post"), id("hidden"))).await.unwrap();
    assert!(!zhou.texts("main").await.unwrap().concat().contains(FALSE), "the words are hidden");
}

/// Writes a post from wherever a resident is, and is on its screen.
pub(crate) async fn write(person: &Person, section: &str, title: &str, text: &str, photo: Option<&Path>) {
    person.go_to_tab("square").await.unwrap();
    person.tap(&id("write-post")).await.unwrap();
    person.tap(&format!("{} [data-code={section}]", id("post-section"))).await.unwrap();
    if !title.is_empty() {
        person.fill(&id("write-title"), title).await.unwrap();
    }
    person.fill(&id("write-text"), text).await.unwrap();
    if let Some(photo) = photo {
        attach(person, photo).await;
        is_upright(person, &format!("{} img", id("photo-picker"))).await;
    }
    fits(person).await;
    person.tap(&id("send-post")).await.unwrap();
    person.see(&id("comments")).await.unwrap();
}

/// Says something in the field at the bottom.
pub(crate) async fn say(person: &Person, words: &str) {
    person.fill(&id("say"), words).await.unwrap();
    person.tap(&format!("{}:enabled", id("send"))).await.unwrap();
    let js = "return document.querySelector(arguments[0])?.value === ''";
    person.wait("the empty field", js, vec![serde_json::json!(id("say"))]).await.unwrap();
}
