use linli_shared::access::{RecordAt, may_read};
use linli_shared::audience::{AudienceFact, Commitment, ReaderWrap, record_ring};
use linli_shared::blobs::{BlobId, CHUNK, MAX_BLOB};
use linli_shared::protocol::{BlobAnswer, BlobAsk, BlobCall, BlobRefusal, MAX_BLOB_ASK, SignedBlobAsk};
use linli_shared::roster::Erased;

use super::*;
use crate::relay::{Answer, Request, Trouble};
use crate::store::memory::Fault;
use crate::store::{Batch, Moment, Store, Table};

const COMMITTEE: RingId = RingId([203; 16]);
const WORKERS: RingId = RingId([204; 16]);
const VISIT: RecordAt = RecordAt { record: RecordId([60; 16]), kind: Kind::Visit, scope: EAST };
const NOTICE: RecordAt = RecordAt { record: RecordId([61; 16]), kind: Kind::Notice, scope: BUILDING };
const TICKET: RecordAt = RecordAt { record: RecordId([62; 16]), kind: Kind::Case, scope: EAST };
const PUBLIC: RecordAt = RecordAt { record: RecordId([63; 16]), kind: Kind::PublicReport, scope: EAST };
const DAY: i64 = 86_400_000;

const REFUSED_RIGHT: BlobAnswer = BlobAnswer::Refused(BlobRefusal::NoRight);
const NOTHING: BlobAnswer = BlobAnswer::Held { held: 0, size: 0 };

fn held(held: u32, size: u32) -> BlobAnswer {
    BlobAnswer::Held { held, size }
}

/// Bytes that stand for a sealed photo.
fn photo(number: u8, size: usize) -> Vec<u8> {
    (0..size).map(|at| (at as u8).wrapping_mul(31) ^ number).collect()
}

impl Town {
    fn blob(&mut self, by: &Device, at: RecordAt, blob: BlobId, call: BlobCall) -> BlobAnswer {
        let request = question(by, at, blob, call);
        self.relay.handle_blob(&request, self.now)
    }

    pub(super) fn put(&mut self, by: &Device, at: RecordAt, sealed: &[u8], part: usize) -> BlobAnswer {
        let offset = part * CHUNK as usize;
        let bytes = sealed[offset..sealed.len().min(offset + CHUNK as usize)].to_vec();
        let call = BlobCall::Put { size: sealed.len() as u32, offset: offset as u32, bytes };
        self.blob(by, at, BlobId::of(sealed), call)
    }

    pub(super) fn send(&mut self, by: &Device, at: RecordAt, sealed: &[u8]) -> BlobAnswer {
        let parts = sealed.len().div_ceil(CHUNK as usize);
        (0..parts).map(|part| self.put(by, at, sealed, part)).last().unwrap()
    }

    fn fetch(&mut self, by: &Device, at: RecordAt, sealed: &[u8]) -> Result<Vec<u8>, BlobRefusal> {
        let mut all = Vec::new();
        loop {
            match self.blob(by, at, BlobId::of(sealed), BlobCall::Get { offset: all.len() as u32 }) {
                BlobAnswer::Part { size, bytes } => {
                    all.extend(bytes);
                    if all.len() >= size as usize {
                        return Ok(all);
                    }
                }
                BlobAnswer::Refused(refusal) => return Err(refusal),
                BlobAnswer::Held { .. } => panic!("not asked"),
            }
        }
    }

    fn parts(&self) -> usize {
        self.disk.backup().rows(Table::BlobPart, &[], usize::MAX).unwrap().len()
    }

    fn blobs(&self) -> usize {
        self.disk.backup().rows(Table::Blob, &[], usize::MAX).unwrap().len()
    }

    fn ended(&mut self, device: &Device, scope: AreaId) {
        self.decree([RosterFact::RoleEnded { member: device.member, role: Role::GridWorker, scope }]);
    }
}

fn question(by: &Device, at: RecordAt, blob: BlobId, call: BlobCall) -> Vec<u8> {
    let RecordAt { record, kind, scope } = at;
    let ask = BlobAsk { version: PROTOCOL, log: CODE, device: by.id(), blob, record, kind, scope, call };
    cbor::to_vec(&SignedBlobAsk::sign(&ask, &by.key))
}

fn entry(at: RecordAt, ring: RingId) -> Entry {
    Entry { record: at.record, kind: at.kind, scope: at.scope, key: key(ring, 1), body: vec![5; 40] }
}

/// What makes Wang's ticket: its readers, and the case under its own secret.
fn ticket() -> Act {
    let commitment = Commitment([7; 16]);
    let readers = BTreeSet::from([COMMITTEE, WORKERS]);
    let wraps = readers.iter().map(|ring| ReaderWrap { reader: key(*ring, 1).unwrap(), letter: vec![1; 90] }).collect();
    let fact = AudienceFact { generation: 1, commitment, readers, wraps, previous: None };
    let RecordAt { record, scope, .. } = TICKET;
    let plain = Entry { record, kind: Kind::Audience, scope, key: None, body: fact.to_body() };
    let ring = record_ring(record, scope);
    let sealed = KeyRef { ring, generation: 1, commitment: commitment.0 };
    let case = Entry { record, kind: Kind::Case, scope, key: Some(sealed), body: vec![6; 40] };
    Act(vec![Item::Entry(plain), Item::Entry(case)])
}

/// A town with a visit, a ticket and a public report of Wang's and a notice of the steward's.
fn busy() -> Town {
    let mut town = Town::new();
    let rings = [
        turn(COMMITTEE, RingKind::Committee, 1, &[&town.steward]),
        turn(WORKERS, RingKind::Workers, 1, &[&town.wang, &town.li]),
    ];
    let answer = town.decree(rings);
    assert!(matches!(answer.verdicts[0][0], Verdict::Accepted(_)), "{:?}", answer.verdicts);
    let (mut wang, mut steward) = (town.wang.clone(), town.steward.clone());
    town.pull(&mut wang);
    let acts = vec![act(entry(VISIT, REGISTER)), ticket(), act(entry(PUBLIC, COMMUNITY))];
    let work = wang.form(acts);
    let notice = steward.form(vec![act(entry(NOTICE, COMMUNITY))]);
    let mut verdicts = town.push(&mut wang, &[&work]).verdicts;
    verdicts.extend(town.push(&mut steward, &[&notice]).verdicts);
    assert!(verdicts.iter().flatten().all(|verdict| matches!(verdict, Verdict::Accepted(_))), "{verdicts:?}");
    (town.wang, town.steward) = (wang, steward);
    town
}

#[test]
fn a_photo_comes_in_parts_and_is_given_out_once_it_is_whole() {
    let mut town = busy();
    let (wang, li, steward) = (town.wang.clone(), town.li.clone(), town.steward.clone());
    let sealed = photo(1, 150_000);
    let (size, blob) = (sealed.len() as u32, BlobId::of(&sealed));
    assert_eq!(town.blob(&wang, TICKET, blob, BlobCall::Have), NOTHING);
    assert_eq!(town.put(&wang, TICKET, &sealed, 0), held(CHUNK, size));
    town.is_whole();
    assert_eq!(town.fetch(&wang, TICKET, &sealed), Err(BlobRefusal::NotHere), "not whole yet");
    town.restart();
    assert_eq!(town.blob(&wang, TICKET, blob, BlobCall::Have), held(CHUNK, size));
    assert_eq!(town.blob(&steward, TICKET, blob, BlobCall::Have), NOTHING, "what others have under way is theirs");
    let commits = town.disk.commits();
    assert_eq!(town.put(&wang, TICKET, &sealed, 0), held(CHUNK, size), "the same part again");
    assert_eq!((town.disk.commits(), town.parts()), (commits, 1), "is not stored twice");
    assert_eq!(town.put(&wang, TICKET, &sealed, 1), held(2 * CHUNK, size));
    assert_eq!(town.put(&wang, TICKET, &sealed, 2), held(size, size));
    town.is_whole();
    assert_eq!(check(&town.disk).unwrap().logs[0].blobs, 1);
    town.restart();
    for reader in [&wang, &steward] {
        assert_eq!(town.fetch(reader, TICKET, &sealed).as_ref(), Ok(&sealed));
        assert_eq!(town.blob(reader, TICKET, blob, BlobCall::Have), held(size, size));
    }
    assert_eq!(town.fetch(&li, TICKET, &sealed), Err(BlobRefusal::NoRight), "Li's grid is another one");
    assert_eq!(town.put(&wang, TICKET, &sealed, 2), held(size, size), "the end again");
    assert_eq!((town.blobs(), town.parts()), (1, 3));
}

#[test]
fn whoever_writes_a_record_sends_and_whoever_reads_it_fetches() {
    let mut town = busy();
    let [wang, li, steward] = [&town.wang, &town.li, &town.steward].map(Clone::clone);
    let stranger = Device::new(30);
    let mut number = 10;
    for (at, writers, readers) in [
        (VISIT, [true, false, true], [true, false, true]),
        (TICKET, [true, false, true], [true, false, true]),
        (PUBLIC, [true, false, false], [true, true, true]),
        (NOTICE, [false, false, true], [true, true, true]),
    ] {
        let sealed = photo(number, 100);
        assert_eq!(town.send(&stranger, at, &sealed), BlobAnswer::Refused(BlobRefusal::NotAdmitted));
        assert_eq!(town.fetch(&stranger, at, &sealed), Err(BlobRefusal::NotAdmitted));
        for (by, (writes, reads)) in [&wang, &li, &steward].into_iter().zip(writers.into_iter().zip(readers)) {
            number += 1;
            let sealed = photo(number, 100);
            let expected = if writes { held(100, 100) } else { REFUSED_RIGHT };
            assert_eq!(town.send(by, at, &sealed), expected, "{at:?} {number}");
            let author = if at == NOTICE { &steward } else { &wang };
            town.send(author, at, &sealed);
            let expected = if reads { Ok(sealed.clone()) } else { Err(BlobRefusal::NoRight) };
            assert_eq!(town.fetch(by, at, &sealed), expected, "{at:?} {number}");
        }
    }
    let household = RecordAt { record: RecordId([1; 16]), kind: Kind::Household, scope: EAST };
    let mut wang = wang;
    let parcel = wang.form(vec![act(super::household(1, EAST))]);
    town.push(&mut wang, &[&parcel]);
    assert_eq!(town.send(&wang, household, &photo(9, 100)), REFUSED_RIGHT, "households have no photos");
    town.is_whole();
}

#[test]
fn the_text_comes_first_and_a_foreign_record_has_no_photos_of_mine() {
    let mut town = busy();
    let (wang, li) = (town.wang.clone(), town.li.clone());
    let sealed = photo(1, 70_000);
    let unknown = RecordAt { record: RecordId([90; 16]), ..VISIT };
    for at in [unknown, RecordAt { scope: WEST, ..VISIT }, RecordAt { kind: Kind::Notice, ..VISIT }] {
        assert_eq!(town.send(&wang, at, &sealed), BlobAnswer::Refused(BlobRefusal::UnknownRecord), "{at:?}");
    }
    assert_eq!((town.blobs(), town.parts()), (0, 0));
    town.send(&wang, VISIT, &sealed);
    let blob = BlobId::of(&sealed);
    assert_eq!(town.fetch(&li, NOTICE, &sealed), Err(BlobRefusal::NotHere), "not this record's");
    assert_eq!(town.blob(&li, NOTICE, blob, BlobCall::Have), NOTHING, "and nobody hears that it is here");
    let mut li = li;
    town.pull(&mut li);
    let mine = RecordAt { record: RecordId([91; 16]), kind: Kind::Visit, scope: WEST };
    let parcel = li.form(vec![act(entry(mine, REGISTER))]);
    town.push(&mut li, &[&parcel]);
    assert_eq!(town.blob(&li, mine, blob, BlobCall::Have), NOTHING, "Li cannot claim what he may not read");
    assert_eq!(town.send(&li, mine, &sealed), REFUSED_RIGHT);
    assert_eq!(town.fetch(&li, mine, &sealed), Err(BlobRefusal::NotHere));
}

#[test]
fn a_public_version_shows_the_photos_of_its_report_without_their_being_sent_again() {
    let mut town = busy();
    let (wang, li) = (town.wang.clone(), town.li.clone());
    let sealed = photo(1, 70_000);
    let (size, blob) = (sealed.len() as u32, BlobId::of(&sealed));
    town.send(&wang, TICKET, &sealed);
    assert_eq!(town.fetch(&li, PUBLIC, &sealed), Err(BlobRefusal::NotHere));
    assert_eq!(town.blob(&li, PUBLIC, blob, BlobCall::Have), NOTHING);
    assert_eq!(town.blob(&wang, PUBLIC, blob, BlobCall::Have), held(size, size));
    assert_eq!(town.fetch(&li, PUBLIC, &sealed).as_ref(), Ok(&sealed));
    assert_eq!((town.blobs(), town.parts()), (1, 2));
    town.is_whole();
    let Erased { record, kind, scope } = Erased { record: TICKET.record, kind: TICKET.kind, scope: TICKET.scope };
    town.decree([RosterFact::Renewed { records: vec![Erased { record, kind, scope }], to: None }]);
    assert_eq!(town.fetch(&wang, TICKET, &sealed), Err(BlobRefusal::NoRight), "the ticket was erased");
    assert_eq!(town.fetch(&li, PUBLIC, &sealed).as_ref(), Ok(&sealed), "its public version was not");
    town.is_whole();
}

#[test]
fn what_is_erased_takes_its_photos_along_also_those_under_way() {
    let mut town = busy();
    let wang = town.wang.clone();
    let (whole, half) = (photo(1, 70_000), photo(2, 200_000));
    town.send(&wang, TICKET, &whole);
    town.put(&wang, TICKET, &half, 0);
    town.send(&wang, VISIT, &photo(3, 500));
    assert_eq!((town.blobs(), town.parts()), (3, 4));
    let records = vec![Erased { record: TICKET.record, kind: TICKET.kind, scope: TICKET.scope }];
    town.decree([RosterFact::Renewed { records, to: None }]);
    assert_eq!((town.blobs(), town.parts()), (1, 1));
    let all = town.disk.all_bytes();
    assert!(!all.windows(64).any(|bytes| bytes == &whole[..64] || bytes == &half[..64]));
    for sealed in [whole, half] {
        assert_eq!(town.put(&wang, TICKET, &sealed, 0), REFUSED_RIGHT);
    }
    town.is_whole();
}

#[test]
fn a_worker_whose_role_ended_neither_fetches_nor_sends() {
    let mut town = busy();
    let wang = town.wang.clone();
    let sealed = photo(1, 200_000);
    town.put(&wang, VISIT, &sealed, 0);
    town.ended(&wang, EAST);
    assert_eq!(town.put(&wang, VISIT, &sealed, 1), REFUSED_RIGHT);
    assert_eq!(town.blob(&wang, VISIT, BlobId::of(&sealed), BlobCall::Have), REFUSED_RIGHT);
    assert_eq!(town.fetch(&wang, TICKET, &sealed), Err(BlobRefusal::NoRight));
    town.decree([RosterFact::DeviceRemoved { device: wang.id() }]);
    assert_eq!(town.put(&wang, VISIT, &sealed, 1), BlobAnswer::Refused(BlobRefusal::NotAdmitted));
}

#[test]
fn parts_that_do_not_fit_leave_nothing() {
    let mut town = busy();
    let wang = town.wang.clone();
    let blob = BlobId([1; 32]);
    let chunk = CHUNK as usize;
    let misfit = BlobAnswer::Refused(BlobRefusal::Misfit);
    for (size, offset, bytes) in [
        (0, 0, 0),
        (100, 0, 0),
        (100, 0, 99),
        (100, 0, 101),
        (100, 100, 0),
        (100, CHUNK, 100),
        (200_000, 0, chunk - 1),
        (200_000, CHUNK, chunk),
        (200_000, 1, chunk),
        (MAX_BLOB + 1, 0, chunk),
        (u32::MAX, 0, chunk),
        (u32::MAX, u32::MAX, chunk),
    ] {
        let call = BlobCall::Put { size, offset, bytes: vec![1; bytes] };
        assert_eq!(town.blob(&wang, VISIT, blob, call), misfit, "{size} {offset} {bytes}");
    }
    assert_eq!((town.blobs(), town.parts()), (0, 0));
    let sealed = photo(1, 200_000);
    town.put(&wang, VISIT, &sealed, 0);
    let other_size = BlobCall::Put { size: 200_001, offset: CHUNK, bytes: vec![1; chunk] };
    assert_eq!(town.blob(&wang, VISIT, BlobId::of(&sealed), other_size), misfit);
    assert_eq!(town.put(&wang, VISIT, &sealed, 2), misfit, "one was left out");
    town.send(&wang, VISIT, &sealed);
    for offset in [1, 200_000, u32::MAX] {
        assert_eq!(town.blob(&wang, VISIT, BlobId::of(&sealed), BlobCall::Get { offset }), misfit);
    }
    town.is_whole();
}

#[test]
fn the_largest_is_taken() {
    let mut town = busy();
    let wang = town.wang.clone();
    let sealed = photo(1, MAX_BLOB as usize);
    assert_eq!(town.send(&wang, VISIT, &sealed), held(MAX_BLOB, MAX_BLOB));
    assert_eq!(town.fetch(&wang, VISIT, &sealed), Ok(sealed));
}

#[test]
fn content_of_another_hash_is_thrown_away_and_disturbs_nobody() {
    let mut town = busy();
    let (wang, steward) = (town.wang.clone(), town.steward.clone());
    let sealed = photo(1, 100_000);
    let (size, blob) = (100_000, BlobId::of(&sealed));
    town.put(&steward, TICKET, &sealed, 0);
    let wrong = |offset: u32, bytes| BlobCall::Put { size, offset, bytes: vec![9; bytes] };
    assert_eq!(town.blob(&wang, TICKET, blob, wrong(0, CHUNK as usize)), held(CHUNK, size));
    let answer = town.blob(&wang, TICKET, blob, wrong(CHUNK, (size - CHUNK) as usize));
    assert_eq!(answer, BlobAnswer::Refused(BlobRefusal::WrongHash));
    assert_eq!((town.blobs(), town.parts()), (1, 1), "nothing of it is left");
    assert_eq!(town.put(&steward, TICKET, &sealed, 1), held(size, size), "who was sending goes on");
    assert_eq!(town.send(&wang, TICKET, &sealed), held(size, size));
    assert_eq!(town.fetch(&wang, TICKET, &sealed), Ok(sealed));
    town.is_whole();
}

#[test]
fn thousands_of_tiny_blobs_meet_a_bound_and_half_sent_ones_are_swept() {
    let mut town = busy();
    let wang = town.wang.clone();
    let (mut begun, mut refused) = (0, 0);
    for number in 0..5_000u32 {
        town.now = town.now.plus(20);
        let blob = BlobId(linli_shared::ids::hash32("test", &[&number.to_be_bytes()]));
        match town.blob(&wang, VISIT, blob, BlobCall::Put { size: 100_000, offset: 0, bytes: vec![1; CHUNK as usize] })
        {
            BlobAnswer::Held { .. } => begun += 1,
            BlobAnswer::Refused(BlobRefusal::Quota) => refused += 1,
            other @ (BlobAnswer::Part { .. } | BlobAnswer::Refused(_)) => panic!("{other:?}"),
        }
    }
    assert_eq!((begun, refused), (72, 4_928));
    assert_eq!(town.blobs(), 72);
    let sealed = photo(1, 100);
    town.now = town.now.plus(29 * DAY);
    assert_eq!(town.send(&wang, VISIT, &sealed), BlobAnswer::Refused(BlobRefusal::Quota));
    town.now = town.now.plus(DAY);
    assert_eq!(town.send(&wang, VISIT, &sealed), held(100, 100));
    assert_eq!((town.blobs(), town.parts()), (1, 1));
    town.is_whole();
}

#[test]
fn too_many_questions_at_once_are_told_to_come_later_and_only_from_who_signs() {
    let mut town = busy();
    let (wang, li) = (town.wang.clone(), town.li.clone());
    let forged = Device { key: li.key.clone(), ..wang.clone() };
    let blob = BlobId([1; 32]);
    let RecordAt { record, kind, scope } = VISIT;
    let call = BlobCall::Have;
    let ask = BlobAsk { version: PROTOCOL, log: CODE, device: wang.id(), blob, record, kind, scope, call };
    let forged = cbor::to_vec(&SignedBlobAsk::sign(&ask, &forged.key));
    for _ in 0..1_000 {
        let answer = town.relay.handle_blob(&forged, town.now);
        assert_eq!(answer, BlobAnswer::Refused(BlobRefusal::NotAdmitted));
    }
    for _ in 0..400 {
        assert_eq!(town.blob(&wang, VISIT, blob, BlobCall::Have), NOTHING);
    }
    assert_eq!(town.blob(&wang, VISIT, blob, BlobCall::Have), BlobAnswer::Refused(BlobRefusal::Busy));
    town.now = town.now.plus(20);
    assert_eq!(town.blob(&wang, VISIT, blob, BlobCall::Have), NOTHING);
}

#[test]
fn whatever_the_bytes_a_question_is_refused_and_nothing_is_kept() {
    let mut town = busy();
    let malformed = BlobAnswer::Refused(BlobRefusal::Malformed);
    let good = question(&town.wang.clone(), VISIT, BlobId([1; 32]), BlobCall::Have);
    for bytes in [Vec::new(), vec![0; 10], vec![0; MAX_BLOB_ASK + 1], good[..good.len() - 1].to_vec()] {
        assert_eq!(town.relay.handle_blob(&bytes, town.now), malformed);
    }
    for at in 0..good.len() {
        let mut changed = good.clone();
        changed[at] ^= 1;
        let answer = town.relay.handle_blob(&changed, town.now);
        assert!(matches!(answer, BlobAnswer::Refused(BlobRefusal::Malformed | BlobRefusal::NotAdmitted)), "{at}");
    }
    assert_eq!((town.blobs(), town.parts()), (0, 0));
}

#[test]
fn where_the_disk_is_full_photos_give_way_to_texts() {
    let mut town = busy();
    let mut wang = town.wang.clone();
    town.pull(&mut wang);
    let sealed = photo(1, 70_000);
    let put = BlobCall::Put { size: 70_000, offset: 0, bytes: sealed[..CHUNK as usize].to_vec() };
    let put = question(&wang, VISIT, BlobId::of(&sealed), put);
    let text = wang.form(vec![act(super::household(1, EAST))]);
    let mut ask = wang.ask();
    ask.push = vec![text.to_bytes()];
    let text = wang.sign(ask);
    town.disk.inject(0, Fault::Full);
    let handled = town.relay.handle_group(&[Request::Blob(&put), Request::Sync(&text)], town.now);
    let answers: Vec<Answer> = handled.into_iter().map(|one| one.answer).collect();
    let [Answer::Blob(blob), Answer::Sync(sync)] = answers.as_slice() else { panic!("{answers:?}") };
    assert_eq!(blob, &BlobAnswer::Refused(BlobRefusal::DiskFull));
    let sync: SyncAnswer = cbor::from_slice(sync.as_ref().unwrap()).unwrap();
    assert!(matches!(sync.logs[0].verdicts[0][0], Verdict::Accepted(_)));
    town.disk.inject(0, Fault::Full);
    assert_eq!(town.put(&wang, VISIT, &sealed, 0), BlobAnswer::Refused(BlobRefusal::DiskFull));
    assert_eq!((town.blobs(), town.parts()), (0, 0));
    assert_eq!(town.send(&wang, VISIT, &sealed), held(70_000, 70_000), "nothing of it was counted");
    town.is_whole();
}

#[test]
fn what_is_on_the_disk_is_checked() {
    let mut town = busy();
    let wang = town.wang.clone();
    town.send(&wang, VISIT, &photo(1, 70_000));
    town.put(&wang, VISIT, &photo(2, 200_000), 0);
    town.is_whole();
    let whole = town.disk.backup();
    for table in [Table::Blob, Table::BlobPart] {
        for (key, value) in whole.rows(table, &[], usize::MAX).unwrap() {
            for change in [None, Some(value[..value.len() - 1].to_vec())] {
                town.disk.restore(&whole);
                let mut batch = Batch::default();
                match change {
                    Some(value) => batch.put(table, key.clone(), value),
                    None => batch.delete(table, key.clone()),
                }
                town.disk.clone().commit(&batch).unwrap();
                let faults = check(&town.disk).unwrap().faults;
                let is_told = |fault: &crate::relay::Fault| {
                    matches!(fault.trouble, Trouble::Blob | Trouble::Stray | Trouble::Unreadable)
                };
                assert!(faults.iter().any(is_told), "{table:?} {faults:?}");
            }
        }
    }
}

#[test]
fn one_ring_is_asked_for_as_all_streams_would_tell() {
    let town = busy();
    let mut roster = Roster::new(CODE);
    for act in town.founding() {
        for (_, entry) in act.entries() {
            roster.apply(&RosterFact::from_body(&entry.body).unwrap());
        }
    }
    for device in [&town.steward, &town.wang, &town.li, &Device::new(50)] {
        let streams = streams(&roster, town.now, device.id());
        for ring in [COMMUNITY, REGISTER, COMMITTEE] {
            for scope in [EAST, WEST, BUILDING, CODE.area()] {
                let told = streams.iter().any(|stream| stream.carries(Some(ring), scope));
                assert_eq!(may_read(&roster, town.now, device.id(), ring, scope), told);
            }
        }
    }
}
