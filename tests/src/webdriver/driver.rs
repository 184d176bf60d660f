//! The programs that drive browsers: chromedriver, and tauri-driver with the WebKit driver behind it.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::Context;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::process::{Child, Command};
use tokio::time::timeout;

use crate::process::until;

/// How long a driver may take to listen.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often chromedriver is started.
const TRIES: usize = 3;
/// What chromedriver says before its port.
const PORT_IS: &str = "started successfully on port ";

/// A running driver; it leads a group of processes, which ends with this value.
#[derive(Debug)]
pub(super) struct Driver {
    child: Child,
    url: String,
}

impl Driver {
    /// Starts chromedriver on a port that it chooses; it gives up if that is taken by then on one of the machine's addresses.
    pub(super) async fn chromium() -> anyhow::Result<Self> {
        for _ in 0..TRIES {
            if let Some(driver) = Self::try_chromium().await? {
                return Ok(driver);
            }
        }
        anyhow::bail!("chromedriver ended at once, {TRIES} times")
    }

    async fn try_chromium() -> anyhow::Result<Option<Self>> {
        let mut command = Command::new("chromedriver");
        command.arg("--port=0").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.process_group(0).kill_on_drop(true).spawn().context("starting chromedriver")?;
        let mut lines = BufReader::new(child.stdout.take().context("chromedriver has an output")?).lines();
        let port = timeout(PATIENCE, async {
            while let Some(line) = lines.next_line().await? {
                if let Some((_, port)) = line.split_once(PORT_IS) {
                    return anyhow::Ok(Some(port.trim_end_matches('.').to_owned()));
                }
            }
            Ok(None)
        });
        let Some(port) = port.await.context("chromedriver does not listen")?? else { return Ok(None) };
        // It stops when nobody reads what it writes.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Ok(Some(Self { child, url: format!("http://127.0.0.1:{port}") }))
    }

    /// Starts tauri-driver, whose windows open on a display and work on a data folder.
    pub(super) async fn window(program: &Path, display: &str, data: &Path) -> anyhow::Result<Self> {
        let (port, native) = (free_port().await?, free_port().await?);
        let mut command = Command::new(program);
        command.arg("--port").arg(port.to_string()).arg("--native-port").arg(native.to_string());
        command.env("DISPLAY", display).env_remove("WAYLAND_DISPLAY").env("GDK_BACKEND", "x11");
        // What the page itself keeps lies apart from the account's own, so that a new folder is a new device.
        command.env("LINLI_DATA", data).env("XDG_DATA_HOME", data.join("page"));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let child = command.process_group(0).kill_on_drop(true).spawn().context("starting tauri-driver")?;
        for port in [port, native] {
            let listens = async || TcpStream::connect(("127.0.0.1", port)).await.ok();
            until("the window's driver", PATIENCE, listens).await?;
        }
        Ok(Self { child, url: format!("http://127.0.0.1:{port}") })
    }

    /// Where it takes commands.
    pub(super) fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if let Some(id) = self.child.id() {
            kill(&format!("-{id}"));
        }
    }
}

/// Kills a process by its id, or a group by its negative id. Safe Rust sends no signals; the program of that name does.
pub(super) fn kill(id: &str) {
    let _ = std::process::Command::new("kill").args(["-KILL", "--", id]).stderr(Stdio::null()).status();
}

async fn free_port() -> anyhow::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0").await?.local_addr()?.port())
}
