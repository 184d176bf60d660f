//! The screens, a folder per feature, a file per address or act.

pub(crate) mod areas;
pub(crate) mod buildings;
pub(crate) mod communities;
pub(crate) mod exports;
pub(crate) mod home;
pub(crate) mod households;
pub(crate) mod imports;
pub(crate) mod joining;
pub(crate) mod lists;
pub(crate) mod lock;
pub(crate) mod members;
pub(crate) mod more;
pub(crate) mod notices;
pub(crate) mod progress;
pub(crate) mod protection;
pub(crate) mod registers;
pub(crate) mod rights;
pub(crate) mod search;
pub(crate) mod session;
pub(crate) mod settings;
pub(crate) mod start;
pub(crate) mod storage;
pub(crate) mod sync;
pub(crate) mod tabs;
pub(crate) mod tickets;
pub(crate) mod visits;
