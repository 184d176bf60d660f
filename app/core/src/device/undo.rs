//! When work is confirmed, refused, orphaned or lost by the relay.
//!
//! **Invariant:** after a refusal only that record is rebuilt; later own work on it is done again from its commands.
//! **Invariant:** after the relay lost places, nothing is taken off the screen until a verdict says so.

use std::collections::BTreeSet;

use linli_contract::{Event, Failure};
use linli_shared::documents::household::{HouseholdEdit, Reverted};
use linli_shared::documents::profile::Profile;
use linli_shared::documents::{self, ChangeHash, Document, Heads, Writer};
use linli_shared::ids::{MemberId, PersonId, RecordId};
use linli_shared::kinds::{Family, Kind};
use linli_shared::log::Seq;
use linli_shared::parcel::Parcel;
use linli_shared::protocol::LogAnswer;
use linli_shared::seal::BodyContext;
use linli_shared::{access, cbor};

use super::ask::ParcelRow;
use super::doors::VisitSum;
use super::outbox::{Command, OutBody, OutState, OutboxItem, StoredEdits, StoredPlace, StoredReason};
use super::position::ReofferKey;
use super::rows::{self, FactRow, OwnChange, RecordRow, meta};
use super::write::About;
use super::{Device, Turn};
use crate::households::id_record::IdRow;
use crate::registers::{undoing, writing};
use crate::store::Table;
use crate::visits::fact::VisitFact;

impl Device {
    /// The log holds an item's work.
    pub(crate) fn settle(&mut self, number: u64, turn: &mut Turn<'_>) {
        if let Some(item) = self.drop_item(number, turn)
            && let Some(area) = item.area
        {
            turn.door_changed(self.tree.canonical(area));
        }
    }

    /// The log will never hold these items' work: it is undone here, and the person is told.
    pub(crate) fn refuse(&mut self, numbers: &[u64], reason: StoredReason, turn: &mut Turn<'_>) -> Result<(), Failure> {
        let of_numbers = numbers.iter().filter_map(|number| self.outbox.get(number).cloned());
        let (upkeep, items): (Vec<OutboxItem>, Vec<OutboxItem>) =
            of_numbers.partition(|item| item.command == Command::Upkeep);
        for item in upkeep {
            self.drop_item(item.number, turn);
            if item.kind == Kind::Extract {
                crate::rights::due::lost(self, item.record, false, turn);
            }
            // What somebody else said first stands there; this device's own is no longer shown.
            if item.kind.family() == Family::Public {
                self.undo(&item, reason, turn)?;
            }
        }
        // All of them first: what is undone of one must not be done again for another that goes too.
        for item in &items {
            self.write_item(OutboxItem { state: OutState::Refused(reason), ..item.clone() }, turn);
        }
        for item in items {
            self.undo(&item, reason, turn)?;
            if let Some(household) = self.household_of(&item) {
                crate::rights::due::mark(self, household, turn);
            }
            // Nobody did this by hand, and nobody can do anything about it; of a ticket its words are told.
            if matches!(item.kind, Kind::Shown | Kind::Audience | Kind::Circle) {
                self.drop_item(item.number, turn);
            }
            if let Some(area) = item.area {
                turn.door_changed(self.tree.canonical(area));
            }
        }
        turn.durable();
        Ok(())
    }

    /// These items built on work that was refused: their commands are done again on what stands.
    pub(super) fn replay(&mut self, numbers: &[u64], turn: &mut Turn<'_>) -> Result<(), Failure> {
        for number in numbers {
            if let Some(item) = self.drop_item(*number, turn) {
                self.redo(item, turn)?;
            }
        }
        turn.durable();
        Ok(())
    }

    fn undo(&mut self, item: &OutboxItem, reason: StoredReason, turn: &mut Turn<'_>) -> Result<(), Failure> {
        match (item.kind.family(), &item.body) {
            (Family::Document, OutBody::Changes(changes)) => {
                let gone: BTreeSet<ChangeHash> = changes.iter().map(|hash| ChangeHash(*hash)).collect();
                self.undo_changes(item.record, item.kind, &gone, turn)
            }
            (Family::IdRecord, _) => {
                let Some(row) = turn.rows.read::<RecordRow>(Table::Record, &rows::record(item.record))? else {
                    return Ok(());
                };
                let mut ids: IdRow = cbor::from_slice(&row.content).map_err(|_| Failure::StoreFailed)?;
                ids.own.remove(&item.number);
                self.write_id_row(item.record, row.meta, row.last, &ids, turn);
                // Later contents of this device carry the refused one along.
                let of_record = self.outbox.range(item.number..).filter(|(_, later)| later.record == item.record);
                let later: Vec<u64> = of_record
                    .filter(|(_, later)| later.state == OutState::Waiting)
                    .map(|(number, _)| *number)
                    .collect();
                self.replay(&later, turn)
            }
            (Family::Visit, _) => self.undo_visit(item.record, turn),
            (Family::Withdrawal, _) => {
                let key = rows::record(item.record);
                let Some(mut row) = turn.rows.read::<FactRow>(Table::Fact, &key)? else { return Ok(()) };
                row.withdrawn = None;
                turn.rows.write(Table::Fact, key, &row);
                if let Ok(fact) = VisitFact::from_content(&row.content) {
                    self.sum_visit(item.record, &fact, &row, turn);
                }
                Ok(())
            }
            (Family::Areas, _) => {
                self.areas.drop_own(item.number);
                self.rebuild_tree();
                turn.tell(Event::AreasChanged);
                Ok(())
            }
            (Family::Paper, _) => {
                self.undo_paper(item.kind, item.record, turn);
                Ok(())
            }
            (Family::Ticket | Family::Public, _) => crate::tickets::undo::undo(self, item, reason, turn),
            (Family::Notice | Family::Receipt, _) => crate::notices::undo(self, item, reason, turn),
            (Family::Square | Family::Ballot, _) => crate::square::undo(self, item, reason, turn),
            (Family::Chat, _) => crate::chats::undo(self, item, reason, turn),
            (Family::Document | Family::Roster | Family::Wrap | Family::Unknown, _) => Ok(()),
        }
    }

    fn undo_visit(&mut self, record: RecordId, turn: &mut Turn<'_>) -> Result<(), Failure> {
        let key = rows::record(record);
        let Some(row) = turn.rows.read::<FactRow>(Table::Fact, &key)? else { return Ok(()) };
        turn.rows.delete(Table::Fact, key);
        if let Ok(fact) = VisitFact::from_content(&row.content) {
            let door = self.tree.canonical(fact.door);
            if let Some(mut sum) = self.doors.get(&door).cloned() {
                sum.visits.retain(|visit| visit.record != record);
                self.write_door(door, sum, turn);
            }
        }
        Ok(())
    }

    /// Takes changes out of a document, and does again what this device had built on them.
    pub(super) fn undo_changes(
        &mut self,
        record: RecordId,
        kind: Kind,
        gone: &BTreeSet<ChangeHash>,
        turn: &mut Turn<'_>,
    ) -> Result<(), Failure> {
        let of = documents::Kind::of(kind);
        let key = rows::document(of, record);
        let (row, document) = Self::document(turn, of, record)?;
        let Some(mut row) = row else { return Ok(()) };
        let rest = document.without(gone);
        let kept: BTreeSet<ChangeHash> = rest.changes_since(&Heads::default()).into_iter().collect();
        row.own.retain(|own| kept.contains(&ChangeHash(own.name)));
        row.incarnation += 1;
        row.content = rest.save();
        if kept.is_empty() && row.last == 0 {
            turn.rows.delete(Table::Record, key);
            self.take_off_door(record, &document, turn);
        } else if kept.is_empty() && kind == Kind::Household {
            // The log held it before a restore and holds nothing of it now: nobody lives there by it. The row stays, since
            // others may hold what this device wrote in an earlier incarnation.
            row.last = 0;
            turn.rows.write(Table::Record, key, &row);
            self.take_off_door(record, &document, turn);
        } else if kind == Kind::Household {
            self.write_household(row, &rest, turn);
        } else {
            turn.rows.write(Table::Record, key, &row);
        }
        if kind == Kind::Covenant {
            turn.square_changed(record);
        }
        let orphans: Vec<u64> = self
            .outbox
            .values()
            .filter(|item| item.record == record && item.kind == kind && item.state == OutState::Waiting)
            .filter(|item| match &item.body {
                OutBody::Changes(changes) => changes.iter().any(|hash| !kept.contains(&ChangeHash(*hash))),
                OutBody::Content(_) | OutBody::Act(_) => false,
            })
            .map(|item| item.number)
            .collect();
        self.replay(&orphans, turn)
    }

    /// A household of which nothing stands is not shown at its door.
    fn take_off_door(&mut self, record: RecordId, document: &Document, turn: &mut Turn<'_>) {
        let place = linli_shared::documents::household::Place::of(document);
        if let Ok(place) = place {
            let door = self.tree.canonical(place.door);
            if let Some(mut sum) = self.doors.get(&door).cloned() {
                sum.households.retain(|household| household.record != record);
                self.write_door(door, sum, turn);
            }
        }
    }

    fn redo(&mut self, item: OutboxItem, turn: &mut Turn<'_>) -> Result<(), Failure> {
        let about = About { record: item.record, kind: item.kind, scope: item.scope, area: item.area };
        match item.command.clone() {
            Command::Household(stored) => {
                let edits = stored.edits();
                if edits.is_empty() {
                    // Written by a newer release: the person is told instead of the work being dropped.
                    let item = OutboxItem { state: OutState::Refused(StoredReason::Other), ..item };
                    self.write_item(item, turn);
                    return Ok(());
                }
                let before = match &item.body {
                    OutBody::Changes(changes) => changes.first().copied(),
                    OutBody::Content(_) | OutBody::Act(_) => None,
                };
                let again = self.write_edits(about, &edits, stored.place, None, item.bundle, turn)?;
                if let (Some(before), Some(again), true) = (before, again, item.bundle.is_some()) {
                    turn.rows.put(Table::Meta, meta::again(&before), again.0.to_vec());
                }
            }
            Command::Revert(changes, place, spare) => {
                let changes = changes.iter().map(|change| undoing::newest(*change, &turn.rows)).collect::<Vec<_>>();
                self.revert(about, &changes, place, &spare, item.bundle, turn)?;
            }
            Command::IdNumbers(numbers, place) => {
                let household = self.about(place)?;
                self.forget_own_numbers(item.record, item.number, turn)?;
                writing::write_numbers(self, household, place, &numbers, item.bundle, turn)?;
            }
            Command::Name(_, name) => {
                self.write_name_in(item.bundle, about, &name, turn)?;
            }
            Command::Covenant(from, text) => crate::topics::write_covenant(self, about.record, (&from, &text), turn)?,
            // Done anew when it is still needed.
            Command::Upkeep => {
                if item.kind == Kind::Extract {
                    crate::rights::due::lost(self, item.record, true, turn);
                }
            }
            Command::Fact => {
                self.enqueue_in(item.bundle, about, item.command, item.body, turn);
            }
        }
        Ok(())
    }

    /// Registers edits made on a state (`None`: on what stands now) and puts them into the outbox; `None` if nothing differs.
    pub(crate) fn write_edits(
        &mut self,
        about: About,
        edits: &[HouseholdEdit],
        place: StoredPlace,
        base: Option<&Heads>,
        bundle: Option<u64>,
        turn: &mut Turn<'_>,
    ) -> Result<Option<ChangeHash>, Failure> {
        let (mut row, mut document) = self.household(about, turn)?;
        let heads = document.heads();
        let base = base.unwrap_or(&heads);
        let writer = Writer { incarnation: row.incarnation, ..self.writer()? };
        let wrote = document
            .register(&place.into(), edits, base, writer, turn.seconds())
            .map_err(|error| crate::households::register::failure(&error))?;
        let Some(wrote) = wrote else { return Ok(None) };
        let command = Command::Household(StoredEdits::new(place, edits));
        let body = OutBody::Changes(vec![wrote.change.0]);
        let number = self.enqueue_in(bundle, about, command, body, turn);
        row.own.push(OwnChange { name: wrote.change.0, number });
        row.content = document.save();
        self.write_household(row, &document, turn);
        Ok(Some(wrote.change))
    }

    /// Sets back what changes of a household wrote and puts that into the outbox.
    pub(crate) fn revert(
        &mut self,
        about: About,
        changes: &[[u8; 32]],
        place: StoredPlace,
        spare: &BTreeSet<PersonId>,
        bundle: Option<u64>,
        turn: &mut Turn<'_>,
    ) -> Result<Reverted, Failure> {
        let (mut row, mut document) = self.household(about, turn)?;
        let writer = Writer { incarnation: row.incarnation, ..self.writer()? };
        let hashes: Vec<ChangeHash> = changes.iter().map(|change| ChangeHash(*change)).collect();
        let done = document.revert(&hashes, spare, writer, turn.seconds()).map_err(|_| Failure::InvalidInput)?;
        if done.wrote.is_empty() {
            return Ok(done);
        }
        let written: Vec<[u8; 32]> = done.wrote.iter().map(|wrote| wrote.change.0).collect();
        let command = Command::Revert(changes.to_vec(), place, spare.clone());
        let number = self.enqueue_in(bundle, about, command, OutBody::Changes(written.clone()), turn);
        row.own.extend(written.into_iter().map(|name| OwnChange { name, number }));
        row.content = document.save();
        self.write_household(row, &document, turn);
        Ok(done)
    }

    /// People whom changes of a household entered, and of whom somebody wrote since.
    pub(crate) fn held(about: About, changes: &[[u8; 32]], turn: &Turn<'_>) -> Result<BTreeSet<PersonId>, Failure> {
        let (_, document) = Self::document(turn, documents::Kind::Household, about.record)?;
        Ok(document.held(&changes.iter().map(|change| ChangeHash(*change)).collect::<Vec<_>>()))
    }

    fn household(&self, about: About, turn: &Turn<'_>) -> Result<(RecordRow, Document), Failure> {
        let (row, document) = Self::document(turn, documents::Kind::Household, about.record)?;
        let row = match row {
            Some(row) => row,
            None => RecordRow::new(self.own_meta(&about)?),
        };
        Ok((row, document))
    }

    fn forget_own_numbers(&mut self, record: RecordId, number: u64, turn: &mut Turn<'_>) -> Result<(), Failure> {
        let Some(row) = turn.rows.read::<RecordRow>(Table::Record, &rows::record(record))? else { return Ok(()) };
        let mut ids: IdRow = cbor::from_slice(&row.content).map_err(|_| Failure::StoreFailed)?;
        if ids.own.remove(&number).is_some() {
            self.write_id_row(record, row.meta, row.last, &ids, turn);
        }
        Ok(())
    }

    /// A bundle of which readers took in one half and found the other void is undone as a whole, by a change of its own.
    pub(super) fn take_back_halves(
        &mut self,
        refused: &[OutboxItem],
        settled: &[OutboxItem],
        turn: &mut Turn<'_>,
    ) -> Result<(), Failure> {
        let is_half =
            |item: &&OutboxItem| item.bundle.is_some() && refused.iter().any(|refused| refused.bundle == item.bundle);
        for item in settled.iter().filter(is_half) {
            let about = About { record: item.record, kind: item.kind, scope: item.scope, area: item.area };
            match (&item.command, &item.body) {
                (
                    Command::Household(StoredEdits { place, .. }) | Command::Revert(_, place, _),
                    OutBody::Changes(changes),
                ) => {
                    self.revert(about, changes, *place, &BTreeSet::new(), None, turn)?;
                }
                (Command::IdNumbers(numbers, place), _) => {
                    let lost = |person| {
                        let of_bundle = refused.iter().filter(|refused| refused.bundle == item.bundle);
                        let numbers = of_bundle.filter_map(|refused| match &refused.command {
                            Command::IdNumbers(numbers, _) => Some(numbers),
                            Command::Household(_)
                            | Command::Fact
                            | Command::Name(..)
                            | Command::Revert(..)
                            | Command::Upkeep
                            | Command::Covenant(..) => None,
                        });
                        numbers.flatten().find(|(of, number)| *of == person && number.is_some()).cloned()
                    };
                    let cleared = numbers.iter().filter(|(_, number)| number.is_none());
                    let back: Vec<_> = cleared.filter_map(|(person, _)| lost(*person)).collect();
                    let household = self.about(*place)?;
                    writing::write_numbers(self, household, *place, &back, None, turn)?;
                }
                (
                    Command::Household(_)
                    | Command::Fact
                    | Command::Name(..)
                    | Command::Revert(..)
                    | Command::Upkeep
                    | Command::Covenant(..),
                    _,
                ) => {}
            }
        }
        Ok(())
    }

    /// Writes a member's name and puts it into the outbox; `false` if it stands there already.
    pub(crate) fn write_name(&mut self, about: About, name: &str, turn: &mut Turn<'_>) -> Result<bool, Failure> {
        self.write_name_in(None, about, name, turn)
    }

    /// Like [`Self::write_name`], to be accepted together with all of a bundle.
    pub(crate) fn write_name_in(
        &mut self,
        bundle: Option<u64>,
        about: About,
        name: &str,
        turn: &mut Turn<'_>,
    ) -> Result<bool, Failure> {
        let (row, mut document) = Self::document(turn, documents::Kind::Profile, about.record)?;
        let mut row = match row {
            Some(row) => row,
            None => RecordRow::new(self.own_meta(&about)?),
        };
        let base = document.heads();
        let writer = Writer { incarnation: row.incarnation, ..self.writer()? };
        let wrote = document.set_name(name, &base, writer, turn.seconds()).map_err(|_| Failure::InvalidInput)?;
        let Some(wrote) = wrote else { return Ok(false) };
        let member = self.profile_member(about.record).unwrap_or_default();
        let command = Command::Name(member, name.to_owned());
        let number = self.enqueue_in(bundle, about, command, OutBody::Changes(vec![wrote.change.0]), turn);
        row.own.push(OwnChange { name: wrote.change.0, number });
        row.content = document.save();
        turn.rows.write(Table::Record, rows::record(about.record), &row);
        self.note_name(about.record, &Profile::of(&document), turn);
        Ok(true)
    }

    fn profile_member(&self, record: RecordId) -> Option<MemberId> {
        let mut members = self.roster().devices().map(|(_, device)| device.member);
        members.find(|member| access::profile_record(*member) == record)
    }

    pub(super) fn note_name(&mut self, record: RecordId, profile: &Profile, turn: &mut Turn<'_>) {
        if let (Some(member), Some(name)) = (self.profile_member(record), &profile.name) {
            turn.rows.put(Table::Meta, meta::name(member), name.clone().into_bytes());
            self.names.insert(member, name.clone());
            turn.tell(Event::StandingChanged);
        }
    }

    pub(crate) fn sum_visit(&mut self, record: RecordId, fact: &VisitFact, row: &FactRow, turn: &mut Turn<'_>) {
        let door = self.tree.canonical(fact.door);
        let mut sum = self.doors.get(&door).cloned().unwrap_or_default();
        sum.set_visit(VisitSum::of(record, fact, row));
        self.write_door(door, sum, turn);
    }

    /// The relay lost everything after a place: what this device holds of it is offered again.
    pub(super) fn begin_era(&mut self, answer: &LogAnswer, turn: &mut Turn<'_>) -> Result<(), Failure> {
        let fork = answer.eras.iter().filter(|start| start.era > self.sync.era).map(|start| start.after).min();
        let fork = fork.unwrap_or(0).min(self.sync.at);
        let lost: Vec<(u64, u16)> =
            self.roster.facts().iter().map(|(seq, _)| (*seq, 0)).filter(|at| at.0 > fork).collect();
        if !lost.is_empty() {
            let keys: Vec<Vec<u8>> = turn
                .rows
                .all(Table::Meta)
                .filter(|(key, _)| meta::place(key, meta::ROSTER).is_some_and(|(seq, _)| seq > fork))
                .map(|(key, _)| key.to_vec())
                .collect();
            for key in keys {
                turn.rows.delete(Table::Meta, key);
            }
            self.roster.truncate(fork);
            self.forget_times(fork, turn);
        }
        self.forget_rules(fork, turn);
        for (seq, index) in self.areas.after(fork) {
            turn.rows.delete(Table::Meta, meta::at(meta::AREA, seq, index));
            self.areas.remove((seq, index));
        }
        let voids: Vec<(Seq, u16)> = self.voids.range((fork + 1, 0)..).map(|(place, _)| *place).collect();
        for (seq, index) in voids {
            turn.rows.delete(Table::Meta, meta::at(meta::VOID, seq, index));
            self.voids.remove(&(seq, index));
        }
        self.rebuild_tree();
        self.lose_tickets(fork, turn)?;
        crate::chats::lose(self, fork, turn)?;
        let mut lost = BTreeSet::new();
        for (key, value) in turn.rows.all(Table::Parcel) {
            let row: ParcelRow = cbor::from_slice(value).map_err(|_| Failure::StoreFailed)?;
            if let Some(place) = row.places.values().filter(|place| **place > fork).min() {
                lost.insert((*place, key.to_vec()));
            }
        }
        self.sync.reoffer = lost.into_iter().map(|(_, key)| ReofferKey(key)).collect();
        self.stalled.clear();
        self.forget_turns(fork, turn);
        self.sync.heads.retain(|seen| seen.seq <= fork);
        self.sync.at = fork;
        for at in self.sync.held.values_mut() {
            *at = (*at).min(fork);
        }
        turn.durable();
        turn.tell(Event::AreasChanged);
        Ok(())
    }

    /// Takes out what an act of another device had written, because the log will not hold it.
    pub(super) fn forget_act(&mut self, parcel: &Parcel, act: usize, turn: &mut Turn<'_>) -> Result<(), Failure> {
        let header = parcel.header().clone();
        let first = parcel.first_index(act);
        let Some(items) = parcel.acts().get(act) else { return Ok(()) };
        for (index, entry) in items.entries() {
            if matches!(entry.kind.family(), Family::Ticket | Family::Public) {
                let (device, device_seq) = (header.device, header.device_seq);
                let origin = crate::tickets::rows::Origin { device, device_seq, index: first + index as u16 };
                crate::tickets::undo::forget(self, entry, origin, turn)?;
                continue;
            }
            if matches!(entry.kind.family(), Family::Square | Family::Ballot | Family::Chat) {
                let (device, device_seq) = (header.device, header.device_seq);
                let origin = crate::tickets::rows::Origin { device, device_seq, index: first + index as u16 };
                if entry.kind.family() == Family::Chat {
                    crate::chats::forget(self, entry, origin, turn)?;
                } else {
                    crate::square::forget(self, entry, origin, turn)?;
                }
                continue;
            }
            let Some(key) = entry.key.as_ref() else { continue };
            let context = BodyContext {
                log: header.log,
                device: header.device,
                nonce: header.nonce,
                index: first + index as u16,
                record: entry.record,
                kind: entry.kind,
                scope: entry.scope,
            };
            let Ok(content) = self.open_content(&context, key, &entry.body) else { continue };
            match entry.kind.family() {
                Family::Document if !Self::keeps_kind(turn, entry.kind, entry.record)? => {}
                Family::Document => {
                    let of = documents::Kind::of(entry.kind);
                    let (_, mut document) = Self::document(turn, of, entry.record)?;
                    if let Ok(admitted) = document.admit(&content, header.device, |_| true)
                        && admitted.new == 0
                    {
                        let gone = admitted.changes.into_iter().collect();
                        self.undo_changes(entry.record, entry.kind, &gone, turn)?;
                    }
                }
                Family::Visit => self.undo_visit(entry.record, turn)?,
                // What was read stays read.
                Family::Paper if entry.kind == Kind::OwnMarks => {}
                Family::Paper => self.drop_paper(entry.kind, entry.record, turn),
                Family::Notice | Family::Receipt => crate::notices::forget(self, entry, header.device, &content, turn)?,
                Family::Roster
                | Family::Wrap
                | Family::Areas
                | Family::IdRecord
                | Family::Withdrawal
                | Family::Ticket
                | Family::Public
                | Family::Square
                | Family::Ballot
                | Family::Chat
                | Family::Unknown => {}
            }
        }
        Ok(())
    }

    /// Whether own work on a record is not confirmed yet.
    #[must_use]
    pub fn is_waiting(&self, record: RecordId) -> bool {
        self.outbox.values().any(|item| item.record == record && item.is_pending())
    }
}
