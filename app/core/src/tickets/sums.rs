//! Summaries of tickets and public versions: what lists, filters, search, boards and "like this one" need.
//!
//! They are kept beside the rows and come into memory when a list is asked for the first time, so that a start costs nothing.
//! **Invariant:** a summary holds nothing that changes without its row: no time limits, no names.

use std::collections::BTreeMap;

use linli_contract::Failure;
use linli_shared::blobs::BlobId;
use linli_shared::calendar::Millis;
use linli_shared::cbor;
use linli_shared::ids::{AreaId, MemberId, RecordId};
use linli_shared::tickets::{HandState, Handler, Status};

use super::rows::{PublicRow, TicketRow, public_key};
use super::summing::sum_of_public;
use crate::device::rows::{Want, record};
use crate::device::{Device, Turn};
use crate::store::Table;

/// One of those who handle a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct HandSum {
    /// Who.
    #[n(0)]
    pub(crate) handler: Handler,
    /// How far: [`HandState`] by number.
    #[n(1)]
    pub(super) state: u8,
    /// Whether they lead.
    #[n(2)]
    pub(crate) is_lead: bool,
    /// Since when.
    #[n(3)]
    pub(crate) since: Millis,
}

impl HandSum {
    /// How far they are.
    pub(crate) const fn state(&self) -> HandState {
        match self.state {
            0 => HandState::Asked,
            1 => HandState::Working,
            2 => HandState::Returned,
            _ => HandState::Done,
        }
    }
}

/// A ticket or work thread in short.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct TicketSum {
    /// The record.
    #[n(0)]
    pub(crate) record: RecordId,
    /// Its scope.
    #[n(1)]
    pub(crate) scope: AreaId,
    /// Who wrote it.
    #[n(2)]
    pub(crate) reporter: MemberId,
    /// For whom, if not for themself.
    #[n(3)]
    pub(crate) for_member: Option<MemberId>,
    /// For whom, by name; empty if for a member.
    #[n(4)]
    pub(crate) for_person: String,
    /// The category's key.
    #[n(5)]
    pub(crate) category: String,
    /// Its area.
    #[n(6)]
    pub(crate) area: Option<AreaId>,
    /// Where in words.
    #[n(7)]
    pub(crate) place: String,
    /// In the reporter's words.
    #[n(8)]
    pub(crate) words: String,
    /// Where it stands.
    #[n(9)]
    pub(crate) status: Status,
    /// Who handles it or did.
    #[n(10)]
    pub(crate) hands: Vec<HandSum>,
    /// When it was reported: relay time, device time before.
    #[n(11)]
    pub(crate) reported: Millis,
    /// When the last step was, or the report.
    #[n(12)]
    pub(crate) changed: Millis,
    /// When somebody else wrote last.
    #[n(13)]
    pub(crate) heard: Option<Millis>,
    /// When the first answer came.
    #[n(14)]
    pub(crate) answered: Option<Millis>,
    /// When it was resolved.
    #[n(15)]
    pub(crate) resolved: Option<Millis>,
    /// When the reporter confirmed.
    #[n(16)]
    pub(crate) confirmed: Option<Millis>,
    /// Stars.
    #[n(17)]
    pub(crate) rating: Option<u8>,
    /// How often somebody asked for an answer since the last one.
    #[n(18)]
    pub(crate) urged: u32,
    /// Photos and files of the report.
    #[n(19)]
    pub(crate) attached: u8,
    /// The first photo's thumbnail.
    #[n(20)]
    pub(crate) thumb: Option<BlobId>,
    /// A service order.
    #[n(21)]
    pub(crate) is_service: bool,
    /// Of a work thread: its ticket.
    #[n(22)]
    pub(crate) thread_of: Option<RecordId>,
    /// A newer app is needed to decide on it, or to read it.
    #[n(23)]
    pub(crate) needs_newer_app: bool,
    /// It was opened for the level above.
    #[n(24)]
    pub(crate) opened_to: Option<Millis>,
    /// When the person looked at it last, by this device's clock.
    #[n(25)]
    pub(crate) opened: Option<Millis>,
    /// Somebody else wrote to it since.
    #[n(26)]
    pub(crate) is_unread: bool,
    /// When it was reopened last: from then on its time to be resolved counts.
    #[n(27)]
    pub(crate) reopened: Option<Millis>,
}

/// A public version in short.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct PublicSum {
    /// The record.
    #[n(0)]
    pub(crate) record: RecordId,
    /// Its scope.
    #[n(1)]
    pub(crate) scope: AreaId,
    /// Who published it.
    #[n(2)]
    pub(crate) publisher: MemberId,
    /// The category's key.
    #[n(3)]
    pub(crate) category: String,
    /// Its area.
    #[n(4)]
    pub(crate) area: Option<AreaId>,
    /// Where in words.
    #[n(5)]
    pub(crate) place: String,
    /// In words.
    #[n(6)]
    pub(crate) words: String,
    /// The reporter's name, if they wished it.
    #[n(7)]
    pub(crate) name: String,
    /// Where it stands.
    #[n(8)]
    pub(crate) status: Status,
    /// When it was published.
    #[n(9)]
    pub(crate) reported: Millis,
    /// When its state changed last.
    #[n(10)]
    pub(crate) changed: Millis,
    /// How many said "me too".
    #[n(11)]
    pub(crate) me_too: u32,
    /// Whether this person did.
    #[n(12)]
    pub(crate) is_mine_too: bool,
    /// Whether this person follows it.
    #[n(13)]
    pub(crate) follows: bool,
    /// Photos.
    #[n(14)]
    pub(crate) attached: u8,
    /// The first photo's thumbnail.
    #[n(15)]
    pub(crate) thumb: Option<BlobId>,
    /// A newer app is needed to read it.
    #[n(16)]
    pub(crate) needs_newer_app: bool,
    /// When the person looked at it last, by this device's clock.
    #[n(17)]
    pub(crate) opened: Option<Millis>,
}

/// Every summary, once a list was asked for.
#[derive(Debug, Default)]
pub(crate) struct Sums {
    /// Tickets and work threads.
    pub(crate) tickets: BTreeMap<RecordId, TicketSum>,
    /// Public versions.
    pub(crate) public: BTreeMap<RecordId, PublicSum>,
}

/// As a summary is stored.
#[derive(Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[allow(clippy::large_enum_variant, reason = "made and taken apart at once")]
pub(super) enum Sum {
    #[n(0)]
    Ticket(#[n(0)] TicketSum),
    #[n(1)]
    Public(#[n(0)] PublicSum),
}

/// The rows that [`Device::sums`] needs.
pub(crate) fn wants(device: &Device) -> Vec<Want> {
    if device.ticket_sums.is_some() { Vec::new() } else { vec![Want::All(Table::TicketSum)] }
}

impl Device {
    /// Every summary; the rows are [`wants`].
    ///
    /// # Errors
    /// [`Failure::StoreFailed`] if a row cannot be read, [`Failure::Defect`] if they were not loaded.
    pub(crate) fn sums(&mut self, turn: &Turn<'_>) -> Result<&Sums, Failure> {
        if self.ticket_sums.is_none() {
            if !turn.rows.has(&Want::All(Table::TicketSum)) {
                return Err(Failure::Defect);
            }
            let mut sums = Sums::default();
            for (_, value) in turn.rows.all(Table::TicketSum) {
                match cbor::from_slice(value).map_err(|_| Failure::StoreFailed)? {
                    Sum::Ticket(sum) => drop(sums.tickets.insert(sum.record, sum)),
                    Sum::Public(sum) => drop(sums.public.insert(sum.record, sum)),
                }
            }
            self.ticket_sums = Some(Box::new(sums));
        }
        self.ticket_sums.as_deref().ok_or(Failure::Defect)
    }

    /// The summaries, if a list was asked for since the start.
    pub(crate) fn sums_in_memory(&self) -> Option<&Sums> {
        self.ticket_sums.as_deref()
    }

    /// Writes a ticket's row with its summary, and tells of it.
    pub(crate) fn write_ticket(&mut self, id: RecordId, row: &TicketRow, turn: &mut Turn<'_>) {
        turn.rows.write(Table::Ticket, record(id), row);
        if let Some(sum) = self.sum_of(id, row) {
            turn.rows.write(Table::TicketSum, record(id), &Sum::Ticket(sum.clone()));
            if let Some(sums) = &mut self.ticket_sums {
                sums.tickets.insert(id, sum);
            }
        }
        turn.ticket_changed(id);
    }

    /// Forgets a ticket.
    pub(crate) fn drop_ticket(&mut self, id: RecordId, turn: &mut Turn<'_>) {
        turn.rows.delete(Table::Ticket, record(id));
        turn.rows.delete(Table::TicketSum, record(id));
        if let Some(sums) = &mut self.ticket_sums {
            sums.tickets.remove(&id);
        }
        turn.ticket_changed(id);
    }

    /// Writes a public version's row with its summary, and tells of it.
    pub(crate) fn write_public_row(&mut self, id: RecordId, row: &PublicRow, turn: &mut Turn<'_>) {
        turn.rows.write(Table::Ticket, public_key(id), row);
        let me = self.member().map(|(me, _)| me).unwrap_or_default();
        match sum_of_public(id, row, me) {
            Some(sum) => {
                turn.rows.write(Table::TicketSum, public_key(id), &Sum::Public(sum.clone()));
                if let Some(sums) = &mut self.ticket_sums {
                    sums.public.insert(id, sum);
                }
            }
            None => self.drop_public_sum(id, turn),
        }
        turn.ticket_changed(id);
    }

    /// Forgets a public version.
    pub(crate) fn drop_public_row(&mut self, id: RecordId, turn: &mut Turn<'_>) {
        turn.rows.delete(Table::Ticket, public_key(id));
        self.drop_public_sum(id, turn);
        turn.ticket_changed(id);
    }

    fn drop_public_sum(&mut self, id: RecordId, turn: &mut Turn<'_>) {
        turn.rows.delete(Table::TicketSum, public_key(id));
        if let Some(sums) = &mut self.ticket_sums {
            sums.public.remove(&id);
        }
    }
}
