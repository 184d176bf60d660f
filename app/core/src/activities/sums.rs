//! Activities in short, and where somebody stands in one.

use linli_contract::activities::OwnPlace;
use linli_shared::activities::{
    ActivityContent, ActivityKind, ActivityState, ActivityStep, Person, Seat, SignUpContent, fold,
};
use linli_shared::blobs::{Attachment, BlobId};
use linli_shared::calendar::Millis;
use linli_shared::ids::{MemberId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::square::Standing;

use crate::device::Device;
use crate::search::Words;
use crate::square::Thread;

/// An activity in short.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct ActivitySum {
    /// Who called.
    #[n(0)]
    pub by: MemberId,
    /// What they were then.
    #[n(1)]
    pub standing: Standing,
    /// What it is.
    #[n(2)]
    pub kind: ActivityKind,
    /// Title; empty if only a newer release can read it.
    #[n(3)]
    pub title: String,
    /// Text.
    #[n(4)]
    pub text: String,
    /// Where.
    #[n(5)]
    pub place: String,
    /// When it begins.
    #[n(6)]
    pub begins: Millis,
    /// When it ends.
    #[n(7)]
    pub ends: Millis,
    /// Places; 0 for as many as come.
    #[n(8)]
    pub places: u16,
    /// People who come, or have the task.
    #[n(9)]
    pub coming: u32,
    /// Sign-ups on the waiting list, or claims.
    #[n(10)]
    pub waiting: u32,
    /// Where this person stands.
    #[n(11)]
    pub own: OwnSum,
    /// It was called off.
    #[n(12)]
    pub is_off: bool,
    /// The first photo's thumbnail.
    #[n(13)]
    pub thumb: Option<BlobId>,
    /// When whoever called said something last.
    #[n(14)]
    pub changed: Millis,
}

/// Where this person stands, as it is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) enum OwnSum {
    /// Not signed up.
    #[n(0)]
    None,
    /// Signed up on this device.
    #[n(1)]
    Asked,
    /// Comes.
    #[n(2)]
    Coming,
    /// Waits, so many before them.
    #[n(3)]
    Waiting(#[n(0)] u32),
    /// Claimed the task.
    #[n(4)]
    Claimed,
    /// Has the task.
    #[n(5)]
    HasTask,
    /// Was there, or did the task.
    #[n(6)]
    Attended,
}

impl OwnSum {
    /// Where somebody stands.
    pub(super) fn of(state: &ActivityState, person: Option<&Person>) -> Self {
        let Some(person) = person else { return Self::None };
        if person.done.is_some() || person.came == Some(true) {
            return Self::Attended;
        }
        match person.seat {
            Seat::Unlisted => Self::None,
            Seat::Comes | Seat::Waits | Seat::Claims if !person.is_confirmed => Self::Asked,
            Seat::Comes => Self::Coming,
            Seat::Waits => Self::Waiting(state.before(person.member)),
            Seat::Claims => Self::Claimed,
            Seat::Has => Self::HasTask,
        }
    }

    /// As screens show it.
    pub(super) const fn view(self) -> OwnPlace {
        match self {
            Self::None => OwnPlace::None,
            Self::Asked => OwnPlace::Asked,
            Self::Coming => OwnPlace::Coming,
            Self::Waiting(before) => OwnPlace::Waiting(before),
            Self::Claimed => OwnPlace::Claimed,
            Self::HasTask => OwnPlace::HasTask,
            Self::Attended => OwnPlace::Attended,
        }
    }
}

/// What is stored of an activity, folded.
pub(super) fn state(thread: &Thread) -> Option<ActivityState> {
    fold(thread.placed())
}

/// Sums an activity up; `None` while nothing of it can be read.
pub(crate) fn sum(device: &Device, _: RecordId, thread: &Thread) -> Option<ActivitySum> {
    let state = state(thread)?;
    let own = device.member().ok().and_then(|(me, _)| state.person(me));
    let content = state.content.as_ref();
    let text = |of: fn(&ActivityContent) -> &String| content.map(of).cloned().unwrap_or_default();
    Some(ActivitySum {
        by: state.by,
        standing: state.standing,
        kind: content.map_or(ActivityKind::Gathering, |content| content.kind),
        title: text(|content| &content.title),
        text: text(|content| &content.text),
        place: text(|content| &content.place),
        begins: content.map_or(state.called, |content| content.begins),
        ends: content.map_or(state.called, |content| content.ends),
        places: content.map_or(0, |content| content.places),
        coming: state.coming(),
        waiting: state.waiting(),
        own: OwnSum::of(&state, own),
        is_off: state.off.is_some(),
        thumb: content.and_then(|content| content.attached.iter().find_map(|one| Some(one.thumb.as_ref()?.id))),
        changed: state.changed,
    })
}

/// What search finds an activity by.
pub(crate) fn words_of(sum: &ActivitySum) -> Words {
    Words::new(&sum.title, sum.changed).text(&sum.text).text(&sum.place).last(sum.is_off)
}

/// The photos and files that a content of this feature names.
#[allow(clippy::wildcard_enum_match_arm, reason = "no other kind is of an activity")]
pub(crate) fn attached(kind: Kind, content: &[u8]) -> Vec<Attachment> {
    let named = match kind {
        Kind::Activity => ActivityContent::from_content(content).ok().map(|call| call.attached),
        Kind::ActivityStep => match ActivityStep::from_content(content).ok() {
            Some(ActivityStep::Changed(call)) => Some(call.attached),
            _ => None,
        },
        Kind::SignUp => match SignUpContent::from_content(content).ok() {
            Some(SignUpContent::Done { attached, .. }) => Some(attached),
            Some(SignUpContent::SignedUp { .. } | SignUpContent::SignedOff { .. }) | None => None,
        },
        _ => None,
    };
    named.unwrap_or_default()
}

/// What a refused content of this feature says in words; `None` for none.
#[allow(clippy::wildcard_enum_match_arm, reason = "no other kind is of an activity")]
pub(crate) fn words(kind: Kind, content: &[u8]) -> Option<Vec<String>> {
    let of_call = |call: ActivityContent| vec![call.title, call.text];
    match kind {
        Kind::Activity => ActivityContent::from_content(content).ok().map(of_call),
        Kind::ActivityStep => match ActivityStep::from_content(content).ok()? {
            ActivityStep::Changed(call) => Some(of_call(call)),
            ActivityStep::CalledOff { reason, .. } => Some(vec![reason]),
            ActivityStep::Thanked { words, .. } => Some(vec![words]),
            ActivityStep::Attendance { .. } | ActivityStep::Given { .. } => None,
        },
        Kind::SignUp => match SignUpContent::from_content(content).ok()? {
            SignUpContent::SignedUp { words, .. } | SignUpContent::Done { words, .. } => Some(vec![words]),
            SignUpContent::SignedOff { .. } => None,
        },
        _ => None,
    }
}
