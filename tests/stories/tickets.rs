//! Tickets: from a report without a network to whoever can mend it.

use linli_contract::Failure;
use linli_contract::joining::{DecideHeld, HeldView, ReadDesk, TakeCode};
use linli_contract::members::{EndRole, GrantRole, MakeCard, RemoveDevice, Role as RoleName};
use linli_contract::sync::{ReadSync, RecordSync, RefuseReason, Work};
use linli_contract::tickets::{
    CommunityTables, Department, DoStep, Handler, Level, OpenReport, ReadTables, ReadTicket, ReadTickets, ReportForm,
    SaveTables, SendReport, Status, Step, TicketList, TicketView, WhyVoid,
};
use linli_shared::ids::{AreaId, MemberId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::roster::{Erased, RingKind, Role, RosterFact, member_ring};
use tests::cast::{Casting, Person, Town, small_estate};

const CHEN: Person = Person(0);
const WANG: Person = Person(1);
const LI: Person = Person(2);
const ZHAO: Person = Person(3);
const SUN: Person = Person(4);
const MA: Person = Person(5);

/// 陈静 of the committee, 王芳 in the first grid, 李清 who lives there, 赵强 and 孙伟 of the property company, 马丽 of the
/// street, who is only a neighbour yet.
fn cast(seed: u64) -> Town {
    let estate = small_estate(2);
    let (root, grid) = (estate.code.area(), estate.grids()[0]);
    let building = estate.tree.parent(estate.stair(0)).unwrap();
    let one = |name, member, roles| Casting { name, member, roles };
    let cast = [
        one("陈静", 1, vec![(Role::Steward, root)]),
        one("王芳", 2, vec![(Role::GridWorker, grid)]),
        one("李清", 3, vec![(Role::Resident, building)]),
        one("赵强", 4, vec![(Role::Property, root)]),
        one("孙伟", 5, vec![(Role::Property, root)]),
        one("马丽", 6, vec![(Role::Resident, building)]),
    ];
    Town::with(estate, seed, &cast)
}

fn report(town: &mut Town, who: Person, category: &str, words: &str) -> RecordId {
    let area = Some(town.estate.doors(0)[0]);
    let form = ReportForm { category: category.into(), area, words: words.into(), ..ReportForm::default() };
    town.ask(who, SendReport { form })
}

fn try_step(town: &mut Town, who: Person, ticket: RecordId, step: Step, words: &str) -> Result<(), Failure> {
    town.try_ask(who, DoStep { ticket, step, words: words.into(), attached: Vec::new() })
}

fn step(town: &mut Town, who: Person, ticket: RecordId, step: Step, words: &str) {
    try_step(town, who, ticket, step, words).unwrap();
}

fn read(town: &mut Town, who: Person, ticket: RecordId) -> TicketView {
    town.ask(who, ReadTicket { ticket })
}

fn status(town: &mut Town, who: Person, ticket: RecordId) -> Status {
    read(town, who, ticket).row.status
}

/// The steps of a trail in short.
fn trail(town: &mut Town, who: Person, ticket: RecordId) -> Vec<(Step, String, bool)> {
    let view = read(town, who, ticket);
    view.steps.into_iter().map(|step| (step.step, step.words, step.void.is_some())).collect()
}

#[test]
fn a_report_made_without_a_network_is_mended_and_both_sides_see_how() {
    let mut town = cast(600);
    town.link(LI, false);
    let ticket = report(&mut town, LI, "light", "楼道灯坏了");
    let view = read(&mut town, LI, ticket);
    assert_eq!(
        (view.row.status, view.row.sync, view.words.as_str()),
        (Status::Submitted, RecordSync::OnThisDevice, "楼道灯坏了")
    );
    town.settle();
    assert_eq!(town.try_ask(ZHAO, ReadTicket { ticket }), Err(Failure::NotHere));
    town.link(LI, true);
    town.settle();
    assert_eq!(town.ask(LI, ReadSync).refused, []);
    assert_eq!(read(&mut town, LI, ticket).row.sync, RecordSync::WithRelay);
    assert!(town.try_ask(WANG, ReadTicket { ticket }).is_err(), "a light is the property company's");
    assert!(town.try_ask(MA, ReadTicket { ticket }).is_err(), "neighbours read nothing of it");
    step(&mut town, ZHAO, ticket, Step::Accepted, "");
    step(&mut town, ZHAO, ticket, Step::Note, "明天上午来修");
    town.settle();
    assert_eq!(status(&mut town, LI, ticket), Status::InProgress);
    step(&mut town, SUN, ticket, Step::Resolved, "换了灯泡");
    town.settle();
    step(&mut town, LI, ticket, Step::Confirmed, "");
    town.settle();
    for who in [CHEN, LI, ZHAO, SUN] {
        let view = read(&mut town, who, ticket);
        assert_eq!(view.row.status, Status::Confirmed);
        assert_eq!(view.steps.len(), 4);
        assert!(view.answered.is_some() && view.resolved.is_some() && view.confirmed.is_some());
        assert!(view.steps.iter().all(|step| step.relayed.is_some()));
    }
    let (at_chen, at_li) = (trail(&mut town, CHEN, ticket), trail(&mut town, LI, ticket));
    assert_eq!(at_chen, at_li);
}

#[test]
fn a_second_phone_of_the_reporter_reads_the_whole_history() {
    let mut town = cast(601);
    let ticket = report(&mut town, LI, "light", "楼道灯坏了");
    town.settle();
    step(&mut town, ZHAO, ticket, Step::Accepted, "");
    town.settle();
    let card = town.ask(LI, MakeCard);
    town.settle();
    let tablet = town.stranger("李清");
    town.ask(tablet, TakeCode { code: card });
    town.settle();
    town.settle();
    assert_eq!(trail(&mut town, tablet, ticket), trail(&mut town, LI, ticket));
    step(&mut town, tablet, ticket, Step::Note, "晚上也可以来");
    town.settle();
    for who in [LI, ZHAO, CHEN] {
        assert_eq!(trail(&mut town, who, ticket).len(), 2);
    }
    // The first phone is lost: the ring of the member's devices turns, and what follows is not for it.
    let ring = member_ring(MemberId([3; 16]));
    let generations = |town: &mut Town| town.phone(CHEN).device().roster().ring(ring).unwrap().generations.len();
    let before = generations(&mut town);
    let lost = town.phone(LI).device().id().unwrap();
    town.link(LI, false);
    town.ask(tablet, RemoveDevice { device: lost });
    town.settle();
    assert_eq!(generations(&mut town), before + 1);
    let again = report(&mut town, tablet, "light", "又坏了");
    town.settle();
    town.link(LI, true);
    town.settle();
    assert!(town.try_ask(LI, ReadTicket { ticket: again }).is_err());
    assert_eq!(read(&mut town, ZHAO, again).words, "又坏了");
}

/// The committee decides on everything in quarantine.
fn decide(town: &mut Town, is_admitted: bool) {
    town.meet(CHEN);
    let held = town.ask(CHEN, ReadDesk).held;
    assert!(!held.is_empty());
    for HeldView { device, device_seq, act, what, paths, .. } in held {
        assert!(what.contains(&Work::Ticket) && paths.is_empty(), "its words are its readers' matter");
        town.ask(CHEN, DecideHeld { device, device_seq, act, is_admitted });
    }
    town.settle();
}

#[test]
fn what_was_written_on_a_phone_before_it_was_lost_stands_once_it_is_admitted() {
    let mut town = cast(611);
    let ticket = report(&mut town, LI, "light", "楼道灯坏了");
    town.settle();
    town.link(SUN, false);
    step(&mut town, SUN, ticket, Step::Accepted, "");
    let lost = town.phone(SUN).device().id().unwrap();
    town.ask(CHEN, RemoveDevice { device: lost });
    town.settle();
    town.link(SUN, true);
    town.settle();
    assert_eq!(trail(&mut town, LI, ticket), []);
    decide(&mut town, true);
    for who in [CHEN, LI, ZHAO] {
        assert_eq!(trail(&mut town, who, ticket), [(Step::Accepted, String::new(), false)]);
        assert_eq!(status(&mut town, who, ticket), Status::Accepted);
    }
}

#[test]
fn a_restored_phone_reports_nothing_twice() {
    let mut town = cast(612);
    let old = report(&mut town, LI, "clean", "楼道很脏");
    town.settle();
    step(&mut town, ZHAO, old, Step::Accepted, "");
    town.settle();
    town.link(LI, false);
    let sent = report(&mut town, LI, "light", "楼道灯坏了");
    step(&mut town, LI, sent, Step::Note, "三楼");
    let copy = town.phone(LI).copy("李清 restored");
    town.link(LI, true);
    town.settle();
    // The phone is set up again from a backup that does not know that all of it was sent.
    town.phones[LI.0] = copy;
    town.phones[LI.0].start();
    town.ask(LI, ReadSync);
    step(&mut town, LI, old, Step::Urged, "");
    for _ in 0..3 {
        town.settle();
    }
    let sync = town.ask(LI, ReadSync);
    assert_eq!((sync.waiting.len(), sync.refused.len()), (0, 0));
    for who in [CHEN, LI, ZHAO] {
        assert_eq!(trail(&mut town, who, sent), [(Step::Note, "三楼".to_owned(), false)], "{who:?}");
        assert_eq!(trail(&mut town, who, old).len(), 2, "{who:?}");
        let list = if who == LI { TicketList::Mine } else { TicketList::Open };
        let all = ReadTickets { list, category: None, area: None, text: String::new(), from: 0, count: 9 };
        assert_eq!(town.ask(who, all).total, 2, "{who:?}");
    }
}

#[test]
fn tickets_that_come_before_their_rings_secret_are_opened_when_it_comes() {
    let mut town = cast(613);
    let ticket = report(&mut town, LI, "noise", "半夜有人唱歌");
    town.settle();
    step(&mut town, WANG, ticket, Step::Accepted, "");
    town.settle();
    let time = town.time;
    let (member, scope) = (MemberId([6; 16]), town.estate.grids()[0]);
    let facts = [RosterFact::RoleGranted { member, role: Role::GridWorker, scope, until: None }];
    town.phone(CHEN).work(time, &[], |device, turn| device.append_roster(&facts, turn)).unwrap();
    // The role has its place; nobody has given its holder the secret yet.
    town.turn(CHEN);
    town.meet(MA);
    assert!(town.try_ask(MA, ReadTicket { ticket }).is_err());
    town.settle();
    town.settle();
    assert_eq!(trail(&mut town, MA, ticket), trail(&mut town, WANG, ticket));
}

#[test]
fn words_of_a_report_that_was_refused_stay_with_the_person() {
    let mut town = cast(606);
    town.link(LI, false);
    let ticket = report(&mut town, LI, "light", "楼道灯坏了");
    let building = town.estate.tree.parent(town.estate.stair(0)).unwrap();
    town.ask(CHEN, EndRole { member: MemberId([3; 16]), role: RoleName::Resident, scope: building });
    town.settle();
    town.link(LI, true);
    town.settle();
    decide(&mut town, false);
    let refused = town.ask(LI, ReadSync).refused;
    assert_eq!(
        refused.iter().map(|one| one.words.as_str()).collect::<Vec<_>>(),
        ["楼道灯坏了"],
        "told once, with its words"
    );
    assert_eq!(town.try_ask(LI, ReadTicket { ticket }), Err(Failure::NotHere));
    let draft = town.phone(LI).device().report_draft(false).cloned().unwrap();
    assert_eq!((draft.words.as_str(), draft.category.as_str()), ("楼道灯坏了", "light"));
    assert!(town.try_ask(CHEN, ReadTicket { ticket }).is_err());
}

#[test]
fn a_member_whom_an_order_is_sent_past_reads_nothing_new() {
    let mut town = cast(607);
    let building = town.estate.tree.parent(town.estate.stair(0)).unwrap();
    let (member, until) = (MemberId([6; 16]), Some(town.time.plus(90 * 86_400_000)));
    town.ask(CHEN, GrantRole { member, role: RoleName::Volunteer, scope: building, until });
    town.settle();
    town.settle();
    let form = ReportForm {
        category: "help".into(),
        area: Some(town.estate.doors(0)[0]),
        words: "想有人陪去医院".into(),
        is_service: true,
        ..ReportForm::default()
    };
    let order = town.ask(LI, SendReport { form });
    town.settle();
    step(&mut town, CHEN, order, Step::Sent { to: vec![Handler::Member(member)] }, "马丽有空吗");
    town.settle();
    assert_eq!(read(&mut town, MA, order).words, "想有人陪去医院");
    step(&mut town, MA, order, Step::Returned, "这周不在家");
    town.settle();
    step(&mut town, CHEN, order, Step::Sent { to: vec![Handler::GridWorkers] }, "请王芳陪");
    town.settle();
    step(&mut town, WANG, order, Step::Accepted, "");
    step(&mut town, LI, order, Step::Note, "星期四早上八点，谢谢");
    town.settle();
    assert_eq!(trail(&mut town, MA, order).len(), 2);
    for who in [CHEN, LI, WANG] {
        assert_eq!(trail(&mut town, who, order).len(), 5, "{who:?}");
    }
    // Whoever comes under the new secret reads what was written under the old one.
    assert_eq!(trail(&mut town, WANG, order), trail(&mut town, LI, order));
}

#[test]
fn a_new_worker_reads_the_open_tickets_of_the_grid() {
    let mut town = cast(608);
    let ticket = report(&mut town, LI, "noise", "半夜有人唱歌");
    town.settle();
    step(&mut town, WANG, ticket, Step::Accepted, "");
    town.settle();
    let grid = town.estate.grids()[0];
    town.ask(CHEN, GrantRole { member: MemberId([6; 16]), role: RoleName::GridWorker, scope: grid, until: None });
    town.settle();
    town.settle();
    assert_eq!(trail(&mut town, MA, ticket), trail(&mut town, WANG, ticket));
    let other = town.estate.grids()[1];
    town.ask(CHEN, GrantRole { member: MemberId([4; 16]), role: RoleName::GridWorker, scope: other, until: None });
    town.settle();
    town.settle();
    assert!(town.try_ask(ZHAO, ReadTicket { ticket }).is_err(), "it is another grid's");
}

#[test]
fn what_the_relay_lost_comes_back_in_its_order() {
    let mut town = cast(609);
    let first = report(&mut town, LI, "light", "楼道灯坏了");
    town.settle();
    let backup = town.store.backup();
    step(&mut town, ZHAO, first, Step::Accepted, "");
    let second = report(&mut town, LI, "clean", "楼道很脏");
    town.settle();
    step(&mut town, SUN, second, Step::Accepted, "");
    step(&mut town, ZHAO, first, Step::Resolved, "换了灯泡");
    town.settle();
    town.relay = None;
    town.store.restore(&backup);
    town.relay = town.relay_on(town.store.clone());
    let code = town.estate.code;
    town.relay.as_mut().unwrap().begin_era(code, None).unwrap();
    town.settle();
    town.settle();
    for who in [CHEN, LI, ZHAO, SUN] {
        assert_eq!(status(&mut town, who, first), Status::Resolved, "{who:?}");
        assert_eq!(status(&mut town, who, second), Status::Accepted, "{who:?}");
        let view = read(&mut town, who, first);
        assert!(view.steps.iter().all(|step| step.void.is_none()));
    }
    let newcomer = town.ask(CHEN, MakeCard);
    town.settle();
    let tablet = town.stranger("陈静");
    town.ask(tablet, TakeCode { code: newcomer });
    town.settle();
    town.settle();
    assert_eq!(trail(&mut town, tablet, second), trail(&mut town, LI, second));
}

#[test]
fn an_erased_ticket_is_gone_everywhere() {
    let mut town = cast(610);
    let ticket = report(&mut town, LI, "light", "楼道灯坏了");
    town.settle();
    step(&mut town, ZHAO, ticket, Step::Accepted, "");
    town.settle();
    let scope = town.estate.grids()[0];
    let records = vec![Erased { record: ticket, kind: Kind::Case, scope }];
    let time = town.time;
    let facts = [RosterFact::Renewed { records, to: None }];
    town.link(LI, false);
    step(&mut town, LI, ticket, Step::Urged, "");
    town.phone(CHEN).work(time, &[], |device, turn| device.append_roster(&facts, turn)).unwrap();
    town.settle();
    town.link(LI, true);
    town.settle();
    for who in [CHEN, LI, ZHAO, SUN] {
        assert_eq!(town.try_ask(who, ReadTicket { ticket }), Err(Failure::NotHere), "{who:?}");
    }
    let refused = town.ask(LI, ReadSync).refused;
    assert_eq!(refused.iter().map(|one| one.why).collect::<Vec<_>>(), [RefuseReason::Renewed]);
    assert!(refused.iter().all(|one| one.words.is_empty()), "what was erased is told to nobody");
}

/// The committee names a department and its person.
fn street(town: &mut Town) -> AreaId {
    let id = AreaId([77; 16]);
    let mut tables: CommunityTables = town.ask(CHEN, ReadTables).tables;
    tables.departments.push(Department { id, name: "街道城管".into(), level: Level::Street });
    town.ask(CHEN, SaveTables { tables });
    town.settle();
    let root = town.estate.code.area();
    let building = town.estate.tree.parent(town.estate.stair(0)).unwrap();
    let member = MemberId([6; 16]);
    let unknown = GrantRole { member, role: RoleName::Department, scope: AreaId([78; 16]), until: None };
    assert_eq!(town.try_ask(CHEN, unknown), Err(Failure::InvalidInput));
    town.ask(CHEN, GrantRole { member, role: RoleName::Department, scope: id, until: None });
    town.ask(CHEN, EndRole { member, role: RoleName::Resident, scope: building });
    town.settle();
    town.settle();
    let _ = root;
    id
}

#[test]
fn a_department_that_is_sent_a_ticket_later_reads_what_came_before() {
    let mut town = cast(602);
    let ticket = report(&mut town, LI, "other", "马路上有坑");
    town.settle();
    step(&mut town, CHEN, ticket, Step::Accepted, "");
    step(&mut town, CHEN, ticket, Step::Note, "看过了，很深");
    town.settle();
    let street = street(&mut town);
    assert!(town.try_ask(MA, ReadTicket { ticket }).is_err());
    step(&mut town, CHEN, ticket, Step::Sent { to: vec![Handler::Department(street)] }, "归街道管");
    town.settle();
    assert_eq!(trail(&mut town, MA, ticket), trail(&mut town, LI, ticket));
    assert_eq!(read(&mut town, MA, ticket).words, "马路上有坑");
    step(&mut town, MA, ticket, Step::Accepted, "");
    step(&mut town, MA, ticket, Step::Resolved, "填平了");
    town.settle();
    assert_eq!(status(&mut town, LI, ticket), Status::Resolved);
}

#[test]
fn a_handler_who_is_removed_reads_nothing_new_and_whose_step_came_too_late_is_told() {
    let mut town = cast(603);
    let ticket = report(&mut town, LI, "light", "楼道灯坏了");
    town.settle();
    // Both are without a network; the reporter takes it back before the property company's step arrives.
    town.link(ZHAO, false);
    step(&mut town, ZHAO, ticket, Step::Accepted, "");
    step(&mut town, LI, ticket, Step::Withdrawn, "自己换好了");
    town.settle();
    town.link(ZHAO, true);
    town.settle();
    let refused: Vec<RefuseReason> = town.ask(ZHAO, ReadSync).refused.iter().map(|refused| refused.why).collect();
    assert_eq!(refused, [RefuseReason::TooLate]);
    for who in [CHEN, LI, ZHAO, SUN] {
        let view = read(&mut town, who, ticket);
        assert_eq!(view.row.status, Status::Withdrawn);
        let voids: Vec<Option<WhyVoid>> = view.steps.iter().map(|step| step.void).collect();
        assert_eq!(voids, [None, Some(WhyVoid::TooLate)]);
    }
    let second = report(&mut town, LI, "light", "又坏了");
    town.settle();
    let root = town.estate.code.area();
    town.ask(CHEN, EndRole { member: MemberId([5; 16]), role: RoleName::Property, scope: root });
    town.settle();
    step(&mut town, ZHAO, second, Step::Accepted, "");
    town.settle();
    assert_eq!(trail(&mut town, SUN, second), [], "nothing new for somebody who left");
    assert_eq!(trail(&mut town, LI, second).len(), 1);
    let third = report(&mut town, LI, "light", "还是不亮");
    town.settle();
    assert!(town.try_ask(SUN, ReadTicket { ticket: third }).is_err());
    assert_eq!(read(&mut town, ZHAO, third).words, "还是不亮");
}

#[test]
fn two_who_send_a_ticket_on_at_the_same_time_both_reach_whom_they_meant() {
    let mut town = cast(604);
    let street = street(&mut town);
    let ticket = report(&mut town, LI, "light", "楼道灯坏了");
    town.settle();
    step(&mut town, ZHAO, ticket, Step::Accepted, "");
    town.settle();
    town.link(ZHAO, false);
    step(&mut town, ZHAO, ticket, Step::Sent { to: vec![Handler::Property, Handler::GridWorkers] }, "请网格员陪同");
    step(&mut town, CHEN, ticket, Step::Sent { to: vec![Handler::Property, Handler::Department(street)] }, "一起看看");
    town.settle();
    town.link(ZHAO, true);
    town.settle();
    for who in [CHEN, LI, ZHAO, WANG, MA] {
        assert_eq!(trail(&mut town, who, ticket).len(), 3, "{who:?}");
    }
    assert_eq!(trail(&mut town, MA, ticket), trail(&mut town, WANG, ticket));
}

#[test]
fn what_is_begun_on_two_phones_at_once_begins_one_ring() {
    let mut town = cast(605);
    let card = town.ask(LI, MakeCard);
    town.settle();
    let tablet = town.stranger("李清");
    town.ask(tablet, TakeCode { code: card });
    town.settle();
    town.settle();
    town.link(LI, false);
    town.link(tablet, false);
    let one = report(&mut town, LI, "light", "楼道灯坏了");
    let more = report(&mut town, LI, "green", "树枝断了");
    let other = report(&mut town, tablet, "clean", "楼道很脏");
    town.link(LI, true);
    town.link(tablet, true);
    town.settle();
    town.settle();
    for who in [LI, tablet, ZHAO, CHEN] {
        assert_eq!(read(&mut town, who, one).words, "楼道灯坏了");
        assert_eq!(read(&mut town, who, other).words, "楼道很脏");
        assert_eq!(read(&mut town, who, more).words, "树枝断了");
    }
    let kinds = town.phone(CHEN).device().roster().rings().filter(|(_, ring)| ring.kind == RingKind::Member).count();
    assert_eq!(kinds, 1);
    assert!(town.ask(LI, OpenReport { is_service: false }).draft.is_none());
}
