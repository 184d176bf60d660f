//! Bytes on the wire and in stores that every release must read and write alike.
//!
//! The `.txt` files beside this one hold them: a name, then the bytes in hexadecimal. A test builds each value, compares its
//! bytes with the frozen ones, reads the frozen ones back and writes them again. Lines are added for new formats and never
//! changed once a release is out; [`frozen::Frozen::done`] prints what it found, ready to be pasted.

mod activities;
mod blobs;
mod chats;
mod contents;
mod frozen;
mod guides;
mod lobby;
mod notices;
mod parcels;
mod posts;
mod roster;
mod rows;
mod seals;
mod snapshots;
mod sync;
mod tickets;
mod topics;
