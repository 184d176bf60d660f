//! Imports: a file is chosen, its columns are confirmed, its rows looked at, then it is taken in.

mod areas;
mod choose;
mod columns;
mod doors;
mod earlier;
pub(crate) mod import;
mod look;
mod plan;
pub(crate) mod run;
mod wizard;
