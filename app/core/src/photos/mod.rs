//! Photos and files: kept sealed, sent after the text, fetched when they are looked at.
//!
//! A screen keeps a photo ([`keep_photo`]) and names it when its form is saved; whoever writes the record takes it in
//! (`attach`), and the content then names it with its key. Sending and fetching (`carry`) go one chunk at a time, beside
//! the meetings and never before a text.
//! **Invariant:** what the relay does not have as a whole is durable here; what it has is a cache that may be let go.
//! **Invariant:** a chunk that was acknowledged is not sent again: after a start or a cut the relay is asked first.

mod attach;
mod carry;
mod check;
#[cfg(test)]
mod frozen;
mod keep;
mod named;
mod read;
mod room;
mod rows;
mod rules;

#[cfg(test)]
mod tests;

use core::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use linli_contract::photos::PhotoFault;
use linli_shared::blobs::BlobId;
use linli_shared::calendar::{Date, Millis};
use linli_shared::ids::RecordId;

pub(crate) use self::attach::{also, attach, kept, release, view};
pub use self::carry::BlobOutcome;
use self::carry::Errand;
pub use self::keep::{drop_photo, drop_photo_wants, keep_photo, keep_photo_wants};
pub(crate) use self::named::{forget_noted, listed, note};
pub use self::read::{read_photo, read_photo_wants};
use self::rows::{PhotoRow, Seen, StoredAt};
pub use self::rules::{
    read_photo_rules, read_photo_rules_wants, set_network, set_network_wants, set_photo_rules, set_photo_rules_wants,
};

/// What a device knows of photos and files.
#[derive(Debug, Default)]
pub(crate) struct Photos {
    /// What is here: kept, waiting, sent or fetched.
    rows: BTreeMap<BlobId, PhotoRow>,
    /// What contents named that were shown since the start.
    seen: RefCell<BTreeMap<BlobId, Vec<Seen>>>,
    /// Records whose lists showed a blob by its id alone.
    listed: RefCell<BTreeMap<BlobId, Vec<RecordId>>>,
    /// Further records that the relay is to be told of.
    named: BTreeMap<(BlobId, RecordId), StoredAt>,
    /// What is to be fetched, in the order it was asked for.
    wanted: Vec<BlobId>,
    /// Bytes that came of what is being fetched.
    coming: BTreeMap<BlobId, u32>,
    /// Why something cannot be had or sent.
    faults: BTreeMap<BlobId, PhotoFault>,
    /// What is not tried before a moment.
    later: BTreeMap<BlobId, Millis>,
    /// Nothing is tried before this moment: the relay has too much to do.
    rests_until: Option<Millis>,
    /// What the relay does not know the record of.
    unknown: BTreeSet<BlobId>,
    /// What the relay was asked about since the start or the last cut.
    asked: BTreeSet<BlobId>,
    /// The question under way.
    errand: Option<Errand>,
    /// Chunks that go from the durable rows to the cache.
    moved: Vec<(Vec<u8>, Vec<u8>)>,
    waits_for_wifi: bool,
    is_metered: bool,
    swept: Option<Date>,
}
