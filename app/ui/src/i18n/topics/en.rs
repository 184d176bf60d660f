//! In English.

mod acts;
mod ballots;

use linli_contract::topics::{Asked, Rules, Stage, StepWhat};

use super::{OneTopicTexts, ProposeTexts, RuleTexts, TopicTexts};
use crate::model::topics::{Lack, PointState, RuleLack};

/// In English.
pub(in crate::i18n) const EN: TopicTexts = TopicTexts {
    title: "Council hall",
    stage,
    stage_what: |stage| match stage {
        Stage::Proposed => "Any neighbour may propose. First it is seen how many support it.",
        Stage::Screened => {
            "The committee looks whether it concerns everybody and can be done. Passed or returned, it says why."
        }
        Stage::Consulted => "Everybody talks it over, and votes where that is needed.",
        Stage::Project => "It is settled what is done, who answers for it, and until when.",
        Stage::CarriedOut => "It is being done, with reports and photos.",
        Stage::Evaluated => "It is done; residents say how it turned out.",
        Stage::Covenant => "What was agreed is written down and signed.",
    },
    seven: "How a matter is decided: seven steps",
    seven_what: "Everybody can see who took each step, when, and why.",
    propose: "Propose a topic",
    asked_title: "Waiting for you",
    running_title: "Under way",
    over_title: |count| format!("Ended ({count})"),
    asked: |asked| match asked {
        Asked::Vote => "Please vote",
        Asked::Gate => "Waits for the committee",
        Asked::Next => "Waits for your next step",
        Asked::Judge => "Please rate it",
        Asked::Sign => "Please sign the covenant",
    },
    filter: "Only at this step",
    all_stages: |count| format!("All {count}"),
    stage_with: |one, count| format!("{} {count}", stage(one)),
    none: "No topics yet",
    none_next: "Something to talk over with your neighbours? Tap “Propose a topic” below.",
    none_next_reader: "Topics that neighbours propose appear here.",
    none_fits: "No topic stands at this step",
    none_fits_next: "Tap “All” to see those at other steps.",
    draft: "You have begun a topic",
    draft_go: "Go on writing",
    rules: "Rules of the hall",
    rules_see: "How many supporters, until when an answer, how votes are held",
    supporters: |count| if count == 1 { "1 supporter".to_owned() } else { format!("{count} supporters") },
    closes: |when| format!("Vote until {when}"),
    ended: "Ended",
    newer: "Part of it was written by a newer release; update the app to see all of it.",
    propose_form: ProposeTexts {
        title: "Propose a topic",
        rules_first: "First the rules",
        who_reads: "Every resident and worker of this community can read this topic and your name. Please leave out other people's phone and ID numbers.",
        form_title: "What is it about",
        form_title_hint: "In one sentence, such as “A sensor light at the entrance”",
        text: "Tell more",
        text_hint: "How it is now, and what you wish for",
        area: "Which place it concerns",
        whole: "The whole community",
        photos: "Photos",
        lack: |lack| match lack {
            Lack::Title => "Please say in a sentence what it is about.",
            Lack::TitleLong => "The title is too long; please make it shorter.",
            Lack::Text => "Please tell more about it.",
            Lack::TextLong => "The text is too long; please make it shorter.",
        },
        send: "Propose it",
        sent: "Your topic is proposed",
        restored: "This is what you began last time; just go on.",
        discard: "Start anew",
        discarded: "Cleared",
        kept_hint: "What you write is kept on this phone by itself.",
        may_not: "You cannot propose topics",
        may_not_next: "Residents and the committee can. Tell your building leader or the committee about your idea.",
    },
    ruling: RuleTexts {
        title: "Rules of the hall",
        lines: rules,
        more_words: "What the committee adds",
        set_by: |who, when| format!("Set by {who}, {when}"),
        default_set: "The committee has set none of its own; these are the common rules.",
        change: "Change the rules",
        change_what: "New topics and new votes follow the new rules. Everybody can see who changed them.",
        supporters: "Supporters needed",
        supporters_hint: "0 for none: it goes to the committee at once",
        answer_days: "Days in which the committee answers",
        ballot_days: "Days a vote is open at least",
        ballot_days_hint: "So that those who are away have time",
        grace_hours: "Hours of grace after the close",
        grace_hint: "Votes from phones that had no signal count if they arrive within it",
        text: "In addition",
        text_hint: "May be left empty",
        not_a_number: "Please enter a number",
        lack: |lack| match lack {
            RuleLack::Supporters => "Too many supporters; 500 at most.",
            RuleLack::AnswerDays => "Days to answer: 1 to 90.",
            RuleLack::BallotDays => "Days of a vote: 1 to 90.",
            RuleLack::Grace => "At most 168 hours (seven days) of grace.",
            RuleLack::TextLong => "The addition is too long; please make it shorter.",
        },
        save: "Save the rules",
        saved: "The rules are changed",
    },
    one: OneTopicTexts {
        line: "Where it stands",
        state: |state| match state {
            PointState::Done => "Done",
            PointState::Now => "It stands here",
            PointState::Ended => "It ended here",
            PointState::Ahead => "Still ahead",
        },
        nothing_yet: "Nothing has happened in this step yet",
        step: |step| match step {
            StepWhat::Proposed => "proposed the topic",
            StepWhat::Supported => "enough support it",
            StepWhat::Passed => "let it pass",
            StepWhat::Returned => "returned it",
            StepWhat::Withdrawn => "took the topic back",
            StepWhat::BallotOpened => "opened a vote",
            StepWhat::BallotClosed => "the vote closed",
            StepWhat::Counted => "told the result of the count",
            StepWhat::ProjectMade => "made a project of it",
            StepWhat::Reported => "reported on it",
            StepWhat::Finished => "said that it is done",
            StepWhat::Evaluated => "closed the evaluation",
            StepWhat::CovenantSettled => "settled a version of the covenant",
            StepWhat::Newer => "took a step with a newer app",
        },
        void: "This step has no effect: when its turn came the topic stood elsewhere; most likely somebody else was first.",
        area: "Which place it concerns",
        whole: "The whole community",
        supported_by: |count, needed| {
            if needed == 0 { format!("{count} support it") } else { format!("{count} support it; {needed} are needed") }
        },
        needs_differs: |said, needs| {
            format!("The proposal says {said}, but the rules asked for {needs} when it was sent. {needs} are needed.")
        },
        you_support: "You support it",
        discussion: "What neighbours say",
        project: "Project",
        who_answers: "Who answers for it",
        due: |when| format!("Done by {when}"),
        project_steps: |done, all| format!("Steps: {done} of {all} done"),
        step_done: "done",
        step_open: "not done yet",
        reports: |count| if count == 1 { "1 report".to_owned() } else { format!("{count} reports") },
        report_done: |step| format!("Done: {step}"),
        evaluation: "How residents rate it",
        stars: |stars| match stars {
            1 => "1 star, very unhappy",
            2 => "2 stars, not happy",
            3 => "3 stars, all right",
            4 => "4 stars, happy",
            _ => "5 stars, very happy",
        },
        stars_sum: |count, tenths| {
            let people = if count == 1 { "1 person".to_owned() } else { format!("{count} people") };
            format!("{people} rated it, {}.{} stars on average", tenths / 10, tenths % 10)
        },
        stars_line: |stars, count| format!("{stars} ★: {count}"),
        nobody_judged: "Nobody has rated it yet.",
        own_stars: |stars| if stars == 1 { "You gave 1 star".to_owned() } else { format!("You gave {stars} stars") },
        covenant: "Covenant",
        covenant_empty: "Nothing is written yet. Several people can write at once; it is put together by itself.",
        covenant_draft: "The covenant being written",
        covenant_draft_what: "Still changing. Once a version is settled, everybody is asked to sign.",
        covenant_unsent: "What you wrote is still on this phone. It is sent when there is network, and put together with what others wrote.",
        version: |number| format!("Covenant, version {number}"),
        settled_by: |who, when| format!("Settled by {who}, {when}"),
        signed: |count| if count == 1 { "1 signature".to_owned() } else { format!("{count} signatures") },
        nobody_signed: "Nobody has signed yet",
        you_signed: "You have signed",
        muted: "You will not see what they say",
        unmuted: "You see again what they say",
    },
    act: acts::ACT,
    ballot: ballots::BALLOT,
    recount: ballots::RECOUNT,
};

pub(super) const fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Proposed => "Proposed",
        Stage::Screened => "Screened",
        Stage::Consulted => "Talked over",
        Stage::Project => "Made a project",
        Stage::CarriedOut => "Carried out",
        Stage::Evaluated => "Evaluated",
        Stage::Covenant => "Covenant",
    }
}

fn rules(rules: &Rules) -> Vec<String> {
    let days = |count: u16| if count == 1 { "1 day".to_owned() } else { format!("{count} days") };
    let supporters = match rules.supporters {
        0 => "A proposal goes to the committee at once; no supporters are needed.".to_owned(),
        1 => "Once 1 neighbour supports it, the committee looks at it.".to_owned(),
        count => format!("Once {count} neighbours support it, the committee looks at it."),
    };
    let grace = match rules.grace_hours {
        0 => "A vote ends at its close.".to_owned(),
        hours => format!(
            "After the close {hours} more hours are waited: votes of phones that had no signal count if they arrive by then."
        ),
    };
    vec![
        supporters,
        format!("The committee answers within {}; passed or returned, it says why.", days(rules.answer_days)),
        format!(
            "A vote is open for {} at least. Who has a vote is settled by the list of members when it opens.",
            days(rules.ballot_days)
        ),
        grace,
        "Until the close a vote can be changed; the last one counts. Anybody can count the votes again on their phone."
            .to_owned(),
    ]
}
