//! Numbers of a board: what is hidden since it is small, what is not known, how long a bar is.

/// A number as a board shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// The number.
    Count(u32),
    /// Too small to be shown: fewer than three.
    Few,
    /// There is none to be known.
    Unknown,
}

/// A count; in figures that were sent up, a missing one is a small one.
#[must_use]
pub const fn cell(count: Option<u32>, is_from_figures: bool) -> Cell {
    match count {
        Some(count) => Cell::Count(count),
        None if is_from_figures => Cell::Few,
        None => Cell::Unknown,
    }
}

/// A length in hours; a missing one is not known, wherever it comes from.
#[must_use]
pub const fn hours(hours: Option<u32>) -> Cell {
    match hours {
        Some(hours) => Cell::Count(hours),
        None => Cell::Unknown,
    }
}

/// How wide the bar of a number is beside the largest, in percent; a hidden one has a bar of its own small width.
#[must_use]
pub fn width(cell: Cell, largest: u32) -> u32 {
    match cell {
        Cell::Count(count) => {
            u32::try_from(u64::from(count.min(largest)) * 100 / u64::from(largest.max(1))).unwrap_or(100)
        }
        Cell::Few => u32::min(200 / largest.max(3), 100),
        Cell::Unknown => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_number_is_hidden_only_in_figures() {
        assert_eq!(
            [cell(None, true), cell(None, false), cell(Some(0), true)],
            [Cell::Few, Cell::Unknown, Cell::Count(0)]
        );
        assert_eq!(hours(None), Cell::Unknown);
    }

    #[test]
    fn no_bar_is_wider_than_its_place() {
        for largest in [0, 1, 3, 7, u32::MAX] {
            for shown in [Cell::Count(0), Cell::Count(1), Cell::Count(u32::MAX), Cell::Few, Cell::Unknown] {
                assert!(width(shown, largest) <= 100, "{shown:?} of {largest}");
            }
        }
        assert_eq!([width(Cell::Count(5), 10), width(Cell::Count(0), 10), width(Cell::Few, 10)], [50, 0, 20]);
    }
}
