//! Counting tickets for the boards: how many are open, how long they wait.
//!
//! **Invariant:** what is counted is a handler's or a category's; never a person's.

use linli_contract::tickets::BoardLine;
use linli_shared::calendar::Millis;

/// An hour.
const HOUR: i64 = 3_600_000;
/// How far back medians and results look: 30 days.
const RECENT: i64 = 30 * 24 * HOUR;
/// Below this a number is hidden from the level above, so that nobody can be found by it.
const SMALL: u32 = 3;

/// A ticket as it is counted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counted {
    /// Whether somebody has to do something about it.
    pub(super) is_open: bool,
    /// When it was reported.
    pub(super) reported: Millis,
    /// When the first answer came.
    pub(super) answered: Option<Millis>,
    /// When it was resolved.
    pub(super) resolved: Option<Millis>,
    /// Whether its reporter confirmed.
    pub(super) is_confirmed: bool,
    /// Whether a time limit has passed.
    pub(super) is_overdue: bool,
}

/// Tickets being counted.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    open: u32,
    unanswered: u32,
    overdue: u32,
    longest: Option<i64>,
    answers: Vec<i64>,
    results: Vec<i64>,
    resolved: u32,
    confirmed: u32,
}

impl Tally {
    /// Counts a ticket at a moment.
    pub(super) fn add(&mut self, ticket: &Counted, now: Millis) {
        let since = |from: Millis, to: Millis| to.0.saturating_sub(from.0).max(0);
        if ticket.is_open {
            self.open += 1;
            self.overdue += u32::from(ticket.is_overdue);
            if ticket.answered.is_none() {
                self.unanswered += 1;
                let waited = since(ticket.reported, now);
                self.longest = Some(self.longest.map_or(waited, |longest| longest.max(waited)));
            }
        }
        let is_recent = |at: &Millis| since(*at, now) < RECENT;
        if let Some(answered) = ticket.answered.filter(is_recent) {
            self.answers.push(since(ticket.reported, answered));
        }
        if let Some(resolved) = ticket.resolved.filter(is_recent) {
            self.results.push(since(ticket.reported, resolved));
            self.resolved += 1;
            self.confirmed += u32::from(ticket.is_confirmed);
        }
    }

    /// What was counted, in full.
    pub(super) fn line(&mut self) -> BoardLine {
        BoardLine {
            open: Some(self.open),
            unanswered: Some(self.unanswered),
            overdue: Some(self.overdue),
            longest_hours: self.longest.map(hours),
            answer_hours: median(&mut self.answers),
            done_hours: median(&mut self.results),
            resolved: Some(self.resolved),
            confirmed: Some(self.confirmed),
        }
    }

    /// What was counted, without small numbers and without times that a few tickets made.
    pub(super) fn hidden_line(&mut self) -> BoardLine {
        let whole = self.line();
        let shown = |number: Option<u32>| number.filter(|number| *number >= SMALL);
        let is_many = |many: usize| many >= SMALL as usize;
        BoardLine {
            open: shown(whole.open),
            unanswered: shown(whole.unanswered),
            overdue: shown(whole.overdue),
            longest_hours: whole.longest_hours.filter(|_| self.unanswered >= SMALL),
            answer_hours: whole.answer_hours.filter(|_| is_many(self.answers.len())),
            done_hours: whole.done_hours.filter(|_| is_many(self.results.len())),
            resolved: shown(whole.resolved),
            confirmed: shown(whole.confirmed),
        }
    }
}

/// A count of a line.
type Count = (fn(&BoardLine) -> Option<u32>, fn(&mut BoardLine) -> &mut Option<u32>);

/// Every count of a line.
const COUNTS: [Count; 5] = [
    (|line| line.open, |line| &mut line.open),
    (|line| line.unanswered, |line| &mut line.unanswered),
    (|line| line.overdue, |line| &mut line.overdue),
    (|line| line.resolved, |line| &mut line.resolved),
    (|line| line.confirmed, |line| &mut line.confirmed),
];

/// Hides sums from which a hidden number could be computed back: by one nonzero line that is hidden, or by hidden lines that
/// come to a small number together. `parts` are the ways in which `all` is divided, true lines beside shown ones; where a
/// sum is hidden, no way adds up to it.
pub(super) fn cover(true_all: &BoardLine, all: &mut BoardLine, mut parts: [(Vec<BoardLine>, Vec<&mut BoardLine>); 2]) {
    for (get, get_mut) in COUNTS {
        let is_hidden = |(truth, shown): &(&BoardLine, &&mut BoardLine)| get(shown).is_none() && get(truth) != Some(0);
        let tells = |(truths, shown): &(Vec<BoardLine>, Vec<&mut BoardLine>)| {
            let hidden: Vec<u32> =
                truths.iter().zip(shown).filter(is_hidden).filter_map(|(truth, _)| get(truth)).collect();
            hidden.len() == 1 || (1..SMALL).contains(&hidden.iter().sum())
        };
        if get(all).is_none() || !parts.iter().any(tells) {
            continue;
        }
        *get_mut(all) = None;
        for (_, shown) in &mut parts {
            let added: u32 = shown.iter().filter_map(|line| get(line)).fold(0, u32::saturating_add);
            let smallest = shown.iter_mut().filter(|line| get(line).is_some()).min_by_key(|line| get(line));
            if let Some(line) = smallest.filter(|_| Some(added) >= get(true_all)) {
                *get_mut(line) = None;
            }
        }
    }
    let lines = parts.iter_mut().flat_map(|(_, shown)| shown.iter_mut().map(|line| &mut **line));
    for line in lines.chain([all]).filter(|line| line.unanswered.is_none()) {
        line.longest_hours = None;
    }
}

/// Whole hours, rounded up: what waits ten minutes has waited.
fn hours(millis: i64) -> u32 {
    u32::try_from(millis.max(0).saturating_add(HOUR - 1) / HOUR).unwrap_or(u32::MAX)
}

fn median(times: &mut [i64]) -> Option<u32> {
    times.sort_unstable();
    let last = times.len().checked_sub(1)?;
    let (one, other) = (times.get(last / 2)?, times.get(last.div_ceil(2))?);
    Some(hours(one.midpoint(*other)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Millis = Millis(100 * 24 * HOUR);

    fn ago(hours: i64) -> Millis {
        Millis(NOW.0 - hours * HOUR)
    }

    fn open(hours: i64) -> Counted {
        Counted {
            is_open: true,
            reported: ago(hours),
            answered: None,
            resolved: None,
            is_confirmed: false,
            is_overdue: hours > 24,
        }
    }

    fn done(reported: i64, answered: i64, resolved: i64, is_confirmed: bool) -> Counted {
        let (answered, resolved) = (Some(ago(answered)), Some(ago(resolved)));
        Counted { is_open: false, reported: ago(reported), answered, resolved, is_confirmed, is_overdue: false }
    }

    fn tally(tickets: &[Counted]) -> Tally {
        let mut tally = Tally::default();
        tickets.iter().for_each(|ticket| tally.add(ticket, NOW));
        tally
    }

    #[test]
    fn open_tickets_are_counted_with_the_one_that_waits_longest() {
        let answered = Counted { answered: Some(ago(90)), ..open(100) };
        let line = tally(&[open(1), open(30), answered]).line();
        assert_eq!((line.open, line.unanswered, line.overdue), (Some(3), Some(2), Some(2)));
        assert_eq!(line.longest_hours, Some(30), "the one that was answered waits no longer");
        assert_eq!(line.answer_hours, Some(10));
    }

    #[test]
    fn medians_are_of_the_last_thirty_days() {
        let long_ago = done(1_000, 999, 800, true);
        let line = tally(&[done(10, 8, 4, true), done(20, 10, 2, false), done(40, 39, 1, true), long_ago]).line();
        assert_eq!((line.answer_hours, line.done_hours), (Some(2), Some(18)));
        assert_eq!((line.resolved, line.confirmed), (Some(3), Some(2)));
        let even = tally(&[done(10, 8, 4, true), done(20, 16, 2, true)]).line();
        assert_eq!(even.answer_hours, Some(3), "between the two in the middle");
        assert_eq!(tally(&[]).line().answer_hours, None);
    }

    #[test]
    fn small_numbers_do_not_go_up() {
        let few = tally(&[open(30), open(40), done(10, 8, 4, true)]).hidden_line();
        assert_eq!(few, BoardLine::default());
        let many = tally(&[open(30), open(40), open(50), done(10, 8, 4, true)]).hidden_line();
        assert_eq!((many.open, many.unanswered, many.overdue), (Some(3), Some(3), Some(3)));
        assert_eq!((many.longest_hours, many.answer_hours, many.resolved), (Some(50), None, None));
    }

    /// Open tickets of all, by hand and by category, as figures show them.
    fn covered(all: u32, hands: &[u32], categories: &[u32]) -> (Option<u32>, Vec<Option<u32>>, Vec<Option<u32>>) {
        let whole = |open: u32| BoardLine { open: Some(open), ..BoardLine::default() };
        let shown = |open: u32| BoardLine { open: Some(open).filter(|open| *open >= SMALL), ..BoardLine::default() };
        let whole_of = |opens: &[u32]| opens.iter().map(|open| whole(*open)).collect::<Vec<_>>();
        let shown_of = |opens: &[u32]| opens.iter().map(|open| shown(*open)).collect::<Vec<_>>();
        let (mut sum, mut by_hand, mut by_category) = (shown(all), shown_of(hands), shown_of(categories));
        let parts =
            [(whole_of(hands), by_hand.iter_mut().collect()), (whole_of(categories), by_category.iter_mut().collect())];
        cover(&whole(all), &mut sum, parts);
        let open = |lines: Vec<BoardLine>| lines.iter().map(|line| line.open).collect();
        (sum.open, open(by_hand), open(by_category))
    }

    #[test]
    fn no_hidden_number_can_be_computed_back_from_the_sum() {
        let shown = covered(9, &[9], &[5, 4]);
        assert_eq!(shown, (Some(9), vec![Some(9)], vec![Some(5), Some(4)]), "nothing is hidden");
        let one = covered(10, &[10], &[5, 4, 1, 0]);
        assert_eq!(one, (None, vec![None], vec![Some(5), Some(4), None, None]), "10 − 5 − 4 would tell");
        let few = covered(7, &[4, 3], &[5, 1, 1]);
        assert_eq!(few, (None, vec![Some(4), None], vec![Some(5), None, None]), "of two each has one");
        let many = covered(9, &[5, 4], &[5, 2, 2]);
        assert_eq!(many, (Some(9), vec![Some(5), Some(4)], vec![Some(5), None, None]), "neither is known");
        let hand = covered(9, &[8, 1], &[5, 4]);
        assert_eq!(hand, (None, vec![Some(8), None], vec![Some(5), None]));
        assert_eq!(covered(2, &[2], &[2]), (None, vec![None], vec![None]));
    }

    #[test]
    fn a_clock_that_is_behind_counts_no_time_below_nothing() {
        let later = Counted { reported: Millis(NOW.0 + HOUR), ..open(0) };
        assert_eq!(tally(&[later]).line().longest_hours, Some(0));
    }
}
