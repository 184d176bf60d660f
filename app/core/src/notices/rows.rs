//! Rows of notices: the notice with its changes, a short sum beside it, the receipts of each area.
//!
//! Texts stay on the disk. The sums are in memory from the start: there are a few hundred, of some hundred bytes each, and the
//! first screen shows them. What this person read and said of a notice is in its sum, which is never rebuilt without it.

use linli_contract::Failure;
use linli_shared::access::RecordMeta;
use linli_shared::calendar::Millis;
use linli_shared::cbor::{self, NotReadable};
use linli_shared::ids::{AreaId, DeviceId, MemberId, RecordId};
use linli_shared::log::Seq;
use linli_shared::notices::{
    Change, NoticeChange, NoticeContent, NoticeKind, NoticeState, ReceiptContent, VERSION, fold,
};

use super::words;

/// The most receipts of one member that are kept: what they said last and what they had read before it.
const OF_ONE: usize = 16;

/// A notice as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct Stored {
    /// What the log holds of it; its creator is this device's member until then.
    #[n(0)]
    pub meta: RecordMeta,
    /// The content it was published with.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub content: Vec<u8>,
    /// Who wrote it.
    #[n(2)]
    pub device: DeviceId,
    /// Its place; 0 while it is only on this device.
    #[n(3)]
    pub seq: Seq,
    /// The relay's time; the device's own while it is not confirmed.
    #[n(4)]
    pub time: Millis,
    /// Corrections and the withdrawal, in the order of their places, own unconfirmed ones last.
    #[n(5)]
    pub changes: Vec<StoredChange>,
}

/// A correction or withdrawal as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct StoredChange {
    /// The content of its entry.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub content: Vec<u8>,
    /// Who wrote it.
    #[n(1)]
    pub device: DeviceId,
    /// Their member.
    #[n(2)]
    pub by: MemberId,
    /// Its place; 0 while it is only on this device.
    #[n(3)]
    pub seq: Seq,
    /// Its index in its parcel.
    #[n(4)]
    pub index: u16,
    /// The relay's time; the device's own while it is not confirmed.
    #[n(5)]
    pub time: Millis,
    /// Its number in the outbox, while it is there.
    #[n(6)]
    pub number: Option<u64>,
}

/// The receipts for a notice from one area.
#[derive(Debug, Clone, PartialEq, Eq, Default, minicbor::Encode, minicbor::Decode)]
pub(crate) struct Receipts {
    /// The receipts, in the order of their places.
    #[n(0)]
    pub list: Vec<StoredReceipt>,
}

/// A receipt as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct StoredReceipt {
    /// Its place.
    #[n(0)]
    pub seq: Seq,
    /// Who says it.
    #[n(1)]
    pub member: MemberId,
    /// The device it was written on.
    #[n(2)]
    pub device: DeviceId,
    /// Whether it went to the property company.
    #[n(3)]
    pub is_propertys: bool,
    /// What it says.
    #[n(4)]
    pub said: ReceiptContent,
}

/// A notice in short, with what this person read and said of it.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct Sum {
    /// Title; empty if a newer release wrote it.
    #[n(0)]
    pub title: String,
    /// The beginning of its text, without formatting.
    #[n(1)]
    pub excerpt: String,
    /// What it is about.
    #[n(2)]
    pub kind: NoticeKind,
    /// Whom it is for.
    #[n(3)]
    pub area: AreaId,
    /// The scope its entries name.
    #[n(4)]
    pub scope: AreaId,
    /// Who published it.
    #[n(5)]
    pub by: MemberId,
    /// When.
    #[n(6)]
    pub time: Millis,
    /// An urgent hazard.
    #[n(7)]
    pub is_urgent: bool,
    /// From when it is no longer shown on top.
    #[n(8)]
    pub until: Option<Millis>,
    /// Whether households are asked to confirm.
    #[n(9)]
    pub wants_confirmation: bool,
    /// Answers to choose from; 0 without a question.
    #[n(10)]
    pub answers: u8,
    /// Since how many corrections the question and its answers stand as they are.
    #[n(11)]
    pub asked_since: u16,
    /// How often it was corrected.
    #[n(12)]
    pub corrections: u16,
    /// It was withdrawn.
    #[n(13)]
    pub is_withdrawn: bool,
    /// Photos and files.
    #[n(14)]
    pub attached: u8,
    /// Whether receipts go to the property company.
    #[n(15)]
    pub is_propertys: bool,
    /// Part of it was written by a newer release.
    #[n(16)]
    pub is_newer: bool,
    /// What this person read and said.
    #[n(17)]
    pub own: Own,
}

/// What this person read and said of a notice on this device. Versions are told apart by the corrections before them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, minicbor::Encode, minicbor::Decode)]
pub(crate) struct Own {
    /// The newest version that was opened.
    #[n(0)]
    pub read: Option<u16>,
    /// The newest version of which a receipt was written.
    #[n(1)]
    pub told: Option<u16>,
    /// The newest version that was confirmed.
    #[n(2)]
    pub confirmed: Option<u16>,
    /// The answer that was chosen, and the version it was an answer to.
    #[n(3)]
    pub answer: Option<(u8, u16)>,
}

/// What bytes that should be a content are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Read<T> {
    /// This.
    Here(T),
    /// A newer release's.
    Newer,
}

/// Reads what was published.
///
/// # Errors
/// [`NotReadable`] for what is no content of any release.
pub(crate) fn read_content(bytes: &[u8]) -> Result<Read<NoticeContent>, NotReadable> {
    match NoticeContent::from_content(bytes) {
        Ok(content) if content.version <= VERSION => Ok(Read::Here(content)),
        Ok(_) => Ok(Read::Newer),
        Err(_) if first_number(bytes).is_some_and(|version| version > u64::from(VERSION)) => Ok(Read::Newer),
        Err(error) => Err(error),
    }
}

/// Reads a change.
///
/// # Errors
/// [`NotReadable`] for what is no change of any release.
pub(crate) fn read_change(bytes: &[u8]) -> Result<Read<NoticeChange>, NotReadable> {
    const KINDS: u64 = 2;
    match NoticeChange::from_content(bytes) {
        Ok(NoticeChange::Corrected(content)) if content.version > VERSION => Ok(Read::Newer),
        Ok(change) => Ok(Read::Here(change)),
        Err(_) if first_number(bytes).is_some_and(|kind| kind >= KINDS) => Ok(Read::Newer),
        Err(error) => Err(error),
    }
}

/// The number a content begins with: its version, or the kind of a change.
fn first_number(bytes: &[u8]) -> Option<u64> {
    let mut decoder = minicbor::Decoder::new(bytes);
    decoder.array().ok()?;
    decoder.u64().ok()
}

impl Stored {
    /// Whether the log holds it.
    pub(crate) const fn is_confirmed(&self) -> bool {
        self.seq > 0
    }

    /// What it came to, and whether part of it is a newer release's; `None` if all of it is.
    pub(crate) fn state(&self) -> (Option<NoticeState>, bool) {
        let Ok(Read::Here(published)) = read_content(&self.content) else { return (None, true) };
        let mut is_newer = false;
        let mut changes = Vec::new();
        for stored in &self.changes {
            match read_change(&stored.content) {
                Ok(Read::Here(change)) => changes.push(Change { by: stored.by, time: stored.time, change }),
                Ok(Read::Newer) | Err(_) => is_newer = true,
            }
        }
        (Some(fold(published, &changes)), is_newer)
    }

    /// Takes in a change at its place, in place of the same one that was on its way.
    pub(crate) fn put_change(&mut self, new: StoredChange, own: &[u64]) {
        let is_same = |known: &StoredChange| known.device == new.device && known.content == new.content;
        let is_own = |known: &StoredChange| known.number.is_some_and(|number| own.contains(&number));
        self.changes.retain(|known| !is_own(known) && !is_same(known));
        self.changes.push(new);
        self.changes.sort_by_key(|known| (known.number, known.seq, known.index));
    }

    /// In short, with what this person read and said of it until now.
    pub(crate) fn sum(&self, own: Own) -> Sum {
        let (state, is_newer) = self.state();
        let base = Sum {
            title: String::new(),
            excerpt: String::new(),
            kind: NoticeKind::Affairs,
            area: self.meta.scope,
            scope: self.meta.scope,
            by: self.meta.creator,
            time: self.time,
            is_urgent: false,
            until: None,
            wants_confirmation: false,
            answers: 0,
            asked_since: 0,
            corrections: 0,
            is_withdrawn: false,
            attached: 0,
            is_propertys: false,
            is_newer,
            own,
        };
        let Some(state) = state else { return base };
        let content = &state.content;
        let asks_the_same = |before: &&(NoticeContent, Millis)| {
            before.0.question == content.question && before.0.answers == content.answers
        };
        let same = state.earlier.iter().rev().take_while(asks_the_same).count();
        Sum {
            title: content.title.clone(),
            excerpt: words::excerpt(&content.text),
            kind: content.kind,
            area: content.area,
            is_urgent: content.is_urgent,
            until: content.until,
            wants_confirmation: content.wants_confirmation,
            answers: if content.question.is_empty() { 0 } else { narrow(content.answers.len()) },
            asked_since: wide(state.earlier.len() - same),
            corrections: wide(state.earlier.len()),
            is_withdrawn: state.withdrawn.is_some(),
            attached: narrow(content.attached.len()),
            is_propertys: content.is_propertys,
            ..base
        }
    }
}

fn wide(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

fn narrow(number: usize) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

impl Sum {
    /// Whether this person opened it as it stands.
    pub(crate) fn is_read(&self) -> bool {
        self.own.read.is_some_and(|read| read >= self.corrections)
    }

    /// Whether this person confirmed it as it stands.
    pub(crate) fn is_confirmed(&self) -> bool {
        self.own.confirmed.is_some_and(|confirmed| confirmed >= self.corrections)
    }

    /// The answer this person chose, where it is one to the question as it stands.
    pub(crate) fn answer(&self) -> Option<u8> {
        self.own
            .answer
            .filter(|(answer, version)| *answer < self.answers && *version >= self.asked_since)
            .map(|(answer, _)| answer)
    }

    /// Whether its time is over; an urgent hazard stays until it is withdrawn.
    pub(crate) fn is_over(&self, now: Millis) -> bool {
        !self.is_urgent && self.until.is_some_and(|until| until <= now)
    }
}

impl Receipts {
    /// Takes in a receipt. One that a later one of the same member makes say nothing more goes, so that any order of arrival
    /// leaves the same.
    pub(crate) fn put(&mut self, new: StoredReceipt) {
        self.list.retain(|known| !(known.device == new.device && known.said == new.said));
        self.list.push(new);
        self.list.sort_by_key(|receipt| (receipt.seq, receipt.device));
        let list = core::mem::take(&mut self.list);
        let says_more = |later: &StoredReceipt, before: &StoredReceipt| {
            later.member == before.member
                && later.is_propertys == before.is_propertys
                && later.said.corrections >= before.said.corrections
                && (later.said.is_confirmed || !before.said.is_confirmed)
                && (later.said.answer.is_some() || before.said.answer.is_none())
        };
        for (at, receipt) in list.iter().enumerate() {
            let later = &list[at + 1..];
            let of_member = later.iter().filter(|one| one.member == receipt.member).count();
            if of_member < OF_ONE && !later.iter().any(|one| says_more(one, receipt)) {
                self.list.push(receipt.clone());
            }
        }
    }
}

/// Prefix of the sums among the single rows.
pub(crate) const SUM: &[u8] = b"notice/";
/// Prefix of drafts among the half-filled forms.
const DRAFT: &[u8] = b"notice/";

/// The row of a notice's sum.
#[must_use]
pub(crate) fn sum_key(notice: RecordId) -> Vec<u8> {
    [SUM, &notice.0[..]].concat()
}

/// Reads a sum's row.
#[must_use]
pub(crate) fn load_sum(key: &[u8], value: &[u8]) -> Option<(RecordId, Sum)> {
    let notice = RecordId(key.strip_prefix(SUM)?.try_into().ok()?);
    Some((notice, cbor::from_slice(value).ok()?))
}

/// The row of a draft.
#[must_use]
pub(crate) fn draft_key(number: u64) -> Vec<u8> {
    [DRAFT, &number.to_be_bytes()[..]].concat()
}

/// Whether a row of the half-filled forms is a draft of a notice.
#[must_use]
pub(crate) fn is_draft(key: &[u8]) -> bool {
    key.strip_prefix(DRAFT).is_some_and(|number| number.len() == 8)
}

/// The readable state of a stored notice.
///
/// # Errors
/// [`Failure::NewerAppNeeded`].
pub(crate) fn state(stored: &Stored) -> Result<NoticeState, Failure> {
    stored.state().0.ok_or(Failure::NewerAppNeeded)
}
