//! What one looks up: guides, contacts, duty, the property window, doctor, lawyer, police, services with their providers.
//!
//! An entry is a record of its own: it begins with what its owner wrote and goes on with whole new versions, until it is taken
//! off its shelf. The state is a pure fold over them in the order of places.
//! **Invariant:** the committee may write every shelf, the property company only its own window and the services.

mod check;
mod fold;

pub use check::{DUTY, HOURS, PHONE, PLACE, PRICE, TEXT, TITLE, WHO};
pub use fold::{GuideState, fold};

use serde::{Deserialize, Serialize};

use crate::blobs::Attachment;
use crate::calendar::{Date, Millis};
use crate::cbor;
use crate::square::Standing;

/// The version that this release writes.
pub const VERSION: u8 = 1;

/// The shelves.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, minicbor::Encode, minicbor::Decode,
)]
#[cbor(index_only)]
pub enum Shelf {
    /// How things are done 办事指南.
    #[n(0)]
    HowTo,
    /// Whom to call 联系电话.
    #[n(1)]
    Contact,
    /// Who is on duty 值班表.
    #[n(2)]
    Duty,
    /// The property company's window 物业之窗.
    #[n(3)]
    Property,
    /// The community's doctor 社区医生.
    #[n(4)]
    Doctor,
    /// The community's lawyer 社区律师.
    #[n(5)]
    Lawyer,
    /// The community's police 社区民警.
    #[n(6)]
    Police,
    /// Services and who offers them 便民服务.
    #[n(7)]
    Service,
}

impl Shelf {
    /// Every shelf.
    pub const ALL: [Self; 8] = [
        Self::HowTo,
        Self::Contact,
        Self::Duty,
        Self::Property,
        Self::Doctor,
        Self::Lawyer,
        Self::Police,
        Self::Service,
    ];
}

/// Whether somebody of this standing may put something on a shelf.
#[must_use]
pub const fn may_write(standing: Standing, shelf: Shelf) -> bool {
    standing.has(Standing::STEWARD)
        || (standing.has(Standing::PROPERTY) && matches!(shelf, Shelf::Property | Shelf::Service))
}

/// What an entry says.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct GuideContent {
    /// [`VERSION`].
    #[n(0)]
    pub version: u8,
    /// Its shelf.
    #[n(1)]
    pub shelf: Shelf,
    /// What it is about, or who; one line.
    #[n(2)]
    pub title: String,
    /// Text, formatted like a notice's.
    #[n(3)]
    pub text: String,
    /// A telephone number as it is dialled; empty for none.
    #[n(4)]
    pub phone: String,
    /// Where, in words.
    #[n(5)]
    pub place: String,
    /// When somebody is there, in words.
    #[n(6)]
    pub hours: String,
    /// What it costs, in words.
    #[n(7)]
    pub price: String,
    /// Who is on duty, by day.
    #[n(8)]
    pub duty: Vec<Duty>,
    /// Its place on the shelf, smallest first.
    #[n(9)]
    pub order: u16,
    /// Photos and files.
    #[n(10)]
    pub attached: Vec<Attachment>,
    /// Device time of writing.
    #[n(11)]
    pub at: Millis,
}

/// A line of a duty list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, minicbor::Encode, minicbor::Decode)]
pub struct Duty {
    /// The day, as days since 1970-01-01.
    #[n(0)]
    pub day: i32,
    /// Who.
    #[n(1)]
    pub who: String,
    /// A telephone number as it is dialled; may be empty.
    #[n(2)]
    pub phone: String,
}

impl Duty {
    /// A line for a day.
    #[must_use]
    pub fn new(day: Date, who: String, phone: String) -> Self {
        // Every date there is lies within.
        Self { day: i32::try_from(day.day_number()).unwrap_or_default(), who, phone }
    }

    /// The day; `None` outside the calendar.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        Date::from_day_number(self.day.into())
    }
}

/// What is said of an entry later.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub enum GuideChange {
    /// It now says this.
    #[n(0)]
    Changed(#[n(0)] GuideContent),
    /// It is taken off its shelf.
    #[n(1)]
    Ended {
        /// Device time.
        #[n(0)]
        at: Millis,
    },
}

cbor::contents! { GuideContent GuideChange }

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn guide() -> GuideContent {
        GuideContent {
            version: VERSION,
            shelf: Shelf::Contact,
            title: "物业维修".into(),
            text: "夜间请拨打此号码".into(),
            phone: "021-5566 7788".into(),
            place: "12号楼底层".into(),
            hours: "全天".into(),
            price: String::new(),
            duty: Vec::new(),
            order: 1,
            attached: Vec::new(),
            at: Millis(0),
        }
    }

    #[test]
    fn the_committee_writes_every_shelf_and_the_property_company_two() {
        let of = |standing| Shelf::ALL.into_iter().filter(|shelf| may_write(standing, *shelf)).collect::<Vec<_>>();
        assert_eq!(of(Standing::STEWARD), Shelf::ALL);
        assert_eq!(of(Standing::PROPERTY.with(Standing::RESIDENT)), [Shelf::Property, Shelf::Service]);
        for other in [Standing::RESIDENT, Standing::WORKER, Standing::LEADER, Standing::VOLUNTEER] {
            assert_eq!(of(other), [], "{other:?}");
        }
    }

    #[test]
    fn a_line_of_duty_keeps_its_day() {
        let day = Date::parse("2026-11-22").expect("a day");
        assert_eq!(Duty::new(day, "王芳".into(), String::new()).date(), Some(day));
        assert_eq!(Duty { day: i32::MAX, who: "王芳".into(), phone: String::new() }.date(), None);
    }
}
