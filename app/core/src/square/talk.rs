//! A part of what was said under a thing, as a screen asks for it.
//!
//! **Invariant:** what is said later never moves the parts that were numbered, and moves the newest ones rarely.

use core::ops::Range;
use std::collections::{BTreeMap, BTreeSet};

use linli_contract::posts::{CommentView, TalkPart, TalkView};
use linli_shared::ids::RecordId;

/// The newest comments: at least so many.
const NEWEST: usize = 50;
/// The newest begin at a multiple of this, so that not every new one pushes an old one off the screen.
const STEP: usize = 25;
/// Comments before the one that is looked for.
const BEFORE: usize = 10;

/// A part of a talk; `said` is all of it, oldest first: each comment's name, and the one it answers.
pub(crate) fn talk(
    said: &[(RecordId, Option<RecordId>)],
    wanted: TalkPart,
    view: impl Fn(usize) -> Option<CommentView>,
) -> TalkView {
    let places: BTreeMap<RecordId, usize> = said.iter().enumerate().map(|(at, (id, _))| (*id, at)).collect();
    let part = part(said.len(), wanted, |id| places.get(&id).copied());
    let of_part = said.get(part.clone()).unwrap_or_default();
    let answered = of_part.iter().filter_map(|(_, to)| places.get(&(*to)?).copied());
    let answered: BTreeSet<usize> = answered.filter(|at| !part.contains(at)).collect();
    TalkView {
        earlier: count(part.start),
        later: count(said.len() - part.end),
        comments: part.filter_map(&view).collect(),
        answered: answered.into_iter().filter_map(&view).collect(),
    }
}

/// The numbers of the comments that are wanted; always within the talk.
fn part(all: usize, wanted: TalkPart, place: impl Fn(RecordId) -> Option<usize>) -> Range<usize> {
    let newest = all.saturating_sub(NEWEST) / STEP * STEP..all;
    match wanted {
        TalkPart::Newest => newest,
        TalkPart::Between { from, to } => {
            let from = all.min(from as usize);
            from..to.map_or(all, |to| to as usize).clamp(from, all)
        }
        TalkPart::Around(id) => place(id).map_or(newest, |at| {
            let from = at.saturating_sub(BEFORE);
            from..all.min(from + NEWEST)
        }),
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use linli_contract::posts::Speaker;
    use linli_contract::sync::RecordSync;
    use linli_shared::calendar::Millis;
    use linli_shared::ids::MemberId;

    use super::*;

    fn id(number: usize) -> RecordId {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&(number as u64).to_be_bytes());
        RecordId(bytes)
    }

    fn comment(number: usize) -> CommentView {
        CommentView {
            id: id(number),
            by: Speaker { member: MemberId::default(), name: None, office: None, is_me: false },
            at: Millis(0),
            words: String::new(),
            attached: Vec::new(),
            reply_to: None,
            is_withdrawn: false,
            hidden: None,
            is_muted: false,
            sync: RecordSync::WithRelay,
        }
    }

    /// Each comment answers the very first.
    fn shown(all: usize, wanted: TalkPart) -> TalkView {
        let said: Vec<_> = (0..all).map(|at| (id(at), (at > 0).then_some(id(0)))).collect();
        talk(&said, wanted, |at| Some(comment(at)))
    }

    fn shape(view: &TalkView) -> (u32, usize, u32, usize) {
        (view.earlier, view.comments.len(), view.later, view.answered.len())
    }

    #[test]
    fn of_a_long_talk_the_newest_come_with_what_they_answer() {
        let view = shown(1_000, TalkPart::Newest);
        assert_eq!(shape(&view), (950, 50, 0, 1));
        assert_eq!((view.comments[49].id, view.answered[0].id), (id(999), id(0)));
        assert_eq!(shape(&shown(0, TalkPart::Newest)), (0, 0, 0, 0));
        assert_eq!(shape(&shown(74, TalkPart::Newest)), (0, 74, 0, 0), "few are left out of no talk");
    }

    #[test]
    fn a_new_comment_pushes_none_off_the_screen_until_many_came() {
        let begins = |all| shown(all, TalkPart::Newest).earlier;
        let moved: Vec<usize> = (1_000..1_050).filter(|all| begins(*all) != begins(all + 1)).collect();
        assert_eq!(moved, [1_024, 1_049]);
    }

    #[test]
    fn parts_by_number_are_within_the_talk_and_leave_nothing_out() {
        let between = |from, to| shape(&shown(120, TalkPart::Between { from, to }));
        assert_eq!(between(50, None), (50, 70, 0, 1));
        assert_eq!(between(0, None), (0, 120, 0, 0));
        assert_eq!(between(20, Some(40)), (20, 20, 80, 1));
        assert_eq!(between(100, Some(400)), (100, 20, 0, 1));
        assert_eq!(between(400, Some(3)), (120, 0, 0, 0));
        assert_eq!(between(50, Some(3)), (50, 0, 70, 0));
    }

    #[test]
    fn one_that_is_looked_for_comes_with_those_around_it() {
        let around = |at| shown(1_000, TalkPart::Around(id(at)));
        assert_eq!(shape(&around(400)), (390, 50, 560, 1));
        assert_eq!(shape(&around(3)), (0, 50, 950, 0));
        assert_eq!(shape(&around(998)), (988, 12, 0, 1));
        assert_eq!(around(5_000), shown(1_000, TalkPart::Newest), "it is not here");
    }
}
