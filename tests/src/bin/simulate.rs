//! Runs the simulator over many seeds: `simulate --seeds N --from S [--steps N]`.
//!
//! Prints how often each rare state came up; if a seed breaks an invariant, the seed and the end of its trace.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use tests::sim::{Counts, Outcome, Rare, STEPS, run};

struct Args {
    seeds: u64,
    from: u64,
    steps: usize,
}

fn args() -> Result<Args> {
    let mut args = Args { seeds: 500, from: 0, steps: STEPS };
    let mut given = std::env::args().skip(1);
    while let Some(name) = given.next() {
        let value = given.next().with_context(|| format!("{name} needs a number"))?;
        let number: u64 = value.parse().with_context(|| format!("{value} is no number"))?;
        match name.as_str() {
            "--seeds" => args.seeds = number,
            "--from" => args.from = number,
            "--steps" => args.steps = usize::try_from(number)?,
            _ => bail!("unknown argument {name}: simulate --seeds N --from S --steps N"),
        }
    }
    Ok(args)
}

fn tell(out: &mut impl Write, outcome: &Outcome, why: &str) -> io::Result<()> {
    for line in outcome.trace.tail() {
        writeln!(out, "{line}")?;
    }
    writeln!(out, "seed {} breaks an invariant: {why}", outcome.seed)
}

fn main() -> Result<ExitCode> {
    let args = args()?;
    let mut out = io::stdout().lock();
    let mut counts = Counts::default();
    for seed in args.from..args.from + args.seeds {
        let outcome = run(seed, args.steps);
        if let Some(why) = &outcome.broken {
            tell(&mut out, &outcome, why)?;
            return Ok(ExitCode::FAILURE);
        }
        counts.merge(&outcome.counts);
    }
    writeln!(out, "{} seeds from {}, {} steps each", args.seeds, args.from, args.steps)?;
    for rare in Rare::ALL {
        writeln!(out, "{:>9} {}", counts.of(*rare), rare.words().trim())?;
    }
    Ok(ExitCode::SUCCESS)
}
