//! Joining: what a newcomer typed, which code a link is, whose roles a wish stands for.

pub mod admit;

use linli_contract::joining::{InvitationView, Newcomer, RequestView, Wish};
use linli_contract::members::Role;
use linli_shared::calendar::Millis;

use super::dates::narrow;

/// Number of the text that a newcomer agrees to; a changed text gets the next one.
pub const CONSENT: u16 = 1;

/// Characters of a name and of a door in words.
pub const WORD_MAX: u32 = 40;

/// Characters of a note.
pub const NOTE_MAX: u32 = 200;

/// Milliseconds of a day.
const DAY: i64 = 24 * 3_600_000;

/// What a newcomer typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers {
    /// Name.
    pub name: String,
    /// The door in their own words.
    pub door: String,
    /// Telephone number.
    pub phone: String,
    /// As what, once chosen.
    pub wish: Option<Wish>,
    /// A word to the reviewer.
    pub note: String,
}

/// What is missing or wrong, in the order of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// No name.
    Name,
    /// As what was not chosen.
    Wish,
    /// Somebody who lives here says no door.
    Door,
    /// Not a telephone number.
    Phone,
}

/// Wishes in the order they are offered.
pub const WISHES: [Wish; 7] =
    [Wish::Seat, Wish::Family, Wish::Worker, Wish::Property, Wish::Department, Wish::Volunteer, Wish::Replacement];

/// A wish's code among chips.
#[must_use]
pub const fn wish_code(wish: Wish) -> &'static str {
    match wish {
        Wish::Seat => "seat",
        Wish::Family => "family",
        Wish::Worker => "worker",
        Wish::Property => "property",
        Wish::Department => "department",
        Wish::Volunteer => "volunteer",
        Wish::Replacement => "replacement",
    }
}

/// The wish of a code.
#[must_use]
pub fn wish_of(code: &str) -> Option<Wish> {
    WISHES.into_iter().find(|wish| wish_code(*wish) == code)
}

/// Whether somebody with this wish lives behind a door here.
#[must_use]
pub const fn lives_here(wish: Wish) -> bool {
    matches!(wish, Wish::Seat | Wish::Family)
}

/// The role that a wish stands for beside that of a resident.
#[must_use]
pub const fn role_of(wish: Wish) -> Option<Role> {
    match wish {
        Wish::Seat | Wish::Family | Wish::Replacement => None,
        Wish::Worker => Some(Role::GridWorker),
        Wish::Property => Some(Role::Property),
        Wish::Department => Some(Role::Department),
        Wish::Volunteer => Some(Role::Volunteer),
    }
}

/// What a newcomer asks, once it is whole.
///
/// # Errors
/// Every [`Lack`].
pub fn newcomer(answers: &Answers) -> Result<Newcomer, Vec<Lack>> {
    let name = one_line(&answers.name, WORD_MAX);
    let door = one_line(&answers.door, WORD_MAX);
    let phone: String = answers.phone.chars().map(narrow).filter(|letter| !letter.is_whitespace()).collect();
    let mut lacks = Vec::new();
    if name.is_empty() {
        lacks.push(Lack::Name);
    }
    if answers.wish.is_none() {
        lacks.push(Lack::Wish);
    }
    if door.is_empty() && answers.wish.is_none_or(lives_here) {
        lacks.push(Lack::Door);
    }
    if !phone.is_empty() && !is_phone(&phone) {
        lacks.push(Lack::Phone);
    }
    match answers.wish.filter(|_| lacks.is_empty()) {
        Some(wish) => {
            Ok(Newcomer { name, door, phone, wish, note: one_line(&answers.note, NOTE_MAX), consent: CONSENT })
        }
        None => Err(lacks),
    }
}

/// What a newcomer typed before, to be changed.
#[must_use]
pub fn answers(newcomer: &Newcomer) -> Answers {
    Answers {
        name: newcomer.name.clone(),
        door: newcomer.door.clone(),
        phone: newcomer.phone.clone(),
        wish: Some(newcomer.wish),
        note: newcomer.note.clone(),
    }
}

fn one_line(text: &str, most: u32) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().take(most as usize).collect()
}

/// Whether this can be a telephone number.
#[must_use]
pub fn is_phone(phone: &str) -> bool {
    let digits = phone.chars().filter(char::is_ascii_digit).count();
    let is_plain = phone.chars().all(|letter| letter.is_ascii_digit() || "+-()".contains(letter));
    is_plain && (5..=20).contains(&digits) && phone.chars().count() <= 20
}

/// The building a poster names at its end, to begin the door with: `3号楼` of `宝钢一村 3号楼`.
#[must_use]
pub fn building_of(place: &str) -> Option<&str> {
    const ENDS: [&str; 5] = ["号楼", "栋", "幢", "号", "楼"];
    const NUMBERS: &str = "一二三四五六七八九十百";
    let place = place.trim();
    let before = ENDS.iter().find_map(|end| place.strip_suffix(end))?;
    let is_number = |letter: char| letter.is_ascii_alphanumeric() || narrow(letter).is_ascii_digit();
    let number = before.trim_end_matches(|letter| is_number(letter) || NUMBERS.contains(letter) || letter == '-');
    (number.len() < before.len()).then(|| &place[number.len()..])
}

/// A code's part behind `#`, as far as it looks like one: a letter, a point, and more.
#[must_use]
pub fn is_code(fragment: &str) -> bool {
    let mut letters = fragment.chars();
    let is_known = letters.next().is_some_and(|letter| "jsnvf".contains(letter));
    is_known && letters.next() == Some('.') && letters.next().is_some()
}

/// The address that a link belongs to, `https://linli.example` of `https://linli.example/#j.…`, wherever words stand around it.
#[must_use]
pub fn relay_of(text: &str) -> Option<&str> {
    let link = text.split_whitespace().find(|word| word.contains("/#"))?;
    let relay = link[link.find("http")?..].split_once("/#")?.0;
    ["http://", "https://"].iter().any(|scheme| relay.starts_with(scheme)).then_some(relay)
}

/// Digits of a sheet of paper as its groups of six, the last perhaps not whole.
#[must_use]
pub fn groups(typed: &str) -> Vec<String> {
    let digits: Vec<char> = typed.chars().map(narrow).filter(char::is_ascii_digit).collect();
    digits.chunks(6).map(|group| group.iter().collect()).collect()
}

/// Whole days until an invitation ends; at least one while it lasts.
#[must_use]
pub const fn days_left(invitation: &InvitationView, now: Millis) -> i64 {
    let left = invitation.until.0.saturating_sub(now.0);
    if left <= 0 { 0 } else { (left + DAY - 1) / DAY }
}

/// What is known about a request, to be said before somebody decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hint {
    /// This device cannot open it.
    Sealed,
    /// Their words fit no door.
    NoDoor,
    /// The register has somebody of that name behind the door.
    Registered,
    /// It has not.
    NotRegistered,
    /// Somebody else holds the household's seat, by name.
    SeatHeld(String),
    /// So many members have that name.
    Namesakes(usize),
}

/// What to say of a request.
#[must_use]
pub fn hints(request: &RequestView) -> Vec<Hint> {
    let Some(newcomer) = &request.newcomer else { return vec![Hint::Sealed] };
    let mut hints = Vec::new();
    match request.door {
        Some(_) if request.is_registered => hints.push(Hint::Registered),
        Some(_) => hints.push(Hint::NotRegistered),
        None if lives_here(newcomer.wish) => hints.push(Hint::NoDoor),
        None => {}
    }
    if let Some(holder) = request.seat_holder.clone().filter(|_| newcomer.wish != Wish::Replacement) {
        hints.push(Hint::SeatHeld(holder));
    }
    if !request.namesakes.is_empty() {
        hints.push(Hint::Namesakes(request.namesakes.len()));
    }
    hints
}

/// How many know the person, and how many do not.
#[must_use]
pub fn voices(request: &RequestView) -> (usize, usize) {
    let known = request.recommendations.iter().filter(|voice| voice.is_for).count();
    (known, request.recommendations.len() - known)
}

#[cfg(test)]
mod tests;
