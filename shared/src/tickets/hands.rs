//! Who has a ticket: asked, at work, passed by, and which of them leads.

use super::rights::By;
use super::{CommunityTables, Hand, HandState, Handler, Ticket};
use crate::calendar::Millis;

impl Ticket {
    pub(super) fn state_of(&self, handler: Handler) -> Option<HandState> {
        self.hands.iter().find(|hand| hand.handler == handler).map(|hand| hand.state)
    }

    /// Sets how far a handler is; one who is new comes last.
    pub(super) fn set(&mut self, handler: Handler, state: HandState, time: Millis) {
        self.ever.insert(handler);
        match self.hands.iter_mut().find(|hand| hand.handler == handler) {
            Some(hand) if hand.state == state => {}
            Some(hand) => (hand.state, hand.since) = (state, time),
            None => self.hands.push(Hand { handler, state, is_lead: false, since: time }),
        }
    }

    /// Gives the lead to `wished` if they have the ticket now, otherwise leaves it where it is, or to the first who has it.
    pub(super) fn lead(&mut self, wished: Option<Handler>) {
        let active = |ticket: &Self, handler: Handler| {
            ticket.hands.iter().any(|hand| hand.handler == handler && hand.is_active())
        };
        let wished = wished.filter(|handler| active(self, *handler));
        let held = self.hands.iter().find(|hand| hand.is_lead && hand.is_active()).map(|hand| hand.handler);
        let first = self.hands.iter().find(|hand| hand.is_active()).map(|hand| hand.handler);
        // Where nobody has it any more, whoever led last is still told from the others.
        let Some(leads) = wished.or(held).or(first) else { return };
        self.hands.iter_mut().for_each(|hand| hand.is_lead = hand.handler == leads);
    }

    /// Asks handlers; whoever works on it goes on doing so. The first leads.
    pub(super) fn ask(&mut self, to: &[Handler], time: Millis, tables: &CommunityTables) {
        for handler in to {
            if self.state_of(*handler) != Some(HandState::Working) {
                self.set(*handler, HandState::Asked, time);
            }
            self.level = self.level.max(tables.level(*handler));
        }
        self.lead(to.first().copied());
    }

    /// Somebody works on it, who may not have been asked.
    pub(super) fn work(&mut self, by: By, time: Millis) {
        if let Some(handler) = by.hand() {
            self.set(handler, HandState::Working, time);
            self.lead(None);
        }
    }

    /// Takes the ticket from handlers: who worked on it has done their part, who was only asked never had one.
    pub(super) fn release(&mut self, which: impl Fn(Handler) -> bool, time: Millis) {
        self.hands.retain(|hand| hand.state != HandState::Asked || !which(hand.handler));
        for hand in self.hands.iter_mut().filter(|hand| hand.state == HandState::Working && which(hand.handler)) {
            (hand.state, hand.since) = (HandState::Done, time);
        }
    }
}
