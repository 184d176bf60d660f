use super::*;
use crate::relay::AdminError;

fn founding_ask(town: &Town, permit: Option<[u8; 16]>) -> LogAsk {
    let mut steward = town.steward.clone();
    let mut ask = steward.ask();
    (ask.push, ask.permit) = (vec![steward.form(town.founding()).to_bytes()], permit);
    ask
}

#[test]
fn a_log_needs_a_permission_and_uses_it_up() {
    let mut town = Town::empty();
    let steward = town.steward.clone();
    let ask = founding_ask(&town, Some(SECRET));
    assert_eq!(town.sync(&steward, ask.clone()), Err(Refusal::UnknownLog));
    town.relay.permit(CODE, &SECRET).unwrap();
    assert_eq!(town.sync(&steward, founding_ask(&town, None)), Err(Refusal::UnknownLog));
    assert_eq!(town.sync(&steward, founding_ask(&town, Some([0; 16]))), Err(Refusal::NotAdmitted));
    let stranger = town.wang.clone();
    assert_eq!(town.sync(&stranger, ask.clone()), Err(Refusal::NotAdmitted));
    assert_eq!(town.relay.codes(), Ok(Vec::new()));

    assert!(town.sync(&steward, ask.clone()).is_ok());
    assert_eq!(town.relay.codes(), Ok(vec![CODE]));
    assert_eq!(town.relay.permit(CODE, &SECRET), Err(AdminError::Founded));
    let again = town.sync(&steward, ask).unwrap();
    assert_eq!(again.verdicts, [vec![Verdict::Duplicate(1), Verdict::Duplicate(2)]]);
}

#[test]
fn a_founding_act_for_another_relay_founds_nothing() {
    let mut town = Town::empty();
    town.relay.permit(CODE, &SECRET).unwrap();
    let mut steward = town.steward.clone();
    let elsewhere = SigningKey::from_bytes(&[98; 32]).verifying_key().to_bytes();
    let founded = RosterFact::Founded { log: CODE, root: steward.keys().signing, relay: elsewhere };
    let facts = [founded].into_iter().chain(town.member(&town.steward, Role::Steward, CODE.area()));
    let mut ask = steward.ask();
    (ask.push, ask.permit) = (vec![steward.form(vec![facts_act(facts)]).to_bytes()], Some(SECRET));
    assert_eq!(town.sync(&steward, ask), Err(Refusal::NotAdmitted));
}

#[test]
fn a_founding_that_is_not_written_can_be_tried_again() {
    use crate::store::memory::Fault;
    let mut town = Town::empty();
    town.relay.permit(CODE, &SECRET).unwrap();
    let steward = town.steward.clone();
    let ask = founding_ask(&town, Some(SECRET));
    town.disk.inject(0, Fault::Full);
    assert_eq!(town.sync(&steward, ask.clone()), Err(Refusal::DiskFull));
    assert_eq!(town.relay.codes(), Ok(Vec::new()));
    assert!(town.sync(&steward, ask).is_ok());
}
