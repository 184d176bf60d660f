//! Who may change the roster, how long roles last, and what each person reads.

use super::*;

#[test]
fn who_may_change_the_roster() {
    let table = "
        what                    陈      高      王      居      前      失      外
        found-again             contra  contra  contra  contra  contra  contra  contra
        member                  yes     right   right   right   right   device  device
        member-known            contra  right   right   right   right   device  device
        device                  yes     right   right   right   right   device  device
        device-of-nobody        contra  right   right   right   right   device  device
        device-known            contra  right   right   right   right   device  device
        device-once-removed     contra  right   right   right   right   device  device
        remove                  yes     right   right   right   right   device  device
        remove-twice            contra  right   right   right   right   device  device
        remove-unknown          contra  right   right   right   right   device  device
        grant                   yes     right   right   right   right   device  device
        grant-to-nobody         contra  right   right   right   right   device  device
        end                     yes     right   right   right   right   device  device
        end-of-nobody           contra  right   right   right   right   device  device
        turn                    yes     right   right   right   right   device  device
        turn-again              contra  right   right   right   right   device  device
        turn-skipping-one       contra  right   right   right   right   device  device
        turn-to-another-kind    contra  right   right   right   right   device  device
        second-ring-of-a-kind   contra  right   right   right   right   device  device";
    let nobody = MemberId([90; 16]);
    let new_keys = DeviceKeys { signing: [91; 32], sealing: [0; 32] };
    let grant = |member| RosterFact::RoleGranted { member, role: Role::GridWorker, scope: WEST, until: None };
    let end = |member| RosterFact::RoleEnded { member, role: Role::GridWorker, scope: EAST };
    check(table, |what, name| {
        let fact = match what {
            "found-again" => RosterFact::Founded { log: LOG, root: keys(name).signing, relay: [0; 32] },
            "member" => RosterFact::MemberAdded { member: nobody },
            "member-known" => RosterFact::MemberAdded { member: member("王") },
            "device" => RosterFact::DeviceAdded { member: member("王"), keys: new_keys },
            "device-of-nobody" => RosterFact::DeviceAdded { member: nobody, keys: new_keys },
            "device-known" => RosterFact::DeviceAdded { member: member("居"), keys: keys("王") },
            "device-once-removed" => RosterFact::DeviceAdded { member: member("失"), keys: keys("失") },
            "remove" => RosterFact::DeviceRemoved { device: device("王") },
            "remove-twice" => RosterFact::DeviceRemoved { device: device("失") },
            "remove-unknown" => RosterFact::DeviceRemoved { device: device("外") },
            "grant" => grant(member("居")),
            "grant-to-nobody" => grant(nobody),
            "end" => end(member("王")),
            "end-of-nobody" => end(nobody),
            "turn" => turn(REGISTER, RingKind::Register, 3, &[]),
            "turn-again" => turn(REGISTER, RingKind::Register, 2, &[]),
            "turn-skipping-one" => turn(REGISTER, RingKind::Register, 4, &[]),
            "turn-to-another-kind" => turn(REGISTER, RingKind::Community, 3, &[]),
            "second-ring-of-a-kind" => turn(RingId([77; 16]), RingKind::Register, 1, &[]),
            other => panic!("{other}"),
        };
        answer(may_fact(&roster(), NOW, device(name), &fact))
    });
}

#[test]
fn a_founder_admits_themselves_and_then_only_as_a_steward() {
    let member_fact = |number| RosterFact::MemberAdded { member: MemberId([number; 16]) };
    let mut roster = Roster::new(LOG);
    let may = |roster: &Roster, name: &str, fact: &RosterFact| answer(may_fact(roster, NOW, device(name), fact));
    let founded = |log| RosterFact::Founded { log, root: keys("陈").signing, relay: [0; 32] };
    assert_eq!(may(&roster, "陈", &member_fact(1)), "device", "nothing before the founding");
    assert_eq!(may(&roster, "陈", &founded(LogCode(1))), "contra", "another log");
    assert_eq!(may(&roster, "陈", &founded(LOG)), "yes");
    roster.apply(&founded(LOG));
    assert_eq!(may(&roster, "外", &member_fact(1)), "device", "the root key alone goes on");
    roster.apply(&RosterFact::MemberAdded { member: member("陈") });
    assert_eq!(may(&roster, "陈", &RosterFact::DeviceAdded { member: member("陈"), keys: keys("陈") }), "yes");
    roster.apply(&RosterFact::DeviceAdded { member: member("陈"), keys: keys("陈") });
    assert_eq!(may(&roster, "陈", &member_fact(2)), "yes", "alone");
    roster.apply(&RosterFact::MemberAdded { member: member("王") });
    roster.apply(&RosterFact::DeviceAdded { member: member("王"), keys: keys("王") });
    assert_eq!(may(&roster, "陈", &member_fact(90)), "right", "no longer alone");
    let role = Role::Steward;
    roster.apply(&RosterFact::RoleGranted { member: member("陈"), role, scope: LOG.area(), until: None });
    assert_eq!(may(&roster, "陈", &member_fact(90)), "yes");
}

#[test]
fn a_role_ends_at_its_hour_and_with_its_end() {
    let mut roster = roster();
    let until = Some(Millis(5_000));
    roster.apply(&RosterFact::RoleGranted { member: member("居"), role: Role::GridWorker, scope: WEST, until });
    let holds_at = |roster: &Roster, time| holds(roster, Millis(time), member("居"), Role::GridWorker, Some(WEST));
    assert_eq!([holds_at(&roster, 4_999), holds_at(&roster, 5_000)], [true, false]);
    roster.apply(&RosterFact::RoleEnded { member: member("居"), role: Role::GridWorker, scope: EAST });
    assert!(holds_at(&roster, 4_999), "another scope's end");
    roster.apply(&RosterFact::RoleEnded { member: member("居"), role: Role::GridWorker, scope: WEST });
    assert!(!holds_at(&roster, 4_999));
}

#[test]
fn who_reads_what() {
    let table = "
        who  roster  own-wraps  wraps-of-王  community  register-east  register-west
        陈   yes     yes        no           yes        yes            yes
        高   yes     yes        no           yes        yes            no
        王   yes     yes        yes          yes        yes            no
        马   yes     yes        no           yes        yes            yes
        楼   yes     yes        no           yes        no             no
        居   yes     yes        no           yes        no             no
        前   yes     yes        no           yes        no             no
        失   no      no         no           no         no             no
        外   no      no         no           no         no             no";
    let roster = roster();
    check(table, |name, what| {
        let (ring, scope) = match what {
            "roster" => (None, LOG.area()),
            "own-wraps" => (Some(device_ring(device(name))), AreaId(device(name).0)),
            "wraps-of-王" => (Some(device_ring(device("王"))), AreaId(device("王").0)),
            "community" => (Some(COMMUNITY), LOG.area()),
            "register-east" => (Some(REGISTER), EAST),
            "register-west" => (Some(REGISTER), WEST),
            other => panic!("{other}"),
        };
        let reads = streams(&roster, NOW, device(name)).iter().any(|stream| stream.carries(ring, scope));
        if reads { "yes" } else { "no" }
    });
    let opens = |name| [COMMUNITY, REGISTER].map(|ring| roster.opens(device(name), ring));
    assert_eq!(
        [opens("王"), opens("居"), opens("失"), opens("外")],
        [[true; 2], [true, false], [false; 2], [false; 2]]
    );
}
