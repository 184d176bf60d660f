//! The lock: what it keeps shut, what it lets out, and what it says to somebody who guesses.

use tests::webdriver::{Person, Place, Screen, entry, id};

/// What opens it.
pub(crate) const PIN: &str = "274951";

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_phone_sends_what_waits_and_opens_with_its_pin() {
    let place = Place::open().await.unwrap();
    let (wang, li) = tokio::try_join!(Person::join(&place, "wang"), Person::join(&place, "li")).unwrap();
    let (spot, entry) = (place.untouched()[0], entry(7));
    lock_on(&wang).await;
    wang.cut().await.unwrap();
    wang.go_to_door(spot).await.unwrap();
    wang.begin().await.unwrap();
    wang.type_in(&entry).await.unwrap();
    wang.save().await.unwrap();
    lock_now(&wang).await;
    wang.read(&id("lock-unsent"), "还没有传到居委").await.unwrap();
    let shown = wang.texts("body").await.unwrap().concat();
    assert!(!shown.contains(&entry.name), "nothing of the register is shown");

    wang.mend().await.unwrap();
    wang.read(&id("lock-unsent"), "没有等待上传的内容").await.unwrap();
    li.meet().await.unwrap();
    li.find_at(spot, &entry.name).await.unwrap();

    wang.reload().await.unwrap();
    wang.see(&id("locked")).await.unwrap();
    guess(&wang, PIN).await;
    wang.find_at(spot, &entry.name).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_guesses_is_told_how_long_to_wait() {
    let place = Place::open().await.unwrap();
    let wang = Person::join(&place, "wang").await.unwrap();
    lock_on(&wang).await;
    lock_now(&wang).await;
    guess(&wang, "111222").await;
    wang.read(&id("lock-said"), "密码不对，请再试一次").await.unwrap();
    for digit in PIN.chars() {
        wang.tap(&id(&format!("pad-{digit}"))).await.unwrap();
    }
    wang.tap(&id("unlock")).await.unwrap();
    wang.miss(&id("locked")).await.unwrap();

    lock_now(&wang).await;
    for _ in 0..5 {
        guess(&wang, "111222").await;
        wang.see(&format!("{}[aria-busy=false]", id("unlock"))).await.unwrap();
    }
    wang.read(&id("lock-said"), "密码不对。0:").await.unwrap();
    wang.see(&format!("{}[aria-disabled=true]", id("unlock"))).await.unwrap();
}

/// Turns the lock on.
pub(crate) async fn lock_on(person: &Screen) {
    person.go_to_more("lock").await.unwrap();
    person.fill(&id("lock-new"), PIN).await.unwrap();
    person.fill(&id("lock-again"), PIN).await.unwrap();
    person.tap(&id("lock-set")).await.unwrap();
    person.see(&id("lock-now")).await.unwrap();
}

/// Locks it.
pub(crate) async fn lock_now(person: &Screen) {
    person.go_to_more("lock").await.unwrap();
    person.tap(&id("lock-now")).await.unwrap();
    person.see(&id("locked")).await.unwrap();
}

/// Types a secret and waits for the answer, which empties the field or takes it away.
pub(crate) async fn guess(person: &Screen, secret: &str) {
    person.fill(&id("lock-secret"), secret).await.unwrap();
    person.tap(&id("unlock")).await.unwrap();
    let js = "return (document.querySelector('#lock-secret')?.value ?? '') === ''";
    person.wait("an answer to what was typed", js, Vec::new()).await.unwrap();
}
