//! Folders and files that only their owner may read, and the lock that keeps a second process out.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;

use crate::store::sealed::{STORE_KEY_BYTES, StoreKey};
use crate::store::{DiskError, Rebuilt};

const LOCK_FILE: &str = "lock";
const KEY_FILE: &str = "device.key";
const NEW_KEY_FILE: &str = "device.key.new";
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
pub(super) fn store_key(folder: &Path, has_rows: bool) -> Result<StoreKey, DiskError> {
    let path = folder.join(KEY_FILE);
    match fs::read(&path) {
        Ok(bytes) => {
            let bytes = zeroize::Zeroizing::new(bytes);
            let key: [u8; STORE_KEY_BYTES] = bytes.as_slice().try_into().map_err(|_| DiskError::KeyMissing)?;
            Ok(StoreKey::from_bytes(key))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound && !has_rows => {
            let key = StoreKey::random()?;
            write_key(folder, &key).map_err(|error| failed_write(&error))?;
            Ok(key)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(DiskError::KeyMissing),
        Err(_) => Err(DiskError::Unreadable),
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

fn write_key(folder: &Path, key: &StoreKey) -> io::Result<()> {
    let path = folder.join(NEW_KEY_FILE);
    let mut file = open_private(&path)?;
    file.set_len(0)?;
    file.write_all(key.bytes())?;
    file.sync_all()?;
    fs::rename(&path, folder.join(KEY_FILE))?;
    sync_folder(Some(folder))
}
