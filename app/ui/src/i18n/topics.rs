//! Texts: the council hall.

mod acts;
mod ballots;
mod en;
mod zh;

pub use acts::TopicActTexts;
pub use ballots::{BallotTexts, RecountTexts};
pub(super) use en::EN;
pub(super) use zh::ZH;

use linli_contract::topics::{Asked, Rules, Stage, StepWhat};

use crate::model::topics::{Lack, PointState, RuleLack};

texts! {
    /// The council hall.
    TopicTexts {
        title,
        stage: fn(Stage) -> &'static str,
        stage_what: fn(Stage) -> &'static str,
        seven,
        seven_what,
        propose,
        asked_title,
        running_title,
        over_title: fn(usize) -> String,
        asked: fn(Asked) -> &'static str,
        filter,
        all_stages: fn(usize) -> String,
        stage_with: fn(Stage, usize) -> String,
        none,
        none_next,
        none_next_reader,
        none_fits,
        none_fits_next,
        draft,
        draft_go,
        rules,
        rules_see,
        supporters: fn(u32) -> String,
        closes: fn(&str) -> String,
        ended,
        newer,
        propose_form: ProposeTexts,
        ruling: RuleTexts,
        one: OneTopicTexts,
        act: TopicActTexts,
        ballot: BallotTexts,
        recount: RecountTexts,
    }
}

texts! {
    /// Proposing a topic.
    ProposeTexts {
        title,
        rules_first,
        who_reads,
        form_title,
        form_title_hint,
        text,
        text_hint,
        area,
        whole,
        photos,
        lack: fn(Lack) -> &'static str,
        send,
        sent,
        restored,
        discard,
        discarded,
        kept_hint,
        may_not,
        may_not_next,
    }
}

texts! {
    /// The rules of the hall.
    RuleTexts {
        title,
        lines: fn(&Rules) -> Vec<String>,
        more_words,
        set_by: fn(&str, &str) -> String,
        default_set,
        change,
        change_what,
        supporters,
        supporters_hint,
        answer_days,
        ballot_days,
        ballot_days_hint,
        grace_hours,
        grace_hint,
        text,
        text_hint,
        not_a_number,
        lack: fn(RuleLack) -> &'static str,
        save,
        saved,
    }
}

texts! {
    /// One topic.
    OneTopicTexts {
        line,
        state: fn(PointState) -> &'static str,
        nothing_yet,
        step: fn(StepWhat) -> &'static str,
        void,
        area,
        whole,
        supported_by: fn(u32, u16) -> String,
        needs_differs: fn(u16, u16) -> String,
        you_support,
        discussion,
        project,
        who_answers,
        due: fn(&str) -> String,
        project_steps: fn(usize, usize) -> String,
        step_done,
        step_open,
        reports: fn(usize) -> String,
        report_done: fn(&str) -> String,
        evaluation,
        stars: fn(u8) -> &'static str,
        stars_sum: fn(u32, u32) -> String,
        stars_line: fn(u8, u32) -> String,
        nobody_judged,
        own_stars: fn(u8) -> String,
        covenant,
        covenant_empty,
        covenant_draft,
        covenant_draft_what,
        covenant_unsent,
        version: fn(u16) -> String,
        settled_by: fn(&str, &str) -> String,
        signed: fn(usize) -> String,
        nobody_signed,
        you_signed,
        muted,
        unmuted,
    }
}
