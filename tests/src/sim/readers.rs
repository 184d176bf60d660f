//! The invariants of tickets and notices: the same trail for everybody who reads one, and not a word for anybody else.

use std::collections::{BTreeMap, BTreeSet};

use linli_contract::notices::ReadReach;
use linli_contract::tickets::Handler;
use linli_core::device::outbox::OutState;
use linli_shared::calendar::Millis;
use linli_shared::ids::RecordId;
use linli_shared::kinds::{Family, Kind};
use linli_shared::protocol::SyncAnswer;
use linli_shared::tickets::public_record;

use super::affairs::{Place, Ticket};
use super::counts::Rare;
use super::trails::{Trails, Waiting, follow, stored, waiting};
use super::world::{CLERK, STEWARD, World};
use crate::cast::Phone;

/// What a phone shows of tickets and notices, and what waits on it, once everything is healed.
#[derive(Debug)]
pub(super) struct Readers(pub(super) BTreeMap<usize, (Trails, Waiting)>);

impl World<'_> {
    fn follow_on(&self, phone: &mut Phone) -> Result<Trails, String> {
        let tickets: Vec<RecordId> = self.affairs.tickets.keys().copied().collect();
        let name = phone.name.clone();
        follow(phone, tickets.into_iter(), self.town.time, !self.model.had_restore)
            .map_err(|failure| format!("{name} sees nothing: {failure}"))
    }

    /// What somebody's phone shows.
    pub(super) fn trails(&mut self, who: usize) -> Result<Trails, String> {
        let tickets: Vec<RecordId> = self.affairs.tickets.keys().copied().collect();
        let (time, is_timed) = (self.town.time, !self.model.had_restore);
        let phone = self.phone(who);
        follow(phone, tickets.into_iter(), time, is_timed).map_err(|failure| format!("{who} sees nothing: {failure}"))
    }

    /// Every word that a phone reported as saved is in sight on it or stands in its outbox.
    pub(super) fn no_word_is_lost(&mut self, who: usize) -> Result<(), String> {
        let states = waiting(&self.town.phones[who]);
        let trails = self.trails(who)?;
        let own = self.affairs.said.iter().filter(|(_, said)| said.who == who && !said.is_unsure);
        for (words, said) in own {
            if !trails.words.contains(words) && !states.contains_key(&(words.clone(), said.record)) {
                let shown = trails.tickets.get(&said.record);
                return Err(format!("{who} lost {words} of {:?}: {shown:?}", said.record));
            }
        }
        Ok(())
    }

    /// Nothing of a ticket is delivered to a phone whose member never was one of its readers.
    pub(super) fn delivers_only_ones_own(&self, who: usize, answer: &SyncAnswer) -> Result<(), String> {
        let entries = answer.logs.iter().flat_map(|log| &log.parcels).flat_map(|one| one.parcel.acts());
        for (_, entry) in entries.flat_map(|act| act.entries()) {
            let Some(ticket) = self.affairs.tickets.get(&entry.record) else { continue };
            if entry.kind.family() == Family::Ticket && !self.may_hold(who, ticket) {
                return Err(format!("the relay gives {who} {:?} of {:?}", entry.kind, entry.record));
            }
        }
        Ok(())
    }

    /// Whether somebody may read what the community writes now.
    pub(super) fn is_neighbour_now(&self, who: usize) -> bool {
        let has_grids = self.grids.get(&who).is_none_or(|grids| !grids.is_empty());
        who != CLERK && has_grids && !self.affairs.idle.contains(&who)
    }

    /// Whether a phone has own work in a record that others do not see.
    pub(super) fn waits_with(&self, who: usize, record: RecordId) -> bool {
        self.affairs.disputed.contains(&record)
            || self.town.phones[who].device().outbox().any(|item| item.record == record && item.is_pending())
    }

    /// Everything that must hold of tickets and notices once all have met an honest relay.
    pub(super) fn affairs_at_the_end(&mut self, stay: &[usize]) -> Result<Readers, String> {
        let mut ends = BTreeMap::new();
        for who in stay {
            self.no_word_is_lost(*who)?;
            let states = waiting(&self.town.phones[*who]);
            ends.insert(*who, (self.trails(*who)?, states));
        }
        for (who, (trails, _)) in &ends {
            let notices: Vec<_> = trails.notices.values().collect();
            self.note(format!("{who} follows {:?} {:?} {notices:?}", trails.tickets, trails.publics));
            self.note(format!("{who} sees {:?} {:?}", trails.plaza.records, trails.plaza.ballots));
        }
        let readers = Readers(ends);
        self.count_trails(&readers);
        self.readers_of_a_ticket_agree(&readers)?;
        self.readers_of_the_square_agree(&readers)?;
        self.what_was_said_is_heard(&readers)?;
        self.nobody_else_holds_a_word(&readers)?;
        self.publishers_count_who_answered(&readers)?;
        Ok(readers)
    }

    fn count_trails(&mut self, readers: &Readers) {
        let Some((trails, _)) = readers.0.get(&STEWARD) else { return };
        for (record, trail) in &trails.tickets {
            (0..trail.voids).for_each(|_| self.counts.add(Rare::VoidStep));
            let Some(ticket) = self.affairs.tickets.get(record) else { continue };
            let came_late: Vec<Handler> = trail.hands.difference(&ticket.routed).copied().collect();
            let by_that = |who: &usize| {
                let alone = Ticket { handlers: ticket.routed.clone(), ..ticket.clone() };
                !self.may_hold(*who, &alone) && came_late.iter().any(|hand| self.is_on_duty(*who, *hand, ticket.grid))
            };
            let late: Vec<usize> = readers.0.keys().copied().filter(by_that).collect();
            let reads = |who: &&usize| readers.0[*who].0.tickets.get(record).is_some_and(|trail| trail.steps > 1);
            let count = late.iter().filter(reads).count();
            (0..count).for_each(|_| self.counts.add(Rare::LateReader));
        }
    }

    /// Whether a phone has to show a ticket that the committee shows.
    fn must_read(&self, who: usize, ticket: &Ticket, hands: &BTreeSet<Handler>) -> bool {
        let is_reporters = ticket.reporter.is_some_and(|reporter| self.is_same_member(who, reporter));
        who == STEWARD || is_reporters || hands.iter().any(|hand| self.is_on_duty(who, *hand, ticket.grid))
    }

    fn readers_of_a_ticket_agree(&self, readers: &Readers) -> Result<(), String> {
        let Some((of_committee, _)) = readers.0.get(&STEWARD) else { return Ok(()) };
        for (record, ticket) in &self.affairs.tickets {
            let expected = of_committee.tickets.get(record).filter(|_| !self.waits_with(STEWARD, *record));
            for (who, (trails, _)) in &readers.0 {
                let shown = trails.tickets.get(record);
                if shown.is_some() && !self.may_hold(*who, ticket) {
                    return Err(format!("{who} reads {record:?}, which is not for them"));
                }
                if shown.is_some_and(|trail| !trail.is_in_order) {
                    return Err(format!("{who} does not show {record:?} in the relay's order: {shown:?}"));
                }
                let Some(expected) = expected.filter(|_| !self.waits_with(*who, *record)) else { continue };
                if self.must_read(*who, ticket, &expected.hands) && shown != Some(expected) {
                    return Err(format!("the committee and {who} differ at {record:?}:\n{expected:?}\n{shown:?}"));
                }
            }
            let report = public_record(*record);
            let shown = |who: &usize| readers.0[who].0.publics.get(&report);
            let neighbours =
                readers.0.keys().filter(|who| self.is_neighbour_now(**who) && !self.waits_with(**who, report));
            let neighbours: Vec<usize> = neighbours.copied().collect();
            if let Some(pair) = neighbours.windows(2).find(|pair| shown(&pair[0]) != shown(&pair[1])) {
                let both = (shown(&pair[0]), shown(&pair[1]));
                return Err(format!("{} and {} differ at the public {report:?}:\n{both:?}", pair[0], pair[1]));
            }
        }
        for (record, notice) in &self.affairs.notices {
            let seen: Vec<_> =
                readers.0.iter().filter_map(|(who, (trails, _))| Some((who, trails.notices.get(record)?))).collect();
            let is_settled = |who: usize| self.is_neighbour_now(who) && !self.waits_with(who, *record);
            let settled: Vec<_> = seen.iter().filter(|(who, _)| is_settled(**who)).collect();
            // Whoever had it before the relay lost it goes on saying since when.
            let is_same = |one: &(String, Millis), other: &(String, Millis)| {
                one.0 == other.0 && (self.model.had_restore || one.1 == other.1)
            };
            if let Some(pair) = settled.windows(2).find(|pair| !is_same(pair[0].1, pair[1].1)) {
                return Err(format!("two differ at the notice {record:?} of {}: {pair:?}", notice.by));
            }
        }
        Ok(())
    }

    /// What left an outbox without a refusal is heard by those it is for; what was refused, by nobody.
    fn what_was_said_is_heard(&self, readers: &Readers) -> Result<(), String> {
        for (words, said) in self.affairs.said.iter().filter(|(_, said)| !self.model.removed.contains(&said.who)) {
            let state = readers.0.get(&said.who).and_then(|(_, states)| states.get(&(words.clone(), said.record)));
            let is_refused = matches!(state, Some(OutState::Refused(_)));
            let may_be_quarantined = self.model.had_restore && self.model.demoted.contains(&said.who);
            for (who, (trails, _)) in &readers.0 {
                let is_heard = trails.words.contains(words);
                // A step that came too late stays in the trail, with its reason.
                if is_refused && is_heard && said.place != Place::Step && *who != said.who {
                    return Err(format!("{who} shows {words} of {}, which was refused", said.who));
                }
                let is_for_them = match said.place {
                    Place::Case | Place::Step => *who == STEWARD,
                    Place::Square => self.is_neighbour_now(*who),
                    Place::Notice => {
                        self.affairs.notices.get(&said.record).is_some_and(|notice| self.must_see(*who, notice))
                    }
                };
                let is_settled = !self.affairs.disputed.contains(&said.record);
                let is_due = is_settled && is_for_them && state.is_none() && !said.is_unsure && !may_be_quarantined;
                if is_due && !is_heard {
                    return Err(format!("{who} does not hear {words} of {} in {:?}", said.who, said.record));
                }
            }
        }
        Ok(())
    }

    /// Not a word of a ticket lies in the store of a phone whose member never was one of its readers.
    fn nobody_else_holds_a_word(&self, readers: &Readers) -> Result<(), String> {
        for (who, phone) in self.town.phones.iter().enumerate() {
            let held = stored(phone);
            if let Some((trails, _)) = readers.0.get(&who)
                && let Some(lacking) = trails.words.difference(&held).next()
            {
                return Err(format!("{who} shows {lacking}, which was not found in its store"));
            }
            for words in &held {
                let Some(said) = self.affairs.said.get(words) else { continue };
                if who == CLERK && said.place == Place::Square {
                    return Err(format!("{who} holds {words}, which is for the community"));
                }
                let Some(ticket) = self.affairs.tickets.get(&said.record) else { continue };
                let is_open = said.place == Place::Case && ticket.is_public;
                if !is_open && !self.may_hold(who, ticket) {
                    return Err(format!("{who} holds {words} of {:?}, which is not for them", said.record));
                }
            }
        }
        Ok(())
    }

    /// A publisher's count is that of the members who answered: every answer arrives, none counts twice.
    fn publishers_count_who_answered(&mut self, readers: &Readers) -> Result<(), String> {
        let time = self.town.time;
        for (record, notice) in self.affairs.notices.clone() {
            let is_unsettled = self.model.had_restore && !self.model.demoted.is_empty();
            let is_shown = readers.0.get(&notice.by).is_some_and(|(trails, _)| trails.notices.contains_key(&record));
            if is_unsettled || !is_shown || !self.is_neighbour_now(notice.by) {
                continue;
            }
            let receipts = [Kind::Receipt, Kind::PropertyReceipt];
            let is_out = |who: &usize| {
                let mut items = self.town.phones[*who].device().outbox();
                !items.any(|item| item.record == record && receipts.contains(&item.kind))
            };
            let members = |phones: &BTreeSet<usize>| {
                let arrived = phones.iter().filter(|who| is_out(who));
                arrived.map(|who| self.town.seat(crate::cast::Person(*who)).member).collect::<BTreeSet<_>>().len()
            };
            let sure = members(&notice.answered);
            let most = members(&(&notice.answered | &notice.unsure));
            let view = self.town.phones[notice.by]
                .ask(ReadReach { notice: record }, time)
                .map_err(|failure| format!("{} cannot see whom {record:?} reached: {failure}", notice.by))?;
            let counted = (view.elsewhere + view.read) as usize;
            if counted < sure || counted > most {
                return Err(format!("{} counts {counted} of {sure} to {most} answers to {record:?}", notice.by));
            }
        }
        Ok(())
    }

    /// A phone that starts from nothing folds the relay's order to the same.
    pub(super) fn a_newcomer_follows_the_same(
        &self,
        who: usize,
        phone: &mut Phone,
        readers: &Readers,
    ) -> Result<(), String> {
        let trails = self.follow_on(phone)?;
        self.a_newcomer_sees_the_same_square(who, &trails, readers)?;
        let Some((of_committee, _)) = readers.0.get(&STEWARD) else { return Ok(()) };
        for (record, ticket) in &self.affairs.tickets {
            let is_settled = !self.waits_with(who, *record) && !self.waits_with(STEWARD, *record);
            let Some(expected) = of_committee.tickets.get(record).filter(|_| is_settled) else { continue };
            let shown = trails.tickets.get(record);
            if self.must_read(who, ticket, &expected.hands) && shown != Some(expected) {
                return Err(format!("a newcomer as {who} differs at {record:?}:\n{expected:?}\n{shown:?}"));
            }
        }
        Ok(())
    }
}
