//! Chromium with a profile of its own, as a phone.

use std::ops::Deref;
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde_json::{Value, json};

use super::driver::{Driver, kill};
use super::screen::Screen;

/// A phone's screen, in CSS pixels.
pub(super) const PHONE: (u32, u32) = (360, 740);

const FLAGS: [&str; 16] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-proxy-server",
    "--no-pings",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--disable-features=MediaRouter,OptimizationHints,Translate",
    "--password-store=basic",
    "--window-size=1280,900",
];

/// A running Chromium.
#[derive(Debug)]
pub struct Browser {
    profile: PathBuf,
    process: u64,
    /// Taken when the session is ended in an orderly way.
    screen: Option<Screen>,
    _driver: Driver,
}

impl Browser {
    /// Starts it on a profile, which may be new.
    ///
    /// # Errors
    /// If Chromium or its driver is missing or does not start.
    pub async fn open(profile: &Path) -> anyhow::Result<Self> {
        Self::start(profile, None).await
    }

    /// Starts it on a profile and has it note the tasks of its threads and the marks of pages, for [`Self::traced`].
    ///
    /// # Errors
    /// If Chromium or its driver is missing or does not start.
    pub async fn open_traced(profile: &Path) -> anyhow::Result<Self> {
        Self::start(profile, Some("-*,disabled-by-default-devtools.timeline,blink.user_timing")).await
    }

    async fn start(profile: &Path, traced: Option<&str>) -> anyhow::Result<Self> {
        let driver = Driver::chromium().await?;
        let mut flags: Vec<String> = FLAGS.map(str::to_owned).into();
        flags.push(format!("--user-data-dir={}", profile.display()));
        let mut capabilities = json!({
            "browserName": "chrome",
            "goog:chromeOptions": { "args": flags, "prefs": { "intl.accept_languages": "zh-CN,zh" } },
        });
        if let Some(traced) = traced {
            capabilities["goog:loggingPrefs"] = json!({ "performance": "ALL" });
            capabilities["goog:chromeOptions"]["perfLoggingPrefs"] =
                json!({ "enableNetwork": false, "enablePage": false, "traceCategories": traced });
        }
        let screen = Screen::open(driver.url(), capabilities).await.context("starting Chromium")?;
        let process = screen.told("goog:processID").and_then(Value::as_u64).context("Chromium has a process")?;
        let browser = Self { profile: profile.to_owned(), process, screen: Some(screen), _driver: driver };
        browser.resize(PHONE, 1).await?;
        Ok(browser)
    }

    /// Gives the current tab a size in CSS pixels and a number of pixels to each.
    ///
    /// # Errors
    /// If Chromium refuses.
    pub async fn resize(&self, (width, height): (u32, u32), density: u32) -> anyhow::Result<()> {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": density, "mobile": width < 600 });
        self.devtools("Emulation.setDeviceMetricsOverride", size).await?;
        Ok(())
    }

    /// Tells the current tab that the network is gone, or back.
    ///
    /// # Errors
    /// If Chromium refuses.
    pub async fn set_offline(&self, is_offline: bool) -> anyhow::Result<()> {
        let conditions =
            json!({ "offline": is_offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.devtools("Network.enable", json!({})).await?;
        self.devtools("Network.emulateNetworkConditions", conditions).await?;
        Ok(())
    }

    /// Makes the page's main thread so many times slower.
    ///
    /// # Errors
    /// If Chromium refuses.
    pub async fn slow_down(&self, times: u32) -> anyhow::Result<()> {
        self.devtools("Emulation.setCPUThrottlingRate", json!({ "rate": times })).await?;
        Ok(())
    }

    /// What was noted since the start, once: it notes nothing more then.
    ///
    /// # Errors
    /// If it was not opened with [`Self::open_traced`].
    pub async fn traced(&self) -> anyhow::Result<Vec<Value>> {
        let mut trace = Vec::new();
        for entry in self.session().get_log("performance").await? {
            let mut told: Value = serde_json::from_str(&entry.message)?;
            if told["message"]["method"] == json!("Tracing.dataCollected") {
                trace.push(told["message"]["params"].take());
            }
        }
        anyhow::ensure!(!trace.is_empty(), "nothing was noted");
        Ok(trace)
    }

    /// Its profile.
    #[must_use]
    pub fn profile(&self) -> &Path {
        &self.profile
    }

    /// Closes it as a person does; what it holds is then in its profile.
    ///
    /// # Errors
    /// If it does not close.
    pub async fn close(mut self) -> anyhow::Result<()> {
        match self.screen.take() {
            Some(screen) => screen.quit().await,
            None => Ok(()),
        }
    }

    /// Kills it without warning (`kill -9`), as a phone does with an app it has no room for.
    pub fn kill(self) {
        drop(self);
    }
}

impl Deref for Browser {
    type Target = Screen;

    fn deref(&self) -> &Screen {
        self.screen.as_ref().expect("a browser has its screen until it is closed")
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if let Some(screen) = self.screen.take() {
            kill(&self.process.to_string());
            screen.forget();
        }
    }
}
