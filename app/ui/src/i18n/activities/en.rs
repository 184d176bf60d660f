//! In English.

use linli_contract::activities::{ActivityKind, OwnPlace};
use linli_shared::calendar::Date;

use super::ActivityTexts;
use crate::model::activities::form::Mistake;
use crate::model::activities::room::Room;
use crate::model::activities::when::{Span, weekday};
use crate::model::clock::WallTime;

/// In English.
pub(in crate::i18n) const EN: ActivityTexts = ActivityTexts {
    title: "Activities",
    kind,
    kind_what,
    when,
    moment: |span| point(span.begins, span.year),
    room,
    coming: |count| format!("{count} coming"),
    own,
    own_long,
    place,
    right_until: |until| format!("The task is yours. The right that comes with it ends at {until}."),
    is_off: "Called off",
    none: "Nothing is planned at the moment",
    none_next: "Activities and tasks for volunteers appear here once somebody calls for them.",
    past: |count| format!("Past ({count})"),
    call: "Call for an activity",
    go_on_calling: "Go on with the call you began",
    was_called_off: "This does not take place",
    why: |reason| format!("Why: {reason}"),
    is_over: "This is over.",
    needs_newer: "Part of this was written by a newer version. Update the app to see it.",
    changed: |count| {
        if count == 1 {
            "Changed once; what is written now holds.".to_owned()
        } else {
            format!("Changed {count} times; what is written now holds.")
        }
    },
    called_by: "Called by ",
    until: |until| format!("Sign up until {until}"),
    area_of_task: |area| format!("Area: {area}"),
    sign_up: "Sign up",
    sign_up_what: "Whoever called and the committee see your name and what you write.",
    wait_for_room: "Join the waiting list",
    claim: "I’ll do it",
    claim_what: "The committee decides who gets it. If it is you, the right that you need for it ends with the task.",
    how_many: "How many come, you included",
    number: |count| if count == 1 { "1 person".to_owned() } else { format!("{count} people") },
    fewer: "One fewer",
    more: "One more",
    say_to_caller: "A word to whoever called (may be empty)",
    say_to_caller_hint: "No phone numbers, and nothing about illness or other private matters, please",
    signed_up: "Signed up",
    claimed: "Claimed; the committee decides",
    sign_off: "I cannot come",
    sign_off_what: "Your place goes to whoever waits. If you sign up again, you stand at the end.",
    signed_off: "Signed off",
    give_back: "Give the task back",
    give_back_what: "Others can claim it again, and the right that came with it ends.",
    given_back: "Given back",
    report_done: "It is done",
    done_words: "What was done",
    done_words_hint: "A line or a photo will do",
    done_missing: "Please write a line or add a photo.",
    done_reported: "Reported as done. Thank you",
    people: |count| format!("Signed up ({count})"),
    own_sign_up: "Your sign-up",
    came: "Came",
    missed: "Not here",
    came_count: |count| format!("{count} here. This works without a network and is sent later."),
    give: "Give it to them",
    given: "Given; the right ends with the task",
    thanks: "Thanks",
    thank: "Thank those who came",
    thank_words: "A few words of thanks",
    thank_words_hint: "Everybody in the estate can read this",
    thank_missing: "Please write a line.",
    thanked: "Thanked",
    change: "Change",
    call_off: "Call off",
    call_off_what: "Everybody who signed up sees that it does not take place, and why. It cannot be put back.",
    call_off_why: "Why it is called off",
    call_off_why_hint: "For example: heavy rain, another day",
    called_off: "Called off",
    calling: "Call for an activity",
    changing: "Change an activity",
    changing_what: "Those who signed up see that it was changed.",
    may_not: "You cannot call for this or change it now",
    may_not_next: "It may be over or called off, or somebody else called for it.",
    what: "What it is",
    form_title: "Title",
    form_title_hint: "For example: making dumplings on Saturday",
    form_place: "Where",
    form_place_hint: "For example: the common room, second floor",
    form_area: "Which area",
    form_area_none: "Please choose",
    form_area_hint: "Whoever gets the task is a volunteer for this area until the task ends.",
    begins: "Begins",
    ends: "Ends",
    day: "day",
    time: "time",
    form_until: "Signing up closes earlier",
    form_until_hint: "Otherwise one can sign up until it begins",
    form_places: "At most how many people",
    form_places_hint: "Leave it empty for as many as come; once it is full, others wait in a list",
    places_wrong: "Please enter a number, or leave it empty.",
    form_text: "Details (may be empty)",
    form_text_hint: "What to bring, for whom it is, how to find you",
    mistake,
    send_call: "Send it",
    save_change: "Save the change",
    called: "Sent",
    changed_done: "Changed",
    kept_hint: "What you write is kept as a draft",
};

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn day(date: Date, year: u16) -> String {
    let weekday = DAYS.get(weekday(date)).copied().unwrap_or_default();
    let month = MONTHS.get(usize::from(date.month).wrapping_sub(1)).copied().unwrap_or_default();
    let named = format!("{weekday} {} {month}", date.day);
    if date.year == year { named } else { format!("{named} {}", date.year) }
}

fn clock(time: WallTime) -> String {
    format!("{:02}:{:02}", time.hour, time.minute)
}

fn point(time: WallTime, year: u16) -> String {
    match time.date {
        Some(date) => format!("{}, {}", day(date, year), clock(time)),
        None => "at an unknown time".to_owned(),
    }
}

fn when(span: &Span) -> String {
    let begins = point(span.begins, span.year);
    if span.is_one_day() {
        format!("{begins}–{}", clock(span.ends))
    } else {
        format!("{begins} to {}", point(span.ends, span.year))
    }
}

const fn kind(kind: ActivityKind) -> &'static str {
    match kind {
        ActivityKind::Gathering => "Activity",
        ActivityKind::Task => "Task for volunteers",
    }
}

const fn kind_what(kind: ActivityKind) -> &'static str {
    match kind {
        ActivityKind::Gathering => "Neighbours are invited to come.",
        ActivityKind::Task => "A volunteer is wanted to do something; the committee gives it to one who claims it.",
    }
}

fn room(room: Room) -> String {
    match room {
        Room::Open => "As many as come".to_owned(),
        Room::Free(1) => "1 place left".to_owned(),
        Room::Free(free) => format!("{free} places left"),
        Room::Full(0) => "Full; there is a waiting list".to_owned(),
        Room::Full(waiting) => format!("Full; {waiting} waiting"),
    }
}

fn own(own: OwnPlace) -> String {
    match own {
        OwnPlace::None => "Not signed up".to_owned(),
        OwnPlace::Asked => "Signed up, to be confirmed".to_owned(),
        OwnPlace::Coming => "Signed up".to_owned(),
        OwnPlace::Waiting(before) => format!("Waiting, number {}", before.saturating_add(1)),
        OwnPlace::Claimed => "Claimed".to_owned(),
        OwnPlace::HasTask => "Your task".to_owned(),
        OwnPlace::Attended => "You took part".to_owned(),
    }
}

const fn own_long(own: OwnPlace) -> &'static str {
    match own {
        OwnPlace::None => "",
        OwnPlace::Asked => "Once you are online you will know whether there is room. First come, first served.",
        OwnPlace::Coming => "A place is kept for you. If you cannot come, please sign off early for those who wait.",
        OwnPlace::Waiting(_) => "When somebody signs off it is your turn, and this says “Signed up”.",
        OwnPlace::Claimed => "The committee decides who gets it.",
        OwnPlace::HasTask => "The task is yours. Once it is done, please say so below.",
        OwnPlace::Attended => "Thank you for taking part.",
    }
}

fn place(place: OwnPlace) -> String {
    match place {
        OwnPlace::None => "Not coming".to_owned(),
        OwnPlace::Asked => "To be confirmed".to_owned(),
        OwnPlace::Coming => "Has a place".to_owned(),
        OwnPlace::Waiting(before) => format!("Waiting, number {}", before.saturating_add(1)),
        OwnPlace::Claimed => "Would like to do it".to_owned(),
        OwnPlace::HasTask => "Has the task".to_owned(),
        OwnPlace::Attended => "Took part".to_owned(),
    }
}

const fn mistake(mistake: Mistake) -> &'static str {
    match mistake {
        Mistake::Title => "Please give it a title.",
        Mistake::TitleLong => "The title has at most 60 characters.",
        Mistake::TextLong => "The details have at most 4000 characters.",
        Mistake::Place => "Please say where.",
        Mistake::PlaceLong => "The place has at most 120 characters.",
        Mistake::Begins => "That time is over, please change it.",
        Mistake::Ends => "It has to end after it begins.",
        Mistake::Long => "It lasts a year at most; please let it end earlier.",
        Mistake::Until => "Signing up cannot close after it ends.",
        Mistake::UntilOver => "The time to sign up would be over already.",
        Mistake::Area => "Please choose the area.",
    }
}
