//! Founding the demo community at a running relay, as its people would: the committee's device founds it, the grid
//! workers' own devices register the planned households and visits, each at its planned time; then neighbours belong to
//! their households, and something waits for the committee.
//!
//! **Invariant:** the seats' folder appears whole and last: where it is, the community stands with everything registered.

mod affairs;
pub mod demo;
mod neighbours;
pub mod permit;
pub mod seats;
pub mod talk;
mod worker;

use std::collections::BTreeMap;

use anyhow::Context;
use linli_core::members::found::{self, Founding};
use linli_shared::calendar::Millis;
use linli_shared::ids::MemberId;
use linli_shared::roster::Role;
use linli_shared::seal::DeviceSecret;
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;

use crate::demo::{Community, Staff};

pub use permit::Permit;
pub use seats::SeatFolder;
use worker::{Worker, random};

/// Devices prepared for each person, besides the one that founded or registered.
pub const SEATS_EACH: u32 = 5;

/// Where a community is founded.
#[derive(Debug, Clone)]
pub struct Place {
    /// Address of the running relay, e.g. `http://127.0.0.1:8780`.
    pub relay: String,
    /// The relay's permission.
    pub permit: Permit,
    /// The folder that the relay hands seats out of; it must not exist yet.
    pub seats: SeatFolder,
}

/// How far founding has come, for a person who waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// The relay has the founding act.
    Founded,
    /// A worker's device has registered so many households and visits, and the relay has them.
    Worked {
        /// The worker's seat.
        seat: &'static str,
        /// Households.
        households: usize,
        /// Visits.
        visits: usize,
    },
    /// Neighbours belong to their households.
    MovedIn {
        /// How many.
        neighbours: usize,
    },
    /// Notices were published, reports sent.
    Happened {
        /// Notices.
        notices: usize,
        /// Reports.
        reports: usize,
    },
    /// The seats are laid out.
    SeatsReady,
}

/// One of the members with the secrets of all their devices; the first is the one that works while founding.
struct Member<'p> {
    staff: &'p Staff,
    id: MemberId,
    seeds: Vec<[u8; 32]>,
}

/// Founds the community of `plan` and plays the plan; returns when the relay has everything and the seats are laid out.
///
/// # Errors
/// If the relay refuses or cannot be met, or the seats cannot be written.
pub async fn found(place: &Place, plan: &Community, mut tell: impl FnMut(Progress)) -> anyhow::Result<()> {
    let members = plan.staff.iter().map(|staff| Member::new(staff, SEATS_EACH)).collect::<anyhow::Result<Vec<_>>>()?;
    let former = plan.former.as_ref().map(|former| Member::new(&former.staff, 0)).transpose()?;
    let founder = members.iter().find(|member| member.is(Role::Steward)).context("the plan has no committee")?;
    let root = DeviceSecret::from_seed(founder.seeds[0]).keys().signing;
    let seat = |member: &Member<'_>, seed| linli_core::device::identity::Seat {
        log: plan.code,
        root,
        member: member.id,
        seed,
        relay: place.relay.clone(),
    };

    let committee = Worker::sit(seat(founder, founder.seeds[0])).await?;
    let list: Vec<Founding> = members.iter().chain(&former).map(Member::founding).collect();
    let mut rng = ChaCha20Rng::from_seed(random()?);
    let (relay, secret) = (place.permit.relay, place.permit.secret);
    committee
        .work(&found::wants(&list), |device, turn| device.found(relay, secret, &list, &plan.facts, &mut rng, turn))
        .await?;
    committee.meet_until_nothing_waits().await.context("founding")?;
    tell(Progress::Founded);

    let mut busy: BTreeMap<&str, Worker> = BTreeMap::new();
    for member in members.iter().filter(|member| member.is(Role::GridWorker)) {
        let name = member.staff.seat;
        let worker = Worker::sit(seat(member, member.seeds[0])).await?;
        worker.meet_until_nothing_waits().await.with_context(|| format!("{name} meets the relay"))?;
        let (households, visits) = worker.play(plan, name).await.with_context(|| format!("{name} registers"))?;
        worker.meet_until_nothing_waits().await.with_context(|| format!("{name} sends"))?;
        tell(Progress::Worked { seat: name, households, visits });
        busy.insert(name, worker);
    }

    let neighbours = neighbours::move_in(&committee, &members).await.context("neighbours move in")?;
    tell(Progress::MovedIn { neighbours });
    if let Some(ask) = &plan.newcomer {
        neighbours::ask_to_join(&committee, ask).await.context("somebody asks to join")?;
    }
    if let (Some(planned), Some(member)) = (&plan.former, &former) {
        let worker = Worker::sit(seat(member, member.seeds[0])).await?;
        neighbours::come_too_late(&committee, &worker, member, planned).await.context("a worker leaves")?;
    }

    busy.insert(founder.staff.seat, committee);
    for member in &members {
        let by = member.staff.seat;
        if plan.affairs.iter().any(|affair| affair.by == by) && !busy.contains_key(by) {
            busy.insert(by, Worker::sit(seat(member, member.seeds[0])).await?);
        }
    }
    let (notices, reports) = affairs::happen(&plan.affairs, &busy).await.context("notices and reports")?;
    tell(Progress::Happened { notices, reports });

    let prepared = members.iter().flat_map(|member| {
        let numbered = (1..).zip(&member.seeds[1..]);
        numbered.map(|(number, seed)| (member.staff.seat, number, seat(member, *seed)))
    });
    place.seats.lay_out(prepared).context("writing the seats")?;
    tell(Progress::SeatsReady);
    Ok(())
}

impl<'p> Member<'p> {
    fn new(staff: &'p Staff, seats: u32) -> anyhow::Result<Self> {
        let id: [u8; 32] = random()?;
        let (id, _) = id.split_first_chunk::<16>().context("32 bytes have a first half")?;
        let seeds = (0..=seats).map(|_| random()).collect::<anyhow::Result<_>>()?;
        Ok(Self { staff, id: MemberId(*id), seeds })
    }

    fn is(&self, wanted: Role) -> bool {
        self.staff.roles.iter().any(|(name, _)| role(*name) == wanted)
    }

    fn founding(&self) -> Founding {
        let roles = self.staff.roles.iter().map(|(name, scope)| (role(*name), *scope));
        Founding {
            member: self.id,
            devices: self.seeds.iter().map(|seed| DeviceSecret::from_seed(*seed).keys()).collect(),
            roles: roles.collect(),
            name: self.staff.name.to_owned(),
        }
    }
}

const fn role(name: linli_contract::members::Role) -> Role {
    use linli_contract::members::Role as Name;
    match name {
        Name::Resident => Role::Resident,
        Name::BuildingLeader => Role::BuildingLeader,
        Name::GridWorker => Role::GridWorker,
        Name::Steward => Role::Steward,
        Name::Property => Role::Property,
        Name::Department => Role::Department,
        Name::Volunteer => Role::Volunteer,
        Name::Observer => Role::Observer,
    }
}

/// The computer's clock.
#[must_use]
pub fn clock() -> Millis {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
