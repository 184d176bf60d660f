//! Notices that a relay lost, that were refused, erased or corrected; what stays of them, words and photos.

use linli_contract::Failure;
use linli_contract::joining::{DecideHeld, HeldView, ReadDesk};
use linli_contract::notices::{NoticeForm, PublishNotice, ReadReach, SaveNoticeDraft};
use linli_contract::photos::{PhotoView, ReadPhoto};
use linli_contract::sync::{ReadSync, RefuseReason, Work};
use linli_shared::blobs::BlobId;
use linli_shared::ids::MemberId;
use linli_shared::kinds::Kind;
use linli_shared::roster::{Erased, Role, RosterFact};
use tests::cast::{Town, photo};

use super::notices::{CHEN, HOMES, ZHAO, append, building, confirm, list, open, publish, reach, town, water};

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
