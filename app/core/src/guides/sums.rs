//! Entries in short: what lists, the duty of a day and search look at.

use linli_contract::guides::DutyLine;
use linli_shared::blobs::{Attachment, BlobId};
use linli_shared::calendar::Millis;
use linli_shared::guides::{Duty, GuideChange, GuideContent, GuideState, Shelf, fold};
use linli_shared::ids::{MemberId, RecordId};
use linli_shared::kinds::Kind;

use crate::device::Device;
use crate::search::Words;
use crate::square::Thread;

/// Something to look up in short.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct GuideSum {
    /// Who began it.
    #[n(0)]
    pub by: MemberId,
    /// Its shelf.
    #[n(1)]
    pub shelf: Shelf,
    /// Title; empty if only a newer release can read it.
    #[n(2)]
    pub title: String,
    /// Text.
    #[n(3)]
    pub text: String,
    /// A telephone number.
    #[n(4)]
    pub phone: String,
    /// Where.
    #[n(5)]
    pub place: String,
    /// When somebody is there.
    #[n(6)]
    pub hours: String,
    /// Who is on duty, by day.
    #[n(7)]
    pub duty: Vec<Duty>,
    /// Its place on the shelf.
    #[n(8)]
    pub order: u16,
    /// The first photo's thumbnail.
    #[n(9)]
    pub thumb: Option<BlobId>,
    /// When it was last looked after.
    #[n(10)]
    pub changed: Millis,
}

impl GuideSum {
    /// Who is on duty on a day.
    pub(super) fn on_duty(&self, day: i64) -> impl Iterator<Item = DutyLine> {
        self.duty.iter().filter(move |line| i64::from(line.day) == day).filter_map(line)
    }
}

/// A line of duty as screens show it.
pub(super) fn line(duty: &Duty) -> Option<DutyLine> {
    Some(DutyLine { day: duty.date()?, who: duty.who.clone(), phone: duty.phone.clone() })
}

/// What is stored of an entry, folded.
pub(super) fn state(thread: &Thread) -> Option<GuideState> {
    fold(thread.placed())
}

/// Sums an entry up; `None` of one that was taken off its shelf.
pub(crate) fn sum(_: &Device, _: RecordId, thread: &Thread) -> Option<GuideSum> {
    let state = state(thread).filter(|state| !state.is_ended)?;
    let (by, changed) = (thread.opening.by, state.changed);
    let Some(content) = state.content else {
        let empty = String::new;
        let (title, text, phone, place, hours) = (empty(), empty(), empty(), empty(), empty());
        let (shelf, duty, order, thumb) = (Shelf::HowTo, Vec::new(), u16::MAX, None);
        return Some(GuideSum { by, shelf, title, text, phone, place, hours, duty, order, thumb, changed });
    };
    let thumb = content.attached.iter().find_map(|one| Some(one.thumb.as_ref()?.id));
    let GuideContent { shelf, title, text, phone, place, hours, duty, order, .. } = content;
    Some(GuideSum { by, shelf, title, text, phone, place, hours, duty, order, thumb, changed })
}

/// What search finds an entry by.
pub(crate) fn words_of(sum: &GuideSum) -> Words {
    Words::new(&sum.title, sum.changed).text(&sum.text).text(&sum.place).text(&sum.hours).phone(&sum.phone)
}

/// What a content says, if this release can read it.
fn content_of(kind: Kind, content: &[u8]) -> Option<GuideContent> {
    if kind == Kind::Guide {
        return GuideContent::from_content(content).ok();
    }
    match GuideChange::from_content(content).ok()? {
        GuideChange::Changed(content) => Some(content),
        GuideChange::Ended { .. } => None,
    }
}

/// The photos and files that a content of this feature names.
pub(crate) fn attached(kind: Kind, content: &[u8]) -> Vec<Attachment> {
    content_of(kind, content).map(|content| content.attached).unwrap_or_default()
}

/// What a refused content of this feature says in words; `None` for none.
pub(crate) fn words(kind: Kind, content: &[u8]) -> Option<Vec<String>> {
    content_of(kind, content).map(|content| vec![content.title, content.text])
}
