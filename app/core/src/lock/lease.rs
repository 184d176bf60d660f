//! The lease: a device that never meets its relay is not read for ever.
//!
//! A device that was lost or whose person left hears of it at its next meeting; one that has none keeps what it holds. So
//! reading ends after thirty days without a meeting, and the person is told from the twenty-fifth. Sending never ends.
//!
//! Days are counted by the device's own clock since it last met the relay or took its seat, so a clock that is years off does
//! no harm as long as it goes on. One that jumps ahead ends reading until the next meeting, which begins the count anew by the
//! same clock; nothing is lost. One that is set back lengthens the lease; a device has no other clock to tell by.

use linli_contract::Request;
use linli_contract::lock::Lease;
use linli_shared::calendar::Millis;

const DAY: i64 = 86_400_000;
const LASTS_DAYS: i64 = 30;
const TOLD_FROM_DAYS: i64 = 25;

/// How long a device may still be read: `from` is its own clock when it last met the relay or took its seat; a device without
/// that has nothing to read.
#[must_use]
pub fn lease(from: Option<Millis>, now: Millis) -> Lease {
    let Some(from) = from else { return Lease::Fine };
    let days = now.0.saturating_sub(from.0).max(0) / DAY;
    match days {
        ..TOLD_FROM_DAYS => Lease::Fine,
        TOLD_FROM_DAYS..LASTS_DAYS => Lease::EndsIn { days: (LASTS_DAYS - days) as u16 },
        LASTS_DAYS.. => Lease::Over,
    }
}

/// Whether a request is answered though the lease is over: what says how the device stands, what sends, what ends it, and
/// the saving of what somebody is just typing, which must not be lost.
#[must_use]
pub fn is_answered_without(request: &Request) -> bool {
    matches!(
        request,
        Request::ReadStanding(_)
            | Request::TakeSeat(_)
            | Request::ReadSync(_)
            | Request::SyncNow(_)
            | Request::SetVisible(_)
            | Request::ReadStorage(_)
            | Request::FreeSpace(_)
            | Request::ReadLock(_)
            | Request::SetLock(_)
            | Request::LockNow(_)
            | Request::Unlock(_)
            | Request::ReadCommunities(_)
            | Request::OpenCommunity(_)
            | Request::LeaveCommunity(_)
            | Request::SaveDraft(_)
            | Request::SaveHousehold(_)
            | Request::RecordVisit(_)
    )
}

#[cfg(test)]
mod tests {
    use linli_contract::members::ReadStanding;
    use linli_contract::search::Search;
    use linli_contract::sync::SyncNow;

    use super::*;

    const MET: i64 = 1_795_222_800_000;

    fn after(millis: i64) -> Lease {
        lease(Some(Millis(MET)), Millis(MET + millis))
    }

    #[test]
    fn it_is_told_from_the_twenty_fifth_day_and_over_on_the_thirtieth() {
        assert_eq!(after(0), Lease::Fine);
        assert_eq!(after(25 * DAY - 1), Lease::Fine);
        for (day, days) in [(25, 5), (26, 4), (27, 3), (28, 2), (29, 1)] {
            assert_eq!(after(day * DAY), Lease::EndsIn { days }, "day {day}");
            assert_eq!(after((day + 1) * DAY - 1), Lease::EndsIn { days }, "end of day {day}");
        }
        assert_eq!(after(30 * DAY), Lease::Over);
        assert_eq!(after(3_650 * DAY), Lease::Over);
    }

    #[test]
    fn a_clock_set_back_counts_as_no_time_and_one_at_the_ends_of_time_is_survived() {
        assert_eq!(after(-400 * DAY), Lease::Fine);
        assert_eq!(lease(Some(Millis(i64::MIN)), Millis(i64::MAX)), Lease::Over);
        assert_eq!(lease(Some(Millis(i64::MAX)), Millis(i64::MIN)), Lease::Fine);
        assert_eq!(lease(None, Millis(MET)), Lease::Fine);
    }

    #[test]
    fn sending_goes_on_and_reading_does_not() {
        assert!(is_answered_without(&SyncNow.into()) && is_answered_without(&ReadStanding.into()));
        let search = Search { text: "李".into(), limit: 1 };
        assert!(!is_answered_without(&search.into()));
    }
}
