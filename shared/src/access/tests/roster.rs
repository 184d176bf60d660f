//! Who may change the roster, and what must never happen to it.

use super::*;

#[test]
fn who_may_change_the_roster() {
    let table = "
        what                 陈      高      王      楼      居      物      局      志      观      前      失      走      外
        found-again          contra  contra  contra  contra  contra  contra  contra  contra  contra  contra  contra  contra  contra
        member               yes     right   right   right   right   right   right   right   right   right   device  device  device
        member-known         contra  right   right   right   right   right   right   right   right   right   device  device  device
        member-once-gone     contra  right   right   right   right   right   right   right   right   right   device  device  device
        device-for-马        yes     right   right   right   right   right   right   right   right   right   device  device  device
        device-of-nobody     contra  right   right   right   right   right   right   right   right   right   device  device  device
        device-of-gone       contra  right   right   right   right   right   right   right   right   right   device  device  device
        device-known         contra  right   right   right   right   right   right   right   right   right   device  device  device
        device-once-removed  contra  right   right   right   right   right   right   right   right   right   device  device  device
        remove-device-of-马  yes     right   right   right   right   right   right   right   right   right   device  device  device
        remove-unknown       contra  right   right   right   right   right   right   right   right   right   device  device  device
        grant                yes     right   right   right   right   right   right   right   right   right   device  device  device
        grant-oneself        yes     right   right   right   right   right   right   right   right   right   device  device  device
        grant-to-nobody      contra  right   right   right   right   right   right   right   right   right   device  device  device
        grant-to-gone        contra  right   right   right   right   right   right   right   right   right   device  device  device
        end                  yes     right   right   right   right   right   right   right   right   right   device  device  device
        end-of-nobody        contra  right   right   right   right   right   right   right   right   right   device  device  device
        turn                 yes     right   right   right   right   right   right   right   right   right   device  device  device
        turn-again           contra  right   right   right   right   right   right   right   right   right   device  device  device
        turn-skipping-one    contra  right   right   right   right   right   right   right   right   right   device  device  device
        turn-as-other-kind   contra  right   right   right   right   right   right   right   right   right   device  device  device
        second-of-a-kind     contra  right   right   right   right   right   right   right   right   right   device  device  device
        remove-马            yes     right   right   right   right   right   right   right   right   right   device  device  device
        remove-gone          contra  right   right   right   right   right   right   right   right   right   device  device  device
        remove-nobody        contra  right   right   right   right   right   right   right   right   right   device  device  device
        invite               yes     right   right   right   right   right   right   right   right   right   device  device  device
        decide               yes     right   right   right   right   right   right   right   right   right   device  device  device
        decide-for-removed   yes     right   right   right   right   right   right   right   right   right   device  device  device
        decide-for-unknown   contra  right   right   right   right   right   right   right   right   right   device  device  device
        erase                yes     right   right   right   right   right   right   right   right   right   device  device  device
        erase-visit          contra  right   right   right   right   right   right   right   right   right   device  device  device";
    let nobody = MemberId([90; 16]);
    let grant = |member| RosterFact::RoleGranted { member, role: Role::Steward, scope: LOG.area(), until: None };
    let end = |member| RosterFact::RoleEnded { member, role: Role::GridWorker, scope: LOG.area() };
    let added = |member, keys| RosterFact::DeviceAdded { member, keys };
    let decided = |device| RosterFact::Decided { device, device_seq: 7, act: 0, is_admitted: true };
    let erased = |kind| {
        let records = vec![Erased { record: RecordId([5; 16]), kind, scope: EAST }];
        RosterFact::Renewed { records, to: None }
    };
    check(table, |what, name| {
        let fact = match what {
            "found-again" => RosterFact::Founded { log: LOG, root: keys(name).signing, relay: [0; 32] },
            "member" => RosterFact::MemberAdded { member: nobody },
            "member-known" => RosterFact::MemberAdded { member: member("马") },
            "member-once-gone" => RosterFact::MemberAdded { member: member("走") },
            "device-for-马" => added(member("马"), new_keys(91)),
            "device-of-nobody" => added(nobody, new_keys(91)),
            "device-of-gone" => added(member("走"), new_keys(91)),
            "device-known" => added(member("马"), keys("高")),
            "device-once-removed" => added(member("马"), keys("失")),
            "remove-device-of-马" => RosterFact::DeviceRemoved { device: device("马") },
            "remove-unknown" => RosterFact::DeviceRemoved { device: device("外") },
            "grant" => grant(member("马")),
            "grant-oneself" => grant(member(name)),
            "grant-to-nobody" => grant(nobody),
            "grant-to-gone" => grant(member("走")),
            "end" => end(member("马")),
            "end-of-nobody" => end(nobody),
            "turn" => turn(REGISTER, RingKind::Register, 3, &[]),
            "turn-again" => turn(REGISTER, RingKind::Register, 2, &[]),
            "turn-skipping-one" => turn(REGISTER, RingKind::Register, 4, &[]),
            "turn-as-other-kind" => turn(REGISTER, RingKind::Community, 3, &[]),
            "second-of-a-kind" => turn(RingId([77; 16]), RingKind::Register, 1, &[]),
            "remove-马" => RosterFact::MemberRemoved { member: member("马") },
            "remove-gone" => RosterFact::MemberRemoved { member: member("走") },
            "remove-nobody" => RosterFact::MemberRemoved { member: nobody },
            "invite" => invitations::made(NOW.plus(DAY), 30),
            "decide" => decided(device("马")),
            "decide-for-removed" => decided(device("失")),
            "decide-for-unknown" => decided(device("外")),
            "erase" => erased(Kind::Household),
            "erase-visit" => erased(Kind::Visit),
            other => panic!("{other}"),
        };
        told(name, &fact)
    });
}

#[test]
fn everybody_adds_and_removes_devices_of_their_own() {
    let table = "
        what                    陈      高     王     马     楼     居     物     局     志     观     前     失      走      外
        another-for-oneself     yes     yes    yes    yes    yes    yes    yes    yes    yes    yes    yes    device  device  device
        one-known-for-oneself   contra  contra contra contra contra contra contra contra contra contra contra device  device  device
        remove-own              contra  yes    yes    yes    yes    yes    yes    yes    yes    yes    yes    device  device  device
        remove-失-again         contra  right  right  right  right  right  right  right  right  right  right  device  device  device";
    check(table, |what, name| {
        let member = member(name);
        let fact = match what {
            "another-for-oneself" => RosterFact::DeviceAdded { member, keys: new_keys(91) },
            "one-known-for-oneself" => RosterFact::DeviceAdded { member, keys: keys("失") },
            "remove-own" => RosterFact::DeviceRemoved { device: device(name) },
            "remove-失-again" => RosterFact::DeviceRemoved { device: device("失") },
            other => panic!("{other}"),
        };
        told(name, &fact)
    });
}

#[test]
fn eight_devices_of_ones_own_are_served_at_a_time() {
    let mut roster = community();
    let member = member("居");
    let may = |roster: &Roster, name, keys| {
        answer(may_fact(roster, NOW, device(name), &RosterFact::DeviceAdded { member, keys }))
    };
    for number in 101..108 {
        assert_eq!(may(&roster, "居", new_keys(number)), "yes");
        roster.apply(&RosterFact::DeviceAdded { member, keys: new_keys(number) });
    }
    assert_eq!(may(&roster, "居", new_keys(108)), "right", "the ninth");
    assert_eq!(may(&roster, "陈", new_keys(108)), "yes", "the committee may help");
    roster.apply(&RosterFact::DeviceRemoved { device: new_keys(101).device() });
    assert_eq!(may(&roster, "居", new_keys(108)), "yes", "one was removed");
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
    let removed = roster.after(&RosterFact::DeviceRemoved { device: device("陈") });
    assert_eq!(may(&removed, "陈", &member_fact(2)), "device", "removed, though alone");
    roster.apply(&RosterFact::MemberAdded { member: member("王") });
    roster.apply(&RosterFact::DeviceAdded { member: member("王"), keys: keys("王") });
    assert_eq!(may(&roster, "陈", &member_fact(90)), "right", "no longer alone");
    let role = Role::Steward;
    roster.apply(&RosterFact::RoleGranted { member: member("陈"), role, scope: LOG.area(), until: None });
    assert_eq!(may(&roster, "陈", &member_fact(90)), "yes");
}

#[test]
fn a_role_ends_at_its_hour_and_with_its_end() {
    let mut roster = community();
    let until = Some(NOW.plus(5_000));
    roster.apply(&RosterFact::RoleGranted { member: member("居"), role: Role::GridWorker, scope: WEST, until });
    let holds_at = |roster: &Roster, after| holds(roster, NOW.plus(after), member("居"), Role::GridWorker, Some(WEST));
    assert_eq!([holds_at(&roster, 4_999), holds_at(&roster, 5_000)], [true, false]);
    roster.apply(&RosterFact::RoleEnded { member: member("居"), role: Role::GridWorker, scope: EAST });
    roster.apply(&RosterFact::RoleEnded { member: member("居"), role: Role::Resident, scope: WEST });
    assert!(holds_at(&roster, 4_999), "another scope's end, another role's");
    roster.apply(&RosterFact::RoleEnded { member: member("居"), role: Role::GridWorker, scope: WEST });
    assert!(!holds_at(&roster, 4_999));
}

#[test]
fn a_role_has_its_end_ahead_and_a_volunteers_has_one() {
    let table = "
        role        without-end  later  now     earlier
        resident    yes          yes    contra  contra
        leader      yes          yes    contra  contra
        worker      yes          yes    contra  contra
        steward     yes          yes    contra  contra
        property    yes          yes    contra  contra
        department  yes          yes    contra  contra
        volunteer   contra       yes    contra  contra
        observer    yes          yes    contra  contra";
    check(table, |role, until| {
        let role = match role {
            "resident" => Role::Resident,
            "leader" => Role::BuildingLeader,
            "worker" => Role::GridWorker,
            "steward" => Role::Steward,
            "property" => Role::Property,
            "department" => Role::Department,
            "volunteer" => Role::Volunteer,
            _ => Role::Observer,
        };
        let until = match until {
            "without-end" => None,
            "later" => Some(NOW.plus(1)),
            "now" => Some(NOW),
            _ => Some(NOW.plus(-1)),
        };
        told("陈", &RosterFact::RoleGranted { member: member("居"), role, scope: HOUSE, until })
    });
}

#[test]
fn the_committee_never_loses_its_last_who_can_act() {
    let steward = |name: &str, until| RosterFact::RoleGranted {
        member: member(name),
        role: Role::Steward,
        scope: LOG.area(),
        until,
    };
    let ended = |name: &str, role, scope| RosterFact::RoleEnded { member: member(name), role, scope };
    let told = |roster: &Roster, fact: &RosterFact| answer(may_fact(roster, NOW, device("陈"), fact));
    let losses = [
        RosterFact::DeviceRemoved { device: device("陈") },
        RosterFact::MemberRemoved { member: member("陈") },
        ended("陈", Role::Steward, LOG.area()),
    ];
    let alone = community();
    let with_another = alone.after(&steward("马", None));
    let with_a_stand_in = alone.after(&steward("马", Some(NOW.plus(DAY))));
    let with_one_without_device = with_another.after(&RosterFact::DeviceRemoved { device: device("马") });
    let with_paper = alone.after(&RosterFact::DeviceAdded { member: member("陈"), keys: new_keys(91) });
    for loss in &losses {
        assert_eq!(told(&alone, loss), "contra", "{loss:?}");
        assert_eq!(told(&with_another, loss), "yes", "{loss:?}");
        assert_eq!(told(&with_a_stand_in, loss), "contra", "a stand-in's time ends: {loss:?}");
        assert_eq!(told(&with_one_without_device, loss), "contra", "one who cannot act: {loss:?}");
    }
    assert_eq!(told(&with_paper, &losses[0]), "yes", "a lost phone, while paper is left");
    assert_eq!(told(&with_paper, &losses[1]), "contra");
    assert_eq!(told(&alone, &ended("陈", Role::Steward, EAST)), "yes", "another scope's end changes nothing");
    assert_eq!(told(&alone, &ended("高", Role::Steward, EAST)), "yes", "a steward of a part is no last one");

    let lasting = alone.after(&steward("马", Some(NOW.plus(DAY)))).after(&losses[2]);
    assert_eq!(
        answer(may_fact(&lasting, NOW, device("马"), &ended("马", Role::Steward, LOG.area()))),
        "contra",
        "nor the last one whose time ends anyway"
    );
}

#[test]
fn a_ring_turns_only_to_those_who_may_open_it() {
    let turned = |recipients: Vec<Recipient>| {
        let RosterFact::RingTurned { turn } = turn(REGISTER, RingKind::Register, 3, &[]) else { unreachable!() };
        told("陈", &RosterFact::RingTurned { turn: RingTurn { recipients, ..turn } })
    };
    let to = |name| vec![Recipient::Device(device("陈")), Recipient::Device(device(name))];
    for (name, answer) in [("高", "yes"), ("王", "yes"), ("马", "yes")] {
        assert_eq!(turned(to(name)), answer, "{name}");
    }
    for name in ["楼", "居", "物", "局", "志", "观", "前", "失", "走", "外"] {
        assert_eq!(turned(to(name)), "contra", "{name}");
    }
    assert_eq!(turned(vec![Recipient::Ring(COMMITTEE)]), "contra", "nobody reads along through another ring");
    let first = |kind| told("陈", &turn(RingId([77; 16]), kind, 1, &[]));
    assert_eq!(RingKind::SINGLE.map(first), ["contra"; 7], "there is one of each already");
}

#[test]
fn a_members_ring_is_theirs_alone_to_turn_and_a_departments_the_committees() {
    let table = "
        what                  陈     高     王     马     楼     居     物     局     志     观     前     失     走     外
        own                   yes    yes    yes    yes    yes    yes    yes    yes    yes    yes    yes    device device device
        own-to-陈-too         yes    contra contra contra contra contra contra contra contra contra contra device device device
        own-as-community      contra right  right  right  right  right  right  right  right  right  right  device device device
        of-居                 contra right  right  right  right  yes    right  right  right  right  right  device device device
        of-居-to-oneself      contra right  right  right  right  yes    right  right  right  right  right  device device device
        another-as-own        contra right  right  right  right  right  right  right  right  right  right  device device device
        office                yes    right  right  right  right  right  right  right  right  right  right  device device device
        office-to-居          contra right  right  right  right  right  right  right  right  right  right  device device device
        office-to-nobody      contra right  right  right  right  right  right  right  right  right  right  device device device
        another-office        contra right  right  right  right  right  right  right  right  right  right  device device device
        workers-to-王-and-马  yes    right  right  right  right  right  right  right  right  right  right  device device device
        workers-to-陈         contra right  right  right  right  right  right  right  right  right  right  device device device
        observers-to-观       yes    right  right  right  right  right  right  right  right  right  right  device device device
        observers-to-陈       contra right  right  right  right  right  right  right  right  right  right  device device device";
    check(table, |what, name| {
        let next = |ring| community().ring(ring).map_or(1, |known| known.generations.len() as u32 + 1);
        let turned = |ring, kind, names: &[&str]| turn(ring, kind, next(ring), names);
        let own = member_ring(member(name));
        let fact = match what {
            "own" => turned(own, RingKind::Member, &[name]),
            "own-to-陈-too" => turned(own, RingKind::Member, &[name, "陈"]),
            "own-as-community" => turned(own, RingKind::Community, &[]),
            "of-居" => turned(member_ring(member("居")), RingKind::Member, &["居"]),
            "of-居-to-oneself" => turned(member_ring(member("居")), RingKind::Member, &[name]),
            "another-as-own" => turned(RingId([77; 16]), RingKind::Member, &[]),
            "office" => turned(department_ring(OFFICE), RingKind::Department, &["局"]),
            "office-to-居" => turned(department_ring(OFFICE), RingKind::Department, &["局", "居"]),
            "office-to-nobody" => turned(department_ring(OFFICE), RingKind::Department, &[]),
            "another-office" => turned(department_ring(EAST), RingKind::Department, &["局"]),
            "workers-to-王-and-马" => turned(WORKERS, RingKind::Workers, &["王", "马"]),
            "workers-to-陈" => turned(WORKERS, RingKind::Workers, &["陈"]),
            "observers-to-观" => turned(OBSERVERS, RingKind::Observers, &["观"]),
            "observers-to-陈" => turned(OBSERVERS, RingKind::Observers, &["陈"]),
            other => panic!("{other}"),
        };
        told(name, &fact)
    });
}

#[test]
fn a_members_ring_is_for_their_own_devices_that_are_served() {
    let ring = member_ring(member("居"));
    let second = community().after(&RosterFact::DeviceAdded { member: member("居"), keys: new_keys(91) });
    let turned = |roster: &Roster, recipients: Vec<DeviceId>| {
        let RosterFact::RingTurned { turn } = turn(ring, RingKind::Member, 3, &[]) else { unreachable!() };
        let recipients = recipients.into_iter().map(Recipient::Device).collect();
        answer(may_fact(roster, NOW, device("居"), &RosterFact::RingTurned { turn: RingTurn { recipients, ..turn } }))
    };
    let both = || vec![device("居"), new_keys(91).device()];
    assert_eq!(turned(&second, both()), "yes");
    assert_eq!(turned(&second.after(&RosterFact::DeviceRemoved { device: new_keys(91).device() }), both()), "contra");
    assert_eq!(turned(&community(), both()), "contra", "a stranger's");
}

#[test]
fn rings_begin_once_and_with_their_first_secret() {
    let mut roster = Roster::new(LOG);
    for fact in [
        RosterFact::Founded { log: LOG, root: keys("陈").signing, relay: [0; 32] },
        RosterFact::MemberAdded { member: member("陈") },
        RosterFact::DeviceAdded { member: member("陈"), keys: keys("陈") },
        RosterFact::RoleGranted { member: member("陈"), role: Role::Steward, scope: LOG.area(), until: None },
    ] {
        assert_eq!(answer(may_fact(&roster, NOW, device("陈"), &fact)), "yes", "{fact:?}");
        roster.apply(&fact);
    }
    for (ring, kind, _) in RINGS {
        let may = |roster: &Roster, generation| {
            answer(may_fact(roster, NOW, device("陈"), &turn(ring, kind, generation, &[])))
        };
        assert_eq!([0, 1, 2].map(|generation| may(&roster, generation)), ["contra", "yes", "contra"]);
        roster.apply(&turn(ring, kind, 1, &[]));
        assert_eq!([0, 1, 2].map(|generation| may(&roster, generation)), ["contra", "contra", "yes"]);
    }
}

#[test]
fn that_a_secret_was_passed_on_is_said_by_those_who_have_it() {
    let table = "
        what                陈     高     王     马    楼     居     物     局    志     观    前    失     走     外
        community/马        yes    yes    yes    right yes    yes    yes    right yes    right right device device device
        community/局        contra contra contra right contra contra contra right contra right right device device device
        community/失        contra contra contra right contra contra contra right contra right right device device device
        community/nobody    contra contra contra right contra contra contra right contra right right device device device
        register/马         yes    yes    yes    right right  right  right  right right  right right device device device
        register/居         contra contra contra right right  right  right  right right  right right device device device
        committee/陈        yes    right  right  right right  right  right  right right  right right device device device
        reviewers/楼        yes    yes    right  right yes    right  right  right right  right right device device device
        property/物         yes    right  right  right right  right  yes    right right  right right device device device
        observers/观        yes    right  right  right right  right  right  right right  yes   right device device device
        workers/马          yes    right  yes    right right  right  right  right right  right right device device device
        workers/居          contra right  contra right right  right  right  right right  right right device device device
        office/局           yes    right  right  right right  right  right  yes   right  right right device device device
        office/陈           contra right  right  right right  right  right  contra right right right device device device
        of-居/居            yes    right  right  right right  yes    right  right right  right right device device device
        of-居/陈            contra right  right  right right  contra right  right right  right right device device device
        strange/马          contra right  right  right right  right  right  right right  right right device device device";
    let fact = |what: &str, generation| {
        let (word, name) = what.split_once('/').unwrap();
        let devices = if name == "nobody" { Vec::new() } else { vec![device(name)] };
        RosterFact::Wrapped { ring: ring(word).unwrap_or(RingId([77; 16])), generation, devices }
    };
    check(table, |what, name| told(name, &fact(what, 2)));
    let generations = [0, 1, 2, 3].map(|generation| told("王", &fact("community/马", generation)));
    assert_eq!(generations, ["contra", "yes", "yes", "contra"], "an older one has no effect");
    let all = vec![device("马"), device("局")];
    assert_eq!(told("王", &RosterFact::Wrapped { ring: COMMUNITY, generation: 2, devices: all }), "contra");
}

#[test]
fn the_committee_decides_once_on_an_act() {
    let decided =
        |device_seq, act, is_admitted| RosterFact::Decided { device: device("失"), device_seq, act, is_admitted };
    let roster = community().after(&decided(7, 0, false));
    let told = |fact: &RosterFact| answer(may_fact(&roster, NOW, device("陈"), fact));
    assert_eq!(told(&decided(7, 0, true)), "contra", "decided");
    assert_eq!(told(&decided(7, 1, true)), "yes", "another act");
    assert_eq!(told(&decided(8, 0, true)), "yes", "another parcel");
    // What a steward's own lost phone wrote: they could as well write it again.
    let own = RosterFact::Decided { device: device("陈"), device_seq: 7, act: 0, is_admitted: true };
    assert_eq!(told(&own), "yes");
}
