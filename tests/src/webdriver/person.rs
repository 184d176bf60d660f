//! A person with a phone: Chromium under an address of their own, on a road that can be cut.

use std::ops::Deref;
use std::path::PathBuf;

use anyhow::Context;

use super::chromium::Browser;
use super::place::Place;
use super::road::Road;
use super::screen::id;

/// Waits until the service worker has the page, so that it opens without a network.
const IS_KEPT: &str = "return navigator.serviceWorker.controller !== null";

/// A person.
#[derive(Debug)]
pub struct Person {
    name: &'static str,
    road: Road,
    /// Taken while the browser is closed.
    browser: Option<Browser>,
    profile: PathBuf,
}

impl Person {
    /// Opens the person's address on a new phone, takes the seat and waits until everything is there.
    ///
    /// # Errors
    /// If the browser does not start or the community does not arrive.
    pub async fn join(place: &Place, seat: &'static str) -> anyhow::Result<Self> {
        let person = Self::arrive(place, seat, &format!("#seat={seat}")).await?;
        person.arrived().await?;
        person.is_kept().await?;
        Ok(person)
    }

    /// Opens on a new phone, under an address of the person's own, what stands behind `#` of a link.
    ///
    /// # Errors
    /// If the browser does not start or the link has nothing behind `#`.
    pub async fn arrive(place: &Place, name: &'static str, link: &str) -> anyhow::Result<Self> {
        Self::arrive_by(Road::to(place.address()).await?, place, name, link).await
    }

    /// As [`Self::arrive`], by a road on which something may be missing from the start.
    ///
    /// # Errors
    /// As [`Self::arrive`].
    pub async fn arrive_by(road: Road, place: &Place, name: &'static str, link: &str) -> anyhow::Result<Self> {
        let (_, fragment) = link.split_once('#').context("nothing stands behind # of the link")?;
        let profile = place.folder().join(format!("profile-{name}"));
        let browser = Browser::open(&profile).await?;
        let person = Self { name, road, browser: Some(browser), profile };
        person.goto(&format!("{}/#{fragment}", person.origin())).await?;
        Ok(person)
    }

    /// Waits until the page opens without a network.
    ///
    /// # Errors
    /// If it is not kept.
    pub async fn is_kept(&self) -> anyhow::Result<()> {
        self.wait("the service worker", IS_KEPT, Vec::new()).await?;
        Ok(())
    }

    /// The person's address.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://{}.localhost:{}", self.name, self.road.port())
    }

    /// The road to the relay.
    #[must_use]
    pub fn road(&self) -> &Road {
        &self.road
    }

    /// Cuts the network: for the page, which is told, and for everything else of the browser, which is not.
    ///
    /// # Errors
    /// If the browser does not answer.
    pub async fn cut(&self) -> anyhow::Result<()> {
        self.road.cut();
        self.set_offline(true).await
    }

    /// Gives the network back.
    ///
    /// # Errors
    /// If the browser does not answer.
    pub async fn mend(&self) -> anyhow::Result<()> {
        self.road.mend();
        self.set_offline(false).await
    }

    /// Kills the browser (`kill -9`), opens the address again on the same profile and waits for the first screen.
    ///
    /// # Errors
    /// If it does not start again.
    pub async fn kill_and_open(&mut self) -> anyhow::Result<()> {
        self.browser = None;
        let browser = Browser::open(&self.profile).await?;
        browser.goto(&self.origin()).await?;
        // Settings reach the disk late in Chromium: what was killed soon after the cards may show them again.
        let (cards, first) = (id("tour-skip"), id("sync-line"));
        browser.see(&format!("{cards}, {first}")).await?;
        if !browser.texts(&cards).await?.is_empty() {
            browser.skip_tour().await?;
        }
        self.browser = Some(browser);
        Ok(())
    }

    /// Closes the browser and gives its profile.
    ///
    /// # Errors
    /// If it does not close.
    pub async fn close(mut self) -> anyhow::Result<PathBuf> {
        if let Some(browser) = self.browser.take() {
            browser.close().await?;
        }
        Ok(self.profile)
    }
}

impl Deref for Person {
    type Target = Browser;

    fn deref(&self) -> &Browser {
        self.browser.as_ref().expect("a person's browser is open until it is closed")
    }
}
