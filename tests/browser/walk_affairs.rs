//! The walk over the screens of notices and reports: a resident's, the committee's, the property company's.

use tests::webdriver::{Person, id};
use thirtyfour::Key;

use crate::tickets::fill_in;
use crate::walk::Look;

/// What the demo's people wrote.
const LAMP: &str = "楼道灯不亮";
const STALLS: &str = "早上摆摊";
const WATER: &str = "周三下午停水";

/// Walks; each round leaves a report and a draft behind.
pub(crate) async fn go(zhou: &Person, chen: &Person, qian: &Person, look: &mut impl Look) {
    resident(zhou, look).await;
    report(zhou, look).await;
    desk(chen, look).await;
    publishing(chen, look).await;
    qian.go_home().await.unwrap();
    qian.see(&id("home-tickets")).await.unwrap();
    look(qian, "property").await;
}

async fn resident(zhou: &Person, look: &mut impl Look) {
    zhou.go_to_more("notices").await.unwrap();
    zhou.see(&id("notice")).await.unwrap();
    look(zhou, "notices").await;
    zhou.follow(&id("notice"), WATER).await.unwrap();
    // What she confirmed on another phone is known here once her own papers have come.
    zhou.see(&format!("{}, {}", id("confirm-notice"), id("confirmed-notice"))).await.unwrap();
    look(zhou, "notice").await;
    zhou.go_to_tab("tickets").await.unwrap();
    zhou.see(&id("ticket-row")).await.unwrap();
    look(zhou, "reports").await;
    zhou.follow(&id("ticket-row"), LAMP).await.unwrap();
    zhou.see(&id("step")).await.unwrap();
    look(zhou, "own-report").await;
    zhou.tap(&id("act-confirm")).await.unwrap();
    zhou.see(&id("stars")).await.unwrap();
    look(zhou, "confirm-report").await;
    close(zhou, "act-sheet").await;
    zhou.tap(&id("to-public")).await.unwrap();
    zhou.see(&id("public-words")).await.unwrap();
    look(zhou, "public-report").await;
}

async fn report(zhou: &Person, look: &mut impl Look) {
    zhou.go_home().await.unwrap();
    zhou.tap(&id("home-report")).await.unwrap();
    zhou.see(&id("what")).await.unwrap();
    look(zhou, "report-what").await;
    fill_in(zhou).await;
    look(zhou, "report-form").await;
    zhou.tap(&id("report-send")).await.unwrap();
    zhou.see(&id("sent-relay")).await.unwrap();
    look(zhou, "report-sent").await;
}

/// What the committee does with reports.
async fn desk(chen: &Person, look: &mut impl Look) {
    chen.go_to_tab("tickets").await.unwrap();
    chen.tap(&format!("{} [data-code=open]", id("ticket-lists"))).await.unwrap();
    chen.see(&id("ticket-row")).await.unwrap();
    look(chen, "tickets").await;
    chen.follow(&id("ticket-row"), STALLS).await.unwrap();
    chen.see(&id("step")).await.unwrap();
    look(chen, "ticket").await;
    if chen.texts(&id("act-send")).await.unwrap().is_empty() {
        chen.tap(&id("act-more")).await.unwrap();
    }
    chen.tap(&id("act-send")).await.unwrap();
    chen.see(&id("to-whom")).await.unwrap();
    look(chen, "send-ticket").await;
    close(chen, "act-sheet").await;
    chen.go_to_more("board").await.unwrap();
    chen.see(&id("board-kinds")).await.unwrap();
    look(chen, "board-of-reports").await;
    chen.go_to_more("tables").await.unwrap();
    chen.see(&id("table-open")).await.unwrap();
    look(chen, "tables").await;
    chen.tap(&id("table-open")).await.unwrap();
    chen.see(&id("category-answer")).await.unwrap();
    look(chen, "category").await;
    close(chen, "category-sheet").await;
}

/// What the committee does with notices.
async fn publishing(chen: &Person, look: &mut impl Look) {
    chen.go_to_more("notices").await.unwrap();
    chen.tap(&id("write-notice")).await.unwrap();
    chen.fill(&id("write-title"), "周五电梯检修").await.unwrap();
    chen.fill(&id("write-text"), "九点到十一点停用。\n- 请走楼梯").await.unwrap();
    chen.tap(&format!("{} button", id("notice-areas"))).await.unwrap();
    look(chen, "write-notice").await;
    chen.tap(&id("preview-notice")).await.unwrap();
    chen.see(&id("publish-notice")).await.unwrap();
    look(chen, "preview-notice").await;
    close(chen, "preview-sheet").await;
    chen.go_to_more("notices").await.unwrap();
    chen.follow(&id("notice"), WATER).await.unwrap();
    chen.tap(&id("reach-line")).await.unwrap();
    chen.see(&id("knock")).await.unwrap();
    look(chen, "reach").await;
}

async fn close(person: &Person, sheet: &str) {
    person.press(Key::Escape).await.unwrap();
    person.miss(&id(sheet)).await.unwrap();
}
