//! What people do with tickets: report, take on, send on, talk, give back, resolve, confirm.
//!
//! **Invariant:** whatever a screen offers can be done, unless somebody was first in between.

use std::collections::BTreeSet;

use linli_contract::Failure;
use linli_contract::joining::{DecideHeld, ReadDesk};
use linli_contract::sync::Work;
use linli_contract::tickets::{
    Card, DoStep, Handler, MayDo, PublicWish, PublishTicket, ReadTicket, ReadTickets, ReportForm, SendReport, SetVoice,
    StartThread, Step, TicketList, TicketView,
};
use linli_shared::ids::{DeviceId, RecordId};
use linli_shared::tickets::public_record;

use super::affairs::{Place, Said, Ticket, mark};
use super::counts::Rare;
use super::world::{CLERK, PROPERTY, STEWARD, STREET, World};

/// Categories with whom their tickets go to.
const CATEGORIES: [(&str, &[Handler]); 4] = [
    ("light", &[Handler::Property]),
    ("fire", &[Handler::Property, Handler::GridWorkers]),
    ("noise", &[Handler::GridWorkers]),
    ("other", &[Handler::Committee]),
];
/// Tickets that are enough: more of them are met by nobody.
const ENOUGH: usize = 5;

impl World<'_> {
    /// Somebody reports, or does what is next with a ticket.
    pub(super) fn handle_ticket(&mut self, who: usize) -> Result<(), String> {
        let known: Vec<RecordId> = self.affairs.tickets.keys().copied().collect();
        let is_first = known.len() < ENOUGH && (known.is_empty() || self.dice.chance(20));
        if is_first && who != CLERK {
            return self.report(who);
        }
        if who == STEWARD && self.dice.chance(25) {
            return self.decide();
        }
        let Some(ticket) = self.dice.pick(&known) else { return Ok(()) };
        if who != CLERK && self.dice.chance(10) { self.say_me_too(who, ticket) } else { self.go_on(who, ticket) }
    }

    fn report(&mut self, who: usize) -> Result<(), String> {
        let (category, route) = CATEGORIES[self.dice.below(CATEGORIES.len())];
        let at = self.dice.below(2);
        let door = self.dice.pick(&self.town.estate.doors(at));
        let public = self.dice.chance(40).then_some(PublicWish::Nameless);
        let words = mark("报", self.model.unique());
        let form =
            ReportForm { category: category.into(), area: door, words: words.clone(), public, ..ReportForm::default() };
        let routed: BTreeSet<Handler> = route.iter().copied().collect();
        let mut handlers = routed.clone();
        // On duty everybody of a grid reads what one of them filed.
        if self.walked.contains_key(&who) {
            handlers.insert(Handler::GridWorkers);
        }
        let ticket = Ticket {
            reporter: Some(who),
            grid: self.town.estate.grids()[at],
            handlers,
            routed,
            is_public: public.is_some(),
        };
        let (sent, is_unsure) = self.try_ask(who, SendReport { form })?;
        let record = if is_unsure { self.reported(who, &words)? } else { sent };
        if let Some(record) = record {
            self.note(format!("{who} reports {words} as {record:?}"));
            self.affairs.tickets.insert(record, ticket);
            self.affairs.said.insert(words, Said { who, record, place: Place::Case, is_unsure: false });
        }
        Ok(())
    }

    /// Whether a phone that died while it sent a report kept it.
    fn reported(&mut self, who: usize, words: &str) -> Result<Option<RecordId>, String> {
        let time = self.town.time;
        let text = words.to_owned();
        let list = ReadTickets { list: TicketList::Mine, category: None, area: None, text, from: 0, count: 9 };
        let found = self.phone(who).ask(list, time).map_err(|failure| format!("{who} has no list: {failure}"))?;
        Ok(found.rows.first().map(|row| row.ticket))
    }

    /// A ticket as somebody sees it.
    fn see_ticket(&mut self, who: usize, ticket: RecordId) -> Result<Option<TicketView>, String> {
        let time = self.town.time;
        match self.phone(who).ask(ReadTicket { ticket }, time) {
            Ok(view) => Ok(Some(view)),
            Err(Failure::NotHere) => Ok(None),
            Err(failure @ (Failure::StoreFailed | Failure::DiskFull)) => {
                self.store_failed(who, &failure).map(|()| None)
            }
            Err(failure) => Err(format!("{who} cannot read a ticket: {failure}")),
        }
    }

    fn go_on(&mut self, who: usize, ticket: RecordId) -> Result<(), String> {
        let Some(view) = self.see_ticket(who, ticket)? else { return Ok(()) };
        let Some(may) = self.dice.pick(&view.may) else { return Ok(()) };
        let words = mark("步", self.model.unique());
        let to = self.receivers(&view);
        let step = match may {
            MayDo::Thread => return self.begin_thread(who, ticket, to),
            MayDo::Publish => {
                let publish = PublishTicket { ticket, words: mark("公", self.model.unique()), with_photos: false };
                return self.try_ask(who, publish).map(drop);
            }
            MayDo::Accept => Step::Accepted,
            MayDo::Note => Step::Note,
            MayDo::Send if to.is_empty() => return Ok(()),
            MayDo::Send => Step::Sent { to: to.clone() },
            MayDo::Offline => Step::Offline { card: Card { office: "一楼大厅".into(), ..Card::default() } },
            MayDo::Return => Step::Returned,
            MayDo::Resolve => Step::Resolved,
            MayDo::Confirm => Step::Confirmed,
            MayDo::Reopen => Step::Reopened,
            MayDo::Rate => Step::Rated { stars: 4 },
            MayDo::Urge => Step::Urged,
            MayDo::Withdraw if self.dice.chance(70) => return Ok(()),
            MayDo::Withdraw => Step::Withdrawn,
            MayDo::OpenTo => Step::OpenedTo { to: Handler::Department(STREET) },
        };
        let meant: Vec<Handler> = match &step {
            Step::Sent { to } => to.clone(),
            Step::OpenedTo { to } => vec![*to],
            Step::Accepted
            | Step::Note
            | Step::Offline { .. }
            | Step::Returned
            | Step::Resolved
            | Step::Confirmed
            | Step::Reopened
            | Step::Rated { .. }
            | Step::Urged
            | Step::Withdrawn => Vec::new(),
        };
        if let Some(known) = self.affairs.tickets.get_mut(&ticket) {
            known.handlers.extend(meant);
        }
        let what = format!("{step:?}");
        let (done, is_unsure) =
            self.try_ask(who, DoStep { ticket, step, words: words.clone(), attached: Vec::new() })?;
        if done.is_some() || is_unsure {
            self.note(format!("{who} {words} {what} of {ticket:?}"));
            self.affairs.said.insert(words, Said { who, record: ticket, place: Place::Step, is_unsure });
        }
        Ok(())
    }

    /// One or two of those a ticket may go to.
    fn receivers(&mut self, view: &TicketView) -> Vec<Handler> {
        let offered: Vec<Handler> = view.may_send_to.iter().map(|(handler, _)| *handler).collect();
        let first = self.dice.pick(&offered);
        let second = self.dice.pick(&offered).filter(|second| Some(*second) != first && self.dice.chance(30));
        first.into_iter().chain(second).collect()
    }

    fn begin_thread(&mut self, who: usize, ticket: RecordId, with: Vec<Handler>) -> Result<(), String> {
        let Some(of) = self.affairs.tickets.get(&ticket).cloned().filter(|_| !with.is_empty()) else { return Ok(()) };
        let own = match who {
            STEWARD => Handler::Committee,
            CLERK => Handler::Department(STREET),
            who if PROPERTY.contains(&who) => Handler::Property,
            _ => Handler::GridWorkers,
        };
        let words = mark("线", self.model.unique());
        let handlers: BTreeSet<Handler> = with.iter().copied().chain([own]).collect();
        let (begun, _) = self.try_ask(who, StartThread { ticket, with: with.clone(), words: words.clone() })?;
        if let Some(record) = begun {
            self.note(format!("{who} begins {words} {record:?} with {with:?}"));
            let thread = Ticket { reporter: None, routed: handlers.clone(), handlers, is_public: false, ..of };
            self.affairs.tickets.insert(record, thread);
            self.affairs.said.insert(words, Said { who, record, place: Place::Case, is_unsure: false });
        }
        Ok(())
    }

    fn say_me_too(&mut self, who: usize, ticket: RecordId) -> Result<(), String> {
        let report = public_record(ticket);
        let me_too = self.dice.chance(70);
        let (said, _) = self.try_ask(who, SetVoice { report, me_too, follows: !me_too })?;
        if said.is_some() {
            self.note(format!("{who} has a voice in {report:?}: {me_too}"));
        }
        Ok(())
    }

    /// The committee decides on all work on tickets and on the square that lies in quarantine; tells whether there was any.
    /// What the relay lost is admitted.
    pub(super) fn decide_on_all(&mut self) -> Result<bool, String> {
        let time = self.tick();
        let held = self.phone(STEWARD).ask(ReadDesk, time).map_err(|failure| format!("no desk: {failure}"))?.held;
        let here = [Work::Ticket, Work::Post, Work::Topic, Work::Activity, Work::Message];
        let of_tickets: Vec<_> =
            held.into_iter().filter(|one| one.what.iter().any(|what| here.contains(what))).collect();
        for one in &of_tickets {
            let (device, device_seq, act) = (one.device, one.device_seq, one.act);
            let is_admitted = self.model.had_restore || self.dice.chance(60);
            let decide = DecideHeld { device, device_seq, act, is_admitted };
            self.phone(STEWARD).ask(decide, time).map_err(|failure| format!("not decided: {failure}"))?;
            self.note_decision(device, device_seq, act, is_admitted);
        }
        Ok(!of_tickets.is_empty())
    }

    /// The committee decides on steps whose author's right had ended.
    fn decide(&mut self) -> Result<(), String> {
        let time = self.town.time;
        let held = match self.phone(STEWARD).ask(ReadDesk, time) {
            Ok(desk) => desk.held,
            Err(Failure::NoRight) => return Ok(()),
            Err(failure) => return Err(format!("the committee has no desk: {failure}")),
        };
        let only = |what: &[Work]| what.iter().all(|work| *work == Work::Ticket);
        let Some(one) = held.into_iter().find(|one| only(&one.what)) else { return Ok(()) };
        let (device, device_seq, act, is_admitted) = (one.device, one.device_seq, one.act, self.dice.chance(60));
        let (done, _) = self.try_ask(STEWARD, DecideHeld { device, device_seq, act, is_admitted })?;
        if done.is_some() {
            self.note_decision(device, device_seq, act, is_admitted);
        }
        Ok(())
    }

    fn note_decision(&mut self, device: DeviceId, device_seq: u64, act: u16, is_admitted: bool) {
        self.note(format!("the committee decides on {device:?} #{device_seq} act {act}: {is_admitted}"));
        self.counts.add(if is_admitted { Rare::Admitted } else { Rare::NotAdmitted });
    }
}
