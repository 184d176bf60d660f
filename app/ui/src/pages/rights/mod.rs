//! The rights of the person: the own record, wishes about it, their answers, erasure, who has seen it.

pub(crate) mod answer;
pub(crate) mod ask_erase;
pub(crate) mod correct;
pub(crate) mod erase;
pub(crate) mod home;
pub(crate) mod proposal;
pub(crate) mod record;
pub(crate) mod take_along;
pub(crate) mod trail;
pub(crate) mod whom;
pub(crate) mod wishes;
