//! Real processes: the relay and devices as programs that are killed, run out of disk and are searched for leaks.
//!
//! `LINLI_KILLS` says how often each loop kills (10 if it is not set), `LINLI_SEED` which random points it takes.
#![allow(clippy::unwrap_used, reason = "tests")]

mod backup;
mod demo;
mod device_killed;
mod device_locked;
mod disk_full;
mod leaks;
mod photos;
mod relay_killed;
mod store_damaged;
mod support;
