//! How a request fails: a closed list that the screen turns into a sentence saying what to do next.

use linli_shared::households::fields::FieldError;
use linli_shared::households::{Field, Subject};
use serde::{Deserialize, Serialize};

/// Why a request was not carried out. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Failure {
    /// The device belongs to no community yet.
    #[error("not a member")]
    Stranger,
    /// Not allowed here.
    #[error("no right")]
    NoRight,
    /// The place or record is not on this device.
    #[error("not on this device")]
    NotHere,
    /// A value cannot stand in its field.
    #[error("a field's value is not valid")]
    InvalidField {
        /// The home or a person.
        subject: Subject,
        /// The field.
        field: Field,
        /// What it is not.
        why: FieldError,
    },
    /// An ID number is not valid.
    #[error("an ID number is not valid")]
    InvalidIdNumber,
    /// The label of a door, a note or a date is not valid.
    #[error("the input is not valid")]
    InvalidInput,
    /// A household stands there, so that it cannot be taken out of use.
    #[error("a household stands there")]
    InUse,
    /// The label is a neighbour's, or was one's that is renamed or out of use.
    #[error("the label is taken")]
    LabelTaken,
    /// The disk is full; the work is not saved.
    #[error("the disk is full")]
    DiskFull,
    /// The local copy cannot be read or written.
    #[error("the local copy failed")]
    StoreFailed,
    /// Another tab or window of this app is the one that writes.
    #[error("open elsewhere")]
    OpenElsewhere,
    /// The text is no code, or not one for this.
    #[error("not a code for this")]
    InvalidCode(crate::joining::CodeFault),
    /// As many devices as one person may have.
    #[error("too many devices")]
    TooManyDevices,
    /// The last steward, or the last device of the last steward, cannot go.
    #[error("nobody would lead the community")]
    LastSteward,
    /// The person asked to be erased and may not be entered again from a list.
    #[error("the person was erased")]
    Erased,
    /// The device is locked.
    #[error("locked")]
    Locked,
    /// The PIN or passphrase is wrong.
    #[error("wrong secret")]
    WrongSecret {
        /// Seconds until the next try is taken.
        wait: u32,
    },
    /// The new PIN or passphrase is too short or too simple.
    #[error("the secret is too simple")]
    SecretTooSimple,
    /// The relay was not met for thirty days; reading waits until it is.
    #[error("the lease is over")]
    LeaseOver,
    /// Work waits on this device that would be lost.
    #[error("work waits that would be lost")]
    UnsentWork,
    /// Somebody was first, and where the ticket stands now this makes no sense.
    #[error("somebody was first")]
    TooLate,
    /// A reason is needed.
    #[error("a reason is needed")]
    ReasonNeeded,
    /// A photo or file is no such thing, damaged, or larger than what can be sent.
    #[error("the photo or file cannot be used")]
    BadPhoto,
    /// No room for more photos: as many as one entry takes, or the device is full.
    #[error("too many photos")]
    TooManyPhotos,
    /// The seat is unknown or all its prepared devices are taken.
    #[error("no such seat")]
    SeatTaken,
    /// The relay could not be met.
    #[error("the relay could not be met")]
    Unreachable,
    /// The record was written by a newer app.
    #[error("a newer app is needed")]
    NewerAppNeeded,
    /// An answer of the core could not be read; the app has a defect.
    #[error("the core's answer could not be read")]
    Defect,
}
