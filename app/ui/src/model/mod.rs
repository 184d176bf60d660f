//! What the screens compute, without a screen: moments, dates as typed, the form and its edits.
//!
//! **Invariant:** nothing here touches the browser, the core or a clock; they come in as arguments, so it is tested natively.

pub mod activities;
pub mod acts;
pub mod board;
pub mod buildings;
pub mod chats;
pub mod check;
pub mod clock;
pub mod dates;
pub mod draft;
pub mod exports;
pub mod form;
pub mod guides;
pub mod history;
pub mod imports;
pub mod joining;
pub mod layout;
pub mod lists;
pub mod lists_window;
pub mod lock;
pub mod members;
pub mod notices;
pub mod photos;
pub mod picker;
pub mod posts;
pub mod progress;
pub mod progress_chart;
pub mod qr;
pub mod rights;
pub mod search;
pub mod tickets;
pub mod topics;
pub mod values;
