//! Bytes that every release must write and read alike.

#![allow(clippy::unwrap_used, reason = "tests")]

use super::*;
use crate::documents::household::Household;

/// One registration, an edit of its own device and one of another's.
const BODIES: [(u8, &str); 3] = [
    (1, "01fab1aac332808adc150074777777777777777777777777777777770001f5267bb070917d1e0c40c14362674e6e05"),
    (1, "015233e2b42802c88bdc15f5267bb070917d1e0c450d3032312d35363738203132333447720b44bf"),
    (2, "011da01627230101f5f184e07c1b5085cab7358bf49a028c908ddc15f5267bb070917d1e0c4ba243a0"),
];
const HEADS: &str = "97a3fe4570370211fd3a9cde43b6a877d5dbfeb02ddb70a3928f8bf6af61fd32";
const SNAPSHOT: &str = "02c1edecff0236252253d71ec068fe70480ad3e7b71c6122cbb9caaf1ccd530f8052b52bc545360100808adc150074777777777777777777777777777777770001f5267bb070917d1e0c40c14362674e6e0520c801450d3032312d35363738203132333447720b44bf250000c8014ba243a0";

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

fn history() -> (Document, Vec<(u8, String)>) {
    let mut document = household();
    let edits = [
        (1, vec![HouseholdEdit::AddPerson { person: person(0) }, set(person(0), Field::Name, "李清")]),
        (1, vec![set(person(0), Field::Phone, "021-5678 1234"), set(person(0), Field::BirthDate, "1985-03-14")]),
        (2, vec![set(person(0), Field::Residence, "migrant"), set(person(0), Field::Name, "")]),
    ];
    let bodies = edits.iter().zip(0..).map(|((number, edits), at)| {
        let wrote = register(&mut document, *number, NOON + at * 100, edits).unwrap();
        (*number, hex(&document.pack(&[wrote.change], device(*number)).unwrap()))
    });
    let bodies = bodies.collect();
    (document, bodies)
}

#[test]
fn bodies_snapshots_and_hashes_are_written_as_ever() {
    let (document, bodies) = history();
    assert_eq!(bodies, BODIES.map(|(number, body)| (number, body.to_owned())));
    assert_eq!(document.heads().to_string(), HEADS);
    assert_eq!(hex(&document.snapshot().unwrap()), SNAPSHOT);
}

#[test]
fn bodies_and_snapshots_of_any_release_are_read() {
    let mut document = household();
    for (number, body) in BODIES {
        document.admit(&unhex(body), device(number), |_| true).unwrap();
    }
    assert_eq!(document.heads().to_string(), HEADS);
    let opened = Document::admit_snapshot(&unhex(SNAPSHOT), Kind::Household, RECORD, |_| true).unwrap();
    assert_eq!(Household::of(&opened), Household::of(&document));
}
