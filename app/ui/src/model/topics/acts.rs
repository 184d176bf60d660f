//! Which act is the main one, which stands beside it, which are behind "more".
//!
//! **Invariant:** every act that is allowed is in the bar exactly once; talk and votes have their own places on the screen.

use linli_contract::topics::{Asked, TopicMay};

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

/// Whether an act was done already, so that it is only changed; it then makes room for others.
const fn is_done(act: TopicMay, asked: Option<Asked>, is_supported: bool) -> bool {
    match act {
        TopicMay::Support => is_supported,
        TopicMay::Vote | TopicMay::Judge | TopicMay::Sign => match asked {
            Some(asked) => !is_asked(act, asked),
            None => true,
        },
        TopicMay::Comment
        | TopicMay::Gate
        | TopicMay::OpenBallot
        | TopicMay::PaperVote
        | TopicMay::MakeProject
        | TopicMay::Report
        | TopicMay::Finish
        | TopicMay::CloseEvaluation
        | TopicMay::WriteCovenant
        | TopicMay::SettleCovenant
        | TopicMay::Withdraw
        | TopicMay::Hide => false,
    }
}

/// The bar for what may be done.
#[must_use]
pub fn bar(may: &[TopicMay], asked: Option<Asked>, is_supported: bool) -> Bar {
    let allowed: Vec<TopicMay> = ORDER.into_iter().filter(|act| may.contains(act)).collect();
    let wanted = allowed.iter().copied().find(|act| asked.is_some_and(|asked| is_asked(*act, asked)));
    // What takes the topic back is never offered as the next thing to do.
    let next = allowed.iter().copied().find(|act| !is_done(*act, asked, is_supported) && *act != TopicMay::Withdraw);
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
    use super::*;

    #[test]
    fn what_somebody_is_asked_is_the_main_button() {
        let may = [TopicMay::Comment, TopicMay::Gate, TopicMay::Vote, TopicMay::Withdraw];
        let bar = bar(&may, Some(Asked::Vote), false);
        assert_eq!((bar.main, bar.more), (Some(TopicMay::Vote), vec![TopicMay::Gate, TopicMay::Withdraw]));
    }

    #[test]
    fn who_has_voted_may_vote_again_behind_more() {
        let bar = bar(&[TopicMay::Vote, TopicMay::MakeProject], None, false);
        assert_eq!((bar.main, bar.more), (Some(TopicMay::MakeProject), vec![TopicMay::Vote]));
    }

    #[test]
    fn a_supporter_is_not_asked_again_and_nobody_is_led_to_take_a_topic_back() {
        let may = [TopicMay::Support, TopicMay::Withdraw];
        assert_eq!(bar(&may, None, false).main, Some(TopicMay::Support));
        let after = bar(&may, None, true);
        assert_eq!((after.main, after.more), (None, may.to_vec()));
    }
}
