//! What is offered to whom, what is due, and steps that say too little or too much.

use super::*;

fn kinds(ticket: &Ticket, name: &str) -> BTreeSet<StepKind> {
    ticket.may(&actor(name))
}

#[test]
fn what_is_offered_is_what_has_an_effect() {
    use StepKind as K;
    let report = Play::reported(&["物"]).ticket;
    let committee = [K::Accepted, K::Note, K::Sent, K::Offline, K::Resolved, K::Urged, K::OpenedTo];
    assert_eq!(kinds(&report, "陈"), BTreeSet::from(committee));
    let handler = [K::Accepted, K::Note, K::Sent, K::Offline, K::Returned, K::Resolved];
    assert_eq!(kinds(&report, "物"), BTreeSet::from(handler));
    assert_eq!(kinds(&report, "李"), BTreeSet::from([K::Note, K::Urged, K::Withdrawn]));
    assert_eq!(kinds(&report, "王"), BTreeSet::from([K::Note]));
    let resolved = Play::reported(&["物"]).then("物", Step::Resolved).ticket;
    assert_eq!(kinds(&resolved, "李"), BTreeSet::from([K::Note, K::Confirmed, K::Reopened, K::Rated]));
    assert_eq!(kinds(&resolved, "物"), BTreeSet::from([K::Note]));
    assert_eq!(kinds(&resolved, "陈"), BTreeSet::from([K::Note, K::OpenedTo]));
    let order = Play::reported(&[]).then("陈", sent(&["志"])).ticket;
    assert!(!kinds(&order, "志").contains(&K::Sent));
}

#[test]
fn a_step_lacks_its_reason_or_has_one() {
    for step in [Step::Note, Step::Returned, Step::Resolved] {
        let mut play = Play::reported(&["物"]);
        assert_eq!(
            play.tried("物", StepContent { words: " \n".into(), ..content(step.clone()) }),
            Some(WhyVoid::NoReason)
        );
        assert_eq!(play.tried("物", content(step)), None);
    }
    let mut play = Play::reported(&["物"]);
    let silent = |step| StepContent { words: String::new(), ..content(step) };
    assert_eq!(play.tried("陈", silent(Step::OpenedTo { to: of("局") })), Some(WhyVoid::NoReason));
    assert_eq!(play.tried("物", content(Step::Offline { card: Card::default() })), Some(WhyVoid::NoReason));
    let mut play = Play::reported(&["物"]).then("物", Step::Resolved);
    assert_eq!(play.tried("李", silent(Step::Reopened)), Some(WhyVoid::NoReason));
    assert_eq!(play.tried("邻", silent(Step::Reopened)), Some(WhyVoid::NotTheirs), "the right comes first");
    assert_eq!(play.tried("李", silent(Step::Confirmed)), None);
    let with_reason = StepKind::ALL.into_iter().filter(|kind| kind.needs_words());
    let expected = [StepKind::Returned, StepKind::Resolved, StepKind::Reopened, StepKind::OpenedTo];
    assert_eq!(with_reason.collect::<Vec<_>>(), expected);
}

#[test]
fn a_photo_alone_is_a_note() {
    let photo = bounds::photo();
    let mut play = Play::reported(&["物"]);
    let note = StepContent { words: String::new(), attached: vec![photo.clone()], ..content(Step::Note) };
    assert_eq!(play.tried("物", note), None);
    let result = StepContent { words: String::new(), attached: vec![photo], ..content(Step::Resolved) };
    assert_eq!(play.tried("物", result), Some(WhyVoid::NoReason), "but no result");
}

#[test]
fn what_no_app_writes_is_void() {
    let mut play = Play::reported(&["物"]);
    let unfit = [
        ("陈", sent(&[])),
        ("陈", sent(&["局", "局"])),
        ("陈", Step::OpenedTo { to: Handler::Property }),
        ("李", Step::Rated { stars: 6 }),
    ];
    for (name, step) in unfit {
        assert_eq!(play.tried(name, content(step)), Some(WhyVoid::Unfit));
    }
    let long = StepContent { words: "长".repeat(TEXT + 1), ..content(Step::Note) };
    assert_eq!(play.tried("物", long), Some(WhyVoid::Unfit));
}

#[test]
fn after_a_step_of_a_newer_release_words_may_stand_and_decisions_may_not() {
    for newer in [None, Some(StepContent { version: VERSION + 1, ..content(Step::Accepted) })] {
        let mut play = Play::reported(&["物"]);
        let placed = Placed { place: Some((1, 0)), time: Millis(1), actor: actor("物"), content: newer };
        play.ticket.push(placed, &play.tables);
        assert!(play.ticket.needs_newer_app);
        let step = &play.ticket.steps[0];
        assert_eq!((step.void, step.status, step.hand), (None, Status::Submitted, None));
        let play = play.refused("物", Step::Resolved, WhyVoid::NewerAppNeeded);
        let play = play.refused("邻", Step::Resolved, WhyVoid::NotTheirs);
        let play = play.then("物", Step::Note).stands(Status::Submitted);
        assert_eq!(kinds(&play.ticket, "陈"), BTreeSet::from([StepKind::Note]));
    }
    let newer = Play::begun(&CaseContent { version: VERSION + 1, ..case(&["物"]) });
    newer.refused("物", Step::Accepted, WhyVoid::NewerAppNeeded);
}

#[test]
fn what_is_due_is_the_answer_and_then_the_result() {
    let due = |ticket: &Ticket, hours: i64| ticket.due(Millis(hours * HOUR));
    let report = Play::reported(&["物"]);
    assert_eq!(due(&report.ticket, 2), Some(Due { at: Millis(2 * HOUR), is_answer: true, is_over: false }));
    assert!(report.ticket.due(Millis(2 * HOUR + 1)).unwrap().is_over);
    let answered = report.then("物", Step::Accepted);
    assert_eq!(due(&answered.ticket, 25), Some(Due { at: Millis(24 * HOUR), is_answer: false, is_over: true }));
    assert_eq!(due(&answered.then("物", Step::Resolved).ticket, 25), None);
    let unknown = Play::begun(&CaseContent { category: "龙".into(), ..case(&["物"]) });
    assert_eq!(due(&unknown.ticket, 25), None);
    let unknown = unknown.then("物", Step::Resolved).then("李", Step::Reopened);
    assert_eq!(unknown.ticket.done_due, None);
}

#[test]
fn it_waits_for_whoever_has_it() {
    let waits =
        |play: &Play| CAST.into_iter().filter(|name| play.ticket.is_to_do_for(&actor(name))).collect::<Vec<_>>();
    let play = Play::reported(&["物", "王"]);
    assert_eq!(waits(&play), ["王", "物"]);
    let play = play.then("王", Step::Returned);
    assert_eq!(waits(&play), ["物"]);
    let play = play.then("物", Step::Returned);
    assert_eq!(waits(&play), ["陈"]);
    assert_eq!(waits(&play.then("陈", Step::Resolved)), [""; 0]);
}

#[test]
fn whoever_reports_to_themselves_answers_as_a_handler() {
    let two = Actor { member: member("李"), hands: BTreeSet::from([Handler::Property]) };
    let mut ticket = Play::reported(&["物"]).ticket;
    let note = |ticket: &mut Ticket| {
        let placed =
            Placed { place: Some((1, 0)), time: Millis(9), actor: two.clone(), content: Some(content(Step::Note)) };
        ticket.push(placed, &tables());
        ticket.steps.last().unwrap().hand
    };
    assert_eq!(note(&mut ticket), Some(Handler::Property));
    let steward = Actor { member: member("李"), hands: BTreeSet::from([Handler::Committee]) };
    let by = ticket.allows(&steward, &content(Step::Note)).unwrap();
    assert_eq!(
        (by, by.is_handling()),
        (By::Reporter, false),
        "a steward who reports a matter of the property company's"
    );
    assert_eq!(ticket.allows(&steward, &content(Step::Urged)), Ok(By::Reporter));
    assert_eq!(ticket.allows(&steward, &content(Step::Accepted)), Ok(By::Committee));
}
