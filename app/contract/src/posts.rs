//! Neighbour posts 左邻右舍: lists, a post with what was said under it, what people do with it; complaints to the committee.

use linli_shared::blobs::BlobId;
use linli_shared::calendar::Millis;
use linli_shared::ids::{MemberId, RecordId};
pub use linli_shared::posts::{GoodsState, Section};
use serde::{Deserialize, Serialize};

use crate::photos::AttachedView;
use crate::sync::RecordSync;

/// Somebody who says something, as a screen shows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// The member.
    pub member: MemberId,
    /// Their name; `None` if it has not arrived.
    pub name: Option<String>,
    /// What they were when they said it; an ordinary neighbour is none of these.
    pub office: Option<Office>,
    /// This person themself.
    pub is_me: bool,
}

/// In which office somebody speaks, the highest of theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Office {
    /// The committee.
    Committee,
    /// A grid worker.
    Worker,
    /// A building leader.
    Leader,
    /// The property company.
    Property,
    /// A volunteer.
    Volunteer,
}

/// Asks for a part of the posts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadPosts {
    /// Only of this section.
    pub section: Option<Section>,
    /// Only this person's own and those they follow.
    pub mine: bool,
    /// Only those that hold this text; empty for all.
    pub text: String,
    /// From which row.
    pub from: u32,
    /// How many rows, at most 100.
    pub count: u32,
}

/// A part of the posts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PostsView {
    /// The rows asked for, those with the newest word first.
    pub rows: Vec<PostRow>,
    /// How many there are.
    pub total: u32,
    /// Whether this person may post.
    pub may_post: bool,
    /// Whether a post was begun and not sent.
    pub has_draft: bool,
    /// Complaints that wait for the committee; `None` for who does not see them.
    pub complaints: Option<u32>,
}

/// A post in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostRow {
    /// The post.
    pub post: RecordId,
    /// Its section.
    pub section: Section,
    /// Title; may be empty.
    pub title: String,
    /// The beginning of its text; empty of a hidden one.
    pub excerpt: String,
    /// Who wrote it.
    pub by: Speaker,
    /// When: the relay's time, or the device's own.
    pub at: Millis,
    /// When something was last said.
    pub changed: Millis,
    /// The first photo's thumbnail.
    pub thumb: Option<BlobId>,
    /// Photos.
    pub attached: u8,
    /// Comments that stand.
    pub comments: u32,
    /// Members who like it.
    pub likes: u32,
    /// Whether this person does.
    pub is_liked: bool,
    /// Whether this person follows it: their own, commented on, or asked for.
    pub is_followed: bool,
    /// Whether something was said since this person opened it.
    pub has_new: bool,
    /// Goods: where they stand.
    pub goods: Option<GoodsState>,
    /// Its author edited it.
    pub is_edited: bool,
    /// Its author took it back.
    pub is_withdrawn: bool,
    /// The committee says that it is not true.
    pub is_rumour: bool,
    /// The committee hid it.
    pub is_hidden: bool,
    /// Where it is.
    pub sync: RecordSync,
}

/// Asks for a post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadPost {
    /// The post.
    pub post: RecordId,
    /// Which comments with it.
    pub part: TalkPart,
}

/// A post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostView {
    /// As in the list.
    pub row: PostRow,
    /// Its text; empty of a hidden one, unless this person wrote it or is a steward.
    pub text: String,
    /// Photos.
    pub attached: Vec<AttachedView>,
    /// What it said before, newest first, with when that ended.
    pub earlier: Vec<(PostForm, Millis)>,
    /// Why and when it was taken back.
    pub withdrawn: Option<(String, Millis)>,
    /// Why it is hidden, by whom and since when.
    pub hidden: Option<MarkView>,
    /// Why it is a rumour, by whom and since when.
    pub rumour: Option<MarkView>,
    /// What was said under it.
    pub talk: TalkView,
    /// Goods: who it is kept for, and who else asked, in their order; of neighbours only who may know.
    pub askers: Vec<Asker>,
    /// Where this person stands among those who asked.
    pub own_ask: Option<OwnAsk>,
    /// Somebody who handles tickets asks the author to make it one.
    pub ticket_asked: Option<Speaker>,
    /// The ticket it became, for who may open it; its public version otherwise.
    pub ticket: Option<RecordId>,
    /// Whether it became a ticket.
    pub is_ticket: bool,
    /// What this person may do.
    pub may: PostRights,
    /// Part of it was written by a newer release.
    pub needs_newer_app: bool,
}

/// A mark of the committee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkView {
    /// Why.
    pub reason: String,
    /// Who.
    pub by: Speaker,
    /// Since when.
    pub at: Millis,
}

/// Which comments of a long talk are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum TalkPart {
    /// The newest.
    #[default]
    Newest,
    /// Some by their numbers, 0 being the oldest.
    Between {
        /// The first.
        from: u32,
        /// The first that is not among them; `None` for all to the end, and what comes.
        to: Option<u32>,
    },
    /// One with those around it; the newest if it is not here.
    Around(RecordId),
}

/// A part of what was said under a thing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TalkView {
    /// The comments, oldest first.
    pub comments: Vec<CommentView>,
    /// How many come before these.
    pub earlier: u32,
    /// How many come after these.
    pub later: u32,
    /// What these answer and is not among them.
    pub answered: Vec<CommentView>,
}

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentView {
    /// Its name.
    pub id: RecordId,
    /// Who.
    pub by: Speaker,
    /// When.
    pub at: Millis,
    /// The words; empty of one that was hidden or taken back.
    pub words: String,
    /// Photos.
    pub attached: Vec<AttachedView>,
    /// What it answers.
    pub reply_to: Option<RecordId>,
    /// Its author took it back.
    pub is_withdrawn: bool,
    /// The committee hid it, for this reason.
    pub hidden: Option<MarkView>,
    /// The author is muted on this person's devices.
    pub is_muted: bool,
    /// Where it is.
    pub sync: RecordSync,
}

/// Somebody who asked for goods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asker {
    /// Who.
    pub who: Speaker,
    /// When.
    pub at: Millis,
    /// It is kept for them.
    pub has_it: bool,
}

/// Where this person stands among those who asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum OwnAsk {
    /// Asked; the relay has not said yet who was first.
    Asked,
    /// It is kept for them.
    KeptForMe,
    /// Somebody was first; so many are before them, should it become free.
    Behind(u32),
    /// It was given to them.
    GivenToMe,
}

/// What this person may do with a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PostRights {
    /// Comment, like, follow.
    pub speak: bool,
    /// Edit and take back.
    pub edit: bool,
    /// Ask for the goods.
    pub ask_for: bool,
    /// Say that the goods are given, or free again.
    pub give: bool,
    /// Hide, mark as rumour.
    pub mark: bool,
    /// Make a ticket of it: its author.
    pub make_ticket: bool,
    /// Ask the author to make a ticket of it.
    pub ask_for_ticket: bool,
    /// Report it to the committee.
    pub complain: bool,
}

/// What a post says, as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostForm {
    /// Section.
    pub section: Section,
    /// Title, at most [`linli_shared::posts::TITLE`] characters; may be empty.
    pub title: String,
    /// Text, at most [`linli_shared::posts::TEXT`] characters.
    pub text: String,
    /// Photos that were kept or that it has already.
    pub attached: Vec<BlobId>,
}

/// Opens the form of a post: the draft of a new one, or an own one to edit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenPostForm {
    /// The post to edit.
    pub edits: Option<RecordId>,
}

/// What the form begins with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostFormView {
    /// What was typed so far, or what the post says.
    pub form: PostForm,
    /// Its photos that are here.
    pub attached: Vec<AttachedView>,
    /// When the draft was last kept; `None` if there is none.
    pub saved: Option<Millis>,
}

/// Keeps what is typed; an empty form drops the draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavePostDraft {
    /// The post it edits.
    pub edits: Option<RecordId>,
    /// What is typed.
    pub form: PostForm,
}

/// Posts, or edits a post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendPost {
    /// The post it edits.
    pub edits: Option<RecordId>,
    /// What it says.
    pub form: PostForm,
}

/// Does something with a post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoPost {
    /// The post.
    pub post: RecordId,
    /// What.
    pub act: PostAct,
}

/// What can be done with a post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PostAct {
    /// Says something under it.
    Comment {
        /// Words, at most [`linli_shared::posts::COMMENT`] characters; may be empty where there is a photo.
        words: String,
        /// Photos that were kept.
        attached: Vec<BlobId>,
        /// The comment it answers.
        reply_to: Option<RecordId>,
    },
    /// Takes an own comment back.
    TakeBack(RecordId),
    /// Likes it, or no longer.
    Like(bool),
    /// Follows it, or no longer.
    Follow(bool),
    /// This person has opened it and read so far.
    Seen,
    /// Asks for the goods, or no longer.
    AskFor(bool),
    /// The goods are offered again, given to whom they were kept for, or to somebody else.
    Goods(GoodsState),
    /// Takes the post back, with a reason that may be empty.
    Withdraw(String),
    /// The committee hides it, or a comment, with a reason; an empty reason shows it again.
    Hide {
        /// The comment; `None` for the post.
        comment: Option<RecordId>,
        /// Why.
        reason: String,
    },
    /// The committee says that it is not true, with what is; an empty text takes that back.
    Rumour(String),
    /// Asks the committee to look at it.
    Complain {
        /// The comment; `None` for the post.
        comment: Option<RecordId>,
        /// Why.
        words: String,
    },
    /// Asks the author to make a ticket of it.
    AskForTicket,
    /// The author makes a ticket of it: category, and whether everybody may read it.
    MakeTicket {
        /// The category's key.
        category: String,
        /// Whether a public version is wished.
        is_public: bool,
    },
}

/// Asks for the complaints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadComplaints;

/// A complaint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComplaintRow {
    /// The complaint.
    pub complaint: RecordId,
    /// What it is about; `None` if it is not on this device.
    pub post: Option<PostRow>,
    /// The comment it is about.
    pub comment: Option<CommentView>,
    /// Who complains; nobody but the committee learns it.
    pub by: Speaker,
    /// Why.
    pub words: String,
    /// When.
    pub at: Millis,
    /// What it is about is hidden already, or marked, or taken back.
    pub is_settled: bool,
}
