//! Photos and files: each is what its address says, of records that are there, and has all of its parts and no others.

use std::collections::{BTreeMap, BTreeSet};

use linli_shared::access::RecordAt;

use super::{Glass, Trouble};
use crate::relay::blobs::{BlobRow, blob_at, is_what_it_says, part_at};
use crate::relay::log::Log;
use crate::relay::rows::{log_key, read};
use crate::store::{Store, StoreError, Table};

/// Looks at the blobs of a log; gives how many are whole.
pub(super) fn check<S: Store>(
    glass: &mut Glass<'_, S>,
    log: &Log,
    records: &BTreeSet<RecordAt>,
) -> Result<u64, StoreError> {
    let mut found = Vec::new();
    glass.view.each(Table::Blob, &log_key(log.code), |key, value| {
        found.push((blob_at(key).ok(), read::<BlobRow>(value).ok()));
        Ok(())
    })?;
    let (mut parts, mut whole) = (BTreeMap::new(), 0);
    for row in found {
        let (Some((blob, under_way)), Some(row)) = row else {
            glass.fault(Trouble::Unreadable, 0);
            continue;
        };
        let is_named = !row.records.is_empty() && row.records.iter().all(|named| records.contains(&named.at()));
        if !is_named || under_way.is_some_and(|member| member != row.owner) {
            glass.fault(Trouble::Stray, 0);
        }
        let is_right = match under_way {
            Some(_) => !row.is_whole(),
            None => row.is_whole() && is_what_it_says(glass.view, log, blob, &row).unwrap_or(false),
        };
        if !is_right {
            glass.fault(Trouble::Blob, 0);
        }
        whole += u64::from(under_way.is_none());
        parts.insert((blob, row.owner), row.held);
    }
    let (mut strays, mut held) = (0, BTreeMap::new());
    glass.view.each(Table::BlobPart, &log_key(log.code), |key, value| {
        match part_at(key) {
            Ok(at) if parts.get(&(at.blob, at.member)).is_some_and(|held| at.offset < *held) => {
                *held.entry((at.blob, at.member)).or_insert(0) += value.len() as u32;
            }
            Ok(_) | Err(_) => strays += 1,
        }
        Ok(())
    })?;
    (0..strays).for_each(|_| glass.fault(Trouble::Stray, 0));
    let lacking = parts.iter().filter(|(of, bytes)| held.get(of).unwrap_or(&0) != *bytes).count();
    (0..lacking).for_each(|_| glass.fault(Trouble::Blob, 0));
    Ok(whole)
}
