//! What the log says of a circle: who reads it, and its secret sealed to each of them.
//!
//! **Invariant:** a letter has two readers, and nobody comes to them; the one who was knocked at begins it.
//! **Invariant:** nobody is let into a circle without their own consent to this circle.
//! **Invariant:** only who owns a group, or a steward who reads it, gives it a new secret: whoever does could leave somebody
//! without it, because the letters are sealed.

use std::collections::{BTreeMap, BTreeSet};

use super::{CircleKind, Consent};
use crate::audience::{Audience, Commitment, ReaderWrap};
use crate::calendar::Millis;
use crate::cbor::{self, NotReadable};
use crate::ids::{AreaId, LogCode, MemberId, RecordId};
use crate::roster::{RingKind, Roster};

/// The most members who come by one fact.
pub const ADDED: usize = 64;
/// The most members of a circle that does not share its history: each who comes costs a letter to everybody.
pub const MEMBERS_UNSHARED: usize = 150;
/// How often a member may go and come back: each time is a fact that every reader keeps.
pub const MAX_GONE: u8 = 16;
/// How far ahead of the relay the clock of who goes may run, in milliseconds: a day.
pub(super) const AHEAD: i64 = 86_400_000;
/// The most secrets of one circle.
pub const MAX_TURNS: usize = 1_024;

/// The body of a [`crate::kinds::Kind::Circle`] entry.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct CircleFact {
    /// What changes.
    #[n(0)]
    pub change: Change,
    /// The generation of the circle's secret: 1 first, the newest again where nobody has to lose it, one more otherwise.
    #[n(1)]
    pub generation: u32,
    /// The commitment to it.
    #[n(2)]
    pub commitment: Commitment,
    /// The secret for the readers that do not have this generation yet, sealed to their member rings.
    #[n(3)]
    pub wraps: Vec<ReaderWrap>,
    /// The secret before, sealed under this one ([`crate::seal::RingSecret::link`]); only where history is shared.
    #[cbor(n(4), with = "minicbor::bytes")]
    pub previous: Option<Vec<u8>>,
}

/// What changes of a circle.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub enum Change {
    /// It begins; its author is the first member.
    #[n(0)]
    Begun(#[n(0)] Begun),
    /// These come.
    #[n(1)]
    Added(#[n(0)] Vec<Consent>),
    /// These go, under a new secret; nobody, where only the secret turns because somebody left.
    #[n(2)]
    Removed {
        /// Who.
        #[n(0)]
        members: BTreeSet<MemberId>,
        /// The author's clock: consents made before no longer count.
        #[n(1)]
        at: Millis,
    },
    /// The author leaves.
    #[n(3)]
    Left {
        /// The author's clock: consents made before no longer count.
        #[n(0)]
        at: Millis,
    },
}

/// How a circle begins.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct Begun {
    /// What it is.
    #[n(0)]
    pub kind: CircleKind,
    /// Whether who comes later reads what was said before. A letter says so too.
    #[n(1)]
    pub shares_history: bool,
    /// The building whose group it is.
    #[n(2)]
    pub building: Option<AreaId>,
    /// Of a letter: what its id was derived with ([`letter_record`]).
    #[cbor(n(3), with = "minicbor::bytes")]
    pub nonce: Option<[u8; 16]>,
    /// Who is in it besides the author.
    #[n(4)]
    pub with: Vec<Consent>,
}

impl CircleFact {
    /// The body of an entry.
    #[must_use]
    pub fn to_body(&self) -> Vec<u8> {
        cbor::to_vec(self)
    }

    /// Reads the body of an entry.
    ///
    /// # Errors
    /// [`NotReadable`].
    pub fn from_body(body: &[u8]) -> Result<Self, NotReadable> {
        cbor::from_slice(body)
    }
}

/// The record of a letter. It is bound to both, so that who knocked consents to a letter with the one they knocked at and
/// nobody else; the nonce is the knock's, so that there can always be another.
#[must_use]
pub fn letter_record(log: LogCode, knocked: MemberId, begins: MemberId, nonce: &[u8; 16]) -> RecordId {
    RecordId::derive("linli letter", &[&log.0.to_be_bytes(), &knocked.0, &begins.0, nonce])
}

/// Who is in a circle, as the log holds it.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct Circle {
    /// What it is.
    #[n(0)]
    pub kind: CircleKind,
    /// Whether who comes later reads what was said before.
    #[n(1)]
    pub shares_history: bool,
    /// The building whose group it is.
    #[n(2)]
    pub building: Option<AreaId>,
    /// Who is in it, in the order in which they came.
    #[n(3)]
    pub members: Vec<MemberId>,
    /// Who went, also of those who came back.
    #[n(4)]
    pub gone: BTreeMap<MemberId, Gone>,
    /// Whether somebody left since its secret turned last.
    #[n(5)]
    pub is_stale: bool,
}

/// That a member went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct Gone {
    /// When they went last: by the clock of who said it, but not before the relay heard of it. Consents made before are used up.
    #[n(0)]
    pub at: Millis,
    /// Whether they were taken out, and did not come back since.
    #[n(1)]
    pub is_taken_out: bool,
    /// How often they went.
    #[n(2)]
    pub times: u8,
}

impl Circle {
    /// Whether a member is in it.
    #[must_use]
    pub fn has(&self, member: MemberId) -> bool {
        self.members.contains(&member)
    }

    /// Who owns a group at a relay time: whoever began it, and after them whoever has been in it longest, of those who still
    /// [belong](Self::is_open_to) there. Nobody owns a letter.
    #[must_use]
    pub fn owner(&self, roster: &Roster, time: Millis) -> Option<MemberId> {
        let belongs = |member: &&MemberId| self.is_open_to(roster, time, **member);
        self.members.iter().find(belongs).copied().filter(|_| self.kind != CircleKind::Letter)
    }

    /// Whether a member reads what the community says at a relay time, and holds a role in the building whose group it is.
    #[must_use]
    pub fn is_open_to(&self, roster: &Roster, time: Millis, member: MemberId) -> bool {
        let is_neighbour = |building| roster.roles(member, time).any(|grant| grant.scope == building);
        roster.is_entitled(member, RingKind::Community, time) && self.building.is_none_or(is_neighbour)
    }

    fn goes(&mut self, member: MemberId, at: Millis, time: Millis, is_taken_out: bool) {
        let at = Millis(at.0.clamp(time.0, time.0.saturating_add(AHEAD)));
        let gone = self.gone.entry(member).or_insert(Gone { at, is_taken_out, times: 0 });
        *gone = Gone { at: gone.at.max(at), is_taken_out, times: gone.times.saturating_add(1) };
    }

    /// Carries out a change of an author that may stand, at a relay time.
    pub fn apply(&mut self, change: &Change, author: MemberId, time: Millis) {
        match change {
            Change::Begun(_) => {}
            Change::Added(consents) => {
                for Consent { member, .. } in consents {
                    self.gone.entry(*member).and_modify(|gone| gone.is_taken_out = false);
                    if !self.members.contains(member) {
                        self.members.push(*member);
                    }
                }
                self.is_stale &= self.shares_history;
            }
            Change::Removed { members, at } => {
                self.members.retain(|member| !members.contains(member));
                members.iter().for_each(|member| self.goes(*member, *at, time, true));
                self.is_stale = false;
            }
            Change::Left { at } => {
                self.members.retain(|member| *member != author);
                self.goes(author, *at, time, false);
                self.is_stale = true;
            }
        }
    }

    /// A circle as it begins.
    #[must_use]
    pub fn begun(begun: &Begun, author: MemberId) -> Self {
        let with = begun.with.iter().map(|consent| consent.member);
        Self {
            kind: begun.kind,
            shares_history: begun.shares_history,
            building: begun.building,
            members: core::iter::once(author).chain(with).collect(),
            gone: BTreeMap::new(),
            is_stale: false,
        }
    }
}

/// Takes a fact that may stand at a relay time into what is known of a circle: who is in it, and which secrets it has.
pub fn follow(audience: &mut Audience, fact: &CircleFact, author: MemberId, time: Millis) {
    match (&fact.change, &mut audience.circle) {
        (Change::Begun(begun), circle) => *circle = Some(Circle::begun(begun, author)),
        (change, Some(circle)) => circle.apply(change, author, time),
        (_, None) => {}
    }
    if fact.generation as usize > audience.generations.len() {
        audience.generations.push(fact.commitment);
    }
}
