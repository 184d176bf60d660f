//! Rows of notices: the notice with its changes, a short sum beside it, the receipts of each area.
//!
//! Texts stay on the disk. The sums are in memory from the start: there are a few hundred, of some hundred bytes each, and the
//! first screen shows them. What this person read and said of a notice is in its sum, which is never rebuilt without it.

use linli_contract::Failure;
use linli_shared::access::RecordMeta;
use linli_shared::blobs::Attachment;
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

    /// All photos and files that it names or named.
    pub(crate) fn attached(&self) -> Vec<Attachment> {
        let of_changes = self.changes.iter().filter_map(|stored| match read_change(&stored.content) {
            Ok(Read::Here(NoticeChange::Corrected(content))) => Some(content),
            Ok(Read::Here(NoticeChange::Withdrawn { .. }) | Read::Newer) | Err(_) => None,
        });
        let published = match read_content(&self.content) {
            Ok(Read::Here(content)) => Some(content),
            Ok(Read::Newer) | Err(_) => None,
        };
        published.into_iter().chain(of_changes).flat_map(|content| content.attached).collect()
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use linli_shared::kinds::Kind;
    use proptest::prelude::*;

    use super::*;

    fn content(question: &str, area: u8) -> NoticeContent {
        let answers = if question.is_empty() { Vec::new() } else { vec!["有".to_owned(), "没有".to_owned()] };
        NoticeContent {
            version: VERSION,
            title: "停水".into(),
            text: "# 明天\n14点".into(),
            kind: NoticeKind::Outage,
            area: AreaId([area; 16]),
            is_urgent: false,
            until: None,
            wants_confirmation: true,
            question: question.into(),
            answers,
            attached: Vec::new(),
            at: Millis(1),
            is_propertys: false,
        }
    }

    fn stored(content: &NoticeContent) -> Stored {
        let (creator, scope) = (MemberId([1; 16]), AreaId([1; 16]));
        Stored {
            meta: RecordMeta { kind: Kind::Notice, creator, scope, ring: None, audience: None },
            content: content.to_content(),
            device: DeviceId([1; 16]),
            seq: 5,
            time: Millis(10),
            changes: Vec::new(),
        }
    }

    fn change(content: Vec<u8>, seq: Seq, number: Option<u64>) -> StoredChange {
        let (device, by) = (DeviceId([1; 16]), MemberId([1; 16]));
        StoredChange { content, device, by, seq, index: 0, time: Millis(20 + seq as i64), number }
    }

    fn corrected(question: &str) -> Vec<u8> {
        NoticeChange::Corrected(content(question, 1)).to_content()
    }

    #[test]
    fn changes_stand_in_the_order_of_their_places_whatever_came_first() {
        let mut late = stored(&content("", 1));
        late.put_change(change(corrected("二"), 9, None), &[]);
        late.put_change(change(corrected("一"), 7, None), &[]);
        late.put_change(change(corrected("三"), 0, Some(4)), &[]);
        let (state, is_newer) = late.state();
        assert_eq!((state.unwrap().content.question.as_str(), is_newer), ("三", false), "own work comes last");
        late.put_change(change(corrected("三"), 8, None), &[4]);
        assert_eq!(late.changes.len(), 3);
        assert_eq!(late.state().0.unwrap().content.question, "二", "at its place it is not the last");
        assert_eq!(late.sum(Own::default()).corrections, 3);
    }

    #[test]
    fn a_word_counts_for_the_version_it_was_said_of() {
        let mut notice = stored(&content("有老人吗？", 1));
        let own = Own { read: Some(0), told: Some(0), confirmed: Some(0), answer: Some((1, 0)) };
        let sum = notice.sum(own);
        assert!(sum.is_read() && sum.is_confirmed() && sum.answer() == Some(1));
        notice.put_change(change(corrected("有老人吗？"), 7, None), &[]);
        let sum = notice.sum(own);
        assert!(!sum.is_read() && !sum.is_confirmed());
        assert_eq!((sum.answer(), sum.asked_since), (Some(1), 0), "the same question, the same answer");
        notice.put_change(change(corrected("有小孩吗？"), 8, None), &[]);
        let sum = notice.sum(own);
        assert_eq!((sum.answer(), sum.asked_since, sum.answers), (None, 2, 2));
        let withdrawal = NoticeChange::Withdrawn { reason: String::new(), at: Millis(0) }.to_content();
        notice.put_change(change(withdrawal, 9, None), &[]);
        assert!(notice.sum(own).is_withdrawn);
    }

    #[test]
    fn what_a_newer_release_wrote_is_told_from_garbage() {
        let newer = NoticeContent { version: VERSION + 1, ..content("", 1) }.to_content();
        assert_eq!(read_content(&newer), Ok(Read::Newer));
        let shaped_otherwise = [0x82, 2, 0xf6];
        assert_eq!(read_content(&shaped_otherwise), Ok(Read::Newer));
        assert!(read_content(&[0x82, 1, 0xf6]).is_err());
        assert!(read_content(b"hello").is_err());
        assert_eq!(read_change(&[0x82, 2, 0x80]), Ok(Read::Newer));
        assert!(read_change(&[0x82, 1, 0xf6]).is_err());
        let mut notice = stored(&content("", 1));
        notice.put_change(change(vec![0x82, 2, 0x80], 7, None), &[]);
        let sum = notice.sum(Own::default());
        assert!(sum.is_newer && sum.title == "停水", "what can be read is shown");
        let unread = Stored { content: newer, ..notice };
        assert!(unread.sum(Own::default()).is_newer && state(&unread) == Err(Failure::NewerAppNeeded));
    }

    fn receipt() -> impl Strategy<Value = StoredReceipt> {
        let said = (any::<bool>(), proptest::option::of(0u8..2), 0u16..3);
        (1u64..40, 0u8..3, any::<bool>(), said).prop_map(
            |(seq, who, is_propertys, (is_confirmed, answer, corrections))| {
                let (household, door) = (None, None);
                StoredReceipt {
                    seq,
                    member: MemberId([who; 16]),
                    // A place has one act of one device.
                    device: DeviceId([seq as u8; 16]),
                    is_propertys,
                    said: ReceiptContent {
                        version: VERSION,
                        household,
                        door,
                        is_confirmed,
                        answer,
                        at: Millis(0),
                        corrections,
                    },
                }
            },
        )
    }

    proptest! {
        #[test]
        fn receipts_in_any_order_leave_the_same(
            receipts in proptest::collection::btree_map(1u64..40, receipt(), 0..12),
            shuffle in any::<u64>(),
        ) {
            let in_order: Vec<StoredReceipt> = receipts
                .into_iter()
                .map(|(seq, receipt)| StoredReceipt { seq, device: DeviceId([seq as u8; 16]), ..receipt })
                .collect();
            let mut shuffled = in_order.clone();
            shuffled.sort_by_key(|receipt| (receipt.seq ^ shuffle).wrapping_mul(0x9e37_79b9_7f4a_7c15));
            let (mut one, mut other) = (Receipts::default(), Receipts::default());
            in_order.iter().cloned().for_each(|receipt| one.put(receipt));
            shuffled.iter().cloned().for_each(|receipt| other.put(receipt));
            prop_assert_eq!(&one, &other);
            // Nothing that somebody said last is lost.
            for member in 0..3u8 {
                let of_member = |receipt: &&StoredReceipt| receipt.member == MemberId([member; 16]);
                let last = |list: &[StoredReceipt]| list.iter().rfind(of_member).cloned();
                prop_assert_eq!(last(&one.list), last(&in_order));
                let newest = |list: &[StoredReceipt]| {
                    let confirmed = list.iter().filter(of_member).filter(|receipt| receipt.said.is_confirmed);
                    confirmed.map(|receipt| receipt.said.corrections).max()
                };
                prop_assert_eq!(newest(&one.list), newest(&in_order));
            }
        }

        #[test]
        fn a_stored_notice_from_anywhere_does_not_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = (read_content(&bytes), read_change(&bytes), load_sum(&sum_key(RecordId([1; 16])), &bytes));
        }
    }

    #[test]
    fn a_hostile_member_fills_no_row() {
        let mut kept = Receipts::default();
        for seq in 1..200u64 {
            let corrections = u16::try_from(1_000 - seq).unwrap();
            let said = ReceiptContent {
                version: VERSION,
                household: None,
                door: None,
                is_confirmed: false,
                answer: None,
                at: Millis(0),
                corrections,
            };
            let device = DeviceId([1; 16]);
            kept.put(StoredReceipt { seq, member: MemberId([1; 16]), device, is_propertys: false, said });
        }
        assert_eq!(kept.list.len(), OF_ONE);
        assert_eq!(kept.list.last().unwrap().seq, 199);
    }
}
