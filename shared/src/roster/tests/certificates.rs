//! What a certificate says and does.

use super::*;

const NEW: MemberId = MemberId([90; 16]);

fn admission() -> Admission {
    Admission {
        log: LOG,
        member: NEW,
        keys: keys(91),
        roles: vec![
            CertifiedRole { role: Role::Resident, scope: HOUSE, until: None },
            CertifiedRole { role: Role::Volunteer, scope: LOG.area(), until: Some(LATER) },
        ],
        household: Some(HOME),
        has_seat: true,
        made: NOW,
        signer: device(1),
    }
}

fn certified(admission: &Admission) -> RosterFact {
    RosterFact::Certified { certificate: Certificate::sign(admission, &signing(1)) }
}

#[test]
fn a_certificate_reads_back_and_is_of_its_signers_key() {
    let certificate = Certificate::sign(&admission(), &signing(1));
    assert_eq!(certificate.admission(), Some(admission()));
    assert!(certificate.is_signed_by(&signing(1).verifying_key()));
    assert!(!certificate.is_signed_by(&signing(2).verifying_key()));
    let other = Certificate::sign(&Admission { has_seat: false, ..admission() }, &signing(1));
    assert_ne!(certificate, other);
    assert_eq!(CERTIFICATE_LIFE, 2_592_000_000, "thirty days");
}

#[test]
fn a_signature_over_the_bare_words_is_none() {
    use ed25519_dalek::Signer;
    let words = crate::cbor::to_vec(&admission());
    let signature = signing(1).sign(&words).to_bytes();
    let bytes = [&[0x82, 0x58, u8::try_from(words.len()).unwrap()][..], &words, &[0x58, 64], &signature].concat();
    let certificate: Certificate = crate::cbor::from_slice(&bytes).unwrap();
    assert_eq!(certificate.admission(), Some(admission()));
    assert!(!certificate.is_signed_by(&signing(1).verifying_key()), "made for another purpose");
}

#[test]
fn a_certificate_brings_member_device_roles_and_home() {
    let roster = with(&[certified(&admission())]);
    assert!(roster.is_member(NEW));
    assert_eq!(roster.active(device(91)).unwrap().member, NEW);
    assert_eq!(
        roster.roles(NEW, NOW).map(|grant| (grant.role, grant.scope)).collect::<Vec<_>>(),
        [(Role::Resident, HOUSE), (Role::Volunteer, LOG.area()),]
    );
    assert_eq!(roster.roles(NEW, LATER).count(), 1);
    assert_eq!(roster.family(HOME).collect::<Vec<_>>(), [NEW]);
    assert_eq!(roster.seat(HOME), Some(NEW));
    assert_eq!(roster.after(&certified(&admission())), roster, "twice is once");
}

#[test]
fn a_certificate_takes_no_seat_and_brings_back_nobody() {
    let taken = with(&[joined(LI, HOME), seated(LI, HOME), certified(&admission())]);
    assert_eq!(taken.seat(HOME), Some(LI));
    assert_eq!(taken.family(HOME).collect::<Vec<_>>(), [LI, NEW]);
    let unseated = with(&[certified(&Admission { has_seat: false, ..admission() })]);
    assert_eq!((unseated.family(HOME).count(), unseated.seat(HOME)), (1, None));
    let homeless = with(&[certified(&Admission { household: None, ..admission() })]);
    assert_eq!(homeless.households(NEW).count(), 0);
    let removed = with(&[certified(&admission()), RosterFact::MemberRemoved { member: NEW }]);
    let again = removed.after(&certified(&admission()));
    assert!(!again.is_member(NEW) && again.active(device(91)).is_none());
    let records = vec![Erased { record: HOME, kind: crate::kinds::Kind::Household, scope: HOUSE }];
    let gone = with(&[RosterFact::Renewed { records, to: None }, certified(&admission())]);
    assert!(gone.is_member(NEW));
    assert_eq!((gone.family(HOME).count(), gone.seat(HOME)), (0, None), "the home was erased in between");
}
