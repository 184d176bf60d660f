//! Neighbour posts: a post with a photo written underground, goods that two ask for, what the committee hides, complaints, a
//! post that becomes a ticket, one that is erased.

use linli_contract::Failure;
use linli_contract::joining::{DecideHeld, HeldView, ReadDesk};
use linli_contract::photos::{PhotoView, ReadPhoto};
use linli_contract::posts::{
    CommentView, ComplaintRow, DoPost, GoodsState, Office, OpenPostForm, OwnAsk, PostAct, PostForm, PostRow, PostView,
    PostsView, ReadComplaints, ReadPost, ReadPosts, SavePostDraft, Section, SendPost, TalkPart,
};
use linli_contract::sync::{ReadSync, RecordSync, RefuseReason, Work};
use linli_contract::tickets::ReadTicket;
use linli_core::device::Input;
use linli_core::device::rows::{Rows, Want};
use linli_core::store::Table;
use linli_shared::ids::{MemberId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::roster::{Erased, Role, RosterFact};
use tests::cast::{Casting, Person, Town, photo, small_estate};

const CHEN: Person = Person(0);
const WANG: Person = Person(1);
const LI: Person = Person(2);
const ZHOU: Person = Person(3);
const WU: Person = Person(4);
/// The second phone of 李清.
const TABLET: Person = Person(5);

/// 陈静 of the committee, 王芳 of the grid, three neighbours, one of them with two phones.
fn cast(seed: u64) -> Town {
    let estate = small_estate(2);
    let (root, grids) = (estate.code.area(), estate.grids());
    let building = estate.tree.parent(estate.stair(0)).unwrap();
    let one = |name, member, role, scope| Casting { name, member, roles: vec![(role, scope)] };
    let cast = [
        one("陈静", 1, Role::Steward, root),
        one("王芳", 2, Role::GridWorker, grids[0]),
        one("李清", 11, Role::Resident, building),
        one("周文", 12, Role::Resident, building),
        one("吴霞", 13, Role::Resident, building),
        one("李清", 11, Role::Resident, building),
    ];
    Town::with(estate, seed, &cast)
}

fn form(section: Section, text: &str) -> PostForm {
    PostForm { section, title: String::new(), text: text.into(), attached: Vec::new() }
}

fn post(town: &mut Town, who: Person, form: PostForm) -> RecordId {
    town.ask(who, SendPost { edits: None, form })
}

fn act(town: &mut Town, who: Person, post: RecordId, act: PostAct) -> Option<RecordId> {
    town.ask(who, DoPost { post, act })
}

fn comment(town: &mut Town, who: Person, post: RecordId, words: &str) -> RecordId {
    let (words, attached, reply_to) = (words.to_owned(), Vec::new(), None);
    act(town, who, post, PostAct::Comment { words, attached, reply_to }).unwrap()
}

fn read(town: &mut Town, who: Person, post: RecordId) -> PostView {
    town.ask(who, ReadPost { post, part: TalkPart::Newest })
}

const fn everything() -> ReadPosts {
    ReadPosts { section: None, mine: false, text: String::new(), from: 0, count: 50 }
}

fn feed(town: &mut Town, who: Person) -> PostsView {
    town.ask(who, everything())
}

fn row(town: &mut Town, who: Person, post: RecordId) -> PostRow {
    feed(town, who).rows.into_iter().find(|row| row.post == post).unwrap()
}

fn hide(comment: Option<RecordId>, reason: &str) -> PostAct {
    PostAct::Hide { comment, reason: reason.into() }
}

#[test]
fn a_post_with_a_photo_written_underground_reaches_the_neighbours() {
    let mut town = cast(1_400);
    town.link(LI, false);
    let kept = town.ask(LI, photo(1, 200_000));
    let typed = PostForm { attached: vec![kept.id], ..form(Section::Around, "车库进水了") };
    town.ask(LI, SavePostDraft { edits: None, form: typed.clone() });
    town.phone(LI).kill(0);
    town.phone(LI).start();
    assert!(feed(&mut town, LI).has_draft);
    let opened = town.ask(LI, OpenPostForm { edits: None });
    assert_eq!((opened.form.clone(), opened.attached.len()), (typed, 1), "what was typed survives");
    let id = post(&mut town, LI, opened.form);
    assert!(!feed(&mut town, LI).has_draft);
    let own = row(&mut town, LI, id);
    assert_eq!((own.sync, own.attached, own.is_followed, own.has_new), (RecordSync::OnThisDevice, 1, true, false));
    town.phone(LI).kill(0);
    town.phone(LI).start();
    town.link(LI, true);
    town.settle();
    let told = row(&mut town, ZHOU, id);
    assert_eq!((told.by.name.as_deref(), told.excerpt.as_str()), (Some("李清"), "车库进水了"));
    assert!(told.has_new && !told.is_followed && told.thumb.is_some());
    town.carry(LI);
    let shown = read(&mut town, ZHOU, id);
    assert_eq!(shown.attached.len(), 1);
    town.ask(ZHOU, ReadPhoto { id: shown.attached[0].id });
    town.carry(ZHOU);
    assert!(matches!(town.ask(ZHOU, ReadPhoto { id: shown.attached[0].id }), PhotoView::Here { .. }));
    act(&mut town, ZHOU, id, PostAct::Seen);
    assert!(!row(&mut town, ZHOU, id).has_new);
    let said = comment(&mut town, ZHOU, id, "物业知道吗?");
    act(&mut town, ZHOU, id, PostAct::Like(true));
    town.settle();
    let own = row(&mut town, LI, id);
    assert_eq!((own.sync, own.comments, own.likes, own.has_new), (RecordSync::WithRelay, 1, 1, true));
    let answer = PostAct::Comment { words: "打过电话了".into(), attached: Vec::new(), reply_to: Some(said) };
    act(&mut town, LI, id, answer);
    town.ask(LI, SendPost { edits: Some(id), form: form(Section::Around, "车库进水了,已经在抽") });
    town.settle();
    let shown = read(&mut town, ZHOU, id);
    assert_eq!(shown.text, "车库进水了,已经在抽");
    assert_eq!(shown.earlier.iter().map(|(form, _)| form.text.as_str()).collect::<Vec<_>>(), ["车库进水了"]);
    assert_eq!(shown.talk.comments.iter().map(|one| one.reply_to).collect::<Vec<_>>(), [None, Some(said)]);
    assert!(row(&mut town, ZHOU, id).is_edited && row(&mut town, ZHOU, id).is_followed);
    assert_eq!(read(&mut town, TABLET, id).talk.comments, read_on(&mut town, LI, id), "on each phone the same");
    act(&mut town, ZHOU, id, PostAct::TakeBack(said));
    act(&mut town, ZHOU, id, PostAct::Like(false));
    act(&mut town, LI, id, PostAct::Withdraw("水抽干了".into()));
    town.settle();
    let shown = read(&mut town, WU, id);
    assert_eq!(shown.withdrawn.map(|(reason, _)| reason).as_deref(), Some("水抽干了"));
    assert_eq!((shown.row.likes, shown.row.comments, shown.talk.comments[0].words.as_str()), (0, 1, ""));
    assert_eq!(
        town.try_ask(LI, SendPost { edits: Some(id), form: form(Section::Help, "又进水") }),
        Err(Failure::TooLate)
    );
    assert_eq!(
        town.try_ask(WU, SendPost { edits: Some(id), form: form(Section::Help, "又进水") }),
        Err(Failure::NoRight)
    );
}

/// The comments of a post as one phone of the same person shows them.
fn read_on(town: &mut Town, who: Person, post: RecordId) -> Vec<CommentView> {
    read(town, who, post).talk.comments
}

#[test]
fn of_a_long_talk_the_newest_are_shown_with_what_they_answer_and_the_rest_is_asked_for() {
    let mut town = cast(1_407);
    let id = post(&mut town, LI, form(Section::Around, "车库进水了"));
    town.link(LI, false);
    let first = comment(&mut town, LI, id, "第1条");
    let mut said = vec![first];
    said.extend((2..120).map(|number| comment(&mut town, LI, id, &format!("第{number}条"))));
    let answer = PostAct::Comment { words: "第120条".into(), attached: Vec::new(), reply_to: Some(first) };
    said.extend(act(&mut town, LI, id, answer));
    let ids = |all: &[CommentView]| all.iter().map(|one| one.id).collect::<Vec<_>>();
    let newest = read(&mut town, LI, id).talk;
    assert_eq!((newest.earlier, newest.later, ids(&newest.comments)), (50, 0, said[50..].to_vec()));
    assert_eq!((ids(&newest.answered), newest.answered[0].words.as_str()), (vec![first], "第1条"));
    let mut part = |part| town.ask(LI, ReadPost { post: id, part });
    let all = part(TalkPart::Between { from: 0, to: None });
    assert_eq!((all.row.comments, ids(&all.talk.comments), all.talk.earlier), (120, said.clone(), 0));
    let around = part(TalkPart::Around(first)).talk;
    assert_eq!((around.earlier, around.later, ids(&around.comments)), (0, 70, said[..50].to_vec()));
    assert_eq!(part(TalkPart::Around(id)).talk, newest, "what is not here is not looked for");
}

#[test]
fn of_two_who_ask_at_once_one_gets_it_and_the_other_stands_next() {
    let mut town = cast(1_401);
    let id = post(&mut town, LI, form(Section::Goods, "旧书三本"));
    town.settle();
    for who in [ZHOU, WU] {
        town.link(who, false);
        act(&mut town, who, id, PostAct::AskFor(true));
        let shown = read(&mut town, who, id);
        assert_eq!((shown.own_ask, shown.row.goods), (Some(OwnAsk::Asked), Some(GoodsState::Offered)));
    }
    town.link(WU, true);
    town.meet(WU);
    town.link(ZHOU, true);
    town.settle();
    let first = read(&mut town, WU, id);
    assert_eq!((first.own_ask, first.row.goods), (Some(OwnAsk::KeptForMe), Some(GoodsState::Reserved)));
    let second = read(&mut town, ZHOU, id);
    assert_eq!((second.own_ask, second.may.ask_for), (Some(OwnAsk::Behind(1)), false));
    assert_eq!(town.ask(ZHOU, ReadSync).refused, [], "nothing was lost");
    let askers = read(&mut town, LI, id).askers;
    let askers: Vec<_> = askers.iter().map(|asker| (asker.who.name.as_deref(), asker.has_it)).collect();
    assert_eq!(askers, [(Some("吴霞"), true), (Some("周文"), false)]);
    act(&mut town, WU, id, PostAct::AskFor(false));
    town.settle();
    assert_eq!(read(&mut town, ZHOU, id).own_ask, Some(OwnAsk::KeptForMe), "the next one");
    act(&mut town, LI, id, PostAct::Goods(GoodsState::Given));
    town.settle();
    let given = read(&mut town, ZHOU, id);
    assert_eq!((given.own_ask, given.row.goods), (Some(OwnAsk::GivenToMe), Some(GoodsState::Given)));
    assert_eq!(town.try_ask(WU, DoPost { post: id, act: PostAct::AskFor(true) }), Err(Failure::TooLate));
    let by_another = DoPost { post: id, act: PostAct::Goods(GoodsState::Offered) };
    assert_eq!(town.try_ask(ZHOU, by_another), Err(Failure::NoRight));
}

#[test]
fn a_wish_that_has_not_gone_out_is_taken_back_without_a_trace() {
    let mut town = cast(1_402);
    let id = post(&mut town, LI, form(Section::Goods, "旧书三本"));
    town.settle();
    town.link(ZHOU, false);
    act(&mut town, ZHOU, id, PostAct::AskFor(true));
    act(&mut town, ZHOU, id, PostAct::Like(true));
    let said = comment(&mut town, ZHOU, id, "说错了");
    act(&mut town, ZHOU, id, PostAct::AskFor(false));
    act(&mut town, ZHOU, id, PostAct::Like(false));
    act(&mut town, ZHOU, id, PostAct::TakeBack(said));
    assert_eq!(town.ask(ZHOU, ReadSync).waiting.len(), 0);
    let shown = read(&mut town, ZHOU, id);
    assert_eq!((shown.own_ask, shown.row.likes, shown.talk.comments.len()), (None, 0, 0));
}

#[test]
fn what_the_committee_hides_says_why_and_its_author_and_the_committee_can_open_it() {
    let mut town = cast(1_403);
    let id = post(&mut town, LI, form(Section::Around, "加我微信赚钱"));
    town.settle();
    let said = comment(&mut town, LI, id, "骂人的话");
    town.settle();
    assert_eq!(town.try_ask(ZHOU, DoPost { post: id, act: hide(None, "不喜欢") }), Err(Failure::NoRight));
    let complain = |comment, words: &str| PostAct::Complain { comment, words: words.into() };
    act(&mut town, ZHOU, id, complain(Some(said), "骂人"));
    act(&mut town, WU, id, complain(None, "广告"));
    town.settle();
    assert_eq!(feed(&mut town, CHEN).complaints, Some(2));
    assert_eq!((feed(&mut town, LI).complaints, town.try_ask(LI, ReadComplaints)), (None, Err(Failure::NoRight)));
    let rows: Vec<ComplaintRow> = town.ask(CHEN, ReadComplaints);
    let who: Vec<_> = rows.iter().map(|row| (row.by.name.clone(), row.comment.is_some(), row.is_settled)).collect();
    assert!(who.contains(&(Some("周文".into()), true, false)) && who.contains(&(Some("吴霞".into()), false, false)));
    act(&mut town, CHEN, id, hide(Some(said), "骂人"));
    town.settle();
    assert_eq!(feed(&mut town, CHEN).complaints, Some(1));
    act(&mut town, CHEN, id, hide(Some(said), ""));
    assert_eq!(feed(&mut town, CHEN).complaints, Some(2), "it is shown again");
    act(&mut town, CHEN, id, hide(Some(said), "骂人"));
    assert_eq!(feed(&mut town, CHEN).complaints, Some(1));
    let asks = Input::Ask(Box::new(everything().into()));
    let wants = town.phone(CHEN).device().wants(&asks, &Rows::default());
    assert!(!wants.iter().any(|want| matches!(want, Want::Row(Table::Square, _))), "no row is read again for it");
    town.phone(CHEN).kill(0);
    town.phone(CHEN).start();
    assert_eq!(feed(&mut town, CHEN).complaints, Some(1), "nor does a start change it");
    town.settle();
    let shown = read(&mut town, WU, id).talk.comments.remove(0);
    assert_eq!((shown.words.as_str(), shown.hidden.map(|mark| mark.reason).as_deref()), ("", Some("骂人")));
    act(&mut town, CHEN, id, hide(None, "广告"));
    town.settle();
    let shown = read(&mut town, WU, id);
    let mark = shown.hidden.unwrap();
    assert_eq!((shown.text.as_str(), shown.row.excerpt.as_str(), mark.reason.as_str()), ("", "", "广告"));
    assert_eq!((mark.by.name.as_deref(), mark.by.office), (Some("陈静"), Some(Office::Committee)));
    assert_eq!(read(&mut town, LI, id).text, "加我微信赚钱");
    assert_eq!(read(&mut town, CHEN, id).text, "加我微信赚钱");
    let found = |text: &str| ReadPosts { section: None, mine: false, text: text.into(), from: 0, count: 9 };
    assert_eq!(town.ask(WU, found("微信")).total, 0, "nor is it found");
    assert_eq!(town.ask(CHEN, found("微信")).total, 1);
    act(&mut town, CHEN, id, hide(None, ""));
    act(&mut town, CHEN, id, PostAct::Rumour("没有这样的好事".into()));
    town.settle();
    let shown = read(&mut town, WU, id);
    assert_eq!((shown.text.as_str(), shown.row.is_rumour), ("加我微信赚钱", true));
    assert_eq!(shown.rumour.unwrap().reason, "没有这样的好事");
}

#[test]
fn a_post_becomes_a_ticket_by_its_authors_hand() {
    let mut town = cast(1_404);
    let kept = town.ask(LI, photo(2, 100_000));
    let broken = PostForm { attached: vec![kept.id], ..form(Section::Around, "楼道灯坏了,晚上看不见") };
    let id = post(&mut town, LI, broken);
    town.settle();
    town.carry(LI);
    assert!(read(&mut town, WANG, id).may.ask_for_ticket && !read(&mut town, ZHOU, id).may.ask_for_ticket);
    act(&mut town, WANG, id, PostAct::AskForTicket);
    let make = PostAct::MakeTicket { category: "light".into(), is_public: true };
    assert_eq!(town.try_ask(WANG, DoPost { post: id, act: make.clone() }), Err(Failure::NoRight));
    town.settle();
    let shown = read(&mut town, LI, id);
    assert_eq!(shown.ticket_asked.unwrap().office, Some(Office::Worker));
    let ticket = act(&mut town, LI, id, make.clone()).unwrap();
    town.settle();
    town.settle();
    let told = town.ask(CHEN, ReadTicket { ticket });
    assert_eq!((told.words.as_str(), told.reporter.as_deref()), ("楼道灯坏了,晚上看不见", Some("李清")));
    assert_eq!(told.attached.len(), 1);
    let shown = read(&mut town, LI, id);
    assert_eq!((shown.ticket, shown.is_ticket, shown.may.make_ticket), (Some(ticket), true, false));
    let shown = read(&mut town, ZHOU, id);
    assert_eq!((shown.ticket, shown.is_ticket), (None, true));
    assert_eq!(town.try_ask(LI, DoPost { post: id, act: make }), Err(Failure::TooLate));
}

#[test]
fn a_post_that_was_erased_leaves_every_phone_and_what_waits_under_it_is_refused() {
    let mut town = cast(1_405);
    let id = post(&mut town, LI, form(Section::Around, "门牌号和电话"));
    let other = post(&mut town, LI, form(Section::Around, "谁家的猫"));
    town.settle();
    town.link(ZHOU, false);
    comment(&mut town, ZHOU, id, "记下了");
    let records = vec![Erased { record: id, kind: Kind::Post, scope: town.estate.code.area() }];
    let time = town.time;
    let fact = RosterFact::Renewed { records, to: None };
    town.phone(CHEN).work(time, &[], |device, turn| device.append_roster(&[fact], turn)).unwrap();
    town.settle();
    town.link(ZHOU, true);
    town.settle();
    town.settle();
    for who in [LI, TABLET, ZHOU, WU, CHEN] {
        assert_eq!(town.try_ask(who, ReadPost { post: id, part: TalkPart::Newest }), Err(Failure::NotHere), "{who:?}");
        assert_eq!(feed(&mut town, who).rows.iter().map(|row| row.post).collect::<Vec<_>>(), [other], "{who:?}");
    }
    let refused = town.ask(ZHOU, ReadSync).refused;
    assert_eq!(
        refused.iter().map(|one| (one.why, one.words.is_empty())).collect::<Vec<_>>(),
        [(RefuseReason::Renewed, true)]
    );
}

#[test]
fn a_post_that_is_refused_is_a_draft_again_beside_what_is_typed_meanwhile() {
    let mut town = cast(1_406);
    town.settle();
    town.link(WU, false);
    let refused = PostForm { title: "自行车".into(), ..form(Section::Goods, "八成新,自取") };
    let id = post(&mut town, WU, refused.clone());
    comment(&mut town, WU, id, "下午都在");
    let building = town.estate.tree.parent(town.estate.stair(0)).unwrap();
    let ended = RosterFact::RoleEnded { member: MemberId([13; 16]), role: Role::Resident, scope: building };
    let time = town.time;
    town.phone(CHEN).work(time, &[], |device, turn| device.append_roster(&[ended], turn)).unwrap();
    town.settle();
    let typed = form(Section::Around, "还没写完");
    town.ask(WU, SavePostDraft { edits: None, form: typed.clone() });
    town.link(WU, true);
    town.settle();
    town.settle();
    for held in town.ask(CHEN, ReadDesk).held {
        let HeldView { device, device_seq, act, .. } = held;
        town.ask(CHEN, DecideHeld { device, device_seq, act, is_admitted: false });
    }
    town.settle();
    town.settle();
    for who in [WU, LI, CHEN] {
        assert_eq!(town.try_ask(who, ReadPost { post: id, part: TalkPart::Newest }), Err(Failure::NotHere), "{who:?}");
    }
    let why: Vec<_> = town.ask(WU, ReadSync).refused.into_iter().map(|one| (one.what, one.why)).collect();
    // The words under it had a place before the committee decided; without the post they stand on nothing.
    assert_eq!(why, [(Work::Post, RefuseReason::NoRight), (Work::Post, RefuseReason::Other)]);
    town.phone(WU).start();
    let form = |town: &mut Town| town.ask(WU, OpenPostForm { edits: None }).form;
    assert_eq!(form(&mut town), typed, "what is being typed stays");
    let nothing = PostForm { text: String::new(), ..typed };
    town.ask(WU, SavePostDraft { edits: None, form: nothing });
    assert_eq!(form(&mut town), refused, "then what was refused comes back");
    assert!(feed(&mut town, WU).has_draft);
}
