//! What is said beside the fields: where a value is known from, why a person left, why a household ended.
//!
//! **Invariant:** the texts are written into documents and never change their meaning; a text of a newer release reads as
//! the plainest of its kind, never as nothing.

use super::Place;
use crate::calendar::Date;

/// Where values are known from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize, serde::Deserialize)]
pub enum Source {
    /// Said at the door.
    #[default]
    AtTheDoor,
    /// Said on the telephone.
    ByPhone,
    /// Read from a paper.
    Paper,
    /// From a list.
    List {
        /// What the list is called.
        name: String,
    },
    /// Taken over from another place of the register.
    Moved,
    /// Said by a member of the household, through the app.
    ByMember,
}

/// Why a person is no longer in a household.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Departure {
    /// Was entered by mistake, or for a reason this release does not know.
    Mistake,
    /// Died.
    Died {
        /// The day, if known.
        on: Option<String>,
    },
    /// Left the community.
    Left {
        /// The day, if known.
        on: Option<String>,
        /// Where to; empty if not known.
        to: String,
    },
    /// Lives in another household now.
    Moved {
        /// That household's place.
        to: Place,
    },
}

/// Why a household ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Ending {
    /// All of it left, or it ended for a reason this release does not know.
    Left,
    /// Its people live elsewhere now.
    Moved {
        /// Where.
        to: Place,
    },
    /// Other people moved in.
    TenantsChanged,
    /// Was entered by mistake.
    Mistake,
}

/// The longest name of a list, in characters.
pub const LIST_NAME: usize = 60;
/// The longest destination of those who left, in characters.
pub const DESTINATION: usize = 100;

impl Source {
    /// The text beside the values; empty for what was said at the door.
    pub(super) fn text(&self) -> String {
        match self {
            Self::AtTheDoor => String::new(),
            Self::ByPhone => "t".into(),
            Self::Paper => "p".into(),
            Self::List { name } => format!("l.{name}"),
            Self::Moved => "m".into(),
            Self::ByMember => "s".into(),
        }
    }

    pub(super) fn read(text: &str) -> Self {
        match text {
            "t" => Self::ByPhone,
            "p" => Self::Paper,
            "m" => Self::Moved,
            "s" => Self::ByMember,
            other => other.strip_prefix("l.").map_or(Self::AtTheDoor, |name| Self::List { name: name.into() }),
        }
    }

    pub(super) fn can_stand(&self) -> bool {
        match self {
            Self::List { name } => !name.is_empty() && is_line(name, LIST_NAME),
            Self::AtTheDoor | Self::ByPhone | Self::Paper | Self::Moved | Self::ByMember => true,
        }
    }
}

impl Departure {
    /// The text of the mark, never empty.
    pub(super) fn text(&self) -> String {
        let day = |on: &Option<String>| on.clone().unwrap_or_default();
        match self {
            Self::Mistake => "1".into(),
            Self::Died { on } => format!("d.{}", day(on)),
            Self::Left { on, to } => format!("l.{}.{to}", day(on)),
            Self::Moved { to } => format!("m.{}", to.text()),
        }
    }

    pub(super) fn read(text: &str) -> Self {
        let day = |text: &str| Date::parse(text).map(|date| date.to_string());
        match text.split_once('.') {
            Some(("d", on)) => Self::Died { on: day(on) },
            Some(("l", rest)) => {
                let (on, to) = rest.split_once('.').unwrap_or((rest, ""));
                Self::Left { on: day(on), to: to.into() }
            }
            Some(("m", place)) => Place::read(place).map_or(Self::Mistake, |to| Self::Moved { to }),
            Some(_) | None => Self::Mistake,
        }
    }

    pub(super) fn can_stand(&self) -> bool {
        let is_day = |on: &Option<String>| on.as_deref().is_none_or(|on| Date::parse(on).is_some());
        match self {
            Self::Died { on } => is_day(on),
            Self::Left { on, to } => is_day(on) && is_line(to, DESTINATION),
            Self::Mistake | Self::Moved { .. } => true,
        }
    }
}

impl Ending {
    /// The text under the household's own mark, never empty.
    pub(super) fn text(self) -> String {
        match self {
            Self::Left => "l".into(),
            Self::Moved { to } => format!("m.{}", to.text()),
            Self::TenantsChanged => "t".into(),
            Self::Mistake => "1".into(),
        }
    }

    pub(super) fn read(text: &str) -> Self {
        match text {
            "t" => Self::TenantsChanged,
            "1" => Self::Mistake,
            other => other.strip_prefix("m.").and_then(Place::read).map_or(Self::Left, |to| Self::Moved { to }),
        }
    }
}

fn is_line(text: &str, most: usize) -> bool {
    text.chars().count() <= most && !text.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::AreaId;

    const PLACE: Place = Place { door: AreaId([0xab; 16]), slot: 3, generation: 2 };

    #[test]
    fn marks_are_written_as_ever_and_read_back() {
        let place = format!("{}.3.2", "ab".repeat(16));
        let departures = [
            (Departure::Mistake, "1".to_owned()),
            (Departure::Died { on: None }, "d.".into()),
            (Departure::Died { on: Some("2026-11-21".into()) }, "d.2026-11-21".into()),
            (Departure::Left { on: None, to: "苏州.园区".into() }, "l..苏州.园区".into()),
            (Departure::Left { on: Some("2026-11-21".into()), to: String::new() }, "l.2026-11-21.".into()),
            (Departure::Moved { to: PLACE }, format!("m.{place}")),
        ];
        for (departure, text) in departures {
            assert_eq!(departure.text(), text);
            assert_eq!(Departure::read(&text), departure);
        }
        let endings = [
            (Ending::Left, "l".to_owned()),
            (Ending::Moved { to: PLACE }, format!("m.{place}")),
            (Ending::TenantsChanged, "t".into()),
            (Ending::Mistake, "1".into()),
        ];
        for (ending, text) in endings {
            assert_eq!(ending.text(), text);
            assert_eq!(Ending::read(&text), ending);
        }
        let sources = [
            (Source::AtTheDoor, ""),
            (Source::ByPhone, "t"),
            (Source::Paper, "p"),
            (Source::List { name: "2024年底册".into() }, "l.2024年底册"),
            (Source::Moved, "m"),
            (Source::ByMember, "s"),
        ];
        for (source, text) in sources {
            assert_eq!(source.text(), text);
            assert_eq!(Source::read(text), source);
        }
    }

    #[test]
    fn marks_of_a_newer_release_are_never_read_as_nothing() {
        assert_eq!(Departure::read("z.9"), Departure::Mistake);
        assert_eq!(Departure::read("m.nowhere"), Departure::Mistake);
        assert_eq!(Departure::read("d.yesterday"), Departure::Died { on: None });
        assert_eq!(Ending::read("z"), Ending::Left);
        assert_eq!(Source::read("z"), Source::AtTheDoor);
    }
}
