//! What people do in conversations; knocking and answering; what they hear.

use linli_contract::chats::{AnswerKnock, ChatAct, ChatId, DoChat, Hush, Knock, KnockAnswer, KnockAt, SetHearing};
use linli_contract::{Event, Failure};
use linli_shared::circles::{GroupChange, KNOCK, MarksContent};
use linli_shared::ids::{MemberId, RecordId};

use super::heads::head_wants;
use super::pages::want;
use super::write::{draft, hide, may_hide, record_of, send, take_back};
use super::{circle, find, groups, marks, owners};
use crate::device::rows::{Rows, Want};
use crate::device::{Device, Turn};
use crate::square;

/// Minutes of a day.
const DAY: u16 = 24 * 60;

/// The rows that `do_chat` needs.
#[must_use]
pub fn do_chat_wants(device: &Device, request: &DoChat, rows: &Rows) -> Vec<Want> {
    let Ok(chat) = record_of(device, request.chat) else { return Vec::new() };
    let mut wants = super::wants(chat);
    wants.extend(square::sum_wants(device));
    match &request.act {
        ChatAct::TakeBack(_) | ChatAct::Hide(..) => wants.extend(find::all_pages(device, chat, rows)),
        ChatAct::Read(before) => {
            let head = find::head(device, chat, rows).unwrap_or_default();
            let index = before.saturating_sub(1);
            wants.extend(head.pages_between(index, index + 1).into_iter().map(|(number, _)| want(chat, number)));
        }
        ChatAct::Rename { .. } | ChatAct::End | ChatAct::Leave => wants.push(square::want(chat)),
        ChatAct::Send { .. } | ChatAct::Draft(_) | ChatAct::Mute(_) | ChatAct::List(_) | ChatAct::Remove(_) => {}
    }
    wants
}

/// Does something in a conversation.
///
/// # Errors
/// [`Failure::Stranger`], [`Failure::NotHere`], [`Failure::NoRight`], [`Failure::InvalidInput`], [`Failure::TooLate`] for a
/// group that was ended.
pub fn do_chat(device: &mut Device, request: &DoChat, turn: &mut Turn<'_>) -> Result<(), Failure> {
    device.member()?;
    device.square_sums(turn)?;
    let chat = record_of(device, request.chat)?;
    if let ChatId::Circle(record) = request.chat {
        circle::circle(turn, record)?.ok_or(Failure::NotHere)?;
    }
    match &request.act {
        ChatAct::Send { words, attached, reply_to } => send(device, request.chat, words, attached, *reply_to, turn),
        ChatAct::Draft(words) => draft(device, request.chat, words, turn),
        ChatAct::Read(before) => read(device, chat, *before, turn),
        ChatAct::TakeBack(message) => take_back(device, request.chat, *message, turn),
        ChatAct::Hide(message, reason) => hide(device, request.chat, *message, reason, turn),
        ChatAct::Mute(is_muted) => {
            let chosen = marks::chosen(device, *is_muted, turn);
            heard(device, &MarksContent { quiet: [(chat, chosen)].into(), ..MarksContent::default() }, turn);
            Ok(())
        }
        ChatAct::List(is_listed) => list(device, request.chat, *is_listed, turn),
        ChatAct::Rename { name, about } => {
            manages(device, request.chat, turn)?;
            let change = groups::renamed(device, chat, name, about, turn.now.time)?;
            groups::change(device, chat, change, turn)
        }
        ChatAct::End => {
            manages(device, request.chat, turn)?;
            groups::change(device, chat, GroupChange::Ended { at: turn.now.time }, turn)
        }
        ChatAct::Remove(member) => {
            manages(device, request.chat, turn)?;
            circle::remove(device, chat, *member, turn)
        }
        ChatAct::Leave => match request.chat {
            ChatId::Estate => Err(Failure::NoRight),
            ChatId::Circle(record) => {
                owners::hand_on(device, record, turn)?;
                circle::leave(device, record, turn)
            }
        },
    }
}

/// Takes a conversation that is over off the list of all of this person's devices, or puts it back.
fn list(device: &mut Device, chat: ChatId, is_listed: bool, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let ChatId::Circle(record) = chat else { return Err(Failure::NoRight) };
    let row = circle::circle(turn, record)?.ok_or(Failure::NotHere)?;
    if !groups::is_over(device, record, &row, turn)? {
        return Err(Failure::NoRight);
    }
    let chosen = marks::chosen(device, !is_listed, turn);
    heard(device, &MarksContent { unlisted: [(record, chosen)].into(), ..MarksContent::default() }, turn);
    Ok(())
}

/// Who owns a group lets others in and out, renames and ends it.
fn manages(device: &Device, chat: ChatId, turn: &Turn<'_>) -> Result<(), Failure> {
    match chat {
        ChatId::Circle(_) if may_hide(device, chat, turn)? => Ok(()),
        ChatId::Circle(_) | ChatId::Estate => Err(Failure::NoRight),
    }
}

/// Messages before an index were read.
fn read(device: &mut Device, chat: RecordId, before: u32, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let head = device.chat_head(chat, turn)?.unwrap_or_default();
    let place = if before >= head.placed() {
        head.newest(chat, turn)?
    } else {
        let index = before.checked_sub(1);
        let last = index.map(|index| head.at(chat, index, turn)).transpose()?.flatten();
        last.as_ref().map(super::pages::place)
    };
    let Some(place) = place.filter(|place| *place > marks::chat_read(device, chat)) else { return Ok(()) };
    if marks::read_chat(device, chat, place, turn) {
        turn.tell(Event::ChatsChanged);
    }
    Ok(())
}

fn heard(device: &mut Device, new: &MarksContent, turn: &mut Turn<'_>) {
    if marks::note(device, new, turn) {
        turn.durable();
        turn.tell(Event::ChatsChanged);
        turn.tell(Event::SyncChanged);
    }
}

/// The rows that `set_hearing` needs.
#[must_use]
pub fn set_hearing_wants(_: &Device, _: &SetHearing) -> Vec<Want> {
    Vec::new()
}

/// Sets what this person hears.
///
/// # Errors
/// [`Failure::Stranger`], [`Failure::InvalidInput`] for hours that are none, or for muting oneself.
pub fn set_hearing(device: &mut Device, request: &SetHearing, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let me = device.member()?.0;
    match request {
        SetHearing::Reachable(is_reachable) => {
            let reachable = Some(marks::chosen(device, *is_reachable, turn));
            heard(device, &MarksContent { reachable, ..MarksContent::default() }, turn);
        }
        SetHearing::Mute(member, _) if *member == me => return Err(Failure::InvalidInput),
        SetHearing::Mute(member, is_muted) => mute(device, *member, *is_muted, turn),
        SetHearing::Hush(Hush { from, to }) => {
            if *from >= DAY || *to >= DAY {
                return Err(Failure::InvalidInput);
            }
            let hush = Some(marks::chosen(device, (*from, *to), turn));
            heard(device, &MarksContent { hush, ..MarksContent::default() }, turn);
        }
    }
    Ok(())
}

fn mute(device: &mut Device, member: MemberId, is_muted: bool, turn: &mut Turn<'_>) {
    let chosen = marks::chosen(device, is_muted, turn);
    heard(device, &MarksContent { members: [(member, chosen)].into(), ..MarksContent::default() }, turn);
    turn.tell(Event::SquareChanged(Vec::new()));
}

/// The rows that `knock` needs.
#[must_use]
pub fn knock_wants(device: &Device, request: &Knock) -> Vec<Want> {
    let mut wants = head_wants(device);
    wants.extend(square::sum_wants(device));
    if let KnockAt::Group(group) = request.at {
        wants.push(circle::want(group));
    }
    wants
}

/// Knocks at a neighbour's door, or at that of whoever owns a group now, as far as the community was told.
///
/// # Errors
/// [`Failure::InvalidInput`] for too many words or oneself, [`Failure::NotHere`] for somebody who cannot be reached or a group
/// that is none, [`Failure::TooLate`] where this person is in already.
pub fn knock(device: &mut Device, request: &Knock, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let me = device.member()?.0;
    device.square_sums(turn)?;
    device.chat_heads(turn)?;
    let words = request.words.trim().to_owned();
    if words.chars().count() > KNOCK || words.chars().any(char::is_control) {
        return Err(Failure::InvalidInput);
    }
    let member = match request.at {
        KnockAt::Member(member) => member,
        KnockAt::Group(group) => {
            let sum = groups::group(device, group).filter(|sum| !sum.is_ended).ok_or(Failure::NotHere)?;
            if sum.building.is_some_and(|building| !groups::own_buildings(device).contains(&building)) {
                return Err(Failure::NoRight);
            }
            Some(sum.owner()).filter(|owner| *owner != me).ok_or(Failure::NotHere)?
        }
    };
    let circles = device.chat_heads(turn)?.iter().filter_map(|(id, head)| Some((*id, head.circle.as_ref()?)));
    let mut own = circles.filter(|(_, circle)| circle.is_in);
    let is_there = match request.at {
        KnockAt::Member(member) => own.any(|(_, circle)| circle.with == Some(member)),
        KnockAt::Group(group) => own.any(|(id, _)| id == group),
    };
    if is_there {
        return Err(Failure::TooLate);
    }
    if member == me {
        return Err(Failure::InvalidInput);
    }
    if !device.roster().is_member(member) || !circle::can_be_reached(device, member) {
        return Err(Failure::NotHere);
    }
    circle::knock(device, request.at, member, words, turn)?;
    turn.tell(Event::ChatsChanged);
    Ok(())
}

/// The rows that `answer_knock` needs.
#[must_use]
pub fn answer_knock_wants(device: &Device, request: &AnswerKnock) -> Vec<Want> {
    let knock = circle::knocks(device).into_iter().find(|knock| knock.knock == request.knock);
    let mut wants = head_wants(device);
    wants.extend(square::sum_wants(device));
    wants.extend(knock.into_iter().flat_map(|knock| super::wants(knock.circle)));
    wants
}

/// Answers a knock; the answer is the conversation that was opened.
///
/// # Errors
/// [`Failure::NotHere`], and those of letting somebody in.
pub fn answer_knock(
    device: &mut Device,
    request: &AnswerKnock,
    turn: &mut Turn<'_>,
) -> Result<Option<ChatId>, Failure> {
    device.member()?;
    device.square_sums(turn)?;
    let knock = circle::knocks(device).into_iter().find(|knock| knock.knock == request.knock);
    let knock = knock.filter(|knock| !marks::is_settled(device, knock.knock, knock.at)).ok_or(Failure::NotHere)?;
    let opened = match request.answer {
        KnockAnswer::Open => Some(ChatId::Circle(circle::answer(device, knock.knock, turn)?)),
        KnockAnswer::Leave => None,
        KnockAnswer::Mute => {
            mute(device, knock.by, true, turn);
            None
        }
    };
    let settled = marks::chosen(device, true, turn);
    heard(device, &MarksContent { knocks: [(knock.knock, settled)].into(), ..MarksContent::default() }, turn);
    Ok(opened)
}
