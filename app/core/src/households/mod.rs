//! Households: registering, drafts, reading, settling conflicts and duplicates, ID numbers.

pub mod draft;
pub mod id_record;
pub mod read;
pub mod register;
pub mod settle;
