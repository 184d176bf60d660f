//! A recount as it is read: votes by building, those that do not count apart, and the sums.
//!
//! **Invariant:** every vote is shown exactly once, and the sums are taken from the lines themselves, not from the core's
//! counts: that is what makes them a recount.

use linli_contract::topics::{RecountView, VoteLine};

/// Votes of one building.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The building; empty where none is said.
    pub building: String,
    /// Its votes, in the order the core gave.
    pub lines: Vec<VoteLine>,
}

/// What the lines add up to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Totals {
    /// Per choice, votes that count.
    pub choices: Vec<u32>,
    /// Votes that count.
    pub valid: u32,
    /// Those of them that were entered from paper.
    pub paper: u32,
    /// Votes that do not count.
    pub void: u32,
}

/// The votes that count, by building, and those that do not.
#[must_use]
pub fn parts(lines: &[VoteLine]) -> (Vec<Part>, Vec<VoteLine>) {
    let mut parts: Vec<Part> = Vec::new();
    for line in lines.iter().filter(|line| line.why_not.is_none()) {
        let building = line.path.first().cloned().unwrap_or_default();
        match parts.iter_mut().find(|part| part.building == building) {
            Some(part) => part.lines.push(line.clone()),
            None => parts.push(Part { building, lines: vec![line.clone()] }),
        }
    }
    (parts, lines.iter().filter(|line| line.why_not.is_some()).cloned().collect())
}

/// Adds the lines up.
#[must_use]
pub fn totals(view: &RecountView) -> Totals {
    let mut totals = Totals { choices: vec![0; view.ballot.choices.len()], ..Totals::default() };
    for line in &view.votes {
        let choice = line.choice.filter(|_| line.why_not.is_none());
        match choice.and_then(|choice| totals.choices.get_mut(usize::from(choice))) {
            Some(count) => {
                *count += 1;
                totals.valid += 1;
                totals.paper += u32::from(line.is_paper);
            }
            None => totals.void += 1,
        }
    }
    totals
}

/// A long number in groups of four, to be read aloud.
#[must_use]
pub fn grouped(number: &str) -> String {
    let digits: Vec<char> = number.chars().collect();
    digits.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use linli_contract::topics::WhyNot;
    use linli_shared::calendar::Millis;

    use super::super::ballot::tests::ballot;
    use super::super::order::tests::speaker;
    use super::*;

    fn vote(building: &str, choice: Option<u16>, is_paper: bool, why_not: Option<WhyNot>) -> VoteLine {
        let path = vec![building.to_owned()];
        VoteLine { path, by: speaker(), choice, at: Millis(1), is_paper, attached: Vec::new(), why_not }
    }

    fn votes() -> Vec<VoteLine> {
        vec![
            vote("1号楼", Some(0), false, None),
            vote("2号楼", Some(1), true, None),
            vote("1号楼", Some(0), false, None),
            vote("1号楼", Some(1), false, Some(WhyNot::VotedAgain)),
            vote("2号楼", None, false, Some(WhyNot::NoSuchChoice)),
        ]
    }

    #[test]
    fn every_vote_is_shown_once_by_building_or_among_those_that_do_not_count() {
        let (parts, void) = parts(&votes());
        let shown: Vec<_> = parts.iter().map(|part| (part.building.as_str(), part.lines.len())).collect();
        assert_eq!((shown, void.len()), (vec![("1号楼", 2), ("2号楼", 1)], 2));
    }

    #[test]
    fn a_number_is_read_in_groups() {
        assert_eq!(grouped("0123456789abcdef"), "0123 4567 89ab cdef");
        assert_eq!((grouped(""), grouped("12345")), (String::new(), "1234 5".to_owned()));
    }

    #[test]
    fn the_lines_are_added_up_anew() {
        let ballot = ballot(Some(vec![9, 9]));
        let view = RecountView { ballot, votes: votes(), seal: String::new(), is_complete: true };
        assert_eq!(totals(&view), Totals { choices: vec![2, 1], valid: 3, paper: 1, void: 2 });
    }
}
