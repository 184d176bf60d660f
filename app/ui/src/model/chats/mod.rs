//! Conversations: addresses, the lines of a conversation, what is unread, quiet hours, forms.

pub mod again;
pub mod badges;
pub mod form;
pub mod hush;
pub mod lines;
pub mod news;
pub mod window;

use linli_contract::chats::ChatId;
use linli_shared::ids::RecordId;

/// The word for the estate's group in addresses.
const ESTATE: &str = "estate";

/// The address of a conversation.
#[must_use]
pub fn path_of(chat: ChatId) -> String {
    match chat {
        ChatId::Estate => format!("/chats/{ESTATE}"),
        ChatId::Circle(record) => format!("/chats/{record}"),
    }
}

/// The address of a message: its conversation, opened where it is.
#[must_use]
pub fn path_at(chat: ChatId, message: RecordId) -> String {
    format!("{}?at={message}", path_of(chat))
}

/// The conversation of the last part of an address.
#[must_use]
pub fn chat_of(part: &str) -> Option<ChatId> {
    if part == ESTATE { Some(ChatId::Estate) } else { part.parse::<RecordId>().ok().map(ChatId::Circle) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_conversation_is_found_by_its_address() {
        for chat in [ChatId::Estate, ChatId::Circle(RecordId([7; 16]))] {
            let path = path_of(chat);
            assert_eq!(path.strip_prefix("/chats/").and_then(chat_of), Some(chat));
        }
        assert_eq!(chat_of("elsewhere"), None);
        let message = RecordId([3; 16]);
        assert_eq!(path_at(ChatId::Estate, message), format!("/chats/estate?at={message}"));
    }
}
