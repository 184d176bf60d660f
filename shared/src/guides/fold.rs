//! The state of an entry: a pure fold over what was written of it in the order of places.

use super::{GuideChange, GuideContent, VERSION};
use crate::calendar::Millis;
use crate::ids::MemberId;
use crate::kinds::Kind;
use crate::square::{Placed, Standing};

/// What an entry came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuideState {
    /// What it says; `None` while all of it was written by a newer release.
    pub content: Option<GuideContent>,
    /// Who wrote what it says.
    pub by: MemberId,
    /// What they were then.
    pub standing: Standing,
    /// When.
    pub changed: Millis,
    /// How often it was changed.
    pub changes: u16,
    /// It was taken off its shelf.
    pub is_ended: bool,
    /// Part of it was written by a newer release.
    pub needs_newer_app: bool,
}

/// Folds an entry; `None` without its beginning. What was taken off its shelf stays off: a change on its way has no effect.
#[must_use]
pub fn fold<'a>(placed: impl IntoIterator<Item = Placed<'a>>) -> Option<GuideState> {
    let mut placed = placed.into_iter();
    let opening = placed.next().filter(|opening| opening.kind == Kind::Guide)?;
    let first = GuideContent::from_content(opening.content).ok().filter(is_known);
    let mut state = GuideState {
        needs_newer_app: first.is_none(),
        content: first,
        by: opening.by,
        standing: opening.standing,
        changed: opening.time,
        changes: 0,
        is_ended: false,
    };
    for said in placed.filter(|said| said.kind == Kind::GuideChange) {
        if state.is_ended {
            break;
        }
        match GuideChange::from_content(said.content) {
            Ok(GuideChange::Changed(content)) if is_known(&content) => {
                state.content = Some(content);
                (state.by, state.standing, state.changed) = (said.by, said.standing, said.time);
                state.changes = state.changes.saturating_add(1);
                state.needs_newer_app = false;
            }
            Ok(GuideChange::Ended { .. }) => (state.is_ended, state.changed) = (true, said.time),
            Ok(GuideChange::Changed(_)) | Err(_) => state.needs_newer_app = true,
        }
    }
    Some(state)
}

const fn is_known(content: &GuideContent) -> bool {
    content.version <= VERSION
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use crate::guides::tests::guide;
    use crate::ids::DeviceId;

    fn said(kind: Kind, content: &[u8], time: i64) -> Placed<'_> {
        let by = MemberId([u8::try_from(time % 200).unwrap(); 16]);
        let (device, standing) = (DeviceId([1; 16]), Standing::STEWARD);
        Placed { kind, content, device, by, standing, time: Millis(time), is_confirmed: true }
    }

    fn changed(title: &str) -> Vec<u8> {
        GuideChange::Changed(GuideContent { title: title.into(), ..guide() }).to_content()
    }

    fn folded(later: &[Vec<u8>]) -> GuideState {
        let opening = guide().to_content();
        let later = later.iter().zip(2..).map(|(content, time)| said(Kind::GuideChange, content, time));
        fold([said(Kind::Guide, &opening, 1)].into_iter().chain(later)).unwrap()
    }

    #[test]
    fn the_newest_version_counts_and_says_who_wrote_it() {
        let state = folded(&[]);
        assert_eq!((state.content, state.changes, state.changed), (Some(guide()), 0, Millis(1)));
        let state = folded(&[changed("夜间维修"), changed("全天维修")]);
        assert_eq!(state.content.unwrap().title, "全天维修");
        assert_eq!((state.changes, state.changed, state.by), (2, Millis(3), MemberId([3; 16])));
        assert!(!state.is_ended && !state.needs_newer_app);
    }

    #[test]
    fn what_was_taken_off_stays_off() {
        let ended = GuideChange::Ended { at: Millis(0) }.to_content();
        let state = folded(&[ended, changed("又来了")]);
        assert_eq!((state.is_ended, state.changes, state.content), (true, 0, Some(guide())));
    }

    #[test]
    fn what_a_newer_release_wrote_is_not_taken_for_nothing() {
        let newer = GuideChange::Changed(GuideContent { version: VERSION + 1, ..guide() }).to_content();
        let state = folded(core::slice::from_ref(&newer));
        assert_eq!((state.content, state.needs_newer_app), (Some(guide()), true));
        assert!(!folded(&[newer, changed("读得懂")]).needs_newer_app, "a later version that can be read says all");
        let state = folded(&[vec![0x82, 9, 0x80]]);
        assert!(state.needs_newer_app);
        let unreadable = fold([said(Kind::Guide, &[0xff], 1)]).unwrap();
        assert_eq!((unreadable.content, unreadable.needs_newer_app), (None, true));
        assert_eq!(fold([]), None);
        let change = changed("无头");
        assert_eq!(fold([said(Kind::GuideChange, &change, 1)]), None);
    }
}
