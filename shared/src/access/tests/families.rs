//! Families, seats, and households that were erased.

use super::*;

#[test]
fn who_says_who_belongs_to_a_household() {
    let table = "
        what               陈      高     王     楼      居      物     志      前     失      走      外
        居-joins           yes     right  right  right   right   right  right   right  device  device  device
        居-joins-again     contra  right  right  right   right   right  right   right  device  device  device
        走-joins           contra  right  right  right   right   right  right   right  device  device  device
        外-joins           contra  right  right  right   right   right  right   right  device  device  device
        oneself-joins      yes     right  right  right   right   right  right   right  device  device  device
        居-leaves          yes     right  right  right   yes     right  right   right  device  device  device
        志-leaves          yes     right  right  right   right   right  yes     right  device  device  device
        oneself-leaves     contra  contra contra contra  yes     contra yes     contra device  device  device
        志-gets-the-seat   yes     right  right  right   yes     right  right   right  device  device  device
        居-keeps-the-seat  contra  right  right  right   contra  right  right   right  device  device  device
        王-gets-the-seat   contra  right  right  right   contra  right  right   right  device  device  device
        seat-of-nobody's   contra  right  right  right   right   right  right   right  device  device  device";
    check(table, |what, name| {
        let joins = |name, household| RosterFact::FamilyJoined { member: member(name), household };
        let leaves = |name| RosterFact::FamilyLeft { member: member(name), household: HOME };
        let seat = |name, household| RosterFact::SeatGiven { member: member(name), household };
        let fact = match what {
            "居-joins" => joins("居", NEXT_DOOR),
            "居-joins-again" => joins("居", HOME),
            "走-joins" => joins("走", HOME),
            "外-joins" => joins("外", HOME),
            "oneself-joins" => joins(name, NEXT_DOOR),
            "居-leaves" => leaves("居"),
            "志-leaves" => leaves("志"),
            "oneself-leaves" => leaves(name),
            "志-gets-the-seat" => seat("志", HOME),
            "居-keeps-the-seat" => seat("居", HOME),
            "王-gets-the-seat" => seat("王", HOME),
            "seat-of-nobody's" => seat("志", RecordId([33; 16])),
            other => panic!("{other}"),
        };
        told(name, &fact)
    });
}

#[test]
fn a_seat_is_handed_on_by_its_holder_and_freed_when_they_go() {
    let seat = |name| RosterFact::SeatGiven { member: member(name), household: HOME };
    let may = |roster: &Roster, name, fact: &RosterFact| answer(may_fact(roster, NOW, device(name), fact));
    let handed = community().after(&seat("志"));
    assert_eq!(may(&handed, "志", &seat("居")), "yes", "and back");
    assert_eq!(may(&handed, "居", &seat("居")), "right", "who gave it away takes nothing back");
    for gone in [
        RosterFact::FamilyLeft { member: member("居"), household: HOME },
        RosterFact::MemberRemoved { member: member("居") },
    ] {
        let free = community().after(&gone);
        assert_eq!(may(&free, "志", &seat("志")), "right", "nobody helps themselves to it");
        assert_eq!(may(&free, "居", &seat("志")), if free.is_member(member("居")) { "right" } else { "device" });
        assert_eq!(may(&free, "陈", &seat("志")), "yes");
    }
}

#[test]
fn what_is_erased_is_a_household_its_numbers_or_wishes_or_what_was_said_in_public_and_for_good() {
    let of = |record, kind| Erased { record, kind, scope: EAST };
    let ids = RecordId([34; 16]);
    let erases = |roster: &Roster, records: &[Erased], to| {
        answer(may_fact(roster, NOW, device("陈"), &RosterFact::Renewed { records: records.to_vec(), to }))
    };
    let roster = community();
    for kind in Kind::KNOWN.into_iter().chain([Kind::Unknown(900)]) {
        let may_go = matches!(
            kind,
            Kind::Household
                | Kind::IdRecord
                | Kind::Proposal
                | Kind::Case
                | Kind::PublicReport
                | Kind::Notice
                | Kind::Post
                | Kind::Topic
                | Kind::Activity
                | Kind::Guide
        );
        let expected = if may_go { "yes" } else { "contra" };
        assert_eq!(erases(&roster, &[of(HOME, kind)], None), expected, "{kind:?}");
    }
    let both = [of(HOME, Kind::Household), of(ids, Kind::IdRecord)];
    let new = RecordId([35; 16]);
    assert_eq!(erases(&roster, &both, None), "yes");
    assert_eq!(erases(&roster, &both, Some(new)), "yes");
    assert_eq!(erases(&roster, &[], None), "contra", "nothing");
    assert_eq!(erases(&roster, &[both[0], of(HOME, Kind::Visit)], None), "contra", "all or none");
    assert_eq!(erases(&roster, &both, Some(HOME)), "contra", "it does not go on as itself");
    let erased = roster.after(&RosterFact::Renewed { records: both.to_vec(), to: None });
    assert_eq!(erases(&erased, &both[..1], None), "contra", "twice");
    assert_eq!(erases(&erased, &[of(NEXT_DOOR, Kind::Household)], Some(HOME)), "contra", "nor does another as it");
    assert_eq!(erases(&erased, &[of(NEXT_DOOR, Kind::Household)], None), "yes");
    let joins = RosterFact::FamilyJoined { member: member("王"), household: HOME };
    assert_eq!(answer(may_fact(&erased, NOW, device("陈"), &joins)), "contra", "nobody joins what is gone");
}
