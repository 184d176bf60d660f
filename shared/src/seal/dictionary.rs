//! Preset dictionaries: what bodies of one kind usually contain, so that short ones deflate well.
//!
//! **Invariant:** a dictionary never changes after a release; a better one gets a tag of its own in `squeeze`.

use crate::kinds::Kind;

/// The dictionary of a kind; empty where none pays.
#[must_use]
pub fn dictionary(kind: Kind) -> &'static [u8] {
    match kind {
        Kind::Household
        | Kind::Profile
        | Kind::Roster
        | Kind::Wrap
        | Kind::AreaPlan
        | Kind::Door
        | Kind::IdRecord
        | Kind::Visit
        | Kind::VisitWithdrawn
        | Kind::Invitation
        | Kind::Recommendation
        | Kind::Extract
        | Kind::Proposal
        | Kind::Answered
        | Kind::Shown
        | Kind::Contact
        | Kind::Erased
        | Kind::Audience
        | Kind::Case
        | Kind::Step
        | Kind::PublicReport
        | Kind::Voice
        | Kind::Notice
        | Kind::NoticeChange
        | Kind::Receipt
        | Kind::PropertyReceipt
        | Kind::Tables
        | Kind::Figures
        | Kind::Post
        | Kind::PostChange
        | Kind::Remark
        | Kind::PostMark
        | Kind::Topic
        | Kind::TopicStep
        | Kind::TopicSaid
        | Kind::Vote
        | Kind::SealedVote
        | Kind::PaperVote
        | Kind::HallRules
        | Kind::Activity
        | Kind::ActivityStep
        | Kind::SignUp
        | Kind::Guide
        | Kind::GuideChange
        | Kind::Group
        | Kind::GroupChange
        | Kind::EstateMessage
        | Kind::Complaint
        | Kind::Circle
        | Kind::Message
        | Kind::Knock
        | Kind::OwnMarks
        | Kind::Covenant
        | Kind::Unknown(_) => &[],
    }
}
