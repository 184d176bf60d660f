//! Snapshots of streams.

use linli_shared::access::Stream;
use linli_shared::protocol::{Manifest, PartHash, Snapshot};

use crate::frozen::Frozen;
use crate::parcels::{DEVICE, GRID, LOG, REGISTER, key, sealed_by, seen};

fn parts() -> Vec<Vec<u8>> {
    vec![vec![1; 3], vec![2; 30]]
}

fn manifest() -> Manifest {
    Manifest {
        log: LOG,
        stream: Stream { ring: Some(REGISTER), area: Some(GRID) },
        covers: seen(),
        device: DEVICE,
        key: sealed_by(),
        nonce: [0x91; 16],
        parts: parts().iter().map(|part| PartHash::of(part)).collect(),
    }
}

pub(crate) fn snapshot() -> Snapshot {
    Snapshot::sign(&manifest(), parts(), &key())
}

#[test]
fn snapshots() {
    let mut frozen = Frozen::read(include_str!("snapshots.txt"));
    frozen.value("manifest", &manifest());
    frozen.value("snapshot", &snapshot());
    frozen.bytes("name of the snapshot", &snapshot().hash().0);
    for part in [0, 1].map(|index| snapshot().part(index).expect("two parts")) {
        assert!(part.is_signed_by(&key().verifying_key()) && part.manifest() == Ok(manifest()));
        frozen.value(&format!("part {}", part.index), &part);
    }
    assert_eq!((snapshot().part(2), snapshot().manifest()), (None, Ok(manifest())));
    frozen.done();
}
