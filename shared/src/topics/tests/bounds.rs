//! What may be said at all.

use super::{Millis, Saying, Step, ballot, said, step, topic};
use crate::fit::Unfit;
use crate::topics::{
    ANSWER, CHOICES, COMMENT, COVENANT, HallRules, PROJECT_STEP, PROJECT_STEPS, QUESTION, REASON, TEXT, TITLE, WHO,
};

#[test]
fn a_topic_has_a_title_of_one_line_and_a_text() {
    let with = |change: fn(&mut crate::topics::TopicContent)| {
        let mut topic = topic(3);
        change(&mut topic);
        topic.check()
    };
    assert_eq!(with(|_| {}), Ok(()));
    assert_eq!(with(|topic| topic.title = " ".into()), Err(Unfit::NoWords));
    assert_eq!(with(|topic| topic.text = "\n".into()), Err(Unfit::NoWords));
    assert_eq!(with(|topic| topic.title = "长".repeat(TITLE)), Ok(()));
    assert_eq!(with(|topic| topic.title = "长".repeat(TITLE + 1)), Err(Unfit::TooLong));
    assert_eq!(with(|topic| topic.text = "长".repeat(TEXT)), Ok(()));
    assert_eq!(with(|topic| topic.text = "长".repeat(TEXT + 1)), Err(Unfit::TooLong));
    assert_eq!(with(|topic| topic.title = "电\n梯".into()), Err(Unfit::Control));
}

#[test]
fn a_ballot_asks_and_has_different_choices() {
    let with = |change: fn(&mut crate::topics::BallotContent)| {
        let mut ballot = ballot();
        change(&mut ballot);
        step("", Step::BallotOpened(ballot)).check()
    };
    assert_eq!(with(|_| {}), Ok(()));
    assert_eq!(with(|ballot| ballot.question = String::new()), Err(Unfit::NoWords));
    assert_eq!(with(|ballot| ballot.question = "问".repeat(QUESTION)), Ok(()));
    assert_eq!(with(|ballot| ballot.question = "问".repeat(QUESTION + 1)), Err(Unfit::TooLong));
    assert_eq!(with(|ballot| ballot.choices.truncate(1)), Err(Unfit::Count));
    assert_eq!(with(|ballot| ballot.choices = (0..CHOICES).map(|at| at.to_string()).collect()), Ok(()));
    let many = |ballot: &mut crate::topics::BallotContent| {
        ballot.choices = (0..=CHOICES).map(|at| at.to_string()).collect();
    };
    assert_eq!(with(many), Err(Unfit::Count));
    assert_eq!(with(|ballot| ballot.choices = vec!["装".into(), " 装".into()]), Err(Unfit::Twice));
    assert_eq!(with(|ballot| ballot.choices[0] = " ".into()), Err(Unfit::NoWords));
    assert_eq!(with(|ballot| ballot.choices[0] = "装".repeat(ANSWER + 1)), Err(Unfit::TooLong));
    assert_eq!(with(|ballot| ballot.grace_hours = 720), Ok(()));
    assert_eq!(with(|ballot| ballot.grace_hours = 721), Err(Unfit::Number));
}

#[test]
fn steps_keep_their_bounds() {
    let made =
        |who: &str, steps: Vec<String>| step("做", Step::ProjectMade { who: who.into(), due: None, steps }).check();
    assert_eq!(step(&"长".repeat(REASON), Step::Finished).check(), Ok(()));
    assert_eq!(step(&"长".repeat(REASON + 1), Step::Finished).check(), Err(Unfit::TooLong));
    assert_eq!(made("物业", vec!["设计".into(); PROJECT_STEPS]), Ok(()));
    assert_eq!(made("物业", vec!["设计".into(); PROJECT_STEPS + 1]), Err(Unfit::Count));
    assert_eq!(made("物业", vec!["设".repeat(PROJECT_STEP + 1)]), Err(Unfit::TooLong));
    assert_eq!(made("物业", vec![String::new()]), Err(Unfit::NoWords));
    assert_eq!(made(&"物".repeat(WHO + 1), Vec::new()), Err(Unfit::TooLong));
    let settled = |text: String| step("", Step::CovenantSettled { text }).check();
    assert_eq!(settled("约".repeat(COVENANT)), Ok(()));
    assert_eq!(settled("约".repeat(COVENANT + 1)), Err(Unfit::TooLong));
    assert_eq!(settled(" ".into()), Err(Unfit::NoWords));
    let ballot = crate::ids::RecordId([1; 16]);
    let told = |counts| step("", Step::Counted { ballot, counts, roll: 1, seal: [0; 8] }).check();
    assert_eq!(told(vec![0]), Err(Unfit::Count));
    assert_eq!(told(vec![0; CHOICES]), Ok(()));
    assert_eq!(told(vec![0; CHOICES + 1]), Err(Unfit::Count));
}

#[test]
fn sayings_and_rules_keep_their_bounds() {
    let comment = |words: String| said(Saying::Comment { words, reply_to: None }).check();
    assert_eq!(comment(String::new()), Err(Unfit::NoWords));
    assert_eq!(comment("话".repeat(COMMENT)), Ok(()));
    assert_eq!(comment("话".repeat(COMMENT + 1)), Err(Unfit::TooLong));
    let judged = |stars| said(Saying::Judged { stars, words: String::new() }).check();
    assert_eq!([0, 1, 5, 6].map(judged), [Err(Unfit::Number), Ok(()), Ok(()), Err(Unfit::Number)]);
    let long = Saying::Judged { stars: 3, words: "话".repeat(COMMENT + 1) };
    assert_eq!(said(long).check(), Err(Unfit::TooLong));
    let rules = |change: fn(&mut HallRules)| {
        let mut rules = HallRules { at: Millis(1), ..HallRules::default() };
        change(&mut rules);
        rules.check()
    };
    assert_eq!(rules(|_| {}), Ok(()));
    assert_eq!(rules(|rules| rules.answer_days = 0), Err(Unfit::Number));
    assert_eq!(rules(|rules| rules.ballot_days = 0), Err(Unfit::Number));
    assert_eq!(rules(|rules| rules.ballot_days = 367), Err(Unfit::Number));
    assert_eq!(rules(|rules| rules.grace_hours = 721), Err(Unfit::Number));
    assert_eq!(rules(|rules| rules.text = "规".repeat(TEXT + 1)), Err(Unfit::TooLong));
}
