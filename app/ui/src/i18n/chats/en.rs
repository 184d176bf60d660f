//! In English.

use super::super::Said;
use super::ChatTexts;
use crate::model::chats::form::Mistake;

/// In English.
pub(in crate::i18n) const EN: ChatTexts = ChatTexts {
    title: "Messages",
    unread: |count| format!("{count} unread"),
    muted: "Muted",
    nothing_said: "Nobody has said anything yet",
    nothing_said_next: "Write the first words below.",
    said,
    estate: "The whole estate",
    estate_what: "Everybody in the estate reads this",
    building_group: |building| format!("{building}, the building's group"),
    letter_what: "Only the two of you read this",
    members_count: |count| if count == 1 { "1 person".to_owned() } else { format!("{count} people") },
    letters: "Would you like a word with one neighbour alone?",
    letters_what: "Knock first. If they open, you can write to each other, and only the two of you can read it. No phone number is shown to anybody.",
    letters_next: "Find a neighbour",
    over_ones: |count| format!("Over ({count})"),
    waiting: "Doors you knocked at",
    waiting_what: "Once they open, a conversation appears here. Hearing nothing is quite usual; please do not knock again and again.",
    waits_at_member: |name| format!("Waiting for {name} to open"),
    waits_at_group: |name| format!("Waiting to be let into “{name}”"),
    has_new_owner: "Somebody else leads this group now and does not see what you asked before. You can ask again at once.",
    groups: "Groups you may enter",
    no_groups: "There is no other group to enter right now.",
    owned_by: |name| format!("Led by {name}"),
    history: |shares| {
        if shares {
            "Who comes later reads what was said before."
        } else {
            "Who comes later reads only what is said from then on."
        }
    },
    enter: "Enter",
    apply: "Ask to enter",
    asked_to_enter: "Asked, waiting",
    enter_group: |name| format!("Enter “{name}”"),
    enter_what: &[
        "Those who look after the group see your name and what you write here. They do not see your phone number.",
        "Once they agree, the group appears among your messages. You can leave at any time.",
    ],
    begin_building: |building| format!("Begin the group of {building}"),
    new_group: "Begin a group",
    topic_what: "For badminton, buying together, taking children to school. Neighbours see its name and what it is for; they ask, and come in once you agree.",
    building_what: "Everybody who lives in this building may come in; anyone who is in it can let in a neighbour of the same building.",
    group_name: "Name",
    group_name_hint: "At most 20 characters",
    group_about: "What it is for (may be empty)",
    group_about_hint: "Everybody in the estate can read this",
    mistake,
    share_history: "Newcomers read what was said before",
    share_history_hint: "This cannot be changed later. If it is off, everybody reads only what is said after they came.",
    begin: "Begin the group",
    group_begun: "The group has begun",
    knocks: "Somebody knocks",
    knocks_here: "would like a word with you alone.",
    asks_to_enter: |group| format!("would like to enter “{group}”."),
    open_door: "Open",
    let_enter: "Let in",
    leave_closed: "Not now",
    never: "Hear no more of them",
    never_of: |name| format!("Hear no more of them: {name}"),
    knock_unseen: "If you do not open, they will not know that you looked.",
    not_mine,
    understood: "All right",
    let_in: "Let in",
    left_closed: "Not opened; they are not told",
    knock: "Knock",
    knock_at: |name| format!("Knock at {name}’s door"),
    knock_what: &[
        "They see your name and what you write here. They do not see your phone number, and you do not see theirs.",
        "If they open, you can write to each other, and only the two of you can read it.",
        "If they do not open, you are not told. Please do not knock again and again.",
    ],
    knock_words: "Who you are and what it is about (may be empty)",
    knock_words_hint: "For example: I live below, in 301, and wonder about the leak. At most 60 characters",
    knock_long: "At most 60 characters, please make it shorter.",
    knocked: "Knocked. Now they decide",
    not_reached: Said {
        what: "This door cannot be knocked at right now",
        next: "They may not have the newest Linli yet, or do not want knocks. Try again in a few days.",
    },
    in_already: Said {
        what: "No need to knock, you can speak already",
        next: "Look for the conversation among your messages.",
    },
    knock_waits: "You knocked and are waiting for an answer.",
    they_knock: "They are knocking at your door",
    write_letter: "Write",
    no_phone: "Knocking shows no phone number, neither yours nor theirs.",
    mute_member: "Do not hear this person",
    mute_member_hint: "What they say is folded away, and they cannot knock at your door. They will not know.",
    muted_done: "Muted; you hear no more of them",
    unmuted: "You hear this person again",
    unmute: "Hear again",
    unmute_of: |name| format!("Hear {name} again"),
    hearing: "What I want to hear",
    hearing_what: "This holds on each of your devices.",
    reachable: "Neighbours may knock at my door",
    reachable_hint: "If it is off, neighbours cannot knock. Conversations you have go on.",
    hush: "Quiet hours",
    hush_hint: "Messages, knocks and posts show no notification then. You can still look at them in Linli.",
    hush_from: "From",
    hush_to: "To",
    hush_hazards: "Urgent notices are shown at any hour.",
    muted_people: "Muted people",
    muted_people_what: "What they say is folded away, and they cannot knock. They do not know.",
    muted_nobody: "You have muted nobody. You can do so on a person’s page or on a message.",
    muted_chats: "Muted conversations",
    muted_chats_what: "No notifications, and not counted as unread.",
    muted_no_chat: "You have muted no conversation. You can do so at the top right of one.",
    today: "Today",
    new_from_here: "New from here",
    muted_said: |count| format!("Folded away: {count} from people you muted"),
    muted_one: |name| format!("{name} (muted) said something; open to read"),
    earlier: "Show earlier ones",
    later: "Show later ones",
    to_newest: "To the newest",
    what_to_do: "What to do with this message",
    reply: "Reply",
    take_back: "Take back",
    taken_back: "Taken back",
    taken_back_done: "Taken back. Undo puts it into the field again",
    hide: "Hide",
    hide_what: "Nobody sees these words any more, only who hid them and why. They can be shown again.",
    hide_why: "Why it is hidden",
    hide_why_hint: "Everybody can read this reason",
    hidden_done: "Hidden",
    show_again: "Show again",
    see_member: |name| format!("See {name}"),
    mute_short: "Mute this person",
    say_hint: "Say something",
    ended_by: |name, when| format!("{name} ended this group ({when})."),
    unlist: "Take it off the list",
    unlisted: "Taken off the list on each of your devices",
    is_over: "This conversation is over. What was said stays; nothing new can be written.",
    may_not_write: "You can read here, but not write.",
    about: "About this conversation",
    about_estate: "Everybody in the estate reads it and may write. The committee can hide what does not belong here, and must say why.",
    about_letter: "Only the two of you can read it; the committee cannot. They do not see your phone number.",
    about_building: "Only those in the group can read it; the committee cannot. Who lives in the building may come in.",
    about_topic: "Only those in the group can read it; the committee cannot. Its owner decides who comes in.",
    mute_chat: "Mute this conversation",
    mute_chat_hint: "No notifications, and not counted as unread. Nobody else knows.",
    owner: "Owner",
    remove_of: |name| format!("Take {name} out"),
    remove: "Take out of the group",
    remove_what: |name| {
        format!("{name} will not read what is said from now on; what they have read stays on their device.")
    },
    removed: "Taken out",
    rename: "Change name and description",
    renamed: "Changed",
    leave: "Leave",
    leave_what: "You will not read what is said from then on. To come back you have to ask again.",
    leave_letter: "End the letters",
    leave_letter_what: "Neither of you can write then. To speak again, somebody has to knock.",
    left: "Left",
    end: "End the group",
    end_what: "Nobody can write then. What was said stays on everybody’s devices, and everybody can take the group off their list.",
    ended: "The group has ended",
    not_now: "Not now",
    news_message: "There are new messages",
    news_knock: "A neighbour knocks",
    news_post: "There is something new on a post you follow",
};

fn not_mine(group: &str, owner: Option<&str>) -> String {
    let now = owner.map(|owner| format!(", {owner} does now")).unwrap_or_default();
    format!(
        "You no longer lead “{group}”{now}, so you cannot let anybody in. They are told so and can ask again at once."
    )
}

fn said(who: &str, excerpt: &str, photos: u8) -> String {
    let noun = if photos == 1 { "photo" } else { "photos" };
    match (excerpt.is_empty(), photos) {
        (true, 0) => format!("{who}: …"),
        (false, 0) => format!("{who}: {excerpt}"),
        (true, count) => format!("{who}: [{count} {noun}]"),
        (false, count) => format!("{who}: {excerpt} [{count} {noun}]"),
    }
}

const fn mistake(mistake: Mistake) -> &'static str {
    match mistake {
        Mistake::Name => "Please give the group a name.",
        Mistake::NameLong => "A name has at most 20 characters.",
        Mistake::AboutLong => "This has at most 200 characters.",
    }
}
