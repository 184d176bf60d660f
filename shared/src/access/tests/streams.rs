//! What each person reads.

use super::*;

#[test]
fn who_reads_what_of_everybodys() {
    let table = "
        who  roster  own-letters  letters-of-王  community  committee  property  observers  of-居  office
        陈   yes     yes          no             yes        yes        no        no         no     no
        高   yes     yes          no             yes        no         no        no         no     no
        王   yes     yes          yes            yes        no         no        no         no     no
        马   yes     yes          no             yes        no         no        no         no     no
        楼   yes     yes          no             yes        no         no        no         no     no
        居   yes     yes          no             yes        no         no        no         yes    no
        物   yes     yes          no             yes        no         yes       no         no     no
        局   yes     yes          no             no         no         no        no         no     yes
        志   yes     yes          no             yes        no         no        no         no     no
        观   yes     yes          no             no         no         no        yes        no     no
        前   yes     yes          no             no         no         no        no         no     no
        失   no      no           no             no         no         no        no         no     no
        走   no      no           no             no         no         no        no         no     no
        外   no      no           no             no         no         no        no         no     no";
    check(table, |name, what| {
        let (ring, scope) = match what {
            "roster" => (None, LOG.area()),
            "own-letters" => (Some(device_ring(device(name))), AreaId(device(name).0)),
            "letters-of-王" => (Some(device_ring(device("王"))), AreaId(device("王").0)),
            other => (ring(other), LOG.area()),
        };
        reads(&community(), name, ring, scope)
    });
}

#[test]
fn who_reads_what_of_a_place() {
    let table = "
        who  register/east  register/west  reviewers/all  reviewers/east  reviewers/house  workers/east  workers/west  workers/all
        陈   yes            yes            yes            yes             yes              no            no            no
        高   yes            no             no             yes             no               no            no            no
        王   yes            no             no             no              no               yes           no            no
        马   yes            yes            no             no              no               yes           yes           yes
        楼   no             no             no             no              yes              no            no            no
        居   no             no             no             no              no               no            no            no
        物   no             no             no             no              no               no            no            no
        局   no             no             no             no              no               no            no            no
        志   no             no             no             no              no               no            no            no
        观   no             no             no             no              no               no            no            no
        前   no             no             no             no              no               no            no            no
        失   no             no             no             no              no               no            no            no
        走   no             no             no             no              no               no            no            no
        外   no             no             no             no              no               no            no            no";
    check(table, |name, what| {
        let (word, place) = what.split_once('/').unwrap();
        let scope = match place {
            "all" => LOG.area(),
            "east" => EAST,
            "west" => WEST,
            _ => HOUSE,
        };
        let told = reads(&community(), name, ring(word), scope);
        assert_eq!(may_read(&community(), NOW, device(name), ring(word).unwrap(), scope), told == "yes");
        told
    });
}

fn reads(roster: &Roster, name: &str, ring: Option<RingId>, scope: AreaId) -> &'static str {
    let reads = streams(roster, NOW, device(name)).iter().any(|stream| stream.carries(ring, scope));
    if reads { "yes" } else { "no" }
}

#[test]
fn who_may_open_which_ring() {
    let table = "
        who  community  register  committee  reviewers  property  observers  workers  office  of-居  of-志
        陈   yes        yes       yes        yes        no        no         no       no      no     no
        高   yes        yes       no         yes        no        no         no       no      no     no
        王   yes        yes       no         no         no        no         yes      no      no     no
        马   yes        yes       no         no         no        no         yes      no      no     no
        楼   yes        no        no         yes        no        no         no       no      no     no
        居   yes        no        no         no         no        no         no       no      yes    no
        物   yes        no        no         no         yes       no         no       no      no     no
        局   no         no        no         no         no        no         no       yes     no     no
        志   yes        no        no         no         no        no         no       no      no     yes
        观   no         no        no         no         no        yes        no       no      no     no
        前   no         no        no         no         no        no         no       no      no     no
        失   no         no        no         no         no        no         no       no      no     no
        走   no         no        no         no         no        no         no       no      no     no
        外   no         no        no         no         no        no         no       no      no     no";
    check(table, |name, word| if community().opens(device(name), ring(word).unwrap(), NOW) { "yes" } else { "no" });
    assert!(!community().opens(device("陈"), RingId([77; 16]), NOW), "a ring that is not there");
    assert!(community().opens(device("前"), REGISTER, NOW.plus(-1)), "until the last moment");
    assert!(!community().opens(device("志"), COMMUNITY, NOW.plus(DAY)), "a volunteer's time is over");
}

#[test]
fn two_roles_reach_as_far_as_each_of_them() {
    let mut roster = community();
    let member = member("楼");
    for scope in [EAST, WEST] {
        roster.apply(&RosterFact::RoleGranted { member, role: Role::GridWorker, scope, until: None });
    }
    let of = |ring| {
        let streams = streams(&roster, NOW, device("楼"));
        streams.into_iter().filter(|stream| stream.ring == Some(ring)).map(|stream| stream.area).collect::<Vec<_>>()
    };
    assert_eq!(of(REGISTER), [Some(EAST), Some(WEST)]);
    assert_eq!(of(REVIEWERS), [Some(HOUSE)]);
    assert_eq!(of(COMMUNITY), [None]);
}

#[test]
fn a_set_of_streams_has_a_name_of_its_own() {
    let all = streams(&community(), NOW, device("陈"));
    let names = [
        stream_set(LOG, &all),
        stream_set(LogCode(1), &all),
        stream_set(LOG, &streams(&community(), NOW, device("王"))),
        stream_set(LOG, &BTreeSet::new()),
    ];
    assert_eq!(BTreeSet::from(names).len(), 4);
    assert_eq!(names[3], 0, "no streams, no name");
}
