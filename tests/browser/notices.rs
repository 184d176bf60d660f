//! A notice that asks for a word: it comes by itself to phones that are on, later to one that was out of reach, and its
//! writer sees at which doors to knock.

use linli_contract::members::{Role, TakeSeat};
use linli_contract::notices::{AnswerNotice, ReadNotice, ReadNotices};
use linli_contract::sync::SyncNow;
use linli_contract::{Ask, Failure};
use linli_core::native::{Handle, Options};
use linli_shared::areas::AreaKind;
use linli_shared::ids::{AreaId, RecordId};
use std::time::Duration;
use tests::demo::{Community, Home, Staff};
use tests::process::until;
use tests::webdriver::{Person, Place, id};

use crate::residents::{own_affairs, resident};

const TITLE: &str = "明天上午检查燃气管";
const TEXT: &str = "请家里留人。\n- 九点到十一点\n- 工人会出示证件";
/// How long a device without a screen may take to hear of something.
const PATIENCE: Duration = Duration::from_secs(30);
/// Further neighbours of the building with a household each.
const NEIGHBOURS: [(&str, &str); 4] = [("du", "杜宁"), ("fang", "方圆"), ("gu", "顾全"), ("hao", "郝平")];

#[tokio::test(flavor = "multi_thread")]
async fn three_of_five_households_confirm_and_the_writer_sees_who_is_left() {
    let place = Place::planned(move_in).await.unwrap();
    let (he, zhou) = tokio::join!(own_affairs(&place, "he", "何美华"), resident(&place));
    let du = own_affairs(&place, "du", "杜宁").await;
    let [fang, gu, hao] = ["fang", "gu", "hao"].map(|seat| sit(&place, seat));
    let (fang, gu, hao) = (fang.await, gu.await, hao.await);

    du.cut().await.unwrap();
    zhou.go_to_more("notices").await.unwrap();
    publish(&he).await;

    // On a phone that is on it appears by itself.
    zhou.follow(&id("notice"), TITLE).await.unwrap();
    zhou.read("main", "工人会出示证件").await.unwrap();
    zhou.tap(&id("confirm-notice")).await.unwrap();
    zhou.see(&id("confirmed-notice")).await.unwrap();
    let notice = heard(&fang).await;
    ask(&fang, AnswerNotice { notice, is_confirmed: true, answer: None }).await.unwrap();
    assert_eq!(heard(&gu).await, notice);
    ask(&gu, ReadNotice { notice }).await.unwrap();
    assert_eq!(heard(&hao).await, notice);
    for device in [&fang, &gu] {
        ask(device, SyncNow).await.unwrap();
    }

    // The writer's screen goes along; the one who is out of reach is still to be told.
    he.tap(&id("reach-line")).await.unwrap();
    he.read(&id("reach-confirmed"), "2").await.unwrap();
    let doors = |seats: &[&str]| seats.iter().map(|seat| door(place.plan(), seat)).collect::<Vec<_>>();
    let unread = left(&he).await;
    for door in doors(&["du", "hao"]) {
        assert!(unread.contains(&door), "{door} of {unread:?}");
    }
    for door in doors(&["zhou", "fang", "gu"]) {
        assert!(!unread.contains(&door), "{door} of {unread:?}");
    }

    du.go_home().await.unwrap();
    assert!(!du.texts("main").await.unwrap().concat().contains(TITLE), "the network is cut");
    du.mend().await.unwrap();
    du.read(&id("home-notices"), TITLE).await.unwrap();
    du.follow(&id("notice"), TITLE).await.unwrap();
    du.tap(&id("confirm-notice")).await.unwrap();
    du.see(&id("confirmed-notice")).await.unwrap();

    he.read(&id("reach-confirmed"), "3").await.unwrap();
    he.tap(&format!("{} [data-code=unconfirmed]", id("knock-which"))).await.unwrap();
    let asked = place.plan().tree().doors(building(place.plan())).len();
    he.read(&id("knock"), &format!("要敲门的 {} 户", asked - 3)).await.unwrap();
    let unconfirmed = left(&he).await;
    for door in doors(&["gu", "hao"]) {
        assert!(unconfirmed.contains(&door), "{door} of {unconfirmed:?}");
    }
    for door in doors(&["zhou", "fang", "du"]) {
        assert!(!unconfirmed.contains(&door), "{door} of {unconfirmed:?}");
    }
}

/// Writes a notice to her building that asks to be confirmed, looks at it and publishes it.
async fn publish(he: &Person) {
    he.go_to_more("notices").await.unwrap();
    he.tap(&id("write-notice")).await.unwrap();
    he.fill(&id("write-title"), TITLE).await.unwrap();
    he.fill(&id("write-text"), TEXT).await.unwrap();
    he.tap(&format!("{} button", id("notice-areas"))).await.unwrap();
    he.tap(&id("notice-wants-confirmation")).await.unwrap();
    he.tap(&id("preview-notice")).await.unwrap();
    he.read(&id("sent-to"), "号楼").await.unwrap();
    he.tap(&id("publish-notice")).await.unwrap();
    he.see(&id("reach-line")).await.unwrap();
    he.read("main", TITLE).await.unwrap();
}

/// The doors on the list for knocking, as it is shown.
async fn left(he: &Person) -> Vec<String> {
    he.texts(".knock-door").await.unwrap().into_iter().map(|door| door.trim().to_owned()).collect()
}

/// A device without a screen on a seat.
pub(crate) async fn sit(place: &Place, seat: &str) -> Handle {
    let device = Handle::start(Options { data: place.folder().join(seat) });
    let relay = format!("http://{}", place.address());
    ask(&device, TakeSeat { relay, seat: seat.to_owned() }).await.unwrap();
    device
}

/// Asks a device without a screen.
pub(crate) async fn ask<A: Ask>(device: &Handle, request: A) -> Result<A::Reply, Failure> {
    device.ask(request.into()).await.map(|response| A::reply(response).unwrap())
}

/// Waits until a device has the notice.
async fn heard(device: &Handle) -> RecordId {
    let there = until("the notice", PATIENCE, async || {
        ask(device, SyncNow).await.ok()?;
        let all = ask(device, ReadNotices).await.ok()?.notices;
        all.into_iter().find(|row| row.title == TITLE).map(|row| row.notice)
    });
    there.await.unwrap()
}

/// Lets a few more neighbours of the leader's building join, one of each household.
fn move_in(plan: &mut Community) {
    let (tree, building) = (plan.tree(), building(plan));
    let is_taken = |door| plan.staff.iter().any(|staff| staff.home.is_some_and(|home| home.door == door));
    let here = plan.households.iter().filter(|household| tree.contains(household.door, building));
    let free = here.filter(|household| household.slot == 0 && !is_taken(household.door));
    let homes: Vec<Home> =
        free.map(|household| Home { door: household.door, slot: household.slot, has_seat: true }).collect();
    assert!(homes.len() >= NEIGHBOURS.len());
    for ((seat, name), home) in NEIGHBOURS.into_iter().zip(homes) {
        let roles = vec![(Role::Resident, building)];
        plan.staff.push(Staff { seat, name, roles, home: Some(home) });
    }
}

fn home(plan: &Community, seat: &str) -> AreaId {
    plan.staff.iter().find(|staff| staff.seat == seat).unwrap().home.unwrap().door
}

fn building(plan: &Community) -> AreaId {
    plan.tree().ancestor(home(plan, "he"), AreaKind::Building).unwrap()
}

/// The door of somebody's household, as a list for knocking calls it.
fn door(plan: &Community, seat: &str) -> String {
    let path = plan.tree().path(home(plan, seat));
    path[path.len() - 2..].join(" ")
}
