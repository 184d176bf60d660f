//! Which lists somebody sees, and which first.

use linli_contract::tickets::TicketList;

/// All lists in the order in which they are offered.
pub const LISTS: [TicketList; 6] =
    [TicketList::Mine, TicketList::ToDo, TicketList::Open, TicketList::Overdue, TicketList::Closed, TicketList::Public];

/// The lists of a person with how many tickets are in each; for who handles tickets, what waits for them comes first.
#[must_use]
pub fn shown_lists(counts: &[(TicketList, u32)]) -> Vec<(TicketList, u32)> {
    let mut shown: Vec<(TicketList, u32)> =
        LISTS.iter().filter_map(|list| counts.iter().find(|(one, _)| one == list).copied()).collect();
    let has_work = shown.iter().any(|(list, _)| *list == TicketList::ToDo);
    shown.sort_by_key(|(list, _)| match list {
        TicketList::Mine if has_work => 4,
        TicketList::Mine | TicketList::ToDo => 0,
        TicketList::Open => 1,
        TicketList::Overdue => 2,
        TicketList::Closed => 3,
        TicketList::Public => 5,
    });
    shown
}

/// The list to show: the one wished if it is theirs, else their first.
#[must_use]
pub fn first(counts: &[(TicketList, u32)], wished: TicketList) -> TicketList {
    let shown = shown_lists(counts);
    if shown.is_empty() || shown.iter().any(|(list, _)| *list == wished) {
        return wished;
    }
    shown.first().map_or(wished, |(list, _)| *list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_handles_tickets_sees_first_what_waits_for_them() {
        let of = |lists: &[TicketList]| {
            let counts: Vec<(TicketList, u32)> = lists.iter().map(|list| (*list, 1)).collect();
            shown_lists(&counts).into_iter().map(|(list, _)| list).collect::<Vec<_>>()
        };
        use TicketList::{Closed, Mine, Open, Overdue, Public, ToDo};
        assert_eq!(of(&[Public, Closed, Mine]), [Mine, Closed, Public]);
        assert_eq!(of(&LISTS), [ToDo, Open, Overdue, Closed, Mine, Public]);
    }

    #[test]
    fn a_list_that_is_not_theirs_gives_way_to_their_first() {
        let counts = [(TicketList::Mine, 2), (TicketList::Public, 0)];
        assert_eq!(first(&counts, TicketList::ToDo), TicketList::Mine);
        assert_eq!(first(&counts, TicketList::Public), TicketList::Public);
        assert_eq!(first(&[], TicketList::ToDo), TicketList::ToDo, "not known yet");
    }
}
