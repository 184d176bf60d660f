//! Files that go out: written into the folder where a person looks for what they downloaded.
//!
//! **Invariant:** a file that is there is never written over, and none is written anywhere else, whatever name is asked for.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use linli_contract::Failure;
use tauri::ipc::{InvokeBody, Request};
use tauri::{AppHandle, Manager};

/// How the page names the file, percent-encoded: headers carry no Chinese.
const NAME: &str = "linli-name";

/// The longest name, in characters; file systems count bytes and end at 255.
const NAME_LENGTH: usize = 60;

/// How many files of one name are told apart by a number.
const NUMBERS: u32 = 1_000;

/// Saves the bytes of the request and answers with the path, to be shown to the person.
#[tauri::command(async)]
pub(crate) fn save_file(app: AppHandle, request: Request<'_>) -> Result<String, Failure> {
    let name = request.headers().get(NAME).and_then(|name| name.to_str().ok()).ok_or(Failure::InvalidInput)?;
    let name = clean(&percent_decoded(name).ok_or(Failure::InvalidInput)?).ok_or(Failure::InvalidInput)?;
    let folder =
        app.path().download_dir().or_else(|_| app.path().app_local_data_dir()).map_err(|_| Failure::StoreFailed)?;
    let bytes: Vec<u8>;
    let bytes = match request.body() {
        InvokeBody::Raw(raw) => raw.as_slice(),
        // A web view without the custom protocol hands bytes on as a list of numbers.
        InvokeBody::Json(list) => {
            let listed = list.as_array().ok_or(Failure::InvalidInput)?;
            let read = listed.iter().map(|byte| byte.as_u64().and_then(|byte| u8::try_from(byte).ok()));
            bytes = read.collect::<Option<_>>().ok_or(Failure::InvalidInput)?;
            &bytes
        }
    };
    let path = save(&folder, &name, bytes).map_err(|error| match error {
        SaveError::Full => Failure::DiskFull,
        SaveError::Failed => Failure::StoreFailed,
    })?;
    Ok(path.to_string_lossy().into_owned())
}

/// Why a file was not saved.
#[derive(Debug)]
enum SaveError {
    /// No space is left.
    Full,
    /// The folder cannot be written.
    Failed,
}

impl From<std::io::Error> for SaveError {
    fn from(error: std::io::Error) -> Self {
        let is_full = matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded);
        if is_full { Self::Full } else { Self::Failed }
    }
}

fn save(folder: &Path, name: &str, bytes: &[u8]) -> Result<PathBuf, SaveError> {
    std::fs::create_dir_all(folder)?;
    let (mut file, path) = free(folder, name)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if let Err(error) = written {
        // Half a list is worse than none; that it cannot be removed either changes nothing for the person.
        drop(std::fs::remove_file(&path));
        return Err(error.into());
    }
    Ok(path)
}

/// A new file of that name, with a number where the name is taken.
fn free(folder: &Path, name: &str) -> Result<(File, PathBuf), SaveError> {
    let (stem, extension) =
        name.rsplit_once('.').map_or((name, String::new()), |(stem, end)| (stem, format!(".{end}")));
    let numbered = (2..NUMBERS).map(|number| format!("{stem} ({number}){extension}"));
    for name in core::iter::once(name.to_owned()).chain(numbered) {
        let path = folder.join(name);
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => return Ok((file, path)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(SaveError::Failed)
}

/// The name without anything that a file system takes for more than a name; `None` if nothing is left.
fn clean(name: &str) -> Option<String> {
    let plain: String = name.chars().filter(|c| !c.is_control() && !r#"/\:*?"<>|"#.contains(*c)).collect();
    let plain = plain.trim_matches(['.', ' ']);
    let (stem, extension) = plain.rsplit_once('.').unwrap_or((plain, ""));
    let stem: String = stem.chars().take(NAME_LENGTH).collect();
    let extension: String = extension.chars().take(8).collect();
    if stem.is_empty() {
        return None;
    }
    Some(if extension.is_empty() { stem } else { format!("{stem}.{extension}") })
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => digit(rest.next()?)? << 4 | digit(rest.next()?)?,
            _ => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}
