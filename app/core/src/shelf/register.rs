//! The register of places: which there are, which is open, and which were left and have to be wiped.
//!
//! It lies beside the places in clear and holds no more than the names and codes of communities. Without it there is the
//! first place, so that the data of earlier releases stays where it is.

use linli_contract::communities::CommunityRow;
use linli_shared::cbor;
use linli_shared::ids::LogCode;

/// A place on this device: 1 is the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub struct Place(#[n(0)] u32);

impl Place {
    /// The place of a device with one community.
    pub const FIRST: Self = Self(1);

    /// Its name for the screens.
    #[must_use]
    pub fn name(self) -> String {
        self.0.to_string()
    }

    /// Reads [`Self::name`].
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok().filter(|number| *number > 0).map(Self)
    }

    /// Where it is kept: under the base itself for the first, else under the base with its number.
    #[must_use]
    pub fn under(self, base: &str) -> String {
        if self == Self::FIRST { base.to_owned() } else { format!("{base}-{}", self.0) }
    }
}

/// A place in the register.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
struct Line {
    #[n(0)]
    place: Place,
    #[n(1)]
    name: String,
    #[n(2)]
    log: Option<LogCode>,
}

/// The register.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct Register {
    /// The place on the screens.
    #[n(0)]
    pub open: Place,
    #[n(1)]
    lines: Vec<Line>,
    /// Places that were left and are not wiped yet.
    #[n(2)]
    pub leaving: Vec<Place>,
}

impl Default for Register {
    fn default() -> Self {
        let line = Line { place: Place::FIRST, name: String::new(), log: None };
        Self { open: Place::FIRST, lines: vec![line], leaving: Vec::new() }
    }
}

impl Register {
    /// Reads what is kept; the first place alone if nothing is or it cannot be read. Places beyond it show again as new ones
    /// are asked for, since they are numbered in order.
    #[must_use]
    pub fn read(kept: Option<&[u8]>) -> Self {
        let read = kept.and_then(|bytes| cbor::from_slice::<Self>(bytes).ok()).unwrap_or_default();
        if read.has(read.open) { read } else { Self { open: Place::FIRST, ..Self::default() } }
    }

    /// Its bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        cbor::to_vec(self)
    }

    /// Whether there is such a place.
    #[must_use]
    pub fn has(&self, place: Place) -> bool {
        self.lines.iter().any(|line| line.place == place)
    }

    /// For the screens, in the order they were joined.
    #[must_use]
    pub fn rows(&self) -> Vec<CommunityRow> {
        let rows = self.lines.iter().map(|line| CommunityRow {
            place: line.place.name(),
            name: line.name.clone(),
            log: line.log,
            is_open: line.place == self.open,
        });
        rows.collect()
    }

    /// A place nobody has joined in: one that is there already, else a new number.
    #[must_use]
    pub fn empty(&self) -> Place {
        let unused = self.lines.iter().find(|line| line.log.is_none() && line.name.is_empty());
        unused.map_or_else(|| self.free(), |line| line.place)
    }

    fn free(&self) -> Place {
        let is_free = |place: &Place| !self.has(*place) && !self.leaving.contains(place);
        (1..u32::MAX).map(Place).find(is_free).unwrap_or(Place(u32::MAX))
    }

    /// The place to open once another is left: the first of the others, else an empty one.
    #[must_use]
    pub fn after(&self, left: Place) -> Place {
        let other = self.lines.iter().find(|line| line.place != left);
        other.map_or_else(|| self.free(), |line| line.place)
    }

    /// Puts a place on the screens.
    pub fn set_open(&mut self, place: Place) {
        self.open = place;
        if !self.has(place) {
            self.lines.push(Line { place, name: String::new(), log: None });
        }
    }

    /// Takes a place out and notes that it has to be wiped; another is open from now on.
    pub fn leave(&mut self, place: Place) {
        let next = self.after(place);
        self.lines.retain(|line| line.place != place);
        self.leaving.push(place);
        self.set_open(next);
    }

    /// A place was wiped.
    pub fn forget(&mut self, place: Place) {
        self.leaving.retain(|leaving| *leaving != place);
    }

    /// Keeps name and code of the open community; tells whether that is news.
    pub fn note(&mut self, name: &str, log: Option<LogCode>) -> bool {
        let Some(line) = self.lines.iter_mut().find(|line| line.place == self.open) else { return false };
        // The name comes with the areas, later than the seat.
        let name = if name.is_empty() { line.name.clone() } else { name.to_owned() };
        let is_news = line.name != name || line.log != log;
        (line.name, line.log) = (name, log);
        is_news
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOG: LogCode = LogCode(310_113_003_001);

    fn names(register: &Register) -> Vec<(String, String, bool)> {
        register.rows().into_iter().map(|row| (row.place, row.name, row.is_open)).collect()
    }

    fn line(place: &str, name: &str, is_open: bool) -> (String, String, bool) {
        (place.into(), name.into(), is_open)
    }

    #[test]
    fn without_a_register_there_is_the_first_place_where_it_always_was() {
        for kept in [None, Some(b"?".as_slice()), Some(b"".as_slice())] {
            assert_eq!(names(&Register::read(kept)), [line("1", "", true)]);
        }
        assert_eq!([Place(1), Place(2)].map(|place| place.under("linli")), ["linli", "linli-2"]);
        assert_eq!([Place::parse("2"), Place::parse("0"), Place::parse("x")], [Some(Place(2)), None, None]);
    }

    #[test]
    fn a_second_community_is_joined_in_a_place_of_its_own_and_an_empty_one_is_used_first() {
        let mut register = Register::default();
        assert_eq!(register.empty(), Place(1), "nobody has joined in the first yet");
        assert!(register.note("宝钢一村", Some(LOG)));
        assert!(!register.note("", Some(LOG)), "a name stays until there is another");
        let second = register.empty();
        register.set_open(second);
        assert_eq!(names(&register), [line("1", "宝钢一村", false), line("2", "", true)]);
        assert_eq!(register.empty(), second);
        assert_eq!(Register::read(Some(&register.to_bytes())), register);
    }

    #[test]
    fn a_place_that_was_left_is_not_used_again_before_it_is_wiped() {
        let mut register = Register::default();
        register.note("宝钢一村", Some(LOG));
        register.leave(Place(1));
        assert_eq!((register.open, register.leaving.as_slice()), (Place(2), [Place(1)].as_slice()));
        assert_eq!(names(&register), [line("2", "", true)]);
        register.note("宝钢二村", Some(LOG));
        assert_eq!(register.empty(), Place(3));
        register.forget(Place(1));
        assert_eq!(register.empty(), Place(1));
        let mut several = register.clone();
        several.set_open(Place(3));
        several.leave(Place(3));
        assert_eq!(several.open, Place(2), "the other community is opened");
    }
}
