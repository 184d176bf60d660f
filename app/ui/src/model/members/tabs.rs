//! The tabs of a person: at most five, each leading to a screen that is theirs.

use super::Reach;

/// A tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tab {
    /// One's own affairs.
    Home,
    /// The building board.
    Buildings,
    /// The round of the day.
    Today,
    /// Notices.
    Notices,
    /// Own reports.
    Reports,
    /// Tickets to handle.
    Tickets,
    /// What is not answered since when.
    Board,
    /// Search.
    Search,
    /// Members.
    Members,
    /// The square: posts, and the ways to everything neighbours share.
    Square,
    /// Conversations.
    Chats,
    /// Everything else.
    More,
}

impl Tab {
    /// Its address.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Home | Self::Buildings => "/",
            Self::Today => "/round",
            Self::Notices => "/notices",
            Self::Reports | Self::Tickets => "/tickets",
            Self::Board => "/board",
            Self::Search => "/search",
            Self::Members => "/members",
            Self::Square => "/square",
            Self::Chats => "/chats",
            Self::More => "/more",
        }
    }
}

/// How many tabs fit a phone in large type.
const MOST: usize = 5;

/// The tabs of a person.
#[must_use]
pub fn tabs(reach: Reach) -> Vec<Tab> {
    if reach.keeps_register {
        return vec![Tab::Buildings, Tab::Today, Tab::Tickets, Tab::Search, Tab::More];
    }
    let tickets = if reach.handles_tickets() { Tab::Tickets } else { Tab::Reports };
    let wanted = [
        (reach.handles_tickets(), Tab::Tickets),
        (reach.reads_square(), Tab::Square),
        (reach.reads_tickets(), tickets),
        (reach.reads_board(), Tab::Board),
        (reach.reads_square(), Tab::Chats),
    ];
    let mut tabs = vec![Tab::Home];
    for (is_wanted, tab) in wanted {
        if is_wanted && !tabs.contains(&tab) && tabs.len() < MOST - 1 {
            tabs.push(tab);
        }
    }
    tabs.push(Tab::More);
    tabs
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every person there can be.
    fn everybody() -> impl Iterator<Item = Reach> {
        (0..1_u16 << 9).map(|bits| {
            let on = |bit: u16| bits & (1 << bit) != 0;
            let (is_above, is_steward) = (on(0), on(1));
            Reach {
                keeps_register: !is_above && (is_steward || on(2)),
                is_steward,
                is_leader: on(3),
                is_resident: !is_above && on(4),
                reads_community: is_steward || on(2) || on(3) || on(4) || on(5),
                is_above,
                is_property: !is_above && on(5),
                is_department: !is_above && on(6),
                is_observer: !is_above && on(7),
            }
        })
    }

    #[test]
    fn no_tab_leads_to_a_screen_that_is_not_theirs() {
        for reach in everybody() {
            let tabs = tabs(reach);
            assert!((2..=MOST).contains(&tabs.len()), "{reach:?}");
            assert!(tabs.iter().all(|tab| reach.may_open(tab.path())), "{reach:?}: {tabs:?}");
            let mut paths: Vec<&str> = tabs.iter().map(|tab| tab.path()).collect();
            paths.sort_unstable();
            paths.dedup();
            assert_eq!(paths.len(), tabs.len(), "{reach:?}");
        }
    }

    #[test]
    fn everybody_has_what_they_came_for() {
        let resident = Reach { is_resident: true, reads_community: true, ..Reach::default() };
        assert_eq!(tabs(resident), [Tab::Home, Tab::Square, Tab::Reports, Tab::Chats, Tab::More]);
        let worker = Reach { keeps_register: true, reads_community: true, ..Reach::default() };
        assert_eq!(tabs(worker), [Tab::Buildings, Tab::Today, Tab::Tickets, Tab::Search, Tab::More]);
        let property = Reach { is_property: true, reads_community: true, ..Reach::default() };
        assert_eq!(tabs(property), [Tab::Home, Tab::Tickets, Tab::Square, Tab::Board, Tab::More]);
        let department = Reach { is_department: true, ..Reach::default() };
        assert_eq!(tabs(department), [Tab::Home, Tab::Tickets, Tab::Board, Tab::More]);
        let observer = Reach { is_observer: true, ..Reach::default() };
        assert_eq!(tabs(observer), [Tab::Home, Tab::Board, Tab::More]);
        assert_eq!(tabs(Reach::default()), [Tab::Home, Tab::More]);
    }
}
