//! How far a photo is on its way, as a screen says it.

use linli_contract::photos::{AttachedState, AttachedView, PhotoFault};

/// How far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Way {
    /// It is where it belongs: nothing to say.
    #[default]
    There,
    /// It waits for its turn.
    Waits,
    /// So many percent of it were sent, from 1 to 99.
    Goes(u8),
    /// It cannot go now.
    Stuck(PhotoFault),
}

/// How far a photo is on its way to the relay.
#[must_use]
pub fn way(view: &AttachedView) -> Way {
    match view.state {
        AttachedState::Sent => Way::There,
        AttachedState::Sending { sent: 0 } => Way::Waits,
        AttachedState::Sending { sent } => Way::Goes(percent(sent, view.size)),
        AttachedState::Stuck(fault) => Way::Stuck(fault),
    }
}

/// Part of a whole in percent, from 1 to 99: what is not there yet is never said to be, and what began shows.
#[must_use]
pub fn percent(part: u32, whole: u32) -> u8 {
    if whole == 0 {
        return 1;
    }
    u8::try_from(u64::from(part) * 100 / u64::from(whole)).unwrap_or(99).clamp(1, 99)
}

/// Bytes as a person reads them: whole kilobytes, megabytes with one digit behind the point.
#[must_use]
pub fn size(bytes: u64) -> String {
    const KILO: u64 = 1_000;
    const MEGA: u64 = 1_000_000;
    if bytes < MEGA {
        format!("{} KB", bytes.div_ceil(KILO))
    } else {
        let tenths = (bytes + MEGA / 20) / (MEGA / 10);
        format!("{}.{} MB", tenths / 10, tenths % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_never_said_to_be_the_whole() {
        assert_eq!((percent(1, 1_000_000), percent(999_999, 1_000_000)), (1, 99));
        assert_eq!((percent(5, 0), percent(50, 100), percent(u32::MAX, 1)), (1, 50, 99));
    }

    #[test]
    fn sizes_are_said_in_round_numbers() {
        assert_eq!(
            [0, 1, 64_000, 1_000_000, 1_950_001, 12_340_000].map(size),
            ["0 KB", "1 KB", "64 KB", "1.0 MB", "2.0 MB", "12.3 MB"]
        );
    }
}
