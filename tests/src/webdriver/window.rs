//! The real window, on a display that nobody sees.

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::Context;
use serde_json::json;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;

use super::driver::Driver;
use super::screen::Screen;
use crate::process::program;

/// How long the display may take to open.
const PATIENCE: Duration = Duration::from_secs(20);

/// A running window.
#[derive(Debug)]
pub struct Window {
    /// Taken when the session is ended in an orderly way.
    screen: Option<Screen>,
    _driver: Driver,
    _display: Child,
}

impl Window {
    /// Opens the window on a data folder, which may be new.
    ///
    /// # Errors
    /// If the window's program, its driver or the display is missing or does not start.
    pub async fn open(data: &Path) -> anyhow::Result<Self> {
        let (application, driver) = (program("linli")?, tauri_driver()?);
        let (display, number) = display().await?;
        let driver = Driver::window(&driver, &number, data).await?;
        let capabilities = json!({ "browserName": "wry", "tauri:options": { "application": application } });
        let screen = Screen::open(driver.url(), capabilities).await.context("opening the window")?;
        Ok(Self { screen: Some(screen), _driver: driver, _display: display })
    }

    /// Closes the window.
    pub async fn close(mut self) {
        if let Some(screen) = self.screen.take() {
            // The window may be gone before its driver can say so; what is left of both ends below.
            let _ = screen.quit().await;
        }
    }
}

impl Deref for Window {
    type Target = Screen;

    fn deref(&self) -> &Screen {
        self.screen.as_ref().expect("a window has its screen until it is closed")
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        if let Some(screen) = self.screen.take() {
            screen.forget();
        }
    }
}

fn tauri_driver() -> anyhow::Result<PathBuf> {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.tools/bin/tauri-driver");
    anyhow::ensure!(place.is_file(), "tauri-driver is not installed; `scripts/setup tools` does that");
    Ok(place)
}

/// Starts Xvfb on a number that it chooses.
async fn display() -> anyhow::Result<(Child, String)> {
    let mut command = Command::new("Xvfb");
    command.args(["-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
    let mut child = command.spawn().context("starting Xvfb")?;
    let mut lines = BufReader::new(child.stdout.take().context("Xvfb has an output")?).lines();
    let number = timeout(PATIENCE, lines.next_line()).await.context("Xvfb does not open a display")??;
    Ok((child, format!(":{}", number.context("Xvfb ended at once")?)))
}
