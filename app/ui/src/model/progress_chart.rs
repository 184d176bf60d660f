//! The geometry of a chart over weeks, in a square of 100 by 100 whose origin is at the top left.
//!
//! **Invariant:** whatever the counts are, nothing lies outside of the square, and the axis begins at 0.

/// Round marks from 0 up to the first that is not below `max`: at most five, whole numbers, at least 0 and 1.
#[must_use]
pub fn ticks(max: u32) -> Vec<u32> {
    let max = u64::from(max.max(1));
    let steps = (0..10u32).flat_map(|power| [1, 2, 5].map(|digit| digit * 10u64.pow(power)));
    let step = steps.into_iter().find(|step| max.div_ceil(*step) <= 4).unwrap_or(max);
    (0..=max.div_ceil(step)).map(|mark| u32::try_from(mark * step).unwrap_or(u32::MAX)).collect()
}

/// How far a count lies up an axis that ends at `top`, in percent.
#[must_use]
pub fn share(count: u32, top: u32) -> f64 {
    if top == 0 { 0.0 } else { f64::from(count.min(top)) * 100.0 / f64::from(top) }
}

/// The middle of the place of one of `count` weeks.
#[must_use]
pub fn middle(at: usize, count: usize) -> f64 {
    (at as f64 + 0.5) * 100.0 / count.max(1) as f64
}

/// A line through the counts, and the same closed along the axis, as paths of a drawing.
#[must_use]
pub fn line(counts: &[u32], top: u32) -> (String, String) {
    let points: Vec<String> = counts
        .iter()
        .enumerate()
        .map(|(at, count)| format!("{:.2} {:.2}", middle(at, counts.len()), 100.0 - share(*count, top)))
        .collect();
    if points.is_empty() {
        return (String::new(), String::new());
    }
    let stroke = format!("M{}", points.join("L"));
    let (first, last) = (middle(0, counts.len()), middle(counts.len() - 1, counts.len()));
    let area = format!("{stroke}L{last:.2} 100L{first:.2} 100Z");
    (stroke, area)
}

/// A part of a bar.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Block {
    /// Which of the stacked counts it is.
    pub kind: usize,
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// How much of its place a bar takes.
const FILLED: f64 = 0.72;

/// Bars of stacked counts, the first kind at the bottom; counts of 0 have no block.
#[must_use]
pub fn bars(weeks: &[Vec<u32>], top: u32) -> Vec<Block> {
    let width = 100.0 / weeks.len().max(1) as f64 * FILLED;
    let mut blocks = Vec::new();
    for (at, counts) in weeks.iter().enumerate() {
        let mut below = 0u32;
        for (kind, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let above = below.saturating_add(*count);
            let (y, foot) = (100.0 - share(above, top), 100.0 - share(below, top));
            blocks.push(Block { kind, x: middle(at, weeks.len()) - width / 2.0, y, width, height: foot - y });
            below = above;
        }
    }
    blocks
}

/// Which of `count` weeks are named below the axis: at most `most`, evenly apart, the last always.
#[must_use]
pub fn named(count: usize, most: usize) -> Vec<usize> {
    let Some(last) = count.checked_sub(1) else { return Vec::new() };
    let apart = count.div_ceil(most.max(1)).max(1);
    let mut named: Vec<usize> = (0..=last).rev().step_by(apart).collect();
    named.reverse();
    named
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_round_few_and_reach_the_highest_count() {
        assert_eq!([ticks(0), ticks(1), ticks(4)], [vec![0, 1], vec![0, 1], vec![0, 1, 2, 3, 4]]);
        assert_eq!([ticks(7), ticks(938)], [vec![0, 2, 4, 6, 8], vec![0, 500, 1_000]]);
        for max in (0..3_000).chain([u32::MAX]) {
            let marks = ticks(max);
            assert!((2..=5).contains(&marks.len()) && marks[0] == 0, "{max}: {marks:?}");
            assert!(marks.last().is_some_and(|last| *last >= max), "{max}: {marks:?}");
            assert!(marks.is_sorted(), "{max}: {marks:?}");
        }
    }

    #[test]
    fn a_line_goes_up_with_the_counts_and_stays_inside() {
        let (stroke, area) = line(&[0, 5, 10], 10);
        assert_eq!(stroke, "M16.67 100.00L50.00 50.00L83.33 0.00");
        assert!(area.starts_with(&stroke) && area.ends_with("L83.33 100L16.67 100Z"));
        assert_eq!(line(&[20], 10).0, "M50.00 0.00");
        assert_eq!(line(&[], 10), (String::new(), String::new()));
        assert_eq!(line(&[3], 0).0, "M50.00 100.00");
    }

    #[test]
    fn bars_stand_on_each_other() {
        let blocks = bars(&[vec![5, 0, 3], vec![], vec![0, 10, 0]], 10);
        assert_eq!(blocks.iter().map(|block| block.kind).collect::<Vec<_>>(), [0, 2, 1]);
        assert!((blocks[0].y - 50.0).abs() < 1e-9 && (blocks[0].y + blocks[0].height - 100.0).abs() < 1e-9);
        assert!((blocks[1].y + blocks[1].height - blocks[0].y).abs() < 1e-9);
        assert!((blocks[2].height - 100.0).abs() < 1e-9);
        assert!(blocks.iter().all(|block| block.x >= 0.0 && block.x + block.width <= 100.0 && block.y >= 0.0));
    }

    #[test]
    fn a_bar_higher_than_the_axis_is_cut_off() {
        let blocks = bars(&[vec![8, u32::MAX]], 10);
        assert!(blocks.iter().all(|block| block.y >= 0.0 && block.height >= 0.0));
    }

    #[test]
    fn the_last_week_is_always_named() {
        assert_eq!([named(13, 4), named(1, 4), named(2, 4)], [vec![0, 4, 8, 12], vec![0], vec![0, 1]]);
        for count in 1..105 {
            let weeks = named(count, 4);
            assert!(weeks.last() == Some(&(count - 1)) && weeks.len() <= 4, "{count}: {weeks:?}");
        }
        assert_eq!(named(0, 4), Vec::<usize>::new());
    }
}
