//! The ways a ticket goes.

use super::*;
use HandState::{Asked, Done, Returned, Working};

#[test]
fn a_report_is_taken_on_worked_on_resolved_confirmed_and_rated() {
    let play = Play::reported(&["物"]).stands(Status::Submitted).with(&[("物", Asked)]);
    let play = play.then("物", Step::Accepted).stands(Status::Accepted).with(&[("物", Working)]);
    let play = play.then("物", Step::Note).stands(Status::InProgress);
    let play = play.then("物", Step::Resolved).stands(Status::Resolved).with(&[]);
    let play = play.then("李", Step::Rated { stars: 4 }).stands(Status::Resolved);
    let play = play.then("李", Step::Confirmed).stands(Status::Confirmed);
    let ticket = play.ticket;
    assert_eq!((ticket.answered, ticket.resolved), (Some(Millis(HOUR)), Some(Millis(3 * HOUR))));
    assert_eq!((ticket.confirmed, ticket.rating), (Some(Millis(5 * HOUR)), Some(4)));
    assert_eq!((ticket.answer_due, ticket.done_due), (Some(Millis(2 * HOUR)), Some(Millis(24 * HOUR))));
    assert_eq!(ticket.level, Level::Neighbours);
    let hand = ticket.hands[0];
    assert_eq!((hand.handler, hand.state, hand.is_lead), (Handler::Property, Done, true));
    let hands: Vec<_> = ticket.steps.iter().map(|step| step.hand).collect();
    let property = Some(Handler::Property);
    assert_eq!(hands, [property, property, property, None, None]);
}

#[test]
fn what_goes_to_nobody_in_particular_is_the_committees_to_send_on() {
    let play = Play::reported(&[]).with(&[("陈", Asked)]);
    assert_eq!(play.ticket.level, Level::Community);
    let play = play.then("陈", sent(&["物"])).stands(Status::Sent).with(&[("物", Asked)]);
    assert_eq!(play.ticket.answered, Some(Millis(HOUR)), "the reporter knows that somebody looked at it");
    assert_eq!(play.ticket.hands.len(), 1, "whoever only passed it on never had it");
    play.then("物", Step::Accepted).stands(Status::Accepted);
}

#[test]
fn it_rises_from_level_to_level_and_the_highest_stays() {
    let play = Play::reported(&["物"]);
    assert_eq!(play.ticket.level, Level::Neighbours);
    let play = play.then("物", sent(&["陈"]));
    assert_eq!(play.ticket.level, Level::Community);
    let play = play.then("陈", sent(&["局"]));
    assert_eq!(play.ticket.level, Level::Street);
    let play = play.then("局", sent(&["心"]));
    assert_eq!(play.ticket.level, Level::GridCentre);
    let play = play.then("心", sent(&["物"])).with(&[("物", Asked)]);
    assert_eq!(play.ticket.level, Level::GridCentre);
}

#[test]
fn several_handle_it_jointly_and_the_first_leads() {
    let play = Play::reported(&[]).then("陈", sent(&["局", "物", "王"]));
    let play = play.with(&[("局", Asked), ("物", Asked), ("王", Asked)]);
    let play = play.then("物", Step::Accepted).stands(Status::Accepted).then("局", Step::Accepted);
    let play = play.then("物", Step::Resolved).stands(Status::Accepted).with(&[("局", Working), ("王", Asked)]);
    let play = play.refused("物", Step::Resolved, WhyVoid::TooLate);
    let play = play.then("局", Step::Returned).with(&[("王", Asked)]).stands(Status::Sent);
    play.then("王", Step::Resolved).stands(Status::Resolved);
    let part =
        Play::reported(&[]).then("陈", sent(&["局", "物"])).then("物", Step::Accepted).then("物", Step::Resolved);
    part.stands(Status::Sent).with(&[("局", Asked)]);
}

#[test]
fn what_everybody_gives_back_is_the_committees_again() {
    let play = Play::reported(&["物", "王"]).then("物", Step::Returned).stands(Status::Submitted);
    let play = play.with(&[("王", Asked)]).then("王", Step::Returned).stands(Status::Returned).with(&[]);
    assert!(play.ticket.hands.iter().all(|hand| hand.state == Returned));
    let play = play.refused("物", Step::Accepted, WhyVoid::TooLate);
    assert!(play.ticket.is_to_do_for(&actor("陈")) && !play.ticket.is_to_do_for(&actor("物")));
    let play = play.then("陈", sent(&["物"])).stands(Status::Sent).with(&[("物", Asked)]);
    play.then("物", Step::Accepted).then("物", Step::Returned).stands(Status::Returned);
}

#[test]
fn a_card_says_where_to_go_until_the_ticket_goes_elsewhere() {
    let play = Play::reported(&["陈"]).then("陈", card()).stands(Status::Offline).with(&[("陈", Working)]);
    assert_eq!(play.ticket.card.as_ref().unwrap().office, "街道办事处");
    let noted = play.then("陈", Step::Note).stands(Status::Offline);
    let elsewhere = noted.then("陈", sent(&["局"])).stands(Status::Sent);
    assert_eq!(elsewhere.ticket.card, None);
    let back = Play::reported(&["物"]).then("物", card()).then("物", Step::Returned);
    assert_eq!(back.ticket.card, None);
    let resolved = Play::reported(&["陈"]).then("陈", card()).then("陈", Step::Resolved);
    assert!(resolved.ticket.card.is_some(), "it still says what was to be brought");
    assert_eq!(resolved.then("李", Step::Reopened).ticket.card, None);
    let withdrawn = Play::reported(&["陈"]).then("陈", card()).then("李", Step::Withdrawn);
    assert_eq!(withdrawn.ticket.card, None);
}

#[test]
fn who_had_it_has_it_again_when_the_reporter_reopens_it() {
    let play = Play::reported(&["局", "物"]).then("物", Step::Accepted).then("局", Step::Resolved);
    let play = play.then("李", Step::Rated { stars: 1 }).then("李", Step::Reopened).stands(Status::Reopened);
    let play = play.with(&[("局", Asked), ("物", Asked)]);
    let ticket = &play.ticket;
    assert_eq!((ticket.resolved, ticket.rating), (None, None));
    assert_eq!((ticket.answered, ticket.answer_due), (Some(Millis(HOUR)), Some(Millis(2 * HOUR))), "as they were");
    assert_eq!(ticket.done_due, Some(Millis((4 + 24) * HOUR)), "counted anew");
    let play = play.then("局", Step::Accepted).stands(Status::Accepted).then("局", Step::Resolved);
    let play = play.then("李", Step::Confirmed).then("李", Step::Reopened).stands(Status::Reopened);
    assert_eq!(play.ticket.confirmed, None);
    play.with(&[("局", Asked), ("物", Asked)]);
    let by_committee = Play::reported(&["物"]).then("物", Step::Returned).then("陈", Step::Resolved);
    by_committee.then("李", Step::Reopened).with(&[("陈", Asked)]);
    let over_their_head = Play::reported(&["物"]).then("陈", Step::Resolved).with(&[]);
    over_their_head.then("李", Step::Reopened).with(&[("物", Asked)]);
}

#[test]
fn the_reporter_takes_it_back_for_good() {
    let play = Play::reported(&["物", "王"]).then("物", Step::Accepted).then("李", Step::Withdrawn);
    let play = play.stands(Status::Withdrawn).with(&[]).refused("物", Step::Resolved, WhyVoid::TooLate);
    let play = play.refused("李", Step::Reopened, WhyVoid::TooLate).refused("陈", sent(&["物"]), WhyVoid::TooLate);
    play.then("物", Step::Note).stands(Status::Withdrawn);
}

#[test]
fn it_is_urged_until_somebody_answers() {
    let play = Play::reported(&["物"]).then("李", Step::Urged).then("陈", Step::Urged).stands(Status::Submitted);
    assert_eq!((play.ticket.urged, play.ticket.answered), (2, None), "to urge is no answer");
    let hands: Vec<_> = play.ticket.steps.iter().map(|step| step.hand).collect();
    assert_eq!(hands, [None, Some(Handler::Committee)], "the committee's is a supervision");
    let play = play.then("李", Step::Note).then("邻", Step::Note);
    assert_eq!((play.ticket.urged, play.ticket.answered), (2, None), "nor are the reporter's words or a reader's");
    let play = play.then("物", Step::Note).stands(Status::Submitted);
    assert_eq!((play.ticket.urged, play.ticket.answered), (0, Some(Millis(5 * HOUR))));
}

#[test]
fn a_case_is_opened_for_the_level_above_with_a_reason_and_stays_where_it_is() {
    let open = |play: Play| play.then("陈", Step::OpenedTo { to: of("局") });
    let play = open(Play::reported(&["物"])).stands(Status::Submitted);
    let play = open(play).then("局", Step::Note);
    assert_eq!(play.ticket.opened_to, [of("局")]);
    assert_eq!((play.ticket.level, play.ticket.answered), (Level::Neighbours, None));
    assert_eq!(play.ticket.steps.last().unwrap().hand, Some(of("局")), "the trail names whose words they are");
    let play = play.refused("局", Step::Accepted, WhyVoid::NotTheirs);
    let over = open(play.then("物", Step::Resolved)).stands(Status::Resolved);
    assert_eq!(over.ticket.opened_to, [of("局")]);
}

#[test]
fn a_provider_takes_an_order_on_or_declines_and_sends_nobody_else() {
    let order = Play::reported(&[]).then("陈", sent(&["志"])).with(&[("志", Asked)]);
    let order =
        order.refused("志", sent(&["邻"]), WhyVoid::NotTheirs).refused("邻", Step::Accepted, WhyVoid::NotTheirs);
    let order = order.then("志", Step::Returned).stands(Status::Returned).then("陈", sent(&["志"]));
    let order = order.then("志", Step::Accepted).then("志", Step::Resolved).stands(Status::Resolved);
    order.then("李", Step::Rated { stars: 5 });
}

#[test]
fn a_worker_who_filed_for_somebody_speaks_for_them() {
    let filed = Play::begun(&CaseContent { for_person: "张奶奶".into(), ..case(&["物"]) });
    filed.then("物", Step::Resolved).refused("邻", Step::Confirmed, WhyVoid::NotTheirs).then("李", Step::Confirmed);
    let filed = Play::begun(&CaseContent { for_member: Some(member("邻")), ..case(&["物"]) });
    filed.then("物", Step::Resolved).then("邻", Step::Confirmed).stands(Status::Confirmed);
}

#[test]
fn of_a_work_thread_the_committee_says_whether_it_is_done() {
    let thread = CaseContent { thread_of: Some(RecordId([9; 16])), ..case(&["物", "局"]) };
    let play = Play::begun(&thread).then("物", Step::Resolved).stands(Status::Resolved);
    let play = play.refused("李", Step::Confirmed, WhyVoid::NotTheirs);
    let play = play.refused("陈", Step::Rated { stars: 5 }, WhyVoid::NotTheirs);
    let play = play.then("陈", Step::Reopened).with(&[("物", Asked), ("局", Asked)]).then("物", Step::Resolved);
    let play = play.then("陈", Step::Confirmed).stands(Status::Confirmed);
    assert_eq!(play.ticket.steps.last().unwrap().hand, Some(Handler::Committee));
    Play::begun(&thread).then("陈", Step::Withdrawn).stands(Status::Withdrawn);
}

#[test]
fn whoever_comes_second_is_told_so() {
    let play = Play::reported(&["物"]).then("物", Step::Accepted);
    let play = play.refused("物", Step::Accepted, WhyVoid::TooLate).refused("陈", Step::Accepted, WhyVoid::TooLate);
    let sent_on = play.then("陈", sent(&["局"])).with(&[("局", Asked)]);
    let sent_on =
        sent_on.refused("陈", sent(&["局"]), WhyVoid::TooLate).refused("物", Step::Resolved, WhyVoid::TooLate);
    let sent_on = sent_on.refused("王", Step::Resolved, WhyVoid::NotTheirs);
    assert_eq!(sent_on.ticket.hands[0].state, Done, "they had a part in it");
    let sent_on = sent_on.then("陈", Step::Resolved).refused("陈", Step::Resolved, WhyVoid::TooLate);
    sent_on.refused("李", Step::Urged, WhyVoid::TooLate).refused("李", Step::Withdrawn, WhyVoid::TooLate);
}

#[test]
fn the_committee_steps_in_where_nobody_has_taken_it_on() {
    let play = Play::reported(&["物"]).then("陈", Step::Accepted).with(&[("物", Asked), ("陈", Working)]);
    let play = play.then("陈", Step::Note).stands(Status::InProgress).then("物", Step::Accepted);
    play.with(&[("物", Working), ("陈", Working)]).then("陈", Step::Resolved).stands(Status::Resolved);
}

#[test]
fn whoever_is_sent_for_again_goes_on_working() {
    let play = Play::reported(&["物"]).then("物", Step::Accepted).then("物", Step::Note);
    let joint = play.then("陈", sent(&["局", "物"])).stands(Status::InProgress);
    let joint = joint.with(&[("局", Asked), ("物", Working)]);
    let passed = joint.then("物", sent(&["王"])).with(&[("局", Asked), ("王", Asked)]).stands(Status::Sent);
    let lead_passed = passed.then("局", sent(&["心"])).with(&[("心", Asked), ("王", Asked)]);
    lead_passed.then("心", sent(&["心", "物"])).with(&[("心", Asked), ("物", Asked), ("王", Asked)]);
}
