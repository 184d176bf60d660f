//! The device with its store: load rows, step, commit, and only then tell.
//!
//! **Invariant:** a device that may know more than the disk takes no input before it was opened again.

use linli_contract::lock::Lease;
use linli_contract::{Event, Failure};
use linli_shared::calendar::Millis;
use linli_shared::cbor;

use crate::device::rows::{Rows, Want};
use crate::device::{Device, Input, Now, OpenError, Reply, Step};
use crate::lock;
use crate::store::{Disk, DiskError, SealedStore, Table};

/// A device on its store.
pub struct Host<D> {
    store: SealedStore<D>,
    device: Device,
    /// A step was not written and the device could not be opened again yet.
    is_torn: bool,
    /// The device's own clock when it last met the relay or took its seat.
    lease_from: Option<Millis>,
}

/// The row of [`Host::lease`]'s beginning.
const LEASE: &[u8] = b"lease";

impl<D> core::fmt::Debug for Host<D> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Host").field("device", &self.device.id()).finish_non_exhaustive()
    }
}

impl<D: Disk> Host<D> {
    /// Opens the device a store holds.
    ///
    /// # Errors
    /// [`OpenError`].
    pub async fn open(store: SealedStore<D>) -> Result<Self, OpenError> {
        Self::open_or_give_back(store).await.map_err(|(_, error)| error)
    }

    /// Opens the device a store holds; gives the store back where that fails.
    pub(super) async fn open_or_give_back(store: SealedStore<D>) -> Result<Self, (SealedStore<D>, OpenError)> {
        match Self::read(&store).await {
            Ok((device, lease_from)) => Ok(Self { store, device, is_torn: false, lease_from }),
            Err(error) => Err((store, error)),
        }
    }

    async fn read(store: &SealedStore<D>) -> Result<(Device, Option<Millis>), OpenError> {
        let lease = store.get(Table::Meta, &[LEASE.to_vec()]).await?.pop().flatten();
        let lease_from = lease.and_then(|bytes| cbor::from_slice(&bytes).ok());
        Ok((Device::open(store).await?, lease_from))
    }

    /// Lets go of the device and gives its store.
    pub(super) fn into_store(self) -> SealedStore<D> {
        self.store
    }

    /// Pieces of work that wait.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.device.outbox().filter(|item| item.is_pending()).count()
    }

    /// How long the device may still be read.
    #[must_use]
    pub fn lease(&self, time: Millis) -> Lease {
        lock::lease::lease(self.lease_from.or(self.device.sync_state().last_met), time)
    }

    /// The device.
    #[must_use]
    pub fn device(&self) -> &Device {
        &self.device
    }

    /// The store.
    #[must_use]
    pub fn store(&self) -> &SealedStore<D> {
        &self.store
    }

    /// Takes one input. What it gives back is on the disk already.
    ///
    /// # Errors
    /// The [`Failure`] of the store; then nothing happened.
    pub async fn take(&mut self, input: Input, now: &Now) -> Result<(Reply, Vec<Event>), Failure> {
        self.mend().await?;
        let rows = self.load(&input).await?;
        let mut step = self.device.step(input, rows, now);
        let begins = self.note_lease(&mut step, now.time);
        let told = self.finish(step).await?;
        self.lease_from = begins;
        Ok(told)
    }

    /// Adds to a step where the lease begins anew: with every meeting, and with the seat.
    fn note_lease(&self, step: &mut Step, time: Millis) -> Option<Millis> {
        let is_first =
            self.lease_from.is_none() && self.device.id().is_some() && self.device.sync_state().last_met.is_none();
        if step.is_torn || !(is_first || matches!(step.reply, Reply::Met { .. })) {
            return self.lease_from;
        }
        step.batch.put(Table::Meta, LEASE, cbor::to_vec(&time));
        Some(time)
    }

    /// Carries out work that is no screen's request, such as founding a community.
    ///
    /// # Errors
    /// The [`Failure`] of the work or of the store; then nothing happened.
    pub async fn work<T>(
        &mut self,
        now: &Now,
        wants: &[Want],
        work: impl FnOnce(&mut Device, &mut crate::device::Turn<'_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        self.mend().await?;
        let mut rows = Rows::default();
        self.load_into(&mut rows, wants).await?;
        let (result, step) = self.device.step_work(rows, now, work);
        self.finish(step).await?;
        result
    }

    async fn finish(&mut self, step: Step) -> Result<(Reply, Vec<Event>), Failure> {
        let Step { batch, durability, reply, events, is_torn } = step;
        let mut written = Ok(());
        if !is_torn && !batch.is_empty() {
            written = self.store.commit(batch, durability).await.map_err(failure);
        }
        self.is_torn = is_torn || written.is_err();
        // Where this fails too, the next input tries again; the person is told why the work was not saved.
        let mended = self.mend().await;
        written?;
        mended?;
        Ok((reply, events))
    }

    async fn load(&self, input: &Input) -> Result<Rows, Failure> {
        let mut rows = Rows::default();
        loop {
            let wants = self.device.wants(input, &rows);
            if wants.is_empty() {
                return Ok(rows);
            }
            self.load_into(&mut rows, &wants).await?;
        }
    }

    async fn load_into(&self, rows: &mut Rows, wants: &[Want]) -> Result<(), Failure> {
        for table in Table::ALL {
            if wants.contains(&Want::All(table)) {
                rows.load_all(table, self.store.scan(table).await.map_err(failure)?);
                continue;
            }
            let mut keys: Vec<Vec<u8>> = wants
                .iter()
                .filter_map(|want| match want {
                    Want::Row(of, key) if *of == table => Some(key.clone()),
                    Want::Row(..) | Want::All(_) => None,
                })
                .collect();
            keys.sort_unstable();
            keys.dedup();
            if keys.is_empty() {
                continue;
            }
            let values = self.store.get(table, &keys).await.map_err(failure)?;
            for (key, value) in keys.into_iter().zip(values) {
                rows.load(table, key, value);
            }
        }
        Ok(())
    }

    /// Opens a torn device again from the store.
    async fn mend(&mut self) -> Result<(), Failure> {
        if self.is_torn {
            let link = self.device.link();
            self.device = Device::open(&self.store).await.map_err(open_failure)?;
            self.device.resume(link);
            self.is_torn = false;
        }
        Ok(())
    }
}

/// What a store's error is to the screen.
pub(crate) fn failure(error: DiskError) -> Failure {
    match error {
        DiskError::Full => Failure::DiskFull,
        DiskError::OpenElsewhere => Failure::OpenElsewhere,
        DiskError::Newer => Failure::NewerAppNeeded,
        DiskError::Unreadable
        | DiskError::Unwritable
        | DiskError::KeyMissing
        | DiskError::Unsupported
        | DiskError::NoRandomness => Failure::StoreFailed,
    }
}

/// What a device that cannot be opened is to the screen.
pub(crate) fn open_failure(error: OpenError) -> Failure {
    match error {
        OpenError::Disk(error) => failure(error),
        OpenError::Unreadable => Failure::StoreFailed,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use futures::executor::block_on;
    use linli_contract::Response;
    use linli_contract::members::{ReadStanding, Standing};
    use linli_shared::ids::{LogCode, MemberId};

    use super::*;
    use crate::device::identity::Seat;
    use crate::store::StoreKey;
    use crate::store::memory::{Fault, MemoryDisk};

    #[test]
    fn work_that_was_not_written_is_not_shown_even_if_the_store_cannot_be_read_at_once() {
        let disk = MemoryDisk::new();
        let now = Now { time: Millis(1_795_222_800_000), entropy: [1; 32] };
        let relay = "memory".to_owned();
        let seat =
            Seat { log: LogCode(310_113_003_001), root: [2; 32], member: MemberId([3; 16]), seed: [4; 32], relay };
        let seat = || Input::Seat(Box::new(seat.clone()));
        block_on(async {
            let store = SealedStore::new(disk.clone(), &StoreKey::from_bytes([7; 32]));
            let mut host = Host::open(store).await.unwrap();
            disk.plan(Fault::FullAtCommit(disk.counts().commits));
            for read in 0..2 {
                disk.plan(Fault::UnreadableAtRead(disk.counts().reads + read));
            }
            assert_eq!(host.take(seat(), &now).await, Err(Failure::DiskFull), "the reason, not its consequence");
            let ask = || Input::Ask(Box::new(ReadStanding.into()));
            assert_eq!(host.take(ask(), &now).await, Err(Failure::StoreFailed), "it cannot be read yet");
            let (reply, _) = host.take(ask(), &now).await.unwrap();
            assert_eq!(reply, Reply::Answer(Ok(Response::ReadStanding(Standing::Stranger))));
            host.take(seat(), &now).await.unwrap();
            let (reply, _) = host.take(ask(), &now).await.unwrap();
            assert!(matches!(reply, Reply::Answer(Ok(Response::ReadStanding(Standing::Member(_))))));
        });
    }
}
