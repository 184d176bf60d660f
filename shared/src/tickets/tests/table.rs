//! Where a ticket stands × who does what → where it stands then; every answer was written by hand.
//!
//! `late`: somebody else was first, and it makes no sense any more. `theirs`: it is others' to do.

use super::*;

/// A ticket that stands there, of 李 and with 物.
fn standing(status: &str) -> Play {
    let report = || Play::reported(&["物"]);
    match status {
        "submitted" => report(),
        "accepted" => report().then("物", Step::Accepted),
        "sent" => Play::reported(&[]).then("陈", sent(&["物"])),
        "progress" => report().then("物", Step::Accepted).then("物", Step::Note),
        "offline" => report().then("物", card()),
        "returned" => report().then("物", Step::Returned),
        "resolved" => report().then("物", Step::Resolved),
        "confirmed" => standing("resolved").then("李", Step::Confirmed),
        "reopened" => standing("resolved").then("李", Step::Reopened),
        "withdrawn" => report().then("李", Step::Withdrawn),
        other => panic!("{other}"),
    }
    .stands(named(status))
}

fn named(status: &str) -> Status {
    Status::ALL.into_iter().find(|known| word(*known) == status).unwrap()
}

fn word(status: Status) -> &'static str {
    match status {
        Status::Submitted => "submitted",
        Status::Accepted => "accepted",
        Status::Sent => "sent",
        Status::InProgress => "progress",
        Status::Offline => "offline",
        Status::Returned => "returned",
        Status::Resolved => "resolved",
        Status::Confirmed => "confirmed",
        Status::Reopened => "reopened",
        Status::Withdrawn => "withdrawn",
    }
}

fn step(word: &str) -> Step {
    match word {
        "accept" => Step::Accepted,
        "note" => Step::Note,
        "send" => sent(&["局"]),
        "offline" => card(),
        "return" => Step::Returned,
        "resolve" => Step::Resolved,
        "confirm" => Step::Confirmed,
        "reopen" => Step::Reopened,
        "rate" => Step::Rated { stars: 3 },
        "urge" => Step::Urged,
        "withdraw" => Step::Withdrawn,
        "open" => Step::OpenedTo { to: of("局") },
        other => panic!("{other}"),
    }
}

fn check(name: &str, table: &str) {
    let mut rows = table.lines().map(|line| line.split_whitespace().collect::<Vec<_>>()).filter(|row| !row.is_empty());
    let columns = rows.next().unwrap();
    let mut wrong = Vec::new();
    let mut statuses = 0;
    for row in rows {
        statuses += 1;
        assert_eq!(row.len(), columns.len(), "{row:?}");
        for (column, expected) in columns[1..].iter().zip(&row[1..]) {
            let mut play = standing(row[0]);
            let before = play.ticket.clone();
            let step = step(column);
            let kind = step.kind();
            let found = match play.tried(name, content(step)) {
                None => word(play.ticket.status),
                Some(WhyVoid::NotTheirs) => "theirs",
                Some(WhyVoid::TooLate) => "late",
                Some(other) => panic!("{other:?}"),
            };
            let is_offered = before.may(&actor(name)).contains(&kind);
            if found != *expected || is_offered == ["theirs", "late"].contains(&found) {
                wrong.push(format!("{} × {column}: {found}, not {expected}", row[0]));
            }
        }
    }
    assert_eq!((statuses, columns.len()), (Status::ALL.len(), StepKind::ALL.len() + 1));
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_the_committee_does() {
    check(
        "陈",
        "
        at         accept    note       send  offline  return  resolve   confirm  reopen  rate    urge       withdraw  open
        submitted  accepted  submitted  sent  offline  theirs  resolved  theirs   theirs  theirs  submitted  theirs    submitted
        accepted   late      accepted   sent  offline  theirs  resolved  theirs   theirs  theirs  accepted   theirs    accepted
        sent       accepted  sent       sent  offline  theirs  resolved  theirs   theirs  theirs  sent       theirs    sent
        progress   late      progress   sent  offline  theirs  resolved  theirs   theirs  theirs  progress   theirs    progress
        offline    late      offline    sent  offline  theirs  resolved  theirs   theirs  theirs  offline    theirs    offline
        returned   accepted  returned   sent  offline  theirs  resolved  theirs   theirs  theirs  returned   theirs    returned
        resolved   late      resolved   late  late     theirs  late      theirs   theirs  theirs  late       theirs    resolved
        confirmed  late      confirmed  late  late     theirs  late      theirs   theirs  theirs  late       theirs    confirmed
        reopened   accepted  reopened   sent  offline  theirs  resolved  theirs   theirs  theirs  reopened   theirs    reopened
        withdrawn  late      withdrawn  late  late     theirs  late      theirs   theirs  theirs  late       theirs    withdrawn",
    );
}

#[test]
fn what_a_handler_does() {
    check(
        "物",
        "
        at         accept    note       send  offline  return    resolve   confirm  reopen  rate    urge    withdraw  open
        submitted  accepted  submitted  sent  offline  returned  resolved  theirs   theirs  theirs  theirs  theirs    theirs
        accepted   late      progress   sent  offline  returned  resolved  theirs   theirs  theirs  theirs  theirs    theirs
        sent       accepted  sent       sent  offline  returned  resolved  theirs   theirs  theirs  theirs  theirs    theirs
        progress   late      progress   sent  offline  returned  resolved  theirs   theirs  theirs  theirs  theirs    theirs
        offline    late      offline    sent  offline  returned  resolved  theirs   theirs  theirs  theirs  theirs    theirs
        returned   late      returned   late  late     late      late      theirs   theirs  theirs  theirs  theirs    theirs
        resolved   late      resolved   late  late     late      late      theirs   theirs  theirs  theirs  theirs    theirs
        confirmed  late      confirmed  late  late     late      late      theirs   theirs  theirs  theirs  theirs    theirs
        reopened   accepted  reopened   sent  offline  returned  resolved  theirs   theirs  theirs  theirs  theirs    theirs
        withdrawn  late      withdrawn  late  late     late      late      theirs   theirs  theirs  theirs  theirs    theirs",
    );
}

#[test]
fn what_the_reporter_does() {
    check(
        "李",
        "
        at         accept  note       send    offline  return  resolve  confirm    reopen    rate       urge       withdraw   open
        submitted  theirs  submitted  theirs  theirs   theirs  theirs   late       late      late       submitted  withdrawn  theirs
        accepted   theirs  accepted   theirs  theirs   theirs  theirs   late       late      late       accepted   withdrawn  theirs
        sent       theirs  sent       theirs  theirs   theirs  theirs   late       late      late       sent       withdrawn  theirs
        progress   theirs  progress   theirs  theirs   theirs  theirs   late       late      late       progress   withdrawn  theirs
        offline    theirs  offline    theirs  theirs   theirs  theirs   late       late      late       offline    withdrawn  theirs
        returned   theirs  returned   theirs  theirs   theirs  theirs   late       late      late       returned   withdrawn  theirs
        resolved   theirs  resolved   theirs  theirs   theirs  theirs   confirmed  reopened  resolved   late       late       theirs
        confirmed  theirs  confirmed  theirs  theirs   theirs  theirs   late       reopened  confirmed  late       late       theirs
        reopened   theirs  reopened   theirs  theirs   theirs  theirs   late       late      late       reopened   withdrawn  theirs
        withdrawn  theirs  withdrawn  theirs  theirs   theirs  theirs   late       late      late       late       late       theirs",
    );
}

#[test]
fn what_somebody_does_who_only_reads_it() {
    for name in ["王", "局", "邻"] {
        let rows: Vec<String> =
            Status::ALL.map(|status| format!("{0} theirs {0} {1}", word(status), ["theirs"; 10].join(" "))).to_vec();
        let columns = "at accept note send offline return resolve confirm reopen rate urge withdraw open";
        check(name, &format!("{columns}\n{}", rows.join("\n")));
    }
}
