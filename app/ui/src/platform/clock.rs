//! The phone's clock and zone.

use linli_shared::calendar::{Date, Millis};

use crate::i18n::Texts;
use crate::model::clock::{WallTime, moment, wall_time};

/// Now, by the phone's clock.
pub(crate) fn now() -> Millis {
    Millis(js_sys::Date::now() as i64)
}

/// Today, in the phone's zone.
pub(crate) fn today() -> Date {
    let now = now();
    wall_time(now, offset(now)).date.unwrap_or(Date { year: 1970, month: 1, day: 1 })
}

/// The moment a day ends, in the phone's zone.
pub(crate) fn end_of(day: Date) -> Millis {
    let midnight =
        js_sys::Date::new_with_year_month_day(u32::from(day.year), i32::from(day.month) - 1, i32::from(day.day) + 1);
    Millis(midnight.get_time() as i64)
}

/// What a clock on the wall showed at a moment, in the phone's zone.
pub(crate) fn on_the_wall(at: Millis) -> WallTime {
    wall_time(at, offset(at))
}

/// Says a moment in the person's language and the phone's zone.
pub(crate) fn say(texts: &Texts, at: Millis) -> String {
    (texts.name.moment)(moment(at, now(), offset(at)))
}

/// Says a day written as `YYYY-MM-DD`; other text is given back as it is.
pub(crate) fn say_day(texts: &Texts, day: &str) -> String {
    Date::parse(day).map_or_else(|| day.to_owned(), texts.name.day)
}

/// Minutes ahead of UTC at that moment: summer time counts.
pub(crate) fn offset(at: Millis) -> i32 {
    -js_sys::Date::new(&(at.0 as f64).into()).get_timezone_offset() as i32
}

/// The moment at which a clock on the wall shows this, in the phone's zone; of an hour that summer time leaves out, the next.
pub(crate) fn moment_at(day: Date, hour: u8, minute: u8) -> Millis {
    let (hour, minute) = (i32::from(hour), i32::from(minute));
    let date = js_sys::Date::new_with_year_month_day_hr_min(
        u32::from(day.year),
        i32::from(day.month) - 1,
        i32::from(day.day),
        hour,
        minute,
    );
    Millis(date.get_time() as i64)
}
