//! Bounds that every receiver checks before it does any work.

/// The largest parcel, in bytes on the wire; hashes in place of withheld entries do not count.
pub const MAX_PARCEL: usize = 1 << 20;
/// The largest sealed body of one entry, in bytes.
pub const MAX_BODY: usize = 256 << 10;
/// The most acts in a parcel.
pub const MAX_ACTS: usize = 1_024;
/// The most entries in a parcel.
pub const MAX_ENTRIES: usize = 4_096;
