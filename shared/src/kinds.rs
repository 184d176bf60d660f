//! Kinds of entries: the word that says what a record is, readable by the relay.
//!
//! **Invariant:** a number never changes its meaning; a kind this release does not know is kept and forwarded.

/// What an entry carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A plain roster fact: members, devices, roles, rings.
    Roster,
    /// A ring secret sealed to one device.
    Wrap,
    /// Grids, buildings and their plans; the community's own name.
    AreaPlan,
    /// One door added on the spot.
    Door,
    /// A member's profile (document).
    Profile,
    /// A household (document).
    Household,
    /// The ID numbers of one household, replaced as a whole.
    IdRecord,
    /// A visit (fact).
    Visit,
    /// A visit taken back by its author (fact).
    VisitWithdrawn,
    /// An invitation's secret, for whoever reviews the requests that come by it.
    Invitation,
    /// What a reviewer says of a request to join (fact).
    Recommendation,
    /// What a household's member may read of their own record, made for one device.
    Extract,
    /// What a member wishes of their record: a correction, a fresh extract, erasure (fact).
    Proposal,
    /// What became of a proposal (fact).
    Answered,
    /// Who opened or exported what of a household's record (fact).
    Shown,
    /// A member's telephone number, for the committee.
    Contact,
    /// Marks of people who were erased, so that no list brings them back (fact).
    Erased,
    /// Who reads a record with an audience of its own, and its secret sealed to each of them (plain).
    Audience,
    /// What a record with an audience of its own is about: a ticket, a work thread.
    Case,
    /// A step of such a record: words, a change of its state (fact).
    Step,
    /// A ticket's public version (fact).
    PublicReport,
    /// "Me too" or a following of a public version, and its end.
    Voice,
    /// A published notice (fact).
    Notice,
    /// A correction or the withdrawal of a notice (fact).
    NoticeChange,
    /// That a household read, confirmed or answered a notice of committee or building leader.
    Receipt,
    /// The same of a notice of the property company.
    PropertyReceipt,
    /// The community's tables: categories, time limits, departments, routes.
    Tables,
    /// Dated counts for the level above (fact).
    Figures,
    /// A neighbour's post (fact).
    Post,
    /// What its author says of a post later: edited, given away, withdrawn (fact).
    PostChange,
    /// What a member says under a post: a comment, a like, a wish to have it (fact).
    Remark,
    /// What the committee says of a post or comment: hidden, a rumour (fact).
    PostMark,
    /// A post or comment that somebody asks the committee to look at (fact).
    Complaint,
    /// A topic proposed to the council hall (fact).
    Topic,
    /// A step of a topic: a gate, a ballot, a project, an evaluation (fact).
    TopicStep,
    /// What a member says of a topic: support, a comment, a signature (fact).
    TopicSaid,
    /// A vote that everybody can count (fact).
    Vote,
    /// A vote that only the tellers can open (fact).
    SealedVote,
    /// A vote on paper, as a building leader entered it (fact).
    PaperVote,
    /// The rules of the council hall.
    HallRules,
    /// The text of a covenant (document).
    Covenant,
    /// A call to an activity or a task for volunteers (fact).
    Activity,
    /// What whoever called says of an activity later: changed, who came, thanks (fact).
    ActivityStep,
    /// That a member takes part in an activity, and its end (fact).
    SignUp,
    /// Something to look up: a guide, a contact, a service (fact).
    Guide,
    /// A new version of something to look up, or its end (fact).
    GuideChange,
    /// A group that members may apply to (fact).
    Group,
    /// A new name of a group, or its end (fact).
    GroupChange,
    /// Who reads a conversation, and its secret sealed to each of them (plain).
    Circle,
    /// A message of a conversation (fact).
    Message,
    /// A message to everybody in the community (fact).
    EstateMessage,
    /// That a member asks to be let into a conversation.
    Knock,
    /// What a member has read and muted, for their own devices.
    OwnMarks,
    /// A kind of a newer release.
    Unknown(u16),
}

/// What a device does with entries of a kind: kinds of one family are kept, sent, undone and forgotten alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Roster facts.
    Roster,
    /// Ring secrets for one device.
    Wrap,
    /// Facts of the area tree.
    Areas,
    /// Automerge documents.
    Document,
    /// ID records.
    IdRecord,
    /// Visits.
    Visit,
    /// Withdrawals of visits.
    Withdrawal,
    /// Short papers, all of them in memory.
    Paper,
    /// Tickets: audience, case, steps.
    Ticket,
    /// Public versions of tickets and what members say of them.
    Public,
    /// Notices and their changes.
    Notice,
    /// Receipts for notices.
    Receipt,
    /// What everybody in the community reads and answers: posts, topics, activities, what is looked up, groups.
    Square,
    /// Votes, kept by the area they come from.
    Ballot,
    /// Conversations.
    Chat,
    /// Kinds of a newer release.
    Unknown,
}

impl Kind {
    /// Its family.
    #[must_use]
    pub const fn family(self) -> Family {
        match self {
            Self::Roster => Family::Roster,
            Self::Wrap => Family::Wrap,
            Self::AreaPlan | Self::Door => Family::Areas,
            Self::Profile | Self::Household | Self::Covenant => Family::Document,
            Self::IdRecord => Family::IdRecord,
            Self::Visit => Family::Visit,
            Self::VisitWithdrawn => Family::Withdrawal,
            Self::Invitation
            | Self::Recommendation
            | Self::Extract
            | Self::Proposal
            | Self::Answered
            | Self::Shown
            | Self::Contact
            | Self::Erased
            | Self::Tables
            | Self::Figures
            | Self::Complaint
            | Self::HallRules
            | Self::Knock
            | Self::OwnMarks => Family::Paper,
            Self::Audience | Self::Case | Self::Step => Family::Ticket,
            Self::PublicReport | Self::Voice => Family::Public,
            Self::Notice | Self::NoticeChange => Family::Notice,
            Self::Receipt | Self::PropertyReceipt => Family::Receipt,
            Self::Post
            | Self::PostChange
            | Self::Remark
            | Self::PostMark
            | Self::Topic
            | Self::TopicStep
            | Self::TopicSaid
            | Self::Activity
            | Self::ActivityStep
            | Self::SignUp
            | Self::Guide
            | Self::GuideChange
            | Self::Group
            | Self::GroupChange => Family::Square,
            Self::Vote | Self::SealedVote | Self::PaperVote => Family::Ballot,
            Self::Circle | Self::Message | Self::EstateMessage => Family::Chat,
            Self::Unknown(_) => Family::Unknown,
        }
    }

    /// Every kind this release knows.
    pub const KNOWN: [Self; 53] = [
        Self::Roster,
        Self::Wrap,
        Self::AreaPlan,
        Self::Door,
        Self::Profile,
        Self::Household,
        Self::IdRecord,
        Self::Visit,
        Self::VisitWithdrawn,
        Self::Invitation,
        Self::Recommendation,
        Self::Extract,
        Self::Proposal,
        Self::Answered,
        Self::Shown,
        Self::Contact,
        Self::Erased,
        Self::Audience,
        Self::Case,
        Self::Step,
        Self::PublicReport,
        Self::Voice,
        Self::Notice,
        Self::NoticeChange,
        Self::Receipt,
        Self::PropertyReceipt,
        Self::Tables,
        Self::Figures,
        Self::Post,
        Self::PostChange,
        Self::Remark,
        Self::PostMark,
        Self::Complaint,
        Self::Topic,
        Self::TopicStep,
        Self::TopicSaid,
        Self::Vote,
        Self::SealedVote,
        Self::PaperVote,
        Self::HallRules,
        Self::Covenant,
        Self::Activity,
        Self::ActivityStep,
        Self::SignUp,
        Self::Guide,
        Self::GuideChange,
        Self::Group,
        Self::GroupChange,
        Self::Circle,
        Self::Message,
        Self::EstateMessage,
        Self::Knock,
        Self::OwnMarks,
    ];

    /// The kind of the record that an entry of this kind speaks of: a withdrawal speaks of its visit.
    #[must_use]
    #[allow(clippy::wildcard_enum_match_arm, reason = "every other kind speaks of itself")]
    pub const fn base(self) -> Self {
        match self {
            Self::VisitWithdrawn => Self::Visit,
            Self::Audience | Self::Step => Self::Case,
            Self::NoticeChange => Self::Notice,
            Self::PostChange | Self::Remark | Self::PostMark => Self::Post,
            Self::TopicStep | Self::TopicSaid => Self::Topic,
            Self::ActivityStep | Self::SignUp => Self::Activity,
            Self::GuideChange => Self::Guide,
            Self::GroupChange => Self::Group,
            Self::Message => Self::Circle,
            other => other,
        }
    }

    /// Whether its record has an audience of its own ([`crate::audience`]).
    #[must_use]
    pub const fn has_audience(self) -> bool {
        matches!(self, Self::Audience | Self::Case | Self::Step | Self::Circle | Self::Message)
    }

    /// Whether it is made for one device, whose own ring carries it: there are many of one record, and none binds another.
    #[must_use]
    pub const fn is_for_device(self) -> bool {
        matches!(self, Self::Wrap | Self::Extract)
    }

    /// Whether it is a fact that is written once and never again.
    #[must_use]
    pub const fn is_once(self) -> bool {
        matches!(
            self,
            Self::Visit
                | Self::Recommendation
                | Self::Proposal
                | Self::Answered
                | Self::Shown
                | Self::Erased
                | Self::PublicReport
                | Self::Notice
                | Self::Figures
                | Self::Post
                | Self::Complaint
                | Self::Topic
                | Self::Activity
                | Self::Guide
                | Self::Group
        )
    }

    /// Whether it speaks of a record that another kind begins ([`Self::base`]), which has to be there.
    #[must_use]
    pub const fn is_about_opened(self) -> bool {
        matches!(
            self,
            Self::VisitWithdrawn
                | Self::NoticeChange
                | Self::PostChange
                | Self::Remark
                | Self::PostMark
                | Self::TopicStep
                | Self::TopicSaid
                | Self::ActivityStep
                | Self::SignUp
                | Self::GuideChange
                | Self::GroupChange
        )
    }

    /// The number on the wire.
    #[must_use]
    pub const fn number(self) -> u16 {
        match self {
            Self::Roster => 1,
            Self::Wrap => 2,
            Self::AreaPlan => 3,
            Self::Door => 4,
            Self::Profile => 5,
            Self::Household => 6,
            Self::IdRecord => 7,
            Self::Visit => 8,
            Self::VisitWithdrawn => 9,
            Self::Invitation => 10,
            Self::Recommendation => 11,
            Self::Extract => 12,
            Self::Proposal => 13,
            Self::Answered => 14,
            Self::Shown => 15,
            Self::Contact => 16,
            Self::Erased => 17,
            Self::Audience => 18,
            Self::Case => 19,
            Self::Step => 20,
            Self::PublicReport => 21,
            Self::Voice => 22,
            Self::Notice => 23,
            Self::NoticeChange => 24,
            Self::Receipt => 25,
            Self::PropertyReceipt => 26,
            Self::Tables => 27,
            Self::Figures => 28,
            Self::Post => 29,
            Self::PostChange => 30,
            Self::Remark => 31,
            Self::PostMark => 32,
            Self::Complaint => 33,
            Self::Topic => 34,
            Self::TopicStep => 35,
            Self::TopicSaid => 36,
            Self::Vote => 37,
            Self::SealedVote => 38,
            Self::PaperVote => 39,
            Self::HallRules => 40,
            Self::Covenant => 41,
            Self::Activity => 42,
            Self::ActivityStep => 43,
            Self::SignUp => 44,
            Self::Guide => 45,
            Self::GuideChange => 46,
            Self::Group => 47,
            Self::GroupChange => 48,
            Self::Circle => 49,
            Self::Message => 50,
            Self::EstateMessage => 51,
            Self::Knock => 52,
            Self::OwnMarks => 53,
            Self::Unknown(number) => number,
        }
    }

    /// The kind of a number.
    #[must_use]
    pub const fn from_number(number: u16) -> Self {
        match number {
            1 => Self::Roster,
            2 => Self::Wrap,
            3 => Self::AreaPlan,
            4 => Self::Door,
            5 => Self::Profile,
            6 => Self::Household,
            7 => Self::IdRecord,
            8 => Self::Visit,
            9 => Self::VisitWithdrawn,
            10 => Self::Invitation,
            11 => Self::Recommendation,
            12 => Self::Extract,
            13 => Self::Proposal,
            14 => Self::Answered,
            15 => Self::Shown,
            16 => Self::Contact,
            17 => Self::Erased,
            18 => Self::Audience,
            19 => Self::Case,
            20 => Self::Step,
            21 => Self::PublicReport,
            22 => Self::Voice,
            23 => Self::Notice,
            24 => Self::NoticeChange,
            25 => Self::Receipt,
            26 => Self::PropertyReceipt,
            27 => Self::Tables,
            28 => Self::Figures,
            29 => Self::Post,
            30 => Self::PostChange,
            31 => Self::Remark,
            32 => Self::PostMark,
            33 => Self::Complaint,
            34 => Self::Topic,
            35 => Self::TopicStep,
            36 => Self::TopicSaid,
            37 => Self::Vote,
            38 => Self::SealedVote,
            39 => Self::PaperVote,
            40 => Self::HallRules,
            41 => Self::Covenant,
            42 => Self::Activity,
            43 => Self::ActivityStep,
            44 => Self::SignUp,
            45 => Self::Guide,
            46 => Self::GuideChange,
            47 => Self::Group,
            48 => Self::GroupChange,
            49 => Self::Circle,
            50 => Self::Message,
            51 => Self::EstateMessage,
            52 => Self::Knock,
            53 => Self::OwnMarks,
            other => Self::Unknown(other),
        }
    }
}

impl<C> minicbor::Encode<C> for Kind {
    fn encode<W: minicbor::encode::Write>(
        &self,
        encoder: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        encoder.u16(self.number())?.ok()
    }
}

impl<'b, C> minicbor::Decode<'b, C> for Kind {
    fn decode(decoder: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        decoder.u16().map(Self::from_number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_back() {
        for kind in Kind::KNOWN {
            assert_eq!(Kind::from_number(kind.number()), kind);
        }
        assert_eq!(Kind::from_number(900).number(), 900);
    }
}
