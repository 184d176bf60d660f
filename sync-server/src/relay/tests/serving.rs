use linli_shared::log::Head;
use linli_shared::parcel::Item;
use linli_shared::protocol::head_message;

use super::*;

/// A town where Wang and Li have each registered three households.
fn busy() -> Town {
    let mut town = Town::new();
    for (number, scope) in [(10, EAST), (20, WEST)] {
        let mut device = if scope == EAST { town.wang.clone() } else { town.li.clone() };
        town.pull(&mut device);
        for step in 0..3 {
            let parcel = device.form(vec![act(household(number + step, scope))]);
            town.push(&mut device, &[&parcel]);
        }
        if scope == EAST { town.wang = device } else { town.li = device }
    }
    town
}

fn records(numbers: impl IntoIterator<Item = (u8, u64)>) -> Vec<(RecordId, u64)> {
    numbers.into_iter().map(|(number, seq)| (RecordId([number; 16]), seq)).collect()
}

#[test]
fn each_device_gets_what_its_streams_carry_and_no_more() {
    let mut town = busy();
    let expected_wang = records([(10, 3), (11, 4), (12, 5)]);
    let expected_li = records([(20, 6), (21, 7), (22, 8)]);
    let everything = [expected_wang.clone(), expected_li.clone()].concat();
    for (device, expected) in
        [(town.wang.clone(), expected_wang), (town.li.clone(), expected_li), (town.steward.clone(), everything)]
    {
        let mut newcomer = Device { seen: Seen::default(), held: BTreeSet::new(), ..device };
        let answer = town.pull(&mut newcomer);
        assert_eq!((answer.through, answer.more), (8, false));
        assert_eq!(answer.streams.as_ref(), Some(&streams_of(&town, &newcomer)));
        let households: Vec<_> = delivered(&answer).into_iter().filter(|(_, seq)| *seq > 2).collect();
        assert_eq!(households, expected);
        assert!(delivered(&answer).iter().filter(|(_, seq)| *seq <= 2).count() == 12, "the roster goes to everybody");
    }
}

#[test]
fn what_a_device_may_not_read_leaves_as_a_hash_under_a_valid_signature() {
    let mut town = Town::new();
    let mut steward = town.steward.clone();
    let mixed = Act(vec![Item::Entry(household(1, EAST)), Item::Entry(household(2, WEST))]);
    let parcel = steward.form(vec![mixed, act(household(3, WEST)), act(household(4, EAST))]);
    town.push(&mut steward, &[&parcel]);
    let mut wang = town.wang.clone();
    let answer = town.pull(&mut wang);
    let got = &answer.parcels.last().unwrap();
    let places: Vec<_> = got.places.iter().map(|(index, seq, _)| (*index, *seq)).collect();
    assert_eq!(places, [(0, 3), (2, 5)], "an act with nothing readable is not delivered");
    assert_eq!(got.parcel.hash(), parcel.hash());
    assert_eq!(got.parcel.verify(&steward.key.verifying_key()), Ok(()));
    let readable: Vec<RecordId> =
        got.parcel.acts().iter().flat_map(Act::entries).map(|(_, entry)| entry.record).collect();
    assert_eq!(readable, [RecordId([1; 16]), RecordId([4; 16])]);
}

#[test]
fn heads_are_signed_and_chain_over_every_place() {
    let mut town = busy();
    let mut steward = town.steward.clone();
    steward.seen = Seen::default();
    steward.held = BTreeSet::new();
    let answer = town.pull(&mut steward);
    let mut head = Head::genesis(CODE);
    for parcel in &answer.parcels {
        for (index, seq, time) in &parcel.places {
            head = head.next(1, *seq, *time, &parcel.parcel.hash(), *index);
        }
    }
    assert_eq!(answer.head, head.short());
    let message = head_message(CODE, 1, answer.through, answer.head);
    let signature = ed25519_dalek::Signature::from_bytes(&answer.signature);
    assert!(town.relay.verifying_key().verify_strict(&message, &signature).is_ok());
}

#[test]
fn nothing_new_is_a_small_answer() {
    let mut town = busy();
    let mut steward = town.steward.clone();
    town.pull(&mut steward);
    let request = steward.sign(steward.ask());
    let answer = town.relay.handle(&request, town.now).unwrap();
    assert!(request.len() <= 150 && answer.len() <= 200, "{} and {} bytes", request.len(), answer.len());
    let answer = town.pull(&mut steward);
    assert_eq!((answer.parcels.len(), answer.more, answer.streams), (0, false, None));
}

#[test]
fn a_small_budget_gives_everything_in_several_turns() {
    let mut town = busy();
    let mut steward = town.steward.clone();
    (steward.seen, steward.held) = (Seen::default(), streams_of(&town, &steward));
    let mut found = Vec::new();
    for turn in 1.. {
        let request = steward.sign_with_budget(steward.ask(), 1);
        let answer: SyncAnswer = cbor::from_slice(&town.relay.handle(&request, town.now).unwrap()).unwrap();
        let answer = &answer.logs[0];
        assert_eq!(answer.parcels.len(), 1, "one parcel a turn");
        found.extend(delivered(answer));
        steward.learn(answer);
        if !answer.more {
            assert_eq!(turn, 7);
            break;
        }
    }
    let expected = records([(10, 3), (11, 4), (12, 5), (20, 6), (21, 7), (22, 8)]);
    assert_eq!(found.into_iter().filter(|(_, seq)| *seq > 2).collect::<Vec<_>>(), expected);
}

#[test]
fn a_new_stream_starts_at_zero_and_a_closed_one_is_dropped() {
    let mut town = busy();
    let member = town.wang.member;
    town.decree([
        RosterFact::RoleGranted { member, role: Role::GridWorker, scope: WEST, until: None },
        RosterFact::RoleEnded { member, role: Role::GridWorker, scope: EAST },
    ]);
    let wang = town.wang.clone();
    let answer = town.sync(&wang, wang.ask()).unwrap();
    let told = answer.streams.clone().unwrap();
    assert!(told.contains(&Stream { ring: Some(REGISTER), area: Some(WEST) }));
    assert!(!told.contains(&Stream { ring: Some(REGISTER), area: Some(EAST) }));
    assert_eq!((answer.through, answer.more, answer.parcels.len()), (0, true, 0));

    let mut ask = wang.ask();
    ask.positions = vec![spelled_out(wang.seen.seq, wang.held.iter().copied())];
    let answer = town.sync(&wang, ask).unwrap();
    let got: Vec<_> = delivered(&answer).into_iter().filter(|(_, seq)| *seq < 9).collect();
    assert_eq!(got, records([(20, 6), (21, 7), (22, 8)]), "only what the new stream carries");
    assert_eq!((answer.through, answer.more), (9, false));
    let mut ask = wang.ask();
    ask.positions = vec![spelled_out(9, told)];
    assert_eq!(town.sync(&wang, ask).unwrap().streams, None);
}

#[test]
fn wraps_reach_their_device_alone() {
    let mut town = Town::new();
    let mut steward = town.steward.clone();
    let parcel = steward.form(vec![act(wrap(&town.wang, REGISTER)), act(wrap(&town.li, REGISTER))]);
    town.push(&mut steward, &[&parcel]);
    for (device, place) in [(town.wang.clone(), 3), (town.li.clone(), 4)] {
        let mut device = device;
        let answer = town.pull(&mut device);
        let wraps: Vec<_> = delivered(&answer).into_iter().filter(|(_, seq)| *seq > 2).collect();
        assert_eq!(wraps, [(RecordId(REGISTER.0), place)]);
    }
}

#[test]
fn own_work_is_sent_again_to_a_device_that_lost_it() {
    let mut town = busy();
    let mut wang = town.wang.clone();
    (wang.seen, wang.held) = (Seen::default(), BTreeSet::new());
    let answer = town.pull(&mut wang);
    assert_eq!(delivered(&answer).iter().filter(|(_, seq)| *seq > 2).count(), 3);
}
