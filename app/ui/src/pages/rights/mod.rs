//! The rights of the person.

pub(crate) mod record;
