//! Work for a device: households, visits and drafts out of the demo's plan, each recognizable again.

use linli_contract::Request;
use linli_contract::households::{
    Draft, Edit, FormView, HouseholdView, OpenForm, ReadDoor, SaveDraft, SaveHousehold, Version,
};
use linli_contract::registers::Source;
use linli_contract::sync::RecordSync;
use linli_contract::visits::{Outcome, RecordVisit};
use linli_shared::calendar::Millis;
use linli_shared::households::{Field, Subject};
use linli_shared::ids::AreaId;
use tests::demo::Community;
use tests::process::Device;

/// One piece of work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Errand {
    /// A household is registered where none was.
    Household { door: AreaId, slot: u8, edits: Vec<Edit> },
    /// A visit is recorded.
    Visit { door: AreaId, note: String },
    /// A form is typed in; the same form is typed in again and again.
    Draft { door: AreaId, count: usize },
}

/// The slot of drafts, where no household is registered.
const DRAFT_SLOT: u8 = 200;

impl Errand {
    /// Households of a grid of the plan, without end: after the last one the first door gets a further household.
    pub(crate) fn households(plan: &Community, grid: usize) -> impl Iterator<Item = Self> + use<> {
        let tree = plan.tree();
        let scope = tree.grids()[grid];
        let homes = plan.households.iter().filter(|home| tree.contains(home.door, scope));
        let homes: Vec<(AreaId, Vec<Edit>)> =
            homes.filter(|home| home.slot == 0).map(|home| (home.door, home.edits.clone())).collect();
        (0..DRAFT_SLOT).flat_map(move |slot| {
            let here = homes.clone();
            here.into_iter().map(move |(door, edits)| Self::Household { door, slot, edits })
        })
    }

    /// The request that does it.
    pub(crate) fn request(&self) -> Request {
        match self.clone() {
            Self::Household { door, slot, edits } => {
                SaveHousehold { door, slot, base: Version::default(), edits, source: Source::AtTheDoor }.into()
            }
            Self::Visit { door, note } => {
                RecordVisit { door, outcome: Outcome::NobodyHome, note, next_visit: None }.into()
            }
            Self::Draft { door, count } => {
                let value = Some(count.to_string());
                let edits = vec![Edit::Set { subject: Subject::Household, field: Field::HomeNote, value }];
                let draft = Draft { base: Version::default(), edits, at: Millis(0), source: Source::AtTheDoor };
                SaveDraft { door, slot: DRAFT_SLOT, draft }.into()
            }
        }
    }
}

/// Whether the device has it; a household must be there whole or not at all. Tells where a household or visit is.
pub(crate) async fn is_there(device: &mut Device, errand: &Errand) -> Option<RecordSync> {
    match errand {
        Errand::Household { door, slot, edits } => {
            let view = device.ask(ReadDoor { door: *door }).await.unwrap();
            let household = view.households.into_iter().find(|household| household.slot == *slot)?;
            assert_eq!(content(&household), expected(edits), "a household is there in part");
            Some(household.sync)
        }
        Errand::Visit { door, note } => {
            let view = device.ask(ReadDoor { door: *door }).await.unwrap();
            view.visits.into_iter().find(|visit| visit.note == *note).map(|visit| visit.sync)
        }
        Errand::Draft { door, count } => {
            let form: FormView = device.ask(OpenForm { door: *door, slot: DRAFT_SLOT }).await.unwrap();
            let draft = form.draft?;
            let [Edit::Set { value: Some(value), .. }] = &draft.edits[..] else { panic!("another draft") };
            (value.parse::<usize>().unwrap() >= *count).then_some(RecordSync::OnThisDevice)
        }
    }
}

/// Asserts that the device has it all; with `is_acknowledged` also that it knows it to be with the relay.
pub(crate) async fn assert_there(device: &mut Device, errands: &[Errand], is_acknowledged: bool) {
    for errand in errands {
        let there = is_there(device, errand).await.unwrap_or_else(|| panic!("lost: {errand:?}"));
        assert!(!is_acknowledged || there == RecordSync::WithRelay, "{there:?}: {errand:?}");
    }
}

/// Fields of the home and of each person with their values, in an order of their own, and the number of ID numbers.
type Content = (Vec<(Field, String)>, usize);

fn content(household: &HouseholdView) -> Content {
    let people = &household.people;
    let fields = household.fields.iter().chain(people.iter().flat_map(|person| &person.fields));
    let mut fields: Vec<_> = fields.map(|field| (field.field, field.value.clone())).collect();
    fields.sort();
    (fields, people.iter().filter(|person| person.id_number.is_some()).count())
}

fn expected(edits: &[Edit]) -> Content {
    let (mut fields, mut numbers) = (Vec::new(), 0);
    for edit in edits {
        match edit {
            Edit::Set { field, value: Some(value), .. } => fields.push((*field, value.clone())),
            Edit::SetIdNumber { number: Some(_), .. } => numbers += 1,
            Edit::Set { .. } | Edit::SetIdNumber { .. } | Edit::AddPerson { .. } | Edit::RemovePerson { .. } => {}
        }
    }
    fields.sort();
    (fields, numbers)
}
