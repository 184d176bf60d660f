//! What a sheet says, read out again after it was taken in.

use std::collections::BTreeMap;

use linli_contract::exports::ExportPart;
use linli_shared::households::Subject;
use linli_shared::ids::PersonId;
use serde_json::{Value, json};

use crate::office::{carry_out, everything, office, plan, said, sheets};

const ALL: [&str; 10] = [
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
];

/// The export in the form of the fixtures' own account.
fn told(part: &ExportPart) -> Vec<Value> {
    let households = part.doors.iter().flat_map(|door| door.households.iter().map(move |household| (door, household)));
    let of_person = |household: &linli_contract::exports::ExportHousehold, person: PersonId| {
        let subject = Subject::Person(person);
        let fields = household.values.iter().filter(|(of, ..)| *of == subject);
        let mut said: BTreeMap<String, String> =
            fields.map(|(_, field, value)| (field.key().to_owned(), value.clone())).collect();
        let numbers = household.id_numbers.iter().filter(|(of, _)| *of == subject);
        said.extend(numbers.map(|(_, number)| ("id".to_owned(), number.clone())));
        said
    };
    let mut all: Vec<Value> = households
        .map(|(door, household)| {
            let home = household.values.iter().filter(|(of, ..)| *of == Subject::Household);
            let home: BTreeMap<&str, &String> = home.map(|(_, field, value)| (field.key(), value)).collect();
            let people: Vec<_> = household.people.iter().map(|person| of_person(household, *person)).collect();
            json!({ "door": &door.path[1..], "home": home, "people": people })
        })
        .collect();
    sort(&mut all);
    all
}

fn sort(households: &mut [Value]) {
    for household in &mut *households {
        if let Some(people) = household["people"].as_array_mut() {
            people.sort_by_key(|person| person["name"].to_string());
        }
    }
    households.sort_by_key(|household| (household["door"].to_string(), household["people"].to_string()));
}

#[test]
fn what_a_sheet_says_comes_out_again_without_loss() {
    for name in ALL {
        let mut town = office();
        for sheet in sheets(name) {
            let planned = plan(&mut town, &sheet);
            let (_, done) = carry_out(&mut town, name, &planned);
            assert_eq!(done.written as usize, planned.households.len(), "{name} {}", sheet.name);
        }
        let mut wanted = said(name).as_array().unwrap().clone();
        sort(&mut wanted);
        let got = told(&everything(&mut town));
        for (got, wanted) in got.iter().zip(&wanted) {
            assert_eq!(got, wanted, "{name}");
        }
        assert_eq!(got.len(), wanted.len(), "{name}");
    }
}

#[test]
fn taking_a_sheet_in_again_writes_nothing() {
    for name in ALL {
        let mut town = office();
        for sheet in sheets(name) {
            let planned = plan(&mut town, &sheet);
            carry_out(&mut town, name, &planned);
        }
        for sheet in sheets(name) {
            let again = plan(&mut town, &sheet);
            assert_eq!(
                (again.counts.new, again.counts.filled, again.counts.conflicting),
                (0, 0, 0),
                "{name} {}",
                sheet.name
            );
            assert!(again.households.is_empty(), "{name} {}: {:?}", sheet.name, again.households.len());
        }
    }
}

/// The list of the bench, small: it keeps measuring what it says.
#[test]
fn the_measured_import_takes_every_household_in() {
    let mut table = tests::measure::Table::default();
    tests::measure::imports::measure(&mut table, 60);
    assert_eq!(table.rows().len(), 4);
}
