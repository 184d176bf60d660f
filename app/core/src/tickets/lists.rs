//! Lists of tickets: which there are for whom, filter, search, order, pages.
//!
//! **Invariant:** a list that is not this person's is refused, and its count not told.

use core::cmp::Reverse;

use linli_contract::Failure;
use linli_contract::tickets::{Handler, ReadTickets, TicketList, TicketsView};
use linli_shared::access::holds;
use linli_shared::ids::AreaId;
use linli_shared::roster::Role;

use super::reading::{Reading, is_neighbour};
use super::sums::{self, PublicSum, TicketSum};
use super::words::{Typed, folded, number};
use crate::device::rows::Want;
use crate::device::{Device, Turn};

/// The most rows of one answer.
const ROWS: usize = 200;

/// The rows that [`read_tickets`] needs.
pub fn read_tickets_wants(device: &Device, _: &ReadTickets) -> Vec<Want> {
    sums::wants(device)
}

/// A part of a list.
///
/// # Errors
/// [`Failure::Stranger`], [`Failure::NoRight`] for a list that is not this person's.
pub fn read_tickets(device: &mut Device, request: &ReadTickets, turn: &mut Turn<'_>) -> Result<TicketsView, Failure> {
    device.member()?;
    device.sums(turn)?;
    let reading = Reading::new(device, turn)?;
    let lists = lists_of(&reading)?;
    if !lists.contains(&request.list) {
        return Err(Failure::NoRight);
    }
    let (mut rows, filter) = (Vec::new(), Filter::new(&reading, request));
    let from = usize::try_from(request.from).unwrap_or(usize::MAX);
    let count = usize::try_from(request.count).unwrap_or(ROWS).min(ROWS);
    let total = if request.list == TicketList::Public {
        let mut found: Vec<&PublicSum> = open_public(&reading).filter(|sum| filter.fits_public(sum)).collect();
        found.sort_by_key(|sum| (Reverse(sum.reported), sum.record));
        rows.extend(found.iter().skip(from).take(count).map(|sum| reading.public_row(sum)));
        found.len()
    } else {
        let all = reading.sums.tickets.values();
        let mut found: Vec<&TicketSum> =
            all.filter(|sum| is_in(&reading, request.list, sum) && filter.fits(sum)).collect();
        sort(&reading, request.list, &mut found);
        rows.extend(found.iter().skip(from).take(count).map(|sum| reading.row(sum)));
        found.len()
    };
    let counts = lists.into_iter().map(|list| (list, count_of(&reading, list))).collect();
    let categories = reading.tables.categories.clone();
    Ok(TicketsView { rows, total: u32::try_from(total).unwrap_or(u32::MAX), counts, categories })
}

/// The lists that are this person's to see.
fn lists_of(reading: &Reading<'_>) -> Result<Vec<TicketList>, Failure> {
    let device = reading.device;
    let mut lists = Vec::new();
    let is_neighbour = is_neighbour(device)?;
    if is_neighbour || reading.sums.tickets.values().any(|sum| reading.is_mine(sum)) {
        lists.push(TicketList::Mine);
    }
    let handles = is_handler(device)?;
    let time = device.sync_state().last_met.unwrap_or_default();
    let provides = || holds(device.roster(), time, reading.me, Role::Volunteer, None);
    if handles || provides() || reading.sums.tickets.values().any(|sum| reading.is_to_do(sum)) {
        lists.push(TicketList::ToDo);
    }
    if handles {
        lists.extend([TicketList::Open, TicketList::Overdue, TicketList::Closed]);
    }
    if is_neighbour {
        lists.push(TicketList::Public);
    }
    Ok(lists)
}

/// Whether this person is of those who handle tickets: committee, grid workers, property, departments.
pub(crate) fn is_handler(device: &Device) -> Result<bool, Failure> {
    let me = device.member()?.0;
    let time = device.sync_state().last_met.unwrap_or_default();
    let roles = [Role::Steward, Role::GridWorker, Role::Property, Role::Department];
    Ok(roles.into_iter().any(|role| holds(device.roster(), time, me, role, None)))
}

fn count_of(reading: &Reading<'_>, list: TicketList) -> u32 {
    let count = match list {
        TicketList::Public => open_public(reading).count(),
        TicketList::Mine | TicketList::ToDo | TicketList::Open | TicketList::Overdue | TicketList::Closed => {
            reading.sums.tickets.values().filter(|sum| is_in(reading, list, sum)).count()
        }
    };
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn open_public<'r>(reading: &'r Reading<'_>) -> impl Iterator<Item = &'r PublicSum> {
    reading.sums.public.values().filter(|sum| sum.status.is_open())
}

fn is_in(reading: &Reading<'_>, list: TicketList, sum: &TicketSum) -> bool {
    // A work thread stands beside its ticket, where that is here.
    let stands_alone = || sum.thread_of.is_none_or(|ticket| !reading.sums.tickets.contains_key(&ticket));
    match list {
        TicketList::Mine => reading.is_mine(sum),
        TicketList::ToDo => reading.is_to_do(sum),
        TicketList::Open => sum.status.is_open() && stands_alone(),
        TicketList::Overdue => reading.is_overdue(sum) && stands_alone(),
        TicketList::Closed => !sum.status.is_open() && stands_alone(),
        TicketList::Public => false,
    }
}

fn sort(reading: &Reading<'_>, list: TicketList, found: &mut [&TicketSum]) {
    match list {
        TicketList::Mine | TicketList::Closed | TicketList::Public => {
            found.sort_by_key(|sum| (Reverse(sum.changed), sum.record));
        }
        TicketList::Open => found.sort_by_key(|sum| (sum.reported, sum.record)),
        TicketList::ToDo | TicketList::Overdue => found.sort_by_cached_key(|sum| {
            let due = reading.due(sum);
            (due.is_none(), due, sum.reported, sum.record)
        }),
    }
}

/// What of a list is asked for.
struct Filter<'r> {
    reading: &'r Reading<'r>,
    category: Option<&'r str>,
    area: Option<AreaId>,
    typed: Typed,
}

impl<'r> Filter<'r> {
    fn new(reading: &'r Reading<'r>, request: &'r ReadTickets) -> Self {
        let typed = Typed::read(&request.text);
        Self { reading, category: request.category.as_deref(), area: request.area, typed }
    }

    fn fits(&self, sum: &TicketSum) -> bool {
        let people = || self.reading.people(sum).collect::<Vec<_>>().join(" ");
        self.is_there(sum.area, sum.scope)
            && self.is_of(&sum.category)
            && self.says([number(sum.record), sum.words.clone()], &sum.place, sum.area, people)
    }

    fn fits_public(&self, sum: &PublicSum) -> bool {
        self.is_there(sum.area, sum.scope)
            && self.is_of(&sum.category)
            && self.says([number(sum.record), sum.words.clone()], &sum.place, sum.area, || sum.name.clone())
    }

    fn is_of(&self, category: &str) -> bool {
        self.category.is_none_or(|wanted| wanted == category)
    }

    fn is_there(&self, area: Option<AreaId>, scope: AreaId) -> bool {
        let tree = self.reading.device.tree();
        self.area.is_none_or(|wanted| wanted == scope || area.is_some_and(|area| tree.contains(area, wanted)))
    }

    fn says(
        &self,
        [number, words]: [String; 2],
        place: &str,
        area: Option<AreaId>,
        people: impl Fn() -> String,
    ) -> bool {
        if self.typed.is_empty() {
            return true;
        }
        let path = self.reading.path(area).concat();
        let texts = [number, folded(&words), folded(&format!("{place} {path}")), folded(&people())];
        let [number, words, place, people] = &texts;
        self.typed.is_in(|| [number, words, place, people])
    }
}

/// Whether somebody handles tickets for others than themself.
pub(super) const fn is_shared(handler: Handler) -> bool {
    !matches!(handler, Handler::Member(_))
}
