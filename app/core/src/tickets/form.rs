//! What a report form says, checked: what goes into the case, and to whom it goes at once.
//!
//! **Invariant:** a report names a place: an area of the tree or words; and says something: words or a photo. An order of a
//! service needs no place.

use linli_contract::Failure;
use linli_contract::tickets::{Category, CommunityTables, Handler, ReportForm};
use linli_shared::areas::Tree;
use linli_shared::blobs::MAX_ATTACHED;
use linli_shared::ids::AreaId;
use linli_shared::tickets::{PERSON, PHONE, PLACE, TEXT, Whereabouts};

/// A form's texts, cleaned, with its place.
#[derive(Debug)]
pub(super) struct Checked<'t> {
    /// The category.
    pub(super) category: &'t Category,
    /// Where.
    pub(super) place: Whereabouts,
    /// In words.
    pub(super) words: String,
    /// The telephone number.
    pub(super) phone: String,
    /// For whom, by name.
    pub(super) for_person: String,
}

/// Checks a form; whether its author may file for others is not asked here.
///
/// # Errors
/// [`Failure::InvalidInput`], [`Failure::NotHere`] for a place the tree does not know, [`Failure::TooManyPhotos`].
pub(super) fn check<'t>(form: &ReportForm, tables: &'t CommunityTables, tree: &Tree) -> Result<Checked<'t>, Failure> {
    let category = tables.category(&form.category).ok_or(Failure::InvalidInput)?;
    if category.is_off || category.is_service != form.is_service {
        return Err(Failure::InvalidInput);
    }
    if form.attached.len() > MAX_ATTACHED {
        return Err(Failure::TooManyPhotos);
    }
    let area = form.area.map(|area| place(tree, area).ok_or(Failure::NotHere)).transpose()?;
    let place = Whereabouts { area, words: text(&form.place, PLACE).ok_or(Failure::InvalidInput)? };
    let words = text(&form.words, TEXT).ok_or(Failure::InvalidInput)?;
    let phone = text(&form.phone, PHONE).filter(|phone| is_phone(phone)).ok_or(Failure::InvalidInput)?;
    let for_person = text(&form.for_person, PERSON).ok_or(Failure::InvalidInput)?;
    let has_place = form.is_service || area.is_some() || !place.words.is_empty();
    let says_something = !words.is_empty() || !form.attached.is_empty();
    let is_for_one = for_person.is_empty() || form.for_member.is_none();
    // Somebody without the app is found by their door.
    let is_found = for_person.is_empty() || area.is_some();
    if !has_place || !says_something || !is_for_one || !is_found {
        return Err(Failure::InvalidInput);
    }
    Ok(Checked { category, place, words, phone, for_person })
}

/// A place something can be reported at: a grid, building, stair or door in use.
fn place(tree: &Tree, area: AreaId) -> Option<AreaId> {
    let area = tree.canonical(area);
    tree.grid(area).filter(|_| tree.is_in_use(area)).map(|_| area)
}

/// A text without blanks around it; `None` if it is too long.
pub(super) fn text(text: &str, longest: usize) -> Option<String> {
    let text = text.trim();
    (text.chars().count() <= longest).then(|| text.to_owned())
}

fn is_phone(phone: &str) -> bool {
    phone.chars().all(|character| character.is_ascii_digit() || matches!(character, '+' | '-' | ' ' | '(' | ')' | '/'))
}

/// To whom a report goes at once: by its category's route those who can be reached, otherwise the committee.
pub(super) fn route(category: &Category, is_reached: impl Fn(Handler) -> bool) -> Vec<Handler> {
    let route: Vec<Handler> = category.route.iter().copied().filter(|handler| is_reached(*handler)).collect();
    if route.is_empty() { vec![Handler::Committee] } else { route }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use linli_shared::areas::{AreaFact, BuildingPlan, FloorRun, Place, StairPlan, area_id};
    use linli_shared::blobs::BlobId;
    use linli_shared::ids::{LogCode, MemberId};

    use super::*;

    const CODE: LogCode = LogCode(310_113_003_001);

    fn grid() -> AreaId {
        area_id(CODE.area(), "第1网格")
    }

    fn door() -> AreaId {
        area_id(area_id(area_id(grid(), "1号楼"), "1单元"), "101")
    }

    fn tree() -> Tree {
        let run = FloorRun { from: 1, to: 3, first: 1, doors: 2 };
        let stair = StairPlan { label: "1单元".into(), runs: vec![run], extras: Vec::new() };
        let building = BuildingPlan { grid: grid(), label: "1号楼".into(), ordinal: 1, stairs: vec![stair] };
        let facts = [AreaFact::Grid { label: "第1网格".into(), ordinal: 1 }, AreaFact::Building(building)];
        Tree::fold(CODE, facts.iter().map(|fact| (Place::Confirmed(1), fact)))
    }

    fn form() -> ReportForm {
        ReportForm {
            category: "water".into(),
            area: Some(door()),
            words: " 水管漏水 ".into(),
            phone: " 021-5555 ".into(),
            ..ReportForm::default()
        }
    }

    fn checked(change: impl FnOnce(&mut ReportForm)) -> Result<Whereabouts, Failure> {
        let mut form = form();
        change(&mut form);
        check(&form, &CommunityTables::default(), &tree()).map(|checked| checked.place)
    }

    #[test]
    fn a_report_says_what_and_where() {
        let tables = CommunityTables::default();
        let (tree, form) = (tree(), form());
        let checked = check(&form, &tables, &tree).unwrap();
        assert_eq!((checked.words.as_str(), checked.phone.as_str()), ("水管漏水", "021-5555"));
        assert_eq!(checked.place, Whereabouts { area: Some(door()), words: String::new() });
        assert_eq!(checked.category.key, "water");
    }

    #[test]
    fn a_place_in_words_or_a_photo_is_enough() {
        assert!(checked(|form| (form.area, form.place) = (None, "小花园".into())).is_ok());
        assert!(checked(|form| (form.words, form.attached) = (String::new(), vec![BlobId([1; 32])])).is_ok());
        assert!(checked(|form| form.area = Some(grid())).is_ok());
    }

    #[test]
    fn what_cannot_be_sent_is_refused() {
        type Change = fn(&mut ReportForm);
        let cases: [(&str, Change, Failure); 13] = [
            ("no place", |form| (form.area, form.place) = (None, "  ".into()), Failure::InvalidInput),
            ("no words", |form| form.words = "\n".into(), Failure::InvalidInput),
            ("too many words", |form| form.words = "水".repeat(TEXT + 1), Failure::InvalidInput),
            ("too long a place", |form| form.place = "园".repeat(PLACE + 1), Failure::InvalidInput),
            ("a name for a number", |form| form.phone = "老王".into(), Failure::InvalidInput),
            ("no such category", |form| form.category = "weather".into(), Failure::InvalidInput),
            ("a service as a report", |form| form.category = "help".into(), Failure::InvalidInput),
            ("a report as a service", |form| form.is_service = true, Failure::InvalidInput),
            ("somewhere else", |form| form.area = Some(AreaId([3; 16])), Failure::NotHere),
            ("the whole community", |form| form.area = Some(CODE.area()), Failure::NotHere),
            ("many photos", |form| form.attached = vec![BlobId([1; 32]); MAX_ATTACHED + 1], Failure::TooManyPhotos),
            (
                "for two people",
                |form| (form.for_member, form.for_person) = (Some(MemberId([1; 16])), "老王".into()),
                Failure::InvalidInput,
            ),
            (
                "for somebody without a door",
                |form| (form.area, form.place, form.for_person) = (None, "花园".into(), "老王".into()),
                Failure::InvalidInput,
            ),
        ];
        for (what, change, failure) in cases {
            assert_eq!(checked(change), Err(failure), "{what}");
        }
    }

    #[test]
    fn a_report_goes_to_those_of_its_route_who_can_be_reached() {
        let tables = CommunityTables::default();
        let of = |key: &str| tables.category(key).unwrap();
        assert_eq!(route(of("fire"), |_| true), [Handler::Property, Handler::GridWorkers]);
        assert_eq!(route(of("fire"), |handler| handler != Handler::Property), [Handler::GridWorkers]);
        assert_eq!(route(of("water"), |_| false), [Handler::Committee]);
    }
}
