//! Members' wishes about their records, as those see them who keep the register.
//!
//! **Invariant:** a wish counts only from somebody who belongs to the household, about a home in the grid it was sent to.

use std::collections::BTreeMap;

use linli_contract::households::Edit;
use linli_contract::rights::{ProposalView, RecordWish};
use linli_shared::documents::household::{FieldState, Household};
use linli_shared::documents::{self};
use linli_shared::households::{Field, Subject};
use linli_shared::identity::IdNumber;
use linli_shared::ids::{AreaId, PersonId, RecordId};
use linli_shared::kinds::Kind;

use super::content::Unreadable;
use super::wish::Proposal;
use crate::device::rows::{FactRow, Want};
use crate::device::{Device, Turn};
use crate::households::read::numbers_by_person;
use crate::registers::writing;

/// A wish that waits for its answer.
pub(super) struct Open {
    /// Its id.
    pub(super) id: RecordId,
    /// The grid it was sent to.
    pub(super) grid: AreaId,
    /// The home.
    pub(super) door: AreaId,
    /// What is wished.
    pub(super) proposal: Proposal,
}

/// The record of what became of a wish: one for each.
pub(super) fn answer_record(proposal: RecordId) -> RecordId {
    RecordId::derive("linli answered", &[&proposal.0])
}

fn unanswered(device: &Device) -> impl Iterator<Item = (RecordId, &FactRow)> {
    let all = device.papers(Kind::Proposal).filter(|_| device.reads_register());
    all.filter(|(id, _)| device.paper(Kind::Answered, answer_record(*id)).is_none())
}

/// Every wish that waits and can be answered here.
pub(super) fn open(device: &Device) -> Vec<Open> {
    let mut papers = unanswered(device).peekable();
    if papers.peek().is_none() {
        return Vec::new();
    }
    let rows = device.doors().iter();
    let homes: BTreeMap<RecordId, AreaId> =
        rows.flat_map(|(door, row)| row.households.iter().map(|sum| (sum.record, *door))).collect();
    let open = papers.filter_map(|(id, row)| {
        let proposal = Proposal::from_content(&row.content).ok()?;
        let author = device.roster().device(row.device)?.member;
        device.roster().family(proposal.household).find(|known| *known == author)?;
        let door = *homes.get(&proposal.household)?;
        let grid = device.tree().grid(door).filter(|grid| *grid == row.meta.scope)?;
        Some(Open { id, grid, door, proposal })
    });
    open.collect()
}

/// The rows by which the desk shows what stands now.
#[must_use]
pub fn proposal_wants(device: &Device) -> Vec<Want> {
    open(device).into_iter().flat_map(|open| writing::record_wants(device, open.proposal.household)).collect()
}

/// The wishes that wait for an answer, oldest first. Where [`proposal_wants`] was not loaded nothing is said of what stands.
#[must_use]
pub fn proposals(device: &Device, turn: &Turn<'_>) -> Vec<ProposalView> {
    let mut views: Vec<ProposalView> = open(device).into_iter().map(|open| view(device, open, turn)).collect();
    let newer = unanswered(device).filter(|(_, row)| Proposal::from_content(&row.content) == Err(Unreadable::Newer));
    views.extend(newer.map(|(proposal, row)| ProposalView {
        proposal,
        by: device.name_of(row.device).map(str::to_owned),
        household: RecordId::default(),
        path: Vec::new(),
        wish: RecordWish::Correct(Vec::new()),
        stands: Vec::new(),
        people: Vec::new(),
        words: String::new(),
        at: 0,
        needs_newer_app: true,
    }));
    views.sort_by_key(|view| (view.at, view.proposal));
    views
}

fn view(device: &Device, open: Open, turn: &Turn<'_>) -> ProposalView {
    let Open { id, door, proposal, .. } = open;
    let standing = Standing::read(device, proposal.household, turn);
    let wish = proposal.wish();
    let needs_newer_app = wish.is_none();
    let wish = wish.unwrap_or(RecordWish::Correct(Vec::new()));
    let (stands, of) = match &wish {
        RecordWish::Fresh => (Vec::new(), Vec::new()),
        RecordWish::Correct(edits) => {
            (edits.iter().map(|edit| standing.of(edit)).collect(), edits.iter().filter_map(person_of).collect())
        }
        RecordWish::Erase(people) => (Vec::new(), people.clone()),
    };
    let author = device.paper(Kind::Proposal, id).map(|row| row.device);
    ProposalView {
        proposal: id,
        by: author.and_then(|author| device.name_of(author)).map(str::to_owned),
        household: proposal.household,
        path: device.tree().path(door),
        people: standing.names(&of),
        wish,
        stands,
        words: proposal.words,
        at: proposal.at,
        needs_newer_app,
    }
}

const fn person_of(edit: &Edit) -> Option<PersonId> {
    match edit {
        Edit::Set { subject: Subject::Person(person), .. }
        | Edit::AddPerson { person }
        | Edit::RemovePerson { person }
        | Edit::SetIdNumber { person, .. } => Some(*person),
        Edit::Set { subject: Subject::Household, .. } => None,
    }
}

/// What stands of a household now.
#[derive(Default)]
struct Standing {
    home: Vec<FieldState>,
    people: BTreeMap<PersonId, (Vec<FieldState>, Option<String>)>,
}

impl Standing {
    fn read(device: &Device, household: RecordId, turn: &Turn<'_>) -> Self {
        let Ok((Some(_), document)) = Device::document(turn, documents::Kind::Household, household) else {
            return Self::default();
        };
        let read = Household::of(&document);
        let shown = writing::shown_numbers(device, household, turn).ok().flatten();
        let mut numbers = numbers_by_person(&read, shown.as_ref());
        let people = read.people.into_iter().map(|person| {
            let standing = numbers.remove(&person.id).unwrap_or_default();
            let number = standing.into_iter().find(|number| !number.is_empty());
            (person.id, (person.fields, number))
        });
        Self { people: people.collect(), home: read.fields }
    }

    fn of(&self, edit: &Edit) -> Option<String> {
        match edit {
            Edit::Set { subject: Subject::Household, field, .. } => value(&self.home, *field),
            Edit::Set { subject: Subject::Person(person), field, .. } => value(&self.people.get(person)?.0, *field),
            // Masked: a number in full is shown to who asks for it, and that is written down.
            Edit::SetIdNumber { person, .. } => {
                let number = self.people.get(person)?.1.as_deref()?;
                IdNumber::parse(number).ok().map(|number| number.masked())
            }
            Edit::AddPerson { .. } | Edit::RemovePerson { .. } => None,
        }
    }

    fn names(&self, of: &[PersonId]) -> Vec<(PersonId, String)> {
        let mut names: Vec<(PersonId, String)> = Vec::new();
        for person in of {
            if let Some((fields, _)) = self.people.get(person)
                && names.iter().all(|(known, _)| known != person)
            {
                names.push((*person, value(fields, Field::Name).unwrap_or_default()));
            }
        }
        names
    }
}

fn value(fields: &[FieldState], field: Field) -> Option<String> {
    fields.iter().find(|state| state.field == field)?.value.clone()
}
