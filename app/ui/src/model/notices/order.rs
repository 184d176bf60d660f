//! The order of notices on the screens: hazards that hold stay on top, what is over goes to the end.

use linli_contract::notices::{NoticeRow, NoticesView};

/// Notices in their sections; each keeps the core's order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sections {
    /// Urgent hazards that were not withdrawn.
    pub pinned: Vec<NoticeRow>,
    /// The others that hold.
    pub current: Vec<NoticeRow>,
    /// Withdrawn, or over.
    pub over: Vec<NoticeRow>,
}

/// Parts a list.
#[must_use]
pub fn sections(rows: &[NoticeRow]) -> Sections {
    let mut sections = Sections::default();
    for row in rows {
        let section = match row {
            NoticeRow { is_withdrawn: true, .. } => &mut sections.over,
            NoticeRow { is_urgent: true, .. } => &mut sections.pinned,
            NoticeRow { is_over: true, .. } => &mut sections.over,
            _ => &mut sections.current,
        };
        section.push(row.clone());
    }
    sections
}

/// What the first screen says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Home {
    /// Hazards that hold, at most as many as there is room for.
    pub pinned: Vec<NoticeRow>,
    /// The newest that was not read.
    pub newest: Option<NoticeRow>,
    /// How many others were not read.
    pub more_unread: usize,
    /// How many still ask this person, those above not counted.
    pub asked: usize,
}

/// Room for hazards on the first screen; the rest is on the list.
const PINNED: usize = 3;

/// Picks what the first screen says.
#[must_use]
pub fn home(view: &NoticesView) -> Home {
    let Sections { mut pinned, current, .. } = sections(&view.notices);
    pinned.truncate(PINNED);
    let mut unread = current.iter().filter(|row| !row.is_read);
    let newest = unread.clone().max_by_key(|row| row.at).cloned();
    let more_unread = unread.by_ref().count().saturating_sub(1);
    let is_shown = |row: &NoticeRow| newest.as_ref().is_some_and(|newest| newest.notice == row.notice);
    let asked = current.iter().filter(|row| row.is_asked && !is_shown(row)).count();
    Home { pinned, newest, more_unread, asked }
}

#[cfg(test)]
pub(super) mod tests {
    use linli_contract::notices::NoticeKind;
    use linli_contract::sync::RecordSync;
    use linli_shared::calendar::Millis;
    use linli_shared::ids::RecordId;

    use super::*;

    pub(in crate::model::notices) fn row(number: u8) -> NoticeRow {
        NoticeRow {
            notice: RecordId([number; 16]),
            title: format!("公告 {number}"),
            excerpt: String::new(),
            kind: NoticeKind::Affairs,
            path: vec![],
            by: None,
            at: Millis(i64::from(number)),
            is_urgent: false,
            is_for_me: true,
            is_read: true,
            is_asked: false,
            is_over: false,
            is_withdrawn: false,
            is_corrected: false,
            attached: 0,
            sync: RecordSync::WithRelay,
        }
    }

    fn numbers(rows: &[NoticeRow]) -> Vec<u8> {
        rows.iter().map(|row| row.notice.0[0]).collect()
    }

    #[test]
    fn a_hazard_stays_on_top_until_it_is_withdrawn() {
        let hazard = NoticeRow { is_urgent: true, is_over: true, ..row(1) };
        let withdrawn = NoticeRow { is_urgent: true, is_withdrawn: true, ..row(2) };
        let over = NoticeRow { is_over: true, ..row(3) };
        let parted = sections(&[over, row(4), withdrawn, hazard, row(5)]);
        assert_eq!(numbers(&parted.pinned), [1]);
        assert_eq!(numbers(&parted.current), [4, 5]);
        assert_eq!(numbers(&parted.over), [3, 2]);
    }

    #[test]
    fn the_first_screen_names_each_notice_once() {
        let unread = |number| NoticeRow { is_read: false, is_asked: true, ..row(number) };
        let hazards =
            (1..=5).map(|number| NoticeRow { is_urgent: true, is_read: false, is_asked: true, ..row(number) });
        let asked = NoticeRow { is_asked: true, ..row(9) };
        let notices = hazards.chain([unread(7), unread(8), asked, row(10)]).collect();
        let home = home(&NoticesView { notices, ..NoticesView::default() });
        assert_eq!(numbers(&home.pinned), [1, 2, 3]);
        assert_eq!(home.newest.map(|row| row.notice.0[0]), Some(8));
        assert_eq!((home.more_unread, home.asked), (1, 2), "one unread and one read still ask");
        assert_eq!(super::home(&NoticesView::default()), Home::default());
    }
}
