//! A hit as a screen shows it.

use linli_contract::search::FoundRow;

use super::entry::{Entry, Place};

/// Characters before what fits that are shown with it.
const BEFORE: usize = 12;
/// Characters of a part of a text, at most.
const PART: usize = 64;
/// Characters of the beginning of a text that stands for a title.
const BEGINNING: usize = 30;

/// A hit.
pub(super) fn row(entry: &Entry, place: Place) -> FoundRow {
    let title = match entry.chat {
        // Where and by whom it was said is said by whoever knows the conversations.
        Some(_) => String::new(),
        None if entry.title.is_empty() => beginning(entry.text()),
        None => entry.title.to_string(),
    };
    let count = |to: usize| entry.text.get(..to).map_or(0, |before| before.chars().count());
    let (excerpt, fits) = match place {
        Place::Title(from, to) => (String::new(), (from, to)),
        Place::Said(from, to) => part(entry, from.into(), to.into()),
        Place::Text(from, to) => part(entry, count(from), count(to)),
    };
    FoundRow { id: entry.id, title, excerpt, fits, at: entry.at, phone: entry.phone.to_string(), said: None }
}

/// The part of a text around the characters that fit, in one line, and where they are in it.
fn part(entry: &Entry, from: usize, to: usize) -> (String, (u16, u16)) {
    let begin = from.saturating_sub(BEFORE);
    let mut shown = String::new();
    if begin > 0 {
        shown.push('…');
    }
    let ahead = usize::from(begin > 0);
    let mut letters = entry.text().chars().skip(begin);
    shown.extend(letters.by_ref().take(PART.max(to - begin)).map(plain));
    if letters.next().is_some() {
        shown.push('…');
    }
    let at = |place: usize| u16::try_from(place - begin + ahead).unwrap_or(u16::MAX);
    (shown, (at(from), at(to)))
}

/// The beginning of a text's first line; what is below it may be a place or a number.
fn beginning(text: &str) -> String {
    let mut letters = text.lines().next().unwrap_or_default().chars();
    let mut shown: String = letters.by_ref().take(BEGINNING).map(plain).collect();
    if letters.next().is_some() {
        shown.push('…');
    }
    shown
}

fn plain(character: char) -> char {
    if character.is_control() { ' ' } else { character }
}
