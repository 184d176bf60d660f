//! What a person does at a screen: look, tap, type, choose; each waits until the page is ready for it.

use std::path::Path;
use std::time::Duration;

use anyhow::Context;
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::process::until;

/// How long a page may take to come to a state.
const PATIENCE: Duration = Duration::from_secs(30);
/// Elements that can be seen.
const SEEN: &str = "const seen = [...document.querySelectorAll(arguments[0])].filter(e => e.getClientRects().length); ";

/// The selector of a `data-testid`.
#[must_use]
pub fn id(testid: &str) -> String {
    format!("[data-testid=\"{testid}\"]")
}

/// A screen under WebDriver.
#[derive(Debug)]
pub struct Screen(WebDriver);

/// Notes on the page whether the next tap arrives at an element.
const WATCH_TAP: &str = "window.tapped = false;
    arguments[0].addEventListener('click', () => { window.tapped = true; }, { capture: true, once: true });";

impl Screen {
    /// Opens a session at a driver.
    pub(super) async fn open(url: &str, capabilities: Value) -> anyhow::Result<Self> {
        let capabilities: Capabilities = serde_json::from_value(capabilities)?;
        // Drivers are met without TLS, but no client is made without a provider; it may be there already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Ok(Self(WebDriver::builder(url, capabilities).request_timeout(PATIENCE * 2).await?))
    }

    /// What the driver said of the session.
    pub(super) fn told(&self, capability: &str) -> Option<&Value> {
        self.0.capabilities().get(capability)
    }

    /// Ends the session in an orderly way.
    pub(super) async fn quit(self) -> anyhow::Result<()> {
        Ok(self.0.quit().await?)
    }

    /// Forgets the session, whose programs are ended otherwise.
    pub(super) fn forget(self) {
        let _ = self.0.leak();
    }

    /// The session, for what only one test needs.
    #[must_use]
    pub fn session(&self) -> &WebDriver {
        &self.0
    }

    /// Opens an address.
    ///
    /// # Errors
    /// If the page does not load.
    pub async fn goto(&self, url: &str) -> anyhow::Result<()> {
        Ok(self.0.goto(url).await?)
    }

    /// Loads the page anew.
    ///
    /// # Errors
    /// If the page does not load.
    pub async fn reload(&self) -> anyhow::Result<()> {
        Ok(self.0.refresh().await?)
    }

    /// Runs JavaScript in the page.
    ///
    /// # Errors
    /// If it throws.
    pub async fn script(&self, js: &str, arguments: Vec<Value>) -> anyhow::Result<Value> {
        Ok(self.0.execute(js, arguments).await?.json().clone())
    }

    /// Waits until JavaScript gives something that is true.
    ///
    /// # Errors
    /// If it does not in time; says what the page shows instead.
    pub async fn wait(&self, what: &str, js: &str, arguments: Vec<Value>) -> anyhow::Result<Value> {
        // While a page is being replaced there is nothing to run it in.
        let condition = async || {
            let value = self.script(js, arguments.clone()).await.ok()?;
            (!matches!(value, Value::Null | Value::Bool(false)) && value != json!(0) && value != json!(""))
                .then_some(value)
        };
        match until(what, PATIENCE, condition).await {
            Ok(value) => Ok(value),
            Err(error) => Err(error.context(self.shown().await)),
        }
    }

    async fn shown(&self) -> String {
        let js = "return location.pathname + '\\n' + document.body.innerText.slice(0, 900)";
        match self.script(js, Vec::new()).await {
            Ok(shown) => format!("the page is {}", shown.as_str().unwrap_or_default()),
            Err(error) => format!("the page does not answer: {error:#}"),
        }
    }

    /// Waits until an element can be seen.
    ///
    /// # Errors
    /// If it stays away.
    pub async fn see(&self, css: &str) -> anyhow::Result<()> {
        self.wait(css, &format!("{SEEN} return seen.length > 0"), vec![json!(css)]).await?;
        Ok(())
    }

    /// Waits until no such element can be seen.
    ///
    /// # Errors
    /// If one stays.
    pub async fn miss(&self, css: &str) -> anyhow::Result<()> {
        self.wait(&format!("the end of {css}"), &format!("{SEEN} return seen.length === 0"), vec![json!(css)]).await?;
        Ok(())
    }

    /// Waits until an element that can be seen says something.
    ///
    /// # Errors
    /// If none says it in time.
    pub async fn read(&self, css: &str, words: &str) -> anyhow::Result<()> {
        let js = format!("{SEEN} return seen.some(e => e.innerText.includes(arguments[1]))");
        self.wait(&format!("{words} in {css}"), &js, vec![json!(css), json!(words)]).await?;
        Ok(())
    }

    /// The texts of all such elements that can be seen now.
    ///
    /// # Errors
    /// If the page does not answer.
    pub async fn texts(&self, css: &str) -> anyhow::Result<Vec<String>> {
        let texts = self.script(&format!("{SEEN} return seen.map(e => e.innerText)"), vec![json!(css)]).await?;
        Ok(serde_json::from_value(texts)?)
    }

    /// The value of a field once it can be seen.
    ///
    /// # Errors
    /// If it stays away.
    pub async fn value(&self, css: &str) -> anyhow::Result<String> {
        self.see(css).await?;
        let value = self.script(&format!("{SEEN} return seen[0].value"), vec![json!(css)]).await?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    /// The link that a code on the screen holds, once it can be seen.
    ///
    /// # Errors
    /// If it stays away or holds nothing.
    pub async fn code(&self, css: &str) -> anyhow::Result<String> {
        let js = format!("{SEEN} return seen[0]?.dataset.text");
        let link = self.wait(&format!("the code {css}"), &js, vec![json!(css)]).await?;
        Ok(link.as_str().unwrap_or_default().to_owned())
    }

    /// Follows the first link of its kind that says something.
    ///
    /// # Errors
    /// If there is none in time.
    pub async fn follow(&self, css: &str, words: &str) -> anyhow::Result<()> {
        let js = format!("{SEEN} return seen.find(e => e.innerText.includes(arguments[1]))?.getAttribute('href')");
        let to = self.wait(&format!("{words} in {css}"), &js, vec![json!(css), json!(words)]).await?;
        self.tap(&format!("{css}[href={to}]")).await
    }

    /// Taps the first such element that can be seen.
    ///
    /// # Errors
    /// If it cannot be tapped in time.
    pub async fn tap(&self, css: &str) -> anyhow::Result<()> {
        self.with(&format!("a tap on {css}"), css, async |element| {
            let watched = vec![element.to_json()?];
            self.0.execute(WATCH_TAP, watched).await?;
            // A driver may report that a tap failed although it arrived and the screen went on.
            match element.click().await {
                Err(error) if !self.has_tapped().await => Err(error),
                Ok(()) | Err(_) => Ok(()),
            }
        })
        .await
    }

    /// Whether the element of the last tap was told of it.
    async fn has_tapped(&self) -> bool {
        self.script("return window.tapped === true", Vec::new()).await.is_ok_and(|tapped| tapped == Value::Bool(true))
    }

    /// Types text in place of what a field holds.
    ///
    /// # Errors
    /// If the field cannot be typed in.
    pub async fn fill(&self, css: &str, text: &str) -> anyhow::Result<()> {
        self.tap(css).await?;
        self.script("document.activeElement.select?.()", Vec::new()).await?;
        self.with(&format!("typing into {css}"), css, async |element| element.send_keys(text).await).await
    }

    /// Chooses an entry of a list.
    ///
    /// # Errors
    /// If there is no such entry.
    pub async fn choose(&self, css: &str, value: &str) -> anyhow::Result<()> {
        self.see(css).await?;
        let option = self.0.find(By::Css(format!("{css} option[value=\"{value}\"]"))).await.context("no such entry")?;
        Ok(option.click().await?)
    }

    /// A picture of what is shown.
    ///
    /// # Errors
    /// If there is none.
    pub async fn picture(&self, file: &Path) -> anyhow::Result<()> {
        Ok(self.0.screenshot(file).await?)
    }

    async fn with(
        &self,
        what: &str,
        css: &str,
        act: impl AsyncFn(WebElement) -> WebDriverResult<()>,
    ) -> anyhow::Result<()> {
        let js = format!("{SEEN} seen[0]?.scrollIntoView({{ block: 'center', behavior: 'instant' }}); return seen[0]");
        // What is being redrawn or lies under something else is tried again.
        let tried = until(what, PATIENCE, async || {
            let element = self.0.execute(&js, vec![json!(css)]).await.ok()?.element().ok()?;
            act(element).await.ok()
        });
        match tried.await {
            Ok(()) => Ok(()),
            Err(error) => Err(error.context(self.shown().await)),
        }
    }

    /// A command of the browser's own protocol.
    ///
    /// # Errors
    /// If the browser refuses it.
    pub async fn devtools(&self, command: &str, parameters: Value) -> anyhow::Result<Value> {
        Ok(self.0.cdp().send_raw(command, parameters).await?)
    }
}
