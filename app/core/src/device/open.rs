//! Opening: the state a device starts with, from the rows of its store.

use std::collections::{BTreeMap, BTreeSet};

use linli_contract::sync::Link;
use linli_contract::{Event, Failure, Response};
use linli_shared::areas::{AreaFact, AreaFactError, Tree};
use linli_shared::calendar::Millis;
use linli_shared::cbor;
use linli_shared::ids::{DeviceId, LogCode, MemberId, RingId};
use linli_shared::kinds::Kind;
use linli_shared::roster::{RosterFact, RosterHistory};
use linli_shared::seal::RingSecret;

use super::doors::DoorRow;
use super::facts::AreaFacts;
use super::identity::{Identity, Seat};
use super::keyring::Keyring;
use super::outbox::{OutBody, OutState, OutboxItem};
use super::position::Kept;
use super::reception::Reception;
use super::rows::{draft_place, meta};
use super::{Device, SyncState, Turn, VoidReason};
use crate::photos::Photos;
use crate::rights::trail::Opened;
use crate::store::{Disk, DiskError, SealedStore, Table};

/// Why a device cannot be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// The store failed.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// A row is of a newer release, or not what it should be.
    #[error("a row of the store cannot be read")]
    Unreadable,
}

impl Device {
    /// A device that nobody has used yet.
    #[must_use]
    pub fn new() -> Self {
        let nowhere = LogCode(0);
        Self {
            identity: None,
            roster: RosterHistory::new(nowhere),
            keyring: Keyring::default(),
            areas: AreaFacts::default(),
            tree: Tree::new(nowhere),
            names: BTreeMap::new(),
            doors: BTreeMap::new(),
            drafts: BTreeSet::new(),
            undos: BTreeSet::new(),
            outbox: BTreeMap::new(),
            sync: SyncState::default(),
            link: Link::NotTried,
            sent: Vec::new(),
            stalled: BTreeSet::new(),
            voids: BTreeMap::new(),
            has_unsafe: false,
            index: None,
            lists: BTreeMap::new(),
            papers: BTreeMap::new(),
            photos: Photos::default(),
            notices: BTreeMap::new(),
            ticket_sums: None,
            square_sums: None,
            find_index: None,
            chat_heads: None,
            sealed_messages: crate::chats::circle::SealedMessages::default(),
            marks: crate::chats::Marks::default(),
            report_drafts: [None, None],
            extracts: BTreeMap::new(),
            opened: Opened::default(),
            upkeep: crate::members::Upkeep::default(),
            turned: BTreeMap::new(),
            enrol: None,
            roster_times: BTreeMap::new(),
            hall_rules: BTreeMap::new(),
            past: None,
            former: BTreeSet::new(),
            sheets: BTreeSet::new(),
            added: BTreeMap::new(),
            contested: Vec::new(),
            newcomer: None,
            reception: Reception::default(),
            returns_sent: Vec::new(),
            has_asked_for_desk: false,
        }
    }

    /// Opens the device that a store holds.
    ///
    /// # Errors
    /// [`OpenError`].
    pub async fn open<D: Disk>(store: &SealedStore<D>) -> Result<Self, OpenError> {
        let mut device = Self::new();
        let mut singles: BTreeMap<Vec<u8>, Vec<u8>> = store.scan(Table::Meta).await?.into_iter().collect();
        if let Some(bytes) = singles.remove(meta::IDENTITY) {
            device.sit(cbor::from_slice::<Seat>(&bytes).map_err(|_| OpenError::Unreadable)?);
        }
        if let Some(bytes) = singles.remove(meta::NEWCOMER) {
            device.newcomer = Some(cbor::from_slice(&bytes).map_err(|_| OpenError::Unreadable)?);
        }
        if let Some(bytes) = singles.remove(meta::DESK) {
            // The relay tells it again.
            device.reception = cbor::from_slice(&bytes).unwrap_or_default();
        }
        for (key, draft) in meta::REPORTS.into_iter().zip(&mut device.report_drafts) {
            // A form of another release is not worth a device that does not open.
            *draft = singles.remove(key).and_then(|bytes| serde_json::from_slice(&bytes).ok());
        }
        if let Some(bytes) = singles.remove(meta::MARKS) {
            // Other devices of this person tell it again.
            device.marks = cbor::from_slice(&bytes).unwrap_or_default();
        }
        if let Some(bytes) = singles.remove(meta::ENROL) {
            device.enrol = Some(cbor::from_slice(&bytes).map_err(|_| OpenError::Unreadable)?);
        }
        if let Some(bytes) = singles.remove(meta::SYNC) {
            device.sync = cbor::from_slice(&bytes).map_err(|_| OpenError::Unreadable)?;
        }
        let sums = singles.remove(meta::SUMS);
        let kept = singles.remove(meta::POSITION).map(|bytes| cbor::from_slice::<Kept>(&bytes)).transpose();
        device.sync.fall_back(kept.map_err(|_| OpenError::Unreadable)?.unwrap_or_default());
        for (key, value) in singles {
            device.take_single(&key, &value).ok_or(OpenError::Unreadable)?;
        }
        for (key, value) in store.scan(Table::Summary).await? {
            let door = <[u8; 16]>::try_from(key).map_err(|_| OpenError::Unreadable)?;
            let row: DoorRow = cbor::from_slice(&value).map_err(|_| OpenError::Unreadable)?;
            device.doors.insert(linli_shared::ids::AreaId(door), row.compact());
        }
        for (key, _) in store.scan(Table::Draft).await? {
            if crate::notices::rows::is_draft(&key) || crate::square::is_draft(&key) {
                continue;
            }
            device.drafts.insert(draft_place(&key).ok_or(OpenError::Unreadable)?);
        }
        for (_, value) in store.scan(Table::Outbox).await? {
            let item: OutboxItem = cbor::from_slice(&value).map_err(|_| OpenError::Unreadable)?;
            device.sync.next_number = device.sync.next_number.max(item.number);
            device.take_own_area(&item);
            // What became of it may have been in a batch that a crash took back: its parcel is sent again.
            if let OutState::Formed(device_seq, _) = item.state {
                device.sync.unsettled.insert(device_seq);
            }
            device.outbox.insert(item.number, item);
        }
        for (key, value) in store.scan(Table::Desk).await? {
            device.load_paper(&key, &value).ok_or(OpenError::Unreadable)?;
        }
        device.begin_rules();
        if let Some(log) = device.log() {
            device.tree = device.areas.tree(log);
            if sums != Some(vec![super::sums::VERSION]) {
                device.build_sums(store).await?;
            }
        }
        Ok(device)
    }

    pub(crate) fn log(&self) -> Option<LogCode> {
        self.identity.as_ref().map(|identity| identity.seat.log)
    }

    fn sit(&mut self, seat: Seat) {
        self.roster = RosterHistory::new(seat.log);
        self.tree = Tree::new(seat.log);
        self.identity = Some(Identity::from(seat));
    }

    fn take_single(&mut self, key: &[u8], value: &[u8]) -> Option<()> {
        if let Some(rest) = key.strip_prefix(meta::RING) {
            // Earlier releases wrote no commitment behind the generation.
            let (ring, rest) = rest.split_at_checked(16)?;
            let generation = u32::from_be_bytes(*rest.first_chunk::<4>()?);
            let secret = RingSecret::from_bytes(value.try_into().ok()?);
            self.keyring.insert(RingId(ring.try_into().ok()?), generation, secret);
        } else if let Some(device) = key.strip_prefix(meta::ADDED) {
            self.added.insert(DeviceId(device.try_into().ok()?), Millis(i64::from_be_bytes(value.try_into().ok()?)));
        } else if let Some(device) = key.strip_prefix(meta::FORMER) {
            self.former.insert(DeviceId(device.try_into().ok()?));
        } else if let Some(device) = key.strip_prefix(meta::SHEET) {
            self.sheets.insert(DeviceId(device.try_into().ok()?));
        } else if let Some(ring) = key.strip_prefix(meta::TURNED) {
            self.load_turn(ring, value)?;
        } else if let Some(seq) = key.strip_prefix(meta::TIMED) {
            self.load_time(seq, value)?;
        } else if let Some(seq) = key.strip_prefix(meta::HALL) {
            self.load_rules(seq, value)?;
        } else if let Some((seq, _)) = meta::place(key, meta::ROSTER) {
            if seq > self.sync.at {
                return Some(());
            }
            self.roster.push(seq, RosterFact::from_body(value).ok()?);
        } else if let Some((seq, index)) = meta::place(key, meta::AREA) {
            if seq > self.sync.at {
                return Some(());
            }
            match AreaFact::decode(value) {
                Ok(fact) => self.areas.confirm(seq, index, fact),
                Err(AreaFactError::Newer) => self.areas.confirm_newer(seq, index),
                Err(_) => return None,
            }
        } else if let Some(place) = meta::place(key, meta::VOID) {
            self.voids.insert(place, VoidReason::from_code(*value.first()?));
        } else if let Some(part) = meta::undo_part(key) {
            self.undos.insert(part);
        } else if let Some(number) = key.strip_prefix(meta::LIST) {
            self.lists.insert(u64::from_be_bytes(number.try_into().ok()?), crate::lists::read(value));
        } else if let Some(of) = meta::extract_of(key) {
            self.extracts.insert(of, cbor::from_slice(value).ok()?);
        } else if key.starts_with(crate::notices::rows::SUM) {
            let (notice, sum) = crate::notices::rows::load_sum(key, value)?;
            self.notices.insert(notice, sum);
        } else if self.photos.load(key, value)? {
        } else if let Some(member) = key.strip_prefix(meta::NAME) {
            self.names.insert(MemberId(member.try_into().ok()?), String::from_utf8(value.to_vec()).ok()?);
        }
        Some(())
    }

    fn take_own_area(&mut self, item: &OutboxItem) {
        if let (Kind::Door | Kind::AreaPlan, OutBody::Content(content), true) =
            (item.kind, &item.body, item.is_pending())
            && let Ok(fact) = AreaFact::decode(content)
        {
            self.areas.add_own(item.number, fact);
        }
    }

    /// Takes a seat; a device has one for good.
    pub(crate) fn take_seat(&mut self, seat: Seat, turn: &mut Turn<'_>) -> Result<Response, Failure> {
        match &self.identity {
            Some(identity) if identity.seat == seat => {}
            Some(_) => return Err(Failure::SeatTaken),
            None => {
                turn.rows.write(Table::Meta, meta::IDENTITY.to_vec(), &seat);
                let (key, version) = super::sums::version_row();
                turn.rows.put(Table::Meta, key, version);
                turn.durable();
                self.sit(seat);
                turn.tell(Event::StandingChanged);
            }
        }
        Ok(Response::TakeSeat(crate::members::standing(self)))
    }
}

impl Default for Device {
    fn default() -> Self {
        Self::new()
    }
}
