//! The list of topics in three parts: what asks something of this person, what runs, what is over.

use linli_contract::topics::{Stage, TopicRow};

/// The parts, each in the order the core gave.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sections {
    /// Something is asked of this person.
    pub asked: Vec<TopicRow>,
    /// Under way.
    pub running: Vec<TopicRow>,
    /// Returned, taken back or done.
    pub over: Vec<TopicRow>,
}

impl Sections {
    /// Whether nothing is in any part.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.asked.is_empty() && self.running.is_empty() && self.over.is_empty()
    }
}

/// Parts the topics; `stage` narrows them.
#[must_use]
pub fn sections(topics: &[TopicRow], stage: Option<Stage>) -> Sections {
    let mut parts = Sections::default();
    for row in topics.iter().filter(|row| stage.is_none_or(|stage| row.stage == stage)) {
        let part = if row.is_over {
            &mut parts.over
        } else if row.asked.is_some() {
            &mut parts.asked
        } else {
            &mut parts.running
        };
        part.push(row.clone());
    }
    parts
}

/// The steps at which topics stand, in their order, each with how many.
#[must_use]
pub fn stages_in_use(topics: &[TopicRow]) -> Vec<(Stage, usize)> {
    let count = |stage: Stage| topics.iter().filter(|row| row.stage == stage).count();
    Stage::ALL.into_iter().map(|stage| (stage, count(stage))).filter(|(_, count)| *count > 0).collect()
}

/// The mean of stars in tenths, rounded; `None` if nobody gave any.
#[must_use]
pub fn mean_tenths(stars: [u32; 5]) -> Option<u32> {
    let all: u32 = stars.iter().sum();
    let sum: u32 = stars.iter().zip(1..).map(|(count, number): (&u32, u32)| count * number).sum();
    (sum * 20 + all).checked_div(all * 2)
}

#[cfg(test)]
pub(super) mod tests {
    use linli_contract::posts::Speaker;
    use linli_contract::sync::RecordSync;
    use linli_contract::topics::Asked;
    use linli_shared::calendar::Millis;
    use linli_shared::ids::{MemberId, RecordId};

    use super::*;

    pub(in crate::model::topics) fn speaker() -> Speaker {
        Speaker { member: MemberId::default(), name: Some("王芳".to_owned()), office: None, is_me: false }
    }

    pub(in crate::model::topics) fn row(stage: Stage) -> TopicRow {
        TopicRow {
            topic: RecordId::default(),
            title: "楼道灯".to_owned(),
            excerpt: String::new(),
            is_hidden: false,
            by: speaker(),
            at: Millis(1),
            changed: Millis(2),
            stage,
            is_over: false,
            supporters: 0,
            asked: None,
            closes: None,
            sync: RecordSync::WithRelay,
        }
    }

    #[test]
    fn what_asks_something_comes_first_and_what_is_over_asks_nothing_more() {
        let asked = TopicRow { asked: Some(Asked::Vote), ..row(Stage::Consulted) };
        let over = TopicRow { is_over: true, asked: Some(Asked::Sign), ..row(Stage::Covenant) };
        let parts = sections(&[row(Stage::Proposed), asked.clone(), over.clone()], None);
        assert_eq!((parts.asked, parts.running, parts.over), (vec![asked], vec![row(Stage::Proposed)], vec![over]));
    }

    #[test]
    fn stars_have_a_mean_once_somebody_gave_some() {
        assert_eq!(mean_tenths([0; 5]), None);
        assert_eq!(mean_tenths([0, 0, 0, 1, 2]), Some(47));
        assert_eq!(mean_tenths([1, 0, 0, 0, 1]), Some(30));
    }

    #[test]
    fn a_step_narrows_the_list() {
        let rows = [row(Stage::Proposed), row(Stage::Consulted), row(Stage::Consulted)];
        assert_eq!(sections(&rows, Some(Stage::Consulted)).running.len(), 2);
        assert!(sections(&rows, Some(Stage::Covenant)).is_empty());
        assert_eq!(stages_in_use(&rows), [(Stage::Proposed, 1), (Stage::Consulted, 2)]);
    }
}
