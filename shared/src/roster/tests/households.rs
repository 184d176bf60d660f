//! Families, seats, erased households.

use super::*;
use crate::kinds::Kind;

fn erased(record: RecordId, kind: Kind) -> Erased {
    Erased { record, kind, scope: HOUSE }
}

fn family(roster: &Roster, household: RecordId) -> (Vec<MemberId>, Option<MemberId>) {
    (roster.family(household).collect(), roster.seat(household))
}

#[test]
fn a_family_has_members_and_one_seat() {
    let roster = with(&[joined(WANG, HOME), joined(LI, HOME), joined(LI, OTHER_HOME), seated(LI, HOME)]);
    assert_eq!(family(&roster, HOME), (vec![WANG, LI], Some(LI)));
    assert_eq!(family(&roster, OTHER_HOME), (vec![LI], None));
    assert_eq!(family(&roster, RecordId([33; 16])), (vec![], None));
    assert_eq!(roster.households(LI).collect::<Vec<_>>(), [HOME, OTHER_HOME]);
    assert_eq!(roster.households(CHEN).count(), 0);
    assert_eq!(roster.after(&seated(WANG, HOME)).seat(HOME), Some(WANG), "in place of who held it");
}

#[test]
fn who_leaves_frees_their_own_seat_and_no_others() {
    let roster = with(&[joined(WANG, HOME), joined(LI, HOME), seated(LI, HOME), joined(LI, OTHER_HOME)]);
    let left = |member| roster.after(&RosterFact::FamilyLeft { member, household: HOME });
    assert_eq!(family(&left(LI), HOME), (vec![WANG], None));
    assert_eq!(family(&left(LI), OTHER_HOME), (vec![LI], None));
    assert_eq!(family(&left(WANG), HOME), (vec![LI], Some(LI)));
    assert_eq!(roster.after(&RosterFact::FamilyLeft { member: LI, household: RecordId([33; 16]) }), roster);
}

#[test]
fn a_household_that_goes_on_elsewhere_takes_family_and_seat_along() {
    let before = with(&[joined(WANG, HOME), joined(LI, HOME), seated(LI, HOME), joined(LI, OTHER_HOME)]);
    let records = vec![erased(HOME, Kind::Household), erased(RecordId([34; 16]), Kind::IdRecord)];
    let new = RecordId([35; 16]);
    let renewed = before.after(&RosterFact::Renewed { records: records.clone(), to: Some(new) });
    assert_eq!(family(&renewed, HOME), (vec![], None));
    assert_eq!(family(&renewed, new), (vec![WANG, LI], Some(LI)));
    assert_eq!(family(&renewed, OTHER_HOME), (vec![LI], None));
    assert_eq!(renewed.erased(&records[0]), Some(Some(new)));
    assert_eq!(renewed.erased(&records[1]), Some(Some(new)));
    let gone = before.after(&RosterFact::Renewed { records: records.clone(), to: None });
    assert_eq!(family(&gone, HOME), (vec![], None));
    assert_eq!(gone.households(LI).collect::<Vec<_>>(), [OTHER_HOME]);
    assert_eq!(gone.erased(&records[0]), Some(None));
    assert_eq!(gone.all_erased().copied().collect::<Vec<_>>(), records);
}

#[test]
fn what_is_erased_is_a_record_under_its_kind_and_scope() {
    let roster = with(&[RosterFact::Renewed { records: vec![erased(HOME, Kind::Household)], to: None }]);
    assert_eq!(roster.erased(&erased(HOME, Kind::Household)), Some(None));
    assert_eq!(roster.erased(&erased(HOME, Kind::IdRecord)), None);
    assert_eq!(roster.erased(&erased(OTHER_HOME, Kind::Household)), None);
    assert_eq!(roster.erased(&Erased { scope: LOG.area(), ..erased(HOME, Kind::Household) }), None);
    assert!(roster.is_gone(HOME) && !roster.is_gone(OTHER_HOME));
    assert!(!community().is_gone(HOME));
}
