//! `found-demo --relay PROGRAM --web FOLDER --data FOLDER [--tls]`: what `make run` starts.
//!
//! Serves the demo community until Ctrl-C, and founds it before if that has not happened yet. The data folder keeps the
//! relay's data, the seats that are left and the port, so that a person's address stays the same between runs.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use tests::founding::demo::{self, Demo};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "found-demo: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> anyhow::Result<()> {
    let demo = parse(std::env::args_os().skip(1))?;
    demo::serve(&demo, stopped()?, &mut std::io::stdout()).await
}

fn parse(words: impl Iterator<Item = std::ffi::OsString>) -> anyhow::Result<Demo> {
    const USAGE: &str = "use: found-demo --relay PROGRAM --web FOLDER --data FOLDER [--tls]";
    let (mut relay, mut web, mut data, mut tls) = (None, None, None, false);
    let mut words = words;
    while let Some(word) = words.next() {
        let place = match word.to_str() {
            Some("--relay") => &mut relay,
            Some("--web") => &mut web,
            Some("--data") => &mut data,
            Some("--tls") => {
                tls = true;
                continue;
            }
            Some(_) | None => anyhow::bail!(USAGE),
        };
        *place = Some(PathBuf::from(words.next().context(USAGE)?));
    }
    Ok(Demo { relay: relay.context(USAGE)?, web: web.context(USAGE)?, data: data.context(USAGE)?, tls })
}

/// Ctrl-C, or being told to end.
fn stopped() -> anyhow::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    let mut terminated = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    Ok(async move {
        #[cfg(unix)]
        let terminate = terminated.recv();
        #[cfg(not(unix))]
        let terminate = std::future::pending::<Option<()>>();
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate => {}
        }
    })
}
