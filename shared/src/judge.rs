//! Judging an act as a whole: the relay before it gives a place, every device before it takes the act in.
//!
//! **Invariant:** an act is right or wrong as a whole, and a roster fact counts for the entries that follow it in the act.
//! **Invariant:** nothing here reads a sealed body; what only the body can answer is the reader's to check.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::access::{Denied, EntryHead, RecordAt, RecordMeta, may_fact, may_header};
use crate::audience::{AudienceFact, may_audience};
use crate::calendar::Millis;
use crate::circles::{CircleFact, may_circle, may_group};
use crate::ids::{DeviceId, RingId};
use crate::kinds::Kind;
use crate::parcel::{Act, Entry, KeyRef};
use crate::roster::{DeviceKeys, Erased, Roster, RosterFact};

/// What an act brings with it once it has a place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effects {
    /// Its roster facts, in order.
    pub facts: Vec<RosterFact>,
    /// What is known after it of the records it creates or gives another audience.
    pub records: BTreeMap<RecordAt, RecordMeta>,
}

/// Counts an act's entries of a record, of kinds that any member may write: who takes an act in reads and writes the whole
/// record for each of them.
#[derive(Debug, Default)]
pub struct Crowd(BTreeMap<(RecordAt, Kind), usize>);

impl Crowd {
    /// The most entries of a kind that one act may have of one record; `None` where a parcel's bounds are enough.
    #[allow(clippy::wildcard_enum_match_arm, reason = "of other kinds only the parcel bounds the number")]
    const fn most(kind: Kind) -> Option<usize> {
        match kind {
            // What somebody says again takes back what they said before.
            Kind::Voice => Some(1),
            Kind::Step
            | Kind::NoticeChange
            | Kind::Receipt
            | Kind::PropertyReceipt
            | Kind::PostChange
            | Kind::Remark
            | Kind::PostMark
            | Kind::TopicStep
            | Kind::TopicSaid
            | Kind::PaperVote
            | Kind::ActivityStep
            | Kind::SignUp
            | Kind::GuideChange
            | Kind::GroupChange
            | Kind::Message
            | Kind::EstateMessage => Some(16),
            // A device holds one at a time of what waits to be said in these.
            Kind::Vote | Kind::SealedVote | Kind::Knock | Kind::OwnMarks => Some(4),
            Kind::Audience | Kind::Circle => Some(64),
            _ => None,
        }
    }

    /// Counts the next entry; `false` if its act has too many.
    pub fn admits(&mut self, entry: &Entry) -> bool {
        let Some(most) = Self::most(entry.kind) else { return true };
        let count = self.0.entry((EntryHead::from(entry).record_at(), entry.kind)).or_default();
        *count += 1;
        *count <= most
    }
}

/// The circle of a group: who is in it is kept under the same id.
#[must_use]
pub const fn circle_of(group: RecordAt) -> RecordAt {
    RecordAt { kind: Kind::Circle, ..group }
}

/// Whether an act may stand where `roster` and `time` hold.
///
/// `known` has what the log holds of the act's records and of the circles of groups in it ([`circle_of`]), `sealed_at_least` the newest generation of each ring that the
/// author knew ([`crate::roster::RosterHistory::generations_at`] of the parcel's `seen`).
///
/// # Errors
/// [`Denied`] with the cause, of the first entry that may not stand. An act with a withheld entry is
/// [`Denied::Contradiction`]: who lacks a part cannot judge the whole. What a record with an audience is about is said once,
/// in the act that begins it; said again it is [`Denied::WrongRecord`]. More entries of one record than a [`Crowd`] admits are
/// [`Denied::Contradiction`].
pub fn may_act(
    roster: &Roster,
    time: Millis,
    device: DeviceId,
    act: &Act,
    known: &BTreeMap<RecordAt, RecordMeta>,
    sealed_at_least: &BTreeMap<RingId, u32>,
) -> Result<Effects, Denied> {
    let mut roster = Cow::Borrowed(roster);
    let mut effects = Effects::default();
    let (mut cases, mut crowd) = (BTreeSet::new(), Crowd::default());
    for item in &act.0 {
        let entry = item.entry().ok_or(Denied::Contradiction)?;
        if !crowd.admits(entry) {
            return Err(Denied::Contradiction);
        }
        if entry.kind == Kind::Roster {
            let fact = roster_fact(&roster, time, device, entry)?;
            roster.to_mut().apply(&fact);
            effects.facts.push(fact);
            continue;
        }
        if !entry.key.is_none_or(|key| is_sealed_newly(sealed_at_least, &key)) {
            return Err(Denied::WrongRing);
        }
        if entry.kind.is_for_device() {
            may_header(&roster, time, device, &EntryHead::from(entry), None)?;
            continue;
        }
        let head = EntryHead::from(entry);
        let at = head.record_at();
        let record = effects.records.get(&at).or_else(|| known.get(&at));
        if entry.kind == Kind::Audience {
            let fact = AudienceFact::from_body(&entry.body).map_err(|_| Denied::Contradiction)?;
            may_header(&roster, time, device, &head, record)?;
            if !fact.wraps.iter().all(|wrap| is_sealed_newly(sealed_at_least, &wrap.reader)) {
                return Err(Denied::WrongRing);
            }
            let meta = may_audience(&roster, time, device, &head, &fact, record)?;
            effects.records.insert(at, meta);
            continue;
        }
        if entry.kind == Kind::Circle {
            let fact = CircleFact::from_body(&entry.body).map_err(|_| Denied::Contradiction)?;
            may_header(&roster, time, device, &head, record)?;
            if !fact.wraps.iter().all(|wrap| is_sealed_newly(sealed_at_least, &wrap.reader)) {
                return Err(Denied::WrongRing);
            }
            let meta = may_circle(&roster, time, device, &head, &fact, record)?;
            effects.records.insert(at, meta);
            continue;
        }
        may_header(&roster, time, device, &head, record)?;
        if entry.kind == Kind::GroupChange {
            let circle = circle_of(at);
            may_group(&roster, time, device, record, effects.records.get(&circle).or_else(|| known.get(&circle)))?;
        }
        // Nobody gives a report other words once somebody may have acted on it.
        if entry.kind == Kind::Case && (known.contains_key(&at) || !cases.insert(at)) {
            return Err(Denied::WrongRecord);
        }
        if record.is_none() {
            let creator = roster.active(device).ok_or(Denied::NotAdmitted)?.member;
            let (kind, scope, ring) = (entry.kind, entry.scope, entry.ring());
            effects.records.insert(at, RecordMeta { kind, creator, scope, ring, audience: None });
        }
    }
    Ok(effects)
}

/// Whether an act from quarantine may stand once the committee has admitted it: by the roster, the relay time and the
/// generations at its author's `seen`, so that a role counts that has ended since, and by what is known of records now.
///
/// # Errors
/// [`Denied`] with the cause. [`Denied::NoRight`] for an act that changes the roster: a lost phone must not bring itself
/// back, and whoever decides can write the facts anew. [`Denied::Renewed`] where a record was erased since.
pub fn may_admitted(
    now: &Roster,
    then: &Roster,
    time: Millis,
    device: DeviceId,
    act: &Act,
    known: &BTreeMap<RecordAt, RecordMeta>,
    sealed_at_least: &BTreeMap<RingId, u32>,
) -> Result<Effects, Denied> {
    if act.entries().any(|(_, entry)| entry.kind == Kind::Roster) {
        return Err(Denied::NoRight);
    }
    if act.entries().any(|(_, entry)| erased_by(now, entry).is_some()) {
        return Err(Denied::Renewed);
    }
    may_act(then, time, device, act, known, sealed_at_least)
}

/// The erased record that an entry speaks of, if it was erased.
#[must_use]
pub fn erased_by(roster: &Roster, entry: &Entry) -> Option<Erased> {
    let RecordAt { record, kind, scope } = EntryHead::from(entry).record_at();
    let erased = Erased { record, kind, scope };
    roster.erased(&erased).map(|_| erased)
}

/// Whether a secret is the newest its author knew, or newer.
#[must_use]
pub fn is_sealed_newly(sealed_at_least: &BTreeMap<RingId, u32>, key: &KeyRef) -> bool {
    sealed_at_least.get(&key.ring).is_none_or(|newest| key.generation >= *newest)
}

/// A roster fact that may stand; [`may_fact`] alone says who may write it, since a founder holds no role yet.
fn roster_fact(roster: &Roster, time: Millis, device: DeviceId, entry: &Entry) -> Result<RosterFact, Denied> {
    if entry.key.is_some() {
        return Err(Denied::WrongRing);
    }
    if entry.scope != roster.log().area() {
        return Err(Denied::WrongScope);
    }
    let fact = RosterFact::from_body(&entry.body).map_err(|_| Denied::Contradiction)?;
    if let RosterFact::Founded { root, .. } = &fact
        && (DeviceKeys { signing: *root, sealing: [0; 32] }).device() != device
    {
        return Err(Denied::NotAdmitted);
    }
    may_fact(roster, time, device, &fact)?;
    Ok(fact)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use crate::ids::{AreaId, LogCode, MemberId, RecordId};
    use crate::parcel::Item;
    use crate::roster::{Recipient, RingKind, RingTurn, Role};

    const LOG: LogCode = LogCode(310_113_007_001);
    const RING: RingId = RingId([9; 16]);
    const KEYS: DeviceKeys = DeviceKeys { signing: [1; 32], sealing: [2; 32] };
    const MEMBER: MemberId = MemberId([3; 16]);
    const GRID: AreaId = AreaId([4; 16]);

    fn fact(fact: &RosterFact) -> Item {
        let record = RecordId::derive("test", &[&fact.to_body()]);
        Item::Entry(Entry { record, kind: Kind::Roster, scope: LOG.area(), key: None, body: fact.to_body() })
    }

    fn founding() -> Vec<Item> {
        let recipients = vec![Recipient::Device(KEYS.device())];
        let (kind, generation) = (RingKind::Register, 1);
        let turn =
            RingTurn { ring: RING, kind, generation, public: [0; 32], commitment: [1; 16], recipients, previous: None };
        [
            RosterFact::Founded { log: LOG, root: KEYS.signing, relay: [0; 32] },
            RosterFact::MemberAdded { member: MEMBER },
            RosterFact::DeviceAdded { member: MEMBER, keys: KEYS },
            RosterFact::RoleGranted { member: MEMBER, role: Role::Steward, scope: LOG.area(), until: None },
            RosterFact::RingTurned { turn },
        ]
        .iter()
        .map(fact)
        .collect()
    }

    fn entry(kind: Kind, generation: u32) -> Item {
        let key = Some(KeyRef { ring: RING, generation, commitment: [1; 16] });
        Item::Entry(Entry { record: RecordId([7; 16]), kind, scope: GRID, key, body: Vec::new() })
    }

    fn judged(items: Vec<Item>, author: DeviceId, least: u32) -> Result<Effects, Denied> {
        let least = BTreeMap::from([(RING, least)]);
        may_act(&Roster::new(LOG), Millis(0), author, &Act(items), &BTreeMap::new(), &least)
    }

    #[test]
    fn a_founding_act_carries_what_it_allows() {
        let mut items = founding();
        items.extend([entry(Kind::Household, 1), entry(Kind::Household, 1)]);
        let effects = judged(items.clone(), KEYS.device(), 0).unwrap();
        assert_eq!(effects.facts.len(), 5);
        let meta = RecordMeta { kind: Kind::Household, creator: MEMBER, scope: GRID, ring: Some(RING), audience: None };
        let at = RecordAt { record: RecordId([7; 16]), kind: Kind::Household, scope: GRID };
        assert_eq!(effects.records, BTreeMap::from([(at, meta)]));
        items.rotate_right(1);
        assert_eq!(judged(items, KEYS.device(), 0), Err(Denied::NotAdmitted), "the order counts");
    }

    #[test]
    fn one_wrong_entry_makes_the_act_wrong() {
        for (wrong, denied) in [
            (entry(Kind::Door, 1), Denied::WrongRing),
            (entry(Kind::Household, 2), Denied::WrongRing),
            (Item::Withheld(entry(Kind::Household, 1).hash()), Denied::Contradiction),
            (fact(&RosterFact::MemberAdded { member: MEMBER }), Denied::Contradiction),
        ] {
            let mut items = founding();
            items.push(wrong);
            assert_eq!(judged(items, KEYS.device(), 0), Err(denied));
        }
    }

    #[test]
    fn a_record_created_in_an_act_is_bound_for_the_rest_of_it() {
        let of = |kind, scope| {
            let key = Some(KeyRef { ring: RING, generation: 1, commitment: [1; 16] });
            Item::Entry(Entry { record: RecordId([7; 16]), kind, scope, key, body: Vec::new() })
        };
        let after_first = |first, second| {
            let mut items = founding();
            items.extend([first, second]);
            judged(items, KEYS.device(), 0).map(drop)
        };
        let other = AreaId([5; 16]);
        assert_eq!(after_first(of(Kind::Visit, GRID), of(Kind::VisitWithdrawn, GRID)), Ok(()));
        assert_eq!(after_first(of(Kind::Visit, GRID), of(Kind::Visit, GRID)), Err(Denied::WrongRecord));
        assert_eq!(
            after_first(of(Kind::Household, GRID), of(Kind::Household, other)),
            Ok(()),
            "another scope's matter"
        );
        assert_eq!(after_first(of(Kind::Household, GRID), of(Kind::Visit, GRID)), Ok(()), "another kind's matter");
        assert_eq!(
            after_first(of(Kind::Visit, GRID), of(Kind::VisitWithdrawn, other)),
            Err(Denied::WrongRecord),
            "there is no such visit in that scope"
        );
    }

    #[test]
    fn an_admitted_act_counts_by_what_its_author_saw_and_changes_no_roster() {
        let mut then = Roster::new(LOG);
        judged(founding(), KEYS.device(), 0).unwrap().facts.iter().for_each(|fact| then.apply(fact));
        let now = then.after(&RosterFact::MemberRemoved { member: MEMBER });
        let (nothing, least) = (BTreeMap::new(), BTreeMap::from([(RING, 1)]));
        let admitted = |now: &Roster, items: Vec<Item>| {
            may_admitted(now, &then, Millis(0), KEYS.device(), &Act(items), &nothing, &least).map(drop)
        };
        let work = || entry(Kind::Household, 1);
        assert_eq!(
            may_act(&now, Millis(0), KEYS.device(), &Act(vec![work()]), &nothing, &least),
            Err(Denied::NotAdmitted)
        );
        assert_eq!(admitted(&now, vec![work()]), Ok(()));
        let again = fact(&RosterFact::MemberAdded { member: MemberId([4; 16]) });
        assert_eq!(admitted(&now, vec![work(), again]), Err(Denied::NoRight));
        let records = vec![Erased { record: RecordId([7; 16]), kind: Kind::Household, scope: GRID }];
        let erased = now.after(&RosterFact::Renewed { records, to: None });
        assert_eq!(admitted(&erased, vec![work()]), Err(Denied::Renewed));
        assert_eq!(admitted(&erased, vec![entry(Kind::IdRecord, 1)]), Ok(()), "another kind's matter");
    }

    #[test]
    fn one_act_has_few_entries_of_a_record_that_any_member_may_write() {
        let many = [Kind::Step, Kind::NoticeChange, Kind::Receipt, Kind::PropertyReceipt, Kind::PostChange]
            .into_iter()
            .chain([Kind::Remark, Kind::PostMark, Kind::TopicStep, Kind::TopicSaid, Kind::PaperVote])
            .chain([Kind::ActivityStep, Kind::SignUp, Kind::GuideChange, Kind::GroupChange])
            .chain([Kind::Message, Kind::EstateMessage])
            .map(|kind| (kind, 16));
        let few = [Kind::Vote, Kind::SealedVote, Kind::Knock, Kind::OwnMarks].map(|kind| (kind, 4));
        let others = [(Kind::Voice, 1), (Kind::Audience, 64), (Kind::Circle, 64)];
        for (kind, most) in many.chain(few).chain(others) {
            let entry = |record| {
                let record = RecordId([record; 16]);
                Entry { record, kind, scope: GRID, key: None, body: Vec::new() }
            };
            let mut crowd = Crowd::default();
            assert!((0..most).all(|_| crowd.admits(&entry(7))), "{kind:?}");
            assert!(!crowd.admits(&entry(7)) && crowd.admits(&entry(8)), "{kind:?}");
        }
    }

    #[test]
    fn nobody_founds_in_anothers_name_or_under_a_secret_they_knew_to_be_old() {
        assert_eq!(judged(founding(), DeviceId([8; 16]), 0), Err(Denied::NotAdmitted));
        let mut items = founding();
        items.push(entry(Kind::Household, 1));
        assert_eq!(judged(items, KEYS.device(), 2), Err(Denied::WrongRing));
    }
}
