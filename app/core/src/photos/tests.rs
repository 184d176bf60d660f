#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures::executor::block_on;
use linli_contract::photos::{
    AttachedState, AttachedView, Bytes, DropPhoto, KeepPhoto, PhotoView, ReadPhoto, ReadPhotoRules, SetNetwork,
    SetPhotoRules,
};
use linli_contract::storage::{FreeSpace, ReadStorage};
use linli_contract::{Ask, Event, Failure};
use linli_shared::access::RecordAt;
use linli_shared::blobs::{Attachment, BlobKey, BlobRef, BlobType, CHUNK, MAX_BLOB};
use linli_shared::cbor;
use linli_shared::ids::{AreaId, LogCode, MemberId, hash32};
use linli_shared::kinds::Kind;
use linli_shared::protocol::{BlobAnswer, BlobAsk, BlobCall, BlobRefusal, SignedBlobAsk};
use linli_shared::seal::seal_blob;

mod lost;

use super::check::samples::{chunk, jpeg, pdf, png_with};
use super::*;
use crate::device::identity::Seat;
use crate::device::{Input, Now, Reply};
use crate::driver::Host;
use crate::store::memory::MemoryDisk;
use crate::store::{Disk, SealedStore, StoreKey, Table};

const DAY: i64 = 86_400_000;
const AT: RecordAt = RecordAt { record: RecordId([7; 16]), kind: Kind::Case, scope: AreaId([8; 16]) };

/// A relay that holds what it is sent, and what it was asked in which order.
#[derive(Default)]
struct Relay {
    held: BTreeMap<BlobId, (u32, Vec<u8>)>,
    asked: Vec<(BlobId, &'static str, u32)>,
    refuses: Option<BlobRefusal>,
}

impl Relay {
    fn answer(&mut self, ask: BlobAsk) -> BlobAnswer {
        let id = ask.blob;
        let (word, offset) = match &ask.call {
            BlobCall::Have => ("have", 0),
            BlobCall::Put { offset, .. } => ("put", *offset),
            BlobCall::Get { offset } => ("get", *offset),
        };
        self.asked.push((id, word, offset));
        if let Some(refusal) = self.refuses {
            return BlobAnswer::Refused(refusal);
        }
        match ask.call {
            BlobCall::Have => {}
            BlobCall::Put { size, offset, bytes } => {
                let held = self.held.entry(id).or_insert((size, Vec::new()));
                assert_eq!(held.1.len() as u32, offset, "parts come in order and once");
                held.1.extend(bytes);
            }
            BlobCall::Get { offset } => {
                let Some((size, bytes)) = self.held.get(&id) else { return BlobAnswer::Refused(BlobRefusal::NotHere) };
                let part = bytes.iter().skip(offset as usize).take(CHUNK as usize).copied().collect();
                return BlobAnswer::Part { size: *size, bytes: part };
            }
        }
        let (size, bytes) = self.held.get(&id).map_or((0, 0), |(size, bytes)| (*size, bytes.len() as u32));
        BlobAnswer::Held { held: bytes, size }
    }

    fn words(&self) -> Vec<&'static str> {
        self.asked.iter().map(|(_, word, _)| *word).collect()
    }
}

struct Phone {
    disk: MemoryDisk,
    host: Host<MemoryDisk>,
    time: Millis,
    steps: u64,
    events: Vec<Event>,
}

impl Phone {
    fn new() -> Self {
        let disk = MemoryDisk::new();
        let relay = "memory".to_owned();
        let log = LogCode(310_113_003_001);
        let seat = Seat { log, root: [2; 32], member: MemberId([3; 16]), seed: [4; 32], relay };
        let host = Self::open(&disk);
        let mut phone = Self { disk, host, time: Millis(1_795_222_800_000), steps: 0, events: Vec::new() };
        phone.take(Input::Seat(Box::new(seat))).unwrap();
        phone
    }

    fn open(disk: &MemoryDisk) -> Host<MemoryDisk> {
        block_on(Host::open(SealedStore::new(disk.clone(), &StoreKey::from_bytes([7; 32])))).unwrap()
    }

    /// The process is killed; what a crash may take back is lost.
    fn killed(&mut self) {
        self.disk.crash(0);
        self.host = Self::open(&self.disk);
    }

    fn now(&mut self) -> Now {
        self.steps += 1;
        Now { time: self.time, entropy: hash32("test", &[&self.steps.to_be_bytes()]) }
    }

    fn take(&mut self, input: Input) -> Result<Reply, Failure> {
        let now = self.now();
        let (reply, events) = block_on(self.host.take(input, &now))?;
        self.events.extend(events);
        Ok(reply)
    }

    fn ask<A: Ask>(&mut self, request: A) -> Result<A::Reply, Failure> {
        match self.take(Input::Ask(Box::new(request.into())))? {
            Reply::Answer(answer) => Ok(A::reply(answer?).unwrap()),
            other @ (Reply::Nothing | Reply::Send(_) | Reply::Met { .. } | Reply::Failed(_)) => panic!("{other:?}"),
        }
    }

    fn keep(&mut self, bytes: usize) -> AttachedView {
        self.ask(form(BlobType::Jpeg, &jpeg(640, 480, bytes), Some(&jpeg(240, 180, 900)))).unwrap()
    }

    fn attach(&mut self, photos: &[BlobId], at: RecordAt) -> Result<Vec<Attachment>, Failure> {
        let now = self.now();
        block_on(self.host.work(&now, &[], |device, turn| attach(device, turn, photos, at)))
    }

    fn view(&self, attached: &[Attachment]) -> Vec<AttachedState> {
        view(self.host.device(), AT, attached).into_iter().map(|view| view.state).collect()
    }

    /// The next question.
    fn question(&mut self) -> Option<BlobAsk> {
        let time = self.time;
        let Ok(Reply::Send(bytes)) = self.take(Input::PreparePhoto(time)) else { panic!("no question can be formed") };
        bytes.map(|bytes| cbor::from_slice::<SignedBlobAsk>(&bytes).unwrap().open().unwrap())
    }

    fn told(&mut self, answer: BlobAnswer) {
        self.take(Input::Photo(Box::new(BlobOutcome::Answered(answer)))).unwrap();
    }

    /// One question and its answer; whether there was one.
    fn turn(&mut self, relay: &mut Relay) -> bool {
        let Some(ask) = self.question() else { return false };
        let answer = relay.answer(ask);
        self.told(answer);
        true
    }

    fn carry(&mut self, relay: &mut Relay) {
        for _ in 0..1_000 {
            if !self.turn(relay) {
                return;
            }
        }
        panic!("it never ends");
    }

    fn read(&mut self, id: BlobId) -> PhotoView {
        self.ask(ReadPhoto { id }).unwrap()
    }

    fn chunks(&self) -> usize {
        block_on(self.disk.scan(Table::Blob)).unwrap().len()
    }
}

fn form(kind: BlobType, bytes: &[u8], thumb: Option<&[u8]>) -> KeepPhoto {
    let text = |bytes: &[u8]| Bytes(STANDARD.encode(bytes));
    let (width, height) = if kind == BlobType::Pdf { (0, 0) } else { (640, 480) };
    KeepPhoto { kind, bytes: text(bytes), thumb: thumb.map(text), width, height, name: "a/../门口.jpg".to_owned() }
}

/// What somebody else's content names, and its ciphertext.
fn foreign(plain: &[u8], kind: BlobType) -> (Attachment, Vec<u8>) {
    let key = BlobKey(hash32("test key", &[plain]));
    let sealed = seal_blob(&key, plain);
    let full = BlobRef { id: BlobId::of(&sealed), key, size: sealed.len() as u32 };
    (Attachment { kind, full, thumb: None, width: 640, height: 480, name: String::new() }, sealed)
}

#[test]
fn a_photo_is_kept_through_a_crash_and_shown_without_what_it_told_of_its_place() {
    let mut phone = Phone::new();
    let gps = chunk(b"eXIf", b"GPS 31.405N");
    let kept = phone.ask(form(BlobType::Png, &png_with(640, 480, &[gps]), None)).unwrap();
    assert_eq!((kept.kind, kept.width, kept.height, kept.name.as_str()), (BlobType::Png, 640, 480, ""));
    phone.killed();
    let plain = Bytes(STANDARD.encode(png_with(640, 480, &[])));
    assert_eq!(phone.read(kept.id), PhotoView::Here { kind: BlobType::Png, bytes: plain });
    let paper = phone.ask(form(BlobType::Pdf, &pdf(b""), None)).unwrap();
    assert_eq!(paper.name, "门口.jpg");
    for stored in phone.disk.raw() {
        assert!(!stored.windows(4).any(|bytes| bytes == b"IHDR" || bytes == b"%PDF"));
    }
}

#[test]
fn what_is_no_photo_is_refused_and_leaves_nothing() {
    let mut phone = Phone::new();
    let good = jpeg(640, 480, 500);
    let bomb = jpeg(60_000, 60_000, 500);
    let wrong = [
        form(BlobType::Jpeg, b"", None),
        form(BlobType::Jpeg, b"MZ a program", None),
        form(BlobType::Png, &good, None),
        form(BlobType::Jpeg, &good[..good.len() - 3], None),
        KeepPhoto { width: 60_000, height: 60_000, ..form(BlobType::Jpeg, &bomb, None) },
        form(BlobType::Jpeg, &bomb, None),
        KeepPhoto { width: 641, ..form(BlobType::Jpeg, &good, None) },
        form(BlobType::Jpeg, &good, Some(&good)),
        form(BlobType::Jpeg, &good, Some(b"nothing")),
        KeepPhoto { bytes: Bytes("%%%".to_owned()), ..form(BlobType::Jpeg, &good, None) },
        KeepPhoto { bytes: Bytes("A".repeat(200 << 20)), ..form(BlobType::Jpeg, &good, None) },
    ];
    for (number, request) in wrong.into_iter().enumerate() {
        assert_eq!(phone.ask(request), Err(Failure::BadPhoto), "{number}");
    }
    assert_eq!(phone.chunks(), 0);
    assert_eq!(phone.ask(ReadStorage::default()).unwrap().photos, 0);
}

#[test]
fn thumbnails_go_first_and_nothing_goes_before_a_record_names_it() {
    let (mut phone, mut relay) = (Phone::new(), Relay::default());
    let [first, second] = [phone.keep(150_000), phone.keep(1_000)];
    phone.carry(&mut relay);
    assert_eq!(relay.asked, []);
    let attached = phone.attach(&[first.id, second.id], AT).unwrap();
    assert_eq!(phone.view(&attached), [AttachedState::Sending { sent: 0 }; 2]);
    phone.carry(&mut relay);
    let order: Vec<BlobId> = relay.asked.iter().filter(|(_, word, _)| *word == "have").map(|(id, ..)| *id).collect();
    let (thumbs, wholes) = order.split_at(2);
    assert!([first.thumb, second.thumb].iter().all(|thumb| thumbs.contains(&thumb.unwrap())), "thumbnails first");
    assert!([first.id, second.id].iter().all(|whole| wholes.contains(whole)));
    let offsets: Vec<u32> =
        relay.asked.iter().filter(|(id, word, _)| *id == first.id && *word == "put").map(|(.., at)| *at).collect();
    assert_eq!(offsets, [0, CHUNK, 2 * CHUNK]);
    assert_eq!(phone.view(&attached), [AttachedState::Sent; 2]);
    for attachment in &attached {
        assert_eq!(relay.held[&attachment.full.id].1.len() as u32, attachment.full.size);
    }
}

#[test]
fn after_a_cut_or_a_kill_the_relay_is_asked_and_no_part_goes_twice() {
    let (mut phone, mut relay) = (Phone::new(), Relay::default());
    let photo = phone.keep(1_000_000);
    let attached = phone.attach(&[photo.id], AT).unwrap();
    for cut in 0..60 {
        let Some(ask) = phone.question() else { break };
        // Every other time the question arrives and its answer does not.
        let answer = relay.answer(ask.clone());
        match cut % 3 {
            0 => phone.told(answer),
            1 => drop(phone.take(Input::Photo(Box::new(BlobOutcome::Missed)))),
            _ => phone.killed(),
        }
    }
    phone.carry(&mut relay);
    assert_eq!(phone.view(&attached), [AttachedState::Sent]);
    let puts = relay.words().iter().filter(|word| **word == "put").count();
    assert_eq!(puts as u32, photo.size.div_ceil(CHUNK) + 1, "each part of the whole once, and the thumbnail");
}

#[test]
fn what_is_sent_becomes_a_cache_that_may_be_lost_and_is_fetched_again() {
    let (mut phone, mut relay) = (Phone::new(), Relay::default());
    let photo = phone.keep(100_000);
    phone.attach(&[photo.id], AT).unwrap();
    phone.carry(&mut relay);
    assert!(matches!(phone.read(photo.id), PhotoView::Here { .. }), "it is still here");
    phone.killed();
    let PhotoView::Coming { held: 0, size } = phone.read(photo.id) else { panic!("a crash took the cache back") };
    assert_eq!(size, photo.size);
    phone.carry(&mut relay);
    assert!(matches!(phone.read(photo.id), PhotoView::Here { .. }));
}

#[test]
fn on_a_network_that_costs_money_photos_wait_if_that_is_wished() {
    let (mut phone, mut relay) = (Phone::new(), Relay::default());
    let photo = phone.keep(1_000);
    let attached = phone.attach(&[photo.id], AT).unwrap();
    let rules = phone.ask(SetPhotoRules { waits_for_wifi: true }).unwrap();
    assert_eq!((rules.waits_for_wifi, rules.waiting), (true, 1));
    assert!(rules.waiting_bytes > 1_900);
    phone.killed();
    phone.ask(SetNetwork { is_metered: true }).unwrap();
    phone.carry(&mut relay);
    assert_eq!(relay.asked, []);
    assert_eq!(phone.view(&attached), [AttachedState::Stuck(PhotoFault::WaitsForWifi)]);
    phone.ask(SetNetwork { is_metered: false }).unwrap();
    phone.carry(&mut relay);
    assert_eq!(phone.view(&attached), [AttachedState::Sent]);
    let rules = phone.ask(ReadPhotoRules).unwrap();
    assert_eq!((rules.waits_for_wifi, rules.waiting, rules.waiting_bytes), (true, 0, 0));
}

#[test]
fn a_refusal_is_told_and_tried_again_later() {
    for (refusal, fault, pause) in [
        (BlobRefusal::Quota, PhotoFault::Quota, 3_600_000),
        (BlobRefusal::NoRight, PhotoFault::NoRight, 3_600_000),
        (BlobRefusal::NotAdmitted, PhotoFault::NoRight, 3_600_000),
    ] {
        let (mut phone, mut relay) = (Phone::new(), Relay::default());
        let photo = phone.keep(1_000);
        let attached = phone.attach(&[photo.id], AT).unwrap();
        relay.refuses = Some(refusal);
        phone.carry(&mut relay);
        assert_eq!(relay.words(), ["have"; 2], "once for each");
        assert_eq!(phone.view(&attached), [AttachedState::Stuck(fault)]);
        relay.refuses = None;
        phone.time = phone.time.plus(pause - 1);
        assert_eq!(phone.question(), None);
        phone.time = phone.time.plus(1);
        phone.carry(&mut relay);
        assert_eq!(phone.view(&attached), [AttachedState::Sent]);
    }
}

#[test]
fn a_relay_in_trouble_is_left_alone_for_a_while_and_a_wrong_hash_begins_anew() {
    for refusal in [BlobRefusal::Busy, BlobRefusal::DiskFull, BlobRefusal::Failed] {
        let (mut phone, mut relay) = (Phone::new(), Relay { refuses: Some(refusal), ..Relay::default() });
        let photo = phone.keep(1_000);
        phone.attach(&[photo.id], AT).unwrap();
        phone.carry(&mut relay);
        assert_eq!(relay.asked.len(), 1, "nothing else is tried");
        relay.refuses = None;
        phone.time = phone.time.plus(30_000);
        phone.carry(&mut relay);
        assert_eq!(relay.words()[1..], ["have", "put", "have", "put"]);
    }
    let (mut phone, mut relay) = (Phone::new(), Relay::default());
    let photo = phone.keep(100_000);
    let attached = phone.attach(&[photo.id], AT).unwrap();
    while relay.words().iter().filter(|word| **word == "put").count() < 2 {
        phone.turn(&mut relay);
    }
    let ask = phone.question().unwrap();
    assert!(matches!(ask.call, BlobCall::Put { offset: CHUNK, .. }));
    relay.held.remove(&photo.id);
    phone.told(BlobAnswer::Refused(BlobRefusal::WrongHash));
    phone.time = phone.time.plus(30_000);
    phone.carry(&mut relay);
    assert_eq!(phone.view(&attached), [AttachedState::Sent]);
}

#[test]
fn what_another_sent_is_fetched_in_parts_thumbnails_first_and_goes_on_after_a_cut() {
    let (mut phone, mut relay) = (Phone::new(), Relay::default());
    let plain = jpeg(640, 480, 200_000);
    let (mut attachment, sealed) = foreign(&plain, BlobType::Jpeg);
    let (small, small_sealed) = foreign(&jpeg(240, 180, 500), BlobType::Jpeg);
    attachment.thumb = Some(small.full.clone());
    relay.held.insert(attachment.full.id, (sealed.len() as u32, sealed));
    assert_eq!(phone.ask(ReadPhoto { id: attachment.full.id }), Err(Failure::NotHere), "nobody named it");
    phone.view(core::slice::from_ref(&attachment));
    let size = attachment.full.size;
    assert_eq!(phone.read(attachment.full.id), PhotoView::Coming { held: 0, size });
    phone.read(small.full.id);
    assert!(phone.turn(&mut relay));
    assert_eq!(relay.asked, [(small.full.id, "get", 0)]);
    assert_eq!(phone.read(small.full.id), PhotoView::Missing(PhotoFault::NotSentYet), "its sender is slow");
    phone.turn(&mut relay);
    phone.turn(&mut relay);
    phone.question();
    phone.take(Input::Photo(Box::new(BlobOutcome::Missed))).unwrap();
    assert_eq!(phone.read(attachment.full.id), PhotoView::Coming { held: 2 * CHUNK, size });
    phone.carry(&mut relay);
    let offsets: Vec<u32> = relay.asked[1..].iter().map(|(.., at)| *at).collect();
    assert_eq!(offsets, [0, CHUNK, 2 * CHUNK, 3 * CHUNK]);
    let bytes = Bytes(STANDARD.encode(&plain));
    assert_eq!(phone.read(attachment.full.id), PhotoView::Here { kind: BlobType::Jpeg, bytes });
    relay.held.insert(small.full.id, (small_sealed.len() as u32, small_sealed));
    phone.time = phone.time.plus(30_000);
    phone.carry(&mut relay);
    assert!(matches!(phone.read(small.full.id), PhotoView::Here { .. }));
    assert!(phone.events.contains(&Event::PhotosChanged(vec![small.full.id])));
}

#[test]
fn what_was_noted_can_be_asked_for_after_a_start() {
    let (mut phone, mut relay) = (Phone::new(), Relay::default());
    let (attachment, sealed) = foreign(&jpeg(640, 480, 900), BlobType::Jpeg);
    relay.held.insert(attachment.full.id, (sealed.len() as u32, sealed));
    let now = phone.now();
    let noted = block_on(phone.host.work(&now, &[], |_, turn| {
        note(turn, AT, core::slice::from_ref(&attachment));
        turn.durable();
        Ok(())
    }));
    noted.unwrap();
    phone.killed();
    assert_eq!(phone.ask(ReadPhoto { id: attachment.full.id }), Err(Failure::NotHere), "no list shows it");
    listed(phone.host.device(), attachment.full.id, AT.record);
    assert!(matches!(phone.read(attachment.full.id), PhotoView::Coming { .. }));
    phone.carry(&mut relay);
    assert!(matches!(phone.read(attachment.full.id), PhotoView::Here { .. }));
}

#[test]
fn hostile_contents_and_relays_give_a_fault_and_no_picture() {
    let broken = PhotoView::Missing(PhotoFault::Broken);
    let bomb = jpeg(60_000, 60_000, 900);
    let program = b"<script>".to_vec();
    for plain in [bomb, program] {
        let (mut phone, mut relay) = (Phone::new(), Relay::default());
        let (attachment, sealed) = foreign(&plain, BlobType::Jpeg);
        relay.held.insert(attachment.full.id, (sealed.len() as u32, sealed));
        phone.view(core::slice::from_ref(&attachment));
        phone.read(attachment.full.id);
        phone.carry(&mut relay);
        assert_eq!(phone.read(attachment.full.id), broken, "sealed rightly, and no picture");
    }
    let (attachment, sealed) = foreign(&jpeg(640, 480, 100_000), BlobType::Jpeg);
    for (size, change) in [(0, 1), (1, 0), (u32::MAX, 0)] {
        let (mut phone, mut relay) = (Phone::new(), Relay::default());
        let mut sealed = sealed.clone();
        sealed[50] ^= change;
        relay.held.insert(attachment.full.id, (attachment.full.size.wrapping_add(size), sealed));
        phone.view(core::slice::from_ref(&attachment));
        phone.read(attachment.full.id);
        phone.carry(&mut relay);
        assert_eq!(phone.read(attachment.full.id), broken);
        assert_eq!(phone.chunks(), 0, "nothing of it is kept");
    }
    for size in [0, MAX_BLOB + 1, u32::MAX] {
        let mut phone = Phone::new();
        let mut attachment = attachment.clone();
        attachment.full.size = size;
        phone.view(core::slice::from_ref(&attachment));
        assert_eq!(phone.read(attachment.full.id), broken);
        assert_eq!(phone.question(), None);
    }
}

#[test]
fn a_relay_that_answers_nonsense_stops_nothing_and_breaks_nothing() {
    let odd = [
        BlobAnswer::Held { held: 5, size: 5 },
        BlobAnswer::Held { held: u32::MAX, size: u32::MAX },
        BlobAnswer::Held { held: 7, size: 0 },
        BlobAnswer::Part { size: 1, bytes: vec![1] },
        BlobAnswer::Refused(BlobRefusal::Malformed),
        BlobAnswer::Refused(BlobRefusal::Misfit),
        BlobAnswer::Refused(BlobRefusal::NotHere),
    ];
    for answer in odd {
        let (mut phone, mut relay) = (Phone::new(), Relay::default());
        let photo = phone.keep(100_000);
        let attached = phone.attach(&[photo.id], AT).unwrap();
        for _ in 0..20 {
            if phone.question().is_none() {
                break;
            }
            phone.told(answer.clone());
        }
        assert_eq!(phone.question(), None, "{answer:?}: it does not ask for ever");
        assert_ne!(phone.view(&attached), [AttachedState::Sent]);
        phone.told(answer);
        phone.time = phone.time.plus(3_600_000);
        phone.carry(&mut relay);
        assert_eq!(phone.view(&attached), [AttachedState::Sent]);
    }
}

#[test]
fn another_record_names_what_it_shares_and_nothing_is_sent_again() {
    let (mut phone, mut relay) = (Phone::new(), Relay::default());
    let photo = phone.keep(1_000);
    let attached = phone.attach(&[photo.id], AT).unwrap();
    let public = RecordAt { record: RecordId([9; 16]), kind: Kind::PublicReport, scope: AT.scope };
    assert_eq!(phone.attach(&[photo.id], public), Ok(attached.clone()));
    assert_eq!(phone.attach(&[photo.id], AT), Ok(attached));
    phone.killed();
    phone.carry(&mut relay);
    assert_eq!(relay.words(), ["have", "put", "have", "put", "have", "have"]);
    assert_eq!(phone.attach(&[BlobId([1; 32])], AT), Err(Failure::BadPhoto));
    assert_eq!(phone.attach(&[photo.id; 10], AT), Err(Failure::TooManyPhotos));
    phone.carry(&mut relay);
    assert_eq!(relay.asked.len(), 6);
}

#[test]
fn what_no_form_names_is_thrown_away_at_once_or_after_seven_days() {
    let (mut phone, mut relay) = (Phone::new(), Relay::default());
    let [first, second, third] = [phone.keep(1_000), phone.keep(1_000), phone.keep(1_000)];
    phone.attach(&[third.id], AT).unwrap();
    phone.ask(DropPhoto { id: first.id }).unwrap();
    for gone in [first.id, third.id, second.thumb.unwrap()] {
        assert_eq!(phone.ask(DropPhoto { id: gone }), Err(Failure::NotHere));
    }
    phone.time = phone.time.plus(7 * DAY);
    phone.carry(&mut relay);
    assert!(matches!(phone.read(second.id), PhotoView::Here { .. }));
    phone.time = phone.time.plus(DAY);
    phone.carry(&mut relay);
    phone.killed();
    assert_eq!(phone.ask(ReadPhoto { id: second.id }), Err(Failure::NotHere));
    assert_eq!(phone.ask(ReadStorage::default()).unwrap().photos, 1);
    for _ in 0..64 {
        phone.keep(10);
    }
    let more = phone.ask(form(BlobType::Jpeg, &jpeg(640, 480, 10), None));
    assert_eq!(more, Err(Failure::TooManyPhotos));
}

#[test]
fn freeing_room_lets_go_of_what_can_be_fetched_and_of_nothing_that_waits() {
    let (mut phone, mut relay) = (Phone::new(), Relay::default());
    let (attachment, sealed) = foreign(&jpeg(640, 480, 100_000), BlobType::Jpeg);
    relay.held.insert(attachment.full.id, (sealed.len() as u32, sealed));
    phone.view(core::slice::from_ref(&attachment));
    phone.read(attachment.full.id);
    let sent = phone.keep(1_000);
    phone.attach(&[sent.id], AT).unwrap();
    phone.carry(&mut relay);
    let waiting = phone.keep(1_000);
    phone.attach(&[waiting.id], AT).unwrap();
    let before = phone.ask(ReadStorage::default()).unwrap();
    assert_eq!((before.photos, before.freeable), (3, u64::from(attachment.full.size)), "no backup has what was sent");
    assert!(before.photo_bytes > 104_000);
    let after = phone.ask(FreeSpace).unwrap();
    assert_eq!((after.photos, after.freeable), (2, 0));
    assert!(matches!(phone.read(waiting.id), PhotoView::Here { .. }));
    assert!(matches!(phone.read(sent.id), PhotoView::Here { .. }));
    assert!(matches!(phone.read(attachment.full.id), PhotoView::Coming { .. }));
}

#[test]
fn an_erased_record_takes_its_photos_along() {
    let mut phone = Phone::new();
    let [mine, other] = [phone.keep(1_000), phone.keep(1_000)];
    phone.attach(&[mine.id], AT).unwrap();
    let elsewhere = RecordAt { record: RecordId([9; 16]), ..AT };
    phone.attach(&[other.id], elsewhere).unwrap();
    let now = phone.now();
    let gone = block_on(phone.host.work(&now, &[], |device, turn| {
        device.forget_photos(AT.record, turn);
        turn.durable();
        Ok(())
    }));
    gone.unwrap();
    phone.killed();
    assert_eq!(phone.ask(ReadPhoto { id: mine.id }), Err(Failure::NotHere));
    assert!(matches!(phone.read(other.id), PhotoView::Here { .. }));
    assert_eq!(phone.chunks(), 2, "thumbnail and whole of the other");
}
