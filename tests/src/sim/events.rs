//! What befalls the community: restores, roles that end, seats that are handed on, devices that are removed, clocks that jump, nights that pass.

use linli_contract::Failure;
use linli_shared::ids::AreaId;
use linli_shared::roster::{Role, RosterFact};

use super::counts::Rare;
use super::world::{HOSTILE, PROPERTY, STEWARD, World};
use crate::cast::Person;

/// How far a clock may be off: thirty years.
const YEARS: i64 = 30 * 365 * 86_400_000;

impl World<'_> {
    /// One random step.
    pub(super) fn step(&mut self) -> Result<(), String> {
        let is_of_register = self.dice.chance(65);
        let honest: Vec<usize> =
            self.honest().into_iter().filter(|who| self.registers(*who) == is_of_register).collect();
        let who = self.dice.pick(&honest).unwrap_or(STEWARD);
        match self.dice.below(100) {
            0..=49 => self.work(who),
            50..=76 => self.meet(who),
            77..=81 => {
                self.arrive_late();
                Ok(())
            }
            82..=84 => self.revive(who),
            85..=86 => {
                self.clock_jumps(who);
                Ok(())
            }
            87..=92 => {
                self.attack();
                Ok(())
            }
            93..=94 => {
                self.note("a backup is made".into());
                self.backups.push(self.town.store.backup());
                Ok(())
            }
            95 => self.restore(),
            96 => self.roster_changes(),
            97 => self.meet(HOSTILE),
            98 if self.night_passes() => Ok(()),
            99 if self.dice.chance(60) => self.seat_is_handed_on(),
            _ => {
                self.town.restart_relay();
                Ok(())
            }
        }
    }

    fn clock_jumps(&mut self, who: usize) {
        let far = self.dice.below(2 * YEARS as usize) as i64 - YEARS;
        self.phone(who).skew = if self.dice.chance(30) { 0 } else { far };
        self.note(format!("the clock of {who} is {far} off"));
    }

    /// The relay's disk is lost and comes back from an old backup.
    fn restore(&mut self) -> Result<(), String> {
        // What a phone wrote on top of another's work that a crash took back from it, and the relay's disk at the same
        // time, has nothing to stand on until the other comes: two disasters at once are not promised to leave no trace.
        let is_doubly_bad = self.honest().iter().any(|who| self.behind.contains(who));
        if !self.is_honest || self.backups.is_empty() || self.era > 3 || is_doubly_bad {
            return Ok(());
        }
        let backup = self.backups.swap_remove(self.dice.below(self.backups.len()));
        self.town.relay = None;
        self.town.store.restore(&backup);
        self.town.restart_relay();
        self.era += 1;
        let code = self.town.estate.code;
        let relay = self.town.relay.as_mut().ok_or("the relay does not open after a restore")?;
        let begun = relay.begin_era(code, Some(self.era)).map_err(|error| error.to_string())?;
        let end = relay.end(code).map_err(|error| error.to_string())?;
        self.model.had_restore = true;
        self.counts.add(Rare::NewEra);
        if !self.affairs.tickets.is_empty() {
            self.counts.add(Rare::EraWithTickets);
        }
        self.note(format!("the relay is restored: era {begun}, last place {}", end.1));
        Ok(())
    }

    fn roster_changes(&mut self) -> Result<(), String> {
        let grid = self.town.estate.grids()[self.dice.below(2)];
        match self.dice.below(6) {
            4 | 5 => self.property_role(),
            0 | 1 => {
                let who = 1 + self.dice.below(4);
                self.role(who, grid)
            }
            2 => self.remove(HOSTILE),
            _ if self.dice.chance(30) => self.remove(2),
            _ => Ok(()),
        }
    }

    /// A worker's role ends, or begins again.
    fn role(&mut self, who: usize, grid: AreaId) -> Result<(), String> {
        let seat = self.town.seat(Person(who)).member;
        let holds = self.grids.get(&who).is_some_and(|grids| grids.contains(&grid));
        let (member, role, scope) = (seat, Role::GridWorker, grid);
        let fact = if holds {
            RosterFact::RoleEnded { member, role, scope }
        } else if self.model.demoted.contains(&who) {
            RosterFact::RoleGranted { member, role, scope, until: None }
        } else {
            return Ok(());
        };
        if !self.append(&fact)? {
            return Ok(());
        }
        let all: Vec<usize> = self.honest();
        for other in all.into_iter().filter(|other| self.town.seat(Person(*other)).member == member) {
            let grids = self.grids.entry(other).or_default();
            if holds {
                grids.remove(&grid)
            } else {
                self.walked.entry(other).or_default().insert(grid);
                grids.insert(grid)
            };
            self.model.demoted.insert(other);
        }
        Ok(())
    }

    /// The role of one of the property company's people ends, or begins again.
    fn property_role(&mut self) -> Result<(), String> {
        let who = PROPERTY[1];
        let (member, role, scope) = (self.town.seat(Person(who)).member, Role::Property, self.town.estate.code.area());
        let is_idle = self.affairs.idle.contains(&who);
        let fact = if is_idle {
            RosterFact::RoleGranted { member, role, scope, until: None }
        } else {
            RosterFact::RoleEnded { member, role, scope }
        };
        if self.append(&fact)? {
            self.model.demoted.insert(who);
            if is_idle {
                self.affairs.idle.remove(&who)
            } else {
                self.affairs.idle.insert(who)
            };
        }
        Ok(())
    }

    fn remove(&mut self, who: usize) -> Result<(), String> {
        let device = self.device_of(who);
        if !self.model.removed.contains(&who) && self.append(&RosterFact::DeviceRemoved { device })? {
            self.model.removed.insert(who);
        }
        Ok(())
    }

    pub(super) fn append(&mut self, fact: &RosterFact) -> Result<bool, String> {
        let time = self.tick();
        if !self.town.phones[STEWARD].is_running() {
            self.revive(STEWARD)?;
        }
        let facts = [fact.clone()];
        // Whether it came to pass has to be known.
        self.town.phones[STEWARD].disk.forget_plan();
        let done = self.phone(STEWARD).work(time, &[], |device, turn| device.append_roster(&facts, turn));
        self.note(format!("the committee appends {fact:?}: {done:?}"));
        match done {
            Ok(()) => Ok(true),
            // The roster is not all here again after a crash or a restore.
            Err(Failure::NoRight) => Ok(false),
            Err(failure @ (Failure::StoreFailed | Failure::DiskFull)) => {
                self.store_failed(STEWARD, &failure).map(|()| false)
            }
            Err(failure) => Err(format!("the committee cannot append: {failure}")),
        }
    }

    /// Everything is repaired: relay up, everybody running, planned faults used up.
    pub(super) fn heal(&mut self) -> Result<(), String> {
        self.note("everything heals".into());
        self.is_forked = false;
        self.town.restart_relay();
        while !self.late.is_empty() {
            self.arrive_late();
        }
        for who in 0..self.town.phones.len() {
            self.town.phones[who].disk.forget_plan();
            if !self.town.phones[who].is_running() {
                self.revive(who)?;
            }
        }
        Ok(())
    }
}
