//! Stories: what people do with Linli, played with a cast in sans-IO time.
#![allow(clippy::unwrap_used, reason = "tests")]

mod a_day_of_tickets;
mod activities;
mod acts;
mod buildings;
mod chats;
mod chats_kept;
mod circles;
mod devices;
mod finding;
mod imports;
mod joining;
mod letters;
mod live;
mod mishaps;
mod moves;
mod moving_about;
mod newcomer;
mod notices;
mod notices_forged;
mod notices_lost;
mod photos;
mod posts;
mod registering;
mod registers;
mod rights;
mod rights_of_people;
mod storage;
mod ticket_requests;
mod tickets;
mod topics;
mod votes;
