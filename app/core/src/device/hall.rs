//! How many supporters the hall's rules asked of a proposal at its place in the log, so that every device asks the same of it
//! and no proposer sets the number alone.
//!
//! Before the first rules of the committee those of the app hold. A device that took rules in with a release which kept only
//! the newest does not know what held before those; of what was proposed then, what the proposal says counts.

use std::collections::BTreeMap;

use linli_shared::ids::RecordId;
use linli_shared::kinds::Kind;
use linli_shared::log::Seq;
use linli_shared::topics::HallRules;

use super::rows::{FactRow, meta};
use super::{Device, Turn};
use crate::store::Table;

/// What the rules asked from a place of the log on; `None` where it is not known.
pub(super) type Asked = BTreeMap<Seq, Option<u16>>;

impl Device {
    /// The record of the rules.
    fn rules_record(&self) -> Option<RecordId> {
        self.log().map(HallRules::record)
    }

    /// Keeps what rules ask that got their place; none are what a steward calls otherwise.
    pub(super) fn note_rules(&mut self, record: RecordId, seq: Seq, content: &[u8], turn: &mut Turn<'_>) {
        if self.rules_record() != Some(record) {
            return;
        }
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
        let Some(record) = self.rules_record().filter(|_| self.hall_rules.is_empty()) else { return };
        let is_known = |row: &&FactRow| row.seq > 0 && row.seq <= self.sync.at;
        let Some(row) = self.paper(Kind::HallRules, record).filter(is_known) else { return };
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
    use linli_shared::access::RecordMeta;
    use linli_shared::ids::{AreaId, DeviceId, LogCode, MemberId};

    use super::*;
    use crate::device::Now;
    use crate::device::identity::{Identity, Seat};
    use crate::device::rows::Rows;

    const LOG: LogCode = LogCode(310_113_003_001);

    /// A device of a community, which read the log up to a place.
    fn device(at: Seq) -> Device {
        let seat = Seat { log: LOG, root: [2; 32], member: MemberId([3; 16]), seed: [4; 32], relay: String::new() };
        let mut device = Device::new();
        device.identity = Some(Identity::from(seat));
        device.sync.at = at;
        device
    }

    fn rules(supporters: u16) -> Vec<u8> {
        HallRules { supporters, ..HallRules::default() }.to_content()
    }

    /// What a device keeps of rules that it took in, on its disk.
    fn note(device: &mut Device, seq: Seq, supporters: u16) -> Vec<Vec<u8>> {
        let now = Now { time: linli_shared::calendar::Millis(0), entropy: [1; 32] };
        let mut turn = Turn::new(Rows::default(), &now);
        device.note_rules(HallRules::record(LOG), seq, &rules(supporters), &mut turn);
        turn.rows.written(Table::Meta).map(<[u8]>::to_vec).collect()
    }

    fn asked<const N: usize>(device: &Device, places: [Seq; N]) -> [u16; N] {
        places.map(|place| device.supporters_asked(place))
    }

    #[test]
    fn what_was_proposed_goes_by_the_rules_at_its_place() {
        let mut device = device(400);
        assert_eq!(device.supporters_asked(7), 5, "those of the app");
        assert_eq!(note(&mut device, 10, 2), [meta::hall(10)]);
        note(&mut device, 20, 8);
        assert_eq!(asked(&device, [9, 10, 19, 20, 400]), [5, 2, 2, 8, 8]);
        let now = Now { time: linli_shared::calendar::Millis(0), entropy: [1; 32] };
        let mut turn = Turn::new(Rows::default(), &now);
        device.note_rules(RecordId([9; 16]), 30, &rules(0), &mut turn);
        assert_eq!(asked(&device, [400]), [8], "what is called otherwise is no rules of the hall");
        device.forget_rules(19, &mut turn);
        assert_eq!(asked(&device, [400]), [2], "the relay lost the later ones");
        assert_eq!(turn.rows.written(Table::Meta).collect::<Vec<_>>(), [meta::hall(20)]);
    }

    #[test]
    fn rows_come_back_and_what_a_crash_took_does_not() {
        let mut device = device(30);
        for (seq, value) in [(0_u64, &[][..]), (20, &[0, 8]), (31, &[0, 9])] {
            assert_eq!(device.load_rules(&seq.to_be_bytes(), value), Some(()));
        }
        assert_eq!(asked(&device, [19, 20, 50]), [0, 8, 8], "what is not known asks nothing");
        assert_eq!(device.load_rules(&[0; 3], &[0, 8]), None);
        assert_eq!(device.load_rules(&[0; 8], &[0, 8, 1]), None);
    }

    #[test]
    fn where_an_earlier_release_kept_the_newest_alone_what_was_before_asks_nothing() {
        let about = RecordMeta {
            kind: Kind::HallRules,
            creator: MemberId([3; 16]),
            scope: AreaId([0; 16]),
            ring: None,
            audience: None,
        };
        let row = FactRow { meta: about, content: rules(7), device: DeviceId([1; 16]), seq: 20, withdrawn: None };
        let begun = |at| {
            let mut device = device(at);
            device.papers.insert((Kind::HallRules, HallRules::record(LOG)), row.clone());
            device.begin_rules();
            device
        };
        assert_eq!(asked(&begun(19), [10, 20]), [5, 5], "what a crash took back comes again");
        let mut known = begun(20);
        assert_eq!(asked(&known, [10, 19, 20]), [0, 0, 7]);
        assert_eq!(note(&mut known, 40, 3), [0, 20, 40].map(meta::hall), "what it does not know it remembers");
        known.begin_rules();
        assert_eq!(asked(&known, [10, 39, 40]), [0, 7, 3]);
    }
}
