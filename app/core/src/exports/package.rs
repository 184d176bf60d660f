//! The whole community as records: each document as any Automerge tool opens it, with its history in plain shape.

use std::collections::BTreeMap;

use linli_contract::Failure;
use linli_contract::exports::{PackageDocument, PackagePart, ReadPackage};
use linli_contract::registers::ReadHistory;
use linli_shared::access;
use linli_shared::documents;
use linli_shared::ids::{AreaId, RecordId};
use linli_shared::roster::Role;

use crate::device::rows::Want;
use crate::device::{Device, Turn};
use crate::registers::{history, writing};
use crate::rights::trail;

/// The most documents of one part.
const DOCUMENTS: usize = 200;

/// The rows a part needs.
#[must_use]
pub fn wants(device: &Device, request: &ReadPackage) -> Vec<Want> {
    if !is_committee(device) {
        return Vec::new();
    }
    let all = records(device);
    part(&all, request).flat_map(|(record, _)| writing::record_wants(device, *record)).collect()
}

/// A part of the whole community, for the committee.
///
/// # Errors
/// [`Failure::Stranger`], [`Failure::NoRight`], [`Failure::StoreFailed`].
pub fn package(device: &mut Device, request: &ReadPackage, turn: &mut Turn<'_>) -> Result<PackagePart, Failure> {
    device.member()?;
    if !is_committee(device) {
        return Err(Failure::NoRight);
    }
    let all = records(device);
    if request.after.is_none() {
        trail::exported(device, all.iter().map(|(record, door)| (*door, *record)), turn)?;
    }
    let mut found = Vec::new();
    for (record, door) in part(&all, request) {
        let (_, document) = Device::document(turn, documents::Kind::Household, *record)?;
        let told = history(device, &ReadHistory { household: *record }, turn)?;
        found.push(PackageDocument {
            id: *record,
            path: device.tree().path(*door),
            automerge: base64(&document.to_automerge()),
            history: told.changes,
        });
    }
    let last = found.last().map(|document| document.id);
    let next = last.filter(|last| all.keys().next_back() != Some(last));
    Ok(PackagePart { documents: found, next, total: u32::try_from(all.len()).unwrap_or(u32::MAX) })
}

/// Every household of the community, those that ended included, by record.
fn records(device: &Device) -> BTreeMap<RecordId, AreaId> {
    let rows = device.doors().iter();
    rows.flat_map(|(door, row)| row.households.iter().map(|sum| (sum.record, *door))).collect()
}

fn part<'r>(
    all: &'r BTreeMap<RecordId, AreaId>,
    request: &ReadPackage,
) -> impl Iterator<Item = (&'r RecordId, &'r AreaId)> {
    use core::ops::Bound::{Excluded, Unbounded};
    let from = request.after.map_or(Unbounded, Excluded);
    all.range((from, Unbounded)).take(usize::try_from(request.limit).unwrap_or(DOCUMENTS).min(DOCUMENTS))
}

fn is_committee(device: &Device) -> bool {
    let time = device.sync_state().last_met.unwrap_or_default();
    let is_steward = |member| access::holds(device.roster(), time, member, Role::Steward, None);
    device.reads_register() && device.member().is_ok_and(|(member, _)| is_steward(member))
}

/// Bytes in the letters of RFC 4648 §4.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let value = three.iter().fold(0u32, |value, byte| (value << 8) | u32::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let letter = LETTERS[(value >> (18 - 6 * place)) as usize & 63];
            text.push(if place > three.len() { '=' } else { char::from(letter) });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn bytes_are_written_as_the_standard_says() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
        assert_eq!(base64(&[0xfb, 0xff]), "+/8=");
    }
}
