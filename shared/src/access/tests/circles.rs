//! Circles: who begins one, who comes, who goes, and that nobody comes who did not knock.

use super::*;
use crate::audience::{Commitment, ReaderWrap};
use crate::circles::{
    ADDED, Begun, CONSENT_LIFE, Change, CircleFact, CircleKind, Consent, MAX_GONE, MEMBERS, follow, letter_record,
};
use crate::judge::Effects;
use crate::parcel::MAX_BODY;

const GROUP: RecordId = RecordId([41; 16]);
const NONCE: [u8; 16] = [7; 16];
/// Everybody's ring has begun.
const ALL: [&str; 7] = ["陈", "王", "楼", "居", "物", "志", "高"];

fn town() -> Roster {
    let mut roster = community();
    for name in ALL {
        let ring = member_ring(member(name));
        if roster.ring(ring).is_none() {
            roster.apply(&super::turn(ring, RingKind::Member, 1, &[name]));
            roster.apply(&super::turn(ring, RingKind::Member, 2, &[name]));
        }
    }
    roster
}

fn consent(name: &str, record: RecordId, made: Millis) -> Consent {
    Consent::sign((LOG, record), member(name), device(name), made, &signing(name))
}

fn knocked(names: &[&str]) -> Vec<Consent> {
    names.iter().map(|name| consent(name, GROUP, NOW)).collect()
}

fn wraps(names: &[&str]) -> Vec<ReaderWrap> {
    let key = |name: &&str| KeyRef { ring: member_ring(member(name)), generation: 2, commitment: [2; 16] };
    names.iter().map(|name| ReaderWrap { reader: key(name), letter: vec![1; 80] }).collect()
}

fn fact(change: Change, generation: u32, to: &[&str]) -> CircleFact {
    let is_linked = matches!(change, Change::Removed { .. });
    let commitment = Commitment([generation as u8; 16]);
    CircleFact { change, generation, commitment, wraps: wraps(to), previous: is_linked.then(|| vec![1; 48]) }
}

fn begun(kind: CircleKind, with: Vec<Consent>) -> Begun {
    let building = (kind == CircleKind::Building).then_some(HOUSE);
    let nonce = (kind == CircleKind::Letter).then_some(NONCE);
    Begun { kind, shares_history: true, building, nonce, with }
}

fn removed(names: &[&str]) -> Change {
    Change::Removed { members: names.iter().map(|name| member(name)).collect(), at: NOW }
}

/// What is known of a circle that began with its first member, and then went on by some facts of authors.
fn circle(first: &str, begun: &Begun, then: &[(&str, Change, u32)]) -> RecordMeta {
    let mut audience = Audience::default();
    follow(&mut audience, &fact(Change::Begun(begun.clone()), 1, &[]), member(first), NOW);
    for (author, change, generation) in then {
        follow(&mut audience, &fact(change.clone(), *generation, &[]), member(author), NOW);
    }
    let (scope, creator) = (LOG.area(), member(first));
    let ring = Some(record_ring(GROUP, scope));
    RecordMeta { kind: Kind::Circle, creator, scope, ring, audience: Some(audience) }
}

fn act(name: &str, record: RecordId, entry: Entry, known: Option<&RecordMeta>) -> Result<Effects, Denied> {
    let at = RecordAt { record, kind: Kind::Circle, scope: LOG.area() };
    let known = known.map(|known| (at, known.clone())).into_iter().collect();
    may_act(&town(), NOW, device(name), &Act(vec![Item::Entry(entry)]), &known, &newest())
}

fn told_of(name: &str, record: RecordId, fact: &CircleFact, known: Option<&RecordMeta>) -> &'static str {
    let entry = Entry { record, kind: Kind::Circle, scope: LOG.area(), key: None, body: fact.to_body() };
    answer(act(name, record, entry, known).map(drop))
}

fn told(name: &str, fact: &CircleFact, known: &RecordMeta) -> &'static str {
    told_of(name, GROUP, fact, Some(known))
}

/// 居 began it; 楼 and 志 are in it.
fn group(kind: CircleKind) -> RecordMeta {
    let begun = Begun { with: knocked(&["楼", "志"]), ..begun(kind, Vec::new()) };
    circle("居", &begun, &[])
}

#[test]
fn a_letter_is_begun_by_the_one_who_was_knocked_at_and_stays_between_two() {
    let record = letter_record(LOG, member("志"), member("居"), &NONCE);
    let with = |consents| fact(Change::Begun(begun(CircleKind::Letter, consents)), 1, &["居", "志"]);
    let agreed = || consent("志", record, NOW);
    assert_eq!(told_of("居", record, &with(vec![agreed()]), None), "yes");
    assert_eq!(told_of("居", record, &with(Vec::new()), None), "contra", "alone");
    assert_eq!(told_of("居", record, &with(vec![agreed(), agreed()]), None), "contra");
    let to_leader = fact(Change::Begun(begun(CircleKind::Letter, vec![agreed()])), 1, &["楼", "志"]);
    assert_eq!(told_of("楼", record, &to_leader, None), "contra", "nobody knocked at this door");
    let other = letter_record(LOG, member("志"), member("楼"), &NONCE);
    assert_eq!(told_of("楼", other, &to_leader, None), "right", "the consent is to another letter");
    let forged = Consent::sign((LOG, record), member("志"), device("居"), NOW, &signing("居"));
    assert_eq!(told_of("居", record, &with(vec![forged]), None), "right", "signed by somebody else");
    let old = consent("志", record, Millis(NOW.0 - CONSENT_LIFE - 1));
    assert_eq!(told_of("居", record, &with(vec![old]), None), "right", "half a year ago");
    let (hour, days) = (NOW.plus(3_600_000), NOW.plus(2 * 86_400_000));
    assert_eq!(
        told_of("居", record, &with(vec![consent("志", record, hour)]), None),
        "yes",
        "a clock runs ahead a little"
    );
    let ahead = with(vec![consent("志", record, days)]);
    assert_eq!(told_of("居", record, &ahead, None), "right", "it would outlive half a year, and leaving");

    let letter = circle("居", &begun(CircleKind::Letter, vec![agreed()]), &[]);
    let third = fact(Change::Added(vec![consent("楼", record, NOW)]), 1, &["楼"]);
    for name in ["居", "志"] {
        assert_eq!(told_of(name, record, &third, Some(&letter)), "right", "a third");
        assert_eq!(told_of(name, record, &fact(removed(&["志"]), 2, &["居"]), Some(&letter)), "right");
        assert_eq!(told_of(name, record, &fact(Change::Left { at: NOW }, 1, &[]), Some(&letter)), "yes");
    }
}

#[test]
fn a_buildings_group_is_begun_by_whoever_belongs_there_and_a_topics_by_anybody() {
    let table = "
        kind      陈    王    楼    居    物    志    局    失      外
        building  right right yes   yes   right yes   right device  device
        topic     yes   yes   yes   yes   yes   yes   right device  device
        ";
    check(table, |kind, name| {
        let kind = if kind == "building" { CircleKind::Building } else { CircleKind::Topic };
        told_of(name, GROUP, &fact(Change::Begun(begun(kind, Vec::new())), 1, &[name]), None)
    });
}

#[test]
fn who_lets_somebody_in() {
    // 王 does not belong to the building, 物 knocked at neither.
    let table = "
        author-of-whom  居    楼    陈    王
        building-志     contra contra right right
        building-王     right right right right
        topic-志        contra right right right
        topic-王        yes   right right right
        ";
    check(table, |what, author| {
        let (kind, new) = what.split_once('-').unwrap();
        let kind = if kind == "building" { CircleKind::Building } else { CircleKind::Topic };
        told(author, &fact(Change::Added(knocked(&[new])), 1, &[new]), &group(kind))
    });
    let without = circle("居", &Begun { with: knocked(&["楼"]), ..begun(CircleKind::Building, Vec::new()) }, &[]);
    let added = |to: &[&str]| fact(Change::Added(knocked(&["志"])), 1, to);
    assert_eq!(told("楼", &added(&["志"]), &without), "yes", "any reader of a building's");
    assert_eq!(told("楼", &added(&[]), &without), "contra", "without the secret");
    assert_eq!(told("楼", &added(&["志", "居"]), &without), "contra", "others have it");
    assert_eq!(told("楼", &fact(Change::Added(Vec::new()), 1, &[]), &without), "contra", "nobody");
    assert_eq!(
        told("楼", &fact(Change::Added(knocked(&["志"])), 2, &["志"]), &without),
        "contra",
        "a secret of their own"
    );
    let twice = fact(Change::Added(knocked(&["志", "志"])), 1, &["志"]);
    assert_eq!(told("楼", &twice, &without), "contra");
    let many = vec![consent("志", GROUP, NOW); ADDED + 1];
    assert_eq!(told("楼", &fact(Change::Added(many), 1, &["志"]), &without), "contra");
}

#[test]
fn without_a_shared_history_a_new_secret_comes_with_each_and_only_who_owns_it_gives_one() {
    let begun = Begun { shares_history: false, with: knocked(&["楼"]), ..begun(CircleKind::Building, Vec::new()) };
    let known = circle("居", &begun, &[]);
    let added = |generation, to: &[&str]| fact(Change::Added(knocked(&["志"])), generation, to);
    let all = ["居", "楼", "志"];
    assert_eq!(told("居", &added(2, &all), &known), "yes");
    assert_eq!(told("楼", &added(2, &all), &known), "right", "who gives a secret could leave somebody without it");
    assert_eq!(told("居", &added(1, &["志"]), &known), "contra", "the secret of what was said before");
    assert_eq!(told("居", &added(2, &["志"]), &known), "contra", "the others are left without");
    let linked = CircleFact { previous: Some(vec![1; 48]), ..added(2, &all) };
    assert_eq!(told("居", &linked, &known), "contra", "a way to what was said before");
    let removed = fact(removed(&["楼"]), 2, &["居"]);
    assert_eq!(told("居", &removed, &known), "contra", "a way to what was said before");
    assert_eq!(told("居", &CircleFact { previous: None, ..removed }, &known), "yes");
}

#[test]
fn who_takes_somebody_out_and_who_turns_the_secret() {
    let known = group(CircleKind::Topic);
    let out = |name| {
        fact(removed(&[name]), 2, &["居", "楼", "志"].into_iter().filter(|left| *left != name).collect::<Vec<_>>())
    };
    assert_eq!(told("居", &out("志"), &known), "yes");
    assert_eq!(told("楼", &out("志"), &known), "right");
    assert_eq!(told("陈", &out("志"), &known), "right", "a steward who is not in it");
    assert_eq!(told("居", &out("居"), &known), "contra", "oneself");
    assert_eq!(told("居", &fact(removed(&["志"]), 2, &["居"]), &known), "contra", "楼 is left without");
    assert_eq!(told("居", &fact(removed(&["志"]), 3, &["居", "楼"]), &known), "contra");
    assert_eq!(told("居", &CircleFact { previous: None, ..out("志") }, &known), "contra", "without the link");
    assert_eq!(told("居", &fact(removed(&["王"]), 2, &["居", "楼", "志"]), &known), "contra", "nobody of it");
    assert_eq!(told("居", &fact(removed(&[]), 2, &["居", "楼", "志"]), &known), "contra", "for no reason");
    let left = circle(
        "居",
        &Begun { with: knocked(&["楼", "志"]), ..begun(CircleKind::Topic, Vec::new()) },
        &[("志", Change::Left { at: NOW }, 1)],
    );
    assert_eq!(told("居", &fact(removed(&[]), 2, &["居", "楼"]), &left), "yes", "somebody left");
    assert_eq!(told("志", &fact(Change::Left { at: NOW }, 1, &[]), &left), "right", "gone already");
    let steward = circle("居", &Begun { with: knocked(&["陈", "志"]), ..begun(CircleKind::Topic, Vec::new()) }, &[]);
    assert_eq!(told("陈", &fact(removed(&["居"]), 2, &["陈", "志"]), &steward), "yes", "a steward who is in it");
}

#[test]
fn who_went_comes_back_by_a_consent_made_later_alone() {
    let began = Begun { with: knocked(&["楼", "志"]), ..begun(CircleKind::Building, Vec::new()) };
    let left = circle("居", &began, &[("志", Change::Left { at: NOW }, 1)]);
    let again = |made| fact(Change::Added(vec![consent("志", GROUP, made)]), 1, &["志"]);
    assert_eq!(told("楼", &again(NOW), &left), "right");
    assert_eq!(told("楼", &again(NOW.plus(1)), &left), "yes");
    let out = circle("居", &began, &[("居", removed(&["志"]), 2)]);
    let again = |author| told(author, &fact(Change::Added(vec![consent("志", GROUP, NOW.plus(1))]), 2, &["志"]), &out);
    assert_eq!(again("楼"), "right", "whom the owner took out, others do not bring back");
    assert_eq!(again("居"), "yes");
}

#[test]
fn whoever_is_longest_in_a_group_owns_it_once_its_owner_left() {
    let began = Begun { with: knocked(&["楼", "志"]), ..begun(CircleKind::Topic, Vec::new()) };
    let left = circle("居", &began, &[("居", Change::Left { at: NOW }, 1)]);
    assert_eq!(told("楼", &fact(removed(&["志"]), 2, &["楼"]), &left), "yes");
    assert_eq!(told("志", &fact(removed(&["楼"]), 2, &["志"]), &left), "right");
}

#[test]
fn a_consent_from_a_clock_that_runs_ahead_outlives_nothing() {
    const DAY: i64 = 86_400_000;
    let known = circle("居", &Begun { with: knocked(&["楼"]), ..begun(CircleKind::Building, Vec::new()) }, &[]);
    let comes = |made| fact(Change::Added(vec![consent("志", GROUP, made)]), 1, &["志"]);
    assert_eq!(told("居", &comes(NOW.plus(DAY)), &known), "yes");
    assert_eq!(told("居", &comes(NOW.plus(DAY + 1)), &known), "right");
    // Whatever is said of when somebody went: what they consented to before is used up.
    let began = Begun { with: knocked(&["楼", "志"]), ..begun(CircleKind::Topic, Vec::new()) };
    let back = |made| fact(Change::Added(vec![consent("志", GROUP, made)]), 2, &["志"]);
    for at in [Millis(0), Millis(i64::MIN), NOW] {
        let out = Change::Removed { members: [member("志")].into(), at };
        let out = circle("居", &began, &[("居", out, 2)]);
        assert_eq!(told("居", &back(NOW), &out), "right", "{at:?}");
        assert_eq!(told("居", &back(NOW.plus(1)), &out), "yes", "{at:?}");
    }
    let left = circle("居", &began, &[("志", Change::Left { at: Millis(i64::MAX) }, 1)]);
    let gone = left.audience.unwrap().circle.unwrap().gone[&member("志")];
    assert_eq!(gone.at, NOW.plus(DAY), "nobody is shut out for ever by a clock");
}

#[test]
fn nobody_goes_and_comes_back_without_end() {
    let began = Begun { with: knocked(&["楼", "志"]), ..begun(CircleKind::Topic, Vec::new()) };
    let again = |times: i64| {
        let one = |time: i64| {
            let back = Change::Added(vec![consent("志", GROUP, NOW.plus(time))]);
            [("志", Change::Left { at: NOW }, 1), ("居", back, 1)]
        };
        let then: Vec<_> = (1..times).flat_map(one).chain([("志", Change::Left { at: NOW }, 1)]).collect();
        let back = Change::Added(vec![consent("志", GROUP, NOW.plus(times))]);
        told("居", &fact(back, 1, &["志"]), &circle("居", &began, &then))
    };
    assert_eq!([again(1), again(i64::from(MAX_GONE) - 1)], ["yes"; 2]);
    assert_eq!(again(i64::from(MAX_GONE)), "right");
}

#[test]
fn who_is_no_longer_of_the_community_or_the_building_owns_no_group() {
    let led_by = |first, kind| circle(first, &Begun { with: knocked(&["楼", "志"]), ..begun(kind, Vec::new()) }, &[]);
    // 局 does not read what the community says, 王 holds no role in the building.
    for (first, kind) in [("局", CircleKind::Topic), ("王", CircleKind::Building)] {
        let known = led_by(first, kind);
        let out = fact(removed(&[first]), 2, &["楼", "志"]);
        assert_eq!([told("楼", &out, &known), told("志", &out, &known)], ["yes", "right"], "{first}");
    }
    let out = |known: &RecordMeta| told("王", &fact(removed(&["志"]), 2, &["王", "楼"]), known);
    assert_eq!(out(&led_by("王", CircleKind::Building)), "right");
    assert_eq!(out(&led_by("王", CircleKind::Topic)), "yes");
}

#[test]
fn who_is_in_a_circle_writes_to_it_under_its_secrets() {
    let known = group(CircleKind::Topic);
    let says = |name: &str, generation| {
        let key = Some(KeyRef { ring: record_ring(GROUP, LOG.area()), generation, commitment: [1; 16] });
        let entry = Entry { record: GROUP, kind: Kind::Message, scope: LOG.area(), key, body: vec![1; 40] };
        answer(act(name, GROUP, entry, Some(&known)).map(drop))
    };
    for (name, generation, told) in [
        ("居", 1, "yes"),
        ("志", 1, "yes"),
        ("陈", 1, "right"),
        ("王", 1, "right"),
        ("居", 2, "ring"),
        ("失", 1, "device"),
    ] {
        assert_eq!(says(name, generation), told, "{name}");
    }
}

#[test]
fn the_fact_of_the_largest_group_fits_into_an_entry() {
    let member = |number: usize| {
        let mut id = [9; 16];
        id[..2].copy_from_slice(&(number as u16).to_be_bytes());
        MemberId(id)
    };
    let wrap = |number| {
        let reader = KeyRef { ring: member_ring(member(number)), generation: 70_000, commitment: [1; 16] };
        ReaderWrap { reader, letter: vec![1; 80] }
    };
    let members = (0..MEMBERS).map(member).collect();
    let wraps: Vec<ReaderWrap> = (0..MEMBERS).map(wrap).collect();
    let change = Change::Removed { members, at: NOW };
    let fact = CircleFact { change, generation: 1_000, commitment: Commitment([1; 16]), wraps, previous: None };
    let body = fact.to_body();
    assert!(body.len() < MAX_BODY / 2, "{} bytes", body.len());
    assert_eq!(CircleFact::from_body(&body), Ok(fact));
}

#[test]
fn whoever_owns_a_group_says_what_it_is_called_and_who_began_it_only_as_long() {
    let group = |creator: &str| {
        let ring = Some(COMMUNITY);
        let at = RecordAt { record: GROUP, kind: Kind::Group, scope: LOG.area() };
        (at, RecordMeta { kind: Kind::Group, creator: member(creator), scope: LOG.area(), ring, audience: None })
    };
    let said = |name: &str, circle: Option<&RecordMeta>| {
        let entry = Entry {
            record: GROUP,
            kind: Kind::GroupChange,
            scope: LOG.area(),
            key: key(COMMUNITY, 2),
            body: Vec::new(),
        };
        let at = crate::judge::circle_of(group("居").0);
        let known = circle.map(|circle| (at, circle.clone())).into_iter().chain([group("居")]).collect();
        answer(may_act(&town(), NOW, device(name), &Act(vec![Item::Entry(entry)]), &known, &newest()).map(drop))
    };
    let begun = self::group(CircleKind::Topic);
    let left = circle(
        "居",
        &Begun { with: knocked(&["楼", "志"]), ..self::begun(CircleKind::Topic, Vec::new()) },
        &[("居", Change::Left { at: NOW }, 1)],
    );
    for (circle, answers) in [(None, ["yes", "right", "right"]), (Some(&begun), ["yes", "right", "right"])] {
        assert_eq!(["居", "楼", "志"].map(|name| said(name, circle)), answers);
    }
    assert_eq!(["居", "楼", "志"].map(|name| said(name, Some(&left))), ["right", "yes", "right"], "it went on");
    assert_eq!(said("陈", Some(&left)), "yes", "the committee");
}
