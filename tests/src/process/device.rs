//! The program `device`: a native core that is asked over its standard input and can be killed.
//!
//! **Invariant:** a device ends with the value that stands for it, at the latest.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::Context;
use linli_contract::{Ask, Failure, Request, Response};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::time::timeout;

/// How long an answer may take; a meeting with a relay that does not answer takes the longest.
const PATIENCE: Duration = Duration::from_secs(90);

/// What a device answers.
pub type Answer = Result<Response, Failure>;

/// A running device.
#[derive(Debug)]
pub struct Device {
    child: Child,
    input: ChildStdin,
    answers: Lines<BufReader<ChildStdout>>,
}

impl Device {
    /// Starts the program on a folder. With a log file everything it can tell is logged there.
    ///
    /// # Errors
    /// If it cannot be started.
    pub fn start(program: &Path, folder: &Path, log: Option<&Path>) -> anyhow::Result<Self> {
        let mut command = Command::new(program);
        command.arg(folder).stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true);
        if let Some(log) = log {
            let log = std::fs::OpenOptions::new().create(true).append(true).open(log).context("opening the log")?;
            command.env("LINLI_LOG", "trace").stderr(log);
        }
        let mut child = command.spawn().context("starting a device")?;
        let input = child.stdin.take().context("a device has an input")?;
        let output = child.stdout.take().context("a device has an output")?;
        Ok(Self { child, input, answers: BufReader::new(output).lines() })
    }

    /// Sends a request without waiting for its answer; at most a few may be under way.
    ///
    /// # Errors
    /// If the device has ended.
    pub async fn send(&mut self, request: impl Into<Request>) -> anyhow::Result<()> {
        let mut line = serde_json::to_vec(&request.into())?;
        line.push(b'\n');
        Ok(self.input.write_all(&line).await?)
    }

    /// The next answer; `None` once the device has ended.
    ///
    /// # Errors
    /// If it does not come in time or is no answer.
    pub async fn answer(&mut self) -> anyhow::Result<Option<Answer>> {
        let line = timeout(PATIENCE, self.answers.next_line()).await.context("a device does not answer")??;
        line.map(|line| serde_json::from_str(&line).context("a line is no answer")).transpose()
    }

    /// Asks and waits; the failure that the screen would show comes back as a value.
    ///
    /// # Errors
    /// If the device has ended or answers something else.
    pub async fn try_ask<A: Ask>(&mut self, request: A) -> anyhow::Result<Result<A::Reply, Failure>> {
        self.send(request).await?;
        match self.answer().await?.context("the device has ended")? {
            Ok(response) => Ok(Ok(A::reply(response).context("the answer is to another request")?)),
            Err(failure) => Ok(Err(failure)),
        }
    }

    /// Asks and gets what was asked for.
    ///
    /// # Errors
    /// If the device has ended or fails.
    pub async fn ask<A: Ask>(&mut self, request: A) -> anyhow::Result<A::Reply> {
        Ok(self.try_ask(request).await??)
    }

    /// Kills it without warning (`kill -9`); gives the answers that it had written before.
    ///
    /// # Errors
    /// If it had ended before.
    pub async fn kill(mut self) -> anyhow::Result<Vec<Answer>> {
        anyhow::ensure!(self.child.try_wait()?.is_none(), "the device ended before it was killed");
        self.child.kill().await?;
        let mut left = Vec::new();
        while let Some(line) = self.answers.next_line().await? {
            // The last line may be cut short: then nobody was told.
            left.extend(serde_json::from_str::<Answer>(&line));
        }
        Ok(left)
    }

    /// Has it end with its input.
    ///
    /// # Errors
    /// If it does not end in time or not well.
    pub async fn stop(mut self) -> anyhow::Result<()> {
        drop(self.input);
        let status = timeout(PATIENCE, self.child.wait()).await.context("the device does not end")??;
        anyhow::ensure!(status.success(), "the device ended badly, {status}");
        Ok(())
    }
}
