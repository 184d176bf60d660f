//! Joining by a poster: the newcomer's few taps, the answer from the desk, and a second try.

use std::time::{Duration, Instant};

use linli_contract::households::Edit;
use linli_shared::households::Field;
use tests::webdriver::{Person, Place, Screen, id};

/// What a newcomer does with their hands beside the button that agrees and asks.
#[derive(Debug, Default)]
struct Effort {
    fields: usize,
    taps: usize,
}

impl Effort {
    async fn fill(&mut self, screen: &Screen, field: &str, text: &str) {
        self.fields += 1;
        screen.fill(&id(field), text).await.unwrap();
    }

    async fn tap(&mut self, screen: &Screen, css: &str) {
        self.taps += 1;
        screen.tap(css).await.unwrap();
    }
}

/// A registered door of the poster's building where nobody has joined, and whom the register knows there.
struct Home {
    door: String,
    people: Vec<String>,
}

#[tokio::test(flavor = "multi_thread")]
async fn a_neighbour_joins_with_two_words_and_is_greeted_with_their_own_record() {
    let place = Place::open().await.unwrap();
    let chen = Person::join(&place, "chen").await.unwrap();
    let link = poster(&chen).await;
    let home = unjoined(&place);
    let mut effort = Effort::default();
    let newcomer = Person::arrive(&place, "ouyang", &link).await.unwrap();
    let began = Instant::now();
    newcomer.see(&id("join-place")).await.unwrap();
    let building = newcomer.value(&id("join-door")).await.unwrap();
    assert!(!building.is_empty() && home.door.starts_with(&building), "{} begins with {building}", home.door);
    ask(&newcomer, &mut effort, "欧阳晓", "family", &home.door).await;
    let asked = began.elapsed();
    assert!(effort.fields <= 2 && effort.taps <= 2, "{effort:?}");

    open_request(&chen, "欧阳晓").await;
    admit(&chen).await;
    newcomer.reload().await.unwrap();
    newcomer.read(&id("hello"), "欧阳晓").await.unwrap();
    tell(&effort, asked, began.elapsed());
    newcomer.tap(&id("home-record")).await.unwrap();
    for name in &home.people {
        newcomer.read(&id("record-person"), name).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_returned_request_is_changed_and_asked_again() {
    let place = Place::open().await.unwrap();
    let chen = Person::join(&place, "chen").await.unwrap();
    let link = poster(&chen).await;
    let home = unjoined(&place);
    let newcomer = Person::arrive(&place, "ouyang", &link).await.unwrap();
    ask(&newcomer, &mut Effort::default(), "欧阳晓", "seat", "99号楼999").await;

    open_request(&chen, "欧阳晓").await;
    chen.tap(&id("send-back")).await.unwrap();
    chen.tap(&format!("{} [data-code=door]", id("send-back-reason"))).await.unwrap();
    chen.fill(&id("send-back-words"), "没有99号楼").await.unwrap();
    chen.tap(&format!("{}:enabled", id("send-back-confirm"))).await.unwrap();
    chen.miss(&id("send-back-sheet")).await.unwrap();
    chen.meet().await.unwrap();
    newcomer.reload().await.unwrap();
    newcomer.read(&id("join-state"), "退回：门牌不对").await.unwrap();
    newcomer.read(&id("join-state"), "没有99号楼").await.unwrap();

    newcomer.tap(&id("join-change")).await.unwrap();
    assert_eq!(newcomer.value(&id("join-name")).await.unwrap(), "欧阳晓", "what was said before stands there");
    newcomer.fill(&id("join-door"), &home.door).await.unwrap();
    newcomer.tap(&id("join-ask")).await.unwrap();
    newcomer.read(&id("join-state"), "已送到").await.unwrap();
    chen.meet().await.unwrap();
    chen.go_to_more("desk").await.unwrap();
    chen.follow(&id("request"), &home.door).await.unwrap();
    admit(&chen).await;
    newcomer.reload().await.unwrap();
    newcomer.read(&id("hello"), "欧阳晓").await.unwrap();
}

/// The link on the first poster of the committee.
pub(crate) async fn poster(chen: &Screen) -> String {
    chen.go_to_more("invitations").await.unwrap();
    chen.tap(&id("poster")).await.unwrap();
    chen.code(&id("poster-code")).await.unwrap()
}

/// Fills in the form and asks.
async fn ask(newcomer: &Screen, effort: &mut Effort, name: &str, wish: &str, door: &str) {
    effort.fill(newcomer, "join-name", name).await;
    effort.tap(newcomer, &format!("{} [data-code={wish}]", id("join-wish"))).await;
    effort.fill(newcomer, "join-door", door).await;
    newcomer.tap(&id("join-ask")).await.unwrap();
    newcomer.read(&id("join-state"), "已送到").await.unwrap();
}

/// Goes to a newcomer's request on the desk.
async fn open_request(chen: &Screen, name: &str) {
    chen.meet().await.unwrap();
    chen.go_to_more("desk").await.unwrap();
    chen.follow(&id("request"), name).await.unwrap();
}

/// Admits whose request is open, as they wish, and waits until the relay has it.
async fn admit(chen: &Screen) {
    chen.tap(&id("admit")).await.unwrap();
    chen.tap(&format!("{}:enabled", id("admit-confirm"))).await.unwrap();
    chen.miss(&id("admit-sheet")).await.unwrap();
    chen.go_home().await.unwrap();
    chen.all_sent().await.unwrap();
}

fn unjoined(place: &Place) -> Home {
    let plan = place.plan();
    let (tree, newcomer) = (plan.tree(), plan.newcomer.as_ref().unwrap());
    let asked = |door| newcomer.newcomer.door == tree.path(door).concat();
    let joined = |door| plan.staff.iter().any(|staff| staff.home.is_some_and(|home| home.door == door));
    let alone = |door| plan.households.iter().filter(|household| household.door == door).count() == 1;
    let names = |edits: &[Edit]| {
        let name = |edit: &Edit| match edit {
            Edit::Set { field: Field::Name, value, .. } => value.clone(),
            Edit::Set { .. } | Edit::AddPerson { .. } | Edit::RemovePerson { .. } | Edit::SetIdNumber { .. } => None,
        };
        edits.iter().filter_map(name).collect::<Vec<_>>()
    };
    let here = plan.households.iter().filter(|household| tree.contains(household.door, newcomer.building));
    let mut free = here.filter(|household| !asked(household.door) && !joined(household.door) && alone(household.door));
    let household = free.find(|household| names(&household.edits).len() > 1).unwrap();
    Home { door: tree.path(household.door).concat(), people: names(&household.edits) }
}

#[allow(clippy::print_stderr, reason = "what it took is told to whoever measures")]
fn tell(effort: &Effort, asked: Duration, joined: Duration) {
    let (asked, joined) = (asked.as_secs_f32(), joined.as_secs_f32());
    eprintln!("joining: {effort:?} beside agreeing; asked after {asked:.1} s, greeted after {joined:.1} s");
}
