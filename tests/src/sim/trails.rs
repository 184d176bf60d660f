//! Looking at a phone's tickets, public versions, notices and square as its person does, and into what its store holds.

use std::collections::{BTreeMap, BTreeSet};

use futures::FutureExt;
use linli_contract::Failure;
use linli_contract::notices::{NoticeRow, ReadNotices};
use linli_contract::sync::RecordSync;
use linli_contract::tickets::{Handler, ReadPublic, ReadTicket, TicketRow, TicketView};
use linli_core::device::outbox::{OutBody, OutState};
use linli_core::store::{Disk, SealedStore, StoreKey, Table};
use linli_shared::calendar::Millis;
use linli_shared::ids::RecordId;
use linli_shared::tickets::public_record;

use super::affairs::marks;
use super::plaza::{Plaza, survey};
use crate::cast::Phone;

/// What waits or was refused of each mark in a record.
pub(super) type Waiting = BTreeMap<(String, RecordId), OutState>;

/// What a phone shows of tickets and notices.
#[derive(Debug, Default)]
pub(super) struct Trails {
    /// The marks in sight.
    pub(super) words: BTreeSet<String>,
    /// Each ticket without what differs by reader, as text.
    pub(super) tickets: BTreeMap<RecordId, Trail>,
    /// Each public version.
    pub(super) publics: BTreeMap<RecordId, String>,
    /// Each notice.
    pub(super) notices: BTreeMap<RecordId, (String, Millis)>,
    /// The square.
    pub(super) plaza: Plaza,
}

/// A ticket as somebody sees it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Trail {
    pub(super) text: String,
    /// Who has it or had it.
    pub(super) hands: BTreeSet<Handler>,
    /// Steps without effect.
    pub(super) voids: usize,
    pub(super) steps: usize,
    /// Whether the steps stand in the order of the relay's times.
    pub(super) is_in_order: bool,
}

/// Looks at all tickets and notices, and at the square. `is_timed`: whether since when something is here is the same for
/// everybody.
pub(super) fn follow(
    phone: &mut Phone,
    tickets: impl Iterator<Item = RecordId>,
    time: Millis,
    is_timed: bool,
) -> Result<Trails, Failure> {
    phone.disk.forget_plan();
    let mut trails = Trails { plaza: survey(phone, time, is_timed)?, ..Trails::default() };
    trails.words.extend(trails.plaza.words.iter().cloned());
    for ticket in tickets {
        match phone.ask(ReadTicket { ticket }, time) {
            Ok(view) => trails.take(ticket, view),
            Err(Failure::NotHere) => {}
            Err(failure) => return Err(failure),
        }
        let report = public_record(ticket);
        match phone.ask(ReadPublic { report }, time) {
            Ok(mut view) => {
                strip(&mut view.row);
                (view.me_too, view.follows) = (false, false);
                trails.publics.insert(report, format!("{view:?}"));
            }
            Err(Failure::NotHere) => {}
            Err(failure) => return Err(failure),
        }
    }
    for row in phone.ask(ReadNotices, time)?.notices {
        trails.words.extend(marks(row.title.as_bytes()));
        let NoticeRow { notice, title, excerpt, at, is_urgent, is_withdrawn, is_corrected, .. } = row;
        let text = format!("{title} {excerpt} {is_urgent} {is_withdrawn} {is_corrected}");
        trails.notices.insert(notice, (text, at));
    }
    Ok(trails)
}

fn strip(row: &mut TicketRow) {
    (row.is_mine, row.is_to_do, row.is_unread) = (false, false, false);
    row.sync = RecordSync::WithRelay;
    row.path.clear();
}

impl Trails {
    fn take(&mut self, ticket: RecordId, mut view: TicketView) {
        strip(&mut view.row);
        (view.reporter, view.door, view.public) = (None, None, None);
        view.names.clear();
        view.may.clear();
        view.may_send_to.clear();
        view.threads.clear();
        self.words.extend(marks(view.words.as_bytes()));
        for step in &mut view.steps {
            self.words.extend(marks(step.words.as_bytes()));
            (step.is_mine, step.by, step.sync) = (false, None, RecordSync::WithRelay);
        }
        let trail = Trail {
            hands: view.hands.iter().map(|hand| hand.handler).collect(),
            voids: view.steps.iter().filter(|step| step.void.is_some()).count(),
            steps: view.steps.len(),
            is_in_order: view.steps.iter().filter_map(|step| step.relayed).is_sorted(),
            text: format!("{view:?}"),
        };
        self.tickets.insert(ticket, trail);
    }
}

/// How far each mark of a phone's outbox got, by the record it was written to.
pub(super) fn waiting(phone: &Phone) -> Waiting {
    let mut states = BTreeMap::new();
    for item in phone.device().outbox() {
        if let OutBody::Content(content) = &item.body {
            states.extend(marks(content).into_iter().map(|mark| ((mark, item.record), item.state)));
        }
    }
    states
}

/// Every mark that lies open in a phone's store for whoever has its key.
pub(super) fn stored(phone: &Phone) -> BTreeSet<String> {
    let store = SealedStore::new(phone.disk.clone(), &StoreKey::from_bytes([7; 32]));
    let rows = Table::ALL.into_iter().flat_map(|table| {
        let rows = store.scan(table).now_or_never().and_then(Result::ok).unwrap_or_default();
        rows.into_iter().map(|(_, value)| value)
    });
    rows.flat_map(|value| marks(&value)).collect()
}
