//! Which of what neighbours say is worth a word from the device: a message, a knock, something new on a followed post.
//!
//! **Invariant:** what was there when the app began is no news; muted conversations are none; no news carries what was said
//! or who said it.

use std::collections::{BTreeMap, BTreeSet};

use linli_contract::chats::{ChatId, ChatsView};
use linli_contract::posts::PostRow;
use linli_shared::calendar::Millis;
use linli_shared::ids::RecordId;

/// Something worth a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Word {
    /// There are new messages.
    Message,
    /// Somebody knocks, or applies to an own group.
    Knock,
    /// A followed post has something new.
    Post,
}

/// What is known already.
#[derive(Debug, Clone, Default)]
pub struct Heard {
    chats: Option<BTreeMap<ChatId, u32>>,
    knocks: BTreeSet<RecordId>,
    posts: Option<BTreeMap<RecordId, Millis>>,
}

impl Heard {
    /// Takes the conversations in; tells what is new in them.
    pub fn chats(&mut self, view: &ChatsView) -> Vec<Word> {
        let unread: BTreeMap<ChatId, u32> =
            view.chats.iter().filter(|row| !row.is_muted).map(|row| (row.chat, row.unread)).collect();
        let knocks: BTreeSet<RecordId> = view.knocks.iter().map(|knock| knock.knock).collect();
        let has_knock = knocks.iter().any(|knock| !self.knocks.contains(knock));
        self.knocks = knocks;
        let Some(before) = self.chats.replace(unread) else { return Vec::new() };
        let is_more = |(chat, unread): (&ChatId, &u32)| *unread > before.get(chat).copied().unwrap_or_default();
        let has_message = self.chats.iter().flatten().any(is_more);
        let found = [(has_message, Word::Message), (has_knock, Word::Knock)];
        found.into_iter().filter_map(|(is_new, word)| is_new.then_some(word)).collect()
    }

    /// Takes followed posts in; tells whether one of them has something new.
    pub fn posts(&mut self, rows: &[PostRow]) -> Option<Word> {
        let now: BTreeMap<RecordId, Millis> =
            rows.iter().filter(|row| row.is_followed).map(|row| (row.post, row.changed)).collect();
        let before = self.posts.replace(now)?;
        let is_new = |row: &PostRow| {
            row.is_followed && row.has_new && before.get(&row.post).is_some_and(|before| *before < row.changed)
        };
        rows.iter().any(is_new).then_some(Word::Post)
    }
}

#[cfg(test)]
mod tests {
    use linli_contract::chats::{ChatRow, KnockRow};
    use linli_contract::posts::{Section, Speaker};
    use linli_contract::sync::RecordSync;
    use linli_shared::ids::MemberId;

    use super::*;

    fn somebody() -> Speaker {
        Speaker { member: MemberId([1; 16]), name: None, office: None, is_me: false }
    }

    fn chat(number: u8, unread: u32, is_muted: bool) -> ChatRow {
        ChatRow {
            chat: ChatId::Circle(RecordId([number; 16])),
            kind: None,
            with: None,
            name: String::new(),
            members: 2,
            last: None,
            unread,
            is_muted,
            is_over: false,
            applications: 0,
        }
    }

    fn view(chats: Vec<ChatRow>, knocks: &[u8]) -> ChatsView {
        let knock = |number: &u8| KnockRow {
            knock: RecordId([*number; 16]),
            by: somebody(),
            group: None,
            words: String::new(),
            at: Millis(0),
            may_open: true,
            owner: None,
        };
        ChatsView { chats, knocks: knocks.iter().map(knock).collect(), ..ChatsView::default() }
    }

    fn post(number: u8, changed: i64, is_followed: bool) -> PostRow {
        PostRow {
            post: RecordId([number; 16]),
            section: Section::ALL[0],
            title: String::new(),
            excerpt: String::new(),
            by: somebody(),
            at: Millis(0),
            changed: Millis(changed),
            thumb: None,
            attached: 0,
            comments: 0,
            likes: 0,
            is_liked: false,
            is_followed,
            has_new: true,
            goods: None,
            is_edited: false,
            is_withdrawn: false,
            is_rumour: false,
            is_hidden: false,
            sync: RecordSync::WithRelay,
        }
    }

    #[test]
    fn a_message_that_comes_later_is_news_once_and_not_where_it_is_muted() {
        let mut heard = Heard::default();
        assert_eq!(heard.chats(&view(vec![chat(1, 4, false)], &[7])), [], "there already");
        assert_eq!(heard.chats(&view(vec![chat(1, 5, false)], &[7])), [Word::Message]);
        assert_eq!(heard.chats(&view(vec![chat(1, 5, false)], &[7])), []);
        assert_eq!(heard.chats(&view(vec![chat(1, 0, false)], &[7])), [], "read");
        assert_eq!(heard.chats(&view(vec![chat(1, 1, false), chat(2, 3, true)], &[7])), [Word::Message]);
        assert_eq!(heard.chats(&view(vec![chat(1, 1, false), chat(2, 9, true)], &[7])), []);
        assert_eq!(heard.chats(&view(vec![chat(1, 1, false), chat(3, 1, false)], &[7])), [Word::Message], "a new one");
    }

    #[test]
    fn a_new_knock_is_news() {
        let mut heard = Heard::default();
        assert_eq!(heard.chats(&view(vec![], &[])), []);
        assert_eq!(heard.chats(&view(vec![], &[1])), [Word::Knock]);
        assert_eq!(heard.chats(&view(vec![], &[1])), []);
        assert_eq!(heard.chats(&view(vec![], &[2])), [Word::Knock]);
    }

    #[test]
    fn only_a_followed_post_that_got_further_is_news() {
        let mut heard = Heard::default();
        assert_eq!(heard.posts(&[post(1, 10, true), post(2, 10, false)]), None);
        assert_eq!(heard.posts(&[post(1, 10, true), post(2, 20, false), post(3, 5, true)]), None, "newly followed");
        assert_eq!(heard.posts(&[post(1, 20, true)]), Some(Word::Post));
        assert_eq!(heard.posts(&[post(1, 20, true)]), None);
    }
}
