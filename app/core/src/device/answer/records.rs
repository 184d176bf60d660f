//! Taking in what people edit together: households, profiles, ID records.

use core::cell::Cell;

use linli_contract::Failure;
use linli_shared::documents::household::Place;
use linli_shared::documents::profile::Profile;
use linli_shared::documents::{self, AdmissionError, Document};
use linli_shared::kinds::Kind;

use crate::device::rows::{self, RecordRow};
use crate::device::{Device, Turn, VoidReason};
use crate::households::id_record::{IdNumbers, IdRow};
use crate::store::Table;

use super::acts::{At, Miss};

impl Device {
    pub(super) fn take_household(&mut self, at: &At<'_>, turn: &mut Turn<'_>) -> Result<Result<(), Miss>, Failure> {
        let record = at.entry.record;
        let (row, mut document) = Self::document(turn, documents::Kind::Household, record)?;
        let body = match self.content(at) {
            Ok(body) => body,
            Err(reason) => return Ok(Err(reason.into())),
        };
        let broken = Cell::new(VoidReason::WrongPlace);
        let admitted = document.admit(&body, at.parcel.header().device, |document| {
            let standing = Place::of(document).map_err(|_| VoidReason::WrongPlace);
            let judged = standing.and_then(|place| self.may_stand(record, &place, at.entry.scope, at.judged));
            judged.map_err(|reason| broken.set(reason)).is_ok()
        });
        let admitted = match admitted {
            Ok(admitted) => admitted,
            Err(error) => return Ok(Err(miss(error, broken.get(), at))),
        };
        let mut row = row.unwrap_or_else(|| RecordRow::new(self.meta_of(at)));
        if row.last == 0 {
            row.meta = self.meta_of(at);
        }
        row.last = row.last.max(at.seq);
        row.own.retain(|own| !admitted.changes.iter().any(|change| change.0 == own.name));
        row.content = document.save();
        self.write_household(row, &document, turn);
        if at.own.is_empty() {
            crate::rights::due::other_wrote(self, record, at.parcel.header().seen.seq, turn);
        }
        Ok(Ok(()))
    }

    pub(super) fn take_profile(&mut self, at: &At<'_>, turn: &mut Turn<'_>) -> Result<Result<(), Miss>, Failure> {
        let (row, mut document) = Self::document(turn, documents::Kind::Profile, at.entry.record)?;
        let body = match self.content(at) {
            Ok(body) => body,
            Err(reason) => return Ok(Err(reason.into())),
        };
        let admitted = match document.admit(&body, at.parcel.header().device, |_| true) {
            Ok(admitted) => admitted,
            Err(error) => return Ok(Err(miss(error, VoidReason::Malformed, at))),
        };
        let mut row = row.unwrap_or_else(|| RecordRow::new(self.meta_of(at)));
        if row.last == 0 {
            row.meta = self.meta_of(at);
        }
        row.last = row.last.max(at.seq);
        row.own.retain(|own| !admitted.changes.iter().any(|change| change.0 == own.name));
        row.content = document.save();
        turn.rows.write(Table::Record, rows::record(at.entry.record), &row);
        self.note_name(at.entry.record, &Profile::of(&document), turn);
        Ok(Ok(()))
    }

    /// Takes in what somebody wrote of a topic's covenant.
    pub(crate) fn take_covenant(&mut self, at: &At<'_>, turn: &mut Turn<'_>) -> Result<Result<(), Miss>, Failure> {
        let topic = crate::square::known(turn, at.entry.record, Kind::TopicSaid)?;
        if topic.is_none_or(|topic| topic.kind != Kind::Topic) {
            return Ok(Err(VoidReason::WrongPlace.into()));
        }
        let (row, mut document) = Self::document(turn, documents::Kind::Covenant, at.entry.record)?;
        let body = match self.content(at) {
            Ok(body) => body,
            Err(reason) => return Ok(Err(reason.into())),
        };
        let admitted = match document.admit(&body, at.parcel.header().device, Document::is_covenant) {
            Ok(admitted) => admitted,
            Err(error) => return Ok(Err(miss(error, VoidReason::Malformed, at))),
        };
        let mut row = row.unwrap_or_else(|| RecordRow::new(self.meta_of(at)));
        if row.last == 0 {
            row.meta = self.meta_of(at);
        }
        row.last = row.last.max(at.seq);
        row.own.retain(|own| !admitted.changes.iter().any(|change| change.0 == own.name));
        row.content = document.save();
        turn.rows.write(Table::Record, rows::document(documents::Kind::Covenant, at.entry.record), &row);
        turn.square_changed(at.entry.record);
        Ok(Ok(()))
    }

    pub(super) fn take_id_record(&mut self, at: &At<'_>, turn: &mut Turn<'_>) -> Result<Result<(), Miss>, Failure> {
        let record = at.entry.record;
        let row: Option<RecordRow> = turn.rows.read(Table::Record, &rows::record(record))?;
        let ids: Option<IdRow> = match &row {
            Some(row) => Some(linli_shared::cbor::from_slice(&row.content).map_err(|_| Failure::StoreFailed)?),
            None => None,
        };
        let before = ids.as_ref().filter(|_| row.as_ref().is_some_and(|row| row.last > 0)).map(|ids| &ids.confirmed);
        let content = match self.content(at) {
            Ok(content) => content,
            Err(reason) => return Ok(Err(reason.into())),
        };
        let Ok(numbers) = IdNumbers::admit(&content, at.parcel.header().device, before) else {
            return Ok(Err(VoidReason::Malformed.into()));
        };
        let place = Place::from(numbers.place);
        let household = self.household_record(numbers.place).unwrap_or_default();
        if self.id_record(household) != Some(record) {
            return Ok(Err(VoidReason::WrongPlace.into()));
        }
        if let Err(reason) = self.is_door_within(place.door, at.entry.scope, at.judged) {
            return Ok(Err(reason.into()));
        }
        let mut ids = ids.unwrap_or_else(|| IdRow::new(place));
        ids.confirmed.merge(&numbers);
        for number in at.own {
            ids.own.remove(number);
        }
        let known = row.filter(|row| row.last > 0).map(|row| (row.meta, row.last));
        let (meta, last) = known.unwrap_or_else(|| (self.meta_of(at), 0));
        self.write_id_row(record, meta, last.max(at.seq), &ids, turn);
        if at.own.is_empty() {
            crate::rights::due::other_wrote(self, household, at.parcel.header().seen.seq, turn);
        }
        Ok(Ok(()))
    }
}

fn miss(error: AdmissionError, broken: VoidReason, at: &At<'_>) -> Miss {
    let builds_on_nothing = matches!(error, AdmissionError::SequenceGap | AdmissionError::DependencyUnknown);
    if error == AdmissionError::RuleBroken {
        Miss::Void(broken)
    } else if builds_on_nothing && !at.own.is_empty() {
        Miss::Orphan
    } else {
        Miss::Void(VoidReason::Malformed)
    }
}
