//! A covenant 公约: a text that several people write at once, as a document of lines.
//!
//! Every line stands under a key that says where it goes: numbers between those of its neighbours, with a mark of the device
//! that put it there, so that two people who add a line at one place both keep theirs. Whoever writes tells what they began
//! from; only the lines they changed are written. Where two changed one line, both stand, until somebody writes it anew.
//! **Invariant:** the text is the same on every device that holds the same changes.
//! **Invariant:** nobody's line is lost because somebody else wrote at the same time.

use std::collections::BTreeMap;

use super::written::Put;
use super::{Document, Heads, WriteError, Writer, Wrote};

/// The most lines.
pub const LINES: usize = 400;
/// The longest text, in characters.
pub const LENGTH: usize = 8_000;
/// The most characters of a line that stand under one key.
const PIECE: usize = 200;
/// How far the keys of neighbours stand apart at first.
const STEP: u32 = 0x1000;
/// The end of the numbers in a key.
const END: u32 = 0x0100_0000;
/// The most levels of a key: what is longer is written anew.
const LEVELS: usize = 8;

/// Why a covenant cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CovenantError {
    /// Too many characters or lines, or control characters.
    #[error("too long, or with control characters")]
    Unfit,
    /// The change cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Where a line goes: compared level by level.
type Position = Vec<(u32, u32)>;

/// A line as it stands, or a part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    /// Under which key it is; `None` for a new one.
    at: Option<Position>,
    text: String,
}

fn key(position: &Position) -> String {
    let levels = position.iter().map(|(number, mark)| format!("{number:06x}{mark:08x}"));
    levels.fold(String::from("l"), |key, level| key + &level)
}

fn position(key: &str) -> Option<Position> {
    let levels = key.strip_prefix('l').filter(|levels| levels.is_ascii() && !levels.is_empty())?;
    let levels = levels.as_bytes().chunks(14).map(|level| {
        let level = core::str::from_utf8(level).ok()?;
        let number = u32::from_str_radix(level.get(..6)?, 16).ok()?;
        let mark = u32::from_str_radix(level.get(6..14)?, 16).ok()?;
        Some((number, mark))
    });
    levels.collect()
}

/// A position after one and before another; `None` where there is no room.
fn between(one: Option<&Position>, other: Option<&Position>, mark: u32) -> Option<Position> {
    let first = |position: Option<&Position>| position.and_then(|position| position.first()).map(|(number, _)| *number);
    let low = first(one).unwrap_or(0);
    let high = first(other).unwrap_or(END);
    if high.saturating_sub(low) >= 2 {
        return Some(vec![(low + ((high - low) / 2).min(STEP), mark)]);
    }
    let one = one.filter(|one| one.len() < LEVELS)?;
    let inner = other.and_then(|other| other.strip_prefix(one.as_slice()));
    let ceiling = inner.and_then(|inner| inner.first()).map_or(END, |(number, _)| *number);
    let number = (ceiling / 2).min(STEP);
    (number > 0).then(|| [one.as_slice(), &[(number, mark)]].concat())
}

/// A text in pieces: lines with their end, long ones cut.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    for line in text.split_inclusive('\n') {
        let letters: Vec<char> = line.chars().collect();
        pieces.extend(letters.chunks(PIECE).map(|piece| piece.iter().collect::<String>()));
    }
    pieces
}

/// A text as it is kept: no blanks at line ends, each line ended.
fn tidy(text: &str) -> String {
    let text = text.trim_matches('\n');
    if text.trim().is_empty() {
        return String::new();
    }
    text.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

/// For each of `one` its fellow in `other`, by a longest common subsequence.
fn fellows(one: &[String], other: &[String]) -> Vec<Option<usize>> {
    let width = other.len() + 1;
    let mut lengths = vec![0_u32; (one.len() + 1) * width];
    let at = |i: usize, j: usize| i * width + j;
    for i in (0..one.len()).rev() {
        for j in (0..other.len()).rev() {
            lengths[at(i, j)] = if one[i] == other[j] {
                lengths[at(i + 1, j + 1)] + 1
            } else {
                lengths[at(i + 1, j)].max(lengths[at(i, j + 1)])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut fellows = vec![None; one.len()];
    while i < one.len() && j < other.len() {
        if one[i] == other[j] {
            fellows[i] = Some(j);
            (i, j) = (i + 1, j + 1);
        } else if lengths[at(i + 1, j)] >= lengths[at(i, j + 1)] {
            i += 1;
        } else {
            j += 1;
        }
    }
    fellows
}

/// How many of the new lines come before those that took the place of the old ones: where most beginnings are alike.
fn likeliest(old: &[&str], new: &[String]) -> usize {
    let alike = |skipped: &usize| -> usize {
        let pairs = old.iter().zip(new.iter().skip(*skipped));
        pairs
            .map(|(old, new)| old.trim_end().chars().zip(new.chars()).take_while(|(one, other)| one == other).count())
            .sum()
    };
    let most = new.len().saturating_sub(old.len());
    let skipped = if old.is_empty() { 0..=0 } else { 0..=most };
    skipped.rev().max_by_key(alike).unwrap_or_default()
}

/// What stands now with what somebody made of `from` in it: the pieces in their order, and those that go.
fn merged(now: Vec<Piece>, from: &[String], wanted: &[String]) -> Vec<Piece> {
    let texts: Vec<String> = now.iter().map(|piece| piece.text.clone()).collect();
    let (kept, here) = (fellows(from, wanted), fellows(from, &texts));
    // What each piece that stands becomes, and what follows it; the first is what comes before all.
    let mut after: Vec<Vec<String>> = vec![Vec::new(); now.len() + 1];
    let mut becomes: Vec<Option<String>> = texts.iter().cloned().map(Some).collect();
    let (mut place, mut next) = (0, 0);
    let mut gone: Vec<usize> = Vec::new();
    let mut settle = |gone: &mut Vec<usize>, place: &mut usize, new: &[String]| {
        let old: Vec<&str> = gone.iter().filter_map(|at| texts.get(*at)).map(String::as_str).collect();
        let (before, new) = new.split_at_checked(likeliest(&old, new)).unwrap_or_default();
        if let Some(list) = after.get_mut(*place) {
            list.extend(before.iter().cloned());
        }
        let mut new = new.iter();
        for old in gone.drain(..) {
            // A line that was changed stays at its place, so that another change of it is seen beside it.
            if let Some(slot) = becomes.get_mut(old) {
                *slot = new.next().cloned();
            }
            *place = old + 1;
        }
        if let Some(list) = after.get_mut(*place) {
            list.extend(new.cloned());
        }
    };
    for (at, fellow) in kept.iter().enumerate() {
        let stands = here.get(at).copied().flatten();
        match fellow {
            None => gone.extend(stands),
            Some(fellow) => {
                settle(&mut gone, &mut place, wanted.get(next..*fellow).unwrap_or_default());
                next = fellow + 1;
                if let Some(stands) = stands {
                    place = stands + 1;
                }
            }
        }
    }
    settle(&mut gone, &mut place, wanted.get(next..).unwrap_or_default());
    let new = |texts: Vec<String>| texts.into_iter().map(|text| Piece { at: None, text });
    let mut after = after.into_iter();
    let mut all: Vec<Piece> = new(after.next().unwrap_or_default()).collect();
    for ((piece, text), follow) in now.into_iter().zip(becomes).zip(after) {
        all.extend(text.map(|text| Piece { at: piece.at, text }));
        all.extend(new(follow));
    }
    all
}

impl Document {
    /// The covenant's text.
    #[must_use]
    pub fn covenant(&self) -> String {
        self.lines().into_iter().map(|piece| piece.text).collect::<String>().trim_end().to_owned()
    }

    /// The pieces that stand, in their order; of one that two people changed both texts.
    fn lines(&self) -> Vec<Piece> {
        let mut positions: Vec<(Position, String)> =
            self.keys(None).into_iter().filter_map(|key| Some((position(&key)?, key))).collect();
        positions.sort_unstable();
        let mut lines = Vec::new();
        for (at, key) in positions {
            let mut texts: Vec<String> = self.standing(&key, None).into_iter().map(|one| one.text).collect();
            texts.retain(|text| !text.is_empty());
            texts.dedup();
            let whole: String = texts.concat();
            lines.extend(pieces(&whole).into_iter().map(|text| Piece { at: Some(at.clone()), text }));
        }
        lines
    }

    /// Whether it is no more than many people may have written at once.
    #[must_use]
    pub fn is_covenant(&self) -> bool {
        self.keys(None).len() <= 64 * LINES && self.covenant().chars().count() <= 8 * LENGTH
    }

    /// Writes what somebody made of the text `from` into what stands now; `None` if nothing differs.
    ///
    /// # Errors
    /// A text that is too long, or a change no receiver would admit.
    pub fn write_covenant(
        &mut self,
        from: &str,
        text: &str,
        writer: Writer,
        seconds: i64,
    ) -> Result<Option<Wrote>, CovenantError> {
        let is_wrong = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\t');
        let is_long = |text: &str| text.trim_end().chars().count() > LENGTH || text.lines().count() > LINES;
        let (from, text) = (tidy(from), tidy(text));
        if is_long(&from) || is_long(&text) || text.chars().any(is_wrong) {
            return Err(CovenantError::Unfit);
        }
        let all = merged(self.lines(), &pieces(&from), &pieces(&text));
        let mark = u32::from_be_bytes([writer.device.0[0], writer.device.0[1], writer.device.0[2], writer.device.0[3]]);
        let wanted = self.placed(&all, mark).unwrap_or_else(|| anew(&all, mark));
        let wanted: BTreeMap<String, String> = wanted;
        let mut puts = Vec::new();
        let cleared = self.keys(None).into_iter().filter(|key| position(key).is_some() && !wanted.contains_key(key));
        let cleared: Vec<String> = cleared.collect();
        for (key, text) in wanted.into_iter().chain(cleared.into_iter().map(|key| (key, String::new()))) {
            let standing = self.standing(&key, None);
            let is_there = standing.iter().all(|one| one.text == text) && (!standing.is_empty() || text.is_empty());
            let stays = self.keeps(&standing, &text);
            if !is_there && !stays {
                puts.push(Put { key, text });
            }
        }
        if puts.is_empty() {
            return Ok(None);
        }
        let base: Heads = self.heads();
        Ok(self.write(&base, writer, seconds, puts)?)
    }

    /// Whether what two people wrote under a key is left as it stands.
    fn keeps(&self, standing: &[super::document::Standing], text: &str) -> bool {
        let mut texts: Vec<&str> = standing.iter().map(|one| one.text.as_str()).filter(|one| !one.is_empty()).collect();
        texts.dedup();
        texts.len() > 1 && texts.concat() == text
    }

    /// Each piece under a key: old ones under theirs, new ones between their neighbours; `None` where there is no room.
    fn placed(&self, all: &[Piece], mark: u32) -> Option<BTreeMap<String, String>> {
        let mut known: Vec<Position> = self.keys(None).iter().filter_map(|key| position(key)).collect();
        known.sort_unstable();
        let mut placed: BTreeMap<String, String> = BTreeMap::new();
        let mut last: Option<Position> = None;
        for piece in all {
            let at = match &piece.at {
                Some(at) => at.clone(),
                None => {
                    // The key after the last one, of lines that went too: a new line never takes the key of one of those.
                    let next = known.iter().find(|at| last.as_ref().is_none_or(|last| *at > last));
                    let at = between(last.as_ref(), next, mark)?;
                    let slot = known.partition_point(|known| *known < at);
                    known.insert(slot, at.clone());
                    at
                }
            };
            let text = placed.entry(key(&at)).or_default();
            text.push_str(&piece.text);
            if text.len() > super::written::TEXT_MAX {
                return None;
            }
            last = Some(at);
        }
        Some(placed)
    }
}

/// Every piece under a new key, far apart.
fn anew(all: &[Piece], mark: u32) -> BTreeMap<String, String> {
    // Many lines stand closer: a number beyond the end is no position.
    let room = END / u32::try_from(all.len()).unwrap_or(END).saturating_add(1);
    let numbers = (1..).map(|number: u32| number.saturating_mul(room.clamp(1, STEP)));
    numbers.zip(all).map(|(number, piece)| (key(&vec![(number, mark)]), piece.text.clone())).collect()
}

#[cfg(test)]
mod tests;
