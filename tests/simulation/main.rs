//! Three hundred seeds of the simulator: no invariant breaks, every rare state comes up, a seed repeats exactly.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use tests::sim::{Counts, Rare, STEPS, run};

const SEEDS: u64 = 300;
/// One seed in this many is run twice.
const TWICE: u64 = 25;

#[test]
fn three_hundred_bad_days_break_nothing() {
    let next = AtomicU64::new(0);
    let counts = Mutex::new(Counts::default());
    let broken = Mutex::new(Vec::new());
    let work = || {
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= SEEDS {
                return;
            }
            let outcome = run(seed, STEPS);
            counts.lock().unwrap().merge(&outcome.counts);
            if let Some(why) = outcome.broken {
                broken.lock().unwrap().push((seed, why));
                next.store(SEEDS, Ordering::Relaxed);
            } else if seed.is_multiple_of(TWICE) && run(seed, STEPS).trace.hash() != outcome.trace.hash() {
                broken.lock().unwrap().push((seed, "another trace the second time".into()));
            }
        }
    };
    let threads = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
    let broken = broken.into_inner().unwrap();
    assert!(broken.is_empty(), "run `simulate --seeds 1 --from N` for a seed of {broken:?}");
    let counts = counts.into_inner().unwrap();
    let never: Vec<_> = Rare::ALL.iter().filter(|rare| counts.of(**rare) == 0).collect();
    assert!(never.is_empty(), "never happened: {never:?}");
}
