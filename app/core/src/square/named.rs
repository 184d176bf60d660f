//! The photos and files that facts of the square name.

use linli_shared::blobs::Attachment;
use linli_shared::kinds::Kind;

use super::rows::Thread;

/// The photos and files that a content names.
#[allow(clippy::wildcard_enum_match_arm, reason = "nothing else of the square names photos")]
pub(super) fn attached(kind: Kind, content: &[u8]) -> Vec<Attachment> {
    match kind.base() {
        Kind::Post => crate::posts::attached(kind, content),
        Kind::Topic | Kind::Vote | Kind::SealedVote | Kind::PaperVote => crate::topics::attached(kind, content),
        Kind::Activity => crate::activities::attached(kind, content),
        Kind::Guide => crate::guides::attached(kind, content),
        _ => Vec::new(),
    }
}

/// All photos and files that a record names or named.
pub(crate) fn attached_of(thread: &Thread) -> Vec<Attachment> {
    core::iter::once(&thread.opening).chain(&thread.said).flat_map(|said| attached(said.kind, &said.content)).collect()
}
