//! Notices: a building leader's word to five households, whom it reached, corrections, forgeries, a restored relay.

use linli_contract::Failure;
use linli_contract::joining::{DecideHeld, HeldView, ReadDesk};
use linli_contract::notices::{
    AnswerNotice, DropNoticeDraft, NoticeForm, NoticeKind, NoticeRow, NoticeView, NoticesView, PublishNotice,
    ReachView, ReadNotice, ReadNotices, ReadReach, SaveNoticeDraft, WithdrawNotice,
};
use linli_contract::photos::{PhotoView, ReadPhoto};
use linli_contract::sync::{ReadSync, RecordSync, RefuseReason, Work};
use linli_core::device::VoidReason;
use linli_shared::areas::AreaKind;
use linli_shared::blobs::BlobId;
use linli_shared::calendar::Millis;
use linli_shared::ids::{AreaId, MemberId, RecordId};
use linli_shared::kinds::{Family, Kind};
use linli_shared::notices::{NoticeContent, ReceiptContent, VERSION};
use linli_shared::parcel::Entry;
use linli_shared::protocol::{Reject, Verdict};
use linli_shared::roster::{Erased, RingKind, Role, RosterFact};
use linli_shared::seal::{BodyContext, LetterContext, seal_letter};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use tests::cast::{Casting, Forger, Person, Town, photo, small_estate};

use super::acts::{named, register, see};

const CHEN: Person = Person(0);
const WANG: Person = Person(1);
/// Leads building 1 and lives there.
pub(super) const ZHAO: Person = Person(2);
/// Leads building 2.
const LIU: Person = Person(3);
/// The property company.
const PENG: Person = Person(4);
/// Five households of building 1, one phone each.
pub(super) const HOMES: [Person; 5] = [Person(5), Person(6), Person(7), Person(8), Person(9)];
/// The second phone of the first household's member.
const TABLET: Person = Person(10);
/// A second member of the second household.
const SON: Person = Person(11);
/// Lives in building 2.
const FAR: Person = Person(12);

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

fn append(town: &mut Town, facts: Vec<RosterFact>) {
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

fn publish(town: &mut Town, who: Person, form: NoticeForm) -> RecordId {
    town.ask(who, PublishNotice { draft: None, form, corrects: None })
}

fn list(town: &mut Town, who: Person) -> NoticesView {
    town.ask(who, ReadNotices)
}

fn row(town: &mut Town, who: Person, notice: RecordId) -> NoticeRow {
    list(town, who).notices.into_iter().find(|row| row.notice == notice).unwrap()
}

fn open(town: &mut Town, who: Person, notice: RecordId) -> NoticeView {
    town.ask(who, ReadNotice { notice })
}

fn confirm(town: &mut Town, who: Person, notice: RecordId, answer: Option<u8>) {
    town.ask(who, AnswerNotice { notice, is_confirmed: true, answer });
}

fn reach(town: &mut Town, who: Person, notice: RecordId) -> ReachView {
    town.ask(who, ReadReach { notice })
}

/// The labels of doors that have not confirmed.
fn left(reach: &ReachView) -> Vec<String> {
    let doors = reach.buildings.iter().flat_map(|building| &building.doors);
    doors.filter(|door| !door.is_confirmed).map(|door| door.label.clone()).collect()
}

fn receipts(town: &mut Town, who: Person) -> usize {
    town.phone(who).device().outbox().filter(|item| item.kind.family() == Family::Receipt).count()
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

fn content(area: AreaId, is_propertys: bool) -> NoticeContent {
    NoticeContent {
        version: VERSION,
        title: "假通知".into(),
        text: "快去领钱".into(),
        kind: NoticeKind::Safety,
        area,
        is_urgent: true,
        until: None,
        wants_confirmation: false,
        question: String::new(),
        answers: Vec::new(),
        attached: Vec::new(),
        at: Millis(0),
        is_propertys,
    }
}

fn voids(town: &Town, who: Person) -> Vec<VoidReason> {
    town.phones[who.0].device().voids().values().copied().collect()
}

#[test]
fn what_is_forged_is_refused_by_the_relay_or_void_on_every_phone() {
    let mut town = town(903);
    let (one, two, root) = (building(&town, 0), building(&town, 1), town.estate.code.area());
    let no_right = Verdict::Rejected(Reject::NoRight);
    let id = |number: u8| RecordId([number; 16]);
    let forged = |town: &mut Town, who, number, scope, content: &NoticeContent| {
        forge(town, who, Kind::Notice, id(number), scope, &content.to_content())
    };
    assert_eq!(forged(&mut town, HOMES[0], 1, one, &content(one, false)), no_right, "a resident");
    assert_eq!(forged(&mut town, LIU, 2, one, &content(one, false)), no_right, "the leader of another building");
    assert_eq!(forged(&mut town, ZHAO, 3, root, &content(root, false)), no_right, "for the whole community");
    // What the relay cannot see every phone finds.
    let is_placed = |verdict: Verdict| assert!(matches!(verdict, Verdict::Accepted(_)), "{verdict:?}");
    is_placed(forged(&mut town, LIU, 4, two, &content(one, false)));
    is_placed(forged(&mut town, LIU, 5, two, &content(root, false)));
    is_placed(forged(&mut town, ZHAO, 6, one, &content(one, true)));
    is_placed(forged(&mut town, PENG, 7, one, &content(one, false)));
    is_placed(forged(&mut town, PENG, 8, one, &NoticeContent { title: String::new(), ..content(one, true) }));
    // Somebody else's words under the id of a notice that is there.
    let real = publish(&mut town, CHEN, water(one));
    town.settle();
    is_placed(forge(&mut town, PENG, Kind::Notice, real, two, &content(two, true).to_content()));
    town.settle();
    let found = [
        VoidReason::OutsideScope,
        VoidReason::OutsideScope,
        VoidReason::NoRight,
        VoidReason::NoRight,
        VoidReason::Malformed,
        VoidReason::WrongPlace,
    ];
    for who in [CHEN, WANG, HOMES[1], HOMES[4], FAR] {
        assert_eq!(voids(&town, who), found, "{}", town.phones[who.0].name);
        let rows = list(&mut town, who).notices;
        assert!(rows.iter().all(|row| row.title == "12月1日停水"), "{rows:?}");
    }
    let again = town.reborn(HOMES[1]);
    town.phones[HOMES[1].0] = again;
    town.settle();
    assert_eq!(voids(&town, HOMES[1]), found, "a newcomer finds the same");
}

/// Pushes a receipt in somebody's name without the app.
fn letter(town: &mut Town, who: Person, notice: RecordId, scope: AreaId, said: &ReceiptContent) {
    let mut forger = Forger::new(town, who);
    let hello = forger.ask(Vec::new());
    let answer = town.relay_handles(&hello).unwrap();
    forger.learn(&answer);
    let header = forger.header([forger.chain.0 as u8; 16]);
    let roster = town.phone(who).device().roster().clone();
    let (id, ring) = roster.ring_of(RingKind::Reviewers).unwrap();
    let (record, kind) = (notice, Kind::Receipt);
    let (log, device, nonce) = (forger.log, header.device, header.nonce);
    let context = LetterContext::entry(&BodyContext { log, device, nonce, index: 0, record, kind, scope });
    let mut rng = ChaCha20Rng::from_seed([7; 32]);
    let public = ring.generations.last().unwrap().public;
    let body = seal_letter(&public, &context, &said.to_content(), &mut rng).unwrap();
    let push = forger.sign(header, Entry { record, kind, scope, key: ring.newest(id), body });
    let request = forger.ask(vec![push]);
    let answer = town.relay_handles(&request).unwrap();
    assert!(matches!(answer.logs[0].verdicts[0][0], Verdict::Accepted(_)), "{:?}", answer.logs[0].verdicts);
    town.settle();
}

#[test]
fn a_receipt_speaks_for_its_own_household_alone() {
    let mut town = town(904);
    let (one, doors) = (building(&town, 0), town.estate.doors(0));
    let notice = publish(&mut town, ZHAO, water(one));
    town.settle();
    let household = |town: &mut Town, door: usize| see(town, WANG, doors[door]).unwrap().id;
    let (theirs, another) = (household(&mut town, 0), household(&mut town, 4));
    let said = |household, door| ReceiptContent {
        version: VERSION,
        household,
        door,
        is_confirmed: true,
        answer: None,
        at: Millis(0),
        corrections: 0,
    };
    letter(&mut town, HOMES[0], notice, one, &said(Some(another), Some(doors[4])));
    assert_eq!(reach(&mut town, ZHAO, notice).confirmed, 0, "of another's household");
    letter(&mut town, FAR, notice, one, &said(None, Some(doors[4])));
    assert_eq!(reach(&mut town, ZHAO, notice).confirmed, 0, "from another building");
    assert_eq!(voids(&town, ZHAO), [VoidReason::NoRight, VoidReason::OutsideScope]);
    letter(&mut town, HOMES[0], notice, one, &said(Some(theirs), Some(doors[4])));
    let left = left(&reach(&mut town, CHEN, notice));
    assert_eq!((left.len(), left.contains(&"1单元 101".into())), (5, false), "the register knows their door");
}

#[test]
fn a_restored_relay_gets_notices_and_receipts_again() {
    let mut town = town(905);
    let one = building(&town, 0);
    let backup = town.store.backup();
    let notice = publish(&mut town, ZHAO, water(one));
    town.settle();
    confirm(&mut town, HOMES[0], notice, Some(0));
    let later = NoticeForm { text: "改为15点到17点停水。".into(), ..water(one) };
    town.settle();
    town.ask(ZHAO, PublishNotice { draft: None, form: later, corrects: Some(notice) });
    town.settle();
    confirm(&mut town, HOMES[1], notice, Some(1));
    town.settle();
    let seen = reach(&mut town, ZHAO, notice);
    assert_eq!((seen.read, seen.confirmed), (1, 1));

    let code = town.estate.code;
    town.relay = None;
    town.store.restore(&backup);
    town.restart_relay();
    town.relay.as_mut().unwrap().begin_era(code, None).unwrap();
    for _ in 0..3 {
        town.time = town.time.plus(60_000);
        town.settle();
    }
    for who in [CHEN, ZHAO] {
        let seen = reach(&mut town, who, notice);
        assert_eq!((seen.read, seen.confirmed, seen.elsewhere), (1, 1, 0));
        assert_eq!(seen.answers, [("有".into(), 1), ("没有".into(), 1)]);
    }
    let view = open(&mut town, HOMES[3], notice);
    assert_eq!((view.form.text.as_str(), view.earlier.len()), ("改为15点到17点停水。", 1));
    let mut newcomer = town.reborn(HOMES[4]);
    core::mem::swap(&mut town.phones[HOMES[4].0], &mut newcomer);
    town.settle();
    assert_eq!(open(&mut town, HOMES[4], notice).form.text, "改为15点到17点停水。", "who comes after reads it too");
    for phone in &town.phones {
        assert!(phone.device().voids().is_empty(), "{}", phone.name);
    }
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

#[test]
fn who_may_no_longer_lead_withdraws_and_does_not_rewrite() {
    let mut town = town(909);
    let one = building(&town, 0);
    let notice = publish(&mut town, ZHAO, water(one));
    town.settle();
    town.link(ZHAO, false);
    let later = NoticeForm { text: "改为15点到17点停水。".into(), ..water(one) };
    town.ask(ZHAO, PublishNotice { draft: None, form: later, corrects: Some(notice) });
    append(
        &mut town,
        vec![RosterFact::RoleEnded { member: MemberId([3; 16]), role: Role::BuildingLeader, scope: one }],
    );
    town.settle();
    town.link(ZHAO, true);
    town.settle();
    town.settle();
    assert_eq!(open(&mut town, HOMES[0], notice).form.text, water(one).text);
    let view = open(&mut town, ZHAO, notice);
    assert_eq!((view.form.text, view.may_change), (water(one).text, false), "taken back where it was written");
    let refused = town.ask(ZHAO, ReadSync).refused;
    assert_eq!(
        refused.iter().map(|one| (one.what, one.why)).collect::<Vec<_>>(),
        [(Work::Notice, RefuseReason::NoRight)]
    );
    assert!(refused[0].words.contains("改为15点到17点停水。"), "{}", refused[0].words);
    let drafts = list(&mut town, ZHAO).drafts;
    let drafts: Vec<_> = drafts.iter().map(|draft| (draft.form.text.as_str(), draft.corrects)).collect();
    assert_eq!(drafts, [("改为15点到17点停水。", Some(notice))], "the words stay with who wrote them");
}

#[test]
fn an_erased_notice_is_gone_with_what_was_said_of_it_and_what_corrects_it() {
    let mut town = town(912);
    let one = building(&town, 0);
    let notice = publish(&mut town, ZHAO, water(one));
    let other = publish(&mut town, ZHAO, water(one));
    town.settle();
    for notice in [notice, other] {
        confirm(&mut town, HOMES[0], notice, None);
    }
    town.settle();
    town.link(ZHAO, false);
    let later = NoticeForm { text: "改为15点到17点停水。".into(), ..water(one) };
    town.ask(ZHAO, SaveNoticeDraft { number: None, form: later.clone(), corrects: Some(notice) });
    town.ask(ZHAO, PublishNotice { draft: None, form: later, corrects: Some(notice) });
    let records = vec![Erased { record: notice, kind: Kind::Notice, scope: one }];
    append(&mut town, vec![RosterFact::Renewed { records, to: None }]);
    town.settle();
    town.link(ZHAO, true);
    town.settle();
    town.settle();
    for who in [ZHAO, HOMES[0]] {
        let rows = list(&mut town, who);
        assert_eq!(rows.notices.iter().map(|row| row.notice).collect::<Vec<_>>(), [other], "{who:?}");
        assert_eq!(rows.drafts, [], "{who:?}");
    }
    assert_eq!(town.try_ask(ZHAO, ReadReach { notice }), Err(Failure::NotHere));
    assert_eq!(reach(&mut town, ZHAO, other).confirmed, 1, "receipts for the other one stay");
    let refused = town.ask(ZHAO, ReadSync).refused;
    assert_eq!(refused.iter().map(|one| one.why).collect::<Vec<_>>(), [RefuseReason::Renewed]);
    assert!(refused.iter().all(|one| one.words.is_empty()));
}

#[test]
fn a_notice_that_was_refused_becomes_a_draft_with_its_photos() {
    let mut town = town(913);
    let one = building(&town, 0);
    town.link(ZHAO, false);
    let kept = town.ask(ZHAO, photo(1, 90_000));
    publish(&mut town, ZHAO, NoticeForm { attached: vec![kept.id], ..water(one) });
    append(
        &mut town,
        vec![RosterFact::RoleEnded { member: MemberId([3; 16]), role: Role::BuildingLeader, scope: one }],
    );
    town.settle();
    town.link(ZHAO, true);
    town.settle();
    town.meet(CHEN);
    for HeldView { device, device_seq, act, .. } in town.ask(CHEN, ReadDesk).held {
        town.ask(CHEN, DecideHeld { device, device_seq, act, is_admitted: false });
    }
    town.settle();
    let rows = list(&mut town, ZHAO);
    assert_eq!(rows.notices, []);
    let refused = town.ask(ZHAO, ReadSync).refused;
    assert!(refused.len() == 1 && refused[0].words.starts_with("12月1日停水\n# 停水时间"), "{refused:?}");
    let draft = rows.drafts.first().unwrap();
    assert_eq!((draft.form.title.clone(), draft.corrects, rows.drafts.len()), (water(one).title, None, 1));
    let shown: Vec<_> = draft.attached.iter().map(|view| (view.id, view.thumb)).collect();
    assert_eq!(shown, [(kept.id, kept.thumb)]);
    let (member, role) = (MemberId([3; 16]), Role::BuildingLeader);
    append(&mut town, vec![RosterFact::RoleGranted { member, role, scope: one, until: None }]);
    town.settle();
    town.settle();
    let (number, form) = (draft.number, draft.form.clone());
    let notice = town.ask(ZHAO, PublishNotice { draft: Some(number), form, corrects: None });
    town.settle();
    town.carry(ZHAO);
    let view = open(&mut town, HOMES[0], notice);
    assert_eq!(view.attached.iter().map(|view| view.id).collect::<Vec<_>>(), [kept.id]);
    town.ask(HOMES[0], ReadPhoto { id: kept.id });
    town.carry(HOMES[0]);
    assert!(matches!(town.ask(HOMES[0], ReadPhoto { id: kept.id }), PhotoView::Here { .. }), "it was sent");
}

#[test]
fn a_notice_keeps_its_photos_when_it_is_corrected() {
    let mut town = town(910);
    let one = building(&town, 0);
    let keep = |town: &mut Town, number| town.ask(ZHAO, photo(number, 90_000)).id;
    let first = keep(&mut town, 1);
    let with = |attached| NoticeForm { attached, ..water(one) };
    let notice = publish(&mut town, ZHAO, with(vec![first]));
    town.settle();
    town.carry(ZHAO);
    let second = keep(&mut town, 2);
    let form = NoticeForm { text: "改为15点到17点停水。".into(), ..with(vec![second, first]) };
    town.ask(ZHAO, PublishNotice { draft: None, form, corrects: Some(notice) });
    town.settle();
    town.carry(ZHAO);
    let view = open(&mut town, HOMES[0], notice);
    assert_eq!(view.attached.iter().map(|one| one.id).collect::<Vec<_>>(), [second, first], "as they were put");
    assert_eq!((view.row.attached, view.earlier[0].0.attached.clone()), (2, vec![first]));
    for id in [first, second] {
        town.ask(HOMES[0], ReadPhoto { id });
        town.carry(HOMES[0]);
        assert!(matches!(town.ask(HOMES[0], ReadPhoto { id }), PhotoView::Here { .. }));
    }
    let strange = PublishNotice { draft: None, form: with(vec![BlobId([9; 32])]), corrects: None };
    assert_eq!(town.try_ask(ZHAO, strange), Err(Failure::BadPhoto));
    assert_eq!(list(&mut town, ZHAO).notices.len(), 1, "nothing of it is left");
}
