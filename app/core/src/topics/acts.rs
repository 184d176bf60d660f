//! What people do with a topic.

use linli_contract::Failure;
use linli_contract::topics::{DoTopic, TopicAct};
use linli_shared::blobs::{Attachment, BlobId};
use linli_shared::kinds::Kind;
use linli_shared::topics::{BallotContent, Saying, Step, Topic, TopicSaid, TopicStep, VERSION, WhyVoid};

use super::counting::wants;
use super::{Me, covenant, nonce, rules, topic_of, voting};
use crate::device::rows::Want;
use crate::device::{Device, Turn};
use crate::square;

/// The rows that `do_topic` needs.
#[must_use]
pub fn do_topic_wants(device: &Device, request: &DoTopic) -> Vec<Want> {
    let mut needed = vec![square::want(request.topic)];
    match &request.act {
        TopicAct::Vote { .. } | TopicAct::PaperVote { .. } | TopicAct::TellCount { .. } => {
            needed.extend(wants(device, request.topic));
        }
        TopicAct::WriteCovenant { .. } => needed.push(covenant::want(request.topic)),
        TopicAct::Support(_)
        | TopicAct::Comment { .. }
        | TopicAct::TakeBack(_)
        | TopicAct::Hide(..)
        | TopicAct::Gate { .. }
        | TopicAct::OpenBallot { .. }
        | TopicAct::MakeProject { .. }
        | TopicAct::Report { .. }
        | TopicAct::Finish(_)
        | TopicAct::Judge { .. }
        | TopicAct::CloseEvaluation { .. }
        | TopicAct::SettleCovenant(_)
        | TopicAct::Sign(_)
        | TopicAct::Withdraw(_) => {}
    }
    needed
}

/// Does something with a topic; it is shown at once and goes out with the next meeting.
///
/// # Errors
/// [`Failure::NotHere`], [`Failure::NoRight`], [`Failure::InvalidInput`] for what says no reason or too much,
/// [`Failure::TooLate`] where the topic stands elsewhere by now, [`Failure::TooManyPhotos`], [`Failure::BadPhoto`].
pub fn do_topic(device: &mut Device, request: &DoTopic, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let me = Me::of(device, turn)?;
    let (thread, topic) = topic_of(device, turn, request.topic)?;
    let of = Doing { me, topic: &topic };
    match &request.act {
        TopicAct::Support(supports) => {
            if topic.supporters.contains(&me.member) == *supports {
                return Ok(());
            }
            if !topic.takes_support(me.member) {
                return Err(Failure::TooLate);
            }
            of.say(device, Saying::Support(*supports), turn)
        }
        TopicAct::Comment { words, reply_to } => {
            if reply_to.is_some_and(|id| topic.comments.iter().all(|known| known.id != id)) {
                return Err(Failure::NotHere);
            }
            of.say(device, Saying::Comment { words: words.trim().to_owned(), reply_to: *reply_to }, turn)
        }
        TopicAct::TakeBack(comment) => {
            let known = topic.comments.iter().find(|known| known.id == *comment).ok_or(Failure::NotHere)?;
            if known.by != me.member {
                return Err(Failure::NoRight);
            }
            of.say(device, Saying::TakenBack { comment: *comment }, turn)
        }
        TopicAct::Hide(comment, reason) => of.step(device, reason, Step::Hidden { comment: *comment }, turn),
        TopicAct::Gate { passes, reason } => {
            let gate = topic.stage;
            let step = if *passes { Step::Passed { gate } } else { Step::Returned { gate } };
            of.step(device, reason, step, turn)
        }
        TopicAct::OpenBallot { question, choices, by, is_secret, closes } => {
            let rules = rules::rules(device);
            let least = me.now.plus(i64::from(rules.ballot_days) * DAY - SLACK);
            if *closes < least {
                return Err(Failure::InvalidInput);
            }
            let choices = choices.iter().map(|choice| choice.trim().to_owned()).collect();
            let ballot = BallotContent {
                question: question.trim().to_owned(),
                choices,
                by: *by,
                is_secret: *is_secret,
                closes: *closes,
                grace_hours: rules.grace_hours,
            };
            of.step(device, "", Step::BallotOpened(ballot), turn)
        }
        TopicAct::Vote { ballot, choice } => voting::vote(device, me, (&thread, &topic), (*ballot, *choice), turn),
        TopicAct::PaperVote { ballot, door, choice, attached } => {
            voting::paper_vote(device, me, (&thread, &topic), (*ballot, *door, *choice), attached, turn)
        }
        TopicAct::TellCount { ballot } => {
            let told = voting::told(device, me, (&thread, &topic), *ballot, turn)?;
            of.step(device, "", told, turn)
        }
        TopicAct::MakeProject { words, who, due, steps } => {
            let steps = steps.iter().map(|step| step.trim().to_owned()).filter(|step| !step.is_empty()).collect();
            of.step(device, words, Step::ProjectMade { who: who.trim().to_owned(), due: *due, steps }, turn)
        }
        TopicAct::Report { words, attached, done } => {
            of.step_with(device, words, attached, Step::Reported { done: *done }, turn)
        }
        TopicAct::Finish(words) => of.step(device, words, Step::Finished, turn),
        TopicAct::Judge { stars, words } => {
            if !topic.takes_stars() {
                return Err(Failure::TooLate);
            }
            of.say(device, Saying::Judged { stars: *stars, words: words.trim().to_owned() }, turn)
        }
        TopicAct::CloseEvaluation { summary, wants_covenant } => {
            of.step(device, summary, Step::Evaluated { wants_covenant: *wants_covenant }, turn)
        }
        TopicAct::WriteCovenant { from, text } => {
            if !topic.takes_covenant() {
                return Err(Failure::TooLate);
            }
            covenant::write_covenant(device, request.topic, (from, text), turn)
        }
        TopicAct::SettleCovenant(text) => {
            let text = text.trim().to_owned();
            of.step(device, "", Step::CovenantSettled { text }, turn)
        }
        TopicAct::Sign(number) => {
            let version = number.checked_sub(1).and_then(|at| topic.versions.get(usize::from(at)));
            let version = version.ok_or(Failure::NotHere)?;
            if version.signed.iter().any(|(by, ..)| *by == me.member) {
                return Ok(());
            }
            of.say(device, Saying::Signed { version: version.id }, turn)
        }
        TopicAct::Withdraw(reason) => of.step(device, reason, Step::Withdrawn, turn),
    }
}

const DAY: i64 = 86_400_000;
/// How much a ballot may be shorter than the rules say: the form was opened a while ago, clocks differ.
const SLACK: i64 = 3_600_000;

/// What is done, by whom, with which topic.
struct Doing<'t> {
    me: Me,
    topic: &'t Topic,
}

impl Doing<'_> {
    fn say(&self, device: &mut Device, said: Saying, turn: &mut Turn<'_>) -> Result<(), Failure> {
        let said = TopicSaid { version: VERSION, nonce: nonce(turn, 0), at: turn.now.time, said };
        said.check().map_err(|_| Failure::InvalidInput)?;
        self.write(device, Kind::TopicSaid, said.to_content(), turn)
    }

    fn step(&self, device: &mut Device, words: &str, step: Step, turn: &mut Turn<'_>) -> Result<(), Failure> {
        self.step_with(device, words, &[], step, turn)
    }

    fn step_with(
        &self,
        device: &mut Device,
        words: &str,
        photos: &[BlobId],
        step: Step,
        turn: &mut Turn<'_>,
    ) -> Result<(), Failure> {
        let Self { me, topic } = self;
        let step = TopicStep {
            version: VERSION,
            nonce: nonce(turn, 0),
            words: words.trim().to_owned(),
            attached: Vec::new(),
            at: turn.now.time,
            step,
        };
        topic.allows(me.member, me.standing, &step, me.now).map_err(refused)?;
        let at = square::at(device, topic.record, Kind::Topic);
        let attached: Vec<Attachment> = square::attach(device, at, photos, &[], turn)?;
        let step = TopicStep { attached, ..step };
        self.write(device, Kind::TopicStep, step.to_content(), turn)
    }

    fn write(&self, device: &mut Device, kind: Kind, content: Vec<u8>, turn: &mut Turn<'_>) -> Result<(), Failure> {
        square::say(device, self.topic.record, kind, content, None, turn).map(drop)
    }
}

/// What a person is told of a step that would be void.
const fn refused(why: WhyVoid) -> Failure {
    match why {
        WhyVoid::NotNow | WhyVoid::Over | WhyVoid::BallotOpen => Failure::TooLate,
        WhyVoid::NotTheirs => Failure::NoRight,
        WhyVoid::NoSuch => Failure::NotHere,
        WhyVoid::NoReason | WhyVoid::ClosesTooEarly | WhyVoid::Unfit => Failure::InvalidInput,
    }
}
