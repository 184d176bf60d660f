//! After a day of the demo no name, telephone number, ID number or note stands in the relay's store and log, in what went
//! over the wire, or in a device's folder and log, in whatever encoding.

use std::path::Path;

use linli_contract::households::{Edit, ReadDoor, SaveHousehold, ShowIdNumber, Version};
use linli_contract::registers::Source;
use linli_contract::visits::{Outcome, RecordVisit};
use linli_shared::households::{Field, Subject};
use linli_shared::ids::PersonId;
use tests::leaks::{Leak, Searcher, personal_values};

use crate::support::{Errand, Scene, meet, meet_until_nothing_waits};

const NAME: &str = "司徒晓岚";
const PHONE: &str = "15598761234";
const ID_NUMBER: &str = "11010519491231002X";
const HOME_NOTE: &str = "门后有一只会说沪语的鹦鹉";
const VISIT_NOTE: &str = "约好冬至前送春联来";
const DRAFT: &str = "20261121";

fn household() -> Vec<Edit> {
    let person = PersonId([42; 16]);
    let set = |subject, field, value: &str| Edit::Set { subject, field, value: Some(value.to_owned()) };
    vec![
        set(Subject::Household, Field::HomeNote, HOME_NOTE),
        Edit::AddPerson { person },
        set(Subject::Person(person), Field::Name, NAME),
        set(Subject::Person(person), Field::Phone, PHONE),
        Edit::SetIdNumber { person, number: Some(ID_NUMBER.to_owned()) },
    ]
}

fn length(place: &Path) -> u64 {
    let data = std::fs::metadata(place).unwrap();
    // The socket of a relay that runs has no bytes to read.
    if !data.is_dir() {
        return data.len();
    }
    std::fs::read_dir(place).unwrap().map(|entry| length(&entry.unwrap().path())).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_about_a_person_is_to_be_found_after_a_day_of_the_demo() {
    let scene = Scene::lived_in().await;
    let places = ["wang", "chen"].map(|name| scene.place(name));
    let mut wang = scene.newcomer(&places[0], "wang").await;
    let mut chen = scene.newcomer(&places[1], "chen").await;
    let tree = scene.plan.tree();
    let taken: Vec<_> = scene.plan.households.iter().map(|household| household.door).collect();
    let door = tree.doors(tree.grids()[0]).into_iter().find(|door| !taken.contains(door)).unwrap();
    let (slot, base) = (0, Version::default());
    wang.ask(SaveHousehold { door, slot, base, edits: household(), source: Source::AtTheDoor }).await.unwrap();
    let (outcome, note) = (Outcome::Met, VISIT_NOTE.to_owned());
    wang.ask(RecordVisit { door, outcome, note, next_visit: None }).await.unwrap();
    wang.send(Errand::Draft { door, count: DRAFT.parse().unwrap() }.request()).await.unwrap();
    wang.answer().await.unwrap().unwrap().unwrap();
    meet_until_nothing_waits(&mut wang).await;
    meet(&mut chen).await;
    let view = chen.ask(ReadDoor { door }).await.unwrap();
    assert_eq!(view.visits[0].note, VISIT_NOTE);
    let (household, person) = (view.households[0].id, view.households[0].people[0].id);
    let numbers = chen.ask(ShowIdNumber { household, person }).await.unwrap();
    assert_eq!(numbers.numbers[0].value.as_deref(), Some(ID_NUMBER), "the day has happened");
    wang.stop().await.unwrap();
    // The other one's files are searched as a crash leaves them.
    chen.kill().await.unwrap();

    let mut values = personal_values(&scene.plan);
    values.extend([NAME, PHONE, ID_NUMBER, HOME_NOTE, VISIT_NOTE, DRAFT].map(str::to_owned));
    let searcher = Searcher::new(values);
    assert!(searcher.count() > 900, "{} values", searcher.count());
    let mut found: Vec<Leak> = Vec::new();
    let traffic = scene.tap.recorded();
    for (number, recording) in traffic.iter().enumerate() {
        found.extend(searcher.in_bytes(&format!("recording {number}"), recording));
    }
    let logs = places.iter().map(|place| place.with_extension("log")).chain([scene.place("relay.log")]);
    let logs: Vec<_> = logs.collect();
    for log in &logs {
        found.extend(searcher.in_file(log).unwrap());
    }
    for folder in places.iter().map(AsRef::as_ref).chain([scene.relay_data()]) {
        found.extend(searcher.in_folder(folder).unwrap());
    }
    assert_eq!(found, []);
    std::fs::write(scene.relay_data().join("planted"), format!("…{NAME}…")).unwrap();
    let planted = searcher.in_folder(scene.relay_data()).unwrap();
    assert_eq!(planted.len(), 1, "what is there is found: {planted:?}");

    // What was searched is what it should be: traffic in the clear, logs with everything, stores with the day in them.
    let requests = |recording: &Vec<u8>| String::from_utf8_lossy(recording).matches("POST /v1/sync").count();
    assert!(traffic.iter().map(requests).sum::<usize>() > 10);
    assert!(traffic.iter().map(Vec::len).sum::<usize>() > 200_000);
    for log in &logs {
        assert!(std::fs::read_to_string(log).unwrap().contains(" INFO ") || length(log) > 10_000, "{}", log.display());
    }
    for folder in places.iter().map(AsRef::as_ref).chain([scene.relay_data()]) {
        assert!(length(folder) > 100_000, "{}", folder.display());
    }
}
