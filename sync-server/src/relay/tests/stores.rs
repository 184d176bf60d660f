use super::*;
use crate::store::redb::RedbStore;

/// A request and its answer.
type Exchange = (Vec<u8>, Result<Vec<u8>, Refusal>);

/// Every request of a day, in order, as they were sent to a relay in memory, with the answers.
fn day() -> Vec<Exchange> {
    let mut town = Town::empty();
    town.relay.permit(CODE, &SECRET).unwrap();
    let mut sent = Vec::new();
    let mut send = |town: &mut Town, device: &mut Device, ask: LogAsk| {
        let request = device.sign(ask);
        let answer = town.relay.handle(&request, town.now);
        if let Ok(bytes) = &answer {
            device.learn(&cbor::from_slice::<SyncAnswer>(bytes).unwrap().logs[0]);
        }
        sent.push((request, answer));
    };
    let (mut steward, mut wang, mut li) = (town.steward.clone(), town.wang.clone(), town.li.clone());
    let founding = steward.form(town.founding()).to_bytes();
    let ask = LogAsk { push: vec![founding], permit: Some(SECRET), ..steward.ask() };
    send(&mut town, &mut steward, ask);
    for number in 1..20 {
        for (device, scope) in [(&mut wang, EAST), (&mut li, WEST)] {
            let parcel = device.form(vec![act(household(number, scope)), act(household(number + 100, EAST))]);
            let ask = LogAsk { push: vec![parcel.to_bytes()], ..device.ask() };
            send(&mut town, device, ask.clone());
            send(&mut town, device, LogAsk { era: 1, ..ask });
        }
        let ask = steward.ask();
        send(&mut town, &mut steward, ask);
    }
    let removed = facts_act([RosterFact::DeviceRemoved { device: li.id() }]);
    let ask = LogAsk { push: vec![steward.form(vec![removed]).to_bytes()], ..steward.ask() };
    send(&mut town, &mut steward, ask);
    let ask = li.ask();
    send(&mut town, &mut li, ask);
    sent
}

#[test]
fn the_relay_answers_the_same_over_redb_also_when_it_restarts_in_between() {
    let day = day();
    assert!(day.iter().any(|(_, answer)| *answer == Err(Refusal::NotAdmitted)));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("relay.redb");
    let open = || Relay::open(RedbStore::open(&path).unwrap(), SigningKey::from_bytes(&[99; 32])).unwrap();
    let mut relay = open();
    relay.permit(CODE, &SECRET).unwrap();
    for (index, (request, answer)) in day.iter().enumerate() {
        assert_eq!(relay.handle(request, Millis(1_000)), *answer, "request {index}");
        if index % 10 == 7 {
            drop(relay);
            relay = open();
        }
    }
}
