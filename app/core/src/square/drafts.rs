//! Drafts of what is written for the square: typed and not sent yet; they survive a kill.

use linli_shared::blobs::BlobId;

use crate::device::Turn;
use crate::store::Table;

/// Prefix of these drafts among the half-filled forms.
const DRAFT: &[u8] = b"square/";

/// The row of a draft of a feature: JSON with its form under `form`.
#[must_use]
pub(crate) fn draft_key(feature: &str, of: &[u8]) -> Vec<u8> {
    [DRAFT, feature.as_bytes(), b"/", of].concat()
}

/// Whether a row of the half-filled forms is a draft for the square.
#[must_use]
pub(crate) fn is_draft(key: &[u8]) -> bool {
    key.starts_with(DRAFT)
}

/// The photos that drafts name, also those that a newer release wrote; `None` if one cannot be read. Every row of the drafts
/// has to be loaded.
pub(crate) fn draft_photos(turn: &Turn<'_>) -> Option<Vec<BlobId>> {
    let mut all = Vec::new();
    for (_, bytes) in turn.rows.all(Table::Draft).filter(|(key, _)| key.starts_with(DRAFT)) {
        let draft: serde_json::Value = serde_json::from_slice(bytes).ok()?;
        let attached = draft.get("form").and_then(|form| form.get("attached")).and_then(|list| list.as_array());
        for id in attached.into_iter().flatten() {
            all.push(id.as_str()?.parse().ok()?);
        }
    }
    Some(all)
}
