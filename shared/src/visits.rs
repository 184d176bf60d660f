//! Visits 走访: immutable facts about what happened at a door.

use serde::{Deserialize, Serialize};

/// What happened at a door.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, minicbor::Encode, minicbor::Decode,
)]
#[cbor(index_only)]
pub enum Outcome {
    /// Somebody was met.
    #[n(0)]
    Met,
    /// Nobody was home.
    #[n(1)]
    NobodyHome,
    /// The person did not want to.
    #[n(2)]
    Refused,
    /// Nobody lives there.
    #[n(3)]
    Vacant,
}
