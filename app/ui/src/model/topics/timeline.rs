//! The seven steps as a line: which are done, where the topic stands, what was done in each.
//!
//! **Invariant:** every step that was taken stands at exactly one of the seven, void ones too.

use linli_contract::topics::{Stage, StepView, StepWhat};

/// How far one of the seven is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PointState {
    /// Behind it.
    Done,
    /// The topic stands here.
    Now,
    /// The topic ended here.
    Ended,
    /// Not yet.
    Ahead,
}

/// One of the seven.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// Which.
    pub stage: Stage,
    /// How far.
    pub state: PointState,
    /// What was done in it, oldest first.
    pub steps: Vec<StepView>,
}

/// In which of the seven a step was taken; `before` is where the topic stood.
const fn taken_in(what: StepWhat, before: Stage) -> Stage {
    match what {
        StepWhat::Proposed | StepWhat::Supported => Stage::Proposed,
        // A proposal that needs no supporters is looked at without a step of its own.
        StepWhat::Passed | StepWhat::Returned => match before {
            Stage::Proposed => Stage::Screened,
            Stage::Screened
            | Stage::Consulted
            | Stage::Project
            | Stage::CarriedOut
            | Stage::Evaluated
            | Stage::Covenant => before,
        },
        StepWhat::BallotOpened | StepWhat::BallotClosed | StepWhat::Counted => Stage::Consulted,
        StepWhat::ProjectMade => Stage::Project,
        StepWhat::Reported | StepWhat::Finished => Stage::CarriedOut,
        StepWhat::Evaluated => Stage::Evaluated,
        StepWhat::CovenantSettled => Stage::Covenant,
        StepWhat::Withdrawn | StepWhat::Newer => before,
    }
}

/// The line of a topic that stands at `stage`.
#[must_use]
pub fn line(stage: Stage, is_over: bool, steps: &[StepView]) -> Vec<Point> {
    let state = |one: Stage| match one.cmp(&stage) {
        core::cmp::Ordering::Less => PointState::Done,
        core::cmp::Ordering::Equal if is_over => PointState::Ended,
        core::cmp::Ordering::Equal => PointState::Now,
        core::cmp::Ordering::Greater => PointState::Ahead,
    };
    let mut points: Vec<Point> =
        Stage::ALL.into_iter().map(|stage| Point { stage, state: state(stage), steps: Vec::new() }).collect();
    let mut before = Stage::Proposed;
    for step in steps {
        let at = taken_in(step.what, before);
        if let Some(point) = points.iter_mut().find(|point| point.stage == at) {
            point.steps.push(step.clone());
        }
        if !step.is_void {
            before = step.stage;
        }
    }
    points
}

#[cfg(test)]
mod tests {
    use linli_contract::sync::RecordSync;
    use linli_shared::calendar::Millis;

    use super::super::order::tests::speaker;
    use super::*;

    fn step(what: StepWhat, stage: Stage, is_void: bool) -> StepView {
        let (words, at) = (String::new(), Millis(0));
        StepView { stage, what, words, by: speaker(), at, is_void, sync: RecordSync::WithRelay }
    }

    fn at(points: &[Point], stage: Stage) -> Vec<StepWhat> {
        let point = points.iter().find(|point| point.stage == stage);
        point.map(|point| point.steps.iter().map(|step| step.what).collect()).unwrap_or_default()
    }

    #[test]
    fn each_step_stands_where_it_was_taken_and_the_rest_is_ahead() {
        let steps = [
            step(StepWhat::Proposed, Stage::Proposed, false),
            step(StepWhat::Supported, Stage::Screened, false),
            step(StepWhat::Passed, Stage::Consulted, false),
            step(StepWhat::BallotOpened, Stage::Consulted, false),
        ];
        let points = line(Stage::Consulted, false, &steps);
        assert_eq!(at(&points, Stage::Proposed), [StepWhat::Proposed, StepWhat::Supported]);
        assert_eq!(at(&points, Stage::Screened), [StepWhat::Passed]);
        assert_eq!(at(&points, Stage::Consulted), [StepWhat::BallotOpened]);
        let states: Vec<PointState> = points.iter().map(|point| point.state).collect();
        assert_eq!(states[..3], [PointState::Done, PointState::Done, PointState::Now]);
        assert!(states[3..].iter().all(|state| *state == PointState::Ahead));
    }

    #[test]
    fn a_return_stands_at_the_gate_even_without_a_word_of_supporters() {
        let steps =
            [step(StepWhat::Proposed, Stage::Proposed, false), step(StepWhat::Returned, Stage::Screened, false)];
        let points = line(Stage::Screened, true, &steps);
        assert_eq!(at(&points, Stage::Screened), [StepWhat::Returned]);
        assert_eq!(points[1].state, PointState::Ended);
    }

    #[test]
    fn a_void_step_is_shown_and_moves_nothing() {
        let steps = [
            step(StepWhat::Proposed, Stage::Proposed, false),
            step(StepWhat::Finished, Stage::Evaluated, true),
            step(StepWhat::Withdrawn, Stage::Proposed, false),
        ];
        let points = line(Stage::Proposed, true, &steps);
        assert_eq!(at(&points, Stage::CarriedOut), [StepWhat::Finished]);
        assert_eq!(at(&points, Stage::Proposed), [StepWhat::Proposed, StepWhat::Withdrawn]);
        assert_eq!(points.iter().map(|point| point.steps.len()).sum::<usize>(), steps.len());
    }
}
