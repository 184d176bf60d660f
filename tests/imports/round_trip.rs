//! What a sheet says, read out again after it was taken in.

use std::collections::BTreeMap;

use linli_contract::exports::{ExportPart, ReadExport, ReadPackage};
use linli_contract::lists::{Filter, ListSpec};
use linli_contract::registers::Source;
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

#[test]
fn the_package_holds_every_household_page_by_page_with_its_history() {
    let mut town = office();
    let sheet = sheets("10-codes.csv").remove(0);
    let planned = plan(&mut town, &sheet);
    carry_out(&mut town, "册", &planned);
    let chen = town.chen();
    let (mut after, mut found) = (None, Vec::new());
    loop {
        let part = town.ask(chen, ReadPackage { after, limit: 4 });
        assert_eq!(part.total, 6);
        found.extend(part.documents);
        match part.next {
            Some(next) => after = Some(next),
            None => break,
        }
    }
    let mut ids: Vec<_> = found.iter().map(|document| document.id).collect();
    ids.dedup();
    assert_eq!(ids.len(), 6);
    for document in &found {
        assert!(document.automerge.starts_with("hW9Kg"), "the mark an Automerge file begins with");
        assert_eq!(document.history.last().unwrap().by.source, Source::List { name: "册".into() });
        assert_eq!(document.path.len(), 3);
    }
}

#[test]
fn an_export_masks_id_numbers_unless_they_are_asked_for_and_comes_in_pages() {
    let mut town = office();
    let sheet = sheets("01-plain.xlsx").remove(0);
    let planned = plan(&mut town, &sheet);
    carry_out(&mut town, "册", &planned);
    let chen = town.chen();
    let page = |from, spec: &ListSpec| ReadExport { spec: spec.clone(), from, limit: 5, with_id_numbers: false };
    let first = town.ask(chen, page(0, &ListSpec::default()));
    assert_eq!((first.doors.len(), first.total), (5, 118));
    assert_eq!(first.doors[0].path, ["第一网格", "12号楼", "1单元", "101"]);
    let numbers = first.doors.iter().flat_map(|door| &door.households).flat_map(|household| &household.id_numbers);
    assert!(numbers.clone().count() > 0 && numbers.clone().all(|(_, number)| number.contains("***********")));
    // A list by a condition has as many doors as it says, page by page.
    let spec = ListSpec { filters: vec![Filter::Let], within: None };
    let mut let_out = Vec::new();
    for from in 0..4 {
        let mut request = page(from, &spec);
        request.limit = 1;
        let part = town.ask(chen, request);
        assert_eq!(part.total, 4, "every third of twelve homes");
        let_out.extend(part.doors);
    }
    assert_eq!(let_out.iter().map(|door| door.path[3].as_str()).collect::<Vec<_>>(), ["101", "202", "101", "202"]);
}
