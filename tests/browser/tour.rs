//! The three cards of the first day: seen once, put away with a key, there again for whoever asks.

use tests::webdriver::{Browser, Place, Screen, id};
use thirtyfour::Key;

const CARDS: [&str; 3] = ["没有信号，照样登记", "一栋楼，一张图", "输错了？点“撤销”"];

#[tokio::test(flavor = "multi_thread")]
async fn the_cards_are_shown_once_and_again_to_whoever_asks() {
    let place = Place::open().await.unwrap();
    let browser = Browser::open(&place.folder().join("profile")).await.unwrap();
    browser.goto(&format!("http://wang.localhost:{}/#seat=wang", place.address().port())).await.unwrap();
    let tour = id("tour");
    browser.read(&tour, CARDS[0]).await.unwrap();
    assert!(browser.texts(&id("building")).await.unwrap().is_empty(), "nothing stands behind them");
    browser.tap(&id("tour-next")).await.unwrap();
    browser.read(&tour, CARDS[1]).await.unwrap();
    browser.press(Key::Right).await.unwrap();
    browser.read(&tour, CARDS[2]).await.unwrap();
    browser.press(Key::Left).await.unwrap();
    browser.read(&tour, CARDS[1]).await.unwrap();
    browser.press(Key::Escape).await.unwrap();
    is_over(&browser).await;
    browser.reload().await.unwrap();
    is_over(&browser).await;

    browser.tap(&id("settings")).await.unwrap();
    browser.tap(&id("tour-again")).await.unwrap();
    for card in CARDS {
        browser.read(&tour, card).await.unwrap();
        browser.tap(&id("tour-next")).await.unwrap();
    }
    browser.miss(&tour).await.unwrap();
    browser.go_home().await.unwrap();
    is_over(&browser).await;
    browser.reload().await.unwrap();
    is_over(&browser).await;
}

/// The first screen is there, and no card.
async fn is_over(screen: &Screen) {
    screen.see(&id("building")).await.unwrap();
    assert!(screen.texts(&id("tour")).await.unwrap().is_empty());
}
