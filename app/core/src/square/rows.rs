//! Rows of the square.

use linli_contract::Failure;
use linli_shared::access::{RecordMeta, holds};
use linli_shared::calendar::Millis;
use linli_shared::ids::{DeviceId, MemberId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::log::Seq;
use linli_shared::roster::{Role, Roster};
use linli_shared::square::{Placed, Standing, most_bytes, most_in_record};

use crate::device::Turn;
use crate::device::rows::{Want, record};
use crate::store::Table;
use crate::tickets::rows::Origin;

/// A fact as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct Said {
    /// Its kind.
    #[n(0)]
    pub kind: Kind,
    /// The content of its entry.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub content: Vec<u8>,
    /// The device it was written on.
    #[n(2)]
    pub device: DeviceId,
    /// Who says it.
    #[n(3)]
    pub by: MemberId,
    /// What they were at its place.
    #[n(4)]
    pub standing: Standing,
    /// Its place; 0 while it is only on this device.
    #[n(5)]
    pub seq: Seq,
    /// Its index in its parcel.
    #[n(6)]
    pub index: u16,
    /// The relay's time; the device's own while it is not confirmed.
    #[n(7)]
    pub time: Millis,
    /// Its number in the outbox, while it is there.
    #[n(8)]
    pub number: Option<u64>,
    /// The number of its parcel among those of its device; 0 while it is only on this device.
    #[n(9)]
    pub device_seq: u64,
}

impl Said {
    /// Whether the log holds it.
    pub(crate) const fn is_confirmed(&self) -> bool {
        self.seq > 0
    }

    /// As folds read it.
    pub(crate) fn placed(&self) -> Placed<'_> {
        Placed {
            kind: self.kind,
            content: &self.content,
            device: self.device,
            by: self.by,
            standing: self.standing,
            time: self.time,
            is_confirmed: self.is_confirmed(),
        }
    }

    /// Which entry it is, wherever its place is; `None` while it is only on this device.
    pub(crate) fn origin(&self) -> Option<Origin> {
        let Self { device, device_seq, index, .. } = *self;
        self.number.is_none().then_some(Origin { device, device_seq, index })
    }

    /// Whether a newer one is this fact: the same entry at another place, or at its place what was on its way, also where keys
    /// that this person had before brought it.
    pub(crate) fn is_now(&self, new: &Self, own: &[u64]) -> bool {
        match self.number {
            Some(number) => {
                let is_alike = self.by == new.by && self.kind == new.kind && self.content == new.content;
                own.contains(&number) || (new.number.is_none() && is_alike)
            }
            None => self.origin() == new.origin(),
        }
    }
}

/// Puts a fact where it belongs, in place of the same one that was on its way; the outbox numbers that it stood for.
pub(crate) fn put(list: &mut Vec<Said>, new: Said, own: &[u64]) -> Vec<u64> {
    let replaced = list.iter().filter(|known| known.is_now(&new, own)).filter_map(|known| known.number).collect();
    list.retain(|known| !known.is_now(&new, own));
    let place = (new.number, new.seq, new.index);
    let at = list.partition_point(|known| (known.number, known.seq, known.index) <= place);
    list.insert(at, new);
    replaced
}

/// A record of the square as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct Thread {
    /// What the log holds of it; its creator is this device's member until then.
    #[n(0)]
    pub meta: RecordMeta,
    /// The fact it begins with.
    #[n(1)]
    pub opening: Said,
    /// What was said after it, in the order of places, own unconfirmed facts last.
    #[n(2)]
    pub said: Vec<Said>,
}

impl Thread {
    /// Whether its author may say this here, too: of one member a record holds so many facts of a kind, and so many bytes.
    pub(super) fn has_room(&self, new: &Said) -> bool {
        let Some(most) = most_in_record(new.kind) else { return true };
        // What waits has no place; who writes counts it all the same.
        let counts = |known: &&Said| {
            (known.by, known.kind) == (new.by, new.kind)
                && (known.is_confirmed() || !new.is_confirmed())
                && (!known.is_confirmed() || known.origin() != new.origin())
        };
        let (mut facts, mut bytes) = (1_u32, new.content.len());
        for known in self.said.iter().filter(counts) {
            (facts, bytes) = (facts + 1, bytes + known.content.len());
        }
        facts <= most && bytes <= most_bytes(new.kind)
    }

    /// The opening and everything after it, as folds read them.
    pub(crate) fn placed(&self) -> impl Iterator<Item = Placed<'_>> {
        core::iter::once(&self.opening).chain(&self.said).map(Said::placed)
    }
}

/// The row of a record.
pub(crate) fn want(id: RecordId) -> Want {
    Want::Row(Table::Square, record(id))
}

/// A record; its row is [`want`].
///
/// # Errors
/// [`Failure::StoreFailed`], [`Failure::Defect`] if the row was not loaded.
pub(crate) fn thread(turn: &Turn<'_>, id: RecordId) -> Result<Option<Thread>, Failure> {
    match turn.held.get(id) {
        Some(held) => Ok(held.cloned()),
        None => stored(turn, id),
    }
}

/// A record as its row has it.
pub(super) fn stored(turn: &Turn<'_>, id: RecordId) -> Result<Option<Thread>, Failure> {
    #[cfg(test)]
    super::sums::work::count(|work| work.read += 1);
    turn.rows.read(Table::Square, &record(id))
}

/// An author at the place where what they say is judged.
pub(crate) struct Author<'a> {
    /// The roster there.
    pub roster: &'a Roster,
    /// The relay's time there.
    pub time: Millis,
    /// The member.
    pub member: MemberId,
}

impl Author<'_> {
    /// What they are there.
    pub(crate) fn standing(&self) -> Standing {
        let root = self.roster.log().area();
        let anywhere = |role| holds(self.roster, self.time, self.member, role, None);
        let everywhere = |role| holds(self.roster, self.time, self.member, role, Some(root));
        [
            (everywhere(Role::Steward), Standing::STEWARD),
            (anywhere(Role::GridWorker), Standing::WORKER),
            (anywhere(Role::BuildingLeader), Standing::LEADER),
            (anywhere(Role::Property), Standing::PROPERTY),
            (anywhere(Role::Volunteer), Standing::VOLUNTEER),
            (anywhere(Role::Resident), Standing::RESIDENT),
        ]
        .into_iter()
        .filter(|(is_held, _)| *is_held)
        .fold(Standing::default(), |all, (_, one)| all.with(one))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn said(device: u8, device_seq: u64, content: u8) -> Said {
        Said {
            kind: Kind::Remark,
            content: vec![content],
            device: DeviceId([device; 16]),
            by: MemberId([device; 16]),
            standing: Standing::default(),
            seq: device_seq * 10 + u64::from(device),
            index: 0,
            time: Millis(1),
            number: None,
            device_seq,
        }
    }

    fn waiting(number: u64, content: u8) -> Said {
        Said { number: Some(number), seq: 0, device_seq: 0, ..said(1, 0, content) }
    }

    #[test]
    fn what_was_on_its_way_is_replaced_by_its_place_also_under_keys_of_before() {
        let mut list = vec![waiting(4, 1), waiting(5, 2)];
        assert_eq!(put(&mut list, said(1, 1, 1), &[4]), [4]);
        assert_eq!(list, [said(1, 1, 1), waiting(5, 2)]);
        let under_old_keys = Said { device: DeviceId([9; 16]), ..said(1, 2, 2) };
        assert_eq!(put(&mut list, under_old_keys.clone(), &[]), [5]);
        assert_eq!(list, [said(1, 1, 1), under_old_keys]);
        let another = Said { by: MemberId([2; 16]), ..said(1, 3, 3) };
        let mut list = vec![waiting(6, 3)];
        assert_eq!(put(&mut list, another, &[]), [0; 0], "somebody else's words are theirs");
        assert_eq!(list.len(), 2);
    }

    #[test]
    fn the_same_entry_at_another_place_is_the_same_fact_and_the_same_bytes_are_not() {
        let mut list = vec![said(1, 1, 1), said(2, 1, 1)];
        let again = Said { seq: 700, ..said(1, 1, 1) };
        put(&mut list, again.clone(), &[]);
        assert_eq!(list, [said(2, 1, 1), again]);
        put(&mut list, said(2, 3, 1), &[]);
        assert_eq!(list.len(), 3);
    }

    proptest! {
        #[test]
        fn whatever_order_facts_arrive_in_the_same_list_is_left(
            arrivals in Just((0..12_u8).flat_map(|at| [at, at]).collect::<Vec<u8>>()).prop_shuffle(),
        ) {
            let fact = |at: u8| said(at % 3 + 1, u64::from(at / 3) + 1, at % 5);
            let mut list = Vec::new();
            for at in arrivals {
                put(&mut list, fact(at), &[]);
            }
            let mut expected: Vec<Said> = (0..12).map(fact).collect();
            expected.sort_by_key(|said| said.seq);
            prop_assert_eq!(list, expected);
        }
    }
}
