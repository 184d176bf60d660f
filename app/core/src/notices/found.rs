//! Notices as search finds them.

use linli_contract::Failure;
use linli_shared::ids::{MemberId, RecordId};

use super::home::{self, Home};
use super::rows::{Stored, Sum};
use crate::device::rows::record;
use crate::device::{Device, Turn};
use crate::search::Words;
use crate::store::Table;
use linli_shared::ids::AreaId;

/// What the words of a notice depend on.
pub(crate) fn stamp(sum: &Sum) -> u64 {
    (u64::from(sum.corrections) << 1) | u64::from(sum.is_withdrawn)
}

/// What search finds a notice by; its row has to be loaded. `None` if only a newer release can read it.
///
/// # Errors
/// [`Failure::StoreFailed`], [`Failure::Defect`] if the row was not loaded.
pub(crate) fn words_of(id: RecordId, sum: &Sum, turn: &Turn<'_>) -> Result<Option<Words>, Failure> {
    let stored: Option<Stored> = turn.rows.read(Table::Notice, &record(id))?;
    let Some(state) = stored.and_then(|stored| stored.state().0) else { return Ok(None) };
    let content = state.content;
    let words = Words::new(&content.title, sum.time).text(&content.text).text(&content.question);
    Ok(Some(words.last(sum.is_withdrawn)))
}

/// Whose notices somebody reads.
pub(crate) struct Reader {
    me: MemberId,
    homes: Vec<Home>,
    work: Vec<AreaId>,
}

impl Reader {
    /// This person.
    pub(crate) fn of(device: &Device, me: MemberId) -> Self {
        Self { me, homes: home::homes(device), work: home::work_scopes(device) }
    }

    /// Whether a notice is theirs, for one of their homes or for where they work.
    pub(crate) fn reads(&self, device: &Device, sum: &Sum) -> bool {
        let tree = device.tree();
        sum.by == self.me
            || home::home_for(tree, &self.homes, sum.area).is_some()
            || self.work.iter().any(|scope| home::overlap(tree, sum.area, *scope))
    }
}
