//! Households behind a door, and the form that registers them.

pub(crate) mod alike;
pub(crate) mod conflict;
pub(crate) mod door;
pub(crate) mod duplicate;
pub(crate) mod field;
pub(crate) mod form;
pub(crate) mod form_person;
pub(crate) mod household;
pub(crate) mod id_input;
pub(crate) mod id_number;
pub(crate) mod person;
pub(crate) mod source;
pub(crate) mod value;
