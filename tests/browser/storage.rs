//! The room on a device: what is held, and the button that frees some.

use tests::webdriver::{Person, Place, id};

#[tokio::test(flavor = "multi_thread")]
async fn the_room_is_told_in_numbers_and_freeing_says_what_came_of_it() {
    let place = Place::open().await.unwrap();
    let chen = Person::join(&place, "chen").await.unwrap();
    chen.go_to_more("storage").await.unwrap();
    chen.read(&id("room"), &format!("{} 户登记", place.plan().households.len())).await.unwrap();
    for fact in ["used", "free"] {
        let said = chen.texts(&id(fact)).await.unwrap().remove(0);
        let (number, unit) = said.split_once(' ').unwrap();
        assert!(number.parse::<f64>().is_ok_and(|number| number > 0.0), "{fact}: {said}");
        assert!(["kB", "MB", "GB"].contains(&unit), "{fact}: {said}");
    }
    chen.see(&id("freeable")).await.unwrap();
    chen.cut().await.unwrap();
    chen.tap(&id("tidy")).await.unwrap();
    chen.read(&id("toast"), "已清").await.unwrap();
    chen.see(&format!("{}[aria-busy=false]", id("tidy"))).await.unwrap();
    chen.read(&id("room"), &format!("{} 户登记", place.plan().households.len())).await.unwrap();
}
