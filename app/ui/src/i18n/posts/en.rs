//! In English.

use linli_contract::posts::{GoodsState, OwnAsk, Section};

use super::super::Said;
use super::{PostTexts, talk};
use crate::model::posts::{Lack, Shown};

/// In English.
pub(in crate::i18n) const EN: PostTexts = PostTexts {
    title: "Neighbours",
    hub: "What there is",
    hub_hall: "Council hall",
    hub_hall_what: "Propose, discuss, vote",
    hub_activities: "Activities",
    hub_activities_what: "Join, help out",
    hub_guides: "Look up",
    hub_guides_what: "Phones, duty, services",
    hub_chats: "Messages",
    hub_chats_what: "Groups, letters",
    hub_notices: "Notices",
    hub_notices_what: "Committee, property",
    unread: |number| format!("{number} unread"),
    ballots: |number| {
        if number == 1 { "1 vote waits for you".to_owned() } else { format!("{number} votes wait for you") }
    },
    section,
    section_hint: |section| match section {
        Section::Around => "What you saw or want to say",
        Section::Help => "Ask for help, or offer it",
        Section::Goods => "For nothing, to a neighbour",
    },
    sections: "Which posts",
    shown: |shown| match shown {
        Shown::All => "All",
        Shown::Of(one) => section(one),
        Shown::Mine => "Mine",
    },
    nothing: |shown| match shown {
        Shown::All => {
            Said { what: "Nobody has posted yet", next: "Tap “Post” below and say hello to your neighbours." }
        }
        Shown::Of(Section::Around) => {
            Said { what: "Nothing from around here yet", next: "Did you see something? Post it for your neighbours." }
        }
        Shown::Of(Section::Help) => {
            Said { what: "Nobody asks for help now", next: "If you need a hand or can lend one, post it." }
        }
        Shown::Of(Section::Goods) => {
            Said { what: "Nothing to give away now", next: "Take a photo of what you no longer need and give it away." }
        }
        Shown::Mine => Said { what: "Nothing of yours yet", next: "What you post, comment on or follow appears here." },
    },
    nothing_fits: "Nothing found",
    nothing_fits_next: "Try other words, or choose “All”.",
    search: "Search the posts",
    search_clear: "Clear",
    total: |number| if number == 1 { "1 post".to_owned() } else { format!("{number} posts") },
    list: "Posts",
    write: "Post",
    draft: "You have an unfinished post; go on writing",
    complaints_wait: |number| {
        if number == 1 { "1 report waits for you".to_owned() } else { format!("{number} reports wait for you") }
    },
    new: "New replies",
    edited: "Edited",
    withdrawn: "Taken back",
    rumour: "Not true",
    hidden: "Hidden",
    hidden_words: "The committee hid this; open it to see why.",
    photos: |number| if number == 1 { "1 photo".to_owned() } else { format!("{number} photos") },
    likes: |number| if number == 1 { "1 like".to_owned() } else { format!("{number} likes") },
    goods: |state| match state {
        GoodsState::Offered => "To be had",
        GoodsState::Reserved => "Spoken for",
        GoodsState::Given => "Given away",
    },
    rumour_by: |who, when| format!("Not true, says {who}, {when}"),
    home_title: "Neighbours",
    home_new: |number| {
        if number == 1 {
            "A post you follow has new replies".to_owned()
        } else {
            format!("{number} posts you follow have new replies")
        }
    },
    home_ballots: |number| {
        if number == 1 { "1 vote waits for you".to_owned() } else { format!("{number} votes wait for you") }
    },
    home_next: |title, when| format!("{when} · {title}"),
    home_messages: |number| {
        if number == 1 { "1 unread message".to_owned() } else { format!("{number} unread messages") }
    },
    all: "See the neighbours’ square",
    post: "Post",
    earlier: |number| match number {
        1 => "Edited once; see what it said before".to_owned(),
        number => format!("Edited {number} times; see what it said before"),
    },
    said_until: |when| format!("Until {when} it said:"),
    was_withdrawn: |when| format!("The author took this back, {when}."),
    needs_newer: "Part of this was written by a newer release; update the app to see it.",
    not_sent: "Only on this phone so far; neighbours see it once you are online.",
    like: |number| if number == 0 { "Like".to_owned() } else { format!("Like {number}") },
    follow: "Follow",
    following: "Following",
    followed_done: "You will hear of new replies",
    unfollowed_done: "You no longer hear of new replies",
    more: "More",
    edit: "Edit",
    withdraw: "Take this back",
    withdraw_what: "Neighbours no longer see the words, only that you took them back. This cannot be undone.",
    withdraw_why: "Why you take it back",
    withdraw_why_hint: "For example: solved (may be empty)",
    withdrawn_done: "Taken back",
    rumour_say: "Mark as not true",
    rumour_what: "The words stay; above them it says that they are not true, and what is.",
    rumour_why: "What is true",
    rumour_why_hint: "For example: the water company confirms that the water is fine",
    rumour_off: "No longer mark as not true",
    rumour_done: "Marked as not true",
    rumour_off_done: "No longer marked",
    ask_ticket: "Ask the author to report it",
    ask_ticket_done: "The author was asked; it is for them to decide",
    ticket_asked: |who| format!("{who} would like you to report this to the committee"),
    make_ticket: "Report it to the committee",
    make_ticket_what: "Words and photos go to the committee and the property company as your report; you see how far it is.",
    ticket_category: "What kind of matter",
    ticket_public: "Neighbours see how far it is too",
    ticket_public_hint: "Without your name",
    ticket_make: "Report it",
    ticket_choose: "Please choose what kind of matter it is",
    ticket_done: "Reported to the committee",
    is_ticket: "Reported to the committee",
    is_ticket_see: "See how far it is",
    goods_title: "To give away",
    own_ask: |own| match own {
        OwnAsk::Asked => "You asked for it. Whether you were first shows once you are online.".to_owned(),
        OwnAsk::KeptForMe => "It is kept for you. Agree with the owner when to fetch it.".to_owned(),
        OwnAsk::Behind(before) => format!(
            "A neighbour asked first; you are number {} in the queue. If it becomes free, it goes in this order.",
            before.max(1)
        ),
        OwnAsk::GivenToMe => "It was given to you.".to_owned(),
    },
    want: "I would like it",
    want_done: "You asked for it",
    not_want: "Give up my place",
    not_want_done: "Your place is free, thank you",
    askers: "Who would like it, in order",
    no_askers: "Nobody has asked yet",
    has_it: "Kept for them",
    give: |name| format!("Given to {name}"),
    give_away: "Given to somebody else",
    given_done: "Marked as given away",
    free_again: "Offer it again",
    free_done: "It can be had again",
    writing: "New post",
    editing: "Edit",
    editing_what: "What it said before is kept; neighbours see that it was edited.",
    form_section: "Where it goes",
    form_title: "Title (may be empty)",
    form_title_hint: "For example: a child’s bed to give away",
    form_text: "Text",
    form_text_hint: |section| match section {
        Section::Around => "For example: the breakfast stall at the east gate is not there today.",
        Section::Help => "Say what it is about, when, and how to find you.",
        Section::Goods => "Say what it is, how worn, and when it can be fetched.",
    },
    form_photos: "Photos",
    who_reads: "Members of this community can read it, with your name: residents, committee, grid workers, building leaders, property. Nobody outside can, nor can the server.",
    lack: |lack| match lack {
        Lack::Words => "Write a line, or add a photo",
        Lack::TitleLong => "The title is too long; 40 characters at most",
        Lack::TextLong => "The text is too long; 2000 characters at most",
    },
    kept_hint: "What you type is kept on this device; neighbours see it once you post it.",
    send: "Post it",
    save: "Save",
    sending: "Saving…",
    sent: "Posted; neighbours see it once you are online",
    saved: "Edited",
    may_not_edit: "This cannot be edited",
    may_not_edit_next: "Only its author can, and not once it was taken back.",
    complaints: "Reports from neighbours",
    complaints_none: "No reports to look at",
    complaints_none_next: "What neighbours find wrong with a post comes here; only the committee sees it.",
    complained_by: |who, when| format!("Reported by {who}, {when}"),
    about_comment: "It is about this comment:",
    about_gone: "The post is not on this device; it may have been removed.",
    settled: "Dealt with",
    open_post: "Open it",
    hide_it: "Hide it",
    talk: talk::EN,
};

const fn section(section: Section) -> &'static str {
    match section {
        Section::Around => "Around here",
        Section::Help => "Help",
        Section::Goods => "Give away",
    }
}
