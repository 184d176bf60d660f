//! What was erased for good leaves this device: rows, summaries, drafts, what could be undone, bodies in kept parcels.
//!
//! **Invariant:** nothing is taken out before the fact that erases it has its place, and what is taken out can be taken out
//! again without harm.

use std::collections::BTreeSet;

use linli_contract::Failure;
use linli_shared::access::extract_record;
use linli_shared::blobs::Attachment;
use linli_shared::cbor;
use linli_shared::documents;
use linli_shared::ids::{AreaId, DeviceId, RecordId};
use linli_shared::kinds::{Family, Kind};
use linli_shared::parcel::{Entry, Parcel};
use linli_shared::protocol::LogAnswer;
use linli_shared::roster::{Erased, RosterFact};

use super::ask::ParcelRow;
use super::outbox::{Command, OutBody, OutState, StoredPlace, StoredReason};
use super::rows::{self, Want, meta};
use super::{Device, Turn};
use crate::notices::rows::Stored;
use crate::registers::writing::Written;
use crate::store::Table;
use crate::tickets;

/// The records that a roster fact erases.
fn erased_by(body: &[u8]) -> Vec<Erased> {
    match RosterFact::from_body(body) {
        Ok(RosterFact::Renewed { records, .. }) => records,
        Ok(_) | Err(_) => Vec::new(),
    }
}

/// Work whose words are told to nobody once its record was erased.
const fn is_erasable(kind: Kind) -> bool {
    match kind.family() {
        Family::Document => matches!(kind, Kind::Household),
        Family::IdRecord
        | Family::Ticket
        | Family::Public
        | Family::Notice
        | Family::Receipt
        | Family::Square
        | Family::Ballot => true,
        Family::Roster
        | Family::Wrap
        | Family::Areas
        | Family::Visit
        | Family::Withdrawal
        | Family::Paper
        | Family::Chat
        | Family::Unknown => false,
    }
}

impl Device {
    /// A place, in the generation from its own on that was not erased and is not about to be: an erased record is never
    /// written again.
    pub(crate) fn beyond_erased(&self, mut place: StoredPlace) -> StoredPlace {
        let pending: BTreeSet<RecordId> = self.pending_erasures().map(|erased| erased.record).collect();
        let is_gone = |record| pending.contains(&record) || self.roster().is_gone(record);
        while self.household_record(place).is_some_and(is_gone) && place.generation < u32::MAX {
            place.generation += 1;
        }
        place
    }

    /// Records that own acts erase once they have their place.
    fn pending_erasures(&self) -> impl Iterator<Item = Erased> {
        let acts = self.outbox.values().filter(|item| item.kind == Kind::Roster && item.is_pending());
        let entries = acts.flat_map(|item| match &item.body {
            OutBody::Act(entries) => entries.as_slice(),
            OutBody::Changes(_) | OutBody::Content(_) => &[],
        });
        entries.filter(|entry| entry.kind == Kind::Roster).flat_map(|entry| erased_by(&entry.body))
    }

    /// The rows to look through if an answer erases something.
    pub(super) fn erase_wants(&self, answer: &LogAnswer) -> Vec<Want> {
        let acts = answer.parcels.iter().flat_map(|delivered| delivered.parcel.acts());
        let facts = acts.flat_map(|act| act.entries()).filter(|(_, entry)| entry.kind == Kind::Roster);
        let told = facts.flat_map(|(_, entry)| erased_by(&entry.body));
        let erased: Vec<Erased> = told.chain(self.pending_erasures()).collect();
        if erased.is_empty() {
            return Vec::new();
        }
        let mut wants = vec![Want::All(Table::Parcel), Want::All(Table::Meta)];
        for one in erased {
            if one.kind == Kind::Notice {
                wants.extend([Want::All(Table::Notice), Want::All(Table::Draft)]);
            } else if one.kind.family() == Family::Square {
                wants.extend([Want::All(Table::Square), Want::All(Table::Draft)]);
            } else {
                wants.extend(rows::want(one.kind, one.record, one.scope));
            }
        }
        wants
    }

    /// Takes out what was erased.
    ///
    /// # Errors
    /// [`Failure::StoreFailed`] if a row cannot be read.
    pub(super) fn drop_erased(&mut self, erased: &[Erased], turn: &mut Turn<'_>) -> Result<(), Failure> {
        let records: BTreeSet<RecordId> = erased.iter().map(|erased| erased.record).collect();
        for record in &records {
            turn.rows.delete(Table::Record, rows::record(*record));
        }
        for topic in erased.iter().filter(|one| matches!(one.kind, Kind::Topic | Kind::Covenant)) {
            turn.rows.delete(Table::Record, rows::document(documents::Kind::Covenant, topic.record));
        }
        self.drop_from_doors(&records, turn);
        self.drop_undos(&records, turn)?;
        let named = erased.iter().map(|one| self.attached_of(one, turn)).collect::<Result<Vec<_>, Failure>>()?;
        self.drop_unsent(&records, turn)?;
        self.drop_bodies(erased, turn)?;
        for (one, attached) in erased.iter().zip(&named) {
            self.forget_photos(one.record, turn);
            crate::photos::forget_noted(self, one.record, attached, turn);
            if one.kind == Kind::Household {
                crate::rights::forget(self, one.record, turn);
            } else if one.kind == Kind::Case {
                self.drop_ticket(one.record, turn);
            } else if one.kind == Kind::PublicReport {
                self.drop_public_row(one.record, turn);
            } else if one.kind == Kind::Notice {
                crate::notices::erase(self, one.record, turn);
            } else if one.kind.family() == Family::Square {
                crate::square::erase(self, one.record, turn);
            } else {
                self.drop_paper(one.kind, one.record, turn);
            }
        }
        turn.durable();
        Ok(())
    }

    /// The photos and files that an erased record names.
    fn attached_of(&self, erased: &Erased, turn: &Turn<'_>) -> Result<Vec<Attachment>, Failure> {
        Ok(match erased.kind.family() {
            Family::Ticket => self.ticket(turn, erased.record)?.map(|row| tickets::undo::attached_of(&row)),
            Family::Public => {
                self.public_report(turn, erased.record)?.map(|row| tickets::undo::attached_of_public(&row))
            }
            Family::Notice => {
                let stored: Option<Stored> = turn.rows.read(Table::Notice, &rows::record(erased.record))?;
                stored.map(|stored| stored.attached())
            }
            Family::Square => {
                crate::square::thread(turn, erased.record)?.map(|thread| crate::square::attached_of(&thread))
            }
            Family::Roster
            | Family::Wrap
            | Family::Areas
            | Family::Document
            | Family::IdRecord
            | Family::Visit
            | Family::Withdrawal
            | Family::Paper
            | Family::Receipt
            | Family::Ballot
            | Family::Chat
            | Family::Unknown => None,
        }
        .unwrap_or_default())
    }

    fn drop_from_doors(&mut self, records: &BTreeSet<RecordId>, turn: &mut Turn<'_>) {
        let ids: BTreeSet<RecordId> = records.iter().filter_map(|household| self.id_record(*household)).collect();
        let is_of = |record: &RecordId| records.contains(record);
        let touched: Vec<AreaId> = self
            .doors
            .iter()
            .filter(|(_, row)| {
                row.households.iter().any(|sum| is_of(&sum.record)) || row.ids.iter().any(|sum| is_of(&sum.household))
            })
            .map(|(door, _)| *door)
            .collect();
        for door in touched {
            let Some(mut row) = self.doors.get(&door).cloned() else { continue };
            let slots: Vec<u8> = row.households.iter().filter(|sum| is_of(&sum.record)).map(|sum| sum.slot).collect();
            row.households.retain(|sum| !is_of(&sum.record));
            row.ids.retain(|sum| !is_of(&sum.household));
            for slot in slots {
                if self.drafts.remove(&(door, slot)) {
                    turn.rows.delete(Table::Draft, rows::draft(door, slot));
                }
            }
            self.write_door(door, row, turn);
        }
        for record in ids {
            turn.rows.delete(Table::Record, rows::record(record));
        }
    }

    /// What could be undone names ID numbers.
    fn drop_undos(&mut self, records: &BTreeSet<RecordId>, turn: &mut Turn<'_>) -> Result<(), Failure> {
        for (number, part) in self.undos.clone() {
            let key = meta::undo(number, part);
            if turn.rows.get(Table::Meta, &key).is_err() {
                continue;
            }
            let Some(mut written) = turn.rows.read::<Vec<Written>>(Table::Meta, &key)? else { continue };
            let before = written.len();
            written.retain(|one| self.household_record(one.place).is_none_or(|record| !records.contains(&record)));
            if written.is_empty() {
                turn.rows.delete(Table::Meta, key);
                self.undos.remove(&(number, part));
            } else if written.len() < before {
                turn.rows.write(Table::Meta, key, &written);
            }
        }
        Ok(())
    }

    /// Work that has not gone out is refused, and what was typed is not kept for the telling.
    fn drop_unsent(&mut self, records: &BTreeSet<RecordId>, turn: &mut Turn<'_>) -> Result<(), Failure> {
        let items = self.outbox.values().filter(|item| is_erasable(item.kind) && records.contains(&item.record));
        let waiting: Vec<u64> =
            items.filter(|item| !matches!(item.state, OutState::Formed(..))).map(|item| item.number).collect();
        self.refuse(&waiting, StoredReason::Renewed, turn)?;
        for number in waiting {
            if let Some(mut item) = self.outbox.get(&number).cloned() {
                (item.command, item.body) = (Command::Fact, OutBody::Content(Vec::new()));
                self.write_item(item, turn);
            }
        }
        Ok(())
    }

    /// Kept parcels lose the bodies; their hashes stay, so that signature and chain hold.
    fn drop_bodies(&mut self, erased: &[Erased], turn: &mut Turn<'_>) -> Result<(), Failure> {
        let is_extract = |entry: &Entry| {
            let reader = DeviceId(entry.scope.0);
            entry.kind == Kind::Extract && erased.iter().any(|of| extract_record(of.record, reader) == entry.record)
        };
        let is_receipt = |entry: &Entry| {
            let is_notice = |of: &Erased| of.kind == Kind::Notice && of.record == entry.record;
            entry.kind.family() == Family::Receipt && erased.iter().any(is_notice)
        };
        let is_vote = |entry: &Entry| {
            let is_topic = |of: &Erased| of.kind == Kind::Topic && of.record == entry.record;
            entry.kind.family() == Family::Ballot && erased.iter().any(is_topic)
        };
        let is_erased = |entry: &Entry| {
            let of = Erased { record: entry.record, kind: entry.kind.base(), scope: entry.scope };
            erased.contains(&of) || is_extract(entry) || is_receipt(entry) || is_vote(entry)
        };
        let unsettled: BTreeSet<Vec<u8>> = match self.id() {
            Some(me) => self.sync.unsettled.iter().map(|seq| rows::parcel(me, *seq)).collect(),
            None => BTreeSet::new(),
        };
        let mut changed = Vec::new();
        for (key, value) in turn.rows.all(Table::Parcel).filter(|(key, _)| !unsettled.contains(*key)) {
            let mut row: ParcelRow = cbor::from_slice(value).map_err(|_| Failure::StoreFailed)?;
            let Ok(parcel) = Parcel::from_bytes(&row.bytes) else { continue };
            let has_any = parcel.acts().iter().flat_map(|act| act.entries()).any(|(_, entry)| is_erased(entry));
            if has_any {
                row.bytes = parcel.withhold(|_, entry| !is_erased(entry)).to_bytes();
                changed.push((key.to_vec(), row));
            }
        }
        for (key, row) in changed {
            turn.rows.write(Table::Parcel, key, &row);
        }
        Ok(())
    }
}
