//! One conversation: a part of its messages, and what this person may do there.

use std::collections::BTreeMap;

use linli_contract::Failure;
use linli_contract::chats::{ChatId, ChatRights, ChatView, MessageView, ReadChat};
use linli_contract::posts::{MarkView, Speaker};
use linli_shared::circles::{ChatContent, CircleKind};
use linli_shared::ids::{MemberId, RecordId};
use linli_shared::square::Standing;

use super::asides::{Asides, Fate, Read, read};
use super::circle::{self, CircleRow};
use super::heads::Head;
use super::pages::{page, want};
use super::take::{excerpt, photos_at};
use super::write::{kind_of, may_hide, may_write, record_of};
use super::{find, groups, list, marks};
use crate::device::rows::{Rows, Want};
use crate::device::{Device, Turn};
use crate::photos;
use crate::square::{self, Said};

/// The most messages of one answer.
const MOST: u32 = 100;

/// The rows that `read_chat` needs.
#[must_use]
pub fn read_chat_wants(device: &Device, request: &ReadChat, rows: &Rows) -> Vec<Want> {
    let Ok(chat) = record_of(device, request.chat) else { return Vec::new() };
    let mut wants = super::wants(chat);
    wants.extend(square::sum_wants(device));
    let Some(head) = find::head(device, chat, rows) else { return wants };
    let (from, to) = range(&head, request);
    wants.extend(head.pages_between(from, to).into_iter().map(|(number, _)| want(chat, number)));
    // What is answered lies most often just before.
    wants.extend(head.pages_between(from.saturating_sub(MOST), from).into_iter().map(|(number, _)| want(chat, number)));
    if let Some(first) = head.unread_after(marks::chat_read(device, chat)).first() {
        wants.push(want(chat, head.page_of(*first)));
    }
    wants
}

/// The indices that are asked for.
fn range(head: &Head, request: &ReadChat) -> (u32, u32) {
    let to = request.before.unwrap_or(u32::MAX).min(head.total());
    (to.saturating_sub(request.count.min(MOST)), to)
}

/// A part of a conversation.
///
/// # Errors
/// [`Failure::Stranger`], [`Failure::NotHere`].
pub fn read_chat(device: &mut Device, request: &ReadChat, turn: &mut Turn<'_>) -> Result<ChatView, Failure> {
    let chat = record_of(device, request.chat)?;
    device.member()?;
    device.square_sums(turn)?;
    let circle = match request.chat {
        ChatId::Estate => None,
        ChatId::Circle(record) => Some(circle::circle(turn, record)?.ok_or(Failure::NotHere)?),
    };
    let head = device.chat_head(chat, turn)?.unwrap_or_default();
    let (from, to) = range(&head, request);
    let said = part(&head, chat, (from, to), turn)?;
    let fates = Asides::of(turn, chat)?.fates(chat);
    let first = head.unread_after(marks::chat_read(device, chat)).first().copied();
    let first_unread = first.map(|first| head.index_of(chat, first, turn)).transpose()?;
    let view = Viewed { request, chat, head: &head, fates: &fates };
    let messages = said.iter().map(|said| message(device, &view, said, turn)).collect::<Result<_, _>>()?;
    let may = rights(device, request.chat, circle.as_ref(), turn)?;
    let group = groups::group(device, chat);
    let knocks = list::knock_rows(device);
    let time = device.clock(turn.now.time);
    Ok(ChatView {
        row: list::row(device, request.chat, chat, &head, &knocks),
        messages,
        from,
        total: head.total(),
        first_unread,
        members: circle.as_ref().map(|row| members(device, row)).unwrap_or_default(),
        owner: circle.as_ref().and_then(|row| row.owner(device.roster(), time)).map(|owner| now(device, owner, turn)),
        about: group.map(|group| group.about.clone()).unwrap_or_default(),
        ended: groups::ended(device, chat),
        shares_history: circle.as_ref().is_none_or(CircleRow::shares_history),
        draft: head.draft.clone(),
        may,
        applications: knocks.into_iter().filter(|knock| is_of(knock, chat)).collect(),
    })
}

fn is_of(knock: &linli_contract::chats::KnockRow, chat: RecordId) -> bool {
    knock.group.as_ref().is_some_and(|(group, _)| *group == chat)
}

/// Messages from one index to before another.
fn part(head: &Head, chat: RecordId, (from, to): (u32, u32), turn: &Turn<'_>) -> Result<Vec<Said>, Failure> {
    let mut all = Vec::new();
    for (number, first) in head.pages_between(from, to) {
        let messages = page(turn, chat, number)?.messages.into_iter().zip(first..);
        all.extend(messages.filter(|(_, index)| (from..to).contains(index)).map(|(said, _)| said));
    }
    let loose = head.loose.iter().zip(head.placed()..).filter(|(_, index)| (from..to).contains(index));
    all.extend(loose.map(|(said, _)| said.clone()));
    Ok(all)
}

/// The conversation that messages are shown of.
struct Viewed<'a> {
    request: &'a ReadChat,
    chat: RecordId,
    head: &'a Head,
    fates: &'a BTreeMap<RecordId, Fate>,
}

fn message(device: &Device, of: &Viewed<'_>, said: &Said, turn: &Turn<'_>) -> Result<MessageView, Failure> {
    let read = read(&said.content);
    let is_newer = read == Ok(Read::Newer);
    let content = match read {
        Ok(Read::Here(ChatContent::Message(message))) => Some(message),
        Ok(Read::Here(ChatContent::TakenBack { .. } | ChatContent::Hidden { .. }) | Read::Newer) | Err(_) => None,
    };
    // What a newer release wrote has a name by its place.
    let unnamed = || RecordId::derive("linli newer message", &[&of.chat.0, &said.seq.to_be_bytes(), &said.device.0]);
    let id = super::asides::message_id(of.chat, said).unwrap_or_else(unnamed);
    let fate = of.fates.get(&id);
    let by = square::speaker(device, said.by, said.standing);
    let is_muted = !by.is_me && marks::is_muted(device, said.by);
    let hidden = fate.and_then(|fate| fate.hidden.as_ref());
    let is_shown = fate.is_none_or(Fate::is_shown);
    let content = content.filter(|_| is_shown);
    let at = photos_at(device, of.chat, kind_of(of.request.chat));
    let reply_to = match content.as_ref().and_then(|content| content.reply_to) {
        Some(answered) => quote(device, of, answered, turn)?,
        None => None,
    };
    Ok(MessageView {
        id,
        at: said.time,
        attached: content.as_ref().map(|content| photos::view(device, at, &content.attached)).unwrap_or_default(),
        words: content.map(|content| content.words).unwrap_or_default(),
        reply_to,
        is_withdrawn: fate.is_some_and(|fate| fate.is_withdrawn),
        hidden: hidden.map(|hiding| MarkView {
            reason: hiding.reason.clone(),
            by: square::speaker(device, hiding.by, hiding.standing),
            at: hiding.at,
        }),
        is_muted,
        needs_newer_app: is_newer && is_shown,
        sync: square::sync_of(device, said),
        by,
    })
}

/// Who said what is answered, and the beginning of it.
fn quote(
    device: &Device,
    of: &Viewed<'_>,
    answered: RecordId,
    turn: &Turn<'_>,
) -> Result<Option<(RecordId, Speaker, String)>, Failure> {
    let Some(said) = find::message(of.head, of.chat, answered, turn)? else { return Ok(None) };
    let is_shown = of.fates.get(&answered).is_none_or(Fate::is_shown) && !marks::is_muted(device, said.by);
    let words = match ChatContent::from_content(&said.content) {
        Ok(ChatContent::Message(message)) if is_shown => excerpt(&message.words),
        Ok(_) | Err(_) => String::new(),
    };
    Ok(Some((answered, square::speaker(device, said.by, said.standing), words)))
}

/// A member as they are now.
fn now(device: &Device, member: MemberId, turn: &Turn<'_>) -> Speaker {
    let time = device.clock(turn.now.time);
    let standing = square::Author { roster: device.roster(), time, member }.standing();
    square::speaker(device, member, standing)
}

/// Who reads a circle, by name; without offices, which nobody asks of a neighbour.
fn members(device: &Device, row: &CircleRow) -> Vec<Speaker> {
    let mut all: Vec<Speaker> =
        row.members().iter().map(|member| square::speaker(device, *member, Standing::default())).collect();
    all.sort_by(|one, other| one.name.cmp(&other.name).then(one.member.cmp(&other.member)));
    all
}

fn rights(
    device: &mut Device,
    chat: ChatId,
    circle: Option<&CircleRow>,
    turn: &Turn<'_>,
) -> Result<ChatRights, Failure> {
    let write = may_write(device, chat, turn).is_ok();
    let hide = write && may_hide(device, chat, turn)?;
    let me = device.member()?.0;
    let time = device.clock(turn.now.time);
    let owns = circle.is_some_and(|row| row.owner(device.roster(), time) == Some(me));
    let is_group = circle.is_some_and(|row| row.kind() != CircleKind::Letter);
    Ok(ChatRights {
        write,
        hide,
        manage: write && owns && is_group,
        leave: circle.is_some_and(|row| row.has(me)) && write,
        unlist: match (chat, circle) {
            (ChatId::Circle(record), Some(row)) => groups::is_over(device, record, row, turn)?,
            (ChatId::Circle(_) | ChatId::Estate, _) => false,
        },
    })
}
