//! Looks through a whole store: whether everything in it fits together.
//!
//! **Invariant:** nothing is changed. What cannot be read is a finding, not the end of the search.

mod blobs;
mod chains;
mod places;

use std::collections::BTreeMap;

use linli_shared::ids::LogCode;
use linli_shared::log::{Era, Seq};

use super::log::Log;
use super::rows::{LobbyRow, log_key, read};
use super::view::{View, after_prefix};
use crate::store::{Store, StoreError, Table};

/// What does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Trouble {
    /// A row cannot be read.
    #[error("a row cannot be read")]
    Unreadable,
    /// The eras do not follow each other.
    #[error("the eras do not follow each other")]
    Eras,
    /// A place is missing.
    #[error("a place is missing")]
    Gap,
    /// Relay time goes back.
    #[error("relay time goes back")]
    Time,
    /// A head does not follow from the places before it.
    #[error("a head does not follow from the places before it")]
    Head,
    /// The parcel of a place is missing, or is not the one its name says.
    #[error("a parcel is missing or is not the one its name says")]
    Parcel,
    /// The act of a place is missing or not whole.
    #[error("an act is missing or not whole")]
    Act,
    /// A parcel is not signed by its author.
    #[error("a parcel is not signed by its author")]
    Signature,
    /// What an act weighs for its readers is not what its place says.
    #[error("what an act weighs is not what its place says")]
    Weight,
    /// The roster facts are not those of the acts.
    #[error("the roster facts are not those of the acts")]
    Fact,
    /// What is known of records is not what the acts say.
    #[error("what is known of a record is not what the acts say")]
    Record,
    /// A device's chain of parcels does not hold.
    #[error("a device's chain of parcels does not hold")]
    Chain,
    /// An act in quarantine is not in the chain as such.
    #[error("an act in quarantine is not in its chain as such")]
    Quarantine,
    /// A photo or file lacks a part or is not what its address says.
    #[error("a photo or file lacks a part or is not what its address says")]
    Blob,
    /// A row belongs to nothing.
    #[error("a row belongs to nothing")]
    Stray,
}

/// A kind of trouble: how often, and where first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// What.
    pub trouble: Trouble,
    /// In which log first.
    pub log: LogCode,
    /// At which place, or number of a chain, first; 0 where it has none.
    pub at: Seq,
    /// How often.
    pub count: u64,
}

/// A log as it was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogFindings {
    /// The log.
    pub code: LogCode,
    /// Its era.
    pub era: Era,
    /// Its places.
    pub places: u64,
    /// Its parcels.
    pub parcels: u64,
    /// Devices that wrote.
    pub devices: u64,
    /// Records.
    pub records: u64,
    /// Acts that a steward has to decide on.
    pub quarantined: u64,
    /// Photos and files that are whole.
    pub blobs: u64,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    /// The logs.
    pub logs: Vec<LogFindings>,
    /// What does not fit, most basic first; empty if all is well.
    pub faults: Vec<Fault>,
}

impl Findings {
    fn fault(&mut self, trouble: Trouble, log: LogCode, at: Seq) {
        match self.faults.iter_mut().find(|fault| fault.trouble == trouble) {
            Some(known) => known.count += 1,
            None => self.faults.push(Fault { trouble, log, at, count: 1 }),
        }
    }
}

/// Looks through a store.
///
/// # Errors
/// [`StoreError::Unreadable`] if not even its tables can be read.
pub fn check<S: Store>(store: &S) -> Result<Findings, StoreError> {
    let view = View::new(store);
    let mut findings = Findings::default();
    let mut codes = Vec::new();
    for (key, _) in view.range(Table::Log, &[], &[u8::MAX; 9], usize::MAX)? {
        match key.as_slice().try_into() {
            Ok(code) => codes.push(LogCode(u64::from_be_bytes(code))),
            Err(_) => findings.fault(Trouble::Stray, LogCode(0), 0),
        }
    }
    for code in &codes {
        check_log(&view, *code, &mut findings)?;
    }
    strays(&view, &codes, &mut findings)?;
    findings.faults.sort_by_key(|fault| fault.trouble);
    Ok(findings)
}

/// A log under the glass.
struct Glass<'a, S> {
    view: &'a View<'a, S>,
    code: LogCode,
    findings: &'a mut Findings,
}

impl<S: Store> Glass<'_, S> {
    fn fault(&mut self, trouble: Trouble, at: Seq) {
        self.findings.fault(trouble, self.code, at);
    }

    /// Every row of the log in a table, decoded; what cannot be is told.
    fn rows<T: for<'b> minicbor::Decode<'b, ()>>(
        &mut self,
        table: Table,
        mut with: impl FnMut(&mut Self, &[u8], T),
    ) -> Result<(), StoreError> {
        let view = self.view;
        view.each(table, &log_key(self.code), |key, value| {
            match read(value) {
                Ok(row) => with(self, key, row),
                Err(_) => self.fault(Trouble::Unreadable, 0),
            }
            Ok(())
        })
    }
}

fn check_log<S: Store>(view: &View<'_, S>, code: LogCode, findings: &mut Findings) -> Result<(), StoreError> {
    let mut glass = Glass { view, code, findings };
    // The roster is needed to know who may have signed; without it the rest is still looked at.
    let log = match Log::load(view, code) {
        Ok(Some(log)) => log,
        Ok(None) | Err(_) => {
            glass.fault(Trouble::Unreadable, 0);
            Log::new(code)
        }
    };
    let places = places::check(&mut glass, &log)?;
    let devices = chains::check(&mut glass, &log, &places)?;
    check_lobby(&mut glass, &log)?;
    let blobs = blobs::check(&mut glass, &log, &places.records)?;
    let mut parcels = 0;
    let mut unknown = 0;
    view.each(Table::Parcel, &log_key(code), |name, _| {
        parcels += 1;
        let is_known = <[u8; 32]>::try_from(name).is_ok_and(|name| places.parcels.contains(&name));
        unknown += u64::from(!is_known && !devices.quarantined.contains(name));
        Ok(())
    })?;
    (0..unknown).for_each(|_| glass.fault(Trouble::Stray, 0));
    let found = LogFindings {
        code,
        era: log.era(),
        places: places.last,
        parcels,
        devices: devices.count,
        records: places.records.len() as u64,
        quarantined: devices.waiting,
        blobs,
    };
    findings.logs.push(found);
    Ok(())
}

/// Requests to join are kept under their device, for somebody who is not in the roster, by an invitation that is.
fn check_lobby<S: Store>(glass: &mut Glass<'_, S>, log: &Log) -> Result<(), StoreError> {
    let roster = log.history.current();
    glass.rows(Table::Lobby, |glass, key, row: LobbyRow| {
        let device = row.keys.device();
        let is_newcomer = key == device.0 && roster.device(device).is_none();
        if !is_newcomer || roster.invitation(row.invitation).is_none() {
            glass.fault(Trouble::Stray, 0);
        }
    })
}

/// Rows of logs that are not there.
fn strays<S: Store>(view: &View<'_, S>, codes: &[LogCode], findings: &mut Findings) -> Result<(), StoreError> {
    let of_logs: Vec<Table> =
        Table::ALL.into_iter().filter(|table| !matches!(table, Table::Log | Table::Permit)).collect();
    let known: BTreeMap<Vec<u8>, LogCode> = codes.iter().map(|code| (log_key(*code), *code)).collect();
    for table in of_logs {
        let mut from = Vec::new();
        for key in known.keys().map(Vec::as_slice).chain([[u8::MAX; 9].as_slice()]) {
            if !view.range(table, &from, key, 1)?.is_empty() {
                findings.fault(Trouble::Stray, LogCode(0), 0);
            }
            from = after_prefix(key).unwrap_or_else(|| key.to_vec());
        }
    }
    Ok(())
}
