//! Groups as the community sees them: the directory, beginning one, renaming and ending it.
//!
//! What a group says of itself is a record of the square; who is in it is a circle under the same id. Both begin in one bundle.

use std::collections::BTreeSet;

use linli_contract::Failure;
use linli_contract::chats::{ChatId, EndedView, GroupRow, StartGroup};
use linli_contract::posts::Speaker;
use linli_shared::areas::AreaKind;
use linli_shared::calendar::Millis;
use linli_shared::circles::{ABOUT, CircleKind, GroupChange, GroupContent, KnockContent, NAME, VERSION};
use linli_shared::ids::{AreaId, MemberId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::seal::rand_core::Rng as _;
use linli_shared::square::Standing;

use super::circle::{self, CircleRow, NewCircle};
use crate::device::rows::{Want, record};
use crate::device::{Device, Turn, VoidReason};
use crate::square::{self, Author, Opening, Said, SquareSum, Thread};
use crate::store::Table;

/// The use of a step's randomness that names a group.
const NEW_GROUP: u64 = 0x6772_6f75;

/// A group in short.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct GroupSum {
    /// Who began it.
    #[n(0)]
    pub by: MemberId,
    /// Its name; empty of a building's.
    #[n(1)]
    pub name: String,
    /// What it says of itself.
    #[n(2)]
    pub about: String,
    /// The building whose group it is.
    #[n(3)]
    pub building: Option<AreaId>,
    /// Whether who comes later reads what was said before.
    #[n(4)]
    pub shares_history: bool,
    /// When it was begun.
    #[n(5)]
    pub at: Millis,
    /// It was ended.
    #[n(6)]
    pub is_ended: bool,
    /// What its author was.
    #[n(7)]
    pub standing: Standing,
    /// Who owns it now, where it went on to somebody.
    #[n(8)]
    pub owner: Option<MemberId>,
    /// Who ended it; `None` also where an earlier release summed it up.
    #[n(9)]
    pub ended: Option<Ended>,
}

/// The end of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct Ended {
    /// Who ended it.
    #[n(0)]
    pub by: MemberId,
    /// What they were.
    #[n(1)]
    pub standing: Standing,
    /// When, by the relay's clock as soon as it knows.
    #[n(2)]
    pub at: Millis,
}

impl GroupSum {
    /// Who owns it, as far as the community was told.
    pub(super) fn owner(&self) -> MemberId {
        self.owner.unwrap_or(self.by)
    }
}

/// Sums a group up; `None` while nothing of it can be read.
pub(crate) fn group_sum(_: &Device, _: RecordId, thread: &Thread) -> Option<GroupSum> {
    let opening = GroupContent::from_content(&thread.opening.content).ok()?;
    let mut sum = GroupSum {
        by: thread.opening.by,
        name: opening.name,
        about: opening.about,
        building: opening.building,
        shares_history: opening.shares_history,
        at: thread.opening.time,
        is_ended: false,
        standing: thread.opening.standing,
        owner: None,
        ended: None,
    };
    for said in &thread.said {
        match GroupChange::from_content(&said.content) {
            Ok(GroupChange::Renamed { name, about, owner, .. }) => {
                (sum.name, sum.about, sum.owner) = (name, about, owner.or(sum.owner));
            }
            Ok(GroupChange::Ended { .. }) => {
                sum.is_ended = true;
                // Whoever says so again ends nothing.
                sum.ended.get_or_insert(Ended { by: said.by, standing: said.standing, at: said.time });
            }
            Err(_) => {}
        }
    }
    Some(sum)
}

/// The half of the rights that needs the body: a building's group is begun by somebody of the building.
///
/// # Errors
/// [`VoidReason`].
pub(crate) fn may_group(author: &Author<'_>, thread: Option<&Thread>, said: &Said) -> Result<(), VoidReason> {
    if said.kind == Kind::Group {
        let content = GroupContent::from_content(&said.content).map_err(|_| VoidReason::Malformed)?;
        content.check().map_err(|_| VoidReason::Malformed)?;
        let is_theirs = |building| author.roster.roles(author.member, author.time).any(|held| held.scope == building);
        return if content.building.is_none_or(is_theirs) { Ok(()) } else { Err(VoidReason::OutsideScope) };
    }
    let opening = thread.and_then(|thread| GroupContent::from_content(&thread.opening.content).ok());
    let is_building = opening.is_some_and(|opening| opening.building.is_some());
    let change = GroupChange::from_content(&said.content).map_err(|_| VoidReason::Malformed)?;
    change.check(is_building).map_err(|_| VoidReason::Malformed)
}

/// What a refused content of a conversation or group says in words; `None` for none.
#[allow(clippy::wildcard_enum_match_arm, reason = "nothing else says something in words")]
pub(crate) fn words(kind: Kind, content: &[u8]) -> Option<Vec<String>> {
    match kind {
        Kind::Group => GroupContent::from_content(content).ok().map(|group| vec![group.name, group.about]),
        Kind::GroupChange => match GroupChange::from_content(content).ok()? {
            GroupChange::Renamed { name, about, .. } => Some(vec![name, about]),
            GroupChange::Ended { .. } => None,
        },
        Kind::Message | Kind::EstateMessage => match super::asides::read(content).ok()? {
            super::asides::Read::Here(linli_shared::circles::ChatContent::Message(message)) => {
                Some(vec![message.words])
            }
            super::asides::Read::Here(linli_shared::circles::ChatContent::Hidden { reason, .. }) => Some(vec![reason]),
            super::asides::Read::Here(_) | super::asides::Read::Newer => None,
        },
        Kind::Knock => KnockContent::from_content(content).ok().map(|knock| vec![knock.words.words]),
        _ => None,
    }
}

/// A group as the community sees it, if lists were asked for since the start.
pub(super) fn group(device: &Device, id: RecordId) -> Option<&GroupSum> {
    match device.square_in_memory()?.get(&id)? {
        SquareSum::Group(sum) => Some(sum),
        SquareSum::Post(_) | SquareSum::Topic(_) | SquareSum::Activity(_) | SquareSum::Guide(_) => None,
    }
}

/// Who ended a group and when, if it is known.
pub(super) fn ended(device: &Device, id: RecordId) -> Option<EndedView> {
    let ended = group(device, id)?.ended?;
    Some(EndedView { by: square::speaker(device, ended.by, ended.standing), at: ended.at })
}

/// Every group that was not ended.
pub(super) fn groups(device: &Device) -> Vec<(RecordId, &GroupSum)> {
    let all = device.square_in_memory().into_iter().flatten();
    let groups = all.filter_map(|(id, sum)| match sum {
        SquareSum::Group(sum) => Some((*id, sum)),
        SquareSum::Post(_) | SquareSum::Topic(_) | SquareSum::Activity(_) | SquareSum::Guide(_) => None,
    });
    groups.filter(|(_, sum)| !sum.is_ended).collect()
}

/// Whether a conversation is over: the group was ended, the other one of a letter is gone, this person is not in it. The sums of
/// the square have to be loaded.
///
/// # Errors
/// As [`Device::square_sums`].
pub(super) fn is_over(device: &mut Device, id: RecordId, row: &CircleRow, turn: &Turn<'_>) -> Result<bool, Failure> {
    device.square_sums(turn)?;
    let me = device.member()?.0;
    let is_ended = group(device, id).is_some_and(|group| group.is_ended);
    let others = || row.members().iter().filter(|member| **member != me);
    let is_alone = row.kind() == CircleKind::Letter && !others().any(|member| device.roster().is_member(*member));
    Ok(is_ended || is_alone || !row.has(me))
}

/// A building as one reads it.
pub(super) fn label(device: &Device, building: AreaId) -> String {
    device.tree().path(building).join(" ")
}

/// The buildings of this person, by their roles.
pub(super) fn own_buildings(device: &Device) -> Vec<AreaId> {
    let Ok((me, _)) = device.member() else { return Vec::new() };
    let time = device.sync_state().last_met.unwrap_or_default();
    let is_building = |area: &AreaId| device.tree().kind(*area) == Some(AreaKind::Building);
    let buildings: BTreeSet<AreaId> =
        device.roster().roles(me, time).map(|grant| grant.scope).filter(is_building).collect();
    buildings.into_iter().collect()
}

/// Who owns a group, as the directory shows them.
pub(super) fn owner(device: &Device, sum: &GroupSum) -> Speaker {
    let standing = if sum.owner() == sum.by { sum.standing } else { Standing::default() };
    square::speaker(device, sum.owner(), standing)
}

/// A group as the directory shows it.
pub(super) fn row(device: &Device, id: RecordId, sum: &GroupSum) -> GroupRow {
    GroupRow {
        group: id,
        name: sum.building.map_or_else(|| sum.name.clone(), |building| label(device, building)),
        about: sum.about.clone(),
        owner: owner(device, sum),
        kind: if sum.building.is_some() { CircleKind::Building } else { CircleKind::Topic },
        shares_history: sum.shares_history,
        at: sum.at,
    }
}

/// The rows that `start_group` needs.
#[must_use]
pub fn start_group_wants(device: &Device, _: &StartGroup) -> Vec<Want> {
    square::sum_wants(device)
}

/// Begins a group; the answer is its conversation.
///
/// # Errors
/// [`Failure::InvalidInput`] for a name or words that cannot be, [`Failure::NoRight`] for a building that is not theirs,
/// [`Failure::TooLate`] where a building has its group.
pub fn start_group(device: &mut Device, request: &StartGroup, turn: &mut Turn<'_>) -> Result<ChatId, Failure> {
    device.member()?;
    device.square_sums(turn)?;
    if let Some(building) = request.building {
        if !own_buildings(device).contains(&building) {
            return Err(Failure::NoRight);
        }
        if groups(device).iter().any(|(_, sum)| sum.building == Some(building)) {
            return Err(Failure::TooLate);
        }
    }
    let name = if request.building.is_some() { String::new() } else { request.name.trim().to_owned() };
    let about = request.about.trim().to_owned();
    let shares_history = request.shares_history;
    let content =
        GroupContent { version: VERSION, name, about, building: request.building, shares_history, at: turn.now.time };
    content.check().map_err(|_| Failure::InvalidInput)?;
    let mut id = [0; 16];
    turn.rng(NEW_GROUP).fill_bytes(&mut id);
    let id = RecordId(id);
    // Nobody has this number.
    for want in super::wants(id) {
        if let Want::Row(table, key) = want {
            turn.rows.load(table, key, None);
        }
    }
    turn.rows.load(Table::Square, record(id), None);
    let bundle = Some(device.take_number());
    let opening = Opening { record: id, kind: Kind::Group, content: content.to_content() };
    square::open_in(device, opening, bundle, turn)?;
    circle::begin(device, NewCircle { record: id, shares_history, building: request.building }, bundle, turn)?;
    Ok(ChatId::Circle(id))
}

/// Says what a group is called and about, or that it is over; its row of the square has to be loaded.
///
/// # Errors
/// [`Failure::NotHere`], [`Failure::NoRight`], [`Failure::InvalidInput`].
pub(super) fn change(
    device: &mut Device,
    id: RecordId,
    change: GroupChange,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    device.square_sums(turn)?;
    let sum = group(device, id).ok_or(Failure::NotHere)?;
    if sum.is_ended {
        return Err(Failure::TooLate);
    }
    change.check(sum.building.is_some()).map_err(|_| Failure::InvalidInput)?;
    square::say(device, id, Kind::GroupChange, change.to_content(), None, turn).map(drop)
}

/// What a rename says, cleaned: a building's group keeps its building's name.
pub(super) fn renamed(
    device: &Device,
    id: RecordId,
    name: &str,
    about: &str,
    at: Millis,
) -> Result<GroupChange, Failure> {
    let is_building = group(device, id).is_some_and(|sum| sum.building.is_some());
    let name = if is_building { String::new() } else { name.trim().to_owned() };
    let about = about.trim().to_owned();
    if name.chars().count() > NAME || about.chars().count() > ABOUT {
        return Err(Failure::InvalidInput);
    }
    Ok(GroupChange::Renamed { name, about, at, owner: None })
}
