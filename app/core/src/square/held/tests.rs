#![allow(clippy::unwrap_used, reason = "tests")]

use linli_shared::calendar::Millis;
use linli_shared::ed25519::SigningKey;
use linli_shared::ids::{AreaId, DeviceId, LogCode, MemberId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::log::{Seen, Seq};
use linli_shared::parcel::{Entry, Header, Parcel, SUITE, VERSION};
use linli_shared::posts::{PostContent, Remark, RemarkContent, Section};
use linli_shared::square::{Standing, most_in_record};

use super::*;
use crate::device::answer::acts::At;
use crate::device::rows::{Rows, record};
use crate::device::{Now, VoidReason};
use crate::square::sums::work;
use crate::square::take::take_said;
use crate::square::{Said, thread};
use crate::store::Table;

const POST: RecordId = RecordId([1; 16]);

fn said(seq: Seq, by: u8, kind: Kind, content: Vec<u8>) -> Said {
    Said {
        kind,
        content,
        device: DeviceId([by; 16]),
        by: MemberId([by; 16]),
        standing: Standing::RESIDENT,
        seq,
        index: 0,
        time: Millis(seq as i64),
        number: None,
        device_seq: seq,
    }
}

fn post() -> Said {
    let content = PostContent {
        version: linli_shared::posts::VERSION,
        section: Section::Around,
        title: "猫".into(),
        text: "有人见过吗?".into(),
        attached: Vec::new(),
        at: Millis(1),
    };
    said(1, 1, Kind::Post, content.to_content())
}

fn comment(seq: Seq, by: u8) -> Said {
    let (nonce, words) = (seq.to_be_bytes(), "见过".to_owned());
    let remark = Remark::Comment { nonce, words, attached: Vec::new(), reply_to: None };
    let content = RemarkContent { version: linli_shared::posts::VERSION, remark, at: Millis(1) };
    said(seq, by, Kind::Remark, content.to_content())
}

/// A device that knows of a post, and of nothing else.
struct Phone {
    device: Device,
    rows: Rows,
}

impl Phone {
    fn new() -> Self {
        let mut rows = Rows::default();
        [Table::Square, Table::SquareSum].into_iter().for_each(|table| rows.load_all(table, Vec::new()));
        let mut phone = Self { device: Device::new(), rows };
        assert_eq!(phone.answer([post()]), []);
        phone
    }

    /// Takes in what one answer brings; gives what has no effect.
    fn answer(&mut self, facts: impl IntoIterator<Item = Said>) -> Vec<(Seq, VoidReason)> {
        let now = Now { time: Millis(0), entropy: [1; 32] };
        let mut turn = Turn::new(core::mem::take(&mut self.rows), &now);
        let header = Header {
            version: VERSION,
            suite: SUITE,
            log: LogCode(0),
            home_log: None,
            device: DeviceId([1; 16]),
            device_seq: 1,
            prev: None,
            seen: Seen::default(),
            nonce: [0; 16],
            time: Millis(0),
        };
        let parcel = Parcel::sign(header, Vec::new(), &SigningKey::from_bytes(&[1; 32]));
        let mut voids = Vec::new();
        for fact in facts {
            let entry = Entry {
                record: POST,
                kind: fact.kind,
                scope: AreaId::default(),
                key: None,
                body: fact.content.clone(),
            };
            let (index, seq, time, own) = (fact.index, fact.seq, fact.time, &[][..]);
            let at = At { parcel: &parcel, entry: &entry, index, seq, time, placed: time, judged: seq, own };
            let taken = take_said(&mut self.device, &at, fact, &mut turn).unwrap();
            voids.extend(taken.err().map(|reason| (seq, reason)));
        }
        self.device.keep_held(&mut turn);
        self.rows = turn.rows;
        voids
    }

    fn thread(&mut self) -> Thread {
        let now = Now { time: Millis(0), entropy: [1; 32] };
        let turn = Turn::new(core::mem::take(&mut self.rows), &now);
        let found = thread(&turn, POST).unwrap().unwrap();
        self.rows = turn.rows;
        found
    }

    fn kept(&self) -> [Option<Vec<u8>>; 2] {
        [Table::Square, Table::SquareSum].map(|table| self.rows.get(table, &record(POST)).unwrap().map(<[u8]>::to_vec))
    }
}

#[test]
fn two_thousand_comments_in_one_answer_are_read_summed_and_written_once() {
    let comments = || (2..2_002).map(|seq| comment(seq, (seq % 10) as u8 + 1));
    let mut at_once = Phone::new();
    work::begin();
    assert_eq!(at_once.answer(comments()), []);
    assert_eq!(work::done(), work::Work { read: 1, summed: 1 });
    let mut one_by_one = Phone::new();
    // Later ones first: what is left is the same.
    let mut some: Vec<Said> = comments().take(60).collect();
    some.reverse();
    for comment in some {
        one_by_one.answer([comment]);
    }
    let mut few = Phone::new();
    few.answer(comments().take(60));
    assert_eq!(one_by_one.kept(), few.kept());
    assert_eq!(at_once.thread().said.len(), 2_000);
}

#[test]
fn one_member_says_so_much_in_a_record_and_no_more() {
    let most = u64::from(most_in_record(Kind::Remark).unwrap());
    let mut phone = Phone::new();
    let voids = phone.answer((2..most + 12).map(|seq| comment(seq, 2)));
    let expected: Vec<(Seq, VoidReason)> = (most + 2..most + 12).map(|seq| (seq, VoidReason::Malformed)).collect();
    assert_eq!(voids, expected);
    // The same again at another place is no more than it was; others have room of their own.
    let again = Said { seq: 5_000, device_seq: most, ..comment(most, 2) };
    assert_eq!(phone.answer([again, comment(5_001, 3)]), []);
    assert_eq!(phone.thread().said.len() as u64, most + 1);
}

#[test]
fn what_one_member_says_takes_so_many_bytes_of_a_record_and_no_more() {
    let newer = |seq| {
        // What a newer release says: kept as it is, whatever it weighs.
        let mut content = vec![0x82, 0x18, 200];
        content.extend([0x59, 0x7f, 0xf0]);
        content.extend([7; 0x7ff0]);
        said(seq, 2, Kind::Remark, content)
    };
    let mut phone = Phone::new();
    let voids = phone.answer((2..42).map(newer));
    assert_eq!(voids.len(), 24, "sixteen of 32 KiB fit");
    assert_eq!(phone.answer([comment(50, 3)]), []);
}
