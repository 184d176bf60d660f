//! What Chromium's trace says of the work between pictures: the tasks of the page's main thread, from one frame to the next.

use std::collections::BTreeMap;

use serde_json::Value;

/// The mark a page sets in every frame that counts.
pub(super) const FRAME: &str = "measured-frame";
/// The mark it sets when what is measured is over, or pauses.
pub(super) const PAUSE: &str = "measured-pause";
/// A task of a thread.
const TASK: &str = "RunTask";

/// What a task's work is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Work {
    /// The processor's time: what others do on the machine meanwhile is not in it.
    Processor,
    /// All time from its beginning to its end, as where the thread is slowed down by being stopped.
    Whole,
}

/// A task: when it began, how long it was there, how much of that is work, in microseconds.
type Task = (f64, f64, f64);

/// The work of frames in milliseconds, ascending.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Frames(Vec<f64>);

impl Frames {
    /// Reads a trace: from each frame's mark to the next one all tasks of the thread that set it are that frame's, the task in
    /// which it was set among them.
    pub(super) fn of(trace: &[Value], work: Work) -> Self {
        let mut marks: BTreeMap<(i64, i64), Vec<(f64, bool)>> = BTreeMap::new();
        let mut tasks: BTreeMap<(i64, i64), Vec<Task>> = BTreeMap::new();
        for event in trace {
            let (Some(pid), Some(tid), Some(at)) = (event["pid"].as_i64(), event["tid"].as_i64(), event["ts"].as_f64())
            else {
                continue;
            };
            match event["name"].as_str() {
                Some(TASK) => {
                    if let Some(takes) = event["dur"].as_f64() {
                        let own = event["tdur"].as_f64().filter(|_| work == Work::Processor).unwrap_or(takes);
                        tasks.entry((pid, tid)).or_default().push((at, takes, own));
                    }
                }
                Some(FRAME) => marks.entry((pid, tid)).or_default().push((at, true)),
                Some(PAUSE) => marks.entry((pid, tid)).or_default().push((at, false)),
                _ => {}
            }
        }
        let mut frames = Vec::new();
        for (thread, mut marks) in marks {
            let mut tasks = tasks.remove(&thread).unwrap_or_default();
            marks.sort_by(|one, other| one.0.total_cmp(&other.0));
            tasks.sort_by(|one, other| one.0.total_cmp(&other.0));
            frames.extend(of_thread(&marks, &tasks));
        }
        frames.sort_by(f64::total_cmp);
        Self(frames)
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.0.len()
    }

    /// The work that this part of the frames stays within, 0.0 to 1.0.
    pub(super) fn within(&self, part: f64) -> f64 {
        let last = self.0.len().saturating_sub(1);
        self.0.get((last as f64 * part).round() as usize).copied().unwrap_or_default()
    }

    /// The part of the frames with more work than a limit.
    pub(super) fn over(&self, limit: f64) -> f64 {
        self.0.iter().filter(|work| **work > limit).count() as f64 / self.0.len().max(1) as f64
    }
}

/// The frames of one thread; marks and tasks in the order of time.
fn of_thread(marks: &[(f64, bool)], tasks: &[Task]) -> Vec<f64> {
    let mut frames: Vec<f64> = Vec::new();
    let mut is_measured = false;
    let mut marks = marks.iter().peekable();
    let mut end = f64::MIN;
    for (at, takes, work) in tasks {
        // A task inside another one is part of it.
        if *at < end {
            continue;
        }
        end = at + takes;
        let mut begins = false;
        while let Some((_, is_frame)) = marks.next_if(|(mark, _)| *mark <= end) {
            begins |= *is_frame;
            is_measured = *is_frame;
        }
        if begins {
            frames.push(0.0);
        }
        if let Some(frame) = frames.last_mut().filter(|_| is_measured || begins) {
            *frame += work / 1e3;
        }
    }
    frames
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn task(at: u64, takes: u64) -> Value {
        json!({ "name": TASK, "pid": 1, "tid": 2, "ts": at, "dur": takes })
    }

    fn mark(name: &str, at: u64) -> Value {
        json!({ "name": name, "pid": 1, "tid": 2, "ts": at })
    }

    #[test]
    fn a_frame_has_the_tasks_until_the_next_one_and_none_of_a_pause() {
        let trace = [
            task(0, 900),
            task(1_000, 2_000),
            mark(FRAME, 1_500),
            task(1_200, 500),
            task(4_000, 1_000),
            json!({ "name": TASK, "pid": 1, "tid": 3, "ts": 4_000, "dur": 9_000 }),
            mark(FRAME, 17_100),
            task(17_000, 3_000),
            mark(PAUSE, 30_100),
            task(30_000, 500),
            task(31_000, 8_000),
            mark(FRAME, 50_500),
            json!({ "name": TASK, "pid": 1, "tid": 2, "ts": 50_000, "dur": 20_000, "tdur": 5_000 }),
        ];
        assert_eq!(Frames::of(&trace, Work::Processor), Frames(vec![3.0, 3.0, 5.0]));
        let frames = Frames::of(&trace, Work::Whole);
        assert_eq!(frames, Frames(vec![3.0, 3.0, 20.0]));
        assert_eq!((frames.count(), frames.within(0.5), frames.within(1.0)), (3, 3.0, 20.0));
        assert!((frames.over(16.0) - 1.0 / 3.0).abs() < 1e-9);
    }

    #[test]
    fn without_marks_there_are_no_frames() {
        let frames = Frames::of(&[task(0, 900), json!({})], Work::Whole);
        assert_eq!((frames.count(), frames.within(0.95), frames.over(1.0)), (0, 0.0, 0.0));
    }
}
