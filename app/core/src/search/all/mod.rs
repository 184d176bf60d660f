//! One search over everything a person may see.
//!
//! What is compared is folded once, when search is asked for the first time, and again where something changed; a key stroke
//! only compares. Titles, names and messages are found by characters, pinyin and initials, texts by characters; of several words
//! each has to fit somewhere.
//! **Invariant:** nothing is found that lists would not show this person: what the committee hid, whom they muted, tickets that
//! are not theirs to see, messages that were taken back, or in conversations they left.
//! **Invariant:** what was withdrawn or called off comes last, of what fits alike the newest first.

mod entry;
mod index;
mod messages;
mod query;
mod shown;
mod sources;
pub mod speed;
mod words;

pub(crate) use index::FindIndex;
pub(crate) use words::Words;

use core::cmp::Reverse;

use linli_contract::Failure;
use linli_contract::search::{AllFound, FindAll, FoundGroup, FoundKind, FoundRow, Search};
use linli_shared::calendar::Millis;
use linli_shared::ids::RecordId;

use super::name::Rank;
use crate::chats;
use crate::device::rows::{Rows, Want};
use crate::device::{Device, Turn};
use entry::{Entry, Fit, Place};
use index::KINDS;
use query::Query;
use sources::Seen;

/// The most hits of one kind in one answer.
const HITS: usize = 50;

/// How well something fits; the least is the best.
type Score = (bool, Fit, Reverse<Option<Millis>>, RecordId);

/// The rows that `find_all` needs: summaries once, notices and messages that changed.
#[must_use]
pub fn find_all_wants(device: &Device, _: &FindAll, rows: &Rows) -> Vec<Want> {
    sources::wants(device, rows)
}

/// Finds everything this person may see; an empty text finds nothing, and gets the index ready.
///
/// # Errors
/// [`Failure::Stranger`].
pub fn find_all(device: &mut Device, request: &FindAll, turn: &mut Turn<'_>) -> Result<AllFound, Failure> {
    device.member()?;
    let mut index = device.take_find_index();
    sources::refresh(device, &mut index, turn)?;
    let limit = usize::from(request.limit).min(HITS);
    let mut found = Vec::new();
    if let Some(query) = Query::read(&request.text) {
        let seen = Seen::by(device)?;
        for kind in KINDS {
            let shows = |entry: &Entry, place| FoundRow {
                said: entry.chat.zip(entry.by).map(|(chat, by)| chats::said_in(device, chat, by)),
                ..shown::row(entry, place)
            };
            found.extend(of_kind(&index, kind, (&query, limit), |entry| seen.sees(device, kind, entry), shows));
        }
        found.extend(register(device, &request.text, limit, turn)?);
    }
    device.keep_find_index(index);
    found.sort_by_key(|(best, group)| (best.0, best.1, best.2, group.kind));
    Ok(AllFound { groups: found.into_iter().map(|(_, group)| group).collect() })
}

/// What fits of one kind, with the score of the best.
fn of_kind(
    index: &FindIndex,
    kind: FoundKind,
    (query, limit): (&Query, usize),
    sees: impl Fn(&Entry) -> bool,
    shows: impl Fn(&Entry, Place) -> FoundRow,
) -> Option<(Score, FoundGroup)> {
    let mut found: Vec<(Score, Place, &Entry)> = Vec::new();
    for entry in index.entries(kind) {
        let Some((fit, place)) = query.fit(entry, &index.pinyin) else { continue };
        if sees(entry) {
            found.push(((entry.is_last, fit, Reverse(entry.at), entry.id), place, entry));
        }
    }
    let total = u32::try_from(found.len()).unwrap_or(u32::MAX);
    if found.len() > limit {
        found.select_nth_unstable_by_key(limit, |(score, ..)| *score);
        // The best has to be among those that stay, also of none.
        found.truncate(limit.max(1));
    }
    found.sort_unstable_by_key(|(score, ..)| *score);
    let best = found.first()?.0;
    let rows = found.iter().take(limit).map(|(_, place, entry)| shows(entry, *place)).collect();
    Some((best, FoundGroup { kind, rows, doors: Vec::new(), total }))
}

/// Doors and people, for those who keep the register.
fn register(
    device: &mut Device,
    text: &str,
    limit: usize,
    turn: &Turn<'_>,
) -> Result<Option<(Score, FoundGroup)>, Failure> {
    if !device.knew_register() {
        return Ok(None);
    }
    let limit = u16::try_from(limit).unwrap_or(u16::MAX);
    let (found, best) = super::ranked(device, &Search { text: text.to_owned(), limit }, turn)?;
    let Some(best) = best else { return Ok(None) };
    let fit = match best {
        Rank::Whole => Fit::Whole,
        Rank::Start | Rank::Initials | Rank::FirstInitials => Fit::Start,
        Rank::Inside | Rank::Mixed | Rank::MixedInside => Fit::Inside,
        Rank::Near | Rank::Typo => Fit::Text,
    };
    let score = (false, fit, Reverse(None), RecordId::default());
    let group = FoundGroup { kind: FoundKind::Register, rows: Vec::new(), doors: found.hits, total: found.total };
    Ok(Some((score, group)))
}

impl Device {
    /// What was told to screens is what search looks at again, and what was written of conversations.
    pub(crate) fn heard_by_search(&mut self, turn: &Turn<'_>) {
        if let Some(index) = &mut self.find_index {
            turn.events.iter().for_each(|event| index.heard(event));
            chats::written(&turn.rows).for_each(|written| index.messages.heard(written));
        }
    }

    fn take_find_index(&mut self) -> Box<FindIndex> {
        self.find_index.take().unwrap_or_default()
    }

    fn keep_find_index(&mut self, index: Box<FindIndex>) {
        self.find_index = Some(index);
    }
}

#[cfg(test)]
mod tests;
