//! Certificates: a steward's word face to face, brought by anybody.

use super::*;
use crate::cbor;
use crate::roster::{Admission, Certificate, CertifiedRole};

fn admission(signer: &str) -> Admission {
    Admission {
        log: LOG,
        member: MemberId([90; 16]),
        keys: new_keys(91),
        roles: vec![CertifiedRole { role: Role::Resident, scope: HOUSE, until: None }],
        household: Some(HOME),
        has_seat: false,
        made: NOW,
        signer: device(signer),
    }
}

fn certified(admission: &Admission, signed_by: &str) -> RosterFact {
    RosterFact::Certified { certificate: Certificate::sign(admission, &signing(signed_by)) }
}

#[test]
fn a_stewards_certificate_counts_whoever_brings_it_and_nobody_elses_does() {
    let table = "
        signer  陈      王      居      失      外
        陈      yes     yes     yes     yes     yes
        高      right   right   right   right   right
        王      right   right   right   right   right
        马      right   right   right   right   right
        楼      right   right   right   right   right
        居      right   right   right   right   right
        物      right   right   right   right   right
        局      right   right   right   right   right
        志      right   right   right   right   right
        观      right   right   right   right   right
        前      right   right   right   right   right
        失      device  device  device  device  device
        走      device  device  device  device  device
        外      device  device  device  device  device";
    check(table, |signer, bringer| told(bringer, &certified(&admission(signer), signer)));
}

#[test]
fn a_certificate_is_signed_by_the_device_it_names() {
    for forger in ["高", "居", "外"] {
        assert_eq!(told("陈", &certified(&admission("陈"), forger)), "device", "{forger}");
    }
    let fact = certified(&admission("陈"), "陈").to_body();
    for at in 0..fact.len() {
        let mut changed = fact.clone();
        changed[at] ^= 1;
        let Ok(changed) = RosterFact::from_body(&changed) else { continue };
        if matches!(changed, RosterFact::Certified { .. }) {
            assert_ne!(told("陈", &changed), "yes", "byte {at}");
        }
    }
}

#[test]
fn what_cannot_be_read_certifies_nothing() {
    let bytes = [&[0x82, 0x41, 0xff, 0x58, 0x40][..], &[0; 64]].concat();
    let certificate: Certificate = cbor::from_slice(&bytes).unwrap();
    assert_eq!(told("陈", &RosterFact::Certified { certificate: certificate.clone() }), "contra");
    assert_eq!(community().after(&RosterFact::Certified { certificate }), community());
}

#[test]
fn a_certificate_counts_for_thirty_days_and_of_a_clock_a_day_ahead() {
    let made = |made| told("外", &certified(&Admission { made, ..admission("陈") }, "陈"));
    assert_eq!(made(NOW.plus(-30 * DAY)), "contra");
    assert_eq!(made(NOW.plus(-30 * DAY + 1)), "yes");
    assert_eq!(made(NOW.plus(DAY)), "yes");
    assert_eq!(made(NOW.plus(DAY + 1)), "contra");
    assert_eq!([made(Millis(i64::MIN)), made(Millis(i64::MAX))], ["contra"; 2]);
}

#[test]
fn a_certificate_admits_somebody_new_to_this_community() {
    let may = |admission: Admission| told("外", &certified(&admission, "陈"));
    let good = || admission("陈");
    assert_eq!(may(Admission { log: LogCode(310_113_007_002), ..good() }), "contra", "another community");
    assert_eq!(may(Admission { keys: keys("居"), ..good() }), "contra", "a device that is known");
    assert_eq!(may(Admission { keys: keys("失"), ..good() }), "contra", "or was removed");
    assert_eq!(may(Admission { member: member("居"), ..good() }), "contra", "somebody who is a member");
    assert_eq!(may(Admission { member: member("走"), ..good() }), "contra", "or was one");
    let volunteer = |until| vec![CertifiedRole { role: Role::Volunteer, scope: HOUSE, until }];
    assert_eq!(may(Admission { roles: volunteer(None), ..good() }), "contra", "a volunteer without end");
    assert_eq!(may(Admission { roles: volunteer(Some(NOW.plus(DAY))), ..good() }), "yes");
    assert_eq!(may(Admission { roles: Vec::new(), household: None, ..good() }), "yes");
}

#[test]
fn a_certificate_ends_with_its_signers_role_and_device() {
    let fact = certified(&admission("陈"), "陈");
    let ended = RosterFact::RoleEnded { member: member("陈"), role: Role::Steward, scope: LOG.area() };
    let removed = RosterFact::DeviceRemoved { device: device("陈") };
    let may = |roster: &Roster| answer(may_fact(roster, NOW, device("外"), &fact));
    assert_eq!([may(&community().after(&ended)), may(&community().after(&removed))], ["right", "device"]);
}

#[test]
fn who_is_certified_writes_in_the_same_act() {
    let newest = RINGS.iter().map(|(ring, ..)| (*ring, 2)).collect();
    let admission = admission("陈");
    let body = certified(&admission, "陈").to_body();
    let fact = Entry { record: RecordId([1; 16]), kind: Kind::Roster, scope: LOG.area(), key: None, body };
    let record = profile_record(admission.member);
    let name = Entry { record, ..entry(Kind::Profile, "居") };
    let judged = |entries: &[&Entry]| {
        let act = Act(entries.iter().map(|entry| Item::Entry((*entry).clone())).collect());
        let device = admission.keys.device();
        answer(may_act(&community(), NOW, device, &act, &BTreeMap::new(), &newest).map(drop))
    };
    assert_eq!(judged(&[&fact, &name]), "yes");
    assert_eq!(judged(&[&name, &fact]), "device", "the order counts");
    assert_eq!(judged(&[&fact, &fact]), "contra", "once");
}
