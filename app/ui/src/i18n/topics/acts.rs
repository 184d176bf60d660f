//! Texts: what people do with a topic.

use linli_contract::topics::TopicMay;

use crate::i18n::Said;

texts! {
    /// What people do with a topic.
    TopicActTexts {
        label,
        more,
        name: fn(TopicMay) -> &'static str,
        unsupport,
        vote_again,
        judge_again,
        what: fn(TopicMay) -> &'static str,
        unsupport_what,
        words: fn(TopicMay) -> &'static str,
        hint: fn(TopicMay) -> &'static str,
        done: fn(TopicMay) -> &'static str,
        unsupport_done,
        words_needed,
        words_long: fn(usize) -> String,
        gate_choose,
        pass,
        pass_what,
        send_back,
        send_back_what,
        choose_first,
        who,
        who_hint,
        who_needed,
        due,
        no_due,
        in_a_month,
        in_three_months,
        to_a_date,
        steps,
        steps_hint,
        step: fn(usize) -> String,
        which_step,
        no_step,
        photos,
        stars,
        stars_needed,
        wants_covenant,
        wants_covenant_hint,
        covenant_text,
        covenant_hint,
        covenant_changed,
        covenant_merged,
        covenant_nothing,
        settle_what,
        sign_what: fn(u16) -> String,
        sign_confirm,
        too_late: Said,
        comment_done,
    }
}
