//! Neighbour posts 左邻右舍: what happened around, help, goods for nothing; what neighbours say under them.
//!
//! A post is a record of the [square](crate::square): an opening, and facts about it by its author ([`PostChange`]), by anybody
//! ([`Remark`]) and by the committee ([`PostMark`]). What it came to is a pure fold over them in the order of places.
//! **Invariant:** of two who ask for the same goods the one whose word has the earlier place is the first, on every device.
//! **Invariant:** what is hidden or called a rumour says why and by whom, and can be shown again.

mod check;
mod content;
mod fold;

pub use content::{
    ComplaintContent, Mark, PostChange, PostChangeContent, PostContent, PostMark, Read, Remark, RemarkContent, VERSION,
};
pub use fold::{Ask, Comment, Goods, Post, Set, TicketOf, fold};

use serde::{Deserialize, Serialize};

/// The sections.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, minicbor::Encode, minicbor::Decode,
)]
#[cbor(index_only)]
pub enum Section {
    /// What happens around 身边事.
    #[n(0)]
    Around,
    /// Help, asked for or offered 互助.
    #[n(1)]
    Help,
    /// Things to give away 闲置物品.
    #[n(2)]
    Goods,
}

impl Section {
    /// Every section.
    pub const ALL: [Self; 3] = [Self::Around, Self::Help, Self::Goods];
}

/// Where goods stand.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, minicbor::Encode, minicbor::Decode,
)]
#[cbor(index_only)]
pub enum GoodsState {
    /// To be had.
    #[n(0)]
    Offered,
    /// Kept for the first who asked.
    #[n(1)]
    Reserved,
    /// Gone.
    #[n(2)]
    Given,
}

/// The longest title, in characters; it may be empty.
pub const TITLE: usize = 40;
/// The longest text of a post, in characters.
pub const TEXT: usize = 2_000;
/// The longest comment, in characters.
pub const COMMENT: usize = 500;
/// The longest reason of the committee, of a complaint, or of a withdrawal, in characters.
pub const REASON: usize = 500;
