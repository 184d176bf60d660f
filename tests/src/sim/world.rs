//! The simulated world: the cast's phones, the relay with its backups, what is under way, and what is expected of it.

use std::collections::{BTreeMap, BTreeSet};

use linli_contract::Failure;
use linli_contract::households::{DoorView, OpenForm};
use linli_contract::tickets::{Department, Level, ReadTables, SaveTables};
use linli_contract::topics::VoteBy;
use linli_shared::calendar::Millis;
use linli_shared::ids::{AreaId, DeviceId};
use linli_shared::log::Era;
use linli_shared::parcel::ParcelHash;
use linli_shared::roster::Role;
use sync_server::store::memory::Backup;

use super::affairs::Affairs;
use super::counts::{Counts, Rare};
use super::dice::Dice;
use super::liar::{Branch, Lie};
use super::model::Model;
use super::trace::Trace;
use crate::cast::{Casting, Forger, Person, Phone, Town, small_estate};

/// The committee's phone.
pub(super) const STEWARD: usize = 0;
/// The phone whose keys the attacker uses.
pub(super) const HOSTILE: usize = 5;
/// The property company's phones.
pub(super) const PROPERTY: [usize; 2] = [6, 7];
/// The neighbours' phones, each with its building; the first two are one person's.
pub(super) const HOMES: [(usize, usize); 3] = [(8, 0), (9, 0), (10, 1)];
/// The street's phone.
pub(super) const CLERK: usize = 11;
/// The street's department.
pub(super) const STREET: AreaId = AreaId([0x55; 16]);

/// The world.
pub(super) struct World<'a> {
    pub(super) town: Town,
    pub(super) dice: Dice,
    pub(super) model: Model,
    pub(super) affairs: Affairs,
    pub(super) counts: Counts,
    pub(super) trace: &'a mut Trace,
    /// Requests that are still on their way.
    pub(super) late: Vec<Vec<u8>>,
    pub(super) backups: Vec<Backup>,
    pub(super) era: Era,
    /// Forms that stand open: who, door, what was shown when it was opened.
    pub(super) forms: BTreeMap<(usize, AreaId), DoorView>,
    /// Drafts that were reported as kept.
    pub(super) drafts: BTreeMap<(usize, AreaId), String>,
    /// Grids in which a phone's member holds a role now; the committee's hold everywhere.
    pub(super) grids: BTreeMap<usize, BTreeSet<AreaId>>,
    /// Grids in which a phone's member held a role at any time.
    pub(super) walked: BTreeMap<usize, BTreeSet<AreaId>>,
    /// Phones whose last answer was lost after the relay had committed.
    pub(super) unanswered: BTreeSet<usize>,
    /// Phones that a crash set back and that have not met the relay since.
    pub(super) behind: BTreeSet<usize>,
    /// Parcels that had a place once.
    pub(super) placed: BTreeSet<ParcelHash>,
    pub(super) hostile: Forger,
    /// A forged act was given a place.
    pub(super) forged: bool,
    /// Whether the relay is honest all the time.
    pub(super) is_honest: bool,
    pub(super) lie: Option<Lie>,
    pub(super) branch: Option<Branch>,
    /// Whether some are shown the other history now.
    pub(super) is_forked: bool,
    /// When the ballots close.
    pub(super) closes: Vec<Millis>,
}

impl<'a> World<'a> {
    /// A founded community; everybody has met.
    pub(super) fn new(seed: u64, is_honest: bool, trace: &'a mut Trace) -> Self {
        let estate = small_estate(1 + (seed % 2) as i16);
        let (root, grids) = (estate.code.area(), estate.grids());
        let worker = |grids: &[AreaId]| grids.iter().map(|grid| (Role::GridWorker, *grid)).collect::<Vec<_>>();
        let home = |at| estate.tree.parent(estate.stair(at)).map(|home| (Role::Resident, home)).into_iter().collect();
        let cast = [
            Casting { name: "陈静", member: 1, roles: vec![(Role::Steward, root)] },
            Casting { name: "王芳", member: 2, roles: worker(&grids[..1]) },
            Casting { name: "王芳", member: 2, roles: Vec::new() },
            Casting { name: "李敏", member: 3, roles: worker(&grids[..1]) },
            Casting { name: "赵月", member: 4, roles: worker(&grids) },
            Casting { name: "何明", member: 5, roles: worker(&grids[1..]) },
            Casting { name: "周建国", member: 6, roles: vec![(Role::Property, root)] },
            Casting { name: "孙伟", member: 7, roles: vec![(Role::Property, root)] },
            Casting { name: "李清", member: 8, roles: home(0) },
            Casting { name: "李清", member: 8, roles: Vec::new() },
            Casting { name: "马丽", member: 9, roles: home(1) },
            Casting { name: "吴军", member: 10, roles: vec![(Role::Department, STREET)] },
        ];
        let mut town = Town::with(estate, seed, &cast);
        let mut tables = town.ask(Person(STEWARD), ReadTables).tables;
        tables.departments.push(Department { id: STREET, name: "街道办".into(), level: Level::Street });
        town.ask(Person(STEWARD), SaveTables { tables });
        let by = if seed.is_multiple_of(2) { VoteBy::Household } else { VoteBy::Person };
        let closes = super::square::begin(&mut town, by);
        town.settle();
        let mut model = Model::default();
        model.doors.extend((0..2).flat_map(|grid| town.estate.doors(grid)));
        let all: BTreeSet<AreaId> = grids.iter().copied().collect();
        let first = BTreeSet::from([grids[0]]);
        let held = [all.clone(), first.clone(), first.clone(), first, all, BTreeSet::from([grids[1]])];
        let hostile = Forger::new(&town, Person(HOSTILE));
        Self {
            town,
            dice: Dice::new(seed),
            model,
            affairs: Affairs::default(),
            counts: Counts::default(),
            trace,
            late: Vec::new(),
            backups: Vec::new(),
            era: 1,
            forms: BTreeMap::new(),
            drafts: BTreeMap::new(),
            walked: held.iter().cloned().enumerate().collect(),
            grids: held.into_iter().enumerate().collect(),
            unanswered: BTreeSet::new(),
            behind: BTreeSet::new(),
            placed: BTreeSet::new(),
            hostile,
            forged: false,
            is_honest,
            lie: None,
            branch: None,
            is_forked: false,
            closes: vec![closes],
        }
    }

    /// Writes a line of the trace.
    pub(super) fn note(&mut self, line: String) {
        self.trace.line(line);
    }

    /// A phone.
    pub(super) fn phone(&mut self, who: usize) -> &mut Phone {
        &mut self.town.phones[who]
    }

    /// A phone's device.
    pub(super) fn device_of(&self, who: usize) -> DeviceId {
        linli_shared::seal::DeviceSecret::from_seed(self.town.seat(Person(who)).seed).keys().device()
    }

    /// Everybody but the attacker.
    pub(super) fn honest(&self) -> Vec<usize> {
        (0..self.town.phones.len()).filter(|who| *who != HOSTILE).collect()
    }

    /// True time, a little later than before.
    pub(super) fn tick(&mut self) -> Millis {
        let seconds = 1 + self.dice.below(20) as i64;
        self.town.time = self.town.time.plus(seconds * 1_000);
        self.town.time
    }

    /// Starts a phone that died; some of what may be lost is lost.
    pub(super) fn revive(&mut self, who: usize) -> Result<(), String> {
        let cached = self.town.phones[who].disk.cached_batches();
        let kept = if self.dice.chance(40) { 0 } else { self.dice.below(cached + 1) };
        if kept < cached {
            self.counts.add(Rare::BatchesLost);
            self.behind.insert(who);
        }
        self.note(format!("{who} dies, {kept} of {cached} unsafe batches stay"));
        self.phone(who).kill(kept);
        self.phone(who).start();
        if !self.town.phones[who].is_running() {
            return Err(format!("{who} cannot be opened after a crash"));
        }
        let state = self.town.phones[who].device().sync_state();
        let line = format!("{who} stands at {} of era {} after {} unsafe batches", state.at, state.era, state.tick);
        self.note(line);
        let drafts: Vec<_> = self.drafts.iter().filter(|((of, _), _)| *of == who).map(|(at, _)| *at).collect();
        for (_, door) in drafts {
            self.has_draft(who, door)?;
        }
        super::check::nothing_saved_is_lost(self, who)
    }

    fn has_draft(&mut self, who: usize, door: AreaId) -> Result<(), String> {
        let time = self.town.time;
        let form = match self.phone(who).ask(OpenForm { door, slot: 0 }, time) {
            Ok(form) => form,
            // The door's own fact was lost, by the relay or in a batch of this crash; it comes again.
            Err(Failure::NotHere) if self.is_new_door(door) => return Ok(()),
            Err(failure) => return Err(format!("{who} cannot open a form: {failure}")),
        };
        let text = form.draft.map(|draft| format!("{:?}", draft.edits));
        if text.as_ref() != self.drafts.get(&(who, door)) {
            return Err(format!("{who} lost a draft of {door}"));
        }
        self.counts.add(Rare::Draft);
        Ok(())
    }

    /// A failure of a phone's store: it died, or its disk was full.
    pub(super) fn store_failed(&mut self, who: usize, failure: &Failure) -> Result<(), String> {
        self.note(format!("{who}: {failure}"));
        if self.town.phones[who].disk.has_crashed() {
            self.counts.add(Rare::CrashInCommit);
            return self.revive(who);
        }
        if *failure == Failure::DiskFull {
            self.counts.add(Rare::DiskFull);
            return Ok(());
        }
        Err(format!("{who} failed for no reason: {failure}"))
    }
}
