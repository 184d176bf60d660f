//! Which part of a long talk is asked for next, from what is shown of it.

use linli_contract::posts::{TalkPart, TalkView};

/// Comments that are added at a time.
const MORE: u32 = 50;

/// How many comments a talk has, shown or not.
#[must_use]
pub fn talk_length(shown: &TalkView) -> usize {
    shown.earlier as usize + shown.comments.len() + shown.later as usize
}

/// The first that is not shown.
fn end(shown: &TalkView) -> u32 {
    shown.earlier.saturating_add(u32::try_from(shown.comments.len()).unwrap_or(u32::MAX))
}

/// What is shown with some before it.
#[must_use]
pub fn with_earlier(shown: &TalkView) -> TalkPart {
    let to = (shown.later > 0).then(|| end(shown));
    TalkPart::Between { from: shown.earlier.saturating_sub(MORE), to }
}

/// What is shown with some after it; with the last of them, what comes is shown too.
#[must_use]
pub fn with_later(shown: &TalkView) -> TalkPart {
    let to = (shown.later > MORE).then(|| end(shown).saturating_add(MORE));
    TalkPart::Between { from: shown.earlier, to }
}

#[cfg(test)]
mod tests {
    use linli_contract::posts::{CommentView, Speaker};
    use linli_contract::sync::RecordSync;
    use linli_shared::calendar::Millis;
    use linli_shared::ids::{MemberId, RecordId};

    use super::*;

    fn shown(earlier: u32, later: u32) -> TalkView {
        let one = CommentView {
            id: RecordId::default(),
            by: Speaker { member: MemberId::default(), name: None, office: None, is_me: false },
            at: Millis(0),
            words: String::new(),
            attached: Vec::new(),
            reply_to: None,
            is_withdrawn: false,
            hidden: None,
            is_muted: false,
            sync: RecordSync::WithRelay,
        };
        TalkView { comments: vec![one; 50], earlier, later, answered: Vec::new() }
    }

    #[test]
    fn what_is_shown_stays_and_grows_by_a_part_at_either_end() {
        let part = |from, to| TalkPart::Between { from, to };
        assert_eq!(with_earlier(&shown(950, 0)), part(900, None), "and what comes");
        assert_eq!(with_earlier(&shown(20, 0)), part(0, None));
        assert_eq!(with_earlier(&shown(400, 550)), part(350, Some(450)));
        assert_eq!(with_later(&shown(400, 550)), part(400, Some(500)));
        assert_eq!(with_later(&shown(400, 50)), part(400, None), "then the talk is shown to its end");
        assert_eq!(talk_length(&shown(400, 550)), 1_000);
    }
}
