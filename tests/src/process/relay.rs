//! The relay's program.
//!
//! **Invariant:** a relay ends with the value that stands for it, at the latest.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use anyhow::Context;
use tokio::process::{Child, Command};
use tokio::time::timeout;

use super::until;

/// How long the program may take to listen, or to end after it was told to.
const PATIENCE: Duration = Duration::from_secs(20);

/// How the program is started.
#[derive(Debug, Clone)]
pub struct RelayOptions {
    /// The program.
    pub program: PathBuf,
    /// Its data folder.
    pub data: PathBuf,
    /// Where it listens; port 0 takes a free one.
    pub listen: Vec<SocketAddr>,
    /// The web app, if it serves one.
    pub app: Option<PathBuf>,
    /// Prepared seats, if it hands out any.
    pub seats: Option<PathBuf>,
    /// Whether it serves HTTPS with a certificate of its own.
    pub tls: bool,
    /// Where its log goes; to this program's own output if nowhere.
    pub log: Option<PathBuf>,
    /// The level of its log, such as `debug`; its own choice if none.
    pub level: Option<String>,
}

/// A running relay.
#[derive(Debug)]
pub struct Relay {
    child: Child,
    addresses: Vec<SocketAddr>,
}

impl RelayOptions {
    /// A relay on a free port of this machine that serves sync only.
    #[must_use]
    pub fn new(program: PathBuf, data: PathBuf) -> Self {
        let listen = vec![SocketAddr::from(([127, 0, 0, 1], 0))];
        Self { program, data, listen, app: None, seats: None, tls: false, log: None, level: None }
    }

    fn command(&self, port_file: &std::path::Path) -> anyhow::Result<Command> {
        let mut command = Command::new(&self.program);
        command.arg("serve").arg("--data").arg(&self.data).arg("--port-file").arg(port_file);
        for address in &self.listen {
            command.arg("--listen").arg(address.to_string());
        }
        for (option, folder) in [("--app", &self.app), ("--demo-seats", &self.seats)] {
            if let Some(folder) = folder {
                command.arg(option).arg(folder);
            }
        }
        if self.tls {
            command.arg("--tls");
        }
        if let Some(level) = &self.level {
            command.env("LINLI_LOG", level);
        }
        if let Some(log) = &self.log {
            let log = std::fs::OpenOptions::new().create(true).append(true).open(log).context("opening the log")?;
            command.stdout(log.try_clone()?).stderr(log);
        }
        command.stdin(Stdio::null()).kill_on_drop(true);
        Ok(command)
    }
}

impl Relay {
    /// Starts the program and waits until it listens.
    ///
    /// # Errors
    /// If it ends at once or does not listen in time.
    pub async fn start(options: &RelayOptions) -> anyhow::Result<Self> {
        let port_file = options.data.join("addresses");
        match std::fs::remove_file(&port_file) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(error).context("the relay's folder cannot be written"),
        }
        let mut child = options.command(&port_file)?.spawn().context("starting the relay")?;
        let listening = until("the relay's address", PATIENCE, async || {
            if let Ok(Some(status)) = child.try_wait() {
                return Some(Err(anyhow::anyhow!("the relay ended at once, {status}")));
            }
            std::fs::read_to_string(&port_file).ok().map(Ok)
        });
        let addresses = listening.await??;
        let addresses = addresses.lines().map(str::parse).collect::<Result<Vec<_>, _>>().context("an address")?;
        anyhow::ensure!(!addresses.is_empty(), "the relay names no address");
        Ok(Self { child, addresses })
    }

    /// Where it listens, in the order asked for.
    #[must_use]
    pub fn addresses(&self) -> &[SocketAddr] {
        &self.addresses
    }

    /// The first of its addresses.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.addresses[0]
    }

    /// The system's number for it; `None` once it ended.
    #[must_use]
    pub fn id(&self) -> Option<u32> {
        self.child.id()
    }

    /// Waits until it ends by itself.
    ///
    /// # Errors
    /// If the system cannot tell.
    pub async fn ended(&mut self) -> anyhow::Result<std::process::ExitStatus> {
        Ok(self.child.wait().await?)
    }

    /// Kills it without warning (`kill -9`).
    ///
    /// # Errors
    /// If it had ended before.
    pub async fn kill(mut self) -> anyhow::Result<()> {
        anyhow::ensure!(self.child.try_wait()?.is_none(), "the relay ended before it was killed");
        Ok(self.child.kill().await?)
    }

    /// Has it end in an orderly way, and kills it only if it does not.
    ///
    /// # Errors
    /// If the system does not let it be stopped.
    pub async fn stop(mut self) -> anyhow::Result<()> {
        if let Some(id) = self.child.id() {
            // Safe Rust sends no signals; the program of that name does.
            let _ = Command::new("kill").arg("-TERM").arg(id.to_string()).status().await;
        }
        if timeout(PATIENCE, self.child.wait()).await.is_err() {
            self.child.kill().await?;
        }
        Ok(())
    }
}
