//! What waits for this person's decision, as the relay told it last, and what they decided about requests.
//!
//! **Invariant:** a request leaves the screen because something is on its way or known, never because it was dropped here;
//! what was on its way and is refused comes back by itself.

use linli_contract::Event;
use linli_shared::calendar::Millis;
use linli_shared::ids::DeviceId;
use linli_shared::joining::JoinRequest;
use linli_shared::parcel::{Entry, Parcel};
use linli_shared::protocol::{Desk, LobbyReturn};
use linli_shared::roster::{DeviceKeys, RingKind};
use linli_shared::seal::BodyContext;

use super::rows::meta;
use super::{Device, Turn};
use crate::store::Table;

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Default, minicbor::Encode, minicbor::Decode)]
pub(crate) struct Reception {
    /// The relay's word.
    #[n(0)]
    pub(crate) desk: Option<Desk>,
    /// Requests that were shown face to face.
    #[n(1)]
    pub(crate) shown: Vec<Shown>,
    /// Requests returned that the relay has not heard of.
    #[n(2)]
    pub(crate) returns: Vec<LobbyReturn>,
}

/// A request that was shown face to face.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct Shown {
    /// The newcomer's keys.
    #[n(0)]
    pub(crate) keys: DeviceKeys,
    /// What they say.
    #[n(1)]
    pub(crate) request: JoinRequest,
    /// When it was shown, by this device's clock.
    #[n(2)]
    pub(crate) at: Millis,
}

impl Device {
    /// What waits.
    pub(crate) fn reception(&self) -> &Reception {
        &self.reception
    }

    pub(crate) fn set_reception(&mut self, reception: Reception, turn: &mut Turn<'_>) {
        turn.rows.write(Table::Meta, meta::DESK.to_vec(), &reception);
        self.reception = reception;
        turn.tell(Event::DeskChanged);
    }

    /// The name of what this device knows to wait for its decision, if it may decide on anything.
    pub(super) fn asks_for_desk(&self) -> Option<u64> {
        let member = self.member().ok()?.0;
        let time = self.sync.last_met.unwrap_or_default();
        let known = self.reception.desk.as_ref().map_or(0, |desk| desk.name);
        self.roster().is_entitled(member, RingKind::Reviewers, time).then_some(known)
    }

    /// Whether this device learned in this meeting that it may decide, and has not asked what there is to decide.
    pub(super) fn may_ask_for_desk_now(&self) -> bool {
        !self.has_asked_for_desk && self.asks_for_desk().is_some()
    }

    /// Requests to join that this device returns.
    pub(super) fn returns(&self) -> Option<Vec<LobbyReturn>> {
        Some(self.reception.returns.clone()).filter(|returns| !returns.is_empty())
    }

    /// Notes what a request asks and is sent with, so that its answer settles no more than that.
    pub(super) fn note_asked(&mut self) {
        self.has_asked_for_desk = self.asks_for_desk().is_some();
        self.returns_sent = self.reception.returns.iter().map(|returned| returned.device).collect();
    }

    /// Takes in what an answer says of the desk; an answer also says that what was returned has arrived.
    pub(super) fn take_desk(&mut self, desk: Option<&Desk>, turn: &mut Turn<'_>) {
        let sent: Vec<DeviceId> = core::mem::take(&mut self.returns_sent);
        let decides = self.asks_for_desk().is_some();
        let is_known = |shown: &Shown| self.roster().device(shown.keys.device()).is_some();
        let is_moot = self.reception.shown.iter().any(is_known) || (!decides && self.reception.desk.is_some());
        if desk.is_none() && sent.is_empty() && !is_moot {
            return;
        }
        let mut reception = self.reception.clone();
        reception.returns.retain(|returned| !sent.contains(&returned.device));
        reception.shown.retain(|shown| !is_known(shown));
        reception.desk = desk.cloned().or(reception.desk).filter(|_| decides);
        if reception != self.reception {
            self.set_reception(reception, turn);
            turn.durable();
        }
    }

    /// The content of an entry of a parcel that has no place; `index` counts all entries of the parcel.
    pub(crate) fn open_entry(&self, parcel: &Parcel, index: u16, entry: &Entry) -> Option<Vec<u8>> {
        let header = parcel.header();
        let context = BodyContext {
            log: header.log,
            device: header.device,
            nonce: header.nonce,
            index,
            record: entry.record,
            kind: entry.kind,
            scope: entry.scope,
        };
        self.open_content(&context, entry.key.as_ref()?, &entry.body).ok()
    }
}
