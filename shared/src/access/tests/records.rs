//! What a record is stays so: its kind, scope and ring; what is written once; what was erased.

use super::*;

#[test]
fn what_a_record_is_stays_under_its_kind_and_scope_and_binds_no_other() {
    let table = "
        what        new     own     another's  in-the-west  another-kind  another-ring
        roster      yes     yes     yes        yes          yes           yes
        wrap        yes     yes     yes        yes          yes           yes
        plan        yes     yes     yes        yes          yes           ring
        door        yes     yes     yes        yes          yes           ring
        profile     yes     yes     yes        yes          yes           ring
        household   yes     yes     yes        yes          yes           ring
        ids         yes     yes     yes        yes          yes           ring
        visit       yes     record  record     yes          yes           record
        withdrawal  record  yes     right      record       record        ring
        invitation  yes     yes     yes        yes          yes           ring
        recommend   yes     record  record     yes          yes           record
        extract     yes     yes     yes        yes          yes           yes
        proposal    yes     record  record     yes          yes           record
        answered    yes     record  record     yes          yes           record
        shown       yes     record  record     yes          yes           record
        contact     yes     yes     yes        yes          yes           ring
        marks       yes     record  record     yes          yes           record
        public      yes     record  record     yes          yes           record
        voice       yes     yes     yes        yes          yes           ring
        notice      yes     record  record     yes          yes           record
        change      record  yes     yes        record       record        ring
        receipt     yes     yes     yes        yes          yes           ring
        receipt-p   yes     yes     yes        yes          yes           ring
        tables      yes     yes     yes        yes          yes           ring
        figures     yes     record  record     yes          yes           record
        post        yes     record  record     yes          yes           record
        post-change record  yes     right      record       record        ring
        remark      record  yes     yes        record       record        ring
        post-mark   record  yes     yes        record       record        ring
        complaint   yes     record  record     yes          yes           record
        topic       yes     record  record     yes          yes           record
        topic-step  record  yes     yes        record       record        ring
        topic-said  record  yes     yes        record       record        ring
        vote        yes     yes     yes        yes          yes           ring
        vote-s      yes     yes     yes        yes          yes           ring
        vote-p      yes     yes     yes        yes          yes           ring
        rules       yes     yes     yes        yes          yes           ring
        covenant    yes     yes     yes        yes          yes           ring
        activity    yes     record  record     yes          yes           record
        act-step    record  yes     yes        record       record        ring
        sign-up     record  yes     yes        record       record        ring
        guide       yes     record  record     yes          yes           record
        guide-ch    record  yes     yes        record       record        ring
        group       yes     record  record     yes          yes           record
        group-ch    record  yes     yes        record       record        ring
        estate      yes     yes     yes        yes          yes           ring
        newer       yes     yes     yes        yes          yes           ring";
    check(table, |what, state| {
        let kind = kind(what);
        let of = kind.base();
        let other_kind = if kind == Kind::IdRecord { Kind::Household } else { Kind::IdRecord };
        let own = meta(of, "陈");
        let known = match state {
            "new" => None,
            "own" => Some(own),
            "another's" => Some(RecordMeta { creator: member("王"), ..own }),
            "in-the-west" => Some(RecordMeta { scope: WEST, ..own }),
            "another-kind" => Some(RecordMeta { kind: other_kind, ..own }),
            "another-ring" => Some(RecordMeta { ring: Some(RingId([77; 16])), ..own }),
            other => panic!("{other}"),
        };
        judged("陈", entry(kind, "陈"), known)
    });
}

#[test]
fn what_was_erased_is_never_written_again_by_anybody() {
    let mut roster = community();
    let (household, ids) = (entry(Kind::Household, "陈").record, RecordId([2; 16]));
    let records = vec![
        Erased { record: household, kind: Kind::Household, scope: EAST },
        Erased { record: ids, kind: Kind::IdRecord, scope: EAST },
    ];
    roster.apply(&RosterFact::Renewed { records, to: None });
    let write = |name, kind, record, scope| {
        judged_in(&roster, name, Entry { record, scope, ..entry(kind, name) }, Some(meta(kind, "王")))
    };
    for name in ["陈", "高", "王", "马"] {
        assert_eq!(write(name, Kind::Household, household, EAST), "erased");
        assert_eq!(write(name, Kind::IdRecord, ids, EAST), "erased");
        assert_eq!(write(name, Kind::Household, RecordId([3; 16]), EAST), "yes", "the neighbours go on");
        assert_eq!(write(name, Kind::IdRecord, household, EAST), "yes", "another kind's matter");
    }
    assert_eq!(write("马", Kind::Household, household, WEST), "yes", "another scope's matter, which readers check");
    assert_eq!(write("居", Kind::Household, household, EAST), "erased");
    assert_eq!(write("外", Kind::Household, household, EAST), "device");
}

#[test]
fn records_of_members_and_rings_of_devices_are_their_own() {
    let of = |name| {
        let (member, device) = (member(name), device(name));
        let extracts = [extract_record(HOME, device), extract_record(NEXT_DOOR, device)];
        [profile_record(member), contact_record(member), extracts[0], extracts[1]]
    };
    let records: BTreeSet<RecordId> = [of("陈"), of("王")].concat().into_iter().collect();
    assert_eq!(records.len(), 8);
    assert_eq!(device_ring(device("王")).0, device("王").0);
}
