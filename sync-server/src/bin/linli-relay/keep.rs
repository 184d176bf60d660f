//! Backup, restore and check: what the relay's keeper does, in words for a keeper.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, bail};
use linli_shared::calendar::{Date, Millis};
use linli_shared::ids::LogCode;
use linli_shared::log::{Era, Seq};
use sync_server::backup::{self, LogEnd, Summary, WriteError};
use sync_server::relay::{self, Findings, Relay};
use sync_server::store::Store;
use sync_server::store::memory::MemoryStore;
use sync_server::store::redb::RedbStore;
use sync_server::tls::write_private;

use crate::args::Checked;
use crate::control::{self, Door};
use crate::folder::Folder;
use crate::{RUNS, say};

/// What `check` ends with where not all fits together.
const UNFIT: u8 = 2;

/// Writes a backup, of a running relay through its door.
pub(crate) fn backup(folder: &Folder, file: &Path, replaces: bool, is_elsewhere: bool) -> anyhow::Result<()> {
    let summary = match Door::knock(folder.path())? {
        #[cfg(unix)]
        Door::Open(stream) => {
            backup::write_file(file, replaces, |to| std::io::copy(&mut control::backup(stream)?, to).map(drop))?
        }
        Door::Closed => {
            let _own = folder.lock()?.context(RUNS)?;
            let (store, key) = (folder.store()?, folder.key()?);
            let moment = store.moment()?;
            backup::write_file::<WriteError>(file, replaces, |to| backup::write(&*moment, &key, now(), to).map(drop))?
        }
    };
    tell(&format!("{}: ", file.display()), &summary)?;
    if is_elsewhere {
        mark_safe(folder, &summary.logs)
            .context("the backup is whole, but the relay could not note that it is safe")?;
        say("devices may let go of their copies of what it holds")?;
    }
    Ok(())
}

fn mark_safe(folder: &Folder, ends: &[LogEnd]) -> anyhow::Result<()> {
    match Door::knock(folder.path())? {
        #[cfg(unix)]
        Door::Open(stream) => {
            if !control::mark_safe(stream, ends)? {
                bail!("the relay's log says why");
            }
        }
        Door::Closed => {
            let _own = folder.lock()?.context(RUNS)?;
            let mut relay = Relay::open(folder.store()?, folder.key()?)?;
            for end in ends {
                relay.mark_safe(end.code, end.last)?;
            }
        }
    }
    Ok(())
}

/// What the present store says of a log.
struct Present {
    code: LogCode,
    era: Era,
    last: Seq,
    safe_through: Seq,
}

/// Puts a backup in the place of the store.
pub(crate) fn restore(folder: &Folder, file: &Path, is_forced: bool, era: Option<Era>) -> anyhow::Result<()> {
    let _own = folder.lock()?.context(RUNS)?;
    let summary = backup::at_path(file).context(NOTHING_CHANGED)?;
    let present = present(folder);
    let newer = present
        .iter()
        .find(|log| summary.logs.iter().find(|end| end.code == log.code).is_none_or(|end| end.last < log.safe_through));
    if let Some(log) = newer.filter(|_| !is_forced) {
        let Present { code, safe_through, .. } = log;
        bail!(
            "devices were told that {code} is safe up to place {safe_through}, and this backup ends before it; \
             use a newer one, or --force if there is none. {NOTHING_CHANGED}"
        );
    }
    let fresh = Fresh::new(folder);
    let key = {
        let mut store = RedbStore::open(&fresh.0).context("making a new store")?;
        let (_, key) = backup::fill(&mut store, BufReader::new(File::open(file)?)).context(NOTHING_CHANGED)?;
        let findings = relay::check(&store)?;
        if !findings.faults.is_empty() && !is_forced {
            tell_findings(&findings)?;
            bail!("the backup does not fit together; --force takes it all the same. {NOTHING_CHANGED}");
        }
        let mut relay = Relay::open(store, key.clone())?;
        for end in &summary.logs {
            let known = present.iter().find(|log| log.code == end.code).map_or(0, |log| log.era).max(end.era);
            let next = era.unwrap_or(known.saturating_add(1));
            if next <= known {
                bail!("{} is in era {known} already; --era has to be higher. {NOTHING_CHANGED}", end.code);
            }
            let begun = relay.begin_era(end.code, Some(next))?;
            say(&format!("{}: era {begun} begins after place {}", end.code, end.last))?;
        }
        key
    };
    let aside = set_aside(folder)?;
    std::fs::rename(&fresh.0, folder.store_path()).context("putting the new store in its place")?;
    write_private(&folder.key_path(), &key.to_bytes()).context("writing the relay's key")?;
    tell("restored ", &summary)?;
    match aside {
        Some(path) => say(&format!("The store that was here is kept as {}.", path.display()))?,
        None => say("There was no store here before.")?,
    }
    if present.is_empty() {
        say("If this backup was restored before, on a machine that is gone, do it once more with a higher --era.")?;
    }
    say(WHAT_NOW)
}

const NOTHING_CHANGED: &str = "Nothing was changed.";

const WHAT_NOW: &str = "\
Start the relay again. At its next meeting each device learns by itself that the relay came back from a backup. Nothing goes
from its screen; it sends again what the backup does not hold: its own work, and what others wrote in the last thirty days.
Such work is marked as not yet with the relay until it is back. Ask everybody to open the app once while they have a network.
What stood on a right that has ended waits for the committee. Keep the store that was set aside until all have met.";

/// The logs of the store that is here, as far as it can be read.
fn present(folder: &Folder) -> Vec<Present> {
    if !folder.store_path().exists() {
        return Vec::new();
    }
    let read = || -> anyhow::Result<Vec<Present>> {
        let relay = Relay::open(folder.store()?, folder.key()?)?;
        let of = |code| {
            let (era, last) = relay.end(code)?;
            Ok(Present { code, era, last, safe_through: relay.safe_through(code)? })
        };
        relay.codes()?.into_iter().map(of).collect()
    };
    let found = read();
    if let Err(error) = &found {
        tracing::warn!(cause = format!("{error:#}"), "the store that is here cannot be read");
    }
    let found = found.unwrap_or_default();
    for log in &found {
        tracing::info!(log = %log.code, era = log.era, last = log.last, "here until now");
    }
    found
}

/// Keeps the store and the key under other names; the store stays under its own until another takes its place.
fn set_aside(folder: &Folder) -> anyhow::Result<Option<PathBuf>> {
    let stamp = now().0 / 1000;
    for (path, ending) in [(folder.key_path(), "key"), (folder.store_path(), "redb")] {
        if !path.exists() {
            continue;
        }
        let aside = folder.path().join(format!("before-restore-{stamp}.{ending}"));
        if std::fs::hard_link(&path, &aside).is_err() {
            // Not every file system has links.
            std::fs::copy(&path, &aside).context("setting the present store aside")?;
        }
        File::open(&aside)?.sync_all()?;
        if ending == "redb" {
            return Ok(Some(aside));
        }
    }
    Ok(None)
}

/// The new store under way; it goes unless it got its name.
struct Fresh(PathBuf);

impl Fresh {
    fn new(folder: &Folder) -> Self {
        let path = folder.path().join("restoring.redb");
        // One of a restore that was cut short; the folder is locked, so nobody uses it.
        let _ = std::fs::remove_file(&path);
        Self(path)
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        // It is gone already where it was renamed.
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Looks through a store or a backup.
pub(crate) fn check(checked: Checked) -> anyhow::Result<ExitCode> {
    let findings = match checked {
        Checked::File(file) => {
            let mut store = MemoryStore::new();
            let (summary, _) =
                backup::fill(&mut store, BufReader::new(File::open(&file).context("opening the backup")?))?;
            tell("", &summary)?;
            relay::check(&store)?
        }
        Checked::Folder(path) => check_folder(&Folder::open(path)?)?,
    };
    tell_findings(&findings)?;
    Ok(if findings.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(UNFIT) })
}

fn check_folder(folder: &Folder) -> anyhow::Result<Findings> {
    match Door::knock(folder.path())? {
        #[cfg(unix)]
        Door::Open(stream) => {
            let mut store = MemoryStore::new();
            backup::fill(&mut store, BufReader::new(control::backup(stream)?))?;
            Ok(relay::check(&store)?)
        }
        Door::Closed => {
            let _own = folder.lock()?.context(RUNS)?;
            if !folder.store_path().exists() {
                bail!("there is no store in this folder");
            }
            Ok(relay::check(&folder.store()?)?)
        }
    }
}

fn tell(before: &str, summary: &Summary) -> anyhow::Result<()> {
    let made = time(summary.made);
    say(&format!("{before}backup of {made} UTC, {} rows, {} bytes, whole", summary.rows, summary.bytes))?;
    for LogEnd { code, era, last } in &summary.logs {
        say(&format!("{code}: up to place {last} of era {era}"))?;
    }
    Ok(())
}

fn tell_findings(findings: &Findings) -> anyhow::Result<()> {
    for log in &findings.logs {
        say(&format!(
            "{}: era {}, {} places, {} parcels of {} devices, {} records, {} acts wait for the committee",
            log.code, log.era, log.places, log.parcels, log.devices, log.records, log.quarantined
        ))?;
    }
    for fault in &findings.faults {
        say(&format!("{}: {} ({} times, first at {})", fault.log, fault.trouble, fault.count, fault.at))?;
    }
    say(if findings.faults.is_empty() { "everything fits together" } else { "not everything fits together" })
}

fn time(at: Millis) -> String {
    const DAY: i64 = 86_400_000;
    let minutes = at.0.rem_euclid(DAY) / 60_000;
    let date = Date::from_day_number(at.0.div_euclid(DAY)).map(|date| date.to_string()).unwrap_or_default();
    format!("{date} {:02}:{:02}", minutes / 60, minutes % 60)
}

pub(crate) fn now() -> Millis {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
