//! Activities and what is looked up: the last place that two want, who came, a task with rights that end, a number to call
//! underground, one search over all of it.

use linli_contract::Failure;
use linli_contract::activities::{
    ActivitiesView, ActivityAct, ActivityForm, ActivityKind, ActivityView, CallActivity, DoActivity, OpenActivityForm,
    OwnPlace, ReadActivities, ReadActivity, SaveActivityDraft,
};
use linli_contract::chats::SetHearing;
use linli_contract::guides::{GuideForm, OpenGuideForm, ReadGuides, SaveGuide, SaveGuideDraft, Shelf};
use linli_contract::posts::{DoPost, PostAct, PostForm, Section, SendPost};
use linli_contract::search::{FindAll, FoundKind};
use linli_contract::sync::RecordSync;
use linli_shared::access::holds;
use linli_shared::calendar::Millis;
use linli_shared::ids::{AreaId, MemberId, RecordId};
use linli_shared::roster::Role;
use tests::cast::{Casting, Person, Town, small_estate};

const CHEN: Person = Person(0);
const PENG: Person = Person(1);
const LI: Person = Person(2);
const ZHOU: Person = Person(3);
const WU: Person = Person(4);

const HOUR: i64 = 3_600_000;

/// 陈静 of the committee, 彭刚 of the property company, three neighbours.
fn cast(seed: u64) -> Town {
    let estate = small_estate(2);
    let root = estate.code.area();
    let building = estate.tree.parent(estate.stair(0)).unwrap();
    let one = |name, member, role, scope| Casting { name, member, roles: vec![(role, scope)] };
    let cast = [
        one("陈静", 1, Role::Steward, root),
        one("彭刚", 2, Role::Property, root),
        one("李清", 11, Role::Resident, building),
        one("周文", 12, Role::Resident, building),
        one("吴霞", 13, Role::Resident, building),
    ];
    Town::with(estate, seed, &cast)
}

fn form(now: Millis, places: u16) -> ActivityForm {
    ActivityForm {
        kind: ActivityKind::Gathering,
        title: "包饺子".into(),
        text: "一起过冬至".into(),
        place: "活动室".into(),
        begins: now.plus(24 * HOUR),
        ends: now.plus(26 * HOUR),
        until: None,
        places,
        area: None,
        attached: Vec::new(),
    }
}

fn task(now: Millis, area: AreaId) -> ActivityForm {
    ActivityForm { kind: ActivityKind::Task, title: "扫雪".into(), area: Some(area), ..form(now, 1) }
}

fn guide(shelf: Shelf, title: &str) -> GuideForm {
    GuideForm {
        shelf,
        title: title.into(),
        text: "夜间请拨打".into(),
        phone: "5566-7788".into(),
        place: String::new(),
        hours: "全天".into(),
        price: String::new(),
        duty: Vec::new(),
        order: 0,
        attached: Vec::new(),
    }
}

fn call(town: &mut Town, who: Person, form: ActivityForm) -> RecordId {
    let activity = town.ask(who, CallActivity { changes: None, form });
    town.settle();
    activity
}

fn act(town: &mut Town, who: Person, activity: RecordId, act: ActivityAct) {
    town.ask(who, DoActivity { activity, act });
}

fn sign_up(town: &mut Town, who: Person, activity: RecordId, people: u8) {
    act(town, who, activity, ActivityAct::SignUp { people, words: "带孩子".into() });
}

fn read(town: &mut Town, who: Person, activity: RecordId) -> ActivityView {
    town.ask(who, ReadActivity { activity })
}

fn own(town: &mut Town, who: Person) -> OwnPlace {
    let view: ActivitiesView = town.ask(who, ReadActivities);
    view.activities[0].own
}

#[test]
fn two_want_the_last_place_and_the_one_who_waits_moves_up() {
    let mut town = cast(1_600);
    let now = town.time;
    let id = call(&mut town, LI, form(now, 2));
    town.link(ZHOU, false);
    sign_up(&mut town, ZHOU, id, 2);
    assert_eq!(own(&mut town, ZHOU), OwnPlace::Asked);
    sign_up(&mut town, WU, id, 1);
    town.settle();
    assert_eq!(own(&mut town, WU), OwnPlace::Coming);
    town.link(ZHOU, true);
    town.settle();
    assert_eq!((own(&mut town, ZHOU), own(&mut town, WU)), (OwnPlace::Waiting(0), OwnPlace::Coming));
    let seen = read(&mut town, LI, id);
    let people: Vec<_> = seen.people.iter().map(|one| (one.who.name.as_deref(), one.people, one.place)).collect();
    assert_eq!(people, [(Some("吴霞"), 1, OwnPlace::Coming), (Some("周文"), 2, OwnPlace::Waiting(0)),]);
    assert_eq!((seen.row.coming, seen.row.waiting, read(&mut town, PENG, id).people.len()), (1, 1, 0));
    act(&mut town, WU, id, ActivityAct::SignOff);
    town.settle();
    assert_eq!((own(&mut town, ZHOU), own(&mut town, WU)), (OwnPlace::Coming, OwnPlace::None));
}

#[test]
fn who_came_is_noted_without_a_network_and_thanked_for() {
    let mut town = cast(1_601);
    let now = town.time;
    let id = call(&mut town, LI, form(now, 0));
    sign_up(&mut town, ZHOU, id, 1);
    sign_up(&mut town, WU, id, 3);
    town.settle();
    town.link(LI, false);
    for (who, came) in [(12, true), (13, false), (2, true)] {
        let who = MemberId([who; 16]);
        act(&mut town, LI, id, ActivityAct::Attendance { who, came: Some(came) });
    }
    act(&mut town, LI, id, ActivityAct::Thank("谢谢大家".into()));
    town.phone(LI).kill(0);
    town.phone(LI).start();
    assert_eq!(read(&mut town, LI, id).row.sync, RecordSync::OnThisDevice);
    town.link(LI, true);
    town.settle();
    assert_eq!((own(&mut town, ZHOU), own(&mut town, WU)), (OwnPlace::Attended, OwnPlace::Coming));
    assert_eq!(own(&mut town, PENG), OwnPlace::Attended, "who came without being on the list");
    assert_eq!(read(&mut town, WU, id).thanks[0].1, "谢谢大家");
}

#[test]
fn a_claimed_task_is_given_with_rights_that_end() {
    let mut town = cast(1_602);
    let (now, area) = (town.time, town.estate.code.area());
    let id = call(&mut town, CHEN, task(now, area));
    sign_up(&mut town, LI, id, 1);
    sign_up(&mut town, ZHOU, id, 1);
    town.settle();
    assert_eq!(own(&mut town, LI), OwnPlace::Claimed);
    act(&mut town, CHEN, id, ActivityAct::Give(MemberId([11; 16])));
    town.settle();
    assert_eq!((own(&mut town, LI), own(&mut town, ZHOU)), (OwnPlace::HasTask, OwnPlace::Claimed));
    let is_volunteer = |town: &mut Town, time| {
        let device = town.phone(ZHOU).device();
        holds(device.roster(), time, MemberId([11; 16]), Role::Volunteer, Some(area))
    };
    assert!(is_volunteer(&mut town, now.plus(HOUR)));
    assert!(!is_volunteer(&mut town, now.plus(27 * HOUR)), "it ends with the task");
    assert!(!read(&mut town, CHEN, id).may.give, "there was one place");
    act(&mut town, LI, id, ActivityAct::Done { words: "扫完了".into(), attached: Vec::new() });
    town.settle();
    let seen = read(&mut town, CHEN, id);
    assert_eq!((seen.people[0].place, seen.people[0].words.as_str()), (OwnPlace::Attended, "扫完了"));
}

#[test]
fn a_number_is_looked_up_and_everything_is_found_without_a_network() {
    let mut town = cast(1_603);
    let repair = SaveGuide { changes: None, form: Some(guide(Shelf::Property, "物业维修")) };
    let id = town.ask(PENG, repair);
    let now = town.time;
    call(&mut town, LI, form(now, 0));
    town.link(WU, false);
    let shelves = town.ask(WU, ReadGuides { shelf: Some(Shelf::Property) });
    assert_eq!((shelves.guides[0].guide, shelves.guides[0].phone.as_str()), (id, "5566-7788"));
    assert!(shelves.may_write.is_empty());
    for (typed, kind) in [
        ("wywx", FoundKind::Guide),
        ("夜间", FoundKind::Guide),
        ("baojiaozi", FoundKind::Activity),
        ("冬至", FoundKind::Activity),
        ("zhouw", FoundKind::Member),
    ] {
        let found = town.ask(WU, FindAll { text: typed.into(), limit: 10 });
        let kinds: Vec<FoundKind> = found.groups.iter().map(|group| group.kind).collect();
        assert_eq!(kinds, [kind], "{typed}");
    }
    town.link(WU, true);
    town.ask(PENG, SaveGuide { changes: Some(id), form: None });
    town.settle();
    assert!(town.ask(WU, FindAll { text: "wywx".into(), limit: 10 }).groups.is_empty(), "it was taken off its shelf");
}

#[test]
fn search_shows_nobody_what_lists_would_not() {
    let mut town = cast(1_604);
    let form = |text: &str| PostForm {
        section: Section::Around,
        title: "地下车库".into(),
        text: text.into(),
        attached: Vec::new(),
    };
    let posts = ["漏水", "停车", "卖药"].map(|text| town.ask(LI, SendPost { edits: None, form: form(text) }));
    town.settle();
    let found = |town: &mut Town, who, text: &str| {
        let found = town.ask(who, FindAll { text: text.into(), limit: 10 });
        let rows = found.groups.into_iter().flat_map(|group| group.rows);
        rows.map(|row| row.id).collect::<Vec<_>>()
    };
    assert_eq!(found(&mut town, ZHOU, "dxck").len(), 3);
    let hide = PostAct::Hide { comment: None, reason: "广告".into() };
    town.ask(CHEN, DoPost { post: posts[2], act: hide });
    town.ask(LI, DoPost { post: posts[1], act: PostAct::Withdraw("停好了".into()) });
    town.settle();
    assert_eq!(found(&mut town, ZHOU, "dxck"), [posts[0], posts[1]], "withdrawn last, hidden not at all");
    assert_eq!(found(&mut town, ZHOU, "卖药"), []);
    town.ask(ZHOU, SetHearing::Mute(MemberId([11; 16]), true));
    assert_eq!((found(&mut town, ZHOU, "dxck").len(), found(&mut town, WU, "dxck").len()), (0, 2));
}

#[test]
fn a_change_that_was_typed_survives_a_kill_and_says_that_somebody_was_faster() {
    let mut town = cast(1_605);
    let now = town.time;
    let id = call(&mut town, LI, form(now, 0));
    let open = |town: &mut Town| town.ask(LI, OpenActivityForm { changes: Some(id) });
    let first = open(&mut town);
    assert_eq!((first.form.clone(), first.draft), (Some(form(now, 0)), None));
    let typed = ActivityForm { title: "包馄饨".into(), ..form(now, 0) };
    let save = |form| SaveActivityDraft { changes: Some(id), base: first.base, form };
    town.ask(LI, save(Some(typed.clone())));
    town.phone(LI).kill(0);
    town.phone(LI).start();
    let found = open(&mut town);
    assert_eq!((found.form, found.base), (Some(typed.clone()), first.base));
    assert!(found.draft.is_some_and(|draft| draft.saved.is_some() && !draft.is_outdated));
    let anew = town.ask(LI, OpenActivityForm { changes: None });
    assert_eq!((anew.form, town.ask(LI, ReadActivities).has_draft), (None, false), "it is of this activity alone");

    town.time = now.plus(HOUR);
    let moved = ActivityForm { place: "二楼".into(), ..form(now, 0) };
    town.ask(CHEN, CallActivity { changes: Some(id), form: moved.clone() });
    town.settle();
    let found = open(&mut town);
    assert_eq!(found.form, Some(typed.clone()), "nothing typed is lost");
    assert!(found.draft.is_some_and(|draft| draft.is_outdated));
    town.ask(LI, save(None));
    let dropped = open(&mut town);
    assert_eq!((dropped.form, dropped.draft), (Some(moved), None));

    town.ask(LI, SaveActivityDraft { changes: Some(id), base: dropped.base, form: Some(typed.clone()) });
    assert!(open(&mut town).draft.is_some_and(|draft| !draft.is_outdated));
    town.ask(LI, CallActivity { changes: Some(id), form: typed.clone() });
    let sent = open(&mut town);
    assert_eq!((sent.form, sent.draft), (Some(typed), None), "what was sent is no draft");
}

#[test]
fn an_entry_that_was_typed_survives_a_kill_until_it_is_on_its_shelf() {
    let mut town = cast(1_606);
    let (new, typed) = (OpenGuideForm { changes: None }, guide(Shelf::Property, "物业维修"));
    assert_eq!(town.try_ask(WU, new.clone()), Err(Failure::NoRight));
    town.ask(PENG, SaveGuideDraft { changes: None, base: None, form: Some(typed.clone()) });
    town.phone(PENG).kill(0);
    town.phone(PENG).start();
    assert!(town.ask(PENG, ReadGuides { shelf: None }).has_draft);
    let found = town.ask(PENG, new.clone());
    assert_eq!((found.form, found.draft.is_some()), (Some(typed.clone()), true));
    let id = town.ask(PENG, SaveGuide { changes: None, form: Some(typed.clone()) });
    assert!(!town.ask(PENG, ReadGuides { shelf: None }).has_draft);
    assert_eq!(town.ask(PENG, new).form, None);

    let change = OpenGuideForm { changes: Some(id) };
    let changed = GuideForm { hours: "白天".into(), ..typed.clone() };
    let base = town.ask(PENG, change.clone()).base;
    town.ask(PENG, SaveGuideDraft { changes: Some(id), base, form: Some(changed.clone()) });
    let found = town.ask(PENG, change.clone());
    assert_eq!((found.form, found.draft.is_some()), (Some(changed.clone()), true));
    town.ask(PENG, SaveGuide { changes: Some(id), form: Some(changed.clone()) });
    let saved = town.ask(PENG, change.clone());
    assert_eq!((saved.form, saved.draft), (Some(changed), None));
    let long = GuideForm { text: "长".repeat(100_000), ..typed };
    let too_long = SaveGuideDraft { changes: None, base: None, form: Some(long) };
    assert_eq!(town.try_ask(PENG, too_long), Err(Failure::InvalidInput));
    town.ask(PENG, SaveGuide { changes: Some(id), form: None });
    assert_eq!(town.try_ask(PENG, change), Err(Failure::NotHere));
}
