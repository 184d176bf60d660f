//! The rights of the person: extracts, wishes, erasure, the read trail.
//!
//! A member who does not keep the register reads of it what was sealed for their own device (`extract`), wishes what
//! they want changed ([`propose`](self::propose())), and reads who looked. The formats are in `content`, `wish` and
//! `contact`.

mod answer;
pub(crate) mod contact;
mod content;
mod desk;
pub(crate) mod due;
mod erase;
mod extract;
pub(crate) mod following;
pub(crate) mod marks;
mod open;
mod propose;
mod record;
pub(crate) mod trail;
mod wish;

pub use answer::{answer_proposal, answer_wants};
pub use desk::{proposal_wants, proposals};
pub(crate) use erase::forget;
pub use erase::{erase, erase_wants};
pub(crate) use extract::{first_extract, wants as first_extract_wants};
pub use open::needs_register;
pub use propose::propose;
pub use record::my_record;
pub(crate) use record::{door_of, path_of};
pub use trail::{opened, trail};
