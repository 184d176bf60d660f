//! A topic: its steps, ballots, project, covenant and discussion, and what this person may do now.

use linli_contract::Failure;
use linli_contract::posts::{CommentView, MarkView, TalkPart, TalkView};
use linli_contract::topics::{
    BallotView, CovenantVersion, ProjectView, ReadTopic, ReportView, StepView, StepWhat, TopicMay, TopicView,
};
use linli_shared::blobs::Attachment;
use linli_shared::calendar::Millis;
use linli_shared::ids::{MemberId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::roster::{RingKind, Role};
use linli_shared::square::Standing;
use linli_shared::topics::{Comment, Stage, Step, StepKind, Topic, VoteBy, What};

use super::ballots::counted_ballot;
use super::draft::path;
use super::sums::said_at;
use super::{Me, counting, covenant, list, rules, sums, topic_of};
use crate::chats::marks;
use crate::device::rows::Want;
use crate::device::{Device, Turn};
use crate::photos;
use crate::square::{self, Thread, speaker, sync_of};

/// The rows that `read_topic` needs.
#[must_use]
pub fn read_topic_wants(device: &Device, request: &ReadTopic) -> Vec<Want> {
    let mut wants = counting::wants(device, request.topic);
    wants.extend([square::want(request.topic), covenant::want(request.topic)]);
    wants
}

/// A topic.
///
/// # Errors
/// [`Failure::Stranger`], [`Failure::NotHere`].
pub fn read_topic(device: &mut Device, request: &ReadTopic, turn: &mut Turn<'_>) -> Result<TopicView, Failure> {
    let me = Me::of(device, turn)?;
    let record = request.topic;
    let (thread, topic) = topic_of(device, turn, record)?;
    let votes = counting::votes(device, record, turn)?;
    let mut ballots = Vec::new();
    for number in 0..topic.ballots.len() {
        let number = u16::try_from(number).unwrap_or(u16::MAX);
        ballots.extend(counted_ballot(device, me, (&thread, &topic), number, &votes).map(|counted| counted.view));
    }
    let sum = sums::sum(device, record, &thread).ok_or(Failure::NotHere)?;
    let asked = list::asked(device, me, record, &sum, turn)?;
    let may = may(device, me, &topic, &ballots);
    let covenant = if topic.stage == Stage::Covenant {
        Some(covenant::view(device, record, versions(device, me, &topic), turn)?)
    } else {
        None
    };
    let content = topic.content.as_ref();
    let shown = content.filter(|_| topic.hidden.is_none() || me.sees_hidden(topic.by));
    let mut steps = steps(device, &thread, &topic, me);
    steps.sort_by_key(|step| step.at);
    ballots.reverse();
    Ok(TopicView {
        row: list::row(device, record, &sum, asked, me),
        text: shown.map(|content| content.text.clone()).unwrap_or_default(),
        attached: attached(device, record, shown.map_or(&[][..], |content| &content.attached)),
        hidden: topic.hidden.as_ref().map(|hidden| mark(device, hidden)),
        path: path(device, sum.area),
        steps,
        ballots,
        project: project(device, &thread, &topic),
        stars: stars(&topic),
        own_stars: topic.stars.get(&me.member).copied(),
        covenant,
        talk: discussion(device, &thread, &topic, me, request.part),
        is_supported: topic.supporters.contains(&me.member),
        needs: topic.needs,
        needs_said: content.map(|content| content.needs).filter(|said| *said != topic.needs),
        may,
        rules: rules::view(device),
        needs_newer_app: topic.needs_newer_app,
    })
}

fn attached(device: &Device, record: RecordId, list: &[Attachment]) -> Vec<linli_contract::photos::AttachedView> {
    photos::view(device, square::at(device, record, Kind::Topic), list)
}

fn stars(topic: &Topic) -> [u32; 5] {
    let mut stars = [0_u32; 5];
    for given in topic.stars.values() {
        let at = usize::from(given.saturating_sub(1));
        if let Some(count) = stars.get_mut(at) {
            *count = count.saturating_add(1);
        }
    }
    stars
}

/// What this person may do now.
fn may(device: &Device, me: Me, topic: &Topic, ballots: &[BallotView]) -> Vec<TopicMay> {
    let steps = topic.may(me.member, me.standing, me.now);
    let is_open = |ballot: &&BallotView| !ballot.is_closed;
    let is_known = |ballot: &&BallotView| topic.ballot(ballot.number).is_some_and(|ballot| ballot.is_confirmed);
    let is_sealable = device.roster().ring_of(RingKind::Committee).is_some();
    let votes = ballots.iter().filter(is_open).filter(is_known);
    let has_vote = votes.clone().any(|ballot| ballot.why_not.is_none() && (!ballot.is_secret || is_sealable));
    let mut papers = votes.filter(|ballot| ballot.by == VoteBy::Household && !ballot.is_secret);
    let enters_paper = papers.next().is_some() && enters_paper(device, me);
    let newest = topic.versions.last();
    let is_unsigned = newest.is_some_and(|version| version.signed.iter().all(|(by, ..)| *by != me.member));
    let is_going = topic.end.is_none();
    let has = |kind| steps.contains(&kind);
    let list = [
        (topic.takes_support(me.member), TopicMay::Support),
        (is_going, TopicMay::Comment),
        (has(StepKind::Pass), TopicMay::Gate),
        (has(StepKind::OpenBallot), TopicMay::OpenBallot),
        (has_vote, TopicMay::Vote),
        (enters_paper, TopicMay::PaperVote),
        (has(StepKind::MakeProject), TopicMay::MakeProject),
        (has(StepKind::Report), TopicMay::Report),
        (has(StepKind::Finish), TopicMay::Finish),
        (topic.takes_stars(), TopicMay::Judge),
        (has(StepKind::Evaluate), TopicMay::CloseEvaluation),
        (topic.takes_covenant(), TopicMay::WriteCovenant),
        (has(StepKind::Settle), TopicMay::SettleCovenant),
        (topic.takes_covenant() && is_unsigned, TopicMay::Sign),
        (has(StepKind::Withdraw), TopicMay::Withdraw),
        (has(StepKind::Hide), TopicMay::Hide),
    ];
    list.into_iter().filter(|(may, _)| *may).map(|(_, what)| what).collect()
}

/// Whether this person enters votes from paper: building leaders for their building, stewards.
fn enters_paper(device: &Device, me: Me) -> bool {
    let mut roles = device.roster().roles(me.member, me.now);
    roles.any(|grant| matches!(grant.role, Role::BuildingLeader | Role::Steward))
}

fn steps(device: &Device, thread: &Thread, topic: &Topic, me: Me) -> Vec<StepView> {
    let taken = topic.steps.iter().filter_map(|step| {
        let what = match &step.what {
            What::Proposed => StepWhat::Proposed,
            What::Supported => StepWhat::Supported,
            What::Newer => StepWhat::Newer,
            What::Step(taken) => what(taken)?,
        };
        let sync = said_at(thread, step.at).map(|said| sync_of(device, said))?;
        Some(StepView {
            stage: step.stage,
            what,
            words: step.words.clone(),
            by: speaker(device, step.by, step.standing),
            at: step.time,
            is_void: step.void.is_some(),
            sync,
        })
    });
    let closed = topic.ballots.iter().filter(|ballot| !ballot.is_open(me.now)).filter_map(|ballot| {
        let opened = said_at(thread, ballot.at)?;
        Some(StepView {
            stage: topic.steps.iter().rfind(|step| step.time <= ballot.content.closes).map_or(topic.stage, |s| s.stage),
            what: StepWhat::BallotClosed,
            words: ballot.content.question.clone(),
            by: speaker(device, opened.by, opened.standing),
            at: ballot.content.closes,
            is_void: false,
            sync: sync_of(device, opened),
        })
    });
    taken.chain(closed).collect()
}

/// What the list of steps says of a step; what is hidden is seen where it was said.
const fn what(step: &Step) -> Option<StepWhat> {
    Some(match step {
        Step::Passed { .. } => StepWhat::Passed,
        Step::Returned { .. } => StepWhat::Returned,
        Step::Withdrawn => StepWhat::Withdrawn,
        Step::BallotOpened(_) => StepWhat::BallotOpened,
        Step::Counted { .. } => StepWhat::Counted,
        Step::ProjectMade { .. } => StepWhat::ProjectMade,
        Step::Reported { .. } => StepWhat::Reported,
        Step::Finished => StepWhat::Finished,
        Step::Evaluated { .. } => StepWhat::Evaluated,
        Step::CovenantSettled { .. } => StepWhat::CovenantSettled,
        Step::Hidden { .. } => return None,
    })
}

fn project(device: &Device, thread: &Thread, topic: &Topic) -> Option<ProjectView> {
    let project = topic.project.as_ref()?;
    let reports = project.reports.iter().filter_map(|report| {
        Some(ReportView {
            by: speaker(device, report.by, report.standing),
            at: report.time,
            words: report.words.clone(),
            attached: attached(device, topic.record, &report.attached),
            done: report.done,
            sync: sync_of(device, said_at(thread, report.at)?),
        })
    });
    Some(ProjectView {
        words: project.words.clone(),
        who: project.who.clone(),
        due: project.due,
        steps: project.steps.clone(),
        reports: reports.collect(),
    })
}

fn versions(device: &Device, me: Me, topic: &Topic) -> Vec<CovenantVersion> {
    let versions = topic.versions.iter().enumerate().rev().map(|(at, version)| {
        let number = u16::try_from(at + 1).unwrap_or(u16::MAX);
        let signed = version.signed.iter();
        CovenantVersion {
            number,
            text: version.text.clone(),
            by: speaker(device, version.by, version.standing),
            at: version.time,
            is_signed: version.signed.iter().any(|(by, ..)| *by == me.member),
            signed: signed.map(|(by, standing, at)| (speaker(device, *by, *standing), *at)).collect(),
        }
    });
    versions.collect()
}

fn discussion(device: &Device, thread: &Thread, topic: &Topic, me: Me, part: TalkPart) -> TalkView {
    let said: Vec<_> = topic.comments.iter().map(|comment| (comment.id, comment.reply_to)).collect();
    square::talk(&said, part, |at| comment(device, thread, topic.comments.get(at)?, me))
}

fn comment(device: &Device, thread: &Thread, comment: &Comment, me: Me) -> Option<CommentView> {
    let hidden = comment.hidden.as_ref().map(|hidden| mark(device, hidden));
    let is_shown = hidden.is_none() || me.sees_hidden(comment.by);
    Some(CommentView {
        id: comment.id,
        by: speaker(device, comment.by, comment.standing),
        at: comment.time,
        words: if is_shown && !comment.is_withdrawn { comment.words.clone() } else { String::new() },
        attached: Vec::new(),
        reply_to: comment.reply_to,
        is_withdrawn: comment.is_withdrawn,
        hidden,
        is_muted: comment.by != me.member && marks::is_muted(device, comment.by),
        sync: sync_of(device, said_at(thread, comment.at)?),
    })
}

/// That something is hidden, as screens show it.
fn mark(device: &Device, (reason, by, standing, at): &(String, MemberId, Standing, Millis)) -> MarkView {
    MarkView { reason: reason.clone(), by: speaker(device, *by, *standing), at: *at }
}
