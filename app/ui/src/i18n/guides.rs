//! Texts: what one looks up.

mod en;
mod zh;

pub(super) use en::EN;
pub(super) use zh::ZH;

use linli_contract::guides::Shelf;

use crate::model::guides::Lack;

texts! {
    /// What one looks up.
    GuideTexts {
        title,
        shelf: fn(Shelf) -> &'static str,
        shelves,
        all,
        none,
        none_next,
        none_here,
        none_here_next,
        call: fn(&str, &str) -> String,
        call_this: fn(&str) -> String,
        duty_today,
        duty_list,
        duty_more: fn(usize) -> String,
        add,
        go_on_adding,
        changed: fn(&str, &str) -> String,
        place,
        hours,
        price,
        phone,
        needs_newer,
        change,
        remove,
        removed: fn(&str) -> String,
        remove_failed,
        gone,
        gone_next,
        writing,
        changing,
        form_shelf,
        form_title,
        form_title_hint,
        form_text,
        form_text_hint,
        form_phone_hint,
        form_place_hint,
        form_hours_hint,
        form_price_hint,
        form_order,
        form_order_hint,
        form_photos,
        form_duty,
        form_duty_hint,
        duty_day,
        duty_who,
        duty_phone,
        duty_add,
        duty_remove,
        who_reads,
        kept_hint,
        lack: fn(Lack) -> &'static str,
        save,
        saving,
        saved,
        may_not,
        may_not_next,
    }
}
