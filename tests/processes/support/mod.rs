//! What the process tests share: a founded community behind a tap, devices in it, work to do, chance.

mod chance;
mod scene;
mod work;

pub(crate) use chance::{Chance, kills};
pub(crate) use scene::{Scene, meet, meet_until_nothing_waits};
pub(crate) use work::{Errand, assert_there, is_there};
