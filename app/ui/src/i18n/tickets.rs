//! Texts: tickets.

mod en;
mod zh;

pub(super) use en::EN;
pub(super) use zh::ZH;

texts! {
    /// Tickets.
    TicketTexts {
        title,
    }
}
