//! What each register would do, as a person reading it would say.

use crate::office::{notes, office, outcomes, plan, sheets};

#[test]
fn show() {
    for name in [
        "01-plain.xlsx",
        "02-two-headers.xlsx",
        "03-merged-doors.xlsx",
        "04-id-numbers.xlsx",
        "05-other-words.csv",
        "06-dates.xlsx",
        "07-addresses.csv",
        "08-family-on-a-row.xlsx",
        "09-sheet-per-building.xlsx",
        "10-codes.csv",
    ] {
        let mut town = office();
        for sheet in sheets(name) {
            let plan = plan(&mut town, &sheet);
            eprintln!("== {name} {} {:?} {:?}", sheet.name, plan.mapping, plan.counts);
            eprintln!("{:?}", plan.doors_to_add);
            eprintln!("{:?}", notes(&plan));
            let _ = outcomes;
        }
    }
}
