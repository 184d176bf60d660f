//! Files of the committee: an old list comes in and goes out of the register again; the register goes out as files.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use linli_contract::households::Edit;
use linli_contract::tables::{Cell, Format, NewColumn, NewTable};
use linli_shared::areas::Tree;
use linli_shared::households::{Field, Subject};
use linli_shared::ids::AreaId;
use serde_json::{Value, json};
use tests::demo::Community;
use tests::process::until;
use tests::webdriver::{Entry, Person, Place, Screen, entry, id};
use thirtyfour::By;

/// How long a file may take to be made.
const PATIENCE: Duration = Duration::from_secs(60);
const LIST: &str = "2024年底册";
const OTHER_PHONE: &str = "15470000003";

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_looked_at_taken_in_and_taken_back() {
    let place = Place::open().await.unwrap();
    let chen = Person::join(&place, "chen").await.unwrap();
    let (fresh, known) = (place.untouched()[0], place.untouched()[1]);
    let (newcomer, rounded, typed, lost) = (entry(11), entry(12), entry(13), entry(14));
    let tree = place.plan().tree();

    // One household is typed in by hand before; the list knows another number.
    chen.go_to_door(known).await.unwrap();
    chen.begin().await.unwrap();
    chen.type_in(&typed).await.unwrap();
    chen.save().await.unwrap();

    let mut nowhere = place_of(&tree, fresh.door);
    nowhere[2] = "9999".into();
    let number: f64 = rounded.id_number[..17].parse::<f64>().unwrap() * 10.0;
    let rows = vec![
        row(place_of(&tree, fresh.door), &newcomer, "户主", Cell::Text(newcomer.id_number.clone()), &newcomer.phone),
        row(place_of(&tree, fresh.door), &rounded, "配偶", Cell::Number(number), &rounded.phone),
        row(place_of(&tree, known.door), &typed, "户主", Cell::Text(typed.id_number.clone()), OTHER_PHONE),
        row(nowhere, &lost, "户主", Cell::Text(lost.id_number.clone()), &lost.phone),
    ];
    let file = place.folder().join("册.xlsx");
    std::fs::write(&file, list(rows)).unwrap();

    chen.go_to_more("import").await.unwrap();
    choose_file(&chen, &file).await;
    chen.read(&id("import-from"), "第 2 行").await.unwrap();
    assert_eq!(chen.texts(&id("import-column")).await.unwrap().len(), 7);
    for (nth, code) in (1..).zip(["building", "stair", "door", "field-name", "field-relation", "id", "field-phone"]) {
        let chosen = chen.value(&format!("{}:nth-child({nth}) select", id("import-column"))).await.unwrap();
        assert_eq!(chosen, code, "column {nth}");
    }
    chen.tap(&format!("{}:enabled", id("import-check"))).await.unwrap();

    // Nothing is written yet: what would happen, row by row.
    chen.read(&id("import-counts"), "新登记 1 户，补充 0 户，有出入 1 户，不变 0 户").await.unwrap();
    let outcome = |outcome: &str| format!("{}[data-outcome={outcome}]", id("import-row"));
    chen.read(&outcome("New"), &newcomer.name).await.unwrap();
    chen.read(&id("import-row"), "3.1E+17").await.unwrap();
    let told = chen.texts(&id("import-row")).await.unwrap();
    let of_rounded = told.iter().find(|row| row.contains("3.1E+17")).unwrap();
    assert!(of_rounded.contains("第 3 行"), "{of_rounded}");
    chen.read(&outcome("Conflicts"), &typed.name).await.unwrap();
    chen.read(&outcome("Refused"), "楼栋图上没有这个门牌").await.unwrap();
    chen.read(&id("import-doors"), "有 1 个门牌在楼栋图上没有").await.unwrap();
    chen.fill(&id("import-name"), LIST).await.unwrap();
    chen.read(&id("import-start"), "导入 2 户").await.unwrap();
    chen.tap(&id("import-start")).await.unwrap();
    chen.see(&id("import-done")).await.unwrap();
    chen.read(&id("import-earlier-row"), LIST).await.unwrap();

    chen.find_at(fresh, &newcomer.name).await.unwrap();
    assert_eq!(chen.texts(&id("person")).await.unwrap().len(), 2);
    chen.tap(&id("who-and-when")).await.unwrap();
    chen.read(&id("byline"), &format!("来自名单「{LIST}」")).await.unwrap();
    chen.go_to_door(known).await.unwrap();
    let values = format!("{}[data-field=phone] {}", id("conflict"), id("alternative"));
    chen.read(&values, &typed.phone).await.unwrap();
    chen.read(&values, OTHER_PHONE).await.unwrap();
    chen.read(&values, &format!("来自名单「{LIST}」")).await.unwrap();

    chen.go_to_more("import").await.unwrap();
    chen.tap(&id("import-undo")).await.unwrap();
    chen.read(&id("import-undo-sheet"), LIST).await.unwrap();
    chen.tap(&id("import-undo-yes")).await.unwrap();
    chen.read(&id("import-earlier-row"), "已撤销").await.unwrap();
    chen.miss(&id("import-undo")).await.unwrap();
    chen.go_to_door(fresh).await.unwrap();
    chen.see(&id("register")).await.unwrap();
    chen.miss(&id("person")).await.unwrap();
    chen.go_to_door(known).await.unwrap();
    chen.read(&id("person"), &typed.phone).await.unwrap();
    chen.miss(&id("conflict")).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_register_goes_out_whole_as_tables_and_as_a_package() {
    let place = Place::open().await.unwrap();
    let chen = Person::join(&place, "chen").await.unwrap();
    let folder = downloads(&place, &chen).await;
    let planned = planned(place.plan());
    assert!(planned.len() > 200, "{} people", planned.len());

    chen.go_to_more("export").await.unwrap();
    chen.see(&id("export-doors")).await.unwrap();
    chen.tap(&id("export-make")).await.unwrap();
    let xlsx = downloaded(&folder, "xlsx").await;
    assert_eq!(told(&xlsx, false), planned);
    chen.miss(&id("export-warning")).await.unwrap();
    chen.tap(&id("export-ids")).await.unwrap();
    chen.see(&id("export-warning")).await.unwrap();
    chen.tap(&format!("{} [data-code=csv]", id("export-format"))).await.unwrap();
    chen.tap(&id("export-make")).await.unwrap();
    let csv = downloaded(&folder, "csv").await;
    assert!(csv.starts_with("\u{feff}".as_bytes()), "Excel takes Chinese without a byte order mark for something else");
    assert_eq!(told(&csv, true), planned);

    chen.tap(&id("export-package-make")).await.unwrap();
    let mut package = zip::ZipArchive::new(Cursor::new(downloaded(&folder, "zip").await)).unwrap();
    assert_eq!(told(&file_in(&mut package, "register.xlsx"), true), planned);
    assert!(!file_in(&mut package, "README.txt").is_empty());
    let register: Value = serde_json::from_slice(&file_in(&mut package, "register.json")).unwrap();
    assert_eq!(register["community"], json!(place.plan().name));
    let lines: Value = serde_json::from_slice(&file_in(&mut package, "documents.json")).unwrap();
    assert_eq!(lines.as_array().unwrap().len(), place.plan().households.len());
    let names = package.file_names().map(|name| name.unwrap().into_owned());
    let documents: Vec<String> = names.filter(|name| name.starts_with("documents/")).collect();
    assert_eq!(documents.len(), place.plan().households.len());
    for name in documents {
        let document = file_in(&mut package, &name);
        assert!(document.starts_with(&[0x85, 0x6f, 0x4a, 0x83]), "{name} is no Automerge document");
    }
}

fn place_of(tree: &Tree, door: AreaId) -> [String; 3] {
    let path = tree.path(door);
    path[path.len() - 3..].to_vec().try_into().unwrap()
}

fn row(place: [String; 3], person: &Entry, relation: &str, number: Cell, phone: &str) -> Vec<Cell> {
    let mut row: Vec<Cell> = place.into_iter().map(Cell::Text).collect();
    row.extend([Cell::Text(person.name.clone()), Cell::Text(relation.into()), number, Cell::Text(phone.into())]);
    row
}

/// A spreadsheet as committees keep them.
fn list(rows: Vec<Vec<Cell>>) -> Vec<u8> {
    let titles = ["楼号", "单元", "室号", "姓名", "与户主关系", "公民身份号码", "联系电话"];
    let columns = titles.map(|title| NewColumn { title: title.into(), width: 16 }).to_vec();
    linli_tables::write::write(&[NewTable { name: "人口".into(), columns, rows }], Format::Xlsx).unwrap()
}

/// Gives a file to the field that nobody sees, as the dialog behind the button does.
async fn choose_file(person: &Screen, file: &Path) {
    person.see(&id("import-choose")).await.unwrap();
    let field = person.session().find(By::Css(id("import-file"))).await.unwrap();
    field.send_keys(file.to_str().unwrap()).await.unwrap();
}

/// Door, name and relation of everybody in the plan, as often as they stand there.
fn planned(plan: &Community) -> BTreeMap<[String; 5], usize> {
    let tree = plan.tree();
    let mut all = BTreeMap::new();
    for household in &plan.households {
        let mut people: BTreeMap<_, (String, bool)> = BTreeMap::new();
        for edit in &household.edits {
            let Edit::Set { subject: Subject::Person(person), field, value: Some(value) } = edit else { continue };
            let told = people.entry(*person).or_default();
            if *field == Field::Name {
                told.0.clone_from(value);
            } else if *field == Field::Relation {
                told.1 = value == "0";
            }
        }
        let [building, stair, door] = place_of(&tree, household.door);
        for (name, is_head) in people.into_values() {
            let head = if is_head { "户主" } else { "" };
            let one = [building.clone(), stair.clone(), door.clone(), name, head.into()];
            *all.entry(one).or_default() += 1;
        }
    }
    all
}

/// The same as a file tells it, whose ID numbers must be in full only where that was asked for.
fn told(bytes: &[u8], in_full: bool) -> BTreeMap<[String; 5], usize> {
    let sheet = linli_tables::read::read(bytes).unwrap().sheets.remove(0);
    let text = |cell: Option<&Cell>| match cell {
        Some(Cell::Text(text)) => text.clone(),
        Some(Cell::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let titles: Vec<String> = sheet.rows[0].iter().map(|cell| text(Some(cell))).collect();
    let of = |row: &[Cell], title: &str| {
        let at = titles.iter().position(|one| one == title).unwrap_or_else(|| panic!("no {title} in {titles:?}"));
        text(row.get(at))
    };
    let mut all = BTreeMap::new();
    let mut numbers = Vec::new();
    for row in &sheet.rows[1..] {
        numbers.extend(Some(of(row, "身份证号")).filter(|number| !number.is_empty()));
        let name = of(row, "姓名");
        if !name.is_empty() {
            let head = of(row, "与户主关系");
            let head = if head == "户主" { head } else { String::new() };
            *all.entry([of(row, "楼栋"), of(row, "单元"), of(row, "门牌"), name, head]).or_default() += 1;
        }
    }
    let is_masked = |number: &String| number.chars().filter(|letter| *letter == '*').count() == 11;
    assert!(numbers.len() > 200 && numbers.iter().all(|number| number.chars().count() == 18), "{numbers:?}");
    assert!(numbers.iter().all(|number| is_masked(number) != in_full), "{numbers:?}");
    all
}

/// The folder that a person's browser puts files into from now on.
pub(crate) async fn downloads(place: &Place, person: &Person) -> PathBuf {
    let folder = place.folder().join("downloads");
    std::fs::create_dir(&folder).unwrap();
    let there = json!({ "behavior": "allow", "downloadPath": folder.to_str().unwrap() });
    person.devtools("Browser.setDownloadBehavior", there).await.unwrap();
    folder
}

/// The file of a kind once it is there; while it is being written an empty one stands in its place.
pub(crate) async fn downloaded(folder: &Path, ending: &str) -> Vec<u8> {
    let find = async || -> Option<Vec<u8>> {
        let mut files = std::fs::read_dir(folder).ok()?.filter_map(|file| Some(file.ok()?.path()));
        let file = files.find(|file| file.extension().is_some_and(|one| one == ending))?;
        std::fs::read(file).ok().filter(|bytes| !bytes.is_empty())
    };
    until(&format!("a {ending} file"), PATIENCE, find).await.unwrap()
}

fn file_in(package: &mut zip::ZipArchive<Cursor<Vec<u8>>>, name: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    package.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}
