//! Who may write what, where, and sealed for whom.

use super::*;

#[test]
fn who_may_write_what_and_where() {
    let table = "
        what                陈    高    王    马    楼    居    物    局    志    观    前    失     走     外
        roster/all          yes   right right right right right right right right right right device device device
        roster/east         scope scope scope scope scope scope scope scope scope scope scope scope  scope  scope
        plan/all            yes   right right right right right right right right right right device device device
        plan/east           scope scope scope scope scope scope scope scope scope scope scope device device device
        door/all            yes   right yes   yes   right right right right right right right device device device
        door/east           scope scope scope scope scope scope scope scope scope scope scope device device device
        profile/own         yes   yes   yes   yes   yes   yes   yes   right yes   right right device device device
        profile/of-王       yes   right yes   right right right right right right right right device device device
        profile/east        scope scope scope scope scope scope scope scope scope scope scope device device device
        household/east      yes   yes   yes   yes   right right right right right right right device device device
        household/west      yes   right right yes   right right right right right right right device device device
        household/all       scope scope scope scope scope scope scope scope scope scope scope device device device
        ids/east            yes   yes   yes   yes   right right right right right right right device device device
        ids/west            yes   right right yes   right right right right right right right device device device
        ids/all             scope scope scope scope scope scope scope scope scope scope scope device device device
        visit/east          yes   yes   yes   yes   right right right right right right right device device device
        visit/west          yes   right right yes   right right right right right right right device device device
        visit/all           scope scope scope scope scope scope scope scope scope scope scope device device device
        withdrawal/own      yes   yes   yes   yes   right right right right right right right device device device
        withdrawal/of-王    right right yes   right right right right right right right right device device device
        withdrawal/all      scope scope scope scope scope scope scope scope scope scope scope device device device
        invitation/all      yes   right right right right right right right right right right device device device
        invitation/east     yes   yes   right right right right right right right right right device device device
        invitation/house    yes   right right right right right right right right right right device device device
        recommend/all       yes   right right right right right right right right right right device device device
        recommend/east      yes   yes   right right right right right right right right right device device device
        recommend/house     yes   right right right yes   right right right right right right device device device
        extract/to-居       yes   yes   yes   yes   right right right right right right right device device device
        extract/to-志       yes   yes   yes   yes   right right right right right right right device device device
        extract/to-楼       ring  ring  ring  ring  ring  ring  ring  ring  ring  ring  ring  device device device
        extract/to-oneself  ring  ring  ring  ring  ring  right ring  ring  right ring  ring  device device device
        proposal/east       yes   yes   yes   yes   yes   yes   yes   right yes   right right device device device
        proposal/west       yes   yes   yes   yes   yes   yes   yes   right yes   right right device device device
        proposal/all        scope scope scope scope scope scope scope scope scope scope scope device device device
        answered/east       yes   yes   yes   yes   right right right right right right right device device device
        answered/west       yes   right right yes   right right right right right right right device device device
        answered/all        scope scope scope scope scope scope scope scope scope scope scope device device device
        shown/east          yes   yes   yes   yes   right right right right right right right device device device
        shown/west          yes   right right yes   right right right right right right right device device device
        shown/all           scope scope scope scope scope scope scope scope scope scope scope device device device
        contact/own         yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   yes   device device device
        contact/of-王       yes   right yes   right right right right right right right right device device device
        contact/east        scope scope scope scope scope scope scope scope scope scope scope device device device
        marks/east          yes   yes   right right right right right right right right right device device device
        marks/west          yes   right right right right right right right right right right device device device
        marks/all           scope scope scope scope scope scope scope scope scope scope scope device device device
        public/all          yes   yes   yes   yes   right right yes   right right right right device device device
        public/west         yes   yes   yes   yes   right right yes   right right right right device device device
        voice/all           yes   yes   yes   yes   yes   yes   yes   right yes   right right device device device
        voice/west          yes   yes   yes   yes   yes   yes   yes   right yes   right right device device device
        notice/all          yes   right right right right right yes   right right right right device device device
        notice/east         yes   yes   right right right right yes   right right right right device device device
        notice/house        yes   right right right yes   right yes   right right right right device device device
        change/own          yes   yes   yes   yes   yes   yes   yes   right yes   right right device device device
        change/of-王        yes   yes   yes   right right right right right right right right device device device
        change/of-nobody    record record record record record record record record record record record device device device
        receipt/house       yes   yes   yes   yes   yes   yes   yes   right yes   right right device device device
        receipt/west        yes   yes   yes   yes   yes   yes   yes   right yes   right right device device device
        receipt-p/house     yes   yes   yes   yes   yes   yes   yes   right yes   right right device device device
        tables/all          yes   right right right right right right right right right right device device device
        tables/east         scope scope scope scope scope scope scope scope scope scope scope device device device
        figures/all         yes   right right right right right right right right right right device device device
        figures/east        scope scope scope scope scope scope scope scope scope scope scope device device device
        post/all            yes    yes    yes    yes    yes    yes    yes    right  yes    right  right  device device device
        post/east           scope  scope  scope  scope  scope  scope  scope  scope  scope  scope  scope  device device device
        topic/all           yes    yes    yes    yes    yes    yes    yes    right  yes    right  right  device device device
        topic/east          scope  scope  scope  scope  scope  scope  scope  scope  scope  scope  scope  device device device
        activity/all        yes    yes    yes    yes    yes    yes    yes    right  yes    right  right  device device device
        activity/east       scope  scope  scope  scope  scope  scope  scope  scope  scope  scope  scope  device device device
        group/all           yes    yes    yes    yes    yes    yes    yes    right  yes    right  right  device device device
        group/east          scope  scope  scope  scope  scope  scope  scope  scope  scope  scope  scope  device device device
        guide/all           yes    right  right  right  right  right  yes    right  right  right  right  device device device
        guide/east          scope  scope  scope  scope  scope  scope  scope  scope  scope  scope  scope  device device device
        post-change/own     yes    yes    yes    yes    yes    yes    yes    right  yes    right  right  device device device
        post-change/of-王    right  right  yes    right  right  right  right  right  right  right  right  device device device
        post-change/of-nobody  record record record record record record record record record record record device device device
        topic-step/own      yes    yes    yes    yes    yes    yes    yes    right  yes    right  right  device device device
        topic-step/of-王     yes    right  yes    right  right  right  right  right  right  right  right  device device device
        topic-step/of-nobody  record record record record record record record record record record record device device device
        act-step/own        yes    yes    yes    yes    yes    yes    yes    right  yes    right  right  device device device
        act-step/of-王       yes    right  yes    right  right  right  right  right  right  right  right  device device device
        act-step/of-nobody  record record record record record record record record record record record device device device
        guide-ch/own        yes    yes    yes    yes    yes    yes    yes    right  yes    right  right  device device device
        guide-ch/of-王       yes    right  yes    right  right  right  right  right  right  right  right  device device device
        guide-ch/of-nobody  record record record record record record record record record record record device device device
        group-ch/own        yes    yes    yes    yes    yes    yes    yes    right  yes    right  right  device device device
        group-ch/of-王       yes    right  yes    right  right  right  right  right  right  right  right  device device device
        group-ch/of-nobody  record record record record record record record record record record record device device device
        remark/of-王         yes    yes    yes    yes    yes    yes    yes    right  yes    right  right  device device device
        remark/of-nobody    record record record record record record record record record record record device device device
        topic-said/of-王     yes    yes    yes    yes    yes    yes    yes    right  yes    right  right  device device device
        topic-said/of-nobody  record record record record record record record record record record record device device device
        sign-up/of-王        yes    yes    yes    yes    yes    yes    yes    right  yes    right  right  device device device
        sign-up/of-nobody   record record record record record record record record record record record device device device
        post-mark/of-王      yes    right  right  right  right  right  right  right  right  right  right  device device device
        post-mark/of-nobody  record record record record record record record record record record record device device device
        complaint/all       yes    yes    yes    yes    yes    yes    yes    right  yes    right  right  device device device
        complaint/east      scope  scope  scope  scope  scope  scope  scope  scope  scope  scope  scope  device device device
        vote/house          yes    yes    yes    yes    yes    yes    yes    right  yes    right  right  device device device
        vote/west           yes    yes    yes    yes    yes    yes    yes    right  yes    right  right  device device device
        vote-s/house        yes    yes    yes    yes    yes    yes    yes    right  yes    right  right  device device device
        vote-s/west         yes    yes    yes    yes    yes    yes    yes    right  yes    right  right  device device device
        vote-p/all          yes    right  right  right  right  right  right  right  right  right  right  device device device
        vote-p/east         yes    yes    right  right  right  right  right  right  right  right  right  device device device
        vote-p/house        yes    right  right  right  yes    right  right  right  right  right  right  device device device
        rules/all           yes    right  right  right  right  right  right  right  right  right  right  device device device
        rules/east          scope  scope  scope  scope  scope  scope  scope  scope  scope  scope  scope  device device device
        covenant/all        yes    yes    yes    yes    yes    yes    yes    right  yes    right  right  device device device
        covenant/east       scope  scope  scope  scope  scope  scope  scope  scope  scope  scope  scope  device device device
        estate/all          yes    yes    yes    yes    yes    yes    yes    right  yes    right  right  device device device
        estate/east         scope  scope  scope  scope  scope  scope  scope  scope  scope  scope  scope  device device device";
    check(table, |what, name| {
        let (word, detail) = what.split_once('/').unwrap();
        let mut entry = entry(kind(word), name);
        let mut known = None;
        match detail {
            "all" => entry.scope = LOG.area(),
            "east" => entry.scope = EAST,
            "west" => entry.scope = WEST,
            "house" => entry.scope = HOUSE,
            "own" if kind(word).is_about_opened() => known = Some(meta(kind(word).base(), name)),
            "own" => {}
            "of-王" if kind(word).is_about_opened() => known = Some(meta(kind(word).base(), "王")),
            "of-nobody" => {}
            "of-王" => entry.record = super::entry(kind(word), "王").record,
            "to-居" => {}
            "to-志" => entry = extract("志", HOME),
            "to-楼" => entry = extract("楼", HOME),
            "to-oneself" => entry = extract(name, HOME),
            other => panic!("{other}"),
        }
        judged(name, entry, known)
    });
}

fn to(name: &str, entry: Entry) -> Entry {
    Entry { scope: AreaId(device(name).0), key: key(device_ring(device(name)), 0), ..entry }
}

fn extract(name: &str, household: RecordId) -> Entry {
    to(name, Entry { record: extract_record(household, device(name)), ..entry(Kind::Extract, "陈") })
}

fn wrap(ring: RingId, name: &str) -> Entry {
    to(name, Entry { record: RecordId(ring.0), ..entry(Kind::Wrap, "陈") })
}

#[test]
fn whoever_may_open_a_ring_passes_its_secret_on_and_so_does_the_committee() {
    let table = "
        ring       陈    高    王    马    楼    居    物    局    志    观    前    失     走     外
        community  yes   yes   yes   yes   yes   yes   yes   right yes   right right device device device
        register   yes   yes   yes   yes   right right right right right right right device device device
        committee  yes   right right right right right right right right right right device device device
        reviewers  yes   yes   right right yes   right right right right right right device device device
        property   yes   right right right right right yes   right right right right device device device
        observers  yes   right right right right right right right right yes   right device device device
        workers    yes   right yes   yes   right right right right right right right device device device
        office     yes   right right right right right right yes   right right right device device device
        of-居      yes   right right right right yes   right right right right right device device device";
    check(table, |word, name| {
        let reader = match word {
            "committee" => "陈",
            "property" => "物",
            "observers" => "观",
            "office" => "局",
            "of-居" => "居",
            "reviewers" => "楼",
            _ => "王",
        };
        judged(name, wrap(ring(word).unwrap(), reader), None)
    });
}

#[test]
fn a_rings_secret_goes_only_to_those_who_may_open_it() {
    let table = "
        to   community  register  committee  reviewers  property  observers  workers  office  of-居  of-志  strange
        陈   yes        yes       yes        yes        ring      ring       ring     ring    ring   ring   ring
        高   yes        yes       ring       yes        ring      ring       ring     ring    ring   ring   ring
        王   yes        yes       ring       ring       ring      ring       yes      ring    ring   ring   ring
        马   yes        yes       ring       ring       ring      ring       yes      ring    ring   ring   ring
        楼   yes        ring      ring       yes        ring      ring       ring     ring    ring   ring   ring
        居   yes        ring      ring       ring       ring      ring       ring     ring    yes    ring   ring
        物   yes        ring      ring       ring       yes       ring       ring     ring    ring   ring   ring
        局   ring       ring      ring       ring       ring      ring       ring     yes     ring   ring   ring
        志   yes        ring      ring       ring       ring      ring       ring     ring    ring   yes    ring
        观   ring       ring      ring       ring       ring      yes        ring     ring    ring   ring   ring
        前   ring       ring      ring       ring       ring      ring       ring     ring    ring   ring   ring
        失   ring       ring      ring       ring       ring      ring       ring     ring    ring   ring   ring
        走   ring       ring      ring       ring       ring      ring       ring     ring    ring   ring   ring
        外   ring       ring      ring       ring       ring      ring       ring     ring    ring   ring   ring";
    check(table, |name, word| judged("陈", wrap(ring(word).unwrap_or(RingId([77; 16])), name), None));
}

#[test]
fn what_is_for_one_device_bears_its_name_and_is_for_one_that_is_served() {
    for kind in [Kind::Wrap, Kind::Extract] {
        let mut roster = community();
        for name in ["王", "失"] {
            roster.apply(&RosterFact::FamilyJoined { member: member(name), household: HOME });
        }
        let sent = |to: &str, scope: &str, generation| {
            let record = if kind == Kind::Wrap { RecordId(COMMUNITY.0) } else { extract_record(HOME, device(to)) };
            let (scope, key) = (AreaId(device(scope).0), key(device_ring(device(to)), generation));
            judged_in(&roster, "陈", Entry { record, scope, key, ..entry(kind, "陈") }, None)
        };
        assert_eq!(sent("居", "居", 0), "yes");
        assert_eq!(sent("王", "王", 0), "yes");
        assert_eq!(sent("居", "王", 0), "ring", "under another's name");
        assert_eq!(sent("居", "居", 1), "ring", "a device has no generations");
        assert_eq!(sent("失", "失", 0), "ring", "removed");
        assert_eq!(sent("走", "走", 0), "ring", "no longer a member");
        assert_eq!(sent("外", "外", 0), "ring", "a stranger");
    }
}

#[test]
fn an_extract_is_of_a_household_that_its_reader_belongs_to_now() {
    let may = |roster: &Roster, entry| judged_in(roster, "王", entry, None);
    assert_eq!(may(&community(), extract("楼", NEXT_DOOR)), "yes");
    assert_eq!(may(&community(), extract("居", NEXT_DOOR)), "ring", "the neighbours'");
    let another_device = Entry { record: extract_record(HOME, device("志")), ..extract("居", HOME) };
    assert_eq!(may(&community(), another_device), "ring", "another device's record");
    let left = community().after(&RosterFact::FamilyLeft { member: member("居"), household: HOME });
    assert_eq!(may(&left, extract("居", HOME)), "ring", "who left");
    let records = vec![Erased { record: HOME, kind: Kind::Household, scope: EAST }];
    let erased = community().after(&RosterFact::Renewed { records, to: Some(RecordId([35; 16])) });
    assert_eq!(may(&erased, extract("居", HOME)), "ring", "what was erased");
    assert_eq!(may(&erased, extract("居", RecordId([35; 16]))), "yes", "what goes on in its place");
}

#[test]
fn every_kind_has_its_ring_and_the_newest_secret() {
    let table = "
        what        none  community  register  committee  reviewers  property  observers  workers  old   not-yet  forged  strange  device
        roster      yes   ring       ring      ring       ring       ring      ring       ring     ring  ring     ring    ring     ring
        wrap        ring  ring       ring      ring       ring       ring      ring       ring     ring  ring     ring    ring     yes
        plan        ring  yes        ring      ring       ring       ring      ring       ring     ring  ring     ring    ring     ring
        door        ring  yes        ring      ring       ring       ring      ring       ring     ring  ring     ring    ring     ring
        profile     ring  yes        ring      ring       ring       ring      ring       ring     ring  ring     ring    ring     ring
        household   ring  ring       yes       ring       ring       ring      ring       ring     ring  ring     ring    ring     ring
        ids         ring  ring       yes       ring       ring       ring      ring       ring     ring  ring     ring    ring     ring
        visit       ring  ring       yes       ring       ring       ring      ring       ring     ring  ring     ring    ring     ring
        withdrawal  ring  ring       yes       ring       ring       ring      ring       ring     ring  ring     ring    ring     ring
        invitation  ring  ring       ring      ring       yes        ring      ring       ring     ring  ring     ring    ring     ring
        recommend   ring  ring       ring      ring       yes        ring      ring       ring     ring  ring     ring    ring     ring
        extract     ring  ring       ring      ring       ring       ring      ring       ring     ring  ring     ring    ring     yes
        proposal    ring  ring       yes       ring       ring       ring      ring       ring     ring  ring     ring    ring     ring
        answered    ring  ring       yes       ring       ring       ring      ring       ring     ring  ring     ring    ring     ring
        shown       ring  ring       yes       ring       ring       ring      ring       ring     ring  ring     ring    ring     ring
        contact     ring  ring       ring      yes        ring       ring      ring       ring     ring  ring     ring    ring     ring
        marks       ring  ring       yes       ring       ring       ring      ring       ring     ring  ring     ring    ring     ring
        public      ring  yes        ring      ring       ring       ring      ring       ring     ring  ring     ring    ring     ring
        voice       ring  yes        ring      ring       ring       ring      ring       ring     ring  ring     ring    ring     ring
        notice      ring  yes        ring      ring       ring       ring      ring       ring     ring  ring     ring    ring     ring
        change      ring  yes        ring      ring       ring       ring      ring       ring     ring  ring     ring    ring     ring
        receipt     ring  ring       ring      ring       yes        ring      ring       ring     ring  ring     ring    ring     ring
        receipt-p   ring  ring       ring      ring       ring       yes       ring       ring     ring  ring     ring    ring     ring
        tables      ring  yes        ring      ring       ring       ring      ring       ring     ring  ring     ring    ring     ring
        figures     ring  ring       ring      ring       ring       ring      yes        ring     ring  ring     ring    ring     ring
        post        ring  yes        ring      ring       ring       ring      ring       ring     ring  ring     ring    ring     ring
        post-change ring  yes        ring      ring       ring       ring      ring       ring     ring  ring     ring    ring     ring
        remark      ring  yes        ring      ring       ring       ring      ring       ring     ring  ring     ring    ring     ring
        post-mark   ring  yes        ring      ring       ring       ring      ring       ring     ring  ring     ring    ring     ring
        complaint   ring  ring       ring      yes        ring       ring      ring       ring     ring  ring     ring    ring     ring
        topic       ring  yes        ring      ring       ring       ring      ring       ring     ring  ring     ring    ring     ring
        topic-step  ring  yes        ring      ring       ring       ring      ring       ring     ring  ring     ring    ring     ring
        topic-said  ring  yes        ring      ring       ring       ring      ring       ring     ring  ring     ring    ring     ring
        vote        ring  yes        ring      ring       ring       ring      ring       ring     ring  ring     ring    ring     ring
        vote-s      ring  ring       ring      yes        ring       ring      ring       ring     ring  ring     ring    ring     ring
        vote-p      ring  yes        ring      ring       ring       ring      ring       ring     ring  ring     ring    ring     ring
        rules       ring  yes        ring      ring       ring       ring      ring       ring     ring  ring     ring    ring     ring
        covenant    ring  yes        ring      ring       ring       ring      ring       ring     ring  ring     ring    ring     ring
        activity    ring  yes        ring      ring       ring       ring      ring       ring     ring  ring     ring    ring     ring
        act-step    ring  yes        ring      ring       ring       ring      ring       ring     ring  ring     ring    ring     ring
        sign-up     ring  yes        ring      ring       ring       ring      ring       ring     ring  ring     ring    ring     ring
        guide       ring  yes        ring      ring       ring       ring      ring       ring     ring  ring     ring    ring     ring
        guide-ch    ring  yes        ring      ring       ring       ring      ring       ring     ring  ring     ring    ring     ring
        group       ring  yes        ring      ring       ring       ring      ring       ring     ring  ring     ring    ring     ring
        group-ch    ring  yes        ring      ring       ring       ring      ring       ring     ring  ring     ring    ring     ring
        estate      ring  yes        ring      ring       ring       ring      ring       ring     ring  ring     ring    ring     ring
        newer       ring  yes        yes       yes        yes        right     right      right    ring  ring     ring    ring     ring";
    check(table, |what, word| {
        let kind = kind(what);
        let known = kind.is_about_opened().then(|| meta(kind.base(), "陈"));
        let own_ring = ring_of(kind).unwrap_or(COMMUNITY);
        let key = match word {
            "none" => None,
            "old" => key(own_ring, 1),
            "not-yet" => key(own_ring, 3),
            "forged" => Some(KeyRef { ring: own_ring, generation: 2, commitment: [7; 16] }),
            "strange" => key(RingId([77; 16]), 1),
            "device" => key(device_ring(device(reader(kind).unwrap_or("王"))), 0),
            other => key(ring(other).unwrap(), 2),
        };
        judged("陈", Entry { key, ..entry(kind, "陈") }, known)
    });
}

#[test]
fn a_kind_of_a_newer_release_is_kept_of_those_who_may_open_its_ring() {
    let table = "
        ring       陈    高    王    马    楼    居    物    局    志    观    前    失     走     外
        community  yes   yes   yes   yes   yes   yes   yes   right yes   right right device device device
        register   yes   yes   yes   yes   right right right right right right right device device device
        committee  yes   right right right right right right right right right right device device device
        reviewers  yes   yes   right right yes   right right right right right right device device device
        property   right right right right right right yes   right right right right device device device
        observers  right right right right right right right right right yes   right device device device
        workers    right right yes   yes   right right right right right right right device device device
        office     right right right right right right right yes   right right right device device device
        of-居      right right right right right yes   right right right right right device device device";
    check(table, |word, name| {
        judged(name, Entry { key: key(ring(word).unwrap(), 2), ..entry(Kind::Unknown(900), name) }, None)
    });
}

#[test]
fn an_older_secret_is_right_for_whoever_had_not_seen_the_newer_one() {
    let act = |kind, ring| Act(vec![Item::Entry(Entry { key: key(ring, 1), ..entry(kind, "王") })]);
    for (kind, ring) in [(Kind::Household, REGISTER), (Kind::Proposal, REGISTER), (Kind::Contact, COMMITTEE)] {
        let judged = |least| {
            let least = BTreeMap::from([(ring, least)]);
            answer(may_act(&community(), NOW, device("王"), &act(kind, ring), &BTreeMap::new(), &least).map(drop))
        };
        assert_eq!([judged(0), judged(1), judged(2), judged(3)], ["yes", "yes", "ring", "ring"], "{kind:?}");
    }
}
