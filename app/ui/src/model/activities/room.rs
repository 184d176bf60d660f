//! How much room there is, and whether people stand in the way of one another.

use linli_contract::activities::{ActivityRow, OwnPlace};

/// Room of an activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// As many as come.
    Open,
    /// So many places are free.
    Free(u32),
    /// All places are taken; so many sign-ups wait.
    Full(u32),
}

/// The room of an activity.
#[must_use]
pub fn room(row: &ActivityRow) -> Room {
    let places = u32::from(row.places);
    match places.saturating_sub(row.coming) {
        _ if places == 0 => Room::Open,
        0 => Room::Full(row.waiting),
        // Whoever waits is too many for what is free; who comes now stands behind them.
        _ if row.waiting > 0 => Room::Full(row.waiting),
        free => Room::Free(free),
    }
}

/// Whether this person has something to do with it.
#[must_use]
pub fn is_own(own: OwnPlace) -> bool {
    own != OwnPlace::None
}

#[cfg(test)]
pub(crate) mod tests {
    use linli_contract::activities::ActivityKind;
    use linli_contract::posts::Speaker;
    use linli_contract::sync::RecordSync;
    use linli_shared::calendar::Millis;
    use linli_shared::ids::{MemberId, RecordId};

    use super::*;

    pub(crate) fn row(places: u16, coming: u32, waiting: u32) -> ActivityRow {
        ActivityRow {
            activity: RecordId([1; 16]),
            kind: ActivityKind::Gathering,
            title: "包饺子".into(),
            place: "活动室".into(),
            begins: Millis(0),
            ends: Millis(1),
            by: Speaker { member: MemberId([1; 16]), name: None, office: None, is_me: false },
            places,
            coming,
            waiting,
            own: OwnPlace::None,
            is_off: false,
            is_over: false,
            thumb: None,
            sync: RecordSync::WithRelay,
        }
    }

    #[test]
    fn room_is_open_free_or_full() {
        assert_eq!(room(&row(0, 500, 0)), Room::Open);
        assert_eq!(room(&row(10, 4, 0)), Room::Free(6));
        assert_eq!(room(&row(10, 10, 0)), Room::Full(0));
        assert_eq!(room(&row(10, 12, 3)), Room::Full(3), "places were taken away");
        assert_eq!(room(&row(10, 9, 1)), Room::Full(1), "a family of two waits for the last place");
    }
}
