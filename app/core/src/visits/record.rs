//! Recording a visit, and taking it back.

use linli_contract::Failure;
use linli_contract::visits::{RecordVisit, WithdrawVisit};
use linli_shared::ids::RecordId;
use linli_shared::kinds::Kind;

use super::fact::{VisitFact, WithdrawalFact};
use crate::device::outbox::{Command, OutBody};
use crate::device::rows::{self, FactRow, Want};
use crate::device::write::About;
use crate::device::{Device, Turn};
use crate::store::Table;

/// The rows recording a visit needs.
#[must_use]
pub fn record_wants() -> Vec<Want> {
    Vec::new()
}

/// The rows taking a visit back needs.
#[must_use]
pub fn withdraw_wants(request: &WithdrawVisit) -> Vec<Want> {
    vec![Want::Row(Table::Fact, rows::record(request.visit))]
}

/// Records a visit.
///
/// # Errors
/// [`Failure::NotHere`], [`Failure::NoRight`], [`Failure::InvalidInput`].
pub fn record_visit(device: &mut Device, request: &RecordVisit, turn: &mut Turn<'_>) -> Result<RecordId, Failure> {
    let door = device.tree().canonical(request.door);
    let scope = device.tree().grid(door).ok_or(Failure::NotHere)?;
    let mut random = [0; 16];
    random.copy_from_slice(&turn.now.entropy[..16]);
    let record = RecordId::derive("linli visit", &[&random, &device.member()?.1.device.0]);
    let about = About { record, kind: Kind::Visit, scope, area: Some(door) };
    device.check_right(&about, None)?;
    let note = request.note.trim().to_owned();
    let fact = VisitFact::new(door, request.outcome, note, request.next_visit.clone(), turn.seconds())
        .map_err(|_| Failure::InvalidInput)?;
    let content = fact.to_content();
    let author = device.member()?.1.device;
    let row =
        FactRow { meta: device.own_meta(&about)?, content: content.clone(), device: author, seq: 0, withdrawn: None };
    turn.rows.write(Table::Fact, rows::record(record), &row);
    device.enqueue(about, Command::Fact, OutBody::Content(content), turn);
    device.sum_visit(record, &fact, &row, turn);
    Ok(record)
}

/// Takes an own visit back.
///
/// # Errors
/// [`Failure::NotHere`], [`Failure::NoRight`] for another's visit.
pub fn withdraw_visit(device: &mut Device, request: &WithdrawVisit, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let key = rows::record(request.visit);
    let mut row: FactRow = turn.rows.read(Table::Fact, &key)?.ok_or(Failure::NotHere)?;
    if !device.is_mine(row.device) {
        return Err(Failure::NoRight);
    }
    if row.withdrawn.is_some() {
        return Ok(());
    }
    let fact = VisitFact::from_content(&row.content).map_err(|_| Failure::NewerAppNeeded)?;
    let withdrawal = WithdrawalFact::new(turn.seconds());
    row.withdrawn = Some(withdrawal.seconds);
    turn.rows.write(Table::Fact, key, &row);
    let about = About {
        record: request.visit,
        kind: Kind::VisitWithdrawn,
        scope: row.meta.scope,
        area: Some(device.tree().canonical(fact.door)),
    };
    device.enqueue(about, Command::Fact, OutBody::Content(withdrawal.to_content()), turn);
    device.sum_visit(request.visit, &fact, &row, turn);
    Ok(())
}
