//! Which act is the main one, which stands beside it, which are behind "more".
//!
//! **Invariant:** every act that is allowed is in the bar exactly once; talk and votes have their own places on the screen.

use linli_contract::topics::{Asked, BallotView, TopicMay, TopicView};

/// The acts of the bar.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bar {
    /// The one clear button; what this person is asked, if anything.
    pub main: Option<TopicMay>,
    /// The rest.
    pub more: Vec<TopicMay>,
}

/// The likeliest first.
const ORDER: [TopicMay; 14] = [
    TopicMay::Vote,
    TopicMay::Gate,
    TopicMay::Sign,
    TopicMay::Judge,
    TopicMay::Support,
    TopicMay::Report,
    TopicMay::OpenBallot,
    TopicMay::MakeProject,
    TopicMay::CloseEvaluation,
    TopicMay::WriteCovenant,
    TopicMay::SettleCovenant,
    TopicMay::PaperVote,
    TopicMay::Finish,
    TopicMay::Withdraw,
];

const fn is_asked(act: TopicMay, asked: Asked) -> bool {
    matches!(
        (act, asked),
        (TopicMay::Vote, Asked::Vote)
            | (TopicMay::Gate, Asked::Gate)
            | (TopicMay::Judge, Asked::Judge)
            | (TopicMay::Sign, Asked::Sign)
    )
}

/// What this person has done already, so that it is only changed; it then makes room for others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Done {
    /// They support the topic.
    pub is_supported: bool,
    /// They, or their household, voted in every ballot that is open for them.
    pub has_voted: bool,
    /// They said how it turned out.
    pub has_judged: bool,
    /// A ballot is open, so that the next one and the project wait for its count.
    pub is_voted_on: bool,
}

impl Done {
    /// What somebody has done with a topic.
    #[must_use]
    pub fn of(view: &TopicView) -> Self {
        let is_unanswered = |one: &BallotView| !one.is_closed && one.why_not.is_none() && one.own.is_none();
        Self {
            is_supported: view.is_supported,
            has_voted: !view.ballots.iter().any(is_unanswered),
            has_judged: view.own_stars.is_some(),
            is_voted_on: view.ballots.iter().any(|one| !one.is_closed),
        }
    }

    /// Whether an act only changes what was done, or is not its turn.
    #[must_use]
    pub const fn has(self, act: TopicMay) -> bool {
        match act {
            TopicMay::Support => self.is_supported,
            TopicMay::Vote => self.has_voted,
            TopicMay::Judge => self.has_judged,
            TopicMay::OpenBallot | TopicMay::MakeProject => self.is_voted_on,
            TopicMay::Comment
            | TopicMay::Gate
            | TopicMay::PaperVote
            | TopicMay::Report
            | TopicMay::Finish
            | TopicMay::CloseEvaluation
            | TopicMay::WriteCovenant
            | TopicMay::SettleCovenant
            | TopicMay::Sign
            | TopicMay::Withdraw
            | TopicMay::Hide => false,
        }
    }
}

/// The bar for what may be done.
#[must_use]
pub fn bar(may: &[TopicMay], asked: Option<Asked>, done: Done) -> Bar {
    let allowed: Vec<TopicMay> = ORDER.into_iter().filter(|act| may.contains(act)).collect();
    let wanted = allowed.iter().copied().find(|act| asked.is_some_and(|asked| is_asked(*act, asked)));
    // What takes the topic back is never offered as the next thing to do.
    let next = allowed.iter().copied().find(|act| !done.has(*act) && *act != TopicMay::Withdraw);
    let main = wanted.or(next);
    Bar { main, more: allowed.into_iter().filter(|act| Some(*act) != main).collect() }
}

/// Whether an act wants a reason or a summary.
#[must_use]
pub const fn needs_words(act: TopicMay) -> bool {
    matches!(
        act,
        TopicMay::Gate
            | TopicMay::MakeProject
            | TopicMay::Report
            | TopicMay::Finish
            | TopicMay::CloseEvaluation
            | TopicMay::Withdraw
    )
}

/// Whether photos go with it.
#[must_use]
pub const fn takes_photos(act: TopicMay) -> bool {
    matches!(act, TopicMay::Report | TopicMay::PaperVote)
}

#[cfg(test)]
mod tests {
    use linli_contract::posts::TalkView;
    use linli_contract::topics::{OwnVote, Rules, Stage, WhyNot};
    use linli_shared::calendar::Millis;

    use super::super::ballot::tests::ballot;
    use super::super::order::tests::row;
    use super::*;

    fn view(ballots: Vec<BallotView>) -> TopicView {
        TopicView {
            row: row(Stage::Consulted),
            text: String::new(),
            attached: Vec::new(),
            hidden: None,
            path: Vec::new(),
            steps: Vec::new(),
            ballots,
            project: None,
            stars: [0; 5],
            own_stars: None,
            covenant: None,
            talk: TalkView::default(),
            is_supported: false,
            needs: 0,
            needs_said: None,
            may: Vec::new(),
            rules: Rules::default(),
            needs_newer_app: false,
        }
    }

    #[test]
    fn what_somebody_is_asked_is_the_main_button() {
        let may = [TopicMay::Comment, TopicMay::Gate, TopicMay::Vote, TopicMay::Withdraw];
        let bar = bar(&may, Some(Asked::Gate), Done::default());
        assert_eq!((bar.main, bar.more), (Some(TopicMay::Gate), vec![TopicMay::Vote, TopicMay::Withdraw]));
    }

    #[test]
    fn who_has_voted_may_vote_again_behind_more() {
        let done = Done { has_voted: true, ..Done::default() };
        let bar = bar(&[TopicMay::Vote, TopicMay::MakeProject], None, done);
        assert_eq!((bar.main, bar.more), (Some(TopicMay::MakeProject), vec![TopicMay::Vote]));
    }

    #[test]
    fn while_a_ballot_is_open_the_next_and_the_project_are_behind_more() {
        let may = [TopicMay::OpenBallot, TopicMay::MakeProject, TopicMay::PaperVote];
        let at = |is_closed| {
            let ballots = vec![BallotView { is_closed, ..ballot(Some(vec![0, 0])) }];
            bar(&may, None, Done::of(&view(ballots))).main
        };
        assert_eq!([at(false), at(true)], [Some(TopicMay::PaperVote), Some(TopicMay::OpenBallot)]);
    }

    #[test]
    fn a_vote_is_open_until_every_ballot_for_this_person_is_answered() {
        let open = ballot(Some(vec![0, 0]));
        let own = OwnVote {
            choice: Some(0),
            at: Millis(1),
            is_paper: false,
            why_not: None,
            sync: linli_contract::sync::RecordSync::WithRelay,
        };
        let answered = BallotView { own: Some(own), ..open.clone() };
        let not_mine = BallotView { why_not: Some(WhyNot::NotInRoll), ..open.clone() };
        assert!(Done::of(&view(vec![answered.clone(), not_mine])).has_voted);
        assert!(!Done::of(&view(vec![answered, open])).has_voted);
    }

    #[test]
    fn a_supporter_is_not_asked_again_and_nobody_is_led_to_take_a_topic_back() {
        let may = [TopicMay::Support, TopicMay::Withdraw];
        assert_eq!(bar(&may, None, Done::default()).main, Some(TopicMay::Support));
        let after = bar(&may, None, Done { is_supported: true, ..Done::default() });
        assert_eq!((after.main, after.more), (None, may.to_vec()));
    }
}
