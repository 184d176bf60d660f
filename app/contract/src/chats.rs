//! Conversations: the estate's group, groups of buildings, groups one applies to, letters; knocking; what was read and muted.

use linli_shared::blobs::BlobId;
use linli_shared::calendar::Millis;
pub use linli_shared::circles::CircleKind;
use linli_shared::ids::{AreaId, MemberId, RecordId};
use serde::{Deserialize, Serialize};

use crate::photos::AttachedView;
use crate::posts::{MarkView, Speaker};
use crate::sync::RecordSync;

/// A conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ChatId {
    /// Everybody in the community.
    Estate,
    /// A circle: a letter, a building's group, a group one applies to.
    Circle(RecordId),
}

/// Asks for the conversations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadChats;

/// The conversations of this person.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ChatsView {
    /// Those they are in, the newest word first; the estate's group is always there.
    pub chats: Vec<ChatRow>,
    /// Knocks at this person, and at groups they own; oldest first.
    pub knocks: Vec<KnockRow>,
    /// Where this person knocked and waits.
    pub waiting: Vec<WaitingKnock>,
    /// Groups they are not in and may apply to or enter; the own building's first.
    pub groups: Vec<GroupRow>,
    /// The own building, if its group was not begun yet and this person may begin it.
    pub may_begin_building: Option<(AreaId, Vec<String>)>,
    /// Whether neighbours may knock at this person.
    pub is_reachable: bool,
    /// When it is quiet.
    pub hush: Hush,
    /// Members this person has muted.
    pub muted: Vec<Speaker>,
}

/// A conversation in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChatRow {
    /// The conversation.
    pub chat: ChatId,
    /// What it is; `None` of the estate's.
    pub kind: Option<CircleKind>,
    /// The other one of a letter.
    pub with: Option<MemberId>,
    /// A group's name, the other's name of a letter, the building's label; empty of the estate's.
    pub name: String,
    /// Members who read it; 0 of the estate's.
    pub members: u32,
    /// The beginning of what was last said, with who; `None` before the first word.
    pub last: Option<LastWord>,
    /// Messages of others since this person read last, on any of their devices.
    pub unread: u32,
    /// Muted by this person.
    pub is_muted: bool,
    /// It is over: the group was ended, this person left or was taken out, the other one is gone.
    pub is_over: bool,
    /// Applications that wait for this person.
    pub applications: u32,
}

/// What was last said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastWord {
    /// Who.
    pub by: Speaker,
    /// The beginning of it.
    pub excerpt: String,
    /// Photos.
    pub attached: u8,
    /// When.
    pub at: Millis,
    /// Where it is.
    pub sync: RecordSync,
}

/// Somebody knocks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnockRow {
    /// The knock.
    pub knock: RecordId,
    /// Who.
    pub by: Speaker,
    /// The group they apply to; `None` for a letter.
    pub group: Option<(RecordId, String)>,
    /// What they say, at most [`linli_shared::circles::KNOCK`] characters.
    pub words: String,
    /// When.
    pub at: Millis,
    /// Whether this person can open: not where a group they owned went on to somebody else since.
    pub may_open: bool,
    /// Who owns the group, as far as the community was told.
    pub owner: Option<Speaker>,
}

/// Where this person knocked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingKnock {
    /// The knock.
    pub knock: RecordId,
    /// Whom it is for, or who owns the group.
    pub at_member: Speaker,
    /// The group.
    pub group: Option<(RecordId, String)>,
    /// The group went on to another owner since, who does not know of this knock: they may knock again at once.
    pub has_new_owner: bool,
    /// When.
    pub at: Millis,
    /// Where it is.
    pub sync: RecordSync,
}

/// A group one may enter or apply to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupRow {
    /// The group.
    pub group: RecordId,
    /// Its name, or the building's label.
    pub name: String,
    /// What it says of itself.
    pub about: String,
    /// Who owns it.
    pub owner: Speaker,
    /// What it is.
    pub kind: CircleKind,
    /// Whether who comes later reads what was said before.
    pub shares_history: bool,
    /// When it was begun.
    pub at: Millis,
}

/// Asks for a part of a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadChat {
    /// Which.
    pub chat: ChatId,
    /// Messages older than the one at this index from the beginning; `None` for the newest.
    pub before: Option<u32>,
    /// How many, at most 100.
    pub count: u32,
}

/// Asks where in a conversation a message is: its index from the beginning, which [`ReadChat`] is asked by; `None` if it is not
/// there any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindMessage {
    /// The conversation.
    pub chat: ChatId,
    /// The message.
    pub message: RecordId,
}

/// A part of a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChatView {
    /// As in the list.
    pub row: ChatRow,
    /// Messages, oldest first.
    pub messages: Vec<MessageView>,
    /// Index of the first of them from the beginning.
    pub from: u32,
    /// Messages in all.
    pub total: u32,
    /// Index of the first that this person has not read; `None` if all are read.
    pub first_unread: Option<u32>,
    /// Who reads it, by name; empty of the estate's.
    pub members: Vec<Speaker>,
    /// Who owns the group.
    pub owner: Option<Speaker>,
    /// What the group says of itself.
    pub about: String,
    /// Who ended the group, if somebody did.
    pub ended: Option<EndedView>,
    /// Whether who comes later reads what was said before.
    pub shares_history: bool,
    /// What is typed and not sent.
    pub draft: String,
    /// What this person may do.
    pub may: ChatRights,
    /// Applications that wait for this person.
    pub applications: Vec<KnockRow>,
}

/// The end of a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndedView {
    /// Who ended it.
    pub by: Speaker,
    /// When.
    pub at: Millis,
}

/// What this person may do in a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ChatRights {
    /// Write.
    pub write: bool,
    /// Hide others' messages: the committee in the estate's group, a group's owner.
    pub hide: bool,
    /// Let others in and take them out, rename and end it.
    pub manage: bool,
    /// Leave.
    pub leave: bool,
    /// Take it off the list: it is over.
    pub unlist: bool,
}

/// A message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageView {
    /// Its name.
    pub id: RecordId,
    /// Who.
    pub by: Speaker,
    /// When.
    pub at: Millis,
    /// Words; empty of one that was hidden or taken back.
    pub words: String,
    /// Photos.
    pub attached: Vec<AttachedView>,
    /// What it answers: who and the beginning of it.
    pub reply_to: Option<(RecordId, Speaker, String)>,
    /// Its author took it back.
    pub is_withdrawn: bool,
    /// It was hidden.
    pub hidden: Option<MarkView>,
    /// Its author is muted: it is folded, and opened by whoever wants to read it all the same.
    pub is_muted: bool,
    /// It was written by a newer release.
    pub needs_newer_app: bool,
    /// Where it is.
    pub sync: RecordSync,
}

/// Does something in a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoChat {
    /// Which.
    pub chat: ChatId,
    /// What.
    pub act: ChatAct,
}

/// What can be done in a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChatAct {
    /// Says something.
    Send {
        /// Words, at most [`linli_shared::circles::MESSAGE`] characters; may be empty where there is a photo.
        words: String,
        /// Photos that were kept.
        attached: Vec<BlobId>,
        /// The message it answers.
        reply_to: Option<RecordId>,
    },
    /// Keeps what is typed; empty drops it.
    Draft(String),
    /// Messages before this index were read (all of them: the total), on all of this person's devices.
    Read(u32),
    /// Takes an own message back.
    TakeBack(RecordId),
    /// Hides a message, with a reason; an empty reason shows it again.
    Hide(RecordId, String),
    /// Mutes the conversation, or no longer.
    Mute(bool),
    /// Puts a conversation that is over back on the list, or takes it off on all of this person's devices.
    List(bool),
    /// Renames the group and says what it is about.
    Rename {
        /// Its name.
        name: String,
        /// What it says of itself.
        about: String,
    },
    /// Takes a member out, under a new secret.
    Remove(MemberId),
    /// Leaves.
    Leave,
    /// Ends the group.
    End,
}

/// Knocks: asks somebody for a letter, or applies to a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Knock {
    /// Where.
    pub at: KnockAt,
    /// What one says; may be empty.
    pub words: String,
}

/// Where one knocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum KnockAt {
    /// At a member's door.
    Member(MemberId),
    /// At a group.
    Group(RecordId),
}

/// Answers a knock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerKnock {
    /// The knock.
    pub knock: RecordId,
    /// How.
    pub answer: KnockAnswer,
}

/// How a knock is answered; who knocked learns of the first only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum KnockAnswer {
    /// Opens.
    Open,
    /// Does not open.
    Leave,
    /// Does not open, and hears nothing more of this member.
    Mute,
}

/// Begins a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StartGroup {
    /// The building whose group it is; `None` for one that members apply to.
    pub building: Option<AreaId>,
    /// Its name; ignored of a building's.
    pub name: String,
    /// What it says of itself.
    pub about: String,
    /// Whether who comes later reads what was said before.
    pub shares_history: bool,
}

/// Sets what this person hears, on all of their devices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SetHearing {
    /// Neighbours may knock, or not.
    Reachable(bool),
    /// Hears nothing more of a member, or again.
    Mute(MemberId, bool),
    /// When it is quiet.
    Hush(Hush),
}

/// Quiet hours: nothing is told outside the screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Hush {
    /// From and to, in minutes of the local day; equal for none. It may go past midnight.
    pub from: u16,
    /// See `from`.
    pub to: u16,
}

/// Asks what is unread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadUnread;

/// What is unread, for the badges of the tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct UnreadView {
    /// Messages in conversations that are not muted.
    pub messages: u32,
    /// Knocks and applications that wait.
    pub knocks: u32,
    /// Followed posts with something new.
    pub posts: u32,
    /// Notices that are unread.
    pub notices: u32,
    /// Ballots that are open and in which this person has a vote and has not voted.
    pub ballots: u32,
    /// Quiet hours.
    pub hush: Hush,
}
