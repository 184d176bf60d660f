//! Storage: what this device keeps, how much room is left, what can be freed.

use serde::{Deserialize, Serialize};

/// Asks what this device keeps.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadStorage {
    /// Whether to look through what can be freed, which takes a moment.
    pub is_thorough: bool,
}

/// What this device keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StorageView {
    /// Bytes of this app's data; `None` if the platform does not tell.
    pub used: Option<u64>,
    /// Bytes that are left for it; `None` if the platform does not tell.
    pub free: Option<u64>,
    /// Bytes that freeing would give back, as far as known; less where nobody looked through it.
    pub freeable: u64,
    /// Households on this device.
    pub households: u32,
    /// Visits on this device.
    pub visits: u32,
    /// Photos and files on this device.
    pub photos: u32,
    /// Bytes of them.
    pub photo_bytes: u64,
    /// Work that waits.
    pub waiting: u32,
    /// Whether the room is getting short: less than 50 MB, or less than a tenth of what is used.
    pub is_short: bool,
    /// Whether the platform has promised not to clear the data by itself; `None` where that is no question.
    pub is_persistent: Option<bool>,
}

/// Frees what can be had again: parcels and photos that the relay has for good, room in files. Nothing that waits is touched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreeSpace;
