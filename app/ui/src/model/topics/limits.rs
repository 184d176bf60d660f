//! How much a field of the hall's forms takes, in characters; the core checks again.

/// A title.
pub const TITLE: usize = 40;
/// A proposal, a summary, rules.
pub const TEXT: usize = 2_000;
/// A reason or words of a step.
pub const REASON: usize = 500;
/// The question of a ballot.
pub const QUESTION: usize = 100;
/// A choice of a ballot.
pub const CHOICE: usize = 40;
/// The fewest and the most choices of a ballot.
pub const CHOICES: (usize, usize) = (2, 8);
/// Who answers for a project.
pub const WHO: usize = 40;
/// A step of a project.
pub const STEP: usize = 60;
/// The most steps of a project.
pub const STEPS: usize = 12;
/// A covenant.
pub const COVENANT: usize = 8_000;
/// The most supporters that rules may ask for.
pub const MOST_SUPPORTERS: u16 = 500;
/// The most days that rules may give.
pub const MOST_DAYS: u16 = 90;
/// The longest grace, in hours.
pub const MOST_GRACE: u16 = 168;
