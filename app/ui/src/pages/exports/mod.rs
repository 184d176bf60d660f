//! Exports: a list as a file, the whole community as a package.

mod community;
pub(crate) mod export;
mod list;
