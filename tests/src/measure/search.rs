//! Search at 10,000 people and at 20,000 records of every kind, a quarter of them messages, each letter by letter as it is typed.

use std::time::Instant;

use linli_core::search::all_speed::{self, FindSpeed};
use linli_core::search::speed::{Speed, TYPED, on_the_way};

use super::Table;

/// The time of a picture on a screen that shows sixty in a second.
const FRAME: f64 = 1e3 / 60.0;
/// How often each text is searched.
const TIMES: u32 = 20;

/// Measures building the index and the slowest key stroke.
pub fn measure(table: &mut Table, people: usize) {
    let mut speed = Speed::new(people);
    let begun = Instant::now();
    speed.build();
    let built = begun.elapsed().as_secs_f64() * 1e3;
    let mut times: Vec<(f64, &str)> = Vec::new();
    for typed in TYPED.into_iter().flat_map(on_the_way) {
        let begun = Instant::now();
        let hits: usize = (0..TIMES).map(|_| std::hint::black_box(speed.find(typed))).sum();
        times.push((begun.elapsed().as_secs_f64() * 1e3 / f64::from(TIMES), typed));
        std::hint::black_box(hits);
    }
    times.sort_by(|one, other| one.0.total_cmp(&other.0));
    let median = times[times.len() / 2].0;
    let (slowest, typed) = times[times.len() - 1];
    let reference = |time: f64| format!("aim: within a frame of {FRAME:.1} ms; ratio {:.3}", time / FRAME);
    table.add(format!("search, index of {people} people"), built, "ms", "once, when search is opened");
    table.add(format!("search at {people} people, median key stroke"), median, "ms", reference(median));
    let name = format!("search at {people} people, slowest key stroke");
    table.add(name, slowest, "ms", format!("{} (typed {typed})", reference(slowest)));
}

/// Measures the search over everything, its slowest key stroke beside the plainest search for the same letters.
pub fn measure_all(table: &mut Table, records: usize) {
    let mut speed = FindSpeed::new(records);
    let begun = Instant::now();
    speed.build();
    let built = begun.elapsed().as_secs_f64() * 1e3;
    let timed = |work: &dyn Fn() -> usize| {
        let begun = Instant::now();
        let hits: usize = (0..TIMES).map(|_| std::hint::black_box(work())).sum();
        std::hint::black_box(hits);
        begun.elapsed().as_secs_f64() * 1e3 / f64::from(TIMES)
    };
    let typed = all_speed::TYPED.into_iter().flat_map(on_the_way);
    let mut times: Vec<(f64, &str)> = typed.map(|typed| (timed(&|| speed.find(typed) as usize), typed)).collect();
    times.sort_by(|one, other| one.0.total_cmp(&other.0));
    let median = times[times.len() / 2].0;
    let (slowest, typed) = times[times.len() - 1];
    let plain = timed(&|| speed.plain(typed));
    table.add(
        format!("search over everything, index of {records} records"),
        built,
        "ms",
        format!("once, when search is opened; {} of them messages", speed.messages()),
    );
    let aim = |time: f64| format!("aim: within a frame of {FRAME:.1} ms; ratio {:.3}", time / FRAME);
    table.add(format!("search over {records} records, median key stroke"), median, "ms", aim(median));
    let beside = format!("{} (typed {typed}; letters alone {plain:.2} ms, ratio {:.2})", aim(slowest), slowest / plain);
    table.add(format!("search over {records} records, slowest key stroke"), slowest, "ms", beside);
}
