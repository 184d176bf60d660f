//! Photos: the text first, then a chunk at a time over whatever road there is, to whoever reads the record now.

use std::collections::{BTreeMap, BTreeSet};

use linli_contract::Failure;
use linli_contract::members::{EndRole, Role as RoleName};
use linli_contract::photos::{
    AttachedState, AttachedView, PhotoFault, PhotoView, ReadPhoto, ReadPhotoRules, SetNetwork, SetPhotoRules,
};
use linli_contract::tickets::{ReadTicket, ReportForm, SendReport};
use linli_shared::blobs::{BlobId, CHUNK};
use linli_shared::ids::{MemberId, RecordId};
use linli_shared::protocol::{BlobAnswer, BlobCall, BlobRefusal};
use linli_shared::roster::Role;
use tests::cast::{Asked, Casting, Person, Road, Town, photo, small_estate};

const CHEN: Person = Person(0);
/// Of the committee too, until her role ends.
const GAO: Person = Person(1);
const LI: Person = Person(2);
/// The second phone of 李清.
const TABLET: Person = Person(3);
const MA: Person = Person(4);

/// 陈静 and 高洁 of the committee, 李清 with two phones and 马丽, who live there.
fn cast(seed: u64) -> Town {
    let estate = small_estate(2);
    let root = estate.code.area();
    let building = estate.tree.parent(estate.stair(0)).unwrap();
    let one = |name, member, role, scope| Casting { name, member, roles: vec![(role, scope)] };
    let cast = [
        one("陈静", 1, Role::Steward, root),
        one("高洁", 2, Role::Steward, root),
        one("李清", 3, Role::Resident, building),
        one("李清", 3, Role::Resident, building),
        one("马丽", 4, Role::Resident, building),
    ];
    Town::with(estate, seed, &cast)
}

/// Somebody reports with photos of these sizes.
fn report(town: &mut Town, who: Person, sizes: &[usize]) -> (RecordId, Vec<AttachedView>) {
    let kept = sizes.iter().enumerate().map(|(number, bytes)| town.ask(who, photo(number as u8, *bytes)));
    let attached: Vec<AttachedView> = kept.collect();
    let area = Some(town.estate.doors(0)[0]);
    let form = ReportForm {
        category: "light".into(),
        area,
        words: "楼道灯坏了".into(),
        attached: attached.iter().map(|view| view.id).collect(),
        ..ReportForm::default()
    };
    (town.ask(who, SendReport { form }), attached)
}

fn attached(town: &mut Town, who: Person, ticket: RecordId) -> Vec<AttachedView> {
    town.ask(who, ReadTicket { ticket }).attached
}

fn states(town: &mut Town, who: Person, ticket: RecordId) -> Vec<AttachedState> {
    attached(town, who, ticket).into_iter().map(|view| view.state).collect()
}

fn looks_at(town: &mut Town, who: Person, id: BlobId) -> PhotoView {
    town.ask(who, ReadPhoto { id })
}

fn is_here(town: &mut Town, who: Person, id: BlobId) -> bool {
    matches!(looks_at(town, who, id), PhotoView::Here { .. })
}

fn puts(asked: &[Asked]) -> Vec<(BlobId, u32)> {
    asked.iter().filter_map(Asked::part).collect()
}

#[test]
fn a_report_with_photos_goes_text_first_and_is_seen_by_who_reads_it() {
    let mut town = cast(700);
    town.link(LI, false);
    let (ticket, photos) = report(&mut town, LI, &[300_000, 200_000]);
    assert_eq!(states(&mut town, LI, ticket), [AttachedState::Sending { sent: 0 }; 2]);
    assert!(is_here(&mut town, LI, photos[0].id), "it is shown before it is sent");
    town.link(LI, true);
    assert!(town.carry(LI).is_empty(), "the text comes first");
    town.settle();
    let seen = attached(&mut town, CHEN, ticket);
    assert_eq!(seen.iter().map(|view| view.id).collect::<Vec<_>>(), [photos[0].id, photos[1].id]);
    let thumb = seen[0].thumb.unwrap();
    assert!(matches!(looks_at(&mut town, CHEN, thumb), PhotoView::Coming { held: 0, .. }));
    town.carry(CHEN);
    assert_eq!(looks_at(&mut town, CHEN, thumb), PhotoView::Missing(PhotoFault::NotSentYet));

    let asked = town.carry(LI);
    let first: BTreeSet<BlobId> = puts(&asked).into_iter().take(2).map(|(id, _)| id).collect();
    assert_eq!(first, photos.iter().filter_map(|view| view.thumb).collect(), "thumbnails first");
    assert_eq!(states(&mut town, LI, ticket), [AttachedState::Sent; 2]);
    assert!(town.carry(LI).is_empty());

    town.time = town.time.plus(30_000);
    town.carry(CHEN);
    assert!(is_here(&mut town, CHEN, thumb), "what was asked for too early comes by itself");
    assert!(!is_here(&mut town, CHEN, seen[1].id), "and what nobody looked at does not");
    for reader in [CHEN, TABLET] {
        attached(&mut town, reader, ticket);
        looks_at(&mut town, reader, seen[1].id);
        town.carry(reader);
        assert!(is_here(&mut town, reader, seen[1].id));
    }
    assert_eq!(
        town.try_ask(MA, ReadPhoto { id: seen[1].id }),
        Err(Failure::NotHere),
        "a neighbour has never heard of it"
    );
    let bytes = town.store.all_bytes();
    assert!(!bytes.windows(5).any(|window| window == b"JFIF\0"), "the relay sees no picture");
}

#[test]
fn fifty_cuts_on_a_slow_link_send_no_acknowledged_part_twice() {
    const CUTS: u32 = 50;
    const BYTES_A_SECOND: usize = 20_000;
    let mut town = cast(701);
    let (ticket, photos) = report(&mut town, LI, &[400_000; 9]);
    town.meet(LI);
    let (mut cuts, mut state) = (0, 77_u64);
    let mut next = |from: usize, to: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        from + (state >> 33) as usize % (to - from)
    };
    let mut until_cut = next(10_000, 120_000);
    let (mut acknowledged, mut at_relay) = (BTreeSet::new(), BTreeMap::new());
    let (mut road, mut begun, mut lost) = (0, 0, 0);
    loop {
        let mut way = Road::Open;
        let turn = town.photo_turn(LI, |bytes| {
            if cuts < CUTS && bytes > until_cut {
                // Now and then everything went through but the answer.
                way = if cuts % 4 == 3 { Road::CutAfter } else { Road::CutBefore };
            }
            way
        });
        let Some(asked) = turn else { break };
        let gone = if way == Road::CutBefore { until_cut } else { asked.bytes };
        road += gone;
        town.time = town.time.plus((gone * 1_000 / BYTES_A_SECOND) as i64);
        if let Some(part) = asked.part() {
            assert!(!acknowledged.contains(&part), "{part:?} was acknowledged and sent again");
            begun += 1;
            if way != Road::CutBefore {
                *at_relay.entry(part).or_insert(0) += 1;
            }
            if asked.answer.is_some() {
                acknowledged.insert(part);
            }
        }
        if way == Road::Open {
            until_cut = until_cut.saturating_sub(asked.bytes);
        } else {
            lost += gone;
            cuts += 1;
            until_cut = next(10_000, 120_000);
            // The link is gone for a while; now and then the app is killed meanwhile.
            town.time = town.time.plus(30_000);
            if cuts % 10 == 0 {
                town.phone(LI).kill(0);
                town.phone(LI).start();
            }
            town.meet(LI);
        }
    }
    assert_eq!(cuts, CUTS);
    assert!(
        at_relay.values().all(|times| *times == 1),
        "no part came to the relay twice, not even where its answer was lost"
    );
    let sizes = photos.iter().map(|view| view.size as usize + 6_300).sum::<usize>();
    println_figures(sizes, road, lost, begun, acknowledged.len());
    assert!(road < sizes + sizes / 2, "{road} bytes for {sizes}");
    assert_eq!(states(&mut town, LI, ticket), [AttachedState::Sent; 9]);
    town.settle();
    for view in attached(&mut town, CHEN, ticket) {
        looks_at(&mut town, CHEN, view.id);
        town.carry(CHEN);
        assert!(is_here(&mut town, CHEN, view.id));
    }
}

/// Figures of a slow link, for whoever looks (`--nocapture`).
#[expect(clippy::print_stderr, reason = "figures for whoever runs this story")]
fn println_figures(content: usize, road: usize, lost: usize, begun: usize, acknowledged: usize) {
    eprintln!(
        "content {content} B, on the road {road} B, of it lost in cuts {lost} B, parts begun {begun}, acknowledged {acknowledged}"
    );
}

#[test]
fn a_phone_that_was_killed_goes_on_where_it_was() {
    let mut town = cast(702);
    let (ticket, photos) = report(&mut town, LI, &[500_000]);
    town.meet(LI);
    for _ in 0..6 {
        town.photo_turn(LI, |_| Road::Open);
    }
    town.phone(LI).kill(0);
    town.phone(LI).start();
    town.meet(LI);
    let asked = town.carry(LI);
    assert!(matches!(asked[0].ask.call, BlobCall::Have), "the relay is asked first");
    assert!(matches!(asked[0].answer, Some(BlobAnswer::Held { held, .. }) if held > CHUNK), "{:?}", asked[0].answer);
    let offsets: Vec<u32> = puts(&asked).into_iter().filter(|(id, _)| *id == photos[0].id).map(|(_, at)| at).collect();
    assert!(!offsets.contains(&0) && !offsets.contains(&CHUNK), "{offsets:?}");
    assert_eq!(states(&mut town, LI, ticket), [AttachedState::Sent]);
}

#[test]
fn who_reads_a_ticket_no_longer_gets_none_of_its_photos() {
    let mut town = cast(703);
    let (ticket, photos) = report(&mut town, LI, &[100_000]);
    town.settle();
    town.carry(LI);
    attached(&mut town, GAO, ticket);
    town.link(GAO, false);
    let (member, root) = (MemberId([2; 16]), town.estate.code.area());
    town.ask(CHEN, EndRole { member, role: RoleName::Steward, scope: root });
    town.settle();
    town.link(GAO, true);
    looks_at(&mut town, GAO, photos[0].id);
    let asked = town.carry(GAO);
    assert!(asked.iter().all(|turn| turn.answer == Some(BlobAnswer::Refused(BlobRefusal::NoRight))), "{asked:?}");
    assert_eq!(asked.len(), 1);
    assert_eq!(looks_at(&mut town, GAO, photos[0].id), PhotoView::Missing(PhotoFault::NoRight));
}

#[test]
fn photos_wait_for_wifi_where_that_is_wished_and_texts_do_not() {
    let mut town = cast(704);
    town.ask(LI, SetPhotoRules { waits_for_wifi: true });
    town.ask(LI, SetNetwork { is_metered: true });
    let (ticket, _) = report(&mut town, LI, &[100_000]);
    town.settle();
    assert!(town.carry(LI).is_empty());
    assert_eq!(attached(&mut town, CHEN, ticket).len(), 1, "the text is there");
    assert_eq!(states(&mut town, LI, ticket), [AttachedState::Stuck(PhotoFault::WaitsForWifi)]);
    assert_eq!(town.ask(LI, ReadPhotoRules).waiting, 1);
    town.ask(LI, SetNetwork { is_metered: false });
    town.carry(LI);
    assert_eq!(states(&mut town, LI, ticket), [AttachedState::Sent]);
}

#[test]
fn a_relay_that_came_back_from_a_backup_gets_the_photos_again_that_it_lost() {
    let mut town = cast(705);
    let backup = town.store.backup();
    let (ticket, photos) = report(&mut town, LI, &[200_000]);
    town.settle();
    town.carry(LI);
    assert_eq!(states(&mut town, LI, ticket), [AttachedState::Sent]);
    town.store.restore(&backup);
    town.restart_relay();
    let code = town.estate.code;
    town.relay.as_mut().unwrap().begin_era(code, None).unwrap();
    town.settle();
    town.carry(LI);
    town.time = town.time.plus(60_000);
    town.settle();
    town.carry(LI);
    attached(&mut town, CHEN, ticket);
    looks_at(&mut town, CHEN, photos[0].id);
    town.carry(CHEN);
    assert!(is_here(&mut town, CHEN, photos[0].id));
}
