//! What a post and what was said under it come to, folded in the order of places.
//!
//! What makes no sense where the post stands changes nothing: who asks for goods that are gone, who edits what was taken
//! back. Own facts that wait for their place are counted, but nothing is kept for who has no place yet.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    GoodsState, Mark, PostChange, PostChangeContent, PostContent, PostMark, Read, Remark, RemarkContent, Section,
};
use crate::blobs::Attachment;
use crate::calendar::Millis;
use crate::ids::{MemberId, RecordId};
use crate::kinds::Kind;
use crate::square::{Placed, Standing, said_id};

/// A post as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// Who wrote it.
    pub by: MemberId,
    /// What they were then.
    pub standing: Standing,
    /// When.
    pub time: Millis,
    /// What it says; `None` if a newer release wrote it.
    pub content: Option<PostContent>,
    /// What it said before, oldest first, with when that ended.
    pub earlier: Vec<(PostContent, Millis)>,
    /// Its author took it back: why, and when.
    pub withdrawn: Option<(String, Millis)>,
    /// What was said under it, in the order of places.
    pub comments: Vec<Comment>,
    /// Who likes it.
    pub likes: BTreeSet<MemberId>,
    /// Who said that they follow it (`true`), or no longer.
    pub follows: BTreeSet<MemberId>,
    /// Who said that they do not follow it, whatever else they do with it.
    pub left: BTreeSet<MemberId>,
    /// Why it is hidden.
    pub hidden: Option<Set>,
    /// Why it is a rumour.
    pub rumour: Option<Set>,
    /// Goods: where they stand, whoever asked for them.
    pub goods: Goods,
    /// The ticket it became.
    pub ticket: Option<TicketOf>,
    /// Who asked its author last to make a ticket of it.
    pub ticket_asked: Option<(MemberId, Standing)>,
    /// When something was last said: not counting who likes or follows it.
    pub changed: Millis,
    /// The numbers of the facts that said something, in the order of places; the opening's is 0.
    pub words: Vec<usize>,
    /// Part of it was written by a newer release.
    pub needs_newer_app: bool,
    /// Where each comment is among them.
    by_id: BTreeMap<RecordId, usize>,
}

/// Something said under a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Its name.
    pub id: RecordId,
    /// The number of its fact; the opening's is 0.
    pub fact: usize,
    /// Who says it.
    pub by: MemberId,
    /// What they were then.
    pub standing: Standing,
    /// When.
    pub time: Millis,
    /// The words.
    pub words: String,
    /// Photos and files.
    pub attached: Vec<Attachment>,
    /// What it answers.
    pub reply_to: Option<RecordId>,
    /// Its author took it back.
    pub is_withdrawn: bool,
    /// Why it is hidden.
    pub hidden: Option<Set>,
}

impl Comment {
    /// Whether it stands: neither taken back nor hidden.
    #[must_use]
    pub const fn stands(&self) -> bool {
        !self.is_withdrawn && self.hidden.is_none()
    }
}

/// A mark of the committee that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Set {
    /// Why.
    pub reason: String,
    /// Who set it.
    pub by: MemberId,
    /// What they were then.
    pub standing: Standing,
    /// Since when.
    pub time: Millis,
}

/// Where goods stand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Goods {
    /// Who asked for them and still wishes to have them, in the order of places.
    pub asked: Vec<Ask>,
    /// Whom they are kept for: one of those who asked.
    pub kept_for: Option<MemberId>,
    /// They are gone, and to whom.
    pub given: Option<Option<MemberId>>,
}

impl Goods {
    /// Where they stand.
    #[must_use]
    pub const fn state(&self) -> GoodsState {
        match (&self.given, &self.kept_for) {
            (Some(_), _) => GoodsState::Given,
            (None, Some(_)) => GoodsState::Reserved,
            (None, None) => GoodsState::Offered,
        }
    }

    fn ask(&mut self, ask: Ask) {
        if self.given.is_none() && self.asked.iter().all(|known| known.by != ask.by) {
            self.asked.push(ask);
            self.keep();
        }
    }

    /// Somebody no longer wishes to have them, or did not come for them.
    fn let_go(&mut self, member: MemberId) {
        self.asked.retain(|known| known.by != member);
        if self.kept_for == Some(member) {
            self.kept_for = None;
            self.keep();
        }
    }

    /// Keeps them for the first who asked, where nobody has them yet.
    fn keep(&mut self) {
        if self.given.is_none() && self.kept_for.is_none() {
            self.kept_for = self.asked.iter().find(|ask| ask.is_confirmed).map(|ask| ask.by);
        }
    }
}

/// Somebody who asked for goods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ask {
    /// Who.
    pub by: MemberId,
    /// What they were then.
    pub standing: Standing,
    /// When.
    pub time: Millis,
    /// Whether their word has its place.
    pub is_confirmed: bool,
}

/// The ticket that a post became.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TicketOf {
    /// The ticket.
    pub ticket: RecordId,
    /// Whether a public version was wished.
    pub is_public: bool,
}

impl Post {
    /// Where its goods stand; `None` where it offers none.
    #[must_use]
    pub fn goods_state(&self) -> Option<GoodsState> {
        let offers = self.content.as_ref().is_some_and(|content| content.section == Section::Goods);
        offers.then(|| self.goods.state())
    }

    /// Whether somebody follows it: their own, commented on or asked for, or by their word.
    #[must_use]
    pub fn is_followed_by(&self, member: MemberId) -> bool {
        let has_part = self.by == member
            || self.comments.iter().any(|comment| comment.by == member && !comment.is_withdrawn)
            || self.goods.asked.iter().any(|ask| ask.by == member);
        self.follows.contains(&member) || (has_part && !self.left.contains(&member))
    }

    /// A comment.
    #[must_use]
    pub fn comment(&self, id: RecordId) -> Option<&Comment> {
        self.by_id.get(&id).and_then(|at| self.comments.get(*at))
    }

    fn comment_mut(&mut self, id: RecordId) -> Option<&mut Comment> {
        self.by_id.get(&id).and_then(|at| self.comments.get_mut(*at))
    }

    /// Whether somebody may ask its author for a ticket: whoever handles tickets.
    #[must_use]
    pub fn handles_tickets(standing: Standing) -> bool {
        [Standing::STEWARD, Standing::WORKER, Standing::LEADER, Standing::PROPERTY]
            .into_iter()
            .any(|held| standing.has(held))
    }

    fn change(&mut self, fact: &Placed<'_>, change: PostChange) -> bool {
        if fact.by != self.by || self.withdrawn.is_some() {
            return false;
        }
        match change {
            PostChange::Edited(content) => {
                let Some(before) = self.content.replace(content) else { return true };
                self.earlier.push((before, fact.time));
            }
            PostChange::Withdrawn { reason } => self.withdrawn = Some((reason, fact.time)),
            PostChange::Goods { state: GoodsState::Given, to } => {
                if self.goods.given.is_some() {
                    return false;
                }
                (self.goods.given, self.goods.kept_for) = (Some(to), None);
            }
            PostChange::Goods { .. } => match (self.goods.given.take(), self.goods.kept_for) {
                // What was given by mistake is offered again, to the first of those who still wish to have it.
                (Some(_), _) => self.goods.keep(),
                (None, Some(kept_for)) => self.goods.let_go(kept_for),
                (None, None) => return false,
            },
            PostChange::Ticket { ticket, is_public } => {
                if self.ticket.is_some() {
                    return false;
                }
                self.ticket = Some(TicketOf { ticket, is_public });
            }
        }
        true
    }

    fn remark(&mut self, record: RecordId, number: usize, fact: &Placed<'_>, remark: Remark) -> bool {
        let Placed { by, standing, time, is_confirmed, .. } = *fact;
        match remark {
            Remark::Comment { nonce, words, attached, reply_to } => {
                let id = said_id(record, by, &nonce);
                if self.comment(id).is_some() {
                    return false;
                }
                let (is_withdrawn, hidden) = (false, None);
                let reply_to = reply_to.filter(|to| self.comment(*to).is_some());
                self.by_id.insert(id, self.comments.len());
                self.comments.push(Comment {
                    id,
                    fact: number,
                    by,
                    standing,
                    time,
                    words,
                    attached,
                    reply_to,
                    is_withdrawn,
                    hidden,
                });
                true
            }
            Remark::TakenBack(comment) => {
                let own = self.comment_mut(comment).filter(|known| known.by == by);
                own.into_iter().for_each(|own| own.is_withdrawn = true);
                false
            }
            Remark::Liked(likes) => {
                if likes {
                    self.likes.insert(by)
                } else {
                    self.likes.remove(&by)
                };
                false
            }
            Remark::Followed(follows) => {
                let (into, from) =
                    if follows { (&mut self.follows, &mut self.left) } else { (&mut self.left, &mut self.follows) };
                from.remove(&by);
                into.insert(by);
                false
            }
            Remark::AskedFor(true) => {
                let may = by != self.by && self.withdrawn.is_none() && self.goods_state().is_some();
                if may {
                    self.goods.ask(Ask { by, standing, time, is_confirmed });
                }
                may
            }
            Remark::AskedFor(false) => {
                self.goods.let_go(by);
                false
            }
            Remark::WantsTicket => {
                let may = Self::handles_tickets(standing) && self.withdrawn.is_none();
                if may {
                    self.ticket_asked = Some((by, standing));
                }
                may
            }
        }
    }

    fn mark(&mut self, fact: &Placed<'_>, mark: PostMark) -> bool {
        if !fact.standing.has(Standing::STEWARD) {
            return false;
        }
        let Placed { by, standing, time, .. } = *fact;
        let reason = mark.reason.trim().to_owned();
        let set = (!reason.is_empty()).then_some(Set { reason, by, standing, time });
        let is_set = set.is_some();
        match (mark.mark, mark.comment) {
            (Mark::Hidden, None) => self.hidden = set,
            (Mark::Rumour, None) => self.rumour = set,
            (Mark::Hidden, Some(comment)) => match self.comment_mut(comment) {
                Some(known) => known.hidden = set,
                None => return false,
            },
            (Mark::Rumour, Some(_)) => return false,
        }
        is_set
    }
}

/// Folds a post; `None` without its opening. `facts` are the opening and what was said after it, in the order of places, own
/// ones that wait last.
#[must_use]
#[allow(clippy::wildcard_enum_match_arm, reason = "no other kind speaks of a post")]
pub fn fold<'a>(record: RecordId, mut facts: impl Iterator<Item = Placed<'a>>) -> Option<Post> {
    let opening = facts.next()?;
    let content = Read::from_content(opening.content).ok()?;
    let needs_newer_app = content == Read::Newer;
    let mut post = Post {
        by: opening.by,
        standing: opening.standing,
        time: opening.time,
        content: content.here(),
        earlier: Vec::new(),
        withdrawn: None,
        comments: Vec::new(),
        likes: BTreeSet::new(),
        follows: BTreeSet::new(),
        left: BTreeSet::new(),
        hidden: None,
        rumour: None,
        goods: Goods::default(),
        ticket: None,
        ticket_asked: None,
        changed: opening.time,
        words: vec![0],
        needs_newer_app,
        by_id: BTreeMap::new(),
    };
    for (number, fact) in (1..).zip(facts) {
        let says = match fact.kind {
            Kind::PostChange => Read::<PostChangeContent>::from_content(fact.content)
                .map(|read| read.here().map(|content| post.change(&fact, content.change))),
            Kind::Remark => Read::<RemarkContent>::from_content(fact.content)
                .map(|read| read.here().map(|content| post.remark(record, number, &fact, content.remark))),
            Kind::PostMark => Read::<PostMark>::from_content(fact.content)
                .map(|read| read.here().map(|content| post.mark(&fact, content))),
            _ => continue,
        };
        match says {
            Ok(Some(true)) => {
                post.changed = fact.time.max(post.changed);
                post.words.push(number);
            }
            Ok(Some(false)) | Err(_) => {}
            Ok(None) => post.needs_newer_app = true,
        }
    }
    Some(post)
}

#[cfg(test)]
mod tests;
