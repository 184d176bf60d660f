use linli_shared::protocol::LobbyReturn;

use super::*;

/// The street above the community.
const STREET: LogCode = LogCode(310_113_007_000);
const POSTER: InviteSecret = InviteSecret([41; 16]);

/// A parcel for the street's log.
fn form(device: &Device, device_seq: u64, prev: Option<ParcelHash>, acts: Vec<Act>, seen: Seen) -> Parcel {
    Parcel::sign(Header { log: STREET, device_seq, prev, seen, ..device.header() }, acts, &device.key)
}

fn street_act(facts: impl IntoIterator<Item = RosterFact>) -> Act {
    let entry = |fact: RosterFact| {
        let Item::Entry(entry) = fact_entry(&fact) else { panic!("a fact is an entry") };
        Item::Entry(Entry { scope: STREET.area(), ..entry })
    };
    Act(facts.into_iter().map(entry).collect())
}

fn ask(code: LogCode, device: &Device) -> LogAsk {
    LogAsk { code, era: 0, at: 0, set: 0, desk: Some(0), ..device.ask() }
}

fn answers(town: &mut Town, device: &Device, logs: Vec<LogAsk>) -> Result<Vec<LogAnswer>, Refusal> {
    let ask = SyncAsk { version: PROTOCOL, device: device.id(), logs, budget: 1 << 20, wait: 0 };
    let bytes = town.relay.handle(&cbor::to_vec(&SignedAsk::sign(&ask, &device.key)), town.now)?;
    Ok(cbor::from_slice::<SyncAnswer>(&bytes).unwrap().logs)
}

/// A community and the street above it on one relay, each with a steward of its own, a poster of one secret, and a
/// request; Wang is a worker of the one and an observer of the other.
fn two() -> (Town, Device) {
    let mut town = Town::new();
    let official = Device::new(60);
    town.relay.permit(STREET, &SECRET).unwrap();
    let root = official.keys().signing;
    let founded = RosterFact::Founded { log: STREET, root, relay: town.relay.verifying_key().to_bytes() };
    let (id, key) = (POSTER.id(STREET), POSTER.signing(STREET).verifying_key().to_bytes());
    let made =
        RosterFact::InvitationMade { invitation: id, key, scope: STREET.area(), until: Millis(1 << 33), uses: 9 };
    let facts = [founded]
        .into_iter()
        .chain(town.member(&official, Role::Steward, STREET.area()))
        .chain(town.member(&town.wang, Role::Observer, STREET.area()))
        .chain([made]);
    let parcel = form(&official, 1, None, vec![street_act(facts)], Seen::default());
    let founding = LogAsk { push: vec![parcel.to_bytes()], permit: Some(SECRET), ..ask(STREET, &official) };
    let founded = answers(&mut town, &official, vec![founding]).unwrap();
    assert_eq!(founded[0].verdicts, [[Verdict::Accepted(1)]]);
    town.invite(POSTER, CODE.area(), Millis(1 << 33), 9);
    let below = request(&Device::new(20), POSTER, b"to the community", 1);
    let of_street = LobbyAsk { log: STREET, invitation: id, ..asking(&Device::new(21), POSTER, b"to the street", 1) };
    let above = SignedLobbyAsk::sign(&of_street, &POSTER.signing(STREET), &Device::new(21).key);
    assert!(town.knock(&below).is_ok());
    assert!(town.knock(&cbor::to_vec(&above)).is_ok());
    (town, official)
}

#[test]
fn communities_on_one_relay_never_meet() {
    let (mut town, official) = two();
    assert_eq!(town.relay.codes(), Ok(vec![STREET, CODE]));
    let steward = town.steward.clone();
    for (device, own, other, sealed) in
        [(&official, STREET, CODE, b"to the street".as_slice()), (&steward, CODE, STREET, b"to the community")]
    {
        let desk = answers(&mut town, device, vec![ask(own, device)]).unwrap().remove(0).desk.unwrap();
        assert_eq!(desk.lobby.iter().map(|item| item.sealed.as_slice()).collect::<Vec<_>>(), [sealed]);
        for logs in [vec![ask(other, device)], vec![ask(own, device), ask(other, device)]] {
            assert_eq!(answers(&mut town, device, logs), Err(Refusal::NotAdmitted));
        }
    }
    town.is_whole();
}

#[test]
fn a_poster_of_one_community_opens_no_other() {
    let (mut town, _) = two();
    let device = Device::new(22);
    let of_street = LobbyAsk { log: STREET, ..asking(&device, POSTER, b"sealed", 1) };
    let signed = SignedLobbyAsk::sign(&of_street, &POSTER.signing(CODE), &device.key);
    assert_eq!(town.knock(&cbor::to_vec(&signed)), Err(LobbyRefusal::Unknown));
    let of_street = LobbyAsk { invitation: POSTER.id(STREET), ..of_street };
    let signed = SignedLobbyAsk::sign(&of_street, &POSTER.signing(CODE), &device.key);
    assert_eq!(town.knock(&cbor::to_vec(&signed)), Err(LobbyRefusal::Malformed));
}

#[test]
fn one_device_in_two_communities_reads_and_writes_each_by_its_own_roster() {
    let (mut town, official) = two();
    let wang = town.wang.clone();
    let both = answers(&mut town, &wang, vec![ask(CODE, &wang), ask(STREET, &wang)]).unwrap();
    assert_eq!((both[0].through, both[1].through), (3, 1));
    assert!(both.iter().all(|log| log.desk.is_none()));
    let rings = |log: &LogAnswer| log.streams.iter().flatten().filter(|stream| stream.area.is_some()).count();
    assert_eq!((rings(&both[0]), rings(&both[1])), (1, 0), "an observer of the street opens nothing there");
    let of_street: Vec<DeviceId> = both[1].parcels.iter().map(|found| found.parcel.header().device).collect();
    assert_eq!(of_street, [official.id()]);

    // What is formed for one log counts in no other, and a role in one is none in the other.
    let seen = Seen { era: 1, seq: both[1].through, head: both[1].head };
    let work = form(&wang, 1, None, vec![act(household(1, EAST))], seen);
    let push = |code| LogAsk { push: vec![work.to_bytes()], ..ask(code, &wang) };
    let pushed = answers(&mut town, &wang, vec![push(CODE), push(STREET)]).unwrap();
    let rejected = |log: &LogAnswer| matches!(log.verdicts[0][0], Verdict::Rejected(_));
    assert!(pushed.iter().all(rejected), "{:?}", [&pushed[0].verdicts, &pushed[1].verdicts]);
    assert_eq!((pushed[0].chain, pushed[1].chain.is_some()), (None, true));

    // A steward of the street returns nobody's request below.
    let returned = Some(vec![LobbyReturn { device: Device::new(20).id(), sealed: b"no".to_vec() }]);
    answers(&mut town, &official, vec![LogAsk { returned, ..ask(STREET, &official) }]).unwrap();
    let below = request(&Device::new(20), POSTER, b"to the community", 1);
    assert!(matches!(town.knock(&below), Ok(LobbyAnswer::Waiting { .. })));
    town.restart();
    assert!(matches!(town.knock(&below), Ok(LobbyAnswer::Waiting { .. })));
    town.is_whole();
}
