//! What must not be lost: photos of a refused record, of saved forms, and of a record whose photo somebody else names wrongly.

use linli_contract::notices::{NoticeForm, NoticeKind, ReadNotices, SaveNoticeDraft};
use linli_contract::tickets::{ReportForm, SaveReportDraft};

use super::*;

const ELSEWHERE: RecordAt = RecordAt { record: RecordId([9; 16]), kind: Kind::PublicReport, scope: AT.scope };

fn work(phone: &mut Phone, done: impl FnOnce(&mut crate::device::Device, &mut crate::device::Turn<'_>)) {
    let now = phone.now();
    let worked = block_on(phone.host.work(&now, &[], |device, turn| {
        done(device, turn);
        turn.durable();
        Ok(())
    }));
    worked.unwrap();
}

fn notice(attached: Vec<BlobId>) -> NoticeForm {
    NoticeForm {
        title: "停水".into(),
        text: String::new(),
        kind: NoticeKind::Outage,
        area: None,
        is_urgent: false,
        until: None,
        wants_confirmation: false,
        question: String::new(),
        answers: Vec::new(),
        attached,
    }
}

#[test]
fn photos_of_a_refused_record_are_kept_again_and_go_with_the_next_one() {
    let (mut phone, mut relay) = (Phone::new(), Relay::default());
    let [mine, shared, both] = [phone.keep(1_000), phone.keep(1_000), phone.keep(1_000)];
    let refused = phone.attach(&[mine.id, shared.id, both.id], AT).unwrap();
    phone.attach(&[shared.id], ELSEWHERE).unwrap();
    phone.time = phone.time.plus(6 * DAY);
    work(&mut phone, |device, turn| release(device, turn, AT, &refused, &refused[2..]));
    phone.killed();
    phone.carry(&mut relay);
    let asked: BTreeSet<BlobId> = relay.asked.iter().map(|(id, ..)| *id).collect();
    let goes = |view: &AttachedView| asked.contains(&view.id) && asked.contains(&view.thumb.unwrap());
    assert!(!goes(&mine) && !asked.contains(&mine.thumb.unwrap()), "nothing names it");
    assert!(goes(&shared), "another record names it");
    assert!(goes(&both), "the record goes on naming it");
    let count = relay.asked.len();
    phone.time = phone.time.plus(3_600_000);
    phone.carry(&mut relay);
    assert_eq!(relay.asked.len(), count, "nobody asks for ever whether the relay has it");
    phone.time = phone.time.plus(5 * DAY);
    phone.carry(&mut relay);
    let again = RecordAt { record: RecordId([5; 16]), ..AT };
    assert_eq!(
        phone.attach(&[mine.id], again),
        Ok(refused[..1].to_vec()),
        "eleven days old, and refused five days ago"
    );
    phone.carry(&mut relay);
    assert_eq!(phone.view(&refused), [AttachedState::Sent; 3]);
}

#[test]
fn a_record_that_is_refused_is_not_told_of_photos_for_ever() {
    let (mut phone, mut relay) = (Phone::new(), Relay::default());
    let (attachment, _) = foreign(&jpeg(640, 480, 900), BlobType::Jpeg);
    phone.view(core::slice::from_ref(&attachment));
    let attached = phone.attach(&[attachment.full.id], ELSEWHERE).unwrap();
    phone.carry(&mut relay);
    assert_eq!(relay.words(), ["have"]);
    work(&mut phone, |device, turn| release(device, turn, ELSEWHERE, &attached, &[]));
    phone.killed();
    phone.time = phone.time.plus(DAY);
    phone.carry(&mut relay);
    assert_eq!(relay.words(), ["have"]);
}

#[test]
fn photos_of_saved_forms_stay_however_old_they_are() {
    let (mut phone, mut relay) = (Phone::new(), Relay::default());
    let [reported, noticed, loose] = [phone.keep(1_000), phone.keep(1_000), phone.keep(1_000)];
    let form = ReportForm { is_service: true, attached: vec![reported.id], ..ReportForm::default() };
    work(&mut phone, |device, turn| device.keep_report(true, Some(form), turn));
    phone.ask(SaveNoticeDraft { number: None, form: notice(vec![noticed.id]), corrects: None }).unwrap();
    phone.killed();
    phone.time = phone.time.plus(8 * DAY);
    phone.carry(&mut relay);
    phone.killed();
    assert_eq!(phone.ask(ReadPhoto { id: loose.id }), Err(Failure::NotHere));
    let drafts = phone.ask(ReadNotices).unwrap().drafts;
    let shown: Vec<_> = drafts.iter().flat_map(|draft| &draft.attached).map(|view| (view.id, view.thumb)).collect();
    assert_eq!(shown, [(noticed.id, noticed.thumb)], "with its thumbnail after a start");
    for view in [reported, noticed] {
        assert!(matches!(phone.read(view.thumb.unwrap()), PhotoView::Here { .. }));
        let attached = phone.attach(&[view.id], AT).unwrap();
        phone.carry(&mut relay);
        assert_eq!(phone.view(&attached), [AttachedState::Sent], "sent on the eighth day");
    }
}

#[test]
fn who_names_a_photo_wrongly_spoils_it_for_nobody() {
    let plain = jpeg(640, 480, 100_000);
    let (right, sealed) = foreign(&plain, BlobType::Jpeg);
    let wrong = |change: fn(&mut BlobRef)| {
        let mut wrong = right.clone();
        change(&mut wrong.full);
        wrong
    };
    let bytes = Bytes(STANDARD.encode(&plain));
    let here = PhotoView::Here { kind: BlobType::Jpeg, bytes };
    for wrong in [wrong(|full| full.key = BlobKey([1; 32])), wrong(|full| full.size -= 1), wrong(|full| full.size = 0)]
    {
        // Whoever is shown first.
        for is_first in [true, false] {
            let (mut phone, mut relay) = (Phone::new(), Relay::default());
            relay.held.insert(right.full.id, (sealed.len() as u32, sealed.clone()));
            let mut named = [(AT, &right), (ELSEWHERE, &wrong)];
            if is_first {
                named.reverse();
            }
            for (at, attachment) in named {
                view(phone.host.device(), at, core::slice::from_ref(attachment));
            }
            phone.read(right.full.id);
            phone.carry(&mut relay);
            assert_eq!(phone.read(right.full.id), here);
        }
        // Noted, and shown in lists after a start.
        let (mut phone, mut relay) = (Phone::new(), Relay::default());
        relay.held.insert(right.full.id, (sealed.len() as u32, sealed.clone()));
        work(&mut phone, |_, turn| {
            note(turn, AT, core::slice::from_ref(&right));
            note(turn, ELSEWHERE, core::slice::from_ref(&wrong));
        });
        phone.killed();
        listed(phone.host.device(), right.full.id, ELSEWHERE.record);
        listed(phone.host.device(), right.full.id, AT.record);
        phone.read(right.full.id);
        phone.carry(&mut relay);
        assert_eq!(phone.read(right.full.id), here);
    }
}

#[test]
fn what_a_wrong_key_does_not_open_is_not_kept_and_a_right_one_opens_it_later() {
    let (mut phone, mut relay) = (Phone::new(), Relay::default());
    let (right, sealed) = foreign(&jpeg(640, 480, 100_000), BlobType::Jpeg);
    relay.held.insert(right.full.id, (sealed.len() as u32, sealed));
    let mut wrong = right.clone();
    wrong.full.key = BlobKey([1; 32]);
    phone.view(core::slice::from_ref(&wrong));
    phone.read(right.full.id);
    phone.carry(&mut relay);
    assert_eq!(phone.read(right.full.id), PhotoView::Missing(PhotoFault::Broken));
    assert_eq!(phone.chunks(), 0, "nothing of it is kept");
    view(phone.host.device(), ELSEWHERE, core::slice::from_ref(&right));
    assert!(matches!(phone.read(right.full.id), PhotoView::Coming { .. }));
    phone.carry(&mut relay);
    assert!(matches!(phone.read(right.full.id), PhotoView::Here { .. }));
}

#[test]
fn what_was_noted_of_an_erased_record_goes() {
    let mut phone = Phone::new();
    let (attachment, _) = foreign(&jpeg(640, 480, 900), BlobType::Jpeg);
    work(&mut phone, |_, turn| {
        note(turn, AT, core::slice::from_ref(&attachment));
        note(turn, ELSEWHERE, core::slice::from_ref(&attachment));
    });
    assert_eq!(phone.chunks(), 2);
    work(&mut phone, |device, turn| forget_noted(device, AT.record, core::slice::from_ref(&attachment), turn));
    assert_eq!(phone.chunks(), 1, "what the other record says of it stays");
}

#[test]
fn a_report_and_an_order_have_a_draft_each() {
    let mut phone = Phone::new();
    let form = |is_service| ReportForm { words: "灯坏了".into(), is_service, ..ReportForm::default() };
    work(&mut phone, |device, turn| {
        device.keep_report(false, Some(form(false)), turn);
        device.keep_report(true, Some(form(true)), turn);
    });
    phone.killed();
    work(&mut phone, |device, turn| device.keep_report(true, None, turn));
    phone.killed();
    let device = phone.host.device();
    assert_eq!((device.report_draft(false), device.report_draft(true)), (Some(&form(false)), None));
    let wrong = SaveReportDraft { is_service: false, form: Some(form(true)) };
    assert!(phone.ask(wrong).is_err());
}
