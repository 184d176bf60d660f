//! One post, with what was said under it.

use linli_contract::Failure;
use linli_contract::posts::{Asker, CommentView, MarkView, OwnAsk, PostForm, PostRights, PostView, ReadPost, Speaker};
use linli_shared::access::RecordAt;
use linli_shared::ids::RecordId;
use linli_shared::kinds::Kind;
use linli_shared::posts::{Comment, GoodsState, Post, PostContent, Set};
use linli_shared::square::Standing;
use linli_shared::tickets::public_record;

use super::list::{Reader, sync, syncs};
use super::summing::{folded, sum_of};
use super::{complaints, send, ticket};
use crate::device::rows::Want;
use crate::device::{Device, Turn};
use crate::square::{self, Thread, speaker, sync_of};
use crate::{photos, tickets};

/// The rows that `read_post` needs.
#[must_use]
pub fn read_post_wants(device: &Device, request: &ReadPost) -> Vec<Want> {
    let mut wants = tickets::sums::wants(device);
    wants.push(square::want(request.post));
    wants
}

/// A post.
///
/// # Errors
/// [`Failure::Stranger`], [`Failure::NotHere`].
pub fn read_post(device: &mut Device, request: &ReadPost, turn: &mut Turn<'_>) -> Result<PostView, Failure> {
    device.member()?;
    device.sums(turn)?;
    let id = request.post;
    let (thread, post) = open(id, turn)?;
    let device = &*device;
    let reader = Reader::of(device)?;
    let at = square::at(device, id, Kind::Post);
    let row = reader.row(id, &sum_of(&post, &thread, reader.me), sync(&syncs(device), id));
    let is_shown = post.hidden.is_none() || reader.sees_hidden(post.by);
    let content = post.content.as_ref().filter(|_| is_shown);
    let earlier = post.earlier.iter().rev().filter(|_| is_shown);
    let askers = post.goods.asked.iter().filter(|ask| post.by == reader.me || ask.by == reader.me);
    let said: Vec<_> = post.comments.iter().map(|comment| (comment.id, comment.reply_to)).collect();
    let view = |number: usize| Some(comment(&reader, device, at, &thread, post.comments.get(number)?));
    let asked = post.ticket_asked.filter(|_| post.ticket.is_none());
    Ok(PostView {
        text: content.map(|content| content.text.clone()).unwrap_or_default(),
        attached: content.map(|content| photos::view(device, at, &content.attached)).unwrap_or_default(),
        earlier: earlier.map(|(content, until)| (form(content), *until)).collect(),
        withdrawn: post.withdrawn.clone(),
        hidden: post.hidden.as_ref().map(|set| mark(device, set)),
        rumour: post.rumour.as_ref().map(|set| mark(device, set)),
        talk: square::talk(&said, request.part, view),
        askers: askers
            .map(|ask| Asker {
                who: speaker(device, ask.by, ask.standing),
                at: ask.time,
                has_it: post.goods.kept_for == Some(ask.by),
            })
            .collect(),
        own_ask: own_ask(&post, &reader),
        ticket_asked: asked.map(|(by, standing): (_, Standing)| -> Speaker { speaker(device, by, standing) }),
        ticket: ticket_of(device, &post),
        is_ticket: post.ticket.is_some(),
        may: rights(device, &reader, &post),
        needs_newer_app: post.needs_newer_app,
        row,
    })
}

/// A post with its row, which has to be loaded.
///
/// # Errors
/// [`Failure::NotHere`].
pub(super) fn open(id: RecordId, turn: &Turn<'_>) -> Result<(Thread, Post), Failure> {
    let thread = square::thread(turn, id)?.filter(|thread| thread.opening.kind == Kind::Post);
    let thread = thread.ok_or(Failure::NotHere)?;
    let post = folded(id, &thread).ok_or(Failure::NotHere)?;
    Ok((thread, post))
}

/// What a post says, as it is written.
pub(super) fn form(content: &PostContent) -> PostForm {
    PostForm {
        section: content.section,
        title: content.title.clone(),
        text: content.text.clone(),
        attached: content.attached.iter().map(|one| one.full.id).collect(),
    }
}

fn mark(device: &Device, set: &Set) -> MarkView {
    MarkView { reason: set.reason.clone(), by: speaker(device, set.by, set.standing), at: set.time }
}

/// A comment as it is shown.
pub(super) fn comment(
    reader: &Reader<'_>,
    device: &Device,
    at: RecordAt,
    thread: &Thread,
    comment: &Comment,
) -> CommentView {
    let stands = comment.stands();
    let said = comment.fact.checked_sub(1).and_then(|after| thread.said.get(after));
    CommentView {
        id: comment.id,
        by: speaker(device, comment.by, comment.standing),
        at: comment.time,
        words: if stands { comment.words.clone() } else { String::new() },
        attached: if stands { photos::view(device, at, &comment.attached) } else { Vec::new() },
        reply_to: comment.reply_to,
        is_withdrawn: comment.is_withdrawn,
        hidden: comment.hidden.as_ref().map(|set| mark(device, set)),
        is_muted: reader.is_muted(comment.by),
        sync: said.map_or(linli_contract::sync::RecordSync::WithRelay, |said| sync_of(device, said)),
    }
}

/// Where this person stands among those who asked.
fn own_ask(post: &Post, reader: &Reader<'_>) -> Option<OwnAsk> {
    if let Some(given) = post.goods.given {
        return (given == Some(reader.me)).then_some(OwnAsk::GivenToMe);
    }
    post.goods_state()?;
    let before = post.goods.asked.iter().position(|ask| ask.by == reader.me)?;
    if post.goods.kept_for == Some(reader.me) {
        return Some(OwnAsk::KeptForMe);
    }
    let is_placed = post.goods.asked.get(before).is_some_and(|ask| ask.is_confirmed);
    Some(if is_placed { OwnAsk::Behind(u32::try_from(before).unwrap_or(u32::MAX)) } else { OwnAsk::Asked })
}

/// The ticket it became where this person reads it, its public version where that is here.
fn ticket_of(device: &Device, post: &Post) -> Option<RecordId> {
    let of = post.ticket?;
    let sums = device.sums_in_memory()?;
    let public = public_record(of.ticket);
    if sums.tickets.contains_key(&of.ticket) {
        return Some(of.ticket);
    }
    sums.public.contains_key(&public).then_some(public)
}

fn rights(device: &Device, reader: &Reader<'_>, post: &Post) -> PostRights {
    let is_mine = post.by == reader.me;
    let may_speak = send::may_post(device);
    let stands = post.withdrawn.is_none();
    let is_open = stands && (post.hidden.is_none() || is_mine);
    let goods = post.goods_state().filter(|_| stands);
    let has_asked = post.goods.asked.iter().any(|ask| ask.by == reader.me);
    let is_free = goods.is_some_and(|state| state != GoodsState::Given);
    let may_become_ticket = may_speak && stands && post.ticket.is_none() && post.content.is_some();
    let has_wished = post.ticket_asked.is_some_and(|(by, _)| by == reader.me);
    PostRights {
        speak: may_speak && is_open,
        edit: may_speak && is_mine && stands && post.content.is_some(),
        ask_for: may_speak && is_open && is_free && !is_mine && !has_asked,
        give: may_speak && is_mine && goods.is_some(),
        mark: reader.standing.has(Standing::STEWARD),
        make_ticket: is_mine && may_become_ticket && ticket::may_make(device),
        ask_for_ticket: !is_mine && may_become_ticket && Post::handles_tickets(reader.standing) && !has_wished,
        complain: !is_mine && post.hidden.is_none() && stands && complaints::may_complain(device),
    }
}
