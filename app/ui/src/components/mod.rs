//! Parts of screens that know no addresses and no core.

pub(crate) mod author;
pub(crate) mod chart;
pub(crate) mod choice;
pub(crate) mod coverage;
pub(crate) mod frame;
pub(crate) mod icon;
pub(crate) mod loaded;
pub(crate) mod note;
pub(crate) mod photos;
pub(crate) mod points;
pub(crate) mod qr;
pub(crate) mod scanner;
pub(crate) mod sheet;
pub(crate) mod switch;
pub(crate) mod sync_mark;
pub(crate) mod talk;
pub(crate) mod text_area;
pub(crate) mod text_field;
pub(crate) mod toast;
pub(crate) mod typed_confirm;
