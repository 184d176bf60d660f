//! What can be done with a ticket: which acts stand in the bar, which need words, which step an act is.

use linli_contract::tickets::{Card, Handler, MayDo, Step};

/// The acts of a ticket as a screen offers them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bar {
    /// In the bar, the most likely first; at most two.
    pub first: Vec<MayDo>,
    /// Behind "more".
    pub more: Vec<MayDo>,
}

/// From the most to the least likely; an act before it in the list is what somebody came for.
const ORDER: [MayDo; 14] = [
    MayDo::Confirm,
    MayDo::Reopen,
    MayDo::Accept,
    MayDo::Resolve,
    MayDo::Send,
    MayDo::Note,
    MayDo::Return,
    MayDo::Rate,
    MayDo::Urge,
    MayDo::Offline,
    MayDo::Thread,
    MayDo::Publish,
    MayDo::OpenTo,
    MayDo::Withdraw,
];

/// How many acts stand in the bar.
const FIRST: usize = 2;

/// Which acts stand in the bar, and which behind "more"; a single one more gets its place in the bar too.
#[must_use]
pub fn bar(may: &[MayDo]) -> Bar {
    let mut all: Vec<MayDo> = ORDER.into_iter().filter(|act| may.contains(act)).collect();
    // Who may take a ticket on is not offered to say that it is done before.
    if all.contains(&MayDo::Accept) {
        all.sort_by_key(|act| matches!(act, MayDo::Resolve | MayDo::Note | MayDo::Offline));
    }
    let cut = if all.len() <= FIRST + 1 { all.len() } else { FIRST };
    let more = all.split_off(cut);
    Bar { first: all, more }
}

/// Whether an act needs words: a reason, a result, a question.
#[must_use]
pub const fn needs_words(act: MayDo) -> bool {
    match act {
        MayDo::Note
        | MayDo::Return
        | MayDo::Resolve
        | MayDo::Reopen
        | MayDo::OpenTo
        | MayDo::Thread
        | MayDo::Publish => true,
        MayDo::Accept | MayDo::Send | MayDo::Offline | MayDo::Confirm | MayDo::Rate | MayDo::Urge | MayDo::Withdraw => {
            false
        }
    }
}

/// Whether photos can be added to an act.
#[must_use]
pub const fn takes_photos(act: MayDo) -> bool {
    matches!(act, MayDo::Note | MayDo::Resolve | MayDo::Reopen | MayDo::Return)
}

/// Whether an act has all that it needs.
#[must_use]
pub fn is_ready(act: MayDo, words: &str, photos: usize, to: &[Handler], card: &Card, stars: u8) -> bool {
    let has_words = !words.trim().is_empty();
    match act {
        MayDo::Send => !to.is_empty(),
        MayDo::OpenTo => to.len() == 1 && has_words,
        MayDo::Thread => !to.is_empty() && has_words,
        MayDo::Offline => !card.office.trim().is_empty(),
        MayDo::Rate => (1..=5).contains(&stars),
        MayDo::Note => has_words || photos > 0,
        MayDo::Return | MayDo::Resolve | MayDo::Reopen | MayDo::Publish => has_words,
        MayDo::Accept | MayDo::Confirm | MayDo::Urge | MayDo::Withdraw => true,
    }
}

/// The step that an act is; `None` for what is no step, or lacks what it needs.
#[must_use]
pub fn step_of(act: MayDo, to: &[Handler], card: Card, stars: u8) -> Option<Step> {
    Some(match act {
        MayDo::Accept => Step::Accepted,
        MayDo::Note => Step::Note,
        MayDo::Send if !to.is_empty() => Step::Sent { to: to.to_vec() },
        MayDo::Offline => Step::Offline { card },
        MayDo::Return => Step::Returned,
        MayDo::Resolve => Step::Resolved,
        MayDo::Confirm => Step::Confirmed,
        MayDo::Reopen => Step::Reopened,
        MayDo::Rate if (1..=5).contains(&stars) => Step::Rated { stars },
        MayDo::Urge => Step::Urged,
        MayDo::Withdraw => Step::Withdrawn,
        MayDo::OpenTo => Step::OpenedTo { to: *to.first()? },
        MayDo::Send | MayDo::Rate | MayDo::Thread | MayDo::Publish => return None,
    })
}

/// Chooses a handler or takes the choice back; the first chosen leads. `is_single` keeps one alone.
pub fn toggle(chosen: &mut Vec<Handler>, handler: Handler, is_single: bool) {
    let was_chosen = chosen.contains(&handler);
    if is_single {
        chosen.clear();
    }
    chosen.retain(|one| *one != handler);
    if !was_chosen {
        chosen.push(handler);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_came_for_stands_in_the_bar() {
        let reporter = bar(&[MayDo::Withdraw, MayDo::Urge, MayDo::Note, MayDo::Confirm, MayDo::Reopen]);
        assert_eq!(reporter.first, [MayDo::Confirm, MayDo::Reopen]);
        assert_eq!(reporter.more, [MayDo::Note, MayDo::Urge, MayDo::Withdraw]);
        let property = bar(&[MayDo::Accept, MayDo::Note, MayDo::Send, MayDo::Return, MayDo::Resolve]);
        assert_eq!(property.first, [MayDo::Accept, MayDo::Send]);
        assert_eq!(bar(&[MayDo::Note, MayDo::Urge, MayDo::Withdraw]).more, [], "three stand side by side");
        assert_eq!(bar(&[]), Bar::default());
    }

    #[test]
    fn every_act_is_offered_once() {
        let all = bar(&ORDER);
        let mut offered: Vec<MayDo> = all.first.into_iter().chain(all.more).collect();
        offered.sort();
        offered.dedup();
        assert_eq!(offered.len(), ORDER.len());
    }

    #[test]
    fn an_act_without_what_it_needs_is_no_step() {
        let card = Card { office: "街道".into(), ..Card::default() };
        assert!(!is_ready(MayDo::Return, "  ", 3, &[], &card, 0), "photos are no reason");
        assert!(is_ready(MayDo::Note, "", 1, &[], &card, 0));
        assert!(
            is_ready(MayDo::Offline, "", 0, &[], &card, 0)
                && !is_ready(MayDo::Offline, "", 0, &[], &Card::default(), 0)
        );
        assert!(!is_ready(MayDo::Rate, "", 0, &[], &card, 6));
        assert_eq!(step_of(MayDo::Send, &[], Card::default(), 0), None);
        assert_eq!(step_of(MayDo::OpenTo, &[], Card::default(), 0), None);
        assert_eq!(step_of(MayDo::Rate, &[], Card::default(), 0), None);
        assert_eq!(step_of(MayDo::Rate, &[], Card::default(), 4), Some(Step::Rated { stars: 4 }));
        for act in ORDER {
            assert!(!needs_words(act) || !is_ready(act, "", 0, &[Handler::Property], &card, 5), "{act:?}");
        }
    }

    #[test]
    fn the_first_chosen_leads_until_it_is_taken_back() {
        let mut chosen = Vec::new();
        for handler in [Handler::Property, Handler::GridWorkers, Handler::Committee] {
            toggle(&mut chosen, handler, false);
        }
        toggle(&mut chosen, Handler::Property, false);
        assert_eq!(chosen, [Handler::GridWorkers, Handler::Committee]);
        toggle(&mut chosen, Handler::Property, true);
        assert_eq!(chosen, [Handler::Property]);
        toggle(&mut chosen, Handler::Property, true);
        assert!(chosen.is_empty());
    }
}
