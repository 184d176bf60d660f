//! A ticket's way, as a play with a cast: 李 reports, 陈 is of the committee, 王 a grid worker, 物 of the property company,
//! 局 of a department, 心 of the grid centre, 志 a volunteer, 邻 a neighbour.

#![allow(clippy::unwrap_used, reason = "tests")]

mod bounds;
mod paths;
mod properties;
mod rights;
mod table;

use std::collections::BTreeSet;

use super::*;
use crate::calendar::Millis;
use crate::ids::RecordId;

const CAST: [&str; 8] = ["李", "陈", "王", "物", "局", "心", "志", "邻"];
const OFFICE: AreaId = AreaId([14; 16]);
const CENTRE: AreaId = AreaId([15; 16]);
const HOUR: i64 = 3_600_000;

fn member(name: &str) -> MemberId {
    MemberId([CAST.iter().position(|known| *known == name).unwrap() as u8 + 1; 16])
}

/// The handler that somebody acts for.
fn of(name: &str) -> Handler {
    match name {
        "陈" => Handler::Committee,
        "王" => Handler::GridWorkers,
        "物" => Handler::Property,
        "局" => Handler::Department(OFFICE),
        "心" => Handler::Department(CENTRE),
        other => Handler::Member(member(other)),
    }
}

fn actor(name: &str) -> Actor {
    Actor { member: member(name), hands: BTreeSet::from([Handler::Member(member(name)), of(name)]) }
}

fn tables() -> CommunityTables {
    let department = |id, level| Department { id, name: "城管".into(), level };
    let departments = vec![department(OFFICE, Level::Street), department(CENTRE, Level::GridCentre)];
    CommunityTables { departments, ..CommunityTables::default() }
}

/// A report of a lift, which the tables give 2 hours for an answer and 24 for the whole.
fn case(sent_to: &[&str]) -> CaseContent {
    CaseContent {
        version: VERSION,
        category: "lift".into(),
        place: Whereabouts { area: Some(AreaId([13; 16])), words: String::new() },
        words: "电梯不动".into(),
        attached: Vec::new(),
        for_member: None,
        for_person: String::new(),
        phone: String::new(),
        public: None,
        sent_to: sent_to.iter().map(|name| of(name)).collect(),
        at: Millis(0),
        thread_of: None,
        is_service: false,
    }
}

fn sent(to: &[&str]) -> Step {
    Step::Sent { to: to.iter().map(|name| of(name)).collect() }
}

fn card() -> Step {
    Step::Offline { card: Card { office: "街道办事处".into(), ..Card::default() } }
}

/// A step with words where they are needed.
fn content(step: Step) -> StepContent {
    let words = if step.kind().needs_words() || step == Step::Note { "因为" } else { "" };
    StepContent { version: VERSION, id: 7, step, words: words.into(), attached: Vec::new(), at: Millis(0) }
}

/// A ticket under way, an hour from step to step.
struct Play {
    ticket: Ticket,
    tables: CommunityTables,
    hours: i64,
}

impl Play {
    /// 李 reports, and it goes to these.
    fn reported(to: &[&str]) -> Self {
        Self::begun(&case(to))
    }

    fn begun(case: &CaseContent) -> Self {
        let tables = tables();
        Self { ticket: Ticket::begin(case, member("李"), Millis(0), &tables), tables, hours: 0 }
    }

    /// Somebody does something that has an effect.
    fn then(mut self, name: &str, step: Step) -> Self {
        let void = self.tried(name, content(step));
        assert_eq!(void, None, "{name}: {:?}", self.ticket.steps.last());
        self
    }

    /// Somebody tries something; the answer is why it has no effect.
    fn tried(&mut self, name: &str, content: StepContent) -> Option<WhyVoid> {
        self.hours += 1;
        let place = Some((self.hours as u64, 0));
        let time = Millis(self.hours * HOUR);
        self.ticket.push(Placed { place, time, actor: actor(name), content: Some(content) }, &self.tables);
        self.ticket.steps.last().unwrap().void
    }

    fn refused(mut self, name: &str, step: Step, why: WhyVoid) -> Self {
        let before = self.ticket.clone();
        assert_eq!(self.tried(name, content(step)), Some(why), "{name}");
        let steps = self.ticket.steps.clone();
        assert_eq!(self.ticket, Ticket { steps, ..before }, "what is void changes nothing");
        self
    }

    fn stands(self, status: Status) -> Self {
        assert_eq!(self.ticket.status, status);
        self
    }

    /// Who has it now and how far they are, the leading one first.
    fn with(self, expected: &[(&str, HandState)]) -> Self {
        let state = |handler| self.ticket.hands.iter().find(|hand| hand.handler == handler).unwrap().state;
        let found: Vec<_> = self.ticket.active().map(|handler| (handler, state(handler))).collect();
        assert_eq!(found, expected.iter().map(|(name, state)| (of(name), *state)).collect::<Vec<_>>());
        self
    }
}
