//! Votes: a row for each topic and area, so that a vote taken in never rewrites those of other buildings.

use linli_contract::Failure;
use linli_shared::access::RecordAt;
use linli_shared::ids::{AreaId, RecordId};
use linli_shared::kinds::Kind;

use super::named;
use super::rows::{Said, put};
use super::write::own;
use crate::device::outbox::{Command, OutBody};
use crate::device::write::About;
use crate::device::{Device, Turn};
use crate::photos;
use crate::store::Table;

/// The votes of one topic from one area, in the order of their places, own unconfirmed ones last.
#[derive(Debug, Clone, PartialEq, Eq, Default, minicbor::Encode, minicbor::Decode)]
pub(crate) struct Ballots {
    /// The votes.
    #[n(0)]
    pub votes: Vec<Said>,
}

impl Ballots {
    /// Puts a vote where it belongs.
    pub(super) fn put(&mut self, new: Said, own: &[u64]) -> Vec<u64> {
        put(&mut self.votes, new, own)
    }
}

/// Key of the votes of a topic from an area.
#[must_use]
pub(crate) fn ballot_key(topic: RecordId, scope: AreaId) -> Vec<u8> {
    [&topic.0[..], &scope.0].concat()
}

/// The votes of a topic from an area; the row is `Want::Row(Table::Square, ballot_key(..))`.
///
/// # Errors
/// [`Failure::StoreFailed`], [`Failure::Defect`] if the row was not loaded.
pub(crate) fn ballot_of(turn: &Turn<'_>, topic: RecordId, scope: AreaId) -> Result<Ballots, Failure> {
    Ok(turn.rows.read(Table::Square, &ballot_key(topic, scope))?.unwrap_or_default())
}

/// Writes a vote; the row of its area has to be loaded. The answer is its number in the outbox.
///
/// # Errors
/// [`Failure::NoRight`], and those of [`ballot_of`].
pub(crate) fn vote(
    device: &mut Device,
    topic: RecordId,
    kind: Kind,
    scope: AreaId,
    content: Vec<u8>,
    turn: &mut Turn<'_>,
) -> Result<u64, Failure> {
    let about = About { record: topic, kind, scope, area: Some(scope) };
    device.check_right(&about, None)?;
    let mut ballots = ballot_of(turn, topic, scope)?;
    let new = own(device, kind, content.clone(), turn)?;
    let number = device.enqueue(about, Command::Fact, OutBody::Content(content), turn);
    let named = named::attached(kind, &new.content);
    photos::note(turn, RecordAt { record: topic, kind, scope }, &named);
    ballots.put(Said { number: Some(number), ..new }, &[]);
    turn.rows.write(Table::Square, ballot_key(topic, scope), &ballots);
    turn.square_changed(topic);
    Ok(number)
}
