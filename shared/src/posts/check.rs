//! Bounds of what is said in and under posts.

use super::{
    COMMENT, ComplaintContent, GoodsState, PostChange, PostChangeContent, PostContent, PostMark, REASON, Remark,
    RemarkContent, TEXT, TITLE,
};
use crate::fit::{Unfit, attached, line, lines};

impl PostContent {
    /// Whether it may be said: a title, a text or a photo it has.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn check(&self) -> Result<(), Unfit> {
        line(&self.title, TITLE)?;
        lines(&self.text, TEXT)?;
        attached(&self.attached)?;
        let says_something = [&self.title, &self.text].into_iter().any(|text| !text.trim().is_empty());
        if says_something || !self.attached.is_empty() { Ok(()) } else { Err(Unfit::NoWords) }
    }
}

impl PostChangeContent {
    /// Whether it may be said.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn check(&self) -> Result<(), Unfit> {
        match &self.change {
            PostChange::Edited(content) => content.check(),
            PostChange::Withdrawn { reason } => lines(reason, REASON),
            PostChange::Goods { state, to } => match state {
                GoodsState::Given => Ok(()),
                GoodsState::Offered if to.is_none() => Ok(()),
                // Whom something is kept for the order of places says.
                GoodsState::Offered | GoodsState::Reserved => Err(Unfit::Contradiction),
            },
            PostChange::Ticket { .. } => Ok(()),
        }
    }
}

impl RemarkContent {
    /// Whether it may be said: a comment has words or a photo.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn check(&self) -> Result<(), Unfit> {
        let Remark::Comment { words, attached: photos, .. } = &self.remark else { return Ok(()) };
        lines(words, COMMENT)?;
        attached(photos)?;
        if words.trim().is_empty() && photos.is_empty() { Err(Unfit::NoWords) } else { Ok(()) }
    }
}

impl PostMark {
    /// Whether it may be said.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn check(&self) -> Result<(), Unfit> {
        lines(&self.reason, REASON)
    }
}

impl ComplaintContent {
    /// Whether it may be said: it says why.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn check(&self) -> Result<(), Unfit> {
        lines(&self.words, REASON)?;
        if self.words.trim().is_empty() { Err(Unfit::NoWords) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Millis;
    use crate::ids::{MemberId, RecordId};
    use crate::posts::{Mark, Section, VERSION};

    fn post(change: fn(&mut PostContent)) -> Result<(), Unfit> {
        let (title, text) = ("西瓜".to_owned(), "楼下有人卖".to_owned());
        let mut post = PostContent {
            version: VERSION,
            section: Section::Around,
            title,
            text,
            attached: Vec::new(),
            at: Millis(1),
        };
        change(&mut post);
        let edited = PostChangeContent { version: VERSION, change: PostChange::Edited(post.clone()), at: Millis(1) };
        assert_eq!(edited.check(), post.check(), "an edited post says what a post may");
        post.check()
    }

    #[test]
    fn a_post_says_something_within_its_bounds() {
        assert_eq!(post(|_| {}), Ok(()));
        assert_eq!(post(|post| post.title = String::new()), Ok(()));
        assert_eq!(post(|post| post.text = String::new()), Ok(()));
        assert_eq!(post(|post| (post.title, post.text) = (" ".into(), "\n".into())), Err(Unfit::NoWords));
        assert_eq!(post(|post| post.title = "长".repeat(TITLE)), Ok(()));
        assert_eq!(post(|post| post.title = "长".repeat(TITLE + 1)), Err(Unfit::TooLong));
        assert_eq!(post(|post| post.title = "西\n瓜".into()), Err(Unfit::Control));
        assert_eq!(post(|post| post.text = "长".repeat(TEXT)), Ok(()));
        assert_eq!(post(|post| post.text = "长".repeat(TEXT + 1)), Err(Unfit::TooLong));
    }

    #[test]
    fn a_comment_has_words_and_a_complaint_says_why() {
        let comment = |words: String| {
            let remark = Remark::Comment { nonce: [1; 8], words, attached: Vec::new(), reply_to: None };
            RemarkContent { version: VERSION, remark, at: Millis(1) }.check()
        };
        assert_eq!(comment("长".repeat(COMMENT)), Ok(()));
        assert_eq!(comment("长".repeat(COMMENT + 1)), Err(Unfit::TooLong));
        assert_eq!(comment(" \n".into()), Err(Unfit::NoWords));
        let complaint = |words: String| {
            ComplaintContent { version: VERSION, post: RecordId([1; 16]), comment: None, words, at: Millis(1) }.check()
        };
        assert_eq!(complaint("骂人".into()), Ok(()));
        assert_eq!(complaint(" ".into()), Err(Unfit::NoWords));
        assert_eq!(complaint("长".repeat(REASON + 1)), Err(Unfit::TooLong));
        let mark = |reason: String| {
            PostMark { version: VERSION, comment: None, mark: Mark::Hidden, reason, at: Millis(1) }.check()
        };
        assert_eq!(mark(String::new()), Ok(()), "a mark is taken back without a reason");
        assert_eq!(mark("长".repeat(REASON + 1)), Err(Unfit::TooLong));
    }

    #[test]
    fn goods_are_given_or_offered_and_kept_by_nobodys_word() {
        let goods = |state, to| {
            PostChangeContent { version: VERSION, change: PostChange::Goods { state, to }, at: Millis(1) }.check()
        };
        let somebody = Some(MemberId([1; 16]));
        assert_eq!(goods(GoodsState::Given, somebody), Ok(()));
        assert_eq!(goods(GoodsState::Given, None), Ok(()));
        assert_eq!(goods(GoodsState::Offered, None), Ok(()));
        assert_eq!(goods(GoodsState::Offered, somebody), Err(Unfit::Contradiction));
        assert_eq!(goods(GoodsState::Reserved, somebody), Err(Unfit::Contradiction));
    }
}
