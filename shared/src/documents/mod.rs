//! Documents: what people edit together, as Automerge documents of one flat map from key to text.
//!
//! A document's changes travel in a form of our own ([`body`]) that says only what a device wrote: key and text, on
//! which state, when. The receiver builds the Automerge change from that, so no byte of a stranger ever reaches
//! Automerge's parser and a hostile chunk cannot even be said.
//!
//! **Invariant:** the same accepted bodies give every device the same document, hash for hash.
//! **Invariant:** a change's actor is derived from the device that signed its parcel; the genesis actor cannot write.
//! **Invariant:** keys and their nesting are known in [`household`], [`profile`] and [`covenant`] alone.

mod actor;
mod admission;
pub mod body;
pub mod covenant;
mod document;
mod graph;
mod heads;
pub mod household;
mod kind;
pub mod profile;
mod snapshot;
mod stored;
#[cfg(test)]
mod tests;
mod text;
mod wire;
mod written;

pub use actor::{Actor, Writer};
pub use admission::{AdmissionError, Admitted};
pub use automerge::ChangeHash;
pub use body::PackError;
pub use document::{Document, WriteError, Wrote};
pub use heads::{Heads, ParseHeadsError};
pub use kind::Kind;
pub use stored::Unreadable;
