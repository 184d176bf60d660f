//! Where a topic stands: a pure fold over its proposal, steps and sayings in the order of places.
//!
//! **Invariant:** a step that may not follow from where the topic stands changes nothing; it keeps its place in the list, with
//! the reason.
//! **Invariant:** no proposal needs fewer supporters than the rules asked at its place.
//! **Invariant:** a ballot is known by its name, not by its number, so that a vote never lands on another one.

use std::collections::{BTreeMap, BTreeSet};

use super::{BallotContent, Saying, Stage, Step, TopicContent, TopicSaid, TopicStep, WhyVoid};
use crate::blobs::Attachment;
use crate::calendar::Millis;
use crate::ids::{MemberId, RecordId};
use crate::kinds::Kind;
use crate::square::{Placed, Standing, said_id};

const HOUR: i64 = 3_600_000;

/// How a topic ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The committee returned it.
    Returned,
    /// Its proposer took it back.
    Withdrawn,
    /// It went through its steps.
    Done,
}

/// A ballot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ballot {
    /// Its name.
    pub id: RecordId,
    /// What it asks, and its rules.
    pub content: BallotContent,
    /// Relay time of its opening.
    pub opened: Millis,
    /// Which of the topic's facts opened it, 0 being the proposal.
    pub at: usize,
    /// Whether the log holds it.
    pub is_confirmed: bool,
    /// What the tellers said last.
    pub told: Option<Told>,
}

impl Ballot {
    /// Until when a vote that comes late still counts.
    #[must_use]
    pub fn grace_until(&self) -> Millis {
        self.content.closes.plus(i64::from(self.content.grace_hours) * HOUR)
    }

    /// Whether it is not closed.
    #[must_use]
    pub fn is_open(&self, time: Millis) -> bool {
        time <= self.content.closes
    }

    /// Whether a vote that comes now counts.
    #[must_use]
    pub fn is_taking(&self, time: Millis) -> bool {
        time <= self.grace_until()
    }
}

/// What the tellers say of a sealed ballot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Votes for each choice.
    pub counts: Vec<u32>,
    /// Votes there could have been.
    pub roll: u32,
    /// The number over every vote.
    pub seal: [u8; 8],
    /// Who says so.
    pub by: MemberId,
}

/// A project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// What the consultation came to, and what is done.
    pub words: String,
    /// Who answers for it.
    pub who: String,
    /// Until when.
    pub due: Option<Millis>,
    /// Its parts, with whether each is done.
    pub steps: Vec<(String, bool)>,
    /// Reports on it.
    pub reports: Vec<Report>,
}

/// A report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Which of the topic's facts it is.
    pub at: usize,
    /// Who.
    pub by: MemberId,
    /// What they were.
    pub standing: Standing,
    /// When.
    pub time: Millis,
    /// Words.
    pub words: String,
    /// Photos.
    pub attached: Vec<Attachment>,
    /// The part that is done with it.
    pub done: Option<u16>,
}

/// A settled version of the covenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its name ([`version_id`]).
    pub id: RecordId,
    /// What it says.
    pub text: String,
    /// Who settled it.
    pub by: MemberId,
    /// What they were.
    pub standing: Standing,
    /// When.
    pub time: Millis,
    /// Who signed it, with what they were and when, in the order of places.
    pub signed: Vec<(MemberId, Standing, Millis)>,
}

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Which of the topic's facts it is.
    pub at: usize,
    /// Its name.
    pub id: RecordId,
    /// Who.
    pub by: MemberId,
    /// What they were.
    pub standing: Standing,
    /// When.
    pub time: Millis,
    /// Words.
    pub words: String,
    /// What it answers.
    pub reply_to: Option<RecordId>,
    /// Its author took it back.
    pub is_withdrawn: bool,
    /// Why it is hidden, by whom, as what and since when.
    pub hidden: Option<(String, MemberId, Standing, Millis)>,
}

/// What a step was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The proposal.
    Proposed,
    /// Enough members support it: the last of them.
    Supported,
    /// A step of the committee or of the proposer.
    Step(Step),
    /// A step of a newer release.
    Newer,
}

/// A step as it was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoldedStep {
    /// Which of the topic's facts it is, 0 being the proposal.
    pub at: usize,
    /// Who.
    pub by: MemberId,
    /// What they were.
    pub standing: Standing,
    /// When.
    pub time: Millis,
    /// What.
    pub what: What,
    /// The reason or summary.
    pub words: String,
    /// Where the topic stood after it.
    pub stage: Stage,
    /// Why it has no effect.
    pub void: Option<WhyVoid>,
}

/// A topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Its record.
    pub record: RecordId,
    /// What was proposed; `None` if a newer release wrote it.
    pub content: Option<TopicContent>,
    /// Who proposed it.
    pub by: MemberId,
    /// What they were.
    pub standing: Standing,
    /// When.
    pub proposed: Millis,
    /// When something was last said or done.
    pub changed: Millis,
    /// Why its title, text and photos are hidden, by whom, as what and since when.
    pub hidden: Option<(String, MemberId, Standing, Millis)>,
    /// Supporters it needs: what the proposal says or what the rules asked at its place, whichever is more.
    pub needs: u16,
    /// Where it stands.
    pub stage: Stage,
    /// How it ended.
    pub end: Option<End>,
    /// Members who support it, besides its proposer.
    pub supporters: BTreeSet<MemberId>,
    /// Every step, void ones too.
    pub steps: Vec<FoldedStep>,
    /// The ballots, in the order they were opened.
    pub ballots: Vec<Ballot>,
    /// The project.
    pub project: Option<Project>,
    /// How members judge it.
    pub stars: BTreeMap<MemberId, u8>,
    /// The covenant's settled versions, oldest first.
    pub versions: Vec<Version>,
    /// The discussion.
    pub comments: Vec<Comment>,
    /// Part of it was written by a newer release.
    pub needs_newer_app: bool,
    /// Where each comment is among them.
    by_id: BTreeMap<RecordId, usize>,
}

/// The name of a version of a topic's covenant: who signs it signs these words.
#[must_use]
pub fn version_id(topic: RecordId, text: &str) -> RecordId {
    RecordId::derive("linli covenant version", &[&topic.0, text.as_bytes()])
}

/// Folds a topic: its proposal first, then what followed in the order of places, own unconfirmed facts last. `asked` is the
/// number of supporters that the rules asked at the proposal's place. `None` without a proposal.
#[must_use]
pub fn fold<'a>(record: RecordId, facts: impl IntoIterator<Item = Placed<'a>>, asked: u16) -> Option<Topic> {
    let mut facts = facts.into_iter();
    let opening = facts.next()?;
    let mut topic = Topic::begin(record, &opening, asked);
    for (at, fact) in (1..).zip(facts) {
        topic.push(at, &fact);
    }
    Some(topic)
}

impl Topic {
    fn begin(record: RecordId, opening: &Placed<'_>, asked: u16) -> Self {
        let content = TopicContent::known(opening.content);
        let needs = content.as_ref().map_or(0, |content| content.needs.max(asked));
        let mut topic = Self {
            record,
            needs_newer_app: content.is_none(),
            by: opening.by,
            standing: opening.standing,
            proposed: opening.time,
            changed: opening.time,
            hidden: None,
            needs,
            stage: if needs == 0 { Stage::Screened } else { Stage::Proposed },
            end: None,
            supporters: BTreeSet::new(),
            steps: Vec::new(),
            ballots: Vec::new(),
            project: None,
            stars: BTreeMap::new(),
            versions: Vec::new(),
            comments: Vec::new(),
            by_id: BTreeMap::new(),
            content,
        };
        topic.note(0, opening, What::Proposed, String::new(), None);
        topic
    }

    fn push(&mut self, at: usize, fact: &Placed<'_>) {
        self.changed = self.changed.max(fact.time);
        let is_read = if fact.kind == Kind::TopicStep {
            TopicStep::known(fact.content).map(|step| self.step(at, fact, step)).is_some()
        } else {
            TopicSaid::known(fact.content).map(|said| self.say(at, fact, said)).is_some()
        };
        if !is_read {
            self.needs_newer_app = true;
            if fact.kind == Kind::TopicStep {
                self.note(at, fact, What::Newer, String::new(), None);
            }
        }
    }

    fn note(&mut self, at: usize, fact: &Placed<'_>, what: What, words: String, void: Option<WhyVoid>) {
        let Placed { by, standing, time, .. } = *fact;
        self.steps.push(FoldedStep { at, by, standing, time, what, words, stage: self.stage, void });
    }

    fn step(&mut self, at: usize, fact: &Placed<'_>, step: TopicStep) {
        let void = self.allows(fact.by, fact.standing, &step, fact.time).err();
        if void.is_none() {
            self.apply(at, fact, &step);
        }
        self.note(at, fact, What::Step(step.step), step.words, void);
    }

    fn apply(&mut self, at: usize, fact: &Placed<'_>, step: &TopicStep) {
        let Placed { by, standing, time, .. } = *fact;
        match &step.step {
            Step::Passed { .. } => {
                self.stage = if self.stage == Stage::Screened { Stage::Consulted } else { Stage::CarriedOut };
            }
            Step::Returned { .. } if self.stage == Stage::Project => {
                self.stage = Stage::Consulted;
                self.project = None;
            }
            Step::Returned { .. } => self.end = Some(End::Returned),
            Step::Withdrawn => self.end = Some(End::Withdrawn),
            Step::BallotOpened(content) => self.ballots.push(Ballot {
                id: said_id(self.record, fact.by, &step.nonce),
                content: content.clone(),
                opened: time,
                at,
                is_confirmed: fact.is_confirmed,
                told: None,
            }),
            Step::Counted { ballot, counts, roll, seal } => {
                if let Some(known) = self.ballots.iter_mut().find(|known| known.id == *ballot) {
                    known.told = Some(Told { counts: counts.clone(), roll: *roll, seal: *seal, by });
                }
            }
            Step::ProjectMade { who, due, steps } => {
                let steps = steps.iter().map(|step| (step.clone(), false)).collect();
                let (words, who) = (step.words.clone(), who.clone());
                self.project = Some(Project { words, who, due: *due, steps, reports: Vec::new() });
                self.stage = Stage::Project;
            }
            Step::Reported { done } => {
                let Some(project) = &mut self.project else { return };
                if let Some(part) = done.and_then(|part| project.steps.get_mut(usize::from(part))) {
                    part.1 = true;
                }
                let (words, attached) = (step.words.clone(), step.attached.clone());
                project.reports.push(Report { at, by, standing, time, words, attached, done: *done });
            }
            Step::Finished => self.stage = Stage::Evaluated,
            Step::Evaluated { wants_covenant: true } => self.stage = Stage::Covenant,
            Step::Evaluated { wants_covenant: false } => self.end = Some(End::Done),
            Step::CovenantSettled { text } => {
                let id = version_id(self.record, text);
                // The same words again are the version that is signed already.
                if self.versions.iter().all(|known| known.id != id) {
                    let text = text.clone();
                    self.versions.push(Version { id, text, by, standing, time, signed: Vec::new() });
                }
            }
            Step::Hidden { comment } => {
                let reason = step.words.trim();
                let hidden = (!reason.is_empty()).then(|| (reason.to_owned(), by, standing, time));
                if *comment == self.record {
                    self.hidden = hidden;
                } else if let Some(known) = self.comment_mut(*comment) {
                    known.hidden = hidden;
                }
            }
        }
    }

    fn say(&mut self, at: usize, fact: &Placed<'_>, said: TopicSaid) {
        let Placed { by, standing, time, .. } = *fact;
        if said.check().is_err() {
            return;
        }
        match said.said {
            Saying::Support(supports) => {
                if !self.takes_support(by) {
                    return;
                }
                if !supports {
                    self.supporters.remove(&by);
                } else if self.supporters.insert(by)
                    && self.stage == Stage::Proposed
                    && self.supporters.len() >= usize::from(self.needs)
                {
                    self.stage = Stage::Screened;
                    self.note(at, fact, What::Supported, String::new(), None);
                }
            }
            Saying::Comment { words, reply_to } => self.comment(at, fact, &said.nonce, words, reply_to),
            Saying::TakenBack { comment } => {
                if let Some(known) = self.comment_mut(comment).filter(|known| known.by == by) {
                    known.is_withdrawn = true;
                }
            }
            Saying::Judged { stars, words } => {
                if self.takes_stars() {
                    self.stars.insert(by, stars);
                    if !words.trim().is_empty() {
                        self.comment(at, fact, &said.nonce, words, None);
                    }
                }
            }
            Saying::Signed { version } => {
                if let Some(known) = self.versions.iter_mut().find(|known| known.id == version)
                    && known.signed.iter().all(|(signer, ..)| *signer != by)
                {
                    known.signed.push((by, standing, time));
                }
            }
        }
    }

    fn comment(&mut self, at: usize, fact: &Placed<'_>, nonce: &[u8; 8], words: String, reply_to: Option<RecordId>) {
        let id = said_id(self.record, fact.by, nonce);
        // The same name twice is a mistake of its author's device; the first one keeps it.
        if self.by_id.contains_key(&id) {
            return;
        }
        self.by_id.insert(id, self.comments.len());
        let Placed { by, standing, time, .. } = *fact;
        let (is_withdrawn, hidden) = (false, None);
        self.comments.push(Comment { at, id, by, standing, time, words, reply_to, is_withdrawn, hidden });
    }

    fn comment_mut(&mut self, id: RecordId) -> Option<&mut Comment> {
        self.by_id.get(&id).and_then(|at| self.comments.get_mut(*at))
    }

    /// A ballot by its number, 0 first.
    #[must_use]
    pub fn ballot(&self, number: u16) -> Option<&Ballot> {
        self.ballots.get(usize::from(number))
    }
}
