//! The store of a phone or a computer: a safety copy that decides, and sled that everything is read from.
//!
//! A durable batch is committed when the safety copy has it; sled follows and may lag by what it holds in memory. Opening
//! brings sled up to the newest record, or, where it cannot be read, sets it aside and builds it again.
//!
//! **Invariant:** a batch that was reported durable is read back, whatever becomes of the sled folder.
//! **Invariant:** one process holds a folder; a second is refused.

pub(super) mod files;
mod local;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

use self::local::{LocalCopy, LocalError};
use super::safety::{SafetyCopy, Survey};
use super::{Batch, Disk, DiskError, Durability, Found, OpenReport, Opened, Rebuilt, Room, Row, Slip, Table, Vault};

const SAFETY_FILE: &str = "safety";
const LOCAL_FOLDER: &str = "local";
const FLUSH_EVERY_MS: u64 = 500;
const COMPACT_FROM_BYTES: u64 = 4 << 20;

/// The disk of a phone or a computer.
pub struct NativeDisk {
    state: RefCell<State>,
    folder: PathBuf,
    settings: Settings,
    _lock: File,
}

/// How the parts of a store behave; tests turn these.
#[derive(Debug, Clone, Copy)]
struct Settings {
    flush_every_ms: Option<u64>,
    compact_from_bytes: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { flush_every_ms: Some(FLUSH_EVERY_MS), compact_from_bytes: COMPACT_FROM_BYTES }
    }
}

struct State {
    safety: SafetyCopy,
    local: LocalCopy,
    /// Rows that the local copy could not take; read before it. Set once it failed, until it was opened again.
    above: Option<Above>,
    /// The disk was found full since the local copy was opened: what sled cannot read after that is no damage.
    was_full: bool,
}

struct Above {
    rows: BTreeMap<(Table, Vec<u8>), Option<Vec<u8>>>,
    reason: DiskError,
}

/// Opens the sealed store in a folder of its own, made if need be.
///
/// # Errors
/// [`DiskError::OpenElsewhere`] if another process has it, [`DiskError::KeyMissing`] also if it is locked,
/// [`DiskError::Newer`], [`DiskError::Full`], [`DiskError::Unwritable`] or [`DiskError::Unreadable`].
pub fn open(folder: &Path) -> Result<Opened<NativeDisk>, DiskError> {
    find(folder)?.unlocked()
}

/// Opens the rows of a folder and finds its key, which may be locked.
///
/// # Errors
/// Those of [`open`].
pub fn find(folder: &Path) -> Result<Found<NativeDisk>, DiskError> {
    open_raw(folder, Settings::default())
}

/// Removes everything of a store that nobody has open; other files of its folder stay.
///
/// # Errors
/// [`DiskError::OpenElsewhere`] if somebody has it open, [`DiskError::Unwritable`] if something stays. The key goes first.
pub fn wipe(folder: &Path) -> Result<(), DiskError> {
    if !folder.exists() {
        return Ok(());
    }
    let lock = files::take_lock(folder)?;
    let wiped = files::wipe(folder).map_err(|error| files::failed_write(&error));
    drop(lock);
    wiped
}

/// Replaces a small file of a private folder as a whole.
///
/// # Errors
/// [`DiskError::Full`] or [`DiskError::Unwritable`]; then the old one is there.
pub fn replace_file(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), DiskError> {
    let replaced = files::replace(folder, &folder.join(name), &folder.join(format!("{name}.new")), bytes);
    replaced.map_err(|error| files::failed_write(&error))
}

fn open_raw(folder: &Path, settings: Settings) -> Result<Found<NativeDisk>, DiskError> {
    files::private_folder(folder)?;
    let lock = files::take_lock(folder)?;
    let safety_path = folder.join(SAFETY_FILE);
    let is_new = !safety_path.exists() && !folder.join(LOCAL_FOLDER).exists();
    let key = files::store_key(folder, !is_new)?;
    let (mut safety, survey) = SafetyCopy::open(&safety_path)?;
    let mut report = report_of(survey, is_new);
    let local = open_local(folder, &mut safety, settings, &mut report)?;
    if report.damaged_places > 0 || safety.is_grown(settings.compact_from_bytes) {
        compact(&mut safety, &local, &mut report);
    }
    let state = RefCell::new(State { safety, local, above: None, was_full: false });
    Ok(Found { disk: NativeDisk { state, folder: folder.to_owned(), settings, _lock: lock }, key, report })
}

fn report_of(survey: Survey, is_new: bool) -> OpenReport {
    OpenReport {
        is_new,
        damaged_places: survey.damaged,
        cut_bytes: survey.cut_bytes,
        is_persistent: true,
        ..OpenReport::default()
    }
}

fn open_local(
    folder: &Path,
    safety: &mut SafetyCopy,
    settings: Settings,
    report: &mut OpenReport,
) -> Result<LocalCopy, DiskError> {
    let path = folder.join(LOCAL_FOLDER);
    let reason = match files::damage_mark(folder) {
        Some(reason) => reason,
        None => match bring_up_to_date(&path, safety, settings, report) {
            Ok(Ok(local)) => return Ok(local),
            Ok(Err(reason)) => reason,
            Err(LocalError::Damaged) => Rebuilt::Unopenable,
            Err(LocalError::Refused(error)) => return Err(error),
        },
    };
    files::set_aside(&path)?;
    let rebuilt = LocalCopy::open(&path, settings.flush_every_ms).and_then(|local| {
        report.replayed = replay(safety, &local, None)?;
        Ok(local)
    });
    let local = rebuilt.map_err(|error| refusal(error, DiskError::Unwritable))?;
    files::clear_damage_mark(folder)?;
    report.rebuilt = Some(reason);
    Ok(local)
}

/// Opens the copy and applies the records that it lacks; the inner error tells why it has to be built again.
fn bring_up_to_date(
    path: &Path,
    safety: &mut SafetyCopy,
    settings: Settings,
    report: &mut OpenReport,
) -> Result<Result<LocalCopy, Rebuilt>, LocalError> {
    let local = LocalCopy::open(path, settings.flush_every_ms)?;
    let applied = local.applied()?;
    match applied {
        // A copy notes a number before it takes the first row: this one is new or was emptied.
        None if safety.last() > 0 => report.rebuilt = Some(Rebuilt::Missing),
        None => local.apply(&Batch::new(), Durability::Durable, Some(0)).and_then(|()| local.flush())?,
        Some(number) if number < safety.base() => return Ok(Err(Rebuilt::Behind)),
        // The copy has records that the safety copy lost from its end: compaction takes them back.
        Some(number) if number > safety.last() => {
            safety.skip_to(number);
            report.damaged_places += 1;
        }
        Some(_) => {}
    }
    report.replayed = replay(safety, &local, applied)?;
    Ok(Ok(local))
}

fn replay(safety: &SafetyCopy, local: &LocalCopy, applied: Option<u64>) -> Result<u64, LocalError> {
    if applied == Some(safety.last()) {
        return Ok(0);
    }
    let mut replayed = 0;
    let batches = safety.batches_after(applied.unwrap_or(0)).map_err(LocalError::Refused)?;
    for batch in batches {
        local.apply(&batch.map_err(LocalError::Refused)?, Durability::Durable, None)?;
        replayed += 1;
    }
    // The number comes last: a replay that is cut short is done again from its beginning, with the same result.
    local.apply(&Batch::new(), Durability::Durable, Some(safety.last()))?;
    Ok(replayed)
}

/// Compacts where that can be done; the file stays as it is where it cannot, which harms nothing.
fn compact(safety: &mut SafetyCopy, local: &LocalCopy, report: &mut OpenReport) {
    if local.flush().is_err() {
        return;
    }
    let has_older_rows = report.damaged_places > 0 && report.rebuilt.is_none();
    let known = if has_older_rows { local.known_rows().ok() } else { None };
    let is_mended = known.is_some() && report.replayed == 0;
    report.is_compacted = safety.compact(known).is_ok();
    report.is_mended = report.is_compacted && is_mended;
}

fn refusal(error: LocalError, damaged: DiskError) -> DiskError {
    match error {
        LocalError::Damaged => damaged,
        LocalError::Refused(reason) => reason,
    }
}

impl NativeDisk {
    /// The folder of the store.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The bytes of the safety copy.
    #[must_use]
    pub fn safety_bytes(&self) -> u64 {
        self.state.borrow().safety.bytes()
    }

    /// sled takes nothing more, and reads nothing more, once it met a full disk; opened again it goes on from the safety copy.
    fn open_local_again(&self, state: &mut State) -> Result<(), DiskError> {
        state.local.close();
        let path = self.folder.join(LOCAL_FOLDER);
        let mut report = OpenReport::default();
        let failed = match bring_up_to_date(&path, &mut state.safety, self.settings, &mut report) {
            Ok(Ok(local)) => {
                (state.local, state.above, state.was_full) = (local, None, false);
                return Ok(());
            }
            // The next start builds it again, as it does with any copy that cannot be opened.
            Ok(Err(_)) | Err(LocalError::Damaged) => DiskError::Unreadable,
            Err(LocalError::Refused(reason)) => reason,
        };
        // It may still be read as far as it goes, with what it could not take above it.
        if let Ok(local) = LocalCopy::open(&path, self.settings.flush_every_ms) {
            state.local = local;
        }
        Err(failed)
    }

    fn read<T>(&self, read: impl FnOnce(&State) -> Result<T, LocalError>) -> Result<T, DiskError> {
        let state = self.state.borrow();
        read(&state).map_err(|error| match error {
            // sled gives up, also on reading, once its own writing in the background finds no room.
            LocalError::Damaged if state.was_full => DiskError::Full,
            LocalError::Damaged => {
                files::mark_damaged(&self.folder);
                DiskError::Unreadable
            }
            LocalError::Refused(reason) => reason,
        })
    }
}

impl State {
    /// Applies what the safety copy has. It is committed: where sled fails, it is read from memory until sled is opened again.
    fn follow(&mut self, batch: &Batch, durability: Durability, record: Option<u64>) {
        let failed = match &self.above {
            Some(_) => None,
            None => self.local.apply(batch, durability, record).err(),
        };
        if let Some(error) = failed {
            self.was_full |= error == LocalError::Refused(DiskError::Full);
            self.above = Some(Above { rows: BTreeMap::new(), reason: refusal(error, DiskError::Unwritable) });
        }
        if let Some(above) = &mut self.above {
            for put in &batch.puts {
                above.rows.insert((put.table, put.key.clone()), put.value.clone());
            }
        }
    }
}

impl Disk for NativeDisk {
    async fn get(&self, table: Table, keys: &[Vec<u8>]) -> Result<Vec<Option<Vec<u8>>>, DiskError> {
        self.read(|state| {
            let mut values = state.local.get(table, keys)?;
            if let Some(above) = &state.above {
                for (key, value) in keys.iter().zip(&mut values) {
                    if let Some(newer) = above.rows.get(&(table, key.clone())) {
                        value.clone_from(newer);
                    }
                }
            }
            Ok(values)
        })
    }

    async fn scan(&self, table: Table) -> Result<Vec<Row>, DiskError> {
        self.read(|state| {
            let rows = state.local.scan(table)?;
            let Some(above) = &state.above else { return Ok(rows) };
            let mut merged: BTreeMap<_, _> = rows.into_iter().collect();
            for ((_, key), value) in above.rows.iter().filter(|((at, _), _)| *at == table) {
                match value {
                    Some(value) => merged.insert(key.clone(), value.clone()),
                    None => merged.remove(key),
                };
            }
            Ok(merged.into_iter().collect())
        })
    }

    async fn commit(&self, batch: Batch, durability: Durability) -> Result<(), DiskError> {
        if batch.is_empty() {
            return Ok(());
        }
        let mut state = self.state.borrow_mut();
        let record = match (durability, &state.above) {
            (Durability::Durable, _) => {
                let appended = state.safety.append(&batch);
                state.was_full |= appended == Err(DiskError::Full);
                Some(appended?)
            }
            (Durability::Cached, Some(above)) => return Err(above.reason),
            (Durability::Cached, None) => None,
        };
        state.follow(&batch, durability, record);
        Ok(())
    }

    async fn room(&self) -> Room {
        let used = files::bytes_in(&self.folder).ok();
        let free = fs2::available_space(&self.folder).ok();
        Room { used, free, spare: self.state.borrow().safety.spare_bytes(), is_persistent: None }
    }

    async fn tidy(&self) -> Result<(), DiskError> {
        let mut state = self.state.borrow_mut();
        if state.above.is_some() || state.was_full {
            self.open_local_again(&mut state)?;
        }
        // What the safety copy alone still holds has to be in the local copy before it is joined.
        state.local.flush().map_err(|error| refusal(error, DiskError::Unwritable))?;
        state.safety.compact(None)
    }
}

impl Vault for NativeDisk {
    async fn slip(&self, slip: Slip) -> Result<Option<Vec<u8>>, DiskError> {
        files::read_slip(&self.folder, slip)
    }

    async fn put_slip(&self, slip: Slip, bytes: Option<&[u8]>) -> Result<(), DiskError> {
        files::write_slip(&self.folder, slip, bytes)
    }
}

#[cfg(test)]
mod keys;
#[cfg(test)]
mod tests;
