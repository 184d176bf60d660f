//! How many supporters the hall's rules asked of a proposal at its place in the log, so that every device asks the same of it
//! and no proposer sets the number alone.
//!
//! Before the first rules of the committee those of the app hold. A device that took rules in with a release which kept only
//! the newest does not know what held before those; of what was proposed then, what the proposal says counts.

use std::collections::BTreeMap;

use linli_shared::kinds::Kind;
use linli_shared::log::Seq;
use linli_shared::topics::HallRules;

use super::rows::meta;
use super::{Device, Turn};
use crate::store::Table;

/// What the rules asked from a place of the log on; `None` where it is not known.
pub(super) type Asked = BTreeMap<Seq, Option<u16>>;

impl Device {
    /// Keeps what rules ask that got their place.
    pub(super) fn note_rules(&mut self, seq: Seq, content: &[u8], turn: &mut Turn<'_>) {
        self.hall_rules.insert(seq, Some(HallRules::read(content).supporters));
        // With it what [`Self::begin_rules`] found.
        for (seq, asked) in &self.hall_rules {
            let value = asked.map(|asked| asked.to_be_bytes().to_vec()).unwrap_or_default();
            turn.rows.put(Table::Meta, meta::hall(*seq), value);
        }
    }

    /// Reads a row that [`Self::note_rules`] wrote.
    pub(super) fn load_rules(&mut self, seq: &[u8], value: &[u8]) -> Option<()> {
        let seq = Seq::from_be_bytes(seq.try_into().ok()?);
        let asked = if value.is_empty() { None } else { Some(u16::from_be_bytes(value.try_into().ok()?)) };
        // What a crash took back comes again.
        if seq <= self.sync.at {
            self.hall_rules.insert(seq, asked);
        }
        Some(())
    }

    /// Begins with the newest rules where an earlier release kept no others; the papers have to be loaded.
    pub(super) fn begin_rules(&mut self) {
        let Some(log) = self.log().filter(|_| self.hall_rules.is_empty()) else { return };
        let Some(row) = self.paper(Kind::HallRules, HallRules::record(log)).filter(|row| row.seq > 0) else { return };
        if row.seq > self.sync.at {
            return;
        }
        let is_own = self.outbox.values().any(|item| item.kind == Kind::HallRules && item.is_pending());
        let asked = (!is_own).then(|| HallRules::read(&row.content).supporters);
        let seq = row.seq;
        self.hall_rules.extend([(0, None), (seq, asked)]);
    }

    /// Forgets rules at places that the relay lost.
    pub(super) fn forget_rules(&mut self, fork: Seq, turn: &mut Turn<'_>) {
        for seq in self.hall_rules.split_off(&fork.saturating_add(1)).into_keys() {
            turn.rows.delete(Table::Meta, meta::hall(seq));
        }
    }

    /// Supporters that the rules asked of what was proposed at a place; 0 where that is not known.
    pub(crate) fn supporters_asked(&self, place: Seq) -> u16 {
        match self.hall_rules.range(..=place).next_back() {
            Some((_, asked)) => asked.unwrap_or(0),
            None => HallRules::default().supporters,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_proposed_goes_by_the_rules_at_its_place() {
        let mut device = Device::new();
        assert_eq!(device.supporters_asked(7), 5, "those of the app");
        device.hall_rules.extend([(10, Some(2)), (20, Some(8))]);
        let asked = [9, 10, 19, 20, 400].map(|place| device.supporters_asked(place));
        assert_eq!(asked, [5, 2, 2, 8, 8]);
    }

    #[test]
    fn rows_come_back_and_what_a_crash_took_does_not() {
        let mut device = Device::new();
        device.sync.at = 30;
        for (seq, value) in [(0_u64, &[][..]), (20, &[0, 8]), (31, &[0, 9])] {
            assert_eq!(device.load_rules(&seq.to_be_bytes(), value), Some(()));
        }
        assert_eq!(
            [19, 20, 50].map(|place| device.supporters_asked(place)),
            [0, 8, 8],
            "what is not known asks nothing"
        );
        assert_eq!(device.load_rules(&[0; 3], &[0, 8]), None);
        assert_eq!(device.load_rules(&[0; 8], &[0, 8, 1]), None);
    }
}
