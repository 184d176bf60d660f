//! Preset dictionaries: what bodies of one kind usually contain, so that short ones deflate well.
//!
//! **Invariant:** a dictionary never changes after a release; a better one gets a tag of its own in `squeeze`.

use crate::kinds::Kind;

/// The dictionary of a kind; empty where none pays, which is everywhere so far.
#[must_use]
pub const fn dictionary(_: Kind) -> &'static [u8] {
    &[]
}
