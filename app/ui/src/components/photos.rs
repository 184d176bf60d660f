//! Photos and files beside a text: chosen in a form, shown in a row, looked at as a whole.

mod picker;
mod strip;
mod tile;
mod viewer;

pub(crate) use picker::PhotoPicker;
pub(crate) use strip::PhotoStrip;
pub(crate) use tile::Thumb;
