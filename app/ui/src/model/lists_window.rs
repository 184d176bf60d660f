//! A list longer than a screen: which rows are drawn, which parts of the list are asked for, and which are let go.
//!
//! **Invariant:** every row is equally high, so a place in the list and a place on the page are one sum apart, and the
//! page never jumps when a part of the list arrives.

use core::hash::Hash;
use core::ops::Range;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use linli_contract::lists::ListRow;
use linli_contract::posts::PostRow;
use linli_shared::ids::{AreaId, RecordId};

/// Rows of one part as it is asked for.
pub const PART: usize = 100;

/// Rows drawn above and below what is seen, so that a quick thumb and the Tab key find them there.
const MARGIN: usize = 12;

/// The range drawn starts and ends at multiples of this, so that it changes only now and then while the page moves.
const STEP: usize = 2;

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

/// A row of something that has an identity.
pub trait Identified {
    /// What tells one from another.
    type Id: Copy + Ord + Hash + Send + Sync + 'static;

    /// Which it is.
    fn id(&self) -> Self::Id;
}

impl Identified for PostRow {
    type Id = RecordId;

    fn id(&self) -> RecordId {
        self.post
    }
}

impl Identified for ListRow {
    type Id = AreaId;

    fn id(&self) -> AreaId {
        self.door
    }
}

/// Parts of a list, each row with a number that is another one once the row says something else.
#[derive(Debug, Clone)]
pub struct Parts<T> {
    kept: BTreeMap<usize, Vec<(u64, Arc<T>)>>,
    changes: u64,
}

impl<T> Default for Parts<T> {
    fn default() -> Self {
        Self { kept: BTreeMap::new(), changes: 0 }
    }
}

impl<T: Identified + PartialEq> Parts<T> {
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

    /// Takes a part over; a row that says what it said, here or in another part, keeps its number.
    pub fn take(&mut self, part: usize, rows: Vec<T>) {
        let known: BTreeMap<T::Id, &(u64, Arc<T>)> =
            self.kept.values().flatten().map(|kept| (kept.1.id(), kept)).collect();
        let mut changes = self.changes;
        let rows = rows.into_iter().map(|row| match known.get(&row.id()) {
            Some((change, known)) if **known == row => (*change, Arc::clone(known)),
            _ => {
                changes += 1;
                (changes, Arc::new(row))
            }
        });
        let rows = rows.collect();
        self.changes = changes;
        self.kept.insert(part, rows);
    }

    /// Lets every part go that is far from these; says whether there was one.
    pub fn stay_near(&mut self, parts: &Range<usize>) -> bool {
        let near = parts.start.saturating_sub(KEPT)..parts.end.saturating_add(KEPT);
        let before = self.kept.len();
        self.kept.retain(|known, _| near.contains(known));
        self.kept.len() != before
    }

    /// A row and its number; `None` while it is not here.
    #[must_use]
    pub fn row(&self, at: usize) -> Option<(u64, &Arc<T>)> {
        let (change, row) = self.kept.get(&(at / PART))?.get(at % PART)?;
        Some((*change, row))
    }

    /// The place of each row that is here, the first of several.
    #[must_use]
    pub fn places(&self) -> BTreeMap<T::Id, usize> {
        let mut places = BTreeMap::new();
        for (part, rows) in &self.kept {
            for (at, (_, row)) in rows.iter().enumerate() {
                places.entry(row.id()).or_insert(part * PART + at);
            }
        }
        places
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

    #[derive(Debug, Clone, PartialEq)]
    struct Told {
        id: usize,
        words: &'static str,
    }

    impl Identified for Told {
        type Id = usize;

        fn id(&self) -> usize {
            self.id
        }
    }

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
    fn far_parts_are_let_go_and_a_row_that_says_the_same_is_not_drawn_anew() {
        let rows =
            |words: &'static str, from: usize| (from..from + PART).map(|id| Told { id, words }).collect::<Vec<_>>();
        let number = |list: &Parts<Told>, at: usize| list.row(at).map(|(change, _)| change).unwrap();
        let mut list = Parts::default();
        list.take(0, rows("a", 0));
        let before = number(&list, 5);
        list.take(0, rows("a", 0));
        assert_eq!(number(&list, 5), before);
        let mut one_new = rows("a", 0);
        one_new[5].words = "b";
        list.take(0, one_new);
        assert_ne!(number(&list, 5), before);
        assert_eq!(list.row(5).map(|(_, row)| row.words), Some("b"));
        let (sixth, last) = (number(&list, 6), number(&list, 99));
        assert!(last < number(&list, 5), "numbers go on");
        list.take(0, rows("a", 1_000).into_iter().take(1).chain(rows("a", 0)).take(PART).collect());
        assert_eq!(number(&list, 7), sixth, "a row that moved down is the same");
        list.take(1, rows("a", 99));
        assert_ne!(number(&list, 100), last, "what was in no part is drawn anew");
        list.clear();
        assert!(list.row(5).is_none());
        list.take(0, rows("a", 0));
        assert!(number(&list, 5) > last, "another list's row has a number of its own");
        list.take(3, rows("c", 300).into_iter().take(7).collect());
        assert!(!list.stay_near(&(3..4)) && list.has(0));
        assert!(list.stay_near(&(4..5)) && list.row(5).is_none());
        assert_eq!(
            [list.row(306).map(|(_, row)| row.words), list.row(307).map(|(_, row)| row.words)],
            [Some("c"), None]
        );
    }

    #[test]
    fn what_stands_in_two_parts_has_the_first_place() {
        let mut list = Parts::default();
        list.take(1, vec![Told { id: 7, words: "a" }, Told { id: 8, words: "a" }]);
        list.take(0, vec![Told { id: 6, words: "a" }, Told { id: 7, words: "a" }]);
        assert_eq!(list.places().into_iter().collect::<Vec<_>>(), [(6, 0), (7, 1), (8, PART + 1)]);
        assert_eq!(list.row(1).map(|(change, _)| change), list.row(PART).map(|(change, _)| change));
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
                parts.take(asked.part, vec![Told { id: asked.part, words: "" }]);
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
