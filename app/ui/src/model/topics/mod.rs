//! The council hall: what the list shows first, the seven steps as a line, what can be done, ballots and their recount.

mod acts;
mod ballot;
mod form;
pub mod limits;
mod order;
mod recount;
mod timeline;

pub use acts::{Bar, Done, bar, needs_words, takes_photos};
pub use ballot::{
    BallotDraft, BallotMistake, Count, Standing, Vote, ballot_mistakes, close_days, counts, filled, lines_shown,
    open_ballot, standing, vote_of, with_line,
};
pub use form::{Lack, RuleLack, is_blank, lacks, read_number, ready, rule_lacks};
pub use order::{Sections, mean_tenths, sections, stages_in_use};
pub use recount::{Fold, folds, grouped, line_count, lines_of};
pub use timeline::{Point, PointState, line};
