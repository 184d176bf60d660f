//! Joining 入群: what a poster carries, what a newcomer asks, the codes that are scanned, the numbers on paper.
//!
//! **Invariant:** a scanned code is a link whose secret stands behind `#`, which browsers never send.
//! **Invariant:** a newcomer's name, door and telephone travel sealed to the invitation's key alone.

mod code;
mod paper;
mod request;

pub use code::{Card, CodeError, Invite, InviteSecret, Permit, ScannedCode, Voucher, VoucherWrap};
pub use paper::{PAPER_GROUPS, PaperError, PaperSecret};
pub use request::{Consent, JoinRequest, Reply, ReplyReason, SealedRequest, Wish};

#[cfg(test)]
mod tests;
