use super::*;
use crate::relay::{Answer, Request};
use crate::store::redb::RedbStore;

/// A request, whether it goes to the lobby, and its answer.
type Exchange = (Vec<u8>, bool, Answer);

fn answered<S: crate::store::Store>(relay: &mut Relay<S>, request: &[u8], is_lobby: bool) -> Answer {
    let request = if is_lobby { Request::Lobby(request) } else { Request::Sync(request) };
    relay.handle_group(&[request], Millis(1_000)).remove(0).answer
}

/// Every request of a day, in order, as they were sent to a relay in memory, with the answers.
fn day() -> Vec<Exchange> {
    let mut town = Town::empty();
    town.relay.permit(CODE, &SECRET).unwrap();
    let mut sent = Vec::new();
    let mut send = |town: &mut Town, device: &mut Device, ask: LogAsk| {
        let request = device.sign(ask);
        let answer = answered(&mut town.relay, &request, false);
        if let Answer::Sync(Ok(bytes)) = &answer {
            device.learn(&cbor::from_slice::<SyncAnswer>(bytes).unwrap().logs[0]);
        }
        sent.push((request, false, answer));
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
    let secret = InviteSecret([41; 16]);
    let key = secret.signing(CODE).verifying_key().to_bytes();
    let (invitation, scope, until) = (secret.id(CODE), CODE.area(), Millis(1 << 33));
    let made = facts_act([RosterFact::InvitationMade { invitation, key, scope, until, uses: 3 }]);
    let ask = LogAsk { push: vec![steward.form(vec![made]).to_bytes()], ..steward.ask() };
    send(&mut town, &mut steward, ask);
    for number in [20, 21, 20, 22, 23, 21] {
        let request = request(&Device::new(number), secret, &[number; 300], 1);
        let answer = answered(&mut town.relay, &request, true);
        sent.push((request, true, answer));
    }
    sent
}

#[test]
fn the_relay_answers_the_same_over_redb_also_when_it_restarts_in_between() {
    let day = day();
    assert!(day.iter().any(|(_, _, answer)| *answer == Answer::Sync(Err(Refusal::NotAdmitted))));
    assert!(day.iter().any(|(_, _, answer)| *answer == Answer::Lobby(Err(LobbyRefusal::UsedUp))));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("relay.redb");
    let open = || Relay::open(RedbStore::open(&path).unwrap(), SigningKey::from_bytes(&[99; 32])).unwrap();
    let mut relay = open();
    relay.permit(CODE, &SECRET).unwrap();
    for (index, (request, is_lobby, answer)) in day.iter().enumerate() {
        assert_eq!(answered(&mut relay, request, *is_lobby), *answer, "request {index}");
        if index % 10 == 7 {
            drop(relay);
            relay = open();
        }
    }
}
