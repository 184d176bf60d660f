//! Extracts: what a household's member may read of it, as a letter to each of their devices.
//!
//! Whoever changes a household makes them, with the next meeting ([`super::due`]); whoever admits a member makes the first.
//! An extract is an act of its own: one that comes too late for its device must not take anybody's work with it.
//! **Invariant:** an extract says what its maker's screen shows, and names nobody of another household but who read here.

use linli_contract::Failure;
use linli_shared::access::{EntryHead, device_ring, extract_record};
use linli_shared::documents::household::{FieldState, Household, Place};
use linli_shared::documents::{self};
use linli_shared::ids::{AreaId, DeviceId, RecordId, hash32};
use linli_shared::kinds::Kind;
use linli_shared::parcel::KeyRef;
use linli_shared::roster::DeviceKeys;
use linli_shared::seal::{BodyContext, LetterContext, seal_letter};

use super::content::{self, Answer, Answered, Extract, Line, Person, Value};
use super::due;
use super::trail::Trail;
use super::wish::Proposal;
use crate::device::outbox::{Command, OutBody, OutState, ReadyEntry};
use crate::device::rows::Want;
use crate::device::write::About;
use crate::device::{Device, Turn};
use crate::households::read::numbers_by_person;
use crate::registers::writing;

/// The most lines of the read trail in one extract.
const LINES: usize = 50;
/// Randomness of a step for letters that are sealed before a parcel is formed begins here.
const FIRST_LETTER: u64 = 1 << 40;

/// The rows an extract of a household needs.
#[must_use]
pub(crate) fn wants(device: &Device, household: RecordId) -> Vec<Want> {
    writing::record_wants(device, household)
}

/// What a member may read of a household; `None` if it is not on this device.
pub(super) fn compose(
    device: &Device,
    household: RecordId,
    trail: &Trail,
    turn: &Turn<'_>,
) -> Result<Option<Extract>, Failure> {
    let (row, document) = Device::document(turn, documents::Kind::Household, household)?;
    let (Some(_), Ok(place)) = (row, Place::of(&document)) else { return Ok(None) };
    let read = Household::of(&document);
    let shown = writing::shown_numbers(device, household, turn)?;
    let numbers = numbers_by_person(&read, shown.as_ref());
    let door = device.tree().canonical(place.door);
    let people = read.people.iter().map(|person| Person {
        id: person.id,
        values: values(&person.fields),
        number: numbers.get(&person.id).and_then(|all| all.iter().find(|number| !number.is_empty()).cloned()),
    });
    let lines = trail.of_one(household).iter().take(LINES);
    Ok(Some(Extract {
        version: content::VERSION,
        household,
        door,
        path: device.tree().path(door),
        made: turn.seconds(),
        heads: short_hash(&document.heads().to_bytes()),
        home: values(&read.fields),
        people: people.collect(),
        trail: lines
            .map(|line| Line { name: line.by.clone(), what: content::number(line.what), at: line.at })
            .collect(),
        answers: answers(device, household),
    }))
}

fn values(fields: &[FieldState]) -> Vec<Value> {
    let value = |state: &FieldState| {
        // Where the side shown first was cleared, the other is what is known.
        let text = state.value.clone().or_else(|| state.conflict.iter().find_map(|side| side.value.clone()))?;
        Some(Value { field: state.field.key().to_owned(), text, written: state.by.seconds })
    };
    fields.iter().filter_map(value).collect()
}

/// What became of the wishes about a household, as far as it was answered where the household is.
pub(super) fn answers(device: &Device, household: RecordId) -> Vec<Answer> {
    let answered = device.papers(Kind::Answered).filter_map(|(_, row)| {
        let answered: Answered = content::read(&row.content).ok()?;
        let wish = device.paper(Kind::Proposal, answered.proposal)?;
        let is_about = Proposal::from_content(&wish.content).is_ok_and(|wish| wish.household == household);
        let is_fit = is_about && wish.meta.scope == row.meta.scope;
        is_fit.then_some(Answer { proposal: answered.proposal, is_done: answered.is_done, words: answered.words })
    });
    answered.collect()
}

impl Extract {
    /// A hash of all it says but for the moment.
    pub(super) fn digest(&self) -> u64 {
        short_hash(&linli_shared::cbor::to_vec(&Self { made: 0, ..self.clone() }))
    }
}

fn short_hash(bytes: &[u8]) -> u64 {
    let hash = hash32("linli extract state", &[bytes]);
    let mut short = [0; 8];
    short.copy_from_slice(&hash[..8]);
    u64::from_be_bytes(short)
}

/// Puts an extract into the outbox in place of one for the same device that has not gone out.
pub(super) fn send(device: &mut Device, extract: &Extract, to: DeviceId, turn: &mut Turn<'_>) {
    let about = about(extract.household, to);
    let key = KeyRef { ring: device_ring(to), generation: 0, commitment: [0; 16] };
    let head = EntryHead { record: about.record, kind: about.kind, scope: about.scope, key: Some(key) };
    if !device.may_write(&head, None) {
        return;
    }
    drop_waiting(device, about.record, turn);
    let body = OutBody::Content(linli_shared::cbor::to_vec(extract));
    device.enqueue(about, Command::Upkeep, body, turn);
}

fn about(household: RecordId, to: DeviceId) -> About {
    About { record: extract_record(household, to), kind: Kind::Extract, scope: AreaId(to.0), area: None }
}

fn drop_waiting(device: &mut Device, record: RecordId, turn: &mut Turn<'_>) {
    let of_record = |item: &&crate::device::outbox::OutboxItem| {
        item.kind == Kind::Extract && item.record == record && item.state == OutState::Waiting && item.bundle.is_none()
    };
    let waiting: Vec<u64> = device.outbox().filter(of_record).map(|item| item.number).collect();
    for number in waiting {
        device.drop_item(number, turn);
    }
}

/// Makes the first extracts of a member whose devices are added by the same act, given by its bundle; to be called after the
/// facts that add them went into the outbox. Nothing is made of a household that is not on this device.
///
/// # Errors
/// [`Failure::Stranger`], [`Failure::StoreFailed`], [`Failure::InvalidInput`] for a key that is none.
pub(crate) fn first_extract(
    device: &mut Device,
    household: RecordId,
    member_devices: &[DeviceKeys],
    bundle: u64,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let identity = device.member()?.1;
    let (log, me) = (identity.seat.log, identity.device);
    let trail = Trail::of_household(device, household);
    let Some(extract) = compose(device, household, &trail, turn)? else { return Ok(()) };
    for (use_number, keys) in (FIRST_LETTER..).zip(member_devices) {
        let to = keys.device();
        let about = about(household, to);
        // The device is no one's before the act has a place, so the letter is sealed now; it depends on no parcel.
        let context = BodyContext {
            log,
            device: me,
            nonce: [0; 16],
            index: 0,
            record: about.record,
            kind: about.kind,
            scope: about.scope,
        };
        let content = linli_shared::cbor::to_vec(&extract);
        let mut rng = turn.rng(use_number);
        let body = seal_letter(&keys.sealing, &LetterContext::entry(&context), &content, &mut rng)
            .map_err(|_| Failure::InvalidInput)?;
        let ready = ReadyEntry { record: about.record, kind: about.kind, scope: about.scope, body };
        device.enqueue_in(Some(bundle), about, Command::Upkeep, OutBody::Act(vec![ready]), turn);
        due::made(device, household, to, extract.digest(), turn);
    }
    Ok(())
}
