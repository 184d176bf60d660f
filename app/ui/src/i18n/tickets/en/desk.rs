//! Handling, the offline card, boards, the tables.

use linli_contract::tickets::MayDo;

use crate::i18n::Said;
use crate::i18n::tickets::{ActTexts, BoardTexts, CardTexts, TableTexts};
use crate::model::tickets::{Cell, Change, Fault};

pub(super) const ACT: ActTexts = ActTexts {
    name: |act| match act {
        MayDo::Accept => "Take it on",
        MayDo::Note => "Add a word",
        MayDo::Send => "Send on",
        MayDo::Offline => "To an office",
        MayDo::Return => "Give back",
        MayDo::Resolve => "Done",
        MayDo::Confirm => "It is done",
        MayDo::Reopen => "Not done yet",
        MayDo::Rate => "Rate",
        MayDo::Urge => "Ask for an answer",
        MayDo::Withdraw => "Take it back",
        MayDo::OpenTo => "Open for the level above",
        MayDo::Thread => "Work order",
        MayDo::Publish => "Public version",
    },
    what: |act| match act {
        MayDo::Accept => "The reporter sees who has it and until when it should be done.",
        MayDo::Note => "Everybody who sees this sees it.",
        MayDo::Send => "To one or several; the first leads. To the street or the grid centre it is an escalation.",
        MayDo::Offline => {
            "Where the reporter has to come to an office: they can read and print the card without a network."
        }
        MayDo::Return => "Say why it is not yours; the committee decides who gets it next.",
        MayDo::Resolve => "Say what was done; the reporter confirms it.",
        MayDo::Confirm => "With this it is over.",
        MayDo::Reopen => "Say what is missing; those who handle it go on.",
        MayDo::Rate => "Of the work, not of a person.",
        MayDo::Urge => "Reminds those who handle it and the committee.",
        MayDo::Withdraw => "If it is no longer needed; everybody who has it sees that.",
        MayDo::OpenTo => "The level above sees numbers only. Opening this case takes a reason and is logged.",
        MayDo::Thread => "Those who handle it see it, the reporter does not.",
        MayDo::Publish => "For the whole community, in words that name nobody and no door.",
    },
    words: |act| match act {
        MayDo::Return | MayDo::OpenTo => "Reason",
        MayDo::Resolve => "What was done",
        MayDo::Reopen => "What is missing",
        MayDo::Thread => "What is to be done",
        MayDo::Publish => "What everybody reads",
        MayDo::Accept
        | MayDo::Note
        | MayDo::Send
        | MayDo::Offline
        | MayDo::Confirm
        | MayDo::Rate
        | MayDo::Urge
        | MayDo::Withdraw => "A few words",
    },
    hint: |act| match act {
        MayDo::Return => "For example: the lamp stands outside the estate and belongs to the city",
        MayDo::Resolve => "For example: a new lamp was put in and tried at night",
        MayDo::Reopen => "For example: the new lamp flickers",
        MayDo::Publish => "For example: the lamp in the stair of building 3 is out",
        MayDo::Note | MayDo::Thread => "",
        MayDo::OpenTo => "For example: we did not come to a result; the street should know",
        MayDo::Accept | MayDo::Send | MayDo::Offline | MayDo::Confirm | MayDo::Rate | MayDo::Urge | MayDo::Withdraw => {
            "If you like"
        }
    },
    done: |act| match act {
        MayDo::Accept => "Taken on",
        MayDo::Note => "Added",
        MayDo::Send => "Sent on",
        MayDo::Offline => "The card is handed out",
        MayDo::Return => "Given back",
        MayDo::Resolve => "Done; the reporter is asked to confirm",
        MayDo::Confirm => "Confirmed, thank you",
        MayDo::Reopen => "Those who handle it are told",
        MayDo::Rate => "Your rating is kept",
        MayDo::Urge => "Asked for an answer",
        MayDo::Withdraw => "Taken back",
        MayDo::OpenTo => "Opened for the level above, and logged",
        MayDo::Thread => "The work order is there",
        MayDo::Publish => "Published",
    },
    take_order: "Take the order",
    decline_order: "Decline",
    took_order: "took the order",
    declined_order: "declined",
    label: "What you can do",
    more: "More",
    to_whom: "To whom",
    first_leads: "The first you choose leads",
    with_photos: "Show the photos too",
    too_late: Said { what: "Somebody was first", next: "Look where it stands now, then decide." },
};

pub(super) const CARD: CardTexts = CardTexts {
    title: "Card for the office",
    what: "Take this card with you; it can be read without a network.",
    office: "Where",
    office_hint: "For example: service centre, 2nd floor, window 5, 12 Youyi Road",
    person: "Whom to ask for",
    person_hint: "Name and telephone",
    papers: "What to bring",
    papers_hint: "For example: identity card, property certificate",
    conditions: "Conditions",
    conditions_hint: "For example: come in person",
    limit: "How long it takes, opening hours",
    limit_hint: "For example: at once; Monday to Friday 9:00–16:30",
    open: "See the card",
    print: "Print",
    none: "There is no card",
    none_next: "If those who handle it ask you to an office, a card comes here.",
    made: |who, when| format!("Written by {who}, {when}"),
    bring: "Bring this card and your identity card",
};

pub(super) const BOARD: BoardTexts = BoardTexts {
    title: "Ticket board",
    all: "All",
    open: "Open",
    unanswered: "No answer",
    overdue: "Overdue",
    longest: "Longest wait",
    answer: "Usually answered in",
    result: "Usually done in",
    resolved: "Done",
    confirmed: "of these confirmed",
    by_hand: "Who has them",
    by_category: "What they are about",
    waiting: "Without an answer",
    waiting_none: "All have an answer",
    opened: "Cases that were opened",
    made: |when| format!("Counted {when}"),
    made_none: "No figures yet",
    made_none_next: "The committee’s devices make them once a day; they come when you are online.",
    hidden: "“<3” is fewer than three; it is hidden so that nobody can tell whose it is.",
    own: "It counts tickets, never people.",
    who: "Who",
    kind: "Category",
    cell: |cell| match cell {
        Cell::Count(number) => number.to_string(),
        Cell::Few => "<3".to_owned(),
        Cell::Unknown => "—".to_owned(),
    },
    hours: |cell| match cell {
        Cell::Count(number) if number >= 48 => format!("{} days", number / 24),
        Cell::Count(1) => "1 hour".to_owned(),
        Cell::Count(number) => format!("{number} hours"),
        Cell::Few | Cell::Unknown => "—".to_owned(),
    },
    said: |open, unanswered, overdue| format!("{open} open, {unanswered} without an answer, {overdue} overdue"),
    last_month: "Last 30 days",
    nothing: "No open tickets",
};

pub(super) const TABLES: TableTexts = TableTexts {
    title: "Categories and limits",
    what: "What can be reported, how soon it should be answered and done, and who gets it. A change holds for new tickets.",
    read_only: "The committee changes these; you can read them.",
    by: |who, when| format!("Changed by {who}, {when}"),
    by_nobody: "These are the app’s own tables.",
    categories: "Reports",
    services: "Services",
    departments: "Departments (9+X)",
    departments_what: "The street’s offices, the grid centre, city management, fire brigade; tickets can be sent to them.",
    add_category: "Add a category",
    add_service: "Add a service",
    add_department: "Add a department",
    remove_department: "Remove this department",
    name: "Name",
    name_hint: |known| {
        if known.is_empty() {
            "What people see when they report".to_owned()
        } else {
            format!("Empty for “{known}”")
        }
    },
    examples: "Examples",
    answer_hours: "Hours to the first answer",
    done_hours: "Hours to the result",
    route: "Goes at once to",
    route_none: "To the committee if nobody is chosen",
    is_off: "Not offered",
    turn_off: "Do not offer this any more",
    turn_on: "Offer this again",
    up: "Move up",
    down: "Move down",
    limits: |answer, done| format!("answer in {answer} h, done in {done} h"),
    goes_to: |who| format!("to {who}"),
    department_name: "Name of the department",
    level: "Level",
    changes: "What changes when you save",
    change,
    fault,
    save: "Save",
    saved: "Saved; everybody gets the new tables when you are online",
    reset: "Back to the app’s own tables",
    reset_done: "The app’s own tables are here, not saved yet",
    undo_all: "Drop the changes",
    in_use: "A category that tickets use is never removed, only no longer offered.",
    department_in_use: Said {
        what: "A department cannot go: it has people, or tickets that are open",
        next: "End its people’s roles and settle its tickets first.",
    },
    new_name: "New category",
};

fn change(change: &Change, name: &str) -> String {
    match change {
        Change::Added(_) => format!("“{name}” is new"),
        Change::Off(_) => format!("“{name}” is no longer offered"),
        Change::On(_) => format!("“{name}” is offered again"),
        Change::Renamed(_) => format!("“{name}” has another name or other examples"),
        Change::Limits(_, answer, done) => format!("“{name}”: answer in {answer} h, done in {done} h"),
        Change::Route(_) => format!("“{name}” goes to others"),
        Change::Order => "The order of the categories".to_owned(),
        Change::NewDepartment(department) => format!("Department “{department}” is new"),
        Change::Department(department) => format!("Department “{department}” is changed"),
        Change::NoDepartment(department) => format!("Department “{department}” goes"),
    }
}

fn fault(fault: &Fault, name: &str) -> String {
    match fault {
        Fault::NoName(_) => "A category has no name yet".to_owned(),
        Fault::LongName(_) => format!("The name “{name}” is too long; at most 40 characters"),
        Fault::Limits(_) => {
            format!("The limits of “{name}”: from one hour to a year, and the result not before the answer")
        }
        Fault::NoDepartmentName => "A department needs a name of at most 40 characters".to_owned(),
        Fault::NothingOffered => "At least one kind of report must be offered".to_owned(),
    }
}
