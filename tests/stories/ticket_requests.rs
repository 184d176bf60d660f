//! What each role may ask about tickets, and what it is answered.

use linli_contract::Failure;
use linli_contract::members::{GrantRole, Role as RoleName};
use linli_contract::sync::{ReadSync, RecordSync};
use linli_contract::tickets::{
    CommunityTables, Department, DoStep, FindSimilar, Handler, Level, MayDo, OpenReport, PublicWish, PublishTicket,
    ReadPublic, ReadTables, ReadTicket, ReadTicketBoard, ReadTickets, ReportForm, SaveReportDraft, SaveTables,
    SendReport, SetVoice, StartThread, Status, Step, TicketList, TicketView, TicketsView,
};
use linli_shared::areas::AreaKind;
use linli_shared::ids::{AreaId, MemberId, RecordId};
use linli_shared::roster::Role;
use linli_shared::tickets::public_record;
use tests::cast::{Casting, Person, Town, small_estate};

const STREET: AreaId = AreaId([0x55; 16]);

/// 陈静 steward, 王芳 grid worker, 周建国 property, 李清 and 赵敏 residents of the first grid's building, 何丽 its leader,
/// 孙伟 observer, 吴军 of the street, 郑洁 steward.
const CHEN: Person = Person(0);
const WANG: Person = Person(1);
const ZHOU: Person = Person(2);
const LI: Person = Person(3);
const ZHAO: Person = Person(4);
const HE: Person = Person(5);
const SUN: Person = Person(6);
const WU: Person = Person(7);
const ZHENG: Person = Person(8);

fn town(seed: u64) -> Town {
    let estate = small_estate(3);
    let (root, grid) = (estate.code.area(), estate.grids()[0]);
    let building = estate.tree.ancestor(estate.doors(0)[0], AreaKind::Building).unwrap();
    let cast = [
        ("陈静", Role::Steward, root),
        ("王芳", Role::GridWorker, grid),
        ("周建国", Role::Property, root),
        ("李清", Role::Resident, building),
        ("赵敏", Role::Resident, building),
        ("何丽", Role::BuildingLeader, building),
        ("孙伟", Role::Observer, root),
        ("吴军", Role::Department, STREET),
        ("郑洁", Role::Steward, root),
    ];
    let cast: Vec<Casting> = (1..)
        .zip(cast)
        .map(|(member, (name, role, scope))| Casting { name, member, roles: vec![(role, scope)] })
        .collect();
    Town::with(estate, seed, &cast)
}

fn building(town: &Town) -> AreaId {
    town.estate.tree.ancestor(town.estate.doors(0)[0], AreaKind::Building).unwrap()
}

fn report(town: &Town, category: &str, words: &str) -> ReportForm {
    let (category, words) = (category.to_owned(), words.to_owned());
    ReportForm { category, words, area: Some(town.estate.doors(0)[0]), ..ReportForm::default() }
}

fn send(town: &mut Town, who: Person, form: ReportForm) -> RecordId {
    town.ask(who, SendReport { form })
}

fn read(town: &mut Town, who: Person, ticket: RecordId) -> TicketView {
    town.ask(who, ReadTicket { ticket })
}

fn asking(list: TicketList) -> ReadTickets {
    ReadTickets { list, category: None, area: None, text: String::new(), from: 0, count: 50 }
}

fn list(town: &mut Town, who: Person, list: TicketList) -> TicketsView {
    town.ask(who, asking(list))
}

fn ids(view: &TicketsView) -> Vec<RecordId> {
    view.rows.iter().map(|row| row.ticket).collect()
}

fn doing(ticket: RecordId, step: Step, words: &str) -> DoStep {
    DoStep { ticket, step, words: words.to_owned(), attached: Vec::new() }
}

fn lists_of(town: &mut Town, who: Person, of: TicketList) -> Vec<TicketList> {
    list(town, who, of).counts.into_iter().map(|(list, _)| list).collect()
}

#[test]
fn a_report_begins_with_ones_own_places_and_what_was_typed_before() {
    let mut town = town(500);
    let view = town.ask(LI, OpenReport { is_service: false });
    let own = building(&town);
    assert_eq!(view.own_places.iter().map(|(area, _)| *area).collect::<Vec<_>>(), [own]);
    assert_eq!(view.own_places[0].1, ["1号楼"]);
    assert_eq!(view.buildings.len(), 2);
    assert!(view.categories.iter().any(|category| category.key == "water") && !view.may_file_for_others);
    assert!(view.categories.iter().all(|category| !category.is_service) && view.draft.is_none());
    let form = report(&town, "water", "水管");
    town.ask(LI, SaveReportDraft { is_service: form.is_service, form: Some(form.clone()) });
    town.phone(LI).kill(0);
    town.phone(LI).start();
    assert_eq!(town.ask(LI, OpenReport { is_service: false }).draft, Some(form.clone()));
    let services = town.ask(LI, OpenReport { is_service: true });
    assert!(services.draft.is_none() && services.categories.iter().all(|category| category.is_service));
    send(&mut town, LI, form);
    assert_eq!(town.ask(LI, OpenReport { is_service: false }).draft, None, "it was sent");
    for who in [CHEN, WANG, HE] {
        assert!(town.ask(who, OpenReport { is_service: false }).may_file_for_others);
    }
}

#[test]
fn a_report_made_offline_is_in_the_own_list_at_once() {
    let mut town = town(501);
    town.link(LI, false);
    let form = report(&town, "fire", "消火栓没有水");
    let ticket = send(&mut town, LI, form);
    let view = list(&mut town, LI, TicketList::Mine);
    assert_eq!((view.total, ids(&view)), (1, vec![ticket]));
    let row = &view.rows[0];
    assert_eq!((row.status, row.sync, row.is_mine), (Status::Submitted, RecordSync::OnThisDevice, true));
    assert_eq!(row.hands, [Handler::Property, Handler::GridWorkers], "by the route of its category");
    assert_eq!(row.path, ["1号楼", "1单元", "101"]);
    assert_eq!(row.number, ticket.to_string()[..8]);
    assert!(!row.is_unread && !row.is_to_do);
    assert_eq!(row.due.unwrap().0 - row.reported.0, 2 * 3_600_000);
    let opened = read(&mut town, LI, ticket);
    assert_eq!((opened.words.as_str(), opened.reporter.as_deref()), ("消火栓没有水", Some("李清")));
    assert!(opened.may.contains(&MayDo::Withdraw) && opened.may.contains(&MayDo::Urge));
    assert!(
        !opened.may.contains(&MayDo::Accept) && !opened.may.contains(&MayDo::Send) && opened.may_send_to.is_empty()
    );
}

#[test]
fn each_sees_the_lists_that_are_theirs() {
    use TicketList::{Closed, Mine, Open, Overdue, Public, ToDo};
    let mut town = town(502);
    for who in [LI, HE] {
        assert_eq!(lists_of(&mut town, who, Mine), [Mine, Public]);
        for of in [ToDo, Open, Overdue, Closed] {
            assert_eq!(town.try_ask(who, asking(of)), Err(Failure::NoRight));
        }
    }
    for who in [CHEN, WANG, ZHOU] {
        assert_eq!(lists_of(&mut town, who, Open), [Mine, ToDo, Open, Overdue, Closed, Public]);
    }
    assert_eq!(lists_of(&mut town, WU, Open), [ToDo, Open, Overdue, Closed]);
    assert_eq!(town.try_ask(SUN, asking(Mine)), Err(Failure::NoRight));
}

#[test]
fn what_is_not_ones_own_to_ask_is_refused() {
    let mut town = town(503);
    let form = report(&town, "water", "水管漏水");
    let ticket = send(&mut town, LI, form.clone());
    let nobody = RecordId([9; 16]);
    for who in [SUN, WU] {
        assert_eq!(town.try_ask(who, OpenReport { is_service: false }), Err(Failure::NoRight));
        assert_eq!(town.try_ask(who, SendReport { form: form.clone() }), Err(Failure::NoRight));
        assert_eq!(town.try_ask(who, SaveReportDraft { is_service: false, form: None }), Err(Failure::NoRight));
        let similar = FindSimilar { category: "water".into(), area: None, words: "水管漏水".into() };
        assert_eq!(town.try_ask(who, similar), Err(Failure::NoRight));
        assert_eq!(town.try_ask(who, SetVoice { report: nobody, me_too: true, follows: false }), Err(Failure::NoRight));
    }
    let for_others = [
        ReportForm { for_person: "老王".into(), ..form.clone() },
        ReportForm { for_member: Some(MemberId([5; 16])), ..form.clone() },
    ];
    for form in for_others {
        assert_eq!(town.try_ask(LI, SendReport { form }), Err(Failure::NoRight));
    }
    let stranger = ReportForm { for_member: Some(MemberId([99; 16])), ..form };
    assert_eq!(town.try_ask(WANG, SendReport { form: stranger }), Err(Failure::NotHere));
    assert_eq!(town.try_ask(ZHAO, ReadTicket { ticket }), Err(Failure::NotHere), "a neighbour does not have it");
    assert_eq!(town.try_ask(LI, ReadTicket { ticket: nobody }), Err(Failure::NotHere));
    assert_eq!(town.try_ask(LI, ReadPublic { report: nobody }), Err(Failure::NotHere));
    assert_eq!(town.try_ask(LI, SetVoice { report: nobody, me_too: true, follows: true }), Err(Failure::NotHere));
    let publish = PublishTicket { ticket, words: "水管漏水".into(), with_photos: false };
    assert_eq!(town.try_ask(LI, publish), Err(Failure::NoRight));
    let thread = StartThread { ticket, with: vec![Handler::Property], words: "去看一下".into() };
    assert_eq!(town.try_ask(LI, thread), Err(Failure::NoRight));
    for step in [Step::Accepted, Step::Resolved, Step::Returned, Step::Sent { to: vec![Handler::GridWorkers] }] {
        assert_eq!(town.try_ask(LI, doing(ticket, step, "好了")), Err(Failure::NoRight));
    }
    for who in [LI, HE, ZHAO] {
        assert_eq!(town.try_ask(who, ReadTicketBoard), Err(Failure::NoRight));
    }
    for who in [LI, HE, WANG, ZHOU] {
        let tables = CommunityTables::default();
        assert_eq!(town.try_ask(who, SaveTables { tables }), Err(Failure::NoRight));
        assert!(!town.ask(who, ReadTables).may_change);
    }
}

#[test]
fn a_report_reaches_the_one_who_can_mend_it_and_the_trail_shows_it() {
    let mut town = town(504);
    let form = ReportForm {
        public: Some(PublicWish::Nameless),
        phone: "15400001111".into(),
        ..report(&town, "water", "厨房水管漏水")
    };
    let ticket = send(&mut town, LI, form);
    town.settle();
    let todo = list(&mut town, ZHOU, TicketList::ToDo);
    assert_eq!(ids(&todo), [ticket]);
    assert!(todo.rows[0].is_unread && todo.rows[0].is_to_do);
    let opened = read(&mut town, ZHOU, ticket);
    assert_eq!((opened.phone.as_str(), opened.reporter.as_deref()), ("15400001111", Some("李清")));
    assert!(opened.may.contains(&MayDo::Accept) && !opened.may.contains(&MayDo::Confirm));
    assert!(!list(&mut town, ZHOU, TicketList::ToDo).rows[0].is_unread, "it was opened");
    assert!(list(&mut town, ZHAO, TicketList::Public).rows.is_empty(), "nobody has taken it on");

    town.ask(ZHOU, doing(ticket, Step::Accepted, ""));
    town.settle();
    let public = list(&mut town, ZHAO, TicketList::Public);
    assert_eq!(ids(&public), [public_record(ticket)]);
    let shown = town.ask(ZHAO, ReadPublic { report: public_record(ticket) });
    assert_eq!((shown.words.as_str(), shown.name.as_str()), ("厨房水管漏水", ""));
    assert_eq!(shown.row.path, ["1号楼", "1单元"], "never the door");
    let said = format!("{shown:?}");
    assert!(!said.contains("15400001111") && !said.contains("李清") && !said.contains("101"));
    assert_eq!(town.try_ask(ZHAO, ReadTicket { ticket }), Err(Failure::NotHere));

    town.ask(ZHOU, doing(ticket, Step::Resolved, "换了阀门"));
    town.settle();
    let public = town.ask(ZHAO, ReadPublic { report: public_record(ticket) });
    assert_eq!(public.row.status, Status::Resolved, "said in the same act");
    let mine = list(&mut town, LI, TicketList::Mine);
    assert!(mine.rows[0].is_unread && mine.rows[0].status == Status::Resolved);
    town.ask(LI, doing(ticket, Step::Confirmed, ""));
    town.ask(LI, doing(ticket, Step::Rated { stars: 5 }, ""));
    town.settle();
    let seen = read(&mut town, CHEN, ticket);
    assert_eq!((seen.row.status, seen.rating), (Status::Confirmed, Some(5)));
    assert!(seen.answered.is_some() && seen.resolved.is_some() && seen.confirmed.is_some());
    let by: Vec<_> = seen.steps.iter().map(|step| (step.by.as_deref(), step.hand, step.void)).collect();
    let property = Some(Handler::Property);
    assert_eq!(by[0], (Some("周建国"), property, None));
    assert_eq!(by[2], (Some("李清"), None, None));
    assert!(seen.steps.iter().all(|step| step.relayed.is_some() && step.sync == RecordSync::WithRelay));
    assert_eq!(ids(&list(&mut town, CHEN, TicketList::Closed)), [ticket]);
    assert!(list(&mut town, ZHAO, TicketList::Public).rows.is_empty(), "it is over");
}

#[test]
fn of_two_who_take_a_ticket_on_at_once_one_publishes_it_and_both_steps_stand() {
    let mut town = town(511);
    let form = ReportForm { public: Some(PublicWish::Nameless), ..report(&town, "water", "厨房水管漏水") };
    let ticket = send(&mut town, LI, form);
    town.settle();
    town.ask(ZHOU, doing(ticket, Step::Accepted, ""));
    let both = Step::Sent { to: vec![Handler::Property, Handler::GridWorkers] };
    town.ask(CHEN, doing(ticket, both, "也请网格员看一下"));
    town.settle();
    town.settle();
    for who in [LI, ZHOU, CHEN] {
        let seen = read(&mut town, who, ticket);
        let steps: Vec<_> = seen.steps.iter().map(|step| (step.by.as_deref(), step.void, step.sync)).collect();
        assert_eq!(steps.len(), 2, "{steps:?}");
        assert!(seen.steps.iter().all(|step| step.void.is_none() && step.sync == RecordSync::WithRelay), "{steps:?}");
    }
    let shown = town.ask(ZHAO, ReadPublic { report: public_record(ticket) });
    assert_eq!(shown.words, "厨房水管漏水");
}

#[test]
fn who_is_too_late_or_gives_no_reason_is_told() {
    let mut town = town(505);
    let form = report(&town, "water", "水管漏水");
    let ticket = send(&mut town, LI, form);
    town.settle();
    assert_eq!(town.try_ask(ZHOU, doing(ticket, Step::Returned, "  ")), Err(Failure::ReasonNeeded));
    town.ask(ZHOU, doing(ticket, Step::Returned, "不归物业管"));
    assert_eq!(town.try_ask(ZHOU, doing(ticket, Step::Resolved, "好了")), Err(Failure::TooLate));
    town.settle();
    assert_eq!(read(&mut town, CHEN, ticket).row.status, Status::Returned);
    assert_eq!(ids(&list(&mut town, CHEN, TicketList::ToDo)), [ticket]);
    let to = |handler| Step::Sent { to: vec![handler] };
    assert_eq!(town.try_ask(CHEN, doing(ticket, to(Handler::Department(AreaId([7; 16]))), "")), Err(Failure::NotHere));
    assert_eq!(
        town.try_ask(CHEN, doing(ticket, to(Handler::Member(MemberId([4; 16]))), "")),
        Err(Failure::NotHere),
        "a neighbour is no provider"
    );
    let open = Step::OpenedTo { to: Handler::Property };
    assert_eq!(town.try_ask(CHEN, doing(ticket, open, "请看")), Err(Failure::InvalidInput));
    town.ask(CHEN, doing(ticket, to(Handler::GridWorkers), "请先去看"));
    town.settle();
    assert_eq!(ids(&list(&mut town, WANG, TicketList::ToDo)), [ticket]);
    assert_eq!(read(&mut town, WANG, ticket).words, "水管漏水", "what came before was delivered with it");
}

#[test]
fn a_worker_files_for_a_neighbour_without_a_phone() {
    let mut town = town(506);
    let form = ReportForm { for_person: "王奶奶".into(), ..report(&town, "light", "楼道灯坏了") };
    let ticket = send(&mut town, WANG, form);
    town.settle();
    let seen = read(&mut town, ZHOU, ticket);
    assert_eq!((seen.reporter.as_deref(), seen.for_whom.as_deref()), (Some("王芳"), Some("王奶奶")));
    let found = town.ask(ZHOU, ReadTickets { text: "王奶奶".into(), ..asking(TicketList::Open) });
    assert_eq!(ids(&found), [ticket]);
}

#[test]
fn a_list_is_filtered_by_text_category_and_place_and_read_in_pages() {
    let mut town = town(507);
    let texts = [("water", "水管漏水"), ("light", "楼道灯坏了"), ("light", "车库灯不亮")];
    let sent: Vec<RecordId> = texts
        .iter()
        .map(|(key, words)| {
            let form = report(&town, key, words);
            send(&mut town, WANG, form)
        })
        .collect();
    let mine = |text: &str| ReadTickets { text: text.to_owned(), ..asking(TicketList::Mine) };
    for (typed, found) in
        [("灯", vec![sent[2], sent[1]]), ("水管 1号楼", vec![sent[0]]), ("王芳", vec![sent[2], sent[1], sent[0]])]
    {
        assert_eq!(ids(&town.ask(WANG, mine(typed))), found, "{typed}");
    }
    let number = sent[1].to_string()[..8].to_uppercase();
    assert_eq!(ids(&town.ask(WANG, mine(&number))), [sent[1]]);
    assert!(ids(&town.ask(WANG, mine("煤气"))).is_empty());
    let light = ReadTickets { category: Some("light".into()), from: 1, count: 1, ..asking(TicketList::Mine) };
    let page = town.ask(WANG, light);
    assert_eq!((page.total, ids(&page)), (2, vec![sent[1]]));
    assert!(page.counts.contains(&(TicketList::Mine, 3)), "whatever the filter");
    let (here, there) = (town.estate.grids()[0], town.estate.grids()[1]);
    let at = |area| ReadTickets { area: Some(area), ..asking(TicketList::Mine) };
    assert_eq!((town.ask(WANG, at(here)).total, town.ask(WANG, at(there)).total), (3, 0));
}

#[test]
fn like_reports_are_offered_before_one_is_sent() {
    let mut town = town(508);
    let form = ReportForm { public: Some(PublicWish::Named), ..report(&town, "lift", "电梯停在三楼不动") };
    let ticket = send(&mut town, LI, form);
    town.settle();
    let asked = |area, words: &str| FindSimilar { category: "lift".into(), area, words: words.into() };
    let stair = town.estate.stair(0);
    assert!(town.ask(ZHAO, asked(Some(stair), "电梯不动")).is_empty(), "it is not public yet");
    assert_eq!(town.ask(LI, asked(Some(stair), "电梯不动"))[0].ticket, ticket, "one's own is known");
    town.ask(ZHOU, doing(ticket, Step::Accepted, ""));
    town.settle();
    let report = public_record(ticket);
    assert_eq!(town.ask(ZHAO, asked(Some(stair), ""))[0].ticket, report, "the same thing in the same building");
    assert!(town.ask(ZHAO, asked(None, "")).is_empty());
    assert_eq!(town.ask(ZHAO, ReadPublic { report }).name, "李清", "as they wished");
    town.ask(ZHAO, SetVoice { report, me_too: true, follows: true });
    town.settle();
    let view = town.ask(LI, ReadPublic { report });
    assert_eq!((view.row.voices, view.me_too, view.row.is_mine), (1, false, true));
    town.ask(ZHOU, doing(ticket, Step::Resolved, "修好了"));
    town.settle();
    assert!(town.ask(ZHAO, ReadPublic { report }).row.is_unread, "who follows hears of it");
    assert!(!town.ask(ZHAO, ReadPublic { report }).row.is_unread);
    town.ask(ZHAO, SetVoice { report, me_too: false, follows: false });
    town.settle();
    assert_eq!(town.ask(LI, ReadPublic { report }).row.voices, 0);
}

fn with_street(town: &mut Town) -> CommunityTables {
    let mut tables = town.ask(CHEN, ReadTables).tables;
    tables.departments.push(Department { id: STREET, name: "街道办".into(), level: Level::Street });
    town.ask(CHEN, SaveTables { tables: tables.clone() });
    town.settle();
    tables
}

#[test]
fn what_is_in_use_stays_in_the_tables() {
    let mut town = town(509);
    let before = town.ask(CHEN, ReadTables);
    assert!(before.may_change && before.by.is_none());
    let tables = with_street(&mut town);
    let seen = town.ask(LI, ReadTables);
    assert_eq!(seen.tables, tables);
    assert_eq!(seen.by.unwrap().0.as_deref(), Some("陈静"));
    let without = CommunityTables { departments: Vec::new(), ..tables.clone() };
    assert_eq!(town.try_ask(CHEN, SaveTables { tables: without }), Err(Failure::InUse), "吴军 works there");
    let form = report(&town, "pets", "狗没有牵绳");
    send(&mut town, LI, form);
    town.settle();
    let mut without = tables.clone();
    without.categories.retain(|category| category.key != "pets");
    assert_eq!(town.try_ask(CHEN, SaveTables { tables: without }), Err(Failure::InUse));
    let mut without = tables.clone();
    without.categories.retain(|category| category.key != "noise");
    town.ask(CHEN, SaveTables { tables: without.clone() });
    assert_eq!(town.ask(CHEN, ReadTables).tables, without);
    without.categories[0].key = String::new();
    assert_eq!(town.try_ask(CHEN, SaveTables { tables: without }), Err(Failure::InvalidInput));
}

#[test]
fn boards_count_for_those_who_handle_and_figures_go_up_without_small_numbers() {
    let mut town = town(510);
    for number in 0..4 {
        let form = report(&town, "water", &format!("水管漏水{number}"));
        send(&mut town, LI, form);
    }
    let form = report(&town, "pets", "狗没有牵绳");
    send(&mut town, LI, form);
    town.settle();
    let board = town.ask(CHEN, ReadTicketBoard);
    assert_eq!((board.all.open, board.all.unanswered, board.waiting.len()), (Some(5), Some(5), 5));
    let property = board.hands.iter().find(|(handler, ..)| *handler == Handler::Property).unwrap();
    assert_eq!((property.2.open, board.is_from_figures), (Some(4), false));
    assert!(board.waiting.is_sorted_by_key(|row| row.reported));
    town.time = town.time.plus(24 * 3_600_000);
    town.settle();
    town.settle();
    let above = town.ask(SUN, ReadTicketBoard);
    assert!(above.is_from_figures && above.made.is_some() && above.waiting.is_empty());
    let open = |wanted: &str| above.categories.iter().find(|(key, _)| key == wanted).unwrap().1.open;
    assert_eq!((open("water"), open("pets")), (Some(4), None), "one is too few to be told");
    assert_eq!((above.all.open, above.all.unanswered), (None, None), "5 − 4 would tell it");
    for who in [CHEN, ZHENG] {
        let sync = town.ask(who, ReadSync);
        assert!(sync.refused.is_empty() && sync.waiting.is_empty(), "which of the two was first is nobody's matter");
    }
    let made = above.made;
    town.time = town.time.plus(3_600_000);
    town.settle();
    assert_eq!(town.ask(SUN, ReadTicketBoard).made, made, "once a day");
}

#[test]
fn a_ticket_goes_up_and_is_opened_for_the_street_with_a_reason() {
    let mut town = town(511);
    with_street(&mut town);
    let street = Handler::Department(STREET);
    let form = report(&town, "noise", "烧烤摊油烟");
    let (sent, opened) = (send(&mut town, LI, form.clone()), send(&mut town, LI, form));
    town.settle();
    assert_eq!(town.try_ask(WU, ReadTicket { ticket: sent }), Err(Failure::NotHere));
    let view = read(&mut town, CHEN, sent);
    assert!(view.may.contains(&MayDo::OpenTo) && view.may_send_to.contains(&(street, "街道办".to_owned())));
    let jointly = Step::Sent { to: vec![street, Handler::GridWorkers] };
    town.ask(CHEN, doing(sent, jointly, "请联合处置"));
    let open = |words: &str| doing(opened, Step::OpenedTo { to: street }, words);
    assert_eq!(town.try_ask(CHEN, open("")), Err(Failure::ReasonNeeded));
    town.ask(CHEN, open("居民多次投诉，请街道了解"));
    town.settle();
    assert_eq!(ids(&list(&mut town, WU, TicketList::ToDo)), [sent]);
    let view = read(&mut town, WU, sent);
    assert_eq!((view.level, view.row.hands.as_slice()), (Level::Street, [street, Handler::GridWorkers].as_slice()));
    assert_eq!(view.steps[0].words, "1号楼 1单元 101 · 请联合处置", "who does not read the areas is told where");
    let board = town.ask(WU, ReadTicketBoard);
    assert_eq!(board.opened.iter().map(|row| row.ticket).collect::<Vec<_>>(), [opened]);
    let trail = read(&mut town, CHEN, opened).steps;
    assert_eq!((trail.len(), trail[0].words.as_str()), (1, "1号楼 1单元 101 · 居民多次投诉，请街道了解"));
    let without = CommunityTables::default();
    assert_eq!(town.try_ask(CHEN, SaveTables { tables: without }), Err(Failure::InUse));
}

#[test]
fn handlers_talk_among_themselves_in_a_work_thread() {
    let mut town = town(512);
    let form = ReportForm { phone: "15400001111".into(), ..report(&town, "fire", "消防通道堵住了") };
    let ticket = send(&mut town, LI, form);
    town.settle();
    let asked = |with: Vec<Handler>, words: &str| StartThread { ticket, with, words: words.to_owned() };
    assert_eq!(town.try_ask(CHEN, asked(Vec::new(), "清障")), Err(Failure::InvalidInput));
    assert_eq!(town.try_ask(CHEN, asked(vec![Handler::Property], " ")), Err(Failure::InvalidInput));
    let thread = town.ask(CHEN, asked(vec![Handler::Property], "今天下午清障"));
    town.settle();
    let seen = read(&mut town, ZHOU, thread);
    assert!(seen.is_thread && seen.words == "今天下午清障" && seen.phone.is_empty() && seen.for_whom.is_none());
    assert_eq!(seen.threads.iter().map(|row| row.ticket).collect::<Vec<_>>(), [ticket]);
    assert_eq!(read(&mut town, CHEN, ticket).threads.iter().map(|row| row.ticket).collect::<Vec<_>>(), [thread]);
    assert_eq!(town.try_ask(LI, ReadTicket { ticket: thread }), Err(Failure::NotHere), "not the reporter");
    assert_eq!(town.try_ask(WANG, ReadTicket { ticket: thread }), Err(Failure::NotHere), "not who was not asked");
    assert!(!ids(&list(&mut town, CHEN, TicketList::Open)).contains(&thread), "it stands beside its ticket");
    let again = StartThread { ticket: thread, with: vec![Handler::Property], words: "再来".into() };
    assert_eq!(town.try_ask(ZHOU, again), Err(Failure::InvalidInput));
    town.ask(ZHOU, doing(thread, Step::Accepted, ""));
    town.ask(ZHOU, doing(thread, Step::Resolved, "已清"));
    town.settle();
    assert_eq!(read(&mut town, CHEN, thread).row.status, Status::Resolved);
    assert_eq!(read(&mut town, LI, ticket).row.status, Status::Submitted, "the ticket goes its own way");
}

#[test]
fn a_public_version_by_hand_is_made_once_and_only_if_wished() {
    let mut town = town(513);
    let (mut wished, plain) = (report(&town, "noise", "李家502夜里打麻将"), report(&town, "noise", "夜里打麻将"));
    wished.public = Some(PublicWish::Nameless);
    let (wished, plain) = (send(&mut town, LI, wished), send(&mut town, LI, plain));
    town.settle();
    let publish = |ticket, words: &str| PublishTicket { ticket, words: words.to_owned(), with_photos: false };
    assert_eq!(town.try_ask(WANG, publish(plain, "夜里吵闹")), Err(Failure::NoRight), "it was not wished");
    assert!(!read(&mut town, WANG, plain).may.contains(&MayDo::Publish));
    assert!(read(&mut town, WANG, wished).may.contains(&MayDo::Publish));
    assert_eq!(town.try_ask(WANG, publish(wished, " ")), Err(Failure::InvalidInput));
    town.ask(WANG, publish(wished, "夜里吵闹"));
    assert_eq!(town.try_ask(WANG, publish(wished, "夜里吵闹")), Err(Failure::TooLate));
    town.settle();
    let shown = town.ask(ZHAO, ReadPublic { report: public_record(wished) });
    assert_eq!((shown.words.as_str(), shown.row.status), ("夜里吵闹", Status::Submitted));
    town.ask(WANG, doing(wished, Step::Accepted, ""));
    town.settle();
    let status = |town: &mut Town| town.ask(ZHAO, ReadPublic { report: public_record(wished) }).row.status;
    assert_eq!(status(&mut town), Status::Accepted);
    town.ask(LI, doing(wished, Step::Withdrawn, ""));
    town.settle();
    assert_eq!(status(&mut town), Status::Accepted, "its reporter does not write where everybody reads");
    read(&mut town, WANG, wished);
    town.settle();
    assert_eq!(status(&mut town), Status::Withdrawn);
}

#[test]
fn a_volunteer_takes_a_service_order_or_declines_it() {
    let mut town = town(514);
    let (scope, until) = (building(&town), Some(town.time.plus(90 * 86_400_000)));
    town.ask(CHEN, GrantRole { member: MemberId([5; 16]), role: RoleName::Volunteer, scope, until });
    town.settle();
    let form = |words: &str| ReportForm {
        category: "help".into(),
        words: words.to_owned(),
        is_service: true,
        public: Some(PublicWish::Named),
        ..ReportForm::default()
    };
    let (walk, repair) = (send(&mut town, LI, form("陪老人去医院")), send(&mut town, LI, form("教用手机")));
    town.settle();
    let volunteer = Handler::Member(MemberId([5; 16]));
    let offered = read(&mut town, CHEN, walk).may_send_to;
    assert!(offered.contains(&(volunteer, "赵敏".to_owned())));
    assert!(!offered.iter().any(|(handler, _)| *handler == Handler::GridWorkers), "it has no grid");
    for order in [walk, repair] {
        town.ask(CHEN, doing(order, Step::Sent { to: vec![volunteer] }, "请帮忙"));
    }
    town.settle();
    let todo = list(&mut town, ZHAO, TicketList::ToDo);
    assert!(todo.total == 2 && todo.rows.iter().all(|row| row.is_service));
    assert_eq!(lists_of(&mut town, ZHAO, TicketList::ToDo), [TicketList::Mine, TicketList::ToDo, TicketList::Public]);
    town.ask(ZHAO, doing(walk, Step::Accepted, ""));
    assert_eq!(town.try_ask(ZHAO, doing(repair, Step::Returned, "")), Err(Failure::ReasonNeeded));
    town.ask(ZHAO, doing(repair, Step::Returned, "这周没有时间"));
    town.settle();
    assert_eq!(read(&mut town, LI, walk).row.hands, [volunteer]);
    assert_eq!(read(&mut town, CHEN, repair).row.status, Status::Returned);
    assert!(list(&mut town, LI, TicketList::Public).rows.is_empty(), "an order is nobody else's business");
    let board = town.ask(CHEN, ReadTicketBoard);
    assert!(!board.hands.iter().any(|(handler, ..)| matches!(handler, Handler::Member(_))), "no line is a person's");
}
