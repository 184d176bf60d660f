//! Which part of a conversation is shown: from its newest message back, or around a message that somebody looks for.
//!
//! **Invariant:** what is shown is one run of messages; where it ends before the newest, nothing counts as read.

use linli_contract::chats::ChatView;

/// Messages of a part.
pub const PART: u32 = 50;

/// Messages shown before and after one that is looked for.
const AROUND: u32 = 25;

/// How far back the beginning of what is new is looked for when a conversation is opened.
const FAR: u32 = 300;

/// What is shown, by indices from the beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// The first message.
    pub from: u32,
    /// After the last one.
    pub end: u32,
    /// Messages in all.
    pub total: u32,
    /// The first one that was not read.
    pub first_unread: Option<u32>,
}

impl Run {
    /// What a view shows.
    #[must_use]
    pub fn of(view: &ChatView) -> Self {
        let count = u32::try_from(view.messages.len()).unwrap_or(u32::MAX);
        let end = view.from.saturating_add(count);
        Self { from: view.from, end, total: view.total, first_unread: view.first_unread }
    }

    /// Whether the newest message is among them.
    #[must_use]
    pub const fn is_to_newest(&self) -> bool {
        self.end >= self.total
    }
}

/// Which messages are wanted, by their indices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Window {
    /// From this one on; `None` before anything is here: a part, or from what is new.
    pub from: Option<u32>,
    /// Before this one; `None` up to the newest.
    pub before: Option<u32>,
}

impl Window {
    /// Around a message.
    #[must_use]
    pub const fn around(index: u32) -> Self {
        Self { from: Some(index.saturating_sub(AROUND)), before: Some(index.saturating_add(AROUND)) }
    }

    /// With a part more before what is shown; `None` if there is none.
    #[must_use]
    pub fn earlier(self, run: Run) -> Option<Self> {
        (run.from > 0).then_some(Self { from: Some(run.from.saturating_sub(PART)), ..self })
    }

    /// With a part more after what is shown; `None` if there is none.
    #[must_use]
    pub fn later(self, run: Run) -> Option<Self> {
        let (from, before) = (self.from.or(Some(run.from)), Some(run.end.saturating_add(PART)));
        (!run.is_to_newest()).then_some(Self { from, before })
    }

    /// What is wanted from now on, once this came: who sees the newest goes on seeing it.
    #[must_use]
    pub const fn after(self, run: &Run) -> Self {
        if run.is_to_newest() { Self { from: self.from, before: None } } else { self }
    }

    /// The index from which messages are fetched, by the newest part of what is wanted.
    #[must_use]
    pub fn least(self, run: Run) -> Option<u32> {
        // At first as far back as what is new begins, unless that is very long ago.
        let far = run.total.saturating_sub(FAR);
        self.from.or_else(|| run.first_unread.map(|first| first.saturating_sub(2).max(far)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn run(from: u32, end: u32, total: u32, first_unread: Option<u32>) -> Run {
        Run { from, end, total, first_unread }
    }

    #[test]
    fn a_conversation_is_opened_at_its_end_or_where_what_is_new_begins() {
        let (newest, part) = (Window::default(), run(950, 1_000, 1_000, None));
        assert_eq!(newest.least(part), None);
        assert_eq!(newest.least(Run { first_unread: Some(800), ..part }), Some(798));
        assert_eq!(newest.least(Run { first_unread: Some(3), ..part }), Some(700), "not without end");
        assert_eq!(newest.later(part), None);
        assert_eq!(newest.earlier(part), Some(Window { from: Some(900), before: None }));
        assert_eq!(newest.earlier(run(0, 9, 9, None)), None);
    }

    #[test]
    fn around_a_message_one_goes_both_ways_until_the_newest_is_there() {
        let around = Window::around(100);
        assert_eq!(around, Window { from: Some(75), before: Some(125) });
        assert_eq!(Window::around(3).from, Some(0));
        let shown = run(75, 125, 200, Some(150));
        assert!(!shown.is_to_newest());
        assert_eq!((around.least(shown), around.after(&shown)), (Some(75), around));
        assert_eq!(around.later(shown), Some(Window { from: Some(75), before: Some(175) }));
        let all = run(75, 200, 200, None);
        let end = Window { from: Some(75), before: Some(225) }.after(&all);
        assert_eq!(end, Window { from: Some(75), before: None }, "what comes is shown too");
        assert_eq!((end.later(all), end.earlier(all).and_then(|window| window.from)), (None, Some(25)));
    }
}
