//! What is unread, by the tab that leads to it.
//!
//! **Invariant:** everything unread is counted on exactly one tab of a person: its own, or the last one behind which it lies.

use linli_contract::chats::UnreadView;

use crate::model::members::Tab;

/// Above this a badge says only that there are more.
const MOST: u32 = 99;

/// What is unread behind an address of its own.
#[must_use]
pub fn behind(unread: &UnreadView, path: &str) -> u32 {
    match path {
        "/square" => unread.posts,
        "/hall" => unread.ballots,
        "/chats" => unread.messages.saturating_add(unread.knocks),
        "/notices" => unread.notices,
        _ => 0,
    }
}

/// What is unread behind a tab, among the tabs of a person. Ways that are no tab are behind the last; notices are on the
/// first screen of who has no tab for them.
#[must_use]
pub fn badge(unread: &UnreadView, tab: Tab, all: &[Tab]) -> u32 {
    let of = |tab: Tab| match tab {
        // The square leads on to the council hall.
        Tab::Square => behind(unread, "/square").saturating_add(behind(unread, "/hall")),
        Tab::Chats | Tab::Notices => behind(unread, tab.path()),
        Tab::Home
        | Tab::Buildings
        | Tab::Today
        | Tab::Reports
        | Tab::Tickets
        | Tab::Board
        | Tab::Search
        | Tab::Members
        | Tab::More => 0,
    };
    if tab != Tab::More {
        return of(tab);
    }
    let hidden = [Tab::Square, Tab::Chats, Tab::Notices].into_iter().filter(|tab| !all.contains(tab));
    hidden.map(of).fold(0, u32::saturating_add)
}

/// A number as a badge shows it; nothing for none.
#[must_use]
pub fn shown(count: u32) -> Option<String> {
    match count {
        0 => None,
        1..=MOST => Some(count.to_string()),
        _ => Some(format!("{MOST}+")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unread() -> UnreadView {
        UnreadView { messages: 3, knocks: 1, posts: 10, notices: 100, ballots: 1_000, ..UnreadView::default() }
    }

    #[test]
    fn everything_unread_is_on_one_tab() {
        let residents = [Tab::Home, Tab::Square, Tab::Reports, Tab::Chats, Tab::More];
        let workers = [Tab::Buildings, Tab::Today, Tab::Tickets, Tab::Search, Tab::More];
        for all in [&residents, &workers] {
            let sum: u32 = all.iter().map(|tab| badge(&unread(), *tab, all)).sum();
            assert_eq!(sum, 1_114);
        }
        assert_eq!(residents.map(|tab| badge(&unread(), tab, &residents)), [0, 1_010, 0, 4, 100]);
        assert_eq!(badge(&unread(), Tab::More, &workers), 1_114);
    }

    #[test]
    fn a_badge_is_short_and_none_is_no_badge() {
        assert_eq!(shown(0), None);
        assert_eq!(shown(99).as_deref(), Some("99"));
        assert_eq!(shown(100).as_deref(), Some("99+"));
    }
}
