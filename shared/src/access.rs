//! Access: one table of who may write what, and pure functions over it.
//!
//! Three callers: the core before writing, the relay and every receiving device before accepting, the screen before
//! showing a button. This is the half that a header answers; `may_body` in the device is the half that needs the body.
//! **Invariant:** nothing here opens a body except the plain roster facts.

mod facts;

pub use facts::{MAX_DEVICES, may_fact};

use std::collections::BTreeSet;

use crate::audience::{Audience, record_ring};
use crate::calendar::Millis;
use crate::ids::{AreaId, DeviceId, LogCode, MemberId, RecordId, RingId};
use crate::kinds::Kind;
use crate::parcel::{Entry, KeyRef};
use crate::roster::{Erased, RingKind, Role, Roster, member_ring};

/// Which ring seals a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SealedTo {
    /// Nobody: the relay folds it too.
    Plain,
    /// One device's sealing key.
    Device,
    /// A ring of the community, which its author has to be entitled to open.
    Ring(RingKind),
    /// A ring's public key: whoever writes it need not be able to open the ring.
    ToRing(RingKind),
    /// The record's own secret, which its readers have ([`crate::audience`]).
    Audience,
    /// The public key of the ring of the member whom the scope names ([`member_scope`]).
    ToMember,
}

/// Which scope an entry of a kind names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScopeOf {
    /// The community.
    Community,
    /// A grid.
    Grid,
    /// The community or any area below.
    Any,
    /// The device it is for.
    Device,
    /// The member it is for ([`member_scope`]).
    Member,
}

/// Who may write a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writer {
    /// The committee: a steward whose scope is the entry's.
    Steward,
    /// A steward of any scope; the entry's scope is a device.
    StewardAnywhere,
    /// A grid worker whose scope is the entry's.
    WorkerInScope,
    /// A building leader whose scope is the entry's.
    LeaderInScope,
    /// Any member.
    Member,
    /// The member the contact is about.
    OwnContact,
    /// A grid worker of any scope; where exactly is checked when the body is open.
    WorkerAnywhere,
    /// The member the record is about.
    Oneself,
    /// Whoever created the record.
    Creator,
    /// Whoever can open the ring that the record is about.
    RingHolder,
    /// Whoever reads the record ([`crate::audience`]).
    Reader,
    /// A property company's person.
    Property,
    /// The member whom the scope names.
    OwnScope,
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The kind.
    pub kind: Kind,
    /// The ring that seals it.
    pub sealed_to: SealedTo,
    /// The scope it names.
    pub scope: ScopeOf,
    /// Any of these may write it.
    pub writers: &'static [Writer],
}

/// The table (DESIGN §6).
pub const TABLE: &[Rule] = {
    use RingKind::{Committee, Community, Observers, Property, Register, Reviewers};
    use Writer as W;
    const fn rule(kind: Kind, sealed_to: SealedTo, scope: ScopeOf, writers: &'static [Writer]) -> Rule {
        Rule { kind, sealed_to, scope, writers }
    }
    &[
        rule(Kind::Roster, SealedTo::Plain, ScopeOf::Community, &[W::Steward]),
        rule(Kind::Wrap, SealedTo::Device, ScopeOf::Device, &[W::RingHolder, W::Steward]),
        rule(Kind::AreaPlan, SealedTo::Ring(Community), ScopeOf::Community, &[W::Steward]),
        rule(Kind::Door, SealedTo::Ring(Community), ScopeOf::Community, &[W::Steward, W::WorkerAnywhere]),
        rule(Kind::Profile, SealedTo::Ring(Community), ScopeOf::Community, &[W::Oneself, W::Steward]),
        rule(Kind::Household, SealedTo::Ring(Register), ScopeOf::Grid, &[W::WorkerInScope, W::Steward]),
        rule(Kind::IdRecord, SealedTo::Ring(Register), ScopeOf::Grid, &[W::WorkerInScope, W::Steward]),
        rule(Kind::Visit, SealedTo::Ring(Register), ScopeOf::Grid, &[W::WorkerInScope, W::Steward]),
        rule(Kind::VisitWithdrawn, SealedTo::Ring(Register), ScopeOf::Grid, &[W::Creator]),
        rule(Kind::Invitation, SealedTo::Ring(Reviewers), ScopeOf::Any, &[W::Steward]),
        rule(Kind::Recommendation, SealedTo::Ring(Reviewers), ScopeOf::Any, &[W::LeaderInScope, W::Steward]),
        rule(Kind::Extract, SealedTo::Device, ScopeOf::Device, &[W::WorkerAnywhere, W::StewardAnywhere]),
        rule(Kind::Proposal, SealedTo::ToRing(Register), ScopeOf::Grid, &[W::Member]),
        rule(Kind::Answered, SealedTo::Ring(Register), ScopeOf::Grid, &[W::WorkerInScope, W::Steward]),
        rule(Kind::Shown, SealedTo::Ring(Register), ScopeOf::Grid, &[W::WorkerInScope, W::Steward]),
        rule(Kind::Contact, SealedTo::ToRing(Committee), ScopeOf::Community, &[W::OwnContact, W::Steward]),
        rule(Kind::Erased, SealedTo::Ring(Register), ScopeOf::Grid, &[W::Steward]),
        // Who may change an audience its body says: `audience::may_audience`.
        rule(Kind::Audience, SealedTo::Plain, ScopeOf::Any, &[W::Member, W::Reader]),
        rule(Kind::Case, SealedTo::Audience, ScopeOf::Any, &[W::Creator]),
        rule(Kind::Step, SealedTo::Audience, ScopeOf::Any, &[W::Reader]),
        rule(
            Kind::PublicReport,
            SealedTo::Ring(Community),
            ScopeOf::Any,
            &[W::StewardAnywhere, W::WorkerAnywhere, W::Property],
        ),
        rule(Kind::Voice, SealedTo::Ring(Community), ScopeOf::Any, &[W::Member]),
        rule(Kind::Notice, SealedTo::Ring(Community), ScopeOf::Any, &[W::Steward, W::LeaderInScope, W::Property]),
        rule(Kind::NoticeChange, SealedTo::Ring(Community), ScopeOf::Any, &[W::Creator, W::Steward]),
        rule(Kind::Receipt, SealedTo::ToRing(Reviewers), ScopeOf::Any, &[W::Member]),
        rule(Kind::PropertyReceipt, SealedTo::ToRing(Property), ScopeOf::Any, &[W::Member]),
        rule(Kind::Tables, SealedTo::Ring(Community), ScopeOf::Community, &[W::Steward]),
        rule(Kind::Figures, SealedTo::ToRing(Observers), ScopeOf::Community, &[W::Steward]),
        rule(Kind::Post, SealedTo::Ring(Community), ScopeOf::Community, &[W::Member]),
        rule(Kind::PostChange, SealedTo::Ring(Community), ScopeOf::Community, &[W::Creator]),
        rule(Kind::Remark, SealedTo::Ring(Community), ScopeOf::Community, &[W::Member]),
        rule(Kind::PostMark, SealedTo::Ring(Community), ScopeOf::Community, &[W::Steward]),
        rule(Kind::Complaint, SealedTo::ToRing(Committee), ScopeOf::Community, &[W::Member]),
        rule(Kind::Topic, SealedTo::Ring(Community), ScopeOf::Community, &[W::Member]),
        rule(Kind::TopicStep, SealedTo::Ring(Community), ScopeOf::Community, &[W::Creator, W::Steward]),
        rule(Kind::TopicSaid, SealedTo::Ring(Community), ScopeOf::Community, &[W::Member]),
        // Its scope is the building whose door it is for, so that one row holds the votes of one building.
        rule(Kind::Vote, SealedTo::Ring(Community), ScopeOf::Any, &[W::Member]),
        rule(Kind::SealedVote, SealedTo::ToRing(Committee), ScopeOf::Any, &[W::Member]),
        rule(Kind::PaperVote, SealedTo::Ring(Community), ScopeOf::Any, &[W::LeaderInScope, W::Steward]),
        rule(Kind::HallRules, SealedTo::Ring(Community), ScopeOf::Community, &[W::Steward]),
        rule(Kind::Covenant, SealedTo::Ring(Community), ScopeOf::Community, &[W::Member]),
        rule(Kind::Activity, SealedTo::Ring(Community), ScopeOf::Community, &[W::Member]),
        rule(Kind::ActivityStep, SealedTo::Ring(Community), ScopeOf::Community, &[W::Creator, W::Steward]),
        rule(Kind::SignUp, SealedTo::Ring(Community), ScopeOf::Community, &[W::Member]),
        rule(Kind::Guide, SealedTo::Ring(Community), ScopeOf::Community, &[W::Steward, W::Property]),
        rule(Kind::GuideChange, SealedTo::Ring(Community), ScopeOf::Community, &[W::Creator, W::Steward]),
        rule(Kind::Group, SealedTo::Ring(Community), ScopeOf::Community, &[W::Member]),
        // Who owns a group the circle of its record says: `circles::may_group`.
        rule(Kind::GroupChange, SealedTo::Ring(Community), ScopeOf::Community, &[W::Member]),
        // Who may change a circle its body says: `circles::may_circle`.
        rule(Kind::Circle, SealedTo::Plain, ScopeOf::Community, &[W::Member]),
        rule(Kind::Message, SealedTo::Audience, ScopeOf::Community, &[W::Reader]),
        rule(Kind::EstateMessage, SealedTo::Ring(Community), ScopeOf::Community, &[W::Member]),
        rule(Kind::Knock, SealedTo::ToMember, ScopeOf::Member, &[W::Member]),
        rule(Kind::OwnMarks, SealedTo::ToMember, ScopeOf::Member, &[W::OwnScope]),
    ]
};

/// The row of a kind; `None` for a kind of a newer release.
#[must_use]
pub fn rule(kind: Kind) -> Option<&'static Rule> {
    TABLE.iter().find(|rule| rule.kind == kind)
}

/// What a header says of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntryHead {
    /// The record.
    pub record: RecordId,
    /// Its kind.
    pub kind: Kind,
    /// Its scope.
    pub scope: AreaId,
    /// The secret that seals it.
    pub key: Option<KeyRef>,
}

impl EntryHead {
    /// What is asked for when something is to be known of its record.
    #[must_use]
    pub const fn record_at(&self) -> RecordAt {
        RecordAt { record: self.record, kind: self.kind.base(), scope: self.scope }
    }
}

impl From<&Entry> for EntryHead {
    fn from(entry: &Entry) -> Self {
        Self { record: entry.record, kind: entry.kind, scope: entry.scope, key: entry.key }
    }
}

/// A record under one kind and scope.
///
/// Whether an id belongs to a scope only its readers can tell: they open the body. So whoever writes an id under a scope
/// binds nothing but that scope, and a worker of one grid cannot take the records of another's homes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordAt {
    /// The record.
    pub record: RecordId,
    /// Its kind ([`Kind::base`]).
    pub kind: Kind,
    /// The scope.
    pub scope: AreaId,
}

/// What is known of a record that an entry speaks of.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct RecordMeta {
    /// The kind of its first entry.
    #[n(0)]
    pub kind: Kind,
    /// Who created it.
    #[n(1)]
    pub creator: MemberId,
    /// The scope it was created in.
    #[n(2)]
    pub scope: AreaId,
    /// The ring that seals it.
    #[n(3)]
    pub ring: Option<RingId>,
    /// Who reads it, where that is a matter of this record.
    #[n(4)]
    pub audience: Option<Audience>,
}

impl RecordMeta {
    /// Whether it says something about an entry: what was created under another kind or scope does not.
    #[must_use]
    pub fn binds(&self, entry: &EntryHead) -> bool {
        self.kind.base() == entry.kind.base() && self.scope == entry.scope
    }
}

/// Why an entry may not be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// The author is not a device of this community, or was removed.
    #[error("the device is not admitted")]
    NotAdmitted,
    /// No role of the author allows it.
    #[error("no role allows it")]
    NoRight,
    /// Sealed to the wrong ring, to an unknown generation, or not sealed.
    #[error("the ring is not the kind's")]
    WrongRing,
    /// The scope is not one the kind may have.
    #[error("the scope is not the kind's")]
    WrongScope,
    /// What is written once exists already, or what is spoken of does not.
    #[error("the record exists and may not, or does not and should")]
    WrongRecord,
    /// A roster fact that contradicts the roster.
    #[error("the roster fact contradicts the roster")]
    Contradiction,
    /// The record was erased for good.
    #[error("the record was erased")]
    Renewed,
}

/// The ring that stands for one device's own sealing key.
#[must_use]
pub fn device_ring(device: DeviceId) -> RingId {
    RingId(device.0)
}

/// The record of a member's profile.
#[must_use]
pub fn profile_record(member: MemberId) -> RecordId {
    RecordId::derive("linli profile", &[&member.0])
}

/// The record of a member's telephone number.
#[must_use]
pub fn contact_record(member: MemberId) -> RecordId {
    RecordId::derive("linli contact", &[&member.0])
}

/// The scope of what is for one member alone.
#[must_use]
pub const fn member_scope(member: MemberId) -> AreaId {
    AreaId(member.0)
}

/// The record of what a member has read and muted.
#[must_use]
pub fn marks_record(member: MemberId) -> RecordId {
    RecordId::derive("linli own marks", &[&member.0])
}

/// The record of a household's extract for one device.
#[must_use]
pub fn extract_record(household: RecordId, device: DeviceId) -> RecordId {
    RecordId::derive("linli extract", &[&household.0, &device.0])
}

/// The half of the rights that a header answers.
///
/// `time` is the relay time at the place of judgement, `known` what the log already holds of the record; it counts only
/// where it [binds](RecordMeta::binds) the entry.
///
/// # Errors
/// [`Denied`] with the cause.
pub fn may_header(
    roster: &Roster,
    time: Millis,
    device: DeviceId,
    entry: &EntryHead,
    known: Option<&RecordMeta>,
) -> Result<(), Denied> {
    let member = roster.active(device).ok_or(Denied::NotAdmitted)?.member;
    let Some(rule) = rule(entry.kind) else { return unknown_kind(roster, time, device, entry, known) };
    let known = known.filter(|known| known.binds(entry));
    is_sealed_rightly(roster, rule, time, entry, known)?;
    is_scoped_rightly(roster, rule, entry)?;
    let at = entry.record_at();
    if roster.erased(&Erased { record: at.record, kind: at.kind, scope: at.scope }).is_some() {
        return Err(Denied::Renewed);
    }
    is_record_there(entry, known)?;
    if matches!(rule.sealed_to, SealedTo::Ring(kind) if !roster.is_entitled(member, kind, time)) {
        return Err(Denied::NoRight);
    }
    let allowed = rule.writers.iter().any(|writer| match writer {
        Writer::Steward => holds(roster, time, member, Role::Steward, Some(entry.scope)),
        Writer::WorkerInScope => holds(roster, time, member, Role::GridWorker, Some(entry.scope)),
        Writer::StewardAnywhere => holds(roster, time, member, Role::Steward, None),
        Writer::WorkerAnywhere => holds(roster, time, member, Role::GridWorker, None),
        Writer::LeaderInScope => holds(roster, time, member, Role::BuildingLeader, Some(entry.scope)),
        Writer::Member => roster.is_entitled(member, RingKind::Community, time),
        Writer::Oneself => entry.record == profile_record(member),
        Writer::OwnContact => entry.record == contact_record(member),
        Writer::Creator => known.is_some_and(|known| known.creator == member),
        Writer::RingHolder => roster.opens(device, RingId(entry.record.0), time),
        Writer::Reader => {
            let audience = known.and_then(|known| known.audience.as_ref());
            audience.is_some_and(|audience| audience.is_read_by(roster, time, device, entry.scope))
        }
        Writer::Property => holds(roster, time, member, Role::Property, None),
        Writer::OwnScope => entry.scope == member_scope(member),
    });
    if allowed { Ok(()) } else { Err(Denied::NoRight) }
}

/// Whether a member holds a role, in a scope or anywhere; the community's root scope covers all others.
#[must_use]
pub fn holds(roster: &Roster, time: Millis, member: MemberId, role: Role, scope: Option<AreaId>) -> bool {
    let root = roster.log().area();
    roster
        .roles(member, time)
        .any(|grant| grant.role == role && scope.is_none_or(|scope| grant.scope == scope || grant.scope == root))
}

fn is_sealed_rightly(
    roster: &Roster,
    rule: &Rule,
    time: Millis,
    entry: &EntryHead,
    known: Option<&RecordMeta>,
) -> Result<(), Denied> {
    let fits = match (rule.sealed_to, &entry.key) {
        (SealedTo::Plain, None) => true,
        (SealedTo::Device, Some(key)) => {
            let device = DeviceId(key.ring.0);
            let is_meant = if entry.kind == Kind::Extract {
                // What is known of a household goes to nobody but its members.
                let member = roster.active(device).map(|reader| reader.member);
                member.is_some_and(|member| {
                    roster.households(member).any(|home| extract_record(home, device) == entry.record)
                })
            } else {
                // A ring's secret goes to nobody whom their roles do not let open it.
                roster.opens(device, RingId(entry.record.0), time)
            };
            key.generation == 0 && key.ring.0 == entry.scope.0 && is_meant
        }
        (SealedTo::Ring(kind) | SealedTo::ToRing(kind), Some(key)) => {
            roster.ring(key.ring).is_some_and(|ring| ring.kind == kind && ring.has(key))
        }
        (SealedTo::Audience, Some(key)) => {
            let audience = known.and_then(|known| known.audience.as_ref()).ok_or(Denied::WrongRecord)?;
            key.ring == record_ring(entry.record, entry.scope) && audience.has(key)
        }
        (SealedTo::ToMember, Some(key)) => {
            let own = member_ring(MemberId(entry.scope.0));
            key.ring == own && roster.ring(own).is_some_and(|ring| ring.has(key))
        }
        (SealedTo::Plain, Some(_))
        | (
            SealedTo::Device | SealedTo::Ring(_) | SealedTo::ToRing(_) | SealedTo::Audience | SealedTo::ToMember,
            None,
        ) => false,
    };
    if fits { Ok(()) } else { Err(Denied::WrongRing) }
}

fn is_scoped_rightly(roster: &Roster, rule: &Rule, entry: &EntryHead) -> Result<(), Denied> {
    let root = roster.log().area();
    let fits = match rule.scope {
        ScopeOf::Community => entry.scope == root,
        ScopeOf::Grid => entry.scope != root,
        ScopeOf::Any | ScopeOf::Device | ScopeOf::Member => true,
    };
    if fits { Ok(()) } else { Err(Denied::WrongScope) }
}

fn is_record_there(entry: &EntryHead, known: Option<&RecordMeta>) -> Result<(), Denied> {
    if (entry.kind.is_about_opened() && known.is_none()) || (entry.kind.is_once() && known.is_some()) {
        return Err(Denied::WrongRecord);
    }
    match known {
        Some(known)
            if known.ring != entry.key.map(|key| key.ring)
                && !entry.kind.is_for_device()
                && !matches!(entry.kind, Kind::Audience | Kind::Circle) =>
        {
            Err(Denied::WrongRing)
        }
        Some(_) | None => Ok(()),
    }
}

/// A kind of a newer release is kept and forwarded if its author can open the ring it is sealed to.
fn unknown_kind(
    roster: &Roster,
    time: Millis,
    device: DeviceId,
    entry: &EntryHead,
    known: Option<&RecordMeta>,
) -> Result<(), Denied> {
    let key = entry.key.ok_or(Denied::WrongRing)?;
    roster.ring(key.ring).filter(|ring| ring.has(&key)).ok_or(Denied::WrongRing)?;
    is_record_there(entry, known.filter(|known| known.binds(entry)))?;
    if roster.opens(device, key.ring, time) { Ok(()) } else { Err(Denied::NoRight) }
}

/// A ring's view of a log: all of it, or one area's share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, minicbor::Encode, minicbor::Decode)]
pub struct Stream {
    /// The ring; `None` for the plain roster.
    #[n(0)]
    pub ring: Option<RingId>,
    /// The scope; `None` for every scope.
    #[n(1)]
    pub area: Option<AreaId>,
}

impl Stream {
    /// Whether an entry is in the stream.
    #[must_use]
    pub fn carries(&self, ring: Option<RingId>, scope: AreaId) -> bool {
        self.ring == ring && self.area.is_none_or(|area| area == scope)
    }
}

/// The streams a device may read: the roster, what is wrapped for it, and each ring it opens as far as its roles reach.
#[must_use]
pub fn streams(roster: &Roster, time: Millis, device: DeviceId) -> BTreeSet<Stream> {
    let Some(author) = roster.active(device) else { return BTreeSet::new() };
    let mut streams =
        BTreeSet::from([Stream { ring: None, area: None }, Stream { ring: Some(device_ring(device)), area: None }]);
    let root: AreaId = roster.log().area();
    // There is a ring for nearly every member: others' are told apart without working out whose each is.
    let own = member_ring(author.member);
    let candidates = roster.rings().filter(|(id, ring)| ring.kind != RingKind::Member || *id == own);
    for (id, ring) in candidates.filter(|(id, _)| roster.opens(device, *id, time)) {
        let scopes = reach(roster, time, author.member, ring.kind);
        if scopes.contains(&root) {
            streams.insert(Stream { ring: Some(id), area: None });
        } else {
            streams.extend(scopes.into_iter().map(|area| Stream { ring: Some(id), area: Some(area) }));
        }
    }
    streams
}

/// Whether one of the streams a device may read carries what is sealed to a ring in a scope.
#[must_use]
pub fn may_read(roster: &Roster, time: Millis, device: DeviceId, ring: RingId, scope: AreaId) -> bool {
    let (Some(author), Some(known)) = (roster.active(device), roster.ring(ring)) else { return false };
    if !roster.opens(device, ring, time) {
        return false;
    }
    let scopes = reach(roster, time, author.member, known.kind);
    scopes.contains(&roster.log().area()) || scopes.contains(&scope)
}

/// How far a member's roles reach in a ring of a kind that the member may open; the community's root stands for every scope.
fn reach(roster: &Roster, time: Millis, member: MemberId, kind: RingKind) -> BTreeSet<AreaId> {
    let scopes = |roles: &[Role]| -> BTreeSet<AreaId> {
        let grants = roster.roles(member, time).filter(|grant| roles.contains(&grant.role));
        grants.map(|grant| grant.scope).collect()
    };
    match kind {
        RingKind::Community
        | RingKind::Committee
        | RingKind::Property
        | RingKind::Member
        | RingKind::Department
        | RingKind::Observers => BTreeSet::from([roster.log().area()]),
        RingKind::Register => scopes(&[Role::GridWorker, Role::Steward]),
        RingKind::Workers => scopes(&[Role::GridWorker]),
        RingKind::Reviewers => scopes(&[Role::BuildingLeader, Role::Steward]),
    }
}

/// Names a set of streams in 8 bytes, so that an unchanged set costs no more; 0 stands for none.
#[must_use]
pub fn stream_set(log: LogCode, streams: &BTreeSet<Stream>) -> u64 {
    if streams.is_empty() {
        return 0;
    }
    let bytes = crate::cbor::to_vec(&streams.iter().copied().collect::<Vec<_>>());
    let hash = crate::ids::hash32("linli stream set", &[&log.0.to_be_bytes(), &bytes]);
    let mut short = [0; 8];
    short.copy_from_slice(&hash[..8]);
    u64::from_be_bytes(short).max(1)
}

#[cfg(test)]
mod tests;
