//! The shelves, and who is on duty today.

use std::collections::BTreeMap;

use linli_contract::Failure;
use linli_contract::guides::{DutyLine, GuideRow, GuidesView, ReadGuides};
use linli_contract::sync::RecordSync;
use linli_shared::ids::RecordId;
use linli_shared::kinds::Family;

use super::{GuideSum, draft, rules};
use crate::device::rows::Want;
use crate::device::{Device, Turn, today};
use crate::notices::excerpt;
use crate::photos;
use crate::square::{SquareSum, sum_wants};

/// The rows that `read_guides` needs.
#[must_use]
pub fn read_guides_wants(device: &Device, _: &ReadGuides) -> Vec<Want> {
    let mut wants = sum_wants(device);
    wants.push(draft::want());
    wants
}

/// What can be looked up, and who is on duty today on any shelf.
///
/// # Errors
/// [`Failure::Stranger`].
pub fn read_guides(device: &mut Device, request: &ReadGuides, turn: &mut Turn<'_>) -> Result<GuidesView, Failure> {
    device.member()?;
    let has_draft = draft::is_begun(turn)?;
    device.square_sums(turn)?;
    let (device, syncs) = (&*device, syncs(device));
    let mut found: Vec<(RecordId, &GuideSum)> = all(device).collect();
    found.sort_by_key(|(id, sum)| (sum.shelf, sum.order, sum.title.as_str(), *id));
    let day = today(device.clock(turn.now.time)).day_number();
    let duty: Vec<DutyLine> = found.iter().flat_map(|(_, sum)| sum.on_duty(day)).collect();
    found.retain(|(_, sum)| request.shelf.is_none_or(|shelf| sum.shelf == shelf));
    let sync = |id: &RecordId| syncs.get(id).copied().unwrap_or(RecordSync::WithRelay);
    let guides = found.iter().map(|(id, sum)| row(device, *id, sum, sync(id))).collect();
    let may_write = rules::shelves(rules::standing(device, turn.now.time));
    Ok(GuidesView { guides, duty, may_write, has_draft })
}

fn all(device: &Device) -> impl Iterator<Item = (RecordId, &GuideSum)> {
    device.square_in_memory().into_iter().flatten().filter_map(|(id, sum)| match sum {
        SquareSum::Guide(sum) => Some((*id, sum)),
        SquareSum::Post(_) | SquareSum::Topic(_) | SquareSum::Activity(_) | SquareSum::Group(_) => None,
    })
}

/// An entry as a list shows it.
pub(super) fn row(device: &Device, guide: RecordId, sum: &GuideSum, sync: RecordSync) -> GuideRow {
    GuideRow {
        guide,
        shelf: sum.shelf,
        title: sum.title.clone(),
        excerpt: excerpt(&sum.text),
        phone: sum.phone.clone(),
        hours: sum.hours.clone(),
        thumb: sum.thumb.inspect(|thumb| photos::listed(device, *thumb, guide)),
        changed: sum.changed,
        sync,
    }
}

/// Where records of the square are that are not with the relay as a whole.
pub(crate) fn syncs(device: &Device) -> BTreeMap<RecordId, RecordSync> {
    let mut syncs = BTreeMap::new();
    for item in device.outbox().filter(|item| item.kind.family() == Family::Square) {
        let sync = if item.is_pending() { RecordSync::OnThisDevice } else { RecordSync::Refused };
        let worst = syncs.entry(item.record).or_insert(sync);
        *worst = (*worst).max(sync);
    }
    syncs
}
