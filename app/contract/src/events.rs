//! What the core tells without being asked.

use linli_shared::blobs::BlobId;
use linli_shared::ids::{AreaId, RecordId};
use serde::{Deserialize, Serialize};

/// Something a screen may show has changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// The doors whose cell or page changed; empty if too many to list: everything may have changed.
    DoorsChanged(Vec<AreaId>),
    /// The area tree changed.
    AreasChanged,
    /// The link or the list of what waits changed.
    SyncChanged,
    /// The person's standing, name or roles changed.
    StandingChanged,
    /// Requests to join, members, invitations, work to decide on, proposals, the own extract or who was shown what changed.
    DeskChanged,
    /// Notices or receipts changed.
    NoticesChanged,
    /// These tickets changed; empty if too many to list: all may have.
    TicketsChanged(Vec<RecordId>),
    /// These photos came, or got further on their way.
    PhotosChanged(Vec<BlobId>),
    /// These posts, topics, activities, guides or groups changed; empty if too many to list: all may have.
    SquareChanged(Vec<RecordId>),
    /// Conversations, knocks, or what was read and muted changed.
    ChatsChanged,
}
