//! A walk over every screen and every kind of sheet, for whoever looks at them: a machine for barriers, people for looks.

use std::path::PathBuf;

use tests::webdriver::{Person, Place, Screen, Spot, entry, hit, id};
use thirtyfour::{By, Key};

/// What is looked at: the person whose screen it is, and what it is called.
pub(crate) trait Look: AsyncFnMut(&Person, &'static str) {}

impl<F: AsyncFnMut(&Person, &'static str)> Look for F {}

/// Where the walk leads.
#[derive(Debug)]
pub(crate) struct Walk {
    /// A door with many people.
    family: Spot,
    /// A door where two people wrote different numbers.
    conflict: Spot,
    /// A door with a form that is not finished.
    draft: Spot,
    /// A door that somebody left.
    former: Spot,
    /// A list to import.
    list: PathBuf,
}

impl Walk {
    /// Sees to it that each screen has something to show.
    pub(crate) async fn prepare(place: &Place, wang: &Person, li: &Person) -> Self {
        let spots = place.untouched();
        let list = place.folder().join("list.csv");
        std::fs::write(&list, "楼栋,单元,房号,姓名,电话\n1号楼,1单元,101,端木鹤鸣,15470000003\n99号楼,1单元,101,,\n")
            .unwrap();
        differ(wang, li, spots[0]).await;
        wang.cut().await.unwrap();
        wang.go_to_door(spots[2]).await.unwrap();
        wang.note_visit("nobody-home", true).await.unwrap();
        wang.go_to_door(spots[3]).await.unwrap();
        wang.begin().await.unwrap();
        wang.type_in(&entry(5)).await.unwrap();
        wang.save().await.unwrap();
        wang.choose_act(&id("person-more"), "left").await.unwrap();
        wang.confirm_act("").await.unwrap();
        wang.go_to_door(spots[4]).await.unwrap();
        wang.begin().await.unwrap();
        wang.type_in(&entry(4)).await.unwrap();
        wang.draft_is_kept().await.unwrap();
        Self { family: fullest(place), conflict: spots[0], draft: spots[4], former: spots[3], list }
    }

    /// Walks, from a page that was just loaded, and lets everything be looked at.
    pub(crate) async fn go(&self, wang: &Person, chen: &Person, look: &mut impl Look) {
        self.tabs(wang, look).await;
        self.behind_the_last_tab(wang, look).await;
        self.doors(wang, look).await;
        committee(chen, look).await;
    }

    async fn tabs(&self, person: &Person, look: &mut impl Look) {
        person.go_home().await.unwrap();
        person.see(&id("building")).await.unwrap();
        look(person, "home").await;
        person.go_to_tab("round").await.unwrap();
        person.see(&id("round-door")).await.unwrap();
        look(person, "round").await;
        person.go_to_tab("search").await.unwrap();
        person.see(&id("empty")).await.unwrap();
        look(person, "search").await;
        person.find(&entry(0).name, self.conflict, &entry(0).name).await.unwrap();
        look(person, "search-hits").await;
        person.tap(&hit(self.conflict)).await.unwrap();
        person.see(&id("conflict")).await.unwrap();
        look(person, "conflict").await;
        person.go_to_more("lists").await.unwrap();
        person.tap("[data-filter=care]").await.unwrap();
        person.see(&id("list-row")).await.unwrap();
        look(person, "conditions").await;
        // Where there is room, the list stands beside its conditions.
        if !person.texts(&id("show-list")).await.unwrap().is_empty() {
            person.tap(&id("show-list")).await.unwrap();
        }
        look(person, "list").await;
        person.tap(&id("name-list")).await.unwrap();
        person.see(&id("list-name")).await.unwrap();
        look(person, "save-list").await;
        close(person, "save-sheet").await;
    }

    async fn behind_the_last_tab(&self, person: &Person, look: &mut impl Look) {
        person.go_to_tab("more").await.unwrap();
        look(person, "more").await;
        person.go_to_more("progress").await.unwrap();
        person.tap(&format!("{} summary", id("progress-covered"))).await.unwrap();
        person.see("table td").await.unwrap();
        look(person, "progress").await;
        person.go_to_more("import").await.unwrap();
        person.see(&id("import-choose")).await.unwrap();
        look(person, "import").await;
        let file = person.session().find(By::Css(id("import-file"))).await.unwrap();
        file.send_keys(self.list.to_str().unwrap()).await.unwrap();
        person.see(&id("import-column")).await.unwrap();
        look(person, "import-columns").await;
        person.tap(&id("import-check")).await.unwrap();
        person.see(&id("import-row")).await.unwrap();
        look(person, "import-look").await;
        for (screen, shown) in
            [("export", "export-make"), ("storage", "room"), ("sync", "waiting"), ("settings", "theme")]
        {
            person.go_to_more(screen).await.unwrap();
            person.see(&id(shown)).await.unwrap();
            look(person, screen).await;
        }
        person.tap(&id("tour-again")).await.unwrap();
        person.see(&id("tour-next")).await.unwrap();
        look(person, "tour").await;
        person.skip_tour().await.unwrap();
        person.see(&id("theme")).await.unwrap();
    }

    async fn doors(&self, person: &Person, look: &mut impl Look) {
        person.go_to_stair(self.family).await.unwrap();
        look(person, "board").await;
        person.tap(&id("add-door")).await.unwrap();
        person.see(&id("new-label")).await.unwrap();
        look(person, "add-door").await;
        close(person, "add-door-sheet").await;
        person.tap(&format!("a[href=\"/building/{}/sheet\"]", self.family.building)).await.unwrap();
        person.see(&id("paper")).await.unwrap();
        look(person, "sheet").await;
        person.tap(&id("back")).await.unwrap();
        person.go_to_door(self.family).await.unwrap();
        person.see(&id("household")).await.unwrap();
        look(person, "door").await;
        person.tap(&id("other-visit")).await.unwrap();
        person.see(&id("save-visit")).await.unwrap();
        look(person, "visit").await;
        close(person, "visit-sheet").await;
        person.tap(&id("person-more")).await.unwrap();
        person.see(&id("person-menu")).await.unwrap();
        look(person, "person-menu").await;
        person.tap(&id("act-move")).await.unwrap();
        person.tap(&id("pick-door")).await.unwrap();
        person.see(&id("picked-door")).await.unwrap();
        look(person, "move").await;
        close(person, "act-sheet").await;
        person.tap(&id("household-more")).await.unwrap();
        person.see(&id("household-menu")).await.unwrap();
        look(person, "household-menu").await;
        person.tap(&id("act-tenants")).await.unwrap();
        person.see(&id("act-confirm")).await.unwrap();
        look(person, "tenants").await;
        close(person, "act-sheet").await;
        person.go_to_door(self.former).await.unwrap();
        person.tap(&format!("{} summary", id("former"))).await.unwrap();
        person.see(&id("departed")).await.unwrap();
        look(person, "former").await;
        person.tap(&id("household-more")).await.unwrap();
        person.tap(&id("act-history")).await.unwrap();
        person.see(&id("history-change")).await.unwrap();
        look(person, "history").await;
        person.tap(&id("back")).await.unwrap();
        person.go_to_door(self.draft).await.unwrap();
        person.tap(&id("register")).await.unwrap();
        person.see(&id("restored")).await.unwrap();
        person.see(&id("field-id")).await.unwrap();
        look(person, "form").await;
    }
}

/// What only the committee sees.
async fn committee(person: &Person, look: &mut impl Look) {
    person.go_home().await.unwrap();
    person.see(&id("building")).await.unwrap();
    look(person, "committee").await;
    person.go_to_more("areas").await.unwrap();
    person.see(&id("area-link")).await.unwrap();
    look(person, "areas").await;
    person.tap(&id("area-menu")).await.unwrap();
    person.see(&id("do-rename")).await.unwrap();
    look(person, "area-menu").await;
    close(person, "area-sheet").await;
    person.tap(&id("area-link")).await.unwrap();
    person.see(&id("area-door")).await.unwrap();
    look(person, "area").await;
}

async fn close(person: &Screen, sheet: &str) {
    person.press(Key::Escape).await.unwrap();
    person.miss(&id(sheet)).await.unwrap();
}

/// Two telephone numbers for one person.
async fn differ(wang: &Person, li: &Person, spot: Spot) {
    wang.go_to_door(spot).await.unwrap();
    wang.begin().await.unwrap();
    wang.type_in(&entry(0)).await.unwrap();
    wang.save().await.unwrap();
    wang.is_sent().await.unwrap();
    li.meet().await.unwrap();
    li.find_at(spot, &entry(0).name).await.unwrap();
    for (person, phone) in [(wang, "15470000001"), (li, "15470000002")] {
        person.cut().await.unwrap();
        person.edit().await.unwrap();
        person.fill(&id("field-phone"), phone).await.unwrap();
        person.save().await.unwrap();
    }
    for person in [li, wang] {
        person.mend().await.unwrap();
        person.is_sent().await.unwrap();
    }
}

/// A door of the first grid with the most people behind it.
fn fullest(place: &Place) -> Spot {
    let plan = place.plan();
    let tree = plan.tree();
    let grid = tree.grids()[0];
    let here = plan.households.iter().filter(|household| tree.contains(household.door, grid));
    let fullest = here.max_by_key(|household| household.edits.len()).unwrap();
    Spot::of(&tree, fullest.door).unwrap()
}
