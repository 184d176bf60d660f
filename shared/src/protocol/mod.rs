//! The sync protocol: what device and relay say to each other. `PROTOCOL.md` beside this file has it in prose and CDDL.
//!
//! One request, `POST /v1/sync`, pushes what a device has formed and fetches what came after its positions.
//! **Invariant:** a request is answered only after everything it acknowledges is on the relay's disk.

mod answer;
mod ask;
mod blob;
mod lobby;
mod snapshot;

pub use answer::{Chain, Delivered, LogAnswer, Refusal, Reject, SyncAnswer, Verdict, head_message};
pub use ask::{LogAsk, Position, SignedAsk, SyncAsk};
pub use blob::{BlobAnswer, BlobAsk, BlobCall, BlobRefusal, MAX_BLOB_ASK, SignedBlobAsk};
pub use lobby::{Desk, Held, LobbyAnswer, LobbyAsk, LobbyItem, LobbyRefusal, LobbyReturn, MAX_LOBBY, SignedLobbyAsk};
pub use snapshot::{Manifest, PartHash, Snapshot, SnapshotHash, SnapshotPart};

/// The protocol version of this release.
pub const PROTOCOL: u8 = 1;
/// The largest request, in bytes.
pub const MAX_REQUEST: usize = 8 << 20;
/// The largest answer a device accepts, in bytes.
pub const MAX_ANSWER: usize = 8 << 20;
/// How long a relay holds a request open at most, in seconds ([`SyncAsk::wait`]).
pub const MAX_WAIT: u16 = 240;
/// What a device asks for at most in one answer unless it says otherwise, in bytes.
pub const BUDGET: u32 = 512 << 10;
