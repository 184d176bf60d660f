//! What is typed and not sent: when it is kept on the device, and what of it is kept already.
//!
//! **Invariant:** one writing at a time, and the last of them is of what was typed last.
//! **Invariant:** once the keeping is over nothing is written but what was handed over before.

use core::time::Duration;

use linli_shared::calendar::Millis;

/// How long after the last key a draft is kept.
const PAUSE: Duration = Duration::from_millis(400);

/// How long somebody may type without a pause before the draft is kept all the same, in milliseconds.
const PATIENCE: i64 = 1_500;

/// How a draft is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftState {
    /// Nothing was typed that would be missed.
    Untouched,
    /// Kept at that moment.
    Kept(Millis),
    /// Could not be kept.
    Failed,
}

/// What of a form is on the device, and what is on its way there.
#[derive(Debug)]
pub struct Keeping<T> {
    /// What was handed over last; `None` if that could not be kept.
    told: Option<T>,
    next: Option<T>,
    is_writing: bool,
    is_over: bool,
    waits_since: Option<Millis>,
}

impl<T: Clone + PartialEq> Keeping<T> {
    /// Begins with a form as the device knows it.
    #[must_use]
    pub const fn begin(form: T) -> Self {
        Self { told: Some(form), next: None, is_writing: false, is_over: false, waits_since: None }
    }

    /// Something was typed: how long to wait before it is kept; `None` once the keeping is over.
    pub fn typed(&mut self, now: Millis) -> Option<Duration> {
        if self.is_over {
            return None;
        }
        let since = *self.waits_since.get_or_insert(now);
        Some(if now.0.saturating_sub(since.0) < PATIENCE { PAUSE } else { Duration::ZERO })
    }

    /// The form is to be kept now: what to write at once. Nothing if it is known, or if it is written after what is being
    /// written.
    pub fn keep(&mut self, form: T) -> Option<T> {
        self.waits_since = None;
        if self.is_over || self.told.as_ref() == Some(&form) {
            return None;
        }
        self.told = Some(form.clone());
        if self.is_writing {
            self.next = Some(form);
            return None;
        }
        self.is_writing = true;
        Some(form)
    }

    /// A writing ended: what to write next. What could not be kept is tried again when the form is kept again.
    pub fn written(&mut self, is_kept: bool) -> Option<T> {
        let next = self.next.take();
        self.is_writing = next.is_some();
        if !is_kept && next.is_none() {
            self.told = None;
        }
        next
    }

    /// Nothing more is kept.
    pub const fn end(&mut self) {
        self.is_over = true;
        self.waits_since = None;
    }

    /// The keeping goes on after it had ended.
    pub const fn go_on(&mut self) {
        self.is_over = false;
    }

    /// What stands in the form is what the device has; the keeping goes on from there.
    pub fn is_known(&mut self, form: T) {
        *self = Self { is_writing: self.is_writing, ..Self::begin(form) };
    }

    /// Whether something is being written.
    #[must_use]
    pub const fn is_writing(&self) -> bool {
        self.is_writing
    }

    /// Whether something typed is not kept yet.
    #[must_use]
    pub const fn is_behind(&self) -> bool {
        self.is_writing || self.waits_since.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_kept_after_a_pause_and_at_last_without_one() {
        let mut keeping = Keeping::begin("");
        assert_eq!(keeping.typed(Millis(0)), Some(PAUSE));
        assert_eq!(keeping.typed(Millis(PATIENCE - 1)), Some(PAUSE));
        assert_eq!(keeping.typed(Millis(PATIENCE)), Some(Duration::ZERO));
        assert!(keeping.is_behind());
        assert_eq!(keeping.keep("水"), Some("水"));
        assert_eq!(keeping.typed(Millis(PATIENCE + 1)), Some(PAUSE), "a new wait begins");
    }

    #[test]
    fn nothing_is_written_twice() {
        let mut keeping = Keeping::begin("水");
        assert_eq!(keeping.typed(Millis(0)), Some(PAUSE));
        assert_eq!(keeping.keep("水"), None, "the device has it");
        assert!(!keeping.is_behind());
        assert_eq!(keeping.keep("水管"), Some("水管"));
        assert_eq!(keeping.keep("水管"), None, "it is on its way");
        assert_eq!(keeping.written(true), None);
        assert_eq!(keeping.keep("水管"), None);
    }

    #[test]
    fn one_writing_at_a_time_and_the_last_is_of_what_was_typed_last() {
        let mut keeping = Keeping::begin("");
        assert_eq!(keeping.keep("水"), Some("水"));
        assert_eq!([keeping.keep("水管"), keeping.keep("水")], [None, None]);
        assert_eq!(keeping.written(true), Some("水"));
        assert!(keeping.is_writing() && keeping.is_behind());
        assert_eq!(keeping.written(true), None);
        assert!(!keeping.is_writing() && !keeping.is_behind());
    }

    #[test]
    fn what_could_not_be_kept_is_tried_again() {
        let mut keeping = Keeping::begin("");
        assert_eq!(keeping.keep("水"), Some("水"));
        assert_eq!(keeping.written(false), None);
        assert_eq!(keeping.keep("水"), Some("水"));
        assert_eq!(keeping.keep("水管"), None);
        assert_eq!(keeping.written(false), Some("水管"), "what was typed since is tried in its place");
        assert_eq!(keeping.written(true), None);
        assert_eq!(keeping.keep("水管"), None);
    }

    #[test]
    fn once_it_is_over_only_what_was_handed_over_is_written() {
        let mut keeping = Keeping::begin("");
        assert_eq!(keeping.keep("水"), Some("水"));
        assert_eq!(keeping.keep("水管"), None);
        keeping.end();
        assert_eq!(keeping.typed(Millis(0)), None);
        assert_eq!(keeping.keep("水管坏"), None);
        assert_eq!(keeping.written(true), Some("水管"));
        assert_eq!(keeping.written(true), None);
        keeping.go_on();
        assert_eq!(keeping.keep("水管"), None);
        assert_eq!(keeping.keep("水管坏"), Some("水管坏"));
    }

    #[test]
    fn a_draft_thrown_away_is_not_written_again_until_something_is_typed() {
        let mut keeping = Keeping::begin("水");
        keeping.end();
        keeping.is_known("");
        assert_eq!(keeping.keep(""), None);
        assert_eq!(keeping.keep("水"), Some("水"), "it was taken back");
    }
}
