//! What is typed of a form and not sent yet.

use linli_shared::calendar::Millis;
use serde::{Deserialize, Serialize};

/// The draft with which a form begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftView {
    /// When it was last kept; `None` if an older release kept it.
    pub saved: Option<Millis>,
    /// What it changes says something else since it was begun.
    pub is_outdated: bool,
}
