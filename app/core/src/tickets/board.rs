//! The boards: what is not answered since when, by handler and category.
//!
//! Who handles tickets reads it from their own; the level above reads the figures that the committee's devices send up.
//! **Invariant:** no line is a person's.

use core::cmp::Reverse;
use std::collections::BTreeMap;

use linli_contract::Failure;
use linli_contract::sync::Link;
use linli_contract::tickets::{BoardLine, Handler, ReadTicketBoard, Status, TicketBoard};
use linli_shared::access::holds;
use linli_shared::ids::{LogCode, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::roster::Role;
use linli_shared::tickets::HandState;

use super::count::{Counted, Tally, cover};
use super::figures::Figures;
use super::lists::{is_handler, is_shared};
use super::reading::{Reading, name_of};
use super::sums::{self, TicketSum};
use crate::device::rows::Want;
use crate::device::write::About;
use crate::device::{Device, Turn, today};

/// The most tickets that a board lists.
const LISTED: usize = 50;
/// How many of its own figures a device keeps.
const KEPT: usize = 30;

/// The rows that [`read_ticket_board`] needs.
pub fn read_ticket_board_wants(device: &Device, _: &ReadTicketBoard) -> Vec<Want> {
    sums::wants(device)
}

/// The boards.
///
/// # Errors
/// [`Failure::Stranger`]; [`Failure::NoRight`] for who neither handles tickets nor observes.
pub fn read_ticket_board(
    device: &mut Device,
    _: &ReadTicketBoard,
    turn: &mut Turn<'_>,
) -> Result<TicketBoard, Failure> {
    let me = device.member()?.0;
    if is_handler(device)? {
        device.sums(turn)?;
        return Ok(board(&Reading::new(device, turn)?, Tally::line));
    }
    let time = device.sync_state().last_met.unwrap_or_default();
    if !holds(device.roster(), time, me, Role::Observer, None) {
        return Err(Failure::NoRight);
    }
    let figures = device.papers(Kind::Figures).filter_map(|(_, row)| Figures::from_content(&row.content).ok());
    let newest = figures.max_by_key(|figures| figures.made);
    Ok(newest.map_or_else(|| TicketBoard { is_from_figures: true, ..TicketBoard::default() }, Figures::board))
}

/// A board of the tickets on this device; `line` says what is shown of a count.
fn board(reading: &Reading<'_>, line: fn(&mut Tally) -> BoardLine) -> TicketBoard {
    let (mut all, mut hands, mut categories) = (Tally::default(), BTreeMap::new(), BTreeMap::new());
    let tickets = || reading.sums.tickets.values().filter(|sum| sum.thread_of.is_none());
    for sum in tickets().filter(|sum| sum.status != Status::Withdrawn) {
        let counted = counted(reading, sum);
        all.add(&counted, reading.now);
        categories.entry(sum.category.as_str()).or_insert_with(Tally::default).add(&counted, reading.now);
        for handler in answering(sum) {
            hands.entry(handler).or_insert_with(Tally::default).add(&counted, reading.now);
        }
    }
    let mut waiting: Vec<&TicketSum> = tickets().filter(|sum| sum.status.is_open() && sum.answered.is_none()).collect();
    waiting.sort_by_key(|sum| (sum.reported, sum.record));
    let mut opened: Vec<&TicketSum> = tickets().filter(|sum| sum.opened_to.is_some()).collect();
    opened.sort_by_key(|sum| (Reverse(sum.opened_to), sum.record));
    let rows = |sums: Vec<&TicketSum>| sums.into_iter().take(LISTED).map(|sum| reading.row(sum)).collect();
    let name = |handler| name_of(reading.device, &reading.tables, handler);
    // Who reads figures does not know the community's own names.
    let label = |key: &str| {
        let known = reading.tables.category(key).map(|known| known.label.as_str());
        known.filter(|label| !label.is_empty()).unwrap_or(key).to_owned()
    };
    TicketBoard {
        made: None,
        hands: hands.into_iter().map(|(handler, mut tally)| (handler, name(handler), line(&mut tally))).collect(),
        categories: categories.into_iter().map(|(key, mut tally)| (label(key), line(&mut tally))).collect(),
        all: line(&mut all),
        waiting: rows(waiting),
        is_from_figures: false,
        opened: rows(opened),
    }
}

fn counted(reading: &Reading<'_>, sum: &TicketSum) -> Counted {
    Counted {
        is_open: sum.status.is_open(),
        reported: sum.reported,
        answered: sum.answered,
        resolved: sum.resolved,
        is_confirmed: sum.confirmed.is_some(),
        is_overdue: reading.is_overdue(sum),
    }
}

/// Who answers for a ticket: of an open one those who have it, of one that is over those who had it.
fn answering(sum: &TicketSum) -> Vec<Handler> {
    let is_open = sum.status.is_open();
    let answers = |state: HandState| match state {
        HandState::Asked | HandState::Working => is_open,
        HandState::Done => !is_open,
        HandState::Returned => false,
    };
    let hands = sum.hands.iter().filter(|hand| answers(hand.state())).map(|hand| hand.handler);
    let mut hands: Vec<Handler> = hands.filter(|handler| is_shared(*handler)).collect();
    if hands.is_empty() && sum.status == Status::Returned {
        hands.push(Handler::Committee);
    }
    hands
}

/// The record of a day's figures: one for each day, whoever of the committee is first.
fn record(log: LogCode, day: i64) -> RecordId {
    RecordId::derive("linli figures", &[&log.0.to_be_bytes(), &day.to_be_bytes()])
}

fn about(device: &Device, day: i64) -> About {
    let log = device.roster().log();
    About { record: record(log, day), kind: Kind::Figures, scope: log.area(), area: None }
}

/// The day whose figures this device is to make now: it is of the committee and up to date, somebody
/// observes, and nobody here made them yet.
fn due_day(device: &Device) -> Option<i64> {
    let time = device.sync_state().last_met?;
    let me = device.member().ok()?.0;
    let is_steward = holds(device.roster(), time, me, Role::Steward, Some(device.roster().log().area()));
    let is_observed =
        device.roster().members().any(|member| holds(device.roster(), time, member, Role::Observer, None));
    let day = today(time).day_number();
    let is_made = device.paper(Kind::Figures, about(device, day).record).is_some();
    (is_steward && is_observed && !is_made && device.link() == Link::Up).then_some(day)
}

/// The rows that [`make_figures`] needs.
pub(crate) fn figures_wants(device: &Device) -> Vec<Want> {
    if due_day(device).is_some() { sums::wants(device) } else { Vec::new() }
}

/// Makes the figures of the day, if they are due.
pub(crate) fn make_figures(device: &mut Device, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let Some(day) = due_day(device) else { return Ok(()) };
    let about = about(device, day);
    // Nobody can read them before the observers have a ring.
    if device.check_right(&about, None).is_err() {
        return Ok(());
    }
    device.sums(turn)?;
    let reading = Reading::new(device, turn)?;
    let (whole, mut hidden) = (board(&reading, Tally::line), board(&reading, Tally::hidden_line));
    drop(reading);
    cover_up(&whole, &mut hidden);
    let content = Figures::of(hidden, turn.now.time).to_content();
    device.put_paper(None, about, content, turn)?;
    let older: Vec<RecordId> = older(device);
    for record in older {
        device.drop_paper(Kind::Figures, record, turn);
    }
    Ok(())
}

/// Hides of figures what would let their reader compute a hidden number back. Both boards have the same lines.
fn cover_up(whole: &TicketBoard, hidden: &mut TicketBoard) {
    // One member's hand does not go up at all: whoever reads the others cannot tell it from a hidden one.
    let is_shared = |handler: &Handler| !matches!(handler, Handler::Member(_));
    let true_hands = whole.hands.iter().map(|(.., line)| *line).collect();
    let hands = hidden.hands.iter_mut().map(|(handler, _, line)| {
        if !is_shared(handler) {
            *line = BoardLine::default();
        }
        line
    });
    let true_categories = whole.categories.iter().map(|(_, line)| *line).collect();
    let categories = hidden.categories.iter_mut().map(|(_, line)| line).collect();
    let parts = [(true_hands, hands.collect()), (true_categories, categories)];
    cover(&whole.all, &mut hidden.all, parts);
}

/// Figures beyond those that are kept.
fn older(device: &Device) -> Vec<RecordId> {
    let made = device.papers(Kind::Figures).map(|(record, row)| {
        let made = Figures::from_content(&row.content).map(|figures| figures.made).unwrap_or_default();
        (Reverse(made), record)
    });
    let mut made: Vec<_> = made.collect();
    made.sort_unstable();
    made.into_iter().skip(KEPT).map(|(_, record)| record).collect()
}
