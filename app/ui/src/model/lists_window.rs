//! A list longer than a screen: which rows are drawn, which parts of the list are asked for, and which are let go.
//!
//! **Invariant:** every row is equally high, so a place in the list and a place on the page are one sum apart, and the
//! page never jumps when a part of the list arrives.

use core::ops::Range;
use std::collections::{BTreeMap, BTreeSet};

/// Rows of one part as it is asked for.
pub const PART: usize = 100;

/// Rows drawn above and below what is seen, so that a quick thumb and the Tab key find them there.
const MARGIN: usize = 12;

/// The range drawn starts and ends at multiples of this, so that it changes only now and then while the page moves.
const STEP: usize = 6;

/// Parts kept on each side of the one that is seen.
const KEPT: usize = 3;

/// The rows to draw when the list's top lies `above` pixels over the top of a window `height` pixels high.
#[must_use]
pub fn drawn(above: f64, height: f64, row: f64, total: usize) -> Range<usize> {
    let row = if row.is_finite() && row >= 1.0 { row } else { 1.0 };
    let at = |pixels: f64| (pixels.max(0.0) / row) as usize;
    let first = at(above).min(total).saturating_sub(MARGIN) / STEP * STEP;
    let last = at(above + height).saturating_add(MARGIN + 1).div_ceil(STEP).saturating_mul(STEP).min(total);
    first..last.max(first)
}

/// The parts of the list that these rows lie in.
#[must_use]
pub fn parts(rows: &Range<usize>) -> Range<usize> {
    let end = if rows.is_empty() { rows.start } else { rows.end };
    rows.start / PART..end.div_ceil(PART)
}

/// Parts of a list, each with the count of how often it changed.
#[derive(Debug, Clone)]
pub struct Parts<T> {
    kept: BTreeMap<usize, (u64, Vec<T>)>,
    changes: u64,
}

impl<T> Default for Parts<T> {
    fn default() -> Self {
        Self { kept: BTreeMap::new(), changes: 0 }
    }
}

impl<T: PartialEq> Parts<T> {
    /// Lets every part go: what comes now is of another list. The count of changes goes on, so that a row of the new list
    /// is never taken for one of the old.
    pub fn clear(&mut self) {
        self.kept.clear();
    }

    /// Whether the part is here.
    #[must_use]
    pub fn has(&self, part: usize) -> bool {
        self.kept.contains_key(&part)
    }

    /// Takes a part over; one that is as before changes nothing.
    pub fn take(&mut self, part: usize, rows: Vec<T>) {
        if self.kept.get(&part).is_none_or(|(_, known)| *known != rows) {
            self.changes += 1;
            self.kept.insert(part, (self.changes, rows));
        }
    }

    /// Lets every part go that is far from these; says whether there was one.
    pub fn stay_near(&mut self, parts: &Range<usize>) -> bool {
        let near = parts.start.saturating_sub(KEPT)..parts.end.saturating_add(KEPT);
        let before = self.kept.len();
        self.kept.retain(|known, _| near.contains(known));
        self.kept.len() != before
    }

    /// A row with a number that changes when the row may have changed; `None` while it is not here.
    #[must_use]
    pub fn row(&self, at: usize) -> Option<(u64, &T)> {
        let (change, rows) = self.kept.get(&(at / PART))?;
        rows.get(at % PART).map(|row| (*change, row))
    }
}

/// A part to ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// Which part.
    pub part: usize,
    turn: u64,
}

/// Which part is asked for next: one at a time, those that are seen first, each again after something changed.
#[derive(Debug, Default)]
pub struct Reader {
    wanted: Range<usize>,
    fresh: BTreeSet<usize>,
    turn: u64,
    is_asking: bool,
}

impl Reader {
    /// These parts are on screen.
    pub fn want(&mut self, parts: Range<usize>) -> Option<Question> {
        self.wanted = parts;
        self.next()
    }

    /// What the list shows changed, or what it is of: every part has to be asked for again.
    pub fn changed(&mut self) -> Option<Question> {
        self.turn += 1;
        self.fresh.clear();
        self.next()
    }

    /// An answer is here. Says whether it still holds, and what to ask next; a part that failed is not asked for again
    /// until something changes.
    pub fn answered(&mut self, question: Question) -> (bool, Option<Question>) {
        self.is_asking = false;
        let holds = question.turn == self.turn;
        if holds {
            self.fresh.insert(question.part);
        }
        (holds, self.next())
    }

    /// Forgets a part that was let go, so that it is asked for when it is seen again.
    pub fn let_go(&mut self, is_here: impl Fn(usize) -> bool) {
        self.fresh.retain(|part| is_here(*part));
    }

    fn next(&mut self) -> Option<Question> {
        if self.is_asking {
            return None;
        }
        // Any part tells how long the list is; before that is known, the first will do.
        let wanted = if self.wanted.is_empty() { 0..1 } else { self.wanted.clone() };
        let part = wanted.into_iter().find(|part| !self.fresh.contains(part))?;
        self.is_asking = true;
        Some(Question { part, turn: self.turn })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn what_is_seen_is_drawn_with_a_margin() {
        for above in [-300.0, 0.0, 35.0, 10_000.0, 679_000.0] {
            let rows = drawn(above, 740.0, 68.0, 10_000);
            let first_seen = (f64::max(above, 0.0) / 68.0) as usize;
            let last_seen = (((above + 740.0) / 68.0) as usize).min(9_999);
            assert!(rows.contains(&first_seen) && rows.contains(&last_seen), "{above}: {rows:?}");
            assert!(rows.len() < 60, "{above}: {rows:?}");
        }
    }

    #[test]
    fn a_little_way_draws_nothing_anew() {
        let ranges: std::collections::BTreeSet<_> = (0..=60)
            .map(|way| drawn(6_800.0 + f64::from(way), 740.0, 68.0, 10_000))
            .map(|r| (r.start, r.end))
            .collect();
        assert!(ranges.len() <= 3, "{ranges:?}");
    }

    #[test]
    fn the_ends_of_a_list_bound_what_is_drawn() {
        assert_eq!(drawn(0.0, 740.0, 68.0, 3), 0..3);
        assert_eq!(drawn(0.0, 740.0, 68.0, 0), 0..0);
        assert_eq!(drawn(f64::MAX, 740.0, 68.0, 100).end, 100);
        assert_eq!(drawn(0.0, 740.0, 0.0, 100), 0..100);
        assert!(drawn(f64::NAN, f64::NAN, f64::NAN, 100).end <= 100);
    }

    #[test]
    fn rows_lie_in_parts() {
        assert_eq!([parts(&(0..30)), parts(&(90..101)), parts(&(100..200)), parts(&(0..0))], [0..1, 0..2, 1..2, 0..0]);
    }

    #[test]
    fn far_parts_are_let_go_and_a_part_that_stayed_the_same_is_not_drawn_anew() {
        let mut list = Parts::default();
        list.take(0, vec!["a"; PART]);
        let before = list.row(5).map(|(change, _)| change);
        list.take(0, vec!["a"; PART]);
        assert_eq!(list.row(5).map(|(change, _)| change), before);
        list.take(0, vec!["b"; PART]);
        assert_ne!(list.row(5).map(|(change, _)| change), before);
        let last = list.row(5).map(|(change, _)| change);
        list.clear();
        assert!(list.row(5).is_none());
        list.take(0, vec!["e"; PART]);
        assert!(list.row(5).map(|(change, _)| change) > last, "another list's row has a number of its own");
        list.take(3, vec!["c"; 7]);
        assert!(!list.stay_near(&(3..4)) && list.has(0));
        assert!(list.stay_near(&(4..5)) && list.row(5).is_none());
        assert_eq!([list.row(306).map(|(_, row)| *row), list.row(307).map(|(_, row)| *row)], [Some("c"), None]);
    }

    #[test]
    fn what_is_seen_is_asked_for_one_part_at_a_time() {
        let mut reader = Reader::default();
        let first = reader.changed().unwrap();
        assert_eq!(first.part, 0);
        assert_eq!(reader.want(0..2), None, "one question is on its way");
        let (holds, second) = reader.answered(first);
        assert_eq!((holds, second.map(|question| question.part)), (true, Some(1)));
        assert_eq!(reader.answered(second.unwrap()), (true, None));
        assert_eq!(reader.want(0..2), None);
        assert_eq!(reader.want(7..8).map(|question| question.part), Some(7));
    }

    #[test]
    fn an_answer_from_before_a_change_does_not_hold() {
        let mut reader = Reader::default();
        let old = reader.want(0..1).unwrap();
        assert_eq!(reader.changed(), None);
        let (holds, again) = reader.answered(old);
        assert_eq!((holds, again.map(|question| question.part)), (false, Some(0)));
        assert_eq!(reader.answered(again.unwrap()), (true, None));
    }

    #[test]
    fn far_down_a_list_its_beginning_is_let_go_for_good() {
        let (mut reader, mut parts) = (Reader::default(), Parts::default());
        let mut question = reader.want(0..1);
        for seen in [0..1, 40..42, 40..42] {
            question = question.or_else(|| reader.want(seen));
            while let Some(asked) = question {
                parts.take(asked.part, vec![asked.part]);
                parts.stay_near(&(40..42));
                reader.let_go(|part| parts.has(part));
                question = reader.answered(asked).1;
            }
        }
        assert!(parts.has(40) && parts.has(41) && !parts.has(0));
        assert_eq!(reader.want(40..42), None);
    }

    #[test]
    fn a_part_that_was_let_go_is_asked_for_again() {
        let mut reader = Reader::default();
        let first = reader.want(0..1).unwrap();
        reader.answered(first);
        reader.let_go(|part| part != 0);
        assert_eq!(reader.want(0..1).map(|question| question.part), Some(0));
    }
}
