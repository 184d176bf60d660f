//! Tickets 工单: a report and its way to whoever can mend it.
//!
//! A ticket is a record with an audience of its own ([`crate::audience`]): a [`CaseContent`] and [`StepContent`]s, immutable
//! and signed. Its state is a pure fold over them in the relay's order ([`fold`]). A work thread is a second such record
//! with handlers only, which names its ticket (一拖N). What everybody may see of a ticket is a third, its public version.
//! **Invariant:** no state, first answer or total time is ever typed in; they follow from the facts.

mod check;
mod content;
mod fold;
mod hands;
mod kind;
mod rights;
mod state;
mod tables;

pub use check::{CARD, EXAMPLES, KEY, LABEL, MAX_ASKED, MAX_HOURS, MAX_ROWS, PERSON, PHONE, PLACE};
pub use content::{
    Card, CaseContent, PublicContent, PublicWish, Step, StepContent, TEXT, VERSION, VoiceContent, Whereabouts,
    public_record,
};
pub use fold::fold;
pub use kind::StepKind;
pub use rights::{By, Due};
pub use state::{Actor, FoldedStep, Hand, HandState, Placed, Status, Ticket, WhyVoid};
pub use tables::{Category, CommunityTables, Department, Level};

use serde::{Deserialize, Serialize};

use crate::ids::{AreaId, MemberId};

/// Who handles a ticket.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, minicbor::Encode, minicbor::Decode,
)]
pub enum Handler {
    /// The committee 居委.
    #[n(0)]
    Committee,
    /// The grid workers of the ticket's grid 网格员.
    #[n(1)]
    GridWorkers,
    /// The property company 物业.
    #[n(2)]
    Property,
    /// A department, the street, the grid centre: what [`tables::Department`] says it is.
    #[n(3)]
    Department(#[n(0)] AreaId),
    /// One member: a volunteer who takes a service order 接单.
    #[n(4)]
    Member(#[n(0)] MemberId),
}

#[cfg(test)]
mod tests;
