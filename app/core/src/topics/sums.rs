//! Topics in short, and the half of the rights that needs the body.

use linli_shared::areas::{AreaKind, Place};
use linli_shared::blobs::Attachment;
use linli_shared::calendar::Millis;
use linli_shared::cbor::may_be_newer;
use linli_shared::ids::{AreaId, MemberId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::log::Seq;
use linli_shared::square::Standing;
use linli_shared::topics::{
    HallRules, PaperVoteContent, Saying, Stage, Step, StepKind, TopicContent, TopicSaid, TopicStep, VoteBy,
    VoteContent, fold,
};

use super::draft::is_area;
use crate::device::{Device, VoidReason};
use crate::notices::home::{home_scopes, scope_of};
use crate::square::{Author, Said, Thread};

/// A topic in short.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct TopicSum {
    /// Who proposed it.
    #[n(0)]
    pub by: MemberId,
    /// What they were then.
    #[n(1)]
    pub standing: Standing,
    /// Title; empty if only a newer release can read it.
    #[n(2)]
    pub title: String,
    /// Text.
    #[n(3)]
    pub text: String,
    /// When it was proposed.
    #[n(4)]
    pub at: Millis,
    /// When something was last said or done.
    #[n(5)]
    pub changed: Millis,
    /// Where it stands.
    #[n(6)]
    pub stage: Stage,
    /// It is over.
    #[n(7)]
    pub is_over: bool,
    /// Members who support it.
    #[n(8)]
    pub supporters: u32,
    /// The ballots.
    #[n(9)]
    pub ballots: Vec<BallotSum>,
    /// Whether this person judged how it turned out.
    #[n(10)]
    pub has_judged: bool,
    /// Whether a version of the covenant waits for this person's name.
    #[n(11)]
    pub is_unsigned: bool,
    /// Which area it concerns.
    #[n(12)]
    pub area: AreaId,
    /// Whether it has a covenant that was settled.
    #[n(13)]
    pub is_settled: bool,
    /// Since when its title, text and photos are hidden.
    #[n(14)]
    pub hidden: Option<Millis>,
}

/// A ballot in short.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct BallotSum {
    /// Its name.
    #[n(0)]
    pub id: RecordId,
    /// Relay time of its opening.
    #[n(1)]
    pub opened: Millis,
    /// Place of its opening; 0 while it is only on this device.
    #[n(2)]
    pub seq: Seq,
    /// When it closes.
    #[n(3)]
    pub closes: Millis,
    /// Until when late votes count.
    #[n(4)]
    pub grace_until: Millis,
    /// Who has a vote.
    #[n(5)]
    pub by: VoteBy,
    /// It is sealed, and its tellers have not said what it came to.
    #[n(6)]
    pub is_untold: bool,
}

/// Sums a topic up; `None` while nothing of it can be read.
pub(crate) fn sum(device: &Device, record: RecordId, thread: &Thread) -> Option<TopicSum> {
    let topic = fold(record, thread.placed(), super::rules::asked(device, thread))?;
    let me = device.member().ok().map(|(me, _)| me);
    let ballots = topic.ballots.iter().map(|ballot| BallotSum {
        id: ballot.id,
        opened: ballot.opened,
        seq: place_of(thread, ballot.at),
        closes: ballot.content.closes,
        grace_until: ballot.grace_until(),
        by: ballot.content.by,
        is_untold: ballot.content.is_secret && ballot.told.is_none(),
    });
    let newest = topic.versions.last();
    let content = topic.content.as_ref();
    Some(TopicSum {
        by: topic.by,
        standing: topic.standing,
        title: content.map(|content| content.title.clone()).unwrap_or_default(),
        text: content.map(|content| content.text.clone()).unwrap_or_default(),
        at: topic.proposed,
        changed: topic.changed,
        stage: topic.stage,
        is_over: topic.end.is_some(),
        supporters: u32::try_from(topic.supporters.len()).unwrap_or(u32::MAX),
        ballots: ballots.collect(),
        has_judged: me.is_some_and(|me| topic.stars.contains_key(&me)),
        is_unsigned: newest.is_some_and(|version| version.signed.iter().all(|(by, ..)| Some(*by) != me)),
        area: content.map_or(device.tree().root(), |content| content.area),
        is_settled: newest.is_some(),
        hidden: topic.hidden.as_ref().map(|(.., at)| *at),
    })
}

/// The place of one of a topic's facts, 0 being the proposal.
pub(super) fn place_of(thread: &Thread, at: usize) -> Seq {
    said_at(thread, at).map_or(0, |said| said.seq)
}

/// One of a topic's facts, 0 being the proposal.
pub(super) fn said_at(thread: &Thread, at: usize) -> Option<&Said> {
    match at.checked_sub(1) {
        None => Some(&thread.opening),
        Some(at) => thread.said.get(at),
    }
}

/// The half of the rights that needs the body. What a newer release wrote is kept; whether a step makes sense where its
/// topic stands is the fold's matter.
///
/// # Errors
/// [`VoidReason::Malformed`], [`VoidReason::OutsideScope`] for a topic about no area of the community,
/// [`VoidReason::NoRight`] for a step that is never its author's.
#[allow(clippy::wildcard_enum_match_arm, reason = "no other kind is of a topic")]
pub(crate) fn may_say(
    device: &Device,
    author: &Author<'_>,
    thread: Option<&Thread>,
    said: &Said,
) -> Result<(), VoidReason> {
    let malformed = |_| VoidReason::Malformed;
    match said.kind {
        Kind::Topic => match TopicContent::known(&said.content) {
            Some(content) => {
                content.check().map_err(malformed)?;
                if is_area(device, content.area) { Ok(()) } else { Err(VoidReason::OutsideScope) }
            }
            None => newer(&said.content),
        },
        Kind::TopicStep => match TopicStep::known(&said.content) {
            Some(step) => {
                step.check().map_err(malformed)?;
                let hides = step.step.kind() == StepKind::Hide;
                let is_theirs = author.standing().has(Standing::STEWARD)
                    || (!hides && thread.is_some_and(|thread| thread.opening.by == said.by));
                if is_theirs { Ok(()) } else { Err(VoidReason::NoRight) }
            }
            None => newer(&said.content),
        },
        Kind::TopicSaid => match TopicSaid::known(&said.content) {
            Some(said) => said.check().map_err(malformed),
            None => newer(&said.content),
        },
        _ => Err(VoidReason::Malformed),
    }
}

/// The half of a vote's rights that needs the body: a vote is under its voter's building, or the community where that is not
/// known and then without a door; one on paper under the building of its door. Whether it counts is the count's matter.
///
/// # Errors
/// [`VoidReason::Malformed`], [`VoidReason::OutsideScope`].
pub(crate) fn may_vote(device: &Device, author: &Author<'_>, scope: AreaId, said: &Said) -> Result<(), VoidReason> {
    let tree = device.tree();
    let is_door = |door| {
        let is_within = match said.seq {
            0 => tree.contains(door, scope),
            seq => tree.contains_at(door, scope, Place::Confirmed(seq)),
        };
        tree.kind(door) == Some(AreaKind::Door) && is_within
    };
    let is_within = if said.kind == Kind::PaperVote {
        let Some(vote) = PaperVoteContent::known(&said.content) else { return newer(&said.content) };
        vote.check().map_err(|_| VoidReason::Malformed)?;
        is_door(vote.door)
    } else {
        let Some(vote) = VoteContent::known(&said.content) else { return newer(&said.content) };
        vote.check().map_err(|_| VoidReason::Malformed)?;
        let homes = home_scopes(tree, author.roster, author.member, author.time);
        let is_home = scope == tree.root() || (scope_of(tree, scope) == Some(scope) && homes.contains(&scope));
        // A door only in a building that the roster knows for a home of theirs: nobody names those of all others.
        let may_name = tree.kind(scope) == Some(AreaKind::Building);
        is_home && vote.door.is_none_or(|door| may_name && is_door(door))
    };
    if is_within { Ok(()) } else { Err(VoidReason::OutsideScope) }
}

/// What this release cannot read is kept where a newer one may have written it.
fn newer(content: &[u8]) -> Result<(), VoidReason> {
    if may_be_newer(content) { Ok(()) } else { Err(VoidReason::Malformed) }
}

/// The photos and files that a content of this feature names.
#[allow(clippy::wildcard_enum_match_arm, reason = "no other kind is of a topic")]
pub(crate) fn attached(kind: Kind, content: &[u8]) -> Vec<Attachment> {
    let named = match kind {
        Kind::Topic => TopicContent::known(content).map(|topic| topic.attached),
        Kind::TopicStep => TopicStep::known(content).map(|step| step.attached),
        Kind::PaperVote => PaperVoteContent::known(content).map(|vote| vote.attached),
        _ => None,
    };
    named.unwrap_or_default()
}

/// What a refused content of this feature says in words; `None` for none.
#[allow(clippy::wildcard_enum_match_arm, reason = "no other kind is of a topic")]
pub(crate) fn words(kind: Kind, content: &[u8]) -> Option<Vec<String>> {
    match kind {
        Kind::Topic => TopicContent::known(content).map(|topic| vec![topic.title, topic.text]),
        Kind::TopicStep => {
            let step = TopicStep::known(content)?;
            let mut lines = vec![step.words];
            match step.step {
                Step::BallotOpened(ballot) => {
                    lines.push(ballot.question);
                    lines.extend(ballot.choices);
                }
                Step::ProjectMade { who, steps, .. } => {
                    lines.push(who);
                    lines.extend(steps);
                }
                Step::CovenantSettled { text } => lines.push(text),
                Step::Passed { .. }
                | Step::Returned { .. }
                | Step::Withdrawn
                | Step::Counted { .. }
                | Step::Reported { .. }
                | Step::Finished
                | Step::Evaluated { .. }
                | Step::Hidden { .. } => {}
            }
            Some(lines)
        }
        Kind::TopicSaid => match TopicSaid::known(content)?.said {
            Saying::Comment { words, .. } | Saying::Judged { words, .. } => Some(vec![words]),
            Saying::Support(_) | Saying::TakenBack { .. } | Saying::Signed { .. } => None,
        },
        Kind::HallRules => HallRules::known(content).map(|rules| vec![rules.text]),
        _ => None,
    }
}

/// What search finds a topic by; nothing of one that is hidden.
pub(crate) fn words_of(sum: &TopicSum) -> Option<crate::search::Words> {
    sum.hidden.is_none().then(|| crate::search::Words::new(&sum.title, sum.changed).text(&sum.text))
}
