//! A recount as it is read: votes by building, those that do not count apart; of thousands only what is unfolded.
//!
//! **Invariant:** every line is in exactly one fold.

use linli_contract::topics::{RecountView, VoteLine};

/// Lines that are folded away together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fold {
    /// The building, empty where none is said; `None` for those that do not count.
    pub building: Option<String>,
    /// The first of its lines among all.
    pub from: u32,
    /// How many lines.
    pub count: u32,
}

/// How many lines a recount has.
#[must_use]
pub const fn line_count(view: &RecountView) -> u32 {
    view.sums.valid.saturating_add(view.sums.void)
}

/// The votes that count, by building, and those that do not.
#[must_use]
pub fn folds(view: &RecountView) -> Vec<Fold> {
    let mut from = 0;
    let mut folds = Vec::with_capacity(view.buildings.len() + 1);
    for part in &view.buildings {
        folds.push(Fold { building: Some(part.building.clone()), from, count: part.count });
        from += part.count;
    }
    let void = line_count(view).saturating_sub(from);
    folds.extend((void > 0).then_some(Fold { building: None, from, count: void }));
    folds
}

/// The lines of a fold, where the beginning of all lines has them.
#[must_use]
pub fn lines_of(view: &RecountView, fold: &Fold) -> Option<Vec<VoteLine>> {
    let range = fold.from as usize..(fold.from + fold.count) as usize;
    view.votes.get(range).map(<[VoteLine]>::to_vec)
}

/// A long number in groups of four, to be read aloud.
#[must_use]
pub fn grouped(number: &str) -> String {
    let digits: Vec<char> = number.chars().collect();
    digits.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use linli_contract::topics::{BuildingVotes, VoteSums, WhyNot};
    use linli_shared::calendar::Millis;

    use super::super::ballot::tests::ballot;
    use super::super::order::tests::speaker;
    use super::*;

    fn vote(building: &str, choice: Option<u16>, is_paper: bool, why_not: Option<WhyNot>) -> VoteLine {
        let path = vec![building.to_owned()];
        VoteLine { path, by: speaker(), choice, at: Millis(1), is_paper, attached: Vec::new(), why_not }
    }

    fn view(votes: Vec<VoteLine>) -> RecountView {
        let of = |building: &str, count| BuildingVotes { building: building.to_owned(), count };
        RecountView {
            ballot: ballot(Some(vec![9, 9])),
            sums: VoteSums { choices: vec![2, 1], valid: 3, paper: 1, void: 2 },
            buildings: vec![of("1号楼", 2), of("2号楼", 1)],
            own: Vec::new(),
            votes,
            seal: String::new(),
            is_complete: true,
        }
    }

    #[test]
    fn every_vote_is_folded_once_by_building_or_among_those_that_do_not_count() {
        let votes = vec![
            vote("1号楼", Some(0), false, None),
            vote("1号楼", Some(0), false, None),
            vote("2号楼", Some(1), true, None),
            vote("1号楼", Some(1), false, Some(WhyNot::VotedAgain)),
            vote("2号楼", None, false, Some(WhyNot::NoSuchChoice)),
        ];
        let view = view(votes.clone());
        let folds = folds(&view);
        let found: Vec<_> = folds.iter().map(|fold| (fold.building.as_deref(), fold.from, fold.count)).collect();
        assert_eq!(found, [(Some("1号楼"), 0, 2), (Some("2号楼"), 2, 1), (None, 3, 2)]);
        let lines: Vec<_> = folds.iter().filter_map(|fold| lines_of(&view, fold)).flatten().collect();
        assert_eq!(lines, votes);
    }

    #[test]
    fn what_did_not_come_with_the_sums_is_asked_for() {
        let some = view(vec![vote("1号楼", Some(0), false, None); 2]);
        let found: Vec<bool> = folds(&some).iter().map(|fold| lines_of(&some, fold).is_some()).collect();
        assert_eq!(found, [true, false, false]);
        let none = RecountView { sums: VoteSums::default(), buildings: Vec::new(), ..view(Vec::new()) };
        assert_eq!((folds(&none), line_count(&none)), (Vec::new(), 0));
    }

    #[test]
    fn a_number_is_read_in_groups() {
        assert_eq!(grouped("0123456789abcdef"), "0123 4567 89ab cdef");
        assert_eq!((grouped(""), grouped("12345")), (String::new(), "1234 5".to_owned()));
    }
}
