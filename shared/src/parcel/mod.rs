//! Parcels and acts: what a device signs, what travels, what the relay stores.
//!
//! A parcel is a header and acts; an act is accepted whole or not at all; an act holds entries. One signature covers the
//! header's exact bytes and the hash of every entry, so entries a reader may not have can be replaced by their hashes.
//! **Invariant:** a parcel never changes after it was formed; its hash names it everywhere.

mod entry;
mod header;
mod limits;
mod tables;
mod wire;

pub use entry::{Entry, EntryHash, KeyRef};
pub use header::{Header, SUITE, VERSION};
pub use limits::{MAX_ACTS, MAX_BODY, MAX_ENTRIES, MAX_PARCEL};
pub use wire::{Act, Item, Parcel, ParcelError, ParcelHash};
