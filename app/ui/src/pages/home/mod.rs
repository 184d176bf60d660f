//! The first screen, by what somebody is: the building board for who keeps the register, one's own affairs for the others.

pub(crate) mod page;
pub(crate) mod resident;
pub(crate) mod waiting;
