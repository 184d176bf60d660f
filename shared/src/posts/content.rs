//! What the entries of a post say, as CBOR with numbered fields.
//!
//! **Invariant:** a field is only ever added; a content of a higher version is kept and shown as "newer app needed".

use super::{GoodsState, Section};
use crate::blobs::Attachment;
use crate::calendar::Millis;
use crate::cbor::{self, NotReadable};
use crate::ids::{MemberId, RecordId};

/// The version that this release writes.
pub const VERSION: u8 = 1;

/// What a post says.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct PostContent {
    /// [`VERSION`].
    #[n(0)]
    pub version: u8,
    /// Its section.
    #[n(1)]
    pub section: Section,
    /// Title, one line; may be empty.
    #[n(2)]
    pub title: String,
    /// Text, several lines.
    #[n(3)]
    pub text: String,
    /// Photos and files.
    #[n(4)]
    pub attached: Vec<Attachment>,
    /// Device time.
    #[n(5)]
    pub at: Millis,
}

/// What its author says of a post later, as an entry's content.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct PostChangeContent {
    /// [`VERSION`].
    #[n(0)]
    pub version: u8,
    /// What.
    #[n(1)]
    pub change: PostChange,
    /// Device time.
    #[n(2)]
    pub at: Millis,
}

/// What its author says of a post later.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub enum PostChange {
    /// It now says this; the version before stays readable.
    #[n(0)]
    Edited(#[n(0)] PostContent),
    /// It no longer holds.
    #[n(1)]
    Withdrawn {
        /// Why; may be empty.
        #[n(0)]
        reason: String,
    },
    /// Goods: offered again, or given.
    #[n(2)]
    Goods {
        /// [`GoodsState::Offered`] lets whom they are kept for go, [`GoodsState::Given`] ends it.
        #[n(0)]
        state: GoodsState,
        /// To whom they were given; `None` for somebody outside.
        #[n(1)]
        to: Option<MemberId>,
    },
    /// It became a ticket of its author's.
    #[n(3)]
    Ticket {
        /// The ticket, which those who handle it read.
        #[n(0)]
        ticket: RecordId,
        /// Whether a public version was wished.
        #[n(1)]
        is_public: bool,
    },
}

/// What anybody says under a post, as an entry's content.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct RemarkContent {
    /// [`VERSION`].
    #[n(0)]
    pub version: u8,
    /// What.
    #[n(1)]
    pub remark: Remark,
    /// Device time.
    #[n(2)]
    pub at: Millis,
}

/// What anybody says under a post.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub enum Remark {
    /// Words, photos.
    #[n(0)]
    Comment {
        /// Makes its name ([`crate::square::said_id`]).
        #[cbor(n(0), with = "minicbor::bytes")]
        nonce: [u8; 8],
        /// May be empty where there is a photo.
        #[n(1)]
        words: String,
        /// Photos and files.
        #[n(2)]
        attached: Vec<Attachment>,
        /// The comment it answers.
        #[n(3)]
        reply_to: Option<RecordId>,
    },
    /// An own comment is taken back.
    #[n(1)]
    TakenBack(#[n(0)] RecordId),
    /// Likes it, or no longer.
    #[n(2)]
    Liked(#[n(0)] bool),
    /// Follows it, or no longer.
    #[n(3)]
    Followed(#[n(0)] bool),
    /// Wishes to have the goods, or no longer.
    #[n(4)]
    AskedFor(#[n(0)] bool),
    /// Asks the author to make a ticket of it.
    #[n(5)]
    WantsTicket,
}

/// What the committee says of a post or comment.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct PostMark {
    /// [`VERSION`].
    #[n(0)]
    pub version: u8,
    /// The comment; `None` for the post.
    #[n(1)]
    pub comment: Option<RecordId>,
    /// Which mark.
    #[n(2)]
    pub mark: Mark,
    /// Why; empty takes the mark back.
    #[n(3)]
    pub reason: String,
    /// Device time.
    #[n(4)]
    pub at: Millis,
}

/// A mark of the committee.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
pub enum Mark {
    /// It is no longer shown.
    #[n(0)]
    Hidden,
    /// It is not true 辟谣; the reason says what is.
    #[n(1)]
    Rumour,
}

/// What somebody asks the committee to look at.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct ComplaintContent {
    /// [`VERSION`].
    #[n(0)]
    pub version: u8,
    /// The post.
    #[n(1)]
    pub post: RecordId,
    /// The comment; `None` for the post itself.
    #[n(2)]
    pub comment: Option<RecordId>,
    /// Why.
    #[n(3)]
    pub words: String,
    /// Device time.
    #[n(4)]
    pub at: Millis,
}

cbor::contents! { PostContent PostChangeContent RemarkContent PostMark ComplaintContent }

/// What bytes that should be a content are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Read<T> {
    /// This.
    Here(T),
    /// A newer release's.
    Newer,
}

impl<T: for<'b> minicbor::Decode<'b, ()>> Read<T> {
    /// Reads a content, which begins with its version.
    ///
    /// # Errors
    /// [`NotReadable`] for what is no content of any release.
    pub fn from_content(content: &[u8]) -> Result<Self, NotReadable> {
        let mut decoder = minicbor::Decoder::new(content);
        decoder.array().map_err(|_| NotReadable)?;
        if decoder.u8().map_err(|_| NotReadable)? > VERSION {
            return Ok(Self::Newer);
        }
        cbor::from_slice(content).map(Self::Here)
    }

    /// The content, if this release can read it.
    pub fn here(self) -> Option<T> {
        match self {
            Self::Here(content) => Some(content),
            Self::Newer => None,
        }
    }
}
