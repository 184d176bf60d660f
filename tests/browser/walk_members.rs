//! The walk over the screens of joining, members, devices, the lock and one's own record.

use serde_json::json;
use tests::webdriver::{Person, Place, id};
use thirtyfour::Key;

use crate::joining::poster;
use crate::lock::{PIN, guess, lock_now, lock_on};
use crate::residents::resident;
use crate::walk::Look;

/// Who is met on this walk beside those who keep the register.
#[derive(Debug)]
pub(crate) struct Neighbours {
    /// Holds her household's seat.
    pub(crate) zhou: Person,
    /// Has never been here.
    pub(crate) stranger: Person,
    /// A poster's link.
    poster: String,
}

impl Neighbours {
    /// Sees to it that everybody is there.
    pub(crate) async fn arrive(place: &Place, chen: &Person) -> Self {
        let poster = poster(chen).await;
        let (zhou, stranger) = (resident(place).await, Person::arrive(place, "stranger", "#").await.unwrap());
        stranger.see(&id("way-scan")).await.unwrap();
        Self { zhou, stranger, poster }
    }

    /// Walks, and leaves everything as it was.
    pub(crate) async fn go(&self, wang: &Person, chen: &Person, look: &mut impl Look) {
        self.way_in(look).await;
        review(chen, look).await;
        own_phone(wang, look).await;
        self.own_affairs(look).await;
    }

    async fn way_in(&self, look: &mut impl Look) {
        let stranger = &self.stranger;
        stranger.see(&id("way-scan")).await.unwrap();
        look(stranger, "welcome").await;
        stranger.tap(&id("way-paste")).await.unwrap();
        stranger.see(&id("scan-paste")).await.unwrap();
        look(stranger, "paste").await;
        let (_, fragment) = self.poster.split_once('#').unwrap();
        stranger.script("location.hash = arguments[0]; return true", vec![json!(fragment)]).await.unwrap();
        stranger.see(&id("join-place")).await.unwrap();
        stranger.fill(&id("join-name"), "欧阳晓").await.unwrap();
        stranger.tap(&format!("{} [data-code=family]", id("join-wish"))).await.unwrap();
        look(stranger, "join-form").await;
        stranger.fill(&id("join-door"), "5号楼602").await.unwrap();
        stranger.tap(&id("join-ask")).await.unwrap();
        stranger.see(&id("join-state")).await.unwrap();
        look(stranger, "waiting").await;
        stranger.tap(&id("join-withdraw")).await.unwrap();
        stranger.tap(&id("withdraw-yes")).await.unwrap();
        stranger.see(&id("way-scan")).await.unwrap();
    }

    async fn own_affairs(&self, look: &mut impl Look) {
        let zhou = &self.zhou;
        zhou.go_home().await.unwrap();
        zhou.see(&id("caretaker")).await.unwrap();
        look(zhou, "resident").await;
        zhou.go_to_more("record").await.unwrap();
        zhou.see(&id("record-person")).await.unwrap();
        look(zhou, "record").await;
        zhou.tap(&id("correct")).await.unwrap();
        zhou.choose(&id("correct-which"), "phone").await.unwrap();
        zhou.see(&id("field-phone")).await.unwrap();
        look(zhou, "correct").await;
        close(zhou, "record-sheet").await;
    }
}

/// What the committee sees of those who ask and those who are there.
async fn review(chen: &Person, look: &mut impl Look) {
    chen.go_to_more("desk").await.unwrap();
    chen.see(&id("request")).await.unwrap();
    look(chen, "desk").await;
    chen.follow(&id("request"), "沈小梅").await.unwrap();
    chen.see(&id("admit")).await.unwrap();
    look(chen, "request").await;
    chen.tap(&id("admit")).await.unwrap();
    chen.see(&id("admit-confirm")).await.unwrap();
    look(chen, "admit").await;
    close(chen, "admit-sheet").await;
    chen.tap(&id("send-back")).await.unwrap();
    chen.see(&id("send-back-words")).await.unwrap();
    look(chen, "send-back").await;
    close(chen, "send-back-sheet").await;
    chen.go_to_more("invitations").await.unwrap();
    chen.see(&id("invitation")).await.unwrap();
    look(chen, "invitations").await;
    chen.tap(&id("poster")).await.unwrap();
    chen.see(&id("poster-code")).await.unwrap();
    look(chen, "poster").await;
    chen.go_to_more("members").await.unwrap();
    chen.see(&id("member")).await.unwrap();
    look(chen, "members").await;
    chen.follow(&id("member"), "周岚").await.unwrap();
    chen.see(&id("member-roles")).await.unwrap();
    look(chen, "member").await;
}

/// The own devices, the lock, what is protected and how.
async fn own_phone(wang: &Person, look: &mut impl Look) {
    wang.go_to_more("devices").await.unwrap();
    wang.see(&id("device")).await.unwrap();
    look(wang, "devices").await;
    // A person may have only so many devices; one that goes makes room for the sheet of paper.
    wang.tap(&id("remove-device")).await.unwrap();
    wang.see(&id("act-confirm")).await.unwrap();
    look(wang, "remove-device").await;
    wang.tap(&id("act-confirm")).await.unwrap();
    wang.miss(&id("device-sheet")).await.unwrap();
    wang.tap(&id("add-device")).await.unwrap();
    wang.tap(&id("make-card")).await.unwrap();
    wang.see(&id("card-code")).await.unwrap();
    look(wang, "card").await;
    wang.tap(&id("card-drop")).await.unwrap();
    wang.miss(&id("card-code")).await.unwrap();
    if !wang.texts(&id("add-device-sheet")).await.unwrap().is_empty() {
        close(wang, "add-device-sheet").await;
    }
    wang.tap(&id("paper-key")).await.unwrap();
    wang.tap(&id("make-paper")).await.unwrap();
    wang.see(&id("paper-sheet")).await.unwrap();
    look(wang, "paper-key").await;
    wang.go_to_more("lock").await.unwrap();
    wang.see(&id("lock-new")).await.unwrap();
    look(wang, "lock").await;
    lock_on(wang).await;
    lock_now(wang).await;
    look(wang, "locked").await;
    guess(wang, PIN).await;
    wang.fill(&id("lock-current"), PIN).await.unwrap();
    wang.tap(&id("lock-remove")).await.unwrap();
    wang.miss(&id("lock-remove")).await.unwrap();
    for (screen, shown) in [("protection", "dangers"), ("communities", "communities")] {
        wang.go_to_more(screen).await.unwrap();
        wang.see(&id(shown)).await.unwrap();
        look(wang, screen).await;
    }
}

async fn close(person: &Person, sheet: &str) {
    person.press(Key::Escape).await.unwrap();
    person.miss(&id(sheet)).await.unwrap();
}
