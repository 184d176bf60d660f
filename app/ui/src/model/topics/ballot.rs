//! Ballots: the form, where one stands, how the counts are drawn, what became of the own vote.

use linli_contract::sync::RecordSync;
use linli_contract::topics::{BallotView, OwnVote, TopicAct, VoteBy, WhyNot};
use linli_shared::calendar::{Date, Millis};

use super::limits::{CHOICE, CHOICES, QUESTION};
/// A ballot as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BallotDraft {
    /// What is asked.
    pub question: String,
    /// What can be chosen; empty lines are left out.
    pub choices: Vec<String>,
    /// Who has a vote.
    pub by: VoteBy,
    /// Sealed to the tellers.
    pub is_secret: bool,
    /// The last day.
    pub day: Option<Date>,
}

impl BallotDraft {
    /// The choices that are filled in, in order.
    #[must_use]
    pub fn filled(&self) -> Vec<String> {
        filled(&self.choices)
    }

    /// What is sent; `closes` is the end of the last day.
    #[must_use]
    pub fn act(&self, closes: Millis) -> TopicAct {
        TopicAct::OpenBallot {
            question: self.question.trim().to_owned(),
            choices: self.filled(),
            by: self.by,
            is_secret: self.is_secret,
            closes,
        }
    }
}

/// What a ballot cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BallotMistake {
    /// Without a question.
    Question,
    /// With fewer than two choices.
    Few,
    /// With two choices that are the same.
    Alike,
    /// With a choice that is too long.
    Long,
    /// Open for fewer days than the rules say.
    Early,
    /// Open for longer than a year.
    Late,
}

/// What is wrong with a ballot opened on `today` by rules that want `least` days.
#[must_use]
pub fn ballot_mistakes(draft: &BallotDraft, today: Date, least: u16) -> Vec<BallotMistake> {
    let choices = draft.filled();
    let is_alike = choices.iter().enumerate().any(|(at, one)| choices[..at].contains(one));
    let asks = draft.question.trim().chars().count();
    let days = draft.day.map(|day| day.day_number() - today.day_number());
    let found = [
        (asks == 0 || asks > QUESTION).then_some(BallotMistake::Question),
        (choices.len() < CHOICES.0).then_some(BallotMistake::Few),
        is_alike.then_some(BallotMistake::Alike),
        choices.iter().any(|one| one.chars().count() > CHOICE).then_some(BallotMistake::Long),
        days.is_none_or(|days| days < i64::from(least.max(1))).then_some(BallotMistake::Early),
        days.is_some_and(|days| days > 365).then_some(BallotMistake::Late),
    ];
    found.into_iter().flatten().collect()
}

/// How many lines are shown of a list that is filled in line by line: one more than is filled in, within bounds.
#[must_use]
pub fn lines_shown(lines: &[String], (least, most): (usize, usize)) -> usize {
    let used = lines.iter().rposition(|one| !one.trim().is_empty()).map_or(0, |last| last + 1);
    (used + 1).clamp(least, most)
}

/// The lines with one of them set.
#[must_use]
pub fn with_line(lines: &[String], at: usize, text: String) -> Vec<String> {
    let mut all = lines.to_vec();
    if all.len() <= at {
        all.resize(at + 1, String::new());
    }
    all[at] = text;
    all
}

/// The lines that are filled in, in order.
#[must_use]
pub fn filled(lines: &[String]) -> Vec<String> {
    lines.iter().map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect()
}

/// Days that are offered for the close: none shorter than the rules allow.
#[must_use]
pub fn close_days(least: u16) -> Vec<u16> {
    let least = least.max(1);
    let mut days: Vec<u16> = [3, 7, 14].into_iter().filter(|days| *days > least).collect();
    days.insert(0, least);
    days
}

/// Where a ballot stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Votes are taken.
    Open,
    /// Closed; what is still on its way counts.
    Grace,
    /// Over.
    Over,
}

/// Where a ballot stands when this phone's clock says `now`: it is set right by what the core knows of the relay's clock, and
/// the core's word that it is over holds.
#[must_use]
pub fn standing(ballot: &BallotView, now: Millis) -> Standing {
    let now = Millis(now.0.saturating_sub(ballot.clock_ahead));
    if ballot.is_closed && now.0 >= ballot.grace_until.0 {
        Standing::Over
    } else if ballot.is_closed || now.0 >= ballot.closes.0 {
        Standing::Grace
    } else {
        Standing::Open
    }
}

/// The ballot that votes are taken for: the newest open one.
#[must_use]
pub fn open_ballot(ballots: &[BallotView], now: Millis) -> Option<&BallotView> {
    ballots.iter().find(|ballot| standing(ballot, now) == Standing::Open)
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// What was chosen.
    pub choice: String,
    /// How often.
    pub count: u32,
    /// In hundredths of all votes that count, rounded.
    pub percent: u32,
    /// No other has more, and somebody voted.
    pub is_most: bool,
    /// This person, or their household, chose it.
    pub is_own: bool,
}

/// The bars of a ballot; nothing while its counts are sealed.
#[must_use]
pub fn counts(ballot: &BallotView) -> Option<Vec<Count>> {
    let counts = ballot.counts.as_ref()?;
    let all: u64 = counts.iter().map(|count| u64::from(*count)).sum();
    let most = counts.iter().copied().max().unwrap_or(0);
    let own = ballot.own.as_ref().filter(|own| own.why_not.is_none()).and_then(|own| own.choice).map(usize::from);
    let bar = |(at, choice): (usize, &String)| {
        let count = counts.get(at).copied().unwrap_or(0);
        let percent = (u64::from(count) * 200 + all).checked_div(all * 2).unwrap_or(0);
        Count {
            choice: choice.clone(),
            count,
            percent: u32::try_from(percent).unwrap_or(100),
            is_most: count > 0 && count == most,
            is_own: own == Some(at),
        }
    };
    Some(ballot.choices.iter().enumerate().map(bar).collect())
}

/// What became of the own vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vote {
    /// Only on this phone.
    Here,
    /// The relay refused it.
    Refused,
    /// It counts.
    Counts,
    /// Another device of this person cast it, sealed; nothing but that is known here.
    Elsewhere,
    /// It does not count.
    Not(WhyNot),
}

/// What became of the own vote.
#[must_use]
pub const fn vote_of(own: &OwnVote) -> Vote {
    match (own.why_not, own.sync, own.choice) {
        (Some(why), ..) => Vote::Not(why),
        (None, RecordSync::OnThisDevice, _) => Vote::Here,
        (None, RecordSync::Refused, _) => Vote::Refused,
        (None, RecordSync::WithRelay, Some(_)) => Vote::Counts,
        (None, RecordSync::WithRelay, None) => Vote::Elsewhere,
    }
}

#[cfg(test)]
pub(super) mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    pub(in crate::model::topics) fn ballot(counts: Option<Vec<u32>>) -> BallotView {
        BallotView {
            number: 0,
            question: "装不装".to_owned(),
            choices: vec!["装".to_owned(), "不装".to_owned()],
            by: VoteBy::Household,
            is_secret: counts.is_none(),
            opened: Millis(0),
            closes: Millis(100),
            grace_until: Millis(150),
            roll: 10,
            is_closed: false,
            clock_ahead: 0,
            votes: counts.iter().flatten().sum(),
            counts,
            own: None,
            why_not: None,
            tellers: Vec::new(),
            may_tell: false,
        }
    }

    fn draft() -> BallotDraft {
        let choices = ["同意", " ", "不同意 "].map(str::to_owned).to_vec();
        let day = Date::new(2026, 3, 8);
        BallotDraft { question: "装吗".to_owned(), choices, by: VoteBy::Person, is_secret: false, day }
    }

    fn today() -> Date {
        Date::new(2026, 3, 5).unwrap()
    }

    #[test]
    fn a_ballot_is_open_as_long_as_the_rules_want() {
        assert_eq!(ballot_mistakes(&draft(), today(), 3), []);
        assert_eq!(ballot_mistakes(&draft(), today(), 4), [BallotMistake::Early]);
        assert_eq!(ballot_mistakes(&BallotDraft { day: None, ..draft() }, today(), 0), [BallotMistake::Early]);
        let late = BallotDraft { day: Date::new(2028, 1, 1), ..draft() };
        assert_eq!(ballot_mistakes(&late, today(), 3), [BallotMistake::Late]);
        assert_eq!((close_days(3), close_days(0), close_days(30)), (vec![3, 7, 14], vec![1, 3, 7, 14], vec![30]));
    }

    #[test]
    fn two_choices_that_differ_are_needed_and_empty_lines_do_not_count() {
        let with = |choices: &[&str]| {
            let choices = choices.iter().map(|one| (*one).to_owned()).collect();
            ballot_mistakes(&BallotDraft { choices, ..draft() }, today(), 3)
        };
        assert_eq!(with(&["装", ""]), [BallotMistake::Few]);
        assert_eq!(with(&["装", "装 "]), [BallotMistake::Alike]);
        assert_eq!(with(&["装", &"长".repeat(CHOICE + 1)]), [BallotMistake::Long]);
        assert_eq!(draft().filled(), ["同意", "不同意"]);
        assert_eq!(
            ballot_mistakes(&BallotDraft { question: " ".into(), ..draft() }, today(), 3),
            [BallotMistake::Question]
        );
    }

    #[test]
    fn a_line_is_free_until_there_are_eight() {
        let lines = |count: usize| vec!["一".to_owned(); count];
        assert_eq!([0, 1, 2, 7, 8].map(|count| lines_shown(&lines(count), CHOICES)), [2, 2, 3, 8, 8]);
        assert_eq!(with_line(&[], 2, "丙".to_owned()), ["", "", "丙"]);
    }

    #[test]
    fn late_votes_count_until_the_grace_is_over() {
        let open = ballot(Some(vec![0, 0]));
        let closed = BallotView { is_closed: true, ..open.clone() };
        assert_eq!(standing(&open, Millis(99)), Standing::Open);
        assert_eq!(standing(&open, Millis(100)), Standing::Grace);
        assert_eq!(standing(&closed, Millis(120)), Standing::Grace);
        assert_eq!(standing(&closed, Millis(150)), Standing::Over);
        let both = [closed, open];
        assert_eq!(open_ballot(&both, Millis(1)).map(|ballot| ballot.is_closed), Some(false));
        assert_eq!(open_ballot(&both, Millis(200)), None);
    }

    #[test]
    fn a_clock_that_is_years_off_closes_no_ballot_and_keeps_none_open() {
        const YEAR: i64 = 365 * 86_400_000;
        let at = |now: i64, clock_ahead: i64, is_closed: bool| {
            let ballot = BallotView { clock_ahead, is_closed, ..ballot(Some(vec![0, 0])) };
            standing(&ballot, Millis(now + clock_ahead))
        };
        for ahead in [YEAR, -YEAR] {
            assert_eq!(at(99, ahead, false), Standing::Open, "{ahead}");
            assert_eq!(at(100, ahead, false), Standing::Grace, "it closes while it is looked at, {ahead}");
            assert_eq!(at(150, ahead, true), Standing::Over, "{ahead}");
        }
        let ahead = BallotView { clock_ahead: YEAR, ..ballot(Some(vec![0, 0])) };
        assert!(open_ballot(&[ahead], Millis(YEAR + 1)).is_some());
    }

    #[test]
    fn bars_show_shares_the_most_and_the_own() {
        let mut counted = ballot(Some(vec![2, 1]));
        let (at, sync) = (Millis(5), RecordSync::WithRelay);
        counted.own = Some(OwnVote { choice: Some(1), at, is_paper: false, why_not: None, sync });
        let bars = counts(&counted).unwrap();
        assert_eq!(
            bars.iter().map(|bar| (bar.percent, bar.is_most, bar.is_own)).collect::<Vec<_>>(),
            [(67, true, false), (33, false, true)]
        );
        let none = counts(&ballot(Some(vec![0, 0]))).unwrap();
        assert!(none.iter().all(|bar| bar.percent == 0 && !bar.is_most));
        assert_eq!(counts(&ballot(None)), None);
    }

    #[test]
    fn what_became_of_the_own_vote_is_said() {
        let of = |choice, why_not, sync| vote_of(&OwnVote { choice, at: Millis(1), is_paper: false, why_not, sync });
        let own = |why_not, sync| of(Some(0), why_not, sync);
        assert_eq!(own(None, RecordSync::OnThisDevice), Vote::Here);
        assert_eq!(own(None, RecordSync::WithRelay), Vote::Counts);
        assert_eq!(own(Some(WhyNot::TooLate), RecordSync::WithRelay), Vote::Not(WhyNot::TooLate));
        assert_eq!(own(None, RecordSync::Refused), Vote::Refused);
        assert_eq!(of(None, None, RecordSync::WithRelay), Vote::Elsewhere);
        assert_eq!(of(None, Some(WhyNot::TooLate), RecordSync::WithRelay), Vote::Not(WhyNot::TooLate));
    }
}
