//! The invariants of the square: the same of every record for everybody who reads the community, goods with one holder,
//! activities with no more people than places, ballots that every phone counts the same.

use std::collections::BTreeSet;

use linli_contract::activities::OwnPlace;
use linli_contract::posts::{GoodsState, OwnAsk};
use linli_contract::topics::WhyNot;
use linli_shared::circles::estate_record;
use linli_shared::ids::{MemberId, RecordId};

use super::counts::Rare;
use super::plaza::Plaza;
use super::readers::Readers;
use super::trails::Trails;
use super::world::World;
use crate::cast::Person;

impl World<'_> {
    /// Whether somebody's record of the square may differ: own work on it is not settled.
    fn is_unsettled(&self, who: usize, record: RecordId) -> bool {
        let record = if record == RecordId::default() { estate_record(self.town.estate.code) } else { record };
        self.waits_with(who, record)
    }

    /// The phones that read the square, with what they show of it.
    fn plazas<'r>(&self, readers: &'r Readers) -> Vec<(usize, &'r Plaza)> {
        let all = readers.0.iter().filter(|(who, _)| self.is_neighbour_now(**who));
        all.map(|(who, (trails, _))| (*who, &trails.plaza)).collect()
    }

    /// Everything that must hold of the square once all have met an honest relay.
    pub(super) fn readers_of_the_square_agree(&mut self, readers: &Readers) -> Result<(), String> {
        let plazas = self.plazas(readers);
        let records: BTreeSet<RecordId> = plazas.iter().flat_map(|(_, plaza)| plaza.records.keys().copied()).collect();
        for record in records {
            let settled: Vec<_> = plazas.iter().filter(|(who, _)| !self.is_unsettled(*who, record)).collect();
            for pair in settled.windows(2) {
                self.is_same_record(*pair[0], *pair[1], record)?;
            }
            let settled: Vec<_> = settled.into_iter().map(|(who, plaza)| (*who, *plaza)).collect();
            self.goods_have_one_holder(&settled, record)?;
            self.nobody_comes_without_a_place(&settled, record)?;
        }
        self.count_plazas(&plazas);
        Ok(())
    }

    fn is_same_record(
        &self,
        (one, first): (usize, &Plaza),
        (other, second): (usize, &Plaza),
        record: RecordId,
    ) -> Result<(), String> {
        let (seen, of_other) = (first.records.get(&record), second.records.get(&record));
        if seen != of_other {
            return Err(format!("{one} and {other} differ on the square at {record:?}:\n{seen:?}\n{of_other:?}"));
        }
        let counts = |plaza: &Plaza| {
            let of_record = plaza.ballots.iter().filter(|((topic, _), _)| *topic == record);
            of_record.map(|((_, question), counted)| (question.clone(), counted.clone())).collect::<Vec<_>>()
        };
        let (counted, of_other) = (counts(first), counts(second));
        if counted != of_other {
            return Err(format!("{one} and {other} count otherwise in {record:?}:\n{counted:?}\n{of_other:?}"));
        }
        Ok(())
    }

    fn member_of(&self, who: usize) -> MemberId {
        self.town.seat(Person(who)).member
    }

    /// The members among some phones for whom something holds.
    fn members<'p>(&self, plazas: &[(usize, &'p Plaza)], holds: impl Fn(&'p Plaza) -> bool) -> BTreeSet<MemberId> {
        plazas.iter().filter(|(_, plaza)| holds(plaza)).map(|(who, _)| self.member_of(*who)).collect()
    }

    fn goods_have_one_holder(&self, plazas: &[(usize, &Plaza)], record: RecordId) -> Result<(), String> {
        let is_its = |own: &Option<OwnAsk>| matches!(own, Some(OwnAsk::KeptForMe | OwnAsk::GivenToMe));
        let holders = self.members(plazas, |plaza| plaza.goods.get(&record).is_some_and(|(_, own)| is_its(own)));
        let is_free = plazas
            .iter()
            .any(|(_, plaza)| plaza.goods.get(&record).is_some_and(|(state, _)| *state == GoodsState::Offered));
        if holders.len() > 1 || (is_free && !holders.is_empty()) {
            return Err(format!("{record:?} is kept for {holders:?}, free: {is_free}"));
        }
        Ok(())
    }

    fn nobody_comes_without_a_place(&self, plazas: &[(usize, &Plaza)], record: RecordId) -> Result<(), String> {
        let comes = |plaza: &Plaza| plaza.activities.get(&record).is_some_and(|(.., own)| *own == OwnPlace::Coming);
        let coming = self.members(plazas, comes).len();
        for (who, plaza) in plazas {
            let Some((places, people, _)) = plaza.activities.get(&record) else { continue };
            if *people > u32::from(*places) || coming > *people as usize {
                return Err(format!(
                    "{who} sees {people} people come to {record:?}, {coming} say so, of {places} places"
                ));
            }
        }
        Ok(())
    }

    fn count_plazas(&mut self, plazas: &[(usize, &Plaza)]) {
        let rows = || plazas.iter().map(|(_, plaza)| plaza);
        let asks = rows().flat_map(|plaza| plaza.goods.values());
        let behind = asks.filter(|(_, own)| matches!(own, Some(OwnAsk::Behind(before)) if *before > 0)).count();
        let places = rows().flat_map(|plaza| plaza.activities.values());
        let waiting = places.filter(|(.., own)| matches!(own, OwnPlace::Waiting(_))).count();
        let lines = plazas.first().map(|(_, plaza)| plaza.ballots.values().flat_map(|counted| counted.lines.clone()));
        let why: Vec<WhyNot> = lines.into_iter().flatten().filter_map(|(.., why)| why).collect();
        let of = |wanted| why.iter().filter(|why| **why == wanted).count();
        let seen = [
            (Rare::GoodsBehind, behind),
            (Rare::NoPlaceLeft, waiting),
            (Rare::VotedAgain, of(WhyNot::VotedAgain)),
            (Rare::VoteTooLate, of(WhyNot::TooLate)),
            (Rare::VoteWithoutSeat, of(WhyNot::NoSeat)),
        ];
        for (rare, count) in seen {
            (0..count).for_each(|_| self.counts.add(rare));
        }
    }

    /// A phone that starts from nothing folds the relay's order to the same.
    pub(super) fn a_newcomer_sees_the_same_square(
        &self,
        who: usize,
        trails: &Trails,
        readers: &Readers,
    ) -> Result<(), String> {
        let Some((expected, _)) = readers.0.get(&who).filter(|_| self.is_neighbour_now(who)) else { return Ok(()) };
        let records: BTreeSet<_> = trails.plaza.records.keys().chain(expected.plaza.records.keys()).collect();
        for record in records.into_iter().filter(|record| !self.is_unsettled(who, **record)) {
            self.is_same_record((who, &expected.plaza), (usize::MAX, &trails.plaza), *record)?;
        }
        Ok(())
    }
}
