//! Texts: photos and files.

mod en;
mod zh;

pub(super) use en::EN;
pub(super) use zh::ZH;

use linli_contract::photos::PhotoFault;

use super::Said;
use crate::model::photos::PhotoWrong;

texts! {
    /// Photos and files.
    PhotoTexts {
        title,
        photo,
        take,
        choose,
        hint: fn(usize) -> String,
        working: fn(usize, usize) -> String,
        remove,
        removed,
        nth: fn(usize, usize, &str) -> String,
        waits,
        stuck,
        coming: fn(u8) -> String,
        still_coming,
        cannot_show,
        larger,
        smaller,
        previous,
        next,
        save,
        saved,
        saved_to: fn(&str) -> String,
        fault: fn(PhotoFault) -> Said,
        wrong: fn(PhotoWrong) -> Said,
        sending,
        wifi,
        wifi_hint,
        wifi_unknown,
        queue: fn(u32, &str) -> String,
        queue_empty,
    }
}
