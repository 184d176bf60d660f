//! What the system lets this process have: a request that is held open is a socket, and a socket is a file.

/// The most files asked for.
#[cfg(unix)]
const WANTED: u64 = 65_536;
/// What systems grant that do not say.
const USUAL: u64 = 1_024;

/// How many files the process may have open, after asking for as many as it may ask for.
#[cfg(unix)]
#[must_use]
pub fn open_files() -> u64 {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    let granted = limit.current.unwrap_or(u64::MAX);
    let more = limit.maximum.unwrap_or(u64::MAX).min(WANTED);
    if granted >= more {
        return granted;
    }
    limit.current = Some(more);
    if setrlimit(Resource::Nofile, limit).is_ok() { more } else { granted.max(USUAL) }
}

/// How many files the process may have open.
#[cfg(not(unix))]
#[must_use]
pub fn open_files() -> u64 {
    USUAL
}
