//! What the relay's keeper does: permit a founding, begin an era after a restore, say what is in a backup.

use linli_shared::ids::LogCode;
use linli_shared::log::{Era, EraStart, Seq};

use super::Relay;
use super::founding::permit_hash;
use super::log::Log;
use super::rows::{LogRow, log_key, read};
use super::snapshots;
use super::view::View;
use crate::store::{Batch, Store, StoreError, Table};

/// Why the keeper's command was not carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AdminError {
    /// The log was founded already.
    #[error("the log was founded already")]
    Founded,
    /// No such log here.
    #[error("no such log")]
    UnknownLog,
    /// The era is not newer than the current one.
    #[error("the era is not newer than the current one")]
    OldEra,
    /// The log does not reach so far.
    #[error("the log does not reach so far")]
    BeyondEnd,
    /// The store failed; nothing was changed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl<S: Store> Relay<S> {
    /// The codes of all logs founded here.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`].
    pub fn codes(&self) -> Result<Vec<LogCode>, StoreError> {
        let rows = self.store.range(Table::Log, &[0; 8], &[u8::MAX; 9], usize::MAX)?;
        rows.iter()
            .map(|(key, _)| {
                let code = key.as_slice().try_into().map_err(|_| StoreError::Unreadable)?;
                Ok(LogCode(u64::from_be_bytes(code)))
            })
            .collect()
    }

    /// The era and the last place of a log.
    ///
    /// # Errors
    /// [`AdminError::UnknownLog`].
    pub fn end(&self, code: LogCode) -> Result<(Era, Seq), AdminError> {
        let log = self.logs.get(&code).ok_or(AdminError::UnknownLog)?;
        Ok((log.era(), log.last))
    }

    /// Everything up to this place of a log is in a backup, so that devices may have let go of their copies.
    ///
    /// # Errors
    /// [`AdminError::UnknownLog`].
    pub fn safe_through(&self, code: LogCode) -> Result<Seq, AdminError> {
        let log = self.logs.get(&code).ok_or(AdminError::UnknownLog)?;
        Ok(log.row.safe_through)
    }

    /// How many streams of a log have a snapshot.
    #[must_use]
    pub fn snapshots(&self, code: LogCode) -> usize {
        self.logs.get(&code).map_or(0, |log| log.snapshots.len())
    }

    /// Lets whoever knows `secret` found a log, once; an earlier permission for it ends.
    ///
    /// # Errors
    /// [`AdminError::Founded`], [`AdminError::Store`].
    pub fn permit(&mut self, code: LogCode, secret: &[u8; 16]) -> Result<(), AdminError> {
        self.permit_hashed(code, &permit_hash(code, secret))
    }

    /// Like [`Relay::permit`], with what [`hash_permit`] made of the secret.
    ///
    /// # Errors
    /// [`AdminError::Founded`], [`AdminError::Store`].
    pub fn permit_hashed(&mut self, code: LogCode, hash: &[u8; 32]) -> Result<(), AdminError> {
        if self.store.get(Table::Log, &log_key(code))?.is_some() {
            return Err(AdminError::Founded);
        }
        let mut batch = Batch::default();
        batch.put(Table::Permit, log_key(code), hash.as_slice());
        Ok(self.store.commit(&batch)?)
    }

    /// Begins a log's next era after the store came back from a backup.
    ///
    /// `era` is given where the lost store had begun eras that the backup does not know; it must be newer than all.
    ///
    /// # Errors
    /// [`AdminError`].
    pub fn begin_era(&mut self, code: LogCode, era: Option<Era>) -> Result<Era, AdminError> {
        self.change(code, |view, log| {
            let era = era.unwrap_or(log.era().saturating_add(1));
            if era <= log.era() {
                return Err(AdminError::OldEra);
            }
            log.row.eras.push(EraStart { era, after: log.last });
            snapshots::drop_all(view, log);
            Ok(era)
        })
    }

    /// Says that everything up to a place is in a backup; devices may then let go of their copies.
    ///
    /// # Errors
    /// [`AdminError`].
    pub fn mark_safe(&mut self, code: LogCode, through: Seq) -> Result<(), AdminError> {
        self.change(code, |_, log| {
            if through > log.last {
                return Err(AdminError::BeyondEnd);
            }
            log.row.safe_through = log.row.safe_through.max(through);
            Ok(())
        })
    }

    fn change<T>(
        &mut self,
        code: LogCode,
        with: impl FnOnce(&mut View<'_, S>, &mut Log) -> Result<T, AdminError>,
    ) -> Result<T, AdminError> {
        let mut view = View::new(&self.store);
        let mut log = Log::load(&view, code)?.ok_or(AdminError::UnknownLog)?;
        let value = with(&mut view, &mut log)?;
        log.save_row(&mut view);
        let batch = view.into_batch();
        self.logs.remove(&code);
        self.store.commit(&batch)?;
        log.is_changed = false;
        self.logs.insert(code, log);
        Ok(value)
    }
}

/// The era that a stored row of a log names; `None` if it cannot be read.
pub(crate) fn era_of(row: &[u8]) -> Option<Era> {
    read::<LogRow>(row).ok()?.eras.last().map(|start| start.era)
}

/// What is kept of a permission's secret.
#[must_use]
pub fn hash_permit(code: LogCode, secret: &[u8; 16]) -> [u8; 32] {
    permit_hash(code, secret)
}
