//! Entries by shelf.

use linli_contract::guides::{GuideRow, Shelf};

/// The word of a shelf, for tests and chips.
#[must_use]
pub const fn word(shelf: Shelf) -> &'static str {
    match shelf {
        Shelf::HowTo => "how-to",
        Shelf::Contact => "contact",
        Shelf::Duty => "duty",
        Shelf::Property => "property",
        Shelf::Doctor => "doctor",
        Shelf::Lawyer => "lawyer",
        Shelf::Police => "police",
        Shelf::Service => "service",
    }
}

/// The shelf of a word.
#[must_use]
pub fn shelf_of(of: &str) -> Option<Shelf> {
    Shelf::ALL.into_iter().find(|shelf| word(*shelf) == of)
}

/// The shelves that hold something, each with its entries in their order; of one shelf, only that.
#[must_use]
pub fn on_shelves(rows: &[GuideRow], only: Option<Shelf>) -> Vec<(Shelf, Vec<GuideRow>)> {
    let shelves = Shelf::ALL.into_iter().filter(|shelf| only.is_none_or(|only| only == *shelf));
    let of = |shelf| rows.iter().filter(|row| row.shelf == shelf).cloned().collect::<Vec<_>>();
    shelves.map(|shelf| (shelf, of(shelf))).filter(|(_, rows)| !rows.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use linli_contract::sync::RecordSync;
    use linli_shared::calendar::Millis;
    use linli_shared::ids::RecordId;

    use super::*;

    fn row(shelf: Shelf, id: u8) -> GuideRow {
        GuideRow {
            guide: RecordId([id; 16]),
            shelf,
            title: "王医生".into(),
            excerpt: String::new(),
            phone: "5566".into(),
            hours: String::new(),
            thumb: None,
            changed: Millis(0),
            sync: RecordSync::WithRelay,
        }
    }

    #[test]
    fn empty_shelves_are_not_shown_and_entries_keep_their_order() {
        let rows = [row(Shelf::Doctor, 2), row(Shelf::HowTo, 9), row(Shelf::Doctor, 1)];
        let all = on_shelves(&rows, None);
        let ids = |at: usize| all[at].1.iter().map(|row| row.guide.0[0]).collect::<Vec<_>>();
        assert_eq!(all.iter().map(|(shelf, _)| *shelf).collect::<Vec<_>>(), [Shelf::HowTo, Shelf::Doctor]);
        assert_eq!((ids(0), ids(1)), (vec![9], vec![2, 1]));
        assert_eq!(on_shelves(&rows, Some(Shelf::Doctor)).len(), 1);
        assert!(on_shelves(&rows, Some(Shelf::Police)).is_empty());
    }

    #[test]
    fn every_shelf_has_a_word_that_leads_back_to_it() {
        for shelf in Shelf::ALL {
            assert_eq!(shelf_of(word(shelf)), Some(shelf));
        }
        assert_eq!(shelf_of("all"), None);
    }
}
