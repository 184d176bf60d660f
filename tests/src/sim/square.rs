//! What people do on the square: post, comment, like, ask for goods, talk to everybody, propose, decide, vote, sign up.
//!
//! **Invariant:** whatever a screen offers can be done, unless somebody was first in between.

use linli_contract::Ask;
use linli_contract::activities::{ActivityAct, ActivityForm, ActivityKind, CallActivity, DoActivity, ReadActivities};
use linli_contract::chats::{ChatAct, ChatId, DoChat};
use linli_contract::posts::{
    DoPost, GoodsState, PostAct, PostForm, PostRow, ReadPost, ReadPosts, Section, SendPost, TalkPart,
};
use linli_contract::topics::{
    DoTopic, Propose, ReadTopic, ReadTopics, Rules, SetRules, TopicAct, TopicForm, TopicMay, TopicView, VoteBy,
};
use linli_shared::calendar::Millis;
use linli_shared::circles::estate_record;
use linli_shared::ids::{MemberId, RecordId};
use linli_shared::roster::RosterFact;

use super::affairs::{Place, Said, mark};
use super::world::{CLERK, HOMES, STEWARD, World};
use crate::cast::{Person, Town};

/// Records of a sort that are enough: more of them are met by nobody.
const ENOUGH: usize = 3;
const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// The household whose seat is handed to and fro. Its name is the first in order: a notice is answered for the last of the
/// households without a door, which is everybody's own.
pub(super) const SHARED: RecordId = RecordId([0x03; 16]);

/// The homes' seats, goods that are offered, the rules of the hall, and a ballot that is open from the beginning; when it
/// closes.
pub(super) fn begin(town: &mut Town, by: VoteBy) -> Millis {
    let steward = Person(STEWARD);
    let members = [HOMES[0].0, HOMES[2].0].map(|who| town.seat(Person(who)).member);
    let own = members.map(|member| (member, RecordId(member.0)));
    let seats = [own[0], own[1], (members[1], SHARED), (members[0], SHARED)];
    let facts: Vec<RosterFact> = seats.into_iter().flat_map(|(member, household)| given(member, household)).collect();
    let time = town.time;
    let done = town.phone(steward).work(time, &[], |device, turn| device.append_roster(&facts, turn));
    done.expect("a steward gives seats");
    let rules = |supporters| Rules { supporters, answer_days: 7, ballot_days: 1, grace_hours: 1, ..Rules::default() };
    let form =
        PostForm { section: Section::Goods, title: "婴儿车".into(), text: "自取".into(), attached: Vec::new() };
    town.ask(steward, SendPost { edits: None, form });
    town.ask(steward, SetRules(rules(0)));
    let form = TopicForm { title: "停车".into(), text: "车位不够".into(), ..TopicForm::default() };
    let topic = town.ask(steward, Propose(form));
    // What was proposed goes by the rules at its place, and while it has none by those that came last.
    town.meet(steward);
    town.ask(steward, SetRules(rules(1)));
    let closes = town.time.plus(DAY + HOUR);
    let ballot = TopicAct::OpenBallot {
        question: mark("问", 0),
        choices: vec!["划线".into(), "收费".into(), "不变".into()],
        by,
        is_secret: false,
        closes,
    };
    for act in [TopicAct::Gate { passes: true, reason: "大家关心".into() }, ballot] {
        town.ask(steward, DoTopic { topic, act });
    }
    closes
}

/// A member is of a household and holds its seat.
fn given(member: MemberId, household: RecordId) -> [RosterFact; 2] {
    [RosterFact::FamilyJoined { member, household }, RosterFact::SeatGiven { member, household }]
}

impl World<'_> {
    /// Somebody does something on the square.
    pub(super) fn handle_square(&mut self, who: usize) -> Result<(), String> {
        if who == CLERK {
            return self.handle_ticket(who);
        }
        match self.dice.below(10) {
            0..=3 => self.go_to_posts(who),
            4 => self.write_to_all(who),
            5 | 6 => self.go_to_activities(who),
            _ => self.go_to_hall(who),
        }
    }

    pub(super) fn look_at<A: Ask>(&mut self, who: usize, request: A) -> Result<A::Reply, String> {
        let time = self.town.time;
        self.phone(who).ask(request, time).map_err(|failure| format!("{who} cannot look at the square: {failure}"))
    }

    /// Asks for something that says words; they are to be heard if it was saved.
    fn speak<A: Ask>(&mut self, who: usize, record: RecordId, words: String, request: A) -> Result<(), String> {
        let (done, is_unsure) = self.try_ask(who, request)?;
        if done.is_some() || is_unsure {
            self.note(format!("{who} says {words} in {record:?}"));
            self.affairs.said.insert(words, Said { who, record, place: Place::Square, is_unsure });
        }
        Ok(())
    }

    /// The same for what begins a record.
    fn begin_record<A: Ask<Reply = RecordId>>(&mut self, who: usize, words: String, request: A) -> Result<(), String> {
        if let Some(record) = self.try_ask(who, request)?.0 {
            self.note(format!("{who} begins {words} {record:?}"));
            self.affairs.said.insert(words, Said { who, record, place: Place::Square, is_unsure: false });
        }
        Ok(())
    }

    fn go_to_posts(&mut self, who: usize) -> Result<(), String> {
        let all = ReadPosts { section: None, mine: false, text: String::new(), from: 0, count: 100 };
        let rows: Vec<PostRow> = self.look_at(who, all)?.rows;
        let words = mark("帖", self.model.unique());
        if rows.is_empty() || (rows.len() < ENOUGH && self.dice.chance(8)) {
            let section = if self.dice.chance(75) { Section::Goods } else { Section::Around };
            let form = PostForm { section, title: words.clone(), text: "自取".into(), attached: Vec::new() };
            return self.begin_record(who, words, SendPost { edits: None, form });
        }
        let ids: Vec<RecordId> = rows.iter().map(|row| row.post).collect();
        let Some(post) = self.dice.pick(&ids) else { return Ok(()) };
        let view = self.look_at(who, ReadPost { post, part: TalkPart::Newest })?;
        let (may, state) = (view.may, view.row.goods);
        let act = match self.dice.below(8) {
            0 if may.speak => {
                let act = PostAct::Comment { words: words.clone(), attached: Vec::new(), reply_to: None };
                return self.speak(who, post, words, DoPost { post, act });
            }
            1 if may.speak => PostAct::Like(!view.row.is_liked),
            3 if may.give && state == Some(GoodsState::Reserved) => PostAct::Goods(GoodsState::Given),
            4 if may.give && state == Some(GoodsState::Reserved) => PostAct::Goods(GoodsState::Offered),
            2..=6 if may.ask_for => PostAct::AskFor(true),
            7 if view.own_ask.is_some() => PostAct::AskFor(false),
            _ => return Ok(()),
        };
        let what = format!("{who} does {act:?} with {post:?}");
        let (done, is_unsure) = self.try_ask(who, DoPost { post, act })?;
        self.note(format!("{what}: {} {is_unsure}", done.is_some()));
        Ok(())
    }

    fn write_to_all(&mut self, who: usize) -> Result<(), String> {
        let words = mark("群", self.model.unique());
        let act = ChatAct::Send { words: words.clone(), attached: Vec::new(), reply_to: None };
        let record = estate_record(self.town.estate.code);
        self.speak(who, record, words, DoChat { chat: ChatId::Estate, act })
    }

    fn go_to_activities(&mut self, who: usize) -> Result<(), String> {
        let rows = self.look_at(who, ReadActivities)?.activities;
        if rows.is_empty() || (rows.len() < ENOUGH && self.dice.chance(5)) {
            let words = mark("活", self.model.unique());
            let now = self.town.time;
            let form = ActivityForm {
                kind: ActivityKind::Gathering,
                title: words.clone(),
                text: "一起来".into(),
                place: "活动室".into(),
                begins: now.plus(2 * DAY),
                ends: now.plus(2 * DAY + HOUR),
                until: None,
                places: 2,
                area: None,
                attached: Vec::new(),
            };
            return self.begin_record(who, words, CallActivity { changes: None, form });
        }
        let ids: Vec<RecordId> = rows.iter().map(|row| row.activity).collect();
        let Some(activity) = self.dice.pick(&ids) else { return Ok(()) };
        let people = 1 + self.dice.below(2) as u8;
        let act = if self.dice.chance(75) {
            ActivityAct::SignUp { people, words: "带孩子".into() }
        } else {
            ActivityAct::SignOff
        };
        let what = format!("{who} does {act:?} with {activity:?}");
        let (done, is_unsure) = self.try_ask(who, DoActivity { activity, act })?;
        self.note(format!("{what}: {} {is_unsure}", done.is_some()));
        Ok(())
    }

    fn go_to_hall(&mut self, who: usize) -> Result<(), String> {
        let rows = self.look_at(who, ReadTopics)?.topics;
        let words = mark("议", self.model.unique());
        if rows.len() < ENOUGH && self.dice.chance(10) {
            let form = TopicForm { title: words.clone(), text: "请大家商量".into(), ..TopicForm::default() };
            return self.begin_record(who, words, Propose(form));
        }
        let ids: Vec<RecordId> = rows.iter().map(|row| row.topic).collect();
        let Some(topic) = self.dice.pick(&ids) else { return Ok(()) };
        let view = self.look_at(who, ReadTopic { topic, part: TalkPart::Newest })?;
        let votes = view.may.contains(&TopicMay::Vote) && self.dice.chance(70);
        let may = if votes { Some(TopicMay::Vote) } else { self.dice.pick(&view.may) };
        let Some(may) = may else { return Ok(()) };
        let Some(act) = self.act_in_hall(who, &view, may, &words) else { return Ok(()) };
        if matches!(act, TopicAct::Comment { .. } | TopicAct::Gate { .. }) {
            return self.speak(who, topic, words, DoTopic { topic, act });
        }
        let what = format!("{who} does {act:?} with {topic:?}");
        let closes = if let TopicAct::OpenBallot { closes, .. } = &act { Some(*closes) } else { None };
        let (done, is_unsure) = self.try_ask(who, DoTopic { topic, act })?;
        self.note(format!("{what}: {} {is_unsure}", done.is_some()));
        self.closes.extend(closes.filter(|_| done.is_some()));
        Ok(())
    }

    #[allow(clippy::wildcard_enum_match_arm, reason = "what follows a consultation is the matter of stories")]
    fn act_in_hall(&mut self, who: usize, view: &TopicView, may: TopicMay, words: &str) -> Option<TopicAct> {
        match may {
            TopicMay::Support => Some(TopicAct::Support(!view.is_supported)),
            TopicMay::Comment => Some(TopicAct::Comment { words: words.to_owned(), reply_to: None }),
            TopicMay::Gate => Some(TopicAct::Gate { passes: self.dice.chance(90), reason: words.to_owned() }),
            // Whose clock is off asks for a time that the rules do not allow.
            TopicMay::OpenBallot if self.town.phones[who].skew == 0 => {
                let by = if self.dice.chance(50) { VoteBy::Household } else { VoteBy::Person };
                let choices = vec!["好".into(), "不好".into()];
                let closes = self.town.time.plus(DAY + HOUR);
                Some(TopicAct::OpenBallot { question: words.to_owned(), choices, by, is_secret: false, closes })
            }
            TopicMay::Vote => {
                let open: Vec<(u16, usize)> = view
                    .ballots
                    .iter()
                    .filter(|ballot| !ballot.is_closed && ballot.why_not.is_none())
                    .map(|ballot| (ballot.number, ballot.choices.len()))
                    .collect();
                let (ballot, choices) = self.dice.pick(&open)?;
                Some(TopicAct::Vote { ballot, choice: self.dice.below(choices) as u16 })
            }
            _ => None,
        }
    }

    /// A night passes, to about when a ballot closes; `false` if none is open.
    pub(super) fn night_passes(&mut self) -> bool {
        let now = self.town.time;
        let Some(closes) = self.closes.iter().copied().filter(|closes| *closes > now).min() else { return false };
        let minutes = self.dice.below(150) as i64 - 30;
        let then = closes.plus(minutes * MINUTE);
        if then <= now {
            return false;
        }
        self.town.time = then;
        self.note(format!("a night passes, to {minutes} minutes after a ballot closes"));
        true
    }

    /// The seat of a household is handed to the other one of the two who are of it.
    pub(super) fn seat_is_handed_on(&mut self) -> Result<(), String> {
        let who = if self.dice.chance(50) { HOMES[0].0 } else { HOMES[2].0 };
        let member = self.town.seat(Person(who)).member;
        self.append(&RosterFact::SeatGiven { member, household: SHARED }).map(drop)
    }
}
