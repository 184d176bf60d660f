//! Snapshots: a register stream in bulk, made by a device that reads it, taken in by a newcomer.
//!
//! Each part is a list of rows, deflated and sealed as one, so that thousands of small records compress together.
//! **Invariant:** a snapshot is taken in after everything it builds on and before everything that builds on it.
//! **Invariant:** a snapshot that does not hold together is dropped whole, and the entries are fetched instead.

mod make;
mod take;

use linli_shared::access::Stream;
use linli_shared::ids;
use linli_shared::ids::{AreaId, DeviceId, MemberId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::log::Seq;
use linli_shared::protocol::SnapshotHash;
use linli_shared::roster::RingKind;
use linli_shared::seal::BodyContext;

use crate::device::Device;
use crate::device::rows::{Want, meta};
use crate::store::Table;

/// The papers that a register's stream carries.
const REGISTERS: [Kind; 4] = [Kind::Proposal, Kind::Answered, Kind::Shown, Kind::Erased];

/// A snapshot under way.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct Partial {
    /// Its name.
    #[n(0)]
    pub hash: SnapshotHash,
    /// Parts held.
    #[n(1)]
    pub held: u16,
}

/// One record of a snapshot. Members, devices and scopes are named by their number in the part's tables.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
struct SnapshotRow {
    #[n(0)]
    kind: Kind,
    #[n(1)]
    record: RecordId,
    /// Creator; of a visit its author's device.
    #[n(2)]
    who: u16,
    #[n(3)]
    scope: u16,
    #[n(4)]
    seq: Seq,
    #[cbor(n(5), with = "minicbor::bytes")]
    content: Vec<u8>,
    #[n(6)]
    withdrawn: Option<i64>,
}

/// The content of one part.
#[derive(Debug, Clone, PartialEq, Eq, Default, minicbor::Encode, minicbor::Decode)]
struct Part {
    #[n(0)]
    members: Vec<MemberId>,
    #[n(1)]
    devices: Vec<DeviceId>,
    #[n(2)]
    scopes: Vec<AreaId>,
    #[n(3)]
    rows: Vec<SnapshotRow>,
}

/// About how many bytes of rows go into one part.
const PART: usize = 400 << 10;
/// A snapshot is made once this many entries have come since the last one, or half as many as the stream has records.
const TAIL: u64 = 256;

/// The number of a value in a table, which grows as needed.
fn number<T: PartialEq + Copy>(table: &mut Vec<T>, value: T) -> u16 {
    let at = table.iter().position(|known| *known == value).unwrap_or_else(|| {
        table.push(value);
        table.len() - 1
    });
    at as u16
}
impl Device {
    /// Counts an entry towards the tail of its stream.
    pub(in crate::device) fn count_tail(&mut self, scope: AreaId, ring: Option<ids::RingId>) {
        let mine = self.sync.held.keys().filter(|stream| stream.ring.is_some() && stream.carries(ring, scope)).copied();
        let mine: Vec<Stream> = mine.collect();
        for stream in mine {
            *self.sync.tails.entry(stream).or_default() += 1;
        }
    }

    /// A register stream whose tail has grown long, once nothing of this device is under way.
    pub(super) fn due(&self) -> Option<Stream> {
        let (register, _) = self.roster().ring_of(RingKind::Register)?;
        let is_quiet = self.outbox.values().all(|item| !item.is_pending()) && self.sync.unsettled.is_empty();
        let together = self.sync.held.values().all(|at| *at == self.sync.at);
        let enough = TAIL.max(self.doors.len() as u64 / 2);
        let due = |tail: &u64| *tail >= enough;
        if !is_quiet || !together {
            return None;
        }
        self.sync
            .tails
            .iter()
            .find(|(stream, tail)| stream.ring == Some(register) && due(tail))
            .map(|(stream, _)| *stream)
    }

    pub(in crate::device) fn snapshot_wants(&self) -> Vec<Want> {
        if self.due().is_some() { vec![Want::All(Table::Record), Want::All(Table::Fact)] } else { Vec::new() }
    }
}

fn part_key(hash: SnapshotHash, index: u16) -> Vec<u8> {
    [meta::PART, &hash.0[..], &index.to_be_bytes()].concat()
}

fn part_context(log: ids::LogCode, device: DeviceId, nonce: [u8; 16], index: u16) -> BodyContext {
    BodyContext {
        log,
        device,
        nonce,
        index,
        record: RecordId::default(),
        kind: Kind::Unknown(0),
        scope: AreaId::default(),
    }
}
