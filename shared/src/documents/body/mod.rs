//! The plain text of a document entry's body, before it is deflated and sealed: what a device wrote, in the fewest bytes.
//!
//! Form 1 (one device's changes): `1, checksum (4), change…`. Form 2 (a snapshot): `2, checksum (4), n, n × device (16),
//! change…`. The checksum is the first 4 bytes of a hash over the hashes of all changes; it shows a receiver that it
//! built exactly what the author has.
//!
//! A change: a head byte (bits 0–1 what it depends on besides the writer's own previous change: nothing, the change before
//! it here, the genesis, or a list; bit 2 a writer follows; bit 3 a sequence number follows; bits 4–7 the number of
//! keys, 0 if it follows), the writer (in form 2 its device's number; then its incarnation), sequence number, list of
//! dependencies, number of keys, seconds since the change before (the first: since 2026), then keys and texts.
//!
//! A key is a number of the kind's table, of the person spoken of, or spelled out; a text is written as in the module `text`.
//!
//! **Invariant:** chunk marks, actors, operation counters and overwritten operations are never sent: the receiver works
//! them out.

mod keys;
mod read;
mod write;

use automerge::ChangeHash;

use super::actor::Writer;
use super::written::Put;
use crate::ids::DeviceId;

/// The longest body a parcel's entry may carry, in bytes, opened and inflated.
pub const BODY_MAX: usize = 64 * 1_024;
/// The longest snapshot, in bytes, opened and inflated.
pub const SNAPSHOT_MAX: usize = 1_024 * 1_024;
/// The most changes one body carries; more go into several entries.
pub const CHANGES_MAX: usize = 256;
/// The most changes a snapshot carries; a record beyond is offered as its tail alone.
pub const SNAPSHOT_CHANGES_MAX: usize = 1_024;
/// The most keys written by all changes of a body together.
pub(super) const BODY_PUTS_MAX: usize = 2_048;
/// The most keys written by all changes of a snapshot together.
pub(super) const SNAPSHOT_PUTS_MAX: usize = 8_192;

const DEPS_MAX: usize = 64;
const FORM_BODY: u8 = 1;
const FORM_SNAPSHOT: u8 = 2;
/// 2026-01-01T00:00Z.
const FIRST_SECOND: i64 = 1_767_225_600;

const WRITER_GIVEN: u8 = 0b0100;
const SEQ_GIVEN: u8 = 0b1000;

/// Why changes cannot be put into a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// A change is not in the document.
    #[error("a change is not in the document")]
    ChangeUnknown,
    /// A change was written by another device, or is the genesis.
    #[error("a change is another device's")]
    AnotherDevice,
    /// More changes, keys or bytes than one body takes.
    #[error("more than one body takes")]
    TooMuch,
}

/// A dependency as a body names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Dependency {
    Genesis,
    /// The change of this number in the same body.
    Here(usize),
    /// The first half of a hash.
    Elsewhere([u8; 16]),
}

/// One change as a body says it; the writer's own previous change is always one of its dependencies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) writer: Writer,
    pub(super) seq: u64,
    pub(super) besides: Vec<Dependency>,
    pub(super) seconds: i64,
    pub(super) puts: Vec<Put>,
}

/// A body taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Body {
    pub(super) checksum: [u8; 4],
    pub(super) changes: Vec<Said>,
}

/// The checksum over the hashes of a body's changes, in their order.
pub(super) fn checksum<'a>(hashes: impl IntoIterator<Item = &'a ChangeHash>) -> [u8; 4] {
    let joined: Vec<u8> = hashes.into_iter().flat_map(|hash| hash.0).collect();
    let hash = crate::ids::hash32("linli body", &[&joined]);
    [hash[0], hash[1], hash[2], hash[3]]
}

/// What one change of a body inherits from those before it.
#[derive(Default)]
struct Running {
    one: Option<DeviceId>,
    last: Option<Writer>,
    at: Option<i64>,
    seqs: std::collections::BTreeMap<Writer, u64>,
}

impl Running {
    fn writer(&self) -> Option<Writer> {
        self.last.or(self.one.map(|device| Writer { device, incarnation: 0 }))
    }

    fn next_seq(&self, writer: Writer) -> u64 {
        self.seqs.get(&writer).map_or(1, |seq| seq.saturating_add(1))
    }

    fn seconds(&self) -> i64 {
        self.at.unwrap_or(FIRST_SECOND)
    }

    fn advance(&mut self, writer: Writer, seq: u64, seconds: i64) {
        self.last = Some(writer);
        self.at = Some(seconds);
        self.seqs.insert(writer, seq);
    }
}
