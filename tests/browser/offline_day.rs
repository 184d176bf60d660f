//! A grid worker's day without a signal: what was done in the stairwells arrives, whole, once the link returns; and the
//! phone's browser keeps none of it in clear.

use std::path::Path;

use tests::leaks::{Searcher, personal_values};
use tests::webdriver::{Entry, Person, Place, Spot, entry, id};

const HOUSEHOLDS: usize = 20;

#[tokio::test(flavor = "multi_thread")]
async fn twenty_households_registered_without_a_network_reach_the_others() {
    let place = Place::open().await.unwrap();
    let (wang, li, chen) =
        tokio::try_join!(Person::join(&place, "wang"), Person::join(&place, "li"), Person::join(&place, "chen"))
            .unwrap();
    let round: Vec<(Spot, Entry)> = place.untouched().into_iter().zip((0..HOUSEHOLDS).map(entry)).collect();
    assert_eq!(round.len(), HOUSEHOLDS);

    wang.cut().await.unwrap();
    wang.reload().await.unwrap();
    for (number, (spot, entry)) in round.iter().enumerate() {
        wang.go_to_door(*spot).await.unwrap();
        wang.begin().await.unwrap();
        if number % 6 == 2 {
            leave_half_way(&wang, entry).await;
        }
        wang.type_in(entry).await.unwrap();
        wang.save().await.unwrap();
        wang.read(&id("person"), &entry.name).await.unwrap();
        if number % 7 == 5 {
            wang.reload().await.unwrap();
            wang.read(&id("person"), &entry.name).await.unwrap();
        }
    }
    // A household and an ID record each.
    wang.go_home().await.unwrap();
    wang.read(&id("sync-line"), &format!("{} 条等待上传", HOUSEHOLDS * 2)).await.unwrap();
    li.meet().await.unwrap();
    li.go_to_door(round[0].0).await.unwrap();
    assert!(li.texts(&id("person")).await.unwrap().is_empty(), "the network is cut");

    wang.mend().await.unwrap();
    wang.all_sent().await.unwrap();
    wang.tap(&id("sync-line")).await.unwrap();
    wang.see(&format!("{} {}", id("waiting"), id("empty"))).await.unwrap();
    assert!(wang.texts(&id("refused")).await.unwrap().is_empty());

    for other in [&li, &chen] {
        other.meet().await.unwrap();
        for (spot, entry) in &round {
            other.find_at(*spot, &entry.name).await.unwrap();
            other.read(&id("person"), &entry.phone).await.unwrap();
        }
    }

    let profile = wang.close().await.unwrap();
    nothing_is_in_clear(&place, &round, &profile);
}

/// Types a name, loses the page, and finds the name again.
async fn leave_half_way(person: &Person, entry: &Entry) {
    person.fill(&id("field-name"), &entry.name).await.unwrap();
    person.draft_is_kept().await.unwrap();
    person.reload().await.unwrap();
    person.see(&id("restored")).await.unwrap();
    assert_eq!(person.value(&id("field-name")).await.unwrap(), entry.name);
}

/// Neither what was typed nor what came from the others stands in the browser's files.
fn nothing_is_in_clear(place: &Place, round: &[(Spot, Entry)], profile: &Path) {
    let mut values = personal_values(place.plan());
    for (_, entry) in round {
        values.extend([&entry.name, &entry.phone, &entry.id_number, &entry.note].map(Clone::clone));
    }
    let found = Searcher::new(values).in_folder(profile).unwrap();
    assert!(found.is_empty(), "{found:#?}");
    let origin = Searcher::new(["wang.localhost"]).in_folder(profile).unwrap();
    assert!(!origin.is_empty(), "the browser's files are not where they are looked for");
}
