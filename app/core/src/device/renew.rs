//! Going on under new keys: a chain of its own, and everything that waits done again by the new device.
//!
//! **Invariant:** own work that the log holds stays as it is; what it does not hold is built anew from its commands, because
//! changes name the device that made them.

use std::collections::BTreeSet;

use linli_contract::{Event, Failure};
use linli_shared::access::device_ring;
use linli_shared::documents::{ChangeHash, Kind as Kinds};
use linli_shared::ids::{DeviceId, RecordId};
use linli_shared::kinds::{Family, Kind};

use super::identity::{Identity, Seat};
use super::outbox::{OutBody, OutState, OutboxItem};
use super::rows::{self, FactRow, RecordRow, Want, meta};
use super::{Device, Turn};
use crate::store::Table;

impl Device {
    /// The rows that new keys need, where they may be taken now.
    pub(super) fn renew_wants(&self) -> Vec<Want> {
        if self.enrol.is_none() {
            return Vec::new();
        }
        self.outbox
            .values()
            .filter(|item| item.is_pending())
            .flat_map(|item| rows::want(item.kind, item.record, item.scope))
            .collect()
    }

    /// The rows that a decision on own work in quarantine needs.
    pub(super) fn decision_wants(&self) -> Vec<Want> {
        let held = self.outbox.values().filter(|item| matches!(item.state, OutState::Quarantined(..)));
        held.flat_map(|item| rows::want(item.kind, item.record, item.scope)).collect()
    }

    /// Whether a device is this one, now or under keys it had before.
    pub(super) fn is_this(&self, device: DeviceId) -> bool {
        self.id() == Some(device) || self.former.contains(&device)
    }

    /// Changes the keys of this device.
    pub(crate) fn change_seed(&mut self, seed: [u8; 32], turn: &mut Turn<'_>) -> Result<(), Failure> {
        let Some(before) = self.identity.clone() else { return Ok(()) };
        let seat = Seat { seed, ..before.seat };
        turn.rows.write(Table::Meta, meta::IDENTITY.to_vec(), &seat);
        turn.rows.put(Table::Meta, meta::former(before.device), Vec::new());
        self.former.insert(before.device);
        self.identity = Some(Identity::from(seat));
        self.sync.chain_seq = 0;
        self.sync.chain_hash = None;
        self.sync.unsettled.clear();
        self.sync.held.retain(|stream, _| stream.ring != Some(device_ring(before.device)));
        self.sent.clear();
        self.write_sync(turn);
        self.work_again(turn)?;
        turn.durable();
        turn.tell(Event::StandingChanged);
        turn.tell(Event::SyncChanged);
        Ok(())
    }

    fn work_again(&mut self, turn: &mut Turn<'_>) -> Result<(), Failure> {
        let formed: Vec<OutboxItem> =
            self.outbox.values().filter(|item| matches!(item.state, OutState::Formed(..))).cloned().collect();
        for item in formed {
            self.write_item(OutboxItem { state: OutState::Waiting, ..item }, turn);
        }
        let waiting: Vec<OutboxItem> =
            self.outbox.values().filter(|item| item.state == OutState::Waiting).cloned().collect();
        let mut records: BTreeSet<(RecordId, Kind)> = BTreeSet::new();
        for item in &waiting {
            match (&item.body, item.kind) {
                (OutBody::Changes(_), kind) => {
                    records.insert((item.record, kind));
                }
                (OutBody::Content(_), Kind::IdRecord) => self.replay(&[item.number], turn)?,
                (OutBody::Content(_), Kind::Visit | Kind::VisitWithdrawn) => self.drop_if_known(item, turn)?,
                (OutBody::Content(_), kind) if matches!(kind.family(), Family::Ticket | Family::Public) => {
                    self.drop_if_placed(item, turn)?;
                }
                (OutBody::Content(_), kind) if matches!(kind.family(), Family::Square | Family::Ballot) => {
                    crate::square::drop_if_placed(self, item, turn)?;
                }
                (OutBody::Content(_), kind) if kind.family() == Family::Chat => {
                    crate::chats::drop_if_placed(self, item, turn)?;
                }
                (OutBody::Content(_) | OutBody::Act(_), _) => {}
            }
        }
        for (record, kind) in records {
            self.build_again(record, kind, &waiting, turn)?;
        }
        Ok(())
    }

    /// What the log holds by the old keys already is not done twice.
    fn drop_if_known(&mut self, item: &OutboxItem, turn: &mut Turn<'_>) -> Result<(), Failure> {
        let row = turn.rows.read::<FactRow>(Table::Fact, &rows::record(item.record))?;
        let is_known = if item.kind == Kind::Visit { row.is_some_and(|row| row.seq > 0) } else { row.is_none() };
        if is_known {
            self.drop_item(item.number, turn);
        }
        Ok(())
    }

    fn build_again(
        &mut self,
        record: RecordId,
        kind: Kind,
        waiting: &[OutboxItem],
        turn: &mut Turn<'_>,
    ) -> Result<(), Failure> {
        let row = turn.rows.read::<RecordRow>(Table::Record, &rows::document(Kinds::of(kind), record))?;
        let own: BTreeSet<ChangeHash> = row.iter().flat_map(|row| &row.own).map(|own| ChangeHash(own.name)).collect();
        for item in waiting.iter().filter(|item| item.record == record && item.kind == kind) {
            let OutBody::Changes(changes) = &item.body else { continue };
            if !changes.iter().any(|change| own.contains(&ChangeHash(*change))) {
                self.drop_item(item.number, turn);
            }
        }
        if own.is_empty() { Ok(()) } else { self.undo_changes(record, kind, &own, turn) }
    }
}
