//! Several communities on one device: each has a place of its own, with keys of its own.

use linli_shared::ids::LogCode;
use serde::{Deserialize, Serialize};

/// Asks for the communities on this device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadCommunities;

/// A community on this device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommunityRow {
    /// Names its place on this device.
    pub place: String,
    /// Its name; empty where nobody has joined yet.
    pub name: String,
    /// Its code.
    pub log: Option<LogCode>,
    /// Whether it is the one on screen.
    pub is_open: bool,
}

/// Puts another community on screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenCommunity {
    /// Its place; `None` for a new, empty one.
    pub place: Option<String>,
}
