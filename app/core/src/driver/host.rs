//! The device with its store: load rows, step, commit, and only then tell.

use linli_contract::{Event, Failure};

use crate::device::rows::{Rows, Want};
use crate::device::{Device, Input, Now, OpenError, Reply, Step};
use crate::store::{Disk, DiskError, SealedStore, Table};

/// A device on its store.
pub struct Host<D> {
    store: SealedStore<D>,
    device: Device,
}

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
        let device = Device::open(&store).await?;
        Ok(Self { store, device })
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
        let rows = self.load(&input).await?;
        let step = self.device.step(input, rows, now);
        self.finish(step).await
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
        let mut rows = Rows::default();
        self.load_into(&mut rows, wants).await?;
        let (result, step) = self.device.step_work(rows, now, work);
        self.finish(step).await?;
        result
    }

    async fn finish(&mut self, step: Step) -> Result<(Reply, Vec<Event>), Failure> {
        let Step { batch, durability, reply, events, is_torn } = step;
        if is_torn {
            self.reopen().await?;
        } else if !batch.is_empty()
            && let Err(error) = self.store.commit(batch, durability).await
        {
            self.reopen().await?;
            return Err(failure(error));
        }
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

    async fn reopen(&mut self) -> Result<(), Failure> {
        let link = self.device.link();
        self.device = Device::open(&self.store).await.map_err(|_| Failure::StoreFailed)?;
        self.device.resume(link);
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
