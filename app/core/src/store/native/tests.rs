#![allow(clippy::unwrap_used, reason = "tests")]

use std::cell::Cell;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use futures::executor::block_on;
use tempfile::TempDir;

use super::*;
use crate::store::conformance::{self, Place};

/// Nothing is flushed in the background: what a copied folder holds is what a killed process would have left at worst.
const STILL: Settings = Settings { flush_every_ms: None, compact_from_bytes: 1 << 20 };
const KEY: &[u8] = b"k";

fn raw(folder: &Path) -> (NativeDisk, OpenReport) {
    let found = open_raw(folder, STILL).unwrap();
    (found.disk, found.report)
}

fn put(disk: &NativeDisk, key: &str, value: &str, durability: Durability) -> Result<(), DiskError> {
    let mut batch = Batch::new();
    batch.put(Table::Record, key, value);
    block_on(disk.commit(batch, durability))
}

fn delete(disk: &NativeDisk, key: &str) {
    let mut batch = Batch::new();
    batch.delete(Table::Record, key);
    block_on(disk.commit(batch, Durability::Durable)).unwrap();
}

fn all(disk: &NativeDisk) -> Vec<(String, String)> {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let rows = block_on(disk.scan(Table::Record)).unwrap();
    rows.into_iter().map(|(key, value)| (text(key), text(value))).collect()
}

fn pairs(rows: &[(&str, &str)]) -> Vec<(String, String)> {
    rows.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// A store with a row of each fate: kept, covered, deleted, and cached only.
fn lived_in(folder: &Path) {
    let (disk, report) = raw(folder);
    assert!(report.is_new && report.rebuilt.is_none());
    put(&disk, "kept", "1", Durability::Durable).unwrap();
    put(&disk, "covered", "old", Durability::Durable).unwrap();
    put(&disk, "covered", "new", Durability::Durable).unwrap();
    put(&disk, "deleted", "1", Durability::Durable).unwrap();
    delete(&disk, "deleted");
    put(&disk, "cached", "1", Durability::Cached).unwrap();
}

struct OnDisk {
    root: TempDir,
    next: Cell<u32>,
    settings: Settings,
}

impl OnDisk {
    fn new(settings: Settings) -> Self {
        Self { root: tempfile::tempdir().unwrap(), next: Cell::new(0), settings }
    }

    fn folder(&self) -> PathBuf {
        self.next.set(self.next.get() + 1);
        self.root.path().join(self.next.get().to_string())
    }
}

impl Place for OnDisk {
    type Disk = NativeDisk;

    async fn fresh(&self) -> Result<NativeDisk, DiskError> {
        Ok(open_raw(&self.folder(), self.settings)?.disk)
    }

    async fn reopen(&self, disk: NativeDisk) -> Result<NativeDisk, DiskError> {
        let folder = disk.folder().to_owned();
        drop(disk);
        Ok(open_raw(&folder, self.settings)?.disk)
    }

    async fn crash(&self, disk: NativeDisk) -> Result<Option<NativeDisk>, DiskError> {
        let left = self.folder();
        copy_folder(disk.folder(), &left);
        drop(disk);
        Ok(Some(open_raw(&left, self.settings)?.disk))
    }
}

#[test]
fn it_keeps_the_promises_of_every_store() {
    let report = block_on(conformance::run(&OnDisk::new(STILL)));
    assert!(report.is_passed(), "{report}");
}

#[test]
fn it_keeps_the_promises_when_every_opening_compacts() {
    let report = block_on(conformance::run(&OnDisk::new(Settings { compact_from_bytes: 0, ..STILL })));
    assert!(report.is_passed(), "{report}");
}

#[test]
fn a_batch_that_only_reached_the_safety_copy_is_read_after_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    lived_in(folder.path());
    let (mut safety, _) = SafetyCopy::open(&folder.path().join(SAFETY_FILE)).unwrap();
    let mut batch = Batch::new();
    batch.put(Table::Record, "kept", "2").delete(Table::Record, "covered");
    safety.append(&batch).unwrap();
    drop(safety);
    let (disk, report) = raw(folder.path());
    assert_eq!((report.replayed, report.rebuilt), (1, None));
    assert_eq!(all(&disk), pairs(&[("cached", "1"), ("kept", "2")]));
    drop(disk);
    assert_eq!(raw(folder.path()).1.replayed, 0);
}

#[test]
fn an_older_durable_value_does_not_cover_a_newer_cached_one() {
    let folder = tempfile::tempdir().unwrap();
    let (disk, _) = raw(folder.path());
    put(&disk, "row", "durable", Durability::Durable).unwrap();
    put(&disk, "row", "cached", Durability::Cached).unwrap();
    drop(disk);
    let Found { disk, report, .. } = open_raw(folder.path(), Settings { compact_from_bytes: 0, ..STILL }).unwrap();
    assert!(report.is_compacted);
    assert_eq!(all(&disk), pairs(&[("row", "cached")]));
    drop(disk);
    fs::remove_dir_all(folder.path().join(LOCAL_FOLDER)).unwrap();
    assert_eq!(all(&raw(folder.path()).0), pairs(&[("row", "durable")]));
}

#[test]
fn a_local_copy_that_is_gone_or_garbage_is_built_again_and_told() {
    let garbage = |bytes: &[u8]| -> Vec<u8> { (0..bytes.len()).map(|at| (at * 31 % 251) as u8).collect() };
    let ways: [&dyn Fn(&Path); 5] = [
        &|local| fs::remove_dir_all(local).unwrap(),
        &|local| for_each_file(local, &|bytes| garbage(&bytes)),
        &|local| for_each_file(local, &|_| Vec::new()),
        &|local| for_each_file(local, &|bytes| [&bytes[..bytes.len() / 2], &garbage(&bytes)].concat()),
        &|local| {
            fs::remove_dir_all(local).unwrap();
            fs::write(local, b"a file where the folder was").unwrap();
        },
    ];
    for (number, spoil) in ways.into_iter().enumerate() {
        let folder = tempfile::tempdir().unwrap();
        lived_in(folder.path());
        spoil(&folder.path().join(LOCAL_FOLDER));
        let (disk, report) = raw(folder.path());
        assert!(report.rebuilt.is_some(), "way {number}: {report:?}");
        assert_eq!(all(&disk), pairs(&[("covered", "new"), ("kept", "1")]), "way {number}");
        put(&disk, "after", "1", Durability::Durable).unwrap();
        drop(disk);
        let (disk, report) = raw(folder.path());
        assert_eq!((report.rebuilt, all(&disk).len()), (None, 3), "way {number}");
    }
}

fn for_each_file(folder: &Path, change: &dyn Fn(Vec<u8>) -> Vec<u8>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            fs::write(&path, change(fs::read(&path).unwrap())).unwrap();
        }
    }
}

#[test]
fn a_read_that_meets_damage_fails_and_the_next_start_builds_again() {
    let folder = tempfile::tempdir().unwrap();
    lived_in(folder.path());
    let db = sled::open(folder.path().join(LOCAL_FOLDER)).unwrap();
    db.insert([Table::Record.number(), b'x'], &[7, 7]).unwrap();
    drop(db);
    let (disk, _) = raw(folder.path());
    assert_eq!(block_on(disk.scan(Table::Record)), Err(DiskError::Unreadable));
    drop(disk);
    let (disk, report) = raw(folder.path());
    assert_eq!(report.rebuilt, Some(Rebuilt::Damaged));
    assert_eq!(all(&disk), pairs(&[("covered", "new"), ("kept", "1")]));
}

#[test]
fn a_local_copy_older_than_the_last_compaction_is_built_again() {
    let (folder, old) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let local = folder.path().join(LOCAL_FOLDER);
    lived_in(folder.path());
    copy_folder(&local, old.path());
    let (disk, _) = raw(folder.path());
    delete(&disk, "kept");
    drop(disk);
    drop(open_raw(folder.path(), Settings { compact_from_bytes: 0, ..STILL }).unwrap());
    fs::remove_dir_all(&local).unwrap();
    copy_folder(old.path(), &local);
    let (disk, report) = raw(folder.path());
    assert_eq!(report.rebuilt, Some(Rebuilt::Behind));
    assert_eq!(all(&disk), pairs(&[("covered", "new")]));
}

#[test]
fn what_the_safety_copy_lost_is_taken_back_from_the_local_copy() {
    for at_from_end in [3, 40, 100, 200] {
        let folder = tempfile::tempdir().unwrap();
        lived_in(folder.path());
        let path = folder.path().join(SAFETY_FILE);
        let mut bytes = fs::read(&path).unwrap();
        let at = bytes.len() - at_from_end;
        bytes[at] ^= 0x10;
        fs::write(&path, bytes).unwrap();
        let (disk, report) = raw(folder.path());
        assert!(report.damaged_places == 1 && report.is_mended && report.rebuilt.is_none(), "{report:?}");
        let rows = pairs(&[("cached", "1"), ("covered", "new"), ("kept", "1")]);
        assert_eq!(all(&disk), rows);
        put(&disk, "kept", "2", Durability::Durable).unwrap();
        drop(disk);
        fs::remove_dir_all(folder.path().join(LOCAL_FOLDER)).unwrap();
        let (disk, report) = raw(folder.path());
        assert_eq!(report.damaged_places, 0);
        assert_eq!(all(&disk), pairs(&[("covered", "new"), ("kept", "2")]));
    }
}

#[test]
fn a_full_disk_is_told_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    lived_in(folder.path());
    let (disk, _) = raw(folder.path());
    let before = all(&disk);
    let bytes = disk.safety_bytes();
    disk.state.borrow_mut().safety.limit(Some(bytes + 10));
    assert_eq!(put(&disk, "kept", "2", Durability::Durable), Err(DiskError::Full));
    assert_eq!(all(&disk), before);
    disk.state.borrow_mut().safety.limit(None);
    put(&disk, "kept", "3", Durability::Durable).unwrap();
    drop(disk);
    assert!(all(&raw(folder.path()).0).contains(&("kept".to_owned(), "3".to_owned())));
}

#[test]
fn what_the_local_copy_cannot_take_is_read_from_memory_until_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    lived_in(folder.path());
    let (disk, _) = raw(folder.path());
    disk.state.borrow_mut().above = Some(Above { rows: BTreeMap::new(), reason: DiskError::Full });
    put(&disk, "kept", "2", Durability::Durable).unwrap();
    delete(&disk, "covered");
    assert_eq!(put(&disk, "cached", "2", Durability::Cached), Err(DiskError::Full));
    let rows = pairs(&[("cached", "1"), ("kept", "2")]);
    assert_eq!(all(&disk), rows);
    let keys = [b"kept".to_vec(), b"covered".to_vec(), b"cached".to_vec()];
    let values = block_on(disk.get(Table::Record, &keys)).unwrap();
    assert_eq!(values, [Some(b"2".to_vec()), None, Some(b"1".to_vec())]);
    drop(disk);
    let (disk, report) = raw(folder.path());
    assert_eq!((report.replayed, all(&disk)), (2, rows));
}

#[test]
fn a_second_opening_is_refused_until_the_first_ends() {
    let folder = tempfile::tempdir().unwrap();
    let (disk, _) = raw(folder.path());
    assert_eq!(open(folder.path()).err(), Some(DiskError::OpenElsewhere));
    drop(disk);
    assert!(open(folder.path()).is_ok());
}

#[test]
fn rows_without_their_key_are_not_given_a_new_one() {
    let folder = tempfile::tempdir().unwrap();
    lived_in(folder.path());
    let key = folder.path().join("device.key");
    let bytes = fs::read(&key).unwrap();
    fs::remove_file(&key).unwrap();
    assert_eq!(open(folder.path()).err(), Some(DiskError::KeyMissing));
    fs::write(&key, &bytes[..20]).unwrap();
    assert_eq!(open(folder.path()).err(), Some(DiskError::KeyMissing));
    fs::write(&key, bytes).unwrap();
    assert!(open(folder.path()).is_ok());
}

#[cfg(unix)]
#[test]
fn nobody_else_may_read_the_folder() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    lived_in(&home);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&home), 0o700);
    for file in [SAFETY_FILE, "device.key", "lock"] {
        assert_eq!(mode(&home.join(file)), 0o600, "{file}");
    }
}

#[test]
fn nothing_given_to_the_sealed_store_can_be_found_in_its_folder() {
    let folder = tempfile::tempdir().unwrap();
    let secrets = ["door-1202-household", "欧阳静宜住三零二", "13800138000", "110101199003070012"];
    let opened = open_raw(folder.path(), STILL).unwrap().unlocked().unwrap();
    for (number, secret) in secrets.iter().enumerate() {
        for (durability, padding) in [(Durability::Durable, 0), (Durability::Cached, 0), (Durability::Durable, 400)] {
            let mut batch = Batch::new();
            let value = format!("{secret}{}", " ".repeat(padding));
            batch.put(Table::ALL[number], format!("{secret}{durability:?}{padding}"), value);
            block_on(opened.store.commit(batch, durability)).unwrap();
        }
    }
    drop(opened);
    let mut needles = Vec::new();
    for secret in secrets {
        let utf16: Vec<u16> = secret.encode_utf16().collect();
        let forms = [
            secret.as_bytes().to_vec(),
            utf16.iter().flat_map(|unit| unit.to_le_bytes()).collect(),
            utf16.iter().flat_map(|unit| unit.to_be_bytes()).collect(),
        ];
        for form in forms {
            let hex: String = form.iter().map(|byte| format!("{byte:02x}")).collect();
            needles.push(hex.to_uppercase().into_bytes());
            needles.push(hex.into_bytes());
            needles.extend((0..3).map(|shift| base64_inside(&form, shift)));
            needles.push(form);
        }
    }
    let stored = bytes_below(folder.path());
    assert!(stored.len() > 2_000 && needles.iter().all(|needle| needle.len() >= 8));
    for needle in needles {
        assert!(!stored.windows(needle.len()).any(|window| window == needle));
    }
    assert!(base64_inside(b"Many hands", 0) == b"TWFueSBoYW5k", "the search itself");
}

/// The base64 digits that stand for these bytes alone when `shift` bytes of something else come before.
fn base64_inside(bytes: &[u8], shift: usize) -> Vec<u8> {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let skipped = (3 - shift) % 3;
    let digits = bytes[skipped..].chunks_exact(3).flat_map(|three| {
        let joined = u32::from(three[0]) << 16 | u32::from(three[1]) << 8 | u32::from(three[2]);
        [18, 12, 6, 0].map(|bits| DIGITS[(joined >> bits & 63) as usize])
    });
    digits.collect()
}

fn bytes_below(folder: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        bytes.extend(if path.is_dir() { bytes_below(&path) } else { fs::read(&path).unwrap() });
    }
    bytes
}

const KILLED_FOLDER: &str = "LINLI_TEST_KILLED_FOLDER";

/// Run by the test below in a process of its own: commits and tells each number once it is durable, until it is killed.
#[test]
fn killed_writer() {
    let Some(folder) = std::env::var_os(KILLED_FOLDER) else { return };
    let disk = open_raw(Path::new(&folder), Settings::default()).unwrap().disk;
    let mut number = block_on(disk.get(Table::Meta, &[KEY.to_vec()])).unwrap()[0].as_deref().map_or(0, number_of);
    let mut told = std::io::stdout();
    loop {
        number += 1;
        let mut batch = Batch::new();
        batch.put(Table::Meta, KEY, number.to_le_bytes());
        batch.put(Table::Record, number.to_le_bytes(), vec![number as u8; 700]);
        batch.delete(Table::Record, (number.saturating_sub(50)).to_le_bytes());
        block_on(disk.commit(batch, Durability::Durable)).unwrap();
        let mut cached = Batch::new();
        cached.put(Table::Summary, number.to_le_bytes(), vec![1; 300]);
        block_on(disk.commit(cached, Durability::Cached)).unwrap();
        writeln!(told, "saved {number}").unwrap();
    }
}

fn number_of(bytes: &[u8]) -> u64 {
    u64::from_le_bytes(bytes.try_into().unwrap())
}

#[test]
fn whatever_was_reported_saved_is_there_after_kill_9() {
    let folder = tempfile::tempdir().unwrap();
    let mut least = 0;
    for round in 0..6_usize {
        let mut writer = Command::new(std::env::current_exe().unwrap())
            .args(["store::native::tests::killed_writer", "--exact", "--nocapture", "--test-threads=1"])
            .env(KILLED_FOLDER, folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(writer.stdout.take().unwrap()).lines().map(Result::unwrap);
        let mut saved = lines.filter_map(|line| line.strip_prefix("saved ")?.parse::<u64>().ok());
        let reported = saved.nth(30 + round * 37).unwrap();
        writer.kill().unwrap();
        writer.wait().unwrap();
        let reported = saved.last().unwrap_or(reported);
        assert!(reported > least);

        let (disk, report) = raw(folder.path());
        assert_eq!((report.rebuilt, report.damaged_places), (None, 0));
        let found = number_of(block_on(disk.get(Table::Meta, &[KEY.to_vec()])).unwrap()[0].as_deref().unwrap());
        assert!(found == reported || found == reported + 1, "{found} found, {reported} reported");
        let rows = block_on(disk.scan(Table::Record)).unwrap();
        assert_eq!(rows.len() as u64, found.min(50));
        for (key, value) in rows {
            assert_eq!(value, vec![number_of(&key) as u8; 700]);
            assert!(found - number_of(&key) < 50);
        }
        least = found;
    }
}

#[test]
fn once_there_is_room_again_the_local_copy_goes_on_without_a_new_start() {
    let folder = TempDir::new().unwrap();
    let (disk, _) = raw(folder.path());
    put(&disk, "before", "1", Durability::Durable).unwrap();
    {
        let mut state = disk.state.borrow_mut();
        (state.above, state.was_full) = (Some(Above { rows: BTreeMap::new(), reason: DiskError::Full }), true);
    }
    put(&disk, "while full", "2", Durability::Durable).unwrap();
    assert_eq!(put(&disk, "cached", "3", Durability::Cached), Err(DiskError::Full));
    block_on(disk.tidy()).unwrap();
    put(&disk, "cached", "3", Durability::Cached).unwrap();
    let rows = pairs(&[("before", "1"), ("cached", "3"), ("while full", "2")]);
    assert_eq!(all(&disk), rows);
    drop(disk);
    let (disk, report) = raw(folder.path());
    assert_eq!((all(&disk), report.rebuilt), (rows, None));
}

#[test]
fn tidying_gives_back_the_room_of_older_values() {
    let folder = TempDir::new().unwrap();
    let (disk, _) = raw(folder.path());
    for round in 0..20 {
        put(&disk, "row", &format!("{round}{}", "x".repeat(10_000)), Durability::Durable).unwrap();
    }
    let before = block_on(disk.room());
    assert!(before.spare > 150_000, "{before:?}");
    assert!(before.used.unwrap() > before.spare && before.free.unwrap() > 0);
    block_on(disk.tidy()).unwrap();
    let after = block_on(disk.room());
    assert_eq!(after.spare, 0);
    assert!(disk.safety_bytes() < 20_000);
    assert_eq!(all(&disk)[0].1.len(), 10_002);
}
