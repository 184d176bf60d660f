//! How much a field of the hall's forms takes, in characters; the core checks again, by [`linli_shared::topics`].

pub use linli_shared::topics::{ANSWER as CHOICE, COVENANT, PROJECT_STEP as STEP, TEXT, TITLE, WHO};

/// The question of a ballot: one sentence.
pub const QUESTION: usize = 100;
/// The fewest and the most choices of a ballot.
pub const CHOICES: (usize, usize) = (2, 8);
/// A reason, or the words of a step.
pub const WORDS: usize = 1_000;
/// The most steps of a project.
pub const STEPS: usize = 12;
/// The most supporters that rules may ask for.
pub const MOST_SUPPORTERS: u16 = 500;
/// The most days that rules may give.
pub const MOST_DAYS: u16 = 90;
/// The longest grace, in hours.
pub const MOST_GRACE: u16 = 168;
