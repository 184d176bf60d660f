//! A list of any length: only the rows near the screen are drawn, and parts are asked for as they come near.

mod listing;
mod rows;

use leptos::prelude::*;
use linli_contract::{Ask, Event};

pub(crate) use listing::Listing;
pub(crate) use rows::{Look, long_rows};

use crate::model::lists_window::Identified;

/// What a list is of, and how its parts are asked for.
pub(crate) trait Long: Sized + 'static {
    /// Which rows there are.
    type Choice: Clone + PartialEq + Send + Sync + 'static;
    /// What a view says besides its rows.
    type Sums: Clone + PartialEq + Send + Sync + 'static;
    /// A row.
    type Row: Identified + Clone + Eq + Send + Sync + 'static;
    /// The question.
    type Request: Ask + 'static;

    /// Asks for a part.
    fn request(choice: &Self::Choice, from: u32, count: u32) -> Self::Request;

    /// The answer, with its rows apart.
    fn split(view: <Self::Request as Ask>::Reply) -> (Self::Sums, Vec<Self::Row>);

    /// Whether an event says that rows may have changed.
    fn concerns(event: &Event) -> bool;

    /// The choice to begin with, `left` that of the list that was left.
    fn begin(left: Option<&Self::Choice>) -> RwSignal<Self::Choice>;
}
