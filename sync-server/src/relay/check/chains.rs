//! Each device's chain of parcels, and what waits for a steward.

use std::collections::{BTreeMap, BTreeSet};

use linli_shared::ids::DeviceId;
use linli_shared::parcel::{Parcel, ParcelHash};
use linli_shared::protocol::Chain;

use super::places::Places;
use super::{Glass, Trouble};
use crate::relay::log::Log;
use crate::relay::rows::{ChainRow, Fate, QuarantineRow, chain_key, device_key, parcel_key, quarantined, read};
use crate::store::{Store, StoreError, Table};

/// What the chains name.
#[derive(Default)]
pub(super) struct Chains {
    /// Devices that wrote.
    pub(super) count: u64,
    /// Acts in quarantine.
    pub(super) waiting: u64,
    /// Parcels with an act in quarantine.
    pub(super) quarantined: BTreeSet<Vec<u8>>,
}

/// How far a device's chain goes without a hole.
#[derive(Default)]
struct End {
    head: Option<Chain>,
    has_hole: bool,
}

pub(super) fn check<S: Store>(glass: &mut Glass<'_, S>, log: &Log, places: &Places) -> Result<Chains, StoreError> {
    let mut ends: BTreeMap<DeviceId, End> = BTreeMap::new();
    let (mut placed, mut kept) = (0, Vec::new());
    glass.rows(Table::Chain, |glass, key, row: ChainRow| {
        let parts = key.split_first_chunk::<16>().and_then(|(device, seq)| Some((*device, seq.try_into().ok()?)));
        let Some((device, seq)) = parts else { return glass.fault(Trouble::Stray, 0) };
        let (device, device_seq) = (DeviceId(device), u64::from_be_bytes(seq));
        placed += row.fates.iter().filter(|fate| matches!(fate, Fate::Placed(_))).count() as u64;
        let end = ends.entry(device).or_default();
        end.has_hole |= device_seq != end.head.map_or(0, |head| head.device_seq) + 1;
        let before = end.head.map(|head| head.hash).filter(|_| !end.has_hole);
        if !end.has_hole {
            end.head = Some(Chain { device_seq, hash: row.hash });
        }
        let has_hole = end.has_hole;
        if row.fates.iter().any(|fate| matches!(fate, Fate::Placed(_) | Fate::Quarantined)) {
            kept.push((device, device_seq, row.hash, before, has_hole));
        }
    })?;
    // Each place found its act in a chain; so the chains name no place that is not there if there are as many.
    if placed != places.last {
        glass.fault(Trouble::Chain, 0);
    }
    for (device, device_seq, hash, before, has_hole) in kept {
        let link = Link { device, device_seq, hash, before: (!has_hole).then_some(before) };
        check_parcel(glass, log, &link)?;
    }
    for (device, end) in &ends {
        let head = glass.view.get(Table::ChainHead, &device_key(glass.code, *device))?;
        if head.and_then(|row| read::<Chain>(&row).ok()) != end.head {
            glass.fault(Trouble::Chain, end.head.map_or(0, |head| head.device_seq));
        }
    }
    let mut chains = Chains { count: ends.len() as u64, ..Chains::default() };
    check_quarantine(glass, &mut chains)?;
    Ok(chains)
}

/// A kept parcel in its chain.
struct Link {
    device: DeviceId,
    device_seq: u64,
    hash: ParcelHash,
    /// The one before it; unknown behind a hole.
    before: Option<Option<ParcelHash>>,
}

/// Whether a kept parcel is the one of its number, names the one before it, and is signed by its author.
fn check_parcel<S: Store>(glass: &mut Glass<'_, S>, log: &Log, link: &Link) -> Result<(), StoreError> {
    let bytes = glass.view.get(Table::Parcel, &parcel_key(glass.code, &link.hash))?;
    let parcel = bytes.and_then(|bytes| Parcel::from_bytes(&bytes).ok());
    let is_right = |parcel: &Parcel| {
        let header = parcel.header();
        header.device == link.device
            && header.device_seq == link.device_seq
            && link.before.is_none_or(|before| header.prev == before)
            && parcel.hash() == link.hash
    };
    let Some(parcel) = parcel.filter(is_right) else {
        glass.fault(Trouble::Chain, link.device_seq);
        return Ok(());
    };
    let key = log.history.current().signing_key(link.device);
    if key.is_none_or(|key| parcel.verify(&key).is_err()) {
        glass.fault(Trouble::Signature, link.device_seq);
    }
    Ok(())
}

fn check_quarantine<S: Store>(glass: &mut Glass<'_, S>, chains: &mut Chains) -> Result<(), StoreError> {
    let mut found = Vec::new();
    glass.rows(Table::Quarantine, |glass, key, row: QuarantineRow| match quarantined(key) {
        Ok(at) => found.push((at, row.parcel)),
        Err(_) => glass.fault(Trouble::Stray, 0),
    })?;
    for ((device, device_seq, act), parcel) in found {
        let chain = glass.view.get(Table::Chain, &chain_key(glass.code, device, device_seq))?;
        let chain: Option<ChainRow> = chain.and_then(|row| read(&row).ok());
        let is_right =
            chain.is_some_and(|row| row.hash == parcel && row.fates.get(usize::from(act)) == Some(&Fate::Quarantined));
        if !is_right {
            glass.fault(Trouble::Quarantine, device_seq);
        }
        chains.waiting += 1;
        chains.quarantined.insert(parcel.0.to_vec());
    }
    Ok(())
}
