//! Folders and files that only their owner may read, and the lock that keeps a second process out.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;

use crate::store::sealed::StoreKey;
use crate::store::{DiskError, KeyForm, Rebuilt, Slip};

const LOCK_FILE: &str = "lock";
const DAMAGED_MARK: &str = "local.damaged";
const LOCK_PATIENCE: Duration = Duration::from_millis(200);
const LOCK_PAUSE: Duration = Duration::from_millis(10);

/// Makes the folder if need be and closes it to everybody else.
pub(super) fn private_folder(folder: &Path) -> Result<(), DiskError> {
    fs::create_dir_all(folder).map_err(|error| failed_write(&error))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).map_err(|error| failed_write(&error))?;
    }
    Ok(())
}

/// The bytes of all files below a folder.
pub(super) fn bytes_in(folder: &Path) -> io::Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let about = entry.metadata()?;
        bytes += if about.is_dir() { bytes_in(&entry.path())? } else { about.len() };
    }
    Ok(bytes)
}

/// Takes the lock of a folder; it is given back when the file is closed, also by the end of the process.
pub(super) fn take_lock(folder: &Path) -> Result<File, DiskError> {
    let file = open_private(&folder.join(LOCK_FILE)).map_err(|error| failed_write(&error))?;
    match locked_within(&file, LOCK_PATIENCE) {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(DiskError::OpenElsewhere),
        Err(TryLockError::Error(_)) => Err(DiskError::Unwritable),
    }
}

/// Takes a lock as soon as it is free. A child that was just forked holds its parent's locks until it runs its own program.
pub(super) fn locked_within(file: &File, patience: Duration) -> Result<(), TryLockError> {
    let mut waited = Duration::ZERO;
    loop {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) if waited < patience => std::thread::sleep(LOCK_PAUSE),
            result => return result,
        }
        waited += LOCK_PAUSE;
    }
}

/// Reads the key of the store, or makes it where there is nothing yet that it would have to open.
pub(super) fn store_key(folder: &Path, has_rows: bool) -> Result<KeyForm, DiskError> {
    for slip in [Slip::Key, Slip::Tries, Slip::Ready] {
        // What a crash left may be the key in clear.
        put_away(&folder.join(new_name(slip))).map_err(|error| failed_write(&error))?;
    }
    match read_slip(folder, Slip::Key)? {
        Some(bytes) => KeyForm::from_bytes(bytes),
        None if has_rows => Err(DiskError::KeyMissing),
        None => {
            let key = KeyForm::Clear(StoreKey::random()?);
            write_slip(folder, Slip::Key, Some(&key.to_bytes()))?;
            Ok(key)
        }
    }
}

/// Reads a slip.
pub(super) fn read_slip(folder: &Path, slip: Slip) -> Result<Option<Vec<u8>>, DiskError> {
    match fs::read(folder.join(name(slip))) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(_) => Err(DiskError::Unreadable),
    }
}

/// Replaces a slip as a whole, or takes it away.
pub(super) fn write_slip(folder: &Path, slip: Slip, bytes: Option<&[u8]>) -> Result<(), DiskError> {
    let path = folder.join(name(slip));
    let written = match bytes {
        Some(bytes) => replace(folder, &path, &folder.join(new_name(slip)), bytes),
        None => take_away(&path, &folder.join(new_name(slip))).and_then(|()| sync_folder(Some(folder))),
    };
    written.map_err(|error| failed_write(&error))
}

const fn name(slip: Slip) -> &'static str {
    match slip {
        Slip::Key => "device.key",
        Slip::Tries => "device.tries",
        Slip::Ready => "device.ready",
    }
}

const fn new_name(slip: Slip) -> &'static str {
    match slip {
        Slip::Key => "device.key.new",
        Slip::Tries => "device.tries.new",
        Slip::Ready => "device.ready.new",
    }
}

/// Writes a file under a name of its own, gives it its name, and overwrites what had that name.
pub(super) fn replace(folder: &Path, path: &Path, new: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = open_private(new)?;
    file.set_len(0)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    // Held open, the old content can be overwritten after its name is gone. Windows does not rename over an open file.
    let old = if cfg!(unix) { OpenOptions::new().write(true).open(path).ok() } else { None };
    fs::rename(new, path)?;
    sync_folder(Some(folder))?;
    if let Some(old) = old {
        // The new content stands: a failure here takes nothing back.
        let _ = blank(&old);
    }
    Ok(())
}

/// Takes a file's name away first: whoever is killed while it is overwritten never finds it half blank under that name.
fn take_away(path: &Path, aside: &Path) -> io::Result<()> {
    match fs::rename(path, aside) {
        Ok(()) => put_away(aside),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// Overwrites a file and removes it; one that is not there is no error.
fn put_away(path: &Path) -> io::Result<()> {
    match OpenOptions::new().write(true).open(path) {
        Ok(file) => {
            // Where there is no room to overwrite, removing it is still better than leaving it.
            let _ = blank(&file);
            drop(file);
            fs::remove_file(path)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

fn blank(mut file: &File) -> io::Result<()> {
    let length = file.metadata()?.len();
    let zeros = vec![0; usize::try_from(length).unwrap_or(0)];
    file.write_all(&zeros)?;
    file.sync_all()
}

/// Removes everything of a store, its key first: what a crash leaves after that cannot be read by anybody.
pub(super) fn wipe(folder: &Path) -> io::Result<()> {
    for slip in [Slip::Key, Slip::Ready, Slip::Tries] {
        put_away(&folder.join(name(slip)))?;
        put_away(&folder.join(new_name(slip)))?;
    }
    sync_folder(Some(folder).filter(|folder| folder.exists()))?;
    let local = folder.join(super::LOCAL_FOLDER);
    for gone in [local.with_extension("aside"), local] {
        missing_is_fine(fs::remove_dir_all(gone))?;
    }
    let safety = folder.join(super::SAFETY_FILE);
    for gone in [safety.with_extension("new"), safety, folder.join(DAMAGED_MARK), folder.join(LOCK_FILE)] {
        missing_is_fine(fs::remove_file(gone))?;
    }
    Ok(())
}

fn missing_is_fine(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Opens a file for reading and writing, made if need be, for its owner only.
pub(in crate::store) fn open_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

/// Puts the names inside a folder on the disk; systems whose folders cannot be synced do so by themselves.
pub(in crate::store) fn sync_folder(folder: Option<&Path>) -> io::Result<()> {
    match folder {
        Some(folder) if cfg!(unix) => File::open(folder)?.sync_all(),
        Some(_) | None => Ok(()),
    }
}

/// How a failed write is told.
pub(in crate::store) fn failed_write(error: &io::Error) -> DiskError {
    if is_full(error.kind()) { DiskError::Full } else { DiskError::Unwritable }
}

pub(super) fn is_full(kind: io::ErrorKind) -> bool {
    kind == io::ErrorKind::StorageFull || kind == io::ErrorKind::QuotaExceeded
}

/// Remembers that the local copy must be built again at the next start.
pub(super) fn mark_damaged(folder: &Path) {
    // Where even this fails, opening the copy finds the damage by itself or reading it fails again.
    let _ = open_private(&folder.join(DAMAGED_MARK));
}

/// The reason for which the local copy must be built again, if the last start left one.
pub(super) fn damage_mark(folder: &Path) -> Option<Rebuilt> {
    folder.join(DAMAGED_MARK).exists().then_some(Rebuilt::Damaged)
}

pub(super) fn clear_damage_mark(folder: &Path) -> Result<(), DiskError> {
    match fs::remove_file(folder.join(DAMAGED_MARK)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed_write(&error)),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Moves a folder aside under a name of its own and removes what was moved aside before.
pub(super) fn set_aside(folder: &Path) -> Result<(), DiskError> {
    let aside = folder.with_extension("aside");
    match fs::remove_dir_all(&aside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed_write(&error)),
        Ok(()) | Err(_) => {}
    }
    match fs::rename(folder, &aside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed_write(&error)),
        Ok(()) | Err(_) => Ok(()),
    }
}
