//! More of what people do, as steps at a screen: go to a tab, search, note a visit, move or end who is registered.

use serde_json::json;
use thirtyfour::Key;

use super::screen::{Screen, id};
use super::steps::Spot;

impl Screen {
    /// Goes to the screen of a tab, named as in its address.
    ///
    /// # Errors
    /// If there is no way.
    pub async fn go_to_tab(&self, tab: &str) -> anyhow::Result<()> {
        self.go_home().await?;
        self.tap(&id(&format!("tab-{tab}"))).await?;
        self.see(&format!("{}[aria-current=page]", id(&format!("tab-{tab}")))).await
    }

    /// Goes to a screen behind the last tab, named as in its address.
    ///
    /// # Errors
    /// If there is no way.
    pub async fn go_to_more(&self, screen: &str) -> anyhow::Result<()> {
        self.go_to_tab("more").await?;
        self.tap(&id(&format!("more-{screen}"))).await?;
        self.see(&id("back")).await
    }

    /// Types into the search, whose screen is open, and waits until a door is among the hits.
    ///
    /// # Errors
    /// If it is not found.
    pub async fn find(&self, text: &str, spot: Spot, words: &str) -> anyhow::Result<()> {
        self.fill(&id("find"), text).await?;
        self.read(&hit(spot), words).await
    }

    /// Presses a key where the focus is.
    ///
    /// # Errors
    /// If the browser refuses.
    pub async fn press(&self, key: Key) -> anyhow::Result<()> {
        Ok(self.session().active_element().await?.send_keys(key).await?)
    }

    /// Waits until nothing on the screen moves.
    ///
    /// # Errors
    /// If it goes on moving.
    pub async fn is_still(&self) -> anyhow::Result<()> {
        let js = "return document.getAnimations().every(one => one.playState !== 'running')";
        self.wait("the end of movement", js, Vec::new()).await?;
        Ok(())
    }

    /// Notes what came of a visit at the door that is shown; with `is_again_today` somebody has to come once more today.
    ///
    /// # Errors
    /// If it is not noted.
    pub async fn note_visit(&self, outcome: &str, is_again_today: bool) -> anyhow::Result<()> {
        self.tap(&id("other-visit")).await?;
        self.tap(&format!("{} [data-code={outcome}]", id("outcome"))).await?;
        if is_again_today {
            self.tap(&format!("{} [data-code=other]", id("next-visit"))).await?;
            // The first day a calendar offers is today; how it is tapped differs from browser to browser.
            let js = "const day = document.querySelector(arguments[0]); if (!day) return false; \
                day.value = day.min; day.dispatchEvent(new Event('change', { bubbles: true })); return day.value";
            self.wait("the calendar", js, vec![json!(id("next-visit-day"))]).await?;
        }
        self.tap(&id("save-visit")).await?;
        self.miss(&id("visit-sheet")).await
    }

    /// Chooses an act from the menu of a person's or household's card, and waits until the sheet says what will happen.
    ///
    /// # Errors
    /// If it is not offered.
    pub async fn choose_act(&self, menu: &str, act: &str) -> anyhow::Result<()> {
        self.tap(menu).await?;
        self.tap(&id(&format!("act-{act}"))).await?;
        self.see(&id("act-confirm")).await
    }

    /// Confirms the act the sheet is about, and waits for the word that says so.
    ///
    /// # Errors
    /// If it is not carried out.
    pub async fn confirm_act(&self, words: &str) -> anyhow::Result<()> {
        self.tap(&format!("{}:enabled", id("act-confirm"))).await?;
        self.read(&id("toast"), words).await?;
        self.miss(&id("act-sheet")).await
    }
}

/// The selector of a door among the hits of the search.
#[must_use]
pub fn hit(spot: Spot) -> String {
    format!("{}[href=\"/door/{}\"]", id("hit"), spot.door)
}
