//! In English: what people do with a topic.

use linli_contract::topics::TopicMay;

use super::super::TopicActTexts;
use crate::i18n::Said;

/// In English.
pub(super) const ACT: TopicActTexts = TopicActTexts {
    label: "What you can do",
    more: "More",
    name: |act| match act {
        TopicMay::Support => "I support it",
        TopicMay::Comment => "Say something",
        TopicMay::Gate => "Decide",
        TopicMay::OpenBallot => "Open a vote",
        TopicMay::Vote => "Vote",
        TopicMay::PaperVote => "Enter a paper vote",
        TopicMay::MakeProject => "Make a project",
        TopicMay::Report => "Report on it",
        TopicMay::Finish => "The project is done",
        TopicMay::Judge => "Rate it",
        TopicMay::CloseEvaluation => "Close the evaluation",
        TopicMay::WriteCovenant => "Write the covenant",
        TopicMay::SettleCovenant => "Settle this version",
        TopicMay::Sign => "Sign the covenant",
        TopicMay::Withdraw => "Take the topic back",
        TopicMay::Hide => "Hide a comment",
    },
    unsupport: "No longer support it",
    vote_again: "Vote otherwise",
    judge_again: "Rate it otherwise",
    what: |act| match act {
        TopicMay::Support => "You wish that this is talked over. Everybody can see that you support it.",
        TopicMay::Comment => "Everybody can read it.",
        TopicMay::Gate => "Passed or returned, please say why; everybody can read it.",
        TopicMay::OpenBallot => {
            "Everybody who has a vote is asked. Question and choices cannot be changed once it is open."
        }
        TopicMay::Vote => "Choose one, then confirm. Until the close you can vote otherwise.",
        TopicMay::PaperVote => {
            "Enter the paper vote of a home without a phone. Where the home votes itself, its own vote counts."
        }
        TopicMay::MakeProject => "Say what the talks came to, what is done, who answers for it, and until when.",
        TopicMay::Report => "Tell everybody how far it is, best with photos.",
        TopicMay::Finish => "Residents are then asked how it turned out.",
        TopicMay::Judge => "How did it turn out? Please rate it.",
        TopicMay::CloseEvaluation => "Sum up how it turned out, and decide whether a covenant follows.",
        TopicMay::WriteCovenant => "Several people can write at once; what each changed is put together.",
        TopicMay::SettleCovenant => "Everybody is then asked to sign. Later changes make another version.",
        TopicMay::Sign => "You agree and will keep to it. Everybody can see that you signed.",
        TopicMay::Withdraw => "The topic ends here. Please say why.",
        TopicMay::Hide => "Please say why; everybody can read it.",
    },
    unsupport_what: "Your support is taken back.",
    words: |act| match act {
        TopicMay::Gate => "Why",
        TopicMay::MakeProject => "What the talks came to, and what is done",
        TopicMay::Report => "How far it is",
        TopicMay::Finish => "What was made",
        TopicMay::CloseEvaluation => "What it came to",
        TopicMay::Withdraw => "Why it is taken back",
        TopicMay::Judge => "Anything to say (may be left empty)",
        TopicMay::Support
        | TopicMay::Comment
        | TopicMay::OpenBallot
        | TopicMay::Vote
        | TopicMay::PaperVote
        | TopicMay::WriteCovenant
        | TopicMay::SettleCovenant
        | TopicMay::Sign
        | TopicMay::Hide => "Words",
    },
    hint: |act| match act {
        TopicMay::Gate => "Such as: it concerns the whole building and the repair fund can pay",
        TopicMay::MakeProject => "Such as: most want sensor lights; stair 1 tries them for a month",
        TopicMay::Report => "Such as: three lights are up, the rest by Friday",
        TopicMay::Finish => "Such as: all six stairs have lights; the property company pays the power",
        TopicMay::CloseEvaluation => "Such as: most are happy; the light on floor 5 should be brighter",
        TopicMay::Withdraw => "Such as: it is repaired already",
        TopicMay::Support
        | TopicMay::Comment
        | TopicMay::OpenBallot
        | TopicMay::Vote
        | TopicMay::PaperVote
        | TopicMay::Judge
        | TopicMay::WriteCovenant
        | TopicMay::SettleCovenant
        | TopicMay::Sign
        | TopicMay::Hide => "",
    },
    done: |act| match act {
        TopicMay::Support => "You support it",
        TopicMay::Comment => "Said",
        TopicMay::Gate => "Your reason is there for everybody",
        TopicMay::OpenBallot => "The vote is open",
        TopicMay::Vote => "Your vote is kept",
        TopicMay::PaperVote => "The paper vote is entered",
        TopicMay::MakeProject => "The project is settled",
        TopicMay::Report => "Reported",
        TopicMay::Finish => "Done; residents are asked to rate it",
        TopicMay::Judge => "Thank you for rating it",
        TopicMay::CloseEvaluation => "The evaluation is closed",
        TopicMay::WriteCovenant => "The covenant is saved",
        TopicMay::SettleCovenant => "This version is settled and can be signed",
        TopicMay::Sign => "You have signed",
        TopicMay::Withdraw => "The topic is taken back",
        TopicMay::Hide => "Hidden",
    },
    unsupport_done: "Your support is taken back",
    words_needed: "Please write a few words for everybody to read.",
    words_long: |max| format!("Too long; at most {max} characters."),
    gate_choose: "Your decision",
    pass: "Passes",
    pass_what: "It goes to the next step",
    send_back: "Return it",
    send_back_what: "The topic ends here",
    choose_first: "Please choose one first.",
    who: "Who answers for it",
    who_hint: "A person or an office, such as “Mr Zhang, property company”",
    who_needed: "Please say who answers for it.",
    due: "Until when",
    no_due: "No date",
    in_a_month: "Within a month",
    in_three_months: "Within three months",
    to_a_date: "Choose a date",
    steps: "In which steps",
    steps_hint: "May be left empty",
    step: |number| format!("Step {number}"),
    which_step: "Which step is done",
    no_step: "None yet",
    photos: "Photos",
    stars: "How many stars",
    stars_needed: "Please tap a star first.",
    wants_covenant: "A covenant follows",
    wants_covenant_hint: "If not, it ends here",
    covenant_text: "The covenant",
    covenant_hint: "One rule a line, in plain words that everybody understands",
    covenant_changed: "Others changed it while you were writing. It is put together when you save; please read it again then.",
    covenant_merged: "Saved, and put together with what others wrote; please read it again",
    covenant_nothing: "Nothing was changed",
    settle_what: "These words are settled:",
    sign_what: |number| format!("You sign version {number}:"),
    sign_confirm: "I agree and sign",
    too_late: Said {
        what: "This cannot be done any more",
        next: "Somebody else may have been first, or its time is over. The screen is up to date; please look again.",
    },
    comment_done: "Said",
};
