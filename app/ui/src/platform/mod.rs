//! The browser's side of things: clock and zone, files in and out, page and focus, settings kept on the device, updates.

pub(crate) mod back;
pub(crate) mod camera;
pub(crate) mod clock;
pub(crate) mod code;
pub(crate) mod device;
pub(crate) mod files;
pub(crate) mod network;
pub(crate) mod notify;
pub(crate) mod page;
pub(crate) mod pictures;
pub(crate) mod prefs;
pub(crate) mod ticks;
pub(crate) mod update;
