//! The rules of the hall: a short paper of the committee, the newest counts.
//!
//! They say what is asked of whoever proposes or opens a ballot from now on. Of a proposal those count that held at its place
//! in the log, and a ballot carries its close and grace, so that changed rules change nothing that was begun.

use crate::calendar::Millis;
use crate::ids::{LogCode, RecordId};

/// The rules.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct HallRules {
    /// [`super::VERSION`].
    #[n(0)]
    pub version: u8,
    /// In words; empty for those of the app.
    #[n(1)]
    pub text: String,
    /// Supporters a proposal needs, besides its proposer, before the committee looks at it.
    #[n(2)]
    pub supporters: u16,
    /// Days in which the committee answers.
    #[n(3)]
    pub answer_days: u16,
    /// The least days a ballot is open.
    #[n(4)]
    pub ballot_days: u16,
    /// Hours that late arrivals count after the close.
    #[n(5)]
    pub grace_hours: u16,
    /// Device time.
    #[n(6)]
    pub at: Millis,
}

impl HallRules {
    /// Rules as they hold: those of the app where these break a bound or cannot be read. What a newer release wrote is not
    /// taken for none.
    #[must_use]
    pub fn read(content: &[u8]) -> Self {
        Self::from_content(content).ok().filter(|rules| rules.check().is_ok()).unwrap_or_default()
    }

    /// The record of a community's rules.
    #[must_use]
    pub fn record(log: LogCode) -> RecordId {
        RecordId::derive("linli hall rules", &[&log.0.to_be_bytes()])
    }
}

impl Default for HallRules {
    fn default() -> Self {
        Self {
            version: super::VERSION,
            text: String::new(),
            supporters: 5,
            answer_days: 7,
            ballot_days: 3,
            grace_hours: 24,
            at: Millis(0),
        }
    }
}
