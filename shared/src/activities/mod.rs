//! Activities 活动: called, signed up for, attended, thanked for; tasks that volunteers claim.

use serde::{Deserialize, Serialize};

/// What is called for.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, minicbor::Encode, minicbor::Decode,
)]
#[cbor(index_only)]
pub enum ActivityKind {
    /// Something to come to.
    #[n(0)]
    Gathering,
    /// A task for volunteers, which the committee gives with rights that end.
    #[n(1)]
    Task,
}
