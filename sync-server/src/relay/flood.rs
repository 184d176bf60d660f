//! How fast requests are taken: at the lobby a measure for each invitation and one for each log, of blobs one for each device.
//!
//! **Invariant:** it is kept in memory alone and bounded; time comes in with each call.

use std::collections::BTreeMap;

use linli_shared::calendar::Millis;
use linli_shared::ids::{DeviceId, LogCode, RecordId};

/// By one invitation: forty people at a meeting scan one poster, then one in three seconds.
const BY_INVITATION: Rate = Rate { at_once: 40, every: 3_000 };
/// By all invitations of a log.
const BY_LOG: Rate = Rate { at_once: 200, every: 500 };
/// Questions about blobs by one device: forty photos at once, then 3 MB a second, more than a phone's network gives.
const BY_DEVICE: Rate = Rate { at_once: 400, every: 20 };
/// Invitations, and devices, kept in mind before those that rest are forgotten.
const KEPT: usize = 1_024;

/// So many at once, then one in so many milliseconds.
struct Rate {
    at_once: i64,
    every: i64,
}

/// When all that was taken has come back.
#[derive(Debug, Clone, Copy)]
struct Gauge(i64);

impl Gauge {
    /// Whether one more may come; a clock that was set back closes nothing for longer than a full gauge does.
    fn has_room(&mut self, rate: &Rate, now: i64) -> bool {
        let most = now.saturating_add(rate.at_once * rate.every);
        self.0 = self.0.clamp(now, most);
        self.0.saturating_add(rate.every) <= most
    }
}

/// What came in lately.
#[derive(Debug, Default)]
pub(crate) struct Flood {
    logs: BTreeMap<LogCode, Gauge>,
    invitations: BTreeMap<(LogCode, RecordId), Gauge>,
    devices: BTreeMap<(LogCode, DeviceId), Gauge>,
}

impl Flood {
    /// Counts a request; `false` if there are too many.
    pub(crate) fn takes(&mut self, log: LogCode, invitation: RecordId, now: Millis) -> bool {
        if self.invitations.len() >= KEPT {
            self.invitations.retain(|_, gauge| gauge.0 > now.0);
        }
        let by_log = self.logs.entry(log).or_insert(Gauge(now.0));
        let by_invitation = self.invitations.entry((log, invitation)).or_insert(Gauge(now.0));
        let has_room = by_log.has_room(&BY_LOG, now.0) & by_invitation.has_room(&BY_INVITATION, now.0);
        if has_room {
            by_log.0 += BY_LOG.every;
            by_invitation.0 += BY_INVITATION.every;
        }
        has_room
    }

    /// Counts a question about a blob; `false` if there are too many.
    pub(crate) fn takes_blob(&mut self, log: LogCode, device: DeviceId, now: Millis) -> bool {
        if self.devices.len() >= KEPT {
            self.devices.retain(|_, gauge| gauge.0 > now.0);
        }
        let by_device = self.devices.entry((log, device)).or_insert(Gauge(now.0));
        let has_room = by_device.has_room(&BY_DEVICE, now.0);
        if has_room {
            by_device.0 += BY_DEVICE.every;
        }
        has_room
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOG: LogCode = LogCode(310_113_007_001);

    fn taken(flood: &mut Flood, log: LogCode, invitation: u8, times: usize, now: i64) -> usize {
        (0..times).filter(|_| flood.takes(log, RecordId([invitation; 16]), Millis(now))).count()
    }

    #[test]
    fn a_burst_is_taken_and_then_one_at_a_time() {
        let mut flood = Flood::default();
        assert_eq!(taken(&mut flood, LOG, 1, 100, 0), 40);
        assert_eq!(taken(&mut flood, LOG, 1, 5, 2_999), 0);
        assert_eq!(taken(&mut flood, LOG, 1, 5, 3_000), 1);
        assert_eq!(taken(&mut flood, LOG, 2, 5, 3_000), 5, "another poster is another matter");
        assert_eq!(taken(&mut flood, LOG, 1, 100, 10_000_000), 40);
    }

    #[test]
    fn all_posters_of_a_log_together_are_bounded_and_other_logs_are_not_touched() {
        let mut flood = Flood::default();
        let all: usize = (0..20).map(|invitation| taken(&mut flood, LOG, invitation, 40, 0)).sum();
        assert_eq!(all, 200);
        assert_eq!(taken(&mut flood, LogCode(1), 1, 40, 0), 40);
    }

    #[test]
    fn a_device_sends_forty_photos_at_once_and_then_as_fast_as_a_network() {
        let mut flood = Flood::default();
        let mut taken =
            |device: u8, now| (0..1_000).filter(|_| flood.takes_blob(LOG, DeviceId([device; 16]), Millis(now))).count();
        assert_eq!((taken(1, 0), taken(1, 19), taken(1, 20), taken(1, 1_020)), (400, 0, 1, 50));
        assert_eq!(taken(2, 20), 400, "another device is another matter");
    }

    #[test]
    fn a_clock_that_is_set_back_closes_nothing_for_long() {
        let mut flood = Flood::default();
        taken(&mut flood, LOG, 1, 40, 1_000_000_000);
        assert_eq!(taken(&mut flood, LOG, 1, 1, 0), 0);
        assert_eq!(taken(&mut flood, LOG, 1, 5, 3_000), 1);
    }
}
