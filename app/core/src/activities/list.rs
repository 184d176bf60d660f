//! The activities: those to come, then those that are over.

use linli_contract::Failure;
use linli_contract::activities::{ActivitiesView, ActivityRow, ReadActivities};
use linli_contract::sync::RecordSync;
use linli_shared::calendar::Millis;
use linli_shared::ids::RecordId;

use super::rules::Me;
use super::{ActivitySum, draft};
use crate::device::rows::Want;
use crate::device::{Device, Turn};
use crate::guides::syncs;
use crate::photos;
use crate::square::{self, SquareSum, sum_wants};

/// The rows that `read_activities` needs.
#[must_use]
pub fn read_activities_wants(device: &Device, _: &ReadActivities) -> Vec<Want> {
    let mut wants = sum_wants(device);
    wants.push(draft::want());
    wants
}

/// The activities.
///
/// # Errors
/// [`Failure::Stranger`].
pub fn read_activities(
    device: &mut Device,
    _: &ReadActivities,
    turn: &mut Turn<'_>,
) -> Result<ActivitiesView, Failure> {
    let me = Me::of(device, turn.now.time)?;
    let has_draft = draft::is_begun(turn)?;
    device.square_sums(turn)?;
    let (device, syncs) = (&*device, syncs(device));
    let all = device.square_in_memory().into_iter().flatten().filter_map(|(id, sum)| match sum {
        SquareSum::Activity(sum) => Some((*id, sum)),
        SquareSum::Post(_) | SquareSum::Topic(_) | SquareSum::Guide(_) | SquareSum::Group(_) => None,
    });
    let sync = |id: &RecordId| syncs.get(id).copied().unwrap_or(RecordSync::WithRelay);
    let mut activities: Vec<ActivityRow> = all.map(|(id, sum)| row(device, id, sum, me.now, sync(&id))).collect();
    activities.sort_by_key(|row| {
        let when = if row.is_over { row.ends.0.saturating_neg() } else { row.begins.0 };
        (row.is_over, when, row.activity)
    });
    Ok(ActivitiesView { activities, may_call: me.may_call(), has_draft })
}

/// An activity as a list shows it.
pub(super) fn row(
    device: &Device,
    activity: RecordId,
    sum: &ActivitySum,
    now: Millis,
    sync: RecordSync,
) -> ActivityRow {
    ActivityRow {
        activity,
        kind: sum.kind,
        title: sum.title.clone(),
        place: sum.place.clone(),
        begins: sum.begins,
        ends: sum.ends,
        by: square::speaker(device, sum.by, sum.standing),
        places: sum.places,
        coming: sum.coming,
        waiting: sum.waiting,
        own: sum.own.view(),
        is_off: sum.is_off,
        is_over: sum.ends < now,
        thumb: sum.thumb.inspect(|thumb| photos::listed(device, *thumb, activity)),
        sync,
    }
}
