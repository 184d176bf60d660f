//! Looking at a phone's square as its person does: posts, topics with their ballots, activities, the estate's group.

use std::collections::{BTreeMap, BTreeSet};

use linli_contract::Failure;
use linli_contract::activities::{ActivityView, OwnPlace, ReadActivities, ReadActivity};
use linli_contract::chats::{ChatId, ReadChat};
use linli_contract::posts::{
    CommentView, GoodsState, MarkView, OwnAsk, PostView, ReadPost, ReadPosts, Speaker, TalkPart,
};
use linli_contract::sync::RecordSync;
use linli_contract::topics::{ReadTopic, ReadTopics, Recount, RecountView, StepWhat, TopicView, WhyNot};
use linli_shared::calendar::Millis;
use linli_shared::ids::{MemberId, RecordId};

use super::affairs::marks;
use crate::cast::Phone;

/// However much was said under a thing.
const ALL: TalkPart = TalkPart::Between { from: 0, to: None };

/// What a phone shows of the square.
#[derive(Debug, Default)]
pub(super) struct Plaza {
    /// The marks in sight.
    pub(super) words: BTreeSet<String>,
    /// Each record without what differs by reader, as text.
    pub(super) records: BTreeMap<RecordId, String>,
    /// Goods: where they stand, and where this person stands among those who asked.
    pub(super) goods: BTreeMap<RecordId, (GoodsState, Option<OwnAsk>)>,
    /// Activities: places, people who come, and where this person stands.
    pub(super) activities: BTreeMap<RecordId, (u16, u32, OwnPlace)>,
    /// Ballots by topic and what they ask.
    pub(super) ballots: BTreeMap<(RecordId, String), Counted>,
}

/// A ballot as a phone counts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Counted {
    /// Votes for each choice.
    pub(super) counts: Option<Vec<u32>>,
    /// Votes in the roll.
    pub(super) roll: u32,
    /// Every vote: who, what, why it does not count.
    pub(super) lines: Vec<Line>,
    /// The number over all of them.
    pub(super) seal: String,
}

/// A vote: who, what, why it does not count.
pub(super) type Line = (MemberId, Option<u16>, Option<WhyNot>);

/// Looks at the whole square. `is_timed`: whether since when something is here is the same for everybody.
pub(super) fn survey(phone: &mut Phone, time: Millis, is_timed: bool) -> Result<Plaza, Failure> {
    let mut plaza = Plaza::default();
    let all = ReadPosts { section: None, mine: false, text: String::new(), from: 0, count: 100 };
    for row in phone.ask(all, time)?.rows {
        let view = phone.ask(ReadPost { post: row.post, part: ALL }, time)?;
        plaza.post(row.post, view, is_timed);
    }
    for row in phone.ask(ReadTopics, time)?.topics {
        let topic = row.topic;
        let view = phone.ask(ReadTopic { topic, part: ALL }, time)?;
        for ballot in &view.ballots {
            let counted = phone.ask(Recount { topic, ballot: ballot.number, from: 0, count: u32::MAX }, time)?;
            plaza.ballots.insert((topic, ballot.question.clone()), of(counted));
        }
        plaza.topic(topic, view, is_timed);
    }
    for row in phone.ask(ReadActivities, time)?.activities {
        let activity = row.activity;
        let view = phone.ask(ReadActivity { activity }, time)?;
        plaza.activity(activity, view);
    }
    let chat = phone.ask(ReadChat { chat: ChatId::Estate, before: None, count: 100 }, time)?;
    let mut said = String::new();
    for mut message in chat.messages {
        strip(&mut message.by);
        (message.sync, message.is_muted) = (RecordSync::WithRelay, false);
        said += &format!("{message:?}\n");
    }
    plaza.take(RecordId::default(), said);
    Ok(plaza)
}

fn of(view: RecountView) -> Counted {
    let mut lines: Vec<Line> = view.votes.into_iter().map(|vote| (vote.by.member, vote.choice, vote.why_not)).collect();
    lines.sort_unstable();
    Counted { counts: view.ballot.counts, roll: view.ballot.roll, lines, seal: view.seal }
}

/// Whose it is stays; whether it is the reader's does not, nor a name that not everybody knows.
fn strip(by: &mut Speaker) {
    (by.is_me, by.name) = (false, None);
}

fn strip_mark(mark: &mut Option<MarkView>) {
    mark.iter_mut().for_each(|mark| strip(&mut mark.by));
}

fn strip_comments(comments: &mut [CommentView]) {
    for comment in comments {
        strip(&mut comment.by);
        strip_mark(&mut comment.hidden);
        (comment.sync, comment.is_muted) = (RecordSync::WithRelay, false);
    }
}

impl Plaza {
    fn take(&mut self, record: RecordId, text: String) {
        self.words.extend(marks(text.as_bytes()));
        self.records.insert(record, text);
    }

    fn post(&mut self, id: RecordId, mut view: PostView, is_timed: bool) {
        if let Some(state) = view.row.goods {
            self.goods.insert(id, (state, view.own_ask));
        }
        strip(&mut view.row.by);
        let row = &mut view.row;
        (row.is_liked, row.is_followed, row.has_new, row.sync) = (false, false, false, RecordSync::WithRelay);
        if !is_timed {
            (row.at, row.changed) = (Millis(0), Millis(0));
        }
        (view.own_ask, view.ticket) = (None, None);
        view.askers.clear();
        view.may = Default::default();
        strip_mark(&mut view.hidden);
        strip_mark(&mut view.rumour);
        strip_comments(&mut view.talk.comments);
        view.ticket_asked.iter_mut().for_each(strip);
        self.take(id, format!("{view:?}"));
    }

    fn topic(&mut self, id: RecordId, mut view: TopicView, is_timed: bool) {
        strip(&mut view.row.by);
        let row = &mut view.row;
        (row.asked, row.closes, row.sync) = (None, None, RecordSync::WithRelay);
        // That a ballot closed is a matter of the reader's clock; what it came to is not.
        view.steps.retain(|step| step.what != StepWhat::BallotClosed);
        for step in &mut view.steps {
            strip(&mut step.by);
            step.sync = RecordSync::WithRelay;
            if !is_timed && step.what == StepWhat::Proposed {
                step.at = Millis(0);
            }
        }
        if !is_timed {
            (view.row.at, view.row.changed) = (Millis(0), Millis(0));
        }
        for ballot in &mut view.ballots {
            (ballot.own, ballot.why_not, ballot.may_tell, ballot.is_closed) = (None, None, false, false);
            ballot.clock_ahead = 0;
            ballot.tellers.iter_mut().for_each(strip);
        }
        (view.own_stars, view.is_supported, view.rules) = (None, false, Default::default());
        view.may.clear();
        strip_comments(&mut view.talk.comments);
        self.take(id, format!("{view:?}"));
    }

    fn activity(&mut self, id: RecordId, mut view: ActivityView) {
        self.activities.insert(id, (view.row.places, view.row.coming, view.row.own));
        strip(&mut view.row.by);
        (view.row.own, view.row.is_over, view.row.sync) = (OwnPlace::None, false, RecordSync::WithRelay);
        view.people.clear();
        view.may = Default::default();
        self.take(id, format!("{view:?}"));
    }
}
