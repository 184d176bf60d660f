//! Members as the screens show them: what a role may use, how people are listed, where a role may be given.

mod caretakers;
mod list;
mod places;
mod reach;
mod tabs;

pub use caretakers::{Caretaker, caretakers};
pub use list::{PARTS, Part, fits, part_of, role_word, roles_in_order};
pub use places::{GIVEN, Place, needs_end, places};
pub use reach::Reach;
pub use tabs::{Tab, tabs};
