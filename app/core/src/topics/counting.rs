//! Counting on this device: the votes that are here, the roster at the opening and at the close.

use std::collections::BTreeMap;
use std::sync::Arc;

use linli_contract::Failure;
use linli_shared::areas::{AreaKind, Place, Tree};
use linli_shared::ids::{AreaId, DeviceId, MemberId, RecordId};
use linli_shared::log::Seq;
use linli_shared::roster::Roster;
use linli_shared::topics::count::{Cast, Count, Moments, Roll, count, renewals};
use linli_shared::topics::{Ballot, Topic};

use super::sums::place_of;
use crate::device::rows::Want;
use crate::device::{Device, Turn};
use crate::notices::home::homes;
use crate::square::{Said, Thread, ballot_key, ballot_of};
use crate::store::Table;

/// The scopes that votes can be under: the community, its grids, its buildings, those out of use since too.
pub(super) fn scopes(tree: &Tree) -> Vec<AreaId> {
    let of_kind = |parent, kind| {
        let children = tree.all_children(parent).into_iter();
        children.filter(move |child| tree.kind(*child) == Some(kind)).collect::<Vec<_>>()
    };
    let grids = of_kind(tree.root(), AreaKind::Grid);
    let buildings: Vec<AreaId> = grids.iter().flat_map(|grid| of_kind(*grid, AreaKind::Building)).collect();
    [vec![tree.root()], grids, buildings].concat()
}

/// The rows of every vote of a topic.
pub(super) fn wants(device: &Device, topic: RecordId) -> Vec<Want> {
    let scopes = scopes(device.tree()).into_iter();
    scopes.map(|scope| Want::Row(Table::Square, ballot_key(topic, scope))).collect()
}

/// Every vote of a topic that is here, with its scope; the rows are [`wants`].
///
/// # Errors
/// As [`ballot_of`].
pub(super) fn votes(device: &Device, topic: RecordId, turn: &Turn<'_>) -> Result<Vec<(AreaId, Said)>, Failure> {
    let mut all = Vec::new();
    for scope in scopes(device.tree()) {
        all.extend(ballot_of(turn, topic, scope)?.votes.into_iter().map(|vote| (scope, vote)));
    }
    Ok(all)
}

/// The rosters a ballot is counted by.
pub(super) struct Rosters {
    /// At the opening.
    pub(super) opening: Arc<Roster>,
    opened_at: Seq,
    close: Arc<Roster>,
    renewed: BTreeMap<DeviceId, DeviceId>,
}

impl Rosters {
    /// Those of a ballot that the log holds; of one that only this device knows, as things stand.
    pub(super) fn of(device: &mut Device, thread: &Thread, ballot: &Ballot) -> Self {
        let opened_at = place_of(thread, ballot.at);
        let opening = roster_at(device, if opened_at == 0 { Seq::MAX } else { opened_at });
        let closed_at = device.roster_place_at(ballot.content.closes);
        let renewed = renewals(device.roster_facts_until(closed_at));
        Self { opening, opened_at, close: roster_at(device, closed_at), renewed }
    }

    /// Who has a vote.
    pub(super) fn roll(&self, ballot: &Ballot, lives_there: &dyn Fn(AreaId) -> bool) -> Roll {
        Roll::of(ballot.content.by, &self.opening, ballot.opened, lives_there)
    }

    /// Whether a scope is within what its topic is about ([`lives_there`]).
    pub(super) fn lives_there<'t>(&self, tree: &'t Tree, area: AreaId) -> impl Fn(AreaId) -> bool + use<'t> {
        lives_there(tree, area, self.opened_at)
    }

    /// Counts the ballot.
    pub(super) fn count(
        &self,
        ballot: &Ballot,
        lives_there: &dyn Fn(AreaId) -> bool,
        votes: &[(AreaId, Said)],
    ) -> Count {
        let Self { opening, opened_at, close, renewed } = self;
        let moments = Moments { opening, opened_at: *opened_at, close, renewed };
        count(ballot, &moments, lives_there, &casts(votes))
    }
}

/// Votes as they are counted; those the log does not hold never are.
fn casts(votes: &[(AreaId, Said)]) -> Vec<Cast<'_>> {
    let confirmed = votes.iter().filter(|(_, said)| said.is_confirmed());
    let casts = confirmed.map(|(scope, said)| Cast {
        scope: *scope,
        kind: said.kind,
        content: &said.content,
        device: said.device,
        by: said.by,
        seq: said.seq,
        index: said.index,
        time: said.time,
    });
    casts.collect()
}

/// The votes that a count's lines number.
pub(super) fn counted(votes: &[(AreaId, Said)]) -> Vec<&(AreaId, Said)> {
    votes.iter().filter(|(_, said)| said.is_confirmed()).collect()
}

/// Whether a scope is within what a topic is about, as the areas were where its ballot was opened: a building that is handed
/// on later changes no count.
pub(super) fn lives_there(tree: &Tree, area: AreaId, opened_at: Seq) -> impl Fn(AreaId) -> bool {
    let place = if opened_at == 0 { Place::Unconfirmed } else { Place::Confirmed(opened_at) };
    move |scope| area == tree.root() || tree.contains_at(scope, area, place)
}

/// The area a topic is about.
pub(super) fn area_of(device: &Device, topic: &Topic) -> AreaId {
    topic.content.as_ref().map_or(device.tree().root(), |content| content.area)
}

fn roster_at(device: &mut Device, seq: Seq) -> Arc<Roster> {
    device.past_roster(seq).unwrap_or_else(|| Arc::new(device.roster().clone()))
}

/// The households of a roll whose seat this person holds now, without those that this device knows to lie elsewhere.
pub(super) fn seats(
    device: &Device,
    member: MemberId,
    roll: &Roll,
    lives_there: &dyn Fn(AreaId) -> bool,
) -> Vec<RecordId> {
    let homes = homes(device);
    let is_elsewhere = |household: &RecordId| {
        let mut known = homes.iter().filter(|home| home.household == Some(*household) && home.door.is_some());
        known.any(|home| !lives_there(home.scope))
    };
    let of_roll = roll.households.keys().copied();
    let held = of_roll.filter(|household| device.roster().seat(*household) == Some(member));
    held.filter(|household| !is_elsewhere(household)).collect()
}
