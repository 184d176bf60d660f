//! Correcting the own record: the form's own rules over the extract, one item at a time.

use linli_contract::households::{Author, Edit, FieldView, FormView, HouseholdView, IdNumberView, PersonView, Version};
use linli_contract::registers::Source;
use linli_contract::rights::{Extract, ExtractField, ExtractView, ProposalView, RecordWish};
use linli_contract::sync::RecordSync;
use linli_shared::calendar::Millis;
use linli_shared::households::{Field, Subject};
use linli_shared::ids::PersonId;

use super::masked;
use crate::i18n::Texts;
use crate::model::check::{Place, Wrong};
use crate::model::form::Form;
use crate::model::layout::care_group;
use crate::model::values::shown;

/// What can be said to be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    /// A field.
    Field(Field),
    /// The ID number.
    IdNumber,
    /// The care groups, together.
    Care,
}

impl Item {
    /// The word for choices and tests.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Field(field) => field.key(),
            Self::IdNumber => "id",
            Self::Care => "care",
        }
    }
}

/// A form opened on an extract.
#[must_use]
pub fn form_of(view: &ExtractView) -> Form {
    let nothing = Extract { made: None, home: Vec::new(), people: Vec::new(), trail: Vec::new() };
    let extract = view.extract.as_ref().unwrap_or(&nothing);
    let fields = |all: &[ExtractField]| all.iter().map(field_view).collect();
    let people = extract.people.iter().map(|person| PersonView {
        id: person.person,
        fields: fields(&person.fields),
        id_number: person.id_number.as_ref().map(|number| IdNumberView { masked: masked(number), is_conflict: false }),
    });
    let household = HouseholdView {
        id: view.household,
        slot: 0,
        version: Version::default(),
        fields: fields(&extract.home),
        people: people.collect(),
        departed: Vec::new(),
        duplicates: Vec::new(),
        sync: RecordSync::WithRelay,
        changed: Millis::default(),
    };
    Form::open(&FormView { path: view.path.clone(), household: Some(household), draft: None })
}

fn field_view(field: &ExtractField) -> FieldView {
    let by =
        Author { name: None, is_me: false, at: Millis(field.written.saturating_mul(1_000)), source: Source::default() };
    FieldView { field: field.field, value: field.value.clone(), by, conflict: Vec::new() }
}

/// What can be corrected about the home or a person, in the order of the form.
#[must_use]
pub fn items(form: &Form, subject: Subject) -> Vec<Item> {
    let is_home = subject == Subject::Household;
    let fields = Field::ALL.iter().copied().filter(|field| field.is_home() == is_home && care_group(*field).is_none());
    let mut items: Vec<Item> = fields.filter(|field| form.shows(subject, *field)).map(Item::Field).collect();
    if !is_home {
        let after_phone = items.iter().position(|item| *item == Item::Field(Field::Phone)).map_or(0, |at| at + 1);
        items.insert(after_phone, Item::IdNumber);
        items.push(Item::Care);
    }
    items
}

/// What keeps a correction from being sent: of what was typed, not of what the register lacks anyway.
#[must_use]
pub fn mistakes(form: &Form) -> Vec<(Place, Wrong)> {
    let edits = form.edits();
    let is_typed = |place: Place| match place {
        Place::Field(subject, field) => edits
            .iter()
            .any(|edit| matches!(edit, Edit::Set { subject: s, field: f, .. } if (*s, *f) == (subject, field))),
        Place::IdNumber(_) | Place::Whole => true,
    };
    let all = form.mistakes().into_iter().filter(|(place, _)| is_typed(*place)).collect::<Vec<_>>();
    if all.is_empty() && edits.is_empty() { vec![(Place::Whole, Wrong::NothingChanged)] } else { all }
}

/// An edit of a wish in words: whose, which, what stands, what it would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Whose value it is; `None` for the home.
    pub whose: Option<String>,
    /// What it is called.
    pub what: String,
    /// What stands now, in words.
    pub old: Option<String>,
    /// What is wished; `None` to clear it.
    pub new: Option<String>,
}

/// The edits of a wish in words, in its order.
#[must_use]
pub fn old_and_new(t: &Texts, proposal: &ProposalView) -> Vec<Change> {
    let RecordWish::Correct(edits) = &proposal.wish else { return Vec::new() };
    let name = |person: PersonId| {
        let known = proposal.people.iter().find(|(id, _)| *id == person).map(|(_, name)| name.clone());
        known.filter(|name| !name.is_empty()).unwrap_or_else(|| t.door.nameless.to_owned())
    };
    let change = |(edit, stands): (&Edit, Option<&String>)| match edit {
        Edit::Set { subject, field, value } => Change {
            whose: match subject {
                Subject::Household => None,
                Subject::Person(person) => Some(name(*person)),
            },
            what: (t.name.field)(*field).to_owned(),
            old: stands.map(|value| shown(t, *field, value)),
            new: value.as_ref().map(|value| shown(t, *field, value)),
        },
        Edit::SetIdNumber { person, number } => Change {
            whose: Some(name(*person)),
            what: t.door.id_number.to_owned(),
            old: stands.map(|number| masked(number)),
            new: number.clone(),
        },
        Edit::AddPerson { person } => {
            Change { whose: None, what: t.form.add_person.to_owned(), old: None, new: Some(name(*person)) }
        }
        Edit::RemovePerson { person } => {
            Change { whose: None, what: t.form.remove_person.to_owned(), old: Some(name(*person)), new: None }
        }
    };
    let stands = proposal.stands.iter().map(Option::as_ref).chain(core::iter::repeat(None));
    edits.iter().zip(stands).map(change).collect()
}

#[cfg(test)]
mod tests {
    use linli_contract::rights::ExtractPerson;
    use linli_shared::ids::RecordId;

    use super::*;
    use crate::i18n::Lang;

    const LI: PersonId = PersonId([7; 16]);

    fn view() -> ExtractView {
        let field = |field, value: &str| ExtractField { field, value: value.into(), written: 1 };
        let li = ExtractPerson {
            person: LI,
            fields: vec![field(Field::Name, "李清"), field(Field::Phone, "13800000000")],
            id_number: Some("11010519491231002X".into()),
        };
        let extract =
            Extract { made: None, home: vec![field(Field::HomeUse, "owner")], people: vec![li], trail: Vec::new() };
        ExtractView {
            household: RecordId::default(),
            path: Vec::new(),
            extract: Some(extract),
            wishes: Vec::new(),
            has_seat: true,
            needs_newer_app: false,
        }
    }

    #[test]
    fn what_is_typed_over_the_extract_is_the_wish_and_nothing_else() {
        let mut form = form_of(&view());
        assert!(form.edits().is_empty(), "an extract as it is asks for nothing");
        let subject = Subject::Person(LI);
        form.type_text(subject, Field::Phone, " １３９00000000 ".into());
        let value = Some("13900000000".to_owned());
        assert_eq!(form.edits(), [Edit::Set { subject, field: Field::Phone, value }]);
    }

    #[test]
    fn only_what_was_typed_keeps_a_correction_back() {
        let mut nameless = view();
        if let Some(extract) = &mut nameless.extract {
            extract.people[0].fields.clear();
        }
        let mut form = form_of(&nameless);
        assert_eq!(mistakes(&form), [(Place::Whole, Wrong::NothingChanged)]);
        let subject = Subject::Person(LI);
        form.type_text(subject, Field::Phone, "12".into());
        assert!(matches!(mistakes(&form)[..], [(Place::Field(_, Field::Phone), Wrong::Field(_))]));
        form.type_text(subject, Field::Phone, "13900000000".into());
        assert_eq!(mistakes(&form), [], "that the register knows no name is not the person's mistake");
    }

    #[test]
    fn everything_that_is_shown_can_be_said_to_be_wrong() {
        let form = form_of(&view());
        let home = items(&form, Subject::Household);
        assert!(home.contains(&Item::Field(Field::FloorArea)));
        assert!(!home.contains(&Item::Field(Field::LandlordName)), "the home is not let");
        let person = items(&form, Subject::Person(LI));
        assert!(person.contains(&Item::IdNumber) && person.contains(&Item::Care));
        assert!(person.iter().all(|item| !matches!(item, Item::Field(field) if field.is_home())));
        assert!(person.len() > 15);
    }

    #[test]
    fn a_wish_is_read_as_old_and_new_and_a_number_that_stands_stays_hidden() {
        let subject = Subject::Person(LI);
        let number = Some("110105194912310038".to_owned());
        let proposal = ProposalView {
            proposal: RecordId::default(),
            by: None,
            household: RecordId::default(),
            path: Vec::new(),
            wish: RecordWish::Correct(vec![
                Edit::Set { subject: Subject::Household, field: Field::HomeUse, value: Some("let".into()) },
                Edit::SetIdNumber { person: LI, number: number.clone() },
                Edit::Set { subject, field: Field::Phone, value: None },
            ]),
            stands: vec![Some("owner".into()), Some("11010519491231002X".into())],
            people: vec![(LI, "李清".into())],
            words: String::new(),
            at: 0,
            needs_newer_app: false,
        };
        let changes = old_and_new(Lang::Chinese.texts(), &proposal);
        let parts = |at: usize| {
            let change = &changes[at];
            [change.whose.as_deref(), Some(&change.what), change.old.as_deref(), change.new.as_deref()]
        };
        assert_eq!(parts(0), [None, Some("房屋使用"), Some("自住"), Some("出租")]);
        assert_eq!(parts(1), [Some("李清"), Some("身份证号"), Some("110***********002X"), number.as_deref()]);
        assert_eq!(parts(2), [Some("李清"), Some("电话"), None, None], "what stands may not be known here");
    }
}
