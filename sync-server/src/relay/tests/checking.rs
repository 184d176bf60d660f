use linli_shared::access::RecordAt;

use super::*;
use crate::relay::rows::{ChainRow, Fate};
use crate::relay::{Findings, Trouble};
use crate::store::{Batch, Moment, Row, Store, Table};

/// A relay's store after a restore, with work placed before and after, a withdrawal, a quarantined act and a hole.
fn lived_in() -> MemoryStore {
    let mut town = Town::new();
    let (mut wang, mut li) = (town.wang.clone(), town.li.clone());
    town.pull(&mut wang);
    town.pull(&mut li);
    let visit = |number, scope| act(Entry { kind: Kind::Visit, ..household(number, scope) });
    let parcel = wang.form(vec![act(household(1, EAST)), visit(2, EAST), act(household(3, WEST))]);
    town.push(&mut wang, &[&parcel]);
    let ended = RosterFact::RoleEnded { member: li.member, role: Role::GridWorker, scope: WEST };
    let late = li.form(vec![act(household(4, WEST))]);
    town.decree([ended]);
    town.push(&mut li, &[&late]);
    let backup = town.disk.backup();
    let withdrawn = wang.form(vec![act(Entry { kind: Kind::VisitWithdrawn, ..household(2, EAST) })]);
    let after = wang.form(vec![act(household(5, EAST))]);
    town.push(&mut wang, &[&withdrawn, &after]);
    town.disk.restore(&backup);
    town.restart();
    town.relay.begin_era(CODE, None).unwrap();
    town.pull(&mut wang);
    let secret = InviteSecret([41; 16]);
    town.invite(secret, BUILDING, Millis(1 << 33), 5);
    assert!(town.knock(&request(&Device::new(20), secret, b"sealed", 1)).is_ok());
    // The parcel before it is lost for good.
    assert!(matches!(town.push(&mut wang, &[&after]).verdicts[0][0], Verdict::Accepted(_)));
    let visit = RecordAt { record: RecordId([2; 16]), kind: Kind::Visit, scope: EAST };
    town.send(&wang, visit, &[3; 70_000]);
    town.put(&wang, visit, &[4; 70_000], 0);
    town.disk
}

fn troubles(findings: &Findings) -> Vec<Trouble> {
    findings.faults.iter().map(|fault| fault.trouble).collect()
}

/// A row of a chain without saying why acts have no place: nothing of them is kept to compare it with.
fn blurred(row: &[u8]) -> Option<(ParcelHash, Vec<Fate>)> {
    let row: ChainRow = crate::relay::rows::read(row).ok()?;
    let blur = |fate| if matches!(fate, Fate::Rejected(_)) { Fate::Missing } else { fate };
    Some((row.hash, row.fates.into_iter().map(blur).collect()))
}

fn rows(disk: &MemoryStore, table: Table) -> Vec<Row> {
    disk.backup().rows(table, &[], usize::MAX).unwrap()
}

#[test]
fn a_store_that_lived_through_a_restore_fits_together() {
    let disk = lived_in();
    let findings = check(&disk).unwrap();
    assert_eq!(findings.faults, []);
    let [log] = findings.logs.as_slice() else { panic!("{findings:?}") };
    assert_eq!((log.code, log.era, log.places, log.devices, log.quarantined), (CODE, 2, 7, 3, 1));
    assert_eq!((log.parcels, log.records), (6, 3));
}

#[test]
fn every_row_that_is_lost_is_missed() {
    let whole = lived_in();
    // A request to join is known to nobody but whoever made it, who asks again.
    for table in Table::ALL.into_iter().filter(|table| *table != Table::Lobby) {
        let kept = rows(&whole, table);
        assert!(!kept.is_empty() || matches!(table, Table::Permit | Table::Snapshot), "{table:?} has rows");
        for (key, _) in kept {
            let mut disk = whole.clone();
            let backup = disk.backup();
            let mut batch = Batch::default();
            batch.delete(table, key.clone());
            disk.commit(&batch).unwrap();
            assert_ne!(check(&disk).unwrap().faults, [], "{table:?} {key:x?}");
            disk.restore(&backup);
        }
    }
    assert_eq!(check(&whole).unwrap().faults, []);
}

#[test]
fn every_changed_byte_of_a_place_a_fact_and_a_chain_is_found() {
    let mut disk = lived_in();
    for table in [Table::Place, Table::Fact, Table::Chain, Table::ChainHead, Table::Parcel, Table::Record] {
        for (key, value) in rows(&disk, table) {
            for at in (0..value.len()).step_by(if table == Table::Parcel { 97 } else { 1 }) {
                let mut changed = value.clone();
                changed[at] ^= 1;
                let mut batch = Batch::default();
                batch.put(table, key.clone(), changed.clone());
                disk.commit(&batch).unwrap();
                let found = check(&disk).unwrap();
                // Who created a household binds nobody, and why an act was refused only its author was told.
                let is_same = (table == Table::Record && crate::relay::rows::read::<RecordMeta>(&changed).is_ok())
                    || (table == Table::Chain && blurred(&changed) == blurred(&value));
                assert!(!found.faults.is_empty() || is_same, "{table:?} byte {at} of {value:x?}");
            }
            let mut batch = Batch::default();
            batch.put(table, key, value);
            disk.commit(&batch).unwrap();
        }
    }
    assert_eq!(check(&disk).unwrap().faults, []);
}

#[test]
fn rows_of_no_log_and_of_no_place_are_told() {
    let mut disk = lived_in();
    for (table, key) in [
        (Table::Place, [(CODE.0 + 1).to_be_bytes(), [0; 8]].concat()),
        (Table::Record, [[0; 8].as_slice(), &[1; 34]].concat()),
        (Table::Parcel, [CODE.0.to_be_bytes().as_slice(), &[9; 32]].concat()),
    ] {
        let mut batch = Batch::default();
        batch.put(table, key.clone(), b"".as_slice());
        disk.commit(&batch).unwrap();
        assert_eq!(troubles(&check(&disk).unwrap()), [Trouble::Stray], "{table:?}");
        let mut batch = Batch::default();
        batch.delete(table, key);
        disk.commit(&batch).unwrap();
    }
    assert!(check(&MemoryStore::new()).unwrap().logs.is_empty());
}
