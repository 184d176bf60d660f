#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeMap;
use std::fs;

use super::super::Table;
use super::*;

type Rows = BTreeMap<Vec<u8>, Vec<u8>>;

fn batch(key: &str, value: &str) -> Batch {
    let mut batch = Batch::new();
    batch.put(Table::Outbox, key, value);
    batch
}

fn open(path: &Path) -> (SafetyCopy, Survey) {
    SafetyCopy::open(path).unwrap()
}

fn rows(copy: &SafetyCopy) -> Rows {
    let mut rows = Rows::new();
    for batch in copy.batches_after(0).unwrap() {
        for put in batch.unwrap().puts {
            match put.value {
                Some(value) => rows.insert(put.key, value),
                None => rows.remove(&put.key),
            };
        }
    }
    rows
}

fn keys(copy: &SafetyCopy) -> Vec<String> {
    rows(copy).into_keys().map(|key| String::from_utf8(key).unwrap()).collect()
}

/// A file with three records, and where each begins and ends.
fn three(path: &Path) -> Vec<u64> {
    let (mut copy, survey) = open(path);
    assert_eq!(survey, Survey::default());
    let mut places = vec![copy.bytes()];
    for key in ["a", "b", "c"] {
        copy.append(&batch(key, "value")).unwrap();
        places.push(copy.bytes());
    }
    places
}

#[test]
fn what_was_appended_is_read_again_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("safety");
    three(&path);
    let (mut copy, survey) = open(&path);
    assert_eq!(survey, Survey { records: 3, ..Survey::default() });
    assert_eq!((copy.last(), copy.base()), (3, 0));
    assert_eq!(copy.append(&batch("a", "newer")).unwrap(), 4);
    let after: Vec<_> = copy.batches_after(2).unwrap().map(Result::unwrap).collect();
    assert_eq!(after, [batch("c", "value"), batch("a", "newer")]);
}

#[test]
fn an_end_torn_at_any_byte_is_cut_and_writing_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("safety");
    let places = three(&path);
    let whole = fs::read(&path).unwrap();
    for length in places[2]..places[3] {
        fs::write(&path, &whole[..length as usize]).unwrap();
        let (mut copy, survey) = open(&path);
        assert_eq!(survey, Survey { records: 2, cut_bytes: length - places[2], damaged: 0 }, "cut at {length}");
        copy.append(&batch("d", "value")).unwrap();
        drop(copy);
        let (copy, survey) = open(&path);
        assert_eq!(survey, Survey { records: 3, ..Survey::default() });
        assert_eq!(keys(&copy), ["a", "b", "d"]);
    }
}

#[test]
fn a_file_torn_while_it_was_made_is_made_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("safety");
    let places = three(&path);
    let whole = fs::read(&path).unwrap();
    for length in 0..places[0] {
        fs::write(&path, &whole[..length as usize]).unwrap();
        let (mut copy, survey) = open(&path);
        assert_eq!(survey, Survey::default(), "cut at {length}");
        copy.append(&batch("d", "value")).unwrap();
        assert_eq!(keys(&open(&path).0), ["d"]);
    }
}

#[test]
fn a_byte_flipped_anywhere_costs_one_record_at_most() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("safety");
    let places = three(&path);
    let whole = fs::read(&path).unwrap();
    for at in 0..places[3] {
        for flip in [0x01, 0x80, 0xff] {
            let mut damaged = whole.clone();
            damaged[at as usize] ^= flip;
            fs::write(&path, &damaged).unwrap();
            // A version above ours may stand in the header; that is the one byte that refuses the file.
            let (copy, survey) = match SafetyCopy::open(&path) {
                Ok(opened) => opened,
                Err(error) => {
                    assert_eq!((at, error), (7, DiskError::Newer));
                    continue;
                }
            };
            let hit = (0..3).find(|record| (places[*record]..places[record + 1]).contains(&at));
            let kept = ["a", "b", "c"].into_iter().enumerate().filter(|(record, _)| Some(*record) != hit);
            assert_eq!(keys(&copy), kept.map(|(_, key)| key).collect::<Vec<_>>(), "flipped at {at}");
            assert_eq!(survey.damaged + u32::from(survey.cut_bytes > 0), 1, "flipped at {at}");
        }
    }
}

#[test]
fn garbage_between_records_is_stepped_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("safety");
    let places = three(&path);
    let whole = fs::read(&path).unwrap();
    let (before, after) = whole.split_at(places[1] as usize);
    let record = &whole[places[1] as usize..];
    for garbage in [vec![0; 200_000], record[..20].repeat(50), vec![0xF1; 65_537], record[..5].to_vec()] {
        fs::write(&path, [before, &garbage, after].concat()).unwrap();
        let (copy, survey) = open(&path);
        assert_eq!((survey.records, survey.damaged, survey.cut_bytes), (3, 1, 0));
        assert_eq!(keys(&copy), ["a", "b", "c"]);
    }
}

#[test]
fn a_full_disk_leaves_the_file_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("safety");
    let places = three(&path);
    let whole = fs::read(&path).unwrap();
    let (mut copy, _) = open(&path);
    for room in places[3]..places[3] + 40 {
        copy.limit(Some(room));
        assert_eq!(copy.append(&batch("d", "value")), Err(DiskError::Full));
        assert!(fs::read(&path).unwrap() == whole);
    }
    copy.limit(None);
    assert_eq!(copy.append(&batch("d", "value")), Ok(4));
    assert_eq!(keys(&open(&path).0), ["a", "b", "c", "d"]);
}

#[test]
fn compaction_keeps_the_latest_of_each_row_and_forgets_deleted_ones() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("safety");
    let (mut copy, _) = open(&path);
    for round in 0..200 {
        copy.append(&batch("often", &format!("value {round}"))).unwrap();
    }
    let mut last = batch("once", "stays");
    last.delete(Table::Outbox, "gone");
    copy.append(&batch("gone", "value")).unwrap();
    copy.append(&last).unwrap();
    let (before, expected) = (copy.bytes(), rows(&copy));
    assert!(copy.is_grown(1_000) && !copy.is_grown(before));
    copy.compact(None).unwrap();
    assert!(copy.bytes() * 20 < before && !copy.is_grown(0));
    assert_eq!(rows(&copy), expected);
    assert_eq!(copy.append(&batch("after", "value")).unwrap(), 203);
    drop(copy);
    let (copy, survey) = open(&path);
    assert_eq!((survey.damaged, survey.cut_bytes, copy.base(), copy.last()), (0, 0, 202, 203));
    assert_eq!(keys(&copy), ["after", "often", "once"]);
    assert_eq!(copy.batches_after(202).unwrap().count(), 1);
}

#[test]
fn what_an_unfinished_compaction_left_is_removed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("safety");
    three(&path);
    fs::write(folder.path().join("safety.new"), b"half").unwrap();
    let (mut copy, _) = open(&path);
    assert!(!folder.path().join("safety.new").exists());
    copy.compact(None).unwrap();
    assert_eq!(keys(&copy), ["a", "b", "c"]);
}
