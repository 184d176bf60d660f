//! Sync state: what waits on this device, why, and when it last met the relay; the driver that meets it.

mod words;

use linli_contract::Failure;
use linli_contract::sync::{Link, LinkFault, RefusedView, SyncView, WaitReason, WaitingView, Work};
use linli_shared::kinds::Kind;

use crate::device::outbox::{Command, OutState, OutboxItem};
use crate::device::{Device, Turn};

/// The whole state; work on one record is listed once, under its oldest item.
#[must_use]
pub fn view(device: &Device) -> SyncView {
    let mut waiting: Vec<(linli_shared::ids::RecordId, WaitingView)> = Vec::new();
    let mut refused = Vec::new();
    // Upkeep, extracts among it, and the read trail are nobody's work.
    let is_work = |item: &&OutboxItem| item.command != Command::Upkeep && item.kind != Kind::Shown;
    for item in device.outbox().filter(is_work) {
        let path = item.area.map(|area| device.tree().path(area)).unwrap_or_default();
        let why = match item.state {
            OutState::Refused(reason) => {
                refused.push(RefusedView {
                    number: item.number,
                    what: work(item.kind),
                    area: item.area,
                    path,
                    saved: item.saved,
                    why: reason.into(),
                    words: words::words(item),
                });
                continue;
            }
            OutState::Waiting => WaitReason::NotSent,
            // Whoever sees that there is no network reads that the work is not sent, not that an answer is slow.
            OutState::Formed(..) if device.link() == Link::Down(LinkFault::Unreachable) => WaitReason::NotSent,
            OutState::Formed(..) => WaitReason::AnswerMissing,
            OutState::Quarantined(..) => WaitReason::Quarantined,
        };
        if waiting.iter().all(|(record, _)| *record != item.record) {
            let view = WaitingView { what: work(item.kind), area: item.area, path, saved: item.saved, why };
            waiting.push((item.record, view));
        }
    }
    SyncView {
        link: device.link(),
        last_met: device.sync_state().last_met,
        waiting: waiting.into_iter().map(|(_, view)| view).collect(),
        refused,
    }
}

/// Which work an entry of a kind is.
pub(crate) const fn work(kind: Kind) -> Work {
    match kind {
        Kind::Household => Work::Household,
        Kind::IdRecord => Work::IdNumber,
        Kind::Visit | Kind::VisitWithdrawn => Work::Visit,
        Kind::Door => Work::Door,
        Kind::Profile => Work::Profile,
        Kind::Invitation | Kind::Recommendation | Kind::Roster | Kind::Contact => Work::Members,
        Kind::Proposal | Kind::Answered | Kind::Erased => Work::Record,
        Kind::Notice | Kind::NoticeChange | Kind::Receipt | Kind::PropertyReceipt => Work::Notice,
        Kind::Audience | Kind::Case | Kind::Step | Kind::PublicReport | Kind::Voice => Work::Ticket,
        Kind::Tables | Kind::HallRules => Work::Tables,
        Kind::Post | Kind::PostChange | Kind::Remark | Kind::PostMark | Kind::Complaint => Work::Post,
        Kind::Topic
        | Kind::TopicStep
        | Kind::TopicSaid
        | Kind::Vote
        | Kind::SealedVote
        | Kind::PaperVote
        | Kind::Covenant => Work::Topic,
        Kind::Activity | Kind::ActivityStep | Kind::SignUp => Work::Activity,
        Kind::Guide | Kind::GuideChange => Work::Guide,
        Kind::Group | Kind::GroupChange | Kind::Circle | Kind::Message | Kind::EstateMessage | Kind::Knock => {
            Work::Message
        }
        Kind::Wrap
        | Kind::AreaPlan
        | Kind::Extract
        | Kind::Shown
        | Kind::Figures
        | Kind::OwnMarks
        | Kind::Unknown(_) => Work::Other,
    }
}

/// A refused piece of work was read; it leaves the list.
///
/// # Errors
/// [`Failure::NotHere`] if it is not in the list.
pub fn dismiss(device: &mut Device, number: u64, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let is_refused = device.outbox().any(|item| item.number == number && !item.is_pending());
    if !is_refused {
        return Err(Failure::NotHere);
    }
    device.drop_item(number, turn);
    turn.durable();
    Ok(())
}
