//! What people do with a post.
//!
//! What this person said last and what has not gone out is taken back rather than answered by its opposite.

use linli_contract::Failure;
use linli_contract::posts::{DoPost, PostAct};
use linli_shared::blobs::BlobId;
use linli_shared::ids::RecordId;
use linli_shared::kinds::Kind;
use linli_shared::posts::{GoodsState, Mark, Post, PostChange, PostMark, Read, Remark, RemarkContent, VERSION};
use linli_shared::seal::rand_core::Rng as _;
use linli_shared::square::{Standing, said_id};

use super::list::Reader;
use super::send::{change_post, may_edit};
use super::{complaints, post, summing, ticket};
use crate::chats::marks;
use crate::device::rows::Want;
use crate::device::{Device, Turn};
use crate::square::{self, Thread};

/// The use of a step's randomness that names comments.
const COMMENT: u64 = 0x636f_6d6d;

/// The rows that `do_post` needs.
#[must_use]
pub fn do_post_wants(_: &Device, request: &DoPost) -> Vec<Want> {
    vec![square::want(request.post)]
}

/// Does something with a post; the answer is what it made: a comment, a complaint, a ticket.
///
/// # Errors
/// [`Failure::Stranger`], [`Failure::NotHere`], [`Failure::NoRight`], [`Failure::TooLate`] where the post does not stand so
/// any more, [`Failure::InvalidInput`], [`Failure::TooManyPhotos`], [`Failure::BadPhoto`]. Then nothing was done.
pub fn do_post(device: &mut Device, request: &DoPost, turn: &mut Turn<'_>) -> Result<Option<RecordId>, Failure> {
    let me = device.member()?.0;
    let id = request.post;
    let (thread, post) = post::open(id, turn)?;
    let standing = Reader::of(device)?.standing;
    let on = On { id, thread, post };
    match &request.act {
        PostAct::Comment { words, attached, reply_to } => {
            return on.comment(device, words, attached, *reply_to, turn).map(Some);
        }
        PostAct::TakeBack(comment) => on.take_back(device, *comment, turn)?,
        PostAct::Like(likes) => {
            let says = |remark: &Remark| matches!(remark, Remark::Liked(_));
            on.turn_to(device, *likes, (Remark::Liked(*likes), says), |post| post.likes.contains(&me), turn)?;
        }
        PostAct::Follow(follows) => {
            let says = |remark: &Remark| matches!(remark, Remark::Followed(_));
            let is_so = |post: &Post| post.is_followed_by(me);
            on.turn_to(device, *follows, (Remark::Followed(*follows), says), is_so, turn)?;
        }
        PostAct::Seen => {
            let heard = summing::sum_of(&on.post, &on.thread, me).heard;
            // Who reads it again tells nobody, or screens would ask each other for ever.
            if heard > marks::post_read(device, id) {
                marks::read_post(device, id, (heard.seq, heard.index), turn);
                turn.square_changed(id);
            }
        }
        PostAct::AskFor(asks) => {
            let state = on.post.goods_state().ok_or(Failure::InvalidInput)?;
            let is_over = state == GoodsState::Given || on.post.withdrawn.is_some() || on.post.hidden.is_some();
            if *asks && is_over {
                return Err(Failure::TooLate);
            }
            if *asks && on.post.by == me {
                return Err(Failure::NoRight);
            }
            let says = |remark: &Remark| matches!(remark, Remark::AskedFor(_));
            let is_so = |post: &Post| post.goods.asked.iter().any(|ask| ask.by == me);
            on.turn_to(device, *asks, (Remark::AskedFor(*asks), says), is_so, turn)?;
        }
        PostAct::Goods(state) => on.give(device, *state, turn)?,
        PostAct::Withdraw(reason) => {
            // Also what this release cannot read can be taken back.
            if on.post.by != me {
                return Err(Failure::NoRight);
            }
            if on.post.withdrawn.is_some() {
                return Err(Failure::TooLate);
            }
            change_post(device, id, PostChange::Withdrawn { reason: reason.trim().to_owned() }, turn)?;
        }
        PostAct::Hide { comment, reason } => on.mark(device, standing, Mark::Hidden, *comment, reason, turn)?,
        PostAct::Rumour(truth) => on.mark(device, standing, Mark::Rumour, None, truth, turn)?,
        PostAct::Complain { comment, words } => {
            if comment.is_some_and(|comment| on.post.comment(comment).is_none()) {
                return Err(Failure::NotHere);
            }
            return complaints::complain(device, (id, *comment), words, turn).map(Some);
        }
        PostAct::AskForTicket => {
            if !Post::handles_tickets(standing) {
                return Err(Failure::NoRight);
            }
            if on.post.ticket.is_some() || on.post.withdrawn.is_some() {
                return Err(Failure::TooLate);
            }
            remark(device, id, Remark::WantsTicket, turn)?;
        }
        PostAct::MakeTicket { category, is_public } => {
            return ticket::make(device, id, category, *is_public, turn).map(Some);
        }
    }
    Ok(None)
}

/// A post that something is done with.
struct On {
    id: RecordId,
    thread: Thread,
    post: Post,
}

impl On {
    fn comment(
        &self,
        device: &mut Device,
        words: &str,
        photos: &[BlobId],
        reply_to: Option<RecordId>,
        turn: &mut Turn<'_>,
    ) -> Result<RecordId, Failure> {
        let me = device.member()?.0;
        if self.post.withdrawn.is_some() || (self.post.hidden.is_some() && self.post.by != me) {
            return Err(Failure::TooLate);
        }
        if reply_to.is_some_and(|to| self.post.comment(to).is_none()) {
            return Err(Failure::NotHere);
        }
        let mut nonce = [0; 8];
        turn.rng(COMMENT).fill_bytes(&mut nonce);
        let words = words.trim_end().to_owned();
        if words.trim().is_empty() && photos.is_empty() {
            return Err(Failure::InvalidInput);
        }
        // Nothing is taken into the record that could not be written then.
        if words.chars().count() > linli_shared::posts::COMMENT {
            return Err(Failure::InvalidInput);
        }
        let at = square::at(device, self.id, Kind::Post);
        let attached = square::attach(device, at, photos, &[], turn)?;
        let remark = Remark::Comment { nonce, words, attached, reply_to };
        let content = RemarkContent { version: VERSION, remark, at: turn.now.time };
        content.check().map_err(|_| Failure::InvalidInput)?;
        square::say(device, self.id, Kind::Remark, content.to_content(), None, turn)?;
        Ok(said_id(self.id, me, &nonce))
    }

    fn take_back(&self, device: &mut Device, comment: RecordId, turn: &mut Turn<'_>) -> Result<(), Failure> {
        let me = device.member()?.0;
        let known = self.post.comment(comment).ok_or(Failure::NotHere)?;
        if known.by != me {
            return Err(Failure::NoRight);
        }
        if known.is_withdrawn {
            return Ok(());
        }
        let said = known.fact.checked_sub(1).and_then(|after| self.thread.said.get(after));
        if let Some(number) = said.and_then(|said| said.number)
            && square::unsay(device, number, turn)?
        {
            return Ok(());
        }
        remark(device, self.id, Remark::TakenBack(comment), turn)
    }

    /// Says one of two opposites, unless it is so already: what waits of its kind is taken back first.
    fn turn_to(
        &self,
        device: &mut Device,
        wanted: bool,
        (say, says): (Remark, fn(&Remark) -> bool),
        is_so: impl Fn(&Post) -> bool,
        turn: &mut Turn<'_>,
    ) -> Result<(), Failure> {
        if is_so(&self.post) == wanted {
            return Ok(());
        }
        for said in self.thread.said.iter().filter(|said| said.kind == Kind::Remark) {
            let Some(number) = said.number else { continue };
            let read = Read::<RemarkContent>::from_content(&said.content).ok().and_then(Read::here);
            if read.is_some_and(|content| says(&content.remark)) {
                square::unsay(device, number, turn)?;
            }
        }
        let (_, post) = post::open(self.id, turn)?;
        if is_so(&post) == wanted { Ok(()) } else { remark(device, self.id, say, turn) }
    }

    fn give(&self, device: &mut Device, state: GoodsState, turn: &mut Turn<'_>) -> Result<(), Failure> {
        may_edit(device, &self.post)?;
        let now = self.post.goods_state().ok_or(Failure::InvalidInput)?;
        let to = match (state, now) {
            (GoodsState::Reserved, _) => return Err(Failure::InvalidInput),
            (GoodsState::Given, GoodsState::Given) | (GoodsState::Offered, GoodsState::Offered) => return Ok(()),
            (GoodsState::Given, _) => self.post.goods.kept_for,
            (GoodsState::Offered, _) => None,
        };
        change_post(device, self.id, PostChange::Goods { state, to }, turn)
    }

    fn mark(
        &self,
        device: &mut Device,
        standing: Standing,
        mark: Mark,
        comment: Option<RecordId>,
        reason: &str,
        turn: &mut Turn<'_>,
    ) -> Result<(), Failure> {
        if !standing.has(Standing::STEWARD) {
            return Err(Failure::NoRight);
        }
        let set = match (mark, comment) {
            (Mark::Rumour, _) => &self.post.rumour,
            (Mark::Hidden, None) => &self.post.hidden,
            (Mark::Hidden, Some(comment)) => &self.post.comment(comment).ok_or(Failure::NotHere)?.hidden,
        };
        let reason = reason.trim().to_owned();
        if set.as_ref().map(|set| set.reason.as_str()).unwrap_or_default() == reason {
            return Ok(());
        }
        let content = PostMark { version: VERSION, comment, mark, reason, at: turn.now.time };
        content.check().map_err(|_| Failure::InvalidInput)?;
        square::say(device, self.id, Kind::PostMark, content.to_content(), None, turn).map(drop)
    }
}

fn remark(device: &mut Device, id: RecordId, remark: Remark, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let content = RemarkContent { version: VERSION, remark, at: turn.now.time };
    content.check().map_err(|_| Failure::InvalidInput)?;
    square::say(device, id, Kind::Remark, content.to_content(), None, turn).map(drop)
}
