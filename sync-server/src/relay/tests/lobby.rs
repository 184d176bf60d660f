use linli_shared::protocol::{LobbyReturn, MAX_LOBBY};

use super::*;
use crate::store::memory::Fault;
use crate::store::{Moment, Table};

const DAY: i64 = 86_400_000;
const POSTER: InviteSecret = InviteSecret([41; 16]);
const WORDS: &[u8] = b"sealed to the reviewers";

/// A town with a poster at building 3's door for twenty people, good for a year.
fn with_poster() -> Town {
    let mut town = Town::new();
    town.invite(POSTER, BUILDING, Millis(365 * DAY), 20);
    town
}

/// The steward admits a newcomer who came by the poster.
fn admit(town: &mut Town, newcomer: &Device) {
    let used = RosterFact::InvitationUsed { invitation: POSTER.id(CODE), member: newcomer.member };
    let facts = town.member(newcomer, Role::Resident, BUILDING).into_iter().chain([used]);
    let answer = town.decree(facts);
    assert!(matches!(answer.verdicts[0][0], Verdict::Accepted(_)), "{:?}", answer.verdicts);
}

fn give_back(town: &mut Town, by: &Device, device: &Device, sealed: &[u8]) {
    let returned = LobbyReturn { device: device.id(), sealed: sealed.to_vec() };
    town.sync(by, LogAsk { returned: Some(vec![returned]), ..by.ask() }).unwrap();
}

fn waiting(town: &Town) -> usize {
    town.disk.backup().rows(Table::Lobby, &[], usize::MAX).unwrap().len()
}

#[test]
fn a_newcomer_waits_hears_how_it_stands_and_is_admitted() {
    let mut town = with_poster();
    let chen = Device::new(20);
    let asked = request(&chen, POSTER, WORDS, 1);
    let since = LobbyAnswer::Waiting { since: Millis(1_000) };
    assert_eq!(town.knock(&asked), Ok(since.clone()));
    town.now = Millis(90_000);
    assert_eq!(town.knock(&asked), Ok(since.clone()));
    town.restart();
    assert_eq!(town.knock(&asked), Ok(since));
    assert_eq!(town.sync(&chen, chen.ask()), Err(Refusal::NotAdmitted));
    town.is_whole();

    admit(&mut town, &chen);
    assert_eq!(waiting(&town), 0);
    assert_eq!(town.knock(&asked), Ok(LobbyAnswer::Admitted { member: chen.member }));
    assert!(town.sync(&chen, chen.ask()).is_ok());
    town.decree([RosterFact::DeviceRemoved { device: chen.id() }]);
    assert_eq!(town.knock(&asked), Err(LobbyRefusal::Removed), "a request that is played back brings nobody back");
    town.is_whole();
}

#[test]
fn a_poster_that_was_carried_off_serves_nobody_once_it_is_over() {
    let mut town = Town::new();
    let (ended, short, few) = (InviteSecret([42; 16]), InviteSecret([43; 16]), InviteSecret([44; 16]));
    for (secret, until, uses) in [(ended, DAY, 20), (short, 5_000, 20), (few, DAY, 2)] {
        town.invite(secret, BUILDING, Millis(until), uses);
    }
    let ask = |number: u8, secret| request(&Device::new(number), secret, WORDS, 1);
    assert_eq!(town.knock(&ask(20, InviteSecret([45; 16]))), Err(LobbyRefusal::Unknown));
    assert!(town.knock(&ask(20, ended)).is_ok());
    town.decree([RosterFact::InvitationEnded { invitation: ended.id(CODE) }]);
    assert_eq!(town.knock(&ask(21, ended)), Err(LobbyRefusal::Ended));
    assert_eq!(waiting(&town), 0, "who waited by it waits no longer");

    town.now = Millis(4_999);
    assert!(town.knock(&ask(22, short)).is_ok());
    town.now = Millis(5_000);
    assert_eq!(town.knock(&ask(23, short)), Err(LobbyRefusal::Expired));
    assert_eq!(town.knock(&ask(22, short)), Err(LobbyRefusal::Expired));

    assert!(town.knock(&ask(24, few)).is_ok());
    let first = Device::new(25);
    let used = RosterFact::InvitationUsed { invitation: few.id(CODE), member: first.member };
    let facts = town.member(&first, Role::Resident, BUILDING).into_iter().chain([used]);
    town.decree(facts);
    assert_eq!(town.knock(&ask(26, few)), Err(LobbyRefusal::UsedUp), "one joined and one waits");
    assert!(town.knock(&ask(24, few)).is_ok(), "who waits still hears of it");
    town.is_whole();
}

#[test]
fn only_who_knows_the_secret_and_holds_the_keys_is_heard() {
    let mut town = with_poster();
    let (chen, thief) = (Device::new(20), Device::new(21));
    let (invitation, other) = (POSTER.signing(CODE), InviteSecret([46; 16]).signing(CODE));
    let right = asking(&chen, POSTER, WORDS, 1);
    let bytes = |ask: &LobbyAsk, invitation: &SigningKey, device: &SigningKey| {
        cbor::to_vec(&SignedLobbyAsk::sign(ask, invitation, device))
    };
    let before = town.disk.all_bytes();
    for (request, refusal) in [
        (bytes(&right, &other, &chen.key), LobbyRefusal::Malformed),
        (bytes(&right, &invitation, &thief.key), LobbyRefusal::Malformed),
        (bytes(&right, &chen.key, &chen.key), LobbyRefusal::Malformed),
        (bytes(&LobbyAsk { sealed: Vec::new(), ..right.clone() }, &invitation, &thief.key), LobbyRefusal::Malformed),
        (bytes(&LobbyAsk { version: 0, ..right.clone() }, &invitation, &chen.key), LobbyRefusal::NewerAppNeeded),
        (bytes(&LobbyAsk { version: 2, ..right.clone() }, &invitation, &chen.key), LobbyRefusal::Malformed),
        (bytes(&LobbyAsk { log: LogCode(1), ..right.clone() }, &invitation, &chen.key), LobbyRefusal::Unknown),
        (request(&chen, POSTER, &vec![0; MAX_LOBBY], 1), LobbyRefusal::Malformed),
        (Vec::new(), LobbyRefusal::Malformed),
    ] {
        assert_eq!(town.knock(&request), Err(refusal));
    }
    assert_eq!(town.disk.all_bytes(), before);
    assert!(town.knock(&bytes(&right, &invitation, &chen.key)).is_ok());
}

#[test]
fn every_changed_byte_of_a_request_is_refused_and_leaves_nothing() {
    let mut town = with_poster();
    let request = request(&Device::new(20), POSTER, WORDS, 1);
    let before = town.disk.all_bytes();
    for at in 0..request.len() {
        for change in [1, 0x80, 0xff] {
            let mut changed = request.clone();
            changed[at] ^= change;
            assert!(town.knock(&changed).is_err(), "byte {at}");
        }
        assert!(town.knock(&request[..at]).is_err());
    }
    assert_eq!(town.disk.all_bytes(), before);
}

#[test]
fn who_is_returned_asks_anew_and_an_old_request_that_is_played_back_changes_nothing() {
    let mut town = with_poster();
    let (chen, steward) = (Device::new(20), town.steward.clone());
    let first = request(&chen, POSTER, b"door 502", 1);
    town.knock(&first).unwrap();
    give_back(&mut town, &steward, &chen, b"which building?");
    assert_eq!(town.knock(&first), Ok(LobbyAnswer::Returned { sealed: b"which building?".to_vec() }));
    assert_eq!(town.desk(&steward, 0).unwrap().lobby, [], "it waits for the newcomer");

    town.now = Millis(2_000);
    let second = request(&chen, POSTER, b"building 3, door 502", 2);
    let since = Ok(LobbyAnswer::Waiting { since: Millis(2_000) });
    assert_eq!(town.knock(&second), since);
    assert_eq!(town.knock(&first), since, "played back");
    assert_eq!(town.desk(&steward, 0).unwrap().lobby[0].sealed, b"building 3, door 502");
    give_back(&mut town, &steward, &chen, b"which building?");
    assert_eq!(town.knock(&second), since, "the answer to the first request came twice");
    give_back(&mut town, &steward, &chen, b"come to the office");
    assert_eq!(town.knock(&second), Ok(LobbyAnswer::Returned { sealed: b"come to the office".to_vec() }));
    assert_eq!(waiting(&town), 1);
    town.restart();
    assert_eq!(town.knock(&second), Ok(LobbyAnswer::Returned { sealed: b"come to the office".to_vec() }));
    town.is_whole();
}

#[test]
fn a_request_taken_back_leaves_the_desk_and_an_older_copy_does_not_bring_it_back() {
    let mut town = with_poster();
    let (chen, steward) = (Device::new(20), town.steward.clone());
    let first = request(&chen, POSTER, b"door 502", 1);
    let back = request(&chen, POSTER, b"", 2);
    assert_eq!(town.knock(&back), Ok(LobbyAnswer::Withdrawn), "there is nothing to take back");
    assert_eq!(waiting(&town), 0);
    town.knock(&first).unwrap();
    assert_eq!(town.desk(&steward, 0).unwrap().lobby.len(), 1);
    assert_eq!(town.knock(&back), Ok(LobbyAnswer::Withdrawn));
    assert_eq!(town.knock(&first), Ok(LobbyAnswer::Withdrawn), "played back");
    assert_eq!(town.desk(&steward, 0).unwrap().lobby, []);
    let again = request(&chen, POSTER, b"door 503", 3);
    assert_eq!(town.knock(&again), Ok(LobbyAnswer::Waiting { since: town.now }));
    assert_eq!(town.knock(&back), Ok(LobbyAnswer::Waiting { since: town.now }), "an older withdrawal");
    town.is_whole();
}

#[test]
fn only_a_steward_of_the_community_returns_a_request() {
    let mut town = with_poster();
    let (leader, part) = (Device::new(30), Device::new(31));
    let facts = town.member(&leader, Role::BuildingLeader, BUILDING);
    town.decree(facts);
    let facts = town.member(&part, Role::Steward, BUILDING);
    town.decree(facts);
    let chen = Device::new(20);
    let asked = request(&chen, POSTER, WORDS, 1);
    let since = town.knock(&asked).unwrap();
    for by in [&leader, &part, &town.wang.clone()] {
        give_back(&mut town, by, &chen, b"forged");
        assert_eq!(town.knock(&asked), Ok(since.clone()));
    }
    let steward = town.steward.clone();
    give_back(&mut town, &steward, &chen, &vec![0; 5_000]);
    assert_eq!(town.knock(&asked), Ok(since), "a reply has its bound");
    give_back(&mut town, &steward, &Device::new(99), b"nobody asked");
    assert_eq!(waiting(&town), 1);
}

#[test]
fn a_flood_by_one_poster_is_bounded_and_the_community_goes_on() {
    let mut town = Town::new();
    town.invite(POSTER, BUILDING, Millis(365 * DAY), 1_000);
    let asked = |number: u8| request(&Device::new(number), POSTER, WORDS, 1);
    let heard = |town: &mut Town, from: u8, to: u8| (from..to).filter(|n| town.knock(&asked(*n)).is_ok()).count();
    assert_eq!(heard(&mut town, 100, 200), 40, "so many at once");
    assert_eq!(town.knock(&asked(199)), Err(LobbyRefusal::Busy));
    assert_eq!(heard(&mut town, 100, 140), 40, "who waits hears how it stands");
    town.now = Millis(DAY);
    assert_eq!(heard(&mut town, 140, 200), 10, "fifty wait");
    town.now = Millis(2 * DAY);
    assert_eq!(town.knock(&asked(199)), Err(LobbyRefusal::Busy));
    assert_eq!(waiting(&town), 50);
    let mut wang = town.wang.clone();
    town.pull(&mut wang);
    let parcel = wang.form(vec![act(household(1, EAST))]);
    assert!(matches!(town.push(&mut wang, &[&parcel]).verdicts[0][0], Verdict::Accepted(_)));
    town.decree([RosterFact::InvitationEnded { invitation: POSTER.id(CODE) }]);
    assert_eq!(town.knock(&asked(199)), Err(LobbyRefusal::Ended));
    assert_eq!(waiting(&town), 0);
}

#[test]
fn a_flood_by_many_posters_is_bounded_and_makes_room_where_requests_were_returned() {
    let mut town = Town::new();
    let secrets: Vec<InviteSecret> = (0..11).map(|number| InviteSecret([50 + number; 16])).collect();
    for secret in &secrets {
        town.invite(*secret, BUILDING, Millis(365 * DAY), 100);
    }
    let ask = |town: &mut Town, number: u16, secret: InviteSecret| {
        town.now = Millis(town.now.0 + 5_000);
        let mut seed = [7; 32];
        seed[..2].copy_from_slice(&number.to_be_bytes());
        let device = Device { key: SigningKey::from_bytes(&seed), ..Device::new(1) };
        (town.knock(&request(&device, secret, WORDS, 1)), device)
    };
    let mut first = None;
    for number in 0..500 {
        let (answer, device) = ask(&mut town, number, secrets[usize::from(number) / 50]);
        assert!(answer.is_ok(), "{number}");
        first = first.or(Some(device));
    }
    assert_eq!(ask(&mut town, 500, secrets[10]).0, Err(LobbyRefusal::Busy));
    let steward = town.steward.clone();
    give_back(&mut town, &steward, &first.unwrap(), b"unknown");
    assert!(ask(&mut town, 501, secrets[10]).0.is_ok());
    assert_eq!(ask(&mut town, 502, secrets[10]).0, Err(LobbyRefusal::Busy));
    assert_eq!(waiting(&town), 500);
    town.is_whole();
}

#[test]
fn what_nobody_answered_for_thirty_days_goes() {
    let mut town = with_poster();
    let chen = Device::new(20);
    let asked = request(&chen, POSTER, WORDS, 1);
    town.knock(&asked).unwrap();
    town.now = Millis(1_000 + 30 * DAY - 1);
    assert_eq!(town.knock(&asked), Ok(LobbyAnswer::Waiting { since: Millis(1_000) }));
    town.now = Millis(1_000 + 30 * DAY);
    let steward = town.steward.clone();
    assert_eq!(town.desk(&steward, 0).unwrap().lobby, []);
    assert_eq!(waiting(&town), 0);
    assert_eq!(town.knock(&asked), Ok(LobbyAnswer::Waiting { since: town.now }));
}

#[test]
fn a_request_that_is_not_written_is_not_acknowledged() {
    let mut town = with_poster();
    let asked = request(&Device::new(20), POSTER, WORDS, 1);
    town.disk.inject(0, Fault::Full);
    assert_eq!(town.knock(&asked), Err(LobbyRefusal::Failed));
    assert_eq!(waiting(&town), 0);
    assert_eq!(town.knock(&asked), Ok(LobbyAnswer::Waiting { since: Millis(1_000) }));
    assert_eq!(waiting(&town), 1);
}

#[test]
fn the_lobby_shares_a_commit_with_those_who_sync() {
    use crate::relay::{Answer, Request};
    let mut town = with_poster();
    let (chen, steward) = (Device::new(20), town.steward.clone());
    let asked = request(&chen, POSTER, WORDS, 1);
    let looks = steward.sign(LogAsk { desk: Some(0), ..steward.ask() });
    let commits = town.disk.commits();
    let handled = town.relay.handle_group(&[Request::Lobby(&asked), Request::Sync(&looks)], town.now);
    let answers: Vec<Answer> = handled.into_iter().map(|handled| handled.answer).collect();
    assert_eq!(town.disk.commits(), commits + 1);
    let [Answer::Lobby(Ok(_)), Answer::Sync(Ok(answer))] = answers.as_slice() else { panic!("{answers:?}") };
    let answer: SyncAnswer = cbor::from_slice(answer).unwrap();
    assert_eq!(answer.logs[0].desk.as_ref().unwrap().lobby[0].keys, chen.keys());
}
