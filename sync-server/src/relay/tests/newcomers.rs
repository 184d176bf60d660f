use linli_shared::protocol::Reject;
use linli_shared::roster::{Admission, CERTIFICATE_LIFE, Certificate, CertifiedRole};

use super::*;

/// What the steward's device says of a newcomer who stands before it.
fn admission(steward: &Device, newcomer: &Device) -> Admission {
    Admission {
        log: CODE,
        member: newcomer.member,
        keys: newcomer.keys(),
        roles: vec![CertifiedRole { role: Role::GridWorker, scope: EAST, until: None }],
        household: None,
        has_seat: false,
        made: Millis(500),
        signer: steward.id(),
    }
}

fn certified(admission: &Admission, signer: &Device) -> RosterFact {
    RosterFact::Certified { certificate: Certificate::sign(admission, &signer.key) }
}

/// A newcomer's first request: the certificate, then work.
fn first(newcomer: &mut Device, fact: &RosterFact) -> (LogAsk, Parcel) {
    let parcel = newcomer.form(vec![facts_act([fact.clone()]), act(household(1, EAST))]);
    (LogAsk { push: vec![parcel.to_bytes()], ..newcomer.ask() }, parcel)
}

#[test]
fn a_newcomer_who_meets_the_relay_first_brings_their_own_certificate() {
    let mut town = Town::new();
    let mut chen = Device::new(20);
    let fact = certified(&admission(&town.steward, &chen), &town.steward);
    assert_eq!(town.sync(&chen, chen.ask()), Err(Refusal::NotAdmitted), "without it nobody is known");
    let (ask, parcel) = first(&mut chen, &fact);
    let answer = town.sync(&chen, ask.clone()).unwrap();
    assert_eq!(answer.verdicts, [[Verdict::Accepted(3), Verdict::Accepted(4)]]);
    assert!(answer.streams.unwrap().contains(&Stream { ring: Some(REGISTER), area: Some(EAST) }));
    town.restart();
    let again = town.sync(&chen, ask).unwrap();
    assert_eq!(again.verdicts, [[Verdict::Duplicate(3), Verdict::Duplicate(4)]]);

    let answer = town.decree([fact]);
    let settled = Verdict::Rejected(Reject::Contradiction);
    assert_eq!(answer.verdicts, [[settled]], "the steward's copy comes second and waits for nobody");
    let mut wang = town.wang.clone();
    assert_eq!(delivered(&town.pull(&mut wang)).last(), Some(&(RecordId([1; 16]), 4)));
    assert_eq!(parcel.verify(&chen.key.verifying_key()), Ok(()));
    town.is_whole();
}

#[test]
fn a_newcomer_whom_the_steward_brought_goes_on_as_everybody_does() {
    let mut town = Town::new();
    let mut chen = Device::new(20);
    let fact = certified(&admission(&town.steward, &chen), &town.steward);
    assert_eq!(town.decree([fact.clone()]).verdicts, [[Verdict::Accepted(3)]]);
    let (ask, _) = first(&mut chen, &fact);
    let answer = town.sync(&chen, ask).unwrap();
    let settled = Verdict::Rejected(Reject::Contradiction);
    // What was written before the roster was seen had no right then and has it now.
    assert_eq!(answer.verdicts, [[settled, Verdict::Accepted(4)]]);
    town.is_whole();
}

#[test]
fn somebody_else_may_carry_a_newcomers_first_parcel() {
    let mut town = Town::new();
    let (mut chen, mut wang) = (Device::new(20), town.wang.clone());
    town.pull(&mut wang);
    let fact = certified(&admission(&town.steward, &chen), &town.steward);
    let (_, parcel) = first(&mut chen, &fact);
    let answer = town.push(&mut wang, &[&parcel]);
    assert_eq!(answer.verdicts, [[Verdict::Accepted(3), Verdict::Accepted(4)]]);
    assert!(town.sync(&chen, chen.ask()).is_ok());
}

#[test]
fn a_certificate_admits_nobody_but_whom_a_steward_named() {
    let mut town = Town::new();
    let chen = Device::new(20);
    let right = admission(&town.steward, &chen);
    let (steward, wang) = (town.steward.clone(), town.wang.clone());
    let mut forged = vec![
        certified(&right, &chen),
        certified(&right, &wang),
        certified(&Admission { signer: wang.id(), ..right.clone() }, &wang),
        certified(&Admission { signer: chen.id(), ..right.clone() }, &chen),
        certified(&Admission { log: LogCode(1), ..right.clone() }, &steward),
        certified(&Admission { member: wang.member, ..right.clone() }, &steward),
        certified(&Admission { keys: Device::new(21).keys(), ..right.clone() }, &steward),
        certified(&Admission { keys: wang.keys(), ..right.clone() }, &steward),
        certified(&Admission { made: Millis(1_000 - CERTIFICATE_LIFE), ..right.clone() }, &steward),
    ];
    forged.extend(town.member(&chen, Role::Steward, CODE.area()));
    let before = town.disk.all_bytes();
    let mut carrier = wang;
    for fact in forged {
        let (ask, parcel) = first(&mut chen.clone(), &fact);
        assert_eq!(town.sync(&chen, ask), Err(Refusal::NotAdmitted), "{fact:?}");
        let carried = town.push(&mut carrier, &[&parcel]);
        let nobody = Verdict::Rejected(Reject::NoRight);
        assert_eq!(carried.verdicts, [[nobody, nobody]], "{fact:?}");
    }
    assert_eq!(town.disk.all_bytes(), before, "strangers leave nothing");
    let mut other = Device { member: MemberId([77; 16]), ..chen.clone() };
    let fact = certified(&right, &steward);
    let (ask, parcel) = first(&mut other, &fact);
    let forged = Parcel::sign(parcel.header().clone(), parcel.acts().to_vec(), &Device::new(21).key);
    let ask = LogAsk { push: vec![forged.to_bytes()], ..ask };
    assert_eq!(town.sync(&other, ask), Err(Refusal::NotAdmitted), "the parcel is signed by somebody else");
    let (ask, _) = first(&mut chen.clone(), &fact);
    let foreign = Device { key: Device::new(22).key, ..chen.clone() };
    assert_eq!(town.sync(&foreign, ask.clone()), Err(Refusal::NotAdmitted), "somebody else asks with their parcel");
    assert!(town.sync(&chen, ask).is_ok());
}

#[test]
fn a_certificate_of_a_steward_who_left_admits_nobody_and_a_removed_device_stays_out() {
    let mut town = Town::new();
    let second = Device::new(7);
    let facts = town.member(&second, Role::Steward, CODE.area());
    town.decree(facts);
    let (mut chen, mut zhou) = (Device::new(20), Device::new(21));
    let fact = certified(&admission(&second, &chen), &second);
    let (ask, _) = first(&mut chen, &fact);
    let late = certified(&admission(&second, &zhou), &second);
    assert!(town.sync(&chen, ask.clone()).is_ok());
    town.decree([RosterFact::MemberRemoved { member: second.member }, RosterFact::DeviceRemoved { device: chen.id() }]);
    assert_eq!(town.sync(&chen, ask), Err(Refusal::NotAdmitted), "played back");
    let (ask, _) = first(&mut zhou, &late);
    assert_eq!(town.sync(&zhou, ask), Err(Refusal::NotAdmitted));
    town.is_whole();
}

#[test]
fn who_waited_in_the_lobby_leaves_it_by_a_certificate_too() {
    let mut town = Town::new();
    let secret = InviteSecret([41; 16]);
    town.invite(secret, BUILDING, Millis(1 << 33), 5);
    let mut chen = Device::new(20);
    let asked = request(&chen, secret, b"sealed", 1);
    town.knock(&asked).unwrap();
    let fact = certified(&admission(&town.steward, &chen), &town.steward);
    let (ask, _) = first(&mut chen, &fact);
    town.sync(&chen, ask).unwrap();
    let steward = town.steward.clone();
    assert_eq!(town.desk(&steward, 0).unwrap().lobby, []);
    assert_eq!(town.knock(&asked), Ok(LobbyAnswer::Admitted { member: chen.member }));
    town.is_whole();
}
