//! Taking in facts: roster, wraps, areas, visits.

use linli_contract::{Event, Failure};
use linli_shared::access::{self};
use linli_shared::areas::{AreaFact, AreaFactError, Place as TreePlace};
use linli_shared::ids::RingId;
use linli_shared::kinds::Kind;
use linli_shared::roster::RosterFact;
use linli_shared::seal::unwrap;

use crate::device::rows::{self, FactRow, meta};
use crate::device::{Device, Turn, VoidReason};
use crate::store::Table;
use crate::visits::fact::{VisitFact, WithdrawalFact};

use super::acts::{At, Miss};

impl Device {
    pub(super) fn take_roster(&mut self, at: &At<'_>, turn: &mut Turn<'_>) -> Result<(), VoidReason> {
        if at.seq < self.roster.last() {
            return Ok(());
        }
        let device = at.parcel.header().device;
        let fact = RosterFact::from_body(&at.entry.body).map_err(|_| VoidReason::Malformed)?;
        let mut of_place = self.roster.facts().iter().rev().take_while(|(seq, _)| *seq == at.seq);
        if of_place.any(|(_, known)| *known == fact) {
            return Ok(());
        }
        access::may_fact(self.roster(), at.time, device, &fact).map_err(|_| VoidReason::NoRight)?;
        if let (RosterFact::Founded { root, .. }, Some(identity)) = (&fact, &self.identity)
            && *root != identity.seat.root
        {
            return Err(VoidReason::NoRight);
        }
        turn.rows.put(Table::Meta, meta::at(meta::ROSTER, at.seq, at.index), at.entry.body.clone());
        let turned = if let RosterFact::RingTurned { turn } = &fact { Some(turn.ring) } else { None };
        if let RosterFact::DeviceAdded { keys, .. } = &fact {
            let added = keys.device();
            turn.rows.put(Table::Meta, meta::added(added), at.time.0.to_be_bytes().to_vec());
            self.added.insert(added, at.time);
        }
        self.note_time(at.seq, &fact, at.placed, turn);
        self.roster.push(at.seq, fact.clone());
        crate::rights::due::fact(self, &fact, device, at.time, turn);
        // A secret may have come before the roster names it.
        if let Some(ring) = turned {
            self.note_turn(ring, at.seq, at.time, turn);
            self.follow_links(ring, turn);
        }
        turn.durable();
        turn.tell(Event::StandingChanged);
        turn.tell(Event::DeskChanged);
        Ok(())
    }

    pub(super) fn take_wrap(&mut self, at: &At<'_>, turn: &mut Turn<'_>) -> Result<(), VoidReason> {
        let Some(identity) = &self.identity else { return Ok(()) };
        if at.entry.scope.0 != identity.device.0 {
            return Ok(());
        }
        let ring = RingId(at.entry.record.0);
        let (generation, secret) = unwrap(&at.entry.body, identity.seat.log, ring, identity.device, &identity.keys)
            .map_err(|_| VoidReason::Malformed)?;
        let key = secret.key_ref(ring, generation);
        if !self.roster().ring(ring).is_some_and(|ring| ring.has(&key)) {
            return Err(VoidReason::Malformed);
        }
        if self.secret(&key).is_none() {
            self.hold_secret(ring, generation, secret, turn);
        }
        self.follow_links(ring, turn);
        turn.tell(Event::StandingChanged);
        Ok(())
    }

    pub(super) fn take_paper(&mut self, at: &At<'_>, turn: &mut Turn<'_>) -> Result<(), VoidReason> {
        // What is made for another device came along with an act of one's own.
        let identity = self.identity.as_ref().ok_or(VoidReason::NoRight)?;
        if at.entry.kind.is_for_device() && at.entry.scope.0 != identity.device.0 {
            return Ok(());
        }
        if at.entry.kind == Kind::OwnMarks {
            return crate::chats::marks::take(self, at, turn);
        }
        let content = match self.paper(at.entry.kind, at.entry.record) {
            Some(row) if self.is_own_letter(at) => row.content.clone(),
            Some(_) | None => self.content(at)?,
        };
        if at.entry.kind == Kind::Knock {
            crate::chats::knocks::may_keep(self, at, &content)?;
        }
        if at.entry.kind == Kind::HallRules {
            self.note_rules(at.entry.record, at.seq, &content, turn);
        }
        let device = at.parcel.header().device;
        let row = FactRow { meta: self.meta_of(at), content, device, seq: at.seq, withdrawn: None };
        self.keep_paper(at.entry.kind, at.entry.record, row, turn);
        turn.durable();
        Ok(())
    }

    pub(super) fn take_area(&mut self, at: &At<'_>, turn: &mut Turn<'_>) -> Result<(), VoidReason> {
        let content = self.content(at)?;
        let fact = match AreaFact::decode(&content) {
            Ok(fact) => fact,
            // Only the committee writes plans, so what a newer release says of one is kept for when this one is renewed.
            Err(AreaFactError::Newer) if at.entry.kind == Kind::AreaPlan => {
                turn.rows.put(Table::Meta, meta::at(meta::AREA, at.seq, at.index), content);
                self.areas.confirm_newer(at.seq, at.index);
                turn.durable();
                return Ok(());
            }
            Err(_) => return Err(VoidReason::Malformed),
        };
        if (at.entry.kind == Kind::Door) != matches!(fact, AreaFact::Door { .. }) {
            return Err(VoidReason::Malformed);
        }
        let past = self.past_roster(at.judged);
        let roster = past.as_deref().unwrap_or(self.roster());
        self.may_area(roster, at.time, at.parcel.header().device, &fact, at.judged)?;
        turn.rows.put(Table::Meta, meta::at(meta::AREA, at.seq, at.index), content);
        for number in at.own {
            self.areas.drop_own(*number);
        }
        self.tree.apply(TreePlace::Confirmed(at.seq), &fact);
        self.areas.confirm(at.seq, at.index, fact);
        turn.durable();
        turn.tell(Event::AreasChanged);
        Ok(())
    }

    pub(in crate::device) fn rebuild_tree(&mut self) {
        if let Some(log) = self.log() {
            self.tree = self.areas.tree(log);
        }
    }

    pub(super) fn take_visit(&mut self, at: &At<'_>, turn: &mut Turn<'_>) -> Result<Result<(), Miss>, Failure> {
        let content = match self.content(at) {
            Ok(content) => content,
            Err(reason) => return Ok(Err(reason.into())),
        };
        let Ok(fact) = VisitFact::from_content(&content) else { return Ok(Err(VoidReason::Malformed.into())) };
        if let Err(reason) = self.is_door_within(fact.door, at.entry.scope, at.judged) {
            return Ok(Err(reason.into()));
        }
        let withdrawn =
            turn.rows.read::<FactRow>(Table::Fact, &rows::record(at.entry.record))?.and_then(|row| row.withdrawn);
        let device = at.parcel.header().device;
        let row = FactRow { meta: self.meta_of(at), content, device, seq: at.seq, withdrawn };
        turn.rows.write(Table::Fact, rows::record(at.entry.record), &row);
        self.sum_visit(at.entry.record, &fact, &row, turn);
        Ok(Ok(()))
    }

    pub(super) fn take_withdrawal(&mut self, at: &At<'_>, turn: &mut Turn<'_>) -> Result<Result<(), Miss>, Failure> {
        let content = match self.content(at) {
            Ok(content) => content,
            Err(reason) => return Ok(Err(reason.into())),
        };
        let Ok(withdrawal) = WithdrawalFact::from_content(&content) else {
            return Ok(Err(VoidReason::Malformed.into()));
        };
        let Some(mut row) = turn.rows.read::<FactRow>(Table::Fact, &rows::record(at.entry.record))? else {
            return Ok(Err(VoidReason::NoRight.into()));
        };
        let Ok(fact) = VisitFact::from_content(&row.content) else { return Err(Failure::StoreFailed) };
        row.withdrawn = Some(withdrawal.seconds);
        turn.rows.write(Table::Fact, rows::record(at.entry.record), &row);
        self.sum_visit(at.entry.record, &fact, &row, turn);
        Ok(Ok(()))
    }
}
