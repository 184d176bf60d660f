//! How rows are summed up.

use linli_shared::blobs::{Attachment, BlobId};
use linli_shared::calendar::Millis;
use linli_shared::ids::{MemberId, RecordId};
use linli_shared::tickets::{
    CaseContent, FoldedStep, HandState, PublicContent, Status, Step, Ticket, VERSION, Whereabouts,
};

use super::keep::fold_of;
use super::rows::{PublicRow, TicketRow};
use super::sums::{HandSum, PublicSum, TicketSum};
use crate::device::Device;

impl Device {
    /// Sums a ticket up; `None` while nothing of it can be read.
    pub(super) fn sum_of(&self, id: RecordId, row: &TicketRow) -> Option<TicketSum> {
        let at = row.case.as_ref()?;
        let me = self.member().map(|(me, _)| me).unwrap_or_default();
        let folded = fold_of(self, row);
        let case = at.content();
        let needs_newer_app = case.is_none() || folded.as_ref().is_none_or(|ticket| ticket.needs_newer_app);
        let steps = folded.as_ref().map(|ticket| ticket.steps.as_slice()).unwrap_or_default();
        let others = steps.iter().map(|step| &step.placed).filter(|placed| placed.actor.member != me);
        let heard = others.map(|placed| placed.time).max().or((at.author != me).then(|| at.stand.time()));
        let counts = |step: &&FoldedStep| step.void.is_none();
        let last = steps.iter().filter(counts).map(|step| step.placed.time).max();
        let newest = |is: fn(&Step) -> bool| {
            let of_kind = |step: &&FoldedStep| step.placed.content.as_ref().is_some_and(|content| is(&content.step));
            steps.iter().filter(counts).filter(of_kind).map(|step| step.placed.time).max()
        };
        let opened_to = newest(|step| matches!(step, Step::OpenedTo { .. }));
        let reopened = newest(|step| *step == Step::Reopened);
        let hands = folded.as_ref().map(hands).unwrap_or_default();
        let case = case.unwrap_or_else(unreadable);
        let photos = case.attached.iter().find_map(thumb_of);
        Some(TicketSum {
            record: id,
            scope: row.meta.scope,
            reporter: at.author,
            for_member: case.for_member,
            for_person: case.for_person,
            category: case.category,
            area: case.place.area,
            place: case.place.words,
            words: case.words,
            status: folded.as_ref().map_or(Status::Submitted, |ticket| ticket.status),
            hands,
            reported: at.stand.time(),
            changed: last.unwrap_or(at.stand.time()),
            heard,
            answered: folded.as_ref().and_then(|ticket| ticket.answered),
            resolved: folded.as_ref().and_then(|ticket| ticket.resolved),
            confirmed: folded.as_ref().and_then(|ticket| ticket.confirmed),
            rating: folded.as_ref().and_then(|ticket| ticket.rating),
            urged: folded.as_ref().map_or(0, |ticket| ticket.urged),
            attached: u8::try_from(case.attached.len()).unwrap_or(u8::MAX),
            thumb: photos,
            is_service: case.is_service,
            thread_of: case.thread_of,
            needs_newer_app,
            opened_to,
            opened: row.opened,
            is_unread: row.is_unread,
            reopened,
        })
    }
}

fn hands(ticket: &Ticket) -> Vec<HandSum> {
    let hands = ticket.hands.iter();
    hands
        .map(|hand| HandSum {
            handler: hand.handler,
            state: number_of(hand.state),
            is_lead: hand.is_lead,
            since: hand.since,
        })
        .collect()
}

const fn number_of(state: HandState) -> u8 {
    match state {
        HandState::Asked => 0,
        HandState::Working => 1,
        HandState::Returned => 2,
        HandState::Done => 3,
    }
}

fn thumb_of(attached: &Attachment) -> Option<BlobId> {
    attached.thumb.as_ref().map(|thumb| thumb.id)
}

/// What is shown of a case that a newer release wrote.
fn unreadable() -> CaseContent {
    CaseContent {
        version: VERSION,
        category: String::new(),
        place: Whereabouts::default(),
        words: String::new(),
        attached: Vec::new(),
        for_member: None,
        for_person: String::new(),
        phone: String::new(),
        public: None,
        sent_to: Vec::new(),
        at: Millis(0),
        thread_of: None,
        is_service: false,
    }
}

/// Sums a public version up; `None` while it is not here.
pub(super) fn sum_of_public(id: RecordId, row: &PublicRow, me: MemberId) -> Option<PublicSum> {
    let at = row.report.as_ref()?;
    let content = at.public();
    let voices = row.voices();
    let mine = voices.iter().find(|(member, _)| *member == me).map(|(_, voice)| voice);
    let state = row.state();
    let reported = at.stand.time();
    let text = |of: fn(&PublicContent) -> &String| content.as_ref().map(of).cloned().unwrap_or_default();
    let attached = content.as_ref().map(|content| content.attached.as_slice()).unwrap_or_default();
    Some(PublicSum {
        record: id,
        scope: row.scope,
        publisher: at.actor.member,
        category: text(|content| &content.category),
        area: content.as_ref().and_then(|content| content.place.area),
        place: text(|content| &content.place.words),
        words: text(|content| &content.words),
        name: text(|content| &content.name),
        status: state.map_or(Status::Accepted, |(status, _)| status),
        reported,
        changed: state.map_or(reported, |(_, since)| since),
        me_too: voices.iter().filter(|(_, voice)| voice.me_too).count() as u32,
        is_mine_too: mine.is_some_and(|voice| voice.me_too),
        follows: mine.is_some_and(|voice| voice.follows),
        attached: u8::try_from(attached.len()).unwrap_or(u8::MAX),
        thumb: attached.iter().find_map(thumb_of),
        needs_newer_app: content.is_none(),
        opened: row.opened,
    })
}
