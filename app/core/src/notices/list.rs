//! The list of notices, and the areas this person may publish for.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use linli_contract::Failure;
use linli_contract::notices::{NoticeArea, NoticeRow, NoticesView, ReadNotices};
use linli_contract::sync::RecordSync;
use linli_shared::areas::{AreaKind, Tree};
use linli_shared::calendar::Millis;
use linli_shared::ids::{AreaId, RecordId};
use linli_shared::kinds::{Family, Kind};

use super::home::{self, Home};
use super::rows::Sum;
use super::{draft, publish};
use crate::areas::is_counted;
use crate::device::outbox::{Command, OutState, OutboxItem};
use crate::device::rows::Want;
use crate::device::{Device, Turn};
use crate::store::Table;

/// The rows that `read_notices` needs.
#[must_use]
pub fn read_notices_wants(_: &Device, _: &ReadNotices) -> Vec<Want> {
    vec![Want::All(Table::Draft)]
}

/// The notices for this person's home and the areas they work in.
///
/// # Errors
/// [`Failure::Stranger`].
pub fn read_notices(device: &mut Device, _: &ReadNotices, turn: &mut Turn<'_>) -> Result<NoticesView, Failure> {
    let (member, _) = device.member()?;
    let (homes, work) = (home::homes(device), home::work_scopes(device));
    let tree = device.tree();
    let now = device.clock(turn.now.time);
    let is_mine = |sum: &Sum| {
        sum.by == member
            || home::home_for(tree, &homes, sum.area).is_some()
            || work.iter().any(|scope| home::overlap(tree, sum.area, *scope))
    };
    let syncs = syncs(device);
    let sync = |notice: &RecordId| syncs.get(notice).copied().unwrap_or(RecordSync::WithRelay);
    let mine = device.notices().iter().filter(|(_, sum)| is_mine(sum));
    let mut notices: Vec<NoticeRow> =
        mine.map(|(notice, sum)| row(device, *notice, sum, &homes, sync(notice), now)).collect();
    notices.sort_by_key(|row| {
        let rank = match row {
            row if row.is_withdrawn || row.is_over => 3,
            row if row.is_urgent => 0,
            row if !row.is_read => 1,
            _ => 2,
        };
        (rank, Reverse(row.at), row.notice)
    });
    Ok(NoticesView { notices, drafts: draft::all(device, turn), may_publish_for: may_publish_for(device) })
}

/// How many notices for this person's home and the areas they work in they have not read.
pub(crate) fn unread(device: &Device, now: Millis) -> u32 {
    let Ok((member, _)) = device.member() else { return 0 };
    let (homes, work) = (home::homes(device), home::work_scopes(device));
    let tree = device.tree();
    let is_mine = |sum: &&Sum| {
        home::home_for(tree, &homes, sum.area).is_some()
            || work.iter().any(|scope| home::overlap(tree, sum.area, *scope))
    };
    let is_new = |sum: &&Sum| !sum.is_read() && sum.by != member && !sum.is_withdrawn && !sum.is_over(now);
    device.notices().values().filter(is_new).filter(is_mine).count() as u32
}

/// Where the notices are that are not with the relay as a whole. That somebody merely read one is nobody's work.
fn syncs(device: &Device) -> BTreeMap<RecordId, RecordSync> {
    let is_of_notices = |item: &&OutboxItem| {
        matches!(item.kind.family(), Family::Notice | Family::Receipt) && item.command != Command::Upkeep
    };
    let mut syncs = BTreeMap::new();
    for item in device.outbox().filter(is_of_notices) {
        let here =
            if matches!(item.state, OutState::Refused(_)) { RecordSync::Refused } else { RecordSync::OnThisDevice };
        let worst = syncs.entry(item.record).or_insert(here);
        *worst = if here == RecordSync::Refused { here } else { *worst };
    }
    syncs
}

/// Where a notice is.
pub(super) fn sync_of(device: &Device, notice: RecordId) -> RecordSync {
    syncs(device).remove(&notice).unwrap_or(RecordSync::WithRelay)
}

/// A notice as a list shows it.
pub(super) fn row(
    device: &Device,
    notice: RecordId,
    sum: &Sum,
    homes: &[Home],
    sync: RecordSync,
    now: Millis,
) -> NoticeRow {
    let is_for_me = home::home_for(device.tree(), homes, sum.area).is_some();
    let is_over = sum.is_over(now);
    let wants = (sum.wants_confirmation && !sum.is_confirmed()) || (sum.answers > 0 && sum.answer().is_none());
    NoticeRow {
        notice,
        title: sum.title.clone(),
        excerpt: sum.excerpt.clone(),
        kind: sum.kind,
        path: path(device.tree(), sum.area),
        by: device.member_name(sum.by).map(str::to_owned),
        at: sum.time,
        is_urgent: sum.is_urgent,
        is_for_me,
        // Whoever wrote it knows what it says, on each of their devices.
        is_read: sum.is_read() || device.member().is_ok_and(|(member, _)| member == sum.by),
        is_asked: wants && is_for_me && !is_over && !sum.is_withdrawn,
        is_over,
        is_withdrawn: sum.is_withdrawn,
        is_corrected: sum.corrections > 0,
        attached: sum.attached,
        sync,
    }
}

/// Labels from the building down, a grid's own; empty for the whole community.
pub(super) fn path(tree: &Tree, area: AreaId) -> Vec<String> {
    match tree.kind(area) {
        Some(AreaKind::Grid) => vec![tree.label(area).to_owned()],
        _ if area == tree.root() => Vec::new(),
        _ => tree.path(area),
    }
}

/// The areas this person may publish for with the homes in each: the community, grids, buildings, stairs.
fn may_publish_for(device: &Device) -> Vec<NoticeArea> {
    let Some(rights) = publish::Rights::of(device) else { return Vec::new() };
    let tree = device.tree();
    let root = tree.root();
    let mut areas = vec![root];
    let grids = tree.grids();
    let buildings: Vec<AreaId> = grids.iter().flat_map(|grid| tree.children(*grid)).collect();
    let stairs: Vec<AreaId> = buildings.iter().flat_map(|building| tree.children(*building)).collect();
    areas.extend(grids.into_iter().chain(buildings).chain(stairs));
    areas.retain(|area| rights.scope_for(tree, *area, false).is_some());
    if areas.is_empty() {
        return Vec::new();
    }
    let mut homes: BTreeMap<AreaId, u32> = BTreeMap::new();
    for door in tree.doors(root).into_iter().filter(|door| is_counted(device, *door)) {
        let stair = tree.parent(door);
        let building = stair.and_then(|stair| tree.parent(stair));
        for area in [Some(root), tree.grid(door), building, stair].into_iter().flatten() {
            *homes.entry(area).or_default() += 1;
        }
    }
    let view = |area: AreaId| {
        let path = if area == root { vec![tree.name_of_community().to_owned()] } else { path(tree, area) };
        NoticeArea { area, path, doors: homes.get(&area).copied().unwrap_or_default() }
    };
    areas.into_iter().map(view).collect()
}

/// The row that a notice is stored in.
pub(crate) fn want(notice: RecordId) -> Want {
    Want::Row(Table::Notice, crate::device::rows::record(notice))
}

/// The kind of receipts for a notice.
pub(super) const fn receipt_kind(sum: &Sum) -> Kind {
    if sum.is_propertys { Kind::PropertyReceipt } else { Kind::Receipt }
}
