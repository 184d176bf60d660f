//! A post in short, for lists and search.

use linli_shared::blobs::BlobId;
use linli_shared::calendar::Millis;
use linli_shared::circles::ReadPlace;
use linli_shared::ids::{MemberId, RecordId};
use linli_shared::posts::{Comment, GoodsState, Post, Section, fold};
use linli_shared::square::Standing;

use crate::device::Device;
use crate::square::{Said, Thread};

/// A post in short.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct PostSum {
    /// Who wrote it.
    #[n(0)]
    pub by: MemberId,
    /// What they were then.
    #[n(1)]
    pub standing: Standing,
    /// When.
    #[n(2)]
    pub time: Millis,
    /// When something was last said.
    #[n(3)]
    pub changed: Millis,
    /// The place of the newest word of somebody else; the beginning of the log if there is none.
    #[n(4)]
    pub heard: ReadPlace,
    /// Its section.
    #[n(5)]
    pub section: Section,
    /// Title; may be empty.
    #[n(6)]
    pub title: String,
    /// Its text.
    #[n(7)]
    pub text: String,
    /// The first photo's thumbnail.
    #[n(8)]
    pub thumb: Option<BlobId>,
    /// Photos and files.
    #[n(9)]
    pub attached: u8,
    /// Comments that stand.
    #[n(10)]
    pub comments: u32,
    /// Members who like it.
    #[n(11)]
    pub likes: u32,
    /// This person does.
    #[n(12)]
    pub is_liked: bool,
    /// This person follows it.
    #[n(13)]
    pub is_followed: bool,
    /// Goods: where they stand.
    #[n(14)]
    pub goods: Option<GoodsState>,
    /// Its author edited it.
    #[n(15)]
    pub is_edited: bool,
    /// Its author took it back.
    #[n(16)]
    pub is_withdrawn: bool,
    /// The committee says that it is not true.
    #[n(17)]
    pub is_rumour: bool,
    /// The committee hid it.
    #[n(18)]
    pub is_hidden: bool,
    /// Part of it was written by a newer release.
    #[n(19)]
    pub is_newer: bool,
}

/// What a record came to.
pub(super) fn folded(id: RecordId, thread: &Thread) -> Option<Post> {
    fold(id, thread.placed())
}

/// Sums a post up; `None` while nothing of it can be read.
pub(crate) fn sum(device: &Device, id: RecordId, thread: &Thread) -> Option<PostSum> {
    let me = device.member().map(|(me, _)| me).unwrap_or_default();
    folded(id, thread).map(|post| sum_of(&post, thread, me))
}

pub(super) fn sum_of(post: &Post, thread: &Thread, me: MemberId) -> PostSum {
    let content = post.content.as_ref();
    let attached = content.map(|content| content.attached.as_slice()).unwrap_or_default();
    let said = |number: &usize| match number.checked_sub(1) {
        None => Some(&thread.opening),
        Some(after) => thread.said.get(after),
    };
    let others = post.words.iter().filter_map(said).filter(|said: &&Said| said.by != me);
    let heard = others.map(|said| ReadPlace { seq: said.seq, index: said.index }).max();
    PostSum {
        by: post.by,
        standing: post.standing,
        time: post.time,
        changed: post.changed,
        heard: heard.unwrap_or_default(),
        section: content.map_or(Section::Around, |content| content.section),
        title: content.map(|content| content.title.clone()).unwrap_or_default(),
        text: content.map(|content| content.text.clone()).unwrap_or_default(),
        thumb: attached.iter().find_map(|one| one.thumb.as_ref().map(|thumb| thumb.id)),
        attached: u8::try_from(attached.len()).unwrap_or(u8::MAX),
        comments: count(post.comments.iter().filter(|comment: &&Comment| comment.stands()).count()),
        likes: count(post.likes.len()),
        is_liked: post.likes.contains(&me),
        is_followed: post.is_followed_by(me),
        goods: post.goods_state(),
        is_edited: !post.earlier.is_empty(),
        is_withdrawn: post.withdrawn.is_some(),
        is_rumour: post.rumour.is_some(),
        is_hidden: post.hidden.is_some(),
        is_newer: post.needs_newer_app,
    }
}

/// What search finds a post by; nothing of one that is hidden.
pub(crate) fn words_of(sum: &PostSum) -> Option<crate::search::Words> {
    let words = crate::search::Words::new(&sum.title, sum.changed).text(&sum.text).by(sum.by).last(sum.is_withdrawn);
    (!sum.is_hidden).then_some(words)
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
