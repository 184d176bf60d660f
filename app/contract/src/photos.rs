//! Photos and files: taken or chosen on a screen, shrunk there, kept sealed by the core, sent after the text.

use linli_shared::blobs::{BlobId, BlobType};
use serde::{Deserialize, Serialize};

/// Bytes as they cross to a screen: base64, standard alphabet.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Bytes(pub String);

impl core::fmt::Debug for Bytes {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Bytes({} digits)", self.0.len())
    }
}

/// Keeps a photo or file on this device until the form it belongs to is saved; what no form names is thrown away after
/// seven days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeepPhoto {
    /// What it is.
    pub kind: BlobType,
    /// The photo, upright, shrunk and without position; or the file.
    pub bytes: Bytes,
    /// A small JPEG of it; `None` of a file.
    pub thumb: Option<Bytes>,
    /// Width and height in pixels; 0 of a file.
    pub width: u32,
    /// See `width`.
    pub height: u32,
    /// The file's name; empty of a photo.
    pub name: String,
}

/// Throws away a photo that no saved form names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DropPhoto {
    /// The photo.
    pub id: BlobId,
}

/// Asks for a photo, a thumbnail or a file. What is not here is fetched; [`crate::Event::PhotosChanged`] tells when it has
/// come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadPhoto {
    /// The whole or the thumbnail.
    pub id: BlobId,
}

/// A photo, thumbnail or file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PhotoView {
    /// Here it is.
    Here {
        /// What it is.
        kind: BlobType,
        /// Its bytes.
        bytes: Bytes,
    },
    /// On its way.
    Coming {
        /// Bytes that came.
        held: u32,
        /// Bytes of the whole; 0 if not known.
        size: u32,
    },
    /// It cannot be had now, for this reason.
    Missing(PhotoFault),
}

/// Why a photo cannot be had or sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PhotoFault {
    /// The relay does not have it (yet): its sender's device has not sent it.
    NotSentYet,
    /// No right to it any more.
    NoRight,
    /// What came is not what was sent.
    Broken,
    /// The sender's or the community's share is used up.
    Quota,
    /// The relay cannot be met now; it comes by itself.
    Offline,
    /// It waits for a network that costs nothing, as this person wishes.
    WaitsForWifi,
}

/// A photo or file as a screen shows it beside a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachedView {
    /// The whole.
    pub id: BlobId,
    /// The thumbnail.
    pub thumb: Option<BlobId>,
    /// What it is.
    pub kind: BlobType,
    /// Width and height in pixels; 0 of a file.
    pub width: u32,
    /// See `width`.
    pub height: u32,
    /// The file's name.
    pub name: String,
    /// Bytes of the whole.
    pub size: u32,
    /// Where it is.
    pub state: AttachedState,
}

/// Where a photo is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum AttachedState {
    /// With the relay.
    Sent,
    /// On this device; so many bytes of the whole are with the relay.
    Sending {
        /// Bytes that were acknowledged.
        sent: u32,
    },
    /// It cannot be sent now, for this reason.
    Stuck(PhotoFault),
}

/// Asks how photos are sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadPhotoRules;

/// How photos are sent, on this device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PhotoRules {
    /// Photos wait for a network that costs nothing.
    pub waits_for_wifi: bool,
    /// Photos that wait to be sent.
    pub waiting: u32,
    /// Bytes of them that are not sent yet.
    pub waiting_bytes: u64,
}

/// Sets how photos are sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetPhotoRules {
    /// Photos wait for a network that costs nothing.
    pub waits_for_wifi: bool,
}

/// The platform says what kind of network there is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetNetwork {
    /// Whether bytes cost money.
    pub is_metered: bool,
}
