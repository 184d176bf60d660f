//! Topics and ballots as neighbours make them.
#![allow(clippy::unwrap_used, reason = "tests")]

mod bounds;
mod counting;
mod folding;

use super::{BallotContent, Saying, Stage, Step, Topic, TopicContent, TopicSaid, TopicStep, VERSION, VoteBy, fold};
use crate::calendar::Millis;
use crate::ids::{AreaId, DeviceId, MemberId, RecordId};
use crate::kinds::Kind;
use crate::square::{Placed, Standing};

const TOPIC: RecordId = RecordId([0x70; 16]);
const PROPOSER: MemberId = MemberId([1; 16]);
const NEIGHBOUR: MemberId = MemberId([2; 16]);
const OTHER: MemberId = MemberId([3; 16]);
const STEWARD: MemberId = MemberId([9; 16]);
const PLACE: AreaId = AreaId([0xa0; 16]);

fn topic(needs: u16) -> TopicContent {
    TopicContent {
        version: VERSION,
        title: "加装电梯".into(),
        text: "三号楼老人多,想装电梯。".into(),
        area: PLACE,
        attached: Vec::new(),
        needs,
        at: Millis(0),
    }
}

fn ballot() -> BallotContent {
    BallotContent {
        question: "装不装?".into(),
        choices: vec!["装".into(), "不装".into()],
        by: VoteBy::Household,
        is_secret: false,
        closes: Millis(1_000_000),
        grace_hours: 1,
    }
}

fn step(words: &str, step: Step) -> TopicStep {
    TopicStep { version: VERSION, nonce: [7; 8], words: words.into(), attached: Vec::new(), at: Millis(0), step }
}

fn passed(gate: Stage) -> TopicStep {
    step("可以", Step::Passed { gate })
}

fn said(said: Saying) -> TopicSaid {
    TopicSaid { version: VERSION, nonce: [8; 8], at: Millis(0), said }
}

/// A topic's facts as they are written one after the other.
#[derive(Default)]
struct Story {
    facts: Vec<(Kind, Vec<u8>, MemberId, Millis)>,
}

impl Story {
    fn proposed(needs: u16) -> Self {
        Self { facts: vec![(Kind::Topic, topic(needs).to_content(), PROPOSER, Millis(0))] }
    }

    fn at(&self) -> Millis {
        self.facts.last().map_or(Millis(0), |(.., time)| time.plus(10))
    }

    fn step(&mut self, by: MemberId, step: &TopicStep) -> &mut Self {
        let time = self.at();
        self.step_at(by, time, step)
    }

    fn step_at(&mut self, by: MemberId, time: Millis, step: &TopicStep) -> &mut Self {
        let mut step = step.clone();
        step.nonce = (self.facts.len() as u64).to_be_bytes();
        self.facts.push((Kind::TopicStep, step.to_content(), by, time));
        self
    }

    fn say(&mut self, by: MemberId, saying: Saying) -> &mut Self {
        let mut said = said(saying);
        said.nonce = (self.facts.len() as u64).to_be_bytes();
        let time = self.at();
        self.facts.push((Kind::TopicSaid, said.to_content(), by, time));
        self
    }

    fn raw(&mut self, kind: Kind, content: &[u8]) -> &mut Self {
        let time = self.at();
        self.facts.push((kind, content.to_vec(), STEWARD, time));
        self
    }

    fn fold(&self) -> Topic {
        self.fold_by(0)
    }

    /// By rules that asked so many supporters.
    fn fold_by(&self, asked: u16) -> Topic {
        let placed = self.facts.iter().map(|(kind, content, by, time)| Placed {
            kind: *kind,
            content,
            device: DeviceId(by.0),
            by: *by,
            standing: if *by == STEWARD { Standing::STEWARD } else { Standing::RESIDENT },
            time: *time,
            is_confirmed: true,
        });
        fold(TOPIC, placed, asked).unwrap()
    }
}
