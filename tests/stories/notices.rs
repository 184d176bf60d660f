//! Notices: a building leader's word to five households, whom it reached, corrections, drafts, the order of a list.

use linli_contract::Failure;
use linli_contract::notices::{
    AnswerNotice, DropNoticeDraft, NoticeForm, NoticeKind, NoticeRow, NoticeView, NoticesView, PublishNotice,
    ReachView, ReadNotice, ReadNotices, ReadReach, SaveNoticeDraft, WithdrawNotice,
};
use linli_contract::sync::RecordSync;
use linli_shared::areas::AreaKind;
use linli_shared::ids::{AreaId, MemberId, RecordId};
use linli_shared::kinds::{Family, Kind};
use linli_shared::protocol::Verdict;
use linli_shared::roster::{RingKind, Role, RosterFact};
use tests::cast::{Casting, Forger, Person, Town, small_estate};

use super::acts::{named, register, see};

pub(super) const CHEN: Person = Person(0);
pub(super) const WANG: Person = Person(1);
/// Leads building 1 and lives there.
pub(super) const ZHAO: Person = Person(2);
/// Leads building 2.
pub(super) const LIU: Person = Person(3);
/// The property company.
pub(super) const PENG: Person = Person(4);
/// Five households of building 1, one phone each.
pub(super) const HOMES: [Person; 5] = [Person(5), Person(6), Person(7), Person(8), Person(9)];
/// The second phone of the first household's member.
const TABLET: Person = Person(10);
/// A second member of the second household.
const SON: Person = Person(11);
/// Lives in building 2.
pub(super) const FAR: Person = Person(12);

const DAY: i64 = 86_400_000;

pub(super) fn building(town: &Town, number: usize) -> AreaId {
    town.estate.tree.ancestor(town.estate.doors(number)[0], AreaKind::Building).unwrap()
}

/// The cast, the five households registered and joined to their members, the leader's at the sixth door.
pub(super) fn town(seed: u64) -> Town {
    let estate = small_estate(3);
    let (root, grids) = (estate.code.area(), estate.grids());
    let [one, two] = [0, 1].map(|grid| estate.tree.ancestor(estate.doors(grid)[0], AreaKind::Building).unwrap());
    let mut cast = vec![
        Casting { name: "陈静", member: 1, roles: vec![(Role::Steward, root)] },
        Casting { name: "王芳", member: 2, roles: vec![(Role::GridWorker, grids[0])] },
        Casting { name: "赵月", member: 3, roles: vec![(Role::BuildingLeader, one), (Role::Resident, one)] },
        Casting { name: "刘强", member: 4, roles: vec![(Role::BuildingLeader, two)] },
        Casting { name: "彭刚", member: 5, roles: vec![(Role::Property, root)] },
    ];
    let homes = [("李清", 11), ("周文", 12), ("吴霞", 13), ("郑国", 14), ("孙梅", 15), ("李清", 11), ("周小文", 16)];
    cast.extend(homes.map(|(name, member)| Casting { name, member, roles: vec![(Role::Resident, one)] }));
    cast.push(Casting { name: "钱远", member: 17, roles: vec![(Role::Resident, two)] });
    let mut town = Town::with(estate, seed, &cast);
    let doors = town.estate.doors(0);
    let members = [(11, 0), (12, 1), (13, 2), (14, 3), (15, 4), (3, 5), (16, 1)];
    for door in &doors {
        register(&mut town, WANG, *door, named(1, "户主"));
    }
    town.settle();
    let joins = members.map(|(member, door)| {
        let household = see(&mut town, WANG, doors[door]).unwrap().id;
        RosterFact::FamilyJoined { member: MemberId([member; 16]), household }
    });
    append(&mut town, joins.to_vec());
    town.settle();
    town
}

pub(super) fn append(town: &mut Town, facts: Vec<RosterFact>) {
    let time = town.time;
    town.phone(CHEN).work(time, &[], |device, turn| device.append_roster(&facts, turn)).unwrap();
}

pub(super) fn water(area: AreaId) -> NoticeForm {
    NoticeForm {
        title: "12月1日停水".into(),
        text: "# 停水时间\n明天**14点到16点**停水。请提前储水！\n- 关好水龙头".into(),
        kind: NoticeKind::Outage,
        area: Some(area),
        is_urgent: false,
        until: None,
        wants_confirmation: true,
        question: "家里有不便出门的老人吗？".into(),
        answers: vec!["有".into(), "没有".into()],
        attached: Vec::new(),
    }
}

pub(super) fn publish(town: &mut Town, who: Person, form: NoticeForm) -> RecordId {
    town.ask(who, PublishNotice { draft: None, form, corrects: None })
}

pub(super) fn list(town: &mut Town, who: Person) -> NoticesView {
    town.ask(who, ReadNotices)
}

fn row(town: &mut Town, who: Person, notice: RecordId) -> NoticeRow {
    list(town, who).notices.into_iter().find(|row| row.notice == notice).unwrap()
}

pub(super) fn open(town: &mut Town, who: Person, notice: RecordId) -> NoticeView {
    town.ask(who, ReadNotice { notice })
}

pub(super) fn confirm(town: &mut Town, who: Person, notice: RecordId, answer: Option<u8>) {
    town.ask(who, AnswerNotice { notice, is_confirmed: true, answer });
}

pub(super) fn reach(town: &mut Town, who: Person, notice: RecordId) -> ReachView {
    town.ask(who, ReadReach { notice })
}

/// The labels of doors that have not confirmed.
pub(super) fn left(reach: &ReachView) -> Vec<String> {
    let doors = reach.buildings.iter().flat_map(|building| &building.doors);
    doors.filter(|door| !door.is_confirmed).map(|door| door.label.clone()).collect()
}

fn receipts(town: &mut Town, who: Person) -> usize {
    town.phone(who).device().outbox().filter(|item| item.kind.family() == Family::Receipt).count()
}

/// Pushes an entry in somebody's name without the app; the relay's word on it.
pub(super) fn forge(
    town: &mut Town,
    who: Person,
    kind: Kind,
    record: RecordId,
    scope: AreaId,
    content: &[u8],
) -> Verdict {
    let mut forger = Forger::new(town, who);
    let hello = forger.ask(Vec::new());
    let answer = town.relay_handles(&hello).unwrap();
    forger.learn(&answer);
    let header = forger.header([record.0[0]; 16]);
    let entry = forger.entry(&header, kind, record, scope, content);
    let push = forger.sign(header, entry);
    let request = forger.ask(vec![push]);
    let answer = town.relay_handles(&request).unwrap();
    answer.logs[0].verdicts[0][0]
}

#[test]
fn a_leader_sees_the_two_doors_that_are_left() {
    let mut town = town(900);
    let one = building(&town, 0);
    let notice = publish(&mut town, ZHAO, water(one));
    let mine = row(&mut town, ZHAO, notice);
    assert_eq!((mine.sync, mine.is_read, mine.path.join(" ")), (RecordSync::OnThisDevice, true, "1号楼".into()));
    // One household has no network for long.
    let [first, second, third, fourth, fifth] = HOMES;
    town.settle();
    town.link(third, false);
    for who in [first, second, third, fourth, fifth, TABLET, SON] {
        let row = row(&mut town, who, notice);
        assert_eq!(row.by.as_deref(), Some("赵月"));
        assert!(row.is_for_me && !row.is_read && row.is_asked, "{row:?}");
    }
    assert_eq!(list(&mut town, FAR).notices, [], "nothing for another building");

    confirm(&mut town, TABLET, notice, Some(1));
    open(&mut town, first, notice);
    open(&mut town, first, notice);
    assert_eq!(receipts(&mut town, first), 1, "opened twice, told once");
    confirm(&mut town, second, notice, Some(0));
    town.settle();
    confirm(&mut town, SON, notice, Some(1));
    confirm(&mut town, third, notice, None);
    town.time = town.time.plus(3 * DAY);
    town.settle();
    open(&mut town, ZHAO, notice);
    let seen = reach(&mut town, ZHAO, notice);
    assert_eq!((seen.doors, seen.read, seen.confirmed, seen.elsewhere), (6, 3, 2, 0), "{seen:?}");
    assert_eq!(seen.answers, [("有".into(), 0), ("没有".into(), 2)], "a household's newest answer, once");

    town.link(third, true);
    town.settle();
    confirm(&mut town, ZHAO, notice, None);
    let seen = reach(&mut town, ZHAO, notice);
    assert_eq!((seen.doors, seen.read, seen.confirmed), (6, 4, 4), "her own shows before it is sent");
    assert_eq!(left(&seen), ["1单元 202", "1单元 301"], "the two to knock at, in walking order");
    assert_eq!(seen.buildings[0].label, "1号楼");
    town.settle();
    assert_eq!(left(&reach(&mut town, CHEN, notice)), ["1单元 202", "1单元 301"], "the committee sees the same");
    assert_eq!(left(&reach(&mut town, ZHAO, notice)), ["1单元 202", "1单元 301"]);
    let spoken = "12月1日停水。\n停水时间。\n明天14点到16点停水。\n请提前储水！\n关好水龙头。";
    assert_eq!(seen.loudspeaker, spoken);
    for who in [first, LIU, WANG, PENG] {
        assert_eq!(town.try_ask(who, ReadReach { notice }), Err(Failure::NoRight));
    }
    for phone in &town.phones {
        assert!(phone.device().voids().is_empty(), "{}", phone.name);
        assert_eq!(phone.device().outbox().count(), 0, "{}", phone.name);
    }
    assert!(open(&mut town, TABLET, notice).is_confirmed);
    assert_eq!(receipts(&mut town, TABLET), 0, "nothing more to tell");
}

#[test]
fn a_correction_is_read_anew_and_a_withdrawal_reaches_all() {
    let mut town = town(901);
    let one = building(&town, 0);
    let notice = publish(&mut town, ZHAO, water(one));
    town.settle();
    let [first, second, ..] = HOMES;
    confirm(&mut town, first, notice, Some(1));
    confirm(&mut town, second, notice, Some(0));
    town.settle();
    assert_eq!(reach(&mut town, ZHAO, notice).confirmed, 2);

    let later = NoticeForm { text: "改为15点到17点停水。".into(), ..water(one) };
    town.ask(ZHAO, PublishNotice { draft: None, form: later.clone(), corrects: Some(notice) });
    let moved = NoticeForm { area: Some(town.estate.code.area()), ..later.clone() };
    let moved = PublishNotice { draft: None, form: moved, corrects: Some(notice) };
    assert_eq!(town.try_ask(ZHAO, moved), Err(Failure::InvalidInput), "a correction does not move");
    town.settle();
    let again = row(&mut town, first, notice);
    assert!(again.is_corrected && !again.is_read && again.is_asked);
    let seen = reach(&mut town, ZHAO, notice);
    assert_eq!((seen.read, seen.confirmed), (0, 0), "nobody knows the new hour yet");
    assert_eq!(seen.answers, [("有".into(), 1), ("没有".into(), 1)], "the question stayed, and so do the answers");
    let view = open(&mut town, first, notice);
    assert_eq!((view.form.text.as_str(), view.earlier.len(), view.answer), ("改为15点到17点停水。", 1, Some(1)));
    assert_eq!(view.earlier[0].0.text, water(one).text);
    town.settle();
    let seen = reach(&mut town, ZHAO, notice);
    assert_eq!((seen.read, seen.confirmed), (1, 0));

    // Another question: what was answered to the one before does not count for it.
    let asks = NoticeForm { answers: vec!["要送水".into(), "不用".into(), "不知道".into()], ..later };
    town.ask(CHEN, PublishNotice { draft: None, form: asks, corrects: Some(notice) });
    town.settle();
    assert_eq!(reach(&mut town, ZHAO, notice).answers.iter().map(|(_, chose)| chose).sum::<u32>(), 0);
    assert_eq!(open(&mut town, second, notice).answer, None);

    town.ask(CHEN, WithdrawNotice { notice, reason: "水管已修好".into() });
    town.settle();
    for who in [CHEN, ZHAO, first, second, TABLET, SON] {
        let view = open(&mut town, who, notice);
        assert_eq!(view.withdrawn.map(|(reason, _)| reason).as_deref(), Some("水管已修好"));
        assert!(view.row.is_withdrawn && !view.row.is_asked && !view.may_change);
        assert_eq!(view.earlier.len(), 2);
    }
    let late = AnswerNotice { notice, is_confirmed: true, answer: None };
    assert_eq!(town.try_ask(second, late), Err(Failure::TooLate));
    let again = PublishNotice { draft: None, form: water(one), corrects: Some(notice) };
    assert_eq!(town.try_ask(ZHAO, again), Err(Failure::TooLate));
}

#[test]
fn nobody_publishes_where_they_have_no_right() {
    let mut town = town(902);
    let (one, two, root) = (building(&town, 0), building(&town, 1), town.estate.code.area());
    let stair = town.estate.stair(0);
    let first = HOMES[0];
    for (who, area) in [(first, one), (LIU, one), (ZHAO, two), (ZHAO, root), (WANG, one)] {
        let form = PublishNotice { draft: None, form: water(area), corrects: None };
        assert_eq!(town.try_ask(who, form), Err(Failure::NoRight));
    }
    let areas = |view: NoticesView| view.may_publish_for.into_iter().map(|one| one.area).collect::<Vec<_>>();
    assert_eq!(areas(list(&mut town, first)), []);
    assert_eq!(areas(list(&mut town, ZHAO)), [one, stair]);
    let all = list(&mut town, CHEN).may_publish_for;
    assert_eq!(all.iter().map(|one| one.doors).collect::<Vec<_>>(), [12, 6, 6, 6, 6, 6, 6]);
    assert_eq!((all[0].area, all[0].path.join("")), (root, "故事居委会".to_owned()));
    assert_eq!(all[1].path, ["第1网格"]);

    let notice = publish(&mut town, ZHAO, water(stair));
    town.settle();
    assert_eq!(row(&mut town, first, notice).path, ["1号楼", "1单元"]);
    let change = PublishNotice { draft: None, form: water(stair), corrects: Some(notice) };
    for who in [first, LIU, PENG] {
        assert_eq!(town.try_ask(who, change.clone()), Err(Failure::NoRight));
        let reason = String::new();
        assert_eq!(town.try_ask(who, WithdrawNotice { notice, reason }), Err(Failure::NoRight));
    }
    let wrong = AnswerNotice { notice, is_confirmed: true, answer: Some(2) };
    assert_eq!(town.try_ask(first, wrong), Err(Failure::InvalidInput));
    let strange = AnswerNotice { notice, is_confirmed: true, answer: None };
    assert_eq!(town.try_ask(FAR, strange), Err(Failure::NoRight), "their word does not count there");
}

#[test]
fn the_property_company_hears_of_its_own_notices() {
    let mut town = town(906);
    let one = building(&town, 0);
    let form = NoticeForm { kind: NoticeKind::Property, title: "电梯检修".into(), ..water(one) };
    let notice = publish(&mut town, PENG, form);
    town.settle();
    confirm(&mut town, HOMES[0], notice, Some(1));
    town.settle();
    let seen = reach(&mut town, PENG, notice);
    assert_eq!((seen.doors, seen.read, seen.confirmed), (6, 1, 1));
    for who in [CHEN, ZHAO] {
        assert_eq!(town.try_ask(who, ReadReach { notice }), Err(Failure::NoRight), "told to the company, not to them");
        assert!(!open(&mut town, who, notice).may_see_reach);
    }
    let ring = town.phone(CHEN).device().roster().ring_of(RingKind::Property).map(|(id, _)| id);
    assert!(ring.is_some());
}

#[test]
fn drafts_outlive_a_kill_and_do_not_come_back_once_published() {
    let mut town = town(907);
    let one = building(&town, 0);
    let first = town.ask(ZHAO, SaveNoticeDraft { number: None, form: water(one), corrects: None });
    let second = town.ask(ZHAO, SaveNoticeDraft { number: None, form: water(one), corrects: None });
    assert_ne!(first, second);
    let form = NoticeForm { title: "停水通知".into(), ..water(one) };
    town.ask(ZHAO, SaveNoticeDraft { number: Some(first), form: form.clone(), corrects: None });
    town.phone(ZHAO).kill(0);
    town.phone(ZHAO).start();
    assert!(town.phone(ZHAO).is_running());
    let drafts = list(&mut town, ZHAO).drafts;
    assert_eq!(drafts.iter().map(|draft| draft.number).collect::<Vec<_>>(), [first, second], "newest first");
    assert_eq!(drafts[0].form, form);
    town.ask(ZHAO, PublishNotice { draft: Some(first), form: form.clone(), corrects: None });
    let late = SaveNoticeDraft { number: Some(first), form, corrects: None };
    assert_eq!(town.try_ask(ZHAO, late), Err(Failure::NotHere));
    town.ask(ZHAO, DropNoticeDraft { number: second });
    assert_eq!(list(&mut town, ZHAO).drafts, []);
}

#[test]
fn urgent_comes_first_then_unread_and_what_is_over_comes_last() {
    let mut town = town(908);
    let (one, root) = (building(&town, 0), town.estate.code.area());
    let named = |title: &str, area| NoticeForm { title: title.into(), ..water(area) };
    let now = town.time;
    let old = publish(&mut town, CHEN, named("旧", root));
    let urgent = NoticeForm { is_urgent: true, until: Some(now.plus(DAY)), ..named("急", root) };
    publish(&mut town, CHEN, urgent);
    publish(&mut town, CHEN, NoticeForm { until: Some(now.plus(DAY)), ..named("今天", root) });
    let gone = publish(&mut town, CHEN, named("撤", root));
    publish(&mut town, ZHAO, named("楼", one));
    let over = NoticeForm { until: Some(now), ..named("过", root) };
    let over = PublishNotice { draft: None, form: over, corrects: None };
    assert_eq!(town.try_ask(CHEN, over), Err(Failure::InvalidInput));
    town.ask(CHEN, WithdrawNotice { notice: gone, reason: String::new() });
    town.settle();
    let reader = HOMES[0];
    open(&mut town, reader, old);
    let titles = |town: &mut Town| {
        let rows = list(town, reader).notices;
        rows.into_iter().map(|row| row.title).collect::<Vec<_>>()
    };
    assert_eq!(titles(&mut town), ["急", "楼", "今天", "旧", "撤"]);
    town.link(reader, false);
    town.time = town.time.plus(2 * DAY);
    let mut later = titles(&mut town);
    assert_eq!(later.split_off(3).iter().collect::<std::collections::BTreeSet<_>>().len(), 2);
    assert_eq!(later, ["急", "楼", "旧"], "urgent stays, what ran out goes down");
    // A clock that is years ahead ends nothing that has not ended.
    let ahead = HOMES[1];
    let mut ahead_phone = town.reborn(ahead);
    ahead_phone.skew = 3_000 * DAY;
    town.time = town.time.plus(-2 * DAY);
    town.phones[ahead.0] = ahead_phone;
    town.settle();
    let rows = list(&mut town, ahead).notices;
    assert!(rows.iter().all(|row| !row.is_over), "{rows:?}");
    // Nor does one that is years behind keep what the relay's time has ended.
    town.time = town.time.plus(2 * DAY);
    let behind = HOMES[2];
    town.phone(behind).skew = -3_000 * DAY;
    town.meet(behind);
    let rows = list(&mut town, behind).notices;
    assert_eq!(rows.iter().filter(|row| row.is_over).map(|row| row.title.as_str()).collect::<Vec<_>>(), ["今天"]);
}
