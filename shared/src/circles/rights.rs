//! Who may change a circle, and what a group says of itself.

use std::collections::BTreeSet;

use super::{
    ADDED, Begun, Change, Circle, CircleFact, CircleKind, Consent, Gone, MAX_GONE, MAX_TURNS, MEMBERS,
    MEMBERS_UNSHARED, follow,
};
use crate::access::{Denied, EntryHead, RecordMeta, holds};
use crate::audience::{Audience, MAX_WRAP, record_ring};
use crate::calendar::Millis;
use crate::ids::{AreaId, DeviceId, MemberId, RecordId, RingId};
use crate::kinds::Kind;
use crate::roster::{Role, Roster, member_ring};

/// Where and when a change is judged.
struct Judging<'a> {
    roster: &'a Roster,
    time: Millis,
    author: MemberId,
    record: RecordId,
}

/// Whether a circle's fact may stand, and what is known of the record after it.
///
/// # Errors
/// [`Denied`]: [`Denied::NotAdmitted`]; [`Denied::WrongRing`] for letters to rings that the roster does not know so;
/// [`Denied::NoRight`] for who may not do this, or brings in somebody who did not consent to it; [`Denied::Contradiction`]
/// where the fact does not follow from what is known.
pub fn may_circle(
    roster: &Roster,
    time: Millis,
    device: DeviceId,
    head: &EntryHead,
    fact: &CircleFact,
    known: Option<&RecordMeta>,
) -> Result<RecordMeta, Denied> {
    let author = roster.active(device).ok_or(Denied::NotAdmitted)?.member;
    let judging = Judging { roster, time, author, record: head.record };
    if head.key.is_some() {
        return Err(Denied::WrongRing);
    }
    let Some(known) = known.filter(|known| known.binds(head)) else {
        let Change::Begun(begun) = &fact.change else { return Err(Denied::WrongRecord) };
        return judging.begins(head.scope, begun, fact);
    };
    let mut meta = known.clone();
    let audience = meta.audience.as_mut().ok_or(Denied::WrongRecord)?;
    let newest = audience.generations.len();
    let is_newest = audience.generations.last() == Some(&fact.commitment);
    let circle = audience.circle.as_ref().ok_or(Denied::WrongRecord)?;
    if !circle.has(author) {
        return Err(Denied::NoRight);
    }
    let targets = judging.targets(circle, &fact.change)?;
    let turns = match &fact.change {
        Change::Begun(_) => return Err(Denied::Contradiction),
        Change::Added(_) => !circle.shares_history,
        Change::Removed { .. } => true,
        Change::Left { .. } => false,
    };
    let follows = if turns {
        let is_linked = match (&fact.change, &fact.previous) {
            (Change::Removed { .. }, Some(link)) => circle.shares_history && link.len() <= MAX_WRAP,
            (_, None) => !circle.shares_history,
            (Change::Begun(_) | Change::Added(_) | Change::Left { .. }, Some(_)) => false,
        };
        fact.generation as usize == newest + 1 && newest < MAX_TURNS && is_linked
    } else {
        fact.generation as usize == newest && is_newest && fact.previous.is_none()
    };
    if !follows {
        return Err(Denied::Contradiction);
    }
    judging.are_wrapped(fact, &targets)?;
    follow(audience, fact, author, time);
    Ok(meta)
}

/// Whether the author may say of a group what it is called, who owns it, or that it is over: whoever owns it by the circle of the
/// same record, or a steward. Of a group without a circle it is whoever began it. Who is not in a group does not know its
/// circle, so the relay alone asks this.
///
/// # Errors
/// [`Denied::NotAdmitted`], [`Denied::NoRight`].
pub fn may_group(
    roster: &Roster,
    time: Millis,
    device: DeviceId,
    group: Option<&RecordMeta>,
    circle: Option<&RecordMeta>,
) -> Result<(), Denied> {
    let member = roster.active(device).ok_or(Denied::NotAdmitted)?.member;
    let circle = circle.and_then(|known| known.audience.as_ref()).and_then(|audience| audience.circle.as_ref());
    let owner = match circle {
        Some(circle) => circle.owner(roster, time),
        None => group.map(|group| group.creator),
    };
    let is_steward = || holds(roster, time, member, Role::Steward, Some(roster.log().area()));
    if owner == Some(member) || is_steward() { Ok(()) } else { Err(Denied::NoRight) }
}

impl Judging<'_> {
    /// The first fact of a circle.
    fn begins(&self, scope: AreaId, begun: &Begun, fact: &CircleFact) -> Result<RecordMeta, Denied> {
        let Judging { roster, author, record, .. } = *self;
        let is_alone = fact.generation == 1 && fact.previous.is_none();
        let fits = match begun.kind {
            CircleKind::Letter => {
                let is_named = |consent: &Consent, nonce: &[u8; 16]| {
                    record == super::letter_record(roster.log(), consent.member, author, nonce)
                };
                let is_bound = begun.nonce.is_some_and(|nonce| begun.with.iter().all(|with| is_named(with, &nonce)));
                begun.with.len() == 1 && begun.shares_history && begun.building.is_none() && is_bound
            }
            CircleKind::Building => begun.building.is_some() && begun.nonce.is_none(),
            CircleKind::Topic => begun.building.is_none() && begun.nonce.is_none(),
        };
        if !is_alone || !fits {
            return Err(Denied::Contradiction);
        }
        let mut circle = Circle::begun(&Begun { with: Vec::new(), ..begun.clone() }, author);
        if !circle.building.is_none_or(|building| self.belongs(author, building)) {
            return Err(Denied::NoRight);
        }
        if !begun.with.is_empty() {
            self.may_come(&circle, &begun.with)?;
        }
        circle = Circle::begun(begun, author);
        self.are_wrapped(fact, &circle.members.iter().copied().collect())?;
        let ring = Some(record_ring(record, scope));
        let audience = Audience { readers: BTreeSet::new(), generations: vec![fact.commitment], circle: Some(circle) };
        Ok(RecordMeta { kind: Kind::Circle, creator: author, scope, ring, audience: Some(audience) })
    }

    /// Who has to be given the secret by a change that its author may make.
    fn targets(&self, circle: &Circle, change: &Change) -> Result<BTreeSet<MemberId>, Denied> {
        let is_letter = circle.kind == CircleKind::Letter;
        match change {
            Change::Begun(_) => Err(Denied::Contradiction),
            Change::Left { .. } => Ok(BTreeSet::new()),
            Change::Added(consents) => {
                let is_open = circle.kind == CircleKind::Building && circle.shares_history;
                let was_taken_out =
                    |consent: &Consent| circle.gone.get(&consent.member).is_some_and(|gone| gone.is_taken_out);
                let by_all = is_open && !consents.iter().any(was_taken_out);
                if is_letter || !(by_all || self.leads(circle)) {
                    return Err(Denied::NoRight);
                }
                self.may_come(circle, consents)?;
                let new = consents.iter().map(|consent| consent.member);
                let before = circle.members.iter().copied().filter(|_| !circle.shares_history);
                Ok(new.chain(before).collect())
            }
            Change::Removed { members, .. } => {
                if is_letter || !self.leads(circle) {
                    return Err(Denied::NoRight);
                }
                let are_in = members.iter().all(|member| circle.has(*member) && *member != self.author);
                if !are_in || (members.is_empty() && !circle.is_stale) {
                    return Err(Denied::Contradiction);
                }
                Ok(circle.members.iter().copied().filter(|member| !members.contains(member)).collect())
            }
        }
    }

    /// Whether the author gives a group new secrets.
    fn leads(&self, circle: &Circle) -> bool {
        let root = self.roster.log().area();
        circle.owner(self.roster, self.time) == Some(self.author)
            || holds(self.roster, self.time, self.author, Role::Steward, Some(root))
    }

    /// Whether members may be let in.
    fn may_come(&self, circle: &Circle, consents: &[Consent]) -> Result<(), Denied> {
        let most = if circle.shares_history { MEMBERS } else { MEMBERS_UNSHARED };
        let members: BTreeSet<MemberId> = consents.iter().map(|consent| consent.member).collect();
        let are_new = members.len() == consents.len() && !members.iter().any(|member| circle.has(*member));
        let count = (1..=ADDED).contains(&consents.len()) && circle.members.len() + consents.len() <= most;
        if !are_new || !count {
            return Err(Denied::Contradiction);
        }
        let may = |consent: &Consent| {
            let member = consent.member;
            let may_return = |gone: &Gone| consent.made > gone.at && gone.times < MAX_GONE;
            circle.gone.get(&member).is_none_or(may_return)
                && circle.is_open_to(self.roster, self.time, member)
                && consent.counts(self.roster, self.time, self.record)
        };
        if consents.iter().all(may) { Ok(()) } else { Err(Denied::NoRight) }
    }

    /// Whether a member holds a role in a building.
    fn belongs(&self, member: MemberId, building: AreaId) -> bool {
        self.roster.roles(member, self.time).any(|grant| grant.scope == building)
    }

    /// Whether exactly these are given the secret, each once.
    fn are_wrapped(&self, fact: &CircleFact, members: &BTreeSet<MemberId>) -> Result<(), Denied> {
        if fact.wraps.len() != members.len() {
            return Err(Denied::Contradiction);
        }
        let rings: BTreeSet<RingId> = members.iter().map(|member| member_ring(*member)).collect();
        let wrapped: BTreeSet<RingId> = fact.wraps.iter().map(|wrap| wrap.reader.ring).collect();
        if rings != wrapped {
            return Err(Denied::Contradiction);
        }
        let is_known = |ring: RingId| self.roster.ring(ring);
        let fits = fact.wraps.iter().all(|wrap| {
            wrap.letter.len() <= MAX_WRAP && is_known(wrap.reader.ring).is_some_and(|ring| ring.has(&wrap.reader))
        });
        if fits { Ok(()) } else { Err(Denied::WrongRing) }
    }
}
