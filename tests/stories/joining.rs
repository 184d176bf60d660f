//! Joining: by a poster, returned and asked again, face to face, while a ring turns.

use linli_contract::Failure;
use linli_contract::areas::{ReadBuilding, ReadCommunity};
use linli_contract::households::ReadDoor;
use linli_contract::joining::{
    Admit, AskToJoin, DecideHeld, EndInvitation, HeldReason, JoinRefusal, JoinState, MakeInvitation, NewRole, Newcomer,
    ReadDesk, ReadInvitations, Recommend, ReplyReason, RequestView, ReturnRequest, ReviewCode, ShowMyself, TakeCode,
    WaitingToJoin, Wish, WithdrawJoin,
};
use linli_contract::members::{MemberView, ReadStanding, Role as RoleName, Standing};
use linli_contract::rights::ReadMyRecord;
use linli_contract::sync::{Link, LinkFault, ReadSync, Work};
use linli_shared::areas::AreaKind;
use linli_shared::cbor;
use linli_shared::ids::{AreaId, MemberId};
use linli_shared::joining::{ScannedCode, Voucher};
use linli_shared::protocol::LobbyAsk;
use linli_shared::roster::{Admission, Certificate, CertifiedRole, RingKind, Role, RosterFact};
use linli_shared::seal::DeviceSecret;
use tests::cast::{Casting, Person, Town, small_estate};

use super::acts::{named, register, see};

fn newcomer(name: &str, door: &str) -> Newcomer {
    let (door, phone, note) = (door.to_owned(), "139 0000 0000".to_owned(), String::new());
    Newcomer { name: name.to_owned(), door, phone, wish: Wish::Seat, note, consent: 1 }
}

fn poster(town: &mut Town, scope: AreaId, uses: u32) -> String {
    let (chen, label) = (town.chen(), String::new());
    let made = town.ask(chen, MakeInvitation { scope, days: 30, uses, label });
    town.meet(chen);
    made.link.unwrap()
}

fn building(town: &Town) -> AreaId {
    town.estate.tree.ancestor(town.estate.doors(0)[0], AreaKind::Building).unwrap()
}

fn ask(town: &mut Town, who: Person, poster: &str, newcomer: Newcomer) {
    town.ask(who, AskToJoin { code: poster.to_owned(), newcomer });
    town.meet(who);
}

fn waiting(town: &mut Town, who: Person) -> WaitingToJoin {
    let Standing::Waiting(waiting) = town.ask(who, ReadStanding) else { panic!("not waiting") };
    waiting
}

fn member(town: &mut Town, who: Person) -> MemberView {
    let Standing::Member(member) = town.ask(who, ReadStanding) else { panic!("no member") };
    member
}

fn requests(town: &mut Town, who: Person) -> Vec<RequestView> {
    town.meet(who);
    town.ask(who, ReadDesk).requests
}

fn admission(request: &RequestView) -> Admit {
    let (door, slot, has_seat) = (request.door, 0, true);
    Admit { device: request.device, door, slot, has_seat, roles: Vec::new(), member: None, remove: Vec::new() }
}

fn admit(town: &mut Town, who: Person, request: &Admit) {
    town.ask(who, request.clone());
    town.meet(who);
}

#[test]
fn a_neighbour_joins_by_the_poster_on_their_door() {
    let mut town = Town::new(400);
    let (chen, wang, scope) = (town.chen(), town.wang(), building(&town));
    let door = town.estate.doors(0)[2];
    register(&mut town, wang, door, named(1, "李清"));
    town.settle();
    let poster = poster(&mut town, scope, 3);
    let qing = town.stranger("李清");
    ask(&mut town, qing, &poster, newcomer("李清", "201室"));
    let waits = waiting(&mut town, qing);
    assert_eq!(waits.place, "故事居委会 1号楼");
    assert!(matches!(waits.state, JoinState::Asked { .. }));

    let desk = requests(&mut town, chen);
    assert_eq!(desk.len(), 1);
    let request = &desk[0];
    assert_eq!(request.newcomer.as_ref().unwrap().name, "李清");
    assert_eq!((request.door, request.path.join(" ")), (Some(door), "1号楼 1单元 201".to_owned()));
    assert_eq!(
        (request.is_registered, &request.seat_holder, request.place.as_str()),
        (true, &None, "故事居委会 1号楼")
    );
    assert!(town.ask(wang, ReadDesk).requests.is_empty(), "a grid worker reviews nothing");

    town.link(chen, false);
    town.ask(chen, admission(request));
    assert!(town.ask(chen, ReadDesk).requests.is_empty(), "it left the desk at once");
    town.link(chen, true);
    town.meet(chen);
    town.settle();
    let me = member(&mut town, qing);
    assert_eq!((me.name.as_deref(), me.community.as_str()), (Some("李清"), "故事居委会"));
    assert_eq!(me.roles.iter().map(|held| (held.role, held.scope)).collect::<Vec<_>>(), [(RoleName::Resident, scope)]);
    assert_eq!(town.phone(qing).device().tree().doors(scope).len(), 6, "the community's areas are open to them");
    assert!(town.phone(qing).device().voids().is_empty());
    assert_eq!(town.try_ask(qing, ReadDoor { door }), Err(Failure::NoRight), "the register is not");
    assert_eq!(town.ask(qing, ReadSync).link, Link::Up);
    let mine = town.ask(qing, ReadMyRecord).homes;
    assert_eq!((mine.len(), mine[0].has_seat), (1, true));
    assert!(mine[0].extract.is_some(), "what the register says of them came along");
    let roster = town.phone(chen).device().roster().clone();
    let home: Vec<_> = roster.households(me.member).collect();
    assert_eq!((home.len(), roster.seat(home[0])), (1, Some(me.member)));
    assert_eq!(town.ask(chen, ReadInvitations)[0].used, 1);
    let sync = town.ask(chen, ReadSync);
    assert!(sync.waiting.is_empty() && sync.refused.is_empty(), "{sync:?}");
}

#[test]
fn a_waiting_newcomer_waits_on_after_the_phone_was_restarted() {
    let mut town = Town::new(401);
    let (chen, scope) = (town.chen(), building(&town));
    let poster = poster(&mut town, scope, 1);
    let qing = town.stranger("李清");
    town.link(qing, false);
    ask(&mut town, qing, &poster, newcomer("李清", "201"));
    assert_eq!(waiting(&mut town, qing).state, JoinState::NotSent);
    town.phone(qing).kill(usize::MAX);
    town.phone(qing).start();
    town.link(qing, true);
    town.meet(qing);
    assert!(matches!(waiting(&mut town, qing).state, JoinState::Asked { .. }));
    let request = requests(&mut town, chen).remove(0);
    town.phone(qing).kill(usize::MAX);
    town.phone(qing).start();
    admit(&mut town, chen, &admission(&request));
    town.meet(qing);
    assert_eq!(member(&mut town, qing).name.as_deref(), Some("李清"));
}

#[test]
fn a_returned_newcomer_reads_why_and_asks_again_with_the_same_phone() {
    let mut town = Town::new(402);
    let (chen, scope) = (town.chen(), building(&town));
    let poster = poster(&mut town, scope, 1);
    let qing = town.stranger("李清");
    ask(&mut town, qing, &poster, newcomer("李清", "909"));
    let request = requests(&mut town, chen).remove(0);
    assert_eq!(request.door, None);
    let words = "没有这个门牌，请再看一下".to_owned();
    let back = ReturnRequest { device: request.device, reason: ReplyReason::WrongDoor, words: words.clone() };
    town.link(chen, false);
    town.ask(chen, back);
    assert!(town.ask(chen, ReadDesk).requests.is_empty());
    town.phone(chen).kill(usize::MAX);
    town.phone(chen).start();
    town.link(chen, true);
    assert!(requests(&mut town, chen).is_empty());
    town.meet(qing);
    assert_eq!(waiting(&mut town, qing).state, JoinState::Returned { reason: ReplyReason::WrongDoor, words });
    ask(&mut town, qing, &poster, newcomer("李清", "202"));
    assert!(matches!(waiting(&mut town, qing).state, JoinState::Asked { .. }));
    let again = requests(&mut town, chen).remove(0);
    assert_eq!((again.device, again.door), (request.device, Some(town.estate.doors(0)[3])));
    admit(&mut town, chen, &admission(&again));
    town.meet(qing);
    assert_eq!(member(&mut town, qing).name.as_deref(), Some("李清"));
}

#[test]
fn a_household_has_one_seat() {
    let mut town = Town::new(403);
    let (chen, scope) = (town.chen(), building(&town));
    let poster = poster(&mut town, scope, 5);
    let (qing, yue) = (town.stranger("李清"), town.stranger("赵月"));
    ask(&mut town, qing, &poster, newcomer("李清", "201"));
    ask(&mut town, yue, &poster, newcomer("赵月", "201"));
    let desk = requests(&mut town, chen);
    assert_eq!(desk.len(), 2);
    town.link(chen, false);
    town.ask(chen, admission(&desk[0]));
    assert_eq!(town.try_ask(chen, admission(&desk[1])), Err(Failure::InUse), "even before the first is sent");
    town.link(chen, true);
    let desk = requests(&mut town, chen);
    assert_eq!(desk.len(), 1);
    assert_eq!(desk[0].seat_holder.as_deref(), Some("李清"));
    assert_eq!(town.try_ask(chen, admission(&desk[0])), Err(Failure::InUse));
    admit(&mut town, chen, &Admit { has_seat: false, ..admission(&desk[0]) });
    town.settle();
    let (holder, other) = (member(&mut town, qing).member, member(&mut town, yue).member);
    let roster = town.phone(chen).device().roster().clone();
    let home = roster.households(other).next().unwrap();
    assert_eq!((roster.seat(home), roster.family(home).count()), (Some(holder), 2));
}

#[test]
fn an_invitation_that_was_ended_or_used_up_lets_nobody_in() {
    let mut town = Town::new(404);
    let (chen, scope) = (town.chen(), building(&town));
    let poster = poster(&mut town, scope, 1);
    let (qing, yue) = (town.stranger("李清"), town.stranger("赵月"));
    ask(&mut town, qing, &poster, newcomer("李清", "201"));
    ask(&mut town, yue, &poster, newcomer("赵月", "202"));
    assert_eq!(waiting(&mut town, yue).state, JoinState::Refused(JoinRefusal::UsedUp));
    let invitation = town.ask(chen, ReadInvitations).remove(0).invitation;
    town.ask(chen, EndInvitation { invitation });
    assert!(!town.ask(chen, ReadInvitations)[0].is_open);
    assert_eq!(town.try_ask(chen, EndInvitation { invitation }), Err(Failure::NotHere));
    town.meet(chen);
    town.meet(yue);
    assert_eq!(waiting(&mut town, yue).state, JoinState::Refused(JoinRefusal::Ended));
    assert_eq!(town.ask(yue, WithdrawJoin), Standing::Stranger);
    assert!(requests(&mut town, chen).is_empty());
}

#[test]
fn a_building_leader_recommends_and_only_a_steward_admits() {
    let estate = small_estate(3);
    let (root, door) = (estate.code.area(), estate.doors(0)[0]);
    let scope = estate.tree.ancestor(door, AreaKind::Building).unwrap();
    let other = estate.tree.ancestor(estate.doors(1)[0], AreaKind::Building).unwrap();
    let cast = [
        Casting { name: "陈静", member: 1, roles: vec![(Role::Steward, root)] },
        Casting { name: "孙梅", member: 2, roles: vec![(Role::BuildingLeader, scope)] },
    ];
    let mut town = Town::with(estate, 405, &cast);
    let (chen, mei) = (Person(0), Person(1));
    let (here, there) = (poster(&mut town, scope, 5), poster(&mut town, other, 5));
    let (qing, yue) = (town.stranger("李清"), town.stranger("赵月"));
    ask(&mut town, qing, &here, newcomer("李清", "201"));
    ask(&mut town, yue, &there, newcomer("赵月", "201"));
    town.settle();
    let desk = town.ask(mei, ReadDesk);
    assert!(!desk.can_admit);
    let names: Vec<_> = desk.requests.iter().map(|request| request.newcomer.as_ref().unwrap().name.as_str()).collect();
    assert_eq!(names, ["李清"], "the other building is another leader's");
    assert_eq!(town.ask(mei, ReadInvitations).len(), 1);
    let device = desk.requests[0].device;
    assert_eq!(town.try_ask(mei, admission(&desk.requests[0])), Err(Failure::NoRight));
    let say = |is_for, words: &str| Recommend { device, is_for, words: words.to_owned() };
    town.ask(mei, say(false, "不认识"));
    town.ask(mei, say(true, "住201，认识"));
    town.settle();
    let request = town.ask(chen, ReadDesk).requests.into_iter().find(|request| request.device == device).unwrap();
    let said: Vec<_> = request.recommendations.iter().map(|said| (said.by.as_deref(), said.is_for)).collect();
    assert_eq!(said, [(Some("孙梅"), true)]);
    assert_eq!(request.recommendations[0].words, "住201，认识");
}

/// 李清 shows themself to 陈静, who has no network, and is admitted; gives the two.
fn face_to_face(town: &mut Town) -> (Person, Person) {
    let (chen, qing) = (town.chen(), town.stranger("李清"));
    town.link(chen, false);
    town.link(qing, false);
    let Standing::Waiting(shown) = town.ask(qing, ShowMyself { newcomer: newcomer("李清", "1-201") }) else {
        panic!("not waiting")
    };
    assert_eq!(shown.state, JoinState::ToShow);
    let request = town.ask(chen, ReviewCode { code: shown.code.unwrap() });
    assert_eq!((request.since, request.path.join(" ")), (None, "1号楼 1单元 201".to_owned()));
    assert_eq!(town.ask(chen, ReadDesk).requests.len(), 1);
    let code = town.ask(chen, admission(&request)).code.unwrap();
    assert!(town.ask(chen, ReadDesk).requests.is_empty());
    let other = town.stranger("赵月");
    town.ask(other, ShowMyself { newcomer: newcomer("赵月", "1-201") });
    assert!(town.try_ask(other, TakeCode { code: code.clone() }).is_err(), "it is for one phone");
    town.ask(other, WithdrawJoin);
    let Standing::Member(_) = town.ask(qing, TakeCode { code }) else { panic!("no member") };
    (chen, qing)
}

fn is_admitted(town: &mut Town, chen: Person, qing: Person) {
    town.settle();
    let me = member(town, qing);
    assert_eq!((me.name.as_deref(), me.roles.len()), (Some("李清"), 1));
    assert!(!town.ask(qing, ReadCommunity).name.is_empty());
    let root = town.estate.code.area();
    assert_eq!(town.phone(qing).device().tree().buildings(root).len(), 2);
    for who in [chen, qing] {
        let sync = town.ask(who, ReadSync);
        assert!(sync.waiting.is_empty() && sync.refused.is_empty(), "{sync:?}");
        assert!(town.phone(who).device().voids().is_empty());
        let roster = town.phone(who).device().roster();
        let home = roster.households(me.member).next().unwrap();
        assert_eq!(roster.seat(home), Some(me.member));
    }
}

#[test]
fn face_to_face_the_newcomer_may_come_to_the_relay_first() {
    let mut town = Town::new(406);
    let (chen, qing) = face_to_face(&mut town);
    town.link(qing, true);
    town.meet(qing);
    assert_eq!(member(&mut town, qing).community, "故事居委会", "the voucher's secret opens the areas");
    town.link(chen, true);
    is_admitted(&mut town, chen, qing);
}

#[test]
fn face_to_face_the_steward_may_come_to_the_relay_first() {
    let mut town = Town::new(407);
    let (chen, qing) = face_to_face(&mut town);
    town.link(chen, true);
    town.meet(chen);
    town.link(qing, true);
    is_admitted(&mut town, chen, qing);
}

#[test]
fn somebody_admitted_while_a_ring_turns_is_given_the_new_secret() {
    let estate = small_estate(3);
    let (root, grid) = (estate.code.area(), estate.grids()[0]);
    let cast = [
        Casting { name: "陈静", member: 1, roles: vec![(Role::Steward, root)] },
        Casting { name: "周明", member: 2, roles: vec![(Role::Steward, root)] },
        Casting { name: "王芳", member: 3, roles: vec![(Role::GridWorker, grid)] },
    ];
    let mut town = Town::with(estate, 408, &cast);
    let (chen, zhou) = (Person(0), Person(1));
    let poster = poster(&mut town, root, 5);
    let qing = town.stranger("李清");
    ask(&mut town, qing, &poster, newcomer("李清", "1-201"));
    let request = requests(&mut town, chen).remove(0);
    town.link(chen, false);
    let worker = NewRole { role: RoleName::GridWorker, scope: grid, until: None };
    town.ask(chen, Admit { roles: vec![worker], door: None, has_seat: false, ..admission(&request) });
    let time = town.time;
    let gone = RosterFact::MemberRemoved { member: MemberId([3; 16]) };
    town.phone(zhou).work(time, &[], |device, turn| device.append_roster(&[gone], turn)).unwrap();
    town.meet(zhou);
    let generations = |town: &Town, who: Person| {
        town.phones[who.0].device().roster().ring_of(RingKind::Register).map(|(_, ring)| ring.generations.len())
    };
    assert_eq!(generations(&town, zhou), Some(2), "the register turned before the newcomer came");
    town.link(chen, true);
    town.meet(chen);
    for _ in 0..3 {
        town.settle();
    }
    assert_eq!(member(&mut town, qing).roles.len(), 1);
    let door = town.estate.doors(0)[0];
    register(&mut town, zhou, door, named(1, "赵月"));
    town.settle();
    assert_eq!(see(&mut town, qing, door).unwrap().people.len(), 1);
    let building = building(&town);
    assert!(town.ask(qing, ReadBuilding { building }).may_write);
    assert!(town.phone(qing).device().voids().is_empty());
}

#[test]
fn whoever_lost_their_phone_asks_with_a_new_one_and_the_old_is_removed() {
    let mut town = Town::new(409);
    let (chen, wang) = (town.chen(), town.wang());
    let root = town.estate.code.area();
    let poster = poster(&mut town, root, 5);
    let old = town.phone(wang).device().id().unwrap();
    let fang = town.stranger("王芳");
    ask(&mut town, fang, &poster, Newcomer { wish: Wish::Replacement, ..newcomer("王芳", "") });
    let request = requests(&mut town, chen).remove(0);
    assert_eq!(request.namesakes.len(), 1);
    let member_id = request.namesakes[0].member;
    let admit = Admit { has_seat: false, member: Some(member_id), remove: vec![old], ..admission(&request) };
    town.ask(chen, admit);
    for _ in 0..2 {
        town.settle();
    }
    let me = member(&mut town, fang);
    assert_eq!((me.member, me.roles[0].role), (member_id, RoleName::GridWorker));
    let door = town.estate.doors(0)[0];
    register(&mut town, fang, door, named(1, "李清"));
    town.settle();
    assert_eq!(see(&mut town, chen, door).unwrap().people.len(), 1);
}

#[test]
fn work_of_an_ended_role_waits_on_the_desk_until_a_steward_decides() {
    let mut town = Town::new(410);
    let (chen, wang) = (town.chen(), town.wang());
    let (door, grid) = (town.estate.doors(0)[0], town.estate.grids()[0]);
    register(&mut town, wang, door, named(1, "李清"));
    let (time, me) = (town.time, MemberId([2; 16]));
    let ended = RosterFact::RoleEnded { member: me, role: Role::GridWorker, scope: grid };
    town.phone(chen).work(time, &[], |device, turn| device.append_roster(&[ended], turn)).unwrap();
    town.meet(chen);
    town.settle();
    let held = town.ask(chen, ReadDesk).held;
    assert_eq!(held.len(), 1);
    assert_eq!(
        (held[0].by.as_deref(), held[0].what.as_slice(), held[0].why),
        (Some("王芳"), [Work::Household].as_slice(), HeldReason::RoleEnded)
    );
    assert_eq!(held[0].paths, [["1号楼", "1单元", "101"].map(str::to_owned).to_vec()]);
    let decide =
        DecideHeld { device: held[0].device, device_seq: held[0].device_seq, act: held[0].act, is_admitted: true };
    town.ask(chen, decide.clone());
    assert!(town.ask(chen, ReadDesk).held.is_empty());
    assert_eq!(town.try_ask(chen, decide), Err(Failure::NotHere));
    town.settle();
    assert_eq!(see(&mut town, chen, door).unwrap().people.len(), 1);
}

#[test]
fn a_code_that_was_changed_opens_nothing() {
    let mut town = Town::new(411);
    let (chen, scope) = (town.chen(), building(&town));
    let poster = poster(&mut town, scope, 3);
    let (relay, ScannedCode::Invite(mut invite)) = ScannedCode::from_text(&poster).unwrap() else { panic!("a poster") };
    invite.secret.0[0] ^= 1;
    let qing = town.stranger("李清");
    ask(&mut town, qing, &ScannedCode::Invite(invite).to_link(&relay), newcomer("李清", "201"));
    assert_eq!(waiting(&mut town, qing).state, JoinState::Refused(JoinRefusal::Unknown));
    for (name, phone) in [("", "13900000000"), ("李清", "不知道")] {
        let wrong = Newcomer { phone: phone.to_owned(), ..newcomer(name, "201") };
        assert_eq!(town.try_ask(qing, AskToJoin { code: poster.clone(), newcomer: wrong }), Err(Failure::InvalidInput));
    }
    assert!(
        town.try_ask(chen, AskToJoin { code: poster, newcomer: newcomer("陈静", "") }).is_err(),
        "a member already"
    );
}

#[test]
fn a_poster_on_the_door_lets_nobody_in_once_its_time_is_over() {
    let mut town = Town::new(412);
    let scope = building(&town);
    let poster = poster(&mut town, scope, 3);
    town.time = town.time.plus(31 * 86_400_000);
    let qing = town.stranger("李清");
    ask(&mut town, qing, &poster, newcomer("李清", "201"));
    assert_eq!(waiting(&mut town, qing).state, JoinState::Refused(JoinRefusal::Expired));
}

#[test]
fn two_stewards_who_admit_one_newcomer_make_one_member() {
    let estate = small_estate(3);
    let root = estate.code.area();
    let cast = [
        Casting { name: "陈静", member: 1, roles: vec![(Role::Steward, root)] },
        Casting { name: "周明", member: 2, roles: vec![(Role::Steward, root)] },
    ];
    let mut town = Town::with(estate, 413, &cast);
    let (chen, zhou) = (Person(0), Person(1));
    let poster = poster(&mut town, root, 5);
    let qing = town.stranger("李清");
    ask(&mut town, qing, &poster, newcomer("李清", "1-201"));
    let of_chen = requests(&mut town, chen).remove(0);
    let of_zhou = requests(&mut town, zhou).remove(0);
    for who in [chen, zhou] {
        town.link(who, false);
    }
    town.ask(chen, admission(&of_chen));
    town.ask(zhou, admission(&of_zhou));
    for who in [chen, zhou] {
        town.link(who, true);
    }
    town.settle();
    let roster = town.phone(chen).device().roster().clone();
    assert_eq!(roster.members().count(), 3);
    assert_eq!(member(&mut town, qing).roles.len(), 1);
    assert!(requests(&mut town, zhou).is_empty());
    assert!(town.ask(zhou, ReadSync).waiting.is_empty());
}

#[test]
fn a_voucher_of_somebody_who_is_no_steward_opens_nothing() {
    let mut town = Town::new(414);
    let wang = town.wang();
    let seat = town.seat(wang).clone();
    let keys = DeviceSecret::from_seed(seat.seed);
    let qing = town.stranger("李清");
    let Standing::Waiting(shown) = town.ask(qing, ShowMyself { newcomer: newcomer("李清", "1-201") }) else {
        panic!("not waiting")
    };
    assert_eq!(town.try_ask(wang, ReviewCode { code: shown.code.clone().unwrap() }), Err(Failure::NoRight));
    let (relay, ScannedCode::Newcomer(bytes)) = ScannedCode::from_text(&shown.code.unwrap()).unwrap() else {
        panic!("a newcomer")
    };
    let asked: LobbyAsk = cbor::from_slice(&bytes).unwrap();
    let admission = Admission {
        log: seat.log,
        member: MemberId([9; 16]),
        keys: asked.keys,
        roles: vec![CertifiedRole { role: Role::Steward, scope: seat.log.area(), until: None }],
        household: None,
        has_seat: false,
        made: town.time,
        signer: keys.keys().device(),
    };
    let certificate = Certificate::sign(&admission, &keys.signing());
    let voucher = ScannedCode::Voucher(Voucher { root: seat.root, certificate, wraps: Vec::new() });
    town.ask(qing, TakeCode { code: voucher.to_link(&relay) });
    town.meet(qing);
    assert_eq!(town.ask(qing, ReadSync).link, Link::Down(LinkFault::NotAdmitted));
    let chen = town.chen();
    town.settle();
    assert_eq!(town.phone(chen).device().roster().members().count(), 4);
}

#[test]
fn a_relay_that_swaps_a_newcomers_key_is_found_out_by_the_reviewer() {
    let mut town = Town::new(415);
    let (chen, scope) = (town.chen(), building(&town));
    let poster = poster(&mut town, scope, 3);
    let qing = town.stranger("李清");
    ask(&mut town, qing, &poster, newcomer("李清", "201"));
    let time = town.time;
    let request = town.phone(chen).prepare(time).unwrap().unwrap();
    let mut answer = town.relay_handles(&request).unwrap();
    let item = &mut answer.logs[0].desk.as_mut().unwrap().lobby[0];
    item.keys.sealing = DeviceSecret::from_seed([6; 32]).keys().sealing;
    town.phone(chen).answered(answer, time).unwrap();
    let swapped = town.ask(chen, ReadDesk).requests.remove(0);
    assert_eq!(swapped.newcomer, None, "it does not open");
    assert_eq!(town.try_ask(chen, admission(&swapped)), Err(Failure::NotHere));
}

#[test]
fn who_asked_by_a_poster_and_then_stands_at_the_door_is_given_the_answer_in_hand() {
    let mut town = Town::new(416);
    let (chen, scope) = (town.chen(), building(&town));
    let poster = poster(&mut town, scope, 3);
    let qing = town.stranger("李清");
    ask(&mut town, qing, &poster, newcomer("李清", "201"));
    assert_eq!(requests(&mut town, chen).len(), 1);
    town.link(chen, false);
    town.link(qing, false);
    town.ask(qing, ShowMyself { newcomer: newcomer("李清", "201") });
    let code = waiting(&mut town, qing).code.unwrap();
    let request = town.ask(chen, ReviewCode { code });
    assert_eq!(town.ask(chen, ReadDesk).requests.len(), 1, "one person, one request");
    let code = town.ask(chen, admission(&request)).code.unwrap();
    town.ask(qing, TakeCode { code });
    town.link(chen, true);
    town.link(qing, true);
    is_admitted(&mut town, chen, qing);
}
