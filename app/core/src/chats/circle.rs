//! Circles on a device: who is in them, their secrets, and what a person does with them.
//!
//! A circle's row is in [`Table::Chat`] under its record ([`want`]); what is said in it is the messages' matter, in rows of
//! their own. The record of a group is the record of its [`linli_shared::kinds::Kind::Group`], and random: both begin in one
//! bundle, so nobody can take the name before. A letter's record follows from the knock.
//! **Invariant:** what waits in the outbox counts on this device as if it stood.

use linli_contract::Failure;
use linli_contract::chats::KnockAt;
use linli_shared::calendar::Millis;
use linli_shared::circles::{CircleKind, Consent};
use linli_shared::ids::{AreaId, DeviceId, MemberId, RecordId};
use linli_shared::log::Seq;
use linli_shared::square::Standing;

use crate::device::rows::Want;
use crate::device::{Device, Turn};
use crate::store::Table;

/// A circle as this device keeps it.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct CircleRow {
    #[n(0)]
    kind: CircleKind,
    #[n(1)]
    shares_history: bool,
    #[n(2)]
    building: Option<AreaId>,
    #[n(3)]
    members: Vec<MemberId>,
    #[n(4)]
    began: Millis,
}

impl CircleRow {
    /// What it is.
    pub(crate) const fn kind(&self) -> CircleKind {
        self.kind
    }

    /// Whether who comes later reads what was said before.
    pub(crate) const fn shares_history(&self) -> bool {
        self.shares_history
    }

    /// The building whose group it is.
    pub(crate) const fn building(&self) -> Option<AreaId> {
        self.building
    }

    /// Who is in it, in the order in which they came; own work that waits included.
    pub(crate) fn members(&self) -> &[MemberId] {
        &self.members
    }

    /// Whether a member is in it: with the own member, whether this device still reads it.
    pub(crate) fn has(&self, member: MemberId) -> bool {
        self.members.contains(&member)
    }

    /// Who owns a group: who began it, and after them who has been in it longest. Nobody owns a letter.
    pub(crate) fn owner(&self) -> Option<MemberId> {
        self.members.first().copied().filter(|_| self.kind != CircleKind::Letter)
    }

    /// When it began.
    pub(crate) const fn began(&self) -> Millis {
        self.began
    }
}

/// A message that was opened, own or somebody else's, for [`super::messages`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Heard {
    /// The circle.
    pub(crate) record: RecordId,
    /// The content of the entry.
    pub(crate) content: Vec<u8>,
    /// Who wrote it.
    pub(crate) by: MemberId,
    /// What they were at its place.
    pub(crate) standing: Standing,
    /// On which device.
    pub(crate) device: DeviceId,
    /// Its place.
    pub(crate) seq: Seq,
    /// Its index in its parcel.
    pub(crate) index: u16,
    /// The relay's time.
    pub(crate) time: Millis,
}

/// A circle to be begun.
#[derive(Debug, Clone)]
pub(crate) struct NewCircle {
    /// Its record: of a group random, and that of its listing.
    pub(crate) record: RecordId,
    /// Whether who comes later reads what was said before.
    pub(crate) shares_history: bool,
    /// The building whose group it is, of which the own member must hold a role; `None` for one that members apply to.
    pub(crate) building: Option<AreaId>,
}

/// A knock at this person, or at a group they own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KnockAtMe {
    /// The knock.
    pub(crate) knock: RecordId,
    /// Who.
    pub(crate) by: MemberId,
    /// The group.
    pub(crate) group: Option<RecordId>,
    /// What they say.
    pub(crate) words: String,
    /// When, by their clock.
    pub(crate) at: Millis,
    /// The circle that opening leads to.
    pub(crate) circle: RecordId,
}

/// A knock of this person on this device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OwnKnock {
    /// The knock.
    pub(crate) knock: RecordId,
    /// At whose door, or who owned the group.
    pub(crate) at_member: MemberId,
    /// The group.
    pub(crate) group: Option<RecordId>,
    /// When.
    pub(crate) at: Millis,
    /// The circle it may lead to: once this person is in it, the knock was opened.
    pub(crate) circle: RecordId,
}

/// The row of a circle, to be loaded.
pub(crate) fn want(record: RecordId) -> Want {
    Want::Row(Table::Chat, crate::device::rows::record(record))
}

/// A circle; `None` if it is not here. Its row is [`want`].
///
/// # Errors
/// [`Failure::StoreFailed`] if the row cannot be read, [`Failure::Defect`] if it was not loaded.
pub(crate) fn circle(turn: &Turn<'_>, record: RecordId) -> Result<Option<CircleRow>, Failure> {
    turn.rows.read(Table::Chat, &crate::device::rows::record(record))
}

/// Begins a group with this person in it, to be accepted with all of a bundle; its row has to be loaded.
///
/// # Errors
/// [`Failure::NoRight`].
pub(crate) fn begin(_: &mut Device, _: NewCircle, _: Option<u64>, _: &mut Turn<'_>) -> Result<(), Failure> {
    Err(Failure::Defect)
}

/// Lets members in who consented; its row has to be loaded. Who may not, or is in already, is refused.
///
/// # Errors
/// [`Failure::NotHere`], [`Failure::NoRight`], [`Failure::TooLate`] where there is no room.
pub(crate) fn add(_: &mut Device, _: RecordId, _: Vec<Consent>, _: &mut Turn<'_>) -> Result<(), Failure> {
    Err(Failure::Defect)
}

/// Takes a member out, under a new secret; its row has to be loaded.
///
/// # Errors
/// [`Failure::NotHere`], [`Failure::NoRight`].
pub(crate) fn remove(_: &mut Device, _: RecordId, _: MemberId, _: &mut Turn<'_>) -> Result<(), Failure> {
    Err(Failure::Defect)
}

/// Leaves; its row has to be loaded. The relay serves this person nothing of it any more, and whoever owns the group turns its
/// secret with the next word they say.
///
/// # Errors
/// [`Failure::NotHere`], [`Failure::NoRight`].
pub(crate) fn leave(_: &mut Device, _: RecordId, _: &mut Turn<'_>) -> Result<(), Failure> {
    Err(Failure::Defect)
}

/// Puts a message into the outbox; the circle's row has to be loaded. The answer is its number there: the content that
/// `messages` shows while it waits.
///
/// # Errors
/// [`Failure::NotHere`], [`Failure::NoRight`] for who is not in it.
pub(crate) fn say(_: &mut Device, _: RecordId, _: Vec<u8>, _: &mut Turn<'_>) -> Result<u64, Failure> {
    Err(Failure::Defect)
}

/// Knocks at a member's door, or at the door of a group's owner. The answer is the knock.
///
/// # Errors
/// [`Failure::NotHere`] if the member has no ring yet that a knock could be sealed to, [`Failure::NoRight`].
pub(crate) fn knock(_: &mut Device, _: KnockAt, _: MemberId, _: String, _: &mut Turn<'_>) -> Result<RecordId, Failure> {
    Err(Failure::Defect)
}

/// Opens: begins the letter, or lets them into the group. The circle's row has to be loaded ([`KnockAtMe::circle`]). The answer
/// is the circle.
///
/// # Errors
/// [`Failure::NotHere`], and those of [`add`].
pub(crate) fn answer(_: &mut Device, _: RecordId, _: &mut Turn<'_>) -> Result<RecordId, Failure> {
    Err(Failure::Defect)
}

/// Knocks at this person and their groups, without those that were opened or not: see [`CircleRow::has`] and the own marks.
pub(crate) fn knocks(_: &Device) -> Vec<KnockAtMe> {
    Vec::new()
}

/// Knocks of this person that this device wrote.
pub(crate) fn own_knocks(_: &Device) -> Vec<OwnKnock> {
    Vec::new()
}

/// Whether a member can be knocked at: their ring has begun.
pub(crate) fn can_be_reached(device: &Device, member: MemberId) -> bool {
    device.roster().ring(linli_shared::roster::member_ring(member)).is_some()
}
