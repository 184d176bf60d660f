//! The covenant 公约 as several people write it: a document under the topic's own record.

use linli_contract::Failure;
use linli_contract::topics::{CovenantVersion, CovenantView};
use linli_shared::documents::{self, Writer};
use linli_shared::ids::RecordId;
use linli_shared::kinds::Kind;

use crate::device::outbox::{Command, OutBody};
use crate::device::rows::{self, OwnChange, RecordRow, Want};
use crate::device::write::About;
use crate::device::{Device, Turn};
use crate::store::Table;

/// The row of a topic's covenant.
pub(super) fn want(topic: RecordId) -> Want {
    Want::Row(Table::Record, rows::document(documents::Kind::Covenant, topic))
}

/// The covenant as screens show it; the row is [`want`].
///
/// # Errors
/// [`Failure::StoreFailed`].
pub(super) fn view(
    _: &Device,
    topic: RecordId,
    versions: Vec<CovenantVersion>,
    turn: &Turn<'_>,
) -> Result<CovenantView, Failure> {
    let (row, document) = Device::document(turn, documents::Kind::Covenant, topic)?;
    let is_unsent = row.is_some_and(|row| !row.own.is_empty());
    Ok(CovenantView { text: document.covenant(), is_unsent, versions })
}

/// Writes what somebody made of the text they began from into what stands now; the row is [`want`].
///
/// # Errors
/// [`Failure::NoRight`], [`Failure::InvalidInput`] for a text that is too long.
pub(crate) fn write_covenant(
    device: &mut Device,
    topic: RecordId,
    (from, text): (&str, &str),
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let scope = device.roster().log().area();
    let about = About { record: topic, kind: Kind::Covenant, scope, area: None };
    let (row, mut document) = Device::document(turn, documents::Kind::Covenant, topic)?;
    let known = row.as_ref().filter(|row| row.last > 0).map(|row| row.meta.clone());
    device.check_right(&about, known.as_ref())?;
    let mut row = match row {
        Some(row) => row,
        None => RecordRow::new(device.own_meta(&about)?),
    };
    let writer = Writer { incarnation: row.incarnation, ..device.writer()? };
    let wrote = document.write_covenant(from, text, writer, turn.seconds()).map_err(|_| Failure::InvalidInput)?;
    let Some(wrote) = wrote else { return Ok(()) };
    let command = Command::Covenant(from.to_owned(), text.to_owned());
    let number = device.enqueue(about, command, OutBody::Changes(vec![wrote.change.0]), turn);
    row.own.push(OwnChange { name: wrote.change.0, number });
    row.content = document.save();
    turn.rows.write(Table::Record, rows::document(documents::Kind::Covenant, topic), &row);
    turn.square_changed(topic);
    Ok(())
}
