//! How much one member may say: in one record, and on one day.

use linli_shared::protocol::Reject;
use linli_shared::square::{most_in_record, most_on_day};

use super::tickets::{Phone, Scene, record};
use super::*;

const DAY: i64 = 86_400_000;

fn said(number: u8, kind: Kind) -> Entry {
    Entry { record: record(number), kind, scope: CODE.area(), key: key(COMMUNITY, 1), body: vec![7; 40] }
}

/// Entries, as many in an act as an act may have.
fn acts(entry: &Entry, count: u32) -> Vec<Act> {
    let act = |from: u32| Act((from..count.min(from + 16)).map(|_| Item::Entry(entry.clone())).collect());
    (0..count).step_by(16).map(act).collect()
}

fn placed(verdicts: &[Verdict]) -> usize {
    verdicts.iter().filter(|verdict| matches!(verdict, Verdict::Accepted(_))).count()
}

fn begin(phone: &mut Phone, town: &mut Town, number: u8) -> Verdict {
    phone.push(town, vec![act(said(number, Kind::Post))])[0]
}

#[test]
fn a_member_says_so_much_in_a_record_and_others_have_their_own_room() {
    let Scene { mut town, mut chen, mut wang, .. } = Scene::new();
    assert!(matches!(begin(&mut chen, &mut town, 1), Verdict::Accepted(_)));
    wang.meet(&mut town);
    let most = most_in_record(Kind::Remark).unwrap();
    let remark = said(1, Kind::Remark);
    assert_eq!(placed(&chen.push(&mut town, acts(&remark, most))), most as usize / 16);
    let full = [Verdict::Rejected(Reject::Malformed)];
    assert_eq!(chen.push(&mut town, vec![act(remark.clone())]), full);
    assert_eq!(placed(&wang.push(&mut town, vec![act(remark.clone())])), 1);
    assert_eq!(
        placed(&chen.push(&mut town, vec![act(said(1, Kind::PostChange))])),
        1,
        "another kind is another matter"
    );
    // A start counts the same, and another day gives no more room in a record.
    town.restart();
    town.now = town.now.plus(DAY);
    assert_eq!(chen.push(&mut town, vec![act(remark.clone())]), full);
    assert!(matches!(begin(&mut chen, &mut town, 2), Verdict::Accepted(_)));
    assert_eq!(placed(&chen.push(&mut town, vec![act(said(2, Kind::Remark))])), 1);
    town.is_whole();
}

#[test]
fn a_member_begins_so_many_posts_a_day() {
    let Scene { mut town, mut chen, mut wang, .. } = Scene::new();
    let most = most_on_day(Kind::Post).unwrap() as u8;
    let posts: Vec<Act> = (1..=most + 5).map(|number| act(said(number, Kind::Post))).collect();
    assert_eq!(placed(&chen.push(&mut town, posts)), usize::from(most));
    town.restart();
    assert_eq!(begin(&mut chen, &mut town, 150), Verdict::Rejected(Reject::Malformed));
    assert!(matches!(begin(&mut wang, &mut town, 151), Verdict::Accepted(_)));
    town.now = town.now.plus(DAY);
    assert!(matches!(begin(&mut chen, &mut town, 152), Verdict::Accepted(_)));
    town.is_whole();
}
