//! What device and relay share: ids, areas, access rules, facts and folds, parcels, protocol, admission checks.
//!
//! **Invariant:** nothing here reads a clock, a disk, a socket or a source of randomness; they come in as arguments.

pub use ed25519_dalek as ed25519;

pub mod access;
pub mod activities;
pub mod areas;
pub mod audience;
pub mod blobs;
pub mod calendar;
pub mod cbor;
pub mod circles;
#[cfg(feature = "documents")]
pub mod documents;
pub mod fit;
pub mod guides;
pub mod households;
pub mod identity;
pub mod ids;
pub mod joining;
pub mod judge;
pub mod kinds;
pub mod log;
pub mod notices;
pub mod parcel;
pub mod posts;
pub mod protocol;
pub mod roster;
#[cfg(feature = "seals")]
pub mod seal;
pub mod square;
pub mod tickets;
pub mod topics;
pub mod visits;
