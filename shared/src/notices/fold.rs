//! The state of a notice: a pure fold over its publication and changes in the order of places.

use super::{NoticeChange, NoticeContent};
use crate::calendar::Millis;
use crate::ids::MemberId;

/// A change at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Who wrote it.
    pub by: MemberId,
    /// The relay's time; the device's own while it is not confirmed.
    pub time: Millis,
    /// What it says.
    pub change: NoticeChange,
}

/// What a notice came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeState {
    /// What it says now.
    pub content: NoticeContent,
    /// What it said before, oldest first, with when each ended.
    pub earlier: Vec<(NoticeContent, Millis)>,
    /// When and why it was withdrawn.
    pub withdrawn: Option<(Millis, String)>,
}

/// Folds a notice. A change of what was withdrawn has no effect; so has a correction that moves it to another area, whose
/// people would not learn of it, or makes it somebody else's, who would not get the receipts so far.
#[must_use]
pub fn fold(published: NoticeContent, changes: &[Change]) -> NoticeState {
    let mut state = NoticeState { content: published, earlier: Vec::new(), withdrawn: None };
    for Change { time, change, .. } in changes {
        if state.withdrawn.is_some() {
            break;
        }
        match change {
            NoticeChange::Corrected(content)
                if (content.area, content.is_propertys) == (state.content.area, state.content.is_propertys) =>
            {
                state.earlier.push((core::mem::replace(&mut state.content, content.clone()), *time));
            }
            NoticeChange::Corrected(_) => {}
            NoticeChange::Withdrawn { reason, .. } => state.withdrawn = Some((*time, reason.clone())),
        }
    }
    state
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::AreaId;
    use crate::notices::tests::notice;

    const BY: MemberId = MemberId([1; 16]);

    fn corrected(title: &str, time: i64) -> Change {
        let content = NoticeContent { title: title.into(), ..notice() };
        Change { by: BY, time: Millis(time), change: NoticeChange::Corrected(content) }
    }

    fn withdrawn(reason: &str, time: i64) -> Change {
        let change = NoticeChange::Withdrawn { reason: reason.into(), at: Millis(0) };
        Change { by: BY, time: Millis(time), change }
    }

    #[test]
    fn a_correction_shows_and_what_was_said_before_stays_readable() {
        assert_eq!(fold(notice(), &[]), NoticeState { content: notice(), earlier: Vec::new(), withdrawn: None });
        let state = fold(notice(), &[corrected("停水至17时", 5), corrected("停水至18时", 9)]);
        assert_eq!(state.content.title, "停水至18时");
        let earlier: Vec<_> = state.earlier.iter().map(|(content, until)| (content.title.as_str(), until.0)).collect();
        assert_eq!(earlier, [("停水", 5), ("停水至17时", 9)]);
        assert_eq!(state.withdrawn, None);
    }

    #[test]
    fn what_was_withdrawn_stays_so_and_says_why() {
        let changes = [withdrawn("水已通", 5), corrected("停水至18时", 6), withdrawn("又一次", 7)];
        let state = fold(notice(), &changes);
        assert_eq!((state.content, state.earlier), (notice(), Vec::new()));
        assert_eq!(state.withdrawn, Some((Millis(5), "水已通".into())));
    }

    #[test]
    fn a_correction_moves_a_notice_nowhere_and_makes_it_nobody_elses() {
        for other in
            [NoticeContent { area: AreaId([9; 16]), ..notice() }, NoticeContent { is_propertys: true, ..notice() }]
        {
            let change = Change { by: BY, time: Millis(5), change: NoticeChange::Corrected(other) };
            let state = fold(notice(), &[change, corrected("停水至17时", 6)]);
            assert_eq!(state.content.title, "停水至17时");
            assert_eq!(state.earlier, [(notice(), Millis(6))], "what came after still counts");
        }
    }
}
