//! Reports and tickets.

mod desk;
mod names;
mod report;

use linli_contract::tickets::{HandState, Status, Step, TicketList, WhyVoid};

use super::TicketTexts;
use crate::i18n::Said;
use crate::model::tickets::{DueFor, Standing, Who};

/// In English.
pub(in crate::i18n) const EN: TicketTexts = TicketTexts {
    title: "Reports",
    title_work: "Tickets",
    category: names::category,
    category_unknown: "Other category",
    handler: names::handler,
    and: ", ",
    level: names::level,
    status: names::status,
    due: names::due,
    row_due: names::row_due,
    ago: |span| format!("{} ago", names::span(span)),
    sentence,
    list: |list| match list {
        TicketList::Mine => "Mine",
        TicketList::ToDo => "To do",
        TicketList::Open => "Open",
        TicketList::Overdue => "Overdue",
        TicketList::Closed => "Done",
        TicketList::Public => "Everybody’s",
    },
    lists: "Which",
    nothing,
    nothing_fits: "Nothing fits",
    nothing_fits_next: "Try another word, or choose “All categories”.",
    all_categories: "All categories",
    search: "Search",
    search_hint: "Words, place, name or number",
    total: |number| if number == 1 { "One in all".to_owned() } else { format!("{number} in all") },
    more: |number| format!("Show {number} more"),
    earlier: "Show those before",
    new_report: "Report something",
    new_service: "Ask for a service",
    unread: "News",
    urged: |number| if number == 1 { "Asked for once".to_owned() } else { format!("Asked for {number} times") },
    voices: |number| if number == 1 { "One more has this".to_owned() } else { format!("{number} more have this") },
    photos: |number| if number == 1 { "One photo".to_owned() } else { format!("{number} photos") },
    for_me_to_do: "Waits for you",
    newer: "Part of this was written by a newer release; update the app to go on with it.",
    number: |number| format!("Number {number}"),
    escalated: |level| format!("Up to: {level}"),
    reporter: "Reported by",
    for_whom: "For",
    phone: "Call back",
    to_door: "Open this home",
    now_with: "Who has it now",
    hand_state: |state| match state {
        HandState::Asked => "asked",
        HandState::Working => "at work",
        HandState::Returned => "gave it back",
        HandState::Done => "done",
    },
    lead: "leads",
    since: |when| format!("since {when}"),
    words_none: "No words were written",
    trail: "What happened",
    reported: "reported this",
    step,
    me: "I",
    somebody: "A member of staff",
    times: "Tap for both times",
    at_device: |when| format!("By the phone’s clock {when}"),
    at_relay: |when| format!("Reached the relay {when}"),
    not_sent: "Still on this device; it is sent when you are online",
    void: |why| match why {
        WhyVoid::NotTheirs => Said { what: "No effect: this step was not theirs to take", next: "" },
        WhyVoid::TooLate => Said {
            what: "No effect: somebody else was first",
            next: "Look where it stands now; do it again if it is needed.",
        },
        WhyVoid::Unfit => Said { what: "No effect: something in it does not fit", next: "Look at it and do it again." },
        WhyVoid::NoReason => Said { what: "No effect: the reason is missing", next: "Do it again with a reason." },
        WhyVoid::NewerAppNeeded => Said {
            what: "It cannot be told yet: a step before it was written by a newer release",
            next: "Please update the app.",
        },
    },
    rating: "Rating",
    stars: |stars| if stars == 1 { "One star".to_owned() } else { format!("{stars} stars") },
    is_thread: "This is a work order: those who handle it see it, the reporter does not.",
    threads: "Work orders",
    of_ticket: "Belongs to this report",
    see_public: "See the public version",
    home_mine: "My reports",
    home_none: "A light is out, a pipe leaks, the lift stands still: tell property and committee here",
    home_to_do: |number| {
        if number == 1 { "One ticket waits for you".to_owned() } else { format!("{number} tickets wait for you") }
    },
    home_overdue: |number| if number == 1 { "One is overdue".to_owned() } else { format!("{number} are overdue") },
    home_calm: "No ticket waits for you",
    act: desk::ACT,
    report: report::REPORT,
    public: report::PUBLIC,
    card: desk::CARD,
    board: desk::BOARD,
    tables: desk::TABLES,
};

fn sentence(standing: &Standing) -> String {
    let Standing { with, since, .. } = standing;
    if standing.is_only_here {
        return "Still on this device; it is sent by itself when you are online.".to_owned();
    }
    let with = if with.is_empty() { "the staff" } else { with };
    let is_mine = standing.who == Who::Reporter;
    let reporter = if standing.is_thread { "the committee" } else { "the reporter" };
    let begin = match standing.status {
        Status::Submitted => format!("Sent; it waits for {with} to take it on"),
        Status::Accepted => format!("Taken on by {with}, {since}"),
        Status::Sent => format!("Sent on to {with}, {since}"),
        Status::InProgress => format!("{} is working on it", first_upper(with)),
        Status::Offline => "To be settled at an office; see the card below".to_owned(),
        Status::Returned => format!("Given back, {since}; {with} decides who gets it next"),
        Status::Resolved if is_mine => format!("Done, says {with}, {since}; please see whether it is"),
        Status::Resolved => format!("Done by {with}, {since}; {reporter} has not confirmed yet"),
        Status::Confirmed => format!("Done, as {reporter} confirmed, {since}"),
        Status::Reopened => format!("Not done, says {reporter}, {since}; {with} goes on"),
        Status::Withdrawn => format!("Taken back by {reporter}, {since}"),
    };
    match (&standing.due, &standing.over) {
        (_, Some((DueFor::Answer, over))) => format!("{begin}. The answer is {over} overdue."),
        (_, Some((DueFor::Result, over))) => format!("{begin}. The result is {over} overdue."),
        (Some((DueFor::Answer, until)), None) => format!("{begin}; an answer is due {until}."),
        (Some((DueFor::Result, until)), None) => format!("{begin}; it should be done {until}."),
        (None, None) => format!("{begin}."),
    }
}

fn first_upper(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn step(step: &Step, to: &str) -> String {
    match step {
        Step::Accepted => "took it on".to_owned(),
        Step::Note => "added a word".to_owned(),
        Step::Sent { .. } => format!("sent it on to {to}"),
        Step::Offline { .. } => "handed out a card for the office".to_owned(),
        Step::Returned => "gave it back".to_owned(),
        Step::Resolved => "finished it".to_owned(),
        Step::Confirmed => "confirmed that it is done".to_owned(),
        Step::Reopened => "said that it is not done".to_owned(),
        Step::Rated { stars } => format!("rated it {}", "★".repeat(usize::from((*stars).min(5)))),
        Step::Urged => "asked for an answer".to_owned(),
        Step::Withdrawn => "took it back".to_owned(),
        Step::OpenedTo { .. } => format!("opened it for {to}"),
    }
}

const fn nothing(list: TicketList) -> Said {
    match list {
        TicketList::Mine => Said {
            what: "You have not reported anything",
            next: "A light is out, a pipe leaks, something is dangerous: “Report something” takes half a minute.",
        },
        TicketList::ToDo => {
            Said { what: "Nothing waits for you", next: "What comes appears here; the first screen tells you too." }
        }
        TicketList::Open => Said { what: "Nothing is open", next: "What somebody reports appears here." },
        TicketList::Overdue => Said {
            what: "Nothing is overdue",
            next: "What is past its time limit without an answer or result stands here.",
        },
        TicketList::Closed => {
            Said { what: "Nothing is done yet", next: "What is done, confirmed or taken back stands here." }
        }
        TicketList::Public => Said {
            what: "No public reports yet",
            next: "Choose “Public” when you report, so that neighbours see how it goes and need not report it again.",
        },
    }
}
