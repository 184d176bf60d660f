//! Neighbour posts 左邻右舍: lists, a post with what was said under it, what people do with it; complaints to the committee.
//!
//! A post is a record of the square (`crate::square`); what its facts mean is [`linli_shared::posts`].
//! **Invariant:** the text of a post that is hidden goes to nobody's screen but its author's and the committee's.

mod acts;
mod complaints;
mod draft;
mod list;
mod post;
mod rules;
mod send;
mod summing;
mod ticket;

pub use acts::{do_post, do_post_wants};
pub use complaints::{read_complaints, read_complaints_wants};
pub use draft::{open_post_form, open_post_form_wants, save_post_draft, save_post_draft_wants};
pub use list::{read_posts, read_posts_wants};
pub use post::{read_post, read_post_wants};
pub use send::{send_post, send_post_wants};

pub(crate) use draft::give_back;
pub(crate) use rules::{attached, may_say, words};
pub(crate) use summing::{PostSum, sum, words_of};
