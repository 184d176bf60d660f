//! The half of the rights that needs the body: what a notice, a change and a receipt may say, and of which area.
//!
//! The scope of a notice's entries contains the area it is for; the author's right is judged on the scope by the header. A
//! steward or building leader whose role names a part writes under that part, everybody else under the community, the grid or
//! the building it is for: the relay does not learn of which stair it speaks.
//! **Invariant:** devices that read the same stream find the same entries void.

use linli_shared::access;
use linli_shared::areas::{AreaKind, Place, Tree};
use linli_shared::calendar::Millis;
use linli_shared::ids::{AreaId, MemberId};
use linli_shared::log::Seq;
use linli_shared::notices::{NoticeChange, NoticeContent, ReceiptContent};
use linli_shared::roster::{Role, Roster};

use super::home::{home_scopes, scope_of};
use crate::device::VoidReason;

/// An author at the place where their entry is judged.
pub(crate) struct Author<'a> {
    /// The roster there.
    pub roster: &'a Roster,
    /// The relay's time there.
    pub time: Millis,
    /// The member.
    pub member: MemberId,
    /// The place.
    pub seq: Seq,
}

impl Author<'_> {
    fn holds(&self, role: Role, scope: Option<AreaId>) -> bool {
        access::holds(self.roster, self.time, self.member, role, scope)
    }

    /// Whether they may publish under a scope, for the property company or not.
    fn may_publish(&self, scope: AreaId, is_propertys: bool) -> bool {
        if is_propertys {
            return self.holds(Role::Property, None);
        }
        self.holds(Role::Steward, Some(scope)) || self.holds(Role::BuildingLeader, Some(scope))
    }
}

/// Whether a notice can stand under a scope.
///
/// # Errors
/// [`VoidReason::Malformed`], [`VoidReason::OutsideScope`], [`VoidReason::NoRight`] for one that is the property company's
/// and not of its people, or the other way round.
pub(crate) fn may_notice(
    tree: &Tree,
    author: &Author<'_>,
    scope: AreaId,
    content: &NoticeContent,
) -> Result<(), VoidReason> {
    content.check().map_err(|_| VoidReason::Malformed)?;
    let place = Place::Confirmed(author.seq);
    let is_area =
        !matches!(tree.kind(content.area), None | Some(AreaKind::District | AreaKind::Street | AreaKind::Door));
    if !is_area || !tree.contains_at(content.area, scope, place) {
        return Err(VoidReason::OutsideScope);
    }
    if author.may_publish(scope, content.is_propertys) { Ok(()) } else { Err(VoidReason::NoRight) }
}

/// Whether a change can stand of what was published. A correction is a publication: whoever may no longer publish there may
/// withdraw their notice, not give it other words.
///
/// # Errors
/// [`VoidReason::Malformed`], [`VoidReason::OutsideScope`] for a correction that moves it, [`VoidReason::NoRight`].
pub(crate) fn may_change(
    author: &Author<'_>,
    scope: AreaId,
    published: Option<&NoticeContent>,
    change: &NoticeChange,
) -> Result<(), VoidReason> {
    change.check().map_err(|_| VoidReason::Malformed)?;
    let NoticeChange::Corrected(content) = change else { return Ok(()) };
    let Some(published) = published else { return Ok(()) };
    if content.area != published.area || content.is_propertys != published.is_propertys {
        return Err(VoidReason::OutsideScope);
    }
    let may = author.holds(Role::Steward, Some(scope)) || author.may_publish(scope, content.is_propertys);
    if may { Ok(()) } else { Err(VoidReason::NoRight) }
}

/// Whether a receipt can stand under a scope: of a home there, of a household its author belongs to.
///
/// Which door is a household's only the register knows; a false door hides nothing but its own author's.
///
/// # Errors
/// [`VoidReason::Malformed`], [`VoidReason::OutsideScope`], [`VoidReason::NoRight`] for another's household.
pub(crate) fn may_receipt(
    tree: &Tree,
    author: &Author<'_>,
    scope: AreaId,
    said: &ReceiptContent,
) -> Result<(), VoidReason> {
    said.check().map_err(|_| VoidReason::Malformed)?;
    let is_theirs = |household| author.roster.households(author.member).any(|known| known == household);
    if said.household.is_some_and(|household| !is_theirs(household)) {
        return Err(VoidReason::NoRight);
    }
    let place = Place::Confirmed(author.seq);
    let is_door = |door| tree.kind(door) == Some(AreaKind::Door) && tree.contains_at(door, scope, place);
    if scope_of(tree, scope) != Some(scope) || said.door.is_some_and(|door| !is_door(door)) {
        return Err(VoidReason::OutsideScope);
    }
    let homes = home_scopes(tree, author.roster, author.member, author.time);
    let is_home = said.household.is_some() || homes.iter().any(|home| *home == scope || *home == tree.root());
    if is_home { Ok(()) } else { Err(VoidReason::OutsideScope) }
}
