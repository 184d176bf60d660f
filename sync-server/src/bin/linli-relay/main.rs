//! `linli-relay`: serves a community's log and the web app; `linli-relay help` lists its commands.

mod args;
mod control;
mod folder;
mod keep;

use std::io::Write;
use std::process::ExitCode;

use anyhow::Context;
use futures::FutureExt;
use linli_shared::ids::LogCode;
use linli_shared::joining::{Permit, ScannedCode};
use sync_server::http::{self, Seats, Site, Writer};
use sync_server::relay::Relay;
use sync_server::{limits, tls};

use self::args::{Command, Serve};
use self::folder::Folder;

/// The most requests that are held open.
const MAX_WAITING: usize = 10_000;
/// Why a data folder cannot be used.
const RUNS: &str = "a relay or another command works on this data folder";

fn main() -> ExitCode {
    let level = std::env::var("LINLI_LOG").ok().and_then(|level| level.parse().ok()).unwrap_or(tracing::Level::INFO);
    let subscriber = tracing_subscriber::fmt().with_writer(std::io::stderr).with_max_level(level);
    subscriber.with_ansi(false).init();
    match args::parse(std::env::args_os().skip(1)).map_err(anyhow::Error::from).and_then(run) {
        Ok(code) => code,
        Err(error) => {
            tracing::error!(cause = format!("{error:#}"), "stopped");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Help(command) => say(&args::help(command))?,
        Command::Permit { data, code, address } => permit(&Folder::open(data)?, code, &address)?,
        Command::Backup { data, file, replaces, is_elsewhere } => {
            keep::backup(&Folder::open(data)?, &file, replaces, is_elsewhere)?;
        }
        Command::Restore { data, file, is_forced, era } => {
            keep::restore(&Folder::open(data)?, &file, is_forced, era)?;
        }
        Command::Check(checked) => return keep::check(checked),
        Command::BeginEra { data, code, era } => {
            let folder = Folder::open(data)?;
            let _own = folder.lock()?.context(RUNS)?;
            let era = Relay::open(folder.store()?, folder.key()?)?.begin_era(code, era)?;
            say(&era.to_string())?;
        }
        Command::Serve(serve) => {
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
            runtime.block_on(self::serve(serve))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Lays down a permission for a running or future relay; prints its secret, the key that the founding act must name, and
/// both as a code to scan or paste.
fn permit(folder: &Folder, code: LogCode, address: &str) -> anyhow::Result<()> {
    let mut secret = [0; 16];
    getrandom::fill(&mut secret).context("no randomness")?;
    http::permits::lay_down(&folder.permits(), code, &secret).context("writing the permission")?;
    let relay = folder.key()?.verifying_key().to_bytes();
    say(&format!("permit {}", hex(&secret)))?;
    say(&format!("relay {}", hex(&relay)))?;
    let link = ScannedCode::Permit(Permit { log: code, relay, secret }).to_link(address);
    say(&format!("link {link}"))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn serve(args: Serve) -> anyhow::Result<()> {
    let folder = Folder::open(args.data)?;
    let _own = folder.lock()?.context(RUNS)?;
    let key = folder.key()?;
    let relay = Relay::open(folder.store()?, key.clone()).context("reading the store")?;
    let listeners = args.listen.iter().map(std::net::TcpListener::bind).collect::<Result<Vec<_>, _>>();
    let listeners = listeners.context("listening")?;
    let addresses = listeners.iter().map(std::net::TcpListener::local_addr).collect::<Result<Vec<_>, _>>()?;
    let tls = if args.tls { Some(tls::self_made(&folder.tls(), &addresses).await?) } else { None };
    let (writer, thread) = Writer::start(relay, Some(folder.permits()))?;
    #[cfg(unix)]
    if let Err(error) = control::open(folder.path(), writer.keeper(), key) {
        tracing::warn!(cause = format!("{error:#}"), "no control socket: stop the relay to back it up");
    }
    let waiting = writer.waiting();
    // Half of what may be open stays for everybody else.
    let room = usize::try_from(limits::open_files() / 2).unwrap_or(usize::MAX);
    waiting.set_room(room.min(MAX_WAITING));
    let router = http::router(writer, args.app.map(Site::new), args.demo_seats.map(Seats::new));
    if let Some(file) = args.port_file {
        let lines: Vec<String> = addresses.iter().map(ToString::to_string).collect();
        let partial = file.with_extension("part");
        std::fs::write(&partial, lines.join("\n")).context("writing the port file")?;
        std::fs::rename(partial, file).context("writing the port file")?;
    }
    tracing::info!(?addresses, tls = args.tls, "listening");
    let stop = stop_signal()?.map(move |()| waiting.close()).shared();
    let serving =
        listeners.into_iter().map(|listener| http::serve(listener, router.clone(), tls.clone(), stop.clone()));
    futures::future::try_join_all(serving.collect::<Vec<_>>()).await?;
    drop(router);
    tokio::task::spawn_blocking(move || thread.join()).await?.map_err(|_| anyhow::anyhow!("the writer failed"))?;
    tracing::info!("stopped");
    Ok(())
}

#[cfg(unix)]
fn stop_signal() -> anyhow::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn stop_signal() -> anyhow::Result<impl Future<Output = ()>> {
    Ok(async {
        // Without the signal the relay is stopped by ending its process, which loses nothing acknowledged.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}

fn say(line: &str) -> anyhow::Result<()> {
    Ok(writeln!(std::io::stdout(), "{line}")?)
}
