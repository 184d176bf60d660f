//! Lists under a name, kept on this device.

use linli_contract::Failure;
use linli_contract::lists::{DropList, Filter, ListsView, NamedList, SaveList};
use linli_shared::households::CareGroup;

use super::rows::Reading;
use crate::device::rows::meta;
use crate::device::{Device, Turn};
use crate::store::Table;

/// The longest name, in characters.
const NAME: usize = 40;
/// The most lists of a device.
const LISTS: usize = 100;
/// A home counts as not confirmed for long after this many days.
const LONG: u16 = 365;

/// The saved lists, and each single filter, with their doors today.
///
/// # Errors
/// [`Failure::Stranger`].
pub fn lists(device: &Device, turn: &Turn<'_>) -> Result<ListsView, Failure> {
    let reading = Reading::new(device, turn);
    let doors = reading.doors(&[], None)?;
    let count = |filter: Filter| doors.iter().filter(|door| reading.fits(**door, filter)).count();
    let counts = offered().map(|filter| (filter, number(count(filter))));
    let saved = device.lists().values().flatten().map(|list| {
        // An area that is gone, or that the person no longer sees, has no doors for them.
        let doors = reading.doors(&list.spec.filters, list.spec.within).map_or(0, |doors| doors.len());
        (list.clone(), number(doors))
    });
    Ok(ListsView { saved: saved.collect(), counts: counts.collect() })
}

/// Saves a list; one of the same name is replaced where it stands.
///
/// # Errors
/// [`Failure::InvalidInput`] for a name that is empty or too long, or for too many lists.
pub fn save(device: &mut Device, request: &SaveList, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let mut list = NamedList { name: request.list.name.trim().to_owned(), ..request.list.clone() };
    list.spec.filters.sort_unstable();
    list.spec.filters.dedup();
    let is_name = (1..=NAME).contains(&list.name.chars().count()) && !list.name.chars().any(char::is_control);
    let known = known(device, &list.name);
    if !is_name || (known.is_none() && device.lists().len() >= LISTS) {
        return Err(Failure::InvalidInput);
    }
    let number = known.unwrap_or_else(|| device.lists().keys().next_back().map_or(0, |last| last.saturating_add(1)));
    let bytes = serde_json::to_vec(&list).map_err(|_| Failure::Defect)?;
    turn.rows.put(Table::Meta, meta::list(number), bytes);
    turn.durable();
    device.lists_mut().insert(number, Some(list));
    Ok(())
}

/// Forgets a list; one that is not there is forgotten already.
///
/// # Errors
/// None.
pub fn discard(device: &mut Device, request: &DropList, turn: &mut Turn<'_>) -> Result<(), Failure> {
    if let Some(number) = known(device, request.name.trim()) {
        turn.rows.delete(Table::Meta, meta::list(number));
        turn.durable();
        device.lists_mut().remove(&number);
    }
    Ok(())
}

/// Reads the row of a list; `None` if a newer release wrote it.
pub(crate) fn read(bytes: &[u8]) -> Option<NamedList> {
    serde_json::from_slice(bytes).ok()
}

fn known(device: &Device, name: &str) -> Option<u64> {
    let mut lists = device.lists().iter();
    lists.find(|(_, list)| list.as_ref().is_some_and(|list| list.name == name)).map(|(number, _)| *number)
}

/// The filters a screen offers one by one.
fn offered() -> impl Iterator<Item = Filter> {
    let care = CareGroup::ALL.into_iter().map(Filter::Care);
    let first = [Filter::Due, Filter::Unregistered, Filter::NobodyHome, Filter::Refused, Filter::Conflict];
    let last = [Filter::NotConfirmed { days: LONG }, Filter::Let, Filter::Vacant, Filter::Waiting];
    first.into_iter().chain([Filter::AnyCare]).chain(care).chain(last)
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
