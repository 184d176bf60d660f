//! The own record: what a member reads of the households they belong to, and what became of their wishes.

use core::cmp::Reverse;
use std::collections::BTreeMap;

use linli_contract::Failure;
use linli_contract::rights::{
    Extract as View, ExtractField, ExtractPerson, ExtractView, MyRecordView, ReadMyRecord, RecordWish, TrailLine,
    WishAnswer, WishView,
};
use linli_shared::access::extract_record;
use linli_shared::calendar::Millis;
use linli_shared::households::Field;
use linli_shared::ids::{AreaId, RecordId};
use linli_shared::kinds::Kind;

use super::content::{self, Extract, Unreadable, Value};
use super::extract;
use super::wish::Proposal;
use crate::device::{Device, Turn};

/// The own record.
///
/// # Errors
/// [`Failure::Stranger`].
pub fn my_record(device: &mut Device, _: &ReadMyRecord, _: &mut Turn<'_>) -> Result<MyRecordView, Failure> {
    let (member, _) = device.member()?;
    let homes = device.roster().households(member).map(|household| {
        let own = own_extract(device, household);
        let needs_newer_app = matches!(own, Some(Err(Unreadable::Newer)));
        let own = own.and_then(Result::ok);
        ExtractView {
            household,
            path: own.as_ref().map(|own| path(device, own)).unwrap_or_default(),
            wishes: wishes(device, household, own.as_ref()),
            has_seat: device.roster().seat(household) == Some(member),
            needs_newer_app: needs_newer_app || own.as_ref().is_some_and(has_unknown),
            extract: own.map(view),
        }
    });
    Ok(MyRecordView { homes: homes.collect() })
}

/// Building, stair and door of a household, from the own extract; empty before there is one.
pub(crate) fn path_of(device: &Device, household: RecordId) -> Vec<String> {
    let own = own_extract(device, household).and_then(Result::ok);
    own.map(|own| path(device, &own)).unwrap_or_default()
}

/// The door of a household, from the own extract.
pub(crate) fn door_of(device: &Device, household: RecordId) -> Option<AreaId> {
    own_extract(device, household)?.ok().map(|own| own.door)
}

/// The labels as they are now; as they were where the door is not known.
fn path(device: &Device, own: &Extract) -> Vec<String> {
    if device.tree().area(own.door).is_some() { device.tree().path(own.door) } else { own.path.clone() }
}

/// The extract of a household that was made for this device.
fn own_extract(device: &Device, household: RecordId) -> Option<Result<Extract, Unreadable>> {
    let row = device.paper(Kind::Extract, extract_record(household, device.id()?))?;
    let read = content::read::<Extract>(&row.content);
    // One that speaks of another household was put under a wrong name.
    Some(read.and_then(|own| if own.household == household { Ok(own) } else { Err(Unreadable::Damaged) }))
}

fn has_unknown(own: &Extract) -> bool {
    let values = own.home.iter().chain(own.people.iter().flat_map(|person| &person.values));
    values.into_iter().any(|value| Field::from_key(&value.field).is_none())
}

fn view(own: Extract) -> View {
    View {
        made: Some(Millis(own.made.saturating_mul(1_000))),
        home: fields(own.home),
        people: own
            .people
            .into_iter()
            .map(|person| ExtractPerson { person: person.id, fields: fields(person.values), id_number: person.number })
            .collect(),
        trail: own
            .trail
            .into_iter()
            .map(|line| TrailLine { by: line.name, what: content::what(line.what), at: line.at })
            .collect(),
    }
}

fn fields(values: Vec<Value>) -> Vec<ExtractField> {
    let field = |value: Value| {
        Some(ExtractField { field: Field::from_key(&value.field)?, value: value.text, written: value.written })
    };
    values.into_iter().filter_map(field).collect()
}

/// The wishes this member sent from this device, newest first.
fn wishes(device: &Device, household: RecordId, own: Option<&Extract>) -> Vec<WishView> {
    let mut answers: BTreeMap<RecordId, WishAnswer> = BTreeMap::new();
    let told = own.into_iter().flat_map(|own| own.answers.iter().cloned());
    // Who keeps the register knows answers before the extract says so.
    for answer in told.chain(extract::answers(device, household)) {
        answers.insert(answer.proposal, WishAnswer { is_done: answer.is_done, words: answer.words });
    }
    let mine = device.papers(Kind::Proposal).filter(|(_, row)| device.is_mine(row.device));
    let mut wishes: Vec<WishView> = mine
        .filter_map(|(proposal, row)| {
            let wish = Proposal::from_content(&row.content).ok().filter(|wish| wish.household == household)?;
            Some(WishView {
                proposal,
                wish: wish.wish().unwrap_or(RecordWish::Correct(Vec::new())),
                words: wish.words,
                at: wish.at,
                answer: answers.remove(&proposal),
            })
        })
        .collect();
    wishes.sort_by_key(|wish| (Reverse(wish.at), wish.proposal));
    wishes
}
