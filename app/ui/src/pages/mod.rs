//! The screens, a folder per feature, a file per address or act.

pub(crate) mod areas;
pub(crate) mod households;
pub(crate) mod session;
pub(crate) mod settings;
pub(crate) mod start;
pub(crate) mod sync;
pub(crate) mod visits;
