//! A day of tickets: many hands, phones without a network, and everybody sees the same trail in the end.

use linli_contract::Failure;
use linli_contract::joining::{DecideHeld, HeldReason, HeldView, ReadDesk, TakeCode};
use linli_contract::members::{EndRole, MakeCard, Role as RoleName};
use linli_contract::sync::{ReadSync, RecordSync, RefuseReason};
use linli_contract::tickets::{
    CommunityTables, Department, DoStep, Handler, Level, PublicWish, ReadPublic, ReadTables, ReadTicket, ReadTickets,
    ReportForm, SaveTables, SendReport, SetVoice, StartThread, Status, Step, TicketList, TicketView, WhyVoid,
};
use linli_shared::areas::AreaKind;
use linli_shared::ids::{AreaId, MemberId, RecordId};
use linli_shared::roster::Role;
use linli_shared::tickets::public_record;
use tests::cast::{Casting, Person, Town, small_estate};

const STREET: AreaId = AreaId([0x55; 16]);

/// 陈静 of the committee, 王芳 in the first grid, 赵强 and 孙伟 of the property company, 李清 who lives in its building, 马丽
/// who lives there too, 吴军 of the street.
const CHEN: Person = Person(0);
const WANG: Person = Person(1);
const ZHAO: Person = Person(2);
const SUN: Person = Person(3);
const LI: Person = Person(4);
const MA: Person = Person(5);
const WU: Person = Person(6);

fn town(seed: u64) -> Town {
    let estate = small_estate(3);
    let (root, grid) = (estate.code.area(), estate.grids()[0]);
    let building = estate.tree.ancestor(estate.doors(0)[0], AreaKind::Building).unwrap();
    let cast = [
        ("陈静", Role::Steward, root),
        ("王芳", Role::GridWorker, grid),
        ("赵强", Role::Property, root),
        ("孙伟", Role::Property, root),
        ("李清", Role::Resident, building),
        ("马丽", Role::Resident, building),
        ("吴军", Role::Department, STREET),
    ];
    let cast: Vec<Casting> = (1..)
        .zip(cast)
        .map(|(member, (name, role, scope))| Casting { name, member, roles: vec![(role, scope)] })
        .collect();
    let mut town = Town::with(estate, seed, &cast);
    let mut tables: CommunityTables = town.ask(CHEN, ReadTables).tables;
    tables.departments.push(Department { id: STREET, name: "街道办".into(), level: Level::Street });
    town.ask(CHEN, SaveTables { tables });
    town.settle();
    town
}

fn report(town: &mut Town, who: Person, category: &str, words: &str, public: Option<PublicWish>) -> RecordId {
    let area = Some(town.estate.doors(0)[0]);
    let form = ReportForm { category: category.into(), words: words.into(), area, public, ..ReportForm::default() };
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

/// One line of a trail: what, in which words, where it stood then, and why it has no effect.
type Line = (Step, String, Status, Option<WhyVoid>);

fn trail(town: &mut Town, who: Person, ticket: RecordId) -> Vec<Line> {
    let steps = read(town, who, ticket).steps;
    steps.into_iter().map(|step| (step.step, step.words, step.status, step.void)).collect()
}

fn voids(trail: &[Line]) -> Vec<Option<WhyVoid>> {
    trail.iter().map(|(.., void)| *void).collect()
}

/// What a person has been told of work that came to nothing.
fn told(town: &mut Town, who: Person) -> Vec<RefuseReason> {
    town.ask(who, ReadSync).refused.iter().map(|refused| refused.why).collect()
}

/// A second phone of somebody.
pub(super) fn second_phone(town: &mut Town, who: Person, name: &str) -> Person {
    let card = town.ask(who, MakeCard);
    town.settle();
    let phone = town.stranger(name);
    town.ask(phone, TakeCode { code: card });
    town.settle();
    town.settle();
    phone
}

/// Everybody of these reads the same of a ticket.
fn all_read(town: &mut Town, readers: &[Person], ticket: RecordId) -> Vec<Line> {
    let first = trail(town, readers[0], ticket);
    for who in &readers[1..] {
        assert_eq!(trail(town, *who, ticket), first, "{who:?}");
    }
    first
}

#[test]
fn of_two_who_take_a_ticket_on_without_a_network_the_relays_order_decides() {
    let mut town = town(700);
    let tablet = second_phone(&mut town, LI, "李清");
    let ticket = report(&mut town, LI, "light", "楼道灯坏了", None);
    town.settle();
    for who in [ZHAO, SUN, tablet] {
        town.link(who, false);
    }
    step(&mut town, ZHAO, ticket, Step::Accepted, "我去");
    step(&mut town, ZHAO, ticket, Step::Note, "带了灯泡");
    step(&mut town, SUN, ticket, Step::Accepted, "");
    assert_eq!(status(&mut town, ZHAO, ticket), Status::InProgress, "each sees their own at once");
    assert_eq!(status(&mut town, SUN, ticket), Status::Accepted);
    // Who was later in the basement is first at the relay.
    town.link(SUN, true);
    town.settle();
    assert_eq!(voids(&trail(&mut town, LI, ticket)), [None]);
    assert_eq!(told(&mut town, ZHAO), []);
    town.link(ZHAO, true);
    town.settle();
    assert_eq!((told(&mut town, ZHAO), told(&mut town, SUN)), (vec![RefuseReason::TooLate], vec![]));
    let seen = all_read(&mut town, &[LI, CHEN, ZHAO, SUN], ticket);
    assert_eq!(voids(&seen), [None, Some(WhyVoid::TooLate), None], "what is said stands: they are colleagues");
    assert_eq!((seen[1].1.as_str(), seen[2].1.as_str()), ("我去", "带了灯泡"));
    let steps = read(&mut town, CHEN, ticket).steps;
    assert_eq!((steps[0].by.as_deref(), steps[1].by.as_deref()), (Some("孙伟"), Some("赵强")));
    assert!(steps[0].at > steps[1].at && steps[0].relayed < steps[1].relayed, "clocks do not decide");
    assert_eq!(status(&mut town, ZHAO, ticket), Status::InProgress);
    // A phone that was off all the time asks on what it knows, and comes to the same.
    step(&mut town, tablet, ticket, Step::Urged, "等了一上午");
    assert_eq!(read(&mut town, tablet, ticket).row.urged, 1);
    step(&mut town, SUN, ticket, Step::Resolved, "换好了");
    town.settle();
    town.link(tablet, true);
    town.settle();
    let seen = all_read(&mut town, &[tablet, LI, CHEN, ZHAO, SUN], ticket);
    assert_eq!(voids(&seen), [None, Some(WhyVoid::TooLate), None, None, Some(WhyVoid::TooLate)]);
    assert_eq!(
        (status(&mut town, tablet, ticket), told(&mut town, tablet)),
        (Status::Resolved, vec![RefuseReason::TooLate])
    );
    assert_eq!(told(&mut town, LI), [], "who did not do it is not told");
}

#[test]
fn of_two_phones_one_confirms_and_one_reopens_and_the_trail_keeps_both() {
    let mut town = town(701);
    let tablet = second_phone(&mut town, LI, "李清");
    let ticket = report(&mut town, LI, "light", "楼道灯坏了", None);
    town.settle();
    step(&mut town, ZHAO, ticket, Step::Accepted, "");
    step(&mut town, ZHAO, ticket, Step::Resolved, "换了灯泡");
    town.settle();
    for who in [LI, tablet] {
        town.link(who, false);
    }
    step(&mut town, LI, ticket, Step::Confirmed, "");
    step(&mut town, LI, ticket, Step::Rated { stars: 5 }, "");
    assert_eq!(try_step(&mut town, tablet, ticket, Step::Reopened, " "), Err(Failure::ReasonNeeded));
    step(&mut town, tablet, ticket, Step::Reopened, "晚上又不亮了");
    town.link(tablet, true);
    town.settle();
    assert_eq!(status(&mut town, ZHAO, ticket), Status::Reopened);
    town.link(LI, true);
    town.settle();
    town.settle();
    let seen = all_read(&mut town, &[CHEN, LI, tablet, ZHAO, SUN], ticket);
    let late = Some(WhyVoid::TooLate);
    assert_eq!(voids(&seen), [None, None, None, late, late]);
    let view = read(&mut town, LI, ticket);
    assert_eq!((view.row.status, view.rating, view.confirmed), (Status::Reopened, None, None));
    assert_eq!(told(&mut town, LI), [RefuseReason::TooLate, RefuseReason::TooLate]);
    assert_eq!(told(&mut town, tablet), []);
    assert!(view.hands.iter().any(|hand| hand.handler == Handler::Property && hand.is_active()), "it is theirs again");
    // The other way about: what was confirmed first is still opened again.
    step(&mut town, SUN, ticket, Step::Accepted, "");
    step(&mut town, SUN, ticket, Step::Resolved, "换了镇流器");
    town.settle();
    town.link(tablet, false);
    step(&mut town, tablet, ticket, Step::Reopened, "还闪");
    step(&mut town, LI, ticket, Step::Confirmed, "");
    town.settle();
    assert_eq!(status(&mut town, SUN, ticket), Status::Confirmed);
    town.link(tablet, true);
    town.settle();
    assert_eq!(status(&mut town, SUN, ticket), Status::Reopened);
    step(&mut town, SUN, ticket, Step::Accepted, "");
    step(&mut town, SUN, ticket, Step::Resolved, "整灯换新");
    town.settle();
    step(&mut town, LI, ticket, Step::Confirmed, "");
    step(&mut town, LI, ticket, Step::Rated { stars: 4 }, "修了三次");
    town.settle();
    all_read(&mut town, &[CHEN, LI, tablet, ZHAO, SUN], ticket);
    let view = read(&mut town, SUN, ticket);
    assert_eq!((view.row.status, view.rating), (Status::Confirmed, Some(4)));
    assert!(view.confirmed >= view.resolved && view.resolved > view.answered);
}

#[test]
fn of_two_phones_that_both_begin_to_report_without_a_network_nothing_is_refused() {
    let mut town = town(706);
    let tablet = second_phone(&mut town, LI, "李清");
    for who in [LI, tablet] {
        town.link(who, false);
    }
    let one = report(&mut town, LI, "light", "楼道灯坏了", None);
    // The first of them begins the ring of this person's phones, the second gives its secret to that ring.
    let two = report(&mut town, tablet, "clean", "楼道很脏", None);
    let three = report(&mut town, tablet, "green", "树枝断了", None);
    step(&mut town, tablet, three, Step::Urged, "快掉下来了");
    town.link(LI, true);
    town.settle();
    town.link(tablet, true);
    town.settle();
    assert_eq!((told(&mut town, LI), told(&mut town, tablet)), (vec![], vec![]));
    assert!(town.ask(tablet, ReadSync).waiting.is_empty());
    for (ticket, words, steps) in [(one, "楼道灯坏了", 0), (two, "楼道很脏", 0), (three, "树枝断了", 1)] {
        assert_eq!(all_read(&mut town, &[LI, tablet, CHEN, ZHAO, SUN], ticket).len(), steps);
        assert_eq!(read(&mut town, SUN, ticket).words, words);
    }
}

#[test]
fn what_was_added_to_a_report_goes_with_it_when_it_is_not_admitted() {
    let mut town = town(707);
    town.link(MA, false);
    let ticket = report(&mut town, MA, "light", "楼道灯坏了", None);
    let building = town.estate.tree.ancestor(town.estate.doors(0)[0], AreaKind::Building).unwrap();
    town.ask(CHEN, EndRole { member: MemberId([6; 16]), role: RoleName::Resident, scope: building });
    town.settle();
    town.link(MA, true);
    // Its report is on its way when the person adds to it.
    town.turn(MA);
    town.link(MA, false);
    let _ = try_step(&mut town, MA, ticket, Step::Note, "二楼也坏了");
    town.link(MA, true);
    town.settle();
    for HeldView { device, device_seq, act, .. } in town.ask(CHEN, ReadDesk).held {
        town.ask(CHEN, DecideHeld { device, device_seq, act, is_admitted: false });
    }
    town.settle();
    town.settle();
    let sync = town.ask(MA, ReadSync);
    assert_eq!((sync.waiting.len(), sync.refused.is_empty()), (0, false));
    assert_eq!(town.try_ask(CHEN, ReadTicket { ticket }), Err(Failure::NotHere));
}

/// 孙伟 works offline while his role ends; the committee decides on what comes of it.
fn a_role_ends_meanwhile(town: &mut Town, is_admitted: bool, is_taken_on: bool) -> RecordId {
    let ticket = report(town, LI, "light", "楼道灯坏了", None);
    town.settle();
    town.link(SUN, false);
    step(town, SUN, ticket, Step::Accepted, "");
    step(town, SUN, ticket, Step::Note, "在三楼");
    let root = town.estate.code.area();
    town.ask(CHEN, EndRole { member: MemberId([4; 16]), role: RoleName::Property, scope: root });
    town.settle();
    if is_taken_on {
        step(town, ZHAO, ticket, Step::Accepted, "");
        town.settle();
    }
    let before = trail(town, LI, ticket);
    town.link(SUN, true);
    town.settle();
    assert_eq!(trail(town, LI, ticket), before, "nobody sees it before the committee has decided");
    let held = town.ask(CHEN, ReadDesk).held;
    assert!(!held.is_empty());
    for one in held {
        assert_eq!((one.why, one.by.as_deref()), (HeldReason::RoleEnded, Some("孙伟")));
        let (device, device_seq, act) = (one.device, one.device_seq, one.act);
        town.ask(CHEN, DecideHeld { device, device_seq, act, is_admitted });
    }
    town.settle();
    town.settle();
    assert!(town.ask(CHEN, ReadDesk).held.is_empty());
    ticket
}

#[test]
fn what_was_done_before_one_knew_that_ones_role_had_ended_stands_if_the_committee_admits_it() {
    let mut town = town(702);
    let ticket = a_role_ends_meanwhile(&mut town, true, false);
    let seen = all_read(&mut town, &[CHEN, LI, ZHAO], ticket);
    assert_eq!((seen.len(), voids(&seen)), (2, vec![None, None]));
    let steps = read(&mut town, LI, ticket).steps;
    assert!(steps.iter().all(|step| step.hand == Some(Handler::Property)), "it was done for the property company");
    step(&mut town, ZHAO, ticket, Step::Resolved, "换好了");
    town.settle();
    assert_eq!(status(&mut town, LI, ticket), Status::Resolved);
    assert!(try_step(&mut town, SUN, ticket, Step::Note, "还有一件事").is_err(), "nothing new from who left");
}

#[test]
fn what_is_admitted_takes_its_place_behind_what_was_done_meanwhile() {
    let mut town = town(703);
    let ticket = a_role_ends_meanwhile(&mut town, true, true);
    let seen = all_read(&mut town, &[CHEN, LI, ZHAO], ticket);
    assert_eq!(voids(&seen), [None, Some(WhyVoid::TooLate), None]);
    let steps = read(&mut town, LI, ticket).steps;
    assert_eq!((steps[0].by.as_deref(), steps[1].by.as_deref()), (Some("赵强"), Some("孙伟")));
}

#[test]
fn what_the_committee_does_not_admit_never_was_and_its_author_is_told() {
    let mut town = town(704);
    let ticket = a_role_ends_meanwhile(&mut town, false, false);
    assert_eq!(all_read(&mut town, &[CHEN, LI, ZHAO], ticket), []);
    assert_eq!(status(&mut town, LI, ticket), Status::Submitted);
    assert!(!told(&mut town, SUN).is_empty());
    assert!(town.ask(SUN, ReadSync).waiting.is_empty());
    step(&mut town, ZHAO, ticket, Step::Accepted, "");
    town.settle();
    assert_eq!(status(&mut town, LI, ticket), Status::Accepted);
}

fn public_rows(town: &mut Town, who: Person) -> Vec<RecordId> {
    let list = TicketList::Public;
    let asked = ReadTickets { list, category: None, area: None, text: String::new(), from: 0, count: 9 };
    town.ask(who, asked).rows.iter().map(|row| row.ticket).collect()
}

#[test]
fn a_report_goes_up_to_the_street_and_back_and_everybody_sees_what_is_theirs_to_see() {
    let mut town = town(705);
    let street = Handler::Department(STREET);
    let everybody = [CHEN, WANG, ZHAO, SUN, LI, MA, WU];
    for who in everybody {
        town.link(who, false);
    }
    let ticket = report(&mut town, LI, "fire", "消防通道被三轮车堵住", Some(PublicWish::Nameless));
    assert_eq!(read(&mut town, LI, ticket).row.sync, RecordSync::OnThisDevice);
    for who in everybody {
        town.link(who, true);
    }
    town.settle();
    let public = public_record(ticket);
    assert_eq!(public_rows(&mut town, MA), [], "nobody has taken it on");

    // 王芳 takes it on in a basement, while the company says in words what it saw.
    town.link(WANG, false);
    step(&mut town, WANG, ticket, Step::Accepted, "");
    step(&mut town, ZHAO, ticket, Step::Note, "车主是对面饭店的");
    town.settle();
    town.link(WANG, true);
    town.settle();
    assert_eq!(public_rows(&mut town, MA), [public]);
    let shown = town.ask(MA, ReadPublic { report: public });
    let said = format!("{shown:?}");
    assert!(!said.contains("李清") && !said.contains("101") && !said.contains("饭店"), "{said}");
    assert_eq!((shown.row.path.as_slice(), shown.name.as_str()), (["1号楼".to_owned(), "1单元".into()].as_slice(), ""));
    // The neighbour finds it in the way too, without a network, and follows it.
    town.link(MA, false);
    town.ask(MA, SetVoice { report: public, me_too: true, follows: true });
    assert_eq!(town.ask(MA, ReadPublic { report: public }).row.voices, 1);
    town.link(MA, true);
    town.settle();
    assert_eq!(town.ask(WANG, ReadPublic { report: public }).row.voices, 1);
    assert_eq!(try_step(&mut town, MA, ticket, Step::Note, "我也遇到"), Err(Failure::NotHere));

    // Those who handle it agree on something among themselves.
    let with = vec![Handler::Property, Handler::GridWorkers];
    let thread = town.ask(CHEN, StartThread { ticket, with, words: "下午三点一起去找店主".into() });
    town.settle();
    for who in [WANG, ZHAO, SUN] {
        assert_eq!(read(&mut town, who, thread).words, "下午三点一起去找店主");
    }
    step(&mut town, ZHAO, thread, Step::Note, "店主态度不好");
    town.settle();

    // It goes up: whoever comes late reads what came before, and nothing of the thread they were not asked into.
    assert_eq!(try_step(&mut town, WU, ticket, Step::Accepted, ""), Err(Failure::NotHere));
    step(&mut town, CHEN, ticket, Step::Sent { to: vec![street] }, "屡劝不改，请街道处理");
    town.link(WU, false);
    town.settle();
    step(&mut town, LI, ticket, Step::Note, "今天又停了两辆");
    town.settle();
    town.link(WU, true);
    town.settle();
    let seen = all_read(&mut town, &[CHEN, WANG, ZHAO, SUN, LI, WU], ticket);
    assert_eq!((seen.len(), voids(&seen)), (4, vec![None; 4]));
    assert!(seen[2].1.ends_with("屡劝不改，请街道处理"));
    let view = read(&mut town, WU, ticket);
    assert_eq!((view.level, view.words.as_str()), (Level::Street, "消防通道被三轮车堵住"));
    assert!(view.threads.is_empty());
    for who in [LI, MA, WU] {
        assert_eq!(town.try_ask(who, ReadTicket { ticket: thread }), Err(Failure::NotHere), "{who:?}");
    }
    assert!(read(&mut town, LI, ticket).threads.is_empty(), "not even that there is one");

    // The street gives it back with a reason while the committee, on a train, asks it to hurry.
    step(&mut town, WU, ticket, Step::Accepted, "");
    town.settle();
    town.link(CHEN, false);
    step(&mut town, CHEN, ticket, Step::Urged, "请今天答复");
    assert_eq!(try_step(&mut town, WU, ticket, Step::Returned, ""), Err(Failure::ReasonNeeded));
    step(&mut town, WU, ticket, Step::Returned, "属小区内部道路，请物业立牌");
    town.settle();
    town.link(CHEN, true);
    town.settle();
    let seen = all_read(&mut town, &[CHEN, WANG, ZHAO, SUN, LI, WU], ticket);
    assert_eq!(seen.last().map(|line| (line.0.clone(), line.2)), Some((Step::Urged, Status::Returned)));
    assert_eq!(told(&mut town, WU), []);
    assert_eq!(try_step(&mut town, WU, ticket, Step::Resolved, "完成"), Err(Failure::TooLate), "it gave it back");
    step(&mut town, CHEN, ticket, Step::Sent { to: vec![Handler::Property] }, "请立牌并锁桩");
    town.settle();
    step(&mut town, SUN, ticket, Step::Accepted, "");
    step(&mut town, SUN, ticket, Step::Resolved, "装了隔离桩");
    town.settle();
    step(&mut town, LI, ticket, Step::Confirmed, "");
    step(&mut town, LI, ticket, Step::Rated { stars: 5 }, "谢谢");
    town.settle();
    all_read(&mut town, &[CHEN, WANG, ZHAO, SUN, LI, WU], ticket);
    let view = read(&mut town, WU, ticket);
    assert_eq!((view.row.status, view.rating), (Status::Confirmed, Some(5)));
    let shown = town.ask(MA, ReadPublic { report: public });
    assert!(shown.row.is_unread && shown.row.status == Status::Resolved, "who follows it hears of it");
    for who in everybody {
        let sync = town.ask(who, ReadSync);
        assert_eq!((sync.waiting.len(), sync.refused.len()), (0, 0), "{who:?}");
    }
}
