//! Tickets: reports and their way; public versions; the community's tables; boards.

pub(crate) mod audience;
pub(crate) mod board;
mod count;
mod figures;
mod form;
pub(crate) mod forming;
mod found;
#[cfg(test)]
mod frozen;
pub(crate) mod keep;
mod lists;
mod order;
mod public;
mod reading;
mod report;
pub(crate) mod rows;
mod similar;
pub mod speed;
mod steps;
mod summing;
pub(crate) mod sums;
mod tables;
pub(crate) mod take;
mod ticket;
pub(crate) mod undo;
mod words;
pub(crate) mod write;

pub use board::{read_ticket_board, read_ticket_board_wants};
pub(crate) use found::{is_for, words_of, words_of_public};
pub(crate) use lists::is_handler;
pub use lists::{read_tickets, read_tickets_wants};
pub use public::{
    find_similar, find_similar_wants, publish_ticket, publish_ticket_wants, read_public, read_public_wants, set_voice,
    set_voice_wants,
};
pub use report::{open_report, save_report_draft, send_report};
pub use steps::{do_step, do_step_wants, start_thread, start_thread_wants};
pub use tables::{read_tables, save_tables, save_tables_wants};
pub use ticket::{read_ticket, read_ticket_wants};
