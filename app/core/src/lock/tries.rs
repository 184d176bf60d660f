//! Wrong tries at the lock: how many, when, and how long the next one waits.
//!
//! They lie beside the locked key and are no secret. They hold up somebody with the device in hand; whoever can change its
//! files does not need to try on it.
//!
//! **Invariant:** a clock that is set back makes a wait begin again and never shortens it. A clock set forward ends it: the
//! device has no other.

use linli_shared::calendar::Millis;
use linli_shared::cbor;

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
/// Waits after the first, second, … wrong try; after the last of them each waits as long.
const WAITS: [i64; 9] = [0, 0, 0, 0, 30 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, 60 * MINUTE];

/// Wrong tries in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, minicbor::Encode, minicbor::Decode)]
pub struct Tries {
    /// How many; one that is under way counts.
    #[n(0)]
    pub wrong: u32,
    /// When the last began, by the device's clock.
    #[n(1)]
    pub last: Millis,
}

impl Tries {
    /// Reads what is kept, and whether it has to be written anew: because the clock was set back, or it cannot be read, which
    /// counts as the longest wait.
    #[must_use]
    pub fn read(kept: Option<&[u8]>, now: Millis) -> (Self, bool) {
        let Some(bytes) = kept else { return (Self::default(), false) };
        match cbor::from_slice::<Self>(bytes) {
            Ok(tries) if tries.last <= now => (tries, false),
            Ok(tries) => (Self { last: now, ..tries }, true),
            Err(_) => (Self { wrong: WAITS.len() as u32, last: now }, true),
        }
    }

    /// Its bytes.
    #[must_use]
    pub fn to_bytes(self) -> Vec<u8> {
        cbor::to_vec(&self)
    }

    /// With the try that begins now.
    #[must_use]
    pub fn counted(self, now: Millis) -> Self {
        Self { wrong: self.wrong.saturating_add(1), last: now }
    }

    /// Until when no try is taken; `None` if one is taken now.
    #[must_use]
    pub fn wait_until(self, now: Millis) -> Option<Millis> {
        let at = usize::try_from(self.wrong).unwrap_or(usize::MAX).min(WAITS.len()).checked_sub(1)?;
        let until = Millis(self.last.0.saturating_add(WAITS[at]));
        (until > now).then_some(until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_waits_grow_to_an_hour_and_stay_there() {
        let waits = |wrong| Tries { wrong, last: Millis(0) }.wait_until(Millis(0)).map_or(0, |until| until.0 / SECOND);
        assert_eq!([0, 1, 4, 5, 6, 7, 8, 9, 10, u32::MAX].map(waits), [0, 0, 0, 30, 60, 300, 900, 3_600, 3_600, 3_600]);
        let tries = Tries { wrong: 5, last: Millis(0) };
        assert_eq!(tries.wait_until(Millis(29_999)), Some(Millis(30_000)));
        assert_eq!(tries.wait_until(Millis(30_000)), None);
        assert_eq!(Tries { wrong: u32::MAX, last: Millis(7) }.counted(Millis(8)).wrong, u32::MAX);
    }

    #[test]
    fn what_cannot_be_read_waits_longest_and_what_is_not_there_not_at_all() {
        let now = Millis(1_000);
        assert_eq!(Tries::read(None, now), (Tries::default(), false));
        let (tries, is_changed) = Tries::read(Some(b"?"), now);
        assert_eq!((tries.wait_until(now), is_changed), (Some(Millis(1_000 + 60 * MINUTE)), true));
        let kept = Tries { wrong: 3, last: Millis(900) };
        assert_eq!(Tries::read(Some(&kept.to_bytes()), now), (kept, false));
        let ahead = Tries { wrong: 6, last: Millis(5_000) };
        assert_eq!(Tries::read(Some(&ahead.to_bytes()), now), (Tries { wrong: 6, last: now }, true));
    }
}
