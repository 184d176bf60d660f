//! The simulator: a community on bad days, from one seed, in one thread, without sleep, socket or system time.
//!
//! People register, visit, report, handle tickets, publish notices, post, vote and sign up on their phones while requests and
//! answers get lost, come twice or late, machines die in the middle of a commit, disks are full, the relay comes back from an
//! old backup, roles end, clocks are years off and one member is hostile; in some seeds the relay lies. Then everything is healed, all meet, and the invariants are checked.
//! **Invariant:** a seed gives the same trace whenever it is run.
//! **Invariant:** what is expected is kept as plain values of what people did, without the code under test.

mod affairs;
mod check;
mod counts;
mod dice;
mod events;
mod eyes;
mod hostile;
mod liar;
mod model;
mod neighbours;
mod net;
mod notices;
mod plaza;
mod readers;
mod recount;
mod square;
mod tickets;
mod trace;
mod trails;
mod work;
mod world;

use std::panic::{AssertUnwindSafe, catch_unwind};

pub use counts::{Counts, Rare};
use liar::Lie;
pub use trace::Trace;
use world::World;

/// Steps of a seed before everything heals.
pub const STEPS: usize = 130;

/// One seed in this many has a relay that lies.
const LIARS: u64 = 8;

/// What became of a seed.
#[derive(Debug)]
pub struct Outcome {
    /// The seed.
    pub seed: u64,
    /// How often rare states came up.
    pub counts: Counts,
    /// What happened.
    pub trace: Trace,
    /// The invariant that was broken.
    pub broken: Option<String>,
}

/// Runs a seed.
#[must_use]
pub fn run(seed: u64, steps: usize) -> Outcome {
    let mut trace = Trace::default();
    let mut counts = Counts::default();
    let ran = catch_unwind(AssertUnwindSafe(|| {
        let mut world = World::new(seed, seed % LIARS != LIARS - 1, &mut trace);
        let result = play(&mut world, seed, steps);
        counts = world.counts;
        result
    }));
    let broken = match ran {
        Ok(result) => result.err(),
        Err(panic) => Some(format!("a panic: {}", words(panic.as_ref()))),
    };
    Outcome { seed, counts, trace, broken }
}

fn words(panic: &(dyn core::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
}

fn play(world: &mut World<'_>, seed: u64, steps: usize) -> Result<(), String> {
    let lies = [Lie::Withhold, Lie::Reorder, Lie::Rollback, Lie::Fork, Lie::Refuse];
    for step in 0..steps {
        if !world.is_honest && step == steps / 3 {
            world.begin_lie(lies[(seed / LIARS) as usize % lies.len()]);
        }
        world.step()?;
        for who in world.honest() {
            if world.town.phones[who].is_running() {
                check::note_refusals(world, who);
            }
        }
    }
    world.heal()?;
    if !world.is_honest {
        world.lie = None;
        for _ in 0..2 {
            for who in world.honest() {
                world.meet_well(who)?;
            }
        }
        return world.after_lies();
    }
    for _ in 0..4 {
        for who in 0..world.town.phones.len() {
            world.meet_well(who)?;
            check::note_refusals(world, who);
        }
    }
    // What lies in quarantine waits for a steward: whose role ended, what stood on more than the relay has again.
    for _ in 0..8 {
        if !world.decide_on_all()? {
            break;
        }
        for who in (0..world.town.phones.len()).chain(0..world.town.phones.len()) {
            world.meet_well(who)?;
            check::note_refusals(world, who);
        }
    }
    check::at_the_end(world)
}
