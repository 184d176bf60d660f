//! A device that works while the community is founded: a real core on a disk in memory, meeting the relay over HTTP.

use std::rc::Rc;

use anyhow::Context;
use linli_contract::households::{SaveHousehold, Version};
use linli_contract::registers::Source;
use linli_contract::{Ask, Failure, Request, Response};
use linli_core::device::identity::Seat;
use linli_core::device::rows::Want;
use linli_core::device::{Device, Input, Now, Reply, Turn};
use linli_core::driver::{Core, Host, Options};
use linli_core::store::memory::MemoryDisk;
use linli_core::store::{SealedStore, StoreKey};
use linli_shared::calendar::Millis;

use super::clock;
use crate::demo::Community;

/// Meetings after which a device that still waits is given up.
const MEETINGS: usize = 50;

/// The device.
pub(super) struct Worker {
    core: Rc<Core<MemoryDisk>>,
}

impl Worker {
    /// A device that nobody has used yet.
    pub(super) async fn unused() -> anyhow::Result<Self> {
        let store = SealedStore::new(MemoryDisk::new(), &StoreKey::from_bytes(random()?));
        let host = Host::open(store).await.context("an empty device opens")?;
        let (core, _woken) = Core::new(host, Options::default());
        Ok(Self { core })
    }

    pub(super) async fn sit(seat: Seat) -> anyhow::Result<Self> {
        let worker = Self::unused().await?;
        worker.take(Input::Seat(Box::new(seat)), clock()).await?;
        Ok(worker)
    }

    /// Asks as a screen would.
    pub(super) async fn ask<A: Ask>(&self, request: A, at: Millis) -> anyhow::Result<A::Reply> {
        let response = self.take(Input::Ask(Box::new(request.into())), at).await?;
        A::reply(response).context("the answer is to another request")
    }

    /// Meets the relay once.
    pub(super) async fn meet(&self) {
        self.core.meet().await;
    }

    pub(super) async fn work(
        &self,
        wants: &[Want],
        work: impl FnOnce(&mut Device, &mut Turn<'_>) -> Result<(), Failure>,
    ) -> anyhow::Result<()> {
        let now = now(clock())?;
        Ok(self.core.with_host(async |host| host.work(&now, wants, work).await).await??)
    }

    /// Registers what the plan has for a person, in order of time; gives the numbers of households and visits.
    pub(super) async fn play(&self, plan: &Community, seat: &str) -> anyhow::Result<(usize, usize)> {
        let mut requests: Vec<(Millis, Request)> = Vec::new();
        for household in plan.households.iter().filter(|household| household.by == seat) {
            let (door, slot, edits) = (household.door, household.slot, household.edits.clone());
            let save = SaveHousehold { door, slot, base: Version::default(), edits, source: Source::AtTheDoor };
            requests.push((household.at, save.into()));
        }
        let households = requests.len();
        let visits = plan.visits.iter().filter(|visit| visit.by == seat);
        requests.extend(visits.map(|visit| (visit.at, visit.visit.clone().into())));
        let visits = requests.len() - households;
        requests.sort_by_key(|(at, _)| *at);
        for (at, request) in requests {
            self.take(Input::Ask(Box::new(request)), at).await?;
        }
        Ok((households, visits))
    }

    pub(super) async fn meet_until_nothing_waits(&self) -> anyhow::Result<()> {
        for _ in 0..MEETINGS {
            self.core.meet().await;
            let (is_done, has_refused, link) = self
                .core
                .with_host(async |host| {
                    let device = host.device();
                    let has_refused = device.outbox().any(|item| !item.is_pending());
                    let has_met = device.roster().is_founded() && device.sync_state().last_met.is_some();
                    (device.outbox().next().is_none() && has_met, has_refused, device.link())
                })
                .await?;
            anyhow::ensure!(!has_refused, "the relay refused some of the work");
            anyhow::ensure!(link == linli_contract::sync::Link::Up, "the relay was not met: {link:?}");
            if is_done {
                return Ok(());
            }
        }
        anyhow::bail!("some of the work still waits")
    }

    async fn take(&self, input: Input, at: Millis) -> anyhow::Result<Response> {
        let now = now(at)?;
        let (reply, _) = self.core.with_host(async |host| host.take(input, &now).await).await??;
        match reply {
            Reply::Answer(answer) => Ok(answer?),
            Reply::Nothing | Reply::Send(_) | Reply::Met { .. } | Reply::Failed(_) => {
                anyhow::bail!("the device gave no answer")
            }
        }
    }
}

fn now(time: Millis) -> anyhow::Result<Now> {
    Ok(Now { time, entropy: random()? })
}

pub(super) fn random() -> anyhow::Result<[u8; 32]> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).context("no randomness")?;
    Ok(bytes)
}
