//! Households 户: what a register keeps of the people behind a door.

pub mod duplicates;
pub mod fields;

pub use fields::{CareGroup, CodeList, Field, FieldKind, Group, Subject};
